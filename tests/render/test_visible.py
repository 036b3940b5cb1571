"""Whatever a template does to hide a text that the page owes its reader is found, and named by its place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from valuepitch import pipeline
from valuepitch.pipeline.pages import composer_of, draw, making_of
from valuepitch.render import seen
from valuepitch.render.engine import Options
from valuepitch.render.template import Template, load_template
from valuepitch.render.visible import ABSENT, PARTED, hidden
from valuepitch.render.weasy import WeasyEngine

from .conftest import Changed

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
NAMES = ("quickstart", "receivables", "packaging-line", "press-brake", "makine-tr", "joinery-owner")
DAY = date(2026, 11, 23)
FOOTER, DECISION, WRONG = "footer.text", "decision.text", "wrong.rows[0].name"
VALUE, COST = "measures[2].value", "cash_flow.rows[3].name"  # a payback, and the first cost of the quickstart page

Hidden = Callable[..., list[str]]


@pytest.fixture
def found(engine: WeasyEngine, template: Template, page: dict[str, Any], changed: Changed) -> Hidden:
    """What is hidden on the quickstart page with further styles, further content, or other files."""

    def find(css: str = "", body: str = "", **files: str) -> list[str]:
        base = template.text("base.html.j2").replace("</body>", f"{body}</body>")
        mine = {name.replace("__", "/") + ".html.j2": text for name, text in files.items()}
        every = {"page.css": template.text("page.css") + css, "base.html.j2": base, **mine}
        return hidden(engine.lay_out(page, changed(every), Options()).pdf(), page)

    return find


def places(said: list[str]) -> set[str]:
    return {line.partition(":")[0] for line in said}


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("sample", NAMES)
def test_nothing_is_hidden_on_the_pages_that_are_shipped(sample: str, paper: str) -> None:
    template = load_template()
    evaluated = pipeline.evaluate(SAMPLES / sample / "prospect.yaml", SAMPLES / sample / "product.yaml")
    making = making_of(evaluated, paper, DAY, template)
    composer = composer_of(evaluated, making, template, attached=False)
    drawn = draw(evaluated, composer, making, template)
    assert hidden(drawn.pdf, composer.page(drawn.shown).plain()) == []
    assert [letter for letter in seen.letters(drawn.pdf) or [] if letter.fault] == []


def test_nothing_is_hidden_by_the_default_template(found: Hidden) -> None:
    assert found() == []


# Styles that hide the text of the footer, and what is said of it.
STYLES = {
    "not displayed": ("display: none", ABSENT),
    "not visible": ("visibility: hidden", ABSENT),
    "no alpha": ("color: rgba(0, 0, 0, 0)", seen.FAINT),
    "little alpha": ("color: rgba(0, 0, 0, 0.2)", seen.FAINT),
    "transparent": ("color: transparent", seen.FAINT),
    "nil opacity": ("opacity: 0", seen.FAINT),
    "low opacity": ("opacity: 0.15", seen.FAINT),
    "a little opacity is no hiding": ("opacity: 0.9", ""),
    "another size by a transform is no hiding": ("transform: scale(1.02)", ""),
    "white on white": ("color: #ffffff", seen.FAINT),
    "black on black": ("color: #000; background: #000", seen.FAINT),
    "low contrast": ("color: #ccc", seen.FAINT),
    "just too low a contrast": ("color: #999", seen.FAINT),
    "one point": ("font-size: 1pt", seen.SMALL),
    "no points": ("font-size: 0", ABSENT),
    "just too small": ("font-size: 6.8pt", seen.SMALL),
    "made small": ("transform: scale(0.1)", seen.SMALL),
    "made narrow": ("transform: scaleX(0.5)", seen.SMALL),
    "made flat": ("transform: scaleY(0.4)", seen.SMALL),
    "skewed": ("transform: skewX(75deg)", seen.SMALL),
    "raised figures": ("font-variant-position: super; font-size: 7pt", seen.SMALL),
    "mirrored": ("transform: scaleX(-1)", seen.TURNED),
    "upside down": ("transform: rotate(180deg)", seen.TURNED),
    "off to the left": ("position: absolute; left: -5000pt", seen.OFF_PAGE),
    "off below": ("position: relative; top: 300mm", seen.OFF_PAGE),
    "moved off": ("transform: translate(2000pt, 0)", seen.OFF_PAGE),
    "indented off": ("text-indent: -999pt; white-space: nowrap", seen.OFF_PAGE),
    "margin off": ("margin-left: -1500pt; width: 900pt", seen.OFF_PAGE),
    "no height": ("height: 0; overflow: hidden", seen.FAINT),
    "half a line": ("height: 5pt; overflow: hidden", seen.FAINT),
    "no width": ("width: 0; overflow: hidden; white-space: nowrap", seen.FAINT),
    "clipped": ("position: absolute; clip: rect(0, 0, 0, 0)", seen.FAINT),
    "lines on one another": ("line-height: 0", seen.CROWDED),
    "other capitals are no hiding": ("text-transform: uppercase", ""),
    "a larger size is no hiding": ("font-size: 7.4pt", ""),
    "another colour is no hiding": ("color: #6b3fa0", ""),
    "half transparent ink is no hiding": ("color: rgba(0, 0, 0, 0.7)", ""),
    "white on a dark ground is no hiding": ("color: #fff; background: #14395b", ""),
}


@pytest.mark.parametrize("name", STYLES)
def test_a_style_that_hides_the_seller_s_interest(name: str, found: Hidden) -> None:
    style, reason = STYLES[name]
    said = [line for line in found(f".conventions {{ {style} }}") if line.startswith(f"{FOOTER}:")]
    assert [line.rpartition("” ")[2] for line in said] == ([reason] if reason else [])


@pytest.mark.parametrize(
    ("spacing", "reason"), [("-0.45em", seen.CROWDED), ("-2em", seen.APART), ("0.8em", seen.APART), ("0.1em", "")]
)
def test_letters_on_one_another_or_apart(spacing: str, reason: str, found: Hidden) -> None:
    said = found(f".header .when {{ width: 100%; padding-right: 50%; letter-spacing: {spacing} }}")
    dates = [line for line in said if line.startswith("header.date:")]
    assert [line.rpartition("” ")[2] for line in dates] == ([reason] if reason else [])


COVERS = {
    "a box": '<div style="{at}; background: #fff"></div>',
    "a coloured box": '<div style="{at}; background: #234"></div>',
    "a box of its own layer": '<div style="{at}; background: #fff; z-index: 9"></div>',
    "a nearly white veil": '<div style="{at}; background: rgba(255, 255, 255, 0.85)"></div>',
    "a gradient": '<div style="{at}; background: linear-gradient(#fff, #eee)"></div>',
    "stripes": '<div style="{at}; background: repeating-linear-gradient(#fff 0, #fff 3pt, transparent 3pt, '
    'transparent 5pt)"></div>',
    "an image": '<img src="white.svg" alt="x" style="{at}"/>',
    "a drawing": '<svg xmlns="http://www.w3.org/2000/svg" style="{at}" width="900" height="100"><title>x</title>'
    '<rect width="900" height="100" fill="#fff"/></svg>',
    "letters": '<div style="{at}; font-size: 60pt; line-height: 0.5; color: #fff; letter-spacing: -20pt">'
    "MMMMMMMMMMMMMMM</div>",
}
AT = "position: absolute; left: 0; right: 0; width: 180mm; bottom: 0; height: 10mm"
WHITE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="99"><rect width="900" height="99" fill="#fff"/></svg>'
)


@pytest.mark.parametrize("name", COVERS)
def test_a_cover_over_the_footer(name: str, template: Template, page: dict[str, Any], engine: WeasyEngine,
                                 changed: Changed) -> None:  # fmt: skip
    base = template.text("base.html.j2").replace("</body>", COVERS[name].replace("{at}", AT) + "</body>")
    mine = changed({"base.html.j2": base, "white.svg": WHITE})
    said = hidden(engine.lay_out(page, mine, Options()).pdf(), page)
    assert FOOTER in places(said)


def test_a_cover_under_the_text_hides_nothing(found: Hidden) -> None:
    assert found(".footer { z-index: 2 }", f'<div style="{AT}; background: #eef; z-index: -1"></div>') == []


RULES = {
    "a measure": (".measure:nth-child(3) .value { color: #fff }", {VALUE}),
    "the names of the measures": (".measure .name { font-size: 2pt }", {f"measures[{i}].name" for i in range(4)}),
    "the net row in white": (".net th, .net td { color: #fff }", {"cash_flow.rows[6].name"}),
    "the net row in the colour of its ground": (".net th, .net td { color: var(--tint) }", {"cash_flow.rows[6].name"}),
    "the decision in the colour of its ground": (".decision { color: var(--tint) }", {DECISION}),
    "what would have to go wrong": (".right .pairs { display: none }", {WRONG, "wrong.rows[1].value"}),
    "the tags": (".tag { visibility: hidden }", {"sources.rows[1].tag", "sources.rows[2].tag"}),
    "the sources": (".source { font-size: 0.1pt }", {"sources.rows[0].source"}),
    "the prospect": (".header b { display: none }", {"header.prospect"}),
    "the date": (".when { color: #fff }", {"header.date"}),
    "the title": ("h1 { color: #fff }", {"title"}),
    "notes of the sources": (".section .below { display: none }", {"sources.notes[0]", "sensitivity.note"}),
    "replaced by content": (
        '.measure:nth-child(3) .value { font-size: 0 } .measure:nth-child(3) .value::before { content: "6 months"; '
        "font-size: 16pt }",
        {VALUE},
    ),
}


@pytest.mark.parametrize("name", RULES)
def test_a_style_that_hides_one_part(name: str, found: Hidden) -> None:
    css, wanted = RULES[name]
    assert wanted <= places(found(css))


TABLE = "partials__cash_flow"


def test_a_row_left_out_of_a_loop(found: Hidden, template: Template) -> None:
    loop = template.text("partials/cash_flow.html.j2")
    said = found(**{TABLE: loop.replace("in page.cash_flow.rows", 'in page.cash_flow.rows if "(86)" not in row.cells')})
    assert {line.partition("[")[0] for line in said} == {"cash_flow.rows"}
    assert all("cash_flow.rows[4]" in line for line in said)


def test_a_figure_replaced_by_another(found: Hidden, template: Template) -> None:
    table = template.text("partials/cash_flow.html.j2")
    said = found(**{TABLE: table.replace("{{ cell }}", '{{ "(31)" if cell == "(318)" else cell }}')})
    assert {"cash_flow.rows[3].cells[0]"} <= places(said)
    measures = template.text("partials/measures.html.j2")
    said = found(partials__measures=measures.replace("{{ measure.value }}", "{{ page.measures[0].value }}"))
    assert {"measures[1].value", VALUE, "measures[3].value"} <= places(said)


def test_figures_moved_to_another_row(found: Hidden, template: Template) -> None:
    table = template.text("partials/cash_flow.html.j2")
    said = found(**{TABLE: table.replace("in row.cells", "in page.cash_flow.rows[-loop.index].cells")})
    assert PARTED in " ".join(said)


SOURCES = "partials__sources"


def test_texts_of_a_row_may_stand_in_another_order(found: Hidden, template: Template) -> None:
    table = template.text("partials/sources.html.j2")
    source = '<span class="tag">{{ row.tag }}</span> {{ row.source }}'
    assert source in table
    assert found(**{SOURCES: table.replace(source, "{{ row.source }} {{ row.tag }}")}) == []


def test_origins_moved_to_another_row(found: Hidden, template: Template) -> None:
    table = template.text("partials/sources.html.j2")
    said = found(**{SOURCES: table.replace("{{ row.tag }}", "{{ page.sources.rows[-loop.index].tag }}")})
    assert any(line.startswith("sources.rows[0]") for line in said)


def test_a_sign_that_is_cut_off(found: Hidden, template: Template) -> None:
    table = template.text("partials/cash_flow.html.j2").replace(
        "{{ cell }}", '<span class="cut"><i>{{ cell }}</i></span>'
    )
    css = ".cut { display: inline-block; overflow: hidden } .cut i { font-style: normal; margin: 0 -3pt }"
    assert {"cash_flow.rows[3].cells[0]", "cash_flow.rows[5].cells[1]"} <= places(found(css, **{TABLE: table}))


def test_a_sign_that_is_left_out(found: Hidden, template: Template) -> None:
    table = template.text("partials/cash_flow.html.j2")
    said = found(**{TABLE: table.replace("{{ cell }}", '{{ cell.strip("()") }}')})
    assert {"cash_flow.rows[3].cells[0]", "cash_flow.rows[5].cells[1]"} <= places(said)


@pytest.mark.parametrize(
    ("block", "place"),
    [
        ("title", "title"),
        ("measures", VALUE),
        ("sensitivity", "sensitivity.heading"),
        ("doubt", "sensitivity.note"),
        ("cash_flow", COST),
        ("wrong", WRONG),
        ("sources", "sources.rows[0].value"),
        ("decision", DECISION),
        ("footer", "footer.case"),
    ],
)
def test_a_block_that_is_left_empty(block: str, place: str, found: Hidden) -> None:
    empty = f'{{% extends "base.html.j2" %}}{{% block {block} %}}{{% endblock %}}'
    assert place in places(found(page=empty))


def test_a_footer_on_a_second_page(found: Hidden) -> None:
    assert FOOTER in places(found(".footer { position: static; break-before: page }"))


def test_a_page_that_is_larger_than_paper(found: Hidden) -> None:
    assert found("@page { size: 3000pt 3000pt }") == ["page: is larger than any paper"]


def test_texts_may_stand_elsewhere_and_between_other_words(found: Hidden) -> None:
    footer = (
        '<div class="footer"><p class="conventions">({{ page.footer.text }})</p>'
        '<p class="case">{{ page.footer.case }}.</p></div>'
    )
    decision = '<p class="decision">{{ page.decision.text }} – <b>“{{ page.decision.label }}”</b></p>'
    assert found(partials__footer=footer, partials__decision=decision) == []
