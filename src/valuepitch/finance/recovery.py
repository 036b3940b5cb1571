"""Payback: when cumulative cash is recovered for good."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from valuepitch.finance.reasons import Why
from valuepitch.finance.schedule import Array

# Sums of decimal amounts miss nil by rounding; this share of the gross flow counts as nil.
NIL = 1e-12


def payback(flows: Array) -> tuple[Array, NDArray[np.int8]]:
    """Periods from period 0 until cumulative cash is at or above nil for good.

    The last upward crossing, by a straight line inside the period. Source: the
    usual definition with interpolation; "for good" so that cash that is lost
    again does not count as recovered.

    Args:
        flows: net flows, shape (n, P + 1).

    Returns:
        Periods, shape (n,), NaN where cash is not recovered by period P, and reasons:
        ``IMMEDIATE`` (0 periods) where the sum never falls below nil, ``LOST_AGAIN`` where it came up to nil
        and ends below it.
    """
    cumulative = np.cumsum(flows, axis=1)
    below = cumulative < -NIL * np.abs(flows).sum(axis=1, keepdims=True)
    n, length = flows.shape
    # The last period below nil; -1 where there is none.
    last = np.where(below.any(axis=1), length - 1 - below[:, ::-1].argmax(axis=1), -1)
    rows = np.arange(n)
    crossing = np.minimum(last + 1, length - 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        part = -cumulative[rows, last] / flows[rows, crossing]
    value = np.where(last < 0, 0.0, last + np.clip(part, 0.0, 1.0))
    value = np.where(last == length - 1, np.nan, value)
    came_up = (below[:, :-1] & ~below[:, 1:]).any(axis=1)
    missed = np.where(came_up, Why.LOST_AGAIN, Why.NOT_WITHIN_HORIZON)
    why = np.where(last < 0, Why.IMMEDIATE, np.where(last == length - 1, missed, Why.NONE))
    return value, why.astype(np.int8)
