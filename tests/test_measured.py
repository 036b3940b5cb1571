"""The measures of any cash flow, from Python."""

from __future__ import annotations

import json
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
    "reasons",
}


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


def test_flows_are_months_and_the_rate_is_10_percent_unless_told_otherwise() -> None:
    data = measure([-100.0, *[0.0] * 11, 121.0]).data()
    assert data["npv"] == pytest.approx(-100 + 121 / 1.1)
    assert data["irr"] == pytest.approx([0.21])
    assert data["payback_months"] == data["payback_periods"] == pytest.approx(11 + 100 / 121)


def test_the_data_of_flows_has_these_keys() -> None:
    assert set(measure([-100, 60, 80]).data()) == KEYS


def test_costs_and_benefits_add_roi_and_both_present_values() -> None:
    data = measure(costs=[100, 40, 40], benefits=[0, 200, 300], rate=1.0, periods_per_year=1).data()
    assert set(data) == KEYS | {"roi", "pv_costs", "pv_benefits"}
    assert data["pv_costs"] == pytest.approx(130)
    assert data["pv_benefits"] == pytest.approx(175)
    assert data["roi"] == pytest.approx(45 / 130)
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


@pytest.mark.parametrize("rate", [-1.0, -2.0, float("nan"), float("inf")])
def test_other_rates_are_refused(rate: float) -> None:
    with pytest.raises(ValueError, match="must be above -100%"):
        measure([-100, 110], rate)


@pytest.mark.parametrize("periods", [0, -1, 5, 24])
def test_periods_a_year_divide_twelve_months(periods: int) -> None:
    with pytest.raises(ValueError, match="periods_per_year"):
        measure([-100, 110], periods_per_year=periods)


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
    with pytest.raises(ValueError, match="give flows, or costs and benefits"):
        measure(**given)


@pytest.mark.parametrize("flows", [[], [1.0], [[1.0]], 5.0, [[[1.0, 2.0]]]])
def test_fewer_than_two_periods_or_more_than_two_dimensions_are_refused(flows: Any) -> None:
    with pytest.raises(ValueError, match="at least two periods"):
        measure(flows)


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), float("-inf")])
def test_flows_that_are_not_finite_are_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        measure([-100.0, bad])


def test_sides_of_unequal_length_are_refused() -> None:
    with pytest.raises(ValueError, match="costs have 2 periods, benefits 3"):
        measure(costs=[1, 2], benefits=[1, 2, 3])


def test_sides_with_unequal_numbers_of_rows_are_not_said_to_differ_in_periods() -> None:
    with pytest.raises(ValueError) as caught:
        measure(costs=[1, 2], benefits=[[1, 2], [3, 4]])
    assert "costs have 2 periods, benefits 2" not in str(caught.value)


def test_no_figure_is_a_negative_nil() -> None:
    data = measure([-100, 100], 0.0).data()
    assert str(data["npv"]) == "0.0"
