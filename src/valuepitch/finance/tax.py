"""Income tax on a case: what it takes of each month, with losses used at once or carried forward.

Tax year 1 is months 0 to 12, year 2 months 13 to 24, and so on. The result of a
year is what is taxed less what is deducted. ``used``: a loss saves tax in the
year in which it arises, because the company earns enough elsewhere.
``carried_forward``: the case stands alone; a year of loss pays no tax and gets
no relief, and later years pay tax only on what exceeds the losses before them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from valuepitch.finance.schedule import MONTHS_A_YEAR, Array

USED = "used"
CARRIED_FORWARD = "carried_forward"
LOSSES = (USED, CARRIED_FORWARD)


def tax_years(horizon: int) -> NDArray[np.int64]:
    """The tax year, from 0, of each month 0..horizon; month 0 belongs to the first."""
    return np.maximum(np.arange(horizon + 1) - 1, 0) // MONTHS_A_YEAR


def tax_shares(rate: Array, result: Array, losses: str = USED) -> Array:
    """The share of every taxed or deducted amount that tax takes, or gives back, in its month.

    The whole tax of a year is this share of its result, so that a line after tax is the line less its
    share, and lines after tax add up.

    Args:
        rate: tax rate, shape (n,).
        result: what is taxed less what is deducted, shape (n, H + 1).
        losses: ``used`` or ``carried_forward``.

    Returns:
        Shape (n, H + 1).
    """
    if losses == USED:
        return np.broadcast_to(rate[:, None], result.shape)
    year = tax_years(result.shape[1] - 1)
    starts = np.flatnonzero(np.diff(year, prepend=-1))
    yearly = np.add.reduceat(result, starts, axis=1)
    # Losses carried without limit: taxed so far is the highest cumulative result so far.
    taxed = np.maximum.accumulate(np.maximum(np.cumsum(yearly, axis=1), 0.0), axis=1)
    due = np.diff(taxed, axis=1, prepend=0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        part = np.where(yearly > 0, np.minimum(due / yearly, 1.0), 0.0)
    return np.asarray(rate[:, None] * part[:, year])
