"""The benchmark file: what is usual in a sector, with its source; it fills what a row leaves blank."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from valuepitch import formula
from valuepitch.documents import Document, Place
from valuepitch.documents import Path as DocumentPath
from valuepitch.errors import WARNING, InputError, Problem, in_order
from valuepitch.inputs.load import validate
from valuepitch.inputs.targets.delimited import open_delimited
from valuepitch.inputs.targets.fields import Field as Known
from valuepitch.inputs.targets.fields import fact, folded, known_fields
from valuepitch.inputs.targets.records import Mark
from valuepitch.model.base import Fault, Record, refuse, shown
from valuepitch.model.numbers import Number, number_or_none, parse_number
from valuepitch.model.prospect import check_names
from valuepitch.model.sourced import Unit
from valuepitch.model.texts import LABEL_LENGTH, Label, Name, Source
from valuepitch.text import did_you_mean, nearest

EVERY = "*"  # stands for all sectors
BAND = ("employees_from", "employees_below")


class Ratio(NamedTuple):
    """What a row gives: a number, or a number as a part of another one."""

    target: str
    base: str = ""

    def __str__(self) -> str:
        return f"{self.target} / {self.base}" if self.base else self.target


def _parse_ratio(raw: Any) -> Ratio:
    if isinstance(raw, Ratio):
        return raw
    parts = [part.strip() for part in str(raw).split("/")]
    if len(parts) > 2 or not all(formula.NAME.fullmatch(part) for part in parts):
        raise refuse(f"is {shown(raw)}", "write an input, or one over another, such as receivables / revenue")
    for part in parts:
        known = known_fields().get(part)
        if known is not None and not known.numeric:
            raise refuse(f"names {part}, a text", "write an input that is a number")
    if len(parts) == 2 and parts[0] == parts[1]:
        raise refuse(f"is {shown(raw)}", "write two different inputs, such as receivables / revenue")
    return Ratio(*parts)


def _parse_day(raw: Any) -> date:
    if isinstance(raw, date):
        return raw
    text = str(raw).strip()
    try:
        # Of a year alone the first day is taken, so that a figure is never held for younger than it is.
        return date(int(text), 1, 1) if re.fullmatch(r"(19|20)\d\d", text) else date.fromisoformat(text)
    except ValueError:
        raise refuse(f"is {shown(raw)}, no year", "write a year such as 2025, or a day such as 2025-01-05") from None


def _parse_count(raw: Any) -> int:
    number = parse_number(raw)
    if number < 0 or not number.is_integer() or number.percent:
        raise refuse(f"is {shown(raw)}", "write a whole number")
    return int(number)


Count = Annotated[int, BeforeValidator(_parse_count)]


class Benchmark(Record):
    """One row of the benchmark file."""

    sector: Name
    ratio: Annotated[Ratio, BeforeValidator(_parse_ratio)]
    value: Number
    source: Source
    year: Annotated[date, BeforeValidator(_parse_day)]
    n: Count | None = Field(None, description="How many companies it was measured at.")
    unit: Unit | None = Field(None, description="Of a fact.")
    label: Label | None = Field(None, description="What the page calls a fact.")
    employees_from: Count | None = Field(None, description="For rows with at least so many employees.")
    employees_below: Count | None = Field(None, description="For rows with fewer employees.")

    @classmethod
    def check(cls, raw: dict[str, Any]) -> Iterator[Fault]:
        try:
            ratio = _parse_ratio(raw.get("ratio"))
        except PydanticCustomError:  # said where the field is read
            return
        known = known_fields().get(ratio.target)
        number = number_or_none(raw.get("value"))
        if known is None:
            yield from _fact(ratio, raw)
        elif known.kind is not None and not ratio.base and number is not None:
            yield from known.kind.check_number("value", number, known.unit)
        if len(_source_of(raw.get("source"), raw.get("n"))) > LABEL_LENGTH:
            over = len(_source_of(raw.get("source"), raw.get("n"))) - LABEL_LENGTH
            yield Fault(("source",), f"is {over} characters too long with its n", f"{LABEL_LENGTH} fit on a page")

    @property
    def mark(self) -> Mark:
        """Where what it fills comes from."""
        return Mark("benchmark", _source_of(self.source, self.n), self.year.isoformat())

    @property
    def band(self) -> tuple[float, float]:
        """The employees that it is for: at least, and fewer than."""
        below = float("inf") if self.employees_below is None else float(self.employees_below)
        return float(self.employees_from or 0), below

    @property
    def banded(self) -> bool:
        return self.employees_from is not None or self.employees_below is not None


def _fact(ratio: Ratio, raw: dict[str, Any]) -> Iterator[Fault]:
    near = nearest(ratio.target, known_fields())
    guess = f"did you mean {near}? else " if near else ""
    for fault in check_names({ratio.target: ""}, "facts"):
        yield Fault(("ratio",), f"names {ratio.target}, which {fault.message}", fault.hint)
    if not raw.get("unit"):
        yield Fault(("ratio",), f"names the fact {ratio.target} without a unit", f"{guess}add a column unit")


def _source_of(source: Any, n: Any) -> str:
    return f"{source}, n={n}" if n else str(source)


@dataclass(frozen=True)
class Benchmarks:
    """The rows of a benchmark file.

    Attributes:
        file: its name as shown.
    """

    file: str
    rows: tuple[Benchmark, ...]

    @cached_property
    def sectors(self) -> tuple[str, ...]:
        """The sectors that it knows, in its order; not the one that stands for all."""
        return tuple(dict.fromkeys(row.sector for row in self.rows if row.sector != EVERY))

    def gives(self, ratio: Ratio) -> Known:
        """The field that a ratio fills."""
        row = next(row for row in self.rows if row.ratio == ratio)
        return known_fields().get(ratio.target) or fact(ratio.target, row.unit or "count", row.label)

    def ratios(self, names: set[str] | None) -> list[Ratio]:
        """What it gives of some inputs, and of what these rest on; of all of them where none are named."""
        found = list(dict.fromkeys(row.ratio for row in self.rows))
        if names is None:
            return found
        wanted = set(names)
        for _ in found:
            wanted |= {ratio.base for ratio in found if ratio.target in wanted and ratio.base}
        return [ratio for ratio in found if ratio.target in wanted]


_COLUMNS = tuple(Benchmark.model_fields)
_NEEDED = tuple(name for name, field in Benchmark.model_fields.items() if field.is_required())
LARGEST = 20_000  # rows


def load_benchmarks(path: Path | None) -> Benchmarks | None:
    """A benchmark file; None where none is named.

    Raises:
        InputError: every problem in it, each with its line and column.
        FileError: it cannot be read.
    """
    if path is None:
        return None
    source = open_delimited(path, "", "", 1, set(_COLUMNS))
    places = {folded(header): at for at, header in enumerate(source.header)}
    columns = {name: places[folded(name)] for name in _COLUMNS if folded(name) in places}
    problems = [
        source.problem(f"has no column {name}", did_you_mean(name, source.header), source.header_row)
        for name in _NEEDED
        if name not in columns
    ]
    if problems:
        raise InputError(str(path), tuple(problems))
    table = source.table(sorted(columns.values()))
    problems += [source.problem(fault.reason, fault.remedy, fault.row) for fault in table.faults]
    if len(table.rows) > LARGEST:
        problems.append(source.problem(f"has {len(table.rows):,} rows", f"at most {LARGEST:,} are read"))
    rows: list[Benchmark] = []
    for i, line in enumerate(table.rows[:LARGEST]):
        cells = {name: str(table.columns[at][i]) for name, at in columns.items() if table.columns[at][i].strip()}
        spots: dict[DocumentPath, Place] = {(name,): (int(line), columns[name] + 1) for name in cells}
        loaded = validate(Document(str(path), cells, {(): (int(line), 1), **spots}), Benchmark)
        problems += [problem for problem in loaded.problems if problem.severity != WARNING]
        if loaded.model is not None:
            rows.append(loaded.model)
    problems += _twice(rows, table.rows, source) if not problems else []
    if problems:
        raise InputError(str(path), in_order(problems))
    if not rows:
        raise InputError(str(path), (source.problem("holds no benchmarks", "write one a row", 1),))
    return Benchmarks(str(path), tuple(rows))


def _twice(rows: list[Benchmark], lines: Any, source: Any) -> Iterator[Problem]:
    first: dict[tuple[str, Ratio, tuple[float, float]], int] = {}
    for row, line in zip(rows, lines, strict=True):
        key = (folded(row.sector), row.ratio, row.band)
        if key in first:
            said = f"gives {row.ratio} of {row.sector} a second time; first in line {first[key]}"
            yield source.problem(said, "keep one, or give each its employees_from and employees_below", int(line))
        first.setdefault(key, int(line))
