"""Yearly rates: nominal and effective, money and real."""

from __future__ import annotations

import numpy as np
import pytest

from valuepitch.finance import effective_rate, money_rate, nominal_rate, real_rate


@pytest.mark.parametrize(
    ("nominal", "periods", "effective"),
    [
        (0.10, 1, 0.10),
        (0.20, 2, 0.21),
        (0.40, 4, 0.4641),
        (0.12, 12, 0.126825030131969720661201),
        (0.0, 12, 0.0),
        (-0.20, 2, -0.19),
    ],
)
def test_a_nominal_rate_and_its_effective_one(nominal: float, periods: int, effective: float) -> None:
    assert float(effective_rate(nominal, periods)) == pytest.approx(effective, rel=1e-13, abs=1e-15)
    assert float(nominal_rate(effective, periods)) == pytest.approx(nominal, rel=1e-13, abs=1e-15)


def test_the_worked_example_of_the_spreadsheet_functions() -> None:
    """Microsoft support, EFFECT function (5.25 %, 4) and NOMINAL function (5.3543 %, 4)."""
    assert float(effective_rate(0.0525, 4)) == pytest.approx(0.0535427, abs=5e-8)
    assert float(nominal_rate(0.053543, 4)) == pytest.approx(0.05250032, abs=5e-9)


@pytest.mark.parametrize(
    ("money", "inflation", "real"),
    [(0.071, 0.02, 0.05), (0.155, 0.10, 0.05), (0.05, 0.0, 0.05), (0.0, 0.25, -0.2), (0.0, -0.2, 0.25), (0.1, 0.1, 0)],
)
def test_a_money_rate_and_its_real_one(money: float, inflation: float, real: float) -> None:
    assert float(real_rate(money, inflation)) == pytest.approx(real, rel=1e-12, abs=1e-15)
    assert float(money_rate(real, inflation)) == pytest.approx(money, rel=1e-12, abs=1e-15)


def test_rates_of_many_rows_are_arrays() -> None:
    rates = np.array([0.2, 0.4])
    assert effective_rate(rates, 2) == pytest.approx([0.21, 0.44], rel=1e-14)
    assert nominal_rate(np.array([0.21, 0.44]), 2) == pytest.approx([0.2, 0.4], rel=1e-14)
    assert real_rate(np.array([0.155, 0.21]), np.array([0.1, 0.1])) == pytest.approx([0.05, 0.1], rel=1e-13)
    assert money_rate(np.array([0.05, 0.1]), 0.1) == pytest.approx([0.155, 0.21], rel=1e-14)


def test_every_rate_comes_back_as_an_array() -> None:
    found = (effective_rate(0.1, 12), nominal_rate(0.1, 12), real_rate(0.1, 0.02), money_rate(0.1, 0.02))
    assert all(isinstance(rate, np.ndarray) and rate.shape == () for rate in found)


def test_where_money_is_worth_nothing_no_rate_is_real() -> None:
    assert float(real_rate(0.1, -1.0)) == np.inf
    assert np.isnan(real_rate(-1.0, -1.0))
