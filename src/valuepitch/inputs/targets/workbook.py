"""XLSX: the one visible sheet, cell by cell, read in a child whose time and memory are limited.

Hidden rows are read like others. A merged cell counts where it begins; the cells that it covers are blank. A hidden
sheet is read where it is named, never by itself.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from valuepitch.errors import InputError, Problem
from valuepitch.inputs.targets.table import Fault, Table, Unread, is_blank, objects
from valuepitch.limited import TIME, Limits, StoppedError, limited
from valuepitch.model.base import shown

ENTRIES, UNPACKED, RATIO = 2_000, 200 * 2**20, 100  # of the archive: files, bytes, times its packed size
COLUMNS, ROWS, GAP = 1_000, 1_000_000, 10_000  # of the sheet: columns, rows, blank rows one after the other
LIMITS = Limits(120, 180.0, 2**30, 0)  # a list of 100,000 rows takes a tenth of each

_SAVE = "open it in a spreadsheet, keep the list alone and save it as .xlsx or CSV"
_ERRORS = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA")


@dataclass(frozen=True)
class _Read:
    """What the child hands back.

    Attributes:
        header: names of the columns.
        header_row: the row that they stand in.
        numbers: row numbers, one for each of ``rows``.
        formulas: row and column (from 0) of cells whose value is what a formula gave when it was saved.
        sheets: hidden sheets that were not read.
    """

    header: tuple[str, ...]
    header_row: int
    numbers: list[int]
    rows: list[tuple[Any, ...]]
    formulas: frozenset[tuple[int, int]]
    hidden: tuple[str, ...]


@dataclass(frozen=True)
class Workbook:
    """A workbook, read."""

    file: str
    read: _Read

    @property
    def header(self) -> tuple[str, ...]:
        return self.read.header

    @property
    def header_row(self) -> int:
        return self.read.header_row

    def problem(self, message: str, hint: str, row: int = 0, column: int = 0) -> Problem:
        return Problem(message, hint, "", self.file, row, column or int(row > 0))

    def table(self, wanted: list[int]) -> Table:
        width = len(self.header)
        rows: list[int] = []
        kept: list[tuple[Any, ...]] = []
        faults: list[Fault] = []
        warnings: list[Fault] = []
        for number, cells in zip(self.read.numbers, self.read.rows, strict=True):
            beyond = [cell for cell in cells[width:] if not is_blank(cell)]
            if beyond:
                said = f"has {len(cells)} cells, the header {width}"
                faults.append(Fault(number, 0, shown(beyond[0]), said, "give the column a header, or clear the cell"))
                continue
            rows.append(number)
            kept.append(cells + (None,) * (width - len(cells)))
            for at in wanted:
                if (number, at) in self.read.formulas and kept[-1][at] == 0:
                    said = "is a formula whose saved result is 0"
                    warnings.append(Fault(number, at + 1, "0", said, "open it in a spreadsheet and save, if it is not"))
        for name in self.read.hidden:
            said = f"has the hidden sheet {name}, which is not read"
            warnings.append(Fault(0, 0, name, said, f"pass --sheet to read it: --sheet {name!r}"))
        columns = {at: objects([row[at] for row in kept]) for at in wanted}
        return Table(np.array(rows, dtype=np.int64), columns, {}, tuple(faults), tuple(warnings))


def open_workbook(path: Path, sheet: str, header_row: int) -> Workbook:
    """A workbook with its rows read.

    Raises:
        InputError: it is no workbook, unpacks to too much, has several sheets, or reaches too far.
    """
    file = str(path)
    if problem := _refused(path):
        raise InputError(file, (problem,))
    try:
        return Workbook(file, limited(lambda: _read(path, sheet, header_row), LIMITS))
    except StoppedError as stopped:
        what = "time" if stopped.by == TIME else "memory"
        raise InputError(file, (Problem(f"takes too much {what} to read", _SAVE, file=file),)) from None


def _refused(path: Path) -> Problem | None:
    """What is wrong with the archive, found before anything of it is unpacked."""
    file = str(path)
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return Problem("is a damaged archive", "is the download whole? save the list again", file=file)
    names = {entry.filename for entry in entries}
    if "xl/workbook.xml" not in names:
        return Problem(f"is {_kind(names)}, not an .xlsx workbook", "save the list as .xlsx or CSV", file=file)
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(sum(entry.compress_size for entry in entries), 1)
    if len(entries) > ENTRIES:
        return Problem(f"holds {len(entries):,} parts; at most {ENTRIES:,} are read", _SAVE, file=file)
    if unpacked > UNPACKED or (unpacked > 2**20 and unpacked / packed > RATIO):
        said = f"unpacks to {unpacked / 2**20:,.0f} MB, {unpacked / packed:,.0f} times its size"
        return Problem(said, _SAVE, file=file)
    return None


def _kind(names: set[str]) -> str:
    marks = {
        "xl/workbook.bin": "an .xlsb workbook", "content.xml": "an OpenDocument file",
        "word/document.xml": "a Word file",
        "ppt/presentation.xml": "a PowerPoint file", "Index/Document.iwa": "a Numbers file",
    }  # fmt: skip
    return next((kind for name, kind in marks.items() if name in names), "an archive")


class _SheetError(Exception):
    """What the child found wrong; message, hint, row."""


def _read(path: Path, sheet: str, header_row: int) -> _Read:
    """In the child: the rows of a sheet.

    Raises:
        InputError: it cannot be read.
    """
    try:
        return _rows(path, sheet, header_row)
    except _SheetError as error:
        message, hint, row = error.args
        raise InputError(str(path), (Problem(message, hint, "", str(path), row, int(row > 0)),)) from None
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a damaged or hostile file brings the library to raise
        said = f"cannot be read as a workbook ({type(error).__name__})"
        raise InputError(str(path), (Problem(said, _SAVE, file=str(path)),)) from None


def _rows(path: Path, sheet: str, header_row: int) -> _Read:
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    chosen, hidden = _chosen(book, sheet)
    written = openpyxl.load_workbook(path, read_only=True, keep_links=False)[chosen] if _formulas(path) else None
    numbers: list[int] = []
    rows: list[tuple[Any, ...]] = []
    formulas: set[tuple[int, int]] = set()
    header: tuple[str, ...] = ()
    at = 0
    pairs = zip(_cells(book[chosen]), _cells(written) if written is not None else iter(lambda: None, 0), strict=False)
    for number, ((_, cells), source) in enumerate(pairs, start=1):
        if number < header_row or (not header and all(map(is_blank, cells))):
            continue
        if not header:
            header, at = tuple(map(_name, _trimmed(cells))), number
            continue
        if all(map(is_blank, cells)) and not (source and any(map(_is_formula, source[1]))):
            continue
        if source is not None:
            cells = _with_formulas(cells, source[1], number, formulas)
        numbers.append(number)
        rows.append(tuple(_value(cell) for cell in _trimmed(cells)))
    if not header:
        raise _SheetError("holds no targets", "write a header and one row for each", 1)
    return _Read(header, at, numbers, rows, frozenset(formulas), hidden)


def _chosen(book: Any, sheet: str) -> tuple[str, tuple[str, ...]]:
    """The sheet to read, and the hidden ones that are not.

    Raises:
        _SheetError: there is no such sheet, or several.
    """
    states = {one.title: getattr(one, "sheet_state", "visible") for one in book.worksheets}
    hidden = tuple(name for name, state in states.items() if state != "visible" and name != sheet)
    if sheet:
        if sheet not in states:
            raise _SheetError(f"has no sheet {sheet}", f"its sheets: {', '.join(states)}", 0)
        return sheet, hidden
    visible = [name for name, state in states.items() if state == "visible"]
    if len(visible) != 1:
        many = f"has {len(visible)} sheets: {', '.join(visible)}" if visible else "has hidden sheets alone"
        raise _SheetError(many, f"say which to read: --sheet {(visible or list(states) or [''])[0]!r}", 0)
    return visible[0], hidden


def _cells(sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Each row with its number.

    Raises:
        _SheetError: it reaches further than a list does.
    """
    sheet.reset_dimensions()  # what a file says of its size is not to be relied on
    last = 0
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        if len(cells) > COLUMNS:
            raise _SheetError(f"reaches column {len(cells):,}; at most {COLUMNS:,} are read", _SAVE, number)
        if number > ROWS:
            raise _SheetError(f"has more than {ROWS:,} rows", "save it as CSV or Parquet", number)
        if any(cell is not None for cell in cells):
            last = number
        elif number - last > GAP:
            raise _SheetError(f"has more than {GAP:,} blank rows one after the other", _SAVE, last + 1)
        yield number, cells


def _name(cell: Any) -> str:
    """A header; half a character, which nothing could print, is replaced."""
    return "" if cell is None else str(cell).encode("utf-8", "replace").decode("utf-8")


def _trimmed(cells: tuple[Any, ...]) -> tuple[Any, ...]:
    """The cells up to the last that holds something."""
    end = len(cells)
    while end and is_blank(cells[end - 1]):
        end -= 1
    return cells[:end]


def _formulas(path: Path) -> bool:
    """Whether any sheet holds a formula; only then is the file read a second time."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/"):
                with archive.open(name) as part:
                    before = b""
                    while block := part.read(2**20):
                        if re.search(rb"<(?:\w+:)?f[\s>/]", before + block):
                            return True
                        before = block[-40:]
    return False


def _is_formula(cell: Any) -> bool:
    kinds = ("ArrayFormula", "DataTableFormula")
    return (isinstance(cell, str) and cell.startswith("=")) or type(cell).__name__ in kinds


def _with_formulas(
    cells: tuple[Any, ...], source: tuple[Any, ...], number: int, found: set[tuple[int, int]]
) -> tuple[Any, ...]:
    """The cells, with a mark in the place of a formula that was saved without its result."""
    out = list(cells) + [None] * (len(source) - len(cells))
    for at, formula in enumerate(source):
        if _is_formula(formula) and out[at] != formula:
            found.add((number, at))
            if out[at] is None:
                said = "is a formula without a saved result"
                out[at] = Unread(shown(getattr(formula, "text", formula)), said, "open it in a spreadsheet and save")
    return tuple(out)


def _value(cell: Any) -> Any:
    """A cell as the list has it: an error is no value."""
    if isinstance(cell, str) and cell in _ERRORS:
        return Unread(cell, f"is the error {cell}", "mend the formula, or clear the cell")
    return cell
