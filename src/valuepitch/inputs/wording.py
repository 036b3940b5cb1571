"""``wording.yaml``: a user's words and exceptions; and the words of the two files, read at their places."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

from valuepitch.documents import Document, Path
from valuepitch.errors import WARNING, Problem
from valuepitch.files import read_bytes
from valuepitch.inputs.load import LIMIT, load
from valuepitch.locale import ENGLISH
from valuepitch.model import Product, Prospect
from valuepitch.model.base import parts_of
from valuepitch.model.texts import Text
from valuepitch.page.spoken import Names, names
from valuepitch.wording import Allowed, Checker, PatternError, Words, words
from valuepitch.wording.ratios import Counter

if TYPE_CHECKING:
    from valuepitch.model.wordlist import WordEntry, WordFile

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

    file: FilePath | None = None
    extra: WordFile | None = None
    problems: tuple[Problem, ...] = ()

    def reading(self, language: str) -> Reading:
        """What texts of a language are read with."""
        if self.extra is None:
            return _built_in(language)
        with_extra = self.extra.words(language)
        return Reading(Checker(with_extra), Counter(with_extra))


def vocabulary_in(folder: FilePath | None) -> Vocabulary:
    """The word lists with those of a folder.

    Raises:
        FileError: the folder's file cannot be read.
    """
    path = folder / FILE if folder else None
    if path is None or not path.is_file():
        return Vocabulary()
    from valuepitch.model.wordlist import WordFile  # most builds have no words of their own

    loaded = load(path, WordFile)
    if loaded.document.data is None and not read_bytes(path, LIMIT).strip():
        return Vocabulary(path)
    if loaded.model is None:
        return Vocabulary(path, None, tuple(map(_unused, loaded.problems)))
    problems = tuple(_examples(loaded.model, loaded.document))
    if any(problem.severity != WARNING for problem in problems):
        return Vocabulary(path, None, tuple(map(_unused, (*loaded.problems, *problems))))
    return Vocabulary(path, loaded.model, loaded.problems)


def _unused(problem: Problem) -> Problem:
    """A problem that keeps the whole file from being used."""
    return replace(problem, hint=f"{problem.hint}; until then no word of this file holds")


def _examples(extra: WordFile, document: Document) -> Iterator[Problem]:
    """Patterns that cannot be read, and examples that do not hold."""
    for language, added in extra.add.items():
        for name, items in added.entries.items():
            for index, item in enumerate(items):
                yield from _example(item, language, name, document, ("add", language, name, index))
        for key, phrases in (("own", added.own), ("theirs", added.theirs)):
            yield from _single_words(phrases, language, document, ("add", language, key))
        for name, phrases in added.beside.items():
            yield from _phrases(phrases, language, document, ("add", language, "beside", name))
    for index, allowed in enumerate(extra.allow):
        yield from _phrases((allowed.phrase,), ENGLISH, document, ("allow", index, "phrase"))


def _example(item: WordEntry, language: str, name: str, document: Document, path: Path) -> Iterator[Problem]:
    entry = item.entry(name)
    key = "regex" if item.regex else "find"
    try:
        Checker(Words(language, (replace(entry, unless=()),)), at_once=True)
        key = "unless"
        checker = Checker(Words(language, (entry,)), at_once=True)
    except PatternError as error:
        hint = "write a regular expression of Python's" if key == "regex" else _PATTERN_HINT
        yield document.problem((*path, key), str(error), hint)
        return
    if item.found and not checker.find(item.found):
        yield document.problem((*path, "found"), "is not found by its own words", "mend find, or the example")
    if item.kept and checker.find(item.kept):
        yield document.problem((*path, "kept"), "is found, though it must not", "mend find, or add unless")


_PATTERN_HINT = "write words, (one|another), word* or # for a figure"


def _single_words(phrases: Iterable[str], language: str, document: Document, path: Path) -> Iterator[Problem]:
    for phrase in phrases:
        try:
            Counter(Words(language, (), own=(phrase,)))
        except PatternError as error:
            yield document.problem(path, str(error), "write one word, or word* for any ending")


def _phrases(phrases: Iterable[str], language: str, document: Document, path: Path) -> Iterator[Problem]:
    for phrase in phrases:
        try:
            Checker(Words(language, (), allowed=(Allowed(phrase, ""),)))
        except PatternError as error:
            yield document.problem(path, str(error), _PATTERN_HINT)


def read_words(
    model: Prospect | Product,
    document: Document,
    languages: Iterable[str],
    vocabulary: Vocabulary,
    proper: Names | None = None,
) -> list[Problem]:
    """What the wording check finds in the texts of a file, each at its place.

    Args:
        languages: in which a text without one is read; a text of another language is read in its own.
        proper: names that are never read; those of the file by default.
    """
    proper = proper or names(model)
    by_language: dict[str, list[tuple[tuple[str | int, ...], str]]] = {}
    for path, text in parts_of(model, Text):
        for language, said in text.items():
            for one in (language,) if language else languages:
                by_language.setdefault(one, []).append(((*path, language) if language else path, said))
    found: dict[Problem, None] = {}
    for language, written in by_language.items():
        for index, finding in vocabulary.reading(language).checker.find_all(
            [proper.hidden(said) for _, said in written]
        ):
            path = written[index][0]
            mild = isinstance(model, Prospect) and path[0] in _THEIR_WORDS
            severity = WARNING if mild else finding.severity
            place = document.problem(path, finding.message, finding.hint, column=finding.start, severity=severity)
            found.setdefault(place)
    return list(found)
