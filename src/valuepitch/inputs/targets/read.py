"""From a file to :class:`Targets`: opened, matched, read, gaps filled, rows with problems set aside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np

from valuepitch.errors import InputError, Problem, in_order
from valuepitch.inputs.targets.building import Columns, build
from valuepitch.inputs.targets.fields import Wanted, wanted_by
from valuepitch.inputs.targets.mapping import Mapping, load_mapping
from valuepitch.inputs.targets.matching import Matched, known_headers, match, missing
from valuepitch.inputs.targets.opened import Reading, open_list
from valuepitch.inputs.targets.records import Reject, Taken, Targets, derived
from valuepitch.inputs.targets.table import Source, Table, is_blank
from valuepitch.locale import known_currency
from valuepitch.model import Product
from valuepitch.model.base import shown

ALL, NUMBERS = "all", "numbers"
# Texts that a ranking needs; every other stays unread where numbers alone are asked for.
_FEW = ("id", "name", "country", "currency", "sector", "sector_code", "contact_title", "contact_level", "hurdle_prices")


def read_targets(
    path: Path,
    product: Product | None,
    *,
    mapping: Path | None = None,
    benchmarks: Path | None = None,
    folder: Path | None = None,
    encoding: str = "",
    decimal: str = "",
    sheet: str = "",
    header_row: int = 0,
    currency: str = "",
    strict: bool = False,
    columns: str = ALL,
) -> Targets:
    """A target list by column: what was accepted, and every problem of every other row.

    Args:
        path: CSV, TSV, XLSX or Parquet.
        product: the profile whose formulas say which inputs a row has to have; None asks for a name alone.
        mapping, benchmarks: files that say how columns are called, and what fills gaps.
        folder: where the profile's own ``mapping`` and ``benchmarks`` lie, where none are named here.
        encoding: of a text file without a byte order mark; UTF-8 where none is named.
        decimal: ``.`` or ``,``; "" to infer it column by column.
        sheet: of a workbook with several.
        header_row: the line of the header; 0 is the mapping's, or the first.
        currency: of all amounts, where no column says it; "" is the mapping's, or the profile's.
        strict: problems of rows are fatal.
        columns: ``all``, or ``numbers`` to leave out texts that a ranking does not need.

    Raises:
        InputError: what makes the list as a whole unreadable, all of it at once; with ``strict``, the rows' problems.
        FileError: a file cannot be opened.
    """
    own = (product.mapping, product.benchmarks) if product and folder else (None, None)
    files = [
        named or (folder / beside if folder and beside else None)
        for named, beside in zip((mapping, benchmarks), own, strict=True)
    ]
    told = load_mapping(files[0])
    asked = asked_of(told, path, encoding, decimal, sheet, header_row, currency)
    wanted = wanted_by(product)
    source = open_list(path, asked, known_headers(wanted, told))
    matched = match(source, told, wanted)
    problems = (*matched.problems, *missing(source, matched, told, wanted, set()))
    if problems:
        raise InputError(str(path), in_order(problems))
    if columns == NUMBERS:
        matched = replace(matched, columns={n: m for n, m in matched.columns.items() if m.field.numeric or n in _FEW})
    table = source.table(sorted({found.at for found in matched.columns.values()}))
    _any_rows(source, table)
    built = build(source, table, str(path), matched, told, wanted, asked)
    targets = finished(built, matched, wanted)
    if strict and targets.rejects:
        raise InputError(str(path), _as_problems(targets))
    return targets


def asked_of(
    told: Mapping, path: Path, encoding: str, decimal: str, sheet: str, header_row: int, currency: str
) -> Reading:
    """How the list is to be read: what was asked for, else what the mapping says.

    Raises:
        InputError: what was asked for is not possible.
    """
    problems: list[Problem] = []
    if decimal not in ("", ".", ","):
        problems.append(
            Problem(f"the decimal mark is {shown(decimal)}", "pass --decimal . or --decimal ,", file=str(path))
        )
    if currency and not known_currency(currency):
        hint = "pass a three-letter code, such as --currency USD"
        problems.append(Problem(f"the currency is {shown(currency)}", hint, file=str(path)))
    if problems:
        raise InputError(str(path), tuple(problems))
    form = told.format
    return Reading(
        encoding or form.encoding or "",
        form.delimiter or "",
        decimal or form.decimal or "",
        sheet or form.sheet or "",
        header_row or form.header_row or 1,
        currency,
    )


def _any_rows(source: Source, table: Table) -> None:
    if not len(table.rows) and not table.faults:
        hint = "write a row for each below the header"
        problem = source.problem("holds no targets", hint, max(source.header_row, 1))
        raise InputError(problem.file, (problem,))


def finished(built: Columns, matched: Matched, wanted: Wanted) -> Targets:
    """The list without the rows that have problems; those stand in ``rejects``, with all that is wrong with each."""
    _needed(built, matched, wanted)
    bad = np.zeros(built.n, dtype=bool)
    bad[[i for i, *_ in built.faults]] = True
    rows, keys = built.table.rows, built.keys
    rejects = [Reject(fault.row, "", "", fault.value, fault.reason, fault.remedy) for fault in built.table.faults]
    rejects += [Reject(int(rows[i]), str(keys[i]), *said) for i, *said in built.faults]
    kept = slice(None) if not bad.any() else ~bad
    return Targets(
        built.file,
        int((~bad).sum()),
        rows[kept],
        keys[kept],
        {name: column[kept] for name, column in built.texts.items()},
        {name: column[kept] for name, column in built.numbers.items()},
        {name: column[kept] for name, column in built.origins.items()},
        tuple(built.marks),
        tuple(sorted(dict.fromkeys(rejects), key=lambda reject: reject.row)),
        tuple(sorted(built.warnings, key=lambda warning: warning.row)),
        tuple(_understood(built, matched)),
        built.fields,
        len(rows) + len(built.table.faults),
    )


def _needed(built: Columns, matched: Matched, wanted: Wanted) -> None:
    """Rows that lack what the formulas need."""
    have = derived(built.numbers)
    at_fault = {(i, header) for i, header, *_ in built.faults}
    for name in wanted.inputs:
        found = matched.columns.get(name)
        header = found.header if found else name
        for i in np.flatnonzero(np.isnan(have[name])) if name in have else range(built.n):
            if (int(i), header) not in at_fault:
                remedy = "fill it, or name benchmarks that give it"
                built.fault(int(i), header, None, f"is blank, and the formulas need {name}", remedy)


def _understood(built: Columns, matched: Matched) -> Iterable[Taken]:
    by_column = {found.at: found for found in matched.columns.values()}
    for at, header in enumerate(built.source.header):
        found = by_column.get(at)
        if found is None:
            yield Taken(header, at + 1, how=matched.unused.get(at, "not read"))
            continue
        name = found.field.name
        one = built.fields[name]
        decimal = built.parsed[name].decimal if name in built.parsed else ""
        cells = built.table.columns[at]
        blank = built.table.blanks.get(at)
        empty = int(blank.sum()) if blank is not None else sum(map(is_blank, cells))
        yield Taken(header, at + 1, name, found.how, one.unit, decimal, empty, _examples(built, at))


def _examples(built: Columns, at: int, count: int = 3) -> tuple[str, ...]:
    """The first cells that hold something."""
    found: list[str] = []
    blank = built.table.blanks.get(at)
    for i, raw in enumerate(built.table.columns[at]):
        if len(found) == count:
            break
        if not is_blank(raw) and not (blank is not None and blank[i]):
            found.append(shown(raw))
    return tuple(found)


def _as_problems(targets: Targets) -> tuple[Problem, ...]:
    numbers = {taken.column: taken.number for taken in targets.understood}
    return tuple(reject.problem(targets.source, numbers.get(reject.column, 1)) for reject in targets.rejects)
