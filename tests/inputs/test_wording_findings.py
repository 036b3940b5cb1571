"""The words of the two files, with a ``wording.yaml`` beside them: every finding at its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from smallest import BENEFITS, PRODUCT, PROSPECT, Own

from valuepitch.errors import ERROR, WARNING, Problem
from valuepitch.inputs.load import load
from valuepitch.inputs.wording import Vocabulary, read_words
from valuepitch.model import Product, Prospect
from valuepitch.model.base import Record
from valuepitch.page.spoken import Names

Read = Callable[..., list[Problem]]


def _read(model: type[Record], text: str, languages: tuple[str, ...], vocabulary: Vocabulary) -> list[Problem]:
    file = Path("product.yaml" if model is Product else "prospect.yaml")
    file.write_text(text, "utf-8")
    loaded = load(file, model)
    assert loaded.model is not None, loaded.problems
    return read_words(loaded.model, loaded.document, languages, vocabulary)


@pytest.fixture
def product(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Problem]]:
    """What is found in the smallest product with lines added; they begin in line 6."""
    monkeypatch.chdir(tmp_path)

    def read(added: str, *languages: str, vocabulary: Vocabulary | None = None) -> list[Problem]:
        text = PRODUCT + added + ("" if "benefits:" in added else BENEFITS)
        return _read(Product, text, languages or ("en",), vocabulary or Vocabulary())

    return read


@pytest.fixture
def prospect(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Problem]]:
    """What is found in the smallest prospect with lines added; they begin in line 4."""
    monkeypatch.chdir(tmp_path)

    def read(added: str, *languages: str, vocabulary: Vocabulary | None = None) -> list[Problem]:
        return _read(Prospect, PROSPECT + added, languages or ("en",), vocabulary or Vocabulary())

    return read


def because(written: str) -> str:
    """Lines of a product with a reason in line 9, column 12."""
    return f"decision:\n  ask: approve it\n  by: 2026-12-15\n  because: {written}\n"


# --- wording.yaml: what it does ---------------------------------------------------------------


def test_the_users_words_are_found_beside_the_programs_own(own: Own, product: Read) -> None:
    made = own("add: {en: {promise: [{find: zorblax, as: noun, write: the clause}]}}\n")
    found = product("", vocabulary=made)
    assert found == []
    found = product(because("Two zorblaxes of a best-in-class press"), vocabulary=made)
    assert [(p.message, p.hint, p.severity) for p in found] == [
        ("says “zorblaxes”, a promise without a contract term", "write: the clause", ERROR),
        ("says “best-in-class”, a superlative without a source", found[1].hint, ERROR),
    ]


def test_an_allowed_phrase_is_not_found(own: Own, product: Read) -> None:
    text = because("Holds the Best in Class award")
    assert len(product(text)) == 1
    assert product(text, vocabulary=own("allow: [{phrase: best in class award, reason: its name}]\n")) == []


def test_the_users_words_of_one_language_are_not_sought_in_another(own: Own, product: Read) -> None:
    made = own("add: {tr: {hype: [{find: zorblax, write: ölçü}]}}\n")
    assert product(because("One zorblax"), "en", vocabulary=made) == []
    assert len(product(because("One zorblax"), "tr", vocabulary=made)) == 1


# --- the words of the two files ---------------------------------------------------------------


def test_a_finding_says_its_place_what_is_wrong_and_what_to_write(own: Own, product: Read) -> None:
    made = own("add: {en: {urgency: [{find: zorblax now, write: the cost of waiting}]}}\n")
    (problem,) = product(because("Order a zorblax now"), vocabulary=made)
    assert str(problem) == (
        "product.yaml:9:20  decision.because  says “zorblax now”, urgency; write: the cost of waiting"
    )


@pytest.mark.parametrize(
    "written, line, column",
    [
        ("A quibbert here", 9, 14),
        ("  A quibbert here", 9, 16),
        ("'A quibbert here'", 9, 15),
        ('"A quibbert here"', 9, 15),
        ("quibbert here", 9, 12),
        ("{en: A quibbert here}", 9, 19),
        ('{en: "A quibbert here"}', 9, 20),
        ("\n    en: A quibbert here", 10, 11),
    ],
)
def test_the_place_of_a_finding_is_that_of_its_first_letter(
    written: str, line: int, column: int, own: Own, product: Read
) -> None:
    made = own("add: {en: {hype: [{find: quibbert, write: x}]}}\n")
    (problem,) = product(because(written), vocabulary=made)
    assert (problem.line, problem.column) == (line, column)


@pytest.mark.parametrize(
    "written",
    [
        ">-\n    One press.\n    A quibbert here",
        "|\n    One press.\n    A quibbert here",
        "One press.\n    A quibbert here",
        '"One press.\n    A quibbert here"',
    ],
)
def test_a_finding_in_a_text_of_several_lines_stands_where_the_text_begins(
    written: str, own: Own, product: Read
) -> None:
    made = own("add: {en: {hype: [{find: quibbert, write: x}]}}\n")
    (problem,) = product(because(written), vocabulary=made)
    assert (problem.line, problem.column) == (9, 12)


def test_every_finding_of_every_text_comes_in_one_go(own: Own, product: Read) -> None:
    made = own("add: {en: {hype: [{find: quibbert, write: x}]}}\n")
    found = product(
        because("A quibbert, a quibbert") + "costs:\n  - {name: A quibbert fee, amount: 5, month: 0}\n",
        vocabulary=made,
    )
    assert sorted((p.path, p.line, p.column) for p in found) == [
        ("costs[0].name", 11, 14),
        ("decision.because", 9, 14),
        ("decision.because", 9, 26),
    ]


def test_proper_names_and_sources_are_never_read(own: Own, product: Read, prospect: Read) -> None:
    made = own("add: {en: {hype: [{find: quibbert, write: x}]}}\n")
    text = "name: Quibbert\nseller: Quibbert Ltd\nplain_name: one press\naction: Using one press\ncurrency: USD\n"
    Path("product.yaml").write_text(text + BENEFITS.replace("100", "{value: 100, source: Quibbert report}"), "utf-8")
    loaded = load(Path("product.yaml"), Product)
    assert loaded.model is not None, loaded.problems
    assert read_words(loaded.model, loaded.document, ("en",), made) == []
    people = "contact: {name: Ann Quibbert, title: Quibbert officer}\nsector: {name: quibbert building}\n"
    assert prospect(people, vocabulary=made) == []


def test_a_name_of_the_file_is_not_read_inside_its_texts_and_places_stay(own: Own) -> None:
    made = own("add: {en: {hype: [{find: quibbert, write: x}]}}\n")
    text = PRODUCT.replace("seller: Maker", "seller: Quibbert Works") + BENEFITS
    assert _read(Product, text.replace("name: Gain", "name: Gain of Quibbert Works"), ("en",), made) == []
    (problem,) = _read(Product, text.replace("name: Gain", "name: Quibbert Works’ quibbert"), ("en",), made)
    assert (problem.path, problem.line, problem.column) == ("benefits[0].name", 7, 28)


def test_names_that_are_given_are_hidden_in_the_place_of_the_files_own(own: Own) -> None:
    made = own("add: {en: {hype: [{find: quibbert, write: x}]}}\n")
    Path("product.yaml").write_text(PRODUCT + BENEFITS.replace("Gain", "Gain at Quibbert Castings"), "utf-8")
    loaded = load(Path("product.yaml"), Product)
    assert loaded.model is not None
    read = loaded.model, loaded.document, ("en",), made
    assert len(read_words(*read)) == 1
    assert read_words(*read, Names(("Quibbert Castings",), (), ())) == []


@pytest.mark.parametrize("key, path", [("plain_name", "plain_name"), ("action", "action")])
def test_what_the_product_is_called_and_does_is_read(key: str, path: str, own: Own, tmp_path: Path) -> None:
    made = own("add: {en: {promise: [{find: quibbert, write: x}]}}\n")
    text = PRODUCT.replace(f"{key}: ", f"{key}: Quibbert ") + BENEFITS
    (problem,) = _read(Product, text, ("en",), made)
    assert (problem.path, problem.severity) == (path, ERROR)


def test_a_text_of_a_language_is_read_in_its_own_and_one_without_in_all_that_are_asked(own: Own, product: Read) -> None:
    made = own(
        """\
add:
  en: {hype: [{find: quibbert, write: the plan}]}
  tr: {hype: [{find: zorblaks, write: planı}]}
"""
    )
    each = because("{en: A quibbert of zorblaks, tr: Bir quibbert ve zorblaks}")
    assert [(p.path, p.hint) for p in product(each, "en", vocabulary=made)] == [
        ("decision.because.en", "write: the plan"),
        ("decision.because.tr", "write: planı"),
    ]
    both = because("A quibbert of zorblaks")
    assert [p.hint for p in product(both, "en", vocabulary=made)] == ["write: the plan"]
    assert [p.hint for p in product(both, "tr", vocabulary=made)] == ["write: planı"]
    assert sorted(p.hint for p in product(both, "en", "tr", vocabulary=made)) == ["write: planı", "write: the plan"]


def test_a_finding_that_two_languages_share_is_said_once(own: Own, product: Read) -> None:
    entry = "{hype: [{find: zorblax, as: fixed, write: x}]}"
    made = own(f"add:\n  en: {entry}\n  tr: {entry}\n")
    assert len(product(because("One zorblax"), "en", "tr", vocabulary=made)) == 1


def test_objectives_and_pressures_of_a_prospect_are_warnings_and_its_other_texts_are_not(
    own: Own, prospect: Read
) -> None:
    made = own("add: {en: {promise: [{find: quibbert, write: x}]}}\n")
    found = prospect(
        """\
objectives:
  - {id: scrap, text: A quibbert in scrap}
pressures:
  - {text: The quibbert of a rival}
facts:
  sites: {label: Quibbert sites, value: 14, unit: count}
""",
        vocabulary=made,
    )
    assert [(p.path, p.line, p.severity) for p in found] == [
        ("facts.sites.label", 9, ERROR),
        ("objectives[0].text", 5, WARNING),
        ("pressures[0].text", 7, WARNING),
    ]


def test_a_product_has_no_milder_texts(own: Own, product: Read) -> None:
    made = own("add: {en: {promise: [{find: quibbert, write: x}], hype: [{find: zorblax, write: y}]}}\n")
    found = product(because("A zorblax and a quibbert"), vocabulary=made)
    assert [(p.severity, p.hint) for p in found] == [(WARNING, "write: y"), (ERROR, "write: x")]


def test_a_placeholder_in_a_text_counts_as_a_figure(own: Own, product: Read) -> None:
    made = own("add: {en: {weasel: [{find: 'as cheap as #', write: the range}]}}\n")
    assert len(product(because('"It is as cheap as {outlay}"'), vocabulary=made)) == 1
