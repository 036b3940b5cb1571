"""Tax by month: what is taxed less what is deducted, and the share of it that tax takes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from valuepitch.case.inputs import TAX_RATE
from valuepitch.case.lines import Line
from valuepitch.finance import Array
from valuepitch.workbook.month_rows import MonthRows, added


def write_tax(rows: MonthRows, lines: Sequence[Line], taxed: Array, share: Array, of: str = "") -> None:
    """Rows of the result that is taxed, of the share that tax takes and of the tax.

    Args:
        lines: what is taxed or deducted.
        taxed: what is taxed less what is deducted, shape (H + 1,).
        share: of that, what tax takes, shape (H + 1,).
        of: the beginning of the rows' keys, of another way to pay.
    """
    say, tax = rows.say, rows.audit.named.input(TAX_RATE)
    text = "=" + added(lines, rows.base)
    rows.row(f"{of}result", say("Taxed less deducted"), text, taxed.tolist(), summed=True)
    if rows.plan.losses == "used":
        rows.row(f"{of}tax_share", say("Tax rate"), f"={tax}", share.tolist(), style="share")
    else:
        text = f"={tax}*{_carried(rows, taxed, of)}"
        rows.row(f"{of}tax_share", say("Share that tax takes"), text, share.tolist(), style="share")
    text = f"={rows.of(f'{of}tax_share')}*{rows.of(f'{of}result')}"
    rows.row(f"{of}tax", say("Tax"), text, (share * taxed).tolist(), summed=True)


def _carried(rows: MonthRows, taxed: Array, of: str) -> str:
    """Losses that are carried forward: later years pay tax on what exceeds the losses before them.

    Gives the formula of the share of a month's result that is taxed.
    """
    say, horizon = rows.say, rows.audit.horizon
    year = np.maximum(np.arange(horizon + 1) - 1, 0) // 12
    yearly = np.add.reduceat(taxed, np.flatnonzero(np.diff(year, prepend=-1)))
    reached = np.maximum.accumulate(np.maximum(np.cumsum(yearly), 0.0))
    before = np.concatenate([[0.0], reached[:-1]])
    if not of:
        rows.row("tax_year", say("Tax year"), "=MAX({c}5,1)", [float(y + 1) for y in year], style="whole")
    years, ty, row = rows.across("tax_year"), rows.of("tax_year"), rows.across(f"{of}result")
    text = f"=SUMIF({years},{ty},{row})"
    rows.row(f"{of}year_result", say("Result of the tax year"), text, yearly[year].tolist())
    so_far = f'MAX(SUMIF({years},"<="&{ty},{row}),0)'
    text, name = f"=MAX({{p}}{rows.at + 1},{so_far})", say("Taxed by the end of the year")
    rows.row(f"{of}taxed_so_far", name, text, reached[year].tolist(), first=f"={so_far}")
    earlier = (part.replace("{c}", "{p}") for part in (ty, rows.of(f"{of}taxed_so_far")))
    text = f"=IF({ty}={next(earlier)},{{p}}{rows.at + 1},{next(earlier)})"
    rows.row(f"{of}taxed_before", say("Taxed in earlier years"), text, before[year].tolist(), first="=0")
    result = rows.of(f"{of}year_result")
    due = f"({rows.of(f'{of}taxed_so_far')}-{rows.of(f'{of}taxed_before')})/{result}"
    return f"IF({result}>0,MIN({due},1),0)"
