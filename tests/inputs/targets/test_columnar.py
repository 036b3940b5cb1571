"""Parquet: numbers as they are stored, NaN and infinity refused, other kinds of columns by name."""

from __future__ import annotations

import io
import math
from datetime import date
from decimal import Decimal

import numpy as np
import polars as pl
import pytest
from tests.inputs.targets.conftest import Read, Said, rejected


def parquet(**columns: object) -> bytes:
    out = io.BytesIO()
    pl.DataFrame(columns).write_parquet(out)
    return out.getvalue()


def test_columns_are_read_as_they_are(read: Read) -> None:
    content = parquet(
        name=["Acme", "Beta"],
        revenue=pl.Series([1.5e6, None]),
        employees=pl.Series([5, None], dtype=pl.Int32),
        cash=pl.Series([Decimal("1.25"), None]),
        country=pl.Series(["US", None], dtype=pl.Categorical),
    )
    targets = read(content, "list.parquet")
    assert list(targets.rows) == [1, 2]
    assert targets.numbers["revenue"][0] == 1.5e6
    assert targets.numbers["cash"][0] == 1.25
    assert all(np.isnan(column[1]) for column in targets.numbers.values())
    assert list(targets.texts["country"]) == ["US", ""]
    assert list(targets.origins["revenue"]) == [0, -1]


def test_nan_and_infinity_are_row_errors(read: Read) -> None:
    content = parquet(name=["A", "B", "C", "D"], revenue=[math.nan, math.inf, -math.inf, 5.0])
    targets = read(content, "list.parquet")
    assert [(row, said) for row, _, said, _ in rejected(targets)] == [
        (1, "is nan, not a number"),
        (2, "is inf, not a number"),
        (3, "is -inf, not a number"),
    ]
    assert targets.numbers["revenue"].tolist() == [5.0]


def test_flags_days_and_texts_in_a_column_of_numbers(read: Read) -> None:
    flags = read(parquet(name=["A"], revenue=[True]), "list.parquet")
    days = read(parquet(name=["A"], revenue=[date(2026, 1, 2)]), "list.parquet")
    texts = read(parquet(name=["A", "B"], revenue=["1,234.5", "five"]), "list.parquet")
    assert [reject.reason for reject in flags.rejects] == ["is True, not a number"]
    assert [reject.reason for reject in days.rejects] == ["is 2026-01-02, not a number"]
    assert [reject.reason for reject in texts.rejects] == ["is five, not a number"]
    assert texts.numbers["revenue"].tolist() == [1234.5]


def test_a_column_of_lists_is_refused_where_it_is_used(read: Read, said: Said) -> None:
    assert said(parquet(name=["A"], revenue=[[1, 2]]), "list.parquet") == [
        "list.parquet  revenue  holds lists or records; write one value a cell, or take the column out"
    ]
    assert read(parquet(name=["A"], other=[[1, 2]]), "list.parquet").n == 1


@pytest.mark.parametrize("end", [8, 100, -4])
def test_a_cut_file_is_refused(end: int, said: Said) -> None:
    content = parquet(name=["Acme"] * 50, revenue=list(range(50)))
    (line,) = said(content[:end], "list.parquet")
    assert "cannot be read as Parquet" in line
    assert line.endswith("is it whole? write it again")


def test_rows_without_anything_are_passed_over(read: Read, said: Said) -> None:
    content = parquet(name=["Acme", None, "", "Beta"], revenue=[1.0, None, None, None])
    targets = read(content, "list.parquet")
    assert list(targets.rows) == [1, 4]
    assert "holds no targets" in said(parquet(name=[], revenue=[]), "list.parquet")[0]


def test_rates_and_bounds_hold_for_whole_columns(read: Read) -> None:
    content = parquet(name=["A", "B", "C"], tax_rate=[0.25, 25.0, -0.1], employees=[1, 2, 3])
    targets = read(content, "list.parquet")
    assert rejected(targets) == [
        (2, "tax_rate", "is 25", "write 25% or 0.25"),
        (3, "tax_rate", "is -10%", "it must be 0% to 100%"),
    ]
