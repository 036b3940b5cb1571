"""What the template draws for every level of reader: charts and measures in the order asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from levels import (
    page_for,
)
from markupsafe import escape

from valuepitch.case.study import Case
from valuepitch.model.reader import LEVELS
from valuepitch.page.readers import READERS
from valuepitch.render.html import to_html
from valuepitch.render.template import load_template


def html_for(case: Case, level: str) -> str:
    return to_html(page_for(case, level).plain(), load_template(), "normal")


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("name", ["quickstart", "makine-tr", "loss"])
def test_the_template_draws_the_charts_in_the_order_asked(
    name: str, level: str, case_named: Callable[[str], Case]
) -> None:
    case = case_named(name)
    page, html = page_for(case, level), html_for(case, level)
    at = {}
    for chart, part in (("cash", page.cash), ("sensitivity", page.sensitivity)):
        heading = f"<h2>{escape(part.heading)}"
        assert html.count(heading) == 1, f"{chart} is drawn {html.count(heading)} times"
        at[chart] = html.index(heading)
    assert sorted(at, key=lambda chart: at[chart]) == list(READERS[level].charts)
    assert html.count("<svg") == (1 if page.sensitivity.chart is None else 2)


@pytest.mark.parametrize("level", LEVELS)
def test_the_template_places_the_measures_in_the_order_asked(level: str, quickstart: Case) -> None:
    names = {
        "npv": "Net present value",
        "irr": "Internal rate of return",
        "payback": "Payback",
        "roi": "Return on investment",
    }
    html = html_for(quickstart, level)
    at = {measure: html.index(f'<p class="name">{name}</p>') for measure, name in names.items()}
    assert sorted(at, key=lambda measure: at[measure]) == list(READERS[level].measures)


@pytest.mark.parametrize("level", LEVELS)
def test_the_reading_order_of_the_parts_is_the_same_for_every_level(level: str, quickstart: Case) -> None:
    page, html = page_for(quickstart, level), html_for(quickstart, level)
    marks = [
        "<h1",
        '<p class="summary">',
        '<div class="measures">',
        '<div class="section charts">',
        f"<h2>{escape(page.cash_flow.heading)}",
        f"<h2>{escape(page.objectives.heading if page.objectives else '')}",
        f"<h2>{escape(page.wrong.heading)}",
        f"<h2>{escape(page.sources.heading)}",
        '<p class="decision">',
        '<div class="footer">',
    ]
    places = [html.index(mark) for mark in marks]
    assert places == sorted(places)
    charts = [html.index(f"<h2>{escape(part.heading)}") for part in (page.cash, page.sensitivity)]
    assert all(places[3] < chart < places[4] for chart in charts)


@pytest.mark.parametrize("level", LEVELS)
def test_the_level_is_a_class_for_styles(level: str, quickstart: Case) -> None:
    assert f'<body class="normal for-{level}">' in html_for(quickstart, level)


@pytest.mark.parametrize("level", LEVELS)
def test_a_template_that_replaces_a_chart_has_it_in_every_order(level: str, quickstart: Case) -> None:
    template = load_template()
    source = '{% extends "base.html.j2" %}{% block cash %}<p>OWN CASH</p>{% endblock %}'
    own = replace(template, files={**template.files, "page.html.j2": source.encode()}, digest="own cash")
    page = page_for(quickstart, level)
    html = to_html(page.plain(), own, "normal")
    assert html.count("<p>OWN CASH</p>") == 1
    assert (html.index("OWN CASH") < html.index(f"<h2>{escape(page.sensitivity.heading)}")) == (
        page.charts[0] == "cash"
    )
