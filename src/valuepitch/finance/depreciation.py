"""Depreciation: the share of an asset's cost that each tax year writes off, and by month.

Sources: straight line and declining balance as in any accounting textbook; MACRS
from IRS Publication 946, Appendix A, Table A-1 (half-year convention). The table
is used, not its rule, because its last digits are rounded so that they add up.
"""

from __future__ import annotations

import functools
import re

import numpy as np

from valuepitch.finance.schedule import MONTHS_A_YEAR, Array

MACRS: dict[str, tuple[float, ...]] = {
    "macrs_3": (33.33, 44.45, 14.81, 7.41),
    "macrs_5": (20.00, 32.00, 19.20, 11.52, 11.52, 5.76),
    "macrs_7": (14.29, 24.49, 17.49, 12.49, 8.93, 8.92, 8.93, 4.46),
}
IMMEDIATE = "immediate"
LONGEST = 50  # years


def shares(method: str, salvage: float = 0.0) -> Array:
    """The share of the cost that each year writes off, shape (years,).

    Args:
        method: ``straight_line_N``, ``declining_balance_N`` (twice the straight-line rate, straight line of the
            rest once that is more), ``macrs_3``, ``macrs_5``, ``macrs_7`` or ``immediate``.
        salvage: the share of the cost that is not written off; of straight line and declining balance only.

    Raises:
        ValueError: an unknown method, or a number of years outside 1 to 50.
    """
    if method == IMMEDIATE:
        return np.ones(1)
    if method in MACRS:
        return np.array(MACRS[method]) / 100.0
    found = re.fullmatch(r"(straight_line|declining_balance)_([1-9][0-9]?)", method)
    if not found or int(found[2]) > LONGEST:
        raise ValueError(f"{method} is no depreciation")
    years = int(found[2])
    if found[1] == "straight_line":
        return np.full(years, (1.0 - salvage) / years)
    return _declining(years, salvage)


def _declining(years: int, salvage: float) -> Array:
    out, book = np.zeros(years), 1.0
    for year in range(years):
        straight = (book - salvage) / (years - year)
        out[year] = min(max(2.0 / years * book, straight), max(book - salvage, 0.0))
        book -= out[year]
    return out


@functools.lru_cache(maxsize=64)
def by_month(method: str, horizon: int) -> Array:
    """What payments by month write off by month: payments (n, H + 1) @ this (H + 1, H + 1).

    A year's share is spread over its twelve months; the first year starts in the month after the payment.
    What falls after the horizon is left out.
    """
    monthly = np.concatenate([[0.0], np.repeat(shares(method), MONTHS_A_YEAR) / MONTHS_A_YEAR])
    reach = np.zeros(horizon + 1)
    reach[: len(monthly)] = monthly[: horizon + 1]
    month = np.arange(horizon + 1)
    later = month[None, :] - month[:, None]
    return np.where(later >= 0, reach[np.maximum(later, 0)], 0.0)
