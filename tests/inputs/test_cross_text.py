"""What must hold of texts: the language of the page, placeholders that are known, suffixes that it has."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from valuepitch.errors import WARNING
from valuepitch.inputs.load import Pair
from valuepitch.model import texts
from valuepitch.turkish import SUFFIXES

Said = Callable[[str, str], list[str]]
Read = Callable[[str, str], Pair]


# --- languages ---


def test_a_language_without_a_catalogue_is_refused(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "languages", lambda: ("en",))
    assert said("language: tr\n", "") == [
        "prospect.yaml:4:11  language  is tr, a language without a catalogue; there is a page in en"
    ]


@pytest.mark.parametrize(
    "prospect, product, said_of_it",
    [
        ("", "decision: {ask: {tr: onay}}\n", "product.yaml:6:17  decision.ask"),
        ("", "no_cost: {exit: {tr: yok}}\n", "product.yaml:6:17  no_cost.exit"),
        ("", "assumptions:\n  x: {value: 5%, label: {tr: oran}}\n", "product.yaml:7:25  assumptions.x.label"),
        ("facts:\n  x: {value: 5%, label: {tr: oran}}\n", "", "prospect.yaml:5:25  facts.x.label"),
        ("objectives: [{id: a, text: {tr: hedef}}]\n", "", "prospect.yaml:4:28  objectives[0].text"),
        ("pressures: [{text: {tr: olay}}]\n", "", "prospect.yaml:4:20  pressures[0].text"),
    ],
)
def test_a_text_that_lacks_the_language_of_the_page_is_refused(
    prospect: str, product: str, said_of_it: str, said: Said
) -> None:
    assert said(prospect, product) == [f"{said_of_it}  has no text in en; add en: to it; the page is in en"]


def test_a_text_in_both_languages_is_taken(pair: Read) -> None:
    assert pair("", "decision: {ask: {en: approve, tr: onay}}\n").warnings == ()


@pytest.mark.parametrize(
    "prospect, product, said_of_it",
    [
        ("facts:\n  loss: 5%\n", "", "prospect.yaml:6:3  facts.loss"),
        ("facts:\n  loss: {value: 5%, source: Log}\n", "", "prospect.yaml:6:3  facts.loss"),
        ("", "assumptions:\n  cut: 40%\n", "product.yaml:7:3  assumptions.cut"),
    ],
)
def test_an_input_without_a_label_is_refused_on_a_page_in_another_language(
    prospect: str, product: str, said_of_it: str, said: Said
) -> None:
    assert said(f"language: tr\n{prospect}", product) == [
        f"{said_of_it}  has no label; add label: what it is called on a page in tr"
    ]
    # In English its name reads as words.
    assert said(prospect, product) == []


def test_inputs_with_labels_are_taken_on_a_page_in_another_language(said: Said) -> None:
    facts = (
        "facts:\n  loss: {value: 5%, label: Fire}\n  sites: {value: 3, unit: count, label: {en: Sites, tr: Tesis}}\n"
    )
    assert said(f"language: tr\n{facts}", "assumptions:\n  cut: {value: 40%, label: {tr: Düşüş}}\n") == []


def test_an_input_whose_label_is_in_another_language_has_no_text(said: Said) -> None:
    assert said("language: tr\nfacts:\n  loss: {value: 5%, label: {en: Loss}}\n", "") == [
        "prospect.yaml:6:28  facts.loss.label  has no text in tr; add tr: to it; the page is in tr"
    ]


# --- placeholders ---


@pytest.mark.parametrize(
    "text, hint",
    [
        ("{nam}", "names {nam}; known: horizon, npv, outlay, payback, sites"),
        ("{outlai}", "names {outlai}; did you mean outlay?"),
        ("{site}", "names {site}; did you mean sites?"),
        ("{revenue}", "names {revenue}; known: horizon, npv, outlay, payback, sites"),
    ],
)
def test_an_unknown_placeholder_of_a_product_is_refused(text: str, hint: str, said: Said) -> None:
    facts = "facts: {sites: {value: 14, unit: count}}\n"
    assert said(facts, f'decision: {{ask: "approve {text}"}}\n') == [f"product.yaml:6:17  decision.ask  {hint}"]


@pytest.mark.parametrize(
    "prospect, place",
    [
        ('objectives: [{id: a, text: "Hold {nam}"}]\n', "prospect.yaml:4:28  objectives[0].text"),
        ('pressures: [{text: "Renewal {nam}"}]\n', "prospect.yaml:4:20  pressures[0].text"),
        ('facts: {x: {value: 5%, label: "Share {nam}"}}\n', "prospect.yaml:4:31  facts.x.label"),
        ('financials: {cash: {value: 5, label: "Cash {nam}"}}\n', "prospect.yaml:4:38  financials.cash.label"),
    ],
)
def test_an_unknown_placeholder_of_a_prospect_is_refused_too(prospect: str, place: str, said: Said) -> None:
    (line,) = said(prospect, "")
    assert line.startswith(f"{place}  names {{nam}}; ")


def test_every_language_of_a_text_is_looked_at_for_placeholders(said: Said) -> None:
    (line,) = said("", 'decision: {ask: {en: approve, tr: "{nam} onay"}}\n')
    assert "names {nam}" in line


@pytest.mark.parametrize("text", ["{outlay} {npv} {payback} {horizon}", "{rate} of {sites}", "{{ 7*7 }} {x!r} {X} {}"])
def test_known_placeholders_and_other_braces_are_taken(text: str, pair: Read) -> None:
    made = pair(
        "facts: {sites: {value: 14, unit: count}}\n",
        f'assumptions: {{rate: 5%}}\ndecision: {{ask: "{text}"}}\n',
    )
    assert made.product.decision is not None
    assert made.product.decision.ask == {"": text}


# --- suffixes ---


@pytest.mark.parametrize(
    "prospect, product, place, suffix, name",
    [
        ("", 'decision: {ask: "approve by {horizon:DA}"}\n', "product.yaml:6:17  decision.ask", "DA", "horizon"),
        ("", 'decision: {ask: {en: "approve by {horizon:DAn}", tr: onay}}\n', "product.yaml:6:17  decision.ask",
         "DAn", "horizon"),
        ('objectives: [{id: a, text: "Hold {npv:(n)In}"}]\n', "", "prospect.yaml:4:28  objectives[0].text", "(n)In",
         "npv"),
        ("", 'assumptions: {x: {value: 5%, label: "Share {npv:(y)I}"}}\n', "product.yaml:6:37  assumptions.x.label",
         "(y)I", "npv"),
    ],
)  # fmt: skip
def test_a_suffix_is_refused_in_a_text_of_a_language_that_has_none(
    prospect: str, product: str, place: str, suffix: str, name: str, said: Said
) -> None:
    (line,) = said(prospect, product)
    assert line == f"{place}  asks for the suffix {suffix}, and en has none; write {{{name}}}"


@pytest.mark.parametrize("text", ['"{horizon:DA} onay"', '{en: approve, tr: "{horizon:DA} onay"}'])
def test_a_suffix_is_taken_on_a_page_whose_language_has_them(text: str, said: Said) -> None:
    assert said("language: tr\n", f"decision: {{ask: {text}}}\n") == []


def test_a_suffix_in_the_text_of_another_language_than_the_pages_is_no_fault(said: Said) -> None:
    assert said("", 'decision: {ask: {en: approve, tr: "{horizon:DA} onay"}}\n') == []


@pytest.mark.parametrize(
    "prospect, product, place",
    [
        ("", 'decision: {ask: "{outlay:nin} onayı"}\n', "product.yaml:6:17  decision.ask"),
        ("", 'decision: {ask: {en: x, tr: "{outlay:nin} onayı"}}\n', "product.yaml:6:17  decision.ask"),
        ('objectives: [{id: a, text: "{npv:nin} artması"}]\n', "", "prospect.yaml:5:28  objectives[0].text"),
    ],
)
def test_a_suffix_that_the_language_does_not_know_is_refused_with_those_that_it_knows(
    prospect: str, product: str, place: str, said: Said
) -> None:
    assert said(f"language: tr\n{prospect}", product) == [
        f"{place}  asks for the suffix nin; known: {', '.join(SUFFIXES)}"
    ]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_suffix_that_the_hint_names_is_taken(suffix: str, said: Said) -> None:
    assert said("language: tr\n", f'decision: {{ask: "{{outlay:{suffix}}} onay"}}\n') == []


@pytest.mark.parametrize("written", ["{outlay: (n)In}", "{outlay:}", "{outlay :DA}", "{outlay:(n)In }", "{outlay:12}"])
@pytest.mark.parametrize("language, example", [("tr", "{outlay:(y)I}"), ("en", "{outlay}")])
def test_what_is_nearly_a_placeholder_is_refused_at_its_place(
    language: str, example: str, written: str, said: Said
) -> None:
    assert said(f"language: {language}\n", f'decision: {{ask: "approve {written}"}}\n') == [
        f"product.yaml:6:17  decision.ask  holds {written}, no placeholder; write it as {example}, without blanks"
    ]


@pytest.mark.parametrize("written", ["{outlay}'nın", "{outlay}’nın"], ids=["straight", "curved"])
def test_a_suffix_typed_behind_a_placeholder_is_a_warning_in_turkish(written: str, pair: Read) -> None:
    (warning,) = pair("language: tr\n", f'decision: {{ask: "{written} onayı"}}\n').warnings
    assert warning.severity == WARNING
    assert str(warning) == (
        "product.yaml:6:17  decision.ask  types a suffix behind {outlay}, which fits one figure alone; "
        "write {outlay:(n)In}, {outlay:(y)I} or another; it follows the figure"
    )


@pytest.mark.parametrize("written", ["{outlay}'s share", "{outlay}’s share"])
def test_an_apostrophe_behind_a_placeholder_is_no_matter_in_english(written: str, pair: Read) -> None:
    assert pair("", f'decision: {{ask: "approve {written}"}}\n').warnings == ()


# --- a page in English, texts in Turkish ---

TURKISH = """\
objectives:
  - {id: a, text: Genel gideri düşürmek için bakım sıklığını artırmak}
  - {id: b, text: Şebeke kesintisini azaltmak}
pressures:
  - {text: Sözleşmenin yenilenmesi yaklaşıyor}
"""


@pytest.mark.parametrize("line, place", [("language: en\n", "prospect.yaml:4:11"), ("", "prospect.yaml:1:1")])
def test_turkish_texts_on_a_page_in_english_are_warned_of_at_the_language(line: str, place: str, pair: Read) -> None:
    (warning,) = pair(line + TURKISH, "").warnings
    assert warning.severity == WARNING
    assert warning.path == "language"
    assert str(warning) == f"{place}  language  is en, and 3 of 6 texts look Turkish; write language: tr"


def test_turkish_texts_on_a_page_in_turkish_are_taken(pair: Read) -> None:
    assert pair(f"language: tr\n{TURKISH}", "").warnings == ()


def test_turkish_names_among_english_texts_are_taken(pair: Read) -> None:
    few = TURKISH.replace("Sözleşmenin yenilenmesi yaklaşıyor", "the contract ends")
    assert pair(few, "").warnings == ()


def test_turkish_texts_that_say_their_language_are_taken(pair: Read) -> None:
    both = "".join(f"  - {{id: {i}, text: {{en: Aim, tr: Kesintiyi azaltmak için bakım}}}}\n" for i in "abcd")
    assert pair(f"objectives:\n{both}", "").warnings == ()
