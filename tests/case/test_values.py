"""NPV line by line is the NPV of the kernel, at every input and every end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.conftest import product_from, prospect_from

from valuepitch.case.evaluate import evaluate
from valuepitch.case.inputs import expected_rows
from valuepitch.case.study import Case, study
from valuepitch.case.values import Values, depends_on, worst
from valuepitch.inputs.load import load_product, load_prospect

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
NAMES = sorted(path.parent.name for path in SAMPLES.glob("*/prospect.yaml"))


def ends_of(case: Case) -> dict[str, Any]:
    return {i.id: (np.array([i.ends[0]]), np.array([i.ends[1]])) for i in case.inputs.values() if i.has_range}


def same(case: Case, rows: int = 3) -> None:
    values = Values(case.plan, expected_rows(case.inputs, rows))
    found = worst(values, ends_of(case))
    assert values.npv == pytest.approx(np.full(rows, case.result.value("npv", 0)), rel=1e-9, abs=1e-6)
    assert found.npv == pytest.approx(np.full(rows, case.result.value("npv", 1)), rel=1e-9, abs=1e-6)
    assert not found.faulty.any()


@pytest.mark.parametrize("sample", NAMES)
def test_every_sample_has_its_expected_and_its_conservative_npv(sample: str) -> None:
    same(study(load_prospect(SAMPLES / sample / "prospect.yaml"), load_product(SAMPLES / sample / "product.yaml")))


def ranged(value: Any, low: Any, high: Any, **more: Any) -> dict[str, Any]:
    return {"value": value, "low": low, "high": high, **more}


RAMP = {"from_month": "start", "months_to_full": 3}
ASSUMPTIONS = {"saved": ranged(600, 400, 700, unit="money"), "start": ranged(3, 1, 9, unit="month")}
RISE = ranged("3%", "0%", "5%")
BENEFITS = [
    {
        "name": "Saving",
        "kind": "cash",
        "amount": "saved * 10",
        "ramp": RAMP,
        "escalation": RISE,
        "risk": ranged("10%", "0%", "30%"),
    },
    {"name": "Time", "kind": "capacity", "amount": 3_000, "ramp": RAMP},
    {
        "name": "Release",
        "kind": "working_capital",
        "account": "receivables",
        "days": ranged(5, 3, 6),
        "month": 2,
        "reverses": True,
    },
]
COSTS = [
    {
        "name": "Machine",
        "amount": ranged(9_000, 8_000, 12_000),
        "month": 0,
        "capital": True,
        "depreciation": "straight_line_5",
        "salvage": ranged(900, 0, 1_500),
    },
    {"name": "Fee", "amount": 500, "every": "year", "billed": "in_advance", "escalation": RISE},
]
RATE = ranged(0.9, 0.8, 1.1, as_of="2026-11-20")
CASES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "before tax": ({}, {}),
    "after tax": ({"tax_rate": {"value": "25%", "low": "20%", "high": "30%"}}, {}),
    "losses carried forward": ({"tax_rate": "25%"}, {"losses": "carried_forward"}),
    "discounted at the year's end": ({"tax_rate": "25%"}, {"discounting": "annual_end"}),
    "discounted at mid-year": ({}, {"discounting": "mid_year"}),
    "real flows": ({"inflation": {"value": "4%", "low": "2%", "high": "6%"}}, {"price_basis": "real"}),
    "time counted": ({}, {"count": ["cash", "capacity", "working_capital"]}),
    "a range of the rate": ({"hurdle_rate": {"value": "10%", "low": "8%", "high": "14%"}}, {}),
    "another currency": ({"currency": "EUR", "exchange_rate": RATE}, {}),
}


def case_of(name: str) -> Case:
    prospect, conventions = CASES[name]
    product = product_from(assumptions=ASSUMPTIONS, benefits=BENEFITS, costs=COSTS, conventions=conventions)
    return study(prospect_from(financials={"revenue": 200_000}, **prospect), product)


@pytest.mark.parametrize("name", CASES)
def test_tax_discounting_prices_and_currency_are_those_of_the_kernel(name: str) -> None:
    same(case_of(name))


def test_rows_of_their_own_have_values_of_their_own() -> None:
    case = case_of("after tax")
    rows = expected_rows(case.inputs, 5)
    rows["revenue"] = np.array([1e4, 2e5, 3e6, 0.0, 7e5])
    rows["hurdle_rate"] = np.array([0.0, 0.05, 0.1, 0.2, 0.9])
    expected = evaluate(case.plan, rows, ("npv",)).measures.values["npv"]
    assert Values(case.plan, rows).npv == pytest.approx(expected, rel=1e-9, abs=1e-6)


def test_a_line_depends_on_its_amount_its_months_and_its_factors() -> None:
    case = case_of("before tax")
    saving, machine = case.plan.lines[0], case.plan.lines[3]
    assert {"saved", "start", "benefits[0].escalation", "benefits[0].risk"} <= depends_on(saving)
    assert {"costs[0].amount", "costs[0].salvage"} <= depends_on(machine)
    assert "saved" not in depends_on(machine)


def test_a_formula_without_a_value_at_one_end_is_a_fault_of_its_row() -> None:
    # At its low end the divisor is nil in the second row alone.
    assumptions = {"share": {"value": "50%", "low": "0%", "high": "80%"}}
    amount = "when(revenue > 5, 100, 100 / share)"
    ramp = {"from_month": 1, "months_to_full": 1}
    benefits = [{"name": "Saving", "kind": "cash", "amount": amount, "ramp": ramp}]
    product = product_from(assumptions=assumptions, benefits=benefits)
    case = study(prospect_from(financials={"revenue": 10}), product)
    rows = expected_rows(case.inputs, 2)
    rows["revenue"] = np.array([10.0, 1.0])
    found = worst(Values(case.plan, rows), ends_of(case))
    assert found.faulty.tolist() == [False, True]
    assert np.isnan(found.npv).tolist() == [False, True]
