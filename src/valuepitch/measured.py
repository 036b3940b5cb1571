"""The measures of any cash flow, without a prospect or a product."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from valuepitch.finance import Array, CashFlows, Measures, Why, effective_rate, nominal_rate, to_days
from valuepitch.finance import measure as measures_of
from valuepitch.finance.dated import DAYS_A_YEAR
from valuepitch.locale import language
from valuepitch.page.reasons import reason
from valuepitch.text import digits

_ALWAYS = (
    "npv",
    "irr",
    "mirr",
    "payback_months",
    "discounted_payback_months",
    "profitability_index",
    "profitability_index_net",
    "net_future_value",
    "equivalent_annual_cost",
)
_WITH_COSTS = ("roi", "benefit_cost_ratio", "pv_costs", "pv_benefits")


@dataclass(frozen=True)
class Measured:
    """Measures of n flows; one row per flow.

    Attributes:
        measures: values and reasons by name, each of shape (n,).
        flows: what was measured, on equal periods.
        nominal: whether rates were given, and are given back too, as nominal a year.
        dated: whether the flows had dates; paybacks are then also in days.
    """

    measures: Measures
    flows: CashFlows
    nominal: bool = False
    dated: bool = False

    @property
    def periods(self) -> int:
        """P, the last period."""
        return int(self.flows.net.shape[1]) - 1

    def data(self, row: int = 0) -> dict[str, Any]:
        """One row as plain data: a measure without value is null, and ``reasons`` says why."""
        values = self.measures.values
        unit, per_month = ("days", DAYS_A_YEAR / 12) if self.dated else ("periods", self.flows.periods_per_year / 12)
        out: dict[str, Any] = {}
        for name in (*_ALWAYS, *_WITH_COSTS):
            if name == "irr":
                out[name] = self.measures.rates(row)
            elif name in ("payback_months", "discounted_payback_months"):
                out[name.replace("months", unit)] = _number(values[name][row] * per_month)
            elif name in values:
                out[name] = _number(values[name][row])
        out["payback_months"] = _number(values["payback_months"][row])
        if self.nominal:
            periods = round(self.flows.periods_per_year)
            out["irr_nominal"] = [float(nominal_rate(rate, periods)) for rate in out["irr"]]
            out["mirr_nominal"] = _number(float(nominal_rate(values["mirr"][row], periods)))
        return out | {"reasons": self.reasons(row)}

    def discounted(self, row: int = 0) -> list[float]:
        """The net flows of one row, each times its discount factor; their sum is NPV."""
        return [float(flow) for flow in (self.flows.net_grid * self.flows.discount)[row]]

    def reasons(self, row: int = 0) -> dict[str, dict[str, str]]:
        """Why a measure has no value, or what to say beside it."""
        english = language("en")
        months = self.periods * 12 / self.flows.periods_per_year
        span = english.say_n("{n} month", "{n} months", round(months), n=digits(round(months, 1)))
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
    dates: Sequence[date] | None = None,
    finance_rate: float | None = None,
    reinvest_rate: float | None = None,
    nominal: bool = False,
) -> Measured:
    """NPV, IRR, MIRR, payback, profitability index and equivalent annual cost of flows; with costs and benefits ROI.

    Args:
        flows: net flows, shape (P + 1,) or (n, P + 1), period 0 first. Or give both:
        costs: outflows as positive numbers, same shape.
        benefits: inflows, same shape.
        rate: yearly rate, above -1; effective, unless ``nominal``.
        periods_per_year: 12 for months, 4, 2 or 1 for years; not with dates.
        dates: a date for each flow, in any order; flows are then discounted by (1 + rate)^(-days / 365).
        finance_rate, reinvest_rate: of the modified rate of return; ``rate`` where none is given.
        nominal: every rate is nominal a year, compounded each period: 6 % over months is 0.5 % a month.

    Raises:
        ValueError: a rate at or below -100 %, flows that are not finite, shapes or dates that do not go together.
    """
    if periods_per_year < 1 or 12 % periods_per_year:
        raise ValueError(f"periods_per_year is {periods_per_year}, not 1, 2, 3, 4, 6 or 12")
    if nominal and dates is not None:
        raise ValueError("a nominal rate has no period to compound over between dates; give an effective rate")
    outflow, inflow = _sides(flows, costs, benefits)
    if dates is not None and len(dates) != inflow.shape[1]:
        raise ValueError(f"{len(dates)} dates for {inflow.shape[1]} flows")
    per_year: float = periods_per_year
    if dates is not None:
        (outflow, per_year), (inflow, _) = to_days(outflow, dates), to_days(inflow, dates)
    once = np.concatenate([outflow[:, :1], np.zeros_like(outflow[:, 1:])], axis=1)
    given = {"rate": rate, "finance_rate": finance_rate, "reinvest_rate": reinvest_rate}
    rates: dict[str, Any] = {
        name: np.full(len(inflow), _effective(name, one, periods_per_year, nominal))
        for name, one in given.items()
        if one is not None
    }
    cash = CashFlows(inflow, outflow, once, periods_per_year=per_year, **rates)
    names = _ALWAYS if flows is not None else (*_ALWAYS, *_WITH_COSTS)
    return Measured(measures_of(cash, names), cash, nominal, dates is not None)


def _sides(flows: ArrayLike | None, costs: ArrayLike | None, benefits: ArrayLike | None) -> tuple[Array, Array]:
    """Outflows and inflows, both positive, of the same shape."""
    parts = costs is not None and benefits is not None
    if parts == (flows is not None) or (costs is None) != (benefits is None):
        raise ValueError("give flows, or costs and benefits")
    if parts:
        outflow, inflow = _table(costs), _table(benefits)
        if (outflow < 0).any():
            place = int((outflow < 0).argmax()) % outflow.shape[1] + 1
            raise ValueError(f"costs are positive numbers; value {place} is {digits(float(outflow[outflow < 0][0]))}")
    else:
        net = _table(flows)
        outflow, inflow = np.maximum(-net, 0.0), np.maximum(net, 0.0)
    if outflow.shape != inflow.shape:
        axis, what = (1, "periods") if outflow.shape[1] != inflow.shape[1] else (0, "rows")
        raise ValueError(f"costs have {outflow.shape[axis]} {what}, benefits {inflow.shape[axis]}")
    if inflow.shape[1] < 2:
        raise ValueError("flows need at least two periods")
    return outflow, inflow


def _effective(name: str, given: float, periods_per_year: int, nominal: bool) -> float:
    """An effective annual rate."""
    lowest = -periods_per_year if nominal else -1
    if not (math.isfinite(given) and given > lowest):
        raise ValueError(f"the {name.replace('_', ' ')} is {digits(given * 100)}%; it must be above {lowest * 100}%")
    return float(effective_rate(given, periods_per_year)) if nominal else float(given)


def _table(flows: ArrayLike | None) -> Array:
    table = np.atleast_2d(np.asarray(flows, dtype=np.float64))
    if table.ndim != 2:
        raise ValueError("flows need at least two periods")
    if not np.isfinite(table).all():
        raise ValueError("flows must be finite numbers")
    return table


def _number(value: float) -> float | None:
    return float(value) + 0.0 if math.isfinite(value) else None
