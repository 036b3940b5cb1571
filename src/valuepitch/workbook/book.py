"""A workbook as XlsxWriter writes it: sheets, styles and names.

Texts are always written as texts, never as formulas or links; every formula
carries the value that the kernel gives, since viewers show what is stored.
"""

from __future__ import annotations

import io
import math
from collections.abc import Mapping
from datetime import datetime
from functools import cache, cached_property
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import CellFormulaTuple, Worksheet

from valuepitch.errors import RenderError

FONT = "Calibri"
INK, QUIET, RULE, INPUT_INK, INPUT_FILL, VALUE_FILL = "#1F2933", "#5F6B7A", "#C5CCD6", "#0B3D91", "#FFF8E1", "#EEF1F5"

MONEY, EXACT = "#,##0;(#,##0);–", "#,##0.00;(#,##0.00);–"
_FORMATS: dict[str, dict[str, Any]] = {
    "text": {},
    "wrap": {"text_wrap": True, "valign": "top"},
    "quiet": {"font_color": QUIET},
    "quiet_wrap": {"font_color": QUIET, "text_wrap": True},
    "note": {"font_color": QUIET, "indent": 1},
    "indented": {"indent": 1},
    "title": {"bold": True, "font_size": 16},
    "head": {"bold": True, "bottom": 1, "bottom_color": INK, "text_wrap": True, "valign": "bottom"},
    "head_right": {"bold": True, "bottom": 1, "bottom_color": INK, "align": "right", "text_wrap": True},
    "head_center": {"bold": True, "bottom": 1, "bottom_color": INK, "align": "center", "valign": "bottom"},
    "head_note": {
        "bold": True,
        "bottom": 1,
        "bottom_color": INK,
        "align": "left",
        "indent": 1,
        "valign": "bottom",
    },
    "section": {"bold": True, "font_size": 12, "top": 1, "top_color": RULE},
    "money": {"num_format": MONEY},
    "exact": {"num_format": EXACT},
    "money_total": {"num_format": MONEY, "bold": True, "top": 1, "top_color": INK},
    "money_bold": {"num_format": MONEY, "bold": True},
    "bold": {"bold": True},
    "total": {"bold": True, "top": 1, "top_color": INK},
    "rate": {"num_format": "0.00%"},
    "rate_whole": {"num_format": "0%"},
    "months": {"num_format": "0.0"},
    "whole": {"num_format": "0"},
    "month": {"num_format": "0", "align": "left"},
    "quiet_whole": {"num_format": "0", "font_color": QUIET},
    "count": {"num_format": "#,##0"},
    "decimal": {"num_format": "#,##0.0###"},
    "factor": {"num_format": "0.0000;-0.0000;–"},
    "ratio": {"num_format": "0.00"},
    "share": {"num_format": "0.0%;-0.0%;–"},
    "tiny": {"num_format": "0.0E+00;-0.0E+00;0"},
    "date": {"num_format": "yyyy-mm-dd", "align": "left"},
    "quiet_right": {"font_color": QUIET, "align": "right"},
    "rate_right": {"align": "right"},
    "text_right": {"align": "right"},
    "money_right": {"align": "right"},
    "months_right": {"align": "right"},
    "whole_right": {"align": "right"},
    "ratio_right": {"align": "right"},
    "exact_right": {"align": "right"},
    "exact_note": {"num_format": EXACT, "font_color": QUIET, "align": "left", "indent": 1},
    "ok": {"bold": True, "align": "center"},
}
# What is laid over a style: a cell for typing, a stored value that no formula makes.
_OVER: dict[str, dict[str, Any]] = {
    "": {},
    "input": {"font_color": INPUT_INK, "bg_color": INPUT_FILL, "border": 1, "border_color": RULE, "locked": False},
    "value": {"bg_color": VALUE_FILL, "font_color": QUIET},
}


class FormulaSheet(Worksheet):  # type: ignore[misc]
    """A worksheet that is quick at formulas, nearly all of what a workbook holds; it writes the same bytes.

    *Why:* XlsxWriter looks through every formula for some thirty newer functions, none of which stands here, and
    through every part of a cell for characters to be escaped: most of its time.
    """

    def add_formula(self, row: int, column: int, text: str, value: float | str, style: Any) -> None:
        """A formula, without its equals sign, with the value beside it."""
        self._check_dimensions(row, column)
        self.table[row][column] = CellFormulaTuple(text, style, value)

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        if type(cell) is not CellFormulaTuple:
            super()._write_cell(row, col, cell)
            return
        text, value, kind = cell.formula, cell.value, ""
        if "<" in text or ">" in text or "&" in text:
            text = escape(text)
        if isinstance(value, str):
            value, kind = escape(value), ' t="str"'
        place = f'r="{column_name(col)}{row + 1}" s="{cell.format._get_xf_index()}"'
        self.fh.write(f"<c {place}{kind}><f>{text}</f><v>{value}</v></c>")


class Sheet:
    """One sheet: cells written by row and column, both from 0."""

    def __init__(self, book: Book, name: str) -> None:
        self.book, self.name = book, name
        self.page: Any = book.file.add_worksheet(name, FormulaSheet)
        self.table: dict[int, dict[int, Any]] = self.page.table
        self.quoted = "'" + name.replace("'", "''") + "'!"

    def text(self, row: int, column: int, text: str, style: str = "text") -> None:
        """A text, whatever it looks like."""
        if text and self.page.write_string(row, column, text, self.book.style(style)):
            raise RenderError(f"a text of {len(text)} characters does not go into a cell of the workbook")

    def blank_or_text(self, row: int, column: int, text: str, style: str) -> None:
        """A text, or the style alone."""
        if text:
            self.text(row, column, text, style)
        else:
            self.page.write_blank(row, column, None, self.book.style(style))

    def number(self, row: int, column: int, value: float, style: str = "money", over: str = "") -> None:
        """A stored number: an input, or what no formula can make."""
        self.page.write_number(row, column, value, self.book.style(style, over))

    def formula(self, row: int, column: int, text: str, value: float | str, style: str = "money") -> None:
        """A formula, which begins with =, and the value that the kernel gives for it."""
        if isinstance(value, float) and not math.isfinite(value):
            raise RenderError(f"the workbook's {self.name} has no value for {text}")
        self.page.add_formula(row, column, text[1:], value, self.book.style(style))

    def at(self, row: int, column: int) -> str:
        """A cell of this sheet as other sheets name it."""
        return f"{self.quoted}${column_name(column)}${row + 1}"

    def across(self, row: int, first: int, last: int) -> str:
        """A stretch of a row as other sheets name it."""
        return f"{self.quoted}${column_name(first)}${row + 1}:${column_name(last)}${row + 1}"

    def down(self, column: int, first: int, last: int) -> str:
        """A stretch of a column as other sheets name it."""
        return f"{self.quoted}${column_name(column)}${first + 1}:${column_name(column)}${last + 1}"

    def widths(self, widths: Mapping[str, float]) -> None:
        """Widths of columns: {"A": 30, "B:D": 12}."""
        for columns, width in widths.items():
            first, _, last = columns.partition(":")
            self.page.set_column(f"{first}:{last or first}", width, self.book.style("text"))

    def printed(self, *, landscape: bool = True, rows: str = "", columns: str = "", tall: int = 0) -> None:
        """How it prints, its name and the page's number below.

        Fitted to a page's width, and to ``tall`` pages where that is stated; or over several pages from left to right,
        with ``columns`` on each.
        """
        if landscape:
            self.page.set_landscape()
        self.page.set_paper(9)
        self.page.set_margins(0.5, 0.5, 0.6, 0.6)
        if columns:
            self.page.set_print_scale(55)
            self.page.repeat_columns(columns)
            self.page.print_across()
        else:
            self.page.fit_to_pages(1, tall)
        self.page.hide_gridlines(2)
        self.page.set_footer("&L&A&R&P / &N")
        if rows:
            first, last = rows.split(":")
            self.page.repeat_rows(int(first), int(last))


class Book:
    """A workbook in the making.

    Args:
        properties: title, author, subject and the like.
        moment: when it says that it was made; the clock has no part in it.
    """

    def __init__(self, properties: Mapping[str, str], moment: datetime) -> None:
        self._buffer = io.BytesIO()
        self.file: Any = xlsxwriter.Workbook(
            self._buffer,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "default_format_properties": {"font_name": FONT, "font_size": 10, "font_color": INK},
            },
        )
        self.file.set_properties({**properties, "created": moment.replace(tzinfo=None)})
        self.file.set_size(2400, 1400)
        self._styles: dict[tuple[str, str], Any] = {}
        self._names: set[str] = set()

    def style(self, name: str, over: str = "") -> Any:
        """A format by the name of its style; ``over``: input or value."""
        key = (name, over)
        if key not in self._styles:
            self._styles[key] = self.file.add_format({**_FORMATS[name], **_OVER[over]})
        return self._styles[key]

    def sheet(self, name: str) -> Sheet:
        return Sheet(self, name)

    def define(self, name: str, reference: str) -> None:
        """Give a cell or a stretch a name that formulas use."""
        if name not in self._names:
            self._names.add(name)
            self.file.define_name(name, f"={reference}")

    @cached_property
    def done(self) -> bytes:
        """Its bytes; nothing can be added after. What prints is what is written."""
        for page in self.file.worksheets():
            page.print_area(0, 0, page.dim_rowmax, page.dim_colmax)
        self.file.close()
        return self._buffer.getvalue()


@cache
def column_name(column: int) -> str:
    """A, B, ..., AA."""
    return str(xl_col_to_name(column))
