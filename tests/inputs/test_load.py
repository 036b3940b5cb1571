"""Files to models: every problem at its place, both files at once, warnings beside a good case."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from valuepitch.documents import read_yaml
from valuepitch.errors import FileError, InputError
from valuepitch.inputs.load import LIMIT, Pair, kind_of, load, load_pair, load_product, load_prospect, pair_of, validate
from valuepitch.model import Product, Prospect

Said = Callable[[str, str], list[str]]
Read = Callable[[str, str], Pair]

QUICKSTART = Path(__file__).parents[2] / "samples" / "quickstart"


def test_the_quickstart_files_load_without_a_word() -> None:
    assert load_prospect(QUICKSTART / "prospect.yaml").name == "Northfield Components, Inc."
    assert load_product(str(QUICKSTART / "product.yaml")).name == "Managed site network"
    assert load(QUICKSTART / "prospect.yaml", Prospect).problems == ()
    assert load(QUICKSTART / "product.yaml", Product).problems == ()


def test_every_problem_of_both_files_comes_at_once_by_file_and_line(said: Said) -> None:
    prospect = """\
# the prospect
name: ""
currency: usd
hurdle_rate: 11
facts:
  sites: {label: Sites, value: 1_4x, unit: count}
  Big: 5%
region: west
"""
    product = """\
name: Tool
seller: Maker
plain_name: a tool
action: Using a tool
currency: USD
conventions: {horizon_months: 3.5}
costs:
  - {name: Fee, amount: '27,5', every: year}
benefits:
  - {name: Gain, kind: cash, amount: sites * nope}
"""
    assert said(prospect, product) == [
        "product.yaml:6:31  conventions.horizon_months  is 3.5; write a whole number of months, 1 to 120",
        "product.yaml:8:5  costs[0]  does not say how the yearly amount is billed; "
        "add billed: monthly, in_advance or in_arrears",
        "product.yaml:8:25  costs[0].amount  is 27,5, not a number; the decimal mark is a point: write 27.5",
        "product.yaml:10:5  benefits[0]  has no ramp; no benefit comes in full on the first day; "
        "add ramp: {from_month: 3, months_to_full: 6}, or a list of shares by month",
        "product.yaml:10:46  benefits[0].amount  names nope, which neither file gives; "
        "give it under facts in prospect.yaml or assumptions in product.yaml",
        "prospect.yaml:2:7  name  is empty; write a text, or remove the key",
        "prospect.yaml:3:11  currency  is usd, not a currency; "
        "write its three-letter code, such as USD, EUR or TRY",
        "prospect.yaml:4:14  hurdle_rate  is 11; write 11% or 0.11",
        "prospect.yaml:6:32  facts.sites.value  is 1_4x, not a number; write a number such as 1200 or 27%",
        "prospect.yaml:7:3  facts.Big  is not a name that formulas can use; "
        "names are lower case letters, digits and _, at most 40, such as admin_hours",
        "prospect.yaml:8:1  region  is not a known key; known: contact, country, currency, employees, exchange_rate, "
        "facts, financials, hurdle_basis, hurdle_prices, hurdle_rate, inflation, language, name, objectives, preparer, "
        "pressures, sector, tax_rate",
    ]  # fmt: skip


def test_form_and_meaning_are_reported_together(said: Said) -> None:
    assert said("name: Acme\nname: Other\ncurrency: usd\nhurdle_rate: &r 11%\n", "") == [
        "prospect.yaml:2:1  name  stands twice; first in line 1; keep one",
        "prospect.yaml:3:11  currency  is usd, not a currency; "
        "write its three-letter code, such as USD, EUR or TRY",
        "prospect.yaml:4:14  hurdle_rate  has an anchor; write the value out where it is needed",
    ]  # fmt: skip


def test_the_error_names_both_files_and_counts_its_problems(read_both: Callable[[str], InputError]) -> None:
    error = read_both("currency: usd\n")
    assert (error.source, str(error)) == (
        "prospect.yaml and product.yaml",
        "prospect.yaml and product.yaml: 2 problems",
    )


@pytest.fixture
def read_both(pair: Read) -> Callable[[str], InputError]:
    def read(prospect: str) -> InputError:
        with pytest.raises(InputError) as caught:
            pair(f"name: Acme\n{prospect}", "conventions: {roi: x}\n")
        return caught.value

    return read


@pytest.mark.parametrize(
    "added, place",
    [
        ("facts:\n  sites:\n    label: Sites\n    value: 14\n", "prospect.yaml:7:12  facts.sites.value  has no unit"),
        ("contact:\n  name: Dana\n", "prospect.yaml:5:3  contact.title  is missing"),
        (
            "objectives:\n  - id: a\n    text: x\n  - id: a\n    text: y\n",
            "prospect.yaml:7:9  objectives[1].id  a stands twice",
        ),
        ("financials: {revenu: 5}\n", "prospect.yaml:4:14  financials.revenu  is not a known key"),
        ("pressures:\n- text: x\n  date: soon\n", "prospect.yaml:6:9  pressures[0].date  is soon, not a date"),
        ("language: de\n", "prospect.yaml:4:11  language  is de, a language without a catalogue"),
    ],
)
def test_a_problem_stands_at_its_value_its_key_or_the_part_that_lacks_it(added: str, place: str, said: Said) -> None:
    (line,) = said(added, "")
    assert line.startswith(f"{place};") or line == place


def test_an_empty_value_is_reported_in_its_own_line(said: Said) -> None:
    (line,) = said("name:\ncurrency: USD\nhurdle_rate: 11%\n", "")
    assert line.startswith("prospect.yaml:1:")


@pytest.mark.parametrize(
    "text, line",
    [
        ('name: "Acme \\ud800"\ncurrency: USD\n', 1),
        ('name: Acme\ncurrency: "\\ud800"\n', 2),
        ('name: Acme\ncurrency: USD\n"x\\ud800": y\n', 3),
        ('name: Acme\ncurrency: USD\nfacts:\n  "\\udfff": 5%\n', 4),
        ('name: Acme\ncurrency: USD\nhurdle_rate: "\\ud800"\n', 3),
        ('name: Acme\ncurrency: USD\nfacts: {x: {value: 5%, origin: "\\ud800"}}\n', 3),
        ('name: Acme\ncurrency: USD\nobjectives: [{id: "\\ud800", text: x}]\n', 3),
    ],
)
def test_half_a_character_is_a_problem_of_its_line_that_can_be_printed(text: str, line: int) -> None:
    problems = validate(read_yaml(text.encode(), "a.yaml"), Prospect).problems
    assert {problem.line for problem in problems} == {line}
    for problem in problems:
        assert str(problem).encode("utf-8")
        assert json.dumps(problem.plain(), ensure_ascii=False).encode("utf-8")


@pytest.mark.parametrize(
    "added",
    [
        'currency: "US\\nD"\n',
        'currency: "\\e[2JUSD"\n',
        '"re\\ngion": west\n',
        '"\\e[31mregion": west\n',
        'facts: {"si\\ntes": 5%}\n',
        'objectives: [{id: "a\\tb\\nc", text: x}]\n',
    ],
)
def test_a_problem_is_one_line_of_plain_characters_whatever_was_written(added: str) -> None:
    text = "name: Acme\n" + ("" if "currency" in added else "currency: USD\n") + added
    problems = [
        one for one in validate(read_yaml(text.encode(), "a.yaml"), Prospect).problems if one.severity == "error"
    ]
    assert problems
    assert [str(problem) for problem in problems if not str(problem).isprintable()] == []


@pytest.mark.parametrize(
    "text",
    ["", "# a comment\n", "- a\n", "just a text\n", "---\n", "name: [\n", "{}\n"],
)
def test_a_file_that_holds_nothing_of_use_is_a_problem_with_a_remedy(text: str, tmp_path: Path) -> None:
    path = tmp_path / "prospect.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError) as caught:
        load_prospect(path)
    assert all(problem.hint and problem.line and problem.column for problem in caught.value.problems)


def test_one_file_reports_its_own_problems_alone(tmp_path: Path) -> None:
    path = tmp_path / "product.yaml"
    path.write_text("name: Tool\nseler: x\n", "utf-8")
    with pytest.raises(InputError) as caught:
        load_product(path)
    assert caught.value.source == str(path)
    assert [(problem.line, problem.path) for problem in caught.value.problems] == [
        (1, "action"),
        (1, "benefits"),
        (1, "currency"),
        (1, "plain_name"),
        (1, "seller"),
        (2, "seler"),
    ]


@pytest.mark.parametrize("load_one", [load_prospect, load_product])
def test_a_file_that_is_missing_or_a_folder_is_a_file_error(load_one: Callable[[Path], object], tmp_path: Path) -> None:
    with pytest.raises(FileError, match="does not exist"):
        load_one(tmp_path / "nope.yaml")
    with pytest.raises(FileError, match="is a folder"):
        load_one(tmp_path)


def test_a_file_that_is_far_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "prospect.yaml"
    path.write_bytes(b"#" * (LIMIT + 1))
    with pytest.raises(FileError, match="is larger than 1,000,000 bytes"):
        load_prospect(path)


@pytest.mark.parametrize(
    "name, printed",
    [
        ('"Ac\\0me"', "Acme"),
        ('"Ac\\x01\\x1bme"', "Acme"),
        ('"Acme \\u202Eexe.txt"', "Acme exe.txt"),
        ('"Acme\\u200B"', "Acme"),
    ],
)
def test_a_name_with_hidden_marks_is_cleaned_with_a_warning(name: str, printed: str, pair: Read) -> None:
    made = pair(f"name: {name}\ncurrency: USD\nhurdle_rate: 11%\n", "")
    assert made.prospect.name == printed
    assert [str(warning) for warning in made.warnings] == [
        "prospect.yaml:1:7  name  holds marks that are not printed; retype the text if it looks wrong"
    ]
    assert made.warnings[0].severity == "warning"


def test_a_label_with_hidden_marks_is_warned_of_at_its_place(pair: Read) -> None:
    made = pair('facts:\n  x: {value: 5%, label: "Si\\u200Btes"}\n', "")
    assert [(warning.line, warning.column, warning.path) for warning in made.warnings] == [(5, 25, "facts.x.label")]


@pytest.mark.parametrize("name", ['"two\\tparts"', '"  Acme "', "|\n  two\n  lines", "Café", '"می\\u200Cخواهم"'])
def test_spaces_and_joiners_are_no_hidden_marks(name: str, pair: Read) -> None:
    assert pair(f"name: {name}\ncurrency: USD\nhurdle_rate: 11%\n", "").warnings == ()


def test_an_error_holds_no_warnings(said: Said) -> None:
    assert said('name: "Ac\\0me"\ncurrency: usd\nhurdle_rate: 11%\n', "") == [
        "prospect.yaml:2:11  currency  is usd, not a currency; "
        "write its three-letter code, such as USD, EUR or TRY"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text, kind",
    [
        ("seller: x\nname: y\n", Product),
        ("benefits: []\n", Product),
        ("costs: []\n", Product),
        ("name: Acme\nfacts: {}\n", Prospect),
        ("hurdle_rate: 11%\n", Prospect),
        ("name: Acme\n", Prospect),
        ("region: west\n", None),
        ("- name\n", None),
        ("", None),
    ],
)
def test_a_file_is_told_by_its_keys(text: str, kind: type | None) -> None:
    assert kind_of(read_yaml(text.encode(), "a.yaml")) is kind


def test_two_models_have_problems_without_lines() -> None:
    prospect = Prospect.model_validate({"name": "Acme", "currency": "EUR"})
    product = Product.model_validate(
        {
            "name": "Tool",
            "seller": "Maker",
            "plain_name": "a tool",
            "action": "Using a tool",
            "currency": "USD",
            "benefits": [
                {"name": "B", "kind": "cash", "amount": "2 * nope", "ramp": {"from_month": 1, "months_to_full": 1}}
            ],
        }
    )
    with pytest.raises(InputError) as caught:
        pair_of(prospect, product)
    assert [str(problem) for problem in caught.value.problems] == [
        "product  benefits[0].amount  names nope, which neither file gives; "
        "give it under facts in prospect or assumptions in product",
        "product  currency  is USD; write the profile's amounts in EUR; prospect is in EUR. "
        "Or add exchange_rate there: EUR for one USD, with its day",
        "prospect  has no hurdle_rate; add hurdle_rate: 11%, or a placeholder under conventions in product",
    ]
    assert all((problem.line, problem.column) == (0, 0) for problem in caught.value.problems)


def test_two_files_that_are_swapped_are_one_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text("name: Acme\ncurrency: USD\nhurdle_rate: 11%\n", "utf-8")
    Path("b.yaml").write_text("name: Tool\nseller: Maker\nbenefits: []\n", "utf-8")
    with pytest.raises(InputError) as caught:
        load_pair(Path("b.yaml"), Path("a.yaml"))
    assert [str(problem) for problem in caught.value.problems] == [
        "b.yaml:1:1  is a product profile, where the prospect is wanted; "
        "swap them: the prospect is a.yaml, the product b.yaml"
    ]
