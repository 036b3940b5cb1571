"""Losses carried forward, in every case: results by tax year, and the tax on what exceeds the losses before it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from valuepitch.case.inputs import TAX_RATE
from valuepitch.case.lines import Line
from valuepitch.workbook.audit import Audit
from valuepitch.workbook.case_formulas import CaseFormulas

# Writes a column: key, head, the formula of a row, the values of all cases.
WriteColumn = Callable[[str, str, Callable[[int], str], np.ndarray], None]


def years_of(audit: Audit) -> int:
    """Tax years within the horizon."""
    return max(-(-audit.horizon // 12), 1)


def columns_of(audit: Audit) -> int:
    """How many columns stand before the present value of tax."""
    return 3 * years_of(audit)


def write_carried(audit: Audit, formulas: CaseFormulas, write: WriteColumn) -> None:
    """For each tax year its result, the present value of its result and what is taxed by its end; then the tax."""
    year_of = np.maximum(np.arange(audit.horizon + 1) - 1, 0) // 12
    years, say = range(years_of(audit)), audit.say
    results = [audit.taxed[:, year_of == year].sum(axis=1) for year in years]
    valued = [(audit.taxed * audit.factors)[:, year_of == year].sum(axis=1) for year in years]
    reached = np.maximum.accumulate(np.maximum(np.cumsum(results, axis=0), 0.0), axis=0)
    for year in years:
        said = {"year": str(year + 1)}

        def result(row: int, year: int = year) -> str:
            return _sum(audit, formulas, row, year, valued=False)

        def value(row: int, year: int = year) -> str:
            return _sum(audit, formulas, row, year, valued=True)

        def taxed(row: int, year: int = year) -> str:
            sums = "+".join(formulas.cell(f"result{y}", row) for y in range(year + 1))
            return f"MAX({sums},0{',' + formulas.cell(f'taxed{year - 1}', row) if year else ''})"

        write(f"result{year}", say("Result of tax year {year}", **said), result, results[year])
        write(f"valued{year}", say("Result of tax year {year}, present value", **said), value, valued[year])
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


def _sum(audit: Audit, formulas: CaseFormulas, row: int, year: int, *, valued: bool) -> str:
    parts = [_part(audit, formulas, line, row, year, valued) for line in audit.taxed_lines]
    return "".join(parts).removeprefix("+") or "0"


def _part(audit: Audit, formulas: CaseFormulas, line: Line, row: int, year: int, valued: bool) -> str:
    """What of a line is taxed or deducted in a tax year, with its sign."""
    sign = "+" if line.side == "benefit" else "-"
    in_year = f"({audit.months('tax_year')}={audit.month_cell(min(12 * year + 1, audit.horizon), 'tax_year')})"
    factors = f"*{formulas.factors(row)}" if valued else ""
    own = audit.has_own_base(line)
    shares = formulas.written(line, row) if own else formulas.share(line, row)
    text = f"{sign}{formulas.cell(f'{line.path}:amount', row)}*SUMPRODUCT({shares}*{in_year}{factors})"
    if own and line.salvage and year == years_of(audit) - 1:
        last = f"*{formulas.last_factor(row)}" if valued else ""
        text += f"{sign}({formulas.left(line, row)}){last}"
    return text
