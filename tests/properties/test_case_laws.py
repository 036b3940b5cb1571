"""Laws of whole cases: scenarios, scaling, and what a range moves."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from valuepitch.case.study import CONSERVATIVE, EXPECTED, FAVOURABLE, Case, study
from valuepitch.model import Product, Prospect

FEW = settings(max_examples=settings().max_examples // 2)

shares = st.integers(0, 40).map(lambda percent: percent / 100)


@st.composite
def ranged(draw: st.DrawFn, low: int, high: int) -> dict[str, Any]:
    value = draw(st.integers(low, high))
    return {"value": value, "low": draw(st.integers(low, value)), "high": draw(st.integers(value, high))}


@st.composite
def profiles(draw: st.DrawFn) -> dict[str, Any]:
    """Rows whose amounts are sums and products of inputs: more of an input moves NPV one way."""
    return {
        "conventions": {
            "horizon_months": 12 * draw(st.integers(1, 4)),
            "discounting": draw(st.sampled_from(["monthly", "annual_end", "mid_year"])),
        },
        "assumptions": {
            "hours": draw(ranged(10, 5_000)) | {"unit": "hours"},
            "rate": draw(ranged(1, 100)) | {"unit": "money_per_hour"},
            "start": draw(ranged(1, 9)) | {"unit": "month"},
        },
        "costs": [
            {"name": "Price", "amount": draw(ranged(1_000, 400_000)), "month": 0, "risk": draw(shares)},
            {"name": "Fee", "amount": draw(ranged(0, 50_000)), "every": "year", "billed": "in_advance"},
        ],
        "benefits": [
            {
                "name": "Saving",
                "kind": "cash",
                "amount": "hours * rate",
                "risk": draw(shares),
                "ramp": {"from_month": "start", "months_to_full": draw(st.integers(1, 12))},
            }
        ],
    }


def case_of(profile: dict[str, Any], rate: float = 0.1) -> Case:
    base = {"name": "T", "seller": "S", "plain_name": "a machine", "action": "a machine", "currency": "USD"}
    prospect = Prospect.model_validate({"name": "N", "currency": "USD", "hurdle_rate": rate})
    return study(prospect, Product.model_validate({**base, **profile}))


@FEW
@given(profiles(), st.floats(0.0, 0.5))
def test_conservative_expected_and_favourable_stand_in_this_order(profile: dict[str, Any], rate: float) -> None:
    result = case_of(profile, round(rate, 4)).result
    npv = [result.value("npv", row) for row in (CONSERVATIVE, EXPECTED, FAVOURABLE)]
    assert npv[0] <= npv[1] + 1e-6
    assert npv[1] <= npv[2] + 1e-6


@FEW
@given(profiles())
def test_no_single_input_is_worse_than_all_at_their_poor_end(profile: dict[str, Any]) -> None:
    case = case_of(profile)
    worst, best = case.result.value("npv", CONSERVATIVE), case.result.value("npv", FAVOURABLE)
    for bar in case.sensitivity:
        assert worst - 1e-6 <= min(bar.npv_low, bar.npv_high)
        assert max(bar.npv_low, bar.npv_high) <= best + 1e-6


@FEW
@given(profiles())
def test_bars_are_ordered_and_are_the_inputs_with_a_range(profile: dict[str, Any]) -> None:
    case = case_of(profile)
    swings = [bar.swing for bar in case.sensitivity]
    assert swings == sorted(swings, reverse=True)
    assert {bar.input.id for bar in case.sensitivity} == {item.id for item in case.inputs.values() if item.has_range}


@FEW
@given(profiles(), st.sampled_from([2, 10, 1_000]))
def test_scaling_all_amounts_scales_npv_and_leaves_rates_and_times_alone(profile: dict[str, Any], scale: int) -> None:
    def scaled(amount: dict[str, Any]) -> dict[str, Any]:
        return {key: scale * value if isinstance(value, int) else value for key, value in amount.items()}

    larger = profile | {
        "assumptions": profile["assumptions"] | {"rate": scaled(profile["assumptions"]["rate"])},
        "costs": [cost | {"amount": scaled(cost["amount"])} for cost in profile["costs"]],
    }
    before, after = case_of(profile).result, case_of(larger).result
    for name in ("npv", "lowest_cash", "pv_costs", "pv_benefits"):
        assert after.value(name) == pytest.approx(scale * before.value(name), rel=1e-9, abs=1e-6)
    for name in ("roi", "payback_months", "breakeven_haircut", "slip_months", "profitability_index"):
        assert after.value(name) == pytest.approx(before.value(name), rel=1e-7, abs=1e-7, nan_ok=True), name
    assert after.measures.rates() == pytest.approx(before.measures.rates(), rel=1e-6, abs=1e-9)


@FEW
@given(profiles())
def test_benefits_less_costs_are_net_and_lines_add_up(profile: dict[str, Any]) -> None:
    case = case_of(profile)
    result = case.result
    assert np.allclose(result.net, result.benefits - result.costs)
    for side, total in (("benefit", result.benefits), ("cost", result.costs)):
        assert np.allclose(sum(result.lines[line.path].flows for line in case.lines(side)), total)
    pv = sum(float(result.lines[line.path].pv[EXPECTED]) for line in case.lines("benefit"))
    assert pv == pytest.approx(result.value("pv_benefits"))
    assert result.value("npv") == pytest.approx(result.value("pv_benefits") - result.value("pv_costs"), abs=1e-6)


@FEW
@given(profiles(), st.integers(1, 99))
def test_more_risk_on_a_benefit_never_raises_npv(profile: dict[str, Any], percent: int) -> None:
    [benefit] = profile["benefits"]
    assume(percent / 100 >= benefit["risk"])
    riskier = profile | {"benefits": [benefit | {"risk": percent / 100}]}
    assert case_of(riskier).result.value("npv") <= case_of(profile).result.value("npv") + 1e-6


@FEW
@given(profiles(), st.sampled_from(["EUR", "TRY", "JPY"]))
def test_another_currency_changes_no_figure(profile: dict[str, Any], currency: str) -> None:
    here, there = case_of(profile).result, case_of(profile | {"currency": currency}).result
    for name, values in here.measures.values.items():
        assert np.array_equal(values, there.measures.values[name], equal_nan=True), name
