"""What a template sees: plain texts, figures and numbers of page geometry, and nothing else.

Every field carries its meaning; docs/reference/context.md is made from them.
Texts are cleaned and figures formatted, so that a template only places them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any


def doc(meaning: str) -> Any:
    """A field with its meaning."""
    return field(metadata={"doc": meaning})


@dataclass(frozen=True)
class Header:
    prospect: str = doc("The prospect's name.")
    purpose: str = doc("What the page is and who it is for.")
    date: str = doc("The page's date, written out.")


@dataclass(frozen=True)
class MeasureText:
    id: str = doc("npv, irr, payback or roi.")
    value: str = doc("The printed figure, or the reason for having none.")
    is_words: bool = doc("The value is a phrase, which needs smaller type than a figure.")
    name: str = doc("The measure's name.")
    note: str = doc("Its definition, rate and horizon, and what stands beside it.")


@dataclass(frozen=True)
class Tick:
    at: float = doc("Its place on the axis, in points.")
    text: str = doc("Its printed figure.")


@dataclass(frozen=True)
class Label:
    x: float = doc("Where the text is anchored, in points.")
    y: float = doc("Its base line, in points.")
    anchor: str = doc("start, middle or end.")
    text: str = doc("The text.")
    style: str = doc("strong, plain or quiet.")


@dataclass(frozen=True)
class Mark:
    x: float = doc("Centre, in points.")
    y: float = doc("Centre, in points.")
    style: str = doc("strong (expected) or quiet (conservative).")


@dataclass(frozen=True)
class CashChart:
    width: float = doc("In points.")
    height: float = doc("In points.")
    left: float = doc("Left end of the plot, in points.")
    right: float = doc("Right end of the plot, in points.")
    zero: float = doc("Height of the line of nil cash, in points.")
    foot: float = doc("Base line of the month axis's figures, in points.")
    y_ticks: list[Tick] = doc("Marks of cumulative cash.")
    x_ticks: list[Tick] = doc("Marks of months.")
    expected: str = doc("Points of the expected path: x,y x,y ...")
    conservative: str = doc('Points of the conservative path; "" where it is the expected one.')
    band: str = doc("Points of the area between the two paths.")
    month_24: list[float] = doc("x, y of the curve and y of the zero line at month 24; empty for shorter cases.")
    marks: list[Mark] = doc("Payback of both paths.")
    labels: list[Label] = doc("Every text in the plot.")


@dataclass(frozen=True)
class CashPart:
    heading: str = doc("Its finding.")
    unit: str = doc("Measure and unit.")
    alt: str = doc("Its message and three figures, for readers who cannot see it.")
    chart: CashChart = doc("The geometry.")


@dataclass(frozen=True)
class TornadoBar:
    x: float = doc("Left edge, in points.")
    width: float = doc("In points.")
    style: str = doc("worse or better than expected.")
    text: str = doc("NPV at this end, in the chart's unit.")
    text_x: float = doc("Where the text is anchored, in points.")
    anchor: str = doc("start or end.")


@dataclass(frozen=True)
class TornadoRow:
    y: float = doc("Middle of the row, in points.")
    labels: list[Label] = doc("The input's name, in lines, and its range.")
    bars: list[TornadoBar] = doc("Its low and high end; an end that moves nothing has no bar.")


@dataclass(frozen=True)
class Tornado:
    width: float = doc("In points.")
    height: float = doc("In points.")
    axis: float = doc("x of the expected value, in points.")
    head: Label = doc("The expected value, over its line.")
    bar_height: float = doc("In points.")
    rows: list[TornadoRow] = doc("The inputs that move the value most, up to six, the largest first.")


@dataclass(frozen=True)
class SensitivityPart:
    heading: str = doc("Its finding.")
    unit: str = doc("Measure and unit.")
    alt: str = doc("Its message and three figures.")
    chart: Tornado | None = doc("The geometry; None where no input has a range.")
    empty: str = doc('What stands in the place of the chart; "" where there is one.')
    note: str = doc('How the value spreads when every range is drawn; "" where no input has a range.')


@dataclass(frozen=True)
class TableRow:
    name: str = doc("What the row is.")
    note: str = doc('What is said beside the name; "" for nothing.')
    cells: list[str] = doc("Printed figures, one per column.")
    style: str = doc("line, total, net, quiet or apart.")


@dataclass(frozen=True)
class CashFlowPart:
    heading: str = doc("Its finding.")
    unit: str = doc("The unit of every figure.")
    columns: list[str] = doc("Heads of the figure columns.")
    rows: list[TableRow] = doc("Benefits, costs, net and cumulative cash, and what is not counted.")
    notes: list[str] = doc("What salvage is counted, and what other ways to pay would do; empty where there is none.")


@dataclass(frozen=True)
class PairRow:
    name: str = doc("What it is about.")
    value: str = doc("What is said of it.")


@dataclass(frozen=True)
class PairPart:
    heading: str = doc("Its finding.")
    columns: list[str] = doc("The two heads.")
    rows: list[PairRow] = doc("The rows.")
    note: str = doc('What stands under them; "" for nothing.')


@dataclass(frozen=True)
class SourceRow:
    name: str = doc("The input.")
    value: str = doc("Its expected value.")
    range: str = doc("Its range, or a dash.")
    nil_at: str = doc('Its value at which NPV is nil, all others as expected, or a dash; "" where it is left out.')
    tag: str = doc("YOURS, FILED, QUOTE, ELSEWHERE, SECTOR, ESTIMATE or UNSOURCED.")
    source: str = doc("Where it stands.")


@dataclass(frozen=True)
class SourcesPart:
    heading: str = doc("The share of the benefit by origin.")
    unit: str = doc("What the table holds.")
    columns: list[str] = doc("The five heads; the fourth is empty where the template leaves that column out.")
    rows: list[SourceRow] = doc("The inputs, those that move the value most first.")
    notes: list[str] = doc("What is not costed, and how many inputs are not shown.")


@dataclass(frozen=True)
class SideTable:
    id: str = doc("rates, draws or ways.")
    heading: str = doc("Its finding.")
    columns: list[str] = doc("The heads: of the names, then of the figures.")
    rows: list[TableRow] = doc("The rows; net marks the one that the page counts with.")
    note: str = doc('What stands under them; "" for nothing.')


@dataclass(frozen=True)
class DecisionPart:
    label: str = doc("What the box is.")
    text: str = doc("What is asked, by when and why, and what waiting costs.")


@dataclass(frozen=True)
class FooterPart:
    text: str = doc("Currency, price basis, tax view, discounting, and who prepared the page.")
    case: str = doc("The case's fingerprint and the page's number.")


@dataclass(frozen=True)
class BrandPart:
    logo: str = doc("The file of the seller's logo; empty where there is none.")
    alt: str = doc("What the logo shows.")
    legal: str = doc("The seller's line at the foot of the page; empty where there is none.")


@dataclass(frozen=True)
class PageContext:
    """One page, ready to be placed."""

    language: str = doc("The page's language code.")
    document_title: str = doc("The file's title.")
    author: str = doc("The seller's name.")
    reader: str = doc("Who it is for: owner, cfo, controller, operations or it; a class for styles.")
    charts: list[str] = doc("The two charts in their order: cash and sensitivity.")
    header: Header = doc("The line above the title.")
    title: str = doc("The page's message in one sentence.")
    summary: str = doc("What is paid, what comes of it, and the poor case.")
    measures: list[MeasureText] = doc("The four measures.")
    cash: CashPart = doc("Cumulative cash over time.")
    sensitivity: SensitivityPart = doc("What moves the value.")
    cash_flow: CashFlowPart = doc("Cash by year.")
    objectives: PairPart | None = doc("What it does for the prospect's objectives; None where none is stated.")
    wrong: PairPart = doc("What would have to go wrong.")
    sources: SourcesPart = doc("What the figures rest on.")
    decision: DecisionPart = doc("What is asked.")
    footer: FooterPart = doc("Conventions, interest and fingerprint.")
    brand: BrandPart = doc("What the seller's pages have of their own.")
    lowest: MeasureText | None = doc("The lowest cash, beside the four measures; None unless the template shows it.")
    tables: list[SideTable] = doc("NPV by rate and tax, the draws, ways to pay: those that the template shows.")

    def plain(self) -> dict[str, Any]:
        """Dictionaries, lists, texts, numbers and None: all that a template ever sees."""
        return plain_of(self)


def plain_of(page: Any) -> dict[str, Any]:
    """A page's dataclasses as dictionaries, all the way down."""
    plain = _plain(page)
    assert isinstance(plain, dict)
    return plain


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: _plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value
