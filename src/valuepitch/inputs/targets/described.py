"""What is known of a list before anything is made of it, and of what a profile asks of one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from valuepitch.errors import InputError, Problem, in_order
from valuepitch.inputs.targets.fields import Field, fact, known_fields, wanted_by
from valuepitch.inputs.targets.matching import UNKNOWN, meant_by
from valuepitch.inputs.targets.read import Prepared, prepare
from valuepitch.inputs.targets.records import Reject, Taken, Targets
from valuepitch.inputs.targets.table import Table, blanks, first_cells
from valuepitch.model import Product

# What a list for a profile has besides the inputs of its formulas.
_ALWAYS = ("id", "name", "country", "currency", "sector", "employees", "contact_name", "contact_title")


@dataclass(frozen=True)
class Column:
    """One column that a list may have.

    Attributes:
        needed: ``always``, ``by the formulas``, or ``""``.
        type: ``text`` or ``number``.
    """

    name: str
    needed: str
    type: str
    unit: str
    meaning: str
    aliases: tuple[str, ...]


def columns_for(product: Product | None) -> tuple[Column, ...]:
    """The columns that a profile needs, then those that are of use to it; all there are where there is no profile."""
    wanted = wanted_by(product)
    needed = {"name": "always", **dict.fromkeys(wanted.inputs, "by the formulas")}
    known = known_fields()
    names = list(known) if product is None else [*_ALWAYS, *(n for n in wanted.inputs if n not in _ALWAYS)]
    return tuple(_column(known.get(name) or fact(name, ""), needed.get(name, "")) for name in names)


def _column(one: Field, needed: str) -> Column:
    kind = "number" if one.numeric else "text"
    unit = one.unit if one.numeric else ""
    return Column(one.name, needed, kind, unit, one.meaning, one.aliases)


@dataclass(frozen=True)
class Group:
    """Rows that are at fault, or were filled, in one way."""

    column: str
    reason: str
    remedy: str
    count: int
    row: int


@dataclass(frozen=True)
class Inspection:
    """How a list is understood.

    Attributes:
        read, accepted: rows.
        columns: each column of the list.
        missing: what the profile needs and nothing gives; other problems of the list as a whole.
        rejects: problems of rows, by column and reason, the most frequent first.
        filled: gaps that benchmarks fill, by input.
        warnings: what is worth a word, by column and reason.
    """

    file: str
    read: int
    accepted: int
    columns: tuple[Taken, ...]
    missing: tuple[Problem, ...]
    rejects: tuple[Group, ...] = ()
    filled: tuple[tuple[str, int], ...] = ()
    warnings: tuple[Group, ...] = ()

    def plain(self) -> dict[str, Any]:
        """The inspection as plain data, for ``--json``."""
        columns = [asdict(taken) | {"examples": list(taken.examples)} for taken in self.columns]
        return {
            "file": self.file,
            "rows": self.read,
            "accepted": self.accepted,
            "columns": columns,
            "missing": [problem.plain() for problem in self.missing],
            "rejects": [asdict(group) for group in self.rejects],
            "filled": dict(self.filled),
            "warnings": [asdict(group) for group in self.warnings],
        }


def inspect_list(path: Path, product: Product | None, **asked: Any) -> Inspection:
    """How a list is understood; the arguments are those of :func:`valuepitch.inputs.targets.read_targets`.

    Raises:
        InputError: it cannot be opened, or its mapping or benchmarks have problems.
        FileError: a file cannot be opened.
    """
    prepared = prepare(path, product, **asked)
    problems = [*prepared.matched.problems, *prepared.missing()]
    # What no column gives is said once, not again for each row.
    lacking = {problem.message.split(",")[0].removeprefix("has no column ") for problem in problems}
    wanted = prepared.wanted
    left = replace(
        wanted,
        names=tuple(name for name in wanted.names if name not in lacking),
        hurdle=wanted.hurdle and "hurdle_rate" not in lacking,
    )
    table = prepared.source.table(list(range(len(prepared.source.header))))
    if prepared.matched.problems or "name" in lacking:
        return _without_rows(prepared, table, problems)
    try:
        targets = replace(prepared, wanted=left).targets(prepared.matched, table)
    except InputError as error:
        return _without_rows(prepared, table, [*problems, *error.problems])
    return Inspection(
        targets.source,
        targets.read,
        targets.n,
        _guessed(targets.understood),
        in_order(problems),
        groups(targets.rejects),
        tuple(_filled(targets)),
        groups(targets.warnings),
    )


def _guessed(columns: Iterable[Taken]) -> tuple[Taken, ...]:
    """The columns, those that are not known with what their names may mean."""
    columns = tuple(columns)
    fields = [taken.field for taken in columns]
    return tuple(
        replace(taken, how=f"{UNKNOWN}; did you mean {near}?")
        if taken.how == UNKNOWN and (near := meant_by(taken.column, fields))
        else taken
        for taken in columns
    )


def _without_rows(prepared: Prepared, table: Table, problems: Iterable[Problem]) -> Inspection:
    by_column = {found.at: found for found in prepared.matched.columns.values()}
    columns = []
    for at, header in enumerate(prepared.source.header):
        found = by_column.get(at)
        how = found.how if found else prepared.matched.unused.get(at, "")
        name, unit = (found.field.name, found.field.unit) if found else ("", "")
        columns.append(Taken(header, at + 1, name, how, unit, "", blanks(table, at), first_cells(table, at)))
    read = len(table.rows) + len(table.faults)
    return Inspection(str(prepared.path), read, 0, _guessed(columns), in_order(problems))


def groups(rejects: Iterable[Reject]) -> tuple[Group, ...]:
    """Problems of rows by column and reason, the most frequent first; each with its first row and its words there."""
    counts: Counter[tuple[str, ...]] = Counter()
    first: dict[tuple[str, ...], Reject] = {}
    for reject in rejects:
        reason = reject.reason.replace(reject.value, "…") if reject.value else reject.reason
        key = (reject.column, *(re.sub(r"\d[\d.,]*", "#", words) for words in (reason, reject.remedy)))
        counts[key] += 1
        first.setdefault(key, reject)
    found = (Group(key[0], first[key].reason, first[key].remedy, n, first[key].row) for key, n in counts.items())
    return tuple(sorted(found, key=lambda group: (-group.count, group.row)))


def _filled(targets: Targets) -> Iterable[tuple[str, int]]:
    benchmarks = [at for at, mark in enumerate(targets.marks) if mark.origin == "benchmark"]
    for name, origins in targets.origins.items():
        if count := int(np.isin(origins, benchmarks).sum()):
            yield name, count
