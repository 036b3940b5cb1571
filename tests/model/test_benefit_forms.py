"""The forms of a benefit, lists, capital costs, conventions about doubt: what goes together and what does not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from valuepitch.finance.draws import SEED
from valuepitch.model import Product, Prospect
from valuepitch.model.sourced import Formula, Sourced

Faults = Callable[[str], list[str]]
Made = Callable[[str], Product]

DOWNTIME = "downtime: {hours: 60, cost_per_hour: 500, avoided: 40%}"
PRICE = "price_volume: {revenue: 1000, price: 5%, volume: -2%}"
CHURN = "churn: {customers: 1000, gained: 50, before: 5%, after: 4%, margin: 10}"
MARGIN_HINT = "add contribution_margin: 35%, or name one in the formula"
FORMS_HINT = "needs amount, or one of loss, downtime, price_volume, churn"
REMOVE_LIST = "remove it; index 0 of the list is month 0"


def benefit(row: str, kind: str = "cash") -> str:
    return f"benefits: [{{name: B, kind: {kind}, {row}}}]"


def cost(row: str) -> str:
    return f"costs: [{{name: C, {row}}}]"


# --- forms ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kind, row, form",
    [
        ("cash", "amount: 5, ramp: [1]", "amount"),
        ("cash", "amount: [5, 6]", "amount"),
        ("cash", "amount: [5, 6], listed_by: month", "amount"),
        ("avoidance", "loss: 50_000, probability: 4%, ramp: [1]", "loss"),
        ("avoidance", "loss: event * 2, probability: before - after, ramp: [1]", "loss"),
        ("avoidance", f"{DOWNTIME}, ramp: [1]", "downtime"),
        ("margin", f"{PRICE}, contribution_margin: 40%, ramp: [1]", "price_volume"),
        ("margin", f"{PRICE}, contribution_margin: unit_margin, ramp: [1]", "price_volume"),
        ("margin", CHURN, "churn"),
        ("margin", "amount: 5, contribution_margin: 40%, ramp: [1]", "amount"),
        ("margin", "amount: revenue * 2% * contribution_margin, ramp: [1]".replace("2%", "0.02"), "amount"),
        ("margin", "amount: gross_margin * 0.02, ramp: [1]", "amount"),
        ("working_capital", "account: inventory, days: 5, month: 1", "days"),
    ],
)
def test_a_benefit_is_stated_in_one_form(kind: str, row: str, form: str, product: Made) -> None:
    assert product(benefit(row, kind)).benefits[0].form == form


def test_the_parts_of_a_form_are_numbers_with_their_unit_or_formulas(product: Made) -> None:
    (made,) = product(
        benefit("ramp: [1], downtime: {hours: {value: 60, low: 30}, cost_per_hour: rate * 2, avoided: 40%}")
    ).benefits
    assert made.downtime is not None
    hours, rate, avoided = made.downtime.hours, made.downtime.cost_per_hour, made.downtime.avoided
    assert isinstance(hours, Sourced)
    assert isinstance(avoided, Sourced)
    assert (hours.kind, hours.ends, avoided.kind, avoided.value) == ("hours", (30, 60), "rate", 0.4)
    assert isinstance(rate, Formula)


@pytest.mark.parametrize(
    "kind, row, said",
    [
        ("cash", "ramp: [1]", f"  has no amount; kind: cash {FORMS_HINT}"),
        (
            "margin",
            CHURN + ", amount: 5",
            ".churn  stands beside amount; one benefit is stated in one form; make two of it",
        ),
        (
            "cash",
            f"amount: 5, ramp: [1], {DOWNTIME}",
            ".downtime  stands beside amount; one benefit is stated in one form; make two of it",
        ),
        (
            "avoidance",
            f"{DOWNTIME}, ramp: [1], loss: 5, probability: 4%",
            ".downtime  stands beside loss; one benefit is stated in one form; make two of it",
        ),
        (
            "avoidance",
            "loss: 5, ramp: [1]",
            "  has a loss and no probability; add probability: 4%, by which the yearly probability of the loss falls",
        ),
        (
            "avoidance",
            "amount: 5, probability: 4%, ramp: [1]",
            ".probability  goes with loss alone; add loss, or remove it",
        ),
        ("avoidance", "loss: 5, probability: 120%, ramp: [1]", ".probability  is 120%; it must be 0% to 100%"),
        ("avoidance", "loss: 5, probability: 4, ramp: [1]", ".probability  is 4; write 4% or 0.04"),
        (
            "cash",
            DOWNTIME,
            "  has no ramp; no benefit comes in full on the first day; "
            "add ramp: {from_month: 3, months_to_full: 6}, or a list of shares by month",
        ),
        ("cash", "ramp: [1], downtime: {hours: 60, avoided: 40%}", ".downtime.cost_per_hour  is missing; add it"),
        (
            "cash",
            "ramp: [1], downtime: {hours: -1, cost_per_hour: 5, avoided: 40%}",
            ".downtime.hours  is -1; it must be 0 to 1000000000000",
        ),
        (
            "cash",
            "ramp: [1], downtime: {hours: 6, cost_per_hour: 5, avoided: 140%}",
            ".downtime.avoided  is 140%; it must be 0% to 100%",
        ),
        (
            "cash",
            "ramp: [1], downtime: {hours: 6, cost_per_hours: 5, cost_per_hour: 5, avoided: 40%}",
            ".downtime.cost_per_hours  is not a known key; did you mean cost_per_hour?",
        ),
        ("cash", f"{PRICE}, ramp: [1]", ".price_volume  makes a margin; write kind: margin"),
        (
            "margin",
            f"contribution_margin: 4%, ramp: [1], {PRICE.replace('-2%', '-120%')}",
            ".price_volume.volume  is -120%; it must be -100% to 1000%",
        ),
        ("margin", CHURN + ", ramp: [1]", ".ramp  does not go with churn; remove it; churn compounds by itself"),
        (
            "margin",
            CHURN + ", escalation: 2%",
            ".escalation  does not go with churn; remove it; churn compounds by itself",
        ),
        ("margin", CHURN.replace("4%", "104%"), ".churn.after  is 104%; it must be 0% to 100%"),
        ("margin", CHURN.replace("1000", "-1"), ".churn.customers  is -1; it must be 0 to 100000000"),
        (
            "margin",
            "churn: {customers: 9, gained: 1, before: 5%, after: 4%, margin: 3}, contribution_margin: 40%",
            ".contribution_margin  does not go with churn; remove it; churn.margin is one already",
        ),
    ],
)
def test_what_does_not_make_a_form_is_refused(kind: str, row: str, said: str, product_faults: Faults) -> None:
    assert product_faults(benefit(row, kind)) == [f"benefits[0]{said}"]


@pytest.mark.parametrize(
    "row, place",
    [
        ("amount: revenue * 0.02, ramp: [1]", "amount"),
        ("amount: 500, ramp: [1]", "amount"),
        ("amount: [5, 6]", "amount"),
        ("loss: revenue, probability: 4%, ramp: [1]", "loss"),
        (f"{DOWNTIME}, ramp: [1]", "downtime"),
        (f"{PRICE}, ramp: [1]", "price_volume"),
    ],
)
def test_a_margin_without_a_contribution_margin_is_revenue(row: str, place: str, product_faults: Faults) -> None:
    assert product_faults(benefit(row, "margin")) == [
        f"benefits[0].{place}  is revenue without a contribution margin; {MARGIN_HINT}"
    ]


@pytest.mark.parametrize("kind", ["cash", "avoidance"])
def test_what_touches_revenue_is_a_margin(kind: str, product_faults: Faults) -> None:
    assert product_faults(benefit("amount: 5, ramp: [1], touches: revenue", kind)) == [
        f"benefits[0].touches  is revenue, and the benefit is counted as {kind}; write kind: margin; {MARGIN_HINT}"
    ]
    assert product_faults(benefit("amount: 5, ramp: [1], touches: operating_expense", kind)) == []
    assert product_faults(benefit("amount: 5, ramp: [1], touches: revenue, contribution_margin: 4%", "margin")) == []
    assert product_faults(benefit("amount: 5, ramp: [1], touches: revenue", "capacity")) == []


@pytest.mark.parametrize("kind", ["cash", "avoidance", "capacity"])
def test_a_contribution_margin_is_of_a_margin(kind: str, product_faults: Faults) -> None:
    assert product_faults(benefit("amount: 5, ramp: [1], contribution_margin: 35%", kind)) == [
        "benefits[0].contribution_margin  goes with kind: margin alone; write kind: margin, or remove it"
    ]


# --- lists ------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["year", "month"])
@pytest.mark.parametrize("key", ["ramp: [1]", "escalation: 2%"])
def test_a_listed_benefit_has_no_ramp(by: str, key: str, product_faults: Faults) -> None:
    written = "" if by == "year" else f"listed_by: {by}, "
    assert product_faults(benefit(f"amount: [5, 6], {written}{key}")) == [
        f"benefits[0].{key.split(':')[0]}  does not go with a list by {by}; {REMOVE_LIST}"
    ]


@pytest.mark.parametrize("key", ["month: 0", "every: year", "billed: monthly", "from_month: 2", "escalation: 2%"])
def test_a_listed_cost_says_its_months_itself(key: str, product_faults: Faults) -> None:
    assert product_faults(cost(f"amount: [5, 6], listed_by: month, {key}")) == [
        f"costs[0].{key.split(':')[0]}  does not go with a list by month; {REMOVE_LIST}"
    ]


@pytest.mark.parametrize(
    "row, place",
    [
        (benefit("amount: 5, ramp: [1], listed_by: month"), "benefits[0]"),
        (benefit("amount: spend * 2, ramp: [1], listed_by: year"), "benefits[0]"),
        (benefit("loss: 5, probability: 4%, ramp: [1], listed_by: month"), "benefits[0]"),
        (cost("amount: 5, month: 0, listed_by: month"), "costs[0]"),
    ],
)
def test_listed_by_goes_with_a_list(row: str, place: str, product_faults: Faults) -> None:
    assert product_faults(row) == [f"{place}.listed_by  goes with a list alone; write amount: [...], or remove it"]


def test_listed_by_is_year_or_month(product: Made, product_faults: Faults) -> None:
    assert product(cost("amount: [5, 6]")).costs[0].listed_by == "year"
    assert product_faults(cost("amount: [5, 6], listed_by: quarter")) == [
        "costs[0].listed_by  is quarter, not one of year, month"
    ]


# --- capital ----------------------------------------------------------------------------------


@pytest.mark.parametrize("flag", ["", ", capital: false"])
@pytest.mark.parametrize(
    "key, what",
    [
        ("depreciation: straight_line_5", "is of a capital cost; this row is an expense"),
        ("salvage: 0", "is of an asset"),
    ],
)
def test_an_expense_is_not_written_off(flag: str, key: str, what: str, product_faults: Faults) -> None:
    name = key.split(":")[0]
    assert product_faults(cost(f"amount: 5, month: 0, {key}{flag}")) == [
        f"costs[0].{name}  {what}; add capital: true, or remove {name}: an expense is deducted when it is paid"
    ]
    assert product_faults(cost(f"amount: 5, month: 0, {key}, capital: true")) == []


@pytest.mark.parametrize(
    "how", ["straight_line_1", "straight_line_50", "declining_balance_5", "macrs_3", "macrs_5", "macrs_7", "immediate"]
)
def test_depreciation_is_one_of_these(how: str, product: Made) -> None:
    assert product(cost(f"amount: 5, month: 0, capital: true, depreciation: {how}")).costs[0].depreciation == how


@pytest.mark.parametrize("how", ["straight_line", "straight_line_0", "straight_line_51", "macrs_4", "linear", "5"])
def test_other_depreciation_is_refused(how: str, product_faults: Faults) -> None:
    assert product_faults(cost(f"amount: 5, month: 0, capital: true, depreciation: {how}")) == [
        f"costs[0].depreciation  is {how}; "
        "write straight_line_5, declining_balance_5, macrs_3, macrs_5, macrs_7 or immediate"
    ]


# --- financing --------------------------------------------------------------------------------


def test_a_loan_is_for_all_and_a_lease_in_advance_unless_said(product: Made) -> None:
    made = product("financing: {loan: {rate: 6%, months: 12}, lease: {payment: 9, months: 12}}").financing
    assert made is not None
    assert made.loan is not None
    assert made.lease is not None
    assert (made.loan.share.value, made.lease.billed, made.lease.payment.kind) == (1.0, "in_advance", "money")


@pytest.mark.parametrize(
    "written, said",
    [
        ("loan: {rate: 6, months: 12}", "loan.rate  is 6; write 6% or 0.06"),
        ("loan: {rate: 6%, months: 0}", "loan.months  is 0; it must be 1 to 120"),
        ("loan: {rate: 6%, months: 2.5}", "loan.months  is 2.5; write a whole number of months"),
        ("loan: {rate: 6%, months: 12, share: 120%}", "loan.share  is 120%; it must be 0% to 100%"),
        ("loan: {rate: 6%}", "loan.months  is missing; add it"),
        ("lease: {payment: 9, months: 12, billed: monthly}", "lease.billed  is monthly, "
         "not one of in_advance, in_arrears"),
        ("lease: {months: 12}", "lease.payment  is missing; add it"),
        ("rent: {}", "rent  is not a known key"),
    ],
)  # fmt: skip
def test_other_financing_is_refused(written: str, said: str, product_faults: Faults) -> None:
    (found,) = product_faults(f"financing: {{{written}}}")
    assert found.startswith(f"financing.{said}")


# --- conventions ------------------------------------------------------------------------------


def test_conventions_about_doubt_and_tax_have_defaults(product: Made) -> None:
    made = product("name: Tool").conventions
    assert (made.draws, made.seed, made.days_a_year) == (10_000, SEED, 365)
    assert (made.view, made.losses) == ("after_tax", "used")
    assert (made.finance_rate, made.reinvestment_rate) == (None, None)


@pytest.mark.parametrize("key, least, most", [("draws", 100, 100_000), ("seed", 0, 999_999_999)], ids=["draws", "seed"])
def test_draws_and_seed_are_whole_numbers_within_bounds(
    key: str, least: int, most: int, product: Made, product_faults: Faults
) -> None:
    for number in (least, most):
        assert getattr(product(f"conventions: {{{key}: {number}}}").conventions, key) == number
    for written in (str(least - 1), str(most + 1), "1234.5", "500%"):
        assert product_faults(f"conventions: {{{key}: {written}}}") == [
            f"conventions.{key}  is {written}; write a whole number, {least} to {most}"
        ]


@pytest.mark.parametrize("days", [360, 365])
def test_a_year_has_360_or_365_days(days: int, product: Made) -> None:
    assert product(f"conventions: {{days_a_year: {days}}}").conventions.days_a_year == days


@pytest.mark.parametrize("days", ["366", "364.5", "0", "12"])
def test_another_year_is_refused(days: str, product_faults: Faults) -> None:
    assert product_faults(f"conventions: {{days_a_year: {days}}}") == [
        f"conventions.days_a_year  is {days}; write 365, or 360"
    ]


@pytest.mark.parametrize(
    "written, said",
    [
        ("view: net", "view  is net, not one of after_tax, before_tax"),
        ("losses: lost", "losses  is lost, not one of used, carried_forward"),
        ("finance_rate: -1%", "finance_rate  is -1%; it must be at least 0%"),
        ("reinvestment_rate: 12", "reinvestment_rate  is 12; write 12% or 0.12"),
    ],
)
def test_other_conventions_of_tax_and_rates_are_refused(written: str, said: str, product_faults: Faults) -> None:
    assert product_faults(f"conventions: {{{written}}}") == [f"conventions.{said}"]


# --- correlations -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "between, named", [("[price]", 1), ("[a, b, c]", 3), ("[]", 0), ("[a, a, b]", 3), ("[a, b, b]", 3)]
)
def test_a_correlation_is_of_two_inputs(between: str, named: int, product_faults: Faults) -> None:
    assert product_faults(f"correlations: [{{between: {between}, rank: 0.5}}]") == [
        f"correlations[0].between  names {named}; name two different inputs, such as [price, volume]"
    ]


def test_an_input_is_not_correlated_with_itself(product_faults: Faults) -> None:
    (found,) = product_faults("correlations: [{between: [price, price], rank: 0.5}]")
    assert found.startswith("correlations[0].between  names ")
    assert found.endswith("; name two different inputs, such as [price, volume]")


@pytest.mark.parametrize("rank", ["1.1", "-2", "150%"])
def test_a_correlation_is_from_minus_1_to_1(rank: str, product_faults: Faults) -> None:
    assert product_faults(f"correlations: [{{between: [a, b], rank: {rank}}}]") == [
        f"correlations[0].rank  is {rank}; write a correlation from -1 to 1"
    ]


# --- the prospect -----------------------------------------------------------------------------


def test_an_exchange_rate_has_its_day(prospect: Callable[[str], Prospect], prospect_faults: Faults) -> None:
    made = prospect("exchange_rate: {value: 36.5, as_of: 2026-11-20}").exchange_rate
    assert made is not None
    assert (made.value, made.as_of, made.kind) == (36.5, date(2026, 11, 20), "count")
    for written in ("36.5", "{value: 36.5}"):
        assert prospect_faults(f"exchange_rate: {written}") == [
            "exchange_rate  does not say of which day it is; write {value: 36.50, as_of: 2026-11-20, source: ...}"
        ]


@pytest.mark.parametrize("value", ["0", "-3"])
def test_an_exchange_rate_is_above_nil(value: str, prospect_faults: Faults) -> None:
    assert prospect_faults(f"exchange_rate: {{value: {value}, as_of: 2026-11-20}}") == [
        f"exchange_rate.value  is {value}; it must be 0.000000001 to 1000000000"
    ]


@pytest.mark.parametrize("name", ["inflation", "exchange_rate", "tax_rate", "hurdle_rate"])
def test_the_rates_of_a_prospect_are_no_names_for_facts(name: str, prospect_faults: Faults) -> None:
    assert prospect_faults(f"facts: {{{name}: 5%}}") == [
        f"facts.{name}  is a word with a meaning of its own; write {name}_value"
    ]
