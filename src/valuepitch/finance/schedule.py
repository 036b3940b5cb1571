"""When money moves: ramps, one-time payments, recurring bills, lists by year.

Every function takes start months as arrays of shape (n,), one per case, and
gives an array of shape (n, H + 1), months 0 to H. Amounts are multiplied in by
the caller. Definitions: docs/explanation/finance.md.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

MONTHS_A_YEAR = 12


def months(horizon: int) -> Array:
    """Month numbers 0..horizon, shape (1, horizon + 1)."""
    return np.arange(horizon + 1, dtype=np.float64)[None, :]


def ramp(horizon: int, start: Array, to_full: Array) -> Array:
    """Share of full effect by month: min(max((m - start + 1) / to_full, 0), 1).

    ``start`` 3 and ``to_full`` 6 give 1/6 in month 3 and full effect from month 8.
    """
    month = months(horizon)
    return np.clip((month - start[:, None] + 1) / np.maximum(to_full, 1)[:, None], 0.0, 1.0)


def shares_by_month(horizon: int, shares: Array) -> Array:
    """A written ramp, shape (n, k), months 1..k; the last share holds to the end. Gives (n, H + 1)."""
    index = np.minimum(np.arange(horizon), shares.shape[1] - 1)
    return np.concatenate([np.zeros((len(shares), 1)), shares[:, index]], axis=1)


def one_time(horizon: int, month: Array, over: Array | None = None) -> Array:
    """1 in the given month, or spread evenly over ``over`` months from there."""
    first = np.round(month)[:, None]
    length = np.ones_like(first) if over is None else np.maximum(np.round(over), 1)[:, None]
    grid = months(horizon)
    return np.where((grid >= first) & (grid < first + length), 1.0 / length, 0.0)


def recurring(horizon: int, billed: str, start: Array, escalation: Array) -> Array:
    """Share of a yearly amount paid in each month, escalated by contract year.

    ``monthly``: one twelfth in months start..H. ``in_advance``: the year's amount in
    months start - 1, + 12, ... before month H. ``in_arrears``: in months start + 11, + 12, ..., and
    what is owed for a last part of a year in month H.
    The amount of contract year k is multiplied by (1 + escalation) ** (k - 1).
    """
    month = months(horizon)
    first = np.round(start)[:, None]
    since = month - first
    if billed == "monthly":
        paid = np.where(since >= 0, 1.0 / MONTHS_A_YEAR, 0.0)
        year = np.floor(since / MONTHS_A_YEAR)
    elif billed == "in_advance":
        due = since + 1
        # A bill in month H would pay for a year outside the horizon.
        paid = np.where((due >= 0) & (due % MONTHS_A_YEAR == 0) & (month < horizon), 1.0, 0.0)
        year = np.floor(due / MONTHS_A_YEAR)
    else:
        due = since + 1
        paid = np.where((due > 0) & (due % MONTHS_A_YEAR == 0), 1.0, 0.0)
        # What is owed for a last part of a year is paid when the case ends; it would else never be counted.
        paid[:, -1:] += np.maximum(due[:, -1:], 0.0) % MONTHS_A_YEAR / MONTHS_A_YEAR
        year = np.ceil(due / MONTHS_A_YEAR) - 1
    return paid * _growth(escalation, year) if escalation.any() else paid


def rises(horizon: int, start: Array, escalation: Array) -> Array:
    """(1 + escalation) ** (years since ``start``) by month; 1 in the first year of effect and before it."""
    if not escalation.any():  # powers are dear, and most amounts do not rise
        return np.ones((1, 1))
    return _growth(escalation, np.floor((months(horizon) - np.round(start)[:, None]) / MONTHS_A_YEAR))


def _growth(escalation: Array, year: Array) -> Array:
    return np.asarray((1.0 + escalation)[:, None] ** np.maximum(year, 0.0))


def by_month(horizon: int, amounts: Array) -> Array:
    """A list by month, month 0 first, nil after its end. Gives (1, H + 1)."""
    out = np.zeros((1, horizon + 1))
    out[0, : len(amounts)] = amounts[: horizon + 1]
    return out


def by_year(horizon: int, amounts: Array) -> Array:
    """A list by year, month 0 first; year y is spread evenly over its twelve months. Gives (1, H + 1)."""
    out = np.zeros((1, horizon + 1))
    out[0, 0] = amounts[0]
    for year, amount in enumerate(amounts[1:]):
        begin = 1 + year * MONTHS_A_YEAR
        out[0, begin : begin + MONTHS_A_YEAR] = amount / MONTHS_A_YEAR
    return out


def shift(flows: Array, periods: int) -> Array:
    """The same flows ``periods`` later, with the same last period: what falls after it is lost."""
    if periods == 0:
        return flows
    moved = np.zeros_like(flows)
    moved[:, periods:] = flows[:, :-periods]
    return moved
