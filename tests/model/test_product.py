"""The product profile: conventions, costs and benefits, what goes together and what does not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from valuepitch.documents import read_yaml
from valuepitch.model import Product
from valuepitch.model.base import faults
from valuepitch.model.cost import COST_KINDS
from valuepitch.model.sourced import Formula, Sourced

Faults = Callable[[str], list[str]]
Made = Callable[[str], Product]

QUICKSTART = Path(__file__).parents[2] / "samples" / "quickstart" / "product.yaml"


def test_the_quickstart_product_is_read_as_it_is_written() -> None:
    made = Product.model_validate(read_yaml(QUICKSTART.read_bytes(), "p").data)
    assert (made.name, made.seller, made.currency) == ("Managed site network", "Meridian Networks", "USD")
    assert (made.conventions.horizon_months, made.conventions.discounting, made.conventions.roi) == (
        36,
        "monthly",
        "discounted",
    )
    assert list(made.assumptions) == ["rate_reduction", "outage_margin", "outage_cut", "first_month", "admin_cut"]
    assert [cost.every for cost in made.costs] == [None, None, "year"]
    assert [benefit.kind for benefit in made.benefits] == ["cash", "avoidance", "capacity"]
    assert made.benefits[0].amount == Formula("circuit_spend * rate_reduction")
    assert made.decision is not None
    assert made.decision.by == date(2026, 12, 15)


def test_what_is_missing_is_named_at_once() -> None:
    with pytest.raises(ValidationError) as caught:
        Product.model_validate({"name": "Tool"})
    assert [fault.path for fault in faults(caught.value)] == [
        ("seller",),
        ("plain_name",),
        ("action",),
        ("currency",),
        ("benefits",),
    ]


def test_conventions_have_the_defaults_that_the_page_prints(product: Made) -> None:
    made = product("name: Tool").conventions
    assert (made.horizon_months, made.discounting, made.roi, made.price_basis) == (
        36,
        "monthly",
        "discounted",
        "nominal",
    )
    assert made.count == ("cash", "margin", "avoidance", "working_capital")
    assert (made.conversion_factor.value, made.hurdle_rate) == (0.5, None)


@pytest.mark.parametrize("months", [1, 12, 36, 120])
def test_the_horizon_is_1_to_120_months(months: int, product: Made) -> None:
    assert product(f"conventions: {{horizon_months: {months}}}").conventions.horizon_months == months


@pytest.mark.parametrize("written", ["0", "121", "3.5", "-12", "36%"])
def test_another_horizon_is_refused(written: str, product_faults: Faults) -> None:
    assert product_faults(f"conventions: {{horizon_months: {written}}}") == [
        f"conventions.horizon_months  is {written}; write a whole number of months, 1 to 120"
    ]


@pytest.mark.parametrize("discounting", ["annual_end", "mid_year"])
def test_yearly_discounting_takes_whole_years(discounting: str, product: Made, product_faults: Faults) -> None:
    made = product(f"conventions: {{discounting: {discounting}, horizon_months: 60}}").conventions
    assert made.discounting == discounting
    assert product_faults(f"conventions: {{discounting: {discounting}, horizon_months: 30}}") == [
        "conventions.horizon_months  is 30, not whole years; "
        f"write a multiple of 12, or discounting: monthly instead of {discounting}"
    ]


@pytest.mark.parametrize(
    "convention, said",
    [
        ("discounting: yearly", "discounting  is yearly, not one of monthly, annual_end, mid_year"),
        ("roi: simple", "roi  is simple, not one of discounted, undiscounted"),
        ("price_basis: norminal", "price_basis  is norminal, not one of nominal, real; did you mean nominal?"),
        ("conversion_factor: 50", "conversion_factor  is 50; write 50% or 0.5"),
        ("conversion_factor: 120%", "conversion_factor  is 120%; it must be 0% to 100%"),
        ("hurdle_rate: 12", "hurdle_rate  is 12; write 12% or 0.12"),
        ("hurdle_rate: -1%", "hurdle_rate  is -1%; it must be at least 0%"),
        ("horizon: 36", "horizon  is not a known key; did you mean horizon_months?"),
        ("count: cash", "count  is not a list; write [a, b]"),
        (
            "count: [cash, margins]",
            "count[1]  is margins, not one of cash, margin, avoidance, working_capital, capacity; did you mean margin?",
        ),
    ],
)
def test_another_convention_is_refused(convention: str, said: str, product_faults: Faults) -> None:
    assert product_faults(f"conventions: {{{convention}}}") == [f"conventions.{said}"]


@pytest.mark.parametrize(
    "added, said",
    [
        ("selller: x", "selller  is not a known key; did you mean seller?"),
        ("cost: []", "cost  is not a known key; did you mean costs?"),
        ("benchmrks: x", "benchmrks  is not a known key; did you mean benchmarks?"),
        ("assumptions: {x: {value: 5%, hihg: 6%}}", "assumptions.x.hihg  is not a known key; did you mean high?"),
        ("costs: [{name: C, amount: 5, month: 0, captial: true}]", "costs[0].captial  is not a known key; "
         "did you mean capital?"),
        ("costs: [{name: C, amount: {value: 5, sorce: x}, month: 0}]", "costs[0].amount.sorce  is not a known key; "
         "did you mean source?"),
        ("benefits: [{name: B, kind: cash, amount: 5, ramp: [1], rsk: 5%}]", "benefits[0].rsk  is not a known key; "
         "did you mean risk?"),
        ("benefits: [{name: B, kind: cash, amount: 5, ramp: {from_month: 1, months_to_full: 1, frm_month: 2}}]",
         "benefits[0].ramp.frm_month  is not a known key; did you mean from_month?"),
        ("benefits: [{name: B, kind: cash, amount: 5, ramp: [1], effect: {amount: 5, unit: hours, unt: x}}]",
         "benefits[0].effect.unt  is not a known key; did you mean unit?"),
        ("benefits: [{name: B, kind: cash, amount: 5, ramp: [1], proof: {line: x, month: [6]}}]",
         "benefits[0].proof.month  is not a known key; did you mean months?"),
        ("decision: {ask: approve, becuse: x}", "decision.becuse  is not a known key; did you mean because?"),
        ("no_cost: {exits: x}", f"no_cost.exits  is exits, not one of {', '.join(COST_KINDS)}; did you mean exit?"),
    ],
)  # fmt: skip
def test_an_unknown_key_names_the_nearest(added: str, said: str, product_faults: Faults) -> None:
    assert product_faults(added) == [said]


@pytest.mark.parametrize(
    "timing",
    [
        "month: 0",
        "month: go_live",
        "every: year, billed: monthly",
        "every: year, billed: in_advance, from_month: 2, escalation: 3%",
        "every: year, billed: in_arrears, from_month: go_live, escalation: -2%",
        "every: month",
        "every: month, billed: monthly, from_month: 1",
    ],
)
def test_a_cost_is_paid_once_or_again_and_again(timing: str, product: Made) -> None:
    (cost,) = product(f"costs: [{{name: C, amount: 5, {timing}}}]").costs
    assert (cost.month is None) == ("every" in timing)
    assert (cost.every is not None) == ("every" in timing)


@pytest.mark.parametrize(
    "timing, said",
    [
        (
            "risk: 5%",
            [
                "  does not say when it is paid; "
                "month: 0 for a one-time cost; every: year, billed: monthly for a recurring one"
            ],
        ),
        (
            "every: year",
            ["  does not say how the yearly amount is billed; add billed: monthly, in_advance or in_arrears"],
        ),
        (
            "every: year, billed: monthly, month: 2",
            [".month  does not go with every; write from_month, or remove every"],
        ),
        (
            "every: month, billed: in_advance",
            [".billed  is in_advance; an amount every month is billed: monthly"],
        ),
        ("every: week", [".every  is week, not one of year, month"]),
        (
            "every: year, billed: in_advanced",
            [".billed  is in_advanced, not one of monthly, in_advance, in_arrears; did you mean in_advance?"],
        ),
        (
            "month: 0, billed: monthly, from_month: 2, escalation: 3%",
            [
                ".billed  goes with a recurring cost only; add every: year, or remove it",
                ".from_month  goes with a recurring cost only; add every: year, or remove it",
                ".escalation  goes with a recurring cost only; add every: year, or remove it",
            ],
        ),
        ("every: year, billed: monthly, escalation: 3", [".escalation  is 3; write 3% or 0.03"]),
        (
            "every: year, billed: monthly, escalation: -100%",
            [".escalation  is -100%; it must be -99% to 1000%"],
        ),
    ],
)
def test_a_cost_says_when_it_is_paid_and_nothing_that_does_not_fit(
    timing: str, said: list[str], product_faults: Faults
) -> None:
    assert product_faults(f"costs: [{{name: C, amount: 5, {timing}}}]") == [f"costs[0]{line}" for line in said]


@pytest.mark.parametrize(
    "first, place",
    [
        ("0", ""),
        ("'0.0'", ""),
        ("{value: 0}", ".value"),
        ("{value: 0, high: 2}", ".value"),
        ("{value: 2, low: 0}", ".low"),
    ],
)
def test_a_recurring_cost_begins_in_month_1_at_the_earliest(first: str, place: str, product_faults: Faults) -> None:
    (fault,) = product_faults(f"costs: [{{name: C, amount: 5, every: year, billed: monthly, from_month: {first}}}]")
    assert fault.startswith(("costs[0].from_month  is 0", f"costs[0].from_month{place}  is 0"))


@pytest.mark.parametrize("key", ["month: 0", "every: year", "billed: monthly", "from_month: 1", "escalation: 2%"])
def test_a_list_by_year_takes_no_timing(key: str, product_faults: Faults) -> None:
    assert product_faults(f"costs: [{{name: C, amount: [5, 2], {key}}}]") == [
        f"costs[0].{key.split(':')[0]}  does not go with a list by year; remove it; index 0 of the list is month 0"
    ]


def test_a_list_by_year_begins_with_month_0(product: Made) -> None:
    assert product("costs: [{name: C, amount: [318_000, 2.5, 0, -4]}]").costs[0].amount == (318000.0, 2.5, 0.0, -4.0)


@pytest.mark.parametrize(
    "amounts, said",
    [
        ("[]", "costs[0].amount  is empty; write at least one"),
        ("[1, x]", "costs[0].amount[1]  is x, not a number; write a number such as 1200 or 27%"),
        ("[1, '1,200']", "costs[0].amount[1]  is 1,200, not a number; write 1200 or 1_200"),
        ("[1, nan]", "costs[0].amount[1]  is nan, not a number; write a number such as 1200 or 27%"),
    ],
)
def test_a_list_by_year_holds_numbers(amounts: str, said: str, product_faults: Faults) -> None:
    assert product_faults(f"costs: [{{name: C, amount: {amounts}}}]") == [said]


@pytest.mark.parametrize(
    "added, path",
    [
        (f"costs: [{{name: C, amount: [{', '.join('1' * 122)}]}}]", "costs[0].amount"),
        (f"costs: [{', '.join(['{name: C, amount: 1, month: 0}'] * 41)}]", "costs"),
        (f"benefits: [{', '.join(['{name: B, kind: cash, amount: 1, ramp: [1]}'] * 41)}]", "benefits"),
    ],
)
def test_too_many_of_a_kind_are_refused_with_a_remedy(added: str, path: str, product_faults: Faults) -> None:
    (fault,) = product_faults(added)
    assert fault.startswith(f"{path}  ")
    assert "after validation" not in fault
    assert "; " in fault


@pytest.mark.parametrize(
    "line, said",
    [
        ("risk: 120%", "risk  is 120%; it must be 0% to 100%"),
        ("risk: 5", "risk  is 5; write 5% or 0.05"),
        ("salvage: 10%", "salvage  is a percentage, not in money; write the number without %"),
        (
            "depreciation: straight_line",
            "depreciation  is straight_line; "
            "write straight_line_5, declining_balance_5, macrs_3, macrs_5, macrs_7 or immediate",
        ),
        (
            "depreciation: macrs_4",
            "depreciation  is macrs_4; "
            "write straight_line_5, declining_balance_5, macrs_3, macrs_5, macrs_7 or immediate",
        ),
        (
            "depreciation: straight_line_0",
            "depreciation  is straight_line_0; "
            "write straight_line_5, declining_balance_5, macrs_3, macrs_5, macrs_7 or immediate",
        ),
        ("covers: migration", "covers  is not a list; write [a, b]"),
        (
            "covers: [migraton]",
            f"covers[0]  is migraton, not one of {', '.join(COST_KINDS)}; did you mean migration?",
        ),
        (
            "touches: operating_expenses",
            "touches  is operating_expenses, no line of the accounts; did you mean operating_expense?",
        ),
        ("origin: quot", "origin  is quot, not one of prospect, filing, quote, evidence, benchmark, estimate, "
         "unsourced; did you mean quote?"),
    ],
)  # fmt: skip
def test_what_a_cost_says_of_itself_is_checked(line: str, said: str, product_faults: Faults) -> None:
    assert product_faults(f"costs: [{{name: C, amount: 5, month: 0, capital: true, {line}}}]") == [f"costs[0].{said}"]


@pytest.mark.parametrize(
    "method",
    ["straight_line_5", "straight_line_50", "declining_balance_3", "macrs_3", "macrs_5", "macrs_7", "immediate"],
)
def test_every_depreciation_is_taken(method: str, product: Made) -> None:
    (cost,) = product(f"costs: [{{name: C, amount: 5, month: 0, capital: true, depreciation: {method}}}]").costs
    assert cost.depreciation == method


@pytest.mark.parametrize("kind", COST_KINDS)
def test_every_cost_that_sellers_leave_out_can_be_covered_or_explained(kind: str, product: Made) -> None:
    made = product(f"costs: [{{name: C, amount: 5, month: 0, covers: [{kind}]}}]\nno_cost: {{{kind}: nothing to pay}}")
    assert made.costs[0].covers == (kind,)
    assert made.no_cost == {kind: {"": "nothing to pay"}}


def test_a_reason_for_no_cost_is_never_empty(product_faults: Faults) -> None:
    assert product_faults("no_cost: {exit: ''}") == ["no_cost.exit  is empty; write a text, or remove the key"]


NO_RAMP = (
    "benefits[0]  has no ramp; no benefit comes in full on the first day; "
    "add ramp: {from_month: 3, months_to_full: 6}, or a list of shares by month"
)


@pytest.mark.parametrize("kind", ["cash", "avoidance", "capacity"])
def test_a_benefit_without_a_ramp_is_refused(kind: str, product_faults: Faults) -> None:
    assert product_faults(f"benefits: [{{name: B, kind: {kind}, amount: 5}}]") == [NO_RAMP]


def test_a_benefit_without_an_amount_is_refused(product_faults: Faults) -> None:
    assert product_faults("benefits: [{name: B, kind: cash, ramp: [1]}]") == [
        "benefits[0]  has no amount; kind: cash needs amount, or one of loss, downtime, price_volume, churn"
    ]


@pytest.mark.parametrize(
    "ramp, said",
    [
        ("{from_month: 1}", ["months_to_full  is missing; add it"]),
        ("{from_month: 1, months_to_full: 0}", ["months_to_full  is 0; it must be 1 to 120"]),
        ("{from_month: 1, months_to_full: 2.5}", ["months_to_full  is 2.5; write a whole number of months"]),
        ("{from_month: -1, months_to_full: 1}", ["from_month  is -1; it must be 0 to 120"]),
    ],
)
def test_a_ramp_has_a_first_month_and_a_length(ramp: str, said: list[str], product_faults: Faults) -> None:
    assert product_faults(f"benefits: [{{name: B, kind: cash, amount: 5, ramp: {ramp}}}]") == [
        f"benefits[0].ramp.{line}" for line in said
    ]


@pytest.mark.parametrize(
    "ramp, said",
    [
        ("[]", ["benefits[0].ramp  is empty; write at least one"]),
        (
            "[50%, 120%, 50]",
            [
                "benefits[0].ramp[1]  is 120%; it must be 0% to 100%",
                "benefits[0].ramp[2]  is 50; write 50% or 0.5",
            ],
        ),
        ("3", ["benefits[0].ramp  is not a mapping; write key: value pairs"]),
    ],
)
def test_a_ramp_by_month_is_a_list_of_shares(ramp: str, said: list[str], product_faults: Faults) -> None:
    assert product_faults(f"benefits: [{{name: B, kind: cash, amount: 5, ramp: {ramp}}}]") == said


def test_a_ramp_by_month_is_taken(product: Made) -> None:
    ramp = product("benefits: [{name: B, kind: cash, amount: 5, ramp: [0, 0.5, 100%]}]").benefits[0].ramp
    assert isinstance(ramp, tuple)
    assert [share.value for share in ramp] == [0.0, 0.5, 1.0]


def test_a_benefit_by_year_takes_no_ramp(product: Made, product_faults: Faults) -> None:
    assert product("benefits: [{name: B, kind: cash, amount: [0, 5, 6]}]").benefits[0].amount == (0.0, 5.0, 6.0)
    assert product_faults("benefits: [{name: B, kind: cash, amount: [0, 5, 6], ramp: [1]}]") == [
        "benefits[0].ramp  does not go with a list by year; remove it; index 0 of the list is month 0"
    ]


def test_working_capital_takes_account_days_and_month(product: Made) -> None:
    (made,) = product(
        "benefits: [{name: B, kind: working_capital, account: receivables, days: 5, month: 3, over_months: 2,"
        " reverses: true, risk: 10%}]"
    ).benefits
    assert isinstance(made.days, Sourced)
    assert (made.account, made.days.value, made.days.kind, made.reverses) == ("receivables", 5.0, "days", True)


def test_the_days_of_working_capital_may_be_a_formula(product: Made) -> None:
    (made,) = product(
        "benefits: [{name: B, kind: working_capital, account: payables, days: 2 * 3, month: go_live}]"
    ).benefits
    assert isinstance(made.days, Formula)


def test_working_capital_names_everything_it_lacks(product_faults: Faults) -> None:
    assert product_faults("benefits: [{name: B, kind: working_capital}]") == [
        "benefits[0]  has no account; a working_capital benefit needs account",
        "benefits[0]  has no days; a working_capital benefit needs days",
        "benefits[0]  has no month; a working_capital benefit needs month",
    ]


@pytest.mark.parametrize("key", ["amount: 5", "ramp: [1]"])
def test_working_capital_takes_neither_amount_nor_ramp(key: str, product_faults: Faults) -> None:
    assert product_faults(
        f"benefits: [{{name: B, kind: working_capital, account: inventory, days: 5, month: 3, {key}}}]"
    ) == [f"benefits[0].{key.split(':')[0]}  does not go with this kind; working capital takes account, days, month"]


@pytest.mark.parametrize("key", ["account: inventory", "days: 3", "month: 1", "over_months: 2", "reverses: true"])
def test_other_benefits_take_nothing_of_working_capital(key: str, product_faults: Faults) -> None:
    assert product_faults(f"benefits: [{{name: B, kind: cash, amount: 5, ramp: [1], {key}}}]") == [
        f"benefits[0].{key.split(':')[0]}  does not go with this kind; kind: working_capital only"
    ]


def test_days_are_never_a_list_and_the_message_says_what_to_write(product_faults: Faults) -> None:
    (fault,) = product_faults("benefits: [{name: B, kind: working_capital, account: payables, days: [1], month: 0}]")
    assert fault.startswith("benefits[0].days  ")
    assert "write" in fault
    assert "<" not in fault


@pytest.mark.parametrize(
    "line, said",
    [
        (
            "kind: savings, amount: 5, ramp: [1]",
            "kind  is savings, not one of cash, margin, avoidance, working_capital, capacity",
        ),
        ("amount: 5, ramp: [1]", "kind  is missing; add it"),
        ("kind: cash, amount: 5, ramp: [1], attribution: 150%", "attribution  is 150%; it must be 0% to 100%"),
        ("kind: cash, amount: 5, ramp: [1], risk: -5%", "risk  is -5%; it must be 0% to 100%"),
        ("kind: cash, amount: 5, ramp: [1], effect: {amount: 5}", "effect.unit  is missing; add it"),
        (
            "kind: cash, amount: 5, ramp: [1], effect: {amount: a * b, unit: day}",
            "effect.unit  is day, not one of hours, days, count; did you mean days?",
        ),
        (
            "kind: cash, amount: 5, ramp: [1], proof: {line: Ledger, months: [6, 121]}",
            "proof.months[1]  is 121; write a whole number of months, 1 to 120",
        ),
        (
            "kind: working_capital, account: receivable, days: 5, month: 3",
            "account  is receivable, not one of receivables, inventory, payables; did you mean receivables?",
        ),
        (
            "kind: working_capital, account: payables, days: 5, month: 3, over_months: 0",
            "over_months  is 0; it must be 1 to 120",
        ),
    ],
)
def test_what_a_benefit_says_of_itself_is_checked(line: str, said: str, product_faults: Faults) -> None:
    assert product_faults(f"benefits: [{{name: B, {line}}}]") == [f"benefits[0].{said}"]


@pytest.mark.parametrize(
    "added, said",
    [
        ("benefits: []", "benefits  is empty; write at least one"),
        ("benefits: {name: B}", "benefits  is not a list; write [a, b]"),
        ("costs: [5]", "costs[0]  is not a mapping; write key: value pairs"),
        ("decision: {by: 2026-12-15}", "decision.ask  is missing; add it"),
        ("decision: {ask: ''}", "decision.ask  is empty; write a text, or remove the key"),
        (f"decision: {{ask: {'x' * 101}}}", "decision.ask  is 101 characters long; at most 100 fit; remove 1"),
        (f"action: {'x' * 61}", "action  is 61 characters long; at most 60 fit; remove 1"),
        ("assumptions: {revenue: 5%}", "assumptions.revenue  is a line of the accounts; "
         "write it under financials: revenue"),
        ("assumptions: {max: 5%}", "assumptions.max  is a word with a meaning of its own; write max_value"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_a_remedy(added: str, said: str, product_faults: Faults) -> None:
    assert product_faults(added) == [said]


def test_every_problem_of_a_product_comes_at_once(product_faults: Faults) -> None:
    found = product_faults(
        "seller: ''\nconventions: {horizon_months: 0, roy: x}\nassumptions: {go: {value: 3}}\n"
        "costs: [{name: C, amnt: 5}, {name: D, amount: '27,5', month: 0}]\n"
        "benefits: [{name: B, kind: cash, amount: a ^ b}]\nregion: x"
    )
    assert sorted(fault.split("  ")[0] for fault in found) == [
        "assumptions.go.value",
        "benefits[0]",
        "benefits[0].amount",
        "conventions.horizon_months",
        "conventions.roy",
        "costs[0]",
        "costs[0].amnt",
        "costs[0].amount",
        "costs[1].amount",
        "region",
        "seller",
    ]
