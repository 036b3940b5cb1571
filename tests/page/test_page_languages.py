"""Both languages: every message has its words, none speaks like a seller, and no page mixes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from scenarios import SCENARIOS

from valuepitch.case.study import Case, study
from valuepitch.inputs.load import load_product, load_prospect
from valuepitch.locale import ENGLISH, language, languages
from valuepitch.page.compose import ChartSizes, Shown, compose
from valuepitch.page.spoken import names, pieces
from valuepitch.render.template import folder_of_templates, load_template
from valuepitch.text import PLACEHOLDER, placeholders, suffixes
from valuepitch.wording import Checker, checked_languages, words

ROOT = Path(__file__).resolve().parents[2]
LOCALE = ROOT / "src" / "valuepitch" / "locale"

each_language = pytest.mark.parametrize("code", languages())


def catalogue(code: str) -> Iterator[tuple[list[str], list[str]]]:
    """Every message with its forms: what the program says in English, and what the page says."""
    with (LOCALE / code / "LC_MESSAGES" / "page.po").open("rb") as file:
        for item in read_po(file, locale=code):
            if item.id:
                said = [item.string] if isinstance(item.string, str) else list(item.string)
                yield ([item.id] if isinstance(item.id, str) else list(item.id)), said


def test_there_are_pages_and_word_lists_in_english_and_turkish() -> None:
    assert languages() == checked_languages() == ("en", "tr")


@each_language
def test_every_message_is_said_with_the_same_figures(code: str) -> None:
    count = 0
    for asked, said in catalogue(code):
        count += 1
        for text in said:
            assert text, f"{asked[0]!r} has no words in {code}"
            allowed = {frozenset(placeholders(one)) for one in asked}
            assert frozenset(placeholders(text)) in allowed | {frozenset(placeholders(asked[-1]))} or (
                # "your objective" has no count in English and one in other languages.
                frozenset(placeholders(text)) - {"count"} in allowed
            ), f"{asked[0]!r} and {text!r} name other figures"
            ends = asked[0].rstrip()[-1:] in ".:"
            assert (text.rstrip()[-1:] in ".:") == ends, f"{asked[0]!r} and {text!r} end otherwise"
    assert count > 250


def test_english_says_what_the_program_says() -> None:
    assert all(asked[: len(said)] == said for asked, said in catalogue(ENGLISH))
    assert not any(suffixes(text) for _, said in catalogue(ENGLISH) for text in said)


@each_language
def test_no_message_speaks_like_a_seller(code: str) -> None:
    checker = Checker(words(code))
    said = [text for _, forms in catalogue(code) for text in forms]
    assert not [(said[index], finding.phrase) for index, finding in checker.find_all(said)]


@each_language
@pytest.mark.parametrize("name", sorted(path.parent.name for path in folder_of_templates().glob("*/template.toml")))
def test_no_template_speaks_like_a_seller(code: str, name: str) -> None:
    assert not Checker(words(code)).find_all([text for _, text in load_template(name).words])


@pytest.mark.parametrize("name", SCENARIOS)
@each_language
def test_no_page_speaks_like_a_seller(code: str, name: str) -> None:
    texts = [piece.text for piece in pieces(page_of(SCENARIOS[name], code))]
    assert not [(texts[index], finding.phrase) for index, finding in Checker(words(code)).find_all(texts)]


def page_of(case: Case, code: str) -> dict[str, object]:
    sizes = ChartSizes(cash=290.0, sensitivity=200.0, height=118.0)
    return compose(case, language(code), date(2026, 11, 23), "7F3A-91C2", sizes, Shown(sources=99)).plain()


def in_words(text: str) -> set[str]:
    """Words in lower case; a suffix behind a figure's apostrophe is none."""
    return set(re.findall(r"(?<!’)\b[^\W\d_]{2,}", PLACEHOLDER.sub("", text).lower()))


# English words that are Turkish ones too, and abbreviations of the glossary.
SHARED = {"nominal", "roi", "macrs", "cfo"}


def english() -> set[str]:
    """Every word of the English catalogue that the Turkish one does not use too."""
    own = set().union(*(in_words(text) for _, said in catalogue("tr") for text in said))
    return set().union(*(in_words(text) for _, said in catalogue("en") for text in said)) - own - SHARED


def test_the_words_of_both_catalogues_hardly_meet() -> None:
    own = set().union(*(in_words(text) for _, said in catalogue("tr") for text in said))
    known = set().union(*(in_words(text) for _, said in catalogue("en") for text in said))
    assert own & known - SHARED == {"net", "on", "pay", "risk"}  # a net amount, ten, a share, a risk


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_page_in_turkish_holds_no_english_word(name: str) -> None:
    case = SCENARIOS[name]
    proper = names(case.prospect, case.product)
    text = " ".join(proper.hidden(piece.text) for piece in pieces(page_of(case, "tr")))
    assert not in_words(text) & english()


def test_the_turkish_sample_holds_no_english_word() -> None:
    folder = ROOT / "samples" / "makine-tr"
    case = study(load_prospect(folder / "prospect.yaml"), load_product(folder / "product.yaml"))
    found = " ".join(piece.text for piece in pieces(page_of(case, "tr")))
    assert not in_words(found) & english()
    assert "değer kazandırıyor" in found
