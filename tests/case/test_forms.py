"""The forms in which a benefit can be stated: what each brings, month by month, worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from valuepitch.case.study import CONSERVATIVE, EXPECTED, FAVOURABLE, Case

CaseOf = Callable[..., Case]

# At a rate of 0% over twelve months the NPV is the plain sum.
YEAR = {"horizon_months": 12}
FREE = {"hurdle_rate": 0}
FULL = {"from_month": 1, "months_to_full": 1}
LOSS = {"loss": 50_000, "probability": "4%"}
STOPS = {"downtime": {"hours": 60, "cost_per_hour": 500, "avoided": "40%"}}
PRICE = {"price_volume": {"revenue": 1000, "price": "5%", "volume": "-2%"}, "contribution_margin": "40%"}
# 50 leave and 50 come each month: 1,000 customers stay 1,000. With 4 % they are 1,010, 1,019.60, 1,028.816.
STEADY = {"customers": 1000, "gained": 50, "before": "5%", "after": "4%", "margin": 10}
# Nobody comes and one in ten leaves: 100, 90, 81, 72.90, 65.61.
SHRINKING = {"customers": 100, "gained": 0, "before": "10%", "after": "0%", "margin": 1}


def benefit(kind: str = "cash", **more: Any) -> dict[str, Any]:
    ramp = {} if "churn" in more or isinstance(more.get("amount"), list) else {"ramp": FULL}
    return {"name": "Gain", "kind": kind, **ramp, **more}


def flows(case: Case, path: str = "benefits[0]") -> list[float]:
    return [float(x) for x in case.result.lines[path].flows[0]]


def year_of(case_of: CaseOf, row: dict[str, Any], **prospect: Any) -> float:
    case = case_of(prospect={**FREE, **prospect}, conventions=YEAR, benefits=[row])
    total = case.result.value("npv")
    assert case.result.lines["benefits[0]"].full_year[0] == pytest.approx(total)
    return total


# --- a year of each form ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "year"),
    [
        (benefit("avoidance", **LOSS), 2_000),
        (benefit("avoidance", **LOSS, risk="25%", attribution="60%"), 2_000 * 0.75 * 0.6),
        (benefit("avoidance", **STOPS), 60 * 500 * 0.4),
        (benefit("avoidance", **STOPS, risk="10%"), 60 * 500 * 0.4 * 0.9),
        (benefit("margin", **PRICE), 41),
        (benefit("margin", **PRICE, attribution="50%"), 20.5),
        (benefit("margin", amount=1_000, contribution_margin="35%"), 350),
        (benefit("margin", amount=1_000, contribution_margin="35%", risk="20%", attribution="50%"), 140),
        (benefit("margin", amount=1_000, contribution_margin={"value": "0%"}), 0),
        (benefit("margin", **LOSS, contribution_margin="30%"), 600),
    ],
)
def test_a_form_brings_in_a_year_what_its_formula_says(case_of: CaseOf, row: dict[str, Any], year: float) -> None:
    assert year_of(case_of, row) == pytest.approx(year)


@pytest.mark.parametrize(
    ("price", "volume", "units", "unit_price"),
    [("5%", "-2%", 98, 10.5), ("-10%", "20%", 120, 9), ("0%", "10%", 110, 10), ("4%", "0%", 100, 10.4)],
)
def test_price_and_volume_gain_the_new_contribution_less_the_old(
    case_of: CaseOf, price: str, volume: str, units: float, unit_price: float
) -> None:
    # 100 units at 10 with a unit cost of 6: 1,000 of revenue, 40 % of it contribution.
    row = benefit("margin", price_volume={"revenue": 1000, "price": price, "volume": volume}, contribution_margin="40%")
    assert year_of(case_of, row) == pytest.approx(units * (unit_price - 6) - 100 * (10 - 6))


def test_a_change_of_price_that_loses_more_volume_than_it_gains_costs_money(case_of: CaseOf) -> None:
    row = benefit("margin", price_volume={"revenue": 1000, "price": "5%", "volume": "-20%"}, contribution_margin="40%")
    assert year_of(case_of, row) == pytest.approx(80 * 4.5 - 400)


@pytest.mark.parametrize(
    ("row", "year"),
    [
        (benefit("avoidance", loss="event * 2", probability="before - after"), 300 * 2 * 0.05),
        (benefit("avoidance", downtime={"hours": "stops", "cost_per_hour": "hour", "avoided": "cut"}), 40 * 20 * 0.25),
        (
            benefit(
                "margin",
                price_volume={"revenue": "revenue", "price": "cut", "volume": "-cut"},
                contribution_margin="cut * 2",
            ),
            8_000 * (0.75 * 0.75 - 0.5),
        ),
        (benefit("margin", amount="revenue * after", contribution_margin="gross_margin / revenue"), 8_000 * 0.05 * 0.6),
    ],
)
def test_every_part_of_a_form_may_be_a_formula(case_of: CaseOf, row: dict[str, Any], year: float) -> None:
    facts = {
        "event": {"value": 300, "unit": "money"},
        "stops": {"value": 40, "unit": "hours"},
        "hour": {"value": 20, "unit": "money_per_hour"},
        "before": "10%",
        "after": "5%",
        "cut": "25%",
    }
    financials = {"revenue": 8_000, "cost_of_sales": 3_200}
    assert year_of(case_of, row, facts=facts, financials=financials) == pytest.approx(year)


@pytest.mark.parametrize(
    ("row", "place", "results"),
    [
        (benefit("avoidance", **{**LOSS, "probability": {"value": "4%", "low": "1%", "high": "6%"}}), "probability",
         (2_000, 500, 3_000)),
        (benefit("avoidance", **{**LOSS, "loss": {"value": 50_000, "low": 10_000}}), "loss", (2_000, 400, 2_000)),
        (benefit("avoidance", downtime={**STOPS["downtime"], "hours": {"value": 60, "low": 30, "high": 90}}),
         "downtime.hours", (12_000, 6_000, 18_000)),
        (benefit("margin", amount=1_000, contribution_margin={"value": "35%", "low": "30%", "high": "50%"}),
         "contribution_margin", (350, 300, 500)),
        (benefit("margin", **{**PRICE, "price_volume": {"revenue": 1000, "volume": "0%",
                                                        "price": {"value": "5%", "low": "-1%", "high": "6%"}}}),
         "price_volume.price", (50, -10, 60)),
    ],
)  # fmt: skip
def test_a_range_of_a_part_counts_under_its_path(
    case_of: CaseOf, row: dict[str, Any], place: str, results: tuple[float, ...]
) -> None:
    case = case_of(prospect=FREE, conventions=YEAR, benefits=[row])
    assert [bar.input.id for bar in case.sensitivity] == [f"benefits[0].{place}"]
    npv = [case.result.value("npv", row) for row in (EXPECTED, CONSERVATIVE, FAVOURABLE)]
    assert npv == pytest.approx(results)


# --- what downtime does that is not money -----------------------------------------------------


def test_downtime_has_its_hours_avoided_as_its_effect(case_of: CaseOf) -> None:
    case = case_of(benefits=[benefit("avoidance", **STOPS, risk="50%")])
    assert case.result.effects["benefits[0]"][0] == pytest.approx(24)


def test_an_effect_that_is_written_takes_the_place_of_the_hours(case_of: CaseOf) -> None:
    row = benefit("avoidance", **STOPS, effect={"amount": 3, "unit": "days"})
    case = case_of(benefits=[row])
    assert case.result.effects["benefits[0]"][0] == pytest.approx(3)
    assert case.effect_unit(case.lines("benefit")[0]) == "days"


def test_the_effect_of_downtime_is_in_hours(case_of: CaseOf) -> None:
    case = case_of(benefits=[benefit("avoidance", **STOPS)])
    assert case.effect_unit(case.lines("benefit")[0]) == "hours"


# --- churn ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("churn", "paid"),
    [
        (STEADY, [0, 100, 196, 288.16]),
        ({**STEADY, "from_month": 3}, [0, 0, 0, 100, 196]),
        # With half as many coming: 975 and 951.25 as it was; 985 and 970.60 with the product.
        ({**STEADY, "gained": 25}, [0, 100, 193.5]),
        # As it was 90 in month 1; from then nobody leaves: 90 against 81, 72.90 and 65.61.
        ({**SHRINKING, "from_month": 2}, [0, 0, 9, 17.1, 24.39]),
        ({**SHRINKING, "from_month": {"value": 2}}, [0, 0, 9, 17.1, 24.39]),
        ({**SHRINKING, "after": "10%"}, [0, 0, 0, 0]),
        # Nobody comes back once all are gone.
        ({**SHRINKING, "before": "100%"}, [0, 100, 100]),
        ({**SHRINKING, "after": "20%"}, [0, -10, -17]),
    ],
)
def test_churn_compounds_month_by_month(case_of: CaseOf, churn: dict[str, Any], paid: list[float]) -> None:
    case = case_of(conventions={"horizon_months": len(paid) - 1}, benefits=[benefit("margin", churn=churn)])
    assert flows(case) == pytest.approx(paid)
    assert case.result.benefits[0] == pytest.approx(paid)


def test_risk_and_attribution_apply_to_churn(case_of: CaseOf) -> None:
    row = benefit("margin", churn=STEADY, risk="50%", attribution="80%")
    assert flows(case_of(conventions={"horizon_months": 2}, benefits=[row])) == pytest.approx([0, 40, 78.4])


def test_the_parts_of_churn_may_be_formulas_and_its_month_an_assumption(case_of: CaseOf) -> None:
    churn = {
        "customers": "shops * 10",
        "gained": "shops * 0",
        "before": "loss * 2",
        "after": "loss - loss",
        "margin": "ticket / 4",
        "from_month": "start",
    }
    case = case_of(
        prospect={"facts": {"shops": {"value": 10, "unit": "count"}, "ticket": {"value": 4, "unit": "money"}}},
        conventions={"horizon_months": 4},
        assumptions={"loss": "5%", "start": {"value": 2, "unit": "month"}},
        benefits=[benefit("margin", churn=churn)],
    )
    assert flows(case) == pytest.approx([0, 0, 9, 17.1, 24.39])


@pytest.mark.parametrize(("horizon", "year"), [(3, 584.16), (1, 100)])
def test_the_full_year_of_churn_is_what_the_last_year_brings(case_of: CaseOf, horizon: int, year: float) -> None:
    case = case_of(conventions={"horizon_months": horizon}, benefits=[benefit("margin", churn=STEADY)])
    assert case.result.lines["benefits[0]"].full_year[0] == pytest.approx(year)


def test_the_last_year_of_churn_is_its_last_twelve_months(case_of: CaseOf) -> None:
    case = case_of(conventions={"horizon_months": 30}, benefits=[benefit("margin", churn=STEADY)])
    assert case.result.lines["benefits[0]"].full_year[0] == pytest.approx(sum(flows(case)[19:]))


# --- escalation -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ramp", "paid"),
    [
        (FULL, {**dict.fromkeys(range(1, 13), 100), **dict.fromkeys(range(13, 25), 110), 25: 121, 26: 121}),
        # The second year of effect begins twelve months after the first month of effect.
        (
            {"from_month": 3, "months_to_full": 2},
            {3: 50, **dict.fromkeys(range(4, 15), 100), **dict.fromkeys(range(15, 27), 110)},
        ),
        # While it still grows: 12 twentieths in month 12, 13 in month 13.
        (
            {"from_month": 1, "months_to_full": 20},
            {m: min(m / 20, 1) * 100 * 1.1 ** ((m - 1) // 12) for m in range(1, 27)},
        ),
        # Written shares begin in month 1.
        (
            ["0%", "50%", "100%"],
            {
                2: 50,
                **dict.fromkeys(range(3, 13), 100),
                **dict.fromkeys(range(13, 25), 110),
                **dict.fromkeys((25, 26), 121),
            },
        ),
    ],
    ids=["from month 1", "from month 3", "a long ramp", "written shares"],
)
def test_a_benefit_rises_from_its_second_year_of_effect_on(case_of: CaseOf, ramp: Any, paid: dict[int, float]) -> None:
    row = benefit(amount=1200, ramp=ramp, escalation="10%")
    case = case_of(conventions={"horizon_months": 26}, benefits=[row])
    assert flows(case) == pytest.approx([paid.get(month, 0) for month in range(27)])
    assert case.result.lines["benefits[0]"].full_year[0] == pytest.approx(1200)


def test_a_benefit_may_fall_every_year(case_of: CaseOf) -> None:
    row = benefit(amount=1200, escalation="-50%")
    case = case_of(prospect=FREE, conventions={"horizon_months": 36}, benefits=[row])
    assert case.result.value("npv") == pytest.approx(1200 + 600 + 300)


# --- lists ------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", ["costs", "benefits"])
@pytest.mark.parametrize(
    ("by", "amounts", "paid", "year"),
    [
        ("year", [5, 12, 24], [5, *[1.0] * 12, *[2.0] * 12], 24),
        ("month", [5, 1, 2, 3], [5, 1, 2, 3, *[0.0] * 21], 6),
        # Of 24 months the last twelve.
        ("month", [0, *range(1, 25)], [0, *range(1, 25)], sum(range(13, 25))),
        ("month", [7], [7, *[0.0] * 24], 0),
    ],
)
def test_a_list_is_by_year_or_by_month(
    case_of: CaseOf, part: str, by: str, amounts: list[float], paid: list[float], year: float
) -> None:
    kind = {"kind": "cash"} if part == "benefits" else {}
    rows = {part: [{"name": "Listed", **kind, "amount": amounts, "listed_by": by}]}
    case = case_of(conventions={"horizon_months": 24}, **rows)
    assert flows(case, f"{part}[0]") == pytest.approx(paid)
    assert case.result.lines[f"{part}[0]"].full_year[0] == pytest.approx(year)


def test_risk_and_attribution_apply_to_a_list_by_month(case_of: CaseOf) -> None:
    row = benefit(amount=[10, 20, 30], listed_by="month", risk="50%", attribution="80%")
    assert flows(case_of(conventions={"horizon_months": 2}, benefits=[row])) == pytest.approx([4, 8, 12])


def test_a_contribution_margin_multiplies_a_list(case_of: CaseOf) -> None:
    row = benefit("margin", amount=[10, 20], listed_by="month", contribution_margin="30%")
    assert flows(case_of(conventions={"horizon_months": 1}, benefits=[row])) == pytest.approx([3, 6])


def test_what_a_list_pays_in_month_0_is_paid_once_by_month_too(case_of: CaseOf) -> None:
    case = case_of(
        conventions={"horizon_months": 3}, costs=[{"name": "Paid", "amount": [7, 1, 2, 3], "listed_by": "month"}]
    )
    assert case.result.outlay[0] == pytest.approx(7)


# --- conventions ------------------------------------------------------------------------------


@pytest.mark.parametrize(("days_a_year", "released"), [(365, 7_200 / 365 * 10), (360, 200)])
def test_a_year_of_working_capital_has_365_days_or_360(case_of: CaseOf, days_a_year: int, released: float) -> None:
    row = {"name": "Released", "kind": "working_capital", "account": "receivables", "days": 10, "month": 1}
    case = case_of(
        prospect={**FREE, "financials": {"revenue": 7_200}},
        conventions={**YEAR, "days_a_year": days_a_year},
        benefits=[row],
    )
    assert case.result.value("npv") == pytest.approx(released)


def test_the_modified_rate_takes_the_rates_of_the_conventions(case_of: CaseOf) -> None:
    # 100 now for 60 a year: the first 60 earns 20 % for a year, so 60 * 1.2 + 60 = 132 after two years.
    case = case_of(
        conventions={
            "horizon_months": 24,
            "discounting": "annual_end",
            "reinvestment_rate": "20%",
            "finance_rate": "3%",
        },
        costs=[{"name": "Price", "amount": 100, "month": 0}],
        benefits=[benefit(amount=[0, 60, 60])],
    )
    assert case.result.value("mirr") == pytest.approx(1.32**0.5 - 1)


@pytest.mark.parametrize(
    ("month", "over", "waiting"),
    [
        # Released in month 2 or in month 3, paid back in month 6 either way: a month of the saving is lost.
        (2, 1, 100),
        # Three quarters are released by month 6 and paid back then; a month later a half is, and paid back.
        (4, 4, 100),
        # A month later it is not released any more, and not paid back.
        (6, 1, 100),
    ],
)
def test_no_more_is_paid_back_than_was_released_however_late_it_is(
    case_of: CaseOf, month: int, over: int, waiting: float
) -> None:
    released = {"name": "Released", "kind": "working_capital", "account": "receivables", "days": 10, "month": month}
    case = case_of(
        prospect={**FREE, "financials": {"revenue": 36_500}},
        conventions={"horizon_months": 6},
        costs=[{"name": "Price", "amount": 100, "month": 0}],
        benefits=[benefit(amount=1200), {**released, "over_months": over, "reverses": True}],
    )
    assert case.result.value("npv") == pytest.approx(600 - 100)
    assert case.result.value("cost_of_waiting") == pytest.approx(waiting)
    # 100 in month 6 alone still pays the 100.
    assert case.result.value("slip_months") == 5
