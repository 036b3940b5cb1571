"""When a line's money moves: its amount times these weights, by month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from valuepitch.finance import Array, schedule
from valuepitch.finance.churn import customers, customers_kept
from valuepitch.finance.loans import lease_payments, loan_schedule

Rows = dict[str, Array]

MONTH = "month"


class Timing(Protocol):
    """When a line's amount falls due, as a multiple of it by month."""

    def weights(self, horizon: int, rows: Rows) -> Array:
        """Shape (n, H + 1) or (1, H + 1)."""
        ...

    def full_year(self, horizon: int, rows: Rows) -> Array | float:
        """What the amount is multiplied by for a year at full effect, or the whole of what is paid once."""
        ...


@dataclass(frozen=True)
class Ramped:
    """One twelfth a month, growing to full effect, and by the escalation from the second year of effect on."""

    start: str
    to_full: str
    escalation: str

    def weights(self, horizon: int, rows: Rows) -> Array:
        share = schedule.ramp(horizon, rows[self.start], rows[self.to_full])
        return share * schedule.rises(horizon, rows[self.start], rows[self.escalation]) / schedule.MONTHS_A_YEAR

    def full_year(self, horizon: int, rows: Rows) -> Array | float:
        return 1.0


@dataclass(frozen=True)
class Shares:
    """One twelfth a month, times written shares, growing by the escalation from month 13 on."""

    inputs: tuple[str, ...]
    escalation: str

    def weights(self, horizon: int, rows: Rows) -> Array:
        # An input that is the same in all rows comes as one value.
        shares = np.stack(np.broadcast_arrays(*(rows[name] for name in self.inputs)), axis=1)
        rise = schedule.rises(horizon, np.ones(len(shares)), rows[self.escalation])
        return schedule.shares_by_month(horizon, shares) * rise / schedule.MONTHS_A_YEAR

    def full_year(self, horizon: int, rows: Rows) -> Array | float:
        return 1.0


@dataclass(frozen=True)
class Once:
    """In a month, or spread over several; paid back in the last month where it reverses."""

    month: str
    over: str | None = None
    reverses: bool = False

    def weights(self, horizon: int, rows: Rows) -> Array:
        paid = self._paid(horizon, rows)
        if self.reverses:
            paid[:, -1] -= paid.sum(axis=1)
        return paid

    def _paid(self, horizon: int, rows: Rows) -> Array:
        return schedule.one_time(horizon, rows[self.month], None if self.over is None else rows[self.over])

    def released(self, horizon: int, rows: Rows) -> Array | None:
        """What of the weights is paid back in the last month; None where nothing is."""
        return self._paid(horizon, rows) if self.reverses else None

    def full_year(self, horizon: int, rows: Rows) -> Array | float:
        return 1.0


@dataclass(frozen=True)
class Recurring:
    """Every year, billed monthly, in advance or in arrears, with an escalation."""

    billed: str
    start: str
    escalation: str
    times: int = 1  # 12 where the written amount is one of a month

    def weights(self, horizon: int, rows: Rows) -> Array:
        return self.times * schedule.recurring(horizon, self.billed, rows[self.start], rows[self.escalation])

    def full_year(self, horizon: int, rows: Rows) -> Array | float:
        return float(self.times)


@dataclass(frozen=True)
class Listed:
    """A list, month 0 first, then by year or by month; the line's amount is 1."""

    amounts: tuple[float, ...]
    by: str

    def weights(self, horizon: int, rows: Rows) -> Array:
        spread = schedule.by_month if self.by == MONTH else schedule.by_year
        return spread(horizon, np.array(self.amounts))

    def full_year(self, horizon: int, rows: Rows) -> Array | float:
        """The last year that is listed within the horizon."""
        if self.by == MONTH:
            return sum(self.amounts[1 : horizon + 1][-schedule.MONTHS_A_YEAR :])
        within = self.amounts[1 : 1 - (-horizon // schedule.MONTHS_A_YEAR)]
        return within[-1] if within else 0.0


@dataclass(frozen=True)
class Churned:
    """Customers who stay, month by month; the line's amount is the margin of one in a month.

    Each attribute names a row; ``start`` is the first month with the new churn.
    """

    customers: str
    gained: str
    before: str
    after: str
    start: str

    def weights(self, horizon: int, rows: Rows) -> Array:
        gained, before, after = rows[self.gained], rows[self.before], rows[self.after]
        elapsed = np.round(rows[self.start]) - 1.0
        month = np.arange(horizon + 1)[None, :]
        as_is = customers(horizon, rows[self.customers], gained, before)
        turn = np.clip(elapsed, 0, horizon).astype(np.int64)[:, None]
        at_turn = np.take_along_axis(as_is, turn, axis=1)[:, 0]
        kept = customers_kept(horizon, at_turn, gained, before, after)
        since = np.clip(month - turn, 0, horizon)
        return np.where(month > turn, np.take_along_axis(kept, since, axis=1), 0.0)

    def full_year(self, horizon: int, rows: Rows) -> Array | float:
        """The last year of the case: the effect grows to its end."""
        return np.asarray(self.weights(horizon, rows)[:, max(horizon - 11, 1) :].sum(axis=1))


@dataclass(frozen=True)
class LeasePaid:
    """Level payments of a lease; the line's amount is one of them."""

    months: str
    in_advance: bool

    def weights(self, horizon: int, rows: Rows) -> Array:
        return lease_payments(rows[self.months], self.in_advance, horizon)

    def full_year(self, horizon: int, rows: Rows) -> Array | float:
        return float(schedule.MONTHS_A_YEAR)


@dataclass(frozen=True)
class Borrowed:
    """A loan over what another line pays, drawn as it pays: drawn amounts come in, level payments go out."""

    of: Timing
    rate: str
    months: str

    def weights(self, horizon: int, rows: Rows) -> Array:
        return self._repaid(horizon, rows, principal=True) - self.of.weights(horizon, rows)

    def interest(self, horizon: int, rows: Rows) -> Array:
        """The part of the payments that is interest."""
        return self._repaid(horizon, rows, principal=False)

    def _repaid(self, horizon: int, rows: Rows, *, principal: bool) -> Array:
        drawn = self.of.weights(horizon, rows)
        # An input that is the same in all rows comes as one value.
        rate, months = np.broadcast_arrays(rows[self.rate], rows[self.months])
        out = np.zeros(np.broadcast_shapes(drawn.shape, (len(rate), 1)))
        for month in np.flatnonzero(drawn.any(axis=0)):
            loan = loan_schedule(rate, months, horizon - int(month))
            out[:, month:] += drawn[:, month, None] * (loan.paid if principal else loan.interest)
        return out

    def full_year(self, horizon: int, rows: Rows) -> Array | float:
        return 0.0
