"""Discounting: factors, the three conventions, and NPV against other libraries."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy_financial as npf
import pytest
import pyxirr

from valuepitch.finance import (
    DISCOUNTINGS,
    MEASURES,
    MORE_MEASURES,
    CashFlows,
    Why,
    factors,
    irr_roots,
    measure,
    to_grid,
)

Cash = Callable[..., CashFlows]


def test_month_0_is_not_discounted_and_month_12_carries_the_whole_yearly_rate() -> None:
    found = factors(np.array([0.21]), 12, 12)[0]
    assert found[[0, 6, 12]] == pytest.approx([1.0, 1 / 1.1, 1 / 1.21], rel=1e-14)


def test_each_row_is_discounted_at_its_own_rate() -> None:
    found = factors(np.array([0.0, 1.0]), 2, 1)
    assert found.tolist() == [[1.0, 1.0, 1.0], [1.0, 0.5, 0.25]]


def test_a_rate_at_or_below_minus_100_percent_has_no_factor() -> None:
    found = factors(np.array([-1.0, -1.5, -0.5]), 1, 1)
    assert np.isnan(found[:2, 1]).all()
    assert found[2].tolist() == [1.0, 2.0]


def test_monthly_flows_are_their_own_grid() -> None:
    flows = np.arange(13.0)[None, :]
    grid, periods = to_grid(flows, "monthly")
    assert periods == 12
    assert np.array_equal(grid, flows)


def test_annual_end_sums_the_twelve_months_of_each_year() -> None:
    grid, periods = to_grid(np.array([[-7.0, *[10.0] * 12, *[20.0] * 12]]), "annual_end")
    assert periods == 1
    assert grid.tolist() == [[-7.0, 120.0, 240.0]]


def test_mid_year_puts_each_year_half_a_year_earlier() -> None:
    rate = np.array([0.21])
    net = np.array([[-7.0, *[10.0] * 12, *[20.0] * 12]])
    flows = CashFlows(np.maximum(net, 0), np.maximum(-net, 0), np.zeros_like(net), rate, discounting="mid_year")
    assert flows.npv[0] == pytest.approx(-7 + 120 / 1.21**0.5 + 240 / 1.21**1.5, rel=1e-14)


def test_annual_end_npv_by_hand(cash_of: Cash) -> None:
    flows = cash_of([-100.0, *[10.0] * 12, *[12.0] * 12], rate=0.2, discounting="annual_end")
    assert flows.npv[0] == pytest.approx(-100 + 120 / 1.2 + 144 / 1.44, abs=1e-12)


def test_monthly_npv_by_hand(cash_of: Cash) -> None:
    flows = cash_of([-100.0, *[0.0] * 5, 11.0, *[0.0] * 5, 121.0], rate=0.21)
    assert flows.npv[0] == pytest.approx(-100 + 11 / 1.1 + 121 / 1.21, abs=1e-12)


@pytest.mark.parametrize("discounting", ["annual_end", "mid_year"])
def test_yearly_conventions_refuse_a_horizon_that_is_not_whole_years(discounting: str) -> None:
    with pytest.raises(ValueError, match="whole years, not 18"):
        to_grid(np.zeros((1, 19)), discounting)


@pytest.mark.parametrize("discounting", DISCOUNTINGS)
def test_npv_at_the_irr_is_nil_under_each_convention(cash_of: Cash, discounting: str) -> None:
    net = [-1000.0, *[20.0] * 12, *[60.0] * 12, *[70.0] * 12]
    [rate] = measure(cash_of(net, discounting=discounting)).rates()
    assert 0.2 < rate < 0.6
    assert cash_of(net, rate=rate, discounting=discounting).npv[0] == pytest.approx(0, abs=1e-9)


def test_the_irr_of_yearly_flows_is_that_of_their_sums(cash_of: Cash) -> None:
    net = [-1000.0, *[20.0] * 12, *[60.0] * 12, *[70.0] * 12]
    [rate] = measure(cash_of(net, discounting="annual_end")).rates()
    assert rate == pytest.approx(npf.irr([-1000, 240, 720, 840]), rel=1e-12)


def test_sooner_is_worth_more_in_the_order_of_the_conventions(cash_of: Cash) -> None:
    net = [-1000.0, *[50.0] * 36]
    worth = {name: cash_of(net, discounting=name).npv[0] for name in DISCOUNTINGS}
    # Twelve even months lie on average half a month later than mid-year.
    assert worth["annual_end"] < worth["monthly"] < worth["mid_year"]


def test_at_a_nil_rate_every_convention_gives_the_plain_sum(cash_of: Cash) -> None:
    net = [-1000.0, *[50.0] * 36]
    for name in DISCOUNTINGS:
        assert cash_of(net, rate=0.0, discounting=name).npv[0] == pytest.approx(800.0, abs=1e-12)


def test_npv_is_also_given_at_five_points_more(cash_of: Cash) -> None:
    flows = cash_of([-100.0, 230.0], rate=0.1, periods_per_year=1)
    assert measure(flows).values["npv_plus5"][0] == pytest.approx(-100 + 230 / 1.15, rel=1e-14)


def test_npv_agrees_with_other_libraries(cash_of: Cash) -> None:
    generator = np.random.default_rng(7)
    for _ in range(50):
        net = generator.normal(0, 1000, size=37).round(2)
        rate = float(generator.uniform(-0.3, 1.5))
        found = cash_of(net, rate=rate).npv[0]
        monthly = (1 + rate) ** (1 / 12) - 1
        assert found == pytest.approx(npf.npv(monthly, net), rel=1e-9, abs=1e-6)
        assert found == pytest.approx(pyxirr.npv(monthly, net, start_from_zero=True), rel=1e-9, abs=1e-6)


def test_a_rate_out_of_range_is_the_reason_of_what_rests_on_it(cash_of: Cash) -> None:
    found = measure(cash_of([-100.0, 110.0], rate=-1.0, periods_per_year=1))
    assert np.isnan(found.values["npv"][0])
    assert found.why["npv"][0] == Why.RATE_OUT_OF_RANGE
    assert found.rates() == pytest.approx([0.1])


def test_an_irr_by_months_is_an_effective_annual_rate() -> None:
    assert irr_roots([-100.0, 101.0]) == pytest.approx([1.01**12 - 1], rel=1e-12)
    assert irr_roots([-100.0, 101.0], periods_per_year=4) == pytest.approx([1.01**4 - 1], rel=1e-12)


def test_quarters_are_summed_by_year_too(cash_of: Cash) -> None:
    flows = cash_of([-100.0, *[30.0] * 4, *[36.0] * 4], rate=0.2, periods_per_year=4, discounting="annual_end")
    assert flows.npv[0] == pytest.approx(-100 + 120 / 1.2 + 144 / 1.44, abs=1e-12)
    assert measure(flows).values["pv_benefits"][0] == pytest.approx(200, abs=1e-12)


@pytest.mark.parametrize("rate", [1e10, 1e300, -0.9999999, -1 + 1e-9])
@pytest.mark.parametrize("name", ["rate", "finance_rate", "reinvest_rate"])
def test_a_rate_beyond_all_use_gives_a_figure_or_its_reason_without_a_warning(
    cash_of: Cash, rate: float, name: str
) -> None:
    flows = cash_of([-100.0, *[10.0] * 60], periods_per_year=1, **{name: np.array([rate])})
    found = measure(flows, [*MEASURES, *MORE_MEASURES])
    for measured, values in found.values.items():
        assert np.isfinite(values[0]) or found.why[measured][0] != Why.NONE, measured
