"""What must hold between a prospect and a product: each rule at its place, with its remedy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from valuepitch.case.inputs import collect
from valuepitch.inputs.load import Pair
from valuepitch.model.prospect import DERIVED

Said = Callable[[str, str], list[str]]
Read = Callable[[str, str], Pair]


def benefit(amount: str, ramp: str = "{from_month: 1, months_to_full: 1}") -> str:
    return f"benefits:\n  - name: Gain\n    kind: cash\n    amount: {amount}\n    ramp: {ramp}\n"


def test_two_small_files_fit_without_a_word(pair: Read) -> None:
    assert pair("", "").warnings == ()


# --- names in formulas ---


@pytest.mark.parametrize(
    "amount, said_of_it",
    [
        (
            "sites * 12",
            ["9:13  benefits[0].amount  names sites, which neither file gives; "
             "give it under facts in prospect.yaml or assumptions in product.yaml"],
        ),
        (
            "2 * hour_cost",
            ["9:17  benefits[0].amount  names hour_cost, which neither file gives; did you mean hourly_cost? "
             "else give it under facts in prospect.yaml or assumptions in product.yaml"],
        ),
        (
            "max(payroll, 5)",
            ["9:17  benefits[0].amount  names payroll, which neither file gives; "
             "give it under financials in prospect.yaml"],
        ),
        (
            "nope + hourly_cost * 2 - other + nope",
            ["9:13  benefits[0].amount  names nope, which neither file gives; "
             "give it under facts in prospect.yaml or assumptions in product.yaml",
             "9:38  benefits[0].amount  names other, which neither file gives; "
             "give it under facts in prospect.yaml or assumptions in product.yaml"],
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("rate", ["11%", "11"], ids=["a good prospect", "a prospect with a problem of its own"])
def test_an_unknown_name_says_where_it_is_and_which_file_may_give_it(
    rate: str, amount: str, said_of_it: list[str], said: Said
) -> None:
    prospect = f"name: Acme\ncurrency: USD\nhurdle_rate: {rate}\nfacts: {{hourly_cost: {{value: 5, unit: money}}}}\n"
    found = said(prospect, benefit(amount))
    assert [line for line in found if line.startswith("product")] == [f"product.yaml:{line}" for line in said_of_it]
    assert ("prospect.yaml:3:14  hurdle_rate  is 11; write 11% or 0.11" in found) == (rate == "11")


def test_an_unknown_name_is_said_beside_problems_of_its_own_file(said: Said) -> None:
    found = said("", "conventions: {roi: x}\n" + benefit("sites * 12"))
    assert [line.split(";")[0] for line in found] == [
        "product.yaml:6:20  conventions.roi  is x, not one of discounted, undiscounted",
        "product.yaml:10:13  benefits[0].amount  names sites, which neither file gives",
    ]


@pytest.mark.parametrize(
    "product, path",
    [
        ("costs: [{name: C, amount: nope * 2, month: 0}]\n", "costs[0].amount"),
        (
            "benefits: [{name: B, kind: cash, amount: 5, ramp: [1], effect: {amount: nope / 2, unit: hours}}]\n",
            "benefits[0].effect.amount",
        ),
        (
            "benefits: [{name: B, kind: working_capital, account: payables, days: nope, month: 0}]\n",
            "benefits[0].days",
        ),
    ],
)
@pytest.mark.parametrize("rate", ["11%", "11"], ids=["a good prospect", "a prospect with a problem of its own"])
def test_every_place_of_a_formula_is_looked_at(rate: str, product: str, path: str, said: Said) -> None:
    prospect = f"name: A\ncurrency: USD\nhurdle_rate: {rate}\nfinancials: {{revenue: 9, cost_of_sales: 5}}\n"
    assert any(f"  {path}  names nope, which neither file gives" in line for line in said(prospect, product))


@pytest.mark.parametrize("account, line", [("receivables", "revenue"), ("payables", "cost_of_sales")])
@pytest.mark.parametrize("rate", ["11%", "11"], ids=["a good prospect", "a prospect with a problem of its own"])
def test_working_capital_needs_the_line_that_its_account_turns_on(
    rate: str, account: str, line: str, said: Said
) -> None:
    found = said(
        f"name: A\ncurrency: USD\nhurdle_rate: {rate}\n",
        f"benefits: [{{name: B, kind: working_capital, account: {account}, days: 5, month: 0}}]\n",
    )
    assert (
        f"product.yaml:6:54  benefits[0].account  names {line}, which neither file gives; "
        "give it under financials in prospect.yaml"
    ) in found


@pytest.mark.parametrize("line, formula", DERIVED, ids=[f"{line} = {formula}" for line, formula in DERIVED])
def test_what_follows_from_other_lines_of_the_accounts_need_not_be_given(
    line: str, formula: str, pair: Read, said: Said
) -> None:
    first, _, second = formula.split()
    accounts = f"financials: {{{first}: 900, {second}: 400}}\n"
    if "gross_margin" in (first, second) and "operating" in formula + line:
        accounts = f"financials: {{revenue: 900, cost_of_sales: 300, {second}: 400}}\n"
    assert pair(accounts, benefit(f"{line} * 2")).warnings == ()
    assert said(f"financials: {{{first}: 900}}\n", benefit(f"{line} * 2")) != []


@pytest.mark.parametrize(
    "written",
    ["12 * nope", "'12 * nope'", '"12 * nope"', "  12 * nope"],
    ids=["plain", "single quotes", "double quotes", "spaces before"],
)
def test_the_column_of_a_name_is_where_it_stands_in_the_file(written: str, said: Said) -> None:
    (line,) = said("", benefit(written))
    place = line.split()[0]
    text = Path("product.yaml").read_text("utf-8").splitlines()[int(place.split(":")[1]) - 1]
    assert text[int(place.split(":")[2]) - 1 :].startswith("nope")


@pytest.mark.parametrize(
    "written",
    [">-\n      12 * 3\n      + nope", "|\n      12 * 3\n      + nope", "12 * 3\n      + nope"],
    ids=["folded", "literal", "plain"],
)
def test_a_name_in_a_formula_of_several_lines_has_a_place_that_exists(written: str, said: Said) -> None:
    (line,) = said("", benefit(written))
    number, column = map(int, line.split()[0].split(":")[1:])
    lines = Path("product.yaml").read_text("utf-8").splitlines()
    assert lines[8].startswith("    amount:")
    assert number in (9, 10, 11)
    assert column <= len(lines[number - 1])


def test_a_name_that_both_files_give_is_refused_with_both_places(said: Said) -> None:
    prospect = "facts:\n  x: {value: 5, unit: money}\n"
    product = "assumptions:\n  x: {value: 5, unit: money}\n" + benefit("x")
    assert said(prospect, product) == [
        "prospect.yaml:5:3  facts.x  is an assumption of the product too; "
        "keep one; the other stands in product.yaml:7"
    ]  # fmt: skip


# --- months ---


@pytest.mark.parametrize(
    "assumption, said_of_it",
    [
        ("", "names go, no assumption; none is known here"),
        (
            "assumptions: {goo: {value: 3, unit: month}}\n",
            "names go, no assumption; did you mean goo?",
        ),
        ("assumptions: {go: 5%}\n", "names go, in rate; give go unit: month"),
        ("assumptions: {go: {value: 3, unit: days}}\n", "names go, in days; give go unit: month"),
        (
            "assumptions: {go: {value: 37, unit: month}}\n",
            "reaches month 37; the case ends in month 36; write an earlier month or a longer horizon_months",
        ),
        (
            "assumptions: {go: {value: 4, high: 40, unit: month}}\n",
            "reaches month 40; the case ends in month 36; write an earlier month or a longer horizon_months",
        ),
    ],
)
@pytest.mark.parametrize(
    "place, path",
    [
        ("ramp", "benefits[0].ramp.from_month"),
        ("once", "costs[0].month"),
        ("again", "costs[0].from_month"),
    ],
)
def test_a_month_names_an_assumption_in_months_within_the_horizon(
    place: str, path: str, assumption: str, said_of_it: str, said: Said
) -> None:
    product = {
        "ramp": benefit("5", "{from_month: go, months_to_full: 1}"),
        "once": "costs: [{name: C, amount: 5, month: go}]\n",
        "again": "costs: [{name: C, amount: 5, every: month, from_month: go}]\n",
    }[place]
    (line,) = said("", assumption + product)
    assert line.endswith(f"  {path}  {said_of_it}")


@pytest.mark.parametrize(
    "product",
    [
        benefit("5", "{from_month: 37, months_to_full: 1}"),
        benefit("5", "{from_month: {value: 3, high: 37}, months_to_full: 1}"),
        "costs: [{name: C, amount: 5, month: 37}]\n",
        "costs: [{name: C, amount: 5, month: {value: 0, high: 37}}]\n",
        "costs: [{name: C, amount: 5, every: month, from_month: 37}]\n",
        "benefits: [{name: B, kind: working_capital, account: receivables, days: 5, month: 37}]\n",
    ],
)
def test_a_month_beyond_the_horizon_is_refused(product: str, said: Said) -> None:
    (line,) = said("financials: {revenue: 9}\n", product)
    assert line.endswith(
        "reaches month 37; the case ends in month 36; write an earlier month or a longer horizon_months"
    )


def test_the_last_month_of_a_longer_case_is_taken(pair: Read) -> None:
    product = "conventions: {horizon_months: 40}\ncosts: [{name: C, amount: 5, month: 40}]\n"
    assert pair("", product).product.conventions.horizon_months == 40


@pytest.mark.parametrize(
    "ends", ["value: -4", "value: 2, low: -1", "value: 0, low: -3, high: 4"], ids=["value", "low", "around 0"]
)
@pytest.mark.parametrize(
    "product",
    [
        benefit("5", "{from_month: go, months_to_full: 1}"),
        "costs: [{name: C, amount: 5, month: go}]\n",
    ],
    ids=["ramp", "cost"],
)
def test_an_assumption_that_stands_for_a_month_is_not_before_month_0(product: str, ends: str, said: Said) -> None:
    assert len(said("", f"assumptions: {{go: {{{ends}, unit: month}}}}\n{product}")) == 1


@pytest.mark.parametrize("ends", ["value: 0", "value: -2", "value: 3, low: 0"])
@pytest.mark.parametrize(
    "product",
    [
        benefit("5", "{from_month: 1, months_to_full: go}"),
        "benefits: [{name: B, kind: working_capital, account: receivables, days: 5, month: 1, over_months: go}]\n",
        "costs: [{name: C, amount: 5, every: year, billed: monthly, from_month: go}]\n",
    ],
    ids=["months_to_full", "over_months", "from_month of a recurring cost"],
)
def test_an_assumption_that_stands_for_a_length_or_a_first_month_is_at_least_1(
    product: str, ends: str, said: Said
) -> None:
    found = said("financials: {revenue: 9}\n", f"assumptions: {{go: {{{ends}, unit: month}}}}\n{product}")
    assert len(found) == 1


@pytest.mark.parametrize(
    "horizon, amounts, said_of_it",
    [
        (36, 4, None),
        (36, 5, "holds month 0 and 4 years, the case 3; write at most 4 amounts, or a longer horizon_months"),
        (30, 4, None),
        (30, 5, "holds month 0 and 4 years, the case 3; write at most 4 amounts, or a longer horizon_months"),
        (12, 2, None),
        (1, 3, "holds month 0 and 2 years, the case 1; write at most 2 amounts, or a longer horizon_months"),
        (120, 11, None),
    ],
)
@pytest.mark.parametrize("part", ["costs", "benefits"])
def test_a_list_by_year_is_no_longer_than_the_case(
    part: str, horizon: int, amounts: int, said_of_it: str | None, said: Said
) -> None:
    numbers = ", ".join(["1"] * amounts)
    row = "costs: [{name: C, " if part == "costs" else "benefits: [{name: B, kind: cash, "
    gain = "benefits: [{name: B, kind: cash, amount: 5, ramp: [1]}]\n" if part == "costs" else ""
    found = said("", f"conventions: {{horizon_months: {horizon}}}\n{row}amount: [{numbers}]}}]\n{gain}")
    assert [line.split("  ", 1)[1] for line in found] == ([f"{part}[0].amount  {said_of_it}"] if said_of_it else [])


# --- currency, rate ---


def test_two_currencies_are_refused(said: Said) -> None:
    assert said("name: Acme\ncurrency: EUR\nhurdle_rate: 11%\n", "") == [
        "product.yaml:5:11  currency  is USD; write the profile's amounts in EUR; prospect.yaml is in EUR. "
        "Or add exchange_rate there: EUR for one USD, with its day"
    ]


def test_a_hurdle_rate_that_neither_file_gives_is_asked_for(said: Said) -> None:
    assert said("# a comment\nname: Acme\ncurrency: USD\n", "") == [
        "prospect.yaml:2:1  has no hurdle_rate; "
        "add hurdle_rate: 11%, or a placeholder under conventions in product.yaml"
    ]  # fmt: skip


def test_a_hurdle_rate_of_the_profile_is_marked_as_ours(pair: Read) -> None:
    made = pair("name: Acme\ncurrency: USD\n", "conventions: {hurdle_rate: 12%}\n")
    rate = collect(made.prospect, made.product)["hurdle_rate"]
    assert (rate.value, rate.ours, rate.file) == (0.12, True, "product")


def test_the_prospects_own_hurdle_rate_comes_first(pair: Read) -> None:
    made = pair("", "conventions: {hurdle_rate: 12%}\n")
    rate = collect(made.prospect, made.product)["hurdle_rate"]
    assert (rate.value, rate.ours, rate.file) == (0.11, False, "prospect")


# --- costs that sellers leave out ---


def test_a_cost_that_is_covered_and_said_to_be_nil_is_refused(said: Said) -> None:
    product = "costs:\n  - {name: C, amount: 5, month: 0, covers: [exit, training]}\nno_cost: {training: none}\n"
    assert said("", product) == [
        "product.yaml:7:44  costs[0].covers  holds training; no_cost says that it is nil; keep one"
    ]


# --- warnings ---


@pytest.mark.parametrize(
    "prospect, product, warning",
    [
        (
            "tax_rate: 25%\nhurdle_basis: before_tax\n",
            "",
            "prospect.yaml:5:15  hurdle_basis  is before tax, the cash is after tax; "
            "the page says so beside the rate; give a rate on the same basis if there is one",
        ),
        (
            "hurdle_basis: after_tax\n",
            "",
            "prospect.yaml:4:15  hurdle_basis  is after tax, the cash is before tax; "
            "the page says so beside the rate; give a rate on the same basis if there is one",
        ),
        (
            "objectives: [{id: opex, text: Hold cost}]\n",
            "costs:\n  - {name: C, amount: 5, month: 0, objective: capex}\n",
            "product.yaml:7:47  costs[0].objective  is capex, no objective of the prospect; "
            "add it to objectives in prospect.yaml, or mend the name; it is left out",
        ),
    ],
)
def test_what_is_worth_a_word_is_a_warning_at_its_place(prospect: str, product: str, warning: str, pair: Read) -> None:
    warnings = pair(prospect, product).warnings
    assert [(str(one), one.severity) for one in warnings] == [(warning, "warning")]


def test_all_warnings_of_both_files_come_together(pair: Read) -> None:
    warnings = pair(
        'objectives: [{id: opex, text: "Hold\\u200B cost"}]\nhurdle_basis: after_tax\n',
        "benefits: [{name: B, kind: cash, amount: 5, ramp: [1], objective: uptime}]\n",
    ).warnings
    assert [(one.file, one.line, one.path) for one in warnings] == [
        ("product.yaml", 6, "benefits[0].objective"),
        ("prospect.yaml", 4, "objectives[0].text"),
        ("prospect.yaml", 5, "hurdle_basis"),
    ]


def test_an_objective_is_no_matter_where_the_prospect_states_none(pair: Read) -> None:
    assert pair("", "costs: [{name: C, amount: 5, month: 0, objective: opex}]\n").warnings == ()


def test_every_rule_reports_at_once(said: Said) -> None:
    found = said(
        "name: Acme\ncurrency: EUR\nobjectives: [{id: a, text: {tr: x}}]\nfacts: {x: 5%}\n",
        "assumptions: {x: 5%, go: {value: 50, unit: month}}\n"
        "costs:\n"
        "  - {name: C, amount: nope, month: go, covers: [exit]}\n"
        "  - {name: D, amount: [1, 2, 3, 4, 5]}\n"
        "no_cost: {exit: none}\n"
        'decision: {ask: "{nam}"}\n',
    )
    assert sorted(line.split("  ")[1] for line in found) == sorted(
        [
            "currency",
            "costs[0].amount",
            "costs[0].month",
            "costs[0].covers",
            "costs[1].amount",
            "decision.ask",
            "has no hurdle_rate; add hurdle_rate: 11%, or a placeholder under conventions in product.yaml",
            "objectives[0].text",
            "facts.x",
        ]
    )
