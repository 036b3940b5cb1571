"""What is late when a case starts late: releases that are paid back, and what an asset fetches at the end."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from valuepitch.finance import MEASURES, MORE_MEASURES, CashFlows, Why, irr, irr_roots, measure
from valuepitch.finance.roots import irr_all, single

Cash = Callable[..., CashFlows]


def table(*rows: list[float]) -> np.ndarray:
    return np.array(rows, dtype=np.float64)


# Released in periods 1 and 2, and paid back in period 4; beside it 10 a period.
RELEASED = table([0, 100, 50, 0, 0], [0, 10, 0, 0, 0])
BENEFITS = table([0, 110, 60, 10, 10 - 150], [0, 20, 10, 10, 10 - 10])
COSTS = table([200, 5, 5, 5, 5 - 40], [20, 1, 1, 1, 1 - 4])


@pytest.mark.parametrize(
    ("periods", "late"),
    [
        (0, [BENEFITS[0].tolist(), BENEFITS[1].tolist()]),
        (1, [[0, 0, 110, 60, 10 - 150], [0, 0, 20, 10, 10 - 10]]),
        (3, [[0, 0, 0, 0, 110 - 100], [0, 0, 0, 0, 20 - 10]]),
        (4, [[0, 0, 0, 0, 0], [0, 0, 0, 0, 0]]),
    ],
)
def test_no_more_is_paid_back_than_was_released_by_the_end(
    periods: int, late: list[list[float]], cash_of: Cash
) -> None:
    flows = cash_of(benefits=BENEFITS, costs=COSTS, rate=[0.1, 0.2], periods_per_year=1, released=RELEASED)
    wanted = cash_of(benefits=late, costs=COSTS, rate=[0.1, 0.2], periods_per_year=1).pv_benefits
    assert flows.late_benefits(periods) == pytest.approx(wanted, abs=1e-9)
    assert flows.benefits.tolist() == BENEFITS.tolist()


@pytest.mark.parametrize(
    ("periods", "late"),
    [
        (0, [COSTS[0].tolist(), COSTS[1].tolist()]),
        (1, [[0, 200, 5, 5, 5 - 40], [0, 20, 1, 1, 1 - 4]]),
        (4, [[0, 0, 0, 0, 200 - 40], [0, 0, 0, 0, 20 - 4]]),
    ],
)
def test_what_an_asset_fetches_stays_at_the_end(periods: int, late: list[list[float]], cash_of: Cash) -> None:
    end = np.array([-40.0, -4.0])
    flows = cash_of(benefits=BENEFITS, costs=COSTS, rate=[0.1, 0.2], periods_per_year=1, end_costs=end)
    wanted = cash_of(benefits=BENEFITS, costs=late, rate=[0.1, 0.2], periods_per_year=1).pv_costs
    assert flows.late_costs(periods) == pytest.approx(wanted, abs=1e-9)


def test_without_either_all_flows_move(cash_of: Cash) -> None:
    flows = cash_of(benefits=BENEFITS, costs=COSTS, rate=[0.1, 0.2], periods_per_year=1)
    moved = cash_of(
        benefits=[[0, 0, 110, 60, 10], [0, 0, 20, 10, 10]],
        costs=[[0, 200, 5, 5, 5], [0, 20, 1, 1, 1]],
        rate=[0.1, 0.2],
        periods_per_year=1,
    )
    assert flows.late_benefits(1) == pytest.approx(moved.pv_benefits)
    assert flows.late_costs(1) == pytest.approx(moved.pv_costs)


def test_waiting_takes_both_into_account(cash_of: Cash) -> None:
    end = np.array([-40.0])
    flows = cash_of(
        benefits=[[0, 400, 0]],
        costs=[[100, 0, -40]],
        rate=0.0,
        periods_per_year=1,
        released=table([0, 0, 0]),
        end_costs=end,
    )
    assert measure(flows, ["cost_of_waiting"]).values["cost_of_waiting"].tolist() == [340 - (400 - 100 + 40)]


# --- what rows and defaults must not mix up ---


def test_every_reason_is_one_byte(cash_of: Cash) -> None:
    for flows in (cash_of([-100.0, 60.0, 70.0]), cash_of([0.0, 0.0, 0.0]), cash_of([-100.0, 10.0, 10.0])):
        found = measure(flows, (*MEASURES, *MORE_MEASURES)).why
        assert {why.dtype for why in found.values()} == {np.dtype(np.int8)}


def test_plain_sums_stay_on_their_rows(cash_of: Cash) -> None:
    flows = cash_of(benefits=[[0, 300], [0, 90], [0, 5]], costs=[[100, 0], [100, 0], [0, 0]], roi="undiscounted")
    found = measure(flows, ["roi"])
    assert found.values["roi"].tolist() == [2.0, pytest.approx(-0.1), pytest.approx(np.nan, nan_ok=True)]
    assert found.why["roi"].tolist() == [Why.NONE, Why.NONE, Why.NO_COSTS]


def test_small_money_is_money(cash_of: Cash) -> None:
    flows = cash_of(benefits=[[0, 0.9]], costs=[[0.5, 0]], rate=0.0, periods_per_year=1)
    found = measure(flows, ["roi", "mirr", "slip_months", "profitability_index"])
    assert found.values["roi"][0] == pytest.approx(0.8)
    assert found.values["mirr"][0] == pytest.approx(0.8)
    assert found.values["profitability_index"][0] == pytest.approx(1.8)
    assert found.why["mirr"][0] == Why.NONE


def test_a_case_that_just_breaks_even_may_not_slip(cash_of: Cash) -> None:
    flows = cash_of(benefits=[[0, 50, 50]], costs=[[100, 0, 0]], rate=0.0, periods_per_year=1)
    found = measure(flows, ["slip_months"])
    assert (found.values["slip_months"][0], found.why["slip_months"][0]) == (0.0, Why.NONE)


def test_rates_are_of_months_unless_told_otherwise() -> None:
    flow = [-100.0, 101.0]
    assert irr(flow)[0] == pytest.approx(1.01**12 - 1)
    assert irr_roots(flow) == [pytest.approx(1.01**12 - 1)]
    assert irr_all(np.array([flow]))[0, 0] == pytest.approx(1.01**12 - 1)


def test_rows_of_very_different_size_have_their_own_rates() -> None:
    small = np.array([-1e-6, 2.3e-6, -1.32e-6])
    rows = np.stack([small, small * 1e12, small * 1e3])
    found = irr_all(rows, 1)
    assert found == pytest.approx(np.array([[0.1, 0.2]] * 3), rel=1e-6)


def test_a_flow_below_one_is_cash_in_first() -> None:
    rows = np.array([[0.5, -0.55], [0.0, 0.5], [0.0, 0.0]])
    value, why = single(rows, irr_all(rows, 1))
    assert value[0] == pytest.approx(0.1)
    assert why.tolist() == [Why.COST_OF_FUNDS, Why.NO_SIGN_CHANGE, Why.ALL_ZERO]


def test_flows_that_are_not_finite_are_refused_in_words() -> None:
    with pytest.raises(ValueError, match=r"^flows must be finite numbers$"):
        irr([-100, float("nan")])


def test_an_empty_table_has_no_rates() -> None:
    assert irr_all(np.empty((0, 3))).shape == (0, 1)


def test_a_figure_beyond_all_numbers_is_none_with_its_reason(cash_of: Cash) -> None:
    flows = cash_of([-1e300, 1e305, 0, 0, 0, 0], rate=100.0, periods_per_year=1)
    found = measure(flows, ["mirr", "npv"])
    assert np.isnan(found.values["mirr"][0])
    assert found.why["mirr"][0] == Why.NOT_FINITE
    assert found.why["npv"][0] == Why.NONE


def test_what_rounding_leaves_of_nil_is_nil_in_every_measure(cash_of: Cash) -> None:
    # What comes in goes out again: 0.1 + 0.2 - 0.3.
    flows = cash_of(benefits=[0.0, 0.1, 0.2, -0.3], costs=[2.0, 0.0, 0.0, 0.0], rate=0.0, periods_per_year=1)
    assert flows.pv_benefits[0] > 0.0
    found = measure(flows, ["breakeven_haircut"])
    assert found.why["breakeven_haircut"][0] == Why.NO_BENEFITS


def test_a_delay_at_which_benefits_just_pay_for_costs_is_borne(cash_of: Cash) -> None:
    # At a rate of nil a month's delay loses nothing but the last month; rounding must not decide.
    flows = cash_of(benefits=[0.0, 0.1, 0.7, 0.0], costs=[0.8, 0.0, 0.0, 0.0], rate=0.0, periods_per_year=12)
    assert measure(flows, ["slip_months"]).values["slip_months"][0] == 1.0


def test_a_few_rows_give_the_rates_that_many_give() -> None:
    drawn = np.random.default_rng(3).integers(-900, 900, size=(300, 25)).astype(float)
    together = irr_all(drawn)
    for row, flows in enumerate(drawn):
        alone = irr_all(flows[None, :])[0]
        many = together[row][~np.isnan(together[row])]
        assert alone[~np.isnan(alone)].tolist() == pytest.approx(many.tolist(), rel=1e-9, abs=1e-12)
