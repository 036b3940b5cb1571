"""The words behind a reason code: what is printed in the place of a figure, or beside it."""

from __future__ import annotations

from valuepitch.finance import Why
from valuepitch.locale import Language, _

# What JSON and the page say of a measure. {span} is the horizon: 36 months.
WORDS: dict[Why, str] = {
    Why.NO_COSTS: _("no cost"),
    Why.NO_BENEFITS: _("no benefit"),
    Why.ALL_ZERO: _("no cash moves"),
    Why.NO_SIGN_CHANGE: _("not defined: net cash never changes its sign"),
    Why.NO_REAL_ROOT: _("none: at no rate is the value nil"),
    Why.NOT_UNIQUE: _("not unique"),
    Why.NOT_WITHIN_HORIZON: _("not within {span}"),
    Why.NO_OUTLAY: _("no outlay at month 0"),
    Why.NO_ONE_TIME_COST: _("no one-time cost"),
    Why.NO_NEGATIVE_FLOW: _("no month with net cash out"),
    Why.NO_POSITIVE_FLOW: _("no month with net cash in"),
    Why.SHORT_HORIZON: _("the case ends before month 24"),
    Why.WAITING_COSTS_NOTHING: _("waiting costs nothing: the value is negative"),
    Why.NOT_FINITE: _("too large to be computed"),
    Why.RATE_OUT_OF_RANGE: _("the rate is at or below −100%"),
    Why.LOST_AGAIN: _("recovered, then lost again"),
    Why.BEYOND_RANGE: _("none that can be written: next to −100%, or beyond all measure"),
    Why.IMMEDIATE: _("immediate"),
    Why.COST_OF_FUNDS: _("a cost of funds: cash comes in first and is paid back later"),
    Why.NOT_MEANINGFUL: _("not meaningful: little is paid up front"),
    Why.NPV_NEGATIVE: _("the value is negative as planned"),
    Why.ANY_DELAY: _("any delay within {span}"),
    Why.DIVISION_BY_ZERO: _("a formula divides by zero"),
    Why.NOT_A_NUMBER: _("a formula has no finite value"),
}


def reason(why: Why, language: Language, span: str) -> str:
    """The words of a reason in the page's language; ``span`` is the horizon in words."""
    return language.say(WORDS[why], span=span)
