"""The one root of flows with one change of sign, a block of rows at a time."""

from __future__ import annotations

import numpy as np
import pytest

from valuepitch.finance.roots import _roots, irr_all, irr_roots
from valuepitch.finance.single_root import BLOCK, single_roots


def two_flows(last: int, x: np.ndarray) -> np.ndarray:
    """An outlay of 1 and, in period ``last``, what brings the continuous rate x."""
    flows = np.zeros((len(x), last + 1))
    flows[:, 0], flows[:, last] = -1.0, np.exp(x * last)
    return flows


@pytest.mark.parametrize(
    ("flow", "rate"),
    [
        ([-100, 110], 0.1),
        ([100, -110], 0.1),
        ([-100, 100], 0.0),
        ([-100, 50], -0.5),
        ([-100, 0, 121], 0.1),
        ([0, -100, 110], 0.1),
        ([-100, 110, 0], 0.1),
        ([-100, 60, 72], 0.2),
        ([-50, -60, 144], 0.2),
        ([-1, 3], 2.0),
        ([-1, 1000], 999.0),
        ([-100, 0.2], -0.998),
        ([-1e9, 1.1e9], 0.1),
        ([-1e-9, 1.1e-9], 0.1),
    ],
)
def test_the_root_of_a_row(flow: list[float], rate: float) -> None:
    found = single_roots(np.array([flow], dtype=np.float64))
    assert found.shape == (1,)
    assert np.expm1(found[0]) == pytest.approx(rate, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("last", [1, 2, 7, 36, 120])
def test_every_rate_on_the_panels_is_found(last: int) -> None:
    # From -7 to 29 in x times the last period, both sides of the seams between panels among them.
    seams = np.array([-1.0, 5.0, 11.0, 17.0, 23.0])
    wanted = np.concatenate([np.linspace(-6.99, 28.99, 1_200), seams - 1e-9, seams + 1e-9]) / last
    found = single_roots(two_flows(last, wanted))
    assert found == pytest.approx(wanted, rel=1e-11, abs=1e-13)


@pytest.mark.parametrize("last", [1, 36])
@pytest.mark.parametrize("far", [-9.0, -7.5, 29.5, 40.0])
def test_a_rate_beyond_the_panels_is_left_to_the_bracketed_solver(last: int, far: float) -> None:
    flows = two_flows(last, np.array([far / last]))
    assert np.isnan(single_roots(flows)).all()
    assert np.log1p(irr_all(flows, 1)[0, 0]) == pytest.approx(far / last, rel=1e-9)


def mixed(rows: int, last: int = 12, seed: int = 9) -> np.ndarray:
    """Rows with one change of sign, from deep losses to rates beyond the panels, the seller's side among them."""
    generator = np.random.default_rng(seed)
    flows = generator.uniform(0, 100, size=(rows, last + 1))
    outlays = generator.integers(1, last, size=rows)
    flows[np.arange(last + 1)[None, :] < outlays[:, None]] *= -1.0
    flows[:, 0] *= 10.0 ** generator.uniform(-8, 5, size=rows)
    flows[::7] *= -1.0
    return flows


@pytest.mark.parametrize("rows", [1, 2, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK + 3])
def test_rows_on_both_sides_of_a_block_are_those_of_the_bracketed_solver(rows: int) -> None:
    flows = mixed(rows)
    found = single_roots(flows)
    assert found.shape == (rows,)
    at = np.unique(
        np.clip([0, 1, BLOCK - 2, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK - 1, 2 * BLOCK, rows - 1], 0, rows - 1)
    )
    expected = _roots(flows[at], 1)[:, 0]
    left = np.isnan(found[at])
    assert found[at][~left] == pytest.approx(expected[~left], rel=1e-10, abs=1e-13)


def test_a_block_has_4096_rows() -> None:
    assert BLOCK == 4096


def test_no_row_goes_without_a_rate_and_most_need_no_bracket() -> None:
    flows = mixed(3_000)
    assert np.isnan(single_roots(flows)).mean() < 0.25
    assert not np.isnan(irr_all(flows, 1)).any()


def test_a_shuffled_table_gives_the_shuffled_rates() -> None:
    flows = mixed(2 * BLOCK + 77)
    flows[::11, 5] *= -1.0  # several changes of sign
    flows[::13] = np.abs(flows[::13])  # none
    order = np.random.default_rng(1).permutation(len(flows))
    straight, shuffled = irr_all(flows, 12), irr_all(flows[order], 12)
    assert np.array_equal(np.isnan(shuffled), np.isnan(straight[order]))
    assert np.allclose(shuffled, straight[order], rtol=1e-10, atol=1e-12, equal_nan=True)


def test_a_row_is_the_same_alone_as_in_a_table() -> None:
    flows = mixed(BLOCK + 40)
    together = irr_all(flows, 1)[:, 0]
    for row in (0, 7, BLOCK - 1, BLOCK, BLOCK + 39):
        assert irr_roots(flows[row], 1) == [pytest.approx(together[row], rel=1e-11, abs=1e-13)]


def test_the_flows_are_left_as_they_are() -> None:
    flows = mixed(20)
    before = flows.copy()
    single_roots(flows)
    assert np.array_equal(flows, before)


def test_no_rows_have_no_roots() -> None:
    assert single_roots(np.empty((0, 13))).shape == (0,)


@pytest.mark.parametrize("scale", [1e-300, 1e-150, 1e150, 1e300])
def test_flows_of_any_size_have_a_rate_without_a_warning(scale: float) -> None:
    assert irr_roots(np.array([-1.0, 0.6, 0.72]) * scale, 1) == [pytest.approx(0.2, rel=1e-9)]
