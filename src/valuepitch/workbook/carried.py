"""Losses carried forward, in every case: results by tax year, and the tax on what exceeds the losses before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from valuepitch.case.inputs import TAX_RATE
from valuepitch.case.lines import Line
from valuepitch.workbook.audit import Audit
from valuepitch.workbook.case_formulas import CaseFormulas

MOST_CHARACTERS = 7_500  # of a formula; Excel takes 8,192
# Writes a column: key, head, the formula of a row, the values of all cases.
WriteColumn = Callable[[str, str, Callable[[int], str], np.ndarray], None]


def years_of(audit: Audit) -> int:
    """Tax years within the horizon."""
    return max(-(-audit.horizon // 12), 1)


def write_carried(audit: Audit, formulas: CaseFormulas, write: WriteColumn) -> None:
    """For each tax year its result, the present value of its result and what is taxed by its end; then the tax."""
    year_of = np.maximum(np.arange(audit.horizon + 1) - 1, 0) // 12
    years, say = range(years_of(audit)), audit.say
    results = [audit.taxed[:, year_of == year].sum(axis=1) for year in years]
    valued = [(audit.taxed * audit.factors)[:, year_of == year].sum(axis=1) for year in years]
    reached = np.maximum.accumulate(np.maximum(np.cumsum(results, axis=0), 0.0), axis=0)
    for year in years:
        said = {"year": str(year + 1)}

        def taxed(row: int, year: int = year) -> str:
            sums = "+".join(formulas.cell(f"result{y}", row) for y in range(year + 1))
            return f"MAX({sums},0{',' + formulas.cell(f'taxed{year - 1}', row) if year else ''})"

        part = _Part(audit, formulas, year)
        _write_sum(write, part, f"result{year}", say("Result of tax year {year}", **said), results[year])
        name = say("Result of tax year {year}, present value", **said)
        _write_sum(write, replace(part, valued=True), f"valued{year}", name, valued[year])
        write(f"taxed{year}", say("Taxed by the end of year {year}", **said), taxed, reached[year])

    def tax(row: int) -> str:
        parts = [_taxed_share(formulas, row, year) for year in years]
        return f"{formulas.refs(row).input(TAX_RATE)}*({'+'.join(parts)})"

    share = audit.every.result.share
    assert share is not None
    write("tax", say("Tax, present value"), tax, audit.every.result.cash.present_value(share * audit.taxed))


def _taxed_share(formulas: CaseFormulas, row: int, year: int) -> str:
    result, valued, taxed = (formulas.cell(f"{key}{year}", row) for key in ("result", "valued", "taxed"))
    before = f"-{formulas.cell(f'taxed{year - 1}', row)}" if year else ""
    return f"IF({result}>0,MIN(({taxed}{before})/{result},1),0)*{valued}"


@dataclass(frozen=True)
class _Part:
    """What of a line is taxed or deducted in a tax year, with its sign; ``valued``: its present value."""

    audit: Audit
    formulas: CaseFormulas
    year: int
    valued: bool = False

    def text(self, line: Line, row: int) -> str:
        audit, formulas = self.audit, self.formulas
        sign = "+" if line.side == "benefit" else "-"
        month = min(12 * self.year + 1, audit.horizon)
        in_year = f"({audit.months('tax_year')}={audit.month_cell(month, 'tax_year')})"
        factors = f"*{formulas.factors(row)}" if self.valued else ""
        own = audit.has_own_base(line)
        shares = formulas.written(line, row) if own else formulas.share(line, row)
        text = f"{sign}{formulas.cell(f'{line.path}:amount', row)}*SUMPRODUCT({shares}*{in_year}{factors})"
        if own and line.salvage and self.year == years_of(audit) - 1:
            last = f"*{formulas.last_factor(row)}" if self.valued else ""
            text += f"{sign}({formulas.left(line, row)}){last}"
        return text

    def value(self, line: Line) -> np.ndarray:
        """In every case, shape (n,)."""
        audit = self.audit
        flows = audit.base(line) * (audit.factors if self.valued else 1.0)
        of_year = flows[:, np.maximum(np.arange(audit.horizon + 1) - 1, 0) // 12 == self.year].sum(axis=1)
        return np.asarray(of_year if line.side == "benefit" else -of_year)


def _write_sum(write: WriteColumn, part: _Part, key: str, name: str, values: np.ndarray) -> None:
    """The sum over all lines in one column; in several where a formula would grow longer than spreadsheets take."""
    lines = part.audit.taxed_lines
    groups: list[list[Line]] = [[]]
    length, longest = 0, part.audit.every.count + 999  # a row with as many digits as any
    for line in lines:
        more = len(part.text(line, longest))
        if groups[-1] and length + more > MOST_CHARACTERS:
            groups.append([])
            length = 0
        groups[-1].append(line)
        length += more

    def summed(group: list[Line]) -> Callable[[int], str]:
        return lambda row: "".join(part.text(line, row) for line in group).removeprefix("+") or "0"

    if len(groups) == 1:
        write(key, name, summed(lines), values)
        return
    for number, group in enumerate(groups, 1):
        head = part.audit.say("{name}, part {number}", name=name, number=str(number))
        write(f"{key}:{number}", head, summed(group), np.sum([part.value(line) for line in group], axis=0))
    cells = [f"{key}:{number}" for number in range(1, len(groups) + 1)]
    write(key, name, lambda row: "+".join(part.formulas.cell(cell, row) for cell in cells), values)
