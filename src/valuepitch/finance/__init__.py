"""Arrays in, arrays out: schedules, discounting, tax, loans, draws and the measures of a cash flow."""

from valuepitch.finance.dated import to_days
from valuepitch.finance.discount import DISCOUNTINGS, factors, to_grid
from valuepitch.finance.flows import CashFlows
from valuepitch.finance.measures import MEASURES, MORE_MEASURES, Measures, measure
from valuepitch.finance.rates import effective_rate, money_rate, nominal_rate, real_rate
from valuepitch.finance.reasons import Why
from valuepitch.finance.recovery import payback
from valuepitch.finance.roots import irr, irr_roots, sign_changes
from valuepitch.finance.schedule import Array

__all__ = [
    "DISCOUNTINGS",
    "MEASURES",
    "MORE_MEASURES",
    "Array",
    "CashFlows",
    "Measures",
    "Why",
    "effective_rate",
    "factors",
    "irr",
    "irr_roots",
    "measure",
    "money_rate",
    "nominal_rate",
    "payback",
    "real_rate",
    "sign_changes",
    "to_days",
    "to_grid",
]
