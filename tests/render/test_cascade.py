"""Styles that are kept from page to page: the same bytes as without, whatever was drawn before."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import weasyprint

from valuepitch import pipeline
from valuepitch.render import cascade, weasy
from valuepitch.render.engine import Options
from valuepitch.render.template import Template, load_template
from valuepitch.render.weasy import WeasyEngine

from .conftest import Changed

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
DAY = date(2026, 11, 23)
TEMPLATES = ("onepager", "owner", "board")

# Selectors that look at siblings, children and text, and a length that follows the paper.
FURTHER = """
td + td { letter-spacing: 0.1pt } tr:last-child td { font-weight: 600 } tr:nth-child(2n) th { color: #333333 }
p:not(:first-child) { text-indent: 1pt } th:has(span) { font-style: normal; word-spacing: 0.5pt }
td:empty { color: red }
p ~ p { padding-left: 0.5pt } .measure:nth-of-type(3) .name { letter-spacing: 0.2pt } td:only-child { color: blue }
"""


def test_the_version_is_one_whose_insides_are_known() -> None:
    """Look through cascade.py, charts.py and letters.py with a new WeasyPrint, then raise KNOWN."""
    assert cascade.KNOWN, f"WeasyPrint {weasyprint.VERSION}: pages are drawn the long way"


@pytest.fixture
def plainly(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Pages with WeasyPrint's own cascade; charts stay WeasyPrint's in both, so that all else can be compared."""
    monkeypatch.setattr(cascade, "chart_of", lambda image, *_: image)

    def draw(page: dict[str, Any], template: Template, options: Options) -> bytes:
        with monkeypatch.context() as patch:
            patch.setattr(weasy, "KNOWN", False)
            return WeasyEngine().lay_out(page, template, options).pdf()

    return draw


def pages(sample: str, template: Template) -> Any:
    evaluated = pipeline.evaluate(SAMPLES / sample / "prospect.yaml", SAMPLES / sample / "product.yaml")
    making = pipeline.pages.making_of(evaluated, "a4", DAY, template)
    return pipeline.pages.composer_of(evaluated, making, template, attached=False).least.plain()


@pytest.mark.parametrize("name", TEMPLATES)
def test_kept_styles_give_the_bytes_of_computed_ones(plainly: Any, name: str) -> None:
    engine, template = WeasyEngine(), load_template(name)
    step = template.config.fit.steps[-1]
    for sample in ("makine-tr", "quickstart", "makine-tr"):
        for paper in ("a4", "letter"):
            page, options = pages(sample, template), Options(paper, step)
            assert engine.lay_out(page, template, options).pdf() == plainly(page, template, options)


def test_rules_that_look_at_siblings_and_children_are_followed(
    plainly: Any, page: dict[str, Any], changed: Changed, template: Template
) -> None:
    further = changed({"page.css": template.files["page.css"].decode() + FURTHER})
    shorter = {**page, "cash_flow": {**page["cash_flow"], "rows": page["cash_flow"]["rows"][2:]}}
    engine = WeasyEngine()
    for shown in (page, shorter, page):
        assert engine.lay_out(shown, further, Options()).pdf() == plainly(shown, further, Options())


@pytest.mark.parametrize("css", ["html { overflow: hidden }", "body { overflow: hidden }", "h2 { width: 50vw }"])
def test_what_the_layout_changes_or_learns_late_is_not_kept(
    plainly: Any, page: dict[str, Any], changed: Changed, template: Template, css: str
) -> None:
    told = changed({"page.css": template.files["page.css"].decode() + css})
    engine = WeasyEngine()
    drawn = [engine.lay_out(page, told, Options()).pdf() for _ in range(3)]
    assert set(drawn) == {plainly(page, told, Options())}


@pytest.mark.parametrize(
    "summary",
    [
        '<p class="summary" style="color: #101010">Text</p>',
        '<p class="summary"><style>p { color: #202020 }</style>Text</p>',
        '<p class="summary" lang="tr">istanbul</p><p id="here">Text</p>',
        '<p class="summary"><a href="#here">a</a></p><p id="here">b</p>',
    ],
)
def test_what_an_element_says_of_itself_is_followed(
    plainly: Any, page: dict[str, Any], changed: Changed, summary: str
) -> None:
    said, unsaid = changed({"partials/summary.html.j2": summary}), changed({"partials/summary.html.j2": "<p>Text</p>"})
    engine = WeasyEngine()
    for template in (said, unsaid, said):
        assert engine.lay_out(page, template, Options()).pdf() == plainly(page, template, Options())


def test_what_is_shown_of_an_attribute_is_the_pages_own(
    plainly: Any, page: dict[str, Any], changed: Changed, template: Template
) -> None:
    css = template.files["page.css"].decode() + ".summary::before { content: attr(title) } [title] { color: #222222 }"
    told = changed(
        {"page.css": css, "partials/summary.html.j2": '<p class="summary" title="{{ page.title }}">Text</p>'}
    )
    engine = WeasyEngine()
    for title in ("One title", "Another title", "One title"):
        shown = {**page, "title": title}
        assert engine.lay_out(shown, told, Options()).pdf() == plainly(shown, told, Options())


def test_little_is_kept_where_little_may_be(
    plainly: Any, page: dict[str, Any], template: Template, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cascade, "MOST_PLACES", 10)
    engine = WeasyEngine()
    drawn = {engine.lay_out(page, template, Options()).pdf() for _ in range(3)}
    assert drawn == {plainly(page, template, Options())}


def test_a_second_page_computes_no_style_but_the_papers(page: dict[str, Any], template: Template) -> None:
    engine = WeasyEngine()
    engine.lay_out(page, template, Options())
    kept = engine.style(template, "a4").cascade
    places = len(kept._places)
    engine.lay_out({**page, "title": "Another title", "author": "Another seller"}, template, Options())
    assert 50 < len(kept._places) == places


ALONE = """
import hashlib, sys
from datetime import date
from valuepitch import build
built = build(*sys.argv[1:3], page=sys.argv[3], date=date(2026, 11, 23), attachments=False, template=sys.argv[4])
print(hashlib.sha256(built.pdf).hexdigest())
"""


@pytest.mark.parametrize("sample, paper, name", [("quickstart", "letter", "board"), ("makine-tr", "a4", "owner")])
def test_a_page_is_the_same_whatever_its_process_drew_before(sample: str, paper: str, name: str) -> None:
    folder = SAMPLES / sample
    files = [str(folder / "prospect.yaml"), str(folder / "product.yaml")]
    alone = subprocess.run(
        [sys.executable, "-c", ALONE, *files, paper, name], check=True, capture_output=True, text=True
    )
    for other in ("receivables", "makine-tr", "packaging-line", sample):
        for template in TEMPLATES:
            for page in ("letter", "a4"):
                evaluated = pipeline.evaluate(SAMPLES / other / "prospect.yaml", SAMPLES / other / "product.yaml")
                used = load_template(template)
                drawn = pipeline.render(evaluated, page, DAY, attachments=False, template=used).pdf
                if (other, page, template) == (sample, paper, name):
                    assert hashlib.sha256(drawn).hexdigest() == alone.stdout.strip()
