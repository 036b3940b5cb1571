"""Bought, financed and leased side by side: small cases worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from valuepitch.case.financing import WayToPay, ways_to_pay
from valuepitch.case.inputs import expected_rows
from valuepitch.case.study import Case

CaseOf = Callable[..., Case]

FREE = {"hurdle_rate": 0}
FULL = {"from_month": 1, "months_to_full": 1}
MACHINE = {"name": "Machine", "amount": 1200, "month": 0, "capital": True}


def saving(amount: Any, **more: Any) -> dict[str, Any]:
    return {"name": "Saving", "kind": "cash", "amount": amount, "ramp": FULL, **more}


def ways(
    case_of: CaseOf, financing: dict[str, Any], *, prospect: dict[str, Any] = FREE, horizon: int = 12, **product: Any
) -> dict[str, WayToPay]:
    rows = {"costs": [MACHINE], "benefits": [saving(1800)], **product}
    case = case_of(prospect=prospect, conventions={"horizon_months": horizon}, financing=financing, **rows)
    return {way.name: way for way in case.ways_to_pay}


def net(way: WayToPay) -> list[float]:
    return [float(x) for x in way.result.net[0]]


def measures(way: WayToPay) -> tuple[float, ...]:
    """NPV, payback, lowest cash and its month."""
    return tuple(way.result.value(name) for name in ("npv", "payback_months", "lowest_cash", "lowest_cash_month"))


# --- side by side -----------------------------------------------------------------------------


def test_each_way_that_the_profile_gives_stands_beside_buying(case_of: CaseOf) -> None:
    loan, lease = {"rate": "6%", "months": 12}, {"payment": 110, "months": 12}
    assert list(ways(case_of, {"loan": loan, "lease": lease})) == ["bought", "financed", "leased"]
    assert list(ways(case_of, {"loan": loan})) == ["bought", "financed"]
    assert list(ways(case_of, {"lease": lease})) == ["bought", "leased"]
    assert case_of(costs=[MACHINE]).ways_to_pay == ()


def test_bought_is_the_case_itself(case_of: CaseOf) -> None:
    case = case_of(costs=[MACHINE], financing={"loan": {"rate": "6%", "months": 12}})
    for name in ("npv", "payback_months", "lowest_cash"):
        assert case.ways_to_pay[0].result.value(name) == pytest.approx(case.result.value(name))


@pytest.mark.parametrize(
    ("financing", "way", "expected"),
    [
        # 150 a month against 1,200 at once.
        ({"loan": {"rate": "0%", "months": 12}}, "bought", (600, 8, -1200, 0)),
        # 100 a month is repaid, 50 is left from the first month on.
        ({"loan": {"rate": "0%", "months": 12}}, "financed", (600, 0, 0, 0)),
        # Half is paid at once, 50 a month repaid: 100 a month is left.
        ({"loan": {"rate": "0%", "months": 12, "share": "50%"}}, "financed", (600, 6, -600, 0)),
        # Repaid within six months at 200: 50 short each month, 300 in all by month 6.
        ({"loan": {"rate": "0%", "months": 6}}, "financed", (600, 8, -300, 6)),
        # Nothing borrowed is buying.
        ({"loan": {"rate": "9%", "months": 12, "share": "0%"}}, "financed", (600, 8, -1200, 0)),
        # 110 in months 0 to 11.
        ({"lease": {"payment": 110, "months": 12}}, "leased", (480, 2.75, -110, 0)),
        ({"lease": {"payment": 110, "months": 12, "billed": "in_arrears"}}, "leased", (480, 0, 0, 0)),
        # A lease that ends in month 3: 250 in each of months 1, 2 and 3.
        ({"lease": {"payment": 250, "months": 3, "billed": "in_arrears"}}, "leased", (1050, 5, -300, 3)),
    ],
)
def test_measures_of_a_way_to_pay(
    case_of: CaseOf, financing: dict[str, Any], way: str, expected: tuple[float, ...]
) -> None:
    assert measures(ways(case_of, financing)[way]) == pytest.approx(expected)


# --- loans ------------------------------------------------------------------------------------

# 1,000 at 1 % a month in two payments: 10 of interest, then 1 % of the 502.487562 still owed.
PAYMENT = 1000 * 0.01 / (1 - 1.01**-2)
INTEREST = (10.0, (1000 - (PAYMENT - 10)) * 0.01)


def test_a_loan_is_repaid_in_level_payments(case_of: CaseOf) -> None:
    found = ways(case_of, {"loan": {"rate": "12%", "months": 2}}, horizon=3, costs=[{**MACHINE, "amount": 1000}])
    assert net(found["bought"]) == pytest.approx([-1000, 150, 150, 150])
    assert net(found["financed"]) == pytest.approx([0, 150 - PAYMENT, 150 - PAYMENT, 150])
    assert pytest.approx(507.512438) == PAYMENT
    assert pytest.approx(1000 + sum(INTEREST)) == 2 * PAYMENT


def test_interest_is_deducted_and_principal_is_not(case_of: CaseOf) -> None:
    found = ways(
        case_of,
        {"loan": {"rate": "12%", "months": 2}},
        prospect={**FREE, "tax_rate": "25%"},
        horizon=3,
        costs=[{**MACHINE, "amount": 1000, "depreciation": "straight_line_5"}],
    )
    shield = 0.25 * 1000 / 60
    kept = 0.75 * 150 + shield
    assert net(found["bought"]) == pytest.approx([-1000, kept, kept, kept])
    repaid = [kept - PAYMENT + 0.25 * part for part in INTEREST]
    assert net(found["financed"]) == pytest.approx([0, *repaid, kept])


@pytest.mark.parametrize(("rate", "interest"), [("0%", 0.0), ("12%", None)])
def test_what_is_owed_after_the_horizon_is_repaid_in_the_last_month(
    case_of: CaseOf, rate: str, interest: float | None
) -> None:
    found = ways(case_of, {"loan": {"rate": rate, "months": 24}})
    loan = [a - b for a, b in zip(net(found["financed"]), net(found["bought"]), strict=True)]
    level = loan[1]
    assert loan[0] == pytest.approx(1200)
    assert loan[1:12] == pytest.approx([level] * 11)
    if interest is not None:
        assert loan[1:] == pytest.approx([*[-50.0] * 11, -50 - 600])
        return
    # What a lender is owed after twelve of 24 payments: the payments to come, discounted at 1 % a month.
    payment = 12 / (1 - 1.01**-24)
    owed = payment * (1 - 1.01**-12) / 0.01
    assert level == pytest.approx(-payment)
    assert loan[12] == pytest.approx(-payment - owed)


def test_each_capital_cost_is_borrowed_when_it_falls_due(case_of: CaseOf) -> None:
    second = {"name": "Second", "amount": 600, "month": 3, "capital": True}
    training = {"name": "Training", "amount": 70, "month": 1}
    found = ways(case_of, {"loan": {"rate": "0%", "months": 6}}, costs=[MACHINE, second, training])
    repaid = {month: 200 * (1 <= month <= 6) + 100 * (4 <= month <= 9) for month in range(13)}
    expected = [(150 if month else 0) - repaid[month] - (70 if month == 1 else 0) for month in range(13)]
    assert net(found["financed"]) == pytest.approx(expected)


def test_what_is_borrowed_holds_the_risk_of_the_cost(case_of: CaseOf) -> None:
    found = ways(case_of, {"loan": {"rate": "0%", "months": 12}}, costs=[{**MACHINE, "risk": "10%"}])
    assert net(found["financed"]) == pytest.approx([0, *[150 - 110.0] * 12])


def test_a_listed_capital_cost_is_borrowed_month_by_month(case_of: CaseOf) -> None:
    listed = {"name": "Machine", "amount": [600, 0, 300], "listed_by": "month", "capital": True}
    found = ways(case_of, {"loan": {"rate": "0%", "months": 3}}, horizon=6, costs=[listed])
    repaid = [0, 200, 200, 200 + 100, 100, 100, 0]
    expected = [(150 if month else 0) - part for month, part in enumerate(repaid)]
    assert net(found["financed"]) == pytest.approx(expected)


def test_a_cost_of_the_last_month_is_borrowed_and_repaid_at_once(case_of: CaseOf) -> None:
    found = ways(case_of, {"loan": {"rate": "6%", "months": 12}}, costs=[{**MACHINE, "month": 12}])
    assert net(found["financed"]) == pytest.approx(net(found["bought"]))


@pytest.mark.parametrize("months", [1, 9, 24, 60])
@pytest.mark.parametrize("share", ["100%", "40%"])
def test_a_loan_at_the_hurdle_rate_leaves_npv_alone_before_tax(case_of: CaseOf, months: int, share: str) -> None:
    nominal = 12 * (1.1 ** (1 / 12) - 1)
    found = ways(
        case_of,
        {"loan": {"rate": nominal, "months": months, "share": share}},
        prospect={"hurdle_rate": "10%"},
        horizon=24,
        costs=[MACHINE, {"name": "Second", "amount": 900, "month": 5, "capital": True}],
    )
    bought, financed = found["bought"].result, found["financed"].result
    assert financed.value("npv") == pytest.approx(bought.value("npv"), abs=1e-6)
    assert financed.value("lowest_cash") > bought.value("lowest_cash")


@pytest.mark.parametrize(("rate", "better"), [("4%", True), ("16%", False)])
def test_a_loan_below_the_hurdle_rate_raises_npv_and_one_above_it_lowers_it(
    case_of: CaseOf, rate: str, better: bool
) -> None:
    found = ways(case_of, {"loan": {"rate": rate, "months": 12}}, prospect={"hurdle_rate": "10%"})
    assert (found["financed"].result.value("npv") > found["bought"].result.value("npv")) is better


# --- leases -----------------------------------------------------------------------------------


def test_a_lease_takes_the_place_of_the_asset_with_its_tax_and_its_salvage(case_of: CaseOf) -> None:
    found = ways(
        case_of,
        {"lease": {"payment": 110, "months": 12}, "loan": {"rate": "0%", "months": 12}},
        prospect={**FREE, "tax_rate": "25%"},
        costs=[{**MACHINE, "depreciation": "straight_line_1", "salvage": 200}],
    )
    # The book value is nil after a year: what the asset fetches is taxed in full.
    bought = 0.75 * (1800 - 1200 + 200)
    assert found["bought"].result.value("npv") == pytest.approx(bought)
    assert found["financed"].result.value("npv") == pytest.approx(bought)
    assert found["leased"].result.value("npv") == pytest.approx(0.75 * (1800 - 12 * 110))


def test_expenses_are_paid_beside_a_lease(case_of: CaseOf) -> None:
    fee = {"name": "Fee", "amount": 120, "every": "year", "billed": "in_advance"}
    found = ways(case_of, {"lease": {"payment": 110, "months": 12}}, costs=[MACHINE, fee])
    assert found["leased"].result.value("npv") == pytest.approx(480 - 120)


@pytest.mark.parametrize(("billed", "first", "last"), [("in_advance", 10, 120), ("in_arrears", 0, 130)])
def test_what_a_lease_owes_after_the_horizon_is_paid_in_the_last_month(
    case_of: CaseOf, billed: str, first: float, last: float
) -> None:
    found = ways(case_of, {"lease": {"payment": 10, "months": 24, "billed": billed}})
    paid = [(150 if month else 0) - amount for month, amount in enumerate(net(found["leased"]))]
    assert paid == pytest.approx([first, *[10.0] * 11, last])


def test_many_rows_at_one_rate_and_several_lengths_are_as_each_alone(case_of: CaseOf) -> None:
    case = case_of(
        benefits=[saving(1_200)],
        costs=[{"name": "Press", "amount": 1_000, "month": 0, "capital": True}],
        financing={"loan": {"rate": "6%", "months": {"value": 12, "low": 6, "high": 24}}},
    )
    rows = expected_rows(case.inputs, 3)
    rows["financing.loan.months"][:] = 6, 12, 24
    together = ways_to_pay(case.plan, rows, case.product.financing)[1].result
    for row in range(3):
        alone = {name: values[row : row + 1] for name, values in rows.items()}
        found = ways_to_pay(case.plan, alone, case.product.financing)[1].result
        assert together.net[row].tolist() == found.net[0].tolist()
