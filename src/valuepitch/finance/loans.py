"""Level loans and leases: what is drawn, paid and still owed, by month, for one unit of money.

The payment, its interest and its principal come from numpy-financial's ``pmt``,
``ipmt`` and ``ppmt``. A loan's rate is nominal a year and is paid by the month,
as lenders quote it: 6 % a year is 0.5 % a month.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy_financial as npf

from valuepitch.finance.schedule import MONTHS_A_YEAR, Array

_NIL_RATE = 1e-9  # a month; below it the formula of a level payment loses its digits


@dataclass(frozen=True)
class LoanSchedule:
    """A loan of 1, drawn in month 0, repaid in level payments in months 1..N.

    Attributes:
        payment: of every month, shape (n,).
        interest: shape (n, H + 1).
        principal: shape (n, H + 1); what is still owed after the horizon is repaid in month H.
    """

    payment: Array
    interest: Array
    principal: Array

    @property
    def paid(self) -> Array:
        """Interest and principal by month, shape (n, H + 1)."""
        return self.interest + self.principal


def loan_schedule(rate: Array, months: Array, horizon: int) -> LoanSchedule:
    """The schedule of a loan of 1.

    Args:
        rate: nominal annual rate, shape (n,).
        months: number of level payments, at least 1, shape (n,).
        horizon: the last month of the case.
    """
    monthly = np.asarray(rate, dtype=np.float64)[:, None] / MONTHS_A_YEAR
    monthly = np.where(np.abs(monthly) < _NIL_RATE, 0.0, monthly)
    length = np.round(np.asarray(months, dtype=np.float64))[:, None]
    month = np.arange(1, horizon + 1)[None, :]
    owed = np.broadcast_to(month <= length, (len(monthly), horizon))
    with np.errstate(all="ignore"):
        interest = np.where(owed, npf.ipmt(monthly, np.minimum(month, length), length, -1.0), 0.0)
        principal = np.where(owed, npf.ppmt(monthly, np.minimum(month, length), length, -1.0), 0.0)
    first = np.zeros((len(monthly), 1))
    interest, principal = np.concatenate([first, interest], axis=1), np.concatenate([first, principal], axis=1)
    principal[:, -1] += np.where(length[:, 0] > horizon, 1.0 - principal.sum(axis=1), 0.0)
    payment = np.asarray(npf.pmt(monthly[:, 0], length[:, 0], -1.0), dtype=np.float64)
    return LoanSchedule(payment, interest, principal)


def lease_payments(months: Array, in_advance: bool, horizon: int) -> Array:
    """1 in each month in which a lease is paid: months 0..N-1 in advance, else 1..N. Shape (n, H + 1).

    What is still owed after the horizon is paid in month H.
    """
    month = np.arange(horizon + 1)[None, :]
    first = 0 if in_advance else 1
    length = np.round(np.asarray(months, dtype=np.float64))[:, None]
    paid = np.where((month >= first) & (month < first + length), 1.0, 0.0)
    paid[:, -1] += length[:, 0] - paid.sum(axis=1)
    return paid
