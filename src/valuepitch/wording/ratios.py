"""How a page speaks as a whole: length of sentences, of whom it speaks, what it leaves unexplained."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from valuepitch.wording.check import BETWEEN, Reading
from valuepitch.wording.entries import Words
from valuepitch.wording.pattern import PatternError, Test, compiled

MEAN_SENTENCE, LONGEST_SENTENCE = 18, 28  # words
LEAST_RATIO = 3  # words for the reader to words for the seller
MOST_OWN = 3  # our, we, us on a page
MOST_TRADE_NAMES = 3

# A stop ends a sentence where a capital, a figure or a name follows; an ordinal (24. ay) does not.
_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÇĞİÖŞÜ\d“\"◆$€£₺%−(])")
_ABBREVIATION = re.compile(r"\b[A-ZÇĞİÖŞÜ]{2,6}\b")
HIDDEN = "◆"  # stands for a proper name


@dataclass(frozen=True)
class Ratios:
    """What is counted over a page.

    Attributes:
        mean: words in a sentence, on average.
        longest: the longest sentence, and its words.
        theirs: the reader's name and words for the reader.
        ours: the seller's and the product's names, and words for us.
        own: words for us alone.
        unexplained: abbreviations that are not explained at their first use.
    """

    mean: float
    longest: tuple[str, int]
    theirs: int
    ours: int
    own: int
    unexplained: tuple[str, ...]


class Counter:
    """Counts the ratios of pages in one language, its patterns compiled once.

    Raises:
        PatternError: a word for the reader or the seller cannot be read, or is more than one word.
    """

    def __init__(self, words: Words) -> None:
        self.words = words
        self._own, self._theirs = (self._tests(written) for written in (words.own, words.theirs))
        self._known: dict[str, tuple[bool, bool]] = {}  # of each word that was met

    def _tests(self, written: Iterable[str]) -> list[Test]:
        found: list[Test] = []
        for text in written:
            for pattern in compiled(text, self.words.language, "fixed"):
                if len(pattern.tests) > 1:
                    raise PatternError(f"{text} is more than one word")
                found.append(pattern.tests[0])
        return found

    def count(
        self,
        prose: Sequence[str],
        reading: Reading,
        labels: Sequence[int] = (),
        reader: Sequence[str] = (),
        seller: Sequence[str] = (),
    ) -> Ratios:
        """The ratios of a page.

        Args:
            prose: the texts that are made of sentences.
            reading: every text of the page; names are hidden in both.
            labels: numbers of the texts that are in capitals, or in the reader's own words.
            reader, seller: each name as often as it stands on the page.
        """
        found = [(one, sum(any(map(str.isalnum, word)) for word in one.split())) for one in sentences(prose)]
        sizes = [size for _, size in found] or [0]
        apart = set(labels)
        own, theirs = self._counted(reading, apart)
        whole = BETWEEN.join(text for index, text in enumerate(reading.texts) if index not in apart)
        return Ratios(
            sum(sizes) / len(sizes),
            max(found, key=lambda item: item[1], default=("", 0)),
            theirs + len(reader),
            own + len(seller),
            own,
            self._unexplained(whole),
        )

    def _counted(self, reading: Reading, apart: set[int]) -> tuple[int, int]:
        """How many words speak of the seller, and of the reader; in the reader's own words we is not the seller."""
        own = theirs = 0
        for word, start, end, _ in reading.words:
            is_own, is_theirs = self._kind(word)
            own += is_own and reading.whole[start:end] != "US" and reading.text_of(start) not in apart
            theirs += is_theirs
        return own, theirs

    def _kind(self, word: str) -> tuple[bool, bool]:
        if word not in self._known:
            kinds = any(test(word) for test in self._own), any(test(word) for test in self._theirs)
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            self._known[word] = kinds
        return self._known[word]

    def _unexplained(self, whole: str) -> tuple[str, ...]:
        known = set(self.words.known) | {item.phrase for item in self.words.allowed}
        first: dict[str, re.Match[str]] = {}
        for match in _ABBREVIATION.finditer(whole):
            first.setdefault(match[0], match)
        return tuple(text for text, match in first.items() if text not in known and not _is_explained(match))


_MOST_KNOWN = 20_000


def _is_explained(match: re.Match[str]) -> bool:
    """Whether an abbreviation stands in brackets after its words, or before brackets with them."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    return (before.endswith("(") and after.startswith(")")) or after.startswith(" (")


def sentences(prose: Iterable[str]) -> list[str]:
    """The sentences of texts."""
    return [sentence for text in prose for sentence in _END.split(text) if sentence]
