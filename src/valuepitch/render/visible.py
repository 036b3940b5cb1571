"""Whether a finished page can be read where it must not be silent, whatever its template did.

Texts are looked for as :mod:`valuepitch.page.spoken` lists them, the longest first, each as often as the page has it,
among the letters that an eye can read (:mod:`valuepitch.render.seen`). The parts of a table's row have to follow one
another, so that no figure moves to another row.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from valuepitch.page.spoken import Piece, printed
from valuepitch.render.seen import APART, Letter, letters

ABSENT = "is not on the page"
PARTED = "has parts that do not stand in one row"

# What no template may leave out or hide.
_MANDATORY = re.compile(
    r"header\.(prospect|date)|title|measures\[\d+\]\.(value|name)|sensitivity\.(heading|note)"
    r"|cash_flow\.rows\[\d+\]\.(name|cells\[\d+\])|wrong\.rows\[\d+\]\.(name|value)"
    r"|sources\.rows\[\d+\]\.(name|value|tag|source)|sources\.notes\[\d+\]"
    r"|decision\.(label|text)|footer\.(text|case)"
)
_ROW = re.compile(r"((?:cash_flow|wrong|sources)\.rows\[\d+\])\.")
_HYPHEN = re.compile(r"[-\u2010](?=[^\W\d_])")  # a line may end after one, and readers differ on what it is then
_DROPPED = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff\ufffe\x02\u0307"))
_FOLDED = str.maketrans({"İ": "i", "ı": "i", "I": "i"})
_BETWEEN = ":·|=;,"  # what may part two texts of a row
_UNREAD = "\x00"
_SHOWN = 60  # characters of a text in a message


def hidden(pdf: bytes, page: Mapping[str, Any]) -> list[str]:
    """Which mandatory texts cannot be read on a finished page, each with its place and why; empty where all can.

    Args:
        pdf: the file; its first page is read.
        page: ``PageContext.plain()``.
    """
    found = letters(pdf)
    if found is None:
        return ["page: is larger than any paper"]
    return list(_Search(found).missing(_items(page, keep_notes=_not_counted(page))))


@dataclass(frozen=True)
class _Wanted:
    """A text to look for.

    Attributes:
        folded: as it is compared: without spaces and case.
        inside: the places in it that are inside a word.
        needed: no page may do without it.
    """

    place: str
    text: str
    folded: str
    inside: tuple[int, ...]
    needed: bool


@dataclass(frozen=True)
class _Item:
    """Texts that follow one another: one, or those of a row."""

    place: str
    parts: tuple[_Wanted, ...]

    @property
    def is_free(self) -> bool:
        """Its parts may stand in another order: the columns of a table may, but not those of years."""
        return not self.place.startswith("cash_flow")

    @property
    def firsts(self) -> tuple[_Wanted, ...]:
        """The parts that it may begin with."""
        return self.parts if self.is_free else self.parts[:1]

    @property
    def length(self) -> int:
        return sum(len(part.folded) for part in self.parts if part.needed or len(self.parts) == 1)


def _not_counted(page: Mapping[str, Any]) -> frozenset[str]:
    """The places of the notes that say why a row is not counted."""
    rows = page["cash_flow"]["rows"]
    return frozenset(f"cash_flow.rows[{index}].note" for index, row in enumerate(rows) if row["style"] == "apart")


def _items(page: Mapping[str, Any], keep_notes: frozenset[str]) -> list[_Item]:
    """Everything that is printed, the longest first; what is not needed, too, so that it is not taken for what is."""
    rows: dict[str, list[_Wanted]] = {}
    for piece in printed(page):
        needed = bool(_MANDATORY.fullmatch(piece.place)) or piece.place in keep_notes
        row = _ROW.match(piece.place)
        wanted = _wanted(piece, needed)
        if wanted.folded:
            rows.setdefault(row[1] if row else piece.place, []).append(wanted)
    return sorted((_Item(place, tuple(parts)) for place, parts in rows.items()), key=lambda item: -item.length)


def _wanted(piece: Piece, needed: bool) -> _Wanted:
    folded, inside = "", list[int]()
    for word in _HYPHEN.sub("", piece.text).split():
        start = len(folded)
        folded += _fold(word)
        inside += range(start + 1, len(folded))
    return _Wanted(piece.place, piece.text, folded, tuple(inside), needed)


@functools.lru_cache(maxsize=4096)
def _fold(text: str) -> str:
    """A text as it is compared: capitals and small letters are one, a ligature is its letters."""
    plain = unicodedata.normalize("NFKC", text.translate(_FOLDED)).casefold()
    return "".join(plain.translate(_DROPPED).split())


class _Search:
    """Looks texts up among a page's letters; what is found once is taken."""

    def __init__(self, found: list[Letter]) -> None:
        self.letters: list[Letter] = []
        chars: list[str] = []
        for letter, after in zip(found, [*found[1:], None], strict=True):
            if letter.char in "-\u2010" and after is not None and after.char.isalpha():
                continue
            for index, char in enumerate(_fold(letter.char)):
                chars.append(char)
                self.letters.append(letter if index == 0 else Letter(char, letter.fault, False, True))
        self.whole = self.all = "".join(chars)
        self.readable = "".join(
            _UNREAD if letter.fault else char for char, letter in zip(chars, self.letters, strict=True)
        )

    def missing(self, items: list[_Item]) -> Iterator[str]:
        """Every needed text that is not found, with the reason."""
        left = [item for item in items if not self._take(item) and any(part.needed for part in item.parts)]
        for item in left:
            alone = [part for part in item.parts if part.needed]
            absent = [part for part in alone if not self._take(_Item(part.place, (part,)))]
            for part in absent:
                yield _said(part, self._reason(part))
            if not absent:
                yield _said(alone[0], PARTED)

    def _take(self, item: _Item) -> bool:
        """Mark the first place where an item stands and can be read; False where there is none."""
        for first in item.firsts:
            at = self.readable.find(first.folded)
            while at >= 0:
                spans = self._spans(item, at)
                for start, end in spans:
                    self.readable = self.readable[:start] + _UNREAD * (end - start) + self.readable[end:]
                    self.all = self.all[:start] + _UNREAD * (end - start) + self.all[end:]
                if spans:
                    return True
                at = self.readable.find(first.folded, at + 1)
        return False

    def _spans(self, item: _Item, at: int) -> list[tuple[int, int]]:
        """Where the parts of an item stand that begins at a place; empty where it does not."""
        spans: list[tuple[int, int]] = []
        left = list(item.parts)
        while left:
            start = at
            part = self._next(left, start, item.is_free)
            while part is None and spans and self.readable[start : start + 1] in set(_BETWEEN):
                start += 1
                part = self._next(left, start, item.is_free)
            if part is None:
                break
            at = start + len(part.folded)
            spans.append((start, at))
            left = [other for other in left if other is not part] if item.is_free else left[left.index(part) + 1 :]
        return [] if len(left) == len(item.parts) or any(part.needed for part in left) else spans

    def _next(self, left: list[_Wanted], start: int, is_free: bool) -> _Wanted | None:
        """The part that stands at a place: any, the longest of several, or the next one in order."""
        if is_free:
            standing = [part for part in left if self._stands(part, start)]
            return max(standing, key=lambda part: len(part.folded), default=None)
        for part in left:
            if self._stands(part, start):
                return part
            if part.needed:
                return None
        return None

    def _stands(self, part: _Wanted, start: int) -> bool:
        """Whether a text stands at a place as words of its own."""
        end = start + len(part.folded)
        return (
            self.readable.startswith(part.folded, start)
            and self._opens(start, part.folded[0])
            and self._closes(end, part.folded[-1])
            and all(self.letters[start + index].joins for index in part.inside)
        )

    def _opens(self, start: int, char: str) -> bool:
        if start == 0 or self.letters[start].begins:
            return True
        before = self.all[start - 1]
        return char.isalpha() and not before.isalnum() and before != _UNREAD

    def _closes(self, end: int, char: str) -> bool:
        if end == len(self.letters) or self.letters[end].begins:
            return True
        ends = end + 1 == len(self.letters) or self.letters[end + 1].begins
        return self.all[end] in ".,;:)”" and (ends or char.isalpha())

    def _reason(self, part: _Wanted) -> str:
        """Why a text cannot be read: what most of its letters suffer from."""
        at = self.all.find(part.folded)
        if at < 0:
            at = self.whole.find(part.folded)
        if at >= 0:
            spans = [(at, part.folded)]
        else:  # something stands between its words
            words = [_fold(word) for word in part.text.split()]
            spans = [(start, word) for word in words if len(word) > 3 and (start := self.whole.find(word)) >= 0]
        span = [letter for start, word in spans for letter in self.letters[start : start + len(word)]]
        faults = Counter(letter.fault for letter in span if letter.fault)
        if faults and (at >= 0 or faults.total() > len(span) / 2):
            return faults.most_common(1)[0][0]
        parted = at >= 0 and not all(self.letters[at + index].joins for index in part.inside)
        return APART if parted else ABSENT


def _said(part: _Wanted, reason: str) -> str:
    text = part.text if len(part.text) <= _SHOWN else f"{part.text[: _SHOWN - 1]}…"
    return f"{part.place}: “{text}” {reason}"
