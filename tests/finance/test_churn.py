"""Customers that stay, month by month."""

from __future__ import annotations

import numpy as np
import pytest

from valuepitch.finance.churn import customers, customers_kept


def at(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float64)


@pytest.mark.parametrize(
    ("start", "gained", "churn", "expected"),
    [
        (1000, 50, 0.1, [1000, 950, 905, 864.5]),
        (1000, 0, 0.1, [1000, 900, 810, 729]),
        (0, 50, 0.1, [0, 50, 95, 135.5]),
        (1000, 50, 0.0, [1000, 1050, 1100, 1150]),
        (1000, 50, 1.0, [1000, 50, 50, 50]),
        (500, 50, 0.1, [500, 500, 500, 500]),
        (0, 0, 0.3, [0, 0, 0, 0]),
    ],
)
def test_each_month_loses_a_share_and_gains_as_many(
    start: float, gained: float, churn: float, expected: list[float]
) -> None:
    found = customers(3, at(start), at(gained), at(churn))
    assert found.shape == (1, 4)
    assert found[0].tolist() == pytest.approx(expected, rel=1e-13)


def test_month_0_alone_is_the_start() -> None:
    assert customers(0, at(1000), at(50), at(0.1)).tolist() == [[1000]]


def test_one_month() -> None:
    assert customers(1, at(1000), at(50), at(0.1)).tolist() == [[1000, 950]]


def test_the_sum_is_what_month_after_month_gives() -> None:
    found, count = customers(120, at(700), at(13), at(0.031))[0], 700.0
    for month in range(121):
        assert found[month] == pytest.approx(count, rel=1e-12)
        count = count * (1 - 0.031) + 13


def test_each_row_has_its_own_customers() -> None:
    found = customers(2, at(100, 200), at(0, 10), at(0.5, 0.1))
    assert found.tolist() == pytest.approx(np.array([[100, 50, 25], [200, 190, 181]]))


def test_customers_kept_are_those_after_less_those_before() -> None:
    # Before: 1000, 950, 905. After: 1000, 1000, 1000.
    found = customers_kept(2, at(1000), at(50), at(0.1), at(0.05))
    assert found[0].tolist() == pytest.approx([0, 50, 95], rel=1e-12)


def test_more_churn_than_before_keeps_fewer() -> None:
    assert customers_kept(1, at(1000), at(50), at(0.05), at(0.1))[0].tolist() == pytest.approx([0, -50])


def test_the_same_churn_keeps_nobody() -> None:
    assert customers_kept(12, at(1000), at(50), at(0.1), at(0.1)).tolist() == [[0] * 13]
