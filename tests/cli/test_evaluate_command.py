"""``valuepitch evaluate``: the figures for a person, and as JSON for a program."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., tuple[int, str, str]]

EXPECTED = Path(__file__).parents[2] / "samples" / "quickstart" / "expected" / "evaluate.json"
FREE = """\
name: Tool
seller: Maker
plain_name: a tool
action: Using a tool
currency: USD
benefits:
  - {name: Gain, kind: cash, amount: 100, ramp: {from_month: 1, months_to_full: 1}}
"""


def differences(found: Any, wanted: Any, path: str = "") -> Iterator[str]:
    """Where two JSON values differ: keys, types, texts, or numbers by more than a millionth."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        if list(found) != list(wanted):
            yield f"{path}: keys {list(found)}, not {list(wanted)}"
        for key in wanted.keys() & found.keys():
            yield from differences(found[key], wanted[key], f"{path}.{key}")
    elif isinstance(wanted, list) and isinstance(found, list):
        if len(found) != len(wanted):
            yield f"{path}: {len(found)} items, not {len(wanted)}"
        for index, (one, other) in enumerate(zip(found, wanted, strict=False)):
            yield from differences(one, other, f"{path}[{index}]")
    elif isinstance(wanted, float | int) and not isinstance(wanted, bool) and isinstance(found, float | int):
        if isinstance(found, bool) or abs(found - wanted) > 1e-6:
            yield f"{path}: {found}, not {wanted}"
    elif found != wanted:
        yield f"{path}: {found!r}, not {wanted!r}"


@pytest.mark.parametrize(
    "found, count",
    [({"a": [1, 2.0000001]}, 0), ({"a": [1, 2.1]}, 1), ({"a": [1]}, 1), ({"b": [1, 2]}, 1), ({"a": [True, 2]}, 1)],
)
def test_the_comparison_sees_a_difference(found: Any, count: int) -> None:
    assert len(list(differences(found, {"a": [1, 2]}))) == count


def test_json_of_the_quickstart_is_the_contract_to_a_millionth(case: Path, run: Run) -> None:
    code, out, err = run("evaluate", "prospect.yaml", "--product", "product.yaml", "--json")
    assert (code, err) == (0, "")
    contract = json.loads(EXPECTED.read_text("utf-8"))
    given = {key: value for key, value in json.loads(out).items() if key in contract}  # keys may be added
    assert list(differences(given, contract)) == []


def test_a_person_sees_every_measure_the_scenarios_and_what_moves_them(case: Path, run: Run) -> None:
    code, out, err = run("evaluate", "prospect.yaml", "-p", "product.yaml")
    assert (code, err) == (0, "")
    lines = {line[:34].strip(): line[34:].split() for line in out.splitlines() if line.strip()}
    assert lines["Net present value"] == ["$662K", "$95.3K", "$1.19M"]
    assert lines["Internal rate of return"] == ["98%", "22%", "170%"]
    assert lines["Return on investment"] == ["62%", "8.9%", "112%"]
    assert lines["Payback, months"] == ["16", "28", "13"]
    assert "Northfield Components, Inc.: Managed site network, 36 months at 11%" in out
    assert "Rate reduction on renewal" in out
    assert "Benefit by weakest origin: 70% quote, 30% benchmark" in out
    assert "Not costed: parallel_running" in out


def test_a_measure_without_a_value_shows_its_reason(folder: Path, run: Run) -> None:
    (folder / "a.yaml").write_text("name: Acme\ncurrency: USD\nhurdle_rate: 11%\n", "utf-8")
    (folder / "b.yaml").write_text(FREE, "utf-8")
    code, out, _ = run("evaluate", "a.yaml", "-p", "b.yaml")
    assert code == 0
    assert "no cost" in out
    assert "nan" not in out.lower().replace("finance", "")


def test_json_holds_null_and_a_reason_and_never_nan(folder: Path, run: Run) -> None:
    (folder / "a.yaml").write_text("name: Acme\ncurrency: USD\nhurdle_rate: 11%\n", "utf-8")
    (folder / "b.yaml").write_text(FREE, "utf-8")
    code, out, _ = run("evaluate", "a.yaml", "-p", "b.yaml", "--json")
    data = json.loads(out, parse_constant=pytest.fail)
    assert code == 0
    assert data["measures"]["roi"] is None
    assert data["measures"]["irr"] == []
    assert data["reasons"]["roi"] == {"code": "no_costs", "text": "no cost"}


def test_warnings_go_beside_the_figures_and_not_into_json(case: Path, run: Run) -> None:
    with (case / "prospect.yaml").open("a", encoding="utf-8") as file:
        file.write("exchange_rate: {value: 1.1, as_of: 2026-11-20}\n")
    code, out, err = run("evaluate", "prospect.yaml", "-p", "product.yaml")
    assert code == 0
    assert "warning" not in out
    assert err.startswith("warning: prospect.yaml:")
    code, out, _ = run("evaluate", "prospect.yaml", "-p", "product.yaml", "--json")
    assert code == 0
    assert json.loads(out)["currency"] == "USD"


@pytest.mark.parametrize("mark", ["[eu]", "[bold]x[/bold]", "[/oops]", "[link=http://x]y[/link]", ":rocket:"])
@pytest.mark.parametrize("old", ["Rate reduction on renewal", "Northfield Components, Inc.", "Managed site network"])
def test_brackets_in_names_and_labels_are_printed_as_they_stand(mark: str, old: str, case: Path, run: Run) -> None:
    for name in ("prospect.yaml", "product.yaml"):
        text = (case / name).read_text("utf-8").replace(old, f'"Share {mark}"')
        (case / name).write_text(text, "utf-8")
    code, out, _ = run("evaluate", "prospect.yaml", "-p", "product.yaml")
    assert code == 0
    assert f"Share {mark}" in out


@pytest.mark.parametrize("words", [(), ("--json",)])
def test_problems_go_to_standard_error_and_end_with_1(words: tuple[str, ...], case: Path, run: Run) -> None:
    text = (case / "prospect.yaml").read_text("utf-8")
    (case / "prospect.yaml").write_text(text.replace("value: 11%", "value: 11"), "utf-8")
    code, out, err = run("evaluate", "prospect.yaml", "-p", "product.yaml", *words)
    assert (code, out) == (1, "")
    assert err.splitlines() == [
        "prospect.yaml:9:22  hurdle_rate.value  is 11; write 11% or 0.11",
        "1 problem; nothing was written",
    ]


@pytest.mark.parametrize(
    "words, code, said",
    [
        (("prospect.yaml",), 2, "Missing option '--product'"),
        (("nope.yaml", "-p", "product.yaml"), 1, "error: nope.yaml does not exist\n  check the path\n"),
        (("prospect.yaml", "-p", "."), 1, "error: . is a folder\n  name a file in it\n"),
        ((), 2, "Missing argument 'PROSPECT'"),
    ],
)
def test_wrong_use_says_what_is_wrong(words: tuple[str, ...], code: int, said: str, case: Path, run: Run) -> None:
    ended, out, err = run("evaluate", *words)
    assert (ended, out) == (code, "")
    assert said in err
