"""Internal rate of return: every root, the one rate, and why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy_financial as npf
import pytest
import pyxirr

from valuepitch.finance import Why, irr, irr_roots, sign_changes
from valuepitch.finance.roots import _FEW, irr_all, single


def why_of(flow: Sequence[float]) -> Why:
    table = np.atleast_2d(np.asarray(flow, dtype=np.float64))
    return Why(int(single(table, irr_all(table, 1))[1][0]))


def from_rates(rates: Sequence[float], first: float = -100.0) -> np.ndarray:
    """Flows whose yearly internal rates of return are the given ones, by multiplying their factors."""
    flow = np.array([first])
    for rate in rates:
        flow = np.convolve(flow, [1.0, -(1.0 + rate)])
    return flow


@pytest.mark.parametrize(
    ("flow", "rates"),
    [
        ([-100, 110], [0.1]),
        ([-1600, 10000, -10000], [0.25, 4.0]),
        ([-100, 230, -132], [0.1, 0.2]),
        ([-1000, 2500, -1540], [0.1, 0.4]),
        ([-252, 1431, -3035, 2850, -1000], [0.25, 1 / 3, 3 / 7, 2 / 3]),
        ([-100, 0, 121], [0.1]),
        ([-100, 0, 0, 0, 0, 161.051], [0.1]),
        ([-100, 100], [0.0]),
        ([-100, 50], [-0.5]),
        ([-100, 0.0001], [-0.999999]),
        ([-100, 50, -4], [-0.9, -0.6]),
        ([-5, 10.5, 1, -8, 1], [-0.870201, 0.088598, 0.709560]),
        ([-1, 1000], [999.0]),
        ([100, -110], [0.1]),
    ],
)
def test_every_root_is_found(flow: list[float], rates: list[float]) -> None:
    assert irr_roots(flow, 1) == pytest.approx(rates, rel=1e-5, abs=1e-9)


@pytest.mark.parametrize(
    "rates",
    [
        [0.05],
        [0.1, 0.5],
        [-0.5, 0.1],
        [-0.9, 0.0, 2.0],
        [0.0, 0.5, 1.0, 3.0],
        [-0.6, -0.2, 0.3, 1.5, 6.0],
    ],
)
def test_flows_built_from_rates_give_these_rates(rates: list[float]) -> None:
    assert irr_roots(from_rates(rates), 1) == pytest.approx(rates, rel=1e-7, abs=1e-9)


def test_a_rate_at_which_the_value_only_touches_nil_is_found() -> None:
    assert irr_roots([-100, 220, -121], 1) == pytest.approx([0.1], abs=1e-6)


def test_a_triple_root_is_one_rate() -> None:
    assert irr_roots([-100, 330, -363, 133.1], 1) == pytest.approx([0.1], abs=1e-3)


def test_a_touching_root_stands_beside_a_crossing_one() -> None:
    assert irr_roots(from_rates([0.1, 0.1, 0.6]), 1) == pytest.approx([0.1, 0.6], abs=1e-5)


def test_a_touching_root_is_the_single_irr() -> None:
    assert irr([-100, 220, -121], 1)[0] == pytest.approx(0.1, abs=1e-6)
    assert why_of([-100, 220, -121]) == Why.NONE


@pytest.mark.parametrize("zeros", [(0, 0), (3, 0), (0, 4), (2, 5)])
def test_zeros_before_and_after_the_flow_change_nothing(zeros: tuple[int, int]) -> None:
    before, after = zeros
    flow = [0.0] * before + [-100.0, 0.0, 121.0] + [0.0] * after
    assert irr_roots(flow, 1) == pytest.approx([0.1], rel=1e-12)


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e12])
def test_the_size_of_the_flow_changes_nothing(scale: float) -> None:
    flow = np.array([-1600.0, 10000.0, -10000.0]) * scale
    assert irr_roots(flow, 1) == pytest.approx([0.25, 4.0], rel=1e-9)


@pytest.mark.parametrize(
    ("flow", "why"),
    [
        ([0, 0, 0], Why.ALL_ZERO),
        ([100, 50], Why.NO_SIGN_CHANGE),
        ([-100, -50], Why.NO_SIGN_CHANGE),
        ([0, 100, 0], Why.NO_SIGN_CHANGE),
        ([-100, 200, -150], Why.NO_REAL_ROOT),
        ([-100, 230, -132], Why.NOT_UNIQUE),
        ([-1, 1000], Why.NOT_MEANINGFUL),
        ([100, -110], Why.COST_OF_FUNDS),
        ([0, 100, -110], Why.COST_OF_FUNDS),
        ([-100, 110], Why.NONE),
        ([-100, 50], Why.NONE),
        ([-1, 10.9], Why.NONE),
    ],
)
def test_the_reason_beside_the_rate(flow: list[float], why: Why) -> None:
    assert why_of(flow) == why


@pytest.mark.parametrize("flow", [[0, 0, 0], [100, 50], [-100, -50], [-100, 200, -150]])
def test_flows_without_a_rate_have_no_root(flow: list[float]) -> None:
    assert irr_roots(flow, 1) == []
    assert np.isnan(irr(flow, 1)[0])


def test_a_single_rate_is_the_irr_whatever_the_changes_of_sign() -> None:
    flow = np.convolve([-100.0, 110.0], [1.0, -1.0, 1.0])  # the second factor has no real root
    assert sign_changes(flow[None, :])[0] == 3
    assert irr(flow, 1)[0] == pytest.approx(0.1, rel=1e-9)


def test_several_rates_leave_no_single_one() -> None:
    assert np.isnan(irr([-1600, 10000, -10000], 1)[0])


def test_a_cost_of_funds_keeps_its_rate() -> None:
    assert irr([100, -110], 1)[0] == pytest.approx(0.1, rel=1e-12)


def test_a_rate_beyond_1000_percent_keeps_its_figure() -> None:
    assert irr([-1, 1000], 1)[0] == pytest.approx(999.0, rel=1e-12)


def test_120_months_with_four_rates() -> None:
    monthly = [-0.2, 0.05, 0.4, 1.5]
    # A factor with positive coefficients adds months and no rate.
    flow = np.convolve(from_rates(monthly), np.ones(117))
    assert len(flow) == 121
    assert irr_roots(flow) == pytest.approx([(1 + rate) ** 12 - 1 for rate in monthly], rel=1e-5)


def test_120_months_with_a_replacement_every_other_year() -> None:
    flow = np.full(121, 60.0)
    flow[0] = -500.0
    flow[24::24] = -600.0
    flow[120] = -6000.0
    assert sign_changes(flow[None, :])[0] == 10
    roots = irr_roots(flow)
    found = [_bracketed(flow, low, high) for low, high in _crossings(flow)]
    assert len(roots) == 2
    assert roots == pytest.approx(found, rel=1e-6)


def _value(flow: np.ndarray, x: np.ndarray) -> np.ndarray:
    """NPV at the continuous monthly rates x."""
    return np.exp(-np.outer(x, np.arange(len(flow)))) @ flow


def _crossings(flow: np.ndarray) -> list[tuple[float, float]]:
    x = np.linspace(-0.5, 1.0, 30_001)
    sign = np.sign(_value(flow, x))
    at = np.nonzero(sign[1:] * sign[:-1] < 0)[0]
    return [(float(x[i]), float(x[i + 1])) for i in at]


def _bracketed(flow: np.ndarray, low: float, high: float) -> float:
    below = _value(flow, np.array([low]))[0]
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if _value(flow, np.array([middle]))[0] * below > 0 else (low, middle)
    return float(np.expm1(12 * low))


def test_rates_agree_with_numpy_on_random_flows() -> None:
    generator = np.random.default_rng(11)
    checked = 0
    for _ in range(300):
        flow = generator.integers(-9, 10, size=int(generator.integers(2, 9))).astype(float)
        known = _numpy_rates(flow)
        if known is None:
            continue
        assert irr_roots(flow, 1) == pytest.approx(known, rel=1e-6, abs=1e-7), flow
        checked += len(known)
    assert checked > 150


def _numpy_rates(flow: np.ndarray) -> list[float] | None:
    """The rates by the eigenvalues of the companion matrix; None where they are too close to tell apart."""
    roots = np.roots(np.trim_zeros(flow))
    near = roots[(np.abs(roots.imag) < 1e-3) & (roots.real > 0)]
    rates = sorted(float(root.real) - 1 for root in near)
    doubtful = (np.abs(near.imag) > 1e-9).any() or any(b - a < 1e-3 for a, b in pairwise(rates))
    return None if doubtful else rates


def test_one_change_of_sign_agrees_with_other_libraries() -> None:
    generator = np.random.default_rng(3)
    for _ in range(100):
        length = int(generator.integers(2, 37))
        flow = np.concatenate([[-generator.uniform(50, 500)], generator.uniform(1, 80, size=length)])
        found = irr(flow, 1)[0]
        assert found == pytest.approx(npf.irr(flow), rel=1e-6, abs=1e-9)
        assert found == pytest.approx(pyxirr.irr(flow), rel=1e-6, abs=1e-9)


def test_rows_of_a_table_do_not_disturb_each_other() -> None:
    rows = [
        [-1600.0, 10000.0, -10000.0, 0.0],
        [0.0, 0.0, 0.0, 0.0],
        [0.0, -100.0, 110.0, 0.0],
        [-100.0, 330.0, -363.0, 133.1],
        [-100.0, 200.0, -150.0, 0.0],
    ]
    together = irr_all(np.array(rows), 1)
    for row, found in zip(rows, together, strict=True):
        assert [x for x in found if not np.isnan(x)] == irr_roots(row, 1)


def test_a_table_has_room_for_the_row_with_most_rates() -> None:
    together = irr_all(np.array([[-100.0, 110.0, 0.0], [-100.0, 230.0, -132.0]]), 1)
    assert together.shape == (2, 2)
    assert together[0, 0] == pytest.approx(0.1)
    assert np.isnan(together[0, 1])


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_flows_that_are_not_finite_are_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        irr_roots([-100.0, bad], 1)


def test_sign_changes_pass_over_zeros() -> None:
    flows = np.array([[-1.0, 0.0, 0.0, 2.0, 0.0, -3.0], [0.0, 0.0, 5.0, 0.0, 0.0, 6.0]])
    assert sign_changes(flows).tolist() == [2, 0]


@pytest.mark.parametrize("monthly", [-0.02, 0.0, 0.004, 0.03, 0.2])
def test_an_annuity_over_120_months_gives_its_rate(monthly: float) -> None:
    paid = 120.0 if monthly == 0 else (1 - (1 + monthly) ** -120) / monthly
    [found] = irr_roots([-paid, *[1.0] * 120])
    assert found == pytest.approx((1 + monthly) ** 12 - 1, rel=1e-9, abs=1e-11)


@pytest.mark.parametrize(
    ("flow", "periods_per_year", "rates"),
    [
        ([-100, 0.2], 1, [-0.998]),
        ([-100, 0.2], 12, []),
        ([-1, 1e30], 1, [1e30]),
        ([-1, 1e30], 12, []),
        # A monthly rate of 10 % stands beside one that rounds to -100 % a year.
        ([-100, 110.2, -0.22], 12, [1.1**12 - 1]),
    ],
)
def test_what_rounds_to_minus_100_percent_or_to_infinity_is_no_rate(
    flow: list[float], periods_per_year: int, rates: list[float]
) -> None:
    assert irr_roots(flow, periods_per_year) == pytest.approx(rates, rel=1e-9)


@pytest.mark.parametrize(("last", "why"), [(11.0, Why.NONE), (11.0001, Why.NOT_MEANINGFUL)])
def test_up_to_1000_percent_a_rate_is_meaningful(last: float, why: Why) -> None:
    assert why_of([-1, last]) == why


@pytest.mark.parametrize("last", [364, 702])
def test_a_small_return_after_a_long_time_has_its_rate_without_a_warning(last: int) -> None:
    assert irr_roots([-1236.0, *[0.0] * (last - 1), 1.0], 1) == pytest.approx([1236 ** (-1 / last) - 1], rel=1e-9)


@pytest.mark.parametrize(
    ("flows", "most"),
    [
        ([[-100, 110, 0, 0]], 1),
        ([[0, 0, 0, 0]], 1),
        ([[-100, 210, -210, 110]], 1),  # three changes of sign, one rate
        ([[-100, 230, -132, 0], [-100, 110, 0, 0], [-100, 210, -210, 110]], 2),
        (np.empty((0, 4)), 1),
    ],
)
def test_a_table_is_as_wide_as_the_row_with_most_rates(flows: list[list[float]], most: int) -> None:
    table = np.asarray(flows, dtype=np.float64)
    assert irr_all(table, 1).shape == (len(table), most)


def test_a_rate_of_nil_among_several_changes_of_sign_is_nil() -> None:
    assert irr_roots([-100, 200, -200, 100], 1) == [0.0]


def test_a_rate_next_to_minus_100_percent_is_said_to_be_beyond_range() -> None:
    rows = np.array([[-100.0, 0.2], [-100.0, 100.0]])
    roots = irr_all(rows, 12)
    value, why = single(rows, roots)
    assert np.isnan(value[0])
    assert [Why(code) for code in why] == [Why.BEYOND_RANGE, Why.NONE]
    assert value[1] == 0.0


def test_two_changes_without_a_rate_have_none() -> None:
    assert why_of([-100, 10, -1]) == Why.NO_REAL_ROOT


@pytest.mark.parametrize("seed", range(20))
def test_rates_stay_known_however_the_changes_are_spread(seed: int) -> None:
    # A factor with positive figures alone adds no rate above -100 %, and moves the changes of sign apart.
    draw = np.random.default_rng(seed)
    rates = np.cumsum(draw.uniform(0.05, 0.5, draw.integers(2, 5)))
    flow = np.convolve(from_rates(rates.tolist()), draw.uniform(0.2, 1.0, draw.integers(2, 9)))
    found = irr_roots(flow, 1)
    assert [min(found, key=lambda one: abs(one - rate)) for rate in rates] == pytest.approx(rates.tolist(), rel=1e-5)


def test_years_without_cash_after_several_changes_change_no_rate() -> None:
    assert irr_roots([-100, 230, -132, 0, 0, 0], 1) == pytest.approx([0.1, 0.2])


def test_roots_are_the_same_for_one_row_and_for_many() -> None:
    # Few rows are worked out over a table of powers, many by Horner's rule.
    flows = np.random.default_rng(7).normal(size=(1200, 7))
    together = irr_all(flows)
    assert np.bincount(sign_changes(flows)).max() > _FEW
    for row, found in zip(flows, together, strict=True):
        alone = irr_all(row[None, :])[0]
        np.testing.assert_allclose(alone, found[: len(alone)], rtol=1e-9, atol=1e-12)
        assert np.isnan(found[len(alone) :]).all()
