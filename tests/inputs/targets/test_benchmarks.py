"""Benchmarks: what is usual in a sector fills gaps, each with its source; sectors are found by name and code."""

from __future__ import annotations

import math

import pytest
from tests.inputs.targets.conftest import Read, Said

from valuepitch.inputs.load import validate
from valuepitch.inputs.targets import Mark, Targets
from valuepitch.inputs.targets.sectors import Sectors
from valuepitch.model import Prospect

HEAD = "sector,ratio,value,source,year,n\n"
SECTORS = HEAD + (
    "Machinery,receivables / revenue,20%,Ledger survey,2025,54\n"
    "Machinery,revenue / employees,250000,Ledger survey,2025,54\n"
    "Food Processing,receivables / revenue,0.08,Ledger survey,2025,77\n"
    "*,receivables / revenue,0.11,All sectors,2024-06-30,\n"
)
LIST = (
    "name,industry,revenue,receivables,employees\n"
    "Given,Machinery,1000,300,4\nUsual,Machinery,1000,,4\nBare,Machinery,,,4\nFood,Food & Beverage,1000,,\n"
    "Odd,Alchemy,1000,,\nNone,,1000,,\n"
)


def numbers(targets: Targets, name: str) -> list[float]:
    return [float(value) for value in targets.numbers[name]]


def mark(targets: Targets, name: str, i: int) -> Mark:
    return targets.marks[int(targets.origins[name][i])]


def test_gaps_are_filled_and_what_is_given_stays(read: Read) -> None:
    targets = read(LIST, benchmarks=SECTORS)
    assert numbers(targets, "receivables") == pytest.approx([300, 200, 200_000, 80, 110, 110])
    assert numbers(targets, "revenue") == [1000, 1000, 1_000_000, 1000, 1000, 1000]
    assert mark(targets, "receivables", 0).origin == "estimate"
    assert mark(targets, "receivables", 1) == Mark("benchmark", "Ledger survey, n=54", "2025-01-01")
    assert mark(targets, "receivables", 3) == Mark("benchmark", "Ledger survey, n=77", "2025-01-01")
    assert mark(targets, "receivables", 4) == Mark("benchmark", "All sectors", "2024-06-30")
    assert mark(targets, "revenue", 2).source == "Ledger survey, n=54"


def test_what_was_filled_says_so_in_the_prospect(read: Read) -> None:
    document = read(LIST, benchmarks=SECTORS, currency="USD").prospect(1)
    assert document.data["financials"]["receivables"] == {
        "value": 200, "origin": "benchmark", "source": "Ledger survey, n=54", "as_of": "2025-01-01",
    }  # fmt: skip
    assert validate(document, Prospect).problems == ()


def test_a_sector_that_is_not_known_is_said_once_with_its_rows(read: Read) -> None:
    words = [word.reason for word in read(LIST + "Odd 2,Alchemy,1000,,\n", benchmarks=SECTORS).warnings]
    assert words == ["Alchemy is no sector of benchmarks.csv, in 2 rows", "1 row without a sector"]


def test_the_mapping_names_the_sector_of_a_word(read: Read) -> None:
    targets = read(LIST, benchmarks=SECTORS, mapping="sectors: {alchemy: Machinery}\n")
    assert numbers(targets, "receivables")[4] == 200


def test_only_what_the_formulas_rest_on_is_filled(read: Read) -> None:
    targets = read(LIST, benchmarks=SECTORS, needs="revenue * 0.01", currency="USD")
    assert math.isnan(numbers(targets, "receivables")[1])
    assert numbers(targets, "revenue")[2] == 1_000_000
    assert targets.rejects == ()
    bases = read(
        LIST.replace("revenue,", "turnover x,"), benchmarks=SECTORS, needs="receivables * 0.01", currency="USD"
    )
    assert numbers(bases, "receivables")[:3] == [300, 200_000, 200_000]


def test_a_margin_fills_a_cost_that_follows_from_it(read: Read) -> None:
    usual = HEAD + "Machinery,gross_margin / revenue,40%,Ledger survey,2025,9\n"
    targets = read(
        "name,sector,revenue\nAcme,Machinery,100\n", benchmarks=usual, needs="cost_of_sales * 0.1", currency="USD"
    )
    assert targets.rejects == ()
    assert targets.complete()["cost_of_sales"].tolist() == [60.0]


def test_a_wrong_cell_is_no_gap(read: Read) -> None:
    targets = read(
        "name,sector,revenue,receivables\nAcme,Machinery,100,many\nBeta,Machinery,100,\n", benchmarks=SECTORS
    )
    assert [(reject.row, reject.reason) for reject in targets.rejects] == [(2, "is many, not a number")]
    assert numbers(targets, "receivables") == [20.0]


def test_rows_by_size_come_before_those_of_the_sector(read: Read) -> None:
    usual = (
        "sector,ratio,value,source,year,employees_from,employees_below\n"
        "Machinery,receivables / revenue,0.1,S,2025,,\n"
        "Machinery,receivables / revenue,0.2,S,2025,,50\n"
        "Machinery,receivables / revenue,0.3,S,2025,50,250\n"
        "*,receivables / revenue,0.4,S,2025,,\n"
    )
    rows = "".join(f"A{i},Machinery,100,{count}\n" for i, count in enumerate(("49", "50", "249", "250", "")))
    targets = read(f"name,sector,revenue,employees\n{rows}B,,100,5\n", benchmarks=usual)
    assert numbers(targets, "receivables") == pytest.approx([20, 30, 30, 10, 10, 40])


def test_a_fact_has_its_unit_and_its_label(read: Read) -> None:
    usual = (
        "sector,ratio,value,source,year,unit,label\n"
        "Machinery,outage_hours,61,Plant survey,2025,hours,Hours of outage\n"
        "Machinery,hurdle_rate,9.2%,Cost of capital,2025,,\n"
    )
    targets = read("name,sector\nAcme,Machinery\n", benchmarks=usual, currency="USD")
    data = targets.prospect(0).data
    assert data["facts"]["outage_hours"] == {
        "value": 61, "label": "Hours of outage", "unit": "hours", "origin": "benchmark", "source": "Plant survey",
        "as_of": "2025-01-01",
    }  # fmt: skip
    assert data["hurdle_rate"]["value"] == "9.2%"


@pytest.mark.parametrize(
    "row, words",
    [
        (
            "Machinery,receivables * revenue,0.2,S,2025,5",
            "benchmarks.csv:2:2  ratio  is receivables * revenue; write an input",
        ),
        ("Machinery,name / revenue,0.2,S,2025,5", "ratio  names name, a text; write an input that is a number"),
        ("Machinery,revenue / revenue,0.2,S,2025,5", "ratio  is revenue / revenue; write two different inputs"),
        (
            "Machinery,recievables / revenue,0.2,S,2025,5",
            "without a unit; did you mean receivables? else add a column unit",
        ),
        (
            'Machinery,receivables / revenue,"0,2",S,2025,5',
            "benchmarks.csv:2:3  value  is 0,2, not a number; the decimal mark is a point",
        ),
        ("Machinery,hurdle_rate,9,S,2025,5", "value  is 9; write 9% or 0.09"),
        ("Machinery,receivables / revenue,0.2,,2025,5", "source  is missing; add it"),
        ("Machinery,receivables / revenue,0.2,S,recently,5", "benchmarks.csv:2:5  year  is recently, no year"),
        ("Machinery,receivables / revenue,0.2,S,2025,many", "benchmarks.csv:2:6  n  is many, not a number"),
        (f"Machinery,receivables / revenue,0.2,{'S' * 58},2025,54", "source  is 4 characters too long with its n"),
        (",receivables / revenue,0.2,S,2025,5", "sector  is missing; add it"),
        ("Machinery,receivables / revenue,0.2,S,2025", "benchmarks.csv:2:1  has 5 cells, the header 6"),
    ],
)
def test_a_fault_of_a_benchmark_has_its_line_and_column(row: str, words: str, said: Said) -> None:
    found = said("name\nAcme\n", benchmarks=f"{HEAD}{row}\n")
    assert any(words in line for line in found), found


def test_a_ratio_that_stands_twice_is_refused(said: Said) -> None:
    row = "Machinery,receivables / revenue,0.2,S,2025,5\n"
    (line,) = said("name\nAcme\n", benchmarks=HEAD + row + row)
    assert line.startswith(
        "benchmarks.csv:3:1  gives receivables / revenue of Machinery a second time; first in line 2"
    )


def test_a_file_without_its_columns_names_each(said: Said) -> None:
    found = said("name\nAcme\n", benchmarks="sector,ratios,value\nA,b,1\n")
    assert found == [
        "benchmarks.csv:1:1  has no column ratio; did you mean ratios?",
        "benchmarks.csv:1:1  has no column source; known: ratios, sector, value",
        "benchmarks.csv:1:1  has no column year; known: ratios, sector, value",
    ]


@pytest.mark.parametrize(
    "name, code, sector",
    [
        ("Machinery", "", "Machinery"), ("MACHINERY", "", "Machinery"), ("Food & Beverage", "", "Food Processing"),
        ("food and beverage", "", ""), ("Gıda", "", "Food Processing"), ("GIDA", "", "Food Processing"),
        ("", "NACE 28.93", "Machinery"), ("", "NACE 2893", "Machinery"), ("", "NAICS 3339", "Machinery"),
        ("", "NAICS 99", ""), ("Alchemy", "NACE 28", "Machinery"), ("Manufacturing", "", ""), ("", "", ""),
        ("", "X 7", "X 7"), ("", "X 71", "X 7"),
    ],
)  # fmt: skip
def test_a_sector_is_found_by_name_by_code_or_by_the_table(name: str, code: str, sector: str) -> None:
    known = ("Machinery", "Food Processing", "X 7")
    place = Sectors(known, {}).place(name, code)
    assert (known[place] if place >= 0 else "") == sector


def test_what_would_follow_from_a_lack_is_not_told_beside_it(read: Read) -> None:
    usual = SECTORS + "*,gross_margin / revenue,40%,Ledger survey,2025,9\n"
    content = "name,sector,revenue,sites\nAcme,Food,,3\nBeta,Food,5,\nGamma,Food,,\nDelta,Food,many,1\n"
    needs = "receivables * 0.1 + cost_of_sales + revenue + sites"
    targets = read(content, benchmarks=usual, needs=needs, currency="USD")
    assert [(reject.row, reject.column) for reject in targets.rejects] == [
        (2, "revenue"), (3, "sites"), (4, "revenue"), (4, "sites"), (5, "revenue"),
    ]  # fmt: skip
