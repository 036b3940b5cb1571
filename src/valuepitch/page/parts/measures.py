"""The four measures, each with its definition."""

from __future__ import annotations

import math

from valuepitch.case.study import CONSERVATIVE, EXPECTED
from valuepitch.finance import Why
from valuepitch.finance.measures import PLUS
from valuepitch.locale import _
from valuepitch.page import terms
from valuepitch.page.context import MeasureText
from valuepitch.page.figures import Figures

NAMES = {
    "npv": _("Net present value"),
    "irr": _("Internal rate of return"),
    "payback": _("Payback"),
    "roi": _("Return on investment"),
}


def measures(f: Figures) -> list[MeasureText]:
    """NPV, IRR, payback and ROI, each with its definition, in the order of the reader."""
    made = {"npv": _npv, "irr": _irr, "payback": _payback, "roi": _roi}
    return [made[name](f) for name in f.reader.measures]


def _name(f: Figures, measure: str) -> str:
    return f.say(NAMES[measure])


def _npv(f: Figures) -> MeasureText:
    note = f.say(
        "net cash over {span}, discounted at {rate}; {plus} at {higher}",
        span=f.span,
        rate=terms.rate_words(f),
        plus=f.measure("npv_plus5").text,
        higher=f.rate_text(f.rate.value + PLUS),
    )
    return MeasureText("npv", f.npv.text, False, _name(f, "npv"), note)


def _irr(f: Figures) -> MeasureText:
    why, figure = f.why("irr"), f.measure("irr")
    hurdle = f.say("Hurdle {rate}", rate=f.rate.text)
    if why == Why.NONE:
        note = f.say("yearly rate at which the value is nil; no other does it. {hurdle}", hurdle=hurdle)
        return MeasureText("irr", figure.text, False, _name(f, "irr"), note)
    if why == Why.NOT_UNIQUE:
        note = f.say(
            "the value is nil at {rates}; modified rate {mirr}. {hurdle}",
            rates=f.language.join([f.show.rate(root) for root in f.case.result.measures.rates(EXPECTED)]),
            mirr=f.measure("mirr").text,
            hurdle=hurdle,
        )
    elif why == Why.COST_OF_FUNDS:
        note = f.say("a cost of funds: cash comes first, is paid back later; lower is better. {hurdle}", hurdle=hurdle)
        return MeasureText("irr", figure.text, False, _name(f, "irr"), note)
    else:
        note = f.say("yearly rate at which the value is nil. {hurdle}", hurdle=hurdle)
    return MeasureText("irr", f.reason(why), True, _name(f, "irr"), note)


def _payback(f: Figures) -> MeasureText:
    parts = [f.say("until cash is recovered for good")]
    rest = [_beside(f, "discounted_payback_months", EXPECTED, _("{months} discounted"), _("discounted: {reason}"))]
    if f.is_ranged:
        rest.append(_beside(f, "payback_months", CONSERVATIVE, _("{months} conservative"), _("conservative: {reason}")))
    note = "; ".join([*parts, *rest]) if any(":" in text for text in rest) else f"{parts[0]}; {', '.join(rest)}"
    return MeasureText("payback", f.payback_words(), f.why("payback_months") != Why.NONE, _name(f, "payback"), note)


def _beside(f: Figures, name: str, row: int, valued: str, reasoned: str) -> str:
    figure, why = f.measure(name, row), f.why(name, row)
    if why == Why.NONE:
        return f.say(valued, months=figure.text)
    return f.say(reasoned, reason=f.reason(why))


def _roi(f: Figures) -> MeasureText:
    figure = f.measure("roi")
    if f.case.plan.roi == "undiscounted":
        total = f.show.money(float(f.case.result.costs[EXPECTED].sum()))
        note = f.say("net benefit ÷\u00a0{costs}, the sum of all costs, {span}", costs=total, span=f.span)
    else:
        costs = f.measure("pv_costs").text
        note = f.say("NPV\u00a0÷\u00a0{costs}, the present value of all costs, {span}", costs=costs, span=f.span)
    return MeasureText("roi", figure.text, math.isnan(figure.value), _name(f, "roi"), note)
