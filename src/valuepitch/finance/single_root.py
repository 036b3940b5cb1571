"""The one root of flows whose sign changes once, many rows at a time.

Over a stretch of rates the value of a flow is, to rounding, a polynomial of low
degree: e^(-k x) is one in x on a panel where k x moves by six (Chebyshev). So one
matrix product turns a block of flows, however long, into eighteen coefficients
each, and a few Newton steps on these find the root. Panels follow one another
from low to high rates; a row whose root lies outside all of them, or is not
found to rounding, is left as NaN for the bracketed solver in ``roots.py``.

Source: Descartes' rule of signs (one change, one root); Chebyshev interpolation
as in Trefethen, *Approximation Theory and Approximation Practice*, chapters 3 and 8.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from valuepitch.finance.schedule import Array

BLOCK = 4096  # rows; their coefficients stay in the cache

_TERMS = 18
_SAMPLES = 64
_NODES = 9  # where the sign is read, to part a panel into eight stretches
_WIDTH = 6.0  # of a panel, in x times the last period
# Low ends of the panels, in x times the last period: the usual rates first.
_PANELS = (-1.0, 5.0, -7.0, 11.0, 17.0, 23.0)
_STEPS = 6
_ROUNDING = 1e-13  # of a panel's half width


def single_roots(flows: Array) -> Array:
    """The root x = ln(1 + periodic rate) of each row, NaN where it is left to the bracketed solver.

    Args:
        flows: rows with one change of sign, shape (n, P + 1).

    Returns:
        Shape (n,).
    """
    found = np.full(len(flows), np.nan)
    for start in range(0, len(flows), BLOCK):
        block, out = flows[start : start + BLOCK], found[start : start + BLOCK]
        left = np.arange(len(block))
        for low in _PANELS:
            rows = block if len(left) == len(block) else block[left]
            with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
                out[left] = _in_panel(_panel(flows.shape[1] - 1, low), rows)
            left = np.flatnonzero(np.isnan(out))
            if not len(left):
                break
    return found


@dataclass(frozen=True)
class _Panel:
    """A stretch of x, as t from -1 to 1, and the matrix that takes flows to coefficients and values on it.

    Attributes:
        matrix: shape (terms + nodes, P + 1): coefficients of t^0, t^1, ..., then values at the nodes.
    """

    middle: float
    half: float
    matrix: Array

    @property
    def nodes(self) -> Array:
        return np.linspace(-1.0, 1.0, _NODES)


@functools.lru_cache(maxsize=64)
def _panel(last: int, low: float) -> _Panel:
    half = _WIDTH / 2 / last
    middle = low / last + half
    periods = np.arange(last + 1)
    angles = np.pi * (np.arange(_SAMPLES) + 0.5) / _SAMPLES
    sampled = np.exp(-np.outer(middle + half * np.cos(angles), periods))
    series = 2.0 / _SAMPLES * np.cos(np.outer(np.arange(_TERMS), angles)) @ sampled
    series[0] /= 2.0
    # Chebyshev polynomials in powers of t: T_0 = 1, T_1 = t, T_(k+1) = 2 t T_k - T_(k-1).
    powers = np.zeros((_TERMS, _TERMS))
    powers[0, 0] = powers[1, 1] = 1.0
    for degree in range(2, _TERMS):
        powers[1:, degree] = 2.0 * powers[:-1, degree - 1]
        powers[:, degree] -= powers[:, degree - 2]
    values = np.exp(-np.outer(middle + half * np.linspace(-1.0, 1.0, _NODES), periods))
    return _Panel(middle, half, np.concatenate([powers @ series, values]))


def _in_panel(panel: _Panel, flows: Array) -> Array:
    """The root of each row on one panel, NaN where there is none."""
    product = panel.matrix @ flows.T
    coefficients, values = product[:_TERMS], product[_TERMS:]
    low, ends = _stretch(values)
    has_root = ends[0] * ends[1] <= 0
    nodes = panel.nodes
    width = nodes[1] - nodes[0]
    t = nodes[low] + width * np.clip(ends[0] / (ends[0] - ends[1]), 0.0, 1.0)
    t, moved = _newton(coefficients, t)
    inside = (t >= nodes[low] - width) & (t <= nodes[low] + 2 * width) & (np.abs(t) <= 1.0)
    return np.where(has_root & inside & (moved <= _ROUNDING), panel.middle + panel.half * t, np.nan)


def _stretch(values: Array) -> tuple[NDArray[np.int64], tuple[Array, Array]]:
    """The stretch between two nodes on which the sign changes, and the values at its ends."""
    same = (values > 0) == (values[0] > 0)
    low = np.clip(same.sum(axis=0) - 1, 0, _NODES - 2)
    rows = np.arange(values.shape[1])
    return low, (values[low, rows], values[low + 1, rows])


def _newton(coefficients: Array, start: Array) -> tuple[Array, Array]:
    """Newton steps on all rows at once: where they end, and how far the last one went."""
    t = start.copy()
    value, slope = np.empty_like(t), np.empty_like(t)
    for _ in range(_STEPS):
        np.multiply(coefficients[-1], t, out=value)
        value += coefficients[-2]
        slope[:] = coefficients[-1]
        for coefficient in coefficients[-3::-1]:
            slope *= t
            slope += value
            value *= t
            value += coefficient
        np.divide(value, slope, out=value)
        t -= value
        if np.abs(value).max(initial=0.0) <= _ROUNDING:
            break
    return t, np.abs(value)
