"""Texts as words and figures, in lower case by the language's rule."""

from __future__ import annotations

import re
from typing import NamedTuple

from valuepitch.turkish import fold as fold_turkish

NUMBER = "#"

# Either a placeholder or a figure with its sign, unit and suffix; or a word with apostrophes inside.
_TOKEN = re.compile(
    r"(?P<number>\{[a-z][a-z0-9_]*(?::[^{}\s]*)?\}(?:['’][^\W\d_]+)?"
    r"|(?:[%$€£₺]\s?)?\d+(?:[.,]\d+)*(?:\s?%)?(?:['’]?[^\W\d_]+)?)"
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*"
)
_JOINS = re.compile(r"[\s\-‐‑\"“”„'‘’«»(\[]*")


class Token(NamedTuple):
    """A word or figure of a text.

    Attributes:
        word: in lower case; a figure is ``#`` and what it is read with: ``#``, ``#%``, ``#x``.
        joined: nothing but spaces, hyphens and quotes stands between it and the token before.
    """

    word: str
    start: int
    end: int
    joined: bool


def fold(text: str, language: str) -> str:
    """A text in lower case by the rule of its language, of the same length."""
    return fold_turkish(text) if language == "tr" else text.replace("İ", "i").lower()


def tokens(text: str, language: str) -> list[Token]:
    """The words and figures of a text, in order."""
    folded = fold(text, language).replace("’", "'")
    found: list[Token] = []
    end = 0
    for match in _TOKEN.finditer(folded):
        joined = bool(_JOINS.fullmatch(folded, end, match.start())) and end > 0
        word = figure(match[0]) if match["number"] else match[0]
        found.append(Token(word, match.start(), match.end(), joined))
        end = match.end()
    return found


def figure(text: str) -> str:
    """What stands for a figure: ``#``, ``#%`` or ``#x``."""
    if "%" in text:
        return "#%"
    return "#x" if text.endswith("x") else NUMBER
