"""The scale check: each benefit beside the line of the prospect's accounts that it touches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from valuepitch.case.evaluate import Result, filled
from valuepitch.case.plan import Plan
from valuepitch.finance import Array
from valuepitch.model import Product

Mask = NDArray[np.bool_]

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
    for path, key, account in _touched(product):
        amount = float(result.lines[path].full_year[0])
        if account in accounts and float(accounts[account][0]) > 0:
            found.append(Scale(path, key, account, abs(amount) / float(accounts[account][0])))
    return tuple(found)


def _touched(product: Product) -> Iterator[tuple[str, str, str]]:
    """Each benefit's path, the key that names the line of the accounts that it touches, and the line."""
    for index, benefit in enumerate(product.benefits):
        yield (
            f"benefits[{index}]",
            "touches" if benefit.touches else "account",
            benefit.touches or benefit.account or "",
        )


def oversized(product: Product, full_years: Mapping[str, Array], accounts: Mapping[str, Array], n: int) -> Mask:
    """The rows in which a benefit is larger than the line that it touches, shape (n,).

    Args:
        full_years: a benefit of a full year, after risk and attribution, by its path; shapes (n,) or (1,).
        accounts: filled rows, shapes (n,) or (1,).
    """
    over = np.zeros(n, dtype=bool)
    for path, _, account in _touched(product):
        if path in full_years and account in accounts:
            line = accounts[account]
            with np.errstate(invalid="ignore"):
                over |= (line > 0) & (np.abs(full_years[path]) > REFUSE_ABOVE * line)
    return over
