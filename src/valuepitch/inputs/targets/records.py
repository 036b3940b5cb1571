"""What reading a list gives: columns of texts and numbers, and the rows that were not taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from valuepitch import formula
from valuepitch.documents import Document, Place
from valuepitch.errors import Problem
from valuepitch.finance import Array
from valuepitch.formula import Node
from valuepitch.inputs.targets.fields import Field, Path
from valuepitch.inputs.written import percent_text, plain_number
from valuepitch.model.prospect import DERIVED

Texts = NDArray[np.object_]
Rows = NDArray[np.int64]
Marks = NDArray[np.int16]

UNMARKED = -1  # beside a blank
_TREES: tuple[tuple[str, Node], ...] = tuple((name, formula.parse(text)) for name, text in DERIVED)


@dataclass(frozen=True)
class Reject:
    """One problem of one row, or one warning about it.

    Attributes:
        row: the line of a text file, the row of a workbook, the row of a Parquet file from 1 on.
        key: the row's key, as far as it could be read.
        column: the list's name of the column; "" where the row as a whole is at fault.
        value: what stands there, shortened.
    """

    row: int
    key: str
    column: str
    value: str
    reason: str
    remedy: str

    def problem(self, file: str, at: int = 1) -> Problem:
        """The same as a problem of the file. ``at`` is the number of the column."""
        return Problem(self.reason, self.remedy, self.column, file, self.row, at)


@dataclass(frozen=True)
class Mark:
    """Where numbers come from: what ``origins`` point to."""

    origin: str
    source: str = ""
    as_of: str = ""
    confirm: bool = False

    def plain(self) -> dict[str, str]:
        """Its keys as a sourced value has them; what is empty is left out."""
        said = {"origin": self.origin, "source": self.source, "as_of": self.as_of}
        return {key: text for key, text in said.items() if text} | ({"confirm": "true"} if self.confirm else {})


@dataclass(frozen=True)
class Taken:
    """How one column of the list was understood.

    Attributes:
        column: its header.
        number: its place, from 1.
        field: the input that it gives; "" where it is not used.
        how: ``name``, ``mapping``, or why it is not used.
        unit: of its numbers; ``text`` for texts.
        decimal: the decimal mark of its numbers; "" where none is written.
        blank: how many rows have nothing there; None where the column was not read.
        examples: the first values, shortened.
    """

    column: str
    number: int
    field: str = ""
    how: str = ""
    unit: str = ""
    decimal: str = ""
    blank: int | None = None
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Targets:
    """A list of prospects by column; n accepted rows, in the order of the file.

    Attributes:
        source: the file's name as shown to the user.
        n: accepted rows.
        rows: line (text files) or row number in the file, shape (n,).
        keys: the id column, else name and country, cleaned and folded; unique, shape (n,).
        texts: cleaned texts by field, "" for blank, each of shape (n,).
        numbers: values by the name of the input, NaN for blank, each of shape (n,); benchmarks have filled gaps.
        origins: beside each of ``numbers``: an index into ``marks``, -1 beside a blank.
        marks: where numbers come from.
        rejects: every problem of every row that was not taken.
        warnings: what is worth a word; those about the list as a whole have row 0.
        understood: how each column was taken.
        fields: the fields that have a column or a constant, by name.
        read: rows of the file that hold anything.
    """

    source: str
    n: int
    rows: Rows
    keys: Texts
    texts: Mapping[str, Texts]
    numbers: Mapping[str, Array]
    origins: Mapping[str, Marks]
    marks: tuple[Mark, ...]
    rejects: tuple[Reject, ...] = ()
    warnings: tuple[Reject, ...] = ()
    understood: tuple[Taken, ...] = ()
    fields: Mapping[str, Field] = field(default_factory=dict)
    read: int = 0

    def prospect(self, i: int) -> Document:
        """What ``prospect.yaml`` would hold for row i, with the place of each value; validated by the caller."""
        line = int(self.rows[i])
        columns = {taken.field: taken.number for taken in self.understood if taken.field}
        data: dict[str, Any] = {}
        places: dict[Path, Place] = {(): (line, 1)}
        for name, one in self.fields.items():
            value = self._written(name, one, i)
            if value is None or not one.path:
                continue
            place = (line, columns.get(name, 1))
            _put(data, places, one.path, value, place)
            if one.named:
                _put(data, places, ("facts", name), {**value, "unit": one.unit}, place)
        return Document(self.source, _rounded_off(data), places)

    def _written(self, name: str, one: Field, i: int) -> Any:
        """A field of one row as a file holds it; None where it is blank."""
        if not one.numeric:
            return str(self.texts[name][i]) or None if name in self.texts else None
        if name not in self.numbers or np.isnan(value := float(self.numbers[name][i])):
            return None
        said: dict[str, Any] = {"value": percent_text(value) if one.unit == "rate" else plain_number(value)}
        if one.label:
            said["label"] = dict(one.label) if set(one.label) != {""} else one.label[""]
        if one.of_facts:
            said["unit"] = one.unit
        return said | self.marks[int(self.origins[name][i])].plain()

    def column_of(self, path: Path) -> str:
        """The list's column behind a path such as ``("financials", "revenue")``; "" where there is none."""
        for taken in self.understood:
            one = self.fields.get(taken.field)
            if one is not None and one.path and path[: len(one.path)] == one.path:
                return taken.column
        return ""

    def complete(self) -> dict[str, Array]:
        """``numbers`` with the lines of the accounts that follow from others put into their gaps, row by row."""
        return derived(self.numbers)

    def only(self, chosen: NDArray[Any]) -> Targets:
        """The list with some of its rows: indices or a mask of shape (n,)."""
        rows = self.rows[chosen]
        return replace(
            self,
            n=len(rows),
            rows=rows,
            keys=self.keys[chosen],
            texts={name: column[chosen] for name, column in self.texts.items()},
            numbers={name: column[chosen] for name, column in self.numbers.items()},
            origins={name: column[chosen] for name, column in self.origins.items()},
        )


def derived(numbers: Mapping[str, Array]) -> dict[str, Array]:
    """Columns with what follows from other lines of the accounts in the place of blanks; shapes (n,)."""
    out = dict(numbers)
    for name, tree in _TREES:
        if not all(part in out for part in formula.names(tree)):
            continue
        values = formula.evaluate(tree, out)[0]
        out[name] = np.where(np.isnan(out[name]), values, out[name]) if name in out else values
    return out


def _put(data: dict[str, Any], places: dict[Path, Place], path: Path, value: Any, place: Place) -> None:
    """A value at a path of the data, and the place of each part of it."""
    for key in path[:-1]:
        data = data.setdefault(str(key), {})
    data[str(path[-1])] = value
    for end in range(1, len(path) + 1):
        places.setdefault(path[:end], place)
    for key in value if isinstance(value, dict) else ():
        places[(*path, key)] = place


def _rounded_off(data: dict[str, Any]) -> dict[str, Any]:
    """A prospect without parts that lack what the model asks of them: a contact its title, a sector its name."""
    for part, needed in (("contact", "title"), ("preparer", "title")):
        if part in data and needed not in data[part]:
            del data[part]
    if "sector" in data:
        data["sector"].setdefault("name", data["sector"].get("code"))
    return data
