"""What each kind of reader sees first: an order, never another figure (docs/explanation/page.md, "Who it is for")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Reader:
    """The order in which a level reads.

    Attributes:
        measures: the four, the first one first.
        charts: the two, the left one first.
        lead: what the title begins with, and what stands out in the cash chart: value or cash.
        ledger_first: the note of a row begins with the ledger line in which it will be seen, else it ends with it.
    """

    measures: tuple[str, str, str, str]
    charts: tuple[str, str]
    lead: str = "value"
    ledger_first: bool = False


READERS: Mapping[str, Reader] = {
    "owner": Reader(("payback", "npv", "roi", "irr"), ("cash", "sensitivity"), lead="cash"),
    "cfo": Reader(("npv", "irr", "payback", "roi"), ("sensitivity", "cash")),
    "controller": Reader(("npv", "payback", "roi", "irr"), ("cash", "sensitivity"), ledger_first=True),
    "operations": Reader(("payback", "npv", "irr", "roi"), ("sensitivity", "cash")),
    "it": Reader(("npv", "payback", "irr", "roi"), ("cash", "sensitivity")),
}
