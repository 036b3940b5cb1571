"""Customers that stay: churn compounds month by month."""

from __future__ import annotations

import numpy as np

from valuepitch.finance.schedule import Array


def customers(months: int, start: Array, gained: Array, churn: Array) -> Array:
    """Customers at the end of each month: those of the month before less churn, and those gained.

    Args:
        months: the last month.
        start: customers in month 0, shape (n,).
        gained: new customers a month, shape (n,).
        churn: the share lost in a month, from 0 to 1, shape (n,).

    Returns:
        Shape (n, months + 1).
    """
    staying = (1.0 - churn)[:, None] ** np.arange(months + 1)[None, :]
    # The gains of months 1..m have stayed for m - 1, ..., 0 months.
    kept = np.concatenate([np.zeros((len(churn), 1)), np.cumsum(staying[:, :-1], axis=1)], axis=1)
    return np.asarray(start[:, None] * staying + gained[:, None] * kept)


def customers_kept(months: int, start: Array, gained: Array, before: Array, after: Array) -> Array:
    """How many customers more there are each month with the churn ``after`` than with ``before``; (n, months + 1)."""
    return customers(months, start, gained, after) - customers(months, start, gained, before)
