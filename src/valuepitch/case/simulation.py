"""Doubt as a distribution: every range is a triangle, and the case is drawn many times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from valuepitch.case.evaluate import evaluate
from valuepitch.case.inputs import Input, Inputs, expected_rows
from valuepitch.case.plan import Plan
from valuepitch.finance import Array, draws
from valuepitch.model import Product
from valuepitch.model.product import Correlation

PERCENTILES = (10, 50, 90)
_CHUNK = 2048  # rows whose flows stay in the cache


@dataclass(frozen=True)
class Simulation:
    """NPV and payback over many draws.

    Attributes:
        draws, seed: how many, and from which seed; draws in which a formula has no value are not counted.
        npv: its 10th, 50th and 90th percentile, money: so much or less in 10, 50 and 90 of 100 draws.
        above_zero: the share of draws with NPV above nil.
        payback: 10th, 50th and 90th percentile of payback in months; NaN where that draw is not recovered.
        recovered: the share of draws recovered by the end of each month, shape (H + 1,).
    """

    draws: int
    seed: int
    npv: tuple[float, float, float]
    above_zero: float
    payback: tuple[float, float, float]
    recovered: Array

    @property
    def not_recovered(self) -> float:
        """The share of draws that are not recovered within the horizon."""
        return float(1.0 - self.recovered[-1])


def simulate(plan: Plan, inputs: Inputs, product: Product) -> Simulation | None:
    """Draw the case as often as the conventions say; None where no input has a range.

    Raises:
        ValueError: correlations that contradict each other.
    """
    ranged = [item for item in inputs.values() if item.has_range]
    if not ranged:
        return None
    count, seed = product.conventions.draws, product.conventions.seed
    shares = draws.shares(count, len(ranged), rank_matrix(ranged, product.correlations), seed)
    drawn = _drawn(ranged, shares)
    npv, payback = np.empty(count), np.empty(count)
    for start in range(0, count, _CHUNK):
        part = slice(start, min(start + _CHUNK, count))
        rows = expected_rows(inputs, part.stop - part.start)
        measures = evaluate(plan, {**rows, **{name: values[part] for name, values in drawn.items()}}, _NAMES).measures
        npv[part], payback[part] = (measures.values[name] for name in _NAMES)
    valued = np.isfinite(npv)
    if not valued.any():
        return None
    npv, count = npv[valued], int(valued.sum())
    months = np.where(np.isnan(payback[valued]), np.inf, payback[valued])
    recovered = np.searchsorted(np.sort(months), np.arange(plan.horizon + 1) + 1e-9, side="right") / count
    return Simulation(count, seed, _percentiles(npv), float((npv > 0).mean()), _percentiles(months), recovered)


_NAMES = ("npv", "payback_months")


def _drawn(ranged: list[Input], shares: Array) -> Mapping[str, Array]:
    low, high = (np.array([item.ends[end] for item in ranged]) for end in (0, 1))
    values = draws.triangular(shares, low, np.array([item.value for item in ranged]), high)
    return {
        # A start falls on a whole month.
        item.id: np.round(values[:, column]) if item.kind == "month" else values[:, column]
        for column, item in enumerate(ranged)
    }


def _percentiles(values: Array) -> tuple[float, float, float]:
    low, middle, high = np.percentile(values, PERCENTILES, method="inverted_cdf")
    return _finite(low), _finite(middle), _finite(high)


def _finite(value: float) -> float:
    return float(value) if np.isfinite(value) else float("nan")


def rank_matrix(ranged: list[Input], correlations: tuple[Correlation, ...]) -> Array | None:
    """Rank correlations of the inputs with a range, shape (k, k); None where the profile gives none."""
    if not correlations:
        return None
    place = {item.id: index for index, item in enumerate(ranged)}
    ranks = np.eye(len(ranged))
    for pair in correlations:
        one, other = (place[name] for name in pair.between)
        ranks[one, other] = ranks[other, one] = pair.rank
    return ranks
