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
        return f.say("Benefits must rise {share} for the value to be nil", share=_most(f, -share))
    said = {"share": _most(f, share)}
    if not _is_reduced(f):
        return f.say("NPV is nil if benefits fall {share}", **said)
    return f.say("NPV is nil if benefits fall a further {share}", **said)


def _is_reduced(f: Figures) -> bool:
    """Whether a benefit was reduced for risk already, so that it falls further."""
    return any(row.risk and row.risk.value for row in f.case.product.benefits)


def _most(f: Figures, share: float) -> str:
    """A share; what only rounds to all is not called so."""
    if f.show.rate(share) == f.show.rate(1.0) and share < 1:
        return f.say("more than {share}", share=f.show.rate(0.99))
    return f.show.rate(share)


def wrong_rows(f: Figures) -> list[tuple[str, str]]:
    """What would have to go wrong, or better where NPV is negative, each with the point at which NPV is nil."""
    haircut, overrun = f.measure("breakeven_haircut"), f.measure("cost_overrun")
    fall = (_("All benefits fall short"), _("by a further {share}") if _is_reduced(f) else _("by {share}"))
    rise = (_("All benefits rise"), _("by {share}"))
    over, under = _("One-time costs overrun"), _("One-time costs fall")
    # An overrun may bring tax relief, which is not reckoned with.
    share = _("by {share}, before tax relief") if f.case.after_tax else _("by {share}")
    benefits = rise if haircut.value < 0 else fall
    costs = under if overrun.value < 0 else over
    rows = [
        (f.say(benefits[0]), _share(f, haircut.value, benefits[1], haircut.text)),
        (f.say(costs), _overrun(f, overrun.value, share, overrun.text)),
        (f.say("Benefits start late"), _late(f)),
    ]
    back = f.case.paid_back_npv
    if back is not None and back < 0 <= f.npv.value:  # the sign of the value hangs on it
        rows.append((f.say("Working capital is paid back"), f.say("NPV is then {npv}", npv=f.show.money(back))))
    return rows


def _overrun(f: Figures, value: float, pattern: str, reason: str) -> str:
    if value < -1:  # no cost can fall by more than all of it
        return f.say("not by any fall")
    return _share(f, value, pattern, reason)


def wrong_head(f: Figures) -> str:
    """What the rows are: what would have to go wrong, or better."""
    if f.npv.value < 0:
        return f.say("What would have to change")
    return f.say("What would have to go wrong")


def _late(f: Figures) -> str:
    slip, why = f.measure("slip_months"), f.why("slip_months")
    if why == Why.NPV_NEGATIVE:
        return f.say("already negative")
    if why == Why.ANY_DELAY:
        return f.say("not by any delay within {span}", span=f.span)
    if slip.value == 0:
        return f.say("by one month")
    return f.say_n("by more than {n} month", "by more than {n} months", round(slip.value), n=slip.text)


def _share(f: Figures, value: float, pattern: str, reason: str) -> str:
    return reason if math.isnan(value) else f.say(pattern, share=_most(f, abs(value)))


def spread(f: Figures) -> str:
    """How the value spreads over the draws, and why its middle is not the expected value."""
    drawn = f.case.simulation
    if drawn is None:
        return ""
    low, middle, high = (f.show.money(value) for value in drawn.npv)
    above = above_nil(f, drawn.above_zero)
    said = {"draws": f.show.number(drawn.draws), "low": low, "middle": middle, "high": high, "above": above}
    text = f.say(_DRAWN[bool(f.case.product.correlations)], **said)
    if middle == f.npv.text:
        return f.say("{text}.", text=text)
    # The expected case takes each input at the peak of its range; the middle of a lopsided range lies beside it.
    return f.say(_DOWN if drawn.npv[1] < f.npv.value else _UP, text=text)


_DRAWN = {
    False: _(
        "In {draws} draws of independent inputs NPV is above {middle} in half, {low} to {high} in eight of ten; {above}"
    ),
    True: _(
        "In {draws} draws of correlated inputs NPV is above {middle} in half, {low} to {high} in eight of ten; {above}"
    ),
}


def lopsided(f: Figures) -> str:
    """Why the middle of the draws is not the expected value; "" where both print the same."""
    drawn = f.case.simulation
    if drawn is None or f.show.money(drawn.npv[1]) == f.npv.text:
        return ""
    if drawn.npv[1] < f.npv.value:
        return f.say("The ranges reach further down than up.")
    return f.say("The ranges reach further up than down.")


_DOWN = _("{text}. The ranges reach further down than up.")
_UP = _("{text}. The ranges reach further up than down.")


def above_nil(f: Figures, share: float) -> str:
    """The share of draws above nil; what rounds to all or none of them is not called so."""
    if share in (0.0, 1.0):
        return f.say("all above nil") if share else f.say("none above nil")
    if share > 0.99:
        return f.say("more than {share} above nil", share=f.show.rate(0.99))
    if share < 0.01:
        return f.say("less than {share} above nil", share=f.show.rate(0.01))
    return f.say("{share} above nil", share=f.show.rate(share))


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
        n = max(round(late), 1)
        return f.say_n("Payback is {n} month in eight of ten.", "Payback is {n} months in eight of ten.", n, n=first)
    return f.say("Payback is {first} to {last} months in eight of ten.", first=first, last=last)


def ways_to_pay(f: Figures) -> list[str]:
    """What the same case gives where its capital costs are borrowed or leased."""
    said = [_way(f, way) for way in f.case.ways_to_pay if way.name != BOUGHT]
    return [" ".join(said)] if said else []


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
