"""The case as plain data: what ``evaluate --json`` gives."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from valuepitch.case.study import Case
from valuepitch.finance import MEASURES
from valuepitch.locale import language
from valuepitch.page.data import SCENARIO_MEASURES, evaluation

CaseOf = Callable[..., Case]

FULL = {"from_month": 1, "months_to_full": 1}


def data(case: Case) -> dict[str, Any]:
    return evaluation(case, language("en"))


def saving(amount: Any) -> dict[str, Any]:
    return {"name": "Saving", "kind": "cash", "amount": amount, "ramp": FULL}


def price(amount: Any) -> dict[str, Any]:
    return {"name": "Price", "amount": amount, "month": 0}


def test_the_keys_of_the_data(quickstart: Case) -> None:
    assert list(data(quickstart)) == [
        "prospect",
        "product",
        "currency",
        "horizon_months",
        "rate",
        "flows",
        "measures",
        "reasons",
        "scenarios",
        "sensitivity",
        "lines",
        "sources",
        "origin_shares",
        "not_costed",
        "tax",
        "simulation",
        "break_even",
        "ways_to_pay",
        "npv_if_working_capital_is_paid_back",
        "scale",
    ]


def test_flows_are_counted_months_with_positive_costs(case_of: CaseOf) -> None:
    capacity = saving(600) | {"kind": "capacity"}
    flows = data(case_of(conventions={"horizon_months": 2}, costs=[price(100)], benefits=[saving(1200), capacity]))[
        "flows"
    ]
    assert flows == {"benefits": [0, 100, 100], "costs": [100, 0, 0], "net": [-100, 100, 100]}


def test_every_measure_is_there_and_unrounded(quickstart: Case) -> None:
    found = data(quickstart)["measures"]
    assert set(found) == set(MEASURES)
    assert found["npv"] == pytest.approx(661863.831262, abs=1e-6)
    assert found["irr"] == pytest.approx([0.983982], abs=1e-6)
    assert found["lowest_cash_month"] == 3
    assert found["slip_months"] == 11
    assert type(found["slip_months"]) is type(found["lowest_cash_month"]) is int


def test_every_rate_of_return_is_listed(case_of: CaseOf) -> None:
    found = data(
        case_of(
            conventions={"horizon_months": 24, "discounting": "annual_end"},
            costs=[{"name": "C", "amount": [1000, 0, 1540]}],
            benefits=[{"name": "B", "kind": "cash", "amount": [0, 2500]}],
        )
    )
    assert found["measures"]["irr"] == pytest.approx([0.1, 0.4])
    assert found["reasons"]["irr"]["code"] == "not_unique"


def test_a_measure_without_value_is_null_and_has_its_reason(case_of: CaseOf) -> None:
    found = data(case_of(conventions={"horizon_months": 12}, costs=[price(100_000)], benefits=[saving(1200)]))
    assert found["measures"]["payback_months"] is None
    assert found["reasons"]["payback_months"] == {"code": "not_within_horizon", "text": "not within 12 months"}
    assert found["measures"]["cash_month_24"] is None
    assert found["reasons"]["cash_month_24"]["code"] == "short_horizon"
    assert found["measures"]["cost_of_waiting"] is None
    assert found["measures"]["breakeven_haircut"] < 0
    assert found["reasons"]["breakeven_haircut"]["code"] == "npv_negative"


def test_no_rate_is_an_empty_list(case_of: CaseOf) -> None:
    assert data(case_of())["measures"]["irr"] == []


def test_a_null_is_never_without_its_reason(case_of: CaseOf, quickstart: Case) -> None:
    for case in (quickstart, case_of(), case_of(costs=[price(100_000)]), case_of(benefits=[saving(0)])):
        found = data(case)
        empty = {name for name, value in found["measures"].items() if value is None or value == []}
        assert empty <= set(found["reasons"])


def test_three_scenarios_with_their_measures_and_flows(quickstart: Case) -> None:
    found = data(quickstart)["scenarios"]
    assert list(found) == ["conservative", "expected", "favourable"]
    assert all(tuple(item["measures"]) == SCENARIO_MEASURES for item in found.values())
    assert all(len(item["net"]) == 37 for item in found.values())
    assert found["conservative"]["measures"]["npv"] == pytest.approx(95291.13466, abs=1e-5)


def test_an_input_without_a_name_has_its_path(case_of: CaseOf) -> None:
    amount = {"value": 100, "low": 80, "high": 150}
    found = data(case_of(prospect={"hurdle_rate": {"value": "10%", "high": "20%"}}, costs=[price(amount)]))
    assert {bar["id"] for bar in found["sensitivity"]} == {"costs[0].amount", "hurdle_rate"}
    [bar] = [bar for bar in found["sensitivity"] if bar["id"] == "costs[0].amount"]
    assert (bar["label"], bar["low"], bar["high"]) == ("Price", 80, 150)
    assert bar["npv_high"] < bar["npv_low"]


def test_lines_carry_their_flows_counted_or_not(quickstart: Case) -> None:
    found = data(quickstart)["lines"]
    assert [(line["side"], line["kind"], line["counted"]) for line in found] == [
        ("benefit", "cash", True),
        ("benefit", "avoidance", True),
        ("benefit", "capacity", False),
        ("cost", "capital", True),
        ("cost", "expense", True),
        ("cost", "expense", True),
    ]
    assert all(len(line["flows"]) == 37 for line in found)


def test_the_hurdle_rate_is_not_among_the_sources(quickstart: Case) -> None:
    assert "hurdle_rate" not in {item["id"] for item in data(quickstart)["sources"]}
    assert len(data(quickstart)["sources"]) == 14


def test_the_data_is_json_without_nan_and_without_negative_nil(case_of: CaseOf, quickstart: Case) -> None:
    for case in (quickstart, case_of(), case_of(costs=[price(100_000)]), case_of(benefits=[saving(0)])):
        text = json.dumps(data(case), allow_nan=False)
        assert json.loads(text) == data(case)
        assert "-0.0," not in text
