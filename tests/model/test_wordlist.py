"""Word lists as people write them: their form, what is wrong with them, and the list that the check reads."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from valuepitch.documents import dotted, read_yaml
from valuepitch.model.base import Record, faults
from valuepitch.model.wordlist import WordEntry, WordFile, WordList
from valuepitch.wording import CLASSES, Checker, words


def read(model: type[Record], text: str) -> Record:
    document = read_yaml(text.encode(), "wording.yaml")
    assert not document.problems, document.problems
    return model.model_validate(document.data)


def file_of(text: str) -> WordFile:
    made = read(WordFile, text)
    assert isinstance(made, WordFile)
    return made


def said(text: str, model: type[Record] = WordFile) -> list[str]:
    """What is wrong: ``path  message; hint``."""
    try:
        read(model, text)
    except ValidationError as error:
        return [f"{dotted(f.path)}  {f.message}" + (f"; {f.hint}" if f.hint else "") for f in faults(error)]
    return []


# --- entries ----------------------------------------------------------------------------------


def test_an_entry_needs_what_to_find_and_what_to_write() -> None:
    made = read(WordEntry, "{find: quibbert, write: the plan}")
    assert isinstance(made, WordEntry)
    assert made.find == ("quibbert",)
    assert made.entry("hype").write == "the plan"
    assert (made.inflected, made.unless, made.found, made.kept) == (None, (), None, None)


def test_find_and_unless_are_one_text_or_a_list() -> None:
    one = read(WordEntry, "{find: huge, unless: huge page, write: x}")
    many = read(WordEntry, "{find: [huge, vast], unless: [huge page, vast plain], write: x}")
    assert isinstance(one, WordEntry)
    assert isinstance(many, WordEntry)
    assert (one.find, one.unless) == (("huge",), ("huge page",))
    assert (many.find, many.unless) == (("huge", "vast"), ("huge page", "vast plain"))


@pytest.mark.parametrize("how", ["fixed", "noun", "verb", "adjective"])
def test_as_says_which_forms_a_word_takes(how: str) -> None:
    made = read(WordEntry, f"{{find: lever, as: {how}, write: x}}")
    assert isinstance(made, WordEntry)
    assert made.entry("sales_verb").inflected == how


def test_another_as_is_refused_by_the_name_that_people_write() -> None:
    (fault,) = said("{find: lever, as: nuon, write: x}", WordEntry)
    assert fault == "as  is nuon, not one of fixed, noun, verb, adjective; did you mean noun?"


@pytest.mark.parametrize("given", ["", "find: a, regex: b, "])
def test_an_entry_has_one_of_find_and_regex(given: str) -> None:
    assert said(f"{{{given}write: x}}", WordEntry) == ["  needs one of find and regex; write find: the words"]


@pytest.mark.parametrize(
    "text, fault",
    [
        ("{find: huge}", "write  is missing; add it"),
        ("{find: huge, write: ''}", "write  is empty; write a text, or remove the key"),
        ("{find: '', write: x}", "find[0]  is empty; write a text, or remove the key"),
        ("{find: [huge, ''], write: x}", "find[1]  is empty; write a text, or remove the key"),
        ("{find: {en: huge}, write: x}", "find[0]  is a mapping, not a text; write one text"),
        ("{find: huge, wirte: y, write: x}", "wirte  is not a known key; did you mean write?"),
        (f"{{find: huge, write: {'x' * 201}}}", "write  is 201 characters long; at most 200 fit; remove 1"),
    ],
)
def test_what_is_wrong_with_an_entry_is_said_with_its_remedy(text: str, fault: str) -> None:
    assert said(text, WordEntry) == [fault]


# --- lists ------------------------------------------------------------------------------------


def test_the_classes_of_a_list_stand_beside_its_other_keys() -> None:
    made = read(
        WordList,
        "{known: OEE, own: [we], theirs: you, beside: {promise: 'annex #'}, "
        "hype: [{find: quibbert, write: x}], urgency: [{regex: 'now!+', write: y}]}",
    )
    assert isinstance(made, WordList)
    list_of = made.words("en")
    assert [(item.word_class, item.find, item.regex) for item in list_of.entries] == [
        ("hype", ("quibbert",), None),
        ("urgency", (), "now!+"),
    ]
    assert (list_of.known, list_of.own, list_of.theirs) == (("OEE",), ("we",), ("you",))
    assert list_of.beside == {"promise": ("annex #",)}


@pytest.mark.parametrize("name", CLASSES)
def test_every_class_can_be_added_to(name: str) -> None:
    assert said(f"{name}: [{{find: quibbert, write: x}}]", WordList) == []


@pytest.mark.parametrize(
    "text, fault",
    [
        ("hypes: [{find: a, write: b}]", "hypes  is no class of words; did you mean hype?"),
        ("beside: {promises: 'clause #'}", "beside.promises  is no class of words; did you mean promise?"),
        ("hype: quibbert", "hype  is not a list; write [a, b]"),
        ("hype: [{find: a}]", "hype[0].write  is missing; add it"),
        ("hype: [quibbert]", "hype[0]  is not a mapping; write key: value pairs"),
    ],
)
def test_a_problem_of_a_class_stands_at_the_class(text: str, fault: str) -> None:
    assert said(text, WordList) == [fault]


# --- the file ---------------------------------------------------------------------------------


def test_every_problem_of_the_file_comes_at_once() -> None:
    found = said(
        """\
add:
  en:
    hypes: [{find: a, write: b}]
  xx: {}
allow:
  - phrase: best in class
  - reason: measured
more: 1
"""
    )
    assert sorted(found) == [
        "add.en.hypes  is no class of words; did you mean hype?",
        "add.xx  is a language without a catalogue; there is a page in en, tr",
        "allow[0].reason  is missing; add it",
        "allow[1].phrase  is missing; add it",
        "more  is not a known key; known: add, allow",
    ]


@pytest.mark.parametrize("reason", ["''", "'  '"])
def test_a_phrase_is_not_allowed_without_a_reason(reason: str) -> None:
    assert said(f"allow: [{{phrase: huge, reason: {reason}}}]") == [
        "allow[0].reason  is empty; write a text, or remove the key"
    ]


def test_a_phrase_alone_is_no_exception() -> None:
    assert said("allow: [best in class]") == ["allow[0]  is not a mapping; write key: value pairs"]


def test_added_words_join_the_programs_own_of_their_language() -> None:
    made = file_of("add: {en: {hype: [{find: quibbert, as: noun, write: the plan}], known: [OEE]}}")
    english, turkish = made.words("en"), made.words("tr")
    assert english.entries[: len(words("en").entries)] == words("en").entries
    assert english.entries[-1].find == ("quibbert",)
    assert english.known == (*words("en").known, "OEE")
    assert turkish == words("tr")
    (finding,) = Checker(english).find("The quibberts cost 4 million.")
    assert (finding.phrase, finding.hint) == ("quibberts", "write: the plan")


def test_allowed_phrases_hold_in_every_language() -> None:
    made = file_of("allow: [{phrase: best in class, reason: the name of an award}]")
    for language in ("en", "tr"):
        assert [(item.phrase, item.reason) for item in made.words(language).allowed] == [
            ("best in class", "the name of an award")
        ]
    assert Checker(made.words("en")).find("The Best in Class award.") == []
    assert len(Checker(words("en")).find("The Best in Class award.")) == 1


def test_a_file_of_nothing_changes_nothing() -> None:
    assert file_of("allow: []").words("en") == words("en")
