"""A workbook worked out again by an engine that shares nothing with ours, and what it stores beside that."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

import formualizer
import numpy as np
import openpyxl

from valuepitch import finance
from valuepitch.case.evaluate import evaluate
from valuepitch.case.every import EveryCase, every_case
from valuepitch.case.financing import MEASURES as WAY_MEASURES
from valuepitch.case.financing import ways_to_pay
from valuepitch.case.study import Case, paid_back_plan
from valuepitch.locale import language
from valuepitch.page.figures import Figures
from valuepitch.workbook import Stated, workbook
from valuepitch.workbook.ways import TITLES

MEASURES, FURTHER, CASES, CHECKS = range(4, 8)  # places of sheets
RATE = 1e-7  # what a rate, a share or a month may differ by
DAY = date(2026, 11, 23)


def made(case: Case, code: str = "en") -> bytes:
    """The workbook of a case on a fixed day."""
    return workbook(case, language(code), Stated(DAY, "7F3A-91C2", "1.0"))


@dataclass
class Recalculated:
    """A workbook in the second engine."""

    data: bytes
    money: float = 0.0  # what money may differ by; by default a billionth of the gross flow that the file states

    def __post_init__(self) -> None:
        self.money = self.money or 1e-9 * gross_flow(self.stored)
        self.engine = formualizer.load_workbook_bytes(self.data)
        self.engine.evaluate_all()  # what is stored in the file is not looked at

    @cached_property
    def formulas(self) -> Any:
        return openpyxl.load_workbook(io.BytesIO(self.data))

    @cached_property
    def stored(self) -> Any:
        return openpyxl.load_workbook(io.BytesIO(self.data), data_only=True)

    @cached_property
    def sheets(self) -> list[str]:
        return list(self.formulas.sheetnames)

    @cached_property
    def names(self) -> dict[int, dict[int, str]]:
        """What stands in the first column of a sheet, by its row."""
        return {
            place: {cell.row: str(cell.value) for (cell,) in sheet.iter_rows(max_col=1) if cell.value is not None}
            for place, sheet in enumerate(self.formulas)
        }

    def show(self, case: int) -> None:
        """Type the number of a case, from 1, into the switch."""
        self.engine.sheet(self.sheets[CASES]).set_value(3, 3, formualizer.LiteralValue.number(float(case)))
        self.engine.evaluate_all()

    def value(self, sheet: int, row: int, column: int) -> Any:
        return self.engine.get_value(self.sheets[sheet], row, column)

    def differing(self) -> list[str]:
        """Formulas that give something else than what is stored beside them."""
        found, count = [], 0
        for sheet in self.formulas:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type != "f":
                        continue
                    count += 1
                    stored = self.stored[sheet.title][cell.coordinate].value
                    again = self.engine.get_value(sheet.title, cell.row, cell.column)
                    least = self.money if "(#,##0" in cell.number_format else RATE
                    if not alike(again, stored, least) and not self.is_checked(cell):
                        found.append(f"{sheet.title}!{cell.coordinate} {cell.value}: {again}, stored {stored}")
        assert count > 100
        return found

    def is_checked(self, cell: Any) -> bool:
        """Whether a cell holds a difference that a check judges: near -100 % rounding alone makes it large."""
        if cell.parent.title == self.sheets[CHECKS] and cell.column == 2:
            allowed = self.value(CHECKS, cell.row, 3)
            return allowed is not None and abs(self.value(CHECKS, cell.row, 2)) <= allowed
        return cell.parent.title == self.sheets[MEASURES] and "^-flow_exponent" in str(cell.value) and cell.column == 3

    def measures(self) -> dict[str, Any]:
        """The measures of the case shown, by what the sheet calls them."""
        names = self.names[MEASURES]
        return {names[row]: self.value(MEASURES, row, 2) for row in range(5, 22) if row in names}

    def further(self) -> dict[str, list[Any]]:
        """The further figures of the case shown, by what the sheet calls them."""
        return {
            name: [self.value(FURTHER, row, column) for column in range(2, 6)]
            for row, name in self.names[FURTHER].items()
        }

    def checks(self) -> dict[str, Any]:
        """What the checks say, by their names."""
        return {name: self.value(CHECKS, row, 4) for row, name in self.names[CHECKS].items() if row > 6}


def gross_flow(stored: Any) -> float:
    """Every benefit and every cost of the case shown, as the sheet of checks has it."""
    return float(stored.worksheets[CHECKS].cell(3, 2).value)


def alike(again: Any, stored: Any, least: float) -> bool:
    """Whether two values are the same to a hundred-millionth of their size, or to ``least``."""
    again, stored = ("" if value is None else value for value in (again, stored))
    if isinstance(again, str) or isinstance(stored, str) or isinstance(again, dict):
        return bool(again == stored)
    return math.isclose(again, stored, rel_tol=1e-8, abs_tol=least)


# Names of the sheet of measures, in English, by the kernel's.
NAMES = {
    "npv": "Net present value",
    "npv_plus5": "NPV at a rate 5 points higher",
    "pv_benefits": "Present value of benefits",
    "pv_costs": "Present value of costs",
    "roi": "Return on investment",
    "payback_months": "Payback, months",
    "discounted_payback_months": "Discounted payback, months",
    "mirr": "Modified internal rate of return",
    "profitability_index": "Profitability index",
    "lowest_cash": "Lowest cash",
    "lowest_cash_month": "Month of the lowest cash",
    "cash_month_24": "Position at month 24",
    "breakeven_haircut": "Break-even: fall in all benefits",
    "cost_overrun": "Break-even: rise in one-time costs",
    "slip_months": "Break-even: months of delay of all benefits",
    "cost_of_waiting": "Cost of waiting a month",
    "cost_of_waiting_end_moves": "Cost of waiting a month where the end moves too",
}
MONEY = {
    "npv",
    "npv_plus5",
    "pv_benefits",
    "pv_costs",
    "lowest_cash",
    "cash_month_24",
    "cost_of_waiting",
    "cost_of_waiting_end_moves",
}
assert set(NAMES) >= MONEY
assert set(NAMES) | {"irr"} == set(finance.MEASURES)


def unlike(case: Case, book: Recalculated) -> list[str]:
    """Figures of every case in which the workbook and the kernel differ, the switch turned to each of them."""
    every, kernel, found = every_case(case), further_of(case), []
    least, figures = near(every), Figures(case, language("en"))
    for row in range(every.count):
        book.show(row + 1)
        shown, result = book.measures(), every.result
        nil = row >= every.count - len(every.nil_at)
        # Where NPV is nil, measures stand on the edge between two answers, and rounding decides; NPV itself is nil.
        for id, name in {"npv": NAMES["npv"]}.items() if nil else NAMES.items():
            value: float | str = result.value(id, row)
            nearly = least if id in MONEY else RATE
            if math.isnan(result.value(id, row)):
                value = figures.reason(result.why(id, row))
            if not alike(shown[name], value, nearly):
                found.append(f"case {row + 1}: {id} is {shown[name]}, of the kernel {value}")
        if not nil:
            found += [f"case {row + 1}: {text}" for text in unlike_further(kernel, book.further(), row, least)]
        found += [f"case {row + 1}: {said} {check}" for check, said in book.checks().items() if said != "OK"]
    return found


def near(every: EveryCase) -> float:
    """A billionth of the largest gross flow: what money may differ by."""
    cash = every.result.cash
    return 1e-9 * float((np.abs(cash.benefits) + np.abs(cash.costs)).sum(axis=1).max()) + 1e-9


Further = dict[str, list[np.ndarray]]


def further_of(case: Case) -> Further:
    """Further figures of the kernel in every case, by what the sheet calls them."""
    rows, found = every_case(case).rows, {}
    if case.other_view is not None:
        name = "NPV before tax" if case.after_tax else "NPV after tax"
        other = replace(case.plan, after_tax=not case.plan.after_tax)
        found[name] = [evaluate(other, rows, ("npv",)).measures.values["npv"]]
    if (plan := paid_back_plan(case.product, case.prospect)) is not None:
        name = "NPV if released working capital is paid back in the last month"
        found[name] = [evaluate(plan, rows, ("npv",)).measures.values["npv"]]
    for way in ways_to_pay(case.plan, rows, case.product.financing):
        values = way.result.measures.values
        found[str(TITLES.get(way.name, "Bought"))] = [values[name] for name in WAY_MEASURES]
    return found


def unlike_further(kernel: Further, shown: dict[str, list[Any]], row: int, least: float) -> list[str]:
    """Further figures of one case in which the workbook and the kernel differ."""
    return [
        f"{name}: {shown[name]}, of the kernel {[float(each[row]) for each in values]}"
        for name, values in kernel.items()
        for ours, theirs in zip(shown[name], values, strict=False)
        if not (isinstance(ours, str) if math.isnan(theirs[row]) else alike(ours, float(theirs[row]), least))
    ]
