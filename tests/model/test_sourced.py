"""Rates, units, ranges and months; a number with its source may stand wherever a number may."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import date

import pytest

from valuepitch.model import Product, Prospect
from valuepitch.model.base import parts_of
from valuepitch.model.sourced import Formula, Ref, Sourced

Faults = Callable[[str], list[str]]


@pytest.mark.parametrize(
    "written, value",
    [
        ("11%", 0.11),
        ("0.11", 0.11),
        ("120%", 1.2),
        ("1", 1.0),
        ("0", 0.0),
        ("0%", 0.0),
        ("{value: 11%}", 0.11),
        ("{value: 0.11, unit: rate}", 0.11),
    ],
)
def test_a_rate_is_written_with_percent_or_as_a_fraction(
    written: str, value: float, prospect: Callable[[str], Prospect]
) -> None:
    rate = prospect(f"hurdle_rate: {written}").hurdle_rate
    assert rate is not None
    assert rate.value == value
    assert rate.kind == "rate"


@pytest.mark.parametrize(
    "written, said",
    [
        ("11", "hurdle_rate  is 11; write 11% or 0.11"),
        ("1.2", "hurdle_rate  is 1.2; write 1.2% or 0.012"),
        ("27", "hurdle_rate  is 27; write 27% or 0.27"),
        ("-1%", "hurdle_rate  is -1%; it must be at least 0%"),
        ("-0.1", "hurdle_rate  is -10%; it must be at least 0%"),
        ("27,5", "hurdle_rate  is 27,5, not a number; the decimal mark is a point: write 27.5"),
        ("nan", "hurdle_rate  is nan, not a number; write a number such as 1200 or 27%"),
        ("{value: 11}", "hurdle_rate.value  is 11; write 11% or 0.11"),
        ("{value: 11%, high: 12}", "hurdle_rate.high  is 12; write 12% or 0.12"),
        ("{value: 11%, low: -2%}", "hurdle_rate.low  is -2%; it must be at least 0%"),
        ("{value: 11%, unit: money}", "hurdle_rate.unit  is money; this is in rate; remove the unit"),
    ],
)
def test_another_rate_is_refused_with_what_to_write(written: str, said: str, prospect_faults: Faults) -> None:
    assert prospect_faults(f"hurdle_rate: {written}") == [said]


@pytest.mark.parametrize(
    "key, written, said",
    [
        ("tax_rate", "25", "tax_rate  is 25; write 25% or 0.25"),
        ("tax_rate", "120%", "tax_rate  is 120%; it must be 0% to 100%"),
        ("tax_rate", "-5%", "tax_rate  is -5%; it must be 0% to 100%"),
        ("employees", "-5", "employees  is -5; it must be 0 to 100000000"),
        ("employees", "12%", "employees  is a percentage, not in count; write the number without %"),
    ],
)
def test_shares_and_counts_have_their_bounds(key: str, written: str, said: str, prospect_faults: Faults) -> None:
    assert prospect_faults(f"{key}: {written}") == [said]


UNITS = "money, rate, hours, days, month, count, money_per_hour"
NO_UNIT = f"has no unit; a rate is written with %, such as 27%; else add unit: {UNITS}"


@pytest.mark.parametrize(
    "fact, said",
    [
        ("5", f"facts.x  {NO_UNIT}"),
        ("{value: 5}", f"facts.x.value  {NO_UNIT}"),
        ("{value: 0.27}", f"facts.x.value  {NO_UNIT}"),
        ("{value: 27, unit: rate}", "facts.x.value  is 27; write 27% or 0.27"),
        ("{value: 27%, unit: money}", "facts.x.value  is a percentage, not in money; write the number without %"),
        (
            "{value: 5, unit: mony}",
            f"facts.x.unit  is mony, not one of {UNITS}; did you mean money?",
        ),
        ("{value: 5.5, unit: month}", "facts.x.value  is 5.5; write a whole number of months"),
        ("{value: 5, high: 6.5, unit: month}", "facts.x.high  is 6.5; write a whole number of months"),
        ("{label: X}", "facts.x.value  is missing; add it"),
    ],
)
def test_a_fact_needs_a_unit_that_fits_its_number(fact: str, said: str, prospect_faults: Faults) -> None:
    assert prospect_faults(f"facts: {{x: {fact}}}") == [said]


@pytest.mark.parametrize("unit", ["money", "hours", "days", "month", "count", "money_per_hour"])
def test_every_unit_is_taken(unit: str, prospect: Callable[[str], Prospect]) -> None:
    assert prospect(f"facts: {{x: {{value: 5, unit: {unit}}}}}").facts["x"].kind == unit


@pytest.mark.parametrize("written", ["27%", "{value: 27%}", "{value: 0.27, unit: rate}", "{value: 130%}"])
def test_a_fact_with_percent_is_a_rate(written: str, prospect: Callable[[str], Prospect]) -> None:
    assert prospect(f"facts: {{x: {written}}}").facts["x"].kind == "rate"


@pytest.mark.parametrize(
    "ends, said",
    [
        ("low: 6", ["facts.x.low  is 6, above the value 5; low <= value <= high"]),
        ("high: 4", ["facts.x.high  is 4, below the value 5; low <= value <= high"]),
        (
            "low: 6, high: 4",
            [
                "facts.x.low  is 6, above the value 5; low <= value <= high",
                "facts.x.high  is 4, below the value 5; low <= value <= high",
            ],
        ),
        (
            "low: x, high: 4",
            [
                "facts.x.low  is x, not a number; write a number such as 1200 or 27%",
                "facts.x.high  is 4, below the value 5; low <= value <= high",
            ],
        ),
    ],
)
def test_a_value_outside_its_own_range_is_refused(ends: str, said: list[str], prospect_faults: Faults) -> None:
    assert prospect_faults(f"facts: {{x: {{value: 5, {ends}, unit: count}}}}") == said


@pytest.mark.parametrize(
    "written, ends, ranged",
    [
        ("value: 5", (5.0, 5.0), False),
        ("value: 5, low: 3", (3.0, 5.0), True),
        ("value: 5, high: 8", (5.0, 8.0), True),
        ("value: 5, low: 3, high: 8", (3.0, 8.0), True),
        ("value: 5, low: 5, high: 5", (5.0, 5.0), False),
        ("value: -5, low: -8", (-8.0, -5.0), True),
    ],
)
def test_a_missing_end_is_the_value(
    written: str, ends: tuple[float, float], ranged: bool, prospect: Callable[[str], Prospect]
) -> None:
    fact = prospect(f"facts: {{x: {{{written}, unit: count}}}}").facts["x"]
    assert (fact.ends, fact.has_range) == (ends, ranged)


def test_a_number_carries_its_source_and_marks(prospect: Callable[[str], Prospect]) -> None:
    fact = prospect(
        "facts: {x: {label: Sites, value: 14, low: 12, unit: count, source: Register, origin: filing,"
        " as_of: 2026-11-01, confirm: true, internal: true}}"
    ).facts["x"]
    assert (fact.label, fact.source, fact.origin) == ({"": "Sites"}, "Register", "filing")
    assert (fact.as_of, fact.confirm, fact.internal) == (date(2026, 11, 1), True, True)


def test_a_number_without_origin_is_unsourced(prospect: Callable[[str], Prospect]) -> None:
    assert prospect("facts: {x: 5%}").facts["x"].origin == "unsourced"


@pytest.mark.parametrize("origin", ["prospect", "filing", "quote", "evidence", "benchmark", "estimate", "unsourced"])
def test_every_origin_is_taken(origin: str, prospect: Callable[[str], Prospect]) -> None:
    assert prospect(f"facts: {{x: {{value: 5%, origin: {origin}}}}}").facts["x"].origin == origin


def test_another_origin_names_the_nearest(prospect_faults: Faults) -> None:
    assert prospect_faults("facts: {x: {value: 5%, origin: bench_mark}}") == [
        "facts.x.origin  is bench_mark, not one of prospect, filing, quote, evidence, benchmark, estimate, unsourced; "
        "did you mean benchmark?"
    ]


RECORD = "source: Quote 7, origin: quote, confirm: true"


@pytest.mark.parametrize(
    "added, path",
    [
        (f"employees: {{value: 640, {RECORD}}}", ("employees",)),
        (f"hurdle_rate: {{value: 11%, {RECORD}}}", ("hurdle_rate",)),
        (f"tax_rate: {{value: 25%, {RECORD}}}", ("tax_rate",)),
        (f"financials: {{revenue: {{value: 5, {RECORD}}}}}", ("financials", "revenue")),
    ],
)
def test_every_number_of_a_prospect_may_name_its_source(
    added: str, path: tuple[str, ...], prospect: Callable[[str], Prospect]
) -> None:
    assert [where for where, part in parts_of(prospect(added), Sourced) if part.source == "Quote 7"] == [path]


@pytest.mark.parametrize(
    "added, path",
    [
        (f"assumptions: {{x: {{value: 5%, {RECORD}}}}}", "assumptions x"),
        (f"conventions: {{hurdle_rate: {{value: 12%, {RECORD}}}}}", "conventions hurdle_rate"),
        (f"conventions: {{conversion_factor: {{value: 40%, {RECORD}}}}}", "conventions conversion_factor"),
        (f"costs: [{{name: C, amount: {{value: 5, {RECORD}}}, month: 0}}]", "costs 0 amount"),
        (f"costs: [{{name: C, amount: 5, month: {{value: 2, {RECORD}}}}}]", "costs 0 month"),
        (f"costs: [{{name: C, amount: 5, month: 0, risk: {{value: 5%, {RECORD}}}}}]", "costs 0 risk"),
        (
            f"costs: [{{name: C, amount: 5, month: 0, capital: true, salvage: {{value: 1, {RECORD}}}}}]",
            "costs 0 salvage",
        ),
        (
            f"costs: [{{name: C, amount: 5, every: month, escalation: {{value: 2%, {RECORD}}}}}]",
            "costs 0 escalation",
        ),
        (
            f"costs: [{{name: C, amount: 5, every: month, from_month: {{value: 2, {RECORD}}}}}]",
            "costs 0 from_month",
        ),
        (
            "benefits: [{name: B, kind: cash, amount: 5, ramp: {from_month: {value: 2, source: Quote 7},"
            " months_to_full: 1}}]",
            "benefits 0 ramp from_month",
        ),
        (
            "benefits: [{name: B, kind: cash, amount: 5, ramp: {from_month: 2,"
            " months_to_full: {value: 6, source: Quote 7}}}]",
            "benefits 0 ramp months_to_full",
        ),
        ("benefits: [{name: B, kind: cash, amount: 5, ramp: [{value: 5%, source: Quote 7}]}]", "benefits 0 ramp 0"),
        (
            f"benefits: [{{name: B, kind: cash, amount: 5, ramp: [1], attribution: {{value: 50%, {RECORD}}}}}]",
            "benefits 0 attribution",
        ),
        (
            f"benefits: [{{name: B, kind: cash, amount: 5, ramp: [1], effect: {{amount: {{value: 3, {RECORD}}},"
            " unit: hours}}]",
            "benefits 0 effect amount",
        ),
        (
            f"benefits: [{{name: B, kind: working_capital, account: payables, days: {{value: 3, {RECORD}}},"
            " month: 1}]",
            "benefits 0 days",
        ),
        (
            f"benefits: [{{name: B, kind: working_capital, account: payables, days: 3, month: 1,"
            f" over_months: {{value: 4, {RECORD}}}}}]",
            "benefits 0 over_months",
        ),
    ],
)
def test_every_number_of_a_product_may_name_its_source(
    added: str, path: str, product: Callable[[str], Product]
) -> None:
    found = [where for where, part in parts_of(product(added), Sourced) if part.source == "Quote 7"]
    assert [" ".join(map(str, where)) for where in found] == [path]


@pytest.mark.parametrize(
    "written, said",
    [
        ("3.5", "costs[0].month  is 3.5; write a whole number of months"),
        ("-1", "costs[0].month  is -1; it must be 0 to 120"),
        ("121", "costs[0].month  is 121; it must be 0 to 120"),
        ("3 months", "costs[0].month  is 3 months, not a number; write a number such as 1200 or 27%"),
        (
            "Go Live",
            "costs[0].month  is Go Live, neither a number nor a name; "
            "write a month such as 3, or the name of an assumption",
        ),
        ("{value: 3, high: 3.5}", "costs[0].month.high  is 3.5; write a whole number of months"),
        ("{value: 3, unit: days}", "costs[0].month.unit  is days; this is in month; remove the unit"),
    ],
)
def test_a_month_is_a_whole_number_up_to_120(written: str, said: str, product_faults: Faults) -> None:
    assert product_faults(f"costs: [{{name: C, amount: 5, month: {written}}}]") == [said]


@pytest.mark.parametrize("month", [0, 1, 120])
def test_the_ends_of_the_months_are_taken(month: int, product: Callable[[str], Product]) -> None:
    made = product(f"costs: [{{name: C, amount: 5, month: {month}}}]").costs[0].month
    assert isinstance(made, Sourced)
    assert made.value == month


def test_a_month_may_name_an_assumption(product: Callable[[str], Product]) -> None:
    made = product("costs: [{name: C, amount: 5, month: go_live}]").costs[0].month
    assert isinstance(made, Ref)
    assert made == "go_live"


@pytest.mark.parametrize(
    "amount, kind", [("100", Sourced), ("{value: 5}", Sourced), ("sites * 12", Formula), ("[1, 2]", tuple)]
)
def test_an_amount_is_a_number_a_formula_or_a_list(amount: str, kind: type, product: Callable[[str], Product]) -> None:
    made = product(f"costs: [{{name: C, amount: {amount}{'' if kind is tuple else ', month: 0'}}}]").costs[0].amount
    assert isinstance(made, kind)


@pytest.mark.parametrize(
    "amount, said",
    [
        ("'1,200'", "is 1,200, not a number; write 1200 or 1_200"),
        ("'27,5'", "is 27,5, not a number; the decimal mark is a point: write 27.5"),
        ("$5", "is $5, not a number; write the number alone; the currency stands in `currency`"),
        ("1e5", "is 1e5, not a number; write the number out, without an exponent"),
        ("--5", "is --5, not a number; write a number such as 1200 or 27%"),
        ("nan", "is nan, not a number; write a number such as 1200 or 27%"),
        ("''", "is empty; write a number, or remove the key"),
        ("27%", "is a percentage, not in money; write the number without %"),
        ("sites ^ 2", "^ is not an operator; write ** for a power"),
        ("sites % 2", "% is not an operator; write 27% as 0.27, or give the rate as an assumption"),
        ("a if b else c", "if ... else is not read; write when(condition, a, b)"),
        ("sites.units", "a dot is not read; name a fact, such as revenue"),
        ("sqrt(sites)", "sqrt is not a function that is read; known: abs, max, min, round, when"),
        ("Sites", "Sites is not a name of a fact; names are lower case: a-z, 0-9, _"),
    ],
)
def test_an_amount_that_is_none_is_refused_with_a_remedy(amount: str, said: str, product_faults: Faults) -> None:
    assert product_faults(f"costs: [{{name: C, amount: {amount}, month: 0}}]") == [f"costs[0].amount  {said}"]


@pytest.mark.parametrize("amount", ["0x10", "0b11", "0o17", "-0x10", "1e-5", "True", "inf", "-inf", "1j"])
def test_what_is_meant_as_a_number_is_never_read_as_a_formula(amount: str, product_faults: Faults) -> None:
    (fault,) = product_faults(f"costs: [{{name: C, amount: {amount}, month: 0}}]")
    assert fault.startswith("costs[0].amount  ")


def test_a_formula_survives_pickling_with_its_tree() -> None:
    made = Formula("sites * 12")
    twin = pickle.loads(pickle.dumps(made))
    assert (twin, twin.tree) == (made, made.tree)
