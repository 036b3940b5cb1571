"""``wording.yaml``: a user's words and exceptions; and the words of the two files, read at their places."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from valuepitch.documents import Document
from valuepitch.errors import WARNING, Problem
from valuepitch.inputs.load import load
from valuepitch.model import Prospect
from valuepitch.model.base import Record, parts_of
from valuepitch.model.texts import Text
from valuepitch.model.wordlist import WordFile
from valuepitch.wording import Allowed, Checker, PatternError, Words, words
from valuepitch.wording.ratios import Counter

FILE = "wording.yaml"
# The prospect's own words: never an error.
_THEIR_WORDS = ("objectives", "pressures")


@dataclass(frozen=True)
class Reading:
    """What texts of one language are read with, compiled once."""

    checker: Checker
    counter: Counter


@functools.cache
def _built_in(language: str) -> Reading:
    return Reading(Checker(words(language)), Counter(words(language)))


@dataclass(frozen=True)
class Vocabulary:
    """The word lists, with a user's own.

    Attributes:
        file: where the user's own stand; None without any.
        problems: what is wrong with them.
    """

    file: Path | None = None
    extra: WordFile | None = None
    problems: tuple[Problem, ...] = ()

    def reading(self, language: str) -> Reading:
        """What texts of a language are read with."""
        if self.extra is None:
            return _built_in(language)
        with_extra = self.extra.words(language)
        return Reading(Checker(with_extra), Counter(with_extra))


def vocabulary_in(folder: Path | None) -> Vocabulary:
    """The word lists with those of a folder.

    Raises:
        FileError: the folder's file cannot be read.
    """
    path = folder / FILE if folder else None
    if path is None or not path.is_file():
        return Vocabulary()
    loaded = load(path, WordFile)
    if loaded.model is None:
        return Vocabulary(path, None, loaded.problems)
    problems = tuple(_examples(loaded.model, loaded.document))
    broken = any(problem.severity != WARNING for problem in problems)
    return Vocabulary(path, None if broken else loaded.model, (*loaded.problems, *problems))


def _examples(extra: WordFile, document: Document) -> Iterator[Problem]:
    """Patterns that cannot be read, and examples that do not hold."""
    for language, added in extra.add.items():
        for name, items in added.entries.items():
            for index, item in enumerate(items):
                path = ("add", language, name, index)
                entry = item.entry(name)
                try:
                    checker = Checker(Words(language, (entry,)))
                except PatternError as error:
                    key = "regex" if item.regex else "find"
                    hint = "write words, (one|another), word*, # for a figure"
                    yield document.problem((*path, key), str(error), hint)
                    continue
                if item.found and not checker.find(item.found):
                    yield document.problem(
                        (*path, "found"), "is not found by its own words", "mend find, or the example"
                    )
                if item.kept and checker.find(item.kept):
                    yield document.problem((*path, "kept"), "is found, though it must not", "mend find, or add unless")
    for index, allowed in enumerate(extra.allow):
        try:
            Checker(Words("en", (), allowed=(Allowed(allowed.phrase, allowed.reason),)))
        except PatternError as error:
            yield document.problem(("allow", index, "phrase"), str(error), "write the words as they stand in the text")


def read_words(model: Record, document: Document, languages: Iterable[str], vocabulary: Vocabulary) -> list[Problem]:
    """What the wording check finds in the texts of a file, each at its place.

    Args:
        languages: in which a text without one is read; a text of another language is read in its own.
    """
    by_language: dict[str, list[tuple[tuple[str | int, ...], str]]] = {}
    for path, text in parts_of(model, Text):
        for language, said in text.items():
            for one in (language,) if language else languages:
                by_language.setdefault(one, []).append(((*path, language) if language else path, said))
    found: dict[Problem, None] = {}
    for language, written in by_language.items():
        for index, finding in vocabulary.reading(language).checker.find_all([said for _, said in written]):
            path = written[index][0]
            mild = isinstance(model, Prospect) and path[0] in _THEIR_WORDS
            severity = WARNING if mild else finding.severity
            place = document.problem(path, finding.message, finding.hint, column=finding.start, severity=severity)
            found.setdefault(place)
    return list(found)
