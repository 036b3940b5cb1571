"""Days of receivables, inventory and payables, and what they tie up."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from valuepitch.finance.working_capital import (
    a_day,
    balance,
    cash_conversion_cycle,
    days_of_turns,
    days_outstanding,
    financing_saving,
    turns,
)


@pytest.mark.parametrize(
    ("function", "given", "expected"),
    [
        (a_day, (73_000,), 200),
        (a_day, (72_000, 360), 200),
        (balance, (20, 73_000), 4_000),
        (balance, (20, 72_000, 360), 4_000),
        (balance, (0, 73_000), 0),
        (balance, (-5, 73_000), -1_000),
        (days_outstanding, (4_000, 73_000), 20),
        (days_outstanding, (4_000, 72_000, 360), 20),
        (turns, (4_000, 73_000), 18.25),
        (days_of_turns, (18.25,), 20),
        (days_of_turns, (18, 360), 20),
        (cash_conversion_cycle, (40, 60, 35), 65),
        (cash_conversion_cycle, (10, 5, 30), -15),
        (financing_saving, (4_000, 0.08), 320),
    ],
)
def test_by_hand(function: Callable[..., float], given: tuple[float, ...], expected: float) -> None:
    assert function(*given) == pytest.approx(expected, rel=1e-14)


def test_maxcredible_twenty_days_of_receivables() -> None:
    """MaxCredible, 'Financial Impact of Reducing Payment Collection Times': 100 million, 40 days to 20."""
    assert balance(40, 100e6) - balance(20, 100e6) == pytest.approx(5_479_452, abs=1)


def test_the_days_of_a_turnover_are_the_days_outstanding() -> None:
    assert days_of_turns(turns(4_000, 73_000)) == pytest.approx(days_outstanding(4_000, 73_000))


def test_a_column_of_cases_gives_a_column() -> None:
    days, yearly = np.array([10.0, 20.0]), np.array([36_500.0, 73_000.0])
    assert np.asarray(balance(days, yearly)).tolist() == [1_000, 4_000]
    assert np.asarray(days_outstanding(np.array([1_000.0, 4_000.0]), yearly)).tolist() == [10, 20]
    assert np.asarray(cash_conversion_cycle(days, days, np.array([5.0, 50.0]))).tolist() == [15, -10]
