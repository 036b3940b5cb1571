"""Texts of a list: cleaned column by column, by the rules of the model."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, get_args

import numpy as np
from babel import Locale
from numpy.typing import NDArray
from pydantic_core import PydanticCustomError

from valuepitch.inputs.targets.table import Cells, Unread, is_blank, objects
from valuepitch.locale import known_currency, languages
from valuepitch.model.base import refuse, said_of, shown
from valuepitch.model.prospect import Level
from valuepitch.model.texts import NAME_LENGTH, text_of
from valuepitch.text import clean, did_you_mean
from valuepitch.turkish import fold

Reader = Callable[[str], str]

LONGEST = 2000  # of what no page prints

# Names of countries that no list of them holds, folded.
_COUNTRIES = {
    "usa": "US", "u.s.a.": "US", "u.s.": "US", "united states of america": "US", "america": "US",
    "uk": "GB", "u.k.": "GB", "great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB",
    "northern ireland": "GB", "holland": "NL", "the netherlands": "NL", "czech republic": "CZ", "turkey": "TR",
    "türkiye": "TR", "russia": "RU", "russian federation": "RU", "south korea": "KR", "korea, republic of": "KR",
    "republic of korea": "KR", "ireland, republic of": "IE", "republic of ireland": "IE", "viet nam": "VN",
    "hong kong": "HK", "macau": "MO", "taiwan": "TW", "uae": "AE", "abd": "US", "i̇ngiltere": "GB",
    "people's republic of china": "CN", "deutschland": "DE", "españa": "ES", "italia": "IT", "polska": "PL",
    "österreich": "AT", "schweiz": "CH", "suisse": "CH", "sverige": "SE", "norge": "NO", "danmark": "DK",
    "brasil": "BR", "méxico": "MX", "côte d'ivoire": "CI",
}  # fmt: skip


@functools.cache
def countries() -> dict[str, str]:
    """Two-letter codes by folded name, in the languages of the page, and by code."""
    out: dict[str, str] = {}
    for code in languages():
        names = Locale.parse(code).territories
        out |= {fold(name): key for key, name in names.items() if len(key) == 2 and key.isalpha() and key not in _NONE}
        out |= {name.casefold(): key for key, name in names.items() if key in out.values()}
    out |= {key.lower(): key for key in set(out.values())}
    return {**out, **_COUNTRIES}


_NONE = {"ZZ", "EU", "EZ", "UN", "XA", "XB", "QO"}  # territories that are no countries


def _country(text: str) -> str:
    found = countries().get(fold(text)) or countries().get(text.casefold())
    if found is None:
        raise refuse(f"is {shown(text)}, no country", "write its two-letter code, such as US, DE or TR")
    return found


def _currency(text: str) -> str:
    code = "TRY" if text == "TL" else text.upper()
    if not known_currency(code):
        raise refuse(f"is {shown(text)}, not a currency", "write its three-letter code, such as USD, EUR or TRY")
    return code


def _one_of(known: tuple[str, ...]) -> Reader:
    def read(text: str) -> str:
        word = text.lower().replace(" ", "_")
        if word not in known:
            raise refuse(f"is {shown(text)}, not one of {', '.join(known)}", did_you_mean(word, known))
        return word

    return read


def _language(text: str) -> str:
    code = text.lower()
    if code not in languages():
        known = ", ".join(languages())
        raise refuse(f"is {shown(text)}, a language without a catalogue", f"there is a page in {known}")
    return code


_name = text_of(NAME_LENGTH)
# Fields whose texts are few, each of which is read once; every other is a name.
READERS: dict[str, Reader] = {
    "country": _country,
    "currency": _currency,
    "language": _language,
    "contact_level": _one_of(get_args(Level)),
    "hurdle_basis": _one_of(("before_tax", "after_tax")),
    "hurdle_prices": _one_of(("nominal", "real")),
}
_LATIN = "[!-~\u00a1-\u00ac\u00ae-\u024f]+"
_TIDY = re.compile(rf"{_LATIN}(?: {_LATIN})*").fullmatch  # what cleaning leaves as it is
_LONG: dict[str, Reader] = {"website": text_of(LONGEST)}


@dataclass
class TextColumn:
    """A column of cleaned texts.

    Attributes:
        values: shape (n,); "" for blank.
        faults: row index, what is wrong, what to do.
        dropped: the same for texts that lost marks which are not printed.
    """

    values: NDArray[np.object_]
    faults: list[tuple[int, str, str]] = field(default_factory=list)
    dropped: list[tuple[int, str, str]] = field(default_factory=list)


def read_texts(name: str, cells: Cells) -> TextColumn:
    """The texts of a field's column as the model would have them."""
    if cells.dtype != object:
        cells = objects([None if np.isnan(value) else value for value in cells])
    out = TextColumn(np.full(len(cells), "", dtype=object))
    chosen = READERS.get(name)
    known: dict[str, str] = {}
    for i, raw in enumerate(cells):
        if raw is None or raw == "":
            continue
        if isinstance(raw, Unread):
            out.faults.append((i, raw.reason, raw.remedy))
            continue
        text = raw if type(raw) is str else _as_text(raw)
        if chosen is None and len(text) <= NAME_LENGTH and _TIDY(text):
            out.values[i] = text
        elif chosen is not None and text in known:
            out.values[i] = known[text]
        elif not is_blank(text):
            out.values[i] = known[text] = _read(text, chosen or _LONG.get(name, _name), i, out)
            if chosen is None or not out.values[i]:
                del known[text]
    return out


def _as_text(raw: Any) -> str:
    """A cell that is no text: a whole number without its point, a day without its hour."""
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e15:
        return str(int(raw))
    return str(raw).removesuffix(" 00:00:00")


def _read(raw: str, reader: Reader, i: int, out: TextColumn) -> str:
    """One text, or "" with its fault noted."""
    try:
        cleaned = clean(raw)
        value = str(reader(cleaned))
    except PydanticCustomError as error:
        out.faults.append((i, *said_of(error)))
        return ""
    if len("".join(raw.split())) > len("".join(cleaned.split())):
        out.dropped.append((i, "holds marks that are not printed", "retype the text if it looks wrong"))
    return value
