"""The whole page of a funnel, part by part."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from valuepitch.case.funnel import CONSERVATIVE, FAVOURABLE, FunnelResult, Move
from valuepitch.locale import Language, _
from valuepitch.page.compose import NO_BRAND, ChartSizes
from valuepitch.page.context import (
    BrandPart,
    DecisionPart,
    FooterPart,
    Header,
    MeasureText,
    PairPart,
    PairRow,
    TableRow,
)
from valuepitch.page.funnel.charts import base_of, hour_chart, steps_chart
from valuepitch.page.funnel.context import (
    FunnelContext,
    GridPart,
    Head,
    RangePart,
    RateCell,
    RateRow,
    RatesPart,
    ResultsPart,
)
from valuepitch.page.funnel.figures import CASES, INPUTS, LEVELS, LISTS, OUTCOMES, SIZES, FunnelFigures
from valuepitch.page.parts.sources import TAGS

MEASURES = ("revenue_per_hour", "cost_per_sale", "calls_per_sale", "first_sale")
_MOST_LEVELS = 4  # rows of what makes the lists level
_BESIDE = ("research_share", "cost")  # of the outcomes; in the data and on the terminal, not on the page
_UNSURE = ("estimate", "unsourced")

# What is said of the list that is spoken of first, and of the other one.
_TITLES = {
    "top_down": _("Top down brings {one} of revenue an hour of selling, bottom up {other}"),
    "bottom_up": _("Bottom up brings {one} of revenue an hour of selling, top down {other}"),
}
_LEADS = {
    "top_down": _(
        "{calls} top-down calls lead to {sales} sales and {revenue} in {hours} hours, {calls_2} bottom-up calls to "
        "{sales_2} sales and {revenue_2} in {hours_2} hours."
    ),
    "bottom_up": _(
        "{calls} bottom-up calls lead to {sales} sales and {revenue} in {hours} hours, {calls_2} top-down calls to "
        "{sales_2} sales and {revenue_2} in {hours_2} hours."
    ),
}
_NOTES = {
    "top_down": _("top down, {low} to {high}; bottom up {other}"),
    "bottom_up": _("bottom up, {low} to {high}; top down {other}"),
}
_BECOME = {
    "top_down": _("Of {calls} calls, {one} are sales top down, {other} bottom up"),
    "bottom_up": _("Of {calls} calls, {one} are sales bottom up, {other} top down"),
}
_FIRST = {
    "top_down": _("The first sale comes after {one} months top down, {other} bottom up"),
    "bottom_up": _("The first sale comes after {one} months bottom up, {other} top down"),
}
_ALONE = {
    "top_down": _("Each rate of the top-down list alone, all others as expected."),
    "bottom_up": _("Each rate of the bottom-up list alone, all others as expected."),
}


@dataclass(frozen=True)
class FunnelComposer:
    """Makes the context of a funnel's page.

    Attributes:
        day: the page's date.
        fingerprint: what the footer carries.
        sizes: of the two charts.
        brand: what the seller's pages have of their own.
    """

    result: FunnelResult
    language: Language
    day: date
    fingerprint: str
    sizes: ChartSizes
    brand: BrandPart = NO_BRAND

    @cached_property
    def figures(self) -> FunnelFigures:
        return FunnelFigures(self.result, self.language)

    def page(self) -> FunnelContext:
        """The page."""
        f, funnel = self.figures, self.result.funnel
        header = Header(funnel.name, _purpose(f), self.language.date(self.day))
        return FunnelContext(
            language=self.language.code,
            document_title=f.say("{prospect}: {purpose}", prospect=header.prospect, purpose=header.purpose),
            author=funnel.seller,
            header=header,
            title=_title(f),
            summary=_summary(f),
            measures=[_measure(f, name) for name in MEASURES],
            steps=_steps(f, self.sizes),
            hour=_hour(f, self.sizes),
            results=_results(f),
            wrong=_wrong(f),
            likelihood=_likelihood(f),
            rates=_rates(f),
            decision=_next(f),
            footer=FooterPart(_conventions(f), f.say("Case {fingerprint} · 1 of 1", fingerprint=self.fingerprint)),
            brand=self.brand,
        )


def _purpose(f: FunnelFigures) -> str:
    contact = f.result.funnel.contact
    who = ", ".join(part for part in (contact.name, contact.title) if part) if contact else ""
    return f.say("Calls to sales, for {reader}", reader=who) if who else f.say("Calls to sales")


def _title(f: FunnelFigures) -> str:
    one, other = (f.outcome("revenue_per_hour", name) for name in (f.result.shown, f.result.other))
    if f.result.better is None:
        return f.say("Both lists bring {one} of revenue an hour of selling", one=one)
    return f.say(_TITLES[f.result.shown], one=one, other=other)


def _summary(f: FunnelFigures) -> str:
    said = {
        f"{name}{mark}": f.outcome(name, of)
        for of, mark in ((f.result.shown, ""), (f.result.other, "_2"))
        for name in ("calls", "sales", "revenue", "hours")
    }
    return f"{f.say(_LEADS[f.result.shown], **said)} {_apart(f)}"


def _are_apart(f: FunnelFigures) -> bool:
    """Whether the poor end of the one list is above the good end of the other."""
    low = f.result.value("revenue_per_hour", f.result.shown, CONSERVATIVE)
    return low > f.result.value("revenue_per_hour", f.result.other, FAVOURABLE)


def _apart(f: FunnelFigures) -> str:
    low = f.outcome("revenue_per_hour", f.result.shown, CONSERVATIVE)
    high = f.outcome("revenue_per_hour", f.result.other, FAVOURABLE)
    if _are_apart(f):
        return f.say(
            "Even at its poor end, {low} an hour, it is above the other list’s good end, {high}.", low=low, high=high
        )
    return f.say(
        "The ranges overlap: the poor end of the one is {low} an hour, the good end of the other {high}.",
        low=low,
        high=high,
    )


def _measure(f: FunnelFigures, name: str) -> MeasureText:
    low, high = f.ends(name, f.result.shown)
    note = f.say(_NOTES[f.result.shown], low=low, high=high, other=f.outcome(name, f.result.other))
    is_words = math.isnan(f.result.value(name, f.result.shown))
    return MeasureText(name, f.outcome(name, f.result.shown), is_words, f.say(OUTCOMES[name]), note)


def _steps(f: FunnelFigures, sizes: ChartSizes) -> RangePart:
    base = base_of(f)
    per = {name: f.result.value("sales", name) / f.result.value("calls", name) * base for name in LISTS}
    one, other = (f.show.number(per[name]) for name in (f.result.shown, f.result.other))
    heading = f.say(_BECOME[f.result.shown], calls=f.show.number(base), one=one, other=other)
    unit = f.say("and their ranges")
    chart = steps_chart(f, sizes.cash, sizes.height)
    return RangePart(heading, unit, f"{heading}: {unit}.", chart)


def _hour(f: FunnelFigures, sizes: ChartSizes) -> RangePart:
    heading = f.say("The ranges do not overlap") if _are_apart(f) else f.say("The ranges overlap")
    unit = f.say("revenue an hour")
    said = [
        f.say(
            "{list} {expected}, {low} to {high}",
            list=f.say(LISTS[name]),
            expected=f.outcome("revenue_per_hour", name),
            **dict(zip(("low", "high"), f.ends("revenue_per_hour", name), strict=True)),
        )
        for name in (f.result.shown, f.result.other)
    ]
    alt = f"{heading}, {unit}: {'; '.join(said)}."
    return RangePart(heading, unit, alt, hour_chart(f, sizes.sensitivity, sizes.height))


def _results(f: FunnelFigures) -> ResultsPart:
    order = (f.result.shown, f.result.other)
    columns = [
        Head(f.say(LISTS[name]), f.say(case), "expected" if index == 1 else "quiet")
        for name in order
        for index, case in enumerate(CASES)
    ]
    rows = [
        TableRow(
            f.say(label),
            "",
            [f.outcome(name, of, case) for of in order for case in range(3)],
            "net" if name == "revenue_per_hour" else "line",
        )
        for name, label in OUTCOMES.items()
        if name not in _BESIDE
    ]
    sales = [f.outcome("first_sale", name) for name in order]
    if any(math.isnan(f.result.value("first_sale", name)) for name in LISTS):
        heading = f.say("What each list leads to")
    else:
        heading = f.say(_FIRST[f.result.shown], one=sales[0], other=sales[1])
    return ResultsPart(heading, f.say("the whole list"), columns, rows)


def _wrong(f: FunnelFigures) -> PairPart:
    rates = f.result.funnel.lists()[f.result.shown]
    rows = []
    for move in f.result.moves:
        if not math.isnan(move.level_at):
            sourced = getattr(rates, move.name)
            at = f.say("{at}, expected {value}", at=_level(f, move), value=f.input_value(sourced))
            rows.append(PairRow(f.say(INPUTS[move.name]), at))
    # The better list comes down to the other one by any of its shares.
    if f.result.better is None:
        heading = f.say("The lists are level")
    else:
        heading = f.say("{name} at {at} makes the lists level", name=rows[0].name, at=_level(f, _first_level(f)))
    return PairPart(
        heading, [f.say("Rate"), f.say("The lists are level at")], rows[:_MOST_LEVELS], f.say(_ALONE[f.result.shown])
    )


def _first_level(f: FunnelFigures) -> Move:
    """The input that moves revenue an hour most among those that make the lists level."""
    return next(move for move in f.result.moves if not math.isnan(move.level_at))


def _level(f: FunnelFigures, move: Move) -> str:
    """The value of an input at which the lists are level."""
    sourced = getattr(f.result.funnel.lists()[f.result.shown], move.name)
    return f.show.rate(move.level_at) if sourced.kind == "rate" else f.input_at(sourced, move.level_at)


def _likelihood(f: FunnelFigures) -> GridPart:
    table = f.result.funnel.likelihood
    cells = {(level, size): getattr(getattr(table, level), size) for level in LEVELS for size in SIZES}
    level, size = max(cells, key=lambda key: float(cells[key].value))
    best = f.input_value(cells[level, size])
    heading = f.say(
        "Highest at {best}: {level}, {size}", best=best, level=f.say(LEVELS[level]), size=f.say(SIZES[size])
    )
    rows = [
        TableRow(f.say(label), "", [f.input_value(cells[level, size]) for size in SIZES], "line")
        for level, label in LEVELS.items()
    ]
    columns = [f.say("Called at"), *(f.language.first_upper(f.say(label)) for label in SIZES.values())]
    return GridPart(heading, f.say("likelihood of a sale"), columns, rows)


def _rates(f: FunnelFigures) -> RatesPart:
    lists = f.result.funnel.lists()
    order = (f.result.shown, f.result.other)
    every = [getattr(lists[of], name) for of in order for name in INPUTS]
    unsure = sum(sourced.origin in _UNSURE for sourced in every)
    figures = {"n": f.show.number(unsure), "all": f.show.number(len(every))}
    heading = f.say("{n} of {all} rates are estimates", **figures) if unsure else f.say("No rate is an estimate")
    rows = [
        RateRow(
            f.say(label),
            [
                RateCell(f.input_value(s), f.input_range(s), f.say(TAGS[s.origin]), s.source or "")
                for s in (getattr(lists[of], name) for of in order)
            ],
        )
        for name, label in INPUTS.items()
    ]
    said = [text for of in order for text in (f.say(LISTS[of]), f.say("Range"), f.say("Origin and source"))]
    return RatesPart(heading, f.say("what the figures rest on"), [f.say("Rate"), *said], rows)


def _next(f: FunnelFigures) -> DecisionPart:
    lists = f.result.funnel.lists().values()
    first = f.say(INPUTS[f.result.moves[0].name])
    unsure = any(getattr(rates, name).origin in _UNSURE for rates in lists for name in INPUTS)
    text = (
        _(
            "count a quarter’s calls, appointments, proposals and sales. Begin with: {first}, which moves "
            "revenue an hour most."
        )
        if unsure
        else _("count again every quarter. Begin with: {first}, which moves revenue an hour most.")
    )
    return DecisionPart(f.say("Next:"), f.say(text, first=first))


def _conventions(f: FunnelFigures) -> str:
    funnel = f.result.funnel
    said = (
        f.say(
            "{currency}. A call is a conversation; hours are those of selling, research included.",
            currency=funnel.currency,
        ),
        f.say("Conservative: rates, calls and prices at their low end, hours, costs and months at their high end."),
        f.say("Prepared by {seller}.", seller=funnel.seller),
    )
    return " ".join(said)
