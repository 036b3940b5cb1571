"""What the figures rest on."""

from __future__ import annotations

from dataclasses import replace

from valuepitch import formula
from valuepitch.case.inputs import HURDLE_RATE, Input, sources
from valuepitch.locale import _
from valuepitch.page import claims
from valuepitch.page.context import SourceRow, SourcesPart
from valuepitch.page.figures import Figures

LEAST_SOURCES = 8

TAGS = {
    "prospect": _("YOURS"),
    "filing": _("FILED"),
    "quote": _("QUOTE"),
    "evidence": _("ELSEWHERE"),
    "benchmark": _("SECTOR"),
    "estimate": _("ESTIMATE"),
    "unsourced": _("UNSOURCED"),
}


def listed(f: Figures) -> list[Input]:
    """Every input in the order in which the page lists them (rule 19).

    Those with a range by what they move, then those that counted formulas name, then the hurdle rate, then the rest.
    """
    case = f.case
    ranked = [bar.input for bar in case.sensitivity]
    named = [
        case.inputs[name]
        for line in case.plan.lines
        if line.counted
        for name in formula.names(line.amount)
        if name in case.inputs
    ]
    ours = sources(case.inputs)
    rest = sorted(ours, key=lambda item: not item.sourced.confirm)  # what the prospect is to confirm comes first
    order = [*ranked, *(item for item in named if item in ours), case.inputs[HURDLE_RATE], *rest]
    return list({item.id: item for item in order}.values())


def source_rows(f: Figures, *, nil_at: bool = True) -> SourcesPart:
    """What the figures rest on: value, range, origin and source of each input, and where it makes NPV nil."""
    rows = [
        SourceRow(
            f.label(i),
            f.input_value(i),
            f.input_range(i),
            f.nil_at(i) if nil_at else "",
            tag_of(f, i),
            source_of(f, i),
        )
        for i in listed(f)
    ]
    nil_head = f.say("NPV is nil at") if nil_at else ""
    columns = [f.say("Input"), f.say("Expected"), f.say("Range"), nil_head, f.say("Origin and source")]
    notes = [_not_costed(f)] if f.case.not_costed else []
    subject = f.say("inputs and their sources")
    return SourcesPart(claims.sources_heading(f), subject, columns, rows, [*notes, *_open_points(f)])


def first_rows(f: Figures, part: SourcesPart, most: int) -> SourcesPart:
    """The first of the inputs, with a note of how many are left out."""
    left = len([item for item in listed(f)[most:] if item.id != HURDLE_RATE])
    if not left:
        return replace(part, rows=part.rows[:most])
    more = f.say_n(
        "{count} further input is in the data behind this page.",
        "{count} further inputs are in the data behind this page.",
        left,
    )
    return replace(part, rows=part.rows[:most], notes=[*part.notes, f.language.first_upper(more)])


def tag_of(f: Figures, item: Input) -> str:
    """The tag of an input's origin."""
    return f.say(TAGS[item.sourced.origin])


def source_of(f: Figures, item: Input) -> str:
    """Where an input stands, with what a reader should know of it."""
    if item.id == HURDLE_RATE and item.ours:
        return f.say("our placeholder, not your rate")
    source = f.evidence(item.sourced.source) or f.say("no source given")
    if item.sourced.as_of and str(item.sourced.as_of.year) not in source:
        source = f.say("{source}, {year}", source=source, year=str(item.sourced.as_of.year))
    if f.is_stale(item):
        source = f.say("{source} · over three years old", source=source)
    return f.say("{source} · please confirm", source=source) if item.sourced.confirm else source


def _open_points(f: Figures) -> list[str]:
    """How many inputs have no source, and how many the prospect has yet to confirm."""
    inputs = sources(f.case.inputs)
    bare = sum(item.sourced.origin == "unsourced" for item in inputs)
    confirm = sum(bool(item.sourced.confirm) for item in inputs)
    said = []
    if bare:
        said.append(f.say_n("{count} input has no source.", "{count} inputs have no source.", bare))
    if confirm:
        said.append(f.say_n("{count} input is for you to confirm.", "{count} inputs are for you to confirm.", confirm))
    return [f.language.first_upper(text) for text in said]


_COST_KINDS = {
    "internal_labour": _("your people’s time"),
    "process_redesign": _("changing procedures"),
    "integration": _("connecting other systems"),
    "migration": _("migration"),
    "training": _("training"),
    "dip_in_output": _("a dip in output"),
    "parallel_running": _("running old and new in parallel"),
    "administration": _("administration"),
    "renewal_uplift": _("a higher price at renewal"),
    "exit": _("exit at the end of the term"),
}


def _not_costed(f: Figures) -> str:
    kinds = [f.say(_COST_KINDS[kind]) for kind in f.case.not_costed]
    return f.say("Not costed: {costs}.", costs=", ".join(kinds))
