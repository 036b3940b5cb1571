"""The measures of a cash flow, one function each, over all rows at once.

Definitions and conventions: docs/explanation/finance.md. A measure gives its
values, shape (n,), NaN where it has none, and reasons, shape (n,) of
:class:`~valuepitch.finance.reasons.Why`. A new measure is a function in this
module and a line in :data:`MEASURES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from valuepitch.finance import roots as rates
from valuepitch.finance.discount import MID_YEAR
from valuepitch.finance.flows import CashFlows
from valuepitch.finance.reasons import Why
from valuepitch.finance.recovery import NIL, payback
from valuepitch.finance.schedule import Array

Reasons = NDArray[np.int8]
Valued = tuple[Array, Reasons]

PLUS = 0.05  # NPV is also given at the hurdle rate + 5 points
CASH_MONTH = 24  # the position that is always shown


def _plain(value: Array) -> Valued:
    return value, np.where(np.isfinite(value), Why.NONE, Why.NOT_FINITE).astype(np.int8)


def _divided(above: Array, below: Array, why: Why, least: Array | float = 0.0) -> Valued:
    """above / below, without a value where below is nil or less; ``least`` is what rounding may leave of nil."""
    has = below > least
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(has, above / below, np.nan)
    return value, np.where(has, Why.NONE, why).astype(np.int8)


def npv(flows: CashFlows) -> Valued:
    """Net present value at the hurdle rate, flow 0 included; money."""
    return _plain(flows.npv)


def npv_plus5(flows: CashFlows) -> Valued:
    """Net present value at the hurdle rate + 5 points; money."""
    return _plain(flows.npv_at(flows.rate + PLUS))


def roi(flows: CashFlows) -> Valued:
    """(PV of benefits - PV of costs) / PV of costs, or plain sums by convention; a share."""
    if flows.roi == "undiscounted":
        costs = flows.costs.sum(axis=1)
        return _divided(flows.benefits.sum(axis=1) - costs, costs, Why.NO_COSTS, flows.least)
    return _divided(flows.pv_benefits - flows.pv_costs, flows.pv_costs, Why.NO_COSTS, flows.least)


def irr(flows: CashFlows) -> Valued:
    """Internal rate of return, effective annual, where there is a single one."""
    return rates.single(flows.net_grid, flows.roots)


def mirr(flows: CashFlows) -> Valued:
    """(FV of net inflows at the reinvestment rate / PV of net outflows at the finance rate)^(1 / years) - 1."""
    inflow, outflow = mirr_parts(flows)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        paid, earned = outflow > flows.least, inflow > flows.least
        value = np.where(earned & paid, (inflow / outflow) ** (1.0 / flows.years) - 1.0, np.nan)
    why = np.where(paid, np.where(earned, Why.NONE, Why.NO_POSITIVE_FLOW), Why.NO_NEGATIVE_FLOW)
    return value, why.astype(np.int8)


def mirr_parts(flows: CashFlows) -> tuple[Array, Array]:
    """FV of net inflows in the last period, and PV of net outflows, both positive; money, each of shape (n,)."""
    reinvest = flows.rate if flows.reinvest_rate is None else flows.reinvest_rate
    finance = flows.rate if flows.finance_rate is None else flows.finance_rate
    with np.errstate(invalid="ignore", over="ignore"):
        future = (flows.positive_net * flows.factors_at(reinvest)).sum(axis=1) * (1.0 + reinvest) ** flows.years
    return future, (flows.negative_net * flows.factors_at(finance)).sum(axis=1)


def _in_months(value: Valued, periods_per_year: float) -> Valued:
    months = value[0] * (12.0 / periods_per_year)
    short = (months > 0) & (months < 1)
    return months, np.where(short, Why.NOT_MEANINGFUL, value[1]).astype(np.int8)


def payback_months(flows: CashFlows) -> Valued:
    """Months until cumulative net cash is at or above nil for good."""
    return _in_months(payback(flows.net), flows.periods_per_year)


def discounted_payback_months(flows: CashFlows) -> Valued:
    """The same on discounted flows."""
    discounted = flows.net_grid * flows.discount
    if flows.discounting == MID_YEAR:  # a year's flow stands at its middle and comes in all through the year
        yearly = np.concatenate([discounted[:, :1], discounted[:, 1::2]], axis=1)
        return _in_months(payback(yearly), 1)
    return _in_months(payback(discounted), flows.grid_periods)


def profitability_index(flows: CashFlows) -> Valued:
    """PV of net flows after period 0 over the net outlay at period 0."""
    outlay = -flows.net[:, 0]
    return _divided(flows.npv + outlay, outlay, Why.NO_OUTLAY)


def profitability_index_net(flows: CashFlows) -> Valued:
    """NPV over the net outlay at period 0: the profitability index less 1, as some textbooks print it."""
    return _divided(flows.npv, -flows.net[:, 0], Why.NO_OUTLAY)


def benefit_cost_ratio(flows: CashFlows) -> Valued:
    """PV of benefits over PV of costs: what some publishers call a gross ROI."""
    return _divided(flows.pv_benefits, flows.pv_costs, Why.NO_COSTS)


def net_future_value(flows: CashFlows) -> Valued:
    """NPV carried to the last period at the hurdle rate; money."""
    with np.errstate(invalid="ignore", over="ignore"):
        return _plain(flows.npv * (1.0 + flows.rate) ** flows.years)


def equivalent_annual_cost(flows: CashFlows) -> Valued:
    """The level yearly payment, at years' ends, with the same present value as the net cost; a gain is negative.

    Source: OpenStax, *Principles of Finance*, 2nd edition, "Alternative Methods" (equivalent annuity).
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        level = flows.rate / -np.expm1(-flows.years * np.log1p(flows.rate))
        annuity = np.where(flows.rate == 0, 1.0 / flows.years, level)
        return _plain(-flows.npv * annuity)


def breakeven_haircut(flows: CashFlows) -> Valued:
    """Further share of all counted benefits that can be lost before NPV is nil; negative: the rise needed."""
    value, why = _divided(flows.npv, flows.pv_benefits, Why.NO_BENEFITS, flows.least)
    return value, np.where(value < 0, Why.NPV_NEGATIVE, why).astype(np.int8)


def cost_overrun(flows: CashFlows) -> Valued:
    """NPV over PV of one-time costs: the share by which they can rise; negative: by which they must fall."""
    value, why = _divided(flows.npv, flows.present_value(flows.one_time), Why.NO_ONE_TIME_COST, flows.least)
    return value, np.where(value < 0, Why.NPV_NEGATIVE, why).astype(np.int8)


def cost_of_waiting(flows: CashFlows) -> Valued:
    """NPV as planned less NPV with every flow one period later and the same last period; money."""
    return _unless_negative(flows, flows.npv - (flows.late_benefits(1) - flows.late_costs(1)))


def cost_of_waiting_end_moves(flows: CashFlows) -> Valued:
    """The same where the end moves too: time value alone; money."""
    with np.errstate(divide="ignore", invalid="ignore"):
        later = (1.0 + flows.rate) ** (-1.0 / flows.periods_per_year)
        return _unless_negative(flows, flows.npv * (1.0 - later))


def _unless_negative(flows: CashFlows, value: Array) -> Valued:
    negative = flows.npv < 0
    why = np.where(negative, Why.WAITING_COSTS_NOTHING, Why.NONE)
    return np.where(negative, np.nan, value), why.astype(np.int8)


def pv_benefits(flows: CashFlows) -> Valued:
    """Present value of counted benefits; money."""
    return _plain(flows.pv_benefits)


def pv_costs(flows: CashFlows) -> Valued:
    """Present value of costs; money."""
    return _plain(flows.pv_costs)


def lowest_cash(flows: CashFlows) -> Valued:
    """The lowest cumulative undiscounted net cash: what has to be funded; money."""
    return _plain(flows.cumulative.min(axis=1))


def lowest_cash_month(flows: CashFlows) -> Valued:
    """The first month of the lowest cash, but for rounding."""
    lowest, size = flows.cumulative.min(axis=1, keepdims=True), np.abs(flows.net).sum(axis=1, keepdims=True)
    first = (flows.cumulative <= lowest + NIL * size).argmax(axis=1)
    return _plain(first * (12.0 / flows.periods_per_year))


def cash_month_24(flows: CashFlows) -> Valued:
    """Cumulative undiscounted net cash at month 24; money."""
    period = int(CASH_MONTH * flows.periods_per_year // 12)
    if period >= flows.net.shape[1]:
        n = len(flows.net)
        return np.full(n, np.nan), np.full(n, Why.SHORT_HORIZON, dtype=np.int8)
    return _plain(flows.cumulative[:, period])


def slip_months(flows: CashFlows) -> Valued:
    """Whole months by which all benefits can start late, costs as planned, with NPV at or above nil."""
    n, length = flows.net.shape
    months = np.zeros(n)
    standing = flows.npv >= 0
    for late in range(1, length):
        standing = standing & (flows.late_benefits(late) - flows.pv_costs >= -flows.least)
        months[standing] = late
        if not standing.any():
            break
    why = np.select([flows.npv < 0, months == length - 1], [Why.NPV_NEGATIVE, Why.ANY_DELAY], Why.NONE)
    return months * (12.0 / flows.periods_per_year), why.astype(np.int8)


MEASURES: dict[str, Callable[[CashFlows], Valued]] = {
    function.__name__: function
    for function in (
        npv,
        npv_plus5,
        roi,
        irr,
        mirr,
        payback_months,
        discounted_payback_months,
        profitability_index,
        breakeven_haircut,
        cost_overrun,
        cost_of_waiting,
        cost_of_waiting_end_moves,
        pv_benefits,
        pv_costs,
        lowest_cash,
        lowest_cash_month,
        cash_month_24,
        slip_months,
    )
}


# Of plain flows alone; a case does not print them.
MORE_MEASURES: dict[str, Callable[[CashFlows], Valued]] = {
    function.__name__: function
    for function in (profitability_index_net, benefit_cost_ratio, net_future_value, equivalent_annual_cost)
}


@dataclass(frozen=True)
class Measures:
    """Values and reasons by measure, each of shape (n,), and every IRR of each row where it was asked for."""

    values: dict[str, Array]
    why: dict[str, Reasons]
    roots: Array

    def rates(self, row: int = 0) -> list[float]:
        """Every internal rate of return of one row, ascending; [] where there is none."""
        return [float(x) for x in self.roots[row] if not np.isnan(x)]


def measure(flows: CashFlows, only: Iterable[str] | None = None) -> Measures:
    """The named measures of all rows (those of a case by default).

    Raises:
        KeyError: an unknown measure.
    """
    values: dict[str, Array] = {}
    why: dict[str, Reasons] = {}
    names = tuple(MEASURES if only is None else only)
    out_of_range = flows.rate <= -1.0
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        for name in names:
            value, reason = (MEASURES.get(name) or MORE_MEASURES[name])(flows)
            lost = np.isinf(value) | (np.isnan(value) & (reason == Why.NONE))
            values[name] = np.where(lost, np.nan, value)
            told = np.where(lost, Why.NOT_FINITE, reason)
            why[name] = np.where(out_of_range & np.isnan(value), Why.RATE_OUT_OF_RANGE, told).astype(np.int8)
    roots = flows.roots if "irr" in names else np.empty((len(flows.net), 0))
    return Measures(values, why, roots)
