"""The scale check: each benefit of a full year beside the line of the accounts that it touches."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from valuepitch import InputError, Problem, Product, Prospect, evaluate
from valuepitch.case.scale import Scale
from valuepitch.case.study import Case

CaseOf = Callable[..., Case]

FULL = {"from_month": 1, "months_to_full": 1}
BASE = {"name": "T", "seller": "S", "plain_name": "a machine", "action": "a machine", "currency": "USD"}
LISTED = {"name": "Listed", "kind": "cash", "touches": "operating_expense"}
ACCOUNTS = {"revenue": 10_000, "cost_of_sales": 6_000, "operating_expense": 1_000, "receivables": 800}


def saving(amount: Any, touches: str | None = "operating_expense", **more: Any) -> dict[str, Any]:
    named = {} if touches is None else {"touches": touches}
    return {"name": "Saving", "kind": "cash", "amount": amount, "ramp": FULL, **named, **more}


def released(days: float, account: str = "receivables", **more: Any) -> dict[str, Any]:
    return {"name": "Released", "kind": "working_capital", "account": account, "days": days, "month": 1, **more}


def said(*benefits: dict[str, Any], **more: Any) -> list[Problem]:
    """Warnings, or the problems that stop the case."""
    prospect = {"name": "N", "currency": "USD", "hurdle_rate": "10%", "financials": ACCOUNTS, **more}
    product = {**BASE, "benefits": list(benefits)}
    try:
        return list(evaluate(Prospect.model_validate(prospect), Product.model_validate(product)).warnings)
    except InputError as error:
        return list(error.problems)


def sizes(case_of: CaseOf, *benefits: dict[str, Any], financials: dict[str, Any] = ACCOUNTS) -> tuple[Scale, ...]:
    return case_of(prospect={"financials": financials}, benefits=list(benefits)).scales


# --- what is said -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "severity", "of_it"),
    [
        (100, None, ""),
        (299, None, ""),
        # 30 % is not above 30 %, 100 % not above 100 %.
        (300, None, ""),
        (300.1, "warning", "30%"),
        (310, "warning", "31%"),
        (1000, "warning", "100%"),
        (1010, "error", "101%"),
        (25_000, "error", "2,500%"),
    ],
)
def test_a_large_benefit_is_a_warning_and_one_larger_than_its_line_an_error(
    amount: float, severity: str | None, of_it: str
) -> None:
    found = said(saving(amount))
    if severity is None:
        assert found == []
        return
    [problem] = found
    assert (problem.severity, problem.path) == (severity, "benefits[0].touches")
    assert problem.message == f"is operating_expense, and the benefit of a full year is {of_it} of it"
    assert problem.hint == (
        "check the amount, its unit and the line"
        if severity == "error"
        else "a reader will ask; show how it is measured"
    )


def test_every_benefit_is_looked_at() -> None:
    found = said(saving(200), saving(500), saving(4000, "cost_of_sales"), saving(9_000, None))
    assert [problem.path for problem in found] == ["benefits[1].touches", "benefits[2].touches"]
    assert [problem.message.split(" is ")[-1] for problem in found] == ["50% of it", "67% of it"]


def test_all_that_is_too_large_is_said_at_once() -> None:
    found = said(saving(2000), saving(500), saving(7000, "cost_of_sales"))
    assert [(problem.path, problem.severity) for problem in found] == [
        ("benefits[0].touches", "error"),
        ("benefits[2].touches", "error"),
    ]


# --- what is compared -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "line", "share"),
    [
        (saving(500), "operating_expense", 0.5),
        # After risk and attribution, at full effect, before the ramp.
        (saving(500, risk="20%", attribution="50%"), "operating_expense", 0.2),
        (saving(500, ramp={"from_month": 30, "months_to_full": 60}), "operating_expense", 0.5),
        (saving(500, escalation="10%"), "operating_expense", 0.5),
        # The last year that is listed.
        ({**LISTED, "amount": [900, 100, 500]}, "operating_expense", 0.5),
        # A line that follows from others: 10,000 less 6,000, and 4,000 less 1,000.
        (saving(1000, "gross_margin"), "gross_margin", 0.25),
        (saving(1000, "operating_income"), "operating_income", 1000 / 3000),
        # A loss is as large as a gain.
        (saving(500, "revenue", kind="margin", contribution_margin="40%"), "revenue", 0.02),
        # Time that is not counted is compared before its conversion.
        (saving(500, kind="capacity"), "operating_expense", 0.5),
    ],
)
def test_a_full_year_is_compared_with_the_line(case_of: CaseOf, row: dict[str, Any], line: str, share: float) -> None:
    [scale] = sizes(case_of, row)
    assert (scale.path, scale.key, scale.account) == ("benefits[0]", "touches", line)
    assert scale.share == pytest.approx(share)


def test_working_capital_is_compared_with_its_account(case_of: CaseOf) -> None:
    # 7.3 days of 10,000 a year release 200 of 800.
    [scale] = sizes(case_of, released(7.3))
    assert (scale.key, scale.account) == ("account", "receivables")
    assert scale.share == pytest.approx(0.25)


def test_working_capital_beyond_its_account_is_an_error_at_account() -> None:
    [problem] = said(released(36.5))
    assert (problem.severity, problem.path) == ("error", "benefits[0].account")
    assert problem.message == "is receivables, and the benefit of a full year is 125% of it"


def test_a_line_that_working_capital_touches_comes_before_its_account(case_of: CaseOf) -> None:
    [scale] = sizes(case_of, released(7.3, touches="operating_expense"))
    assert (scale.key, scale.account, scale.share) == ("touches", "operating_expense", pytest.approx(0.2))


def test_the_release_is_after_risk(case_of: CaseOf) -> None:
    [scale] = sizes(case_of, released(7.3, risk="20%"))
    assert scale.share == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("row", "financials"),
    [
        (saving(500, None), ACCOUNTS),
        (saving(500), {"revenue": 10_000}),
        (saving(500), {"operating_expense": 0}),
        (saving(500), {"operating_expense": -50}),
        (released(5, "inventory"), ACCOUNTS),
    ],
    ids=["touches nothing", "not given", "nil", "below nil", "its account is not given"],
)
def test_what_has_no_line_above_nil_is_not_compared(
    case_of: CaseOf, row: dict[str, Any], financials: dict[str, float]
) -> None:
    assert sizes(case_of, row, financials=financials) == ()


def test_costs_are_not_compared(case_of: CaseOf) -> None:
    fee = {"name": "Fee", "amount": 5000, "every": "year", "billed": "monthly", "touches": "operating_expense"}
    assert case_of(prospect={"financials": ACCOUNTS}, costs=[fee]).scales == ()


def test_the_benefit_is_compared_in_the_currency_of_the_prospect() -> None:
    prospect = {"name": "N", "currency": "TRY", "hurdle_rate": "30%", "financials": ACCOUNTS,
                "exchange_rate": {"value": 40, "as_of": "2026-11-20"}}  # fmt: skip
    product = {**BASE, "currency": "EUR", "benefits": [saving(10)]}
    found = evaluate(Prospect.model_validate(prospect), Product.model_validate(product)).warnings
    assert [problem.message for problem in found] == [
        "is operating_expense, and the benefit of a full year is 40% of it"
    ]


def test_it_is_looked_at_before_tax(case_of: CaseOf) -> None:
    [scale] = case_of(prospect={"financials": ACCOUNTS, "tax_rate": "50%"}, benefits=[saving(500)]).scales
    assert scale.share == pytest.approx(0.5)


def test_the_expected_case_is_compared_not_its_ends(case_of: CaseOf) -> None:
    [scale] = sizes(case_of, saving({"value": 200, "low": 100, "high": 5000}))
    assert scale.share == pytest.approx(0.2)
