"""The peer of a workbook: the same cells, read back and written by XlsxWriter as it comes."""

from __future__ import annotations

import io

import openpyxl
import xlsxwriter

Cells = dict[str, list[tuple[int, int, str | float, str | float | None]]]


def cells_of(book: object) -> Cells:
    """The cells of every sheet: row, column, text or number or formula, and the stored value of a formula."""
    assert isinstance(book, bytes)
    formulas, values = (openpyxl.load_workbook(io.BytesIO(book), data_only=stored) for stored in (False, True))
    return {
        sheet.title: [
            (cell.row - 1, cell.column - 1, cell.value, values[sheet.title][cell.coordinate].value)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        ]
        for sheet in formulas
    }


def plain_workbook(cells: Cells) -> bytes:
    """A workbook with these cells, without a style or a name."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for name, found in cells.items():
            sheet = book.add_worksheet(name)
            for row, column, content, value in found:
                if isinstance(content, str) and content.startswith("="):
                    sheet.write_formula(row, column, content, None, value)
                elif isinstance(content, str):
                    sheet.write_string(row, column, content)
                else:
                    sheet.write_number(row, column, content)
    return out.getvalue()
