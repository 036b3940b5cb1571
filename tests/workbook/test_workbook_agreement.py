"""Page, kernel and workbook agree: every formula worked out again by another engine, in every case."""

from __future__ import annotations

from typing import Any

import formualizer
import pytest
from tests.conftest import ROOT, CaseOf, product_from, prospect_from
from tests.workbook.office import falsified
from tests.workbook.recalculated import Recalculated, further_of, made, unlike, unlike_further

from valuepitch.case.study import study
from valuepitch.inputs.load import load_product, load_prospect
from valuepitch.model import Product, Prospect
from valuepitch.workbook.ways import TITLES

SAMPLES = sorted(path.parent.name for path in ROOT.glob("samples/*/prospect.yaml"))


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_formula_of_a_sample_gives_what_is_stored_beside_it(sample: str) -> None:
    folder = ROOT / "samples" / sample
    prospect = load_prospect(folder / "prospect.yaml")
    case = study(prospect, load_product(folder / "product.yaml"))
    assert Recalculated(made(case, prospect.language)).differing() == []


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_case_of_a_sample_gives_the_measures_of_the_kernel(sample: str) -> None:
    folder = ROOT / "samples" / sample
    case = study(load_prospect(folder / "prospect.yaml"), load_product(folder / "product.yaml"))
    assert unlike(case, Recalculated(made(case))) == []


def ranged(value: Any, low: Any, high: Any, **more: Any) -> dict[str, Any]:
    return {"value": value, "low": low, "high": high, **more}


RAMP = {"from_month": ranged(3, 1, 6), "months_to_full": ranged(4, 1, 9)}
SAVING = {"name": "Saving", "kind": "cash", "amount": ranged(120_000, 60_000, 150_000), "ramp": RAMP}
SETUP = {"name": "Setup", "amount": ranged(90_000, 80_000, 140_000), "month": 0}
RENT = {"name": "Rent", "amount": 20_000, "every": "year", "billed": "monthly"}
PRESS = {"name": "Press", "amount": 200_000, "month": 0, "capital": True}
TAXED = {"tax_rate": ranged("25%", "20%", "30%")}
YEARS = {"horizon_months": 48}
RELEASE = {
    "name": "Faster payment",
    "kind": "working_capital",
    "account": "receivables",
    "days": ranged(6, 2, 9),
    "month": ranged(4, 2, 8),
    "over_months": 3,
    "reverses": True,
}
AIMS = [
    {"id": "less", "text": "Lower cost of sales", "measure": "cost_of_sales", "unit": "percent_of_revenue"},
    {"id": "time", "text": "Fewer hours", "unit": "hours"},
]

CASES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "a year in advance that rises": (
        {},
        {
            "benefits": [SAVING],
            "costs": [SETUP, {**RENT, "billed": "in_advance", "escalation": ranged("3%", "0%", "8%")}],
        },
    ),
    "a year in arrears, begun late": (
        {},
        {
            "benefits": [{**SAVING, "escalation": ranged("4%", "0%", "6%")}],
            "costs": [SETUP, {**RENT, "billed": "in_arrears", "from_month": ranged(4, 1, 9), "escalation": "5%"}],
        },
    ),
    "an amount a month": (
        {},
        {"benefits": [SAVING], "costs": [SETUP, {"name": "Rent", "amount": 900, "every": "month"}]},
    ),
    "a written ramp": (
        {},
        {"benefits": [{**SAVING, "ramp": ["10%", ranged("40%", "20%", "60%"), "90%"]}], "costs": [SETUP]},
    ),
    "year ends": (
        {},
        {"conventions": {**YEARS, "discounting": "annual_end"}, "benefits": [SAVING], "costs": [SETUP, RENT]},
    ),
    "middles of years": (
        {},
        {"conventions": {**YEARS, "discounting": "mid_year"}, "benefits": [SAVING], "costs": [SETUP, RENT]},
    ),
    "plain sums and a part of a year": (
        {},
        {"conventions": {"horizon_months": 30, "roi": "undiscounted"}, "benefits": [SAVING], "costs": [SETUP, RENT]},
    ),
    "tax and straight line": (
        TAXED,
        {"benefits": [SAVING], "costs": [{**PRESS, "depreciation": "straight_line_5", "month": ranged(2, 0, 8)}, RENT]},
    ),
    "tax, salvage and MACRS": (
        TAXED,
        {
            "benefits": [SAVING],
            "costs": [{**PRESS, "depreciation": "macrs_5", "salvage": ranged(40_000, 0, 60_000)}, RENT],
        },
    ),
    "losses carried forward": (
        TAXED,
        {
            "conventions": {**YEARS, "losses": "carried_forward"},
            "benefits": [SAVING],
            "costs": [SETUP, {**PRESS, "depreciation": "declining_balance_5", "salvage": 30_000}],
        },
    ),
    "working capital that is paid back": (
        {"financials": {"revenue": 5_000_000}},
        {
            "benefits": [
                SAVING,
                RELEASE,
            ],
            "costs": [SETUP],
        },
    ),
    "customers who stay": (
        {},
        {
            "benefits": [
                {
                    "name": "Fewer leave",
                    "kind": "margin",
                    "churn": {
                        "customers": ranged(2_000, 1_500, 2_500, unit="count"),
                        "gained": 30,
                        "before": ranged("4%", "3%", "5%"),
                        "after": "2%",
                        "margin": 40,
                        "from_month": ranged(3, 1, 7),
                    },
                }
            ],
            "costs": [SETUP],
        },
    ),
    "lists": (
        {},
        {
            "benefits": [{"name": "Saving", "kind": "cash", "amount": [0, 50_000, 70_000, 90_000]}],
            "costs": [{"name": "Fees", "amount": [40_000, 9_000, 8_000], "risk": ranged("10%", "0%", "30%")}],
        },
    ),
    "formulas": (
        {"facts": {"sites": ranged(14, 10, 16, unit="count"), "price": {"value": 812.5, "unit": "money"}}},
        {
            "benefits": [
                {
                    "name": "Sites",
                    "kind": "cash",
                    "amount": "round(when(sites > 12, max(sites, 3) ** 1.5, -(-sites) ** 2) * price, 1) / 1.4",
                    "ramp": RAMP,
                },
                {"name": "Hours", "kind": "capacity", "amount": "sites * 1000", "ramp": RAMP},
            ],
            "costs": [SETUP],
        },
    ),
    "another currency and real prices": (
        {
            "currency": "EUR",
            "exchange_rate": ranged(0.9, 0.8, 1.1, as_of="2026-11-20"),
            "inflation": "3%",
            "hurdle_rate": ranged("12%", "9%", "15%"),
        },
        {"conventions": {"price_basis": "real", "finance_rate": "7%"}, "benefits": [SAVING], "costs": [SETUP, RENT]},
    ),
    "never recovered": ({}, {"benefits": [{**SAVING, "amount": 900}], "costs": [SETUP, RENT]}),
    "a rate of return beyond all measure": ({}, {"benefits": [SAVING], "costs": [{**SETUP, "amount": 2}]}),
    "nearly all is lost": ({}, {"benefits": [{**SAVING, "amount": 0.5}], "costs": [SETUP, {**RENT, "amount": 0.001}]}),
    "an asset bought every year, begun late": (
        TAXED,
        {
            "benefits": [SAVING],
            "costs": [
                {
                    "name": "Tools",
                    "amount": 20_000,
                    "capital": True,
                    "every": "year",
                    "billed": "in_advance",
                    "from_month": ranged(3, 1, 8),
                    "escalation": ranged("4%", "0%", "6%"),
                    "depreciation": "macrs_3",
                    "salvage": 9_000,
                }
            ],
        },
    ),
    "borrowed, leased, with losses carried forward": (
        {**TAXED, "financials": {"revenue": 5_000_000, "cost_of_sales": 3_000_000}, "objectives": AIMS},
        {
            "conventions": {**YEARS, "losses": "carried_forward"},
            "benefits": [
                {**SAVING, "objective": "less", "touches": "cost_of_sales", "risk": "10%"},
                {**SAVING, "name": "Hours", "objective": "time", "effect": {"amount": "240 * 2", "unit": "hours"}},
            ],
            "costs": [
                {**PRESS, "depreciation": "macrs_5", "salvage": 40_000, "month": ranged(2, 0, 5)},
                {**RENT, "touches": "cost_of_sales"},
                {**SETUP, "objective": "less"},
            ],
            "financing": {
                "loan": {"share": "80%", "rate": ranged("7%", "5%", "11%"), "months": 60},
                "lease": {"payment": 4_000, "months": ranged(48, 36, 60), "billed": "in_arrears"},
            },
        },
    ),
    "several assets on loans without interest": (
        {},
        {
            "benefits": [SAVING],
            "costs": [
                {"name": "Tools", "amount": [20_000, 9_000, 7_000], "capital": True},
                {**PRESS, "month": 36},
            ],
            "financing": {"loan": {"share": "100%", "rate": "0%", "months": 24}},
        },
    ),
    "before tax, with the tax beside it": (
        {**TAXED, "financials": {"revenue": 5_000_000}},
        {
            "conventions": {**YEARS, "view": "before_tax", "losses": "carried_forward"},
            "benefits": [SAVING, {**RELEASE, "reverses": False}],
            "costs": [SETUP, {**PRESS, "depreciation": "straight_line_5", "salvage": 20_000}],
        },
    ),
    "no cost at all": ({}, {"benefits": [SAVING]}),
}


def pair_of(name: str) -> tuple[Prospect, Product]:
    prospect, product = CASES[name]
    return prospect_from(**prospect), product_from(**product)


@pytest.mark.parametrize("name", CASES)
def test_every_form_of_cost_benefit_tax_and_time_agrees_with_the_kernel(name: str) -> None:
    case = study(*pair_of(name))
    assert not case.faults
    book = Recalculated(made(case))
    assert book.differing() == []
    assert unlike(case, book) == []


def test_what_is_stored_is_not_what_the_engine_gives_back(case_of: CaseOf) -> None:
    book = Recalculated(falsified(made(case_of(benefits=[SAVING], costs=[SETUP]))))
    assert len(book.differing()) > 100


def test_the_further_figures_are_those_of_the_page() -> None:
    case = study(*pair_of("borrowed, leased, with losses carried forward"))
    shown = Recalculated(made(case)).further()
    # 120,000 less 10 % for risk, less 20,000 of rent; over 5,000,000 of revenue; set-up has to be borne once.
    assert shown["Lower cost of sales"] == [88_000, pytest.approx(0.0176), 90_000, None]
    assert shown["Fewer hours"] == [120_000, None, None, 480]
    for way, name in zip(case.ways_to_pay, ("Bought", *TITLES.values()), strict=True):
        assert shown[name][0] == pytest.approx(way.result.value("npv"))
        assert shown[name][2] == pytest.approx(way.result.value("lowest_cash"))
    assert shown["NPV before tax"][0] == pytest.approx(case.other_view)
    assert case.ways_to_pay[1].result.value("npv") != pytest.approx(case.ways_to_pay[0].result.value("npv"))


def test_further_figures_that_differ_are_found() -> None:
    case = study(*pair_of("borrowed, leased, with losses carried forward"))
    shown = Recalculated(made(case)).further()
    kernel = further_of(case)
    assert unlike_further(kernel, shown, 0, 1e-3) == []
    shown["Financed: the capital costs borrowed"][2] += 1.0
    shown["NPV before tax"][0] += 1.0
    assert len(unlike_further(kernel, shown, 0, 1e-3)) == 2


def test_the_value_at_which_npv_is_nil_gives_an_npv_of_nil() -> None:
    case = study(*pair_of("year ends"))
    book = Recalculated(made(case))
    sheet = book.formulas["Inputs"]
    found = [book.value(1, row, 8) for row in range(5, sheet.max_row) if sheet.cell(row, 8).data_type == "f"]
    assert len(found) == 2
    assert set(found) == {0.0}


def test_a_changed_cell_shows_in_the_checks(case_of: CaseOf) -> None:
    case = case_of(benefits=[SAVING], costs=[SETUP])
    book = Recalculated(made(case))
    sheet = book.engine.sheet("Measures")
    sheet.set_value(5, 2, formualizer.LiteralValue.number(1.0))
    book.engine.evaluate_all()
    wrong = {check for check, said in book.checks().items() if said != "OK"}
    assert "Net present value: the page’s figure less the one here, expected case" in wrong
    assert "All checks" in wrong
    assert "Sum of the lines less net cash" not in wrong
