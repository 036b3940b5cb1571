"""When money moves: ramps, bills, lists by year, one-time payments."""

from __future__ import annotations

import numpy as np
import pytest

from valuepitch.finance.schedule import (
    by_month,
    by_year,
    months,
    one_time,
    ramp,
    recurring,
    rises,
    shares_by_month,
    shift,
)


def row(values: np.ndarray) -> list[float]:
    assert values.shape[0] == 1
    return [float(value) for value in values[0]]


def at(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float64)


def test_months_run_from_nil_to_the_horizon() -> None:
    assert row(months(3)) == [0, 1, 2, 3]


# --- ramp -------------------------------------------------------------------------------------


def test_a_ramp_from_month_3_over_6_months_is_full_from_month_8() -> None:
    assert row(ramp(10, at(3), at(6))) == pytest.approx([0, 0, 0, 1 / 6, 2 / 6, 3 / 6, 4 / 6, 5 / 6, 1, 1, 1])


def test_one_month_to_full_is_full_at_once() -> None:
    assert row(ramp(4, at(2), at(1))) == [0, 0, 1, 1, 1]


def test_a_ramp_longer_than_the_case_never_reaches_full_effect() -> None:
    assert row(ramp(3, at(1), at(12))) == pytest.approx([0, 1 / 12, 2 / 12, 3 / 12])


def test_a_start_after_the_end_brings_nothing() -> None:
    assert row(ramp(3, at(4), at(1))) == [0, 0, 0, 0]


def test_each_row_has_its_own_start() -> None:
    assert ramp(4, at(1, 3), at(2, 1)).tolist() == [[0, 0.5, 1, 1, 1], [0, 0, 0, 1, 1]]


def test_a_written_ramp_holds_its_last_share_to_the_end() -> None:
    assert row(shares_by_month(5, at(0.2, 0.6, 0.9)[None, :])) == [0, 0.2, 0.6, 0.9, 0.9, 0.9]


def test_a_written_ramp_longer_than_the_case_is_cut() -> None:
    assert row(shares_by_month(2, at(0.2, 0.6, 0.9)[None, :])) == [0, 0.2, 0.6]


# --- once -------------------------------------------------------------------------------------


@pytest.mark.parametrize("month", [0, 2, 4])
def test_a_one_time_payment_stands_in_its_month(month: int) -> None:
    assert row(one_time(4, at(month))) == [1.0 if m == month else 0.0 for m in range(5)]


def test_a_payment_after_the_end_does_not_come() -> None:
    assert row(one_time(4, at(5))) == [0, 0, 0, 0, 0]


def test_a_spread_payment_is_even() -> None:
    assert row(one_time(6, at(2), at(4))) == [0, 0, 0.25, 0.25, 0.25, 0.25, 0]


def test_what_is_spread_past_the_end_is_lost() -> None:
    assert row(one_time(3, at(2), at(4))) == [0, 0, 0.25, 0.25]


# --- recurring --------------------------------------------------------------------------------


def test_monthly_bills_are_a_twelfth_from_the_first_month_on() -> None:
    paid = row(recurring(4, "monthly", at(2), at(0)))
    assert paid == pytest.approx([0, 0, 1 / 12, 1 / 12, 1 / 12])


def test_in_advance_is_paid_before_each_contract_year() -> None:
    paid = row(recurring(36, "in_advance", at(1), at(0)))
    assert [month for month, share in enumerate(paid) if share] == [0, 12, 24]
    assert sum(paid) == 3


def test_in_advance_from_a_later_month() -> None:
    paid = row(recurring(36, "in_advance", at(4), at(0)))
    assert [month for month, share in enumerate(paid) if share] == [3, 15, 27]


def test_in_arrears_is_paid_after_each_contract_year() -> None:
    paid = row(recurring(36, "in_arrears", at(1), at(0)))
    assert [month for month, share in enumerate(paid) if share] == [12, 24, 36]


def test_in_arrears_from_a_later_month() -> None:
    paid = row(recurring(36, "in_arrears", at(4), at(0)))
    # Month 28 to 36 is owed when the case ends: nine twelfths of a third year.
    assert {month: share for month, share in enumerate(paid) if share} == {15: 1.0, 27: 1.0, 36: 0.75}


def test_what_is_owed_at_the_end_rises_with_its_contract_year() -> None:
    paid = row(recurring(30, "in_arrears", at(1), at(0.1)))
    assert {month: share for month, share in enumerate(paid) if share} == pytest.approx(
        {12: 1, 24: 1.1, 30: 0.5 * 1.21}
    )


@pytest.mark.parametrize(
    ("billed", "months_paid"), [("in_advance", [0, 12, 24]), ("in_arrears", [12, 24, 36]), ("monthly", [1, 13, 25])]
)
def test_the_amount_rises_by_contract_year(billed: str, months_paid: list[int]) -> None:
    paid = row(recurring(36, billed, at(1), at(0.1)))
    whole = 1 / 12 if billed == "monthly" else 1
    assert [paid[month] / whole for month in months_paid] == pytest.approx([1, 1.1, 1.21])


def test_contract_years_count_from_the_first_month_paid_for() -> None:
    paid = row(recurring(36, "monthly", at(7), at(0.1)))
    assert paid[6] == 0
    assert [paid[month] * 12 for month in (7, 18, 19, 30, 31)] == pytest.approx([1, 1, 1.1, 1.1, 1.21])


def test_a_price_may_fall_by_contract_year() -> None:
    paid = row(recurring(24, "monthly", at(1), at(-0.5)))
    assert [paid[12] * 12, paid[13] * 12] == pytest.approx([1, 0.5])


def test_a_year_of_monthly_bills_is_the_yearly_amount() -> None:
    assert sum(row(recurring(12, "monthly", at(1), at(0)))) == pytest.approx(1)


# --- lists by year ----------------------------------------------------------------------------


def test_a_list_by_year_is_month_0_first_and_then_even_twelfths() -> None:
    flows = row(by_year(24, at(100, 12, 24)))
    assert flows[0] == 100
    assert flows[1:13] == pytest.approx([1.0] * 12)
    assert flows[13:25] == pytest.approx([2.0] * 12)


def test_years_that_are_not_written_are_nil() -> None:
    flows = row(by_year(24, at(100, 12)))
    assert sum(flows) == pytest.approx(112)
    assert flows[13:] == [0] * 12


def test_a_part_year_takes_its_months() -> None:
    flows = row(by_year(18, at(0, 12, 24)))
    assert sum(flows[13:]) == pytest.approx(12)
    assert len(flows) == 19


# --- later ------------------------------------------------------------------------------------


def test_shifted_flows_lose_what_falls_after_the_end() -> None:
    flows = np.array([[1.0, 2.0, 3.0]])
    assert shift(flows, 0).tolist() == [[1, 2, 3]]
    assert shift(flows, 1).tolist() == [[0, 1, 2]]
    assert shift(flows, 2).tolist() == [[0, 0, 1]]


@pytest.mark.parametrize(("periods", "expected"), [(0, [1, 2, 3]), (1, [0, 1, 2]), (2, [0, 0, 1])])
def test_every_row_is_shifted(periods: int, expected: list[float]) -> None:
    flows = np.array([[1.0, 2.0, 3.0], [10.0, 20.0, 30.0]])
    assert shift(flows, periods).tolist() == [expected, [10 * value for value in expected]]
    assert flows.tolist() == [[1, 2, 3], [10, 20, 30]]


# --- rises ------------------------------------------------------------------------------------


def test_an_effect_rises_each_year_after_its_start() -> None:
    found = row(rises(38, at(1), at(0.1)))
    assert found == pytest.approx([*[1] * 13, *[1.1] * 12, *[1.21] * 12, 1.331, 1.331])


def test_it_does_not_fall_before_its_start() -> None:
    found = row(rises(28, at(15), at(0.5)))
    assert found == pytest.approx([*[1] * 27, 1.5, 1.5])


def test_an_effect_from_month_0_on() -> None:
    assert row(rises(13, at(0), at(0.1))) == pytest.approx([*[1] * 12, 1.1, 1.1])


def test_a_start_after_the_horizon_rises_no_more() -> None:
    assert row(rises(3, at(9), at(0.1))) == [1, 1, 1, 1]


def test_an_effect_may_fall_each_year() -> None:
    assert row(rises(13, at(1), at(-0.5))) == [*[1] * 13, 0.5]


@pytest.mark.parametrize(("start", "whole"), [(1.4, 1), (1.6, 2)])
def test_rises_start_in_whole_months(start: float, whole: int) -> None:
    assert row(rises(30, at(start), at(0.1))) == row(rises(30, at(whole), at(0.1)))


def test_where_no_row_rises_one_figure_stands_for_all() -> None:
    assert rises(36, at(1, 5), at(0, 0)).tolist() == [[1.0]]


def test_each_row_rises_at_its_rate() -> None:
    found = rises(13, at(1, 1), at(0, 0.1))
    assert found.shape == (2, 14)
    assert found[:, [12, 13]].tolist() == [[1, 1], [1, pytest.approx(1.1)]]


# --- lists by month ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("horizon", "amounts", "expected"),
    [
        (3, [5, 6], [5, 6, 0, 0]),
        (3, [5], [5, 0, 0, 0]),
        (3, [5, 6, 7, 8], [5, 6, 7, 8]),
        (1, [5, 6, 7, 8], [5, 6]),
        (0, [5, 6], [5]),
    ],
)
def test_a_list_by_month_is_cut_or_filled_to_the_horizon(
    horizon: int, amounts: list[float], expected: list[float]
) -> None:
    assert row(by_month(horizon, at(*amounts))) == expected


@pytest.mark.parametrize(
    ("horizon", "amounts", "expected"),
    [
        (1, [7], [7, 0]),
        (1, [7, 12], [7, 1]),
        (1, [7, 12, 24], [7, 1]),
        (13, [7, 12, 24], [7, *[1] * 12, 2]),
        (12, [7, 12, 24], [7, *[1] * 12]),
    ],
)
def test_a_list_by_year_is_cut_at_the_horizon(horizon: int, amounts: list[float], expected: list[float]) -> None:
    assert row(by_year(horizon, at(*amounts))) == pytest.approx(expected)


# --- bounds -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("billed", "start", "horizon", "expected"),
    [
        ("monthly", 1, 1, {1: 1 / 12}),
        ("monthly", 0, 1, {0: 1 / 12, 1: 1 / 12}),
        ("monthly", 2, 1, {}),
        ("in_advance", 1, 1, {0: 1}),
        ("in_advance", 1, 12, {0: 1}),
        ("in_advance", 1, 13, {0: 1, 12: 1}),
        ("in_advance", 2, 1, {}),
        ("in_advance", 2, 2, {1: 1}),
        ("in_arrears", 1, 1, {1: 1 / 12}),
        ("in_arrears", 1, 11, {11: 11 / 12}),
        ("in_arrears", 1, 12, {12: 1}),
        ("in_arrears", 1, 13, {12: 1, 13: 1 / 12}),
        ("in_arrears", 3, 2, {}),
        ("in_arrears", 2, 2, {2: 1 / 12}),
    ],
)
def test_bills_at_the_horizon(billed: str, start: float, horizon: int, expected: dict[int, float]) -> None:
    paid = row(recurring(horizon, billed, at(start), at(0)))
    assert {month: share for month, share in enumerate(paid) if share} == pytest.approx(expected)


@pytest.mark.parametrize(("start", "whole"), [(2.4, 2), (2.6, 3)])
@pytest.mark.parametrize("billed", ["monthly", "in_advance", "in_arrears"])
def test_bills_start_in_whole_months(billed: str, start: float, whole: int) -> None:
    assert row(recurring(30, billed, at(start), at(0.1))) == row(recurring(30, billed, at(whole), at(0.1)))


def test_each_row_is_billed_from_its_month_at_its_rate() -> None:
    found = recurring(25, "in_advance", at(1, 2, 1), at(0, 0.1, 0.2))
    assert [{m: s for m, s in enumerate(paid) if s} for paid in found.tolist()] == [
        {0: 1, 12: 1, 24: 1},
        {1: 1, 13: pytest.approx(1.1)},
        {0: 1, 12: pytest.approx(1.2), 24: pytest.approx(1.44)},
    ]


@pytest.mark.parametrize(("month", "over", "expected"), [(1.4, 2.4, [0, 0.5, 0.5, 0]), (1.6, 1.6, [0, 0, 0.5, 0.5])])
def test_a_spread_payment_takes_whole_months(month: float, over: float, expected: list[float]) -> None:
    assert row(one_time(3, at(month), at(over))) == expected


def test_a_payment_spread_over_no_month_stands_in_its_month() -> None:
    assert row(one_time(3, at(1), at(0))) == [0, 1, 0, 0]


def test_a_ramp_over_no_month_is_full_at_once() -> None:
    assert row(ramp(3, at(2), at(0))) == [0, 0, 1, 1]


def test_a_written_ramp_of_each_row() -> None:
    found = shares_by_month(3, np.array([[0.2, 1.0], [0.5, 0.8]]))
    assert found.tolist() == [[0, 0.2, 1, 1], [0, 0.5, 0.8, 0.8]]
