"""Sentences about doubt: what would have to go wrong, how the value spreads, and other ways to pay."""

from __future__ import annotations

import math

from valuepitch.case.financing import BOUGHT, FINANCED, WayToPay
from valuepitch.finance import Why
from valuepitch.locale import _
from valuepitch.page.figures import Figures


def wrong_heading(f: Figures) -> str:
    """How far benefits can fall, or must rise, before the value is nil."""
    share = f.case.result.value("breakeven_haircut")
    if math.isnan(share):
        return f.say("No benefit is counted")
    if share < 0:
        return f.say("Benefits must rise {share} for the value to be nil", share=f.show.rate(-share))
    return f.say("The value is nil only if benefits fall a further {share}", share=f.show.rate(share))


def wrong_rows(f: Figures) -> list[tuple[str, str]]:
    """What would have to go wrong, each with the point at which NPV is nil."""
    haircut, overrun = f.measure("breakeven_haircut"), f.measure("cost_overrun")
    slip, why = f.measure("slip_months"), f.why("slip_months")
    fall = _("by a further {share}") if haircut.value >= 0 else _("if they rise by {share}")
    rise = _("by {share}") if overrun.value >= 0 else _("if they fall by {share}")
    if why == Why.NPV_NEGATIVE:
        late = f.say("without any delay")
    elif why == Why.ANY_DELAY:
        late = f.say("not by any delay within {span}", span=f.span)
    elif slip.value == 0:
        late = f.say("by any whole month")
    else:
        late = f.say_n("by more than {n} month", "by more than {n} months", round(slip.value), n=slip.text)
    return [
        (f.say("All benefits fall short"), _share(f, haircut.value, fall, haircut.text)),
        (f.say("One-time costs overrun"), _share(f, overrun.value, rise, overrun.text)),
        (f.say("Benefits start late"), late),
    ]


def _share(f: Figures, value: float, pattern: str, reason: str) -> str:
    return reason if math.isnan(value) else f.say(pattern, share=f.show.rate(abs(value)))


def spread(f: Figures) -> str:
    """How the value spreads over the draws, and why its middle is not the expected value."""
    drawn = f.case.simulation
    if drawn is None:
        return ""
    low, middle, high = (f.show.money(value) for value in drawn.npv)
    above = f.say(_ABOVE.get(drawn.above_zero, _SOME_ABOVE), share=f.show.rate(drawn.above_zero))
    said = {"draws": f.show.number(drawn.draws), "low": low, "middle": middle, "high": high, "above": above}
    text = f.say(_DRAWN[bool(f.case.product.correlations)], **said)
    if middle == f.npv.text:
        return f.say("{text}.", text=text)
    # The expected case takes each input at the peak of its range; the middle of a lopsided range lies beside it.
    return f.say(_DOWN if drawn.npv[1] < f.npv.value else _UP, text=text)


_DRAWN = {
    False: _("Of {draws} independent draws, half end above {middle}, eight in ten between {low} and {high}, {above}"),
    True: _("Of {draws} correlated draws, half end above {middle}, eight in ten between {low} and {high}, {above}"),
}
_ABOVE = {1.0: _("all above nil"), 0.0: _("none above nil")}
_SOME_ABOVE = _("{share} above nil")
_DOWN = _("{text}; the ranges reach further down than up.")
_UP = _("{text}; the ranges reach further up than down.")


def payback_spread(f: Figures) -> str:
    """How payback spreads over the draws."""
    drawn = f.case.simulation
    if drawn is None:
        return ""
    early, _middle, late = drawn.payback
    if math.isnan(late):
        share = f.show.rate(drawn.not_recovered)
        return f.say("In {share} of them cash is not recovered within {span}.", share=share, span=f.span)
    first, last = f.show.months(early), f.show.months(late)
    if first == last:
        return f.say("Payback is {months} months in eight of ten.", months=first)
    return f.say("Payback is {first} to {last} months in eight of ten.", first=first, last=last)


def ways_to_pay(f: Figures) -> list[str]:
    """What the same case gives where its capital costs are borrowed or leased."""
    return [_way(f, way) for way in f.case.ways_to_pay if way.name != BOUGHT]


def _way(f: Figures, way: WayToPay) -> str:
    financing = f.case.product.financing
    assert financing is not None
    value, why = (way.result.value("payback_months"), way.result.why("payback_months"))
    lowest = way.result.value("lowest_cash")
    said = {
        "npv": f.show.money(way.result.value("npv")),
        "payback": f.months_words(value, why),
        "lowest": f.show.money(lowest) if lowest < 0 else f.say("never below nil"),
    }
    if way.name == FINANCED and financing.loan is not None:
        loan = financing.loan
        said |= {"share": f.show.stated_rate(loan.share.value), "rate": f.show.stated_rate(loan.rate.value)}
        return f.say(
            "Financed ({share} at {rate}, {months} months): NPV {npv}, payback {payback}, lowest cash {lowest}.",
            months=f.show.number(loan.months.value),
            **said,
        )
    assert financing.lease is not None
    return f.say(
        "Leased ({payment} a month, {months} months): NPV {npv}, payback {payback}, lowest cash {lowest}.",
        payment=f.theirs.money(financing.lease.payment.value),
        months=f.show.number(financing.lease.months.value),
        **said,
    )
