"""One row per case: its inputs, the amount and the present value of each line, NPV; and which case is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np

from valuepitch.case.inputs import TAX_RATE
from valuepitch.case.lines import Line
from valuepitch.case.study import SCENARIOS
from valuepitch.finance import Array
from valuepitch.workbook.audit import Audit
from valuepitch.workbook.book import column_name
from valuepitch.workbook.carried import write_carried
from valuepitch.workbook.case_formulas import CaseFormulas
from valuepitch.workbook.written_off import WrittenOff, needs_block

NUMBER, NAME, NPV, GROSS, FIRST = range(5)  # columns; inputs stand from FIRST on
SWITCH_ROW, HEAD_ROW, TOP = 2, 5, 6


@dataclass(frozen=True)
class Ends:
    """The cells of an input: expected, low, high, and the value at which NPV is nil."""

    expected: str
    low: str
    high: str
    nil: str


class Cases:
    """Writes the sheet; the sheet by month comes first, since its shares are used here.

    Args:
        ends: by input its cells.
    """

    def __init__(self, audit: Audit) -> None:
        self.audit, self.sheet, self.say = audit, audit.sheets["cases"], audit.say
        self.bars = audit.case.sensitivity
        self.formulas = CaseFormulas(audit)
        self.lines = [line for line in audit.case.plan.lines if line.counted]
        self.next, self.bottom = FIRST, TOP + audit.every.count - 1
        audit.book.define("case_number", self.sheet.at(SWITCH_ROW, NPV))
        audit.book.define("case_shown", self.sheet.at(SWITCH_ROW + 1, NPV))
        audit.cells["case_name"] = self.sheet.at(SWITCH_ROW, GROSS)

    def write(self, ends: dict[str, Ends]) -> None:
        used = [id for id in ends if id in self.audit.moved or id in self.audit.named.used]
        self._inputs(used, ends)
        block = WrittenOff(self.audit, self.sheet, self.formulas, NPV, TOP, self.bottom + 3)
        for line in self.lines:
            if needs_block(self.audit, self.formulas, line):
                block.write(line)
            self._line(line)
        self._tax()
        self._npv()
        self._roots()
        self._head()

    def down(self, key: str) -> str:
        """A column over all cases, as other sheets name it."""
        return self.sheet.down(self.formulas.columns[key], TOP, self.bottom)

    def cell(self, key: str, case: int) -> str:
        """The cell of a case, as other sheets name it."""
        return self.sheet.at(TOP + case, self.formulas.columns[key])

    @cached_property
    def sizes(self) -> Array:
        """The present value of every line without its sign, in every case, shape (n,)."""
        present, total = self.audit.every.result.cash.present_value, np.zeros(self.audit.every.count)
        for line in self.lines:
            total += np.abs(present(self.audit.line(line).before))
        return total

    def number(self, case: int) -> str:
        """The cell of a case's number, as other sheets name it."""
        return self.sheet.at(TOP + case, NUMBER)

    def column(
        self,
        key: str,
        head: str,
        text: Callable[[int], str],
        values: Array,
        style: str = "money",
        apart: Mapping[int, str] = MappingProxyType({}),
    ) -> None:
        """A new column: its head, and a formula for each row; ``apart``: styles of single rows."""
        fixed = {"npv": NPV, "gross": GROSS}.get(key)
        at = self.formulas.columns[key] = self.next if fixed is None else fixed
        self.sheet.text(HEAD_ROW, at, head, "head_right")
        for row, value in enumerate(values.tolist(), TOP):
            self.sheet.formula(row, at, f"={text(row)}", value + 0.0, apart.get(row, style))
        self.next += fixed is None

    def _inputs(self, used: list[str], ends: dict[str, Ends]) -> None:
        k, first_bar = len(self.bars), TOP + len(SCENARIOS)
        moved = {bar.input.id: place for place, bar in enumerate(self.bars)}
        # Conservative and favourable look at the NPV of the cases below them.
        npv, gross = f"${column_name(NPV)}", f"${column_name(GROSS)}"
        nil = dict(zip(self.audit.every.nil_at, range(first_bar + 2 * k, self.bottom + 1), strict=True))
        for id in used:

            def text(row: int, id: str = id, ends: Ends = ends[id]) -> str:
                place = moved.get(id)
                if row == nil.get(id):
                    return ends.nil
                if place is None or row == TOP:
                    return ends.expected
                at_low, at_high = first_bar + place, first_bar + k + place
                if row < first_bar:
                    first, second = (ends.low, ends.high) if row == TOP + 1 else (ends.high, ends.low)
                    more = f"{npv}{at_low + 1}-{npv}{at_high + 1}"  # rounding alone makes no end the poor one
                    return f"IF({more}<=tolerance*{gross}{at_low + 1},{first},{second})"
                return {at_low: ends.low, at_high: ends.high}.get(row, ends.expected)

            item = self.audit.case.inputs[id]
            style = number_style(item.kind, all(end == round(end) for end in (item.value, *item.ends)))
            apart = {nil[id]: searched_style(item.kind, self.audit.case.break_even[id])} if id in nil else {}
            self.column(id, self.audit.figures.label(item), text, self.audit.every.rows[id], style, apart)

    def _line(self, line: Line) -> None:
        """The amount of a line in every case, and its present value before tax."""
        name, done, formulas = self.audit.name_of(line), self.audit.line(line), self.formulas
        present = self.audit.every.result.cash.present_value

        def amount(row: int) -> str:
            return formulas.amount(line, row)

        def value(row: int) -> str:
            return formulas.value(line, row)

        def deducted(row: int) -> str:
            return formulas.deducted(line, row)

        self.column(f"{line.path}:amount", self.say("{line}: amount", line=name), amount, done.amount, "exact")
        head = self.say("{line}: present value", line=name)
        self.column(f"{line.path}:value", head, value, present(done.before))
        if self.audit.has_own_base(line):
            head = self.say("{line}: deducted, present value", line=name)
            self.column(f"{line.path}:deducted", head, deducted, present(self.audit.base(line)))

    def _tax(self) -> None:
        """Present value of tax."""
        audit, formulas = self.audit, self.formulas
        if not audit.is_taxed:
            return
        if audit.case.plan.losses != "used":
            write_carried(audit, formulas, self.column)
            return

        def tax(row: int) -> str:
            parts = [
                ("+" if line.side == "benefit" else "-")
                + formulas.cell(f"{line.path}:{'deducted' if audit.has_own_base(line) else 'value'}", row)
                for line in audit.taxed_lines
            ]
            return f"{formulas.refs(row).input(TAX_RATE)}*({''.join(parts).removeprefix('+') or '0'})"

        share = audit.every.result.share
        assert share is not None
        values = audit.every.result.cash.present_value(share * audit.taxed)
        self.column("tax", self.say("Tax, present value"), tax, values)

    def _npv(self) -> None:
        formulas = self.formulas

        def gross(row: int) -> str:
            return "+".join(f"ABS({formulas.cell(f'{line.path}:value', row)})" for line in self.lines) or "0"

        head = self.say("All lines without their signs, present value")
        self.column("gross", head, gross, self.sizes)

        def npv(row: int) -> str:
            parts = [
                ("+" if line.side == "benefit" else "-") + formulas.cell(f"{line.path}:value", row)
                for line in self.lines
            ]
            tax = f"-{formulas.cell('tax', row)}" if "tax" in formulas.columns else ""
            return "".join(parts).removeprefix("+") + tax or "0"

        values = self.audit.every.result.measures.values["npv"]
        self.column("npv", self.say("NPV"), npv, values, "money_bold")

    def _roots(self) -> None:
        """Every internal rate of return, as values: no spreadsheet finds all of them."""
        roots = self.audit.every.result.measures.roots
        for place in range(roots.shape[1]):
            self.formulas.columns[f"irr{place}"] = self.next
            head = self.say("IRR {number}, a stored value", number=str(place + 1))
            self.sheet.text(HEAD_ROW, self.next, head, "head_right")
            for case, root in enumerate(roots[:, place].tolist()):
                if np.isfinite(root):
                    self.sheet.number(TOP + case, self.next, root, "rate", "value")
            self.next += 1

    def _head(self) -> None:
        sheet, say, audit = self.sheet, self.say, self.audit
        sheet.text(0, NUMBER, say("Every case behind the page"), "title")
        said = say("Each case in a row: its inputs, the amount and the present value of each line, NPV.")
        sheet.text(1, NUMBER, said, "quiet")
        sheet.text(SWITCH_ROW, NUMBER, say("Case shown in all other sheets (its number)"), "bold")
        sheet.number(SWITCH_ROW, NPV, 1.0, "whole", "input")
        sheet.text(SWITCH_ROW + 1, NUMBER, say("Case that is shown: the nearest that there is"), "quiet")
        names = sheet.down(NAME, TOP, self.bottom)
        sheet.formula(SWITCH_ROW + 1, NPV, f"=MIN(MAX(case_number,1),ROWS({names}))", 1.0, "quiet_whole")
        sheet.formula(SWITCH_ROW, GROSS, f"=INDEX({names},case_shown)", self.audit.case_names[0], "note")
        allowed = {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": audit.every.count}
        sheet.page.data_validation(SWITCH_ROW, NPV, SWITCH_ROW, NPV, allowed)
        sheet.text(HEAD_ROW, NUMBER, say("Number"), "head")
        sheet.text(HEAD_ROW, NAME, say("Case"), "head")
        for case, name in enumerate(self.audit.case_names):
            sheet.number(TOP + case, NUMBER, case + 1.0, "month")
            sheet.text(TOP + case, NAME, name)
        sheet.page.freeze_panes(TOP, GROSS)
        sheet.widths({"A": 9, "B": 46, f"C:{column_name(self.next)}": 16})
        sheet.page.set_row(HEAD_ROW, 66)
        sheet.printed(rows=f"{HEAD_ROW}:{HEAD_ROW}", columns="A:B")


def number_style(kind: str, whole: bool) -> str:
    """How an input is shown: rates as percentages, the rest with the decimals that they need."""
    if kind == "rate":
        return "rate"
    if kind == "month":
        return "whole"
    return "count" if whole else "decimal"


def searched_style(kind: str, value: float) -> str:
    """How a value that was searched for is shown: no more decimals than say something."""
    if kind == "rate":
        return "rate"
    return "count" if abs(value) >= 100 else "ratio"
