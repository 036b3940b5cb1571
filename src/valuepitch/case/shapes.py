"""A line as multiples of its amount: how much, in which months, and what of it is taxed; before flows are made."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from valuepitch import formula
from valuepitch.case.lines import DEPRECIATED, NEVER, Line
from valuepitch.case.timing import Borrowed, Once, Rows
from valuepitch.finance import Array
from valuepitch.finance.depreciation import by_month


@dataclass(frozen=True)
class Fault:
    """A formula without a value in some rows. ``column`` counts from 0 inside the formula's text."""

    path: str
    message: str
    column: int
    rows: NDArray[np.bool_]


@dataclass(frozen=True)
class LineShape:
    """One line before tax; what is the same in all rows has one row.

    Attributes:
        amount: after risk, shape (n,) or (1,).
        weights: the share of the amount that falls in each month, shape (n, H + 1) or (1, H + 1).
        full_year: the amount of a full year, shape (n,) or (1,).
        base: what of the amount is taxed or deducted in each month, as ``weights``; None: nothing.
        released: what of it is paid back in the last month, as ``weights``; None: nothing.
        fetched: what the asset fetches in the last month, shape (n,) or (1,); None where nothing is stated.
    """

    amount: Array
    weights: Array
    full_year: Array
    base: Array | None
    released: Array | None = None
    fetched: Array | None = None


def line_shape(line: Line, horizon: int, rows: Rows, faults: list[Fault], n: int) -> LineShape:
    """The shape of a line in every row.

    Args:
        rows: inputs as :func:`uniform` gives them.
        faults: where formulas without a value are added.
        n: the number of rows.
    """
    amount = _value(line.amount, line.amount_path, rows, n, faults)
    for name, sign in line.factors:
        amount = amount * (1.0 + sign * rows[name] if sign else rows[name])
    timed = {**rows, **{path: _value(tree, path, rows, n, faults) for path, tree in line.parts}}
    weights = line.timing.weights(horizon, timed)
    full_year = amount * line.timing.full_year(horizon, timed)
    if line.taxed == NEVER:
        released = line.timing.released(horizon, timed) if isinstance(line.timing, Once) else None
        return LineShape(amount, weights, full_year, None, released)
    if isinstance(line.timing, Borrowed):  # interest is deducted, principal is not
        return LineShape(amount, weights, full_year, line.timing.interest(horizon, timed))
    if line.taxed != DEPRECIATED:
        return LineShape(amount, weights, full_year, weights)
    fetched = None if line.salvage is None else rows[line.salvage]
    return LineShape(amount, weights, full_year, weights @ by_month(line.depreciation, horizon), None, fetched)


def uniform(values: Array) -> Array:
    """One value where all rows have the same: most inputs of a target list are the profile's, and weights are dear."""
    return values[:1] if (values == values[0]).all() else values


def _value(tree: formula.Node, path: str, rows: Rows, n: int, faults: list[Fault]) -> Array:
    """A formula in every row, shape (n,) or (1,), NaN where it has no value, and the faults behind that."""
    value, found = formula.evaluate(tree, {name: rows[name] for name in formula.names(tree)})
    faults += [Fault(path, item.message, item.column, np.broadcast_to(item.rows, (n,))) for item in found]
    finite = np.isfinite(value)
    if finite.all():
        return value
    lost = np.broadcast_to(~finite, (n,)) & ~_any_fault(found, n)
    if lost.any():
        faults.append(Fault(path, "has no finite value", 0, lost))
    return np.where(finite, value, np.nan)


def _any_fault(found: list[formula.Fault], n: int) -> NDArray[np.bool_]:
    out = np.zeros(n, dtype=bool)
    for item in found:
        out |= np.broadcast_to(item.rows, (n,))
    return out
