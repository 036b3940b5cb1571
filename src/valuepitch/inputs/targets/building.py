"""The raw table of a list as columns of texts and numbers, with every fault of every row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from valuepitch.case.inputs import EXCHANGE
from valuepitch.errors import InputError, Problem
from valuepitch.finance import Array
from valuepitch.inputs.targets.fields import EMPLOYEES, Field, Wanted, fact, known_fields
from valuepitch.inputs.targets.mapping import Mapping
from valuepitch.inputs.targets.matching import Match, Matched
from valuepitch.inputs.targets.numbers import ColumnError, Parsed, check_column, currencies_of, parse_column
from valuepitch.inputs.targets.opened import Reading
from valuepitch.inputs.targets.records import Mark, Marks, Reject, Texts
from valuepitch.inputs.targets.table import Source, Table
from valuepitch.inputs.targets.texts import read_texts
from valuepitch.model.base import shown
from valuepitch.model.prospect import Financials
from valuepitch.model.sourced import Sourced
from valuepitch.model.texts import LABEL_LENGTH
from valuepitch.text import clean
from valuepitch.turkish import fold

CURRENCY = "currency"
_SUM = ("revenue", "cost_of_sales", "gross_margin")


@dataclass
class Columns:
    """Every row of the table, good and bad; shapes (n,) each.

    Attributes:
        faults: row index, column's header, value, reason, remedy.
        parsed: what was read of each numeric column, by field.
        headers: of the column that gives each field.
    """

    source: Source
    table: Table
    file: str
    texts: dict[str, Texts] = field(default_factory=dict)
    numbers: dict[str, Array] = field(default_factory=dict)
    origins: dict[str, Marks] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)
    fields: dict[str, Field] = field(default_factory=dict)
    faults: list[tuple[int, str, str, str, str]] = field(default_factory=list)
    warnings: list[Reject] = field(default_factory=list)
    parsed: dict[str, Parsed] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    keys: Texts = field(default_factory=lambda: np.empty(0, dtype=object))

    @property
    def n(self) -> int:
        return len(self.table.rows)

    def mark(self, mark: Mark) -> int:
        """The index of a mark, which is added where it is new."""
        if mark not in self.marks:
            self.marks.append(mark)
        return self.marks.index(mark)

    def fault(self, i: int, header: str, value: Any, reason: str, remedy: str) -> None:
        self.faults.append((i, header, shown(value) if value is not None else "", reason, remedy))

    def warn(self, message: str, hint: str, row: int = 0, column: str = "", value: str = "") -> None:
        """A word about a row, or about the list where it is 0."""
        self.warnings.append(Reject(row, "", column, value, message, hint))

    def set_number(self, one: Field, values: Array, mark: Mark) -> None:
        """A column of numbers that all come from one place."""
        self.fields[one.name] = one
        self.numbers[one.name] = values
        at = self.mark(mark)
        self.origins[one.name] = np.where(np.isnan(values), np.int16(-1), np.int16(at))


def build(
    source: Source, table: Table, file: str, matched: Matched, mapping: Mapping, wanted: Wanted, reading: Reading
) -> Columns:
    """Columns out of the cells.

    Args:
        reading: ``decimal`` and ``currency`` as declared; "" where not.

    Raises:
        InputError: every column that cannot be read.
    """
    columns = Columns(source, table, file)
    for word in table.warnings:
        header = source.header[word.column - 1] if word.column else ""
        columns.warn(word.reason, word.remedy, word.row, header, word.value)
    columns.headers = {name: found.header for name, found in matched.columns.items()}
    for name, found in matched.columns.items():
        if not found.field.numeric:
            _texts(columns, name, found)
    _constants(columns, mapping)
    problems = list(_currency(columns, matched, wanted, reading.currency))
    for found in matched.columns.values():
        if found.field.numeric:
            try:
                _numbers(columns, found, mapping, reading.decimal)
            except ColumnError as error:
                problems.append(_column_problem(columns, found, error, matched))
    if problems:
        raise InputError(file, tuple(problems))
    for name in {EMPLOYEES} & {*wanted.names} & columns.fields.keys():
        columns.fields[name] = replace(columns.fields[name], named=True)
    _sums(columns)
    _keys(columns, matched)
    return columns


def _texts(columns: Columns, name: str, found: Match) -> None:
    read = read_texts(name, columns.table.columns[found.at])
    if found.system:
        filled = read.values != ""
        read.values[filled] = [_with_system(code, found.system) for code in read.values[filled]]
    columns.fields[name] = found.field
    columns.texts[name] = read.values
    cells = columns.table.columns[found.at]
    for i, reason, remedy in read.faults:
        columns.fault(i, found.header, cells[i], reason, remedy)
    for i, reason, remedy in read.dropped:
        columns.warn(reason, remedy, int(columns.table.rows[i]), found.header, shown(read.values[i]))


def _with_system(code: str, system: str) -> str:
    return code if code[:1].isalpha() else f"{system} {code}"


def _constants(columns: Columns, mapping: Mapping) -> None:
    for name, value in mapping.constants.items():
        one = known_fields().get(name)
        if isinstance(value, Sourced):
            one = one or fact(name, value.kind, value.label)
            as_of = value.as_of.isoformat() if value.as_of else ""
            origin = value.origin if value.origin != "unsourced" else "estimate"
            mark = Mark(origin, value.source or "", as_of, value.confirm)
            columns.set_number(one, np.full(columns.n, float(value.value)), mark)
        elif one is not None:
            columns.fields[name] = one
            columns.texts[name] = np.full(columns.n, value, dtype=object)


def _currency(columns: Columns, matched: Matched, wanted: Wanted, declared: str) -> Iterable[Problem]:
    """Set the currency of each row; problems of a list that is in another than the profile's throughout."""
    in_headers = {code for found in matched.columns.values() for code in currencies_of(found.currency)[:1]}
    given = columns.texts.get(CURRENCY)
    default = declared or (next(iter(in_headers)) if len(in_headers) == 1 else "") or wanted.currency
    if declared and CURRENCY not in matched.columns:
        given = None
    if given is None:
        given = np.full(columns.n, default, dtype=object)
        if default and not declared and not in_headers:
            columns.warn(f"does not say its currency; taken as {default}, the profile's", f"pass --currency {default}")
    elif default and (blank := given == "").any():
        given[blank] = default
        columns.warn(f"has {int(blank.sum())} rows without a currency; taken as {default}", "fill the column")
    columns.texts[CURRENCY] = given
    columns.fields[CURRENCY] = known_fields()[CURRENCY]
    codes = set(given)
    for found in matched.columns.values():
        meant = currencies_of(found.currency)
        if meant and codes - {"", *meant}:
            other = sorted(codes - {"", *meant})[0]
            hint = "rename the column, or mend the currency"
            yield columns.source.problem(
                f"the column {found.header} is in {meant[0]}, rows in {other}", hint, columns.source.header_row
            )
    if wanted.currency and EXCHANGE not in (*matched.columns, *columns.numbers):
        remedy = f"add a column exchange_rate: its currency for one {wanted.currency}"
        if len(codes) == 1 and codes != {wanted.currency}:
            said = f"is in {next(iter(codes))}, the profile in {wanted.currency}"
            yield columns.source.problem(said, remedy.replace("its", next(iter(codes))), columns.source.header_row)
        elif codes - {wanted.currency}:
            for i in np.flatnonzero(given != wanted.currency):
                header = matched.columns[CURRENCY].header if CURRENCY in matched.columns else ""
                columns.fault(int(i), header, given[i], f"is {given[i]}, the profile in {wanted.currency}", remedy)


def _numbers(columns: Columns, found: Match, mapping: Mapping, decimal: str) -> None:
    cells = columns.table.columns[found.at]
    parsed = parse_column(cells, decimal, columns.table.blanks.get(found.at))
    one = found.field
    if one.of_facts and not (found.told and found.told.unit):
        one = replace(one, unit=_unit_of(one, parsed))
    if found.times != 1:
        parsed.values = parsed.values * found.times
    columns.parsed[one.name] = parsed
    for i, reason, remedy in parsed.faults:
        columns.fault(i, found.header, cells[i], reason, remedy)
    _signs(columns, found, one, parsed)
    assert one.kind is not None
    refused = check_column(parsed, one.kind, one.unit)
    values = parsed.values.copy() if refused else parsed.values
    for i, reason, remedy in refused:
        columns.fault(i, found.header, cells[i], reason, remedy)
        values[i] = np.nan
    columns.set_number(one, values, _mark_of(columns, found, mapping))


def _unit_of(one: Field, parsed: Parsed) -> str:
    """The unit of a fact as its cells show it: a rate where all have %, money where a currency stands beside some."""
    there = ~np.isnan(parsed.values)
    if one.unit != "count" or not there.any():
        return one.unit
    if parsed.percent[there].all():
        return "rate"
    return "money" if parsed.currencies else one.unit


def _signs(columns: Columns, found: Match, one: Field, parsed: Parsed) -> None:
    """Currencies beside numbers have to be the row's."""
    cells, rows = columns.table.columns[found.at], columns.texts[CURRENCY]
    for i, sign in parsed.currencies.items():
        meant = currencies_of(sign)
        if not meant:
            columns.fault(i, found.header, cells[i], f"is {shown(cells[i])}, with the unknown sign {sign}", "remove it")
        elif not one.unit.startswith("money"):
            columns.fault(i, found.header, cells[i], f"is {shown(cells[i])}, not in {one.unit}", "write it without")
        elif rows[i] and rows[i] not in meant:
            remedy = f"write it in {rows[i]}, or mend the row's currency"
            columns.fault(i, found.header, cells[i], f"is {shown(cells[i])}, while the row is in {rows[i]}", remedy)


def _mark_of(columns: Columns, found: Match, mapping: Mapping) -> Mark:
    """Where a column's numbers come from: as the mapping says, else an estimate out of the list."""
    told, common = found.told, mapping.defaults
    origin = (told.origin if told else None) or common.origin
    source = (told.source if told else None) or common.source or _own_source(columns.file, found.header)
    day = (told.as_of if told else None) or common.as_of
    confirm = told.confirm if told and told.confirm is not None else common.confirm
    return Mark(origin, source, day.isoformat() if day else "", confirm)


def _own_source(file: str, header: str) -> str:
    name = clean(file.replace("\\", "/").rsplit("/", 1)[-1])
    return f"{name}, {clean(header)}"[:LABEL_LENGTH].strip() if clean(header) else name[:LABEL_LENGTH]


def _column_problem(columns: Columns, found: Match, error: ColumnError, matched: Matched) -> Problem:
    others = [
        f"{matched.columns[name].header} has {parsed.decimal}"
        for name, parsed in columns.parsed.items()
        if parsed.decimal and name in matched.columns
    ]
    hint = f"{error.hint} ({others[0]})" if others and "ambiguous" in error.message else error.hint
    problem = columns.source.problem(error.message, hint, int(columns.table.rows[error.index]), found.at + 1)
    return replace(problem, path=found.header)


def _sums(columns: Columns) -> None:
    """Revenue, cost of sales and gross margin have to agree, where a row has all three."""
    if not all(name in columns.numbers for name in _SUM):
        return
    revenue, cost, margin = (columns.numbers[name] for name in _SUM)
    with np.errstate(invalid="ignore"):
        off = np.abs(revenue - cost - margin) > 0.005 * np.abs(revenue)
    for i in np.flatnonzero(off):
        raw = {name: float(columns.numbers[name][i]) for name in _SUM}
        for said in Financials.check(raw):
            columns.fault(int(i), "gross_margin", raw["gross_margin"], said.message, said.hint)


def _keys(columns: Columns, matched: Matched) -> None:
    """The key of each row; rows without a name, and those whose key stands before, are at fault."""
    names = columns.texts["name"]
    countries = columns.texts.get("country")
    ids = columns.texts.get("id")
    at_fault = {i for i, header, *_ in columns.faults if header == matched.columns["name"].header}
    for i in map(int, np.flatnonzero(names == "")):
        if i not in at_fault:
            columns.fault(i, matched.columns["name"].header, "", "company is empty", "write its name")
    keys = ids.copy() if ids is not None else np.full(columns.n, "", dtype=object)
    for i in map(int, np.flatnonzero(keys == "")):
        if names[i]:
            country = countries[i] if countries is not None else ""
            keys[i] = f"{fold(names[i])}|{country}" if country else fold(names[i])
    columns.keys = keys
    if len(set(keys)) == columns.n:
        return
    first: dict[str, int] = {}
    for i, key in enumerate(keys):
        if key and key in first:
            row = int(columns.table.rows[first[key]])
            header = matched.columns["id" if "id" in matched.columns and ids is not None and ids[i] else "name"].header
            columns.fault(i, header, key, f"is the same account as row {row}", "keep one, or give each an id")
        elif key:
            first[key] = i
