"""``valuepitch check``: files and folders, each alone and against each other, everything at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]

GOOD = "name: Acme\ncurrency: USD\nhurdle_rate: 11%\n"
TOOL = """\
name: Tool
seller: Maker
plain_name: a tool
action: Using a tool
currency: USD
benefits:
  - {name: Gain, kind: cash, amount: 100, ramp: {from_month: 1, months_to_full: 1}}
"""


def write(**texts: str) -> None:
    for name, text in texts.items():
        Path(f"{name}.yaml").write_text(text, "utf-8")


@pytest.mark.parametrize("words", [("prospect.yaml",), ("product.yaml",), ("prospect.yaml", "product.yaml"), (".",)])
def test_good_files_pass_alone_and_together(words: tuple[str, ...], case: Path, run: Run) -> None:
    count = 1 if len(words) == 1 and words != (".",) else 2
    code, out, err = run("check", *words)
    assert (code, err) == (0, "")
    assert out == f"{count} file{'' if count == 1 else 's'} checked: 0 problems, 0 warnings\n"


def test_a_problem_is_printed_with_its_place_and_ends_with_1(run: Run) -> None:
    write(a=GOOD.replace("11%", "11"))
    code, out, _ = run("check", "a.yaml")
    assert code == 1
    assert out.splitlines()[0] == "a.yaml:3:14  hurdle_rate  is 11; write 11% or 0.11"
    assert out.splitlines()[1].startswith("1 file checked: 1 problem")


def test_problems_of_all_files_come_at_once_in_their_order(run: Run) -> None:
    write(b=GOOD.replace("USD", "usd"), a=GOOD.replace("11%", "11"), c=TOOL.replace("100", "sites * 2"))
    code, out, _ = run("check", ".")
    assert code == 1
    assert [line.split("  ")[0] for line in out.splitlines()[:-1]] == [
        "a.yaml:3:14",
        "b.yaml:2:11",
        "c.yaml:7:38",
        "c.yaml:7:38",
    ]


def test_files_are_checked_against_each_other(run: Run) -> None:
    write(a=GOOD, b=GOOD.replace("USD", "EUR"), c=TOOL)
    assert run("check", "a.yaml", "c.yaml")[0] == 0
    code, out, _ = run("check", "b.yaml", "c.yaml")
    assert code == 1
    assert out.splitlines()[0] == (
        "c.yaml:5:11  currency  is USD; write the profile's amounts in EUR; b.yaml is in EUR. "
        "Or add exchange_rate there: EUR for one USD, with its day"
    )


def test_every_product_meets_every_prospect_and_says_a_thing_once(run: Run) -> None:
    write(a=GOOD, b=GOOD, c=TOOL.replace("100", "sites * 2"), d=TOOL.replace("{from", "[x], x: {from"))
    code, out, _ = run("check", ".")
    assert code == 1
    lines = out.splitlines()
    assert len(lines) == len(set(lines))
    assert [line.split("  ")[0] for line in lines[:-1]] == [
        "c.yaml:7:38",
        "c.yaml:7:38",
        "d.yaml:7:50",
        "d.yaml:7:54",
    ]


def test_a_formula_that_divides_by_zero_is_found(run: Run) -> None:
    write(a=GOOD + "facts: {sites: {value: 0, unit: count}}\n", b=TOOL.replace("100", "5 / sites"))
    code, out, _ = run("check", "a.yaml", "b.yaml")
    assert code == 1
    assert out.startswith("b.yaml:7:38  benefits[0].amount  divides by zero; ")


def test_warnings_alone_end_with_0(run: Run) -> None:
    write(a=GOOD + "hurdle_basis: after_tax\n", b=TOOL)
    code, out, _ = run("check", "a.yaml", "b.yaml")
    assert code == 0
    assert out.splitlines()[0].startswith("warning: a.yaml:4:15  hurdle_basis  is after tax, the cash is before tax; ")
    assert out.splitlines()[1].startswith("2 files checked: 0 problems, 1 warning")


@pytest.mark.parametrize("rate, code, severities", [("11", 1, ["error", "warning"]), ("11%", 0, ["warning"])])
def test_json_holds_every_problem_as_data(rate: str, code: int, severities: list[str], run: Run) -> None:
    write(a=f'name: "Ac\\0me"\ncurrency: USD\nhurdle_rate: {rate}\n')
    ended, out, _ = run("check", "a.yaml", "--json")
    problems = json.loads(out)
    assert ended == code
    assert sorted(problem["severity"] for problem in problems) == severities
    assert {tuple(problem) for problem in problems} == {
        ("file", "line", "column", "path", "message", "hint", "severity")
    }
    assert {problem["file"] for problem in problems} == {"a.yaml"}


def test_json_of_good_files_is_an_empty_list(run: Run) -> None:
    write(a=GOOD)
    assert run("check", "a.yaml", "--json") == (0, "[]\n", "")


@pytest.mark.parametrize(
    "text, said",
    [
        (
            "region: west\n",
            "a.yaml:1:1  is neither a prospect nor a product; "
            "a prospect has name and facts, a product seller and benefits",
        ),
        ("", "a.yaml:1:1  is empty; start from `valuepitch new DIR`"),
        ("- a\n", "a.yaml:1:1  is neither a prospect nor a product; "
         "a prospect has name and facts, a product seller and benefits"),
    ],
)  # fmt: skip
def test_a_file_of_another_kind_is_said_to_be_one(text: str, said: str, run: Run) -> None:
    write(a=text)
    code, out, _ = run("check", "a.yaml")
    assert code == 1
    assert out.splitlines()[0] == said


def test_a_file_that_is_no_yaml_is_reported_beside_the_others(run: Run) -> None:
    write(a="name: [\n", b=GOOD.replace("11%", "11"))
    code, out, _ = run("check", ".")
    assert code == 1
    assert [line.split(":")[0] for line in out.splitlines()[:-1]] == ["a.yaml", "b.yaml"]


def test_half_a_character_is_a_problem_and_no_fault(run: Run) -> None:
    write(a='name: Acme\ncurrency: "\\ud800"\n"\\ud801": x\n')
    for words in (("check", "a.yaml"), ("check", "a.yaml", "--json")):
        code, out, err = run(*words)
        assert code == 1
        assert "currency" in out
        assert "Traceback" not in err


def test_a_folder_holds_both_spellings_of_yaml_and_nothing_below(folder: Path, run: Run) -> None:
    write(a=GOOD)
    (folder / "b.yml").write_text(TOOL, "utf-8")
    (folder / "c.txt").write_text("name: [\n", "utf-8")
    (folder / "below").mkdir()
    (folder / "below" / "d.yaml").write_text("name: [\n", "utf-8")
    code, out, _ = run("check", folder)
    assert (code, out) == (0, "2 files checked: 0 problems, 0 warnings\n")


def test_a_file_named_twice_is_checked_once(run: Run) -> None:
    write(a=GOOD)
    assert run("check", "a.yaml", "a.yaml")[1].startswith("1 file checked")


@pytest.mark.parametrize(
    "words, code, said",
    [
        (("nope.yaml",), 1, "error: nope.yaml does not exist"),
        ((".",), 2, "Error: . holds no .yaml file"),
        ((), 2, "Error: Missing argument 'PATHS...'"),
        (("--jsn", "a.yaml"), 2, "Error: No such option '--jsn'"),
    ],
)
def test_wrong_use_says_what_is_wrong(words: tuple[str, ...], code: int, said: str, run: Run) -> None:
    ended, out, err = run("check", *words)
    assert (ended, out) == (code, "")
    assert said in err
