"""Charts in one go: what WeasyPrint would draw, in fewer words; what is no chart is left to it."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import numpy as np
import numpy.typing as npt
import pypdfium2
import pytest

from valuepitch.render import cascade, charts
from valuepitch.render.engine import Options
from valuepitch.render.letters import Fonts
from valuepitch.render.template import Template
from valuepitch.render.weasy import WeasyEngine

from .conftest import Changed

FRAME = '<svg xmlns="http://www.w3.org/2000/svg" width="100pt" height="50pt" viewBox="0 0 100 50"{more}>{parts}</svg>'
PAGE = '<html lang="en"><head><title>A page</title></head><body><main>{svg}</main></body></html>'
IMAGE: Any = object()

DRAWN = [
    '<line x1="5" y1="5" x2="95" y2="40" stroke="#14395b" stroke-width="2"/>',
    '<polyline points="5,5 20,45 40,5" fill="none" stroke="#14395b" stroke-width="3" stroke-dasharray="6 3"/>',
    '<polygon points="5,5 20,45 40,5" fill="#b8503c"/>',
    '<polygon points="5 5 20 45 40 5" fill="#b8503c" stroke="black" stroke-width="1.5"/>',
    '<rect x="10" y="10" width="50" height="20"/>',
    '<rect x="10" y="10" width="50" height="20" fill="none" stroke="red" stroke-width="4"/>',
    '<circle cx="40" cy="25" r="15" fill="rgba(20, 57, 91, 0.4)" stroke="#56636e" stroke-width="1.5"/>',
    '<rect width="90" height="40" fill="#e9eff4"/><line y1="20" x2="90" y2="20" stroke="#17232f"/>',
    '<line x2="90" y2="9" stroke="red" stroke-width="4"/><line x2="90" y2="30" stroke="blue" stroke-width="1"/>',
]
LEFT = [
    '<path d="M 0 0 L 10 10"/>',
    '<g><line x1="0" x2="9" y1="0" y2="9" stroke="red"/></g>',
    '<line x1="0" x2="90%" y1="0" y2="9" stroke="red"/>',
    '<line x1="0" x2="9mm" y1="0" y2="9" stroke="red"/>',
    '<line x2="9" y2="9" stroke="url(#shade)"/>',
    '<line x2="9" y2="9" stroke="currentColor"/>',
    '<line x2="9" y2="9" stroke="red" transform="rotate(9)"/>',
    '<line x2="9" y2="9" stroke="red" style="opacity: 0.5"/>',
    '<line x2="9" y2="9" stroke="red" stroke-linecap="round"/>',
    '<rect width="-3" height="9"/>',
    '<rect width="nan" height="9"/>',
    '<rect width="9" height="9" rx="2"/>',
    '<polygon points="1 2 3"/>',
    "<polygon/>",
    '<text x="1" y="2">two<tspan>parts</tspan></text>',
    '<text x="1 5" y="2">ab</text>',
    '<text x="1" y="2" font-size="2em">ab</text>',
    '<text x="1" y="2" font-size="0">ab</text>',
    '<text x="1" y="2" text-anchor="inherit">ab</text>',
    '<text x="1" y="2"> ab</text>',
    '<text x="1" y="2">a  b</text>',
    "<style>line { stroke: red }</style>",
]


def picture(pdf: bytes) -> npt.NDArray[np.float64]:
    with pypdfium2.PdfDocument(pdf) as document:
        return np.asarray(document[0].render(scale=110 / 72).to_pil().convert("L"), dtype=float)


def drawn(parts: str, page: dict[str, Any], changed: Changed) -> bytes:
    """A page with a picture and nothing else."""
    svg = FRAME.format(parts=f"<title>A chart</title>{parts}", more=' font-family="Valuepitch Sans"')
    return WeasyEngine().lay_out(page, changed({"page.html.j2": PAGE.format(svg=svg)}), Options()).pdf()


def chart(parts: str, more: str = "") -> Any:
    return charts.chart_of(IMAGE, ElementTree.fromstring(FRAME.format(parts=parts, more=more)), Fonts())


@pytest.mark.parametrize("parts", DRAWN)
def test_a_shape_looks_as_weasyprint_draws_it(
    parts: str, page: dict[str, Any], changed: Changed, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(chart(parts), charts.Chart)
    ours = drawn(parts, page, changed)
    monkeypatch.setattr(cascade, "chart_of", lambda image, *_: image)
    theirs = drawn(parts, page, changed)
    assert ours != theirs
    apart = np.abs(picture(ours) - picture(theirs))
    assert apart.mean() < 0.02
    assert (apart > 96).mean() < 0.0002


def test_the_comparison_objects_to_a_wider_line(page: dict[str, Any], changed: Changed) -> None:
    wide = drawn(DRAWN[0].replace('width="2"', 'width="3"'), page, changed)
    assert np.abs(picture(wide) - picture(drawn(DRAWN[0], page, changed))).mean() > 0.02


@pytest.mark.parametrize("parts", LEFT)
def test_what_a_chart_does_not_have_is_left_to_weasyprint(parts: str) -> None:
    assert chart(parts) is IMAGE


@pytest.mark.parametrize(
    "more", [' style="color: red"', ' preserveAspectRatio="none"', ' font-family="A, B"', ' overflow="visible"']
)
def test_a_picture_that_says_more_is_left_to_weasyprint(more: str) -> None:
    assert isinstance(chart(DRAWN[0]), charts.Chart)
    assert chart(DRAWN[0], more) is IMAGE


@pytest.mark.parametrize("box", ["1 0 100 50", "0 0 0 50", "0 0 100", "0 0 100% 50", ""])
def test_a_picture_with_another_origin_is_left_to_weasyprint(box: str) -> None:
    svg = FRAME.format(parts=DRAWN[0], more="").replace("0 0 100 50", box)
    assert charts.chart_of(IMAGE, ElementTree.fromstring(svg), Fonts()) is IMAGE


def test_labels_stand_where_their_anchors_are_and_read_as_words(page: dict[str, Any], changed: Changed) -> None:
    labels = "".join(
        f'<text x="50" y="{y}" font-size="8" text-anchor="{anchor}">Anchored</text>'
        for y, anchor in ((10, "start"), (20, "middle"), (30, "end"))
    )
    with pypdfium2.PdfDocument(drawn(labels, page, changed)) as document:
        texts = document[0].get_textpage()
        whole = texts.get_text_range()
        lefts = [texts.get_charbox(match.start())[0] for match in re.finditer("Anchored", whole)]
        rights = [texts.get_charbox(match.end() - 1)[2] for match in re.finditer("Anchored", whole)]
    wide = rights[0] - lefts[0]
    assert lefts[0] - lefts[1] == pytest.approx(wide / 2, abs=0.6)
    assert lefts[0] - lefts[2] == pytest.approx(wide, abs=0.9)


def test_both_charts_of_a_page_are_drawn_here(
    page: dict[str, Any], template: Template, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Any] = []
    original = cascade.chart_of
    monkeypatch.setattr(cascade, "chart_of", lambda *given: made.append(original(*given)) or made[-1])
    WeasyEngine().lay_out(page, template, Options())
    assert [type(item) for item in made] == [charts.Chart, charts.Chart]
