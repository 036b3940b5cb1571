"""Finds the words of a list in a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from valuepitch.wording.entries import CLASSES, Entry, Words
from valuepitch.wording.pattern import BEGINNING, Pattern, PatternError, compiled
from valuepitch.wording.tokens import Token, fold, tokens


@dataclass(frozen=True)
class Finding:
    """Words that a finance reader discounts.

    Attributes:
        start, end: their place in the text, in characters.
        phrase: as they stand there.
    """

    start: int
    end: int
    phrase: str
    entry: Entry

    @property
    def severity(self) -> str:
        return CLASSES[self.entry.word_class].severity

    @property
    def message(self) -> str:
        """What is wrong, for a report."""
        return f"says “{self.phrase}”, {CLASSES[self.entry.word_class].reason}"


class _Sought(NamedTuple):
    pattern: Pattern
    entry: Entry
    unless: tuple[Pattern, ...]


class Checker:
    """A word list, its patterns compiled once, for texts of one language.

    Raises:
        PatternError: an entry or an allowed phrase cannot be read.
    """

    def __init__(self, words: Words) -> None:
        self.words = words
        self.language = words.language
        self._by_key: dict[str, list[_Sought]] = defaultdict(list)
        self._regexes = [(self._regex(entry), entry) for entry in words.entries if entry.regex is not None]
        for entry in words.entries:
            unless = tuple(self._compiled(entry.unless, "noun"))
            for pattern in self._compiled(entry.find, entry.inflected):
                sought = _Sought(pattern, entry, unless)
                for key in pattern.keys:
                    self._by_key[key].append(sought)
        self._allowed = tuple(self._compiled((item.phrase for item in words.allowed), "noun"))
        self._beside = {name: tuple(self._compiled(found, "noun")) for name, found in words.beside.items()}

    def _compiled(self, patterns: Iterable[str], inflected: str | None) -> Iterator[Pattern]:
        for pattern in patterns:
            yield from compiled(pattern, self.language, inflected)

    @staticmethod
    def _regex(entry: Entry) -> re.Pattern[str]:
        try:
            return re.compile(entry.regex or "")
        except re.error as error:
            raise PatternError(f"{entry.regex} is no regular expression: {error}") from error

    def find(self, text: str) -> list[Finding]:
        """Every finding in a text, in order; of two that overlap the longer one."""
        read = tokens(text, self.language)
        found = [*self._by_words(text, read), *self._by_regex(text)]
        found.sort(key=lambda finding: (finding.start, -finding.end))
        kept: list[Finding] = []
        for finding in found:
            if not kept or finding.start >= kept[-1].end:
                kept.append(finding)
            elif finding.end - finding.start > kept[-1].end - kept[-1].start:
                kept[-1] = finding
        return kept

    def _by_words(self, text: str, read: list[Token]) -> Iterator[Finding]:
        for index, token in enumerate(read):
            for sought in self._candidates(token.word):
                if not sought.pattern.matches(read, index):
                    continue
                last = index + len(sought.pattern.tests) - 1
                if self._is_right(read, index, last, sought):
                    continue
                start, end = token.start, read[last].end
                yield Finding(start, end, text[start:end].strip(), sought.entry)

    def _candidates(self, word: str) -> Iterator[_Sought]:
        by_key = self._by_key
        for key in (f"={word}", *(f"^{word[:size]}" for size in range(1, BEGINNING + 1)), f"${word[-BEGINNING:]}"):
            if key in by_key:
                yield from by_key[key]

    def _is_right(self, read: list[Token], first: int, last: int, sought: _Sought) -> bool:
        """Whether the words stand inside a phrase, or beside one, that makes them right."""
        for phrase in (*sought.unless, *self._allowed):
            size = len(phrase.tests)
            if any(phrase.matches(read, start) for start in range(last - size + 1, first + 1)):
                return True
        beside = self._beside.get(sought.entry.word_class, ())
        return any(phrase.matches(read, start) for phrase in beside for start in range(len(read)))

    def _by_regex(self, text: str) -> Iterator[Finding]:
        if not self._regexes:
            return
        folded = fold(text, self.language)
        for regex, entry in self._regexes:
            for match in regex.finditer(folded):
                yield Finding(match.start(), match.end(), text[match.start() : match.end()].strip(), entry)
