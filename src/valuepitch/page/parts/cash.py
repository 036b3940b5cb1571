"""Cumulative cash over time."""

from __future__ import annotations

import math

import numpy as np

from valuepitch.case.study import CONSERVATIVE, EXPECTED
from valuepitch.finance import Why
from valuepitch.page import claims
from valuepitch.page.charts import CashTexts, Path, cash_chart
from valuepitch.page.context import CashPart
from valuepitch.page.figures import Figures


def cash(f: Figures, width: float, height: float) -> CashPart:
    """Cumulative cash over time, expected and conservative."""
    cumulative = np.cumsum(f.case.result.net, axis=1)
    has_range = f.is_ranged
    paths = [Path([float(v) for v in cumulative[row]], _payback(f, row)) for row in (EXPECTED, CONSERVATIVE)]
    last = [f.show.money(float(f.case.result.net[row].sum())) for row in (EXPECTED, CONSERVATIVE)]
    lowest = f.case.result.value("lowest_cash")
    lowest_text = f.say(
        "lowest expected in month {month}: {cash}",
        month=f.show.number(f.case.result.value("lowest_cash_month")),
        cash=f.show.cell(lowest, f.unit),
    )
    texts = CashTexts(
        [f.say("Expected"), last[0]],
        [f.say("Conservative"), last[1]],
        f.say("month {month}", month=f.measure("payback_months").text),
        f.say("month {month}", month=f.measure("payback_months", CONSERVATIVE).text),
        f.say("{cash} by month 24", cash=f.measure("cash_month_24").text),
        lowest_text if lowest < 0 else "",
        "strong" if f.reader.lead == "cash" else "quiet",
    )
    chart = cash_chart(paths[0], paths[1] if has_range else None, texts, (width, height), f.show, f.unit)
    alt = claims.cash_alt(f, last[0], f.show.money(lowest))
    return CashPart(claims.cash_heading(f), f.say("cumulative, {unit}", unit=f.unit_text), alt, chart)


def _payback(f: Figures, row: int) -> float:
    """Months until recovery, NaN where a mark on the axis would say nothing."""
    return f.measure("payback_months", row).value if f.why("payback_months", row) == Why.NONE else math.nan
