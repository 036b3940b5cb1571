"""Patterns of a word list: words, alternatives, any ending, any figure, and the forms that words take.

``up to #%`` finds up to 40%; ``optimi*`` any ending; ``(market|industry) leading`` either word. English inflects the
first word of a verb and the last of a noun or adjective; Turkish the last word, by its chains of suffixes.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from valuepitch.turkish import is_form
from valuepitch.wording.tokens import Token, figure, fold

Test = Callable[[str], bool]

INFLECTIONS = ("fixed", "noun", "verb", "adjective")
_WORD = re.compile(r"\*?[^\W\d_]+(?:'[^\W\d_]+)*|[^\W\d_]+(?:'[^\W\d_]+)*\*|\*|#[%x]?")
_PIECE = re.compile(r"\([^()]*\)|[^\s\-()]+")
_FIGURE = re.compile(r"[%$€£₺]?\d[\d.,]*(%|[^\W\d_]+)?('[^\W\d_]+)?")


class PatternError(ValueError):
    """A pattern that cannot be read."""


@dataclass(frozen=True)
class Pattern:
    """A sequence of words to find.

    Attributes:
        keys: how it is looked up: by its first word or two (``=word``), beginnings (``^wor``), endings (``$ord``).
        tests: one per word.
    """

    keys: tuple[str, ...]
    tests: tuple[Test, ...]

    def matches(self, words: Sequence[Token], start: int) -> bool:
        """Whether it stands at a token."""
        if start < 0 or start + len(self.tests) > len(words):
            return False
        if not self.tests[0](words[start].word):
            return False
        return all(
            words[start + i].joined and test(words[start + i].word) for i, test in enumerate(self.tests[1:], start=1)
        )


BEGINNING = 3  # letters by which words with any ending are looked up


def compiled(pattern: str, language: str, inflected: str | None) -> Iterator[Pattern]:
    """The patterns that a text of a word list stands for, one per alternative.

    Raises:
        PatternError: it is empty or holds a sign that is no part of the pattern language.
    """
    how = inflected or ("noun" if language == "tr" else "fixed")
    for words in _alternatives(pattern, language):
        at = 0 if how == "verb" and language != "tr" else len(words) - 1
        parts = [_part(word, language, how if index == at else "fixed") for index, word in enumerate(words)]
        yield Pattern(_keys(parts[0][0], parts[1][0] if parts[1:] else ()), tuple(test for _, test in parts))


def _keys(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    """Two whole words are looked up together, since many phrases begin with a common word."""
    if second and all(key.startswith("=") for key in (*first, *second)):
        return tuple(f"{one} {two[1:]}" for one in first for two in second)
    return first


def _alternatives(pattern: str, language: str) -> Iterator[tuple[str, ...]]:
    groups: list[list[str]] = []
    folded = fold(pattern.replace("’", "'"), language)
    if re.sub(r"[\s\-]", "", _PIECE.sub("", folded)):
        raise PatternError(f"the pattern {pattern} has a bracket too many or too few")
    for piece in _PIECE.findall(folded):
        options = piece[1:-1].split("|") if piece.startswith("(") else [piece]
        options = [figure(word) if _FIGURE.fullmatch(word) else word for word in options]
        for word in options:
            if not _WORD.fullmatch(word):
                raise PatternError(f"{word} in the pattern {pattern} is no word")
        groups.append(options)
    if not groups or "*" in groups[0]:
        raise PatternError(f"the pattern {pattern!r} begins with no word")
    yield from itertools.product(*groups)


def _part(word: str, language: str, how: str) -> tuple[tuple[str, ...], Test]:
    """The keys and the test of one word."""
    if word == "*":
        return (), lambda text: not text.startswith("#")
    if word.startswith("#"):
        return ("=#", "=#%", "=#x") if word == "#" else (f"={word}",), lambda text: text.startswith(word)
    if word.startswith("*"):
        end = word[1:]
        return (f"${end[-BEGINNING:]}",), lambda text: text.endswith(end)
    if word.endswith("*"):
        stem = word[:-1]
        return (f"^{stem[:BEGINNING]}",), lambda text: text.startswith(stem)
    if language == "tr" and how != "fixed":
        return _turkish(word, how)
    forms = frozenset(english_forms(word, how)) if language != "tr" else frozenset((word,))
    return tuple(f"={form}" for form in sorted(forms)), forms.__contains__


def _turkish(stem: str, how: str) -> tuple[tuple[str, ...], Test]:
    most, verb = stem[:-1], how == "verb"

    def test(text: str) -> bool:
        return text == stem or (text.startswith(most) and is_form(text, stem, verb=verb))

    # A final consonant may soften, so that a short stem is looked up without it.
    return (f"={stem}", f"^{most[:BEGINNING]}"), test


_VOWELS = "aeiou"


def english_forms(word: str, how: str) -> Iterable[str]:
    """The regular forms of a word: leverage, leverages, leveraged, leveraging."""
    if how == "fixed":
        return (word,)
    plural = _with_s(word)
    if how == "noun":
        return (word, plural, f"{word}'s", f"{plural}'")
    stem = word[:-1] if word.endswith("e") else word
    if how == "adjective":
        adverb = stem + "y" if word.endswith("le") else _without_y(word) + "ly"
        return (word, adverb, f"{_without_y(stem)}er", f"{_without_y(stem)}est")
    past = f"{_without_y(stem)}ed"
    doubled = word + word[-1] if word[-1] not in _VOWELS + "wy" else word
    return (word, plural, past, f"{stem}ing", f"{doubled}ed", f"{doubled}ing")


def _with_s(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "z", "ch", "sh")) else f"{word}s"


def _without_y(word: str) -> str:
    return f"{word[:-1]}i" if word.endswith("y") and word[-2:-1] not in _VOWELS else word
