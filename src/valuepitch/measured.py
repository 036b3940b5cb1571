"""The measures of any cash flow, without a prospect or a product."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from valuepitch.finance import CashFlows, Measures, Why
from valuepitch.finance import measure as measures_of
from valuepitch.locale import language
from valuepitch.page.reasons import reason

_ALWAYS = ("npv", "irr", "mirr", "payback_months", "discounted_payback_months", "profitability_index")
_WITH_COSTS = ("roi", "pv_costs", "pv_benefits")


@dataclass(frozen=True)
class Measured:
    """Measures of n flows; one row per flow.

    Attributes:
        measures: values and reasons by name, each of shape (n,).
        periods_per_year: of the flows.
        periods: P, the last period.
    """

    measures: Measures
    periods_per_year: int
    periods: int

    def data(self, row: int = 0) -> dict[str, Any]:
        """One row as plain data: a measure without value is null, and ``reasons`` says why."""
        values = self.measures.values
        per_month = self.periods_per_year / 12
        out = {
            "npv": _number(values["npv"][row]),
            "irr": self.measures.rates(row),
            "mirr": _number(values["mirr"][row]),
            "payback_periods": _number(values["payback_months"][row] * per_month),
            "discounted_payback_periods": _number(values["discounted_payback_months"][row] * per_month),
            "payback_months": _number(values["payback_months"][row]),
            "profitability_index": _number(values["profitability_index"][row]),
        }
        out |= {name: _number(values[name][row]) for name in _WITH_COSTS if name in values}
        return out | {"reasons": self.reasons(row)}

    def reasons(self, row: int = 0) -> dict[str, dict[str, str]]:
        """Why a measure has no value, or what to say beside it."""
        english = language("en")
        months = self.periods * 12 / self.periods_per_year
        span = english.say_n("{n} month", "{n} months", round(months), n=f"{months:g}")
        found = {name: Why(int(why[row])) for name, why in self.measures.why.items()}
        return {
            name: {"code": why.code, "text": reason(why, english, span)}
            for name, why in found.items()
            if why != Why.NONE
        }


def measure(
    flows: ArrayLike | None = None,
    rate: float = 0.1,
    *,
    costs: ArrayLike | None = None,
    benefits: ArrayLike | None = None,
    periods_per_year: int = 12,
) -> Measured:
    """NPV, IRR, MIRR, payback and profitability index of flows; with costs and benefits ROI too.

    Args:
        flows: net flows, shape (P + 1,) or (n, P + 1), period 0 first. Or give both:
        costs: outflows as positive numbers, same shape.
        benefits: inflows, same shape.
        rate: effective annual rate, above -1.
        periods_per_year: 12 for months, 4, 2 or 1 for years.

    Raises:
        ValueError: a rate at or below -100 %, flows that are not finite, or shapes that differ.
    """
    parts = costs is not None and benefits is not None
    if parts == (flows is not None) or (costs is None) != (benefits is None):
        raise ValueError("give flows, or costs and benefits")
    if not (math.isfinite(rate) and rate > -1):
        raise ValueError(f"the rate is {rate * 100:g}%; it must be above -100%")
    if periods_per_year < 1 or 12 % periods_per_year:
        raise ValueError(f"periods_per_year is {periods_per_year}, not 1, 2, 3, 4, 6 or 12")
    if parts:
        outflow, inflow = _table(costs), _table(benefits)
    else:
        net = _table(flows)
        outflow, inflow = np.maximum(-net, 0.0), np.maximum(net, 0.0)
    if outflow.shape != inflow.shape:
        axis, what = (1, "periods") if outflow.shape[1] != inflow.shape[1] else (0, "rows")
        raise ValueError(f"costs have {outflow.shape[axis]} {what}, benefits {inflow.shape[axis]}")
    one_time = np.concatenate([outflow[:, :1], np.zeros_like(outflow[:, 1:])], axis=1)
    cash = CashFlows(inflow, outflow, one_time, np.full(len(inflow), float(rate)), periods_per_year)
    names = (*_ALWAYS, *_WITH_COSTS) if parts else _ALWAYS
    return Measured(measures_of(cash, names), periods_per_year, inflow.shape[1] - 1)


def _table(flows: ArrayLike | None) -> np.ndarray:
    table = np.atleast_2d(np.asarray(flows, dtype=np.float64))
    if table.ndim != 2 or table.shape[1] < 2:
        raise ValueError("flows need at least two periods")
    if not np.isfinite(table).all():
        raise ValueError("flows must be finite numbers")
    return table


def _number(value: float) -> float | None:
    return float(value) + 0.0 if math.isfinite(value) else None
