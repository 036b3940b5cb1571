"""What a case does for each of the prospect's objectives, a full year, net."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from valuepitch.case.objectives import Contribution, contributions
from valuepitch.case.study import Case

CaseOf = Callable[..., Case]

FULL = {"from_month": 1, "months_to_full": 6}
COST_LINE = {"id": "opex", "text": "Hold operating cost", "measure": "operating_expense"}
UPTIME = {"id": "uptime", "text": "Raise availability", "unit": "hours"}
CAPEX = {"id": "capex", "text": "Limit capital spending", "unit": "percent_of_revenue"}


def saving(amount: Any, **more: Any) -> dict[str, Any]:
    return {"name": "Saving", "kind": "cash", "amount": amount, "ramp": FULL, **more}


def of(
    case_of: CaseOf, objective: dict[str, Any], prospect: dict[str, Any] | None = None, **product: Any
) -> Contribution:
    [found] = contributions(case_of(prospect={"objectives": [objective], **(prospect or {})}, **product))
    return found


def test_a_benefit_serves_the_objective_that_it_names(case_of: CaseOf) -> None:
    found = of(case_of, COST_LINE, benefits=[saving(1000, objective="opex"), saving(500)])
    assert found.gain == pytest.approx(1000)
    assert found.serves
    assert not found.burdens


def test_the_least_gain_serves(case_of: CaseOf) -> None:
    assert of(case_of, COST_LINE, benefits=[saving("0.5", objective="opex")]).serves
    assert of(
        case_of, UPTIME, benefits=[saving(0, objective="uptime", effect={"amount": "0.5", "unit": "hours"})]
    ).serves


def test_a_benefit_serves_the_line_that_it_touches(case_of: CaseOf) -> None:
    found = of(case_of, COST_LINE, benefits=[saving(1000, touches="operating_expense"), saving(500, touches="payroll")])
    assert found.gain == pytest.approx(1000)


def test_a_full_year_is_after_risk_and_at_full_effect(case_of: CaseOf) -> None:
    assert of(case_of, COST_LINE, benefits=[saving(1000, objective="opex", risk="20%")]).gain == pytest.approx(800)


def test_a_contribution_is_net_of_recurring_costs_that_touch_its_line(case_of: CaseOf) -> None:
    fee = {"name": "Fee", "amount": 300, "every": "year", "billed": "monthly", "touches": "operating_expense"}
    other = {"name": "Other", "amount": 70, "every": "year", "billed": "monthly", "touches": "payroll"}
    found = of(case_of, COST_LINE, costs=[fee, other], benefits=[saving(1000, objective="opex")])
    assert found.gain == pytest.approx(700)


def test_a_cost_alone_burdens_its_line(case_of: CaseOf) -> None:
    fee = {"name": "Fee", "amount": 300, "every": "month", "touches": "operating_expense"}
    found = of(case_of, COST_LINE, costs=[fee], benefits=[saving(1000)])
    assert found.gain == pytest.approx(-3600)
    assert found.burdens
    assert not found.serves


def test_a_one_time_cost_uses_what_the_objective_limits(case_of: CaseOf) -> None:
    price = {"name": "Price", "amount": 5000, "month": 0, "risk": "10%", "objective": "capex"}
    found = of(case_of, CAPEX, {"financials": {"revenue": 100_000}}, costs=[price])
    assert found.uses == pytest.approx(5500)
    assert found.gain == 0
    assert found.revenue == 100_000
    assert found.burdens


def test_a_one_time_cost_does_not_lower_a_yearly_gain(case_of: CaseOf) -> None:
    price = {"name": "Price", "amount": 5000, "month": 0, "touches": "operating_expense"}
    assert of(case_of, COST_LINE, costs=[price], benefits=[saving(1000, objective="opex")]).gain == pytest.approx(1000)


def test_an_effect_that_is_not_money_is_told_before_risk(case_of: CaseOf) -> None:
    benefit = saving("hours * 50", objective="uptime", risk="25%", effect={"amount": "hours * 0.5", "unit": "hours"})
    found = of(case_of, UPTIME, {"facts": {"hours": {"value": 61, "unit": "hours"}}}, benefits=[benefit])
    assert found.effect == pytest.approx(30.5)
    assert found.serves


def test_an_effect_counts_in_the_objectives_unit_alone(case_of: CaseOf) -> None:
    benefit = saving(1000, objective="uptime", effect={"amount": 12, "unit": "count"})
    assert of(case_of, UPTIME, benefits=[benefit]).effect == 0


def test_effects_of_several_benefits_add_up(case_of: CaseOf) -> None:
    benefits = [saving(1000, objective="uptime", effect={"amount": hours, "unit": "hours"}) for hours in (12, 30)]
    assert of(case_of, UPTIME, benefits=benefits).effect == pytest.approx(42)


def test_days_of_working_capital_are_its_effect(case_of: CaseOf) -> None:
    objective = {"id": "dso", "text": "Collect in 45 days", "measure": "receivables", "unit": "days"}
    release = {"name": "R", "kind": "working_capital", "account": "receivables", "days": 8, "month": 0, "risk": "50%"}
    found = of(case_of, objective, {"financials": {"revenue": 36_500}}, benefits=[release | {"objective": "dso"}])
    assert found.effect == pytest.approx(8)
    assert found.lower


def test_what_is_not_counted_contributes_no_money(case_of: CaseOf) -> None:
    assert of(case_of, COST_LINE, benefits=[saving(1000, kind="capacity", objective="opex")]).gain == 0


def test_an_objective_that_nothing_touches_is_neither_served_nor_burdened(case_of: CaseOf) -> None:
    found = of(case_of, COST_LINE, benefits=[saving(1000)])
    assert (found.gain, found.uses, found.effect) == (0, 0, 0)
    assert not found.serves
    assert not found.burdens


@pytest.mark.parametrize(
    ("line", "lower"),
    [("operating_expense", True), ("cost_of_sales", True), ("payroll", True), ("revenue", False), ("cash", False)],
)
def test_a_gain_shows_as_a_lower_or_a_higher_line(case_of: CaseOf, line: str, lower: bool) -> None:
    objective = {"id": "aim", "text": "An aim", "measure": line}
    benefit = saving(1000, kind="margin", contribution_margin="100%")
    assert of(case_of, objective, benefits=[benefit | {"touches": line}]).lower is lower


def test_contributions_stand_in_the_prospects_order(case_of: CaseOf) -> None:
    case = case_of(prospect={"objectives": [UPTIME, COST_LINE, CAPEX]}, benefits=[saving(1000, objective="opex")])
    assert [found.objective.id for found in contributions(case)] == ["uptime", "opex", "capex"]


def test_revenue_stands_beside_shares_of_it_alone(case_of: CaseOf) -> None:
    prospect = {"financials": {"revenue": 100_000}}
    assert of(case_of, CAPEX, prospect).revenue == 100_000
    assert of(case_of, COST_LINE, prospect).revenue is None


def test_revenue_that_is_derived_serves_as_well(case_of: CaseOf) -> None:
    prospect = {"financials": {"cost_of_sales": 70_000, "gross_margin": 30_000}}
    assert of(case_of, CAPEX, prospect).revenue == 100_000


def test_the_sample_serves_two_of_three(quickstart: Case) -> None:
    opex, uptime, capex = contributions(quickstart)
    # 2,140,000 x 27% x (1 - 5%) less a fee of 258,000.
    assert opex.gain == pytest.approx(2_140_000 * 0.27 * 0.95 - 258_000)
    assert uptime.effect == pytest.approx(61 * 0.55)
    assert capex.uses == pytest.approx(318_000)
    assert [found.serves for found in (opex, uptime, capex)] == [True, True, False]
