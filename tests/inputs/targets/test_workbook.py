"""Workbooks: one visible sheet, formulas with their saved results, and hostile files that end nothing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from tests.inputs.targets.conftest import Read, Said, rejected

from valuepitch.inputs.targets import workbook

Sheets = dict[str, list[list[Any]]]


def xlsx(sheets: Sheets | list[list[Any]], change: Callable[[Any], None] = lambda book: None) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in (sheets if isinstance(sheets, dict) else {"List": sheets}).items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


ROWS = [["Account Name", "Revenue"], ["Acme", 1_200_000], ["Beta", "1,234.5"], [None, None], ["Gamma", None]]


def test_a_sheet_is_read_with_its_row_numbers(read: Read) -> None:
    targets = read(xlsx(ROWS), "list.xlsx")
    assert list(targets.texts["name"]) == ["Acme", "Beta", "Gamma"]
    assert list(targets.rows) == [2, 3, 5]
    assert targets.numbers["revenue"][:2].tolist() == [1_200_000.0, 1234.5]
    assert targets.prospect(1).place(("financials", "revenue", "value")) == (3, 2)


def test_a_rate_of_a_cell_and_of_a_text_are_one(read: Read) -> None:
    def percent(book: Any) -> None:
        book["List"]["B2"].number_format = "0%"

    targets = read(xlsx([["name", "hurdle rate"], ["Acme", 0.12], ["Beta", "12%"]], percent), "list.xlsx")
    assert targets.numbers["hurdle_rate"].tolist() == [0.12, 0.12]


def test_a_rate_of_a_cell_that_is_no_share_is_rejected(read: Read) -> None:
    targets = read(xlsx([["name", "hurdle rate"], ["Acme", 12]]), "list.xlsx")
    assert rejected(targets) == [(2, "hurdle rate", "is 12", "write 12% or 0.12")]


def test_cells_that_are_no_numbers_are_row_errors(read: Read) -> None:
    rows = [["name", "revenue"], ["Acme", True], ["Beta", date(2026, 1, 2)], ["Gamma", "#DIV/0!"], ["Delta", 1e5]]
    targets = read(xlsx(rows), "list.xlsx")
    assert [(reject.row, reject.reason) for reject in targets.rejects] == [
        (2, "is True, not a number"),
        (3, "is 2026-01-02 00:00:00, not a number"),
        (4, "is the error #DIV/0!"),
    ]
    assert targets.numbers["revenue"].tolist() == [100_000.0]


def test_an_error_is_no_name(read: Read) -> None:
    targets = read(xlsx([["name", "revenue"], ["#N/A", 5], ["Beta", 6]]), "list.xlsx")
    assert rejected(targets) == [(2, "name", "is the error #N/A", "mend the formula, or clear the cell")]


def test_numbers_and_flags_as_names_stay_what_they_show(read: Read) -> None:
    targets = read(xlsx([["id", "name"], [7, 1234.0], ["007", "True"]]), "list.xlsx")
    assert list(targets.texts["name"]) == ["1234", "True"]
    assert list(targets.keys) == ["7", "007"]


def test_a_formula_without_a_saved_result_is_a_row_error(read: Read) -> None:
    targets = read(xlsx([["name", "revenue"], ["Acme", "=2*3"], ["Beta", 6]]), "list.xlsx")
    (reject,) = targets.rejects
    assert (reject.row, reject.column, reject.value) == (2, "revenue", "=2*3")
    assert reject.reason == "is a formula without a saved result"
    assert reject.remedy == "open it in a spreadsheet and save"


def test_a_saved_result_is_read_and_a_nil_one_is_said(read: Read) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["name", "revenue"])
        sheet.write_row(1, 0, ["Acme"])
        sheet.write_formula(1, 1, "=2*3", None, 6)
        sheet.write_row(2, 0, ["Beta"])
        sheet.write_formula(2, 1, "=2*3", None, 0)
    targets = read(out.getvalue(), "list.xlsx")
    assert targets.numbers["revenue"].tolist() == [6.0, 0.0]
    assert [(word.row, word.column, word.reason) for word in targets.warnings] == [
        (3, "revenue", "is a formula whose saved result is 0")
    ]


def test_cells_beyond_the_header_are_a_row_error(read: Read) -> None:
    targets = read(xlsx([["name", "revenue"], ["Acme", 5, None, "note"], ["Beta", 6, None]]), "list.xlsx")
    assert [(reject.row, reject.reason) for reject in targets.rejects] == [(2, "has 4 cells, the header 2")]
    assert list(targets.texts["name"]) == ["Beta"]


def test_two_sheets_ask_which(read: Read, said: Said) -> None:
    content = xlsx({"Accounts": ROWS, "Old": ROWS[:2]})
    assert said(content, "list.xlsx") == [
        "list.xlsx  has 2 sheets: Accounts, Old; say which to read: --sheet 'Accounts'"
    ]
    assert read(content, "list.xlsx", sheet="Old").n == 1
    assert read(content, "list.xlsx", mapping="format: {sheet: Old}\n").n == 1
    assert said(content, "list.xlsx", sheet="New") == ["list.xlsx  has no sheet New; its sheets: Accounts, Old"]


def test_a_hidden_sheet_is_read_by_name_alone(read: Read, said: Said) -> None:
    def hide(book: Any) -> None:
        book["Secret"].sheet_state = "hidden"

    content = xlsx({"Accounts": ROWS, "Secret": [["name"], ["Hidden Ltd"]]}, hide)
    targets = read(content, "list.xlsx")
    assert "Hidden Ltd" not in set(targets.texts["name"])
    assert [word.reason for word in targets.warnings] == ["has the hidden sheet Secret, which is not read"]
    assert list(read(content, "list.xlsx", sheet="Secret").texts["name"]) == ["Hidden Ltd"]


def test_merged_cells_and_hidden_rows(read: Read) -> None:
    def change(book: Any) -> None:
        book["List"].merge_cells("A2:A3")
        book["List"].row_dimensions[4].hidden = True

    rows = [["name", "revenue"], ["Acme", 1], ["covered", 2], ["Hidden row", 3]]
    targets = read(xlsx(rows, change), "list.xlsx")
    assert list(targets.texts["name"]) == ["Acme", "Hidden row"]
    assert rejected(targets) == [(3, "name", "company is empty", "write its name")]


def test_a_title_above_the_header(read: Read, said: Said) -> None:
    content = xlsx([["Accounts of October"], [], *ROWS[:2]])
    assert "has no column name" in said(content, "list.xlsx")[0]
    assert list(read(content, "list.xlsx", header_row=3).rows) == [4]


def test_empty_sheets(said: Said) -> None:
    assert "holds no targets" in said(xlsx([]), "list.xlsx")[0]
    assert "holds no targets" in said(xlsx([["name", "revenue"]]), "list.xlsx")[0]


def test_cells_at_the_ends_of_the_sheet_are_refused(said: Said) -> None:
    def far(book: Any) -> None:
        book["List"].cell(1_048_576, 16_384, "x")

    (line,) = said(xlsx(ROWS, far), "list.xlsx")
    assert "blank rows one after the other" in line or "reaches column 16,384" in line


def archive(parts: dict[str, bytes], base: bytes | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        if base is not None:
            with zipfile.ZipFile(io.BytesIO(base)) as old:
                for name in old.namelist():
                    if name not in parts:
                        made.writestr(name, old.read(name))
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
HEAD = '<?xml version="1.0"?>'
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def test_a_bomb_is_refused_before_it_is_unpacked(said: Said) -> None:
    bomb = archive({SHEET: b"<worksheet>" + b" " * 150_000_000}, xlsx(ROWS))
    (line,) = said(bomb, "list.xlsx")
    assert "unpacks to 143 MB" in line


def test_a_workbook_of_too_many_parts_is_refused(said: Said) -> None:
    parts = {f"xl/worksheets/sheet{i}.xml": b"" for i in range(workbook.ENTRIES + 1)}
    assert "parts; at most 2,000 are read" in said(archive(parts, xlsx(ROWS)), "list.xlsx")[0]


ENTITIES = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10 if i else "x" * 10}">' for i in range(12))


@pytest.mark.parametrize(
    "sheet",
    [
        f'{HEAD}<!DOCTYPE w [{ENTITIES}]><worksheet {NAMESPACE}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'
        "&a11;</t></is></c></row></sheetData></worksheet>",
        f'{HEAD}<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet {NAMESPACE}><sheetData><row r="1">'
        '<c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row></sheetData></worksheet>',
        "no XML at all",
    ],
    ids=["entities in entities", "a file of this machine", "no XML"],
)
def test_a_hostile_sheet_is_refused(sheet: str, said: Said) -> None:
    (line,) = said(archive({SHEET: sheet.encode()}, xlsx(ROWS)), "list.xlsx")
    assert "root:" not in line
    assert line.startswith(("list.xlsx  ", "list.xlsx:1:1  "))


def test_a_cut_workbook_is_refused(said: Said) -> None:
    assert "is a damaged archive" in said(xlsx(ROWS)[:-40], "list.xlsx")[0]


@pytest.mark.parametrize(
    "part, words",
    [
        ("content.xml", "is an OpenDocument file, not an .xlsx workbook"),
        ("xl/workbook.bin", "is an .xlsb workbook"),
        ("word/document.xml", "is a Word file"),
        ("a.txt", "is an archive"),
    ],
)
def test_another_archive_is_called_by_its_name(part: str, words: str, said: Said) -> None:
    assert words in said(archive({part: b"x"}), "list.xlsx")[0]


def test_a_workbook_that_takes_all_memory_ends_its_child_alone(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    def greedy(*_: Any) -> None:
        bytearray(2**40)

    monkeypatch.setattr(workbook, "_rows", greedy)
    assert said(xlsx(ROWS), "list.xlsx") == [
        "list.xlsx  takes too much memory to read; open it in a spreadsheet, keep the list alone and save it as "
        ".xlsx or CSV"
    ]
