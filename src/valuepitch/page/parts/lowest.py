"""The lowest cash, for a page that puts it beside the measures."""

from __future__ import annotations

from valuepitch.case.study import CONSERVATIVE, EXPECTED
from valuepitch.page.context import MeasureText
from valuepitch.page.figures import Figures


def lowest(f: Figures) -> MeasureText:
    """How far cumulative cash falls, when, and how far in the conservative case."""
    result = f.case.result
    cash, worst = (result.value("lowest_cash", row) for row in (EXPECTED, CONSERVATIVE))
    falls = cash < 0
    value = f.show.money(cash) if falls else f.say("never below nil")
    said = {"month": f.show.number(result.value("lowest_cash_month"))}
    if falls and f.is_ranged:
        said["worst"] = f.show.money(worst)
        note = f.say("cumulative cash at its lowest, in month {month}; {worst} conservative", **said)
    elif falls:
        note = f.say("cumulative cash at its lowest, in month {month}", **said)
    else:
        note = f.say("cumulative cash, month by month")
    return MeasureText("lowest_cash", value, not falls, f.say("Lowest cash"), note)
