"""Assets that are bought again and again, at times that a range moves: what is written off, in every case and month.

*Why:* one cell would have to sum over the month of payment and that of the write-off at once.
"""

from __future__ import annotations

from valuepitch.case.lines import Line
from valuepitch.case.timing import Once
from valuepitch.finance.depreciation import by_month
from valuepitch.workbook.audit import Audit
from valuepitch.workbook.book import Sheet, column_name
from valuepitch.workbook.case_formulas import CaseFormulas
from valuepitch.workbook.tables import depreciation_names
from valuepitch.workbook.timing import Months, weights


def needs_block(audit: Audit, formulas: CaseFormulas, line: Line) -> bool:
    """Whether the shares of a line stand month by month for every case."""
    return audit.has_own_base(line) and not isinstance(line.timing, Once) and formulas.has_own_timing(line)


class WrittenOff:
    """Writes the blocks below the table of cases.

    Args:
        first: the column of month 0.
        top: the first row of the table of cases.
        at: the first free row below it.
    """

    def __init__(self, audit: Audit, sheet: Sheet, formulas: CaseFormulas, first: int, top: int, at: int) -> None:
        self.audit, self.sheet, self.formulas = audit, sheet, formulas
        self.first, self.top, self.at = first, top, at
        self.letters = [column_name(first + month) for month in range(audit.horizon + 1)]

    def write(self, line: Line) -> None:
        """The shares of a line's amount that are paid, and those that are written off."""
        months = self._head(self.audit.say("{line}: share of the amount", line=self.audit.name_of(line)))
        years, shares = depreciation_names(line.depreciation)
        cells = tuple(f"${letter}${months + 1}" for letter in self.letters)
        paid = self.audit.line(line).weights
        top = self.at
        for case in range(self.audit.every.count):
            refs = self.formulas.refs(self.top + case)
            text = weights(line.timing, Months(f"{{c}}${months + 1}", cells[-1], cells=cells), refs.input)
            self._row(text, paid[case].tolist())
        self._close(f"{line.path}:share", top)
        months = self._head(self.audit.say("{line}: share written off", line=self.audit.name_of(line)))
        lag = f"({{c}}${months + 1}-{cells[0]}:{cells[-1]})"
        written, below = paid @ by_month(line.depreciation, self.audit.horizon), self.at
        for case in range(self.audit.every.count):
            row = self.formulas.block(f"{line.path}:share", self.top + case)
            text = f"SUMPRODUCT({row}*({lag}>12*({years}-1))*({lag}<=12*{years})*{shares})/12"
            self._row(text, written[case].tolist())
        self._close(f"{line.path}:written", below)

    def _head(self, title: str) -> int:
        """The title and the months; gives the row of the months."""
        sheet, first = self.sheet, self.first
        sheet.text(self.at, first - 1, title, "head")
        sheet.number(self.at, first, 0.0, "head_right")
        for month in range(1, self.audit.horizon + 1):
            text = f"={self.letters[month - 1]}{self.at + 1}+1"
            sheet.formula(self.at, first + month, text, float(month), "head_right")
        self.at += 1
        return self.at - 1

    def _row(self, text: str, values: list[float]) -> None:
        for column, (letter, value) in enumerate(zip(self.letters, values, strict=True), self.first):
            self.sheet.formula(self.at, column, "=" + text.replace("{c}", letter), value, "factor")
        self.at += 1

    def _close(self, key: str, top: int) -> None:
        """Remember where the rows of a block stand, and name their cases."""
        self.formulas.blocks[key] = (self.first, top - self.top)
        for case in range(self.audit.every.count):
            name = f"=${column_name(self.first - 1)}${self.top + case + 1}"
            self.sheet.formula(top + case, self.first - 1, name, self.audit.case_names[case], "text")
        self.at += 1
