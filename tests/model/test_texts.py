"""Names and texts: cleaned, never empty, of a bounded length, by language; hostile ones stay as they are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from valuepitch.model import Product, Prospect
from valuepitch.model.base import faults
from valuepitch.model.texts import Country, Currency, Date, Flag, Id, Label, Name, Phrase, Source, Text

Faults = Callable[[str], list[str]]

EMPTY = "is empty; write a text, or remove the key"


@pytest.mark.parametrize("written", ["NA", "NULL", "None", "True", "true", "1e5", "007", "~", "no", "2026-12-15", "-"])
def test_a_name_stays_the_text_that_was_written(written: str, prospect: Callable[[str], Prospect]) -> None:
    assert prospect(f'name: "{written}"').name == written


@pytest.mark.parametrize(
    "name",
    [
        "<img src=file:///etc/passwd>",
        "</style><link rel=attachment href=file:///etc/passwd>",
        '" style="background:url(http://127.0.0.1:9/x)',
        "{{ 7*7 }}{% raw %}",
        "{outlay} {nam}",
        'Smith & Sons <b>Ltd</b> "Q" \'s',
        '=HYPERLINK("http://x","y")',
        "../../etc/passwd",
        "株式会社トヨタ",
        "Rocket 🚀 Co",
        "شركة الاتصالات السعودية (STC)",
        "İŞ Bankası",
        "&lt;b&gt; %s {0} $(id) `x`",
    ],
)
def test_a_hostile_name_is_kept_literally(name: str) -> None:
    assert Prospect.model_validate({"name": name, "currency": "USD"}).name == name


@pytest.mark.parametrize(
    "written, printed",
    [
        ('"  Acme   Ltd "', "Acme Ltd"),
        ('"Ac\\0me"', "Acme"),
        ('"Ac\\x01\\x1bme"', "Acme"),
        ('"Acme \\u202Eexe.txt"', "Acme exe.txt"),
        ('"Acme\\u200B\\uFEFF Ltd"', "Acme Ltd"),
        ('"Cafe\\u0301"', "Café"),
        ('"two\\tparts\\nin lines"', "two parts in lines"),
        ("|\n  two\n  lines\n", "two lines"),
    ],
)
def test_a_name_is_cleaned_to_one_line(written: str, printed: str, prospect: Callable[[str], Prospect]) -> None:
    assert prospect(f"name: {written}").name == printed


@pytest.mark.parametrize(
    "written", ['""', '"   "', '"\\u200B"', '"\\uFEFF\\u200B \\u2060"', '"\\u200D"', '"\\u200C\\u200D"', '"\\u00A0"']
)
def test_a_name_of_which_nothing_is_printed_is_empty(written: str, prospect_faults: Faults) -> None:
    assert prospect_faults(f"name: {written}") == [f"name  {EMPTY}"]


@pytest.mark.parametrize(
    "length, said",
    [
        (121, "name  is 121 characters long; at most 120 fit; remove 1"),
        (10_000, "name  is 10000 characters long; at most 120 fit; remove 9880"),
    ],
)
def test_a_name_over_120_characters_is_refused_with_the_count(length: int, said: str, prospect_faults: Faults) -> None:
    assert prospect_faults(f"name: {'A' * length}") == [said]


def test_a_name_of_120_characters_is_taken(prospect: Callable[[str], Prospect]) -> None:
    assert prospect(f"name: {'A' * 120}").name == "A" * 120


def test_a_name_is_measured_after_cleaning(prospect: Callable[[str], Prospect]) -> None:
    assert len(prospect(f'name: "{"A" * 60}      {"B" * 59}\\u200B"').name) == 120


@pytest.mark.parametrize("key", ["name", "contact", "label", "text"])
def test_half_a_character_is_refused_in_every_text(key: str, prospect_faults: Faults) -> None:
    added = {
        "name": 'name: "Acme \\uD800"',
        "contact": 'contact: {title: "CFO \\uDFFF"}',
        "label": 'facts: {x: {label: "\\uD800", value: 5%}}',
        "text": 'objectives: [{id: a, text: {en: "\\uD83D"}}]',
    }[key]
    (fault,) = prospect_faults(added)
    assert fault.endswith("holds half a character (a lone surrogate); type the character again")


@pytest.mark.parametrize("raw", [True, None, [], ["Acme"], {"en": "Acme"}, b"Acme"])
def test_a_name_is_one_text(raw: Any) -> None:
    with pytest.raises(ValidationError) as caught:
        Prospect.model_validate({"name": raw, "currency": "USD"})
    (fault,) = faults(caught.value)
    assert (fault.path, fault.hint) == (("name",), "write one text")
    assert fault.message.endswith("not a text")


@pytest.mark.parametrize("kind, limit", [(Name, 120), (Source, 60)])
def test_names_and_sources_have_their_length(kind: Any, limit: int) -> None:
    check = TypeAdapter(kind)
    assert check.validate_python("x" * limit) == "x" * limit
    with pytest.raises(ValidationError) as caught:
        check.validate_python("x" * (limit + 2))
    (fault,) = faults(caught.value)
    assert (fault.message, fault.hint) == (f"is {limit + 2} characters long", f"at most {limit} fit; remove 2")


@pytest.mark.parametrize("kind, limit", [(Text, 160), (Label, 60), (Phrase, 100)])
def test_printed_texts_have_their_length_in_each_language(kind: Any, limit: int) -> None:
    check = TypeAdapter(kind)
    assert check.validate_python({"en": "x" * limit}) == {"en": "x" * limit}
    with pytest.raises(ValidationError) as caught:
        check.validate_python({"en": "x" * (limit + 1)})
    (fault,) = faults(caught.value)
    assert (fault.message, fault.hint) == (f"is {limit + 1} characters long", f"at most {limit} fit; remove 1")


def test_a_text_may_be_given_by_language(product: Callable[[str], Product]) -> None:
    label = product("plain_name: {en: one network, tr: tek ağ}").plain_name
    assert (label.said("en"), label.said("tr"), label.said("de")) == ("one network", "tek ağ", None)


def test_a_text_without_languages_holds_for_all(product: Callable[[str], Product]) -> None:
    label = product("plain_name: one network").plain_name
    assert (label.said("en"), label.said("tr")) == ("one network", "one network")


@pytest.mark.parametrize(
    "label, said",
    [
        ("{}", "plain_name  is empty; write a text, or {en: ...}"),
        ("{eng: x}", "plain_name  has the key eng; write a text, or one for each language: {en: ..., tr: ...}"),
        ("{EN: x}", "plain_name  has the key EN; write a text, or one for each language: {en: ..., tr: ...}"),
        ("[x]", "plain_name  is a list, not a text; write one text"),
        ("''", f"plain_name  {EMPTY}"),
    ],
)
def test_another_form_of_text_is_refused(label: str, said: str, product_faults: Faults) -> None:
    assert product_faults(f"plain_name: {label}") == [said]


@pytest.mark.parametrize(
    "label, said",
    [
        ("{en: [x], tr: y}", "plain_name.en  is a list, not a text; write one text"),
        ("{en: x, tr: ''}", f"plain_name.tr  {EMPTY}"),
    ],
)
def test_a_problem_of_one_language_stands_at_that_language(label: str, said: str, product_faults: Faults) -> None:
    assert product_faults(f"plain_name: {label}") == [said]


def test_the_problems_of_all_languages_come_at_once(product_faults: Faults) -> None:
    found = product_faults(f"plain_name: {{en: '', tr: {'x' * 61}}}")
    assert [fault.split("  ")[1] for fault in found] == [
        EMPTY,
        "is 61 characters long; at most 60 fit; remove 1",
    ]


@pytest.mark.parametrize("written", ["2026-12-15", "2028-02-29"])
def test_a_date_is_year_month_day(written: str) -> None:
    assert TypeAdapter(Date).validate_python(written) == date.fromisoformat(written)


@pytest.mark.parametrize(
    "written", ["2026-13-01", "2026-02-30", "15.12.2026", "12/15/2026", "2026-12", "20261215", "soon", "", "2026-1-5"]
)
def test_another_date_is_refused_with_the_form(written: str, product_faults: Faults) -> None:
    assert product_faults(f"decision: {{ask: approve, by: '{written}'}}") == [
        f"decision.by  is {written}, not a date; write year-month-day, such as 2026-12-15"
    ]


@pytest.mark.parametrize("raw, flag", [("true", True), ("false", False), (True, True), (False, False)])
def test_a_flag_is_true_or_false(raw: Any, flag: bool) -> None:
    assert TypeAdapter(Flag).validate_python(raw) is flag


@pytest.mark.parametrize("written", ["yes", "no", "True", "1", "on", ""])
def test_another_flag_is_refused(written: str, product_faults: Faults) -> None:
    assert product_faults(f"costs: [{{name: C, amount: 5, month: 0, capital: '{written}'}}]") == [
        f"costs[0].capital  is {written}, neither true nor false; write true or false"
    ]


@pytest.mark.parametrize("code", ["USD", "EUR", "TRY", "JPY", "GBP"])
def test_a_currency_is_its_code(code: str) -> None:
    assert TypeAdapter(Currency).validate_python(code) == code


@pytest.mark.parametrize("code", ["usd", "XYZ", "$", "US Dollar", "", "USDX"])
def test_another_currency_is_refused(code: str, prospect_faults: Faults) -> None:
    assert prospect_faults(f"currency: '{code}'") == [
        f"currency  is {code}, not a currency; write its three-letter code, such as USD, EUR or TRY"
    ]


@pytest.mark.parametrize("code", ["us", "USA", "Türkiye", ""])
def test_a_country_is_two_letters(code: str, prospect_faults: Faults) -> None:
    assert TypeAdapter(Country).validate_python("TR") == "TR"
    assert prospect_faults(f"country: '{code}'") == [
        f"country  is {code}, not a country; write its two-letter code, such as US, DE or TR"
    ]


@pytest.mark.parametrize("written", ["Up Time", "uptime-2", "2nd", "", "ä", "x" * 41])
def test_an_id_is_a_name_of_small_letters(written: str, prospect_faults: Faults) -> None:
    assert TypeAdapter(Id).validate_python("x" * 40) == "x" * 40
    (fault,) = prospect_faults(f"objectives: [{{id: '{written}', text: x}}]")
    assert fault.startswith("objectives[0].id  is ")
    assert fault.endswith("not a name; write lower case letters, digits and _, such as first_month")
