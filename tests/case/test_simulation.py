"""Doubt as a distribution: seeded draws, percentiles, payback, correlation."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from valuepitch.case.inputs import collect
from valuepitch.case.simulation import Simulation, rank_matrix
from valuepitch.case.study import CONSERVATIVE, FAVOURABLE, Case, study
from valuepitch.inputs.load import load_product, load_prospect

CaseOf = Callable[..., Case]

SAMPLES = Path(__file__).parents[2] / "samples"
FREE = {"hurdle_rate": 0}
FULL = {"from_month": 1, "months_to_full": 1}
TWO = {
    "a": {"value": 1000, "low": 500, "high": 1500, "unit": "money"},
    "b": {"value": 2000, "low": 1500, "high": 2500, "unit": "money"},
}


def saving(amount: Any, **more: Any) -> dict[str, Any]:
    return {"name": "Saving", "kind": "cash", "amount": amount, "ramp": FULL, **more}


def drawn(case_of: CaseOf, **product: Any) -> Simulation:
    conventions = {"horizon_months": 12, "draws": 2000, **product.pop("conventions", {})}
    rows = {"assumptions": TWO, "benefits": [saving("a + b")], **product}
    found = case_of(prospect=FREE, conventions=conventions, **rows).simulation
    assert found is not None
    return found


def alone(case_of: CaseOf, *ends: float, cost: float = 0, **conventions: Any) -> Simulation:
    """The simulation of one saving, low, expected and high, and a cost at month 0."""
    low, value, high = ends
    return drawn(
        case_of,
        assumptions={"a": {"value": value, "low": low, "high": high, "unit": "money"}},
        costs=[{"name": "Price", "amount": cost, "month": 0}],
        benefits=[saving("a")],
        conventions=conventions,
    )


def spread(found: Simulation) -> float:
    return found.npv[2] - found.npv[0]


# --- draws ------------------------------------------------------------------------------------


def test_no_range_no_simulation(case_of: CaseOf) -> None:
    assert case_of(costs=[{"name": "Price", "amount": 100, "month": 0}]).simulation is None


def test_a_fault_anywhere_leaves_no_simulation(case_of: CaseOf) -> None:
    assumptions = {"a": {"value": 1, "low": 0, "high": 2, "unit": "count"}}
    case = case_of(assumptions=assumptions, benefits=[saving("100 / a")])
    assert case.faults
    assert (case.simulation, case.break_even) == (None, {})


def test_the_same_seed_gives_the_same_draws_and_another_gives_others(case_of: CaseOf) -> None:
    first, again, other = (drawn(case_of, conventions={"seed": seed}) for seed in (7, 7, 8))
    assert (first.npv, first.payback, first.above_zero) == (again.npv, again.payback, again.above_zero)
    assert np.array_equal(first.recovered, again.recovered)
    assert first.npv != other.npv
    assert (first.seed, other.seed, first.draws) == (7, 8, 2000)


@pytest.mark.parametrize("draws", [100, 2048, 2049, 5000])
def test_as_many_draws_as_the_conventions_say(case_of: CaseOf, draws: int) -> None:
    found = alone(case_of, 500, 1000, 1500, cost=1000, draws=draws)
    assert found.draws == draws
    assert found.above_zero * draws == pytest.approx(round(found.above_zero * draws))
    assert found.above_zero == pytest.approx(0.5, abs=1 / draws)


# --- npv --------------------------------------------------------------------------------------


@pytest.mark.parametrize("sample", ["quickstart", "packaging-line", "receivables"])
def test_percentiles_are_in_order_and_inside_the_scenarios(sample: str) -> None:
    folder = SAMPLES / sample
    case = study(load_prospect(folder / "prospect.yaml"), load_product(folder / "product.yaml"))
    found = case.simulation
    assert found is not None
    worst, best = case.result.value("npv", CONSERVATIVE), case.result.value("npv", FAVOURABLE)
    assert [worst, *found.npv, best] == sorted([worst, *found.npv, best])
    assert 0 <= found.above_zero <= 1


@pytest.mark.parametrize(
    ("ends", "percentiles"),
    [
        # The inverse of a triangle: sqrt(p * width * (peak - low)) above its low end, and so from its high end.
        ((500, 1000, 1500), (500 + (0.1 * 1000 * 500) ** 0.5, 1000, 1500 - (0.1 * 1000 * 500) ** 0.5)),
        ((1000, 1000, 2000), (2000 - (0.9 * 1000**2) ** 0.5, 2000 - (0.5 * 1000**2) ** 0.5, 2000 - (1e5) ** 0.5)),
        ((0, 1000, 1000), (1e5**0.5, 5e5**0.5, 9e5**0.5)),
    ],
    ids=["symmetric", "rising only", "falling only"],
)
def test_a_range_is_a_triangle(case_of: CaseOf, ends: tuple[float, ...], percentiles: tuple[float, ...]) -> None:
    assert alone(case_of, *ends).npv == pytest.approx(percentiles, rel=2e-3)


def test_the_middle_of_a_symmetric_case_is_near_the_expected(case_of: CaseOf) -> None:
    assert drawn(case_of).npv[1] == pytest.approx(3000, rel=0.01)


def test_the_middle_leans_to_the_longer_side(case_of: CaseOf) -> None:
    assert alone(case_of, 900, 1000, 3000).npv[1] > 1000
    assert alone(case_of, 100, 1000, 1100).npv[1] < 1000


@pytest.mark.parametrize(
    ("cost", "share"),
    [
        (400, 1),
        (1000, 0.5),
        # Below 750 lies (250 / 500)^2 / 2 of the triangle.
        (750, 0.875),
        (1250, 0.125),
        (1600, 0),
    ],
)
def test_the_share_of_draws_above_nil(case_of: CaseOf, cost: float, share: float) -> None:
    assert alone(case_of, 500, 1000, 1500, cost=cost).above_zero == pytest.approx(share, abs=1e-3)


def test_a_draw_at_nil_is_not_above_nil(case_of: CaseOf) -> None:
    found = drawn(case_of, benefits=[saving(1000)], costs=[{"name": "Price", "amount": 1000, "month": 0}])
    assert (found.npv, found.above_zero, found.not_recovered) == ((0, 0, 0), 0, 0)


def test_two_inputs_that_move_alone_are_narrower_than_their_ends(case_of: CaseOf) -> None:
    assert spread(drawn(case_of)) < 2 * spread(alone(case_of, 500, 1000, 1500))


# --- payback ----------------------------------------------------------------------------------


def test_payback_has_a_distribution(case_of: CaseOf) -> None:
    # 600 at 600 to 1,800 a year: payback is 600 / (a / 12) months, 4 to 12.
    found = alone(case_of, 600, 1200, 1800, cost=600)
    early, middle, late = found.payback
    assert middle == pytest.approx(6, rel=1e-2)
    assert early == pytest.approx(7200 / (1800 - (0.1 * 1200 * 600) ** 0.5), rel=1e-2)
    assert late == pytest.approx(7200 / (600 + (0.1 * 1200 * 600) ** 0.5), rel=1e-2)
    assert found.recovered.shape == (13,)
    assert (np.diff(found.recovered) >= 0).all()
    assert found.recovered[[3, 12]].tolist() == [0, 1]
    assert found.recovered[6] == pytest.approx(0.5, abs=1e-3)
    assert found.not_recovered == 0


def test_draws_that_are_not_recovered_are_counted(case_of: CaseOf) -> None:
    # 1,000 is recovered within the year where the saving is at least 1,000: in half of the draws.
    found = alone(case_of, 500, 1000, 1500, cost=1000)
    assert found.not_recovered == pytest.approx(0.5, abs=1e-3)
    assert np.isfinite(found.payback[0])
    assert np.isnan(found.payback[2])


def test_nothing_recovered_has_no_payback(case_of: CaseOf) -> None:
    found = alone(case_of, 500, 1000, 1500, cost=5000)
    assert np.isnan(found.payback).all()
    assert (found.not_recovered, found.above_zero) == (1, 0)


def test_nothing_paid_is_recovered_at_once(case_of: CaseOf) -> None:
    found = alone(case_of, 500, 1000, 1500)
    assert found.payback == (0, 0, 0)
    assert found.recovered.tolist() == [1] * 13


# --- correlation ------------------------------------------------------------------------------


def correlated(case_of: CaseOf, rank: float, amount: str = "a + b") -> float:
    pairs = [{"between": ["a", "b"], "rank": rank}]
    return spread(drawn(case_of, correlations=pairs, benefits=[saving(amount)]))


@pytest.mark.parametrize(("amount", "sign"), [("a + b", 1), ("b - a + 2000", -1)])
def test_inputs_that_move_together_widen_npv_and_against_each_other_narrow_it(
    case_of: CaseOf, amount: str, sign: int
) -> None:
    widths = [correlated(case_of, sign * rank, amount) for rank in (-1, -0.5, 0, 0.5, 1)]
    assert widths == sorted(widths)
    # Two equal triangles: they cancel each other, or double the width of one.
    assert widths[0] == pytest.approx(0, abs=1)
    assert widths[-1] == pytest.approx(2 * spread(alone(case_of, 500, 1000, 1500)), rel=1e-2)


def test_a_correlation_of_nil_is_none(case_of: CaseOf) -> None:
    none = drawn(case_of)
    assert drawn(case_of, correlations=[{"between": ["a", "b"], "rank": 0}]).npv == pytest.approx(none.npv)


def test_ranks_stand_in_the_order_of_the_inputs(case_of: CaseOf) -> None:
    third = {"value": 1, "low": 0, "unit": "money"}
    case = case_of(
        assumptions={**TWO, "fixed": {"value": 1, "unit": "money"}, "c": third},
        correlations=[{"between": ["c", "a"], "rank": 0.5}],
        benefits=[saving("a + b + c")],
    )
    ranged = [item for item in collect(case.prospect, case.product).values() if item.has_range]
    assert [item.id for item in ranged] == ["a", "b", "c"]
    ranks = rank_matrix(ranged, case.product.correlations)
    assert ranks is not None
    assert ranks.tolist() == [[1, 0, 0.5], [0, 1, 0], [0.5, 0, 1]]
    assert rank_matrix(ranged, ()) is None


# --- months -----------------------------------------------------------------------------------


def test_months_are_drawn_whole(case_of: CaseOf) -> None:
    # 100 a month from month 1, 2 or 3: every percentile is a whole number of months' savings.
    first = {"value": 2, "low": 1, "high": 3}
    found = drawn(
        case_of,
        assumptions={},
        benefits=[saving(1200, ramp={"from_month": first, "months_to_full": 1})],
        costs=[{"name": "Price", "amount": 1050, "month": 0}],
    )
    assert {round(npv, 6) for npv in found.npv} <= {1200 - 1050, 1100 - 1050, 1000 - 1050}
    # Month 3 is drawn above 2.5: (0.5)^2 / 2 of the triangle.
    assert found.above_zero == pytest.approx(1 - 0.125, abs=1e-3)
