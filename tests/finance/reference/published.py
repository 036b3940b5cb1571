"""The published cases: what cases.json holds, and when a figure of ours is the one that was printed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).with_name("cases.json")

# Figures that are another figure in words, and the one whose tolerance is theirs.
IN_WORDS = {"payback_months_text_only": "payback_months", "payback_text": "payback_months"}
WORDS = {"Six": 6.0}
FLOAT = 1e-12  # of a figure: what a sum of floats may miss where a source is exact


@dataclass(frozen=True)
class Published:
    """One case: what its publisher gives and reports."""

    raw: Mapping[str, Any]

    def __getitem__(self, key: str) -> Any:
        return self.raw[key]

    @property
    def id(self) -> str:
        return str(self.raw["id"])

    @property
    def flagged(self) -> bool:
        return bool(self.raw["flagged"])

    @property
    def reported(self) -> Mapping[str, Any]:
        return dict(self.raw["reported"])

    @property
    def rate(self) -> float:
        """Its rate; nil where it has none, for measures that do not need one."""
        return float(self.raw["rate"] or 0.0)

    @property
    def dates(self) -> list[date] | None:
        return [date.fromisoformat(day) for day in self.raw["dates"]] if "dates" in self.raw else None

    def expected(self, figure: str) -> Any:
        """What is printed: a number, numbers or a word; months in words as their number."""
        printed = self.reported[figure]
        months = isinstance(printed, str) and figure in IN_WORDS and self.raw["kind"] == "tei"
        return months_in(printed) if months else printed

    def tolerance(self, figure: str) -> float:
        """The stated rounding of a figure; nil for words."""
        stated = self.raw["tolerance"]
        for name in (figure, IN_WORDS.get(figure), "*"):
            if name in stated:
                return float(stated[name])
        assert isinstance(self.reported[figure], str), f"{self.id} states no tolerance for {figure}"
        return 0.0

    def prints(self, figure: str, found: Any) -> bool:
        """Whether what we found is the printed figure, within its rounding."""
        printed = self.expected(figure)
        if isinstance(printed, str):
            return bool(found == printed)
        largest = max(abs(number) for number in printed) if isinstance(printed, list) else abs(printed)
        return bool(found == pytest.approx(printed, abs=max(self.tolerance(figure), FLOAT * largest), rel=0))


def months_in(text: str) -> float:
    """The months that a text tells: '14 months', 'Six months (after go-live)'."""
    first = text.split()[0]
    return WORDS[first] if first in WORDS else float(first)


@cache
def published() -> dict[str, Published]:
    """Every case by its id."""
    return {raw["id"]: Published(raw) for raw in json.loads(CASES.read_text(encoding="utf-8"))}


def figures() -> list[tuple[str, str]]:
    """Every reported figure: (id, name)."""
    return [(case.id, figure) for case in published().values() for figure in case.reported]
