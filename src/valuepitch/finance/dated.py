"""Flows with dates, actual/365: a grid of days in the place of months.

With 365 periods a year a flow after d days is discounted by (1 + r)^(-d/365), so
that the same kernel serves. The grid is as coarse as the dates allow. Source:
the XNPV and XIRR functions of spreadsheets.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import ArrayLike

from valuepitch.finance.schedule import Array

DAYS_A_YEAR = 365


def to_days(flows: ArrayLike, dates: Sequence[date]) -> tuple[Array, float]:
    """Dated flows on a grid of equal periods, the earliest date first.

    Args:
        flows: shape (k,) or (n, k), one flow for each date; flows of one day are added.
        dates: k of them, in any order.

    Returns:
        The grid, shape (n, P + 1), and its periods a year (365 over the days of a period).

    Raises:
        ValueError: as many dates as flows are needed, at least two of them different.
    """
    table = np.atleast_2d(np.asarray(flows, dtype=np.float64))
    if table.shape[1] != len(dates):
        raise ValueError(f"{len(dates)} dates for {table.shape[1]} flows")
    first = min(dates, default=date.min)
    days = np.array([(day - first).days for day in dates])
    if not days.any():
        raise ValueError("the dates are one and the same day")
    step = math.gcd(*(int(day) for day in days))
    place = np.zeros((len(days), int(days.max()) // step + 1))
    place[np.arange(len(days)), days // step] = 1.0
    return table @ place, DAYS_A_YEAR / step
