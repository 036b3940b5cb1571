"""NPV were released working capital paid back: the release, discounted over the whole case, is taken off again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from valuepitch.case.study import Case

CaseOf = Callable[..., Case]

RELEASE = {"name": "Stock", "kind": "working_capital", "account": "inventory", "days": 10, "month": 6, "risk": "20%"}
ACCOUNTS = {"financials": {"revenue": 90_000, "cost_of_sales": 36_500}}
PRICE = {"name": "Price", "amount": 300, "month": 0}


def case(case_of: CaseOf, *benefits: dict[str, Any], **more: Any) -> Case:
    return case_of(prospect=ACCOUNTS, costs=[PRICE], benefits=list(benefits), **more)


def test_what_is_kept_is_given_back_in_the_last_month(case_of: CaseOf) -> None:
    found = case(case_of, RELEASE)
    # 36,500 ÷ 365 × 10 × 80% = 800, released in month 6 and paid back in month 36, at 10%.
    assert found.result.value("npv") == pytest.approx(-300 + 800 * 1.1**-0.5)
    assert found.paid_back_npv == pytest.approx(-300 + 800 * 1.1**-0.5 - 800 * 1.1**-3)


def test_a_release_that_is_paid_back_as_planned_has_no_second_figure(case_of: CaseOf) -> None:
    assert case(case_of, {**RELEASE, "reverses": True}).paid_back_npv is None


def test_a_case_without_working_capital_has_none(case_of: CaseOf) -> None:
    saving = {"name": "S", "kind": "cash", "amount": 500, "ramp": {"from_month": 1, "months_to_full": 1}}
    assert case(case_of, saving).paid_back_npv is None
    assert case(case_of, saving, RELEASE).paid_back_npv is not None


def test_it_is_after_tax_where_the_case_is(case_of: CaseOf) -> None:
    taxed = case_of(prospect={**ACCOUNTS, "tax_rate": "25%"}, costs=[PRICE], benefits=[RELEASE])
    # Working capital is never taxed; the price is relieved.
    assert taxed.paid_back_npv is not None
    gone = taxed.result.value("npv") - taxed.paid_back_npv
    assert gone == pytest.approx(800 * 1.1**-3)
