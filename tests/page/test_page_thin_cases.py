"""Thin cases: no ranges, no objectives, no sources, another horizon; the page says what is missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from valuepitch.case.study import Case
from valuepitch.locale import language
from valuepitch.model.cost import COST_KINDS
from valuepitch.page.context import MeasureText, PageContext
from valuepitch.page.data import evaluation

CaseOf = Callable[..., Case]
PageOf = Callable[..., PageContext]

FULL = {"from_month": 1, "months_to_full": 1}


def saving(amount: Any, **more: Any) -> dict[str, Any]:
    return {"name": "Saving", "kind": "cash", "amount": amount, "ramp": FULL, **more}


def price(amount: Any) -> dict[str, Any]:
    return {"name": "Price", "amount": amount, "month": 0}


def measure(page: PageContext, name: str) -> MeasureText:
    [found] = [item for item in page.measures if item.id == name]
    return found


@pytest.fixture
def loss(case_of: CaseOf) -> Case:
    """100,000 for 12,000 a year: never recovered."""
    return case_of(costs=[price(100_000)], benefits=[saving(12_000)])


def test_without_ranges_the_page_says_that_nothing_shows_how_sure_it_is(page_of: PageOf, loss: Case) -> None:
    page = page_of(loss)
    assert page.sensitivity.chart is None
    assert page.sensitivity.heading == "No input that moves the value has a range"
    assert page.sensitivity.empty
    assert "No input that moves the value has a range, so there is no conservative case." in page.summary
    assert "poor end" not in page.summary
    assert page.cash.chart.conservative == page.cash.chart.band == ""


def test_a_range_that_moves_nothing_is_no_bar(page_of: PageOf, case_of: CaseOf) -> None:
    unused = {"value": 5, "low": 1, "high": 9, "unit": "money"}
    page = page_of(case_of(assumptions={"unused": unused}))
    assert page.sensitivity.chart is None


def test_without_objectives_there_is_no_table_of_them(page_of: PageOf, loss: Case) -> None:
    assert page_of(loss).objectives is None


def test_objectives_that_nothing_serves_are_said_not_to_be_served(page_of: PageOf, case_of: CaseOf) -> None:
    objectives = [{"id": "opex", "text": "Hold cost", "measure": "operating_expense"}]
    page = page_of(case_of(prospect={"objectives": objectives}))
    assert page.objectives is not None
    assert page.objectives.heading == "It does not serve your objective"
    assert page.objectives.rows[0].value == "nothing in this case serves it"


def test_an_objective_that_is_burdened_is_told_its_cost(page_of: PageOf, case_of: CaseOf) -> None:
    objectives = [{"id": "opex", "text": "Hold cost", "measure": "operating_expense"}]
    fee = {"name": "Fee", "amount": 1_000, "every": "month", "touches": "operating_expense"}
    page = page_of(case_of(prospect={"objectives": objectives}, costs=[fee]))
    assert page.objectives is not None
    assert page.objectives.rows[0].value == "$12.0K higher"


def test_figures_without_a_source_are_said_to_have_none(page_of: PageOf, case_of: CaseOf) -> None:
    page = page_of(case_of(benefits=[saving({"value": 1200, "low": 1000, "high": 1300})]))
    assert page.sources.heading == "The whole benefit rests on figures without a source"
    assert page.sources.rows[0].tag == "UNSOURCED"
    assert page.sources.rows[0].source == "no source given"


@pytest.mark.parametrize("ends", [{"low": 1000, "high": 1300}, {}], ids=["ranged", "one value"])
def test_a_figure_to_confirm_is_marked(page_of: PageOf, case_of: CaseOf, ends: dict[str, Any]) -> None:
    amount = {"value": 1200, "source": "Interview", "origin": "prospect", "confirm": True, **ends}
    page = page_of(case_of(benefits=[saving(amount)]))
    assert [(row.name, row.tag) for row in page.sources.rows if "please confirm" in row.source] == [("Saving", "YOURS")]


def test_a_fact_to_confirm_is_marked(page_of: PageOf, case_of: CaseOf) -> None:
    fact = {"value": 1200, "unit": "money", "source": "Interview", "origin": "prospect", "confirm": True}
    page = page_of(case_of(prospect={"facts": {"spend": fact}}, benefits=[saving("spend")]))
    assert [row.name for row in page.sources.rows if "please confirm" in row.source] == ["Spend"]


def test_a_placeholder_rate_is_ours_wherever_it_is_printed(page_of: PageOf, case_of: CaseOf) -> None:
    page = page_of(case_of(prospect={"hurdle_rate": None}, conventions={"hurdle_rate": "12%"}))
    assert "a placeholder rate of 12%" in measure(page, "npv").note
    [row] = [row for row in page.sources.rows if row.name == "Hurdle rate"]
    assert row.source == "our placeholder, not your rate"
    assert "a placeholder, since you gave no rate" in page.footer.text
    assert "your rate" not in page.footer.text


def test_the_prospects_rate_is_theirs(page_of: PageOf, case_of: CaseOf) -> None:
    rate = {"value": "11%", "source": "Capital plan", "origin": "prospect"}
    page = page_of(case_of(prospect={"hurdle_rate": rate}, conventions={"hurdle_rate": "12%"}))
    assert "your 11%" in measure(page, "npv").note
    assert "Capital plan" in page.footer.text
    assert "placeholder" not in page.footer.text


def test_the_footer_says_which_view_it_shows_and_npv_under_the_other(page_of: PageOf, case_of: CaseOf) -> None:
    taxed = {"tax_rate": "25%"}
    after, before = case_of(prospect=taxed), case_of(prospect=taxed, conventions={"view": "before_tax"})
    npv = {name: page_of(case).measures[0].value for name, case in (("after", after), ("before", before))}
    said = f"after tax at 25% (before tax, NPV is {npv['before']})."
    assert said in page_of(after).footer.text
    assert f"before tax (after tax at 25%, NPV is {npv['after']})." in page_of(before).footer.text
    carried = case_of(prospect=taxed, conventions={"losses": "carried_forward"})
    assert "after tax at 25% with losses carried forward (before" in page_of(carried).footer.text
    assert "before tax." in page_of(case_of()).footer.text
    assert npv["after"] != npv["before"]


def test_a_tax_rate_with_a_range_makes_a_page_too(page_of: PageOf, case_of: CaseOf) -> None:
    case = case_of(prospect={"tax_rate": {"value": "25%", "low": "20%", "high": "30%"}})
    assert "after tax at 25%" in page_of(case).footer.text
    assert [bar.input.id for bar in case.sensitivity] == ["tax_rate"]
    assert evaluation(case, language("en"))["measures"]["npv"] > 0


def test_a_rate_after_tax_on_cash_before_tax_is_said_to_be_one(page_of: PageOf, case_of: CaseOf) -> None:
    assert "after-tax rate on cash before tax" in page_of(case_of(prospect={"hurdle_basis": "after_tax"})).footer.text
    assert "after-tax" not in page_of(case_of(prospect={"hurdle_basis": "before_tax"})).footer.text
    turned = {"hurdle_basis": "before_tax", "tax_rate": "25%"}
    assert "a before-tax rate on cash after tax" in page_of(case_of(prospect=turned)).footer.text


def test_what_is_not_costed_is_listed(page_of: PageOf, case_of: CaseOf) -> None:
    assert page_of(case_of()).sources.notes[0].startswith("Not costed: ")
    covered = case_of(no_cost=dict.fromkeys(COST_KINDS, "In the fee"))
    assert not any("Not costed" in note for note in page_of(covered).sources.notes)


def test_what_is_not_counted_stands_under_the_line(page_of: PageOf, case_of: CaseOf) -> None:
    page = page_of(case_of(benefits=[saving(1200), saving(600, kind="capacity", name="Hours")]))
    last = page.cash_flow.rows[-1]
    assert last.name == "Not counted: Hours"
    assert last.style == "apart"
    assert last.note == "not cash"


def test_counted_capacity_prints_its_factor(page_of: PageOf, case_of: CaseOf) -> None:
    conventions = {"count": ["cash", "capacity"], "conversion_factor": "30%"}
    page = page_of(case_of(conventions=conventions, benefits=[saving(600, kind="capacity")]))
    assert "30% counted" in page.cash_flow.rows[0].note


def test_a_release_of_working_capital_says_whether_it_is_paid_back(page_of: PageOf, case_of: CaseOf) -> None:
    release = {"name": "R", "kind": "working_capital", "account": "receivables", "days": 5, "month": 3}
    prospect = {"financials": {"revenue": 36_500}}
    assert "not reversed" in page_of(case_of(prospect=prospect, benefits=[release])).cash_flow.rows[0].note
    back = page_of(case_of(prospect=prospect, benefits=[release | {"reverses": True}])).cash_flow.rows[0].note
    assert "paid back at the end" in back
    assert "not reversed" not in back


def test_only_a_named_clause_is_called_contractual(page_of: PageOf, case_of: CaseOf) -> None:
    page = page_of(case_of(benefits=[saving(1200, contract="clause 4.2"), saving(600)]))
    assert "contractual: clause 4.2" in page.cash_flow.rows[0].note
    assert "contractual" not in page.cash_flow.rows[1].note


# --- horizon ----------------------------------------------------------------------------------


def test_a_short_case_has_no_month_24(page_of: PageOf, case_of: CaseOf) -> None:
    page = page_of(case_of(conventions={"horizon_months": 12}, costs=[price(500)]))
    assert page.cash.chart.month_24 == []
    assert not any("month 24" in label.text for label in page.cash.chart.labels)


@pytest.mark.parametrize(("months", "said"), [(12, True), (24, True), (36, False), (60, True)])
def test_another_horizon_than_36_months_is_said(page_of: PageOf, case_of: CaseOf, months: int, said: bool) -> None:
    text = page_of(case_of(conventions={"horizon_months": months})).footer.text
    assert (f"over {months} months" in text) is said


@pytest.mark.parametrize(
    ("discounting", "words"),
    [("monthly", "Monthly flows"), ("annual_end", "at the year’s end"), ("mid_year", "at mid-year")],
)
def test_the_discounting_is_said(page_of: PageOf, case_of: CaseOf, discounting: str, words: str) -> None:
    assert words in page_of(case_of(conventions={"discounting": discounting})).footer.text


def test_an_undiscounted_roi_says_so(page_of: PageOf, case_of: CaseOf) -> None:
    case = case_of(conventions={"roi": "undiscounted"}, costs=[price(1_000)])
    roi = measure(page_of(case), "roi")
    assert roi.value == "260%"
    assert "the sum of all costs" in roi.note
