"""Finds the words of a list in texts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from valuepitch.errors import ERROR
from valuepitch.wording.entries import CLASSES, Entry, Words
from valuepitch.wording.pattern import BEGINNING, Pattern, PatternError, compiled
from valuepitch.wording.tokens import Token, fold, tokens

BETWEEN = "\n¶\n"  # parts texts that are read in one go: no phrase reaches over it


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

    @property
    def hint(self) -> str:
        """What to write instead, for a report."""
        return f"write: {self.entry.write}"


@dataclass(frozen=True)
class Reading:
    """Several texts as one, with their words: read once for all that looks at them.

    Attributes:
        starts: where each text begins in the whole; one more for the end.
    """

    texts: Sequence[str]
    whole: str
    starts: Sequence[int]
    words: list[Token]

    def text_of(self, place: int) -> int:
        """The number of the text at a place of the whole."""
        return bisect_right(self.starts, place) - 1


def read(texts: Sequence[str], language: str) -> Reading:
    """Texts as words and figures."""
    whole = BETWEEN.join(texts)
    starts = list(accumulate((len(text) + len(BETWEEN) for text in texts), initial=0))
    return Reading(texts, whole, starts, tokens(whole, language))


@dataclass(frozen=True)
class _Sought:
    """An entry with its patterns by key, made when a text first holds one of its keys."""

    entry: Entry
    by_key: Mapping[str, Sequence[Pattern]]
    unless: Sequence[Pattern]


class Checker:
    """A word list for texts of one language; each entry's patterns are compiled once, when they are first needed.

    Args:
        at_once: compile all of them now, for a list that may hold what cannot be read.

    Raises:
        PatternError: an allowed phrase or a regular expression cannot be read; with ``at_once`` any pattern.
    """

    def __init__(self, words: Words, *, at_once: bool = False) -> None:
        self.words = words
        self.language = words.language
        self._keys: Mapping[str, Sequence[int]] = words.keys or keys_of(words)
        self._made: dict[int, _Sought] = {}
        self._firsts = {key[1:].partition(" ")[0] for key in self._keys if key[0] == "="}
        self._begins, self._ends = ({key[1:] for key in self._keys if key[0] == sign} for sign in "^$")
        self._regexes = [(_regex(e), number) for number, e in enumerate(words.entries) if e.regex is not None]
        self._allowed = tuple(self._compiled((item.phrase for item in words.allowed), "noun"))
        self._beside = {name: tuple(self._compiled(found, "noun")) for name, found in words.beside.items()}
        if at_once:
            for number in range(len(words.entries)):
                self._sought(number)

    def _compiled(self, patterns: Iterable[str], inflected: str | None) -> Iterator[Pattern]:
        for pattern in patterns:
            yield from compiled(pattern, self.language, inflected)

    def _sought(self, index: int) -> _Sought:
        if index not in self._made:
            entry = self.words.entries[index]
            by_key: dict[str, list[Pattern]] = defaultdict(list)
            for pattern in self._compiled(entry.find, entry.inflected):
                for key in pattern.keys:
                    by_key[key].append(pattern)
            self._made[index] = _Sought(entry, by_key, tuple(self._compiled(entry.unless, "noun")))
        return self._made[index]

    def find(self, text: str) -> list[Finding]:
        """Every finding in a text, in order; of two that overlap the longer one."""
        return [finding for _, finding in self.find_all([text])]

    def find_all(self, texts: Sequence[str]) -> list[tuple[int, Finding]]:
        """Every finding in several texts, each with the number of its text; quicker than one by one."""
        return self.find_in(read(texts, self.language))

    def find_in(self, reading: Reading) -> list[tuple[int, Finding]]:
        """Every finding in texts that were read already."""
        out: list[tuple[int, Finding]] = []
        for finding in _longest([*self._by_words(reading), *self._by_regex(reading)]):
            index = reading.text_of(finding.start)
            start = reading.starts[index]
            out.append((index, replace(finding, start=finding.start - start, end=finding.end - start)))
        return out

    def _by_words(self, reading: Reading) -> Iterator[Finding]:
        words = reading.words
        for index in self._worth(words):
            for key in keys_at(words, index):
                for number in self._keys.get(key, ()):
                    sought = self._sought(number)
                    for pattern in sought.by_key[key]:
                        last = index + len(pattern.tests) - 1
                        if pattern.matches(words, index) and not self._is_right(reading, index, last, sought):
                            start, end = words[index].start, words[last].end
                            yield Finding(start, end, reading.whole[start:end], sought.entry)

    def _worth(self, words: list[Token]) -> Iterator[int]:
        """The words at which an entry may begin: few of a text."""
        firsts, begins, ends = self._firsts, self._begins, self._ends
        for index, (word, *_) in enumerate(words):
            if (
                word in firsts
                or word[:3] in begins
                or word[-3:] in ends
                or word[:2] in begins
                or word[-2:] in ends
                or word[:1] in begins
                or word[-1:] in ends
            ):
                yield index

    def _is_right(self, reading: Reading, first: int, last: int, sought: _Sought) -> bool:
        """Whether the words stand inside a phrase, or beside one in their sentence, that makes them right."""
        read = reading.words
        for phrase in (*sought.unless, *self._allowed):
            size = len(phrase.tests)
            if any(phrase.matches(read, start) for start in range(last - size + 1, first + 1)):
                return True
        beside = self._beside.get(sought.entry.word_class, ())
        if not beside:
            return False
        sentence = _sentence(reading, first, last)
        return any(phrase.matches(sentence, at) for phrase in beside for at in range(len(sentence)))

    def _by_regex(self, reading: Reading) -> Iterator[Finding]:
        if not self._regexes:
            return
        read = reading.words
        ends = [token.end for token in read]
        for text, start in zip(reading.texts, reading.starts[:-1], strict=True):
            folded = fold(text, self.language).replace("’", "'")
            for regex, number in self._regexes:
                for match in regex.finditer(folded):
                    at, end = start + match.start(), start + match.end()
                    first = bisect_right(ends, at)
                    inside = [i for i in range(first, len(read)) if read[i].start < end] if match[0].strip() else []
                    sought = self._sought(number)
                    if inside and not self._is_right(reading, inside[0], inside[-1], sought):
                        yield Finding(at, end, text[match.start() : match.end()].strip(), sought.entry)


def keys_of(words: Words) -> dict[str, list[int]]:
    """By what each entry is looked up: {key: numbers of entries}."""
    found: dict[str, dict[int, None]] = defaultdict(dict)
    for number, entry in enumerate(words.entries):
        for text in entry.find:
            for pattern in compiled(text, words.language, entry.inflected):
                for key in pattern.keys:
                    found[key][number] = None
    return {key: list(numbers) for key, numbers in found.items()}


def joined(base: Words, more: Words) -> Words:
    """Two lists of one language as one."""
    keys = {key: list(numbers) for key, numbers in (base.keys or keys_of(base)).items()}
    for key, numbers in keys_of(more).items():
        keys.setdefault(key, []).extend(number + len(base.entries) for number in numbers)
    classes = {**base.beside, **more.beside}
    return Words(
        base.language,
        (*base.entries, *more.entries),
        {name: (*base.beside.get(name, ()), *more.beside.get(name, ())) for name in classes},
        (*base.known, *more.known),
        (*base.own, *more.own),
        (*base.theirs, *more.theirs),
        (*base.allowed, *more.allowed),
        keys,
    )


def keys_at(read: list[Token], index: int) -> Iterator[str]:
    """The keys by which an entry may begin at a token."""
    word = read[index].word
    yield f"={word}"
    if index + 1 < len(read) and read[index + 1].joined:
        yield f"={word} {read[index + 1].word}"
    for size in range(1, min(BEGINNING, len(word)) + 1):
        yield f"^{word[:size]}"
        yield f"${word[-size:]}"


_END = re.compile(r"[.!?]\s|¶")


def _sentence(reading: Reading, first: int, last: int) -> list[Token]:
    """The words of the sentence around some of them."""
    text, read = reading.whole, reading.words
    while first > 0 and not _END.search(text, read[first - 1].end, read[first].start):
        first -= 1
    while last + 1 < len(read) and not _END.search(text, read[last].end, read[last + 1].start):
        last += 1
    return read[first : last + 1]


def _longest(found: list[Finding]) -> list[Finding]:
    """Findings in order; of two of which one holds the other the one that stops a build, else the longer one."""

    def weight(finding: Finding) -> tuple[bool, int]:
        return finding.severity == ERROR, finding.end - finding.start

    kept: list[Finding] = []
    for finding in sorted(found, key=lambda item: (item.start, -item.end)):
        if not kept or (finding.start > kept[-1].start and finding.end > kept[-1].end):
            kept.append(finding)  # apart, or each with words of its own
        elif weight(finding) > weight(kept[-1]):
            kept[-1] = finding
    return kept


def _regex(entry: Entry) -> re.Pattern[str]:
    try:
        return re.compile(entry.regex or "")
    except re.error as error:
        raise PatternError(f"{entry.regex} is no regular expression: {error}") from error
