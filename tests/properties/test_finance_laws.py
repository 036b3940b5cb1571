"""Laws of discounted cash flows that hold for any flows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from valuepitch.finance import DISCOUNTINGS, CashFlows, Why, irr_roots, measure, payback
from valuepitch.finance.roots import _roots, irr_all
from valuepitch.finance.schedule import shift
from valuepitch.finance.single_root import BLOCK, single_roots

Flow = list[float]

amounts = st.integers(-1_000, 1_000).map(float)
gains = st.integers(0, 1_000).map(float)
rates = st.floats(0.0, 2.0).map(lambda rate: round(rate, 4))
flows = st.lists(amounts, min_size=2, max_size=37)
long_flows = st.lists(amounts, min_size=121, max_size=121)
positive = st.integers(1, 5_000)
years = st.integers(1, 3)


@st.composite
def conventional(draw: st.DrawFn) -> Flow:
    """An outlay, then no further cost."""
    return [-float(draw(st.integers(1, 5_000))), *draw(st.lists(gains, min_size=1, max_size=36))]


@st.composite
def one_change(draw: st.DrawFn, last: int = 36) -> Flow:
    """Costs in the first periods, gains in those after, with a rate of return."""
    outlays, inflows = draw(st.integers(0, last // 2)), draw(st.integers(0, last // 2 - 1))
    before = draw(st.lists(gains, min_size=outlays, max_size=outlays))
    after = draw(st.lists(gains, min_size=inflows, max_size=inflows))
    return [-float(draw(positive)), *(-cost for cost in before), *after, float(draw(positive))]


@st.composite
def sides(draw: st.DrawFn) -> tuple[Flow, Flow]:
    """Costs and benefits of whole years, by month."""
    length = 12 * draw(years) + 1
    costs = draw(st.lists(st.integers(0, 50).map(float), min_size=length, max_size=length))
    benefits = draw(st.lists(st.integers(0, 150).map(float), min_size=length, max_size=length))
    return [costs[0] + draw(st.integers(0, 2_000)), *costs[1:]], benefits


def cash(benefits: Any, costs: Any, rate: float = 0.1, **more: Any) -> CashFlows:
    inflow, outflow = np.atleast_2d(np.asarray(benefits, float)), np.atleast_2d(np.asarray(costs, float))
    once = np.zeros_like(outflow)
    once[:, 0] = outflow[:, 0]
    return CashFlows(inflow, outflow, once, np.full(len(inflow), rate), **more)


def net_cash(net: Any, rate: float = 0.1, **more: Any) -> CashFlows:
    table = np.asarray(net, float)
    return cash(np.maximum(table, 0), np.maximum(-table, 0), rate, **more)


def npv(net: Any, rate: float = 0.1, **more: Any) -> float:
    return float(net_cash(net, rate, **more).npv[0])


def gross(net: Any) -> float:
    return float(np.abs(np.asarray(net)).sum()) or 1.0


# --- net present value ------------------------------------------------------------------------


@given(flows, flows, st.floats(-3.0, 3.0), st.floats(-3.0, 3.0), rates, st.sampled_from(DISCOUNTINGS))
def test_npv_is_linear_in_flows(a: Flow, b: Flow, p: float, q: float, rate: float, discounting: str) -> None:
    one, other = np.resize(a, 37), np.resize(b, 37)
    found = npv(p * one + q * other, rate, discounting=discounting)
    parts = p * npv(one, rate, discounting=discounting) + q * npv(other, rate, discounting=discounting)
    assert found == pytest.approx(parts, abs=1e-8)


@given(flows, rates, st.sampled_from([1e-3, 0.5, 7.0, 1e6]))
def test_scaling_all_flows_scales_npv_and_leaves_payback_alone(net: Flow, rate: float, scale: float) -> None:
    scaled = np.array(net) * scale
    assert npv(scaled, rate) == pytest.approx(scale * npv(net, rate), rel=1e-9, abs=1e-9 * scale * gross(net))
    before, after = payback(np.array([net])), payback(scaled[None, :])
    assert after[0] == pytest.approx(before[0], rel=1e-9, nan_ok=True)
    assert after[1].tolist() == before[1].tolist()


@given(flows)
def test_at_a_nil_rate_npv_is_the_sum(net: Flow) -> None:
    assert npv(net, 0.0) == pytest.approx(sum(net), abs=1e-9)
    found = measure(net_cash(net, 0.0), ["net_future_value", "equivalent_annual_cost"]).values
    assert found["net_future_value"][0] == pytest.approx(sum(net), abs=1e-9)
    assert found["equivalent_annual_cost"][0] * (len(net) - 1) / 12 == pytest.approx(-sum(net), abs=1e-8)


@given(flows, rates)
def test_a_level_year_has_the_present_value_of_the_flows(net: Flow, rate: float) -> None:
    yearly = np.resize(net, 5)
    found = measure(net_cash(yearly, rate, periods_per_year=1), ["equivalent_annual_cost"]).values
    level = [0.0, *[-found["equivalent_annual_cost"][0]] * 4]
    assert npv(level, rate, periods_per_year=1) == pytest.approx(npv(yearly, rate, periods_per_year=1), abs=1e-8)


@given(conventional(), rates, st.floats(0.01, 1.0))
def test_npv_falls_as_the_rate_rises(net: Flow, rate: float, step: float) -> None:
    assert npv(net, rate + step) <= npv(net, rate) + 1e-9


@given(flows, flows, rates)
def test_npv_of_flows_one_after_the_other_is_the_sum_of_discounted_parts(a: Flow, b: Flow, rate: float) -> None:
    later = (1 + rate) ** (-len(a) / 12)
    assert npv([*a, *b], rate) == pytest.approx(npv(a, rate) + later * npv(b, rate), abs=1e-7)


# --- internal rate of return ------------------------------------------------------------------


def nil_share(net: np.ndarray, rate: float, periods_per_year: int) -> float:
    """NPV at a rate over the gross flow at that rate."""
    x = np.log1p(rate) / periods_per_year
    period = np.arange(len(net))
    factor = np.exp(-x * period - max(0.0, -x * (len(net) - 1)))  # no power overflows below 0%
    return float(abs((net * factor).sum()) / np.abs(net * factor).sum())


@given(flows, st.sampled_from([1, 4, 12]))
def test_npv_at_every_rate_of_return_is_nil(net: Flow, periods_per_year: int) -> None:
    for rate in irr_roots(net, periods_per_year):
        assume(rate > -0.999999)  # nearer to -100% a rate has too few digits left
        assert nil_share(np.array(net), rate, periods_per_year) < 1e-9


def the_rate(net: Flow, periods_per_year: int) -> float:
    """The one rate of return; an example is passed over where it has too few digits left."""
    found = irr_roots(net, periods_per_year)
    assume(found and found[0] > -0.999999)
    [rate] = found
    return rate


@settings(max_examples=settings().max_examples // 3)
@given(long_flows, st.sampled_from([1, 12]), st.sampled_from([1, 3, 17, 120]))
def test_npv_at_every_rate_of_120_periods_is_nil(net: Flow, periods_per_year: int, stretch: int) -> None:
    # The sign may change in every period, or after ``stretch`` of them at the soonest.
    flow = np.abs(net) * np.sign(net)[np.arange(121) // stretch * stretch]
    for rate in irr_roots(flow, periods_per_year):
        assume(rate > -0.999999)
        assert nil_share(flow, rate, periods_per_year) < 1e-9


@given(one_change(120), st.sampled_from([1, 4, 12]))
def test_one_change_of_sign_has_one_rate_at_which_npv_is_nil(net: Flow, periods_per_year: int) -> None:
    rate = the_rate(net, periods_per_year)
    assert nil_share(np.array(net), rate, periods_per_year) < 1e-9


@given(st.lists(one_change(120), min_size=1, max_size=5))
def test_the_panels_agree_with_the_bracketed_solver(rows: list[Flow]) -> None:
    table = np.zeros((len(rows), 121))
    for row, flow in zip(table, rows, strict=True):
        row[: len(flow)] = flow
    found, bracketed = single_roots(table), _roots(table, 1)[:, 0]
    there = ~np.isnan(found)
    assert found[there] == pytest.approx(bracketed[there], rel=1e-9, abs=1e-12)
    beyond = bracketed[~there] * 120
    assert ((beyond < -7 + 1e-6) | (beyond > 29 - 1e-6) | (np.abs((beyond + 1) % 6) < 1e-6)).all()


@given(sides(), st.sampled_from(DISCOUNTINGS))
def test_npv_at_the_irr_is_nil_under_each_convention(parts: tuple[Flow, Flow], discounting: str) -> None:
    costs, benefits = parts
    for rate in measure(cash(benefits, costs, discounting=discounting), ["irr"]).rates():
        assume(-0.9 < rate < 50)
        value = cash(benefits, costs, rate, discounting=discounting)
        turnover = float(value.pv_benefits[0] + value.pv_costs[0])
        assert value.npv[0] == pytest.approx(0, abs=1e-9 * turnover)


@given(flows)
def test_every_crossing_of_nil_has_a_rate(net: Flow) -> None:
    roots = np.log1p(np.array(irr_roots(net, 1)))
    x = np.linspace(-2.0, 2.0, 2_001)
    period = np.arange(len(net))
    factor = np.exp(-np.outer(x, period) - np.maximum(0.0, -x * (len(net) - 1))[:, None])
    value, turnover = factor @ np.array(net), factor @ np.abs(net)
    sure = np.abs(value) > 1e-7 * turnover
    for low, high in zip(np.nonzero(sure)[0], np.nonzero(sure)[0][1:], strict=False):
        if value[low] * value[high] < 0:
            assert ((roots >= x[low]) & (roots <= x[high])).any()


@given(flows, st.sampled_from([0.01, 3.0, 1e5]))
def test_scaling_all_flows_leaves_the_rates_alone(net: Flow, scale: float) -> None:
    found = irr_roots(net, 1)
    assume(all(nil_share(np.array(net), 1.01 * (1 + rate) - 1, 1) > 1e-7 for rate in found))  # no touching root
    assert irr_roots(np.array(net) * scale, 1) == pytest.approx(found, rel=1e-5, abs=1e-7)


@given(conventional())
def test_the_rate_has_the_sign_of_the_sum(net: Flow) -> None:
    assume(sum(net[1:]) > 0)
    [rate] = irr_roots(net, 1)
    assert np.sign(round(rate, 9)) == np.sign(sum(net))


@given(one_change(120), st.sampled_from([1, 12]))
def test_the_rate_of_one_change_of_sign_has_the_sign_of_the_sum(net: Flow, periods_per_year: int) -> None:
    assert np.sign(round(the_rate(net, periods_per_year), 9)) == np.sign(sum(net))


@given(conventional(), st.floats(0.0, 1.5))
def test_the_rate_is_above_a_hurdle_exactly_where_npv_is_positive(net: Flow, hurdle: float) -> None:
    rate = the_rate(net, 12)
    assume(abs(rate - hurdle) > 1e-6)
    assert (rate > hurdle) == (npv(net, hurdle) > 0)


@given(st.lists(st.integers(-6, 30), min_size=1, max_size=5, unique=True), st.integers(1, 60))
def test_rates_that_flows_are_built_from_are_found(tenths: list[int], months: int) -> None:
    # Rates a tenth and more apart, and a factor without a positive root.
    expected = sorted(tenth / 10 for tenth in tenths)
    net = np.array([-100.0])
    for rate in expected:
        net = np.convolve(net, [1.0, -(1.0 + rate)])
    assert irr_roots(np.convolve(net, np.ones(months)), 1) == pytest.approx(expected, rel=1e-3, abs=1e-4)


@given(conventional(), rates)
def test_mirr_is_above_the_hurdle_exactly_where_npv_is_positive(net: Flow, rate: float) -> None:
    found = measure(net_cash(net, rate), ["mirr", "npv"])
    value, mirr = found.values["npv"][0], found.values["mirr"][0]
    assume(np.isfinite(mirr) and abs(value) > 1e-6)
    assert (mirr > rate) == (value > 0)


@given(one_change(), rates, rates)
def test_mirr_lies_between_the_rate_of_return_and_its_own_rates(net: Flow, finance: float, reinvest: float) -> None:
    given_rates = {"finance_rate": np.array([finance]), "reinvest_rate": np.array([reinvest])}
    mirr = measure(net_cash(net, **given_rates), ["mirr"]).values["mirr"][0]
    bounds = sorted([the_rate(net, 12), finance, reinvest])
    assert bounds[0] - 1e-9 * (1 + abs(bounds[0])) <= mirr <= bounds[-1] + 1e-9 * (1 + abs(bounds[-1]))


@given(conventional(), rates)
def test_mirr_of_one_outlay_lies_between_the_rate_of_return_and_the_reinvestment_rate(
    net: Flow, reinvest: float
) -> None:
    assume(sum(net[1:]) > 0)
    mirr = measure(net_cash(net, reinvest_rate=np.array([reinvest])), ["mirr"]).values["mirr"][0]
    low, high = sorted([the_rate(net, 12), reinvest])
    assert low - 1e-9 * (1 + abs(low)) <= mirr <= high + 1e-9 * (1 + abs(high))


@given(one_change(), rates, rates, st.floats(0.0, 1.0))
def test_mirr_does_not_fall_as_a_rate_of_it_rises(net: Flow, finance: float, reinvest: float, step: float) -> None:
    def mirr(finance: float, reinvest: float) -> float:
        given_rates = {"finance_rate": np.array([finance]), "reinvest_rate": np.array([reinvest])}
        return float(measure(net_cash(net, **given_rates), ["mirr"]).values["mirr"][0])

    before = mirr(finance, reinvest)
    assert mirr(finance + step, reinvest) >= before - 1e-9 * (1 + abs(before))
    assert mirr(finance, reinvest + step) >= before - 1e-9 * (1 + abs(before))


# --- payback and break-even -------------------------------------------------------------------


@given(conventional(), rates)
def test_payback_of_one_outlay_is_not_later_than_discounted_payback(net: Flow, rate: float) -> None:
    found = measure(net_cash(net, rate), ["payback_months", "discounted_payback_months"]).values
    later = found["discounted_payback_months"][0]
    assert np.isnan(later) or found["payback_months"][0] <= later + 1e-9


@given(one_change(), rates)
def test_payback_is_not_later_than_discounted_payback(net: Flow, rate: float) -> None:
    found = measure(net_cash(net, rate), ["payback_months", "discounted_payback_months"]).values
    later = found["discounted_payback_months"][0]
    assert np.isnan(later) or found["payback_months"][0] <= later + 1e-9


@given(flows, st.lists(gains, min_size=37, max_size=37))
def test_more_in_any_month_does_not_delay_payback(net: Flow, more: Flow) -> None:
    before = payback(np.array([net]))[0][0]
    after = payback(np.array([net]) + np.array(more[: len(net)]))[0][0]
    assert np.isnan(before) or after <= before + 1e-9


@given(sides(), st.integers(0, 100))
def test_more_benefit_does_not_delay_payback(parts: tuple[Flow, Flow], more: int) -> None:
    costs, benefits = np.array(parts[0]), np.array(parts[1])
    before = payback((benefits - costs)[None, :])[0][0]
    after = payback((benefits + more - costs)[None, :])[0][0]
    assert np.isnan(before) or after <= before + 1e-9


@given(flows)
def test_cash_is_at_or_above_nil_from_payback_on(net: Flow) -> None:
    value, why = payback(np.array([net]))
    cumulative = np.cumsum(net)
    if why[0] in (Why.NOT_WITHIN_HORIZON, Why.LOST_AGAIN):
        assert cumulative[-1] < 0
    else:
        month = int(np.ceil(value[0]))
        assert (cumulative[month:] >= -1e-9).all()
        assert month == 0 or cumulative[month - 1] < 0


@given(sides(), rates, st.sampled_from(DISCOUNTINGS))
def test_losing_the_break_even_share_of_benefits_makes_npv_nil(
    parts: tuple[Flow, Flow], rate: float, discounting: str
) -> None:
    costs, benefits = np.array(parts[0]), np.array(parts[1])
    share = measure(cash(benefits, costs, rate, discounting=discounting), ["breakeven_haircut"]).values
    haircut = share["breakeven_haircut"][0]
    assume(np.isfinite(haircut))
    left = cash((1 - haircut) * benefits, costs, rate, discounting=discounting)
    assert left.npv[0] == pytest.approx(0, abs=1e-8 * (1 + gross(costs)))


@given(sides(), rates, st.sampled_from(DISCOUNTINGS))
def test_overrunning_one_time_costs_by_the_break_even_share_makes_npv_nil(
    parts: tuple[Flow, Flow], rate: float, discounting: str
) -> None:
    costs, benefits = np.array(parts[0]), np.array(parts[1])
    overrun = measure(cash(benefits, costs, rate, discounting=discounting), ["cost_overrun"]).values["cost_overrun"][0]
    assume(np.isfinite(overrun))
    raised = costs.copy()
    raised[0] *= 1 + overrun
    assert cash(benefits, raised, rate, discounting=discounting).npv[0] == pytest.approx(
        0, abs=1e-7 * (1 + gross(parts))
    )


@given(sides(), rates, st.sampled_from(DISCOUNTINGS))
def test_slip_is_the_last_delay_that_npv_bears(parts: tuple[Flow, Flow], rate: float, discounting: str) -> None:
    costs, benefits = np.array([parts[0]]), np.array([parts[1]])
    planned = cash(benefits, costs, rate, discounting=discounting)
    assume(abs(planned.npv[0]) > 1e-6)
    slip = int(measure(planned, ["slip_months"]).values["slip_months"][0])
    if planned.npv[0] < 0:
        assert slip == 0
        return
    assert cash(shift(benefits, slip), costs, rate, discounting=discounting).npv[0] >= -1e-9
    if slip < costs.shape[1] - 1:
        assert cash(shift(benefits, slip + 1), costs, rate, discounting=discounting).npv[0] < 1e-9


@given(sides(), rates)
def test_roi_profitability_and_haircut_have_the_sign_of_npv(parts: tuple[Flow, Flow], rate: float) -> None:
    names = ["npv", "roi", "breakeven_haircut", "profitability_index"]
    found = measure(cash(parts[1], parts[0], rate), names).values
    value = found["npv"][0]
    assume(abs(value) > 1e-6)
    assert np.isnan(found["roi"][0]) or np.sign(found["roi"][0]) == np.sign(value)
    assert np.isnan(found["breakeven_haircut"][0]) or np.sign(found["breakeven_haircut"][0]) == np.sign(value)
    index = found["profitability_index"][0]
    assert np.isnan(index) or np.sign(round(index - 1, 12)) == np.sign(value)


@given(sides(), rates)
def test_where_the_end_moves_too_waiting_costs_less_than_npv(parts: tuple[Flow, Flow], rate: float) -> None:
    found = measure(cash(parts[1], parts[0], rate), ["cost_of_waiting_end_moves", "npv"]).values
    moved = found["cost_of_waiting_end_moves"][0]
    assert np.isnan(moved) or 0 <= moved <= found["npv"][0]


@settings(max_examples=settings().max_examples // 3)
@given(st.lists(st.lists(amounts, min_size=13, max_size=13), min_size=2, max_size=4), rates, st.randoms())
def test_rows_may_stand_in_any_order(table: list[Flow], rate: float, random: Any) -> None:
    order = list(range(len(table)))
    random.shuffle(order)
    straight, mixed = measure(net_cash(table, rate)), measure(net_cash([table[i] for i in order], rate))
    for name, values in straight.values.items():
        assert mixed.values[name] == pytest.approx(values[order], rel=1e-9, abs=1e-9, nan_ok=True), name
        assert mixed.why[name].tolist() == straight.why[name][order].tolist(), name


@settings(max_examples=settings().max_examples // 5)
@given(st.lists(flows, min_size=3, max_size=8), st.integers(0, 2**32 - 1), st.sampled_from([-1, 0, 1, BLOCK]))
def test_no_row_feels_where_it_stands_in_a_long_table(some: list[Flow], seed: int, over: int) -> None:
    generator = np.random.default_rng(seed)
    known = np.array([[*flow, *[0.0] * (37 - len(flow))] for flow in some])
    table = known[generator.integers(len(some), size=BLOCK + over)]
    table[:: len(some), 1:] = np.abs(table[:: len(some), 1:])
    table[:: len(some), 0] = -generator.uniform(1, 10_000, size=len(table[:: len(some)]))
    order = generator.permutation(len(table))
    straight, shuffled = irr_all(table, 12), irr_all(table[order], 12)
    assert np.allclose(shuffled, straight[order], rtol=1e-9, atol=1e-11, equal_nan=True)
