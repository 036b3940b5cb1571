"""What cannot be more than all of it: shares, what is taken of an amount, churn that was to fall."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from valuepitch import formula
from valuepitch.case.evaluate import filled
from valuepitch.case.lines import Limit
from valuepitch.case.plan import Plan
from valuepitch.finance import Array

_SLACK = 1e-9


@dataclass(frozen=True)
class Excess:
    """A limit that some row exceeds; ``share`` is how far, 1 being the limit."""

    path: str
    of: str
    share: float


def exceeded(plan: Plan, rows: Mapping[str, Array]) -> tuple[Excess, ...]:
    """The limits that any of the rows exceeds."""
    table, found = filled(plan, rows), []
    for limit in plan.limits:
        share = np.max(_shares(limit, table), initial=0.0)
        if np.isfinite(share) and share > 1.0 + _SLACK:
            found.append(Excess(limit.path, limit.of, float(share)))
    return tuple(found)


def exceeding(plan: Plan, table: Mapping[str, Array], n: int) -> NDArray[np.bool_]:
    """The rows that exceed any limit, shape (n,).

    Args:
        table: filled rows, shapes (n,) or (1,).
    """
    over = np.zeros(n, dtype=bool)
    for limit in plan.limits:
        share = _shares(limit, table)
        over |= np.isfinite(share) & (share > 1.0 + _SLACK)
    return over


def _shares(limit: Limit, table: Mapping[str, Array]) -> Array:
    """How far each row goes, 1 being the limit."""
    value, most = (
        formula.evaluate(tree, {name: table[name] for name in formula.names(tree)})[0]
        for tree in (limit.tree, limit.most)
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(most > 0, value / most, 0.0)
