"""``wording.yaml`` and the words of the two files: every problem at its place, findings at theirs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from valuepitch.errors import ERROR, WARNING, Problem
from valuepitch.inputs.load import load
from valuepitch.inputs.wording import FILE, Vocabulary, read_words, vocabulary_in
from valuepitch.model import Product, Prospect
from valuepitch.model.base import Record
from valuepitch.page.spoken import Names

Own = Callable[[str], Vocabulary]

PROSPECT = """\
name: Acme
currency: USD
hurdle_rate: 11%
"""
PRODUCT = """\
name: Tool
seller: Maker
plain_name: one press
action: Using one press
currency: USD
"""
BENEFITS = """\
benefits:
  - {name: Gain, kind: cash, amount: 100, ramp: {from_month: 1, months_to_full: 1}}
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Own:
    """The vocabulary of a folder with the text as its wording.yaml."""
    monkeypatch.chdir(tmp_path)

    def write(text: str) -> Vocabulary:
        Path(FILE).write_text(text, "utf-8")
        return vocabulary_in(Path())

    return write


def said(vocabulary: Vocabulary) -> list[str]:
    return [str(problem) for problem in vocabulary.problems]


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


Read = Callable[..., list[Problem]]


def because(written: str) -> str:
    """Lines of a product with a reason in line 9, column 12."""
    return f"decision:\n  ask: approve it\n  by: 2026-12-15\n  because: {written}\n"


# --- wording.yaml: what is wrong with it ------------------------------------------------------


def test_a_folder_without_the_file_has_the_programs_words_alone(tmp_path: Path) -> None:
    for folder in (None, tmp_path, tmp_path / "missing"):
        assert vocabulary_in(folder) == Vocabulary(None, None, ())
    assert len(Vocabulary().reading("en").checker.find("A best-in-class press.")) == 1


def test_a_file_without_a_fault_is_taken_without_a_word(own: Own) -> None:
    made = own(
        """\
add:
  en:
    hype:
      - find: [quibbert, quib bert]
        as: noun
        unless: quibbert award
        write: the plan
        found: A pair of quibberts.
        kept: The quibbert award of 2024.
  tr:
    hype:
      - {find: ay uçuşu, write: planı, found: Bu bir ay uçuşudur., kept: Ay sonu uçuşu.}
allow:
  - {phrase: best in class, reason: the name of an award}
"""
    )
    assert made.problems == ()
    assert made.file == Path(FILE)
    assert made.extra is not None


def test_a_class_that_is_none_is_named_with_the_nearest(own: Own) -> None:
    assert said(own("add:\n  en:\n    hypee:\n      - {find: x, write: y}\n")) == [
        "wording.yaml:3:5  add.en.hypee  is no class of words; did you mean hype?"
    ]


def test_a_language_without_a_page_is_refused_with_those_that_have_one(own: Own) -> None:
    assert said(own("add:\n  en: {}\n  xx:\n    hype: []\n")) == [
        "wording.yaml:3:3  add.xx  is a language without a catalogue; there is a page in en, tr"
    ]


@pytest.mark.parametrize("given", ["find: quibbert\n        regex: quib", "found: A quibbert."])
def test_an_entry_with_both_or_neither_of_find_and_regex_is_refused_at_the_entry(given: str, own: Own) -> None:
    made = own(f"add:\n  en:\n    hype:\n      - {{find: a, write: b}}\n      - {given}\n        write: c\n")
    assert said(made) == ["wording.yaml:5:9  add.en.hype[1]  needs one of find and regex; write find: the words"]


def test_a_problem_inside_an_entry_stands_at_its_line(own: Own) -> None:
    made = own(
        """\
add:
  en:
    known: [OEE]
    hype:
      - find: quibbert
        write: ""
      - find: orbit
        as: nuon
        write: the plan
"""
    )
    assert said(made) == [
        "wording.yaml:6:16  add.en.hype[0].write  is empty; write a text, or remove the key",
        "wording.yaml:8:13  add.en.hype[1].as  is nuon, not one of fixed, noun, verb, adjective; did you mean noun?",
    ]


def test_a_key_that_is_unknown_in_an_entry_stands_at_the_key(own: Own) -> None:
    made = own("add:\n  en:\n    hype:\n      - find: quibbert\n        wirte: x\n        write: y\n")
    assert said(made) == ["wording.yaml:5:9  add.en.hype[0].wirte  is not a known key; did you mean write?"]


@pytest.mark.parametrize(
    "line, told",
    [
        ("find: 'up to #5'", "wording.yaml:4:15  add.en.hype[0].find  #5 in the pattern up to #5"),
        ("find: '*scal*'", "wording.yaml:4:15  add.en.hype[0].find  *scal* in the pattern *scal*"),
        ("find: (a firm", "wording.yaml:4:15  add.en.hype[0].find  the pattern (a firm has a bracket"),
        ("find: best, in", "wording.yaml:4:15  add.en.hype[0].find  best, in the pattern best, in"),
        ("find: '*'", "wording.yaml:4:15  add.en.hype[0].find  the pattern '*' begins with no word"),
        ('regex: "(["', "wording.yaml:4:16  add.en.hype[0].regex  ([ is no regular expression"),
    ],
)
def test_a_pattern_that_cannot_be_read_is_refused_at_its_place(line: str, told: str, own: Own) -> None:
    (problem,) = own(f"add:\n  en:\n    hype:\n      - {line}\n        write: x\n").problems
    assert str(problem).startswith(told)
    assert problem.hint
    assert problem.severity == ERROR


@pytest.mark.parametrize("example", ["", "\n        found: A quibbert."])
def test_an_unless_that_cannot_be_read_is_refused_whether_there_is_an_example_or_not(example: str, own: Own) -> None:
    made = own(
        f"add:\n  en:\n    hype:\n      - find: quibbert\n        unless: 50% of it, say\n        write: x{example}\n"
    )
    (problem,) = made.problems
    assert (problem.line, problem.severity) == (5, ERROR)
    assert "it, in the pattern 50% of it, say" in problem.message
    assert problem.hint


@pytest.mark.parametrize("line", ["own: ['we,']", "theirs: ['you.']", "beside: {promise: 'clause, 4'}"])
def test_other_words_of_a_list_that_cannot_be_read_are_refused_at_their_line(line: str, own: Own) -> None:
    (problem,) = own(f"add:\n  en:\n    {line}\n").problems
    assert (problem.line, problem.severity) == (3, ERROR)
    assert "in the pattern" in problem.message
    assert problem.hint


@pytest.mark.parametrize("line", ["own: [our team]", "theirs: [you all]"])
def test_a_word_for_us_or_you_that_is_more_than_one_word_is_refused_at_its_line(line: str, own: Own) -> None:
    made = own(f"add:\n  en:\n    {line}\n")
    assert [(problem.line, problem.severity) for problem in made.problems] == [(3, ERROR)]
    assert made.reading("en").checker.find("A plain text.") == []


def test_an_example_that_its_own_words_do_not_find_is_refused(own: Own) -> None:
    made = own("add:\n  en:\n    hype:\n      - find: quibbert\n        write: x\n        found: Two quibberts.\n")
    assert said(made) == [
        "wording.yaml:6:16  add.en.hype[0].found  is not found by its own words; mend find, or the example"
    ]


def test_an_example_that_must_not_be_found_and_is_is_refused(own: Own) -> None:
    made = own("add:\n  en:\n    hype:\n      - find: quibbert\n        write: x\n        kept: The Quibbert Inn.\n")
    assert said(made) == [
        "wording.yaml:6:15  add.en.hype[0].kept  is found, though it must not; mend find, or add unless"
    ]


def test_an_example_is_read_in_the_language_of_its_list(own: Own) -> None:
    entry = "hype:\n      - {find: ışık, write: x, found: IŞIK hızı}\n"
    assert said(own(f"add:\n  tr:\n    {entry}")) == []
    (problem,) = own(f"add:\n  en:\n    {entry}").problems
    assert problem.path == "add.en.hype[0].found"


def test_an_exception_without_a_reason_is_refused(own: Own) -> None:
    assert said(own("allow:\n  - phrase: best in class\n")) == ["wording.yaml:2:5  allow[0].reason  is missing; add it"]


def test_an_exception_that_cannot_be_read_is_refused_at_its_place(own: Own) -> None:
    (problem,) = own("allow:\n  - phrase: best, in class\n    reason: measured\n").problems
    assert (problem.line, problem.column, problem.path) == (2, 13, "allow[0].phrase")
    assert problem.hint


def test_an_exception_may_be_written_with_its_figure_as_it_stands_in_the_text(own: Own) -> None:
    text = "Saves up to 40%."
    assert len(Vocabulary().reading("en").checker.find(text)) == 1
    made = own("allow:\n  - {phrase: saves up to 40%, reason: clause 4 of the contract}\n")
    assert said(made) == []
    checker = made.reading("en").checker
    # It stands for any figure of its kind, and for no more words than it has.
    assert checker.find(text) == checker.find("Saves up to 12.5%.") == []
    assert len(checker.find("Saves up to $40.")) == len(checker.find("Cuts of up to 40%.")) == 1


def test_all_problems_come_at_once_and_no_word_of_a_broken_file_is_used(own: Own) -> None:
    made = own(
        """\
add:
  en:
    hype:
      - {find: quibbert, write: x, found: A quib.}
      - {find: "50% or so,", write: x}
  tr:
    hype:
      - {find: ay, write: x, kept: Bu ay.}
allow:
  - {phrase: "best,", reason: r}
"""
    )
    assert [(problem.line, problem.path) for problem in made.problems] == [
        (4, "add.en.hype[0].found"),
        (5, "add.en.hype[1].find"),
        (8, "add.tr.hype[0].kept"),
        (10, "allow[0].phrase"),
    ]
    assert made.extra is None
    assert made.reading("en").checker.find("A quibbert.") == []


def test_a_file_that_is_no_yaml_is_said_and_the_programs_words_stay(own: Own) -> None:
    made = own("add: [\n")
    assert made.problems
    assert made.problems[0].file == FILE
    assert len(made.reading("en").checker.find("A best-in-class press.")) == 1


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
