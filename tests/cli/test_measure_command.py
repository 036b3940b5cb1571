"""``valuepitch measure``: flows from the command line, a CSV or standard input; what is refused, and how."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]

FLOWS = ("measure", "--flows", "-1000,400,500,600", "--rate", "10%", "--periods-per-year", "1")
NPV = -1000 + 400 / 1.1 + 500 / 1.1**2 + 600 / 1.1**3


def npv(out: str) -> float:
    value = json.loads(out)["npv"]
    assert isinstance(value, float)
    return value


def test_flows_give_every_measure_as_json(run: Run) -> None:
    code, out, err = run(*FLOWS, "--json")
    data = json.loads(out)
    assert (code, err) == (0, "")
    assert list(data) == [
        "npv",
        "irr",
        "mirr",
        "payback_periods",
        "discounted_payback_periods",
        "profitability_index",
        "profitability_index_net",
        "net_future_value",
        "equivalent_annual_cost",
        "payback_months",
        "reasons",
    ]
    assert data["npv"] == pytest.approx(NPV, abs=1e-9)
    assert len(data["irr"]) == 1
    assert data["irr"][0] == pytest.approx(0.2164778541, abs=1e-9)
    assert data["payback_periods"] == pytest.approx(2 + 100 / 600)
    assert data["payback_months"] == pytest.approx(26)
    assert data["profitability_index"] == pytest.approx(1 + NPV / 1000)
    assert data["reasons"] == {}


def test_costs_and_benefits_give_roi_too(run: Run) -> None:
    code, out, _ = run(
        "measure", "--costs", "1000,50,50", "--benefits", "0,700,700", "--rate", "8%", "--periods-per-year", "1",
        "--json",
    )  # fmt: skip
    data = json.loads(out)
    costs = 1000 + 50 / 1.08 + 50 / 1.08**2
    benefits = 700 / 1.08 + 700 / 1.08**2
    assert code == 0
    assert {"roi", "pv_costs", "pv_benefits", "benefit_cost_ratio"} <= set(data)
    assert data["benefit_cost_ratio"] == pytest.approx(benefits / costs)
    assert (data["pv_costs"], data["pv_benefits"]) == (pytest.approx(costs), pytest.approx(benefits))
    assert data["roi"] == pytest.approx((benefits - costs) / costs)
    assert data["npv"] == pytest.approx(benefits - costs)


def test_a_person_sees_a_line_for_each_measure(run: Run) -> None:
    code, out, _ = run(*FLOWS)
    assert code == 0
    assert [" ".join(line.split()) for line in out.splitlines()] == [
        "Net present value 227.65",
        "Internal rate of return 21.6478%",
        "Modified rate of return 17.7834%",
        "Payback, periods 2.1667",
        "Discounted payback, periods 2.4950",
        "Payback, months 26.00",
        "Profitability index, PV ÷ outlay 1.2276",
        "Profitability index, NPV ÷ outlay 0.2276",
        "Net future value 303.00",
        "Equivalent annual gain 91.54",
    ]


def test_months_are_the_periods_unless_told_otherwise(run: Run) -> None:
    _, out, _ = run("measure", "--flows", "-1000,1100", "--rate", "10%", "--json")
    assert npv(out) == pytest.approx(-1000 + 1100 * 1.1 ** (-1 / 12))


@pytest.mark.parametrize(
    "rate, value", [("10%", 0.1), ("0.1", 0.1), ("0", 0.0), ("120%", 1.2), ("-50%", -0.5), ("1", 1)]
)
def test_any_rate_above_minus_100_percent_is_taken(rate: str, value: float, run: Run) -> None:
    code, out, _ = run("measure", "--flows", "-1000,1400", "--rate", rate, "--periods-per-year", "1", "--json")
    assert code == 0
    assert npv(out) == pytest.approx(-1000 + 1400 / (1 + value))


def test_two_rates_of_return_are_both_shown_with_a_word(run: Run) -> None:
    words = ("measure", "--flows", "-1000,2500,-1540", "--rate", "10%", "--periods-per-year", "1")
    code, out, _ = run(*words, "--json")
    data = json.loads(out)
    assert code == 0
    assert data["irr"] == [pytest.approx(0.1), pytest.approx(0.4)]
    assert data["reasons"]["irr"] == {"code": "not_unique", "text": "not unique"}
    assert data["mirr"] is not None
    assert "10.0000% and 40.0000% (not unique)" in run(*words)[1]


def test_flows_without_a_change_of_sign_give_words_and_never_nan(run: Run) -> None:
    words = ("measure", "--flows", "100,100", "--rate", "10%", "--periods-per-year", "1")
    code, out, _ = run(*words, "--json")
    data = json.loads(out, parse_constant=pytest.fail)
    assert code == 0
    assert (data["irr"], data["mirr"], data["profitability_index"]) == ([], None, None)
    assert data["reasons"]["irr"]["text"] in run(*words)[1]
    assert "nan" not in run(*words)[1]


@pytest.mark.parametrize(
    "text",
    [
        "flow\n-1000\n400\n500\n600\n",
        "Net\r\n-1000\r\n400\r\n500\r\n600\r\n",
        "\ufeffflow\n-1000\n400\n500\n600\n",
        "year,flow\n0,-1000\n1,400\n2,500\n3,600\n",
        "cost,benefit\n1000,0\n0,400\n0,500\n0,600\n",
        "benefits,costs\n0,1_000\n400,0\n500,0\n600,0\n",
        "-1000\n400\n500\n600\n",
        "-1000,400,500,600\n",
        "flow\n\n-1000\n\n400\n500\n600\n\n",
        '"flow"\n"-1000"\n" 400 "\n500\n600\n',
    ],
)
@pytest.mark.parametrize("way", ["file", "standard input"])
def test_a_csv_gives_the_same_figures(way: str, text: str, folder: Path, run: Run) -> None:
    (folder / "flows.csv").write_bytes(text.encode())
    name = "flows.csv" if way == "file" else "-"
    code, out, _ = run(
        "measure", "--file", name, "--rate", "10%", "--periods-per-year", "1", "--json",
        stdin=text.encode() if way != "file" else b"",
    )  # fmt: skip
    assert code == 0
    assert npv(out) == pytest.approx(NPV)


def test_standard_input_of_a_process_of_its_own(shell: Run) -> None:
    code, out, err = shell(
        "measure", "--file", "-", "--rate", "10%", "--periods-per-year", "1", "--json", stdin=b"flow\n-1000\n1100\n"
    )
    assert (code, err) == (0, "")
    assert npv(out) == pytest.approx(0)


@pytest.mark.parametrize(
    "text, said",
    [
        (b"", "flows.csv holds no flows"),
        (b"\n \n", "flows.csv holds no flows"),
        (b"flow\n", "flows need at least two periods"),
        (b"flow\n-1000\nabc\n", "flows.csv, line 3: is abc, not a number; write a number such as 1200 or 27%"),
        (b"flow\n-1000\n\nabc\n", "flows.csv, line 4: is abc, not a number"),
        (b'flow\n-1000\n"1,200"\n', "flows.csv, line 3: is 1,200, not a number; write 1200 or 1_200"),
        (b"flow\n-1000\n27%\n", "flows.csv, line 3: is 27%, a percentage; write money"),
        (b"flow\n-1000\nnan\n", "flows.csv, line 3: is nan, not a number"),
        (b"cost,benefit\n1000\n", "flows.csv, line 2: 1 values, the head has 2"),
        (b"cost,benefit\n1000,0\n1,200,5\n", "flows.csv, line 3: 3 values, the head has 2"),
        (b"cost,benefit\n1000,\n0,1\n", "flows.csv, line 2: is empty; write a number"),
        (b"cost\n1000\n", "flows.csv: needs a column flow, or the columns cost and benefit"),
        (b"flow,benefit\n1,2\n", "flows.csv: needs a column flow, or the columns cost and benefit"),
        (b"month,cash out\n0,5\n", "flows.csv: the first line names no column"),
        (b"flwo\n-1000\n1100\n", "flows.csv: the column flwo is none that is read; head it flow"),
        (b"flow\n-1000\n\xfe\n", "flows.csv is not UTF-8 text; save it as CSV UTF-8"),
        (b'flow\n"-1000\n', "flows.csv is not a CSV: "),
    ],
)
def test_a_csv_that_cannot_be_read_is_refused_with_its_line(text: bytes, said: str, folder: Path, run: Run) -> None:
    (folder / "flows.csv").write_bytes(text)
    code, out, err = run("measure", "--file", "flows.csv", "--rate", "10%")
    assert (code, out) == (2, "")
    assert said in err


@pytest.mark.parametrize("head", ["flow,flow", "flow,net", "cost,benefit,cost"])
def test_two_columns_of_one_meaning_are_refused(head: str, folder: Path, run: Run) -> None:
    cells = ",".join(["5"] * len(head.split(",")))
    (folder / "flows.csv").write_text(f"{head}\n{cells}\n{cells}\n", "utf-8")
    code, out, err = run("measure", "--file", "flows.csv", "--rate", "10%")
    assert (code, out) == (2, "")
    assert "flows.csv" in err


@pytest.mark.parametrize(
    "words, said",
    [
        (("--rate", "10%"), "give one of --flows, --costs with --benefits, or --file"),
        (("--flows", "1,2", "--costs", "1,2", "--rate", "10%"), "give one of --flows, --costs with --benefits"),
        (("--flows", "1,2", "--file", "x.csv", "--rate", "10%"), "give one of --flows, --costs with --benefits"),
        (("--costs", "1,2", "--rate", "10%"), "--costs and --benefits go together"),
        (("--flows", "-1000", "--rate", "10%"), "flows need at least two periods"),
        (("--flows", "-1000,,5", "--rate", "10%"), "--flows, value 2: is empty; write a number"),
        (("--flows", "-1000,5%", "--rate", "10%"), "--flows, value 2: is 5%, a percentage; write money"),
        (("--flows", "-1000,nan", "--rate", "10%"), "--flows, value 2: is nan, not a number"),
        (("--flows", "-1000,1e400", "--rate", "10%"), "--flows, value 2: is 1e400, not a number"),
        (("--costs", "1,2", "--benefits", "1,x", "--rate", "10%"), "--benefits, value 2: is x, not a number"),
        (("--flows", "-1000,5", "--rate", "11"), "--rate: is 11; write 11% or 0.11"),
        (("--flows", "-1000,5", "--rate", "1.5"), "--rate: is 1.5; write 1.5% or 0.015"),
        (("--flows", "-1000,5", "--rate", "11,5%"), "--rate: is 11,5%, not a number; the decimal mark is a point"),
        (("--flows", "-1000,5", "--rate", "-100%"), "the rate is -100%; it must be above -100%"),
        (("--flows", "-1000,5", "--rate", "-150%"), "the rate is -150%; it must be above -100%"),
        (("--flows", "-1000,5", "--rate", "10%", "--periods-per-year", "5"), "--periods-per-year is 5, not 1, 2, 3"),
        (("--flows", "-1000,5", "--rate", "10%", "--periods-per-year", "0"), "--periods-per-year is 0, not 1, 2, 3"),
        (("--flows", "-1000,5"), "Missing option '--rate'"),
        (("--flws", "-1000,5", "--rate", "10%"), "No such option '--flws'"),
    ],
)
def test_what_cannot_be_measured_is_refused_with_2(words: tuple[str, ...], said: str, run: Run) -> None:
    code, out, err = run("measure", *words)
    assert (code, out) == (2, "")
    assert said in err


def test_costs_and_benefits_of_different_lengths_are_refused_with_both(run: Run) -> None:
    code, out, err = run("measure", "--costs", "1,2", "--benefits", "1,2,3", "--rate", "10%")
    assert (code, out) == (2, "")
    assert re.search(r"costs .*\b2\b.* benefits .*\b3\b", err)


def test_a_file_that_is_missing_ends_with_1(run: Run) -> None:
    code, out, err = run("measure", "--file", "nope.csv", "--rate", "10%")
    assert (code, out, err) == (1, "", "error: nope.csv does not exist\n  check the path\n")
