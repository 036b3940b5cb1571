"""What of the published cases is not checked, and why: id -> figures, or "*" for all of them -> reason."""

from __future__ import annotations

_ACCOUNTING = "accounting rate of return: income over book value, no cash flow"
_LIFETIME = "lifetime value of a customer: margin over churn without an end, no measure of a case with a horizon"
_WEEKS = "scheduling by cost of delay over weeks: an order of projects, no measure of one"
_MID_QUARTER = "mid-quarter convention: the tables are those of the half-year convention"
_TEN_YEARS = "property of 10 years: the tables are those of 3, 5 and 7 years"
_DIGITS = "sum of years' digits: no such depreciation is offered"
_DAY_COUNT = "day count other than actual/365, which alone is offered"
_BUDGET = "choice among projects under a budget, no measure of one"

LEFT_OUT: dict[str, dict[str, str]] = {
    "openstax-acct-piano-arr": {"*": _ACCOUNTING},
    "openstax-fin-southwest-pi-ranking": {"best_npv_millions": _BUDGET},
    "pyxirr-xirr-daycount": {"act_360": _DAY_COUNT, "thirty_360": _DAY_COUNT, "act_act_isda": _DAY_COUNT},
    "formulajs-depreciation": {"syd_y1": _DIGITS},
    "macrs-halfyear-10y": {"*": _TEN_YEARS},
    "macrs-midquarter-q4-5y": {"*": _MID_QUARTER},
    "macrs-midquarter-q4-7y": {"*": _MID_QUARTER},
    "swrve-ltv": {"*": _LIFETIME},
    "abracalc-ltv": {"*": _LIFETIME},
    "leadingagile-cost-of-delay": {"*": _WEEKS},
    "github-note-cd3": {"*": _WEEKS},
}
