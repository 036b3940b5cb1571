"""Cash flows of many cases: what they are, how they are discounted, and their present values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from valuepitch.finance import roots as rates
from valuepitch.finance.discount import MONTHLY, factors, to_grid
from valuepitch.finance.recovery import NIL
from valuepitch.finance.schedule import Array, shift


@dataclass(frozen=True)
class CashFlows:
    """Flows of n cases over periods 0..P, and how they are discounted.

    Attributes:
        benefits: inflows, shape (n, P + 1), money.
        costs: outflows as positive numbers, shape (n, P + 1).
        one_time: the part of ``costs`` that is paid once, shape (n, P + 1).
        rate: effective annual hurdle rate, shape (n,).
        periods_per_year: 12 for months.
        discounting: one of ``finance.discount.DISCOUNTINGS``; ``monthly`` means on the flows' own periods.
        roi: ``discounted`` or ``undiscounted``.
        released: benefits that are paid back in the last period, shape (n, P + 1); none by default.
        end_costs: the part of the last period's costs that stays there whatever is late, such as salvage; (n,).
        finance_rate, reinvest_rate: of the modified rate of return, effective annual, shape (n,); the hurdle
            rate where none is given.
    """

    benefits: Array
    costs: Array
    one_time: Array
    rate: Array
    periods_per_year: float = 12
    discounting: str = MONTHLY
    roi: str = "discounted"
    finance_rate: Array | None = None
    reinvest_rate: Array | None = None
    released: Array | None = None
    end_costs: Array | None = None

    @cached_property
    def net(self) -> Array:
        return self.benefits - self.costs

    @cached_property
    def cumulative(self) -> Array:
        return np.cumsum(self.net, axis=1)

    def grid(self, flows: Array) -> Array:
        return to_grid(flows, self.discounting, self.periods_per_year)[0]

    @cached_property
    def years(self) -> float:
        return float((self.net_grid.shape[1] - 1) / self.grid_periods)

    @cached_property
    def grid_periods(self) -> float:
        """Grid periods a year."""
        return to_grid(self.net[:1], self.discounting, self.periods_per_year)[1]

    @cached_property
    def net_grid(self) -> Array:
        return self.grid(self.net)

    def factors_at(self, rate: Array) -> Array:
        return factors(rate, self.net_grid.shape[1] - 1, self.grid_periods)

    @cached_property
    def discount(self) -> Array:
        return self.factors_at(self.rate)

    def present_value(self, flows: Array) -> Array:
        """Present value at the hurdle rate of flows on the original periods, shape (n,)."""
        total: Array = (self.grid(flows) * self.discount).sum(axis=1)
        return total

    @cached_property
    def npv(self) -> Array:
        """Nil where it misses nil by rounding alone, so that no break-even is called a loss."""
        value = self.present_value(self.net)
        return np.where(np.abs(value) <= self.least, 0.0, value)

    def npv_at(self, rate: Array) -> Array:
        """Net present value at other rates, shape (n,)."""
        value: Array = (self.net_grid * self.factors_at(rate)).sum(axis=1)
        return value

    @cached_property
    def pv_benefits(self) -> Array:
        return self.present_value(self.benefits)

    @cached_property
    def pv_costs(self) -> Array:
        return self.present_value(self.costs)

    @cached_property
    def least(self) -> Array:
        """What counts as nil beside the present value of all flows without their signs, shape (n,)."""
        size = self.present_value(np.abs(self.benefits)) + self.present_value(np.abs(self.costs))
        return np.where(np.isfinite(size), NIL * size, 0.0)

    def late_benefits(self, periods: int) -> Array:
        """Present value of the benefits that many periods later; no more is paid back than was released by the end."""
        if self.released is None:
            return self.present_value(shift(self.benefits, periods))
        moving = self.benefits.copy()
        moving[:, -1] += self.released.sum(axis=1)
        moved = shift(moving, periods)
        moved[:, -1] -= shift(self.released, periods).sum(axis=1)
        return self.present_value(moved)

    def late_costs(self, periods: int) -> Array:
        """Present value of the costs that many periods later; what an asset fetches at the end stays there."""
        if self.end_costs is None:
            return self.present_value(shift(self.costs, periods))
        staying = np.zeros_like(self.costs)
        staying[:, -1] = self.end_costs
        return self.present_value(shift(self.costs - staying, periods) + staying)

    @cached_property
    def roots(self) -> Array:
        """Every internal rate of return, shape (n, k), NaN padded."""
        finite = np.isfinite(self.net_grid).all(axis=1, keepdims=True)
        found = rates.irr_all(np.where(finite, self.net_grid, 0.0), self.grid_periods)
        return np.where(finite, found, np.nan)

    @cached_property
    def positive_net(self) -> Array:
        return np.maximum(self.net_grid, 0.0)

    @cached_property
    def negative_net(self) -> Array:
        return np.maximum(-self.net_grid, 0.0)
