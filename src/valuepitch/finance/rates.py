"""Yearly rates: nominal and effective, money and real."""

from __future__ import annotations

import numpy as np

from valuepitch.finance.schedule import Array


def effective_rate(nominal: Array | float, periods_per_year: int) -> Array:
    """The effective annual rate of a nominal one that is compounded ``periods_per_year`` times: (1 + n/p)^p - 1.

    Source: OpenStax, *Principles of Finance*, 2nd edition, "Effective annual rate".
    """
    return np.asarray((1.0 + np.asarray(nominal) / periods_per_year) ** periods_per_year - 1.0)


def nominal_rate(effective: Array | float, periods_per_year: int) -> Array:
    """The nominal annual rate, compounded ``periods_per_year`` times, of an effective one: p ((1 + e)^(1/p) - 1)."""
    return np.asarray(periods_per_year * ((1.0 + np.asarray(effective)) ** (1.0 / periods_per_year) - 1.0))


def real_rate(nominal: Array | float, inflation: Array | float) -> Array:
    """The rate in constant prices: (1 + nominal) / (1 + inflation) - 1. Source: Fisher, *The Theory of Interest*."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((1.0 + np.asarray(nominal)) / (1.0 + np.asarray(inflation)) - 1.0)


def money_rate(real: Array | float, inflation: Array | float) -> Array:
    """The rate in money of the day: (1 + real) (1 + inflation) - 1, the inverse of :func:`real_rate`."""
    return np.asarray((1.0 + np.asarray(real)) * (1.0 + np.asarray(inflation)) - 1.0)
