"""The scale check: each benefit beside the line of the prospect's accounts that it touches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from valuepitch.case.evaluate import Result, filled
from valuepitch.case.plan import Plan
from valuepitch.finance import Array
from valuepitch.model import Product

WARN_ABOVE, REFUSE_ABOVE = 0.30, 1.00


@dataclass(frozen=True)
class Scale:
    """A benefit of a full year, after risk and attribution, as a share of a line of the accounts.

    Attributes:
        path: the benefit's place, such as ``benefits[0]``.
        key: the key that names the line: ``touches``, or ``account`` of working capital.
        account: the line of the accounts.
        share: benefit over line, positive.
    """

    path: str
    key: str
    account: str
    share: float


def scales(plan: Plan, product: Product, result: Result, rows: Mapping[str, Array]) -> tuple[Scale, ...]:
    """One for each benefit that touches a line which is given, or follows from others, and is above nil."""
    accounts = filled(plan, rows)
    found = []
    for index, benefit in enumerate(product.benefits):
        path = f"benefits[{index}]"
        key = "touches" if benefit.touches else "account"
        account = benefit.touches or benefit.account
        amount = float(result.lines[path].full_year[0])
        if account in accounts and float(accounts[account][0]) > 0:
            found.append(Scale(path, key, account, abs(amount) / float(accounts[account][0])))
    return tuple(found)
