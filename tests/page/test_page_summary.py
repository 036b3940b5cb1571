"""The summary says that a yearly cost rises, where one does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from levels import price, saving

from valuepitch.case.study import Case
from valuepitch.page.context import PageContext

CaseOf = Callable[..., Case]
PageOf = Callable[..., PageContext]


def fee(escalation: Any = None) -> dict[str, Any]:
    rising = {} if escalation is None else {"escalation": escalation}
    return {"name": "Service", "amount": 9_000, "every": "year", "billed": "monthly", **rising}


@pytest.fixture
def summary(case_of: CaseOf, page_of: PageOf) -> Callable[..., str]:
    return lambda *costs: page_of(case_of(costs=[*costs], benefits=[saving(120_000)])).summary


@pytest.mark.parametrize("escalation", ["3%", "0.5%", {"value": "2%", "low": "0%", "high": "4%"}])
def test_a_yearly_cost_that_escalates_is_said_to_rise(escalation: Any, summary: Callable[..., str]) -> None:
    assert "An outlay of $100K and $9,000 a year, rising, pay for" in summary(price(100_000), fee(escalation))
    assert "A yearly cost of $9,000, rising, pays for" in summary(fee(escalation))


@pytest.mark.parametrize("escalation", [None, "0%", "-2%"])
def test_a_yearly_cost_that_does_not_escalate_is_not_said_to_rise(escalation: Any, summary: Callable[..., str]) -> None:
    assert "An outlay of $100K and $9,000 a year pay for" in summary(price(100_000), fee(escalation))
    assert "A yearly cost of $9,000 pays for" in summary(fee(escalation))


def test_one_of_two_yearly_costs_that_escalates_is_enough(summary: Callable[..., str]) -> None:
    assert "and $18.0K a year, rising, pay for" in summary(price(100_000), fee(), fee("3%"))
    assert "and $18.0K a year pay for" in summary(price(100_000), fee(), fee("0%"))


def test_a_case_without_a_yearly_cost_has_none_that_rises(summary: Callable[..., str]) -> None:
    assert "rising" not in summary(price(100_000))
