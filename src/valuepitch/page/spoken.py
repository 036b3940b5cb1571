"""The texts of a finished page, as the wording check reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from valuepitch.model import Product, Prospect
from valuepitch.model.base import parts_of
from valuepitch.wording.ratios import HIDDEN

# Fields that are not printed: what the file is called, names of parts and of styles, points of charts.
_NAMED = frozenset({"author", "document_title", "language", "reader", "charts", "id", "style", "logo"})
_DRAWN = frozenset({"anchor", "expected", "conservative", "band", "alt"})
_UNREAD = _NAMED | {"source", "case"}  # where a figure comes from, and the fingerprint: printed, and no prose
_WORD = re.compile(r"[^\W\d_]{2}")
# The parts that are made of sentences.
_PROSE = re.compile(
    r"title|summary|decision\.text|footer\.text|sensitivity\.(note|empty)|measures\[\d+\]\.note"
    r"|cash_flow\.notes\[\d+\]"
)


@dataclass(frozen=True)
class Piece:
    """One text of the page.

    Attributes:
        place: where it stands: ``cash_flow.rows[0].name``.
        is_prose: it is made of sentences.
        is_label: it is a tag in capitals, or an objective in the prospect's own words.
    """

    place: str
    text: str

    @property
    def is_prose(self) -> bool:
        return bool(_PROSE.fullmatch(self.place))

    @property
    def is_label(self) -> bool:
        return self.place.endswith(".tag") or (
            self.place.startswith("objectives.rows") and self.place.endswith(".name")
        )


def pieces(page: Mapping[str, Any]) -> Iterator[Piece]:
    """Every text of a page that is read, with its place."""
    return (piece for piece in _walk(page, "", _UNREAD | _DRAWN) if _WORD.search(piece.text))


def printed(page: Mapping[str, Any]) -> Iterator[Piece]:
    """Every text of a page that is printed, figures and sources too, with its place."""
    return _walk(page, "", _NAMED | _DRAWN)


def _walk(value: Any, place: str, passed_over: frozenset[str]) -> Iterator[Piece]:
    if isinstance(value, str):
        if value:
            yield Piece(place, value)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if key not in passed_over:
                yield from _walk(item, f"{place}.{key}" if place else key, passed_over)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _walk(item, f"{place}[{index}]", passed_over)


@dataclass(frozen=True)
class Names:
    """The proper names of a case, which are never read.

    Attributes:
        reader: of the prospect and the contact.
        seller: of the seller and the product.
        other: sector, titles, preparer, sources, ledger lines, clauses, currencies.
    """

    reader: tuple[str, ...]
    seller: tuple[str, ...]
    other: tuple[str, ...]

    @cached_property
    def _all(self) -> re.Pattern[str]:
        return _whole({*self.reader, *self.seller, *self.other})

    def hidden(self, text: str) -> str:
        """A text with every name hidden, each letter of it, so that places stay."""
        return self._all.sub(lambda match: HIDDEN * len(match[0]), text) if text else text

    def counted(self, texts: Iterable[str], names: Iterable[str]) -> list[str]:
        """Each of some names as often as it stands in the texts."""
        return _whole(set(names)).findall("\n".join(texts))


def _whole(names: set[str]) -> re.Pattern[str]:
    """Any of some names as whole words, the longest first."""
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)" if ordered else r"(?!)")


def count_of(name: str, text: str) -> int:
    """How often a name stands in a text as whole words."""
    return len(_whole({name}).findall(text))


def names(*models: Prospect | Product) -> Names:
    """The proper names of a prospect, of a product profile, or of both."""
    reader: list[str] = []
    seller: list[str] = []
    other: list[str] = []
    for model in models:
        if isinstance(model, Product):
            seller += [model.seller, model.name]
        else:
            reader += _of_reader(model)
            other += [person.title for person in (model.contact, model.preparer) if person]
            other += [text for text in (model.sector.name, model.sector.code) if text] if model.sector else []
            other += [model.preparer.name] if model.preparer and model.preparer.name else []
        other += [model.currency, *(text for path, text in parts_of(model, str) if path[-1] in _REFERENCES)]
    return Names(tuple(reader), tuple(seller), tuple(other))


_REFERENCES = ("source", "contract", "line")


def _of_reader(prospect: Prospect) -> list[str]:
    contact = prospect.contact
    return [prospect.name, *([contact.name] if contact and contact.name else [])]
