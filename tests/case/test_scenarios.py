"""Scenarios and sensitivity: every range counts, each input takes the end that its own row shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from valuepitch.case.study import CONSERVATIVE, EXPECTED, FAVOURABLE, Bar, Case

CaseOf = Callable[..., Case]

# At a rate of 0% over twelve months the NPV is the plain sum.
YEAR = {"horizon_months": 12}
FREE = {"hurdle_rate": 0}
FULL = {"from_month": 1, "months_to_full": 1}


def ranged(value: Any, low: Any = None, high: Any = None, **more: Any) -> dict[str, Any]:
    ends = {"low": low, "high": high}
    return {"value": value, **{key: end for key, end in ends.items() if end is not None}, **more}


def saving(amount: Any, **more: Any) -> dict[str, Any]:
    return {"name": "Saving", "kind": "cash", "amount": amount, "ramp": FULL, **more}


def bar(case: Case, name: str) -> Bar:
    [found] = [bar for bar in case.sensitivity if bar.input.id == name]
    return found


def npvs(case: Case) -> list[float]:
    return [case.result.value("npv", row) for row in (EXPECTED, CONSERVATIVE, FAVOURABLE)]


def test_a_case_without_ranges_has_no_bars_and_three_equal_scenarios(case_of: CaseOf) -> None:
    case = case_of(prospect=FREE, conventions=YEAR, benefits=[saving(1200)])
    assert case.sensitivity == ()
    assert npvs(case) == pytest.approx([1200, 1200, 1200])


def test_each_input_moves_alone(case_of: CaseOf) -> None:
    case = case_of(
        prospect=FREE,
        conventions=YEAR,
        assumptions={"a": ranged(100, 80, 130, unit="count"), "b": ranged(10, 9, 12, unit="count")},
        benefits=[saving("a * b")],
    )
    assert (bar(case, "a").npv_low, bar(case, "a").npv_high) == pytest.approx((800, 1300))
    assert (bar(case, "b").npv_low, bar(case, "b").npv_high) == pytest.approx((900, 1200))
    assert npvs(case) == pytest.approx([1000, 80 * 9, 130 * 12])


def test_bars_stand_in_the_order_of_what_they_move(case_of: CaseOf) -> None:
    case = case_of(
        prospect=FREE,
        conventions=YEAR,
        assumptions={
            "small": ranged(10, 9, 11, unit="money"),
            "large": ranged(500, 100, 900, unit="money"),
            "middle": ranged(100, 90, 150, unit="money"),
        },
        benefits=[saving("small + large + middle")],
    )
    assert [bar.input.id for bar in case.sensitivity] == ["large", "middle", "small"]
    assert [bar.swing for bar in case.sensitivity] == pytest.approx([800, 60, 2])


def test_the_conservative_end_is_where_npv_is_lower_whatever_its_direction(case_of: CaseOf) -> None:
    case = case_of(
        prospect=FREE,
        conventions=YEAR,
        assumptions={"gain": ranged(100, 80, 130, unit="money"), "loss": ranged(10, 5, 30, unit="money")},
        benefits=[saving("gain - loss")],
    )
    assert npvs(case) == pytest.approx([90, 80 - 30, 130 - 5])


def test_an_input_without_a_range_stays(case_of: CaseOf) -> None:
    case = case_of(
        prospect=FREE,
        conventions=YEAR,
        assumptions={"a": ranged(100, 80, unit="money"), "fixed": ranged(7, unit="money")},
        benefits=[saving("a + fixed")],
    )
    assert [bar.input.id for bar in case.sensitivity] == ["a"]
    assert npvs(case) == pytest.approx([107, 87, 107])


def test_an_input_with_a_range_that_moves_nothing_has_a_bar_of_no_width(case_of: CaseOf) -> None:
    case = case_of(
        prospect=FREE,
        conventions=YEAR,
        assumptions={"unused": ranged(5, 1, 9, unit="money"), "a": ranged(100, 80, 130, unit="money")},
        benefits=[saving("a")],
    )
    assert [bar.input.id for bar in case.sensitivity] == ["a", "unused"]
    assert bar(case, "unused").swing == 0
    assert npvs(case) == pytest.approx([100, 80, 130])


def test_an_input_that_is_worse_at_either_end_takes_the_worse_end(case_of: CaseOf) -> None:
    # 100 at its value of 5; 60 at 1; 80 at 7: the ends are judged, and the better of them is favourable.
    case = case_of(
        prospect=FREE,
        conventions=YEAR,
        assumptions={"a": ranged(5, 1, 7, unit="count")},
        benefits=[saving("100 - 10 * abs(a - 5)")],
    )
    assert npvs(case) == pytest.approx([100, 60, 80])


def test_an_input_that_is_equally_bad_at_both_ends_is_not_left_out(case_of: CaseOf) -> None:
    case = case_of(
        prospect=FREE,
        conventions=YEAR,
        assumptions={"a": ranged(5, 1, 9, unit="count")},
        benefits=[saving("100 - 10 * abs(a - 5)")],
    )
    assert (bar(case, "a").npv_low, bar(case, "a").npv_high) == pytest.approx((60, 60))
    assert case.result.value("npv", CONSERVATIVE) == pytest.approx(60)


def test_facts_and_accounts_of_the_prospect_count_too(case_of: CaseOf) -> None:
    case = case_of(
        prospect={
            **FREE,
            "financials": {"revenue": ranged(1000, 900, 1200)},
            "facts": {"share": ranged("10%", "5%", "20%")},
        },
        conventions=YEAR,
        benefits=[saving("revenue * share")],
    )
    assert (bar(case, "revenue").npv_low, bar(case, "revenue").npv_high) == pytest.approx((90, 120))
    assert (bar(case, "share").npv_low, bar(case, "share").npv_high) == pytest.approx((50, 200))
    assert bar(case, "revenue").input.file == "prospect"


def test_a_ranged_hurdle_rate_counts(case_of: CaseOf) -> None:
    case = case_of(
        prospect={"hurdle_rate": ranged("10%", "5%", "20%")},
        conventions={"horizon_months": 12, "discounting": "annual_end"},
        benefits=[{"name": "Saving", "kind": "cash", "amount": [0, 1260]}],
    )
    moved = bar(case, "hurdle_rate")
    assert (moved.npv_low, moved.npv_high) == pytest.approx((1260 / 1.05, 1260 / 1.2))
    assert npvs(case) == pytest.approx([1260 / 1.1, 1260 / 1.2, 1260 / 1.05])


def test_a_ranged_cost_amount_counts_under_its_path(case_of: CaseOf) -> None:
    case = case_of(
        prospect=FREE,
        conventions=YEAR,
        costs=[{"name": "Price", "amount": ranged(300, 250, 400), "month": 0}],
        benefits=[saving(1200)],
    )
    moved = bar(case, "costs[0].amount")
    assert (moved.npv_low, moved.npv_high) == pytest.approx((950, 800))
    assert npvs(case) == pytest.approx([900, 800, 950])
    assert moved.input.label == {"": "Price"}
    assert not moved.input.named


def test_a_ranged_first_month_of_a_cost_counts(case_of: CaseOf) -> None:
    first = ranged(3, 1, 6, unit="month")
    case = case_of(
        prospect=FREE,
        conventions=YEAR,
        costs=[{"name": "Fee", "amount": 120, "every": "year", "billed": "monthly", "from_month": first}],
        benefits=[saving(1200)],
    )
    # Paid in months 3..12, 1..12, 6..12, ten a month.
    assert npvs(case) == pytest.approx([1200 - 100, 1200 - 120, 1200 - 70])


def test_a_late_start_of_a_benefit_counts(case_of: CaseOf) -> None:
    ramp = {"from_month": ranged(1, 1, 4, unit="month"), "months_to_full": 1}
    case = case_of(prospect=FREE, conventions=YEAR, benefits=[saving(1200, ramp=ramp)])
    moved = bar(case, "benefits[0].ramp.from_month")
    assert (moved.npv_low, moved.npv_high) == pytest.approx((1200, 900))
    assert npvs(case) == pytest.approx([1200, 900, 1200])


def test_a_named_first_month_is_one_input_for_all_that_name_it(case_of: CaseOf) -> None:
    ramp = {"from_month": "start", "months_to_full": 1}
    case = case_of(
        prospect=FREE,
        conventions=YEAR,
        assumptions={"start": ranged(1, 1, 4, unit="month")},
        costs=[{"name": "Fee", "amount": 120, "every": "year", "billed": "monthly", "from_month": "start"}],
        benefits=[saving(1200, ramp=ramp)],
    )
    assert [bar.input.id for bar in case.sensitivity] == ["start"]
    assert npvs(case) == pytest.approx([1080, 900 - 90, 1080])


@pytest.mark.parametrize(
    ("part", "ends", "results"),
    [
        ("risk", ranged("20%", "10%", "50%"), (1080, 600)),
        ("attribution", ranged("60%", "50%", "90%"), (600, 1080)),
    ],
)
def test_ranged_shares_of_a_benefit_count(
    case_of: CaseOf, part: str, ends: dict[str, Any], results: tuple[float, float]
) -> None:
    case = case_of(prospect=FREE, conventions=YEAR, benefits=[saving(1200, **{part: ends})])
    moved = bar(case, f"benefits[0].{part}")
    assert (moved.npv_low, moved.npv_high) == pytest.approx(results)


def test_ranged_months_to_full_effect_count(case_of: CaseOf) -> None:
    ramp = {"from_month": 1, "months_to_full": ranged(2, 1, 4)}
    case = case_of(prospect=FREE, conventions=YEAR, benefits=[saving(1200, ramp=ramp)])
    # Half of 100 is lost over two months; 75 + 50 + 25 over four.
    assert npvs(case) == pytest.approx([1150, 1050, 1200])


def test_a_ranged_escalation_counts(case_of: CaseOf) -> None:
    cost = {
        "name": "Fee",
        "amount": 120,
        "every": "year",
        "billed": "in_arrears",
        "escalation": ranged("0%", "0%", "5%"),
    }
    case = case_of(prospect=FREE, conventions={"horizon_months": 24}, costs=[cost], benefits=[saving(1200)])
    assert npvs(case) == pytest.approx([2400 - 240, 2400 - 120 - 126, 2400 - 240])


def test_a_ranged_conversion_factor_counts_where_capacity_is_counted(case_of: CaseOf) -> None:
    conventions = {
        **YEAR,
        "count": ["cash", "capacity"],
        "conversion_factor": ranged("50%", "30%", "70%"),
    }
    case = case_of(prospect=FREE, conventions=conventions, benefits=[saving(1200, kind="capacity")])
    assert npvs(case) == pytest.approx([600, 360, 840])


def test_risk_applies_in_every_scenario_and_bar(case_of: CaseOf) -> None:
    case = case_of(
        prospect=FREE,
        conventions=YEAR,
        assumptions={"a": ranged(100, 80, 130, unit="money")},
        costs=[{"name": "Price", "amount": 10, "month": 0, "risk": "20%"}],
        benefits=[saving("a", risk="10%")],
    )
    assert npvs(case) == pytest.approx([90 - 12, 72 - 12, 117 - 12])
    assert (bar(case, "a").npv_low, bar(case, "a").npv_high) == pytest.approx((60, 105))


def test_a_range_on_one_side_leaves_the_other_scenario_where_it_is(case_of: CaseOf) -> None:
    case = case_of(
        prospect=FREE, conventions=YEAR, assumptions={"a": ranged(100, 80, unit="money")}, benefits=[saving("a")]
    )
    assert npvs(case) == pytest.approx([100, 80, 100])


def test_scenarios_have_their_own_measures(case_of: CaseOf) -> None:
    case = case_of(
        prospect=FREE,
        conventions=YEAR,
        assumptions={"a": ranged(1200, 600, 2400, unit="money")},
        costs=[{"name": "Price", "amount": 500, "month": 0}],
        benefits=[saving("a")],
    )
    paid_back = [case.result.value("payback_months", row) for row in (EXPECTED, CONSERVATIVE, FAVOURABLE)]
    assert paid_back == pytest.approx([5, 10, 2.5])


def test_the_sample_has_the_figures_worked_out_apart_from_this_program(quickstart: Case) -> None:
    assert npvs(quickstart) == pytest.approx([661863.831262, 95291.13466, 1194795.910267], abs=1e-5)
    assert [bar.input.id for bar in quickstart.sensitivity] == [
        "rate_reduction",
        "outage_margin",
        "outage_cut",
        "first_month",
    ]
    last = bar(quickstart, "first_month")
    assert (last.npv_low, last.npv_high) == pytest.approx((661863.831262, 476271.279439), abs=1e-5)
