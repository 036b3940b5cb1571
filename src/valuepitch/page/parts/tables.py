"""Small tables for a page that shows more: NPV by rate and tax, the draws, ways to pay."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping

from valuepitch.case.financing import BOUGHT, FINANCED, LEASED, WayToPay
from valuepitch.finance import Why
from valuepitch.finance.measures import PLUS
from valuepitch.locale import _
from valuepitch.page import doubt
from valuepitch.page.context import SideTable, TableRow
from valuepitch.page.figures import Figures


def side_tables(f: Figures, wanted: Iterable[str]) -> list[SideTable]:
    """Those that a template shows, in its order, as far as the case has them."""
    made = [_TABLES[name](f) for name in wanted if name in _TABLES]
    return [table for table in made if table is not None]


def _rates(f: Figures) -> SideTable:
    """NPV at the hurdle rate, five points below and above it, and under the other view of tax."""
    rate, plus = f.rate.value, f.measure("npv_plus5").text
    lower, higher = max(rate - PLUS, 0.0), f.rate_text(rate + PLUS)
    ours = _("{rate}, a placeholder") if f.case.rate.ours else _("{rate}, your hurdle rate")
    rows = [TableRow(f.say(ours, rate=f.rate.text), "", [f.npv.text], "net"), TableRow(higher, "", [plus], "line")]
    if lower < rate:
        rows.insert(0, TableRow(f.rate_text(lower), "", [f.show.money(f.case.result.npv_at(lower))], "line"))
    if f.case.other_view is not None:
        view = _("{rate}, before tax") if f.case.after_tax else _("{rate}, after tax")
        rows.append(TableRow(f.say(view, rate=f.rate.text), "", [f.show.money(f.case.other_view)], "apart"))
    heading = f.say("At {rate} NPV is {npv}", rate=higher, npv=plus)
    return SideTable("rates", heading, [f.say("Discount rate"), f.say("NPV")], rows, "")


def _draws(f: Figures) -> SideTable | None:
    """NPV and payback at three points of the draws, each by itself."""
    drawn = f.case.simulation
    if drawn is None:
        return None
    names = (_("One in ten is worse"), _("Half are worse"), _("One in ten is better"))
    rows = [
        TableRow(f.say(name), "", [f.show.money(npv), _months(f, months)], "line")
        for name, npv, months in zip(names, drawn.npv, reversed(drawn.payback), strict=True)
    ]
    said = {"draws": f.show.number(drawn.draws), "above": doubt.above_nil(f, drawn.above_zero)}
    heading = f.say("{draws} draws of NPV: {above}", **said)
    drawn_as = _("Inputs drawn as correlated") if f.case.product.correlations else _("Inputs drawn independently")
    columns = [f.say(drawn_as), f.say("NPV"), f.say("Payback, months")]
    return SideTable("draws", heading, columns, rows, doubt.lopsided(f))


def _months(f: Figures, months: float) -> str:
    if math.isnan(months):
        return f.say("over {months}", months=f.show.number(f.horizon))
    return f.show.months(months)


def _ways(f: Figures) -> SideTable | None:
    """What the same case gives bought, financed and leased."""
    ways = f.case.ways_to_pay
    if not ways:
        return None
    best = max(ways, key=lambda way: way.result.value("npv"))
    columns = [f.say("Way to pay"), f.say("NPV"), f.say("Payback, months"), f.say("Lowest cash")]
    return SideTable("ways", f.say(_BEST[best.name]), columns, [_way(f, way) for way in ways], "")


_BEST = {
    BOUGHT: _("NPV is highest where it is bought"),
    FINANCED: _("NPV is highest where it is financed"),
    LEASED: _("NPV is highest where it is leased"),
}


def _way(f: Figures, way: WayToPay) -> TableRow:
    result = way.result
    why, lowest = result.why("payback_months"), result.value("lowest_cash")
    payback = f.show.months(result.value("payback_months")) if why == Why.NONE else f.reason(why)
    cells = [
        f.show.money(result.value("npv")),
        payback,
        f.show.money(lowest) if lowest < 0 else f.say("never below nil"),
    ]
    return TableRow(*_terms(f, way), cells, "net" if way.name == BOUGHT else "line")


def _terms(f: Figures, way: WayToPay) -> tuple[str, str]:
    """What a way is called, and on what terms it is."""
    financing = f.case.product.financing
    if way.name == FINANCED and financing is not None and financing.loan is not None:
        loan = financing.loan
        said = {"share": f.show.stated_rate(loan.share.value), "rate": f.show.stated_rate(loan.rate.value)}
        months = f.show.number(loan.months.value)
        return f.say("Financed"), f.say("{share} at {rate}, {months} months", months=months, **said)
    if way.name == LEASED and financing is not None and financing.lease is not None:
        lease = financing.lease
        payment, months = f.theirs.money(lease.payment.value), f.show.number(lease.months.value)
        return f.say("Leased"), f.say("{payment} a month, {months} months", payment=payment, months=months)
    return f.say("Bought"), ""


_TABLES: Mapping[str, Callable[[Figures], SideTable | None]] = {"rates": _rates, "draws": _draws, "ways": _ways}
