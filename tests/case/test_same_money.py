"""The same money counts once: what the second benefit takes of what the first leaves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from valuepitch import Prospect, evaluate
from valuepitch.case.study import Case
from valuepitch.errors import InputError
from valuepitch.model import Product

CaseOf = Callable[..., Case]

FULL = {"from_month": 1, "months_to_full": 1}
BASE = {"name": "T", "seller": "S", "plain_name": "a machine", "action": "a machine", "currency": "USD"}


def share(of: str, percent: str, **more: Any) -> dict[str, Any]:
    """A benefit that saves a share of an amount."""
    return {"name": f"{percent} of {of}", "kind": "cash", "amount": f"{of} * {percent}", "ramp": FULL, **more}


def problems(benefits: list[dict[str, Any]], **more: Any) -> list[str]:
    prospect = {
        "name": "N",
        "currency": "USD",
        "hurdle_rate": 0,
        "financials": {"revenue": 90_000, "cost_of_sales": 36_500},
        "facts": {"spend": {"value": 1000, "unit": "money"}, "freight": {"value": 500, "unit": "money"}},
        "tax_rate": None,
    }
    assumptions = {"a": "50%", "b": "20%", "c": "10%", "hours": {"value": 5, "unit": "hours"}}
    product = {**BASE, "assumptions": assumptions, "benefits": benefits, **more}
    try:
        evaluate(
            Prospect.model_validate({k: v for k, v in prospect.items() if v is not None}),
            Product.model_validate(product),
        )
    except InputError as error:
        return [f"{problem.path}  {problem.message}; {problem.hint}" for problem in error.problems]
    return []


def taken(case_of: CaseOf, *shares: tuple[str, str | None], spend: float = 1000, **more: Any) -> list[float]:
    """What each benefit takes in a year."""
    rows = [share("spend", name, **({} if base is None else {"reduces": base})) for name, base in shares]
    case = case_of(
        prospect={"hurdle_rate": 0, "facts": {"spend": {"value": spend, "unit": "money"}}},
        conventions={"horizon_months": 12},
        assumptions={"a": "50%", "b": "20%", "c": "10%"},
        benefits=[{**row, **more} for row in rows],
    )
    return [float(case.result.lines[f"benefits[{i}]"].flows[0].sum()) for i in range(len(rows))]


# --- what each takes --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shares", "amounts"),
    [
        ((("a", "spend"),), [500]),
        # 20 % of the 500 that are left.
        ((("a", "spend"), ("b", "spend")), [500, 100]),
        # The other way round: half of the 800 that are left. The sum is the same.
        ((("b", "spend"), ("a", "spend")), [200, 400]),
        # Three in a row: 1,000, then 500, then 400 of which 10 %.
        ((("a", "spend"), ("b", "spend"), ("c", "spend")), [500, 100, 40]),
        ((("c", "spend"), ("b", "spend"), ("a", "spend")), [100, 180, 360]),
        # One that does not reduce it stands by itself.
        ((("a", "spend"), ("b", None), ("c", "spend")), [500, 200, 50]),
    ],
)
def test_each_acts_on_what_those_before_it_leave(
    case_of: CaseOf, shares: tuple[tuple[str, str | None], ...], amounts: list[float]
) -> None:
    assert taken(case_of, *shares) == pytest.approx(amounts)


def test_all_together_never_take_more_than_there_is(case_of: CaseOf) -> None:
    assert sum(taken(case_of, *[("a", "spend")] * 6)) == pytest.approx(1000 * (1 - 0.5**6))


def test_what_is_left_is_reckoned_before_risk(case_of: CaseOf) -> None:
    assert taken(case_of, ("a", "spend"), ("b", "spend"), risk="10%") == pytest.approx([450, 90])


@pytest.mark.parametrize("spend", [0, -1000])
def test_a_base_of_nil_leaves_the_formulas_as_they_are(case_of: CaseOf, spend: float) -> None:
    amounts = taken(case_of, ("a", "spend"), ("b", "spend"), ("c", "spend"), spend=spend)
    assert amounts == pytest.approx([0.5 * spend, 0.2 * spend, 0.1 * spend])


def test_two_bases_do_not_touch_each_other(case_of: CaseOf) -> None:
    case = case_of(
        prospect={
            "hurdle_rate": 0,
            "facts": {"spend": {"value": 1000, "unit": "money"}, "freight": {"value": 500, "unit": "money"}},
        },
        conventions={"horizon_months": 12},
        assumptions={"a": "50%", "b": "20%"},
        benefits=[
            share("spend", "a", reduces="spend"),
            share("freight", "a", reduces="freight"),
            share("spend", "b", reduces="spend"),
            share("freight", "b", reduces="freight"),
        ],
    )
    assert [float(case.result.lines[f"benefits[{i}]"].full_year[0]) for i in range(4)] == pytest.approx(
        [500, 250, 100, 50]
    )


def test_other_forms_reduce_a_base_too(case_of: CaseOf) -> None:
    case = case_of(
        prospect={"hurdle_rate": 0, "financials": {"revenue": 10_000}},
        conventions={"horizon_months": 12},
        assumptions={"b": "20%"},
        benefits=[
            {"name": "Loss", "kind": "avoidance", "loss": "revenue", "probability": "10%", "reduces": "revenue",
             "ramp": FULL},
            {"name": "Sold", "kind": "margin", "amount": "revenue * b", "contribution_margin": "50%",
             "reduces": "revenue", "ramp": FULL},
        ],
    )  # fmt: skip
    # 10 % of 10,000; then 20 % at half of the nine tenths that are left.
    assert [float(case.result.lines[f"benefits[{i}]"].full_year[0]) for i in (0, 1)] == pytest.approx([1000, 900])


def test_a_range_of_the_first_moves_what_is_left_for_the_second(case_of: CaseOf) -> None:
    case = case_of(
        prospect={"hurdle_rate": 0, "facts": {"spend": {"value": 1000, "unit": "money"}}},
        conventions={"horizon_months": 12},
        assumptions={"a": {"value": "50%", "low": "0%", "high": "100%"}, "b": "20%"},
        benefits=[share("spend", "a", reduces="spend"), share("spend", "b", reduces="spend")],
    )
    [bar] = case.sensitivity
    assert (bar.npv_low, bar.npv_high) == pytest.approx((200, 1000))


# --- what is refused --------------------------------------------------------------------------

CLASH = (
    "benefits[1].amount  counts spend, as benefits[0] does; the same money would count twice; "
    "add reduces: spend to both, so that this one acts on what the other leaves, "
    "or independent: true here, where it is other money"
)


@pytest.mark.parametrize(
    ("benefits", "said"),
    [
        ([share("spend", "a"), share("spend", "b")], [CLASH]),
        ([share("spend", "a", reduces="spend"), share("spend", "b")], [CLASH]),
        ([share("spend", "a"), share("spend", "b", reduces="spend")], [CLASH]),
        (
            [share("spend", "a"), share("spend", "b"), share("spend", "c")],
            [CLASH, CLASH.replace("benefits[1]", "benefits[2]")],
        ),
        (
            [share("revenue", "a", kind="margin", contribution_margin="1%"), share("revenue", "c")],
            [CLASH.replace("spend", "revenue")],
        ),
        # What follows from other accounts is money too.
        ([share("gross_margin", "b"), share("gross_margin", "c")], [CLASH.replace("spend", "gross_margin")]),
        # The second takes from both; one of the two is solved.
        (
            [share("spend", "a", reduces="spend"), share("freight", "a"),
             share("(spend + freight)", "b", reduces="spend")],
            ["benefits[2].amount  counts freight, as benefits[1] does; the same money would count twice; "
             "add reduces: freight to both, so that this one acts on what the other leaves, "
             "or independent: true here, where it is other money"],
        ),
    ],
)  # fmt: skip
def test_two_benefits_of_the_same_money_are_refused(benefits: list[dict[str, Any]], said: list[str]) -> None:
    assert problems(benefits) == said


def test_the_problem_stands_at_the_form_that_names_the_money() -> None:
    found = problems(
        [
            share("spend", "a"),
            {"name": "Loss", "kind": "avoidance", "loss": "spend", "probability": "4%", "ramp": FULL},
            {"name": "Churn", "kind": "margin", "churn": {"customers": 9, "gained": 0, "before": "2%", "after": "1%",
                                                          "margin": "spend / 12"}},
        ]
    )  # fmt: skip
    assert [line.split("  ")[0] for line in found] == ["benefits[1].loss", "benefits[2].churn"]


@pytest.mark.parametrize(
    "benefits",
    [
        [share("spend", "a", reduces="spend"), share("spend", "b", reduces="spend")],
        [share("spend", "a"), share("spend", "b", independent=True)],
        [share("spend", "a"), share("spend", "b", independent=True), share("spend", "c", independent=True)],
        [share("spend", "a"), share("freight", "b")],
        # One benefit may name its money as often as it likes.
        [share("spend", "a * spend / spend")],
        # Time released is not counted, so it counts nothing twice.
        [share("spend", "a"), share("spend", "b", kind="capacity")],
        [share("spend", "b", kind="capacity"), share("spend", "a")],
        # Nor does cash that is released once count what is saved every year.
        [
            share("cost_of_sales", "c"),
            {"name": "Stock", "kind": "working_capital", "account": "inventory", "days": 5, "month": 1},
        ],
        # Not where its days are reckoned from that money either.
        [
            share("cost_of_sales", "c"),
            {
                "name": "Stock",
                "kind": "working_capital",
                "account": "inventory",
                "days": "9 + spend / cost_of_sales",
                "month": 1,
            },
        ],
        # Shares and hours are no money.
        [share("spend", "a"), share("freight", "a")],
        [share("hours", "1"), share("hours", "2")],
    ],
)
def test_what_is_told_apart_is_taken(benefits: list[dict[str, Any]]) -> None:
    assert problems(benefits) == []


def test_counted_capacity_clashes() -> None:
    benefits = [share("spend", "a"), share("spend", "b", kind="capacity")]
    assert problems(benefits, conventions={"count": ["cash", "capacity"]}) == [CLASH]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (share("spend", "a", reduces="spent"), "is spent, no amount of money that the benefit names; "
         "did you mean spend?"),
        (share("spend", "a", reduces="a"), "is a, no amount of money that the benefit names; known: spend"),
        (share("hours", "a", reduces="hours"), "is hours, no amount of money that the benefit names; "
         "name an amount of money in the formula"),
        ({**share("spend", "a"), "amount": 500, "reduces": "spend"}, "is spend, no amount of money that the benefit "
         "names; name an amount of money in the formula"),
    ],
)  # fmt: skip
def test_reduces_names_money_of_the_formula(row: dict[str, Any], said: str) -> None:
    assert problems([row]) == [f"benefits[0].reduces  {said}"]


def test_the_fix_that_the_message_names_is_the_fix(case_of: CaseOf) -> None:
    rows = [share("spend", "a"), share("spend", "b")]
    assert problems(rows) == [CLASH]
    assert problems([{**row, "reduces": "spend"} for row in rows]) == []
    assert problems([rows[0], {**rows[1], "independent": True}]) == []
