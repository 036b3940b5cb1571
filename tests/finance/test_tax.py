"""Tax by year: losses used at once, or carried forward."""

from __future__ import annotations

import numpy as np
import pytest

from valuepitch.finance.tax import CARRIED_FORWARD, LOSSES, USED, tax_shares, tax_years


def results(*years: float, last: int | None = None) -> np.ndarray:
    """Results by month with these sums by year, all of a year in its first month; month 0 has none."""
    flows = np.zeros((1, 12 * len(years) + 1))
    flows[0, 1::12] = years
    return flows if last is None else flows[:, : last + 1]


def taxes(rate: float, result: np.ndarray, losses: str) -> list[float]:
    """Tax by tax year; negative is relief."""
    tax = (tax_shares(np.array([rate]), result, losses) * result)[0]
    year = tax_years(result.shape[1] - 1)
    return [float(tax[year == number].sum()) for number in range(int(year[-1]) + 1)]


@pytest.mark.parametrize(
    ("horizon", "expected"),
    [
        (0, [0]),
        (1, [0, 0]),
        (12, [0] * 13),
        (13, [*[0] * 13, 1]),
        (24, [*[0] * 13, *[1] * 12]),
        (25, [*[0] * 13, *[1] * 12, 2]),
    ],
)
def test_month_0_and_twelve_months_are_the_first_tax_year(horizon: int, expected: list[int]) -> None:
    assert tax_years(horizon).tolist() == expected


def test_the_two_ways_with_losses() -> None:
    assert LOSSES == ("used", "carried_forward")
    assert (USED, CARRIED_FORWARD) == LOSSES


def test_used_losses_save_tax_at_once() -> None:
    assert taxes(0.25, results(-100, 60, 90), USED) == [-25, 15, 22.5]


def test_used_is_what_nothing_else_is_said_of() -> None:
    found = tax_shares(np.array([0.25]), results(-100, 60))
    assert found.shape == (1, 25)
    assert np.unique(found).tolist() == [0.25]


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        # 100 of loss take the 60 of year 2 and 40 of the 90 of year 3.
        ([-100, 60, 90, -20], [0, 0, 0.25 * 50, 0]),
        # A loss in the middle: year 3 is within it, year 4 pays on 30 of 50.
        ([100, -60, 40, 50], [25, 0, 0, 7.5]),
        ([-100, -20, 30, 80, 10], [0, 0, 0, 0, 0]),
        ([-100, -20, 30, 80, 11], [0, 0, 0, 0, 0.25]),
        # Years without a result change nothing.
        ([-100, 0, 160, 0, 40], [0, 0, 15, 0, 10]),
        ([0, 0, 40], [0, 0, 10]),
        ([100, 50, 25], [25, 12.5, 6.25]),
        ([100, -30, 30, 20], [25, 0, 0, 5]),
        ([40, -10, 5, -10, 20], [10, 0, 0, 0, 0.25 * 5]),
        ([-100, -50], [0, 0]),
        ([0, 0], [0, 0]),
        ([100], [25]),
        ([0.5], [0.125]),
        ([-1, 1.5], [0, 0.125]),
        ([-100], [0]),
    ],
)
def test_carried_losses_take_later_results(years: list[float], expected: list[float]) -> None:
    assert taxes(0.25, results(*years), CARRIED_FORWARD) == pytest.approx(expected, abs=1e-12)


def test_the_tax_of_a_year_falls_on_each_of_its_months_alike() -> None:
    result = np.zeros((1, 37))
    result[0, [0, 5, 12]] = [-100, 30, 10]  # -60 in year 1
    result[0, [13, 20, 24]] = [50, 80, -10]  # 120 in year 2, half of it taxed
    result[0, 25] = 7
    found = tax_shares(np.array([0.4]), result, CARRIED_FORWARD)[0]
    assert found[:13].tolist() == [0] * 13
    assert found[13:25].tolist() == pytest.approx([0.2] * 12)
    assert found[25:].tolist() == pytest.approx([0.4] * 12)


def test_month_0_is_set_off_in_the_first_tax_year() -> None:
    result = np.zeros((1, 14))
    result[0, [0, 12, 13]] = [-100, 100, 10]
    found = tax_shares(np.array([0.25]), result, CARRIED_FORWARD)[0]
    assert found.tolist() == [*[0.0] * 13, 0.25]


@pytest.mark.parametrize(("month_0", "month_1", "share"), [(-10, 30, 0.25), (-30, 10, 0.0), (0, 0, 0.0), (5, -5, 0.0)])
def test_a_horizon_of_one_month_is_one_tax_year(month_0: float, month_1: float, share: float) -> None:
    found = tax_shares(np.array([0.25]), np.array([[month_0, month_1]]), CARRIED_FORWARD)
    assert found.tolist() == [[share, share]]


def test_a_last_part_of_a_year_is_a_tax_year() -> None:
    result = results(-100, 160, last=18)
    found = tax_shares(np.array([0.25]), result, CARRIED_FORWARD)[0]
    assert found.tolist() == pytest.approx([*[0] * 13, *[0.25 * 60 / 160] * 6])


@pytest.mark.parametrize("losses", LOSSES)
def test_no_rate_takes_nothing(losses: str) -> None:
    assert not tax_shares(np.array([0.0]), results(-100, 160), losses).any()


def test_each_row_has_its_rate_and_its_losses() -> None:
    result = np.concatenate([results(-100, 200), results(100, 200), results(-100, 50)])
    found = tax_shares(np.array([0.5, 0.2, 0.5]), result, CARRIED_FORWARD)
    assert found[:, [0, 12, 13, 24]].tolist() == [[0, 0, 0.25, 0.25], [0.2, 0.2, 0.2, 0.2], [0, 0, 0, 0]]
    used = tax_shares(np.array([0.5, 0.2, 0.5]), result, USED)
    assert used[:, [0, 24]].tolist() == [[0.5, 0.5], [0.2, 0.2], [0.5, 0.5]]
