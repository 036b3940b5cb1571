"""Laws of rows and of doubt: a row knows nothing of the others, and no width is no doubt."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from valuepitch.case.evaluate import Result, evaluate
from valuepitch.case.inputs import Inputs, collect, expected_rows
from valuepitch.case.plan import Plan, make_plan
from valuepitch.case.simulation import simulate
from valuepitch.case.study import CONSERVATIVE, EXPECTED, FAVOURABLE, study
from valuepitch.finance import MEASURES
from valuepitch.model import Product, Prospect

FEW = settings(max_examples=settings().max_examples // 2)

Rows = dict[str, np.ndarray]


def ranged(value: float, part: float = 0.4, **more: Any) -> dict[str, Any]:
    return {"value": value, "low": value * (1 - part), "high": value * (1 + part), **more}


@st.composite
def files(draw: st.DrawFn) -> tuple[Prospect, Product]:
    """A profile with every form, ways of paying and conventions, for a prospect in another currency."""
    ramp = {"from_month": "start", "months_to_full": draw(st.integers(1, 9))}
    rise = {"escalation": ranged(0.05)}
    product = {
        "name": "T",
        "seller": "S",
        "plain_name": "a machine",
        "action": "a machine",
        "currency": "EUR",
        "conventions": {
            "horizon_months": 12 * draw(st.integers(1, 4)),
            "discounting": draw(st.sampled_from(["monthly", "annual_end", "mid_year"])),
            "view": draw(st.sampled_from(["after_tax", "before_tax"])),
            "losses": draw(st.sampled_from(["used", "carried_forward"])),
            "price_basis": draw(st.sampled_from(["nominal", "real"])),
            "count": ["cash", "margin", "avoidance", "working_capital", "capacity"],
            "draws": 200,
        },
        "assumptions": {
            "share": ranged(0.2, unit="rate"),
            "hour": ranged(20, unit="money_per_hour"),
            "start": {"value": 3, "low": 1, "high": 8, "unit": "month"},
            "unused": ranged(7, unit="money"),
        },
        "costs": [
            {"name": "Machine", "amount": ranged(9000), "month": 0, "capital": True, "salvage": ranged(500),
             "depreciation": draw(st.sampled_from(["straight_line_5", "macrs_3", "immediate"]))},
            {"name": "Fee", "amount": ranged(600), "every": "year", "risk": ranged(0.1),
             "billed": draw(st.sampled_from(["monthly", "in_advance", "in_arrears"])), **rise},
            {"name": "Listed", "amount": [100, 200]},
        ],
        "benefits": [
            {"name": "Saved", "kind": "cash", "amount": "spend * share", "reduces": "spend", "ramp": ramp, **rise},
            {"name": "Saved too", "kind": "cash", "amount": "spend * share / 2", "reduces": "spend", "ramp": ["50%"]},
            {"name": "Loss", "kind": "avoidance", "loss": ranged(90_000), "probability": "share / 10", "ramp": ramp},
            {"name": "Stops", "kind": "avoidance", "ramp": ramp,
             "downtime": {"hours": ranged(60), "cost_per_hour": "hour", "avoided": "share"}},
            {"name": "Price", "kind": "margin", "contribution_margin": ranged(0.3), "ramp": ramp,
             "price_volume": {"revenue": "revenue", "price": ranged(0.02), "volume": "-1%"}},
            {"name": "Stay", "kind": "margin", "churn": {"customers": ranged(900), "gained": 5, "before": ranged(0.05),
                                                         "after": "3%", "margin": 2, "from_month": "start"}},
            {"name": "Time", "kind": "capacity", "amount": "hour * 90", "ramp": ramp},
            {"name": "Cash", "kind": "working_capital", "account": "receivables", "days": ranged(3), "month": "start",
             "reverses": draw(st.booleans())},
        ],
    }  # fmt: skip
    prospect = {
        "name": "N",
        "currency": "TRY",
        "exchange_rate": ranged(40, as_of="2026-11-20"),
        "hurdle_rate": ranged(draw(st.sampled_from([0.0, 0.1, 0.4]))),
        "inflation": ranged(0.3),
        "tax_rate": ranged(0.25),
        "financials": {"revenue": ranged(3_000_000), "gross_margin": 900_000},
        "facts": {"spend": ranged(400_000, unit="money")},
    }
    return Prospect.model_validate(prospect), Product.model_validate(product)


def parts(both: tuple[Prospect, Product]) -> tuple[Plan, Inputs]:
    prospect, product = both
    return make_plan(product, prospect.hurdle_prices), collect(prospect, product)


def spread_rows(inputs: Inputs, n: int, seed: int, alike: float) -> Rows:
    """Rows inside the ranges; a share of the inputs has the expected value in all of them."""
    random = np.random.default_rng(seed)
    rows = expected_rows(inputs, n)
    for name, item in inputs.items():
        if item.has_range and random.random() >= alike:
            low, high = item.ends
            values = random.uniform(low, high, n)
            rows[name] = np.round(values) if item.kind == "month" else values
    return rows


def taken(rows: Rows, which: np.ndarray) -> Rows:
    return {name: values[which] for name, values in rows.items()}


def same_rows(one: Result, other: Result, which: np.ndarray) -> None:
    """Row i of ``one`` is row ``which[i]`` of ``other``."""
    flows = [(one.net, other.net), (one.benefits, other.benefits), (one.costs, other.costs)]
    flows += [(line.flows, other.lines[path].flows) for path, line in one.lines.items()]
    for here, there in flows:
        assert np.allclose(here, there[which], rtol=1e-12, atol=1e-6)
    for path, line in one.lines.items():
        assert np.allclose(line.full_year, other.lines[path].full_year[which], rtol=1e-12)
    for name in MEASURES:
        here, there = one.measures.values[name], other.measures.values[name][which]
        assert np.allclose(here, there, rtol=1e-7, atol=1e-6, equal_nan=True), name
        assert np.array_equal(one.measures.why[name], other.measures.why[name][which]), name


many = st.integers(2, 12)
seeds = st.integers(0, 2**32 - 1)
portions = st.sampled_from([0.0, 0.5, 1.0])


@FEW
@given(files(), many, seeds, portions)
def test_shuffling_rows_changes_no_row(both: tuple[Prospect, Product], n: int, seed: int, alike: float) -> None:
    plan, inputs = parts(both)
    rows = spread_rows(inputs, n, seed, alike)
    order = np.random.default_rng(seed).permutation(n)
    together = evaluate(plan, rows, keep_lines=True)
    same_rows(evaluate(plan, taken(rows, order), keep_lines=True), together, order)


@FEW
@given(files(), many, seeds, portions)
def test_a_row_of_many_is_the_row_alone(both: tuple[Prospect, Product], n: int, seed: int, alike: float) -> None:
    plan, inputs = parts(both)
    rows = spread_rows(inputs, n, seed, alike)
    together = evaluate(plan, rows, keep_lines=True)
    for which in (np.array([0]), np.array([n // 2]), np.array([n - 1])):
        same_rows(evaluate(plan, taken(rows, which), keep_lines=True), together, which)


@FEW
@given(files(), many)
def test_rows_that_are_alike_have_the_same_result(both: tuple[Prospect, Product], n: int) -> None:
    plan, inputs = parts(both)
    together = evaluate(plan, expected_rows(inputs, n), keep_lines=True)
    same_rows(together, evaluate(plan, expected_rows(inputs), keep_lines=True), np.zeros(n, dtype=int))


@FEW
@given(files(), many, seeds, portions)
def test_lines_add_up_in_every_row(both: tuple[Prospect, Product], n: int, seed: int, alike: float) -> None:
    plan, inputs = parts(both)
    result = evaluate(plan, spread_rows(inputs, n, seed, alike), keep_lines=True)
    for side, total in (("benefit", result.benefits), ("cost", result.costs)):
        lines = [result.lines[line.path] for line in plan.lines if line.side == side and line.counted]
        assert np.allclose(sum(line.flows for line in lines), total, atol=1e-6)
        assert np.allclose(sum(line.pv for line in lines), result.measures.values[f"pv_{side}s"], atol=1e-6)


def narrowed(both: tuple[Prospect, Product], keep: str) -> Inputs:
    """The inputs without any range but that of one."""
    inputs = dict(parts(both)[1])
    for name, item in inputs.items():
        if item.has_range and name != keep:
            flat = item.sourced.model_copy(update={"low": None, "high": None})
            inputs[name] = type(item)(item.id, item.file, flat, item.label, item.named, item.stated, item.ours)
    return inputs


@FEW
@given(files())
def test_a_simulation_without_width_is_the_expected_case(both: tuple[Prospect, Product]) -> None:
    plan, inputs = parts(both)[0], narrowed(both, keep="unused")
    found = simulate(plan, inputs, both[1])
    expected = evaluate(plan, expected_rows(inputs))
    assert found is not None
    assert found.npv == pytest.approx([expected.value("npv")] * 3)
    assert found.above_zero == float(expected.value("npv") > 0)
    assert found.payback == pytest.approx([expected.value("payback_months")] * 3, nan_ok=True)
    assert found.not_recovered == float(np.isnan(expected.value("payback_months")))
    assert set(found.recovered.tolist()) <= {0.0, 1.0}
    assert simulate(plan, narrowed(both, keep=""), both[1]) is None


@FEW
@given(files(), seeds)
def test_a_simulation_with_one_input_stays_between_its_bars(both: tuple[Prospect, Product], seed: int) -> None:
    # NPV is a straight line in what is spent and in an hour's cost.
    plan = parts(both)[0]
    for name in ("hour", "costs[1].amount"):
        inputs = narrowed(both, keep=name)
        rows = expected_rows(inputs, 2) | {name: np.array(inputs[name].ends)}
        low, high = sorted(evaluate(plan, rows, only=("npv",)).measures.values["npv"])
        found = simulate(plan, inputs, both[1])
        assert found is not None
        room = 1e-6 + 1e-9 * abs(high)
        assert [low - room, *found.npv, high + room] == sorted([low - room, *found.npv, high + room])
        assert (np.diff(found.recovered) >= 0).all()


@settings(max_examples=8)
@given(files())
def test_scenarios_bars_and_simulation_are_rows_of_one_kernel(both: tuple[Prospect, Product]) -> None:
    case = study(*both)
    for row in (EXPECTED, CONSERVATIVE, FAVOURABLE):
        chosen = expected_rows(case.inputs)
        for bar in case.sensitivity:
            low, high = bar.input.ends if bar.npv_low <= bar.npv_high else reversed(bar.input.ends)
            chosen[bar.input.id] = np.array([{CONSERVATIVE: low, FAVOURABLE: high}.get(row, bar.input.value)])
        assert evaluate(case.plan, chosen).value("npv") == pytest.approx(case.result.value("npv", row), rel=1e-9)
    again = study(*both).simulation
    assert case.simulation is not None
    assert again is not None
    assert case.simulation.npv == again.npv
    assert np.array_equal(case.simulation.recovered, again.recovered)
