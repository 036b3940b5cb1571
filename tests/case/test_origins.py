"""What the benefits rest on, and what has not been costed."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from valuepitch.case.study import Case
from valuepitch.model.cost import COST_KINDS
from valuepitch.model.sourced import ORIGINS

CaseOf = Callable[..., Case]

FREE = {"hurdle_rate": 0}
FULL = {"from_month": 1, "months_to_full": 1}


def saving(amount: Any, **more: Any) -> dict[str, Any]:
    return {"name": "Saving", "kind": "cash", "amount": amount, "ramp": FULL, **more}


def from_origin(value: float, origin: str | None = None) -> dict[str, Any]:
    return {"value": value, "unit": "money", **({"origin": origin} if origin else {})}


def shares(case: Case) -> dict[str, float]:
    return {origin: round(share, 6) for origin, share in case.origin_shares.items()}


def test_origins_go_from_the_strongest_to_the_weakest() -> None:
    assert ORIGINS == ("prospect", "filing", "quote", "evidence", "benchmark", "estimate", "unsourced")


@pytest.mark.parametrize(("strong", "weak"), list(pairwise(ORIGINS)))
def test_a_benefit_belongs_to_the_weakest_origin_in_its_formula(case_of: CaseOf, strong: str, weak: str) -> None:
    assumptions = {"a": from_origin(100, strong), "b": from_origin(2, weak)}
    assert shares(case_of(assumptions=assumptions, benefits=[saving("a * b")])) == {weak: 1.0}
    assert shares(case_of(assumptions=assumptions, benefits=[saving("b * a")])) == {weak: 1.0}


def test_shares_are_present_values_over_all_counted_benefits(case_of: CaseOf) -> None:
    case = case_of(
        prospect=FREE,
        conventions={"horizon_months": 12},
        assumptions={"a": from_origin(600, "quote"), "b": from_origin(300, "benchmark"), "c": from_origin(100)},
        benefits=[saving("b"), saving("a"), saving("c")],
    )
    assert shares(case) == {"quote": 0.6, "benchmark": 0.3, "unsourced": 0.1}
    assert list(case.origin_shares) == ["quote", "benchmark", "unsourced"]  # the largest first


def test_later_benefits_weigh_less(case_of: CaseOf) -> None:
    case = case_of(
        prospect={"hurdle_rate": "100%"},
        conventions={"horizon_months": 24, "discounting": "annual_end"},
        assumptions={"a": from_origin(12, "quote")},
        benefits=[saving("a"), saving(12, ramp={"from_month": 13, "months_to_full": 1})],
    )
    # 6 + 3 rest on the quote, 3 on a number without a source.
    assert shares(case) == {"quote": 0.75, "unsourced": 0.25}


def test_what_is_not_counted_has_no_share(case_of: CaseOf) -> None:
    assumptions = {"a": from_origin(600, "quote"), "b": from_origin(300, "estimate")}
    case = case_of(assumptions=assumptions, benefits=[saving("a"), saving("b", kind="capacity")])
    assert shares(case) == {"quote": 1.0}


def test_risk_lowers_a_share(case_of: CaseOf) -> None:
    assumptions = {"a": from_origin(100, "quote"), "b": from_origin(100, "estimate")}
    case = case_of(prospect=FREE, assumptions=assumptions, benefits=[saving("a"), saving("b", risk="50%")])
    assert shares(case) == {"quote": 0.666667, "estimate": 0.333333}


def test_an_amount_with_a_source_of_its_own_is_of_that_origin(case_of: CaseOf) -> None:
    case = case_of(benefits=[saving({"value": 100, "origin": "evidence"})])
    assert shares(case) == {"evidence": 1.0}


def test_a_number_in_a_formula_has_no_source(case_of: CaseOf) -> None:
    assert shares(case_of(benefits=[saving("12 * 100")])) == {"unsourced": 1.0}


def test_what_is_derived_is_as_weak_as_its_parts(case_of: CaseOf) -> None:
    financials = {
        "revenue": {"value": 1000, "origin": "filing"},
        "cost_of_sales": {"value": 700, "origin": "estimate"},
    }
    case = case_of(prospect={"financials": financials}, benefits=[saving("gross_margin")])
    assert shares(case) == {"estimate": 1.0}


def test_working_capital_is_as_weak_as_its_account_or_its_days(case_of: CaseOf) -> None:
    release = {"name": "R", "kind": "working_capital", "account": "receivables", "month": 0}
    prospect = {"financials": {"revenue": {"value": 36_500, "origin": "filing"}}}
    case = case_of(prospect=prospect, benefits=[release | {"days": {"value": 5, "origin": "benchmark"}}])
    assert shares(case) == {"benchmark": 1.0}
    case = case_of(prospect=prospect, benefits=[release | {"days": {"value": 5, "origin": "prospect"}}])
    assert shares(case) == {"filing": 1.0}


def test_without_counted_benefits_there_are_no_shares(case_of: CaseOf) -> None:
    assert shares(case_of(benefits=[saving(100, kind="capacity")])) == {}
    assert shares(case_of(benefits=[saving(0)])) == {}


# --- what has not been costed -----------------------------------------------------------------


def test_every_cost_that_sellers_leave_out_is_listed_by_default(case_of: CaseOf) -> None:
    assert case_of().not_costed == COST_KINDS
    assert len(COST_KINDS) == 10


def test_a_cost_row_or_a_reason_takes_it_off_the_list(case_of: CaseOf) -> None:
    case = case_of(
        costs=[{"name": "Team", "amount": 10, "month": 0, "covers": ["internal_labour", "training"]}],
        no_cost={"exit": "Month to month", "migration": "Nothing to move"},
    )
    assert case.not_costed == tuple(
        kind for kind in COST_KINDS if kind not in ("internal_labour", "training", "exit", "migration")
    )


def test_where_all_are_covered_nothing_is_listed(case_of: CaseOf) -> None:
    assert case_of(no_cost=dict.fromkeys(COST_KINDS, "Held in the fee")).not_costed == ()


def test_the_sample_rests_on_quotes_and_sector_figures(quickstart: Case) -> None:
    assert quickstart.origin_shares == pytest.approx({"quote": 0.698859, "benchmark": 0.301141}, abs=1e-6)
    assert quickstart.not_costed == ("parallel_running",)
