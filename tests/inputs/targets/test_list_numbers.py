"""Numbers as lists write them, and what is refused: the decimal mark is never guessed."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.inputs.targets.conftest import Read, Said, rejected

from valuepitch.inputs.targets.numbers import ColumnError, check_column, currencies_of, parse_column, shown_mark
from valuepitch.inputs.targets.table import objects
from valuepitch.model.base import Fault
from valuepitch.model.numbers import Written
from valuepitch.model.prospect import FINANCIALS, Financials
from valuepitch.model.sourced import HeadCount, HurdleRate, Month, Share, Sourced


def values(*cells: Any, decimal: str = "") -> list[float]:
    return list(parse_column(objects(list(cells)), decimal).values)


def faults(*cells: Any, decimal: str = "") -> list[str]:
    return [f"{said}; {hint}" for _, said, hint in parse_column(objects(list(cells)), decimal).faults]


@pytest.mark.parametrize(
    "text, value",
    [
        ("1200", 1200), ("+5", 5), ("-5", -5), ("−5", -5), ("5-", -5), ("(500)", -500), ("( 1,234.5 )", -1234.5),
        ("$1.2M", 1_200_000), ("€ 1.2bn", 1.2e9), ("1'234.50", 1234.5), ("1’234.50", 1234.5),
        ("1\u00a0234,56", 1234.56),
        ("1\u202f234,56", 1234.56), ("1 234 567", 1_234_567), ("1,234,567", 1_234_567), ("1.234.567", 1_234_567),
        ("1.234,56", 1234.56), ("1,234.56", 1234.56), ("36.9 Million", 36_900_000), ("271.8 million", 271_800_000),
        ("2 Billion", 2e9), ("12,5 mn", 12_500_000), ("3 milyon", 3e6), ("1,5 milyar TL", 1.5e9), ("250 bin", 250_000),
        ("12%", 0.12), ("%12", 0.12), ("12,5 %", 0.125), ("USD 5", 5), ("5 EUR", 5), ("-$5", -5), ("$-5", -5),
        ("US$ 3k", 3000), ("12 kr", 12), ("1.39E8", 139_000_000), ("5.0E7", 50_000_000), (".5", 0.5), ("0.123", 0.123),
        ("0,5", 0.5), ("1234.567", 1234.567), ("1e", math.nan),
    ],
)  # fmt: skip
def test_a_number_is_read_as_it_is_meant(text: str, value: float) -> None:
    assert values(text) == pytest.approx([value], nan_ok=True, rel=0, abs=0)


@pytest.mark.parametrize(
    "text, words",
    [
        ("nan", "is nan, not a number"), ("inf", "is inf, not a number"), ("1e400", "without an exponent"),
        ("1e5", "is 1e5, not a number; write the number out, without an exponent"), ("1_000", "write 1000"),
        ("0x10", "is 0x10, not a number"), ("--5", "is --5, with two signs"), ("+-5", "with two signs"),
        ("-5-", "with two signs"), ("(-5)", "with two signs"), ("$5 USD", "with two signs"), ("%5%", "with two signs"),
        ("(5", "is (5, not a number"), ("n/a", "is n/a, not a number"), ("#DIV/0!", "is #DIV/0!, not a number"),
        ("١٢٣", "not a number"), ("１２", "not a number"), ("five", "is five, not a number"), ("12 34", "is 12 34"),
        ("1,2,3", "is 1,2,3, not a number"), ("1.5.5", "is 1.5.5, not a number"), ("12.10.2026", "not a number"),
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused_with_a_remedy(text: str, words: str) -> None:
    (said,) = faults(text, "1,234.5")
    assert words in said


@pytest.mark.parametrize(
    "cell, words", [(True, "is True, not a number"), (False, "is False"), (math.inf, "is inf"), (math.nan, "is nan")]
)
def test_cells_that_are_no_numbers_are_refused(cell: Any, words: str) -> None:
    assert words in faults(cell)[0]


def test_number_cells_are_taken_as_they_are() -> None:
    assert values(1e5, 0.12, 7, None, "") == pytest.approx([1e5, 0.12, 7, math.nan, math.nan], nan_ok=True)


def test_a_mark_that_can_be_read_in_two_ways_is_asked_for(said: Said, read: Read) -> None:
    content = "name,revenue\nAcme,1.234\nBeta,5\n"
    (line,) = said(content)
    assert line == (
        "list.csv:2:2  revenue  has an ambiguous decimal mark: 1.234 can be read in two ways; "
        "pass --decimal . or --decimal ,"
    )
    assert list(read(content, decimal=".").numbers["revenue"]) == [1.234, 5.0]
    assert list(read(content, decimal=",").numbers["revenue"]) == [1234.0, 5.0]
    assert list(read(content, mapping='format: {decimal: ","}\n').numbers["revenue"]) == [1234.0, 5.0]


def test_two_marks_in_one_column_name_both_rows(said: Said) -> None:
    (line,) = said('name,revenue\nAcme,"1.234,56"\nBeta,5\nGamma,"1,234.56"\n')
    assert line.startswith("list.csv:4:2  revenue  holds 1.234,56 and 1,234.56: two decimal marks")


def test_a_clear_cell_tells_for_the_unclear_ones() -> None:
    assert values("1.234", "1.234,5") == [1234.0, 1234.5]
    assert values("1.234", "1.5") == [1.234, 1.5]


def test_each_column_has_its_own_mark(read: Read) -> None:
    targets = read('name,revenue,cash\nAcme,"1.234,5","1,234.5"\n')
    assert targets.numbers["revenue"][0] == targets.numbers["cash"][0] == 1234.5
    assert [taken.decimal for taken in targets.understood] == ["", ",", "."]


def test_a_cell_against_a_declared_mark_is_a_row_error(read: Read) -> None:
    targets = read('name,revenue\nAcme,"1.234,56"\nBeta,7\n', decimal=".")
    assert rejected(targets) == [
        (
            2,
            "revenue",
            "is 1.234,56, while the point is the decimal mark",
            "write the number as the rest of the column does",
        )
    ]


def test_a_decimal_mark_that_is_none_is_refused(said: Said) -> None:
    assert said("name\nAcme\n", decimal=";") == ["list.csv  the decimal mark is ;; pass --decimal . or --decimal ,"]


def test_another_currency_than_the_rows_is_a_row_error(read: Read) -> None:
    targets = read("name,currency,revenue\nAcme,USD,$5\nBeta,EUR,$5\nGamma,EUR,€5\nDelta,USD,5 XQZ\n")
    assert list(targets.texts["name"]) == ["Acme", "Gamma"]
    assert rejected(targets) == [
        (3, "revenue", "is $5, while the row is in EUR", "write it in EUR, or mend the row's currency"),
        (5, "revenue", "is 5 XQZ, with the unknown sign XQZ", "remove it"),
    ]


def test_signs_name_their_currencies() -> None:
    assert currencies_of("€") == ("EUR",)
    assert currencies_of("TL") == ("TRY",)
    assert "CAD" in currencies_of("$")
    assert currencies_of("CHF") == ("CHF",)
    assert currencies_of("XQZ") == ()


@pytest.mark.parametrize("cell, value", [("12%", 0.12), ("0.12", 0.12), ("1", 1.0), ("120%", 1.2), ("0", 0.0)])
def test_a_rate_is_a_share_or_has_its_sign(cell: str, value: float, read: Read) -> None:
    assert read(f"name,hurdle rate\nAcme,{cell}\n").numbers["hurdle_rate"][0] == value


@pytest.mark.parametrize(
    "column, cell, reason, remedy",
    [
        ("hurdle_rate", "12", "is 12", "write 12% or 0.12"),
        ("hurdle_rate", "-3%", "is -3%", "it must be at least 0%"),
        ("tax_rate", "140%", "is 140%", "it must be 0% to 100%"),
        ("employees", "-4", "is -4", "it must be 0 to 100000000"),
        ("employees", "5%", "is a percentage, not in count", "write the number without %"),
        ("employees", "$5", "is $5, not in count", "write it without"),
        ("revenue", "2000000000000000", "is 2e+15, outside ±1e15", "check the number and its unit"),
    ],
)
def test_what_the_model_refuses_a_row_is_rejected_for(
    column: str, cell: str, reason: str, remedy: str, read: Read
) -> None:
    targets = read(f"name,{column}\nAcme,{cell}\nBeta,0\n")
    assert rejected(targets) == [(2, column, reason, remedy)]
    assert list(targets.texts["name"]) == ["Beta"]


def test_three_lines_of_the_accounts_have_to_agree(read: Read) -> None:
    targets = read("name,revenue,cost of sales,gross margin\nAcme,100,60,40\nBeta,100,60,50\nGamma,100,,50\n")
    assert rejected(targets) == [
        (3, "gross_margin", "is 50, but revenue less cost of sales is 40",
         "mend one of the three, or leave one out: it is derived"),
    ]  # fmt: skip


# --- laws ---


@given(
    st.floats(min_value=-1e15, max_value=1e15),
    st.sampled_from([HeadCount, HurdleRate, Share, Month, Sourced]),
    st.booleans(),
)
def test_a_column_accepts_what_the_model_accepts(value: float, kind: type[Sourced], percent: bool) -> None:
    unit = kind.fixed or "count"
    parsed = parse_column(np.array([value]))
    parsed.percent[:] = percent
    model: list[Fault] = list(kind.check_number("value", Written(value, percent), unit))
    assert bool(check_column(parsed, kind, unit)) == bool(model)
    assert [hint for *_, hint in check_column(parsed, kind, unit)] == [fault.hint for fault in model[:1]]


@given(st.integers(0, 10**12), st.integers(0, 99), st.sampled_from(".,"), st.booleans())
def test_grouped_numbers_read_back(whole: int, cents: int, mark: str, grouped: bool) -> None:
    other = "," if mark == "." else "."
    text = f"{whole:,}".replace(",", other) if grouped else str(whole)
    assert values(f"{text}{mark}{cents:02d}") == [float(f"{whole}.{cents:02d}")]
    assert shown_mark(f"{text}{mark}{cents:02d}") == mark


@given(st.lists(st.text(alphabet="0123456789.,-+()% $€kKmM'\u00a0", max_size=12), max_size=6))
def test_no_text_falls_over_and_no_number_is_infinite(cells: list[str]) -> None:
    unclear = None
    try:
        parsed = parse_column(objects(list(cells)))
    except ColumnError as error:
        unclear = error
    if unclear is not None:
        assert "--decimal" in unclear.hint
        return
    assert not np.isinf(parsed.values).any()
    bad = {i for i, *_ in parsed.faults}
    assert all(np.isnan(parsed.values[i]) for i in bad)


def test_every_line_of_the_accounts_can_be_read(read: Read) -> None:
    targets = read(f"name,{','.join(FINANCIALS)}\nAcme,{','.join(str(i) for i in range(len(FINANCIALS)))}\n")
    assert set(FINANCIALS) == set(Financials.model_fields) <= {*targets.numbers, *(r.column for r in targets.rejects)}
