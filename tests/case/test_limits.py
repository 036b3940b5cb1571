"""More than all of it: shares above 100 %, more than all of an amount, churn that rises."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.conftest import product_from, prospect_from

import valuepitch
from valuepitch.case.study import Case
from valuepitch.errors import InputError

CaseOf = Callable[..., Case]
RAMP = {"from_month": 1, "months_to_full": 1}
SPEND = {"facts": {"spend": {"value": 1000, "unit": "money"}, "hours": {"value": 10, "unit": "hours"}}}


def rate(value: str, low: str | None = None, high: str | None = None) -> dict[str, Any]:
    return {key: end for key, end in (("value", value), ("low", low), ("high", high)) if end}


def benefit(**more: Any) -> dict[str, Any]:
    return {"name": "B", "kind": "cash", "ramp": RAMP, **more}


@pytest.mark.parametrize(
    ("share", "row", "said"),
    [
        (rate("150%"), benefit(amount="spend * cut", reduces="spend"), "benefits[0].amount  reaches 150% of spend"),
        (
            rate("90%", "80%", "110%"),
            benefit(amount="spend * cut", reduces="spend"),
            "benefits[0].amount  reaches 110% of spend",
        ),
        (
            rate("120%"),
            benefit(downtime={"hours": "hours", "cost_per_hour": 5, "avoided": "cut"}),
            "benefits[0].downtime.avoided  reaches 120%",
        ),
        (
            rate("60%"),
            benefit(kind="avoidance", loss=500, probability="cut * 3"),
            "benefits[0].probability  reaches 180%",
        ),
        (
            rate("130%"),
            benefit(kind="margin", amount="spend", contribution_margin="cut"),
            "benefits[0].contribution_margin  reaches 130%",
        ),
        (
            rate("3%"),
            {
                "name": "B",
                "kind": "margin",
                "churn": {"customers": 100, "gained": 5, "before": "2.5%", "after": "cut", "margin": 9},
            },
            "benefits[0].churn.after  reaches 120% of before",
        ),
    ],
)
def test_more_than_all_of_it_is_a_problem_with_its_place(share: dict[str, Any], row: dict[str, Any], said: str) -> None:
    product = product_from(assumptions={"cut": share}, benefits=[row])
    with pytest.raises(InputError) as caught:
        valuepitch.evaluate(prospect_from(**SPEND), product)
    hint = "at most 100% can be; mend it, or the range of what it names"
    assert [str(problem) for problem in caught.value.problems] == [f"product  {said}; {hint}"]


def test_all_of_it_is_no_problem(case_of: CaseOf) -> None:
    case = case_of(
        prospect=SPEND,
        assumptions={"cut": rate("100%")},
        benefits=[benefit(amount="spend * cut", reduces="spend")],
    )
    assert case.exceeded == ()


def test_each_part_of_an_amount_is_measured_against_all_of_it(case_of: CaseOf) -> None:
    rows = [benefit(name=name, amount="spend * cut", reduces="spend") for name in ("A", "B")]
    case = case_of(prospect=SPEND, assumptions={"cut": rate("70%")}, benefits=rows)
    assert case.exceeded == ()
    assert case.result.benefits[0, 1:13].sum() == pytest.approx(1000 * (0.7 + 0.3 * 0.7))
