"""Cases and their pages for every level of reader."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from valuepitch import pipeline
from valuepitch.case.study import Case
from valuepitch.locale import language
from valuepitch.page.compose import ChartSizes, Composer, Shown
from valuepitch.page.context import CashPart, Label, PageContext
from valuepitch.page.figures import Figures
from valuepitch.page.parts import listed

CaseOf = Callable[..., Case]

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
DAY = date(2026, 11, 23)
FULL = {"from_month": 1, "months_to_full": 1}
NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")
SAMPLE_NAMES = ("quickstart", "joinery-owner", "makine-tr", "press-brake")


@functools.cache
def sample(name: str) -> pipeline.Evaluation:
    return pipeline.evaluate(SAMPLES / name / "prospect.yaml", SAMPLES / name / "product.yaml")


def saving(amount: Any, **more: Any) -> dict[str, Any]:
    return {"name": "Saving", "kind": "cash", "amount": amount, "ramp": FULL, **more}


def price(amount: Any, **more: Any) -> dict[str, Any]:
    return {"name": "Price", "amount": amount, "month": 0, **more}


# Cases with few words: a loss without ranges, one that needs no cash, an input with a range, one paid at once by a
# later cost, one that lists its flows by year.
THIN: dict[str, dict[str, Any]] = {
    "loss": {"costs": [price(100_000)], "benefits": [saving(12_000)]},
    "no cash needed": {"benefits": [saving(1_200)]},
    "a range": {"costs": [price(100_000)], "benefits": [saving({"value": 48_000, "low": 10_000, "high": 50_000})]},
    "hardly paid": {"costs": [price(1_000)], "benefits": [saving(120_000)]},
    "lowest cash late": {"costs": [{"name": "Fee", "amount": 130_000, "month": 17}], "benefits": [saving(60_000)]},
    "listed": {
        "conventions": {"discounting": "annual_end", "horizon_months": 24},
        "costs": [{"name": "C", "amount": [1_000, 0, 1_540]}],
        "benefits": [{"name": "B", "kind": "cash", "amount": [0, 2_500, 900]}],
    },
}
CASES = (*SAMPLE_NAMES, *THIN)


def page_for(case: Case, level: str, **shown: Any) -> PageContext:
    """The page of a case for a level, with every input listed."""
    spoken = language(case.prospect.language)
    composer = Composer(case, spoken, DAY, "7F3A-91C2", ChartSizes(290.0, 200.0, 118.0), level)
    return composer.page(Shown(len(listed(composer.figures)), **shown))


def texts(value: Any) -> Iterator[str]:
    """Every text of a plain context."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        for item in value.values() if isinstance(value, Mapping) else value:
            yield from texts(item)


def printed(page: PageContext) -> set[str]:
    """Every number that is printed; points of the charts are none."""
    return {number for text in texts({**page.plain(), **drawn(page)}) for number in NUMBER.findall(text)}


def drawn(page: PageContext) -> dict[str, list[str]]:
    """The texts of the two parts with a chart, without its points."""
    cash, sensitivity = page.cash, page.sensitivity
    said = [cash.heading, cash.unit, cash.alt, *(tick.text for tick in (*cash.chart.y_ticks, *cash.chart.x_ticks))]
    moved = [sensitivity.heading, sensitivity.unit, sensitivity.alt, sensitivity.empty, sensitivity.note]
    if sensitivity.chart:
        moved.append(sensitivity.chart.head.text)
        moved += [label.text for row in sensitivity.chart.rows for label in row.labels]
        moved += [bar.text for row in sensitivity.chart.rows for bar in row.bars]
    return {"cash": [*said, *(label.text for label in cash.chart.labels)], "sensitivity": moved}


def lowest(page: PageContext, case: Case) -> Label | None:
    """The label of the lowest cash, the only one that holds its month and its figure; none where cash never falls."""
    if case.result.value("lowest_cash") >= 0:
        return None
    f = Figures(case, language(case.prospect.language), DAY)
    month = f.show.number(case.result.value("lowest_cash_month"))
    cash = f.show.cell(case.result.value("lowest_cash"), f.unit)
    said = f.say("lowest expected in month {month}: {cash}", month=month, cash=cash)
    [found] = [label for label in page.cash.chart.labels if label.text == said]
    return found


def unmarked(page: PageContext, case: Case) -> CashPart:
    """The part of cash without the style and the place of the label of the lowest cash; a bold one is wider."""
    label = lowest(page, case)
    labels = [
        replace(item, x=0, y=0, anchor="", style="") if item is label else item for item in page.cash.chart.labels
    ]
    return replace(page.cash, chart=replace(page.cash.chart, labels=labels))
