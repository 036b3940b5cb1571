"""Draws from triangles, alone or correlated."""

from __future__ import annotations

import numpy as np
import pytest

from valuepitch.finance.draws import SEED, consistent, shares, triangular

Ranks = list[list[float]]


def at(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float64)


# --- triangles --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("triangle", "u", "value"),
    [
        ((0, 1, 2), 0.5, 1.0),
        ((0, 1, 2), 0.125, 0.5),
        ((0, 1, 2), 0.875, 1.5),
        # A quarter of the draws lies below the peak of 2.
        ((0, 2, 8), 0.25, 2.0),
        ((0, 2, 8), 0.0625, 1.0),
        ((0, 2, 8), 0.75, 8 - 12**0.5),
        ((100, 102, 108), 0.0625, 101.0),
        ((-8, -2, 0), 0.9375, -1.0),
        ((0, 0.1, 0.4), 0.25, 0.1),
        ((0, 0.1, 0.4), 0.0625, 0.05),
        # The peak at an end.
        ((0, 0, 8), 0.75, 4.0),
        ((0, 8, 8), 0.25, 4.0),
        ((-4, -4, 4), 0.75, 0.0),
        # No range, no movement.
        ((5, 5, 5), 0.0, 5.0),
        ((5, 5, 5), 0.3, 5.0),
        ((5, 5, 5), 1.0, 5.0),
        ((0, 0, 0), 0.3, 0.0),
    ],
)
def test_a_triangle_by_hand(triangle: tuple[float, float, float], u: float, value: float) -> None:
    low, peak, high = triangle
    assert triangular(at(u)[:, None], at(low), at(peak), at(high)).tolist() == [[pytest.approx(value, abs=1e-13)]]


@pytest.mark.parametrize("triangle", [(1, 2, 4), (1, 1, 4), (1, 4, 4), (-3, 0, 0), (7, 7, 7)])
def test_the_ends_are_drawn_at_nil_and_one(triangle: tuple[float, float, float]) -> None:
    low, peak, high = (at(value) for value in triangle)
    assert triangular(np.array([[0.0], [1.0]]), low, peak, high).tolist() == [[low[0]], [high[0]]]


def test_each_column_has_its_triangle() -> None:
    u = np.array([[0.125, 0.25], [0.875, 0.0625]])
    found = triangular(u, at(0, 0), at(1, 2), at(2, 8))
    assert found == pytest.approx(np.array([[0.5, 2.0], [1.5, 1.0]]))


def test_the_mean_of_a_triangle_is_that_of_its_corners() -> None:
    u = shares(20_001, 1)
    assert triangular(u, at(2), at(3), at(10)).mean() == pytest.approx(5.0, abs=1e-4)


# --- shares -----------------------------------------------------------------------------------


@pytest.mark.parametrize("ranks", [None, np.array([[1.0, 0.3], [0.3, 1.0]])])
@pytest.mark.parametrize("draws", [1, 2, 7, 100])
def test_each_column_is_spread_evenly(draws: int, ranks: np.ndarray | None) -> None:
    found = shares(draws, 2, ranks)
    assert found.shape == (draws, 2)
    even = (np.arange(draws) + 0.5) / draws
    assert np.sort(found, axis=0).tolist() == np.stack([even, even], axis=1).tolist()


def test_the_draws_are_the_ranks_of_the_seeded_generator() -> None:
    assert SEED == 20_261_123
    normal = np.random.default_rng(20_261_123).standard_normal((9, 2))
    expected = [[(float((normal[:, j] < normal[i, j]).sum()) + 0.5) / 9 for j in range(2)] for i in range(9)]
    assert shares(9, 2).tolist() == expected
    assert shares(9, 2, seed=SEED).tolist() == expected


def test_another_seed_gives_other_draws_and_the_same_seed_the_same() -> None:
    assert shares(50, 2, seed=1).tolist() == shares(50, 2, seed=1).tolist()
    assert shares(50, 2, seed=1).tolist() != shares(50, 2, seed=2).tolist()


def ranks_of(found: np.ndarray) -> np.ndarray:
    """Spearman's correlations: the shares are ranks already."""
    return np.corrcoef(found, rowvar=False)


def test_without_correlations_columns_move_alone() -> None:
    assert ranks_of(shares(20_000, 3)) == pytest.approx(np.eye(3), abs=0.02)


@pytest.mark.parametrize("wanted", [-0.9, -0.5, 0.0, 0.3, 0.7, 0.95])
def test_two_columns_have_the_stated_rank_correlation(wanted: float) -> None:
    found = shares(50_000, 2, np.array([[1.0, wanted], [wanted, 1.0]]))
    assert ranks_of(found)[0, 1] == pytest.approx(wanted, abs=0.008)


def test_three_columns_have_the_stated_rank_correlations() -> None:
    wanted = np.array([[1.0, 0.8, -0.3], [0.8, 1.0, 0.1], [-0.3, 0.1, 1.0]])
    assert ranks_of(shares(50_000, 3, wanted)) == pytest.approx(wanted, abs=0.01)


@pytest.mark.parametrize("way", [1.0, -1.0])
def test_a_full_correlation_moves_both_alike(way: float) -> None:
    found = shares(500, 2, np.array([[1.0, way], [way, 1.0]]))
    other = found[:, 1] if way > 0 else 1 - found[:, 1]
    assert found[:, 0] == pytest.approx(other, abs=1e-12)


def test_the_correlations_given_are_left_as_they_are() -> None:
    ranks = np.array([[1.0, 0.5], [0.5, 1.0]])
    shares(5, 2, ranks)
    assert ranks.tolist() == [[1.0, 0.5], [0.5, 1.0]]


def even(rank: float) -> Ranks:
    """Three columns, each with the same correlation to the others."""
    return [[1.0 if i == j else rank for j in range(3)] for i in range(3)]


@pytest.mark.parametrize(
    ("ranks", "holds"),
    [
        ([[1.0]], True),
        ([[1.0, 1.0], [1.0, 1.0]], True),
        ([[1.0, -1.0], [-1.0, 1.0]], True),
        (even(0.0), True),
        (even(1.0), True),
        # Three normals can be correlated to -1/2 at least: 2 sin(pi r / 6) = -0.5 at r = -0.4826.
        (even(-0.482), True),
        (even(-0.483), False),
        (even(-0.5), False),
        ([[1.0, 0.9, -0.9], [0.9, 1.0, 0.9], [-0.9, 0.9, 1.0]], False),
        ([[1.0, 1.0, 1.0], [1.0, 1.0, 0.0], [1.0, 0.0, 1.0]], False),
    ],
)
def test_correlations_that_contradict_each_other_are_refused(ranks: Ranks, holds: bool) -> None:
    assert consistent(np.array(ranks)) is holds
    if holds:
        assert shares(3, len(ranks), np.array(ranks)).shape == (3, len(ranks))
        return
    with pytest.raises(ValueError) as caught:
        shares(3, len(ranks), np.array(ranks))
    assert str(caught.value) == "the correlations contradict each other"
