"""Random draws from triangles, alone or correlated; the same seed gives the same draws.

Source: the triangular distribution's inverse as in any statistics textbook;
correlation through a normal copula, whose linear correlation for a rank
correlation r is 2 sin(pi r / 6) (Kruskal, "Ordinal Measures of Association",
*Journal of the American Statistical Association*, 1958).
"""

from __future__ import annotations

import numpy as np

from valuepitch.finance.schedule import Array

SEED = 20_261_123


def triangular(u: Array, low: Array, peak: Array, high: Array) -> Array:
    """The value of a triangle at the share ``u`` of its draws: low at 0, high at 1.

    Args:
        u: shares from 0 to 1, shape (draws, k).
        low, peak, high: shape (k,), low <= peak <= high.
    """
    width = high - low
    with np.errstate(divide="ignore", invalid="ignore"):
        turn = np.where(width > 0, (peak - low) / width, 0.0)
    rising = low + np.sqrt(u * width * (peak - low))
    falling = high - np.sqrt((1.0 - u) * width * (high - peak))
    return np.clip(np.where(u < turn, rising, falling), low, high)


def shares(draws: int, k: int, ranks: Array | None = None, seed: int = SEED) -> Array:
    """Shares between 0 and 1, evenly spread in each column, shape (draws, k).

    Args:
        ranks: rank correlations, shape (k, k), 1 on the diagonal; none: the columns move alone.
        seed: of the generator (PCG64).

    Raises:
        ValueError: correlations that contradict each other (:func:`consistent`).
    """
    normal = np.random.default_rng(seed).standard_normal((draws, k))
    if ranks is not None:
        normal = normal @ _factor(ranks).T
    place = np.argsort(np.argsort(normal, axis=0), axis=0)
    return (place + 0.5) / draws


def consistent(ranks: Array) -> bool:
    """Whether rank correlations can hold together: their matrix has no negative direction."""
    return bool(np.linalg.eigvalsh(_linear(ranks)).min() >= -1e-9)


def _linear(ranks: Array) -> Array:
    linear = 2.0 * np.sin(np.pi * np.asarray(ranks) / 6.0)
    np.fill_diagonal(linear, 1.0)
    return linear


def _factor(ranks: Array) -> Array:
    if not consistent(ranks):
        raise ValueError("the correlations contradict each other")
    # Eigenvalues in place of Cholesky: a correlation of exactly 1 or -1 is allowed.
    values, vectors = np.linalg.eigh(_linear(ranks))
    return np.asarray(vectors * np.sqrt(np.maximum(values, 0.0)))
