"""Gaps of a list filled out of benchmarks, on whole columns, each with the mark of its row."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from valuepitch.finance import Array
from valuepitch.formula import names, parse
from valuepitch.inputs.targets.benchmarks import EVERY, Benchmark, Benchmarks, Ratio
from valuepitch.inputs.targets.building import Columns
from valuepitch.inputs.targets.fields import EMPLOYEES, Wanted
from valuepitch.inputs.targets.mapping import Mapping
from valuepitch.inputs.targets.records import UNMARKED, derived
from valuepitch.inputs.targets.sectors import Sectors, places_of
from valuepitch.model.numbers import LARGEST
from valuepitch.model.prospect import DERIVED

Mask = NDArray[np.bool_]


def fill(columns: Columns, benchmarks: Benchmarks, mapping: Mapping, wanted: Wanted, every: bool) -> None:
    """Put what is usual in a row's sector into its gaps.

    Args:
        every: fill whatever the file gives; else what the formulas need, and what that rests on.
    """
    sectors = Sectors(benchmarks.sectors, mapping.sectors)
    texts = columns.texts
    places, unmatched = places_of(sectors, texts.get("sector"), texts.get("sector_code"), columns.n)
    hint = "add it to the mapping, such as sectors: {their word: a sector of the benchmarks}"
    for word, count in unmatched.most_common():
        rows = f"{count} row{'' if count == 1 else 's'}"
        if word:
            columns.warn(f"{word} is no sector of {benchmarks.file}, in {rows}", hint)
        else:
            columns.warn(f"{rows} without a sector", "only benchmarks for all sectors (*) fill their gaps")
    # A cell that is wrong is no gap.
    wrong = _wrong(columns)
    _passes(columns, benchmarks, benchmarks.ratios(None if every else set(wanted.inputs)), places, wrong)
    if not every and (lacking := _lacking(columns, wanted)):
        _passes(columns, benchmarks, benchmarks.ratios(lacking), places, wrong)


def _wrong(columns: Columns) -> dict[str, Mask]:
    headers = {header: name for name, header in columns.headers.items()}
    out: dict[str, Mask] = {}
    for i, header, *_ in columns.faults:
        if header in headers:
            out.setdefault(headers[header], np.zeros(columns.n, dtype=bool))[i] = True
    return out


def _lacking(columns: Columns, wanted: Wanted) -> set[str]:
    """Lines of the accounts from which those that some rows still lack would follow."""
    have = derived(columns.numbers)
    blank = {name for name in wanted.names if name not in have or np.isnan(have[name]).any()}
    return {part for name, text in DERIVED if name in blank for part in names(parse(text))}


def _passes(
    columns: Columns, benchmarks: Benchmarks, ratios: list[Ratio], places: NDArray[Any], wrong: dict[str, Mask]
) -> None:
    """Fill until nothing more can be: revenue by employees first, then receivables by revenue."""
    for _ in ratios:
        filled = [_fill_one(columns, benchmarks, ratio, places, wrong.get(ratio.target)) for ratio in ratios]
        if not any(filled):
            return


def _fill_one(columns: Columns, benchmarks: Benchmarks, ratio: Ratio, places: NDArray[Any], wrong: Mask | None) -> bool:
    """Whether a ratio filled a gap."""
    name = ratio.target
    have = columns.numbers.get(name)
    values = np.full(columns.n, np.nan) if have is None else have
    base = derived(columns.numbers).get(ratio.base) if ratio.base else None
    if ratio.base and base is None:
        return False
    usual, marks = _usual(columns, benchmarks, ratio, places)
    with np.errstate(invalid="ignore"):
        amounts = usual if base is None else usual * base
        gap = np.isnan(values) & (np.abs(amounts) <= LARGEST)
    if wrong is not None:
        gap &= ~wrong
    if not gap.any():
        return False
    columns.fields.setdefault(name, benchmarks.gives(ratio))
    columns.numbers[name] = np.where(gap, amounts, values)
    before = columns.origins.get(name, np.full(columns.n, UNMARKED, dtype=np.int16))
    columns.origins[name] = np.where(gap, marks, before).astype(np.int16)
    return True


def _usual(columns: Columns, benchmarks: Benchmarks, ratio: Ratio, places: NDArray[Any]) -> tuple[Array, NDArray[Any]]:
    """What is usual for each row, NaN where nothing is known, and its mark; shapes (n,).

    The row of the sector and the size comes first, then the sector's, then those of all sectors.
    """
    out, marks = np.full(columns.n, np.nan), np.full(columns.n, UNMARKED, dtype=np.int64)
    rows = [row for row in benchmarks.rows if row.ratio == ratio]
    employees = columns.numbers.get(EMPLOYEES, np.full(columns.n, np.nan))
    for of_all in (False, True):
        for banded in (True, False):
            group = [row for row in rows if (row.sector == EVERY) == of_all and row.banded == banded]
            for band in dict.fromkeys(row.band for row in group):
                open_ = np.isnan(out)
                if banded:
                    open_ &= (employees >= band[0]) & (employees < band[1])
                values, indices = _by_sector(columns, benchmarks, [row for row in group if row.band == band])
                at = np.full(columns.n, len(benchmarks.sectors)) if of_all else places
                out[open_], marks[open_] = values[at[open_]], indices[at[open_]]
    return out, marks


def _by_sector(columns: Columns, benchmarks: Benchmarks, rows: list[Benchmark]) -> tuple[Array, NDArray[Any]]:
    """Values and marks by the index of the sector; the last but one stands for all, the last (-1) for none."""
    count = len(benchmarks.sectors)
    values, marks = np.full(count + 2, np.nan), np.full(count + 2, UNMARKED, dtype=np.int64)
    index = {name: at for at, name in enumerate(benchmarks.sectors)}
    for row in rows:
        at = index.get(row.sector, count)
        values[at], marks[at] = float(row.value), columns.mark(row.mark)
    return values, marks
