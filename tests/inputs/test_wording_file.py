"""``wording.yaml``: every problem at its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from smallest import Own

from valuepitch.errors import ERROR
from valuepitch.inputs.wording import FILE, Vocabulary, vocabulary_in

UNUSED = "; until then no word of this file holds"


def said(vocabulary: Vocabulary) -> list[str]:
    """Its problems, each of which keeps the whole file from being used."""
    found = [str(problem) for problem in vocabulary.problems]
    assert all(problem.endswith(UNUSED) for problem in found)
    return [problem.removesuffix(UNUSED) for problem in found]


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
    assert made.problems[0].hint.endswith(UNUSED)
    assert len(made.reading("en").checker.find("A best-in-class press.")) == 1


@pytest.mark.parametrize("text", ["", "\n", "  \n\n"])
def test_an_empty_file_is_no_problem(text: str, own: Own) -> None:
    made = own(text)
    assert made == Vocabulary(Path(FILE))
    assert len(made.reading("en").checker.find("A best-in-class press.")) == 1


def test_none_of_the_sound_words_and_exceptions_of_a_broken_file_is_used(own: Own) -> None:
    sound = """\
add:
  en:
    hype: [{find: quibbert, write: x}]
allow:
  - {phrase: best in class, reason: the name of an award}
"""
    texts = ("A quibbert.", "A best-in-class press.")
    mended, broken = own(sound).reading("en"), own(f"{sound}  - {{phrase: digital hub}}\n")
    assert [len(mended.checker.find(text)) for text in texts] == [1, 0]
    assert [len(broken.reading("en").checker.find(text)) for text in texts] == [0, 1]
    assert said(broken) == ["wording.yaml:6:5  allow[1].reason  is missing; add it"]


@pytest.mark.parametrize("written", ["%40’a varan", "%40'a varan"], ids=["curved", "straight"])
def test_a_turkish_exception_may_be_written_with_its_figure_and_suffix(written: str, own: Own) -> None:
    text = "Kesintide %40’a varan düşüş."
    assert len(Vocabulary().reading("tr").checker.find(text)) == 1
    made = own(f'allow:\n  - {{phrase: "{written}", reason: sözleşmenin 4. maddesi}}\n')
    assert said(made) == []
    checker = made.reading("tr").checker
    assert checker.find(text) == checker.find("Kesintide %25'e varan düşüş.") == []
    # It stands for a figure of its kind alone.
    assert len(checker.find("40’a varan düşüş.")) == 1
