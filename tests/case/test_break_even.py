"""The value of each input at which NPV is nil."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from valuepitch.case.breakeven import break_even
from valuepitch.case.evaluate import evaluate
from valuepitch.case.inputs import expected_rows, sources
from valuepitch.case.study import Case, study
from valuepitch.inputs.load import load_product, load_prospect

CaseOf = Callable[..., Case]

SAMPLES = Path(__file__).parents[2] / "samples"
# At a rate of 0% over twelve months the NPV is the plain sum.
YEAR = {"horizon_months": 12}
FREE = {"hurdle_rate": 0}
FULL = {"from_month": 1, "months_to_full": 1}


def money(value: float, **more: Any) -> dict[str, Any]:
    return {"value": value, "unit": "money", **more}


def saving(amount: Any, **more: Any) -> dict[str, Any]:
    return {"name": "Saving", "kind": "cash", "amount": amount, "ramp": FULL, **more}


def price(amount: Any, **more: Any) -> dict[str, Any]:
    return {"name": "Price", "amount": amount, "month": 0, **more}


def found(case_of: CaseOf, prospect: dict[str, Any] = FREE, **product: Any) -> dict[str, float]:
    return case_of(prospect=prospect, **{"conventions": YEAR, **product}).break_even


# --- by hand ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("assumptions", "amount", "cost", "values"),
    [
        ({"a": money(1000)}, "a", 400, {"a": 400}),
        ({"a": money(300)}, "a", 400, {"a": 400}),
        ({"a": money(400)}, "a", 400, {"a": 400}),
        # 100 * 10 against 400: 40 of the one, or 4 of the other.
        ({"a": {"value": 100, "unit": "count"}, "b": money(10)}, "a * b", 400, {"a": 40, "b": 4}),
        # 1,000 less 200 against 400: 600, or 600.
        ({"a": money(1000), "b": money(200)}, "a - b", 400, {"a": 600, "b": 600}),
        # 27 % of 2,000 against 300: 15 %, or 1,111.11.
        ({"a": money(2000), "b": "27%"}, "a * b", 300, {"a": 300 / 0.27, "b": 0.15}),
        # A rate above 100 %.
        ({"a": "150%"}, "a * 1000", 500, {"a": 0.5}),
        ({"a": "-10%"}, "1000 + 1000 * a", 400, {"a": -0.6}),
        # Not a straight line: the square root of 400.
        ({"a": {"value": 30, "unit": "count"}}, "a ** 2", 400, {"a": 20}),
        ({"a": {"value": 100, "unit": "count"}}, "8000 / a", 40, {"a": 200}),
        # A hundred times the expected value is within reach.
        ({"a": money(4)}, "a", 400, {"a": 400}),
        # Nil at 1 and at 9: the nearer one.
        ({"a": {"value": 8, "unit": "count"}}, "100 - 10 * abs(a - 5)", 60, {"a": 9}),
        ({"a": {"value": 2, "unit": "count"}}, "100 - 10 * abs(a - 5)", 60, {"a": 1}),
    ],
)
def test_the_value_is_exact(
    case_of: CaseOf, assumptions: dict[str, Any], amount: str, cost: float, values: dict[str, float]
) -> None:
    assert found(case_of, assumptions=assumptions, benefits=[saving(amount)], costs=[price(cost)]) == pytest.approx(
        values, rel=1e-9
    )


def test_a_cost_that_has_a_source_or_a_range_is_looked_at(case_of: CaseOf) -> None:
    costs = [price({"value": 400, "source": "Quote 7"}), price({"value": 100, "high": 200}), price(50)]
    assert found(case_of, benefits=[saving(1000)], costs=costs) == pytest.approx(
        {"costs[0].amount": 1000 - 150, "costs[1].amount": 1000 - 450}
    )


def test_facts_and_accounts_are_looked_at(case_of: CaseOf) -> None:
    prospect = {**FREE, "financials": {"revenue": 1000, "cost_of_sales": 600}, "facts": {"share": "50%"}}
    values = found(case_of, prospect, benefits=[saving("gross_margin * share")], costs=[price(100)])
    # Half of a gross margin of 400 against 100: a margin of 200, or a quarter.
    assert values == pytest.approx({"revenue": 800, "cost_of_sales": 800, "share": 0.25})


def test_risk_and_attribution_are_looked_at_where_they_have_a_range(case_of: CaseOf) -> None:
    row = saving(1000, risk={"value": "20%", "high": "30%"}, attribution={"value": "90%", "low": "50%"})
    values = found(case_of, benefits=[row], costs=[price(360)])
    assert values == pytest.approx({"benefits[0].risk": 0.6, "benefits[0].attribution": 0.45})


def test_a_tax_rate_is_looked_at_where_it_has_a_range(case_of: CaseOf) -> None:
    case = case_of(
        prospect={**FREE, "tax_rate": {"value": "25%", "low": "20%"}, "financials": {"revenue": 1000}},
        conventions=YEAR,
        benefits=[{"name": "Released", "kind": "working_capital", "account": "receivables", "days": 36.5, "month": 1}],
        costs=[price(200)],
    )
    # 100 comes in untaxed; 200 less its relief costs as much at a tax of one half.
    assert case.break_even["tax_rate"] == pytest.approx(0.5)


def test_discounting_changes_the_value_as_it_changes_npv(case_of: CaseOf) -> None:
    values = found(
        case_of,
        {"hurdle_rate": "10%"},
        conventions={**YEAR, "discounting": "annual_end"},
        assumptions={"a": money(1000)},
        benefits=[saving("a")],
        costs=[price(400)],
    )
    assert values["a"] == pytest.approx(440)


# --- months -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("month", "cost", "start"), [(1, 600, 7), (3, 850, 4.5), (12, 600, 7), (3, 100, 12)])
def test_a_first_month_is_found_within_the_month(case_of: CaseOf, month: int, cost: float, start: float) -> None:
    # 100 a month from the first month to month 12.
    values = found(
        case_of,
        assumptions={"start": {"value": month, "unit": "month"}},
        benefits=[saving(1200, ramp={"from_month": "start", "months_to_full": 1})],
        costs=[price(cost)],
    )
    assert values["start"] == pytest.approx(start, abs=0.01)


def test_a_month_of_a_payment_is_where_npv_changes_its_sign(case_of: CaseOf) -> None:
    # 1,000 of savings, 1,050 to pay: worth it at 1 % a month from the month in which 1.01 ** -m is below the share.
    values = found(
        case_of,
        {"hurdle_rate": 1.01**12 - 1},
        assumptions={"paid": {"value": 0, "unit": "month"}},
        benefits=[saving(1200)],
        costs=[{"name": "Price", "amount": 1200, "month": "paid"}],
    )
    pv = 100 * (1 - 1.01**-12) / 0.01
    first = int(np.ceil(np.log(1200 / pv) / np.log(1.01)))
    assert round(values["paid"]) in (first - 1, first)
    assert values["paid"] == pytest.approx(first - 0.5, abs=0.01)


def test_a_month_after_the_horizon_is_not_looked_at(case_of: CaseOf) -> None:
    values = found(
        case_of,
        assumptions={"start": {"value": 1, "unit": "month"}},
        benefits=[saving(1200), saving(1200, ramp={"from_month": "start", "months_to_full": 1})],
        costs=[price(100)],
    )
    assert np.isnan(values["start"])


# --- no value ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("assumptions", "amount", "cost"),
    [
        # It moves nothing.
        ({"a": money(5)}, "1000", 400),
        ({"a": money(5)}, "1000 + 0 * a", 400),
        # It moves nothing, and NPV is nil.
        ({"a": money(5)}, "400", 400),
        # A share does not go beyond 100 %.
        ({"a": "27%"}, "2000 * a", 5000),
        # More than a hundred times the expected value.
        ({"a": money(3)}, "a", 400),
        # Below nil.
        ({"a": money(100)}, "a + 1000", 400),
    ],
)
def test_an_input_without_such_a_value_has_none(
    case_of: CaseOf, assumptions: dict[str, Any], amount: str, cost: float
) -> None:
    values = found(case_of, assumptions=assumptions, benefits=[saving(amount)], costs=[price(cost)])
    assert list(values) == ["a"]
    assert np.isnan(values["a"])


def test_inputs_with_and_without_a_value_stand_side_by_side(case_of: CaseOf) -> None:
    values = found(
        case_of,
        assumptions={"unused": money(7), "a": money(1000), "small": money(1)},
        benefits=[saving("a + small")],
        costs=[price(400)],
    )
    assert np.isnan([values["unused"], values["small"]]).all()
    assert values["a"] == pytest.approx(399)


def test_a_value_behind_a_division_by_zero_is_found(case_of: CaseOf) -> None:
    # At nil the formula has no value; 8,000 / 200 is 40.
    values = found(case_of, assumptions={"a": money(20)}, benefits=[saving("8000 / a")], costs=[price(40)])
    assert values["a"] == pytest.approx(200)


def test_no_inputs_no_values(case_of: CaseOf) -> None:
    case = case_of(costs=[price(400)])
    assert case.break_even == {}
    assert break_even(case.plan, case.inputs, []) == {}


def test_the_hurdle_rate_is_not_among_them(case_of: CaseOf) -> None:
    rate = {"value": "10%", "low": "8%", "source": "Plan"}
    assert found(case_of, {"hurdle_rate": rate}, assumptions={"a": money(5)}).keys() == {"a"}


# --- put back ---------------------------------------------------------------------------------


SAMPLED = ("quickstart", "packaging-line", "receivables")


def sample_of(name: str) -> Case:
    folder = SAMPLES / name
    return study(load_prospect(folder / "prospect.yaml"), load_product(folder / "product.yaml"))


def npv_at(case: Case, name: str, values: Any) -> np.ndarray:
    """NPV with one input at each of some values, all others as expected."""
    rows = expected_rows(case.inputs, len(values)) | {name: np.array(values, dtype=np.float64)}
    return evaluate(case.plan, rows, only=("npv",)).measures.values["npv"]


@pytest.mark.parametrize("sample", SAMPLED)
def test_the_value_put_back_leaves_npv_at_nil(sample: str) -> None:
    case = sample_of(sample)
    assert set(case.break_even) == {item.id for item in sources(case.inputs)}
    have = {name: value for name, value in case.break_even.items() if np.isfinite(value)}
    assert len(have) >= 3
    for name, value in have.items():
        if case.inputs[name].kind == "month":
            before, after = npv_at(case, name, [np.floor(value), np.ceil(value)])
            assert before * after <= 0, name
        else:
            size = abs(case.result.value("npv"))
            assert npv_at(case, name, [value])[0] == pytest.approx(0, abs=1e-6 * size), name


@pytest.mark.parametrize("sample", SAMPLED)
def test_on_the_way_to_the_value_npv_keeps_its_sign(sample: str) -> None:
    case = sample_of(sample)
    sign = np.sign(case.result.value("npv"))
    for name, value in case.break_even.items():
        if np.isfinite(value):
            expected = case.inputs[name].value
            npv = npv_at(case, name, expected + np.array([0.0, 0.3, 0.6, 0.9, 0.98]) * (value - expected))
            assert (np.sign(npv) == sign).all(), name


def test_an_input_without_a_value_never_reaches_nil(quickstart: Case) -> None:
    for name, value in quickstart.break_even.items():
        if np.isnan(value):
            expected = quickstart.inputs[name].value
            ends = np.linspace(0, 1, 41) if expected <= 1 else expected * np.linspace(0, 100, 401)
            npv = npv_at(quickstart, name, ends)
            assert (npv > 0).all() or (npv < 0).all(), name
