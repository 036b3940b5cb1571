"""The value of each input at which NPV is nil, all others as expected."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from valuepitch.case.evaluate import evaluate
from valuepitch.case.inputs import EXCHANGE, INFLATION, Input, Inputs, expected_rows
from valuepitch.case.plan import Plan
from valuepitch.finance import Array

# How far a value is looked for on either side: as multiples of the expected value, and for what has natural ends.
_REACH = np.array([0.0, 0.25, 0.5, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 2.0, 3.0, 5.0, 10.0, 30.0, 100.0])
_STEPS = 60
_NEAR = 1e-12  # of the first width; a month is looked for to the day
_A_DAY = 0.01


def break_even(plan: Plan, inputs: Inputs, items: list[Input]) -> dict[str, float]:
    """For each input the value nearest to the expected one at which NPV is nil; NaN where there is none.

    The values looked at go from nil to a hundred times the expected one; for shares to 100 % (for changes from
    -100 %), for months to the horizon. Each step is one row per input through the kernel.
    """
    if not items:
        return {}
    points = np.stack([_points(item, plan.horizon) for item in items])
    base = expected_rows(inputs, points.size)
    npv = _npv(plan, base, items, points)
    low, high, found = _nearest_change(points, npv, np.array([item.value for item in items]))
    # At an exchange rate of nil a case in the profile's currency is nil altogether, which says nothing.
    found &= (high > 0) | np.array([item.id != EXCHANGE for item in items])
    # As inflation falls to -100 % any later cash fades to nothing, which says nothing either.
    found &= (low > -1) | np.array([item.id != INFLATION for item in items])
    root = _solve(plan, {name: values[: len(items)] for name, values in base.items()}, items, low, high)
    return {item.id: float(value) for item, value in zip(items, np.where(found, root, np.nan), strict=True)}


def _points(item: Input, horizon: int) -> Array:
    """Values to look at, ascending, the expected one among them."""
    if item.kind == "month":
        return np.linspace(min(item.value, 1.0), max(float(horizon), item.value), len(_REACH))
    if item.kind == "rate" and abs(item.value) <= 1.0:
        bounds = item.sourced.bounds
        least = -1.0 if item.value < 0 or (bounds is not None and bounds[0] < 0) else 0.0
        return np.sort(np.append(np.linspace(least, 1.0, len(_REACH) - 1), item.value))
    if item.value == 0:
        return np.linspace(0.0, 1.0, len(_REACH))
    return np.asarray(np.sort(_REACH * item.value))


def _npv(plan: Plan, rows: dict[str, Array], items: list[Input], points: Array) -> Array:
    """NPV with each input alone at its points, shape of ``points``: (items, points each)."""
    each = points.shape[1]
    varied = dict(rows)
    for index, item in enumerate(items):
        values = varied[item.id].copy()
        values[index * each : (index + 1) * each] = points[index]
        varied[item.id] = values
    result = evaluate(plan, varied, only=("npv",))
    return result.measures.values["npv"].reshape(points.shape)


def _nearest_change(points: Array, npv: Array, expected: Array) -> tuple[Array, Array, NDArray[np.bool_]]:
    """The stretch between two points, nearest to the expected value, on which NPV changes its sign."""
    changes = np.sign(npv[:, :-1]) * np.sign(npv[:, 1:]) <= 0
    changes &= (npv[:, :-1] != 0) | (npv[:, 1:] != 0)
    middle = (points[:, :-1] + points[:, 1:]) / 2
    away = np.where(changes, np.abs(middle - expected[:, None]), np.inf)
    at = away.argmin(axis=1)
    rows = np.arange(len(points))
    return points[rows, at], points[rows, at + 1], np.asarray(changes.any(axis=1))


def _solve(plan: Plan, rows: dict[str, Array], items: list[Input], low: Array, high: Array) -> Array:
    """False position, Illinois variant, one row per input; one step where NPV is a straight line."""
    at_low, at_high = (_npv(plan, rows, items, ends[:, None])[:, 0] for ends in (low, high))
    near = np.array([_A_DAY if item.kind == "month" else 0.0 for item in items])
    near = np.maximum(near, _NEAR * np.abs(high - low))
    value = low
    for _ in range(_STEPS):
        with np.errstate(divide="ignore", invalid="ignore"):
            part = at_low / (at_low - at_high)
        value = low + np.where(np.isfinite(part), np.clip(part, 0.0, 1.0), 0.5) * (high - low)
        npv = _npv(plan, rows, items, value[:, None])[:, 0]
        same = np.sign(npv) == np.sign(at_low)
        # The end that stays counts half, so that it is left soon.
        at_high = np.where(same, at_high / 2, npv)
        at_low = np.where(same, npv, at_low / 2)
        low, high = np.where(same, value, low), np.where(same, high, value)
        if ((npv == 0) | (np.abs(high - low) <= near)).all():
            break
    return value
