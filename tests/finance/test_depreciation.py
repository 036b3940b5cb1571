"""Depreciation: shares by year and by month."""

from __future__ import annotations

import numpy as np
import pytest

from valuepitch.finance.depreciation import IMMEDIATE, LONGEST, MACRS, by_month, shares


@pytest.mark.parametrize(
    ("method", "percents"),
    [
        ("macrs_3", [33.33, 44.45, 14.81, 7.41]),
        ("macrs_5", [20.0, 32.0, 19.2, 11.52, 11.52, 5.76]),
        ("macrs_7", [14.29, 24.49, 17.49, 12.49, 8.93, 8.92, 8.93, 4.46]),
    ],
)
def test_macrs_is_the_printed_table(method: str, percents: list[float]) -> None:
    """IRS Publication 946, Appendix A, Table A-1, half-year convention."""
    assert (100 * shares(method)).tolist() == pytest.approx(percents, rel=1e-13)


@pytest.mark.parametrize(
    ("method", "salvage", "expected"),
    [
        ("immediate", 0.0, [1.0]),
        ("straight_line_1", 0.0, [1.0]),
        ("straight_line_4", 0.0, [0.25, 0.25, 0.25, 0.25]),
        ("straight_line_4", 0.2, [0.2, 0.2, 0.2, 0.2]),
        ("straight_line_2", 1.0, [0.0, 0.0]),
        # 40 % of what is left: 1, 0.6, 0.36; then half of 0.216 is more than 40 % of it.
        ("declining_balance_5", 0.0, [0.4, 0.24, 0.144, 0.108, 0.108]),
        # 40 % of 0.216 is more than half of 0.116; the last year stops at the salvage.
        ("declining_balance_5", 0.1, [0.4, 0.24, 0.144, 0.0864, 0.0296]),
        ("declining_balance_5", 0.3, [0.4, 0.24, 0.06, 0.0, 0.0]),
        ("declining_balance_5", 0.9, [0.1, 0.0, 0.0, 0.0, 0.0]),
        # Half of 1, of 0.5; then 0.125 twice, where half of 0.25 and half of the rest are the same.
        ("declining_balance_4", 0.0, [0.5, 0.25, 0.125, 0.125]),
        ("declining_balance_3", 0.0, [2 / 3, 2 / 9, 1 / 9]),
        ("declining_balance_2", 0.0, [1.0, 0.0]),
        ("declining_balance_1", 0.0, [1.0]),
        ("declining_balance_1", 0.25, [0.75]),
    ],
)
def test_by_hand(method: str, salvage: float, expected: list[float]) -> None:
    assert shares(method, salvage).tolist() == pytest.approx(expected, rel=1e-12, abs=1e-15)


def test_a_salvage_share_is_of_straight_line_and_declining_balance_only() -> None:
    for method in (IMMEDIATE, *MACRS):
        assert shares(method, 0.4).tolist() == shares(method).tolist()


def test_fifty_years_are_the_most() -> None:
    assert LONGEST == 50
    assert shares("straight_line_50").tolist() == pytest.approx([0.02] * 50)
    assert len(shares("declining_balance_50")) == 50


@pytest.mark.parametrize(
    "method",
    [
        "",
        "straight",
        "straight_line",
        "straight_line_",
        "straight_line_0",
        "straight_line_51",
        "straight_line_100",
        "straight_line_-3",
        "straight_line_2.5",
        "straight_line_5 ",
        "straight_line_5x",
        "a_straight_line_5",
        "Straight_line_5",
        "declining_balance_0",
        "declining_balance_51",
        "declining_5",
        "macrs_10",
        "macrs_",
        "Immediate",
    ],
)
def test_another_name_is_refused(method: str) -> None:
    with pytest.raises(ValueError) as caught:
        shares(method)
    assert str(caught.value) == f"{method} is no depreciation"
    with pytest.raises(ValueError) as caught:
        by_month(method, 12)
    assert str(caught.value) == f"{method} is no depreciation"


# --- by month ---------------------------------------------------------------------------------


def row(method: str, horizon: int, month: int) -> list[float]:
    """What a payment of 1 in one month writes off in each month."""
    paid = np.zeros((1, horizon + 1))
    paid[0, month] = 1.0
    return [float(value) for value in (paid @ by_month(method, horizon))[0]]


def test_the_first_year_starts_in_the_month_after_the_payment() -> None:
    assert row("immediate", 14, 0) == pytest.approx([0, *[1 / 12] * 12, 0, 0])
    assert row("immediate", 14, 1) == pytest.approx([0, 0, *[1 / 12] * 12, 0])
    assert row("immediate", 14, 2) == pytest.approx([0, 0, 0, *[1 / 12] * 12])


def test_each_year_is_spread_over_its_twelve_months() -> None:
    found = row("declining_balance_3", 40, 0)
    expected = [0, *[2 / 36] * 12, *[2 / 108] * 12, *[1 / 108] * 12, 0, 0, 0, 0]
    assert found == pytest.approx(expected, rel=1e-12)


def test_what_falls_after_the_horizon_is_left_out() -> None:
    assert row("immediate", 14, 3) == pytest.approx([0, 0, 0, 0, *[1 / 12] * 11])
    assert row("immediate", 14, 13) == pytest.approx([*[0] * 14, 1 / 12])
    assert row("immediate", 14, 14) == [0] * 15


@pytest.mark.parametrize(
    ("method", "first"), [("immediate", 1 / 12), ("straight_line_2", 1 / 24), ("macrs_5", 0.2 / 12)]
)
def test_a_horizon_of_one_month(method: str, first: float) -> None:
    assert by_month(method, 1).ravel().tolist() == pytest.approx([0, first, 0, 0])


def test_a_horizon_of_a_year_takes_the_first_share_alone() -> None:
    assert sum(row("macrs_7", 12, 0)) == pytest.approx(0.1429)
    assert sum(row("macrs_7", 13, 0)) == pytest.approx(0.1429 + 0.2449 / 12)


def test_payments_add_up() -> None:
    paid = np.array([[100.0, *[0.0] * 11, 24.0, *[0.0] * 6], [0.0] * 19])
    found = paid @ by_month("straight_line_1", 18)
    assert found[0].tolist() == pytest.approx([0, *[100 / 12] * 12, *[2] * 6])
    assert found[1].tolist() == [0] * 19


@pytest.mark.parametrize("method", ["straight_line_05", "straight_line_0", "straight_line_51", "straight_line_٥"])
def test_years_are_written_in_plain_digits(method: str) -> None:
    with pytest.raises(ValueError, match=f"^{method} is no depreciation$"):
        shares(method)
