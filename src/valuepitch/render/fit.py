"""Making a page fit: spacing first, then what may be dropped, in the template's order; then a clear refusal.

The least that a page holds is eight inputs; further ones fill what room is
left at the spacing that is reached. Nothing is ever cut.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from valuepitch.errors import PageOverflowError, TemplateError
from valuepitch.page.compose import Shown
from valuepitch.page.parts import LEAST_SOURCES
from valuepitch.render.engine import Attached, Engine, Laid, Options, Page
from valuepitch.render.estimate import first_step
from valuepitch.render.glyphs import texts_in
from valuepitch.render.template import Drop, Template

Composer = Callable[[Shown], Mapping[str, Any]]
NOTHING_ATTACHED = Attached()

LEAST_OBJECTIVES = 3
_WITHOUT: Mapping[Drop, dict[str, Any]] = {
    "objectives": {"objectives": LEAST_OBJECTIVES},
    "pressures": {"pressures": False},
    "asides": {"asides": False},
    "notes": {"notes": False},
}
_MOST_TRIES = 24
_CHARACTERS_A_LINE = 50  # of a table's name column, where long texts wrap


@dataclass(frozen=True)
class Contents:
    """How much a page could show.

    Attributes:
        sources: inputs in all.
        objectives, pressures: how many there are.
        asides: whether there are ledger lines under names, or benefits that serve no objective.
        texts: printed texts by the place where they are written, for the message of a page that does not fit.
    """

    sources: int
    objectives: int
    pressures: int
    texts: Mapping[str, str]
    asides: bool = False


@dataclass(frozen=True)
class _Try:
    """One arrangement, and what it took."""

    step: str
    shown: Shown
    laid: Laid


def fit_page(
    compose: Composer,
    contents: Contents,
    engine: Engine,
    template: Template,
    page: str,
    attached: Attached = NOTHING_ATTACHED,
) -> Page:
    """Lay out a page, make room until it fits, and draw it once.

    Args:
        compose: the page's context for what is shown of it.
        page: ``a4`` or ``letter``.
        attached: what the page carries.

    Raises:
        PageOverflowError: it does not fit after every step; names the longest text.
        TemplateError: the template asked for what it may not have.
    """
    fitter = _Fitter(compose, contents, engine, template, page)
    found = fitter.run()
    pdf = found.laid.pdf(attached.attachments, attached.properties)
    if found.laid.denied:
        asked = ", ".join(dict.fromkeys(found.laid.denied))
        raise TemplateError(f"the template asked for {asked}", "use files of the template folder only")
    fill = found.laid.used / fitter.height
    findings = list(dict.fromkeys(found.laid.findings))
    if fill < template.config.fit.least_fill:
        findings.append(f"the page is {fill:.0%} full; at least {template.config.fit.least_fill:.0%} looks finished")
    said = tuple(fitter.said(found))
    return Page(pdf, found.laid.pages, fill, said, tuple(findings), found.shown, attached)


class _Fitter:
    def __init__(self, compose: Composer, contents: Contents, engine: Engine, template: Template, page: str) -> None:
        self.compose, self.contents, self.engine = compose, contents, engine
        self.template, self.page = template, page
        self.config = template.config.fit
        self.size = template.config.pages[page]
        self.height = self.size.height
        self.least = min(LEAST_SOURCES, contents.sources)
        self.tries = 0

    def run(self) -> _Try:
        steps = self.config.steps
        first = Shown(sources=self.least)
        start, rows = self._estimate(self.compose(first))
        found = self._filled(steps[start], replace(first, sources=rows))
        if found is not None:
            return self._roomier(found, steps[:start])
        for step in steps[start + 1 :]:
            found = self._filled(step, first)
            if found is not None:
                return found
        for step, shown in self._last_ways(first):
            last = self._lay(step, shown)
            if self._fits(last):
                return self._filled(step, shown, last) or last
        raise self._refusal(last)

    def _last_ways(self, first: Shown) -> Iterator[tuple[str, Shown]]:
        """What is left out, one thing after the other; then the same at the last spacing."""
        ways = [first]
        for drop in filter(self._has, self.config.drops):
            ways.append(replace(ways[-1], **_WITHOUT[drop]))
        yield from ((self.config.steps[-1], shown) for shown in ways[1:] or ways)
        if self.config.last:
            yield from ((self.config.last, shown) for shown in ways)

    def _has(self, drop: Drop) -> bool:
        counts = self.contents
        has = {"objectives": counts.objectives > LEAST_OBJECTIVES, "pressures": counts.pressures > 0}
        return has.get(drop, counts.asides if drop == "asides" else True)

    def _lay(self, step: str, shown: Shown) -> _Try:
        self.tries += 1
        if self.tries > _MOST_TRIES:
            raise PageOverflowError("the page does not settle", "shorten texts, or tell us how it was made")
        laid = self.engine.lay_out(self.compose(shown), self.template, Options(self.page, step))
        return _Try(step, shown, laid)

    def _fits(self, found: _Try) -> bool:
        return found.laid.pages == 1 and found.laid.used <= self.height

    def _filled(self, step: str, shown: Shown, found: _Try | None = None) -> _Try | None:
        """The arrangement of a step with as many inputs as fit, or None where the least does not."""
        row = self.config.row[step]
        best: _Try | None = None
        most = self.contents.sources
        found = found or self._lay(step, shown)
        while True:
            room = self.height - found.laid.used
            if self._fits(found):
                best, rows = found, found.shown.sources + math.floor(room / row)
            else:
                most = found.shown.sources - 1
                rows = found.shown.sources - max(math.ceil(-room / row), 1)
            rows = min(max(rows, self.least), most)
            if (best is not None and rows <= best.shown.sources) or most < self.least:
                return best
            found = self._lay(step, replace(shown, sources=rows))

    def _roomier(self, found: _Try, steps: tuple[str, ...]) -> _Try:
        """A short page takes wider spacing, as long as nothing has to go for it."""
        if found.shown.sources < self.contents.sources:
            return found
        for step in reversed(steps):
            wider = self._lay(step, found.shown)
            if not self._fits(wider):
                return found
            found = wider
        return found

    def _estimate(self, page: Mapping[str, Any]) -> tuple[int, int]:
        """The step and the number of inputs that most likely fit."""
        steps = self.config.steps
        first = steps.index(self.config.start)
        pages = [(step, page) for step in steps[first:]]
        every = self.compose(Shown(sources=self.contents.sources))["sources"]["rows"]
        found = first_step(pages, self.size, self.config, every)
        return (steps.index(found[0]), found[1]) if found else (len(steps) - 1, self.least)

    def said(self, found: _Try) -> Iterator[str]:
        """What was done, in words."""
        if found.step != self.config.start:
            yield f"spacing: {found.step}"
        if found.shown.objectives is not None:
            yield f"left out: {self.contents.objectives - found.shown.objectives} objectives beyond three"
        if not found.shown.pressures:
            yield "left out: pressures"
        if found.shown.sources < self.contents.sources:
            yield f"inputs listed: {found.shown.sources} of {self.contents.sources}"
        if not found.shown.asides:
            yield "left out: ledger lines, and benefits that serve no objective"
        if not found.shown.notes:
            yield "left out: notes under names"

    def _refusal(self, last: _Try) -> PageOverflowError:
        over = last.laid.used - self.height
        lines = max(math.ceil(over / self.config.row[last.step]), 1)
        page = "\n".join(texts_in(self.compose(last.shown)))
        printed = {place: text for place, text in self.contents.texts.items() if text in page}
        place, text = max((printed or self.contents.texts).items(), key=lambda item: len(item[1]))
        count = f"{lines} line{'' if lines == 1 else 's'}"
        remove = min(lines * _CHARACTERS_A_LINE, max(len(text) - 10, 1))
        rows = f"{lines} cost{'' if lines == 1 else 's'} or benefit{'' if lines == 1 else 's'} fewer"
        return PageOverflowError(
            f"the page is {over:.0f} points ({count}) too long, with everything left out that may be",
            f"{place} has {len(text)} characters: remove {remove}; or list {rows}",
        )
