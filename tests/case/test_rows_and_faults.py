"""A plan over many rows: each row stands alone, and one that cannot be computed says why."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from valuepitch.case.evaluate import Result, evaluate
from valuepitch.case.inputs import collect, expected_rows, sources
from valuepitch.case.plan import Plan, make_plan
from valuepitch.case.study import Case, study
from valuepitch.finance import MEASURES, Why
from valuepitch.model import Product, Prospect

FULL = {"from_month": 1, "months_to_full": 1}


def product(**more: Any) -> Product:
    base = {"name": "T", "seller": "S", "plain_name": "a machine", "action": "a machine", "currency": "USD"}
    return Product.model_validate({**base, **more})


def prospect(**more: Any) -> Prospect:
    return Prospect.model_validate({"name": "N", "currency": "USD", "hurdle_rate": "10%", **more})


def plan_of(amount: str, **more: Any) -> Plan:
    benefit = {"name": "Saving", "kind": "cash", "amount": amount, "ramp": FULL}
    price = {"name": "Price", "amount": "price", "month": 0}
    return make_plan(product(benefits=[benefit], costs=[price], conventions={"horizon_months": 24}, **more))


def rows(**columns: list[float]) -> dict[str, np.ndarray]:
    n = len(next(iter(columns.values())))
    written = {"benefits[0].ramp.from_month": 1.0, "benefits[0].ramp.months_to_full": 1.0, "costs[0].month": 0.0}
    table = {name: [value] * n for name, value in {"hurdle_rate": 0.1, "price": 100.0, **written}.items()} | columns
    return {name: np.array(values, dtype=np.float64) for name, values in table.items()}


def test_one_row_per_case() -> None:
    result = evaluate(plan_of("a * b"), rows(a=[1.0, 2.0, 3.0], b=[120.0, 120.0, 240.0]))
    assert result.net.shape == (3, 25)
    assert result.benefits[:, 1].tolist() == pytest.approx([10, 20, 60])
    assert result.measures.values["npv"].shape == (3,)


def test_n_rows_give_what_n_single_rows_give() -> None:
    plan = plan_of("when(a > 2, a * b, b / a)")
    table = rows(a=[1.0, 2.0, 3.0, 4.0], b=[1200.0, 60.0, 90.0, 0.0], hurdle_rate=[0.05, 0.1, 0.2, 0.3])
    together = evaluate(plan, table)
    for i in range(4):
        alone = evaluate(plan, {name: values[i : i + 1] for name, values in table.items()})
        for name in MEASURES:
            expected = together.value(name, i)
            assert alone.value(name) == pytest.approx(expected, rel=1e-11, abs=1e-9, nan_ok=True), name
            assert alone.why(name) == together.why(name, i), name


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_only_gives_the_same_values(name: str) -> None:
    plan, table = plan_of("a"), rows(a=[1200.0, 10.0, 0.0])
    alone, together = evaluate(plan, table, only=(name,)), evaluate(plan, table)
    assert list(alone.measures.values) == [name]
    assert np.array_equal(alone.measures.values[name], together.measures.values[name], equal_nan=True)
    assert alone.measures.why[name].tolist() == together.measures.why[name].tolist()


def test_lines_are_kept_only_when_they_are_asked_for() -> None:
    plan, table = plan_of("a"), rows(a=[1200.0, 10.0])
    assert evaluate(plan, table).lines == {}
    kept = evaluate(plan, table, keep_lines=True)
    assert set(kept.lines) == {"benefits[0]", "costs[0]"}
    assert np.array_equal(kept.lines["benefits[0]"].flows - kept.lines["costs[0]"].flows, kept.net)


def faulty() -> Result:
    """Rows 1 and 2 divide by zero."""
    return evaluate(plan_of("10 + a / b"), rows(a=[1200.0, 1200.0, 0.0, 600.0], b=[1.0, 0.0, 0.0, 1.0]))


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_a_row_that_divides_by_zero_has_no_measure_and_says_why(name: str) -> None:
    result = faulty()
    assert np.isnan(result.measures.values[name][[1, 2]]).all()
    assert result.measures.why[name][[1, 2]].tolist() == [Why.DIVISION_BY_ZERO, Why.DIVISION_BY_ZERO]


def test_a_row_that_divides_by_zero_disturbs_no_other() -> None:
    found = faulty()
    clean = evaluate(plan_of("10 + a / b"), rows(a=[1200.0, 600.0], b=[1.0, 1.0]))
    for name in MEASURES:
        assert found.measures.values[name][[0, 3]] == pytest.approx(clean.measures.values[name], nan_ok=True), name
        assert found.measures.why[name][[0, 3]].tolist() == clean.measures.why[name].tolist(), name
    assert np.array_equal(found.net[[0, 3]], clean.net)


def test_a_row_that_cannot_be_computed_has_no_rates() -> None:
    result = faulty()
    assert result.measures.rates(1) == []
    assert len(result.measures.rates(0)) == 1


def test_a_fault_names_its_formula_its_place_and_its_rows() -> None:
    [fault] = faulty().faults
    assert fault.path == "benefits[0].amount"
    assert fault.message == "divides by zero"
    assert fault.column == 5
    assert fault.rows.tolist() == [False, True, True, False]


@pytest.mark.parametrize(
    ("amount", "message"), [("a ** -0.5", "has no finite power"), ("a * a * a ** 20", "has no finite value")]
)
def test_a_formula_without_a_finite_value_is_said_to_have_none(amount: str, message: str) -> None:
    result = evaluate(plan_of(amount), rows(a=[4.0, -4.0 if "-0.5" in amount else 1e15]))
    assert np.isfinite(result.value("npv", 0))
    assert np.isnan(result.value("npv", 1))
    assert result.why("npv", 1) == Why.NOT_A_NUMBER
    assert [fault.message for fault in result.faults] == [message]


def test_a_guarded_division_is_no_fault() -> None:
    result = evaluate(plan_of("when(b > 0, a / b, 0)"), rows(a=[1200.0, 1200.0], b=[1.0, 0.0]))
    assert result.faults == ()
    assert result.benefits.sum(axis=1).tolist() == pytest.approx([2400, 0])


def test_a_name_without_a_row_is_a_key_error() -> None:
    plan, table = plan_of("a * missing"), rows(a=[1.0])
    with pytest.raises(KeyError, match="missing"):
        evaluate(plan, table)


def test_a_plan_names_what_its_formulas_need() -> None:
    plan = plan_of("a * b")
    assert plan.needs() == {"a", "b", "price"}


# --- a whole case -----------------------------------------------------------------------------


def case_with(amount: str, b: dict[str, Any]) -> Case:
    benefit = {"name": "Saving", "kind": "cash", "amount": amount, "ramp": FULL}
    other = {"name": "Other", "kind": "cash", "amount": 1200, "ramp": FULL}
    return study(prospect(facts={"b": {"unit": "count", **b}}), product(benefits=[benefit, other]))


def test_a_case_that_divides_by_zero_names_its_fault() -> None:
    case = case_with("100 / b", {"value": 0})
    assert np.isnan(case.result.value("npv"))
    assert {(fault.path, fault.message) for fault in case.faults} == {("benefits[0].amount", "divides by zero")}


def test_a_range_that_reaches_a_division_by_zero_is_a_fault_too() -> None:
    case = case_with("100 / b", {"value": 1, "low": 0, "high": 2})
    assert np.isfinite(case.result.value("npv"))
    assert {(fault.path, fault.message) for fault in case.faults} == {("benefits[0].amount", "divides by zero")}


def test_an_effect_that_divides_by_zero_is_a_fault() -> None:
    effect = {"amount": "10 / b", "unit": "hours"}
    benefit = {"name": "Saving", "kind": "cash", "amount": 1200, "ramp": FULL, "effect": effect}
    case = study(prospect(facts={"b": {"value": 0, "unit": "count"}}), product(benefits=[benefit]))
    assert {(fault.path, fault.message) for fault in case.faults} == {("benefits[0].effect.amount", "divides by zero")}
    assert np.isfinite(case.result.value("npv"))


# --- inputs -----------------------------------------------------------------------------------


def test_inputs_stand_in_the_order_of_the_files() -> None:
    found = collect(
        prospect(financials={"revenue": 10}, facts={"sites": {"value": 3, "unit": "count"}}, tax_rate="25%"),
        product(
            assumptions={"cut": "10%"},
            costs=[{"name": "Price", "amount": 5, "month": 2}],
            benefits=[{"name": "Saving", "kind": "cash", "amount": 7, "ramp": FULL, "risk": "5%"}],
        ),
    )
    assert list(found) == [
        "revenue",
        "sites",
        "cut",
        "costs[0].amount",
        "costs[0].month",
        "benefits[0].amount",
        "benefits[0].risk",
        "benefits[0].ramp.from_month",
        "benefits[0].ramp.months_to_full",
        "hurdle_rate",
        "tax_rate",
    ]
    assert [name for name, item in found.items() if item.named] == ["revenue", "sites", "cut"]
    assert expected_rows(found, 2)["cut"].tolist() == [0.1, 0.1]


def test_what_is_listed_with_its_source_is_named_or_ranged_or_stated() -> None:
    found = collect(
        prospect(
            facts={"sites": {"value": 3, "unit": "count"}},
            hurdle_rate={"value": "10%", "low": "8%", "source": "Plan"},
            tax_rate={"value": "25%", "source": "Accounts"},
        ),
        product(
            costs=[
                {"name": "Bare", "amount": 5, "month": 0},
                {"name": "Ranged", "amount": {"value": 5, "high": 6}, "month": 0},
                {"name": "From a quote", "amount": 5, "month": 0, "source": "Quote 7", "origin": "quote"},
            ],
            benefits=[
                {"name": "Stated", "kind": "cash", "amount": {"value": 7, "source": "Log"}, "ramp": FULL},
                {"name": "Asked", "kind": "cash", "amount": {"value": 7, "confirm": True}, "ramp": FULL},
            ],
        ),
    )
    assert [item.id for item in sources(found)] == [
        "sites",
        "costs[1].amount",
        "benefits[0].amount",
        "benefits[1].amount",
    ]


def test_an_amount_of_a_cost_has_the_source_of_its_row() -> None:
    row = {"name": "Price", "month": 0, "source": "Quote 7", "origin": "quote"}
    found = collect(
        prospect(),
        product(
            costs=[row | {"amount": 5}, row | {"amount": {"value": 5, "source": "Invoice", "origin": "filing"}}],
            benefits=[{"name": "Saving", "kind": "cash", "amount": 7, "ramp": FULL}],
        ),
    )
    told = [(found[f"costs[{i}].amount"].sourced.source, found[f"costs[{i}].amount"].sourced.origin) for i in (0, 1)]
    assert told == [("Quote 7", "quote"), ("Invoice", "filing")]


@pytest.mark.parametrize(("count", "there"), [(["cash"], False), (["cash", "capacity"], True)])
def test_the_conversion_factor_is_an_input_where_capacity_is_counted(count: list[str], there: bool) -> None:
    benefit = {"name": "Saving", "kind": "cash", "amount": 7, "ramp": FULL}
    found = collect(prospect(), product(benefits=[benefit], conventions={"count": count}))
    factors = [item for item in found.values() if item.value == 0.5]
    assert bool(factors) is there
    assert not any(item.named for item in factors)
