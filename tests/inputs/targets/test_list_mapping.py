"""The mapping file: what it says of columns, of all rows, of where numbers come from; its problems with places."""

from __future__ import annotations

import pytest
from tests.inputs.targets.conftest import Read, Said, rejected

from valuepitch.inputs.targets import Mark

LIST = "Müşteri;Ciro 2025;Tesis;Kişi\nAcme A.Ş.;1.234,5;3;40\nBeta A.Ş.;7,5;;\n"


def test_columns_constants_and_marks(read: Read) -> None:
    mapping = """\
columns:
  name: Müşteri
  revenue: {column: Ciro 2025, origin: filing, source: Annual accounts, as_of: 2025-12-31, times: 1000}
  sites: {column: tesis, unit: count, label: {en: Plants, tr: Tesis sayısı}, confirm: true}
  employees: Kişi
constants:
  currency: TRY
  language: tr
  hurdle_rate: {value: 38%, source: Yatırım yönergesi, origin: prospect}
  fleet: {value: 12, unit: count, source: Call of 3 November, label: Lorries}
defaults: {origin: estimate, source: CRM listesi, as_of: 2026-10-31}
"""
    targets = read(LIST, mapping=mapping)
    assert targets.numbers["revenue"].tolist() == [1_234_500.0, 7_500.0]
    assert targets.marks[targets.origins["revenue"][0]] == Mark("filing", "Annual accounts", "2025-12-31")
    assert targets.marks[targets.origins["sites"][0]] == Mark("estimate", "CRM listesi", "2026-10-31", True)
    assert targets.origins["sites"].tolist()[1] == -1
    assert targets.marks[targets.origins["hurdle_rate"][1]] == Mark("prospect", "Yatırım yönergesi")
    data = targets.prospect(0).data
    assert (data["currency"], data["language"], data["hurdle_rate"]["value"]) == ("TRY", "tr", "38%")
    assert data["facts"]["sites"]["label"] == {"en": "Plants", "tr": "Tesis sayısı"}
    assert data["facts"]["sites"]["confirm"] == "true"
    assert data["facts"]["fleet"]["label"] == "Lorries"
    assert "sites" not in targets.prospect(1).data["facts"]


def test_a_mapped_column_that_is_not_there_names_the_nearest(said: Said) -> None:
    (line,) = said("Kunde,Umsatz\nAcme,5\n", mapping="columns: {name: Kunde, revenue: Umsätze}\n")
    assert line == "list.csv:1:1  has no column Umsätze, which the mapping names for revenue; did you mean Umsatz?"


def test_an_option_comes_before_the_mapping(read: Read) -> None:
    content = "name,revenue\nAcme,1.234\n"
    assert read(content, mapping='format: {decimal: ","}\n', decimal=".").numbers["revenue"].tolist() == [1.234]


@pytest.mark.parametrize(
    "mapping, words",
    [
        (
            "columns: {revenu!: Umsatz}\n",
            "mapping.yaml:1:11  columns.revenu!  is not a name that formulas can use; did you mean revenue?",
        ),
        (
            "columns: {revenue: {column: Umsatz, unit: money}}\n",
            "columns.revenue.unit  is money; it is in money; remove the unit",
        ),
        ("columns: {revenue: {unit: money}}\n", "columns.revenue.column  is missing; add it"),
        (
            "columns: {revenue: {column: U, times: 0}}\n",
            "columns.revenue.times  is 0; write what each number is multiplied by",
        ),
        (
            "columns: {revenue: {column: U, origin: guess}}\n",
            "columns.revenue.origin  is guess, not one of prospect, filing",
        ),
        ("columns: {revenue: {column: U, as_of: soon}}\n", "columns.revenue.as_of  is soon, not a date"),
        ("colums: {}\n", "mapping.yaml:1:1  colums  is not a known key; did you mean columns?"),
        ("constants: {currency: DOLLAR}\n", "constants.currency  is DOLLAR, not a currency"),
        ("constants: {hurdle_rate: 12}\n", "constants.hurdle_rate  is 12; write 12% or 0.12"),
        ("constants: {sites: 3}\n", "constants.sites  has no unit"),
        ("constants: {name: Acme}\n", "constants.name  is another in every row; write it under columns: name"),
        ("constants: {language: xx}\n", "constants.language  is xx, a language without a catalogue"),
        (
            "columns: {currency: C}\nconstants: {currency: USD}\n",
            "mapping.yaml:2:13  constants.currency  has a column too; keep one",
        ),
        ("constants: [a]\n", "constants  is not a mapping"),
        ('format: {decimal: ";"}\n', "format.decimal  is ;; write one of . , in quotes"),
        ("format: {delimiter: x}\n", "format.delimiter  is x; write one of , ; | tab in quotes"),
        ("format: {header_row: 0}\n", "format.header_row  is 0; write the number of the header's line, 1 to 1000"),
        ("defaults: {source: " + "x" * 70 + "}\n", "defaults.source  is 70 characters long"),
        ("sectors: {a: ''}\n", "sectors.a  is empty"),
        ("columns: &a {}\n", "mapping.yaml:1:10  columns  has an anchor"),
    ],
)
def test_a_fault_of_the_mapping_has_its_place_and_remedy(mapping: str, words: str, said: Said) -> None:
    assert any(words in line for line in said("name\nAcme\n", mapping=mapping)), said("name\nAcme\n", mapping=mapping)


def test_faults_of_both_files_are_told_at_once(said: Said) -> None:
    found = said("name\nAcme\n", mapping="colums: {}\nformats: {}\n", benchmarks="sector,ratio\n")
    assert [line.split("  ")[0] for line in found] == [
        "benchmarks.csv:1:1", "benchmarks.csv:1:1", "benchmarks.csv:1:1", "mapping.yaml:1:1", "mapping.yaml:2:1",
    ]  # fmt: skip


def test_a_tab_is_named_by_its_word(read: Read) -> None:
    targets = read("name\trevenue, net\nAcme\t5\n", mapping="format: {delimiter: tab}\n")
    assert [one.column for one in targets.understood] == ["name", "revenue, net"]
    assert rejected(targets) == []
