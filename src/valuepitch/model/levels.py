"""``levels.toml``: the level to call, by the size of a firm and its sector."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from valuepitch.model.base import Fault, Record, refuse, shown
from valuepitch.model.funnel import ContactLevel
from valuepitch.model.texts import Name
from valuepitch.turkish import fold


def _parse_most(raw: Any) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not 0 < raw <= 1e15:
        raise refuse(f"is {shown(raw)}", "write a number above nil, such as 100")
    return float(raw)


Below = Annotated[float, BeforeValidator(_parse_most)]


class Bound(Record):
    """Below what a firm is of a size."""

    employees: Below
    revenue: Below


class Bounds(Record):
    """Where small firms end, and mid-size ones."""

    small: Bound
    mid: Bound

    @classmethod
    def check(cls, raw: dict[str, Any]) -> Iterator[Fault]:
        parts = [part if isinstance(part := raw.get(size), dict) else {} for size in ("small", "mid")]
        for key in ("employees", "revenue"):
            small, mid = (part.get(key) for part in parts)
            if isinstance(small, int | float) and isinstance(mid, int | float) and small >= mid:
                yield Fault(("mid", key), f"is {mid:,}, not above that of small firms, {small:,}", "raise it")


class LevelsBySize(Record):
    """The level to call in firms of each size."""

    small: ContactLevel
    mid: ContactLevel
    large: ContactLevel
    unknown: ContactLevel


class SectorRow(Record):
    """A sector in which another level decides."""

    sector: Name = Field(description="How the sector's code or name begins, such as NAICS 62.")
    size: Literal["small", "mid", "large", "unknown"] | None = Field(None, description="Of one size alone.")
    level: ContactLevel

    def fits(self, sector: str) -> bool:
        """Whether a sector begins as this one."""
        return _folded(sector).startswith(_folded(self.sector))


def _folded(text: str) -> str:
    """In small letters; ı and i are one."""
    return fold(text).replace("ı", "i")


class LevelsFile(Record):
    """A ``levels.toml``; what it leaves out is the program's own."""

    sizes: Bounds | None = None
    levels: LevelsBySize | None = None
    exceptions: tuple[SectorRow, ...] = ()

    def after(self, base: LevelsFile) -> LevelsFile:
        """This one over another: its exceptions first."""
        return LevelsFile(
            sizes=self.sizes or base.sizes,
            levels=self.levels or base.levels,
            exceptions=(*self.exceptions, *base.exceptions),
        )

    def level(self, sector: Sequence[str], size: str) -> ContactLevel:
        """The level to call in a firm of a size, and of a sector by its code and its name."""
        assert self.levels is not None
        by_sector = (e.level for e in self.exceptions if e.size in (None, size) and any(map(e.fits, sector)))
        level: ContactLevel = next(by_sector, getattr(self.levels, size))
        return level
