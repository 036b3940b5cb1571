"""Rows of the sheet by month: one formula each, with its total and its present value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from valuepitch.case.lines import Line
from valuepitch.finance import Array
from valuepitch.workbook.audit import MONTHS_FROM, SHOWN, TOTAL, VALUE, Audit, shown
from valuepitch.workbook.book import column_name

HOW_WIDTH = 58  # characters of a line that says how an amount is worked out
NAME, HOW, FIRST = 0, 1, MONTHS_FROM  # columns; months stand from FIRST on


class MonthRows:
    """Writes rows one below the other and remembers where they stand."""

    def __init__(self, audit: Audit) -> None:
        self.audit, self.sheet = audit, audit.sheets["calculation"]
        self.plan, self.say = audit.case.plan, audit.say
        self.last = FIRST + audit.horizon
        self.columns = [column_name(column) for column in range(FIRST, self.last + 1)]
        self.at = 8

    def row(
        self,
        key: str,
        name: str,
        text: str,
        values: Sequence[float] | Array,
        *,
        first: str | None = None,
        how: str = "",
        style: str = "money",
        summed: bool = False,
    ) -> int:
        """One row: a formula by month, {c} the column's letter, {p} the letter before; ``first`` in month 0."""
        at, sheet = self.at, self.sheet
        self.audit.rows[key] = at
        quiet = style in ("factor", "share")
        sheet.text(at, NAME, name, "total" if style == "money_total" else "quiet" if quiet else "text")
        if style == "money_total":
            for column in range(HOW, FIRST):
                sheet.blank_or_text(at, column, "", "total")
        else:
            sheet.text(at, HOW, how, "quiet_wrap")
            if len(how) > HOW_WIDTH:
                sheet.page.set_row(at, 15 * -(-len(how) // HOW_WIDTH))
        numbers = shown(values) if isinstance(values, np.ndarray) else list(values)
        before = ""
        for column, (letter, value) in enumerate(zip(self.columns, numbers, strict=True), FIRST):
            said = first if first is not None and not before else text
            sheet.formula(at, column, said.replace("{c}", letter).replace("{p}", before), value, style)
            before = letter
        if summed:
            self._sums(at, style, numbers)
        self.at += 1
        return at

    def _sums(self, at: int, style: str, numbers: Sequence[float]) -> None:
        flows = f"$F{at + 1}:${self.columns[-1]}{at + 1}"
        value = float(np.dot(self.audit.factors[SHOWN], numbers))
        self.sheet.formula(at, TOTAL, f"=SUM({flows})", float(sum(numbers)), style)
        self.sheet.formula(at, VALUE, f"=SUMPRODUCT({flows},flow_discount)", value, style)

    def across(self, key: str) -> str:
        """A row of this sheet, for formulas in it."""
        return f"$F{self.audit.rows[key] + 1}:${self.columns[-1]}{self.audit.rows[key] + 1}"

    def of(self, key: str) -> str:
        """The cell of a row in the same column: {c}12."""
        return f"{{c}}{self.audit.rows[key] + 1}"

    def amount(self, key: str) -> str:
        """The cell that holds a row's amount."""
        return f"$C{self.audit.rows[key] + 1}"

    def section(self, title: str) -> None:
        """A line across the sheet with a title."""
        self.at += 1
        for column in range(self.last + 1):
            self.sheet.blank_or_text(self.at, column, "", "section")
        self.sheet.text(self.at, NAME, self.say(title), "section")
        self.at += 1

    def base(self, line: Line) -> str:
        """The cell of what a line has taxed or deducted."""
        return self.of(f"{line.path}:base" if f"{line.path}:base" in self.audit.rows else f"{line.path}:flow")

    def flow(self, line: Line) -> str:
        """The cell of what a line pays or brings before tax."""
        return self.of(f"{line.path}:flow")


def added(lines: Iterable[Line], cell: Callable[[Line], str]) -> str:
    """Benefits less costs, cell by cell."""
    parts = [("+" if line.side == "benefit" else "-") + cell(line) for line in lines]
    return "".join(parts).removeprefix("+") or "0"
