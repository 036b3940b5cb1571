"""What must hold between both files about money: each rule at its place, with its remedy."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from valuepitch.inputs.load import Pair

Said = Callable[[str, str], list[str]]
Read = Callable[[str, str], Pair]

LIRA = "name: Acme\ncurrency: TRY\nhurdle_rate: 11%\n"
EXCHANGE = "exchange_rate: {value: 40, as_of: 2026-11-20}\n"
MACHINE = "costs:\n  - {name: Machine, amount: 900, month: 0, capital: true}\n"
DEPRECIATED = MACHINE.replace("true", "true, depreciation: macrs_5")


def benefits(*rows: str) -> str:
    lines = [f"  - {{name: B{i}, kind: cash, ramp: [1], {row}}}\n" for i, row in enumerate(rows)]
    return "benefits:\n" + "".join(lines)


def warned(pair: Pair) -> list[str]:
    assert all(one.severity == "warning" for one in pair.warnings)
    return [str(one) for one in pair.warnings]


# --- currency ---


def test_another_currency_needs_an_exchange_rate(said: Said) -> None:
    assert said(LIRA, "") == [
        "product.yaml:5:11  currency  is USD; write the profile's amounts in TRY; prospect.yaml is in TRY. "
        "Or add exchange_rate there: TRY for one USD, with its day"
    ]


def test_with_an_exchange_rate_it_is_taken(pair: Read) -> None:
    assert warned(pair(LIRA + EXCHANGE, "")) == []


def test_an_exchange_rate_that_is_not_needed_is_a_warning(pair: Read) -> None:
    assert warned(pair(EXCHANGE, "")) == [
        "prospect.yaml:4:16  exchange_rate  is not used; both files are in USD; remove it"
    ]


@pytest.mark.parametrize("written", ["40", "{value: 40}", "{value: 40, source: Central bank}"])
def test_an_exchange_rate_says_of_which_day_it_is(written: str, said: Said) -> None:
    assert said(f"{LIRA}exchange_rate: {written}\n", "") == [
        "prospect.yaml:4:16  exchange_rate  does not say of which day it is; "
        "write {value: 36.50, as_of: 2026-11-20, source: ...}"
    ]


@pytest.mark.parametrize(
    "amount, warned_of",
    [
        ("sites * 500", True),
        ("sites * fee + 2", True),
        ("sites * fee", False),
        ("sites * fee * 0.5", False),
        ("sites * fee * 1", False),
    ],
)
def test_a_number_in_a_formula_that_may_be_money_is_a_warning(amount: str, warned_of: bool, pair: Read) -> None:
    product = (
        "assumptions: {fee: {value: 5, unit: money}, sites: {value: 4, unit: count}}\n"
        f"benefits:\n  - name: Gain\n    kind: cash\n    amount: {amount}\n    ramp: [1]\n"
    )
    assert warned(pair("", product)) == []
    found = warned(pair(LIRA + EXCHANGE, product))
    assert found == [
        "product.yaml:10:13  benefits[0].amount  holds numbers that the exchange rate does not turn; "
        "if one is money, give it as an assumption with unit: money; it is in USD"
    ] * int(warned_of)  # fmt: skip


# --- inflation ---

BASIS = "conventions: {{price_basis: {basis}}}\n"


@pytest.mark.parametrize(
    "prospect, basis, place, message",
    [
        ("", "real", "3:14  hurdle_rate", "is nominal, the cash is real"),
        ("hurdle_prices: nominal\n", "real", "4:16  hurdle_prices", "is nominal, the cash is real"),
        ("hurdle_prices: real\n", "nominal", "4:16  hurdle_prices", "is real, the cash is nominal"),
    ],
)
def test_two_price_bases_need_inflation(
    prospect: str, basis: str, place: str, message: str, said: Said, pair: Read
) -> None:
    product = BASIS.format(basis=basis)
    other = message.split()[1].rstrip(",")
    assert said(prospect, product) == [
        f"prospect.yaml:{place}  {message}; the two are never mixed; "
        "add inflation: {value: ..., source: ...}, which turns the rate, "
        f"or write price_basis: {other} in product.yaml"
    ]
    assert warned(pair(f"{prospect}inflation: 2%\n", product)) == []


@pytest.mark.parametrize("prices", ["nominal", "real"])
def test_one_price_basis_needs_no_inflation(prices: str, pair: Read) -> None:
    assert warned(pair(f"hurdle_prices: {prices}\n", BASIS.format(basis=prices))) == []


@pytest.mark.parametrize(
    "rate, prices, rise, warned_of",
    [
        ("11%", "nominal", "12%", True),
        ("11%", "nominal", "11.5%", True),
        ("11%", "nominal", "11%", False),
        ("11%", "real", "40%", False),
    ],
)
def test_a_nominal_rate_below_inflation_is_a_warning(
    rate: str, prices: str, rise: str, warned_of: bool, pair: Read
) -> None:
    prospect = f"name: A\ncurrency: USD\nhurdle_rate: {rate}\nhurdle_prices: {prices}\ninflation: {rise}\n"
    assert warned(pair(prospect, BASIS.format(basis="real"))) == [
        f"prospect.yaml:3:14  hurdle_rate  of {rate} is nominal and below the stated inflation of {rise}; "
        "check it; a rate above inflation is marked hurdle_prices: real"
    ] * int(warned_of)  # fmt: skip


FLAT = (
    "product.yaml:6:28  conventions.price_basis  is nominal, and no amount rises with the stated inflation of 5%; "
    "add escalation to what rises with prices, or write price_basis: real"
)
FEE = "costs: [{{name: C, amount: 5, every: month{more}}}]\n"


@pytest.mark.parametrize(
    "rise, product, warned_of",
    [
        ("5%", "", True),
        ("5%", FEE.format(more=""), True),
        ("4.9%", "", False),
        ("5%", FEE.format(more=", escalation: 5%"), False),
        ("5%", benefits("amount: 5, escalation: 5%"), False),
        # A list says its own amounts of each year.
        ("5%", "costs: [{name: C, amount: [5, 6, 7]}]\n", False),
    ],
)
def test_flat_amounts_under_high_inflation_are_a_warning(rise: str, product: str, warned_of: bool, pair: Read) -> None:
    found = warned(pair(f"inflation: {rise}\n", BASIS.format(basis="nominal") + product))
    assert found == [FLAT] * int(warned_of)


def test_flat_real_amounts_are_as_they_should_be(pair: Read) -> None:
    assert warned(pair("inflation: 9%\n", BASIS.format(basis="real"))) == []


# --- tax ---


def test_a_capital_cost_says_how_tax_writes_it_off(said: Said, pair: Read) -> None:
    assert said("tax_rate: 25%\n", MACHINE) == [
        "product.yaml:7:5  costs[0]  is capital, and does not say how tax writes it off; "
        "add depreciation: straight_line_5, declining_balance_5, macrs_5 or immediate"
    ]
    assert warned(pair("", MACHINE)) == []
    assert warned(pair("tax_rate: 25%\n", DEPRECIATED)) == []
    assert warned(pair("tax_rate: 25%\n", MACHINE.replace(", capital: true", ""))) == []


@pytest.mark.parametrize(
    "tax, view, basis, cash",
    [
        ("25%", "after_tax", "before_tax", "after tax"),
        ("25%", "before_tax", "after_tax", "before tax"),
        (None, "after_tax", "after_tax", "before tax"),
        ("25%", "after_tax", "after_tax", None),
        ("25%", "before_tax", "before_tax", None),
        (None, "after_tax", "before_tax", None),
    ],
)
def test_a_rate_on_another_tax_basis_than_the_view_is_a_warning(
    tax: str | None, view: str, basis: str, cash: str | None, pair: Read
) -> None:
    taxed = "" if tax is None else f"tax_rate: {tax}\n"
    found = warned(pair(f"hurdle_basis: {basis}\n{taxed}", f"conventions: {{view: {view}}}\n"))
    assert found == (
        []
        if cash is None
        else [
            f"prospect.yaml:4:15  hurdle_basis  is {basis.replace('_', ' ')}, the cash is {cash}; "
            "the page says so beside the rate; give a rate on the same basis if there is one"
        ]
    )


# --- financing ---

LOAN = "financing: {loan: {rate: 6%, months: 12}}\n"


def test_financing_pays_for_capital_costs(said: Said, pair: Read) -> None:
    problem = "product.yaml:6:12  financing  has no capital cost to pay for; mark what is bought with capital: true"
    assert said("", LOAN) == [problem]
    assert said("", LOAN + "costs: [{name: C, amount: 5, month: 0}]\n") == [problem]
    assert warned(pair("", LOAN + MACHINE)) == []


# --- correlations ---

RANGED = "{value: 5, low: 4, high: 6, unit: money}"
NAMED = f"assumptions: {{a: {RANGED}, b: {RANGED}, c: {RANGED}, flat: {{value: 5, unit: money}}}}\n"


def correlations(*pairs: str) -> str:
    lines = "".join(f"  - {{between: [{pair.split(':')[0]}], rank: {pair.split(':')[1]}}}\n" for pair in pairs)
    return f"{NAMED}correlations:\n{lines}"


@pytest.mark.parametrize(
    "pairs, problems",
    [
        (["a, b: 0.5"], []),
        (["a, b: 1", "b, c: 1", "a, c: 1"], []),
        (["a, d: 0.5"], ["8:19  correlations[0].between[1]  is d, no input; known: a, b, c, flat"]),
        (
            ["a, flat: 0.5"],
            ["8:19  correlations[0].between[1]  is flat, which has no range; give flat low and high"],
        ),
        (
            ["flat, d: 0.5"],
            [
                "8:16  correlations[0].between[0]  is flat, which has no range; give flat low and high",
                "8:22  correlations[0].between[1]  is d, no input; known: a, b, c, flat",
            ],
        ),
        # If a goes with b and b with c, a does not go against c.
        (
            ["a, b: 0.9", "b, c: 0.9", "a, c: -0.9"],
            ["8:3  correlations  contradict each other; bring the correlations nearer to 0"],
        ),
        (
            ["a, b: 1", "b, c: 1", "a, c: 0.5"],
            ["8:3  correlations  contradict each other; bring the correlations nearer to 0"],
        ),
    ],
)
def test_correlations_name_inputs_with_a_range_and_hold_together(
    pairs: list[str], problems: list[str], said: Said
) -> None:
    assert said("", correlations(*pairs)) == [f"product.yaml:{line}" for line in problems]


def test_facts_and_accounts_may_be_correlated(pair: Read) -> None:
    prospect = "financials: {revenue: {value: 5, low: 4}}\nfacts: {x: {value: 5%, high: 6%}}\n"
    assert warned(pair(prospect, "correlations: [{between: [revenue, x], rank: 0.4}]\n")) == []


@pytest.mark.parametrize("between", ["a, a, b", "a, b, b"])
def test_three_names_are_no_pair_even_where_two_are_alike(between: str, said: Said) -> None:
    assert len(said("", correlations(f"{between}: 0.5"))) == 1


def test_a_pair_that_is_correlated_twice_is_refused(said: Said) -> None:
    assert len(said("", correlations("a, b: 0.5", "b, a: -0.5"))) == 1


# --- the same money ---

SPEND = "facts: {spend: {value: 900, unit: money}, other: {value: 900, unit: money}}\n"


def test_the_same_money_twice_is_a_problem_at_the_second(said: Said) -> None:
    product = "assumptions: {cut: 10%}\n" + benefits("amount: spend * cut", "amount: spend * cut * 2")
    assert said(SPEND, product) == [
        "product.yaml:9:47  benefits[1].amount  counts spend, as benefits[0] does; the same money would count twice; "
        "add reduces: spend to both, so that this one acts on what the other leaves, "
        "or independent: true here, where it is other money"
    ]


@pytest.mark.parametrize("solved", ["reduces: spend", "independent: true"])
def test_both_ways_out_are_taken(solved: str, pair: Read) -> None:
    first = "amount: spend * 0.1" + (f", {solved}" if "reduces" in solved else "")
    assert warned(pair(SPEND, benefits(first, f"amount: spend * 0.2, {solved}"))) == []


def test_reduces_that_the_benefit_does_not_name_is_a_problem_at_its_place(said: Said) -> None:
    assert said(SPEND, benefits("amount: spend * 0.1, reduces: other")) == [
        "product.yaml:7:69  benefits[0].reduces  is other, no amount of money that the benefit names; known: spend"
    ]


# --- lists, months and names of the forms ---


@pytest.mark.parametrize(
    "horizon, amounts, said_of_it",
    [
        (3, 4, None),
        (3, 5, "holds month 0 and 4 months, the case 3; write at most 4 amounts, or a longer horizon_months"),
        (120, 121, None),
    ],
)
def test_a_list_by_month_is_no_longer_than_the_case(
    horizon: int, amounts: int, said_of_it: str | None, said: Said
) -> None:
    numbers = ", ".join(["1"] * amounts)
    row = f"costs: [{{name: C, listed_by: month, amount: [{numbers}]}}]\n"
    found = said("", f"conventions: {{horizon_months: {horizon}}}\n{row}")
    assert [line.split("  ", 1)[1] for line in found] == ([f"costs[0].amount  {said_of_it}"] if said_of_it else [])


CHURN = (
    "benefits: [{{name: B, kind: margin, "
    "churn: {{customers: 9, gained: 0, before: 2%, after: 1%, margin: {margin}{more}}}}}]\n"
)


def test_the_first_month_of_churn_is_within_the_horizon(said: Said) -> None:
    (line,) = said("", CHURN.format(margin=5, more=", from_month: 37"))
    assert line.endswith(
        "benefits[0].churn.from_month  reaches month 37; the case ends in month 36; "
        "write an earlier month or a longer horizon_months"
    )


@pytest.mark.parametrize(
    "product, path",
    [
        (CHURN.format(margin="nope * 2", more=""), "churn.margin"),
        (benefits("loss: nope, probability: 4%"), "loss"),
        (benefits("loss: 5, probability: nope"), "probability"),
        (benefits("downtime: {hours: nope, cost_per_hour: 5, avoided: 5%}"), "downtime.hours"),
        (benefits("price_volume: {revenue: 9, price: nope, volume: 1%}, contribution_margin: 4%").replace(
            "cash", "margin"), "price_volume.price"),
        (benefits("amount: 5, contribution_margin: nope").replace("cash", "margin"), "contribution_margin"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("rate", ["11%", "11"], ids=["a good prospect", "a prospect with a problem of its own"])
def test_every_part_of_a_form_is_looked_at_for_names(rate: str, product: str, path: str, said: Said) -> None:
    found = said(f"name: A\ncurrency: USD\nhurdle_rate: {rate}\n", product)
    assert any(f"  benefits[0].{path}  names nope, which neither file gives" in line for line in found)
