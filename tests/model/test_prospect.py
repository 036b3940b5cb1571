"""The prospect: what it holds, what is refused, and near misses of every key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import ValidationError

from valuepitch.documents import read_yaml
from valuepitch.model import Prospect
from valuepitch.model.base import faults
from valuepitch.model.prospect import FINANCIALS

Faults = Callable[[str], list[str]]

QUICKSTART = Path(__file__).parents[2] / "samples" / "quickstart" / "prospect.yaml"


def test_the_quickstart_prospect_is_read_as_it_is_written() -> None:
    made = Prospect.model_validate(read_yaml(QUICKSTART.read_bytes(), "p").data)
    assert (made.name, made.country, made.currency, made.language) == (
        "Northfield Components, Inc.",
        "US",
        "USD",
        "en",
    )
    assert made.hurdle_rate is not None
    assert (made.hurdle_rate.value, made.hurdle_rate.origin) == (0.11, "prospect")
    assert list(made.financials.given()) == ["revenue", "cost_of_sales", "operating_expense", "receivables"]
    assert list(made.facts) == ["sites", "circuit_spend", "outage_hours", "admin_hours", "hourly_cost"]
    assert [objective.id for objective in made.objectives] == ["opex", "uptime", "capex"]


def test_name_and_currency_are_enough(prospect: Callable[[str], Prospect]) -> None:
    made = prospect("language: en")
    assert (made.name, made.currency, made.hurdle_rate, made.facts, made.objectives) == ("Acme", "USD", None, {}, ())


def test_what_is_missing_is_named_at_once() -> None:
    with pytest.raises(ValidationError) as caught:
        Prospect.model_validate({})
    assert [(fault.path, fault.message, fault.hint) for fault in faults(caught.value)] == [
        (("name",), "is missing", "add it"),
        (("currency",), "is missing", "add it"),
    ]


def test_a_prospect_cannot_be_changed(prospect: Callable[[str], Prospect]) -> None:
    made = prospect("employees: 640")
    with pytest.raises(ValidationError, match="frozen"):
        made.__setattr__("name", "Other")


@pytest.mark.parametrize(
    "added, said",
    [
        ("hurdle_rat: 11%", "hurdle_rat  is not a known key; did you mean hurdle_rate?"),
        ("curency: USD", "curency  is not a known key; did you mean currency?"),
        ("Name: Acme", "Name  is not a known key; did you mean name?"),
        (
            "segment: x",
            "segment  is not a known key; known: contact, country, currency, employees, exchange_rate, facts, "
            "financials, hurdle_basis, hurdle_prices, hurdle_rate, inflation, language, name, objectives, preparer, "
            "pressures, sector, tax_rate",
        ),
        ("sector: {name: x, cod: y}", "sector.cod  is not a known key; did you mean code?"),
        ("contact: {title: x, nme: y}", "contact.nme  is not a known key; did you mean name?"),
        ("preparer: {title: x, titel: y}", "preparer.titel  is not a known key; did you mean title?"),
        ("hurdle_rate: {value: 11%, orgin: quote}", "hurdle_rate.orgin  is not a known key; did you mean origin?"),
        ("financials: {revenu: 5}", "financials.revenu  is not a known key; did you mean revenue?"),
        ("financials: {cash: {value: 5, hgih: 6}}", "financials.cash.hgih  is not a known key; did you mean high?"),
        ("facts: {x: {value: 5%, sorce: y}}", "facts.x.sorce  is not a known key; did you mean source?"),
        ("objectives: [{id: a, text: b, mesure: cash}]", "objectives[0].mesure  is not a known key; "
         "did you mean measure?"),
        ("pressures: [{text: a, dte: 2027-01-01}]", "pressures[0].dte  is not a known key; did you mean date?"),
    ],
)  # fmt: skip
def test_an_unknown_key_names_the_nearest(added: str, said: str, prospect_faults: Faults) -> None:
    assert prospect_faults(added) == [said]


@pytest.mark.parametrize(
    "fact, key",
    [("{value: 1,200, unit: count}", "200"), ("{value: 27,5, unit: hours}", "5")],
)
def test_a_comma_inside_braces_is_explained(fact: str, key: str, prospect_faults: Faults) -> None:
    assert prospect_faults(f"facts: {{x: {fact}}}") == [
        f"facts.x.{key}  is not a known key; a comma parts entries here; "
        "write 1_200 for 1,200, and a text with a comma in quotes"
    ]


@pytest.mark.parametrize(
    "added, said",
    [
        ("language: de", "language  is de, a language without a catalogue; there is a page in en, tr"),
        (
            "hurdle_basis: pre_tax",
            "hurdle_basis  is pre_tax, not one of before_tax, after_tax; did you mean before_tax?",
        ),
        ("sector: {code: NAICS 3363}", "sector.name  is missing; add it"),
        ("contact: {name: Dana}", "contact.title  is missing; add it"),
        ("contact: Dana", "contact  is not a mapping; write key: value pairs"),
        ("facts: [a]", "facts  is not a mapping; write name: value pairs"),
        ("financials: 5", "financials  is not a mapping; write key: value pairs"),
        ("objectives: {a: b}", "objectives  is not a list; write [a, b]"),
        ("objectives: [a]", "objectives[0]  is not a mapping; write key: value pairs"),
        ("objectives: [{id: a}]", "objectives[0].text  is missing; add it"),
        (
            "objectives: [{id: a, text: x, measure: cost_of_sale}]",
            "objectives[0].measure  is cost_of_sale, no line of the accounts; did you mean cost_of_sales?",
        ),
        (
            "objectives: [{id: a, text: x, unit: hour}]",
            "objectives[0].unit  is hour, not one of money, percent_of_revenue, hours, days, count; "
            "did you mean hours?",
        ),
        ("pressures: [{text: x, date: soon}]", "pressures[0].date  is soon, not a date; "
         "write year-month-day, such as 2026-12-15"),
        ("financials: {revenue: 5%}", "financials.revenue  is a percentage, not in money; "
         "write the number without %"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_a_remedy(added: str, said: str, prospect_faults: Faults) -> None:
    assert prospect_faults(added) == [said]


def test_objectives_have_ids_of_their_own(prospect_faults: Faults) -> None:
    assert prospect_faults("objectives: [{id: a, text: x}, {id: b, text: y}, {id: a, text: z}]") == [
        "objectives[2].id  a stands twice; give each objective its own id"
    ]


@pytest.mark.parametrize(
    "added, path",
    [
        (f"objectives: [{', '.join(f'{{id: a{i}, text: x}}' for i in range(9))}]", "objectives"),
        (f"pressures: [{', '.join('{text: x}' for _ in range(7))}]", "pressures"),
    ],
)
def test_too_many_of_a_kind_are_refused_with_the_count_and_a_remedy(
    added: str, path: str, prospect_faults: Faults
) -> None:
    (fault,) = prospect_faults(added)
    assert fault.startswith(f"{path}  ")
    assert "after validation" not in fault
    assert "; " in fault


@pytest.mark.parametrize(
    "name, said",
    [
        (
            "Sites",
            "is not a name that formulas can use; "
            "names are lower case letters, digits and _, at most 40, such as admin_hours",
        ),
        (
            "a-b",
            "is not a name that formulas can use; "
            "names are lower case letters, digits and _, at most 40, such as admin_hours",
        ),
        (
            "x" * 41,
            "is not a name that formulas can use; "
            "names are lower case letters, digits and _, at most 40, such as admin_hours",
        ),
        ("min", "is a word with a meaning of its own; write min_value"),
        ("when", "is a word with a meaning of its own; write when_value"),
        ("npv", "is a word with a meaning of its own; write npv_value"),
        ("horizon", "is a word with a meaning of its own; write horizon_value"),
        ("hurdle_rate", "is a word with a meaning of its own; write hurdle_rate_value"),
        ("class", "is a word with a meaning of its own; write class_value"),
        ("if", "is a word with a meaning of its own; write if_value"),
        ("revenue", "is a line of the accounts; write it under financials: revenue"),
    ],
)
def test_a_fact_has_a_name_that_means_one_thing(name: str, said: str, prospect_faults: Faults) -> None:
    assert prospect_faults(f"facts: {{{name}: 5%}}") == [f"facts.{name}  {said}"]


@pytest.mark.parametrize("line", FINANCIALS)
def test_every_line_of_the_accounts_is_money(line: str, prospect: Callable[[str], Prospect]) -> None:
    given = prospect(f"financials: {{{line}: 148_000_000}}").financials.given()
    assert {name: (made.value, made.kind) for name, made in given.items()} == {line: (148e6, "money")}


@pytest.mark.parametrize(
    "margin, said",
    [
        ("40", []),
        ("40.4", []),
        (
            "50",
            [
                "financials.gross_margin  is 50, but revenue less cost of sales is 40; "
                "mend one of the three, or leave one out: it is derived"
            ],
        ),
    ],
)
def test_accounts_that_contradict_each_other_are_refused(margin: str, said: list[str], prospect_faults: Faults) -> None:
    assert prospect_faults(f"financials: {{revenue: 100, cost_of_sales: 60, gross_margin: {margin}}}") == said


def test_every_problem_of_a_prospect_comes_at_once(prospect_faults: Faults) -> None:
    found = prospect_faults(
        "name: ''\ncurrency: usd\nhurdle_rate: 11\nfacts: {Big: {value: 5, lw: 3}}\nobjectives: [{id: a}]\nregion: x"
    )
    assert sorted(fault.split("  ")[0] for fault in found) == [
        "currency",
        "facts.Big",
        "facts.Big.lw",
        "facts.Big.value",
        "hurdle_rate",
        "name",
        "objectives[0].text",
        "region",
    ]
