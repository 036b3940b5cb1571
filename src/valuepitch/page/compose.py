"""The whole page out of a case: every part, as much of it as is to be shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from valuepitch.case.study import Case
from valuepitch.locale import Language
from valuepitch.page import claims, parts
from valuepitch.page.context import BrandPart, CashFlowPart, PageContext, SensitivityPart, SourcesPart
from valuepitch.page.figures import Figures
from valuepitch.page.readers import READERS

NO_BRAND = BrandPart("", "", "")


@dataclass(frozen=True)
class Shown:
    """How much of the page is shown; the rest has been dropped to make it fit.

    Attributes:
        sources: rows of inputs.
        objectives: rows of objectives; None shows all.
        asides: ledger lines in the notes under names, and the benefits that serve no objective.
    """

    sources: int = parts.LEAST_SOURCES
    objectives: int | None = None
    pressures: bool = True
    asides: bool = True
    notes: bool = True


@dataclass(frozen=True)
class ChartSizes:
    """Widths of the two charts and their height, in points."""

    cash: float
    sensitivity: float
    height: float


@dataclass(frozen=True)
class Composer:
    """Makes the context of one page, again and again until it fits.

    Attributes:
        day: the page's date.
        fingerprint: what the footer carries.
        reader: the level of the contact: a key of :data:`valuepitch.page.readers.READERS`.
        attached: whether the page carries the workbook, and says so.
        brand: what the seller's pages have of their own.
        negatives: how tables print amounts below nil: ``parentheses`` or ``minus``.
        shows, without: what the template shows beyond what every page has, and leaves out of it.
    """

    case: Case
    language: Language
    day: date
    fingerprint: str
    sizes: ChartSizes
    reader: str = "cfo"
    attached: bool = False
    brand: BrandPart = NO_BRAND
    negatives: str = "parentheses"
    shows: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    @cached_property
    def figures(self) -> Figures:
        return Figures(self.case, self.language, self.day, READERS[self.reader], negatives=self.negatives)

    @cached_property
    def least(self) -> PageContext:
        """The page with the least number of inputs and all else."""
        f, sizes = self.figures, self.sizes
        header, table = parts.header(f, self.language.date(self.day)), self._cash_flow(notes=True, asides=True)
        return PageContext(
            language=self.language.code,
            document_title=f.say("{prospect}: {purpose}", prospect=header.prospect, purpose=header.purpose),
            author=self.case.product.seller,
            reader=self.reader,
            charts=list(f.reader.charts),
            header=header,
            title=claims.title(f),
            summary=claims.summary(f),
            measures=parts.measures(f),
            cash=parts.cash(f, sizes.cash, sizes.height),
            sensitivity=self._sensitivity,
            cash_flow=table,
            objectives=parts.objectives(f),
            wrong=parts.wrong(f),
            sources=self._sources(parts.LEAST_SOURCES),
            decision=parts.decision(f),
            footer=parts.footer(f, table, self.fingerprint, attached=self.attached),
            brand=self.brand,
            lowest=parts.lowest(f) if "lowest" in self.shows else None,
            tables=parts.side_tables(f, self.shows),
        )

    @property
    def _sensitivity(self) -> SensitivityPart:
        """What moves the value; what a table of draws says is not said under the charts."""
        sizes = self.sizes
        part = parts.sensitivity(self.figures, sizes.sensitivity, sizes.height)
        return replace(part, note="") if "draws" in self.shows else part

    def _cash_flow(self, *, notes: bool, asides: bool) -> CashFlowPart:
        """Cash by year; what a table of ways to pay says is not said under it."""
        part = parts.cash_flow(self.figures, notes=notes, ledgers=asides)
        return replace(part, notes=[]) if "ways" in self.shows else part

    @cached_property
    def _all_sources(self) -> SourcesPart:
        return parts.source_rows(self.figures, nil_at="nil_at" not in self.without)

    def _sources(self, most: int) -> SourcesPart:
        return parts.first_rows(self.figures, self._all_sources, most)

    def page(self, shown: Shown) -> PageContext:
        """The page with what is shown of it; parts of which all is shown are made once."""
        f, least = self.figures, self.least
        whole = shown.notes and shown.asides
        every = shown.objectives is None and shown.asides
        return replace(
            least,
            cash_flow=least.cash_flow if whole else self._cash_flow(notes=shown.notes, asides=shown.asides),
            objectives=least.objectives if every else parts.objectives(f, shown.objectives, notes=shown.asides),
            sources=self._sources(shown.sources),
            decision=least.decision if shown.pressures else parts.decision(f, pressures=False),
        )


def compose(
    case: Case,
    language: Language,
    day: date,
    fingerprint: str,
    sizes: ChartSizes,
    shown: Shown | None = None,
    reader: str = "cfo",
) -> PageContext:
    """The context of one page; the least number of inputs and all else by default."""
    return Composer(case, language, day, fingerprint, sizes, reader).page(shown or Shown())
