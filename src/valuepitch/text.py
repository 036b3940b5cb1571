"""Cleaning of texts, file names out of names, placeholders and near misses."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

# A name in braces, with a suffix after a colon where the language has them: {sites}, {horizon:DA}.
PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)(?::([^\W\d_()]*(?:\([^\W\d_]\))?[^\W\d_]+))?\}")

_BIDI = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F}
_DROPPED = _BIDI | {0xFEFF, 0x200B, 0x2060}
_RESERVED = re.compile(r"con|prn|aux|nul|conin|conout|com[0-9]|lpt[0-9]")
_FOLDED = str.maketrans({"ß": "ss", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th"})


def clean(text: str) -> str:
    """A text as it is printed: NFC, one line, no invisible or direction-changing marks.

    Control characters, noncharacters, byte order marks, zero width spaces and
    bidirectional controls are dropped; tabs and line ends become spaces; runs
    of spaces become one. Zero width joiners stay (Persian and Indic names need
    them). Lone surrogates stay and are for the caller to refuse
    (:func:`has_surrogate`), since dropping them would change a name silently.
    """
    spaced = re.sub(r"[\t\n\v\f\r\x85\u2028\u2029]", " ", unicodedata.normalize("NFC", text))
    kept = "".join(c for c in spaced if not _is_dropped(c))
    # What was dropped may have stood between a letter and its accent.
    return re.sub(r"[ \u3000]+", " ", unicodedata.normalize("NFC", kept)).strip()


def _is_dropped(char: str) -> bool:
    code = ord(char)
    if code in _DROPPED or 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE:
        return True
    return unicodedata.category(char) == "Cc"


def has_surrogate(text: str) -> bool:
    """Whether the text holds half of a surrogate pair, which no file can carry."""
    return any(0xD800 <= ord(c) <= 0xDFFF for c in text)


def slug(text: str, fallback: str = "page") -> str:
    """A file name that every system accepts: ``[a-z0-9-]``, at most 60 characters."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_FOLDED))
    plain = "".join(c if c.isascii() and c.isalnum() else "-" for c in folded if not unicodedata.combining(c))
    short = re.sub(r"-+", "-", plain).strip("-")[:60].strip("-")
    if _RESERVED.fullmatch(short):
        short = f"{fallback}-{short}"
    return short or fallback


def placeholders(text: str) -> list[str]:
    """The names that stand in braces in a text, in order."""
    return [match[1] for match in PLACEHOLDER.finditer(text)]


def suffixes(text: str) -> list[str]:
    """The suffixes that placeholders of a text ask for."""
    return [match[2] for match in PLACEHOLDER.finditer(text) if match[2]]


def fill(
    text: str,
    values: Mapping[str, str] | Callable[[str], str],
    suffixed: Callable[[str, str], str] | None = None,
) -> str:
    """Put printed figures in the place of ``{name}``; anything else in braces stays as it is.

    Args:
        suffixed: joins a figure and a suffix (``{name:DA}``); without it suffixes are left out.

    Raises:
        KeyError: a placeholder has no value.
    """
    value = values if callable(values) else values.__getitem__

    def printed(match: re.Match[str]) -> str:
        figure = value(match[1])
        return suffixed(figure, match[2]) if suffixed and match[2] else figure

    return PLACEHOLDER.sub(printed, text)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known name that a mistyped one most likely meant, or None."""
    found = difflib.get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return found[0] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known name, or all of them when none is near."""
    names = sorted(known)
    near = nearest(word, names)
    if near:
        return f"did you mean {near}?"
    return f"known: {', '.join(names)}" if names else "none is known here"


def first_upper(text: str) -> str:
    """The text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


# What a spreadsheet takes for the beginning of a formula; the wide forms in East Asian ones.
_RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def harmless(text: str) -> str:
    """A text for a cell of CSV: a quote before what a spreadsheet would run as a formula."""
    return f"'{text}" if text.startswith(_RUN) else text


def digits(value: float) -> str:
    """A number as a message quotes it: every digit that matters, no exponent."""
    text = format(Decimal(repr(round(value, 10))), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
