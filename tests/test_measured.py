"""The measures of any cash flow, from Python."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import numpy as np
import pytest

import valuepitch
from valuepitch.finance import Why
from valuepitch.measured import measure

KEYS = {
    "npv",
    "irr",
    "mirr",
    "payback_periods",
    "discounted_payback_periods",
    "payback_months",
    "profitability_index",
    "profitability_index_net",
    "net_future_value",
    "equivalent_annual_cost",
    "reasons",
}
WITH_COSTS = {"roi", "benefit_cost_ratio", "pv_costs", "pv_benefits"}


def test_it_is_the_public_one() -> None:
    assert valuepitch.measure is measure


def test_yearly_flows_by_hand() -> None:
    data = measure([-100, 60, 80], 0.25, periods_per_year=1).data()
    assert data["npv"] == pytest.approx(-100 + 60 / 1.25 + 80 / 1.5625)
    assert data["irr"] == pytest.approx([0.2433981])
    assert data["mirr"] == pytest.approx(((60 * 1.25 + 80) / 100) ** 0.5 - 1)
    assert data["payback_periods"] == pytest.approx(1.5)
    assert data["payback_months"] == pytest.approx(18.0)
    assert data["discounted_payback_periods"] is None
    assert data["profitability_index"] == pytest.approx(99.2 / 100)
    assert data["profitability_index_net"] == pytest.approx(-0.8 / 100)
    assert data["net_future_value"] == pytest.approx(-0.8 * 1.5625)
    assert data["equivalent_annual_cost"] == pytest.approx(0.8 / (1 / 1.25 + 1 / 1.5625))


def test_flows_are_months_and_the_rate_is_10_percent_unless_told_otherwise() -> None:
    data = measure([-100.0, *[0.0] * 11, 121.0]).data()
    assert data["npv"] == pytest.approx(-100 + 121 / 1.1)
    assert data["irr"] == pytest.approx([0.21])
    assert data["payback_months"] == data["payback_periods"] == pytest.approx(11 + 100 / 121)


def test_the_data_of_flows_has_these_keys() -> None:
    assert set(measure([-100, 60, 80]).data()) == KEYS


def test_costs_and_benefits_add_roi_and_both_present_values() -> None:
    data = measure(costs=[100, 40, 40], benefits=[0, 200, 300], rate=1.0, periods_per_year=1).data()
    assert set(data) == KEYS | WITH_COSTS
    assert data["pv_costs"] == pytest.approx(130)
    assert data["pv_benefits"] == pytest.approx(175)
    assert data["roi"] == pytest.approx(45 / 130)
    assert data["benefit_cost_ratio"] == pytest.approx(175 / 130)
    assert data["npv"] == pytest.approx(45)


def test_costs_and_benefits_give_what_their_net_flows_give() -> None:
    parts = measure(costs=[100, 40, 40], benefits=[0, 200, 300]).data()
    net = measure([-100, 160, 260]).data()
    assert {key: parts[key] for key in KEYS - {"reasons"}} == {key: net[key] for key in KEYS - {"reasons"}}


def test_several_rates_are_all_listed_and_no_single_one_is_named() -> None:
    found = measure([-1600, 10000, -10000], periods_per_year=1)
    assert found.data()["irr"] == pytest.approx([0.25, 4.0])
    assert found.data()["reasons"]["irr"] == {"code": "not_unique", "text": "not unique"}


@pytest.mark.parametrize(
    ("flows", "measure_name", "key", "code", "value"),
    [
        ([-100, 20, 30], "payback_months", "payback_months", "not_within_horizon", None),
        ([-100, 20, 30], "discounted_payback_months", "discounted_payback_periods", "not_within_horizon", None),
        ([100, 20], "irr", "irr", "no_sign_change", []),
        ([0, 0], "irr", "irr", "all_zero", []),
        ([-100, 200, -150], "irr", "irr", "no_real_root", []),
        ([100, 20], "mirr", "mirr", "no_negative_flow", None),
        ([-100, -20], "mirr", "mirr", "no_positive_flow", None),
        ([100, 20], "profitability_index", "profitability_index", "no_outlay", None),
        ([100, 20], "profitability_index_net", "profitability_index_net", "no_outlay", None),
        ([-100, 150, -60], "payback_months", "payback_months", "lost_again", None),
        ([100, 20], "payback_months", "payback_months", "immediate", 0.0),
        ([-1, 4], "payback_months", "payback_months", "not_meaningful", 0.25),
    ],
)
def test_a_measure_without_value_is_null_and_says_why(
    flows: list[float], measure_name: str, key: str, code: str, value: Any
) -> None:
    data = measure(flows).data()
    assert data[key] == value
    assert data["reasons"][measure_name]["code"] == code
    assert data["reasons"][measure_name]["text"]


def test_the_words_name_the_length_of_the_flows_in_months() -> None:
    data = measure([-100, 20, 30], periods_per_year=1).data()
    assert data["reasons"]["payback_months"]["text"] == "not within 24 months"
    data = measure([-100, 20, 30, 10], periods_per_year=4).data()
    assert data["reasons"]["payback_months"]["text"] == "not within 9 months"


def test_ordinary_flows_have_no_reasons() -> None:
    assert measure([-100, 60, 80], periods_per_year=1).data()["reasons"] == {}


def test_no_cost_leaves_roi_null() -> None:
    data = measure(costs=[0, 0], benefits=[0, 10]).data()
    assert data["roi"] is None
    assert data["reasons"]["roi"]["code"] == "no_costs"


def test_the_data_is_plain_json() -> None:
    for flows in ([-100, 60, 80], [0, 0], [100, -110], [-1600, 10000, -10000]):
        data = measure(flows).data()
        assert json.loads(json.dumps(data, allow_nan=False)) == data


def test_a_table_has_one_row_per_flow() -> None:
    found = measure([[-100, 60, 80], [-100, 20, 30]], periods_per_year=1)
    assert found.data(0)["payback_months"] == pytest.approx(18.0)
    assert found.data(1)["payback_months"] is None
    assert found.data(0)["reasons"] == {}
    assert found.measures.why["payback_months"].tolist() == [Why.NONE, Why.NOT_WITHIN_HORIZON]


@pytest.mark.parametrize("kind", [list, tuple, np.array])
def test_any_sequence_of_numbers_is_taken(kind: Any) -> None:
    assert measure(kind([-100, 110]), periods_per_year=1).data()["irr"] == pytest.approx([0.1])


@pytest.mark.parametrize("rate", [-0.5, 0.0, 1.2, 40.0])
def test_any_rate_above_minus_100_percent_is_taken(rate: float) -> None:
    assert measure([-100, 110], rate, periods_per_year=1).data()["npv"] == pytest.approx(-100 + 110 / (1 + rate))


@pytest.mark.parametrize("which", ["rate", "finance_rate", "reinvest_rate"])
@pytest.mark.parametrize(
    ("rate", "said"), [(-1.0, "-100"), (-2.0, "-200"), (-1.125, "-112.5"), (-12_345.0, "-1234500")]
)
def test_other_rates_are_refused(which: str, rate: float, said: str) -> None:
    assert _refusal([-100, 110], **{which: rate}) == f"the {which.replace('_', ' ')} is {said}%; it must be above -100%"


@pytest.mark.parametrize("rate", [float("nan"), float("inf"), float("-inf")])
def test_a_rate_is_a_finite_number(rate: float) -> None:
    assert _refusal([-100, 110], rate).endswith("; it must be above -100%")


def _refusal(*given: Any, **more: Any) -> str:
    with pytest.raises(ValueError) as caught:
        measure(*given, **more)
    return str(caught.value)


@pytest.mark.parametrize("periods", [0, -1, 5, 24])
def test_periods_a_year_divide_twelve_months(periods: int) -> None:
    said = f"periods_per_year is {periods}, not 1, 2, 3, 4, 6 or 12"
    assert _refusal([-100, 110], periods_per_year=periods) == said


@pytest.mark.parametrize("periods", [1, 2, 3, 4, 6, 12])
def test_every_even_part_of_a_year_is_taken(periods: int) -> None:
    assert measure([-100, 110], periods_per_year=periods).data()["irr"] == pytest.approx([1.1**periods - 1])


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"costs": [1, 2]},
        {"benefits": [1, 2]},
        {"flows": [1, 2], "costs": [1, 2]},
        {"flows": [1, 2], "costs": [1, 2], "benefits": [1, 2]},
    ],
)
def test_flows_or_both_sides_and_nothing_else(given: dict[str, Any]) -> None:
    assert _refusal(**given) == "give flows, or costs and benefits"


@pytest.mark.parametrize("flows", [[], [1.0], [[1.0]], 5.0, [[[1.0, 2.0]]]])
def test_fewer_than_two_periods_or_more_than_two_dimensions_are_refused(flows: Any) -> None:
    assert _refusal(flows) == "flows need at least two periods"


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), float("-inf")])
def test_flows_that_are_not_finite_are_refused(bad: float) -> None:
    assert _refusal([-100.0, bad]) == "flows must be finite numbers"


@pytest.mark.parametrize(
    ("costs", "benefits", "said"),
    [
        ([1, 2], [1, 2, 3], "costs have 2 periods, benefits 3"),
        ([1, 2], [[1, 2, 3], [4, 5, 6]], "costs have 2 periods, benefits 3"),
        ([1, 2], [[1, 2], [3, 4]], "costs have 1 rows, benefits 2"),
    ],
)
def test_sides_of_unequal_shape_are_refused(costs: Any, benefits: Any, said: str) -> None:
    assert _refusal(costs=costs, benefits=benefits) == said


def test_no_figure_is_a_negative_nil() -> None:
    data = measure([-100, 100], 0.0).data()
    assert str(data["npv"]) == "0.0"


# --- dates ------------------------------------------------------------------------------------

YEARS = [date(2021, 1, 1), date(2022, 1, 1), date(2023, 1, 1)]


def test_flows_a_year_apart_are_yearly_flows() -> None:
    dated = measure([-100, 60, 80], 0.25, dates=YEARS)
    yearly = measure([-100, 60, 80], 0.25, periods_per_year=1)
    for key in KEYS - {"payback_periods", "discounted_payback_periods", "reasons"}:
        assert dated.data()[key] == pytest.approx(yearly.data()[key]), key
    assert dated.periods == yearly.periods == 2


def test_the_payback_of_dated_flows_is_told_in_days_and_months() -> None:
    data = measure([-100, 50, 200], 0.0, dates=YEARS).data()
    assert set(data) == KEYS - {"payback_periods", "discounted_payback_periods"} | {
        "payback_days",
        "discounted_payback_days",
    }
    # 50 of 200 in the second year.
    assert data["payback_days"] == data["discounted_payback_days"] == pytest.approx(1.25 * 365)
    assert data["payback_months"] == pytest.approx(15)


def test_dates_may_stand_in_any_order() -> None:
    straight = measure([-100, 60, 80], dates=YEARS).data()
    assert measure([80, -100, 60], dates=[YEARS[2], YEARS[0], YEARS[1]]).data() == straight


def test_a_flow_is_discounted_by_its_days_over_365() -> None:
    days = [date(2023, 1, 1), date(2023, 3, 15), date(2025, 2, 3)]
    data = measure([-100, 40, 90], 0.2, dates=days).data()
    assert data["npv"] == pytest.approx(-100 + 40 * 1.2 ** (-73 / 365) + 90 * 1.2 ** (-764 / 365), rel=1e-12)


def test_both_sides_may_have_dates() -> None:
    data = measure(costs=[100, 0, 20], benefits=[0, 90, 80], rate=1.0, dates=YEARS).data()
    assert (data["pv_costs"], data["pv_benefits"]) == (pytest.approx(105), pytest.approx(65))
    assert data["npv"] == pytest.approx(-40)


def test_the_words_name_the_span_of_the_dates_in_months() -> None:
    days = [date(2023, 1, 1), date(2023, 4, 11)]  # 100 days are 3.288 months
    assert measure([-100, 20], dates=days).data()["reasons"]["payback_months"]["text"] == "not within 3.3 months"


@pytest.mark.parametrize(
    ("flows", "dates", "said"),
    [
        ([-100, 110], YEARS, "3 dates for 2 flows"),
        ([-100, 60, 80], YEARS[:2], "2 dates for 3 flows"),
        ([-100, 110], [YEARS[0], YEARS[0]], "the dates are one and the same day"),
        ([-100], YEARS[:1], "flows need at least two periods"),
    ],
)
def test_dates_that_do_not_go_with_the_flows_are_refused(flows: list[float], dates: list[date], said: str) -> None:
    assert _refusal(flows, dates=dates) == said


# --- rates ------------------------------------------------------------------------------------


def test_a_nominal_rate_compounds_each_period() -> None:
    data = measure([-100.0, 101.0], 0.12, nominal=True).data()
    assert data["npv"] == pytest.approx(0, abs=1e-12)
    assert data["irr"] == pytest.approx([1.01**12 - 1])
    assert data["irr_nominal"] == pytest.approx([0.12])
    assert data["mirr"] == pytest.approx(1.01**12 - 1)
    assert data["mirr_nominal"] == pytest.approx(0.12)
    assert set(data) == KEYS | {"irr_nominal", "mirr_nominal"}


def test_every_nominal_rate_is_given_back_nominal() -> None:
    data = measure([-1600, 10000, -10000], periods_per_year=2, nominal=True).data()
    assert data["irr"] == pytest.approx([1.25**2 - 1, 5**2 - 1])
    assert data["irr_nominal"] == pytest.approx([0.5, 8.0])
    none = measure([100, 20], periods_per_year=2, nominal=True).data()
    assert (none["irr_nominal"], none["mirr_nominal"]) == ([], None)


def test_a_nominal_rate_may_be_below_minus_100_percent_a_year() -> None:
    data = measure([-100, 50], -1.2, periods_per_year=4, nominal=True).data()
    assert data["npv"] == pytest.approx(-100 + 50 / 0.7)
    said = "the rate is -400%; it must be above -400%"
    assert _refusal([-100, 50], -4.0, periods_per_year=4, nominal=True) == said


def test_a_nominal_rate_has_no_period_between_dates() -> None:
    said = "a nominal rate has no period to compound over between dates; give an effective rate"
    assert _refusal([-100, 60, 80], dates=YEARS, nominal=True) == said


def test_the_finance_and_the_reinvestment_rate_are_of_mirr_alone() -> None:
    given = {"rate": 1.0, "periods_per_year": 1}
    plain = measure([-100, -60, 240, 80], **given).data()
    data = measure([-100, -60, 240, 80], finance_rate=0.2, reinvest_rate=0.5, **given).data()
    assert plain["mirr"] == pytest.approx((560 / 130) ** (1 / 3) - 1)
    assert data["mirr"] == pytest.approx((440 / 150) ** (1 / 3) - 1)
    assert {key for key in KEYS if data[key] != plain[key]} == {"mirr"}


def test_nominal_is_said_of_every_rate() -> None:
    data = measure([-100, -60, 240], 0.4, finance_rate=0.2, reinvest_rate=1.0, periods_per_year=2, nominal=True).data()
    # Half a year: 20 %, 10 % and 50 %.
    assert data["mirr_nominal"] == pytest.approx(2 * ((240 / (100 + 60 / 1.1)) ** 0.5 - 1))


# --- discounted flows -------------------------------------------------------------------------


def test_discounted_flows_add_up_to_npv() -> None:
    found = measure([[-100, 60, 80], [-10, 20, 40]], 1.0, periods_per_year=1)
    assert found.discounted() == found.discounted(0) == [-100, 30, 20]
    assert found.discounted(1) == [-10, 10, 10]
    assert sum(found.discounted(1)) == found.data(1)["npv"]


def test_discounted_flows_of_dates_stand_on_their_grid() -> None:
    assert measure([80, -100], 1.0, dates=[YEARS[2], YEARS[0]]).discounted() == [-100, 20]
    assert measure([80, -100, 0], 1.0, dates=[YEARS[2], YEARS[0], YEARS[1]]).discounted() == [-100, 0, 20]
