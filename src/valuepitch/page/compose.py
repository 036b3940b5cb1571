"""The whole page out of a case: every part, as much of it as is to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from valuepitch.case.study import Case
from valuepitch.locale import Language
from valuepitch.page import claims, parts
from valuepitch.page.context import PageContext
from valuepitch.page.figures import Figures


@dataclass(frozen=True)
class Shown:
    """How much of the page is shown; the rest has been dropped to make it fit.

    Attributes:
        sources: rows of inputs.
        objectives: rows of objectives; None shows all.
    """

    sources: int = parts.LEAST_SOURCES
    objectives: int | None = None
    pressures: bool = True
    notes: bool = True


@dataclass(frozen=True)
class ChartSizes:
    """Widths of the two charts and their height, in points."""

    cash: float
    sensitivity: float
    height: float


def compose(
    case: Case, language: Language, day: date, fingerprint: str, sizes: ChartSizes, shown: Shown | None = None
) -> PageContext:
    """The context of one page.

    Args:
        day: the page's date.
        fingerprint: what the footer carries.
        shown: how much is shown; the least number of inputs and all else by default.
    """
    shown = shown or Shown()
    f = Figures(case, language)
    table = parts.cash_flow(f, notes=shown.notes)
    header = parts.header(f, language.date(day))
    return PageContext(
        language=language.code,
        document_title=language.say("{prospect}: {purpose}", prospect=header.prospect, purpose=header.purpose),
        author=case.product.seller,
        header=header,
        title=claims.title(f),
        summary=claims.summary(f),
        measures=parts.measures(f),
        cash=parts.cash(f, sizes.cash, sizes.height),
        sensitivity=parts.sensitivity(f, sizes.sensitivity, sizes.height),
        cash_flow=table,
        objectives=parts.objectives(f, shown.objectives),
        wrong=parts.wrong(f),
        sources=parts.source_rows(f, shown.sources),
        decision=parts.decision(f, pressures=shown.pressures),
        footer=parts.footer(f, table, fingerprint),
    )
