"""From a file to :class:`Targets`: opened, matched, read, gaps filled, rows with problems set aside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from valuepitch.errors import InputError, Problem, in_order
from valuepitch.inputs.targets.benchmarks import Benchmarks, load_benchmarks
from valuepitch.inputs.targets.building import Columns, build
from valuepitch.inputs.targets.fields import Wanted, wanted_by
from valuepitch.inputs.targets.filling import fill
from valuepitch.inputs.targets.mapping import Mapping, load_mapping
from valuepitch.inputs.targets.matching import Matched, closed, known_headers, match, missing
from valuepitch.inputs.targets.opened import Reading, open_list
from valuepitch.inputs.targets.records import Reject, Taken, Targets, derived
from valuepitch.inputs.targets.table import Source, Table, blanks, first_cells
from valuepitch.locale import known_currency
from valuepitch.model import Product
from valuepitch.model.base import shown

ALL, NUMBERS = "all", "numbers"
# Texts that a ranking needs; every other stays unread where numbers alone are asked for.
_FEW = ("id", "name", "country", "currency", "sector", "sector_code", "contact_title", "contact_level", "hurdle_prices")


@dataclass(frozen=True)
class Prepared:
    """A list that is open and whose header is understood; no row has been read.

    Attributes:
        path: of the list.
        product: the profile that it is for.
        source: the list.
        told: the mapping.
        usual: the benchmarks; None where none are named.
        wanted: what each row has to have.
        asked: how the list is read.
        matched: fields for its columns.
    """

    path: Path
    product: Product | None
    source: Source
    told: Mapping
    usual: Benchmarks | None
    wanted: Wanted
    asked: Reading
    matched: Matched

    def missing(self) -> tuple[Problem, ...]:
        """The columns that each row needs, and that neither the list nor the benchmarks give."""
        return tuple(missing(self.source, self.matched, self.told, self.wanted, self.ratios()))

    def ratios(self) -> Sequence[tuple[str, str]]:
        """What the benchmarks give, each with the input that it is a part of; "" for none."""
        return self.usual.ratios(None) if self.usual else ()

    def targets(self, matched: Matched, table: Table) -> Targets:
        """The rows of a table as columns.

        Raises:
            InputError: columns that cannot be read, or no row at all.
        """
        _any_rows(self.source, table)
        built = build(self.source, table, str(self.path), matched, self.told, self.wanted, self.asked)
        if self.usual is not None:
            fill(built, self.usual, self.told, self.wanted, every=self.product is None)
        return _finished(built, matched, self.wanted, self.ratios())


def prepare(
    path: Path,
    product: Product | None,
    *,
    mapping: Path | None = None,
    benchmarks: Path | None = None,
    folder: Path | None = None,
    **asked: Any,
) -> Prepared:
    """A list with its header understood; the arguments are those of :func:`read_targets`.

    Raises:
        InputError: problems of the mapping and the benchmarks, or a list that cannot be opened.
        FileError: a file cannot be opened.
    """
    own = (product.mapping, product.benchmarks) if product and folder else (None, None)
    files = [
        named or (folder / beside if folder and beside else None)
        for named, beside in zip((mapping, benchmarks), own, strict=True)
    ]
    told, usual = _both(*files)
    reading = _asked_of(told, path, **asked)
    wanted = wanted_by(product)
    source = open_list(path, reading, known_headers(wanted, told))
    return Prepared(path, product, source, told, usual, wanted, reading, match(source, told, wanted))


def _both(mapping: Path | None, benchmarks: Path | None) -> tuple[Mapping, Benchmarks | None]:
    """Both files beside a list.

    Raises:
        InputError: the problems of both.
    """
    problems: list[Problem] = []
    told, usual = Mapping(), None
    try:
        told = load_mapping(mapping)
    except InputError as error:
        problems += error.problems
    try:
        usual = load_benchmarks(benchmarks)
    except InputError as error:
        problems += error.problems
    if problems:
        raise InputError(" and ".join(str(path) for path in (mapping, benchmarks) if path), in_order(problems))
    return told, usual


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
        ValueError: ``columns`` is neither of the two.
    """
    if columns not in (ALL, NUMBERS):
        raise ValueError(f"columns is {columns!r}; it is {ALL!r} or {NUMBERS!r}")
    given = {"encoding": encoding, "decimal": decimal, "sheet": sheet, "header_row": header_row, "currency": currency}
    prepared = prepare(path, product, mapping=mapping, benchmarks=benchmarks, folder=folder, **given)
    matched = prepared.matched
    if problems := (*matched.problems, *prepared.missing()):
        raise InputError(str(path), in_order(problems))
    if columns == NUMBERS:
        kept = {name: found for name, found in matched.columns.items() if found.field.numeric or name in _FEW}
        matched = replace(matched, columns=kept)
    targets = prepared.targets(matched, prepared.source.table(sorted({one.at for one in matched.columns.values()})))
    if strict and targets.rejects:
        raise InputError(str(path), _as_problems(targets))
    return targets


def _asked_of(
    told: Mapping,
    path: Path,
    encoding: str = "",
    decimal: str = "",
    sheet: str = "",
    header_row: int = 0,
    currency: str = "",
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


def _finished(built: Columns, matched: Matched, wanted: Wanted, ratios: Sequence[tuple[str, str]]) -> Targets:
    """The list without the rows that have problems; those stand in ``rejects``, with all that is wrong with each."""
    _needed(built, wanted, ratios)
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


def _needed(built: Columns, wanted: Wanted, ratios: Sequence[tuple[str, str]]) -> None:
    """Faults for rows that lack what the formulas need; what would follow from a lack is not told beside it."""
    have = derived(built.numbers)
    at_fault = {(i, header) for i, header, *_ in built.faults}
    told: dict[str, NDArray[np.bool_]] = {}
    for name in wanted.inputs:
        lacking = np.isnan(have[name]) if name in have else np.ones(built.n, dtype=bool)
        for earlier, rows in told.items():
            if name in closed({earlier}, ratios):
                lacking &= ~rows
        told[name] = lacking
        header = built.headers.get(name, name)
        said, remedy = f"is blank, and the formulas need {name}", "fill it, or name benchmarks that give it"
        for i in map(int, np.flatnonzero(lacking)):
            if (i, header) not in at_fault:
                built.fault(i, header, None, said, remedy)


def _understood(built: Columns, matched: Matched) -> Iterable[Taken]:
    by_column = {found.at: found for found in matched.columns.values()}
    for at, header in enumerate(built.source.header):
        found = by_column.get(at)
        how = found.how if found else matched.unused.get(at, "not read")
        empty, examples = blanks(built.table, at), first_cells(built.table, at)
        if found is None:
            yield Taken(header, at + 1, how=how, blank=empty, examples=examples)
            continue
        name = found.field.name
        decimal = built.parsed[name].decimal if name in built.parsed else ""
        yield Taken(header, at + 1, name, how, built.fields[name].unit, decimal, empty, examples)


def _as_problems(targets: Targets) -> tuple[Problem, ...]:
    numbers = {taken.column: taken.number for taken in targets.understood}
    return tuple(reject.problem(targets.source, numbers.get(reject.column, 1)) for reject in targets.rejects)
