"""Rows of a profile as flows: ramps, bills, lists by year, working capital, capacity, risk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from valuepitch.case.study import Case

CaseOf = Callable[..., Case]

YEAR = {"horizon_months": 12}
FREE = {"hurdle_rate": 0}
FULL = {"from_month": 1, "months_to_full": 1}


def saving(amount: Any, **more: Any) -> dict[str, Any]:
    return {"name": "Saving", "kind": "cash", "amount": amount, "ramp": FULL, **more}


def flows(case: Case, path: str) -> list[float]:
    return [float(x) for x in case.result.lines[path].flows[0]]


def released(**more: Any) -> dict[str, Any]:
    return {"name": "Released", "kind": "working_capital", "days": 10, "month": 3, **more}


# --- benefits and costs -----------------------------------------------------------------------


def test_a_benefit_is_a_twelfth_a_month_after_risk_attribution_and_ramp(case_of: CaseOf) -> None:
    benefit = saving(1200, risk="25%", attribution="80%", ramp={"from_month": 2, "months_to_full": 2})
    case = case_of(conventions={"horizon_months": 4}, benefits=[benefit])
    assert flows(case, "benefits[0]") == pytest.approx([0, 0, 30, 60, 60])
    assert case.result.benefits[0] == pytest.approx([0, 0, 30, 60, 60])


def test_a_written_ramp_is_a_list_of_shares(case_of: CaseOf) -> None:
    case = case_of(conventions={"horizon_months": 4}, benefits=[saving(1200, ramp=["0%", "50%", "90%"])])
    assert flows(case, "benefits[0]") == pytest.approx([0, 0, 50, 90, 90])


def test_risk_raises_a_cost(case_of: CaseOf) -> None:
    cost = {"name": "Price", "amount": 100, "month": 2, "risk": "20%"}
    case = case_of(conventions={"horizon_months": 3}, costs=[cost])
    assert flows(case, "costs[0]") == pytest.approx([0, 0, 120, 0])
    assert case.result.costs[0] == pytest.approx([0, 0, 120, 0])


def test_an_amount_every_month_is_twelve_a_year(case_of: CaseOf) -> None:
    case = case_of(conventions={"horizon_months": 3}, costs=[{"name": "Fee", "amount": 100, "every": "month"}])
    assert flows(case, "costs[0]") == pytest.approx([0, 100, 100, 100])
    assert case.result.lines["costs[0]"].full_year[0] == pytest.approx(1200)


@pytest.mark.parametrize(
    ("billed", "paid"),
    [
        ("monthly", {month: 10 * (1.1 if month > 12 else 1) for month in range(1, 25)}),
        ("in_advance", {0: 120, 12: 132}),
        ("in_arrears", {12: 120, 24: 132}),
    ],
)
def test_a_yearly_amount_is_paid_as_it_is_billed(case_of: CaseOf, billed: str, paid: dict[int, float]) -> None:
    cost = {"name": "Fee", "amount": 120, "every": "year", "billed": billed, "escalation": "10%"}
    case = case_of(conventions={"horizon_months": 24}, costs=[cost])
    assert flows(case, "costs[0]") == pytest.approx([paid.get(month, 0) for month in range(25)])


def test_outlay_is_what_is_paid_once(case_of: CaseOf) -> None:
    case = case_of(
        conventions={"horizon_months": 24},
        costs=[
            {"name": "Price", "amount": 100, "month": 0},
            {"name": "Training", "amount": 20, "month": 6},
            {"name": "Fee", "amount": 12, "every": "year", "billed": "in_advance"},
            {"name": "By year", "amount": [7, 24, 24]},
        ],
    )
    assert case.result.outlay[0] == pytest.approx(100 + 20 + 7)


def test_overrun_counts_one_time_costs_alone(case_of: CaseOf) -> None:
    case = case_of(
        prospect=FREE,
        conventions=YEAR,
        costs=[
            {"name": "Price", "amount": 100, "month": 0},
            {"name": "Training", "amount": 20, "month": 6},
            {"name": "Fee", "amount": 12, "every": "year", "billed": "in_advance"},
            {"name": "By year", "amount": [8, 24]},
        ],
        benefits=[saving(1200)],
    )
    assert case.result.value("npv") == pytest.approx(1200 - 164)
    assert case.result.value("cost_overrun") == pytest.approx((1200 - 164) / (100 + 20 + 8))


def test_sums_are_the_sums_of_counted_lines(case_of: CaseOf) -> None:
    case = case_of(
        conventions=YEAR,
        costs=[{"name": "A", "amount": 100, "month": 0}, {"name": "B", "amount": 50, "month": 3}],
        benefits=[saving(1200), saving(600, kind="margin", contribution_margin="100%"), saving(240, kind="capacity")],
    )
    lines = case.result.lines
    benefits = lines["benefits[0]"].flows + lines["benefits[1]"].flows
    assert case.result.benefits[0] == pytest.approx(benefits[0])
    assert case.result.net[0] == pytest.approx((benefits - lines["costs[0]"].flows - lines["costs[1]"].flows)[0])
    assert sum(float(lines[path].pv[0]) for path in ("benefits[0]", "benefits[1]")) == pytest.approx(
        case.result.value("pv_benefits")
    )


# --- lists by year ----------------------------------------------------------------------------


def test_a_list_by_year_reproduces_a_plain_yearly_table(case_of: CaseOf) -> None:
    case = case_of(
        prospect={"hurdle_rate": "10%"},
        conventions={"discounting": "annual_end"},
        costs=[{"name": "Costs", "amount": [1000, 100, 100, 100]}],
        benefits=[{"name": "Benefits", "kind": "cash", "amount": [0, 300, 600, 900]}],
    )
    costs = 1000 + 100 / 1.1 + 100 / 1.21 + 100 / 1.331
    benefits = 300 / 1.1 + 600 / 1.21 + 900 / 1.331
    assert case.result.value("pv_costs") == pytest.approx(costs)
    assert case.result.value("pv_benefits") == pytest.approx(benefits)
    assert case.result.value("npv") == pytest.approx(benefits - costs)
    assert case.result.value("roi") == pytest.approx(benefits / costs - 1)


@pytest.mark.parametrize(
    ("amounts", "months", "year"),
    [([5, 12, 24], 24, 24), ([5, 12, 24], 12, 12), ([5, 12, 24, 6], 30, 6), ([5], 24, 0)],
)
def test_the_full_year_of_a_list_is_its_last_year(
    case_of: CaseOf, amounts: list[float], months: int, year: float
) -> None:
    benefit = {"name": "Benefits", "kind": "cash", "amount": amounts, "risk": "50%"}
    case = case_of(conventions={"horizon_months": months}, benefits=[benefit])
    assert case.result.lines["benefits[0]"].full_year[0] == pytest.approx(year / 2)


def test_risk_applies_to_a_list_by_year(case_of: CaseOf) -> None:
    benefit = {"name": "Benefits", "kind": "cash", "amount": [12, 120], "risk": "50%"}
    case = case_of(conventions=YEAR, benefits=[benefit])
    assert flows(case, "benefits[0]") == pytest.approx([6, *[5.0] * 12])


# --- working capital --------------------------------------------------------------------------


@pytest.mark.parametrize(("account", "base"), [("receivables", 730_000), ("inventory", 365_000), ("payables", 365_000)])
def test_days_turn_on_the_line_of_their_account_at_365_a_year(case_of: CaseOf, account: str, base: float) -> None:
    case = case_of(
        prospect={"financials": {"revenue": 730_000, "cost_of_sales": 365_000}},
        conventions=YEAR,
        benefits=[released(account=account)],
    )
    assert flows(case, "benefits[0]") == pytest.approx([0, 0, 0, base / 365 * 10, *[0.0] * 9])


def test_the_release_may_take_several_months(case_of: CaseOf) -> None:
    case = case_of(
        prospect={"financials": {"revenue": 36_500}},
        conventions={"horizon_months": 6},
        benefits=[released(account="receivables", over_months=2)],
    )
    assert flows(case, "benefits[0]") == pytest.approx([0, 0, 0, 500, 500, 0, 0])


def test_the_release_is_reduced_for_risk(case_of: CaseOf) -> None:
    case = case_of(
        prospect={"financials": {"revenue": 36_500}},
        conventions={"horizon_months": 6},
        benefits=[released(account="receivables", risk="20%")],
    )
    assert case.result.benefits[0].sum() == pytest.approx(800)


def test_a_release_that_reverses_is_paid_back_in_the_last_month(case_of: CaseOf) -> None:
    case = case_of(
        prospect={"financials": {"revenue": 36_500}},
        conventions={"horizon_months": 6},
        benefits=[released(account="receivables", reverses=True, over_months=2)],
    )
    assert flows(case, "benefits[0]") == pytest.approx([0, 0, 0, 500, 500, 0, -1000])


def test_only_what_was_released_is_paid_back(case_of: CaseOf) -> None:
    case = case_of(
        prospect={"financials": {"revenue": 36_500}},
        conventions={"horizon_months": 4},
        benefits=[released(account="receivables", reverses=True, over_months=4)],
    )
    assert sum(flows(case, "benefits[0]")) == pytest.approx(0)


def test_days_may_be_a_formula(case_of: CaseOf) -> None:
    case = case_of(
        prospect={"financials": {"revenue": 36_500}, "facts": {"before": {"value": 50, "unit": "days"}}},
        conventions={"horizon_months": 4},
        assumptions={"after": {"value": 42, "unit": "days"}},
        benefits=[released(account="receivables", days="before - after")],
    )
    assert case.result.benefits[0].sum() == pytest.approx(800)
    assert case.result.effects["benefits[0]"][0] == pytest.approx(8)


def test_working_capital_counts_unless_the_conventions_leave_it_out(case_of: CaseOf) -> None:
    prospect = {"financials": {"revenue": 36_500}}
    benefits = [released(account="receivables")]
    assert case_of(prospect=prospect, benefits=benefits).result.benefits[0].sum() == pytest.approx(1000)
    apart = case_of(prospect=prospect, benefits=benefits, conventions={"count": ["cash"]})
    assert apart.result.benefits[0].sum() == 0
    assert apart.result.lines["benefits[0]"].flows[0].sum() == pytest.approx(1000)


# --- capacity ---------------------------------------------------------------------------------


def test_capacity_is_not_counted_and_is_kept_in_full(case_of: CaseOf) -> None:
    case = case_of(prospect=FREE, conventions=YEAR, benefits=[saving(1200, kind="capacity", risk="25%")])
    assert case.result.value("npv") == 0
    assert sum(flows(case, "benefits[0]")) == pytest.approx(900)
    assert [line.path for line in case.lines("benefit", counted=False)] == ["benefits[0]"]


def test_lines_are_told_apart_by_side_and_by_being_counted(case_of: CaseOf) -> None:
    case = case_of(
        costs=[{"name": "Price", "amount": 100, "month": 0}], benefits=[saving(600), saving(900, kind="capacity")]
    )
    assert [line.path for line in case.lines("benefit")] == ["benefits[0]"]
    assert [line.path for line in case.lines("benefit", counted=False)] == ["benefits[1]"]
    assert [line.path for line in case.lines("cost")] == ["costs[0]"]
    assert case.lines("cost", counted=False) == []


@pytest.mark.parametrize(("factor", "counted"), [(None, 450), ("30%", 270), ("100%", 900)])
def test_counted_capacity_is_converted(case_of: CaseOf, factor: str | None, counted: float) -> None:
    conventions: dict[str, Any] = {**YEAR, "count": ["cash", "capacity"]}
    if factor is not None:
        conventions["conversion_factor"] = factor
    case = case_of(prospect=FREE, conventions=conventions, benefits=[saving(1200, kind="capacity", risk="25%")])
    assert case.result.value("npv") == pytest.approx(counted)
    assert sum(flows(case, "benefits[0]")) == pytest.approx(counted)


def test_conversion_touches_capacity_alone(case_of: CaseOf) -> None:
    conventions = {**YEAR, "count": ["cash", "capacity"]}
    case = case_of(prospect=FREE, conventions=conventions, benefits=[saving(1200), saving(600, kind="capacity")])
    assert case.result.value("npv") == pytest.approx(1200 + 300)


# --- accounts ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("financials", "name", "value"),
    [
        ({"revenue": 1000, "cost_of_sales": 700}, "gross_margin", 300),
        ({"revenue": 1000, "gross_margin": 300}, "cost_of_sales", 700),
        ({"cost_of_sales": 700, "gross_margin": 300}, "revenue", 1000),
        ({"revenue": 1000, "cost_of_sales": 700, "operating_expense": 200}, "operating_income", 100),
        ({"gross_margin": 300, "operating_income": 100}, "operating_expense", 200),
        ({"revenue": 1000, "cost_of_sales": 700, "gross_margin": 299}, "gross_margin", 299),
    ],
)
def test_what_follows_from_other_accounts_is_derived(
    case_of: CaseOf, financials: dict[str, float], name: str, value: float
) -> None:
    case = case_of(prospect={**FREE, "financials": financials}, conventions=YEAR, benefits=[saving(name)])
    assert case.result.value("npv") == pytest.approx(value)


def test_working_capital_takes_derived_cost_of_sales(case_of: CaseOf) -> None:
    case = case_of(
        prospect={"financials": {"revenue": 73_000, "gross_margin": 36_500}},
        benefits=[released(account="inventory")],
    )
    assert case.result.benefits[0].sum() == pytest.approx(1000)


def test_a_range_moves_what_is_derived_from_it(case_of: CaseOf) -> None:
    revenue = {"value": 1000, "low": 900, "high": 1100}
    case = case_of(
        prospect={**FREE, "financials": {"revenue": revenue, "cost_of_sales": 700}},
        conventions=YEAR,
        benefits=[saving("gross_margin")],
    )
    [bar] = case.sensitivity
    assert (bar.npv_low, bar.npv_high) == pytest.approx((200, 400))


def test_the_placeholder_rate_stands_where_the_prospect_gives_none(case_of: CaseOf) -> None:
    case = case_of(
        prospect={"hurdle_rate": None},
        conventions={"horizon_months": 12, "discounting": "annual_end", "hurdle_rate": "25%"},
        benefits=[{"name": "Saving", "kind": "cash", "amount": [0, 1250]}],
    )
    assert case.result.value("npv") == pytest.approx(1000)
    assert case.rate.ours
    assert case.rate.file == "product"


def test_the_prospects_rate_goes_before_the_placeholder(case_of: CaseOf) -> None:
    case = case_of(prospect={"hurdle_rate": "10%"}, conventions={"hurdle_rate": "25%"})
    assert case.rate.value == pytest.approx(0.1)
    assert not case.rate.ours


def test_flows_are_of_the_shape_of_scenarios_and_months(case_of: CaseOf) -> None:
    result = case_of(conventions={"horizon_months": 24}).result
    assert result.net.shape == result.benefits.shape == result.costs.shape == (3, 25)
    assert np.isfinite(result.net).all()
