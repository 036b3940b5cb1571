"""``valuepitch check``: files and folders, each alone and against each other, everything at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from valuepitch import wording

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
no_cost: {internal_labour: nil, process_redesign: nil, integration: nil, migration: nil, training: nil, \
dip_in_output: nil, parallel_running: nil, administration: nil, renewal_uplift: nil, exit: nil}
"""
# With an objective of its own a page speaks of the reader often enough.
THEIRS = "objectives: [{id: scrap, text: Halve the scrap of Acme}]\n"


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
    write(a=GOOD + "hurdle_basis: after_tax\n" + THEIRS, b=TOOL)
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
    write(a=GOOD + THEIRS)
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


# --- the reader ---


def test_a_title_that_names_two_levels_is_told_once_alone_and_together(run: Run) -> None:
    write(a=GOOD + "contact: {title: Owner and CFO}\n" + THEIRS, b=TOOL)
    told = (
        "a.yaml:4:18  contact.title  names 2 levels of readers, owner and cfo; "
        "say who decides: add level: owner (or cfo) to contact"
    )
    assert run("check", "a.yaml") == (1, f"{told}\n1 file checked: 1 problem, 0 warnings\n", "")
    assert run("check", "a.yaml", "b.yaml") == (1, f"{told}\n2 files checked: 1 problem, 0 warnings\n", "")


@pytest.mark.parametrize("words", [("a.yaml",), ("b.yaml",), ("a.yaml", "b.yaml"), (".",)])
def test_a_broken_table_of_readers_is_a_problem_of_the_files_beside_it(words: tuple[str, ...], run: Run) -> None:
    write(a=GOOD + THEIRS, b=TOOL)
    Path("readers.toml").write_text('[titles]\nboss = ["chief"]\n', "utf-8")
    code, out, _ = run("check", *words)
    assert code == 1
    assert out.splitlines()[:-1] == [
        "readers.toml  titles.boss  is boss, not one of owner, cfo, controller, operations, it, none"
    ]


# --- sales language in the files ---

CLAIM = TOOL.replace("name: Gain", "name: World-class gain")
TOLD = (
    "product.yaml:7:12  benefits[0].name  says “World-class”, a superlative without a source; "
    "write: the result, where it was measured, and against whom"
)


def test_sales_language_of_a_profile_alone_is_a_problem(run: Run) -> None:
    write(product=CLAIM)
    assert run("check", "product.yaml") == (1, f"{TOLD}\n1 file checked: 1 problem, 0 warnings\n", "")


def test_a_word_of_a_file_is_told_once_though_it_stands_on_many_pages(run: Run) -> None:
    write(a=GOOD + THEIRS, b=GOOD + THEIRS, product=CLAIM)
    code, out, _ = run("check", ".")
    assert (code, out) == (1, f"{TOLD}\n3 files checked: 1 problem, 0 warnings\n")


def test_a_milder_word_of_a_profile_is_a_warning(run: Run) -> None:
    write(b=TOOL.replace("plain_name: a tool", "plain_name: a robust tool"))
    code, out, _ = run("check", "b.yaml")
    assert code == 0
    assert out.splitlines() == [
        "warning: b.yaml:3:15  plain_name  says “robust”, an adjective that nothing measures; "
        "write: the tested load or failure rate",
        "1 file checked: 0 problems, 1 warning",
    ]


def test_a_prospects_own_words_are_warnings(run: Run) -> None:
    write(a=GOOD + "objectives: [{id: scrap, text: Become best-in-class}]\n")
    code, out, _ = run("check", "a.yaml")
    assert code == 0
    assert out.startswith("warning: a.yaml:4:39  objectives[0].text  says “best-in-class”, ")


def test_other_words_of_a_prospect_alone_are_problems(run: Run) -> None:
    write(a=GOOD + "facts: {loss: {label: World-class loss, value: 5%}}\n")
    code, out, _ = run("check", "a.yaml")
    assert code == 1
    assert out.startswith("a.yaml:4:23  facts.loss.label  says “World-class”, ")


def test_a_name_of_a_company_is_no_sales_language(run: Run) -> None:
    theirs = THEIRS.replace("Acme", "Best-in-Class Solutions")
    write(a=GOOD.replace("Acme", "Best-in-Class Solutions") + theirs, b=TOOL.replace("Maker", "World-Class Tools"))
    assert run("check", ".")[:2] == (0, "2 files checked: 0 problems, 0 warnings\n")


@pytest.mark.parametrize("language, problems", [(None, 1), ("en", 0), ("tr", 1)])
def test_a_text_without_a_language_is_read_in_those_of_its_pages(language: str | None, problems: int, run: Run) -> None:
    # Without a prospect it may stand on a page of any language.
    write(b=TOOL.replace("name: Gain", "name: Benzersiz kazanç"))
    if language:
        write(a=GOOD.replace("name: Acme", f"name: Acme\nlanguage: {language}"))
    code, out, _ = run("check", ".")
    assert code == bool(problems)
    hint = next(entry.write for entry in wording.words("tr").entries if "benzersiz" in entry.find)
    assert [line for line in out.splitlines() if "Benzersiz" in line and not line.startswith("warning")] == [
        f"b.yaml:7:12  benefits[0].name  says “Benzersiz”, a superlative without a source; write: {hint}"
    ] * problems


def test_a_file_with_problems_is_not_read_for_its_words(run: Run) -> None:
    write(product=CLAIM.replace("USD", "usd"))
    code, out, _ = run("check", "product.yaml")
    assert code == 1
    assert [line.split("  ")[1] for line in out.splitlines()[:-1]] == ["currency"]


# --- and on the page that they make ---


def test_a_trade_name_in_the_title_is_found_where_there_is_a_page(run: Run) -> None:
    write(a=GOOD + THEIRS, b=TOOL.replace("Using a tool", "Using the Tool"))
    assert run("check", "b.yaml")[0] == 0
    code, out, _ = run("check", "a.yaml", "b.yaml")
    assert code == 1
    told = "b.yaml:4:9  action  brings the trade name into the title; say what is done, without Tool"
    assert told in out.splitlines()


def test_what_the_page_does_as_a_whole_is_a_warning(run: Run) -> None:
    write(a=GOOD + THEIRS, b=TOOL.replace("name: Gain", "name: Less OEE loss"))
    code, out, _ = run("check", ".")
    assert code == 0
    assert out.splitlines() == [
        "warning: the page of Acme  does not explain OEE; "
        "write it out where it first stands, or allow it in wording.yaml",
        "2 files checked: 0 problems, 1 warning",
    ]


def test_figures_that_are_old_today_are_warned_of(run: Run) -> None:
    amount = "{value: 100, source: Survey, origin: benchmark, as_of: 2001-05-31}"
    write(a=GOOD + THEIRS, b=TOOL.replace("amount: 100", f"amount: {amount}"))
    code, out, _ = run("check", ".")
    assert code == 0
    assert out.splitlines()[0].startswith(
        "warning: b.yaml:7:93  benefits[0].amount.as_of  is of 2001-05-31, more than 3"
    )


def test_json_holds_findings_of_files_and_page(run: Run) -> None:
    write(a=GOOD + THEIRS, product=CLAIM.replace("a tool\n", "an OEE tool\n"))
    code, out, _ = run("check", ".", "--json")
    assert code == 1
    assert json.loads(out) == [
        {
            "file": "product.yaml",
            "line": 7,
            "column": 12,
            "path": "benefits[0].name",
            "message": "says “World-class”, a superlative without a source",
            "hint": "write: the result, where it was measured, and against whom",
            "severity": "error",
        },
        {
            "file": "the page of Acme",
            "line": 0,
            "column": 0,
            "path": "",
            "message": "does not explain OEE",
            "hint": "write it out where it first stands, or allow it in wording.yaml",
            "severity": "warning",
        },
    ]


@pytest.mark.parametrize(
    "sample", ["quickstart", "joinery-owner", "makine-tr", "packaging-line", "press-brake", "receivables"]
)
def test_the_samples_give_no_problem_and_no_warning(sample: str, run: Run) -> None:
    folder = Path(__file__).parents[2] / "samples" / sample
    assert run("check", folder)[:2] == (0, "2 files checked: 0 problems, 0 warnings\n")


# --- wording.yaml ---


def test_a_word_file_beside_the_files_lets_a_phrase_pass_and_is_counted(run: Run) -> None:
    write(a=GOOD + THEIRS, b=CLAIM, wording="allow:\n  - {phrase: world class gain, reason: the name of a fund}\n")
    assert run("check", ".") == (0, "3 files checked: 0 problems, 0 warnings\n", "")
    assert run("check", "b.yaml") == (0, "1 file checked: 0 problems, 0 warnings\n", "")


def test_a_word_file_adds_words(run: Run) -> None:
    write(b=TOOL, wording="add: {en: {hype: [{find: gain, write: the sum}]}}\n")
    code, out, _ = run("check", "b.yaml")
    assert code == 0
    assert out.splitlines()[0] == "warning: b.yaml:7:12  benefits[0].name  says “Gain”, hype; write: the sum"


def test_a_word_file_alone_is_checked(run: Run) -> None:
    write(wording="allow:\n  - {phrase: world class gain, reason: the name of a fund}\n")
    assert run("check", "wording.yaml") == (0, "1 file checked: 0 problems, 0 warnings\n", "")


@pytest.mark.parametrize("words", [("wording.yaml",), ("a.yaml",), ("b.yaml",), ("a.yaml", "b.yaml"), (".",)])
@pytest.mark.parametrize(
    "text, told",
    [
        ("allow:\n  - {phrase: world class}\n", "wording.yaml:2:5  allow[0].reason  is missing; add it"),
        ("alow: []\n", "wording.yaml:1:1  alow  is not a known key; did you mean allow?"),
        (
            "add: {en: {hype: [{find: gain, write: the sum, found: Less loss}]}}\n",
            "wording.yaml:1:55  add.en.hype[0].found  is not found by its own words; mend find, or the example",
        ),
        (
            "add: {xx: {hype: [{find: gain, write: the sum}]}}\n",
            "wording.yaml:1:7  add.xx  is a language without a catalogue; there is a page in en, tr",
        ),
    ],
    ids=["a missing reason", "an unknown key", "an example that does not hold", "an unknown language"],
)
def test_a_fault_of_a_word_file_is_told_once_at_its_place(
    text: str, told: str, words: tuple[str, ...], run: Run
) -> None:
    write(a=GOOD + THEIRS, b=TOOL, wording=text)
    code, out, _ = run("check", *words)
    assert code == 1
    assert out.splitlines()[:-1] == [f"{told}; until then no word of this file holds"]


# --- as a build would have it ---


def test_what_stands_beside_a_prospect_counts_for_it_alone_and_not_beside_a_profile(run: Run) -> None:
    Path("prospects").mkdir()
    Path("products").mkdir()
    facts = "facts: {loss: {label: World-class loss, value: 5%}}\n"
    write(**{"prospects/a": GOOD + facts + THEIRS, "products/b": TOOL})
    write(**{"prospects/wording": "allow:\n  - {phrase: world class loss, reason: the name of a grade}\n"})
    assert run("check", "prospects/a.yaml")[:2] == (0, "1 file checked: 0 problems, 0 warnings\n")
    code, out, _ = run("check", "prospects/a.yaml", "products/b.yaml")
    assert code == 1
    assert "facts.loss.label  says “World-class”" in out
    assert run("build", "prospects/a.yaml", "-p", "products/b.yaml", "-o", "page.pdf")[0] == 1


@pytest.mark.parametrize(
    "beside, text, added",
    [
        (
            "readers.toml",
            '[titles]\nnone = ["owner representative"]\n',
            "contact: {title: Owner Representative (CFO)}\n",
        ),
        (
            "wording.yaml",
            "allow:\n  - {phrase: world class loss, reason: the name of a grade}\n",
            "facts: {loss: {label: World-class loss, value: 5%}}\n",
        ),
    ],
    ids=["titles", "phrases"],
)
def test_what_stands_beside_the_profile_counts_for_a_prospect_of_another_folder(
    beside: str, text: str, added: str, run: Run
) -> None:
    Path("prospects").mkdir()
    Path("products").mkdir()
    write(**{"prospects/a": GOOD + added + THEIRS, "products/b": TOOL})
    Path("products", beside).write_text(text, "utf-8")
    assert run("build", "prospects/a.yaml", "-p", "products/b.yaml", "-o", "page.pdf")[0] == 0
    assert run("check", "prospects/a.yaml", "products/b.yaml")[:2] == (0, "2 files checked: 0 problems, 0 warnings\n")
