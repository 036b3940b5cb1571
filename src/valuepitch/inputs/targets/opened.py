"""A list of any kind, opened by what it holds; its name has to say the same."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from valuepitch.errors import InputError, Problem
from valuepitch.files import read_start
from valuepitch.inputs.targets.columnar import open_columnar
from valuepitch.inputs.targets.delimited import open_delimited
from valuepitch.inputs.targets.table import Source

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE = "open it in a spreadsheet and save it as .xlsx or CSV"

# What a file is by its first bytes, and what to do where it is no list.
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"PAR1", "parquet", ""),
    (b"PK\x03\x04", "zip", ""),
    (b"PK\x05\x06", "is an empty archive", "name a CSV, .xlsx or Parquet file"),
    (_OLE, "ole", ""),
    (b"%PDF", "is a PDF", "ask for the list as CSV or .xlsx"),
    (b"\x1f\x8b", "is a gzip archive", "unpack it first"),
    (b"BZh", "is a bzip2 archive", "unpack it first"),
    (b"7z\xbc\xaf", "is a 7z archive", "unpack it first"),
    (b"SQLite format 3", "is an SQLite database", "export the table as CSV"),
    (b"\x89PNG", "is a picture", "ask for the list as CSV or .xlsx"),
)
_TEXT_ENDINGS = (".csv", ".tsv", ".tab", ".txt", ".dat", "")
_ENDINGS = {".xlsx": "a workbook", ".xlsm": "a workbook", ".parquet": "a Parquet file", ".pq": "a Parquet file"}


@dataclass(frozen=True)
class Reading:
    """How a list is to be read; "" and 0 where that is to be found.

    Attributes:
        encoding, delimiter, decimal: of text files.
        sheet: of workbooks.
        header_row: the line or row of the header, from 1.
        currency: of amounts, where no column says it.
    """

    encoding: str = ""
    delimiter: str = ""
    decimal: str = ""
    sheet: str = ""
    header_row: int = 1
    currency: str = ""


def open_list(path: Path, reading: Reading, known: set[str]) -> Source:
    """A list with its header read.

    Args:
        known: folded names of columns, which tell the delimiter of a text file.

    Raises:
        InputError: it is no list that can be read, with its real kind.
        FileError: it cannot be opened.
    """
    start = read_start(path, 4096)
    kind = _kind(path, start)
    if kind == "parquet":
        return open_columnar(path)
    if kind == "workbook":
        from valuepitch.inputs.targets.workbook import open_workbook

        return open_workbook(path, reading.sheet, reading.header_row)
    delimiter = reading.delimiter or ("\t" if path.suffix.lower() in (".tsv", ".tab") else "")
    return open_delimited(path, reading.encoding, delimiter.replace("tab", "\t"), reading.header_row, known)


def _kind(path: Path, start: bytes) -> str:
    """``text``, ``workbook`` or ``parquet``.

    Raises:
        InputError: it is something else, or not what its ending says.
    """
    ending = path.suffix.lower()
    found = next(((kind, hint) for magic, kind, hint in _MAGIC if start.startswith(magic)), None)
    kind, hint = found or ("text", "")
    if kind == "ole":
        kind, hint = _ole(start, path)
    elif kind == "zip":
        return "workbook"
    if kind == "text":
        return _text(ending, start, path)
    if kind != "parquet":
        raise _refused(path, kind, hint)
    if ending in _TEXT_ENDINGS[:4] or ending in (".xlsx", ".xlsm", ".xls"):
        raise _refused(path, f"is a Parquet file named {ending}", "rename it to .parquet")
    return kind


def _text(ending: str, start: bytes, path: Path) -> str:
    head = start.decode("utf-8", "replace").lstrip("\ufeff \t\r\n").lower()
    if head.startswith(("<!doctype html", "<html", "<table", "<?xml", "<meta")):
        what = "an XML file" if head.startswith("<?xml") else "a web page (HTML)"
        raise _refused(path, f"is {what}, not a list" + (f", though named {ending}" if ending else ""), _SAVE)
    if head.startswith(("{", "[{")):
        raise _refused(path, "is JSON, not a list", "export the list as CSV")
    if ending in _ENDINGS or ending == ".xls":
        wanted = _ENDINGS.get(ending, "a workbook")
        if not start:
            raise _refused(path, "is empty", "write a header and one row for each target")
        raise _refused(path, f"is a text, though named {ending} like {wanted}", "rename it to .csv, or save it again")
    return "text"


def _ole(start: bytes, path: Path) -> tuple[str, str]:
    """A file of the older binary kind: an encrypted workbook, or .xls."""
    directory = read_start(path, 2**20)
    if "EncryptedPackage".encode("utf-16-le") in directory:
        return "is an encrypted workbook", "open it, take the password off and save it again"
    return "is an .xls workbook of the older kind", _SAVE


def _refused(path: Path, message: str, hint: str) -> InputError:
    return InputError(str(path), (Problem(message, hint, file=str(path)),))
