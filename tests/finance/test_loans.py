"""Level loans and leases, for one unit of money."""

from __future__ import annotations

import numpy as np
import pytest

from valuepitch.finance.loans import lease_payments, loan_schedule


def at(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float64)


# --- loans ------------------------------------------------------------------------------------


def test_a_loan_of_two_months_by_hand() -> None:
    # 1 % a month: the payment p repays 1 = p / 1.01 + p / 1.0201, so p = 1.0201 / 2.01.
    loan = loan_schedule(at(0.12), at(2), 4)
    assert loan.payment.tolist() == pytest.approx([1.0201 / 2.01], rel=1e-13)
    assert loan.interest.tolist() == [pytest.approx([0, 0.01, 0.0101 / 2.01, 0, 0], rel=1e-12)]
    assert loan.principal.tolist() == [pytest.approx([0, 1 / 2.01, 1.01 / 2.01, 0, 0], rel=1e-12)]
    assert loan.paid.tolist() == [pytest.approx([0, 1.0201 / 2.01, 1.0201 / 2.01, 0, 0], rel=1e-12)]


def test_without_interest_the_payments_are_even() -> None:
    loan = loan_schedule(at(0.0), at(4), 5)
    assert loan.payment.tolist() == [0.25]
    assert loan.interest.tolist() == [[0] * 6]
    assert loan.principal.tolist() == [pytest.approx([0, 0.25, 0.25, 0.25, 0.25, 0])]


@pytest.mark.parametrize(
    ("rate", "months", "money", "month", "field", "printed"),
    [
        (0.08, 10, 10_000, 1, "paid", 1037.03),  # PMT
        (0.08, 10, 10_000, 10, "paid", 1037.03),
        (0.10, 24, 2_000, 1, "principal", 75.62),  # PPMT
        (0.10, 36, 8_000, 1, "interest", 66.67),  # IPMT
    ],
)
def test_the_worked_examples_of_the_spreadsheet_functions(
    rate: float, months: int, money: float, month: int, field: str, printed: float
) -> None:
    """Microsoft support, PMT, PPMT and IPMT functions."""
    loan = loan_schedule(at(rate), at(months), 48)
    assert money * getattr(loan, field)[0, month] == pytest.approx(printed, abs=0.005)


@pytest.mark.parametrize(
    ("rate", "months", "horizon", "interest", "principal"),
    [
        (0.0, 4, 2, [0, 0, 0], [0, 0.25, 0.75]),
        (0.12, 2, 1, [0, 0.01], [0, 1.0]),
        (0.12, 2, 2, [0, 0.01, 0.0101 / 2.01], [0, 1 / 2.01, 1.01 / 2.01]),
        (0.12, 1, 1, [0, 0.01], [0, 1.0]),
        (0.12, 1, 3, [0, 0.01, 0, 0], [0, 1.0, 0, 0]),
        (0.0, 1, 1, [0, 0], [0, 1.0]),
    ],
)
def test_what_is_owed_after_the_horizon_is_repaid_in_its_last_month(
    rate: float, months: int, horizon: int, interest: list[float], principal: list[float]
) -> None:
    loan = loan_schedule(at(rate), at(months), horizon)
    assert loan.interest[0].tolist() == pytest.approx(interest, rel=1e-12, abs=1e-15)
    assert loan.principal[0].tolist() == pytest.approx(principal, rel=1e-12, abs=1e-14)


def test_the_payment_is_that_of_the_whole_term_also_where_it_exceeds_the_horizon() -> None:
    assert loan_schedule(at(0.0), at(4), 2).payment.tolist() == [0.25]
    assert loan_schedule(at(0.12), at(2), 1).payment.tolist() == pytest.approx([1.0201 / 2.01])


@pytest.mark.parametrize(("months", "whole"), [(3.6, 4), (3.4, 3), (4.0, 4)])
def test_a_term_is_whole_months(months: float, whole: int) -> None:
    loan = loan_schedule(at(0.06), at(months), 6)
    expected = loan_schedule(at(0.06), at(whole), 6)
    assert loan.payment.tolist() == expected.payment.tolist()
    assert loan.paid.tolist() == expected.paid.tolist()
    assert np.count_nonzero(loan.interest) == whole


def test_each_row_has_its_own_loan() -> None:
    loan = loan_schedule(at(0.12, 0.0, 0.12), at(2, 2, 5), 3)
    for row, (rate, months) in enumerate([(0.12, 2), (0.0, 2), (0.12, 5)]):
        alone = loan_schedule(at(rate), at(months), 3)
        assert loan.payment[row] == pytest.approx(alone.payment[0], rel=1e-14)
        assert loan.interest[row].tolist() == pytest.approx(alone.interest[0].tolist(), rel=1e-13)
        assert loan.principal[row].tolist() == pytest.approx(alone.principal[0].tolist(), rel=1e-13)
    assert loan.principal.shape == loan.interest.shape == loan.paid.shape == (3, 4)


def test_whole_numbers_are_taken_too() -> None:
    loan = loan_schedule(np.array([0]), np.array([2]), 2)
    assert loan.paid.tolist() == [[0, 0.5, 0.5]]


@pytest.mark.parametrize("rate", [1e-9, 1e-12, 1e-15, 1e-18])
def test_a_rate_next_to_nil_gives_nearly_even_payments(rate: float) -> None:
    loan = loan_schedule(at(rate), at(4), 4)
    assert loan.payment.tolist() == pytest.approx([0.25], rel=1e-6)
    assert loan.paid[0, 1:].tolist() == pytest.approx([0.25] * 4, rel=1e-6)


def test_nothing_is_paid_after_the_term() -> None:
    for months in range(1, 37):
        paid = loan_schedule(at(0.5), at(months), 37).paid[0]
        assert paid[months + 1 :].tolist() == [0.0] * (37 - months), months


# --- leases -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("months", "in_advance", "horizon", "expected"),
    [
        (3, True, 5, [1, 1, 1, 0, 0, 0]),
        (3, False, 5, [0, 1, 1, 1, 0, 0]),
        (1, True, 2, [1, 0, 0]),
        (1, False, 2, [0, 1, 0]),
        # To the last month and no further.
        (3, True, 2, [1, 1, 1]),
        (2, False, 2, [0, 1, 1]),
        # Longer than the horizon: the rest in its last month.
        (4, True, 2, [1, 1, 2]),
        (3, False, 2, [0, 1, 2]),
        (60, True, 2, [1, 1, 58]),
        (60, False, 2, [0, 1, 59]),
        (3, True, 1, [1, 2]),
        (3, False, 1, [0, 3]),
        (2.6, True, 4, [1, 1, 1, 0, 0]),
        (2.4, False, 4, [0, 1, 1, 0, 0]),
    ],
)
def test_a_lease_is_paid_in_its_months(months: float, in_advance: bool, horizon: int, expected: list[float]) -> None:
    assert lease_payments(at(months), in_advance, horizon).tolist() == [expected]


def test_each_row_has_its_own_lease() -> None:
    assert lease_payments(at(1, 5), True, 3).tolist() == [[1, 0, 0, 0], [1, 1, 1, 2]]
