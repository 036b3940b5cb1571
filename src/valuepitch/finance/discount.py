"""Discounting: from flows by month to the flows that are discounted, and their factors.

Three conventions (docs/explanation/finance.md, "Time"). Each is a grid of equal
periods, so that net present value, internal rate of return and discounted
payback all use the same flows and NPV at the IRR is nil under each of them.
"""

from __future__ import annotations

import numpy as np

from valuepitch.finance.schedule import Array

MONTHLY = "monthly"
ANNUAL_END = "annual_end"
MID_YEAR = "mid_year"
DISCOUNTINGS = (MONTHLY, ANNUAL_END, MID_YEAR)


def to_grid(flows: Array, discounting: str, periods_per_year: float = 12) -> tuple[Array, float]:
    """The flows that are discounted, and how many grid periods make a year.

    Args:
        flows: shape (n, P + 1), period 0 first.
        discounting: ``monthly`` leaves the flows on their own periods; ``annual_end`` sums
            them by year, each at its end; ``mid_year`` by year, each at its middle.
        periods_per_year: of ``flows``.

    Returns:
        The grid, shape (n, G + 1), and its periods a year (12, 1 or 2 for monthly flows).

    Raises:
        ValueError: the flows are not whole years, which the yearly conventions need.
    """
    if discounting == MONTHLY:
        return flows, periods_per_year
    n, length = flows.shape
    years, rest = divmod(length - 1, periods_per_year)
    if rest:
        raise ValueError(f"{discounting} needs whole years, not {length - 1} periods")
    yearly = flows[:, 1:].reshape(n, int(years), int(periods_per_year)).sum(axis=2)
    if discounting == ANNUAL_END:
        return np.concatenate([flows[:, :1], yearly], axis=1), 1
    # Half years, the year's flow at its middle; the last half keeps the grid as long as the horizon.
    grid = np.zeros((n, 2 * int(years) + 1))
    grid[:, 0] = flows[:, 0]
    grid[:, 1::2] = yearly
    return grid, 2


def factors(rate: Array, periods: int, periods_per_year: float) -> Array:
    """Discount factors (1 + rate) ** (-t / periods_per_year), shape (n, periods + 1).

    ``rate`` is an effective annual rate, shape (n,); rates at or below -100 % give NaN.
    """
    exponent = np.arange(periods + 1) / periods_per_year
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        growth = np.where(rate > -1.0, 1.0 + rate, np.nan)
        return growth[:, None] ** -exponent[None, :]
