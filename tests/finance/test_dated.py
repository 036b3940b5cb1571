"""Flows with dates, on a grid of days."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from valuepitch.finance import CashFlows, to_days

START = date(2023, 1, 1)


def after(*days: int) -> list[date]:
    return [date.fromordinal(START.toordinal() + day) for day in days]


@pytest.mark.parametrize(
    ("flows", "days", "grid", "step"),
    [
        ([-100, 110], [0, 365], [-100, 110], 365),
        ([-100, 110], [0, 1], [-100, 110], 1),
        ([-100, 60, 70], [0, 365, 730], [-100, 60, 70], 365),
        ([-100, 60, 70], [0, 10, 30], [-100, 60, 0, 70], 10),
        ([-100, 60, 70], [0, 4, 6], [-100, 0, 60, 70], 2),
        ([-100, 60, 70], [0, 2, 3], [-100, 0, 60, 70], 1),
        # In any order; the first date need not come first.
        ([70, -100, 60], [30, 0, 10], [-100, 60, 0, 70], 10),
        ([70, 60, -100], [-5, -10, -15], [-100, 60, 70], 5),
        # Flows of one day are added.
        ([-100, 60, 70, 5], [0, 10, 10, 0], [-95, 130], 10),
        ([-100, 60, -60], [0, 7, 7], [-100, 0], 7),
    ],
)
def test_the_grid_is_as_coarse_as_the_dates_allow(
    flows: list[float], days: list[int], grid: list[float], step: int
) -> None:
    found, periods_a_year = to_days(flows, after(*days))
    assert found.tolist() == [grid]
    assert periods_a_year == 365 / step


def test_a_leap_year_has_a_day_more() -> None:
    found, periods_a_year = to_days([-100, 110], [date(2024, 1, 1), date(2025, 1, 1)])
    assert found.tolist() == [[-100, 110]]
    assert periods_a_year == 365 / 366


def test_each_row_has_its_flows_on_the_same_dates() -> None:
    found, periods_a_year = to_days([[60, -100, 70], [0, -5, 8]], after(10, 0, 30))
    assert found.tolist() == [[-100, 60, 0, 70], [-5, 0, 0, 8]]
    assert periods_a_year == 36.5


def test_the_worked_example_of_the_spreadsheet_functions() -> None:
    """Microsoft support, XNPV function (9 %) and XIRR function."""
    dates = [date(2008, 1, 1), date(2008, 3, 1), date(2008, 10, 30), date(2009, 2, 15), date(2009, 4, 1)]
    net, periods_a_year = to_days([-10_000, 2_750, 4_250, 3_250, 2_750], dates)
    cash = CashFlows(np.maximum(net, 0), np.maximum(-net, 0), np.zeros_like(net), np.array([0.09]), periods_a_year)
    assert cash.npv[0] == pytest.approx(2086.65, abs=0.005)
    assert cash.roots[0].tolist() == [pytest.approx(0.373362535, abs=2e-9)]


@pytest.mark.parametrize(
    ("flows", "days", "message"),
    [
        ([-100, 60, 70], [0, 10], "2 dates for 3 flows"),
        ([-100], [0, 10], "2 dates for 1 flows"),
        ([[1, 2], [3, 4]], [0, 10, 20], "3 dates for 2 flows"),
        ([-100], [0], "the dates are one and the same day"),
        ([-100, 110], [3, 3], "the dates are one and the same day"),
    ],
)
def test_dates_that_do_not_go_with_the_flows_are_refused(flows: list[float], days: list[int], message: str) -> None:
    with pytest.raises(ValueError) as caught:
        to_days(flows, after(*days))
    assert str(caught.value) == message
