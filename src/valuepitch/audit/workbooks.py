"""Where a workbook differs from the one that comes out again, cell by cell."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

Cell = tuple[str, str]  # its formula and its value, both as they are stored

LARGEST = 64 * 2**20  # bytes of all parts of a workbook; ours has a twentieth of it

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
_STRINGS = "xl/sharedStrings.xml"


class _DamagedError(ValueError):
    """Bytes that are no workbook as the program writes it."""


def differences(stored: bytes, again: bytes) -> Iterator[str]:
    """Every cell of a workbook that is not as it comes out again; other parts of it by their names.

    Args:
        stored: of the file that is looked at, whatever it holds.
        again: as the program makes it.
    """
    if stored == again:
        return
    ours = _parts(again)
    names = [sheet.get("name", "") for sheet in _xml(ours["xl/workbook.xml"]).iter(f"{_MAIN}sheet")]
    try:
        theirs = _parts(stored)
        found = list(_different(theirs, ours, names))
    except _DamagedError as error:
        yield f"it is no workbook that opens: {error}"
        return
    yield from found or ["it is packed in another way"]


def _different(theirs: Mapping[str, bytes], ours: Mapping[str, bytes], names: list[str]) -> Iterator[str]:
    texts_agree = theirs.get(_STRINGS) == ours[_STRINGS]
    for part in [*ours, *(part for part in theirs if part not in ours)]:
        if part not in theirs or part not in ours:
            yield f"{part} is {'missing' if part in ours else 'not of this program'}"
            continue
        agree, sheet = theirs[part] == ours[part], _SHEET.fullmatch(part)
        if sheet and not (agree and texts_agree):
            name = names[int(sheet[1]) - 1]
            found = list(_cells(theirs, ours, part, name))
            yield from found or ([] if agree else [f"{name} is laid out otherwise"])
        elif not (agree or part == _STRINGS):  # texts are compared in their cells
            yield f"{part} differs"


def _cells(theirs: Mapping[str, bytes], ours: Mapping[str, bytes], part: str, name: str) -> Iterator[str]:
    """The cells of a sheet that differ, by their addresses."""
    one, other = _sheet(theirs, part), _sheet(ours, part)
    for address in [*other, *(address for address in one if address not in other)]:
        stored, again = one.get(address, ("", "")), other.get(address, ("", ""))
        if stored[0] != again[0]:
            yield f"{name}!{address} is {_formula(stored)}; as made from the inputs it is {_formula(again)}"
        elif stored != again:
            yield f"{name}!{address} holds {stored[1] or 'nothing'}; as made from the inputs {again[1] or 'nothing'}"


def _formula(cell: Cell) -> str:
    return f"={cell[0]}" if cell[0] else f"the value {cell[1] or 'nothing'}"


def _sheet(parts: Mapping[str, bytes], part: str) -> dict[str, Cell]:
    texts = ["".join(item.itertext()) for item in _xml(parts.get(_STRINGS, b"<none/>")).iter(f"{_MAIN}si")]
    found: dict[str, Cell] = {}
    for cell in _xml(parts[part]).iter(f"{_MAIN}c"):
        value = cell.findtext(f"{_MAIN}v", "")
        if cell.get("t") == "s":
            place = int(value) if value.isdecimal() and len(value) < 8 else -1
            value = texts[place] if 0 <= place < len(texts) else f"text {value}, which is not there"
        found[cell.get("r", "")] = (cell.findtext(f"{_MAIN}f", ""), value)
    return found


def _xml(data: bytes) -> ElementTree.Element:
    if b"<!DOCTYPE" in data:  # a document type, whose entities may grow without end
        raise _DamagedError("a part of it has a document type")
    try:
        return ElementTree.fromstring(data)
    except (ElementTree.ParseError, LookupError, ValueError):  # an encoding that there is not is one of the latter
        raise _DamagedError("a part of it is no XML") from None


def _parts(data: bytes) -> dict[str, bytes]:
    """The parts of a workbook, unpacked up to :data:`LARGEST`: a small file may say any number of gigabytes."""
    found: dict[str, bytes] = {}
    left = LARGEST
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for item in packed.infolist():
                if item.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                    raise _DamagedError("it is packed in another way than ours")
                with packed.open(item) as file:
                    found[item.filename] = file.read(left + 1)
                left -= len(found[item.filename])
                if left < 0:
                    raise _DamagedError(f"it holds more than {LARGEST // 2**20} MB")
    except _DamagedError:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise _DamagedError(str(error) or "it is cut off") from None
    return found
