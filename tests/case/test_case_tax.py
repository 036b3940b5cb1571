"""Tax through a case: what is taxed as it flows, what is depreciated, what is never taxed, and losses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from valuepitch.case.study import Case

CaseOf = Callable[..., Case]

# At a rate of 0% the NPV is the plain sum of what is left after tax.
TAXED = {"hurdle_rate": 0, "tax_rate": "25%"}
FULL = {"from_month": 1, "months_to_full": 1}


def saving(amount: Any, **more: Any) -> dict[str, Any]:
    ramp = {} if isinstance(amount, list) else {"ramp": FULL}
    return {"name": "Saving", "kind": "cash", "amount": amount, **ramp, **more}


def machine(amount: Any = 1200, month: int = 0, how: str | None = "straight_line_5", **more: Any) -> dict[str, Any]:
    written = {} if how is None else {"depreciation": how}
    return {"name": "Machine", "amount": amount, "month": month, "capital": True, **written, **more}


def flows(case: Case, path: str) -> list[float]:
    return [float(x) for x in case.result.lines[path].flows[0]]


def years(case: Case, path: str) -> list[float]:
    """Month 0, then sums by year."""
    monthly = flows(case, path)
    return [monthly[0], *(sum(monthly[start : start + 12]) for start in range(1, len(monthly), 12))]


# --- what flows -------------------------------------------------------------------------------


def test_benefits_and_expenses_are_taxed_as_they_flow(case_of: CaseOf) -> None:
    case = case_of(
        prospect=TAXED,
        conventions={"horizon_months": 24},
        costs=[
            {"name": "Training", "amount": 400, "month": 0},
            {"name": "Fee", "amount": 120, "every": "year", "billed": "in_advance"},
        ],
        benefits=[saving(1200)],
    )
    assert flows(case, "benefits[0]") == pytest.approx([0, *[75.0] * 24])
    assert years(case, "costs[0]") == pytest.approx([300, 0, 0])
    assert years(case, "costs[1]") == pytest.approx([90, 90, 0])
    assert case.result.value("npv") == pytest.approx(0.75 * (2400 - 400 - 240))
    assert case.after_tax


def test_without_a_tax_rate_nothing_is_taken(case_of: CaseOf) -> None:
    case = case_of(prospect={"hurdle_rate": 0}, conventions={"horizon_months": 12}, costs=[machine()])
    assert case.result.value("npv") == pytest.approx(0)
    assert (case.after_tax, case.other_view) == (False, None)


@pytest.mark.parametrize("kind", ["cash", "margin", "avoidance"])
def test_tax_is_on_what_is_left_after_risk(case_of: CaseOf, kind: str) -> None:
    margin = {"contribution_margin": "100%"} if kind == "margin" else {}
    case = case_of(
        prospect=TAXED, conventions={"horizon_months": 12}, benefits=[saving(1200, kind=kind, risk="20%", **margin)]
    )
    assert case.result.value("npv") == pytest.approx(0.75 * 0.8 * 1200)


def test_counted_capacity_is_taxed_and_what_is_not_counted_stays_out(case_of: CaseOf) -> None:
    rows = [saving(1200), saving(600, kind="capacity")]
    year = {"horizon_months": 12}
    apart = case_of(prospect=TAXED, conventions=year, benefits=rows)
    counted = case_of(prospect=TAXED, conventions={**year, "count": ["cash", "capacity"]}, benefits=rows)
    assert apart.result.value("npv") == pytest.approx(900)
    assert counted.result.value("npv") == pytest.approx(900 + 0.75 * 300)


@pytest.mark.parametrize("reverses", [False, True])
def test_working_capital_is_never_taxed(case_of: CaseOf, reverses: bool) -> None:
    released = {"name": "Released", "kind": "working_capital", "account": "receivables", "days": 10, "month": 3}
    case = case_of(
        prospect={**TAXED, "financials": {"revenue": 36_500}},
        conventions={"horizon_months": 6},
        benefits=[{**released, "reverses": reverses}],
    )
    assert flows(case, "benefits[0]") == pytest.approx([0, 0, 0, 1000, 0, 0, -1000.0 if reverses else 0])
    assert case.other_view == pytest.approx(case.result.value("npv"))


def test_the_full_year_of_a_line_is_before_tax(case_of: CaseOf) -> None:
    case = case_of(prospect=TAXED, benefits=[saving(1200, risk="10%")])
    assert case.result.lines["benefits[0]"].full_year[0] == pytest.approx(1080)


# --- depreciation -----------------------------------------------------------------------------

# Of 1,200, by year. Declining balance over five years: 40 % of what is left, straight line of the rest once that
# is more: 480, 288, 172.80, then 129.60 twice. MACRS: IRS Publication 946, table A-1.
WRITTEN_OFF = {
    "straight_line_5": [240, 240, 240, 240, 240, 0],
    "straight_line_3": [400, 400, 400, 0, 0, 0],
    "declining_balance_5": [480, 288, 172.8, 129.6, 129.6, 0],
    "macrs_3": [399.96, 533.4, 177.72, 88.92, 0, 0],
    "macrs_5": [240, 384, 230.4, 138.24, 138.24, 69.12],
    "macrs_7": [171.48, 293.88, 209.88, 149.88, 107.16, 107.04],
    "immediate": [1200, 0, 0, 0, 0, 0],
}


@pytest.mark.parametrize("how", WRITTEN_OFF)
def test_depreciation_lowers_the_cost_by_its_tax(case_of: CaseOf, how: str) -> None:
    case = case_of(prospect=TAXED, conventions={"horizon_months": 72}, costs=[machine(how=how)])
    assert years(case, "costs[0]") == pytest.approx([1200, *(-0.25 * part for part in WRITTEN_OFF[how])])


@pytest.mark.parametrize("how", WRITTEN_OFF)
def test_a_year_of_depreciation_is_spread_over_its_twelve_months(case_of: CaseOf, how: str) -> None:
    case = case_of(prospect=TAXED, conventions={"horizon_months": 30}, costs=[machine(how=how)])
    first, second, third = (0.25 * part / 12 for part in WRITTEN_OFF[how][:3])
    expected = [1200, *[-first] * 12, *[-second] * 12, *[-third] * 6]
    assert flows(case, "costs[0]") == pytest.approx(expected)


def test_a_machine_bought_later_is_written_off_from_the_month_after(case_of: CaseOf) -> None:
    case = case_of(
        prospect=TAXED, conventions={"horizon_months": 21}, costs=[machine(month=7, how="declining_balance_5")]
    )
    # 480 in months 8 to 19, 288 a year from month 20 on.
    expected = [*[0.0] * 7, 1200, *[-10.0] * 12, -6, -6]
    assert flows(case, "costs[0]") == pytest.approx(expected)


def test_two_payments_for_a_machine_are_each_written_off(case_of: CaseOf) -> None:
    listed = {"name": "Machine", "amount": [600, 0, 1200], "capital": True, "depreciation": "straight_line_5"}
    case = case_of(prospect=TAXED, conventions={"horizon_months": 24}, costs=[listed])
    # 120 a year of the first; of 100 a month in months 13 to 24, 20 a year each, from the month after.
    second = sum(100 / 60 * months for months in range(12))
    assert case.result.costs[0].sum() == pytest.approx(1800 - 0.25 * (240 + second))


def test_risk_raises_what_is_written_off(case_of: CaseOf) -> None:
    case = case_of(prospect=TAXED, conventions={"horizon_months": 12}, costs=[machine(risk="50%")])
    assert years(case, "costs[0]") == pytest.approx([1800, -0.25 * 360])


def test_what_falls_after_the_horizon_gives_no_relief(case_of: CaseOf) -> None:
    case = case_of(prospect=TAXED, conventions={"horizon_months": 36}, costs=[machine()])
    assert case.result.costs[0].sum() == pytest.approx(1200 - 0.25 * 720)


@pytest.mark.parametrize(
    ("salvage", "left"),
    [
        # Book value is 480 after three of five years; what is fetched beyond it is taxed, what is missing deducted.
        (480, 1200 - 0.25 * 720 - 480),
        (800, 1200 - 0.25 * 720 - 800 + 0.25 * 320),
        (100, 1200 - 0.25 * 720 - 100 - 0.25 * 380),
        (0, 1200 * 0.75),
    ],
)
def test_salvage_is_taxed_against_book_value(case_of: CaseOf, salvage: float, left: float) -> None:
    case = case_of(prospect=TAXED, conventions={"horizon_months": 36}, costs=[machine(salvage=salvage)])
    paid = flows(case, "costs[0]")
    assert sum(paid) == pytest.approx(left)
    assert paid[:36] == pytest.approx([1200, *[-5.0] * 35])
    assert paid[36] == pytest.approx(-5 - salvage + 0.25 * (salvage - 480))


def test_salvage_without_tax_is_what_the_asset_fetches(case_of: CaseOf) -> None:
    case = case_of(conventions={"horizon_months": 3}, costs=[machine(salvage=500, how=None)])
    assert flows(case, "costs[0]") == pytest.approx([1200, 0, 0, -500])
    assert case.result.outlay[0] == pytest.approx(1200)


def test_a_machine_written_off_in_full_is_taxed_on_all_it_fetches(case_of: CaseOf) -> None:
    case = case_of(prospect=TAXED, conventions={"horizon_months": 12}, costs=[machine(how="immediate", salvage=400)])
    assert flows(case, "costs[0]") == pytest.approx([1200, *[-25.0] * 11, -25 - 0.75 * 400])


# --- losses -----------------------------------------------------------------------------------

# Nothing at month 0; a loss of 400 in year 1, then 300, 300 and 100 more.
UNEVEN = {"costs": [{"name": "Costs", "amount": [0, 400]}], "benefits": [saving([0, 0, 300, 300, 100])]}


@pytest.mark.parametrize(
    ("losses", "taxes"),
    [
        ("used", [-100, 75, 75, 25]),
        # 300 of the loss is used up by year 2 and the last 100 by year 3, which pays on 200.
        ("carried_forward", [0, 0, 50, 25]),
    ],
)
def test_a_loss_saves_tax_at_once_or_waits(case_of: CaseOf, losses: str, taxes: list[float]) -> None:
    case = case_of(prospect=TAXED, conventions={"horizon_months": 48, "losses": losses}, **UNEVEN)
    net = case.result.net[0]
    by_year = [net[start : start + 12].sum() for start in range(1, 48, 12)]
    assert by_year == pytest.approx([before - tax for before, tax in zip([-400, 300, 300, 100], taxes, strict=True)])


def test_month_0_belongs_to_the_first_tax_year(case_of: CaseOf) -> None:
    case = case_of(
        prospect=TAXED,
        conventions={"horizon_months": 24, "losses": "carried_forward"},
        costs=[{"name": "Training", "amount": 300, "month": 0}],
        benefits=[saving(1200)],
    )
    # Year 1 pays on 900 of 1,200 less 300: a quarter of each of its amounts.
    assert years(case, "costs[0]") == pytest.approx([225, 0, 0])
    assert years(case, "benefits[0]") == pytest.approx([0, 900, 900])


def test_a_loss_that_is_never_used_up_gives_no_relief(case_of: CaseOf) -> None:
    case = case_of(
        prospect=TAXED,
        conventions={"horizon_months": 24, "losses": "carried_forward"},
        costs=[machine(6000, how="immediate")],
        benefits=[saving(1200)],
    )
    assert case.result.value("npv") == pytest.approx(2400 - 6000)


# --- the sums ---------------------------------------------------------------------------------


@pytest.mark.parametrize("losses", ["used", "carried_forward"])
@pytest.mark.parametrize("view", ["after_tax", "before_tax"])
def test_lines_after_tax_add_up_to_the_totals(case_of: CaseOf, losses: str, view: str) -> None:
    case = case_of(
        prospect={"tax_rate": "30%", "financials": {"revenue": 36_500}},
        conventions={"horizon_months": 36, "losses": losses, "view": view},
        costs=[
            machine(5000, salvage=700),
            machine(800, month=6, how="macrs_3"),
            {"name": "Fee", "amount": 120, "every": "year", "billed": "in_advance", "escalation": "5%"},
        ],
        benefits=[
            saving(1900, ramp={"from_month": 3, "months_to_full": 9}),
            saving(500, kind="avoidance"),
            {"name": "Released", "kind": "working_capital", "account": "receivables", "days": 5, "month": 2},
        ],
    )
    for side, total in (("benefit", case.result.benefits), ("cost", case.result.costs)):
        parts = [case.result.lines[line.path] for line in case.lines(side)]
        assert np.allclose(sum(part.flows for part in parts), total)
        assert sum(part.pv[0] for part in parts) == pytest.approx(case.result.value(f"pv_{side}s"))


def test_the_view_before_tax_leaves_tax_out_and_gives_the_other(case_of: CaseOf) -> None:
    rows: dict[str, Any] = {"costs": [machine(3000)], "benefits": [saving(2400)]}
    year = {"horizon_months": 24}
    after = case_of(prospect=TAXED, conventions=year, **rows)
    before = case_of(prospect=TAXED, conventions={**year, "view": "before_tax"}, **rows)
    assert (after.after_tax, before.after_tax) == (True, False)
    assert after.result.value("npv") == pytest.approx(0.75 * 4800 - 3000 + 0.25 * 1200)
    assert before.result.value("npv") == pytest.approx(1800)
    assert (after.other_view, before.other_view) == pytest.approx((1800, after.result.value("npv")))


def test_cost_overrun_stays_on_one_time_costs_before_tax(case_of: CaseOf) -> None:
    case = case_of(
        prospect=TAXED,
        conventions={"horizon_months": 24},
        costs=[machine(3000, salvage=0), {"name": "Training", "amount": 200, "month": 0}],
        benefits=[saving(4800)],
    )
    npv = 0.75 * (9600 - 3000 - 200)
    assert case.result.value("npv") == pytest.approx(npv)
    assert case.result.value("cost_overrun") == pytest.approx(npv / 3200)
    assert case.result.outlay[0] == pytest.approx(3200)


def test_a_range_of_the_tax_rate_counts(case_of: CaseOf) -> None:
    case = case_of(
        prospect={"hurdle_rate": 0, "tax_rate": {"value": "25%", "low": "20%", "high": "40%"}},
        conventions={"horizon_months": 12},
        benefits=[saving(1200)],
    )
    [bar] = case.sensitivity
    assert (bar.input.id, bar.npv_low, bar.npv_high) == ("tax_rate", pytest.approx(960), pytest.approx(720))


def test_a_range_of_salvage_counts(case_of: CaseOf) -> None:
    case = case_of(
        prospect=TAXED,
        conventions={"horizon_months": 12},
        costs=[machine(how="straight_line_2", salvage={"value": 600, "low": 400, "high": 1000})],
        benefits=[saving(1200)],
    )
    [bar] = case.sensitivity
    assert bar.input.id == "costs[0].salvage"
    # What is fetched is taxed against a book value of 600: three quarters of each difference stay.
    assert case.result.value("npv") == pytest.approx(900 - 1200 + 0.25 * 600 + 600)
    assert (bar.npv_low, bar.npv_high) == pytest.approx((450 - 150, 450 + 300))
