"""Payback: when cash is recovered for good."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from valuepitch.finance import CashFlows, Why, measure, payback

Cash = Callable[..., CashFlows]


def periods(*flow: float) -> tuple[float, Why]:
    value, why = payback(np.array([flow], dtype=np.float64))
    return float(value[0]), Why(int(why[0]))


def test_a_straight_line_runs_inside_the_month() -> None:
    assert periods(-100, 60, 80, 10) == (1.5, Why.NONE)


def test_cash_that_is_back_at_nil_is_recovered() -> None:
    assert periods(-100, 60, 40) == (2.0, Why.NONE)


def test_cash_that_is_lost_again_does_not_count_as_recovered() -> None:
    # Above nil in month 1, below in month 2, back half-way through month 4.
    assert periods(-100, 150, -100, 20, 60) == (3.5, Why.NONE)


def test_cash_that_is_lost_again_and_not_recovered_has_no_payback() -> None:
    value, why = periods(-100, 150, -100, 20)
    assert np.isnan(value)
    assert why == Why.LOST_AGAIN


def test_cash_may_come_up_late_and_be_lost_again() -> None:
    value, why = periods(10, -20, 15, -10)
    assert np.isnan(value)
    assert why == Why.LOST_AGAIN


def test_cash_that_was_never_out_of_pocket_before_it_is_lost_is_not_lost_again() -> None:
    value, why = periods(100, -150, 20)
    assert np.isnan(value)
    assert why == Why.NOT_WITHIN_HORIZON


def test_cash_that_never_falls_below_nil_is_recovered_at_once() -> None:
    assert periods(0, 50, 50) == (0.0, Why.IMMEDIATE)
    assert periods(100, -60, -40) == (0.0, Why.IMMEDIATE)
    assert periods(0, 0, 0) == (0.0, Why.IMMEDIATE)


def test_a_loss_after_a_gain_at_the_start_is_not_immediate() -> None:
    assert periods(100, -150, 100) == (1.5, Why.NONE)


def test_cash_that_is_never_recovered_has_no_payback() -> None:
    value, why = periods(-100, 20, 30)
    assert np.isnan(value)
    assert why == Why.NOT_WITHIN_HORIZON


def test_months_without_flows_do_not_shorten_it() -> None:
    assert periods(-100, 50, 0, 0, 50) == (4.0, Why.NONE)


def test_sums_of_decimals_that_miss_nil_by_rounding_count_as_nil() -> None:
    assert periods(-0.8, 0.7, 0.1)[0] == pytest.approx(2.0)
    assert periods(-0.3, 0.1, 0.1, 0.1)[0] == pytest.approx(3.0)


def test_rows_have_their_own_payback() -> None:
    value, why = payback(np.array([[-100.0, 60.0, 80.0], [-100.0, 10.0, 10.0], [0.0, 1.0, 1.0]]))
    assert value[0] == 1.5
    assert np.isnan(value[1])
    assert value[2] == 0.0
    assert why.tolist() == [Why.NONE, Why.NOT_WITHIN_HORIZON, Why.IMMEDIATE]


def test_years_are_told_in_months(cash_of: Cash) -> None:
    found = measure(cash_of([-100.0, 60.0, 80.0], periods_per_year=1))
    assert found.values["payback_months"][0] == 18.0


def test_discounted_payback_by_hand(cash_of: Cash) -> None:
    # At 100% a year: 100 and 100 back, from 200: at the end of year 2.
    found = measure(cash_of([-150.0, 200.0, 200.0], rate=1.0, periods_per_year=1))
    assert found.values["discounted_payback_months"][0] == pytest.approx(24.0)
    assert found.values["payback_months"][0] == pytest.approx(9.0)


def test_discounted_payback_may_be_missing_where_payback_is_not(cash_of: Cash) -> None:
    found = measure(cash_of([-150.0, 200.0], rate=1.0, periods_per_year=1))
    assert found.values["payback_months"][0] == pytest.approx(9.0)
    assert np.isnan(found.values["discounted_payback_months"][0])
    assert found.why["discounted_payback_months"][0] == Why.NOT_WITHIN_HORIZON


def test_discounted_payback_under_annual_end_uses_the_yearly_flows(cash_of: Cash) -> None:
    # -100, then 120 a year at 20%: 100 back at the end of year 1.
    found = measure(cash_of([-100.0, *[10.0] * 24], rate=0.2, discounting="annual_end"))
    assert found.values["discounted_payback_months"][0] == pytest.approx(12.0)
    assert found.values["payback_months"][0] == pytest.approx(10.0)


def test_discounted_payback_under_mid_year_uses_the_yearly_flows(cash_of: Cash) -> None:
    # -150, then 110 a year at 21%: 100 at mid-year 1, 82.6 at mid-year 2, of which 50 are needed.
    found = measure(cash_of([-150.0, *[110 / 12] * 24], rate=0.21, discounting="mid_year"))
    second = 110 / 1.21**1.5
    assert found.values["discounted_payback_months"][0] == pytest.approx(12 + 12 * 50 / second)


@pytest.mark.parametrize("discounting", ["monthly", "annual_end", "mid_year"])
def test_at_a_nil_rate_discounting_does_not_move_payback(cash_of: Cash, discounting: str) -> None:
    found = measure(cash_of([-120.0, *[10.0] * 24], rate=0.0, discounting=discounting))
    assert found.values["payback_months"][0] == pytest.approx(12.0)
    assert found.values["discounted_payback_months"][0] == pytest.approx(12.0)


def test_undiscounted_payback_stays_on_months_under_every_convention(cash_of: Cash) -> None:
    net = [-100.0, *[0.0] * 11, 200.0, *[0.0] * 12]
    for discounting in ("monthly", "annual_end", "mid_year"):
        assert measure(cash_of(net, discounting=discounting)).values["payback_months"][0] == pytest.approx(11.5)


def test_less_than_a_month_keeps_its_figure_and_is_said_to_mean_little(cash_of: Cash) -> None:
    found = measure(cash_of([-1.0, 4.0]))
    assert found.values["payback_months"][0] == pytest.approx(0.25)
    assert found.why["payback_months"][0] == Why.NOT_MEANINGFUL


def test_half_a_year_of_yearly_flows_is_more_than_a_month(cash_of: Cash) -> None:
    found = measure(cash_of([-1.0, 2.0], periods_per_year=1))
    assert found.values["payback_months"][0] == pytest.approx(6.0)
    assert found.why["payback_months"][0] == Why.NONE


def test_exactly_one_month_is_meaningful(cash_of: Cash) -> None:
    assert measure(cash_of([-1.0, 1.0])).why["payback_months"][0] == Why.NONE
