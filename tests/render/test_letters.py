"""Letters from one layout a style: the picture and the text that WeasyPrint gives, and nothing else's letters."""

from __future__ import annotations

from typing import Any

import numpy as np
import pypdfium2
import pytest
import weasyprint.draw
from weasyprint import CSS, HTML
from weasyprint.draw.text import draw_text

from valuepitch.render import letters
from valuepitch.render.engine import Options
from valuepitch.render.template import Template
from valuepitch.render.weasy import WeasyEngine

from .conftest import Changed

# What is more than letters side by side, or letters of another script or font.
UNUSUAL = [
    '<p class="summary"><u style="text-decoration: underline">underlined</u> and plain</p>',
    '<p class="summary" style="letter-spacing: 1pt">spaced</p>',
    '<p class="summary" style="word-spacing: 3pt; text-align: justify">spaced words</p>',
    f'<p class="summary" style="text-align: justify">{"words that fill more than one line " * 6}</p>',
    '<p class="summary" style="white-space: pre">a\tb</p>',
    '<p class="summary" style="visibility: hidden">hidden</p>',
    '<p class="summary">e\u0301 g\u0302 \u200d \u00ad soft\u00adhyphen</p>',
    '<p class="summary" dir="rtl">left to right</p>',
    '<p class="nb summary" style="width: 60pt; overflow: hidden; text-overflow: ellipsis">cut off at the end</p>',
    '<p class="summary" style="font-variant: small-caps; font-kerning: none">AVAVA</p>',
    '<p class="summary">ğşıİ ₺ € − – ≥ ½</p>',
]


def picture(pdf: bytes) -> Any:
    with pypdfium2.PdfDocument(pdf) as document:
        return np.asarray(document[0].render(scale=110 / 72).to_pil().convert("L"))


def text(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return str(document[0].get_textpage().get_text_range())


def both(page: dict[str, Any], template: Template, monkeypatch: pytest.MonkeyPatch) -> tuple[bytes, bytes]:
    ours = WeasyEngine().lay_out(page, template, Options()).pdf()
    with monkeypatch.context() as patch:
        patch.setattr(weasyprint.draw, "draw_text", draw_text)
        return ours, WeasyEngine().lay_out(page, template, Options()).pdf()


def test_a_page_looks_and_reads_as_weasyprint_draws_it(
    page: dict[str, Any], template: Template, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = both(page, template, monkeypatch)
    assert len(ours) < len(theirs)
    assert text(ours) == text(theirs)
    assert (picture(ours) == picture(theirs)).all()


@pytest.mark.parametrize("summary", UNUSUAL)
def test_unusual_letters_look_and_read_as_weasyprint_draws_them(
    summary: str, page: dict[str, Any], changed: Changed, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = both(page, changed({"partials/summary.html.j2": summary}), monkeypatch)
    assert text(ours) == text(theirs)
    assert (picture(ours) == picture(theirs)).all()


def test_pages_of_others_are_drawn_by_weasyprint(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(letters, "draw_text", lambda *given: asked.append(given[1].text) or draw_text(*given))
    html = HTML(string="<p>somebody else’s page")
    assert html.write_pdf(stylesheets=[CSS(string="p { font-family: sans-serif }")])
    assert asked == ["somebody else’s page"]


def test_letters_of_a_page_are_drawn_here(
    page: dict[str, Any], template: Template, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(letters, "draw_text", lambda *given: asked.append(given[1].text) or draw_text(*given))
    WeasyEngine().lay_out(page, template, Options()).pdf()
    assert [said for said in asked if said.strip()] == []
