"""How a page speaks as a whole: length of sentences, of whom it speaks, what it leaves unexplained."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from valuepitch.wording.check import BETWEEN, keys_at
from valuepitch.wording.entries import Words
from valuepitch.wording.pattern import Pattern, compiled
from valuepitch.wording.tokens import Token, tokens

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
    """Counts the ratios of pages in one language, its patterns compiled once."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self._own = self._patterns(words.own)
        self._theirs = self._patterns(words.theirs)

    def _patterns(self, written: Iterable[str]) -> dict[str, list[Pattern]]:
        by_key: dict[str, list[Pattern]] = defaultdict(list)
        for text in written:
            for pattern in compiled(text, self.words.language, "fixed"):
                for key in pattern.keys:
                    by_key[key].append(pattern)
        return by_key

    def count(self, prose: Sequence[str], texts: Sequence[str], reader: Sequence[str], seller: Sequence[str]) -> Ratios:
        """The ratios of a page.

        Args:
            prose: the texts that are made of sentences.
            texts: every text of the page; names are hidden in both.
            reader, seller: how often each name stands on the page, as the names themselves.
        """
        found = [
            (sentence, sum(any(map(str.isalnum, word)) for word in sentence.split())) for sentence in sentences(prose)
        ]
        sizes = [size for _, size in found] or [0]
        whole = BETWEEN.join(texts)
        read = tokens(whole, self.words.language)
        own, theirs = self._counted(whole, read, self._own), self._counted(whole, read, self._theirs)
        return Ratios(
            sum(sizes) / len(sizes),
            max(found, key=lambda item: item[1], default=("", 0)),
            theirs + len(reader),
            own + len(seller),
            own,
            self._unexplained(whole),
        )

    def _counted(self, text: str, read: list[Token], patterns: Mapping[str, Sequence[Pattern]]) -> int:
        return sum(
            any(pattern.matches(read, index) for key in keys_at(read, index) for pattern in patterns.get(key, ()))
            for index, token in enumerate(read)
            if text[token.start : token.end] != "US"
        )

    def _unexplained(self, whole: str) -> tuple[str, ...]:
        known = set(self.words.known) | {item.phrase for item in self.words.allowed}
        first: dict[str, re.Match[str]] = {}
        for match in _ABBREVIATION.finditer(whole):
            first.setdefault(match[0], match)
        return tuple(text for text, match in first.items() if text not in known and not _is_explained(match))


def _is_explained(match: re.Match[str]) -> bool:
    """Whether an abbreviation stands in brackets after its words, or before brackets with them."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    return (before.endswith("(") and after.startswith(")")) or after.startswith(" (")


def sentences(prose: Iterable[str]) -> list[str]:
    """The sentences of texts."""
    return [sentence for text in prose for sentence in _END.split(text) if sentence]
