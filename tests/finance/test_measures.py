"""Each measure against figures worked by hand; the flows stand in the test."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy_financial as npf
import pytest
import pyxirr

from valuepitch.finance import MEASURES, CashFlows, Why, measure

Cash = Callable[..., CashFlows]


def one(flows: CashFlows, name: str) -> float:
    return float(measure(flows, [name]).values[name][0])


def why(flows: CashFlows, name: str) -> Why:
    return Why(int(measure(flows, [name]).why[name][0]))


# At 100% a year and yearly periods the factors are 1, 1/2, 1/4, 1/8.
DOUBLING = {"rate": 1.0, "periods_per_year": 1}


def test_npv_by_hand(cash_of: Cash) -> None:
    assert one(cash_of([-100, 200, 200, 200], **DOUBLING), "npv") == pytest.approx(-100 + 100 + 50 + 25)


def test_present_values_of_both_sides(cash_of: Cash) -> None:
    flows = cash_of(costs=[100, 40, 40], benefits=[0, 200, 300], **DOUBLING)
    assert one(flows, "pv_costs") == pytest.approx(130)
    assert one(flows, "pv_benefits") == pytest.approx(175)
    assert one(flows, "npv") == pytest.approx(45)


def test_roi_divides_npv_by_the_present_value_of_costs(cash_of: Cash) -> None:
    flows = cash_of(costs=[100, 40, 40], benefits=[0, 200, 300], **DOUBLING)
    assert one(flows, "roi") == pytest.approx(45 / 130)


def test_undiscounted_roi_uses_plain_sums(cash_of: Cash) -> None:
    flows = cash_of(costs=[100, 40, 40], benefits=[0, 200, 300], roi="undiscounted", **DOUBLING)
    assert one(flows, "roi") == pytest.approx((500 - 180) / 180)


def test_profitability_index_is_one_and_npv_over_outlay(cash_of: Cash) -> None:
    flows = cash_of([-100, 200, 200, 200], **DOUBLING)
    assert one(flows, "profitability_index") == pytest.approx((100 + 50 + 25) / 100)
    assert one(flows, "profitability_index") == pytest.approx(1 + one(flows, "npv") / 100)


def test_profitability_index_takes_the_net_outlay(cash_of: Cash) -> None:
    flows = cash_of(costs=[100, 0], benefits=[20, 240], **DOUBLING)
    assert one(flows, "profitability_index") == pytest.approx(120 / 80)


def test_mirr_by_hand(cash_of: Cash) -> None:
    # 300 received at the end of year 1 are 600 a year later; 600 / 100 over two years.
    assert one(cash_of([-100, 300, 0], **DOUBLING), "mirr") == pytest.approx(6**0.5 - 1)


def test_mirr_discounts_later_outflows(cash_of: Cash) -> None:
    # Outflows 100 + 100 / 2; inflows 600 at the end.
    assert one(cash_of([-100, -100, 600], **DOUBLING), "mirr") == pytest.approx((600 / 150) ** 0.5 - 1)


def test_mirr_does_not_depend_on_the_size_of_the_flows(cash_of: Cash) -> None:
    assert one(cash_of([-1e-5, -1e-5, 6e-5], **DOUBLING), "mirr") == pytest.approx((600 / 150) ** 0.5 - 1)


def test_mirr_agrees_with_other_libraries(cash_of: Cash) -> None:
    generator = np.random.default_rng(5)
    for _ in range(50):
        net = np.concatenate([[-900.0], generator.normal(20, 60, size=36)])
        rate = float(generator.uniform(0, 0.8))
        monthly = (1 + rate) ** (1 / 12) - 1
        found = one(cash_of(net, rate=rate), "mirr")
        assert found == pytest.approx((1 + npf.mirr(net, monthly, monthly)) ** 12 - 1, rel=1e-9)
        assert found == pytest.approx((1 + pyxirr.mirr(net, monthly, monthly)) ** 12 - 1, rel=1e-9)


def test_irr_agrees_with_other_libraries_on_one_change_of_sign(cash_of: Cash) -> None:
    generator = np.random.default_rng(6)
    for _ in range(40):
        net = np.concatenate([[-generator.uniform(200, 2000)], generator.uniform(0, 90, size=36)])
        found = one(cash_of(net), "irr")
        assert found == pytest.approx((1 + npf.irr(net)) ** 12 - 1, rel=1e-7, abs=1e-9)
        assert found == pytest.approx((1 + pyxirr.irr(net)) ** 12 - 1, rel=1e-7, abs=1e-9)


def test_break_even_haircut_is_the_share_of_benefits_that_can_be_lost(cash_of: Cash) -> None:
    flows = cash_of(costs=[100, 0], benefits=[0, 400], **DOUBLING)
    assert one(flows, "breakeven_haircut") == pytest.approx(1 - 100 / 200)
    assert one(cash_of(costs=[100, 0], benefits=[0, 400 * 0.5], **DOUBLING), "npv") == pytest.approx(0)


def test_break_even_haircut_of_a_loss_is_negative(cash_of: Cash) -> None:
    flows = cash_of(costs=[100, 0], benefits=[0, 160], **DOUBLING)
    assert one(flows, "breakeven_haircut") == pytest.approx(1 - 100 / 80)
    assert why(flows, "breakeven_haircut") == Why.NPV_NEGATIVE


def test_cost_overrun_is_npv_over_the_one_time_costs(cash_of: Cash) -> None:
    flows = cash_of(costs=[100, 40, 40], benefits=[0, 200, 300], one_time=[100, 0, 40], **DOUBLING)
    assert one(flows, "cost_overrun") == pytest.approx(45 / (100 + 10))
    assert why(flows, "cost_overrun") == Why.NONE


def test_cost_overrun_of_a_loss_is_negative(cash_of: Cash) -> None:
    flows = cash_of(costs=[100, 0], benefits=[0, 160], **DOUBLING)
    assert one(flows, "cost_overrun") == pytest.approx(-0.2)
    assert why(flows, "cost_overrun") == Why.NPV_NEGATIVE


def test_lowest_cash_and_its_month(cash_of: Cash) -> None:
    flows = cash_of([-100, -30, 50, -40, 200])
    assert one(flows, "lowest_cash") == -130
    assert one(flows, "lowest_cash_month") == 1


def test_the_first_of_equal_lows_is_named(cash_of: Cash) -> None:
    assert one(cash_of([-100, 50, -50, 200]), "lowest_cash_month") == 0


def test_the_month_of_lowest_cash_of_yearly_flows(cash_of: Cash) -> None:
    assert one(cash_of([-100, -30, 200], periods_per_year=1), "lowest_cash_month") == 12


def test_cash_at_month_24_is_the_running_sum(cash_of: Cash) -> None:
    assert one(cash_of([-100, *[10.0] * 36]), "cash_month_24") == 140
    assert one(cash_of([-100, *[10.0] * 24]), "cash_month_24") == 140
    assert one(cash_of([-100, 60, 70, 80], periods_per_year=1), "cash_month_24") == 30


def test_a_case_that_ends_before_month_24_has_no_cash_there(cash_of: Cash) -> None:
    flows = cash_of([-100, *[10.0] * 23])
    assert np.isnan(one(flows, "cash_month_24"))
    assert why(flows, "cash_month_24") == Why.SHORT_HORIZON


# --- slip -------------------------------------------------------------------------------------


def test_slip_is_the_longest_delay_that_keeps_npv_at_or_above_nil(cash_of: Cash) -> None:
    # At 0%: benefits of 200 less 50 for each month that they start late.
    flows = cash_of(costs=[100, 0, 0, 0, 0], benefits=[0, 50, 50, 50, 50], rate=0.0)
    assert one(flows, "slip_months") == 2
    assert why(flows, "slip_months") == Why.NONE


def test_slip_loses_what_falls_after_the_last_month(cash_of: Cash) -> None:
    # All in the last month: any delay loses it.
    assert one(cash_of(costs=[100, 0, 0], benefits=[0, 0, 150], rate=0.0), "slip_months") == 0


def test_slip_keeps_costs_as_planned(cash_of: Cash) -> None:
    # Late by one: 60 + 60 against 100 + 10 + 10 + 10, all costs still there.
    flows = cash_of(costs=[100, 10, 10, 10], benefits=[0, 60, 60, 60], rate=0.0)
    assert one(flows, "slip_months") == 0


def test_slip_discounts_the_late_benefits(cash_of: Cash) -> None:
    # At 100% a period: 400 in period 1 is 200, in period 2 it is 100, in period 3 it is 50.
    flows = cash_of(costs=[100, 0, 0, 0], benefits=[0, 400, 0, 0], **DOUBLING)
    assert one(flows, "slip_months") == 12  # one period of a year


def test_no_delay_matters_where_benefits_of_month_0_carry_the_case(cash_of: Cash) -> None:
    flows = cash_of(costs=[100, 0, 0, 0], benefits=[150, 0, 0, 0], rate=0.0)
    assert one(flows, "slip_months") == 3
    assert why(flows, "slip_months") == Why.ANY_DELAY


@pytest.mark.parametrize(("cost", "benefit"), [(100, 100), (100, 100.5), (0, 0)])
def test_a_value_of_nil_bears_a_delay_that_loses_nothing(cash_of: Cash, cost: float, benefit: float) -> None:
    flows = cash_of(costs=[cost, 0, 0, 0], benefits=[benefit, 0, 0, 0], rate=0.0)
    assert one(flows, "slip_months") == 3
    assert why(flows, "slip_months") == Why.ANY_DELAY


def test_a_negative_npv_bears_no_delay(cash_of: Cash) -> None:
    flows = cash_of(costs=[100, 0, 0], benefits=[0, 40, 40], rate=0.0)
    assert one(flows, "slip_months") == 0
    assert why(flows, "slip_months") == Why.NPV_NEGATIVE


def test_slip_of_each_row(cash_of: Cash) -> None:
    flows = cash_of(
        costs=[[100, 0, 0, 0], [0, 0, 0, 0], [500, 0, 0, 0]],
        benefits=[[0, 60, 60, 60], [0, 1, 1, 1], [0, 60, 60, 60]],
        rate=0.0,
    )
    found = measure(flows, ["slip_months"])
    assert found.values["slip_months"].tolist() == [1, 3, 0]
    assert found.why["slip_months"].tolist() == [Why.NONE, Why.ANY_DELAY, Why.NPV_NEGATIVE]


# --- waiting ----------------------------------------------------------------------------------


def test_cost_of_waiting_loses_a_period_at_the_end(cash_of: Cash) -> None:
    # 75 as planned; one period later -50 + 50 + 25.
    assert one(cash_of([-100, 200, 200, 200], **DOUBLING), "cost_of_waiting") == pytest.approx(75 - 25)


def test_where_the_end_moves_too_only_time_value_is_lost(cash_of: Cash) -> None:
    flows = cash_of([-100, 200, 200, 200], **DOUBLING)
    assert one(flows, "cost_of_waiting_end_moves") == pytest.approx(75 / 2)


def test_a_month_of_waiting_is_a_month_under_yearly_discounting(cash_of: Cash) -> None:
    net = [-100.0, *[20.0] * 12]
    flows = cash_of(net, rate=0.2, discounting="annual_end")
    assert one(flows, "npv") == pytest.approx(-100 + 240 / 1.2)
    # One month later the outlay falls in year 1, and eleven benefits are left of it.
    assert one(flows, "cost_of_waiting") == pytest.approx(100 - (220 - 100) / 1.2)
    assert one(flows, "cost_of_waiting_end_moves") == pytest.approx(100 * (1 - 1.2 ** (-1 / 12)))


@pytest.mark.parametrize("name", ["cost_of_waiting", "cost_of_waiting_end_moves"])
def test_waiting_costs_nothing_where_npv_is_negative(cash_of: Cash, name: str) -> None:
    flows = cash_of([-100, 40, 40], rate=0.0)
    assert np.isnan(one(flows, name))
    assert why(flows, name) == Why.WAITING_COSTS_NOTHING


def test_waiting_can_gain_where_a_cost_falls_out_at_the_end(cash_of: Cash) -> None:
    assert one(cash_of([-100, 300, 0, -100], rate=0.0), "cost_of_waiting") == pytest.approx(-100)


# --- all at once ------------------------------------------------------------------------------


def test_every_measure_is_there_by_default(cash_of: Cash) -> None:
    found = measure(cash_of([-100, *[10.0] * 36]))
    assert set(found.values) == set(found.why) == set(MEASURES)
    assert all(values.shape == (1,) for values in found.values.values())


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_a_measure_alone_is_the_same_as_among_all(cash_of: Cash, name: str) -> None:
    net = [[-100.0, *[10.0] * 36], [-500.0, *[10.0] * 36], [0.0, *[10.0] * 36]]
    alone, together = measure(cash_of(net), [name]), measure(cash_of(net))
    assert list(alone.values) == [name]
    assert np.array_equal(alone.values[name], together.values[name], equal_nan=True)
    assert alone.why[name].tolist() == together.why[name].tolist()


def test_an_unknown_measure_is_refused(cash_of: Cash) -> None:
    flows = cash_of([-100, 110])
    with pytest.raises(KeyError, match="wacc"):
        measure(flows, ["wacc"])


def test_all_rates_of_a_row_are_kept_where_irr_is_asked_for(cash_of: Cash) -> None:
    flows = cash_of([[-1600, 10000, -10000], [-100, 110, 0]], periods_per_year=1)
    found = measure(flows, ["irr"])
    assert found.rates(0) == pytest.approx([0.25, 4.0])
    assert found.rates(1) == pytest.approx([0.1])
    assert measure(flows, ["npv"]).rates(0) == []


def test_a_value_that_is_nil_to_rounding_is_not_a_loss(cash_of: Cash) -> None:
    # 0.7 and 0.1 repay 0.8 at 0%: the value is nil, and no measure calls it negative.
    found = measure(cash_of([-0.8, 0.7, 0.1], rate=0.0))
    assert found.values["npv"][0] == pytest.approx(0.0, abs=1e-12)
    assert found.why["breakeven_haircut"][0] == Why.NONE
    assert found.why["cost_overrun"][0] == Why.NONE
    assert found.why["slip_months"][0] == Why.NONE
    assert found.why["cost_of_waiting"][0] == Why.NONE
