"""What the template of a funnel sees: plain texts, figures and numbers of page geometry, and nothing else.

Every field carries its meaning, as in :mod:`valuepitch.page.context`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from valuepitch.page.context import (
    BrandPart,
    DecisionPart,
    FooterPart,
    Header,
    Label,
    MeasureText,
    PairPart,
    TableRow,
    doc,
    plain_of,
)


@dataclass(frozen=True)
class RangeBar:
    x: float = doc("Left edge, in points.")
    y: float = doc("Upper edge, in points.")
    width: float = doc("Of the expected value, in points.")
    height: float = doc("In points.")
    low: float = doc("x of the conservative value.")
    high: float = doc("x of the favourable value.")
    style: str = doc("strong (the list that is spoken of first) or quiet.")


@dataclass(frozen=True)
class RangeChart:
    width: float = doc("In points.")
    height: float = doc("In points.")
    axis: float = doc("x of nil.")
    bars: list[RangeBar] = doc("A bar a list and step: expected, with a line from conservative to favourable.")
    labels: list[Label] = doc("Every text.")


@dataclass(frozen=True)
class RangePart:
    heading: str = doc("Its finding.")
    unit: str = doc("Measure and unit.")
    alt: str = doc("Its message and figures, for readers who cannot see it.")
    chart: RangeChart = doc("The geometry.")


@dataclass(frozen=True)
class Head:
    list: str = doc("The list.")
    case: str = doc("conservative, expected or favourable, in the page's language.")
    style: str = doc("expected, or quiet for the ends.")


@dataclass(frozen=True)
class ResultsPart:
    heading: str = doc("Its finding.")
    unit: str = doc("What the figures are.")
    columns: list[Head] = doc("Heads of the six columns of figures: three cases of each list.")
    rows: list[TableRow] = doc("What each list leads to; net marks revenue an hour.")


@dataclass(frozen=True)
class GridPart:
    heading: str = doc("Its finding.")
    unit: str = doc("What the figures are.")
    columns: list[str] = doc("The heads: of the levels, then of the sizes.")
    rows: list[TableRow] = doc("A row a level.")


@dataclass(frozen=True)
class RateCell:
    value: str = doc("The expected value.")
    range: str = doc("Its range, or a dash.")
    tag: str = doc("YOURS, FILED, QUOTE, ELSEWHERE, SECTOR, ESTIMATE or UNSOURCED.")
    source: str = doc('Where it stands; "" where nothing is said.')


@dataclass(frozen=True)
class RateRow:
    name: str = doc("The input.")
    lists: list[RateCell] = doc("What it is in each list.")


@dataclass(frozen=True)
class RatesPart:
    heading: str = doc("How many of the rates are estimates.")
    unit: str = doc("What the table holds.")
    columns: list[str] = doc("The seven heads: the input, then value, range and source of each list.")
    rows: list[RateRow] = doc("Every input, in the order of the funnel.")


@dataclass(frozen=True)
class FunnelContext:
    """One page of a funnel, ready to be placed."""

    language: str = doc("The page's language code.")
    document_title: str = doc("The file's title.")
    author: str = doc("Whose plan it is.")
    header: Header = doc("The line above the title; its prospect is the plan's name.")
    title: str = doc("The page's message in one sentence.")
    summary: str = doc("What each list leads to, and whether the ranges part them.")
    measures: list[MeasureText] = doc("Revenue an hour, cost of a sale, calls a sale takes, months to the first sale.")
    steps: RangePart = doc("What becomes of 100 calls.")
    hour: RangePart = doc("Revenue an hour of selling.")
    results: ResultsPart = doc("What each list leads to in three cases.")
    wrong: PairPart = doc("At which rates the lists are level.")
    likelihood: GridPart = doc("How likely each level buys, by size of firm.")
    rates: RatesPart = doc("What the figures rest on.")
    decision: DecisionPart = doc("What to do next.")
    footer: FooterPart = doc("Conventions and fingerprint.")
    brand: BrandPart = doc("What the seller's pages have of their own.")

    def plain(self) -> dict[str, Any]:
        """Dictionaries, lists, texts, numbers and None: all that a template ever sees."""
        return plain_of(self)
