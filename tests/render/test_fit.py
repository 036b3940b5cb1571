"""Making room: spacing first, then what may be dropped, in order; nothing is ever cut."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from valuepitch.errors import PageOverflowError, TemplateError
from valuepitch.page.compose import Shown
from valuepitch.render.engine import NO_PROPERTIES, Attached, Attachment, Options, Page
from valuepitch.render.fit import NOTHING_ATTACHED, Contents, fit_page
from valuepitch.render.template import Template

ROW = 13.8  # as template.toml has it for the normal step
SAVED = {"wide": -60.0, "normal": 0.0, "close": 25.0, "narrow": 70.0, "smallest": 110.0}


@dataclass
class Paper:
    """A laid-out page whose height is a sum."""

    used: float
    pages: int = 1
    denied: list[str] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)

    def pdf(self, attachments: Sequence[Attachment] = (), properties: Mapping[str, str] = NO_PROPERTIES) -> bytes:
        return b" ".join([b"%PDF", *(a.data for a in attachments), *(text.encode() for text in properties.values())])


@dataclass
class Ruler:
    """An engine that adds up heights instead of setting type."""

    fixed: float
    asks_for: str = ""
    tries: list[tuple[str, int]] = field(default_factory=list)

    def lay_out(self, page: Mapping[str, Any], template: Template, options: Options) -> Paper:
        shown: Shown = page["shown"]
        self.tries.append((options.spacing, shown.sources))
        used = self.fixed + ROW * shown.sources - SAVED[options.spacing]
        used += ROW * (8 if shown.objectives is None else shown.objectives)
        used += (12.0 if shown.pressures else 0.0) + (30.0 if shown.notes else 0.0)
        return Paper(used, denied=[self.asks_for] if self.asks_for else [])


@pytest.fixture
def short(page: dict[str, Any]) -> dict[str, Any]:
    """The page with little on it: by its estimate it is laid out at the normal spacing first."""
    flow = page["cash_flow"]
    return {**page, "summary": "It pays.", "cash_flow": {**flow, "rows": flow["rows"][:3]}}


def fitted(
    page: dict[str, Any],
    engine: Ruler,
    template: Template,
    sources: int = 20,
    objectives: int = 8,
    attached: Attached = NOTHING_ATTACHED,
) -> Page:
    def compose(shown: Shown) -> Mapping[str, Any]:
        return {**page, "shown": shown}

    contents = Contents(sources, objectives, 1, {"decision.because in product.yaml": "x" * 90})
    return fit_page(compose, contents, engine, template, "a4", attached)


def test_a_page_with_room_takes_as_many_inputs_as_fit(short: dict[str, Any], template: Template) -> None:
    height = template.config.pages["a4"].height
    made = fitted(short, Ruler(height - 8 * ROW - 42 - 11 * ROW - 0.1), template)
    assert made.fitted == ("inputs listed: 11 of 20",)
    assert made.fill <= 1


def test_a_page_that_is_too_long_is_set_closer_first(short: dict[str, Any], template: Template) -> None:
    height = template.config.pages["a4"].height
    made = fitted(short, Ruler(height - 8 * ROW - 42 - 8 * ROW + 20), template)
    assert made.fitted[0] == "spacing: close"
    assert "left out" not in " ".join(made.fitted)


def test_what_is_left_out_goes_in_order(page: dict[str, Any], template: Template) -> None:
    height = template.config.pages["a4"].height
    base = height - 8 * ROW - 42 - 8 * ROW + SAVED["narrow"]
    assert fitted(page, Ruler(base + 60), template).fitted[:2] == (
        "spacing: narrow",
        "left out: 5 objectives beyond three",
    )
    assert "left out: pressures" in fitted(page, Ruler(base + 70), template).fitted
    everything = fitted(page, Ruler(base + 105), template).fitted
    assert everything == (
        "spacing: narrow",
        "left out: 5 objectives beyond three",
        "left out: pressures",
        "inputs listed: 8 of 20",
        "left out: notes under names",
    )


def test_the_last_spacing_comes_when_all_is_left_out_and_keeps_what_it_can(
    page: dict[str, Any], template: Template
) -> None:
    least = template.config.pages["a4"].height - 11 * ROW + SAVED["narrow"]  # of a page with all left out
    found = fitted(page, Ruler(least + 1), template).fitted
    assert found[0] == "spacing: smallest"
    assert not any("notes" in line for line in found)


def test_a_template_says_what_may_be_left_out_and_in_which_order(page: dict[str, Any], template: Template) -> None:
    height = template.config.pages["a4"].height
    fit = template.config.fit.model_copy(update={"drops": ("notes", "pressures"), "last": None})
    other = replace(template, config=template.config.model_copy(update={"fit": fit}))
    room = height - 16 * ROW + SAVED["narrow"]
    assert fitted(page, Ruler(room - 12), other).fitted[:3] == (
        "spacing: narrow",
        "inputs listed: 8 of 20",
        "left out: notes under names",
    )
    with pytest.raises(PageOverflowError):
        fitted(page, Ruler(room + 1), other)


def test_a_page_that_cannot_fit_names_the_text_and_how_much_of_it(page: dict[str, Any], template: Template) -> None:
    with pytest.raises(PageOverflowError) as refused:
        fitted(page, Ruler(900), template)
    assert "decision.because in product.yaml has 90 characters: remove" in refused.value.hint
    assert refused.value.exit_code == 4


def test_a_short_page_is_set_wider_when_all_inputs_are_shown(page: dict[str, Any], template: Template) -> None:
    made = fitted(page, Ruler(400), template, sources=9)
    assert made.fitted == ("spacing: wide",)


def test_a_page_that_stays_short_is_a_finding(page: dict[str, Any], template: Template) -> None:
    made = fitted(page, Ruler(150), template, sources=8)
    assert any("full" in finding for finding in made.findings)


def test_an_address_that_was_denied_fails_the_page(page: dict[str, Any], template: Template) -> None:
    with pytest.raises(TemplateError, match=r"evil\.example"):
        fitted(page, Ruler(400, asks_for="https://evil.example/x"), template)


def test_most_pages_are_laid_out_once(short: dict[str, Any], template: Template) -> None:
    height = template.config.pages["a4"].height
    ruler = Ruler(height - 8 * ROW - 42 - 9 * ROW - 2)
    fitted(short, ruler, template)
    assert len(ruler.tries) <= 2


def test_a_page_is_drawn_with_what_it_carries(short: dict[str, Any], template: Template) -> None:
    height = template.config.pages["a4"].height
    file = Attachment("rows.txt", b"11", "Rows", "Data", datetime(2026, 11, 23, tzinfo=UTC))
    attached = Attached([file], {"Fingerprint": "7F3A-91C2"})
    made = fitted(short, Ruler(height - 8 * ROW - 42 - 11 * ROW - 0.1), template, attached=attached)
    assert made.shown.sources == 11
    assert made.pdf == b"%PDF 11 7F3A-91C2"
    assert made.attached is attached


def test_a_page_carries_nothing_unless_asked(page: dict[str, Any], template: Template) -> None:
    made = fitted(page, Ruler(400), template, sources=9)
    assert made.pdf == b"%PDF"
    assert made.attached == Attached()
