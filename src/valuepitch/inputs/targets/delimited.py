"""CSV and TSV: the encoding by byte order mark, declared or UTF-8; strict rows, each with its line."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from valuepitch.errors import InputError, Problem
from valuepitch.files import read_bytes
from valuepitch.inputs.targets.fields import folded
from valuepitch.inputs.targets.table import Fault, Table, is_blank, objects
from valuepitch.model.base import shown

LIMIT = 2**31  # bytes
DELIMITERS = (",", ";", "\t", "|")
_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}

# The longest first: the mark of UTF-32 begins with that of UTF-16.
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ENCODINGS = "pass --encoding cp1254 (Turkish) or cp1252 (Western)"
_SEP = re.compile(r'"?sep=(.)"?\r?\n')


@dataclass(frozen=True)
class Delimited:
    """A text file with one row a line, opened.

    Attributes:
        file: its name as shown.
        text: from the header on.
        first: the line of the header.
        delimiter: what stands between cells.
    """

    file: str
    text: str
    first: int
    delimiter: str

    @cached_property
    def header(self) -> tuple[str, ...]:
        return tuple(next(self._records(self.text.splitlines(keepends=True)[:1000]), (0, []))[1])

    @property
    def header_row(self) -> int:
        return self.first

    def problem(self, message: str, hint: str, row: int = 0, column: int = 0) -> Problem:
        return Problem(message, hint, "", self.file, row, column or int(row > 0))

    def _records(self, lines: list[str] | io.StringIO) -> Iterator[tuple[int, list[str]]]:
        """Each record with its line.

        Raises:
            InputError: quotes that do not close, or a cell that no list has.
        """
        reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
        line = self.first
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                said, hint = _CSV_WORDS.get(str(error).split(" (")[0], (f"cannot be read: {error}", "mend the row"))
                raise InputError(self.file, (self.problem(said, hint, line),)) from None
            yield line, cells
            line = self.first + reader.line_num

    def table(self, wanted: list[int]) -> Table:
        width = len(self.header)
        rows: list[int] = []
        columns: list[list[str]] = [[] for _ in wanted]
        faults: list[Fault] = []
        seen: dict[str, str] = {}
        records = self._records(io.StringIO(self.text, newline=""))
        next(records, None)
        adding = list(zip((column.append for column in columns), wanted, strict=True))
        for line, cells in records:
            if len(cells) != width:
                if all(map(is_blank, cells)):
                    continue
                faults.append(_wrong_width(line, cells, width, self.delimiter))
                continue
            if not any(cells) or all(map(is_blank, cells)):
                continue
            rows.append(line)
            for add, at in adding:
                cell = cells[at]
                add(seen.setdefault(cell, cell) if len(seen) < _SHARED else seen.get(cell, cell))
        return Table(
            np.array(rows, dtype=np.int64),
            {at: objects(list(column)) for at, column in zip(wanted, columns, strict=True)},
            {},
            tuple(faults),
        )


_SHARED = 20_000  # texts that are kept once, however often they stand: countries, sectors, small numbers
_CSV_WORDS = {
    "unexpected end of data": ("a quote opens here and does not close", "close it, or double a quote inside quotes"),
    "field larger than field limit": ("a cell holds more than 131,072 characters", "is a quote missing?"),
}


def _wrong_width(line: int, cells: list[str], width: int, delimiter: str) -> Fault:
    count = f"has {len(cells)} cell{'' if len(cells) == 1 else 's'}, the header {width}"
    if len(cells) > width:
        remedy = f'put a cell that holds {delimiter!r} in quotes, such as "1{delimiter}200{delimiter}000"'
    else:
        remedy = "add the cells that are missing, empty ones too"
    return Fault(line, 0, shown(delimiter.join(cells)), count, remedy)


def open_delimited(path: Path, encoding: str, delimiter: str, header_row: int, known: set[str]) -> Delimited:
    """A text file with its encoding and its delimiter found.

    Args:
        encoding, delimiter: as declared; "" to find them.
        header_row: the line of the header, from 1.
        known: folded names of columns, which tell the delimiter.

    Raises:
        InputError: it cannot be read as text, is empty, or its delimiter is not clear.
        FileError: it cannot be opened.
    """
    file = str(path)
    text = _decoded(read_bytes(path, LIMIT), encoding, file)
    first = 1
    if found := _SEP.match(text):
        delimiter = delimiter or found[1]
        text, first = text[found.end() :], 2
    lines = text.splitlines(keepends=True) if header_row > 1 or not text[:1].strip() else []
    skipped = max(header_row - first, 0)
    if lines:
        while skipped < len(lines) and not lines[skipped].strip():
            skipped += 1
        text, first = "".join(lines[skipped:]), first + skipped
    if not text.strip():
        raise InputError(file, (Problem("holds no targets", "write a header and one row for each", "", file, 1, 1),))
    return Delimited(file, text, first, delimiter or _delimiter(text, known, file, first))


def _decoded(data: bytes, encoding: str, file: str) -> str:
    """The text of a file.

    Raises:
        InputError: its bytes are not of the encoding, or hold what no text has.
    """
    by_mark = next((name for mark, name in _BOMS if data.startswith(mark)), "")
    chosen = by_mark or encoding or "utf-8"
    try:
        text = data.decode(chosen)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        said = f"is not {chosen.upper()} text: byte {error.start} is 0x{data[error.start]:02x}"
        other = "save it as UTF-8" if encoding else f"{_ENCODINGS}, or save it as UTF-8"
        raise InputError(file, (Problem(said, other, "", file, line, 1),)) from None
    except LookupError:
        said, hint = f"cannot be read as {encoding}, no encoding", "pass --encoding cp1254, cp1252 or utf-8"
        raise InputError(file, (Problem(said, hint, file=file),)) from None
    if (at := text.find("\0")) >= 0:
        line = text.count("\n", 0, at) + 1
        hint = "save it as UTF-8; is it UTF-16 without a byte order mark?"
        raise InputError(file, (Problem("holds a NUL character", hint, "", file, line, 1),))
    return text


def _delimiter(text: str, known: set[str], file: str, line: int) -> str:
    """What parts the header into the most known names.

    Raises:
        InputError: two delimiters do as well.
    """
    head = re.sub(
        r'"[^"]*"', lambda quoted: re.sub(r"[,;\t|]", " ", quoted[0]), re.split(r"[\r\n]", text, maxsplit=1)[0]
    )
    there = [mark for mark in DELIMITERS if mark in head]
    if len(there) < 2:
        return there[0] if there else ","
    names = {mark: sum(folded(cell.strip('" \r')) in known for cell in head.split(mark)) for mark in there}
    best = max(names.values())
    chosen = [mark for mark in there if names[mark] == best]
    if len(chosen) > 1:
        words = " and ".join(_NAMES[mark] for mark in chosen)
        hint = "say which it is in the mapping, such as format: {delimiter: ;}"
        said = f"the header has {words}, and neither gives more known columns"
        raise InputError(file, (Problem(said, hint, "", file, line, 1),))
    return chosen[0]
