"""The raw table of a list: cells by column as the file holds them, each row with its place in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from valuepitch.errors import Problem
from valuepitch.model.base import shown

Cells = NDArray[Any]  # objects (text, number, flag, date, None, Unread), or float64 where all are numbers


@dataclass(frozen=True)
class Unread:
    """A cell that holds something which is no value: why, and what to do."""

    value: str
    reason: str
    remedy: str

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True)
class Fault:
    """A row whose cells cannot be told apart, or a word about one that can."""

    row: int
    column: int  # from 1; 0 for the row as a whole
    value: str
    reason: str
    remedy: str


@dataclass(frozen=True)
class Table:
    """What stands below the header.

    Attributes:
        rows: line or row number of each row, shape (n,).
        columns: cells by the index of the column, from 0; those that were asked for.
        blanks: for columns of plain floats: where nothing stands, shape (n,).
        faults: rows that are not in it.
        warnings: what is worth a word.
    """

    rows: NDArray[np.int64]
    columns: Mapping[int, Cells]
    blanks: Mapping[int, NDArray[np.bool_]]
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()


class Source(Protocol):
    """A list that has been opened: its header is known, its rows are read on demand."""

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns, as written."""

    @property
    def header_row(self) -> int:
        """The line or row of the header; 0 where the names stand in no row."""

    def problem(self, message: str, hint: str, row: int = 0, column: int = 0) -> Problem:
        """A problem with its place in the file."""

    def table(self, wanted: list[int]) -> Table:
        """The cells of some columns."""


def is_blank(raw: Any) -> bool:
    """Whether a cell holds nothing: None, or a text of spaces and marks that are not printed."""
    return raw is None or (isinstance(raw, str) and not raw.strip(_SPACES))


_SPACES = " \t\r\n\f\v\u00a0\u202f\u200b\u2060\ufeff\u3000\u200c\u200d"


def objects(cells: list[Any]) -> NDArray[np.object_]:
    """A column of objects, of shape (n,) whatever they are."""
    out = np.empty(len(cells), dtype=object)
    out[:] = cells
    return out


def blanks(table: Table, at: int) -> int | None:
    """How many cells of a column hold nothing; None where it was not read."""
    if at not in table.columns:
        return None
    return int(table.blanks[at].sum()) if at in table.blanks else sum(map(is_blank, table.columns[at]))


def first_cells(table: Table, at: int, count: int = 3) -> tuple[str, ...]:
    """The first cells of a column that hold something, shortened."""
    found: list[str] = []
    blank = table.blanks.get(at)
    for i, raw in enumerate(table.columns.get(at, ())):
        if len(found) == count:
            break
        if not is_blank(raw) and not (blank is not None and blank[i]):
            found.append(shown(raw))
    return tuple(found)
