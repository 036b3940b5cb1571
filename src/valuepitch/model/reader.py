"""Who reads the page: the level of the contact, which orders what is shown first."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field

from valuepitch.model.base import Record, refuse, shown
from valuepitch.model.prospect import Level, Prospect
from valuepitch.model.texts import Name
from valuepitch.turkish import fold

LEVELS: tuple[str, ...] = get_args(Level)
NONE = "none"


def _parse_below(raw: Any) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or raw < 1:
        raise refuse(f"is {shown(raw)}", "write a number of employees, such as 100")
    return raw


Below = Annotated[int, BeforeValidator(_parse_below)]


class SizeRow(Record):
    """A level by what is known of the prospect."""

    sector: Name | None = Field(None, description="How the sector's code begins, such as NAICS 62.")
    below: Below | None = Field(None, description="Fewer employees than these.")
    level: Level

    def fits(self, prospect: Prospect) -> bool:
        """Whether a prospect is of this size and sector; what is not known fits no limit."""
        code = prospect.sector.code if prospect.sector else None
        if self.sector is not None and not (code or "").startswith(self.sector):
            return False
        return self.below is None or (prospect.employees is not None and prospect.employees.value < self.below)


class Readers(Record):
    """``readers.toml``: levels by title, and by size and sector."""

    titles: dict[Literal["owner", "cfo", "controller", "operations", "it", "none"], tuple[Name, ...]] = {}
    sizes: tuple[SizeRow, ...] = ()

    def after(self, base: Readers) -> Readers:
        """These rows before those of another table; a title that both hold is this one's."""
        ours = {_words(phrase) for titles in self.titles.values() for phrase in titles}
        names = {**base.titles, **self.titles}
        titles = {
            name: (*self.titles.get(name, ()), *(p for p in base.titles.get(name, ()) if _words(p) not in ours))
            for name in names
        }
        return Readers(titles=titles, sizes=(*self.sizes, *base.sizes))

    def by_title(self, title: str) -> tuple[str, ...]:
        """The levels that a title names, the longest phrases first; more than one is not clear."""
        left = _words(title)
        found: dict[str, None] = {}
        phrases = [(_words(phrase), level) for level, titles in self.titles.items() for phrase in titles]
        for phrase, level in sorted(phrases, key=lambda item: -len(item[0])):
            if phrase in left:
                left = left.replace(phrase, " | ")
                if level != NONE:
                    found.setdefault(level)
        return tuple(found)

    def by_size(self, prospect: Prospect) -> str:
        """The level that size and sector point to."""
        return next((row.level for row in self.sizes if row.fits(prospect)), "cfo")


def _words(text: str) -> str:
    """Lower case words between spaces, so that a phrase is found as whole words; ı and i are one."""
    words = re.findall(r"[^\W_]+", fold(text).replace("ı", "i"))
    return f" {' '.join(words)} "


def level_of(prospect: Prospect, readers: Readers) -> tuple[str, ...]:
    """The reader's level: as stated, by title, else by size and sector; several where a title names several."""
    contact = prospect.contact
    if contact is not None and contact.level is not None:
        return (contact.level,)
    named = readers.by_title(contact.title) if contact else ()
    return named or (readers.by_size(prospect),)
