"""Arrays in, arrays out: schedules, discounting and the measures of a cash flow."""

from valuepitch.finance.discount import DISCOUNTINGS, factors, to_grid
from valuepitch.finance.measures import MEASURES, CashFlows, Measures, measure
from valuepitch.finance.reasons import Why
from valuepitch.finance.recovery import payback
from valuepitch.finance.roots import irr, irr_roots, sign_changes
from valuepitch.finance.schedule import Array

__all__ = [
    "DISCOUNTINGS",
    "MEASURES",
    "Array",
    "CashFlows",
    "Measures",
    "Why",
    "factors",
    "irr",
    "irr_roots",
    "measure",
    "payback",
    "sign_changes",
    "to_grid",
]
