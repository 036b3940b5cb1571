"""Who it is for (rule 24): the level orders the measures and the charts, and never adds or takes away a figure."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from markupsafe import escape

from valuepitch import pipeline
from valuepitch.case.study import Case
from valuepitch.locale import language
from valuepitch.model.reader import LEVELS
from valuepitch.page.compose import ChartSizes, Composer, Shown
from valuepitch.page.context import PageContext
from valuepitch.page.figures import Figures
from valuepitch.page.parts import has_asides, listed
from valuepitch.page.readers import READERS
from valuepitch.render.html import to_html
from valuepitch.render.template import load_template

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


@pytest.fixture
def case_named(case_of: CaseOf) -> Callable[[str], Case]:
    """A sample by its folder, or a thin case by its name."""
    return lambda name: case_of(**THIN[name]) if name in THIN else sample(name).case


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


def printed(page: PageContext, case: Case) -> set[str]:
    """Every number that is printed; a ledger line is a name, and its digits are no figure."""
    lines = sorted((row.proof.line for row in case.product.benefits if row.proof), key=len, reverse=True)
    found: set[str] = set()
    for text in texts(page.plain()):
        for line in lines:
            text = text.replace(line, "")
        found.update(NUMBER.findall(text))
    return found


# --- the set of figures ---


def test_numbers_are_read_with_their_marks() -> None:
    assert NUMBER.findall("$1,234.5K, 12%, (7) in 2026.") == ["1,234.5", "12", "7", "2026"]


@pytest.mark.parametrize("name", CASES)
def test_every_level_prints_the_same_figures(name: str, case_named: Callable[[str], Case]) -> None:
    case = case_named(name)
    by_level = {level: printed(page_for(case, level), case) for level in LEVELS}
    assert len(by_level["cfo"]) > 5
    assert {level: found ^ by_level["cfo"] for level, found in by_level.items()} == {level: set() for level in LEVELS}


@pytest.mark.parametrize("name", CASES)
def test_measures_and_charts_are_the_same_in_another_order(name: str, case_named: Callable[[str], Case]) -> None:
    case = case_named(name)
    pages = [page_for(case, level) for level in LEVELS]
    for page in pages:
        assert {item.id: item for item in page.measures} == {item.id: item for item in pages[0].measures}
        assert (page.cash, page.sensitivity) == (pages[0].cash, pages[0].sensitivity)


@pytest.mark.parametrize("name", CASES)
def test_nothing_else_differs_between_levels(name: str, case_named: Callable[[str], Case]) -> None:
    case = case_named(name)
    led = {"title", "summary", "reader", "charts", "measures", "cash_flow"}
    rest = []
    for level in LEVELS:
        plain = page_for(case, level).plain()
        rows = [{**row, "note": ""} for row in plain["cash_flow"]["rows"]]
        other = {key: item for key, item in plain.items() if key not in led}
        rest.append((other, {**plain["cash_flow"], "rows": rows}))
    assert all(item == rest[0] for item in rest)


@pytest.mark.parametrize(
    "name, size", [("quickstart", "a4"), ("makine-tr", "a4"), ("press-brake", "a4"), ("press-brake", "letter")]
)
def test_the_finished_page_prints_the_same_figures_for_every_level(name: str, size: str) -> None:
    evaluated = sample(name)
    lines = [row.proof.line for row in evaluated.case.product.benefits if row.proof]
    by_level: dict[str, set[str]] = {}
    for level in LEVELS:
        built = pipeline.render(replace(evaluated, reader=level), size, DAY)
        with pdfium.PdfDocument(built.pdf) as document:
            text = " ".join(str(document[0].get_textpage().get_text_bounded()).split())
        for line in lines:
            text = text.replace(line, "")
        by_level[level] = set(NUMBER.findall(text)) - set(NUMBER.findall(built.fingerprint))
    assert {level: found ^ by_level["cfo"] for level, found in by_level.items()} == {level: set() for level in LEVELS}


# --- the order ---


@pytest.mark.parametrize(
    "level, measures, charts",
    [
        ("owner", ["payback", "npv", "roi", "irr"], ["cash", "sensitivity"]),
        ("cfo", ["npv", "irr", "payback", "roi"], ["sensitivity", "cash"]),
        ("controller", ["npv", "payback", "roi", "irr"], ["cash", "sensitivity"]),
        ("operations", ["payback", "npv", "irr", "roi"], ["sensitivity", "cash"]),
        ("it", ["npv", "payback", "irr", "roi"], ["cash", "sensitivity"]),
    ],
)
def test_each_level_has_its_order(level: str, measures: list[str], charts: list[str], quickstart: Case) -> None:
    page = page_for(quickstart, level)
    assert [item.id for item in page.measures] == measures
    assert page.charts == charts
    assert page.reader == level


def test_every_level_has_an_order_of_the_four_measures_and_the_two_charts() -> None:
    assert tuple(READERS) == LEVELS
    for reader in READERS.values():
        assert sorted(reader.measures) == ["irr", "npv", "payback", "roi"]
        assert sorted(reader.charts) == ["cash", "sensitivity"]


@pytest.mark.parametrize(
    "name, level",
    [("quickstart", "cfo"), ("joinery-owner", "owner"), ("makine-tr", "cfo"), ("press-brake", "controller")],
)
def test_the_title_of_the_contact_orders_the_page_of_a_sample(name: str, level: str) -> None:
    evaluated = sample(name)
    assert evaluated.reader == level
    pdf = {reader: pipeline.render(replace(evaluated, reader=reader), "a4", DAY).pdf for reader in {level, "it"}}
    assert pipeline.render(evaluated, "a4", DAY).pdf == pdf[level] != pdf["it"]


# --- what an owner reads first ---


@pytest.mark.parametrize("name", ["quickstart", "joinery-owner", "makine-tr", "press-brake", "a range"])
def test_an_owners_title_begins_with_payback(name: str, case_named: Callable[[str], Case]) -> None:
    case = case_named(name)
    f = Figures(case, language(case.prospect.language), DAY)
    payback, npv = f.measure("payback_months").text, f.npv.text
    for level in LEVELS:
        title = page_for(case, level).title
        first, second = (payback, npv) if level == "owner" else (npv, payback)
        # The action may hold figures of its own, so that the last place counts.
        assert title.rindex(first) < title.rindex(second), title


@pytest.mark.parametrize(
    "name", ["quickstart", "joinery-owner", "makine-tr", "press-brake", "loss", "lowest cash late"]
)
def test_an_owners_summary_begins_with_the_lowest_cash(name: str, case_named: Callable[[str], Case]) -> None:
    case = case_named(name)
    f = Figures(case, language(case.prospect.language), DAY)
    lowest = f.show.money(case.result.value("lowest_cash"))
    summary = page_for(case, "owner").summary
    others = {page_for(case, level).summary for level in LEVELS if level != "owner"}
    [other] = others
    assert summary.endswith(f" {other}")
    first = summary.removesuffix(f" {other}")
    assert lowest in first
    assert f.show.number(case.result.value("lowest_cash_month")) in first
    assert first.count(". ") <= 1  # one sentence; a Turkish ordinal has a stop of its own


def test_an_owner_of_the_sample_reads_these_words(quickstart: Case) -> None:
    page = page_for(quickstart, "owner")
    assert page.title == (
        "Consolidating 14 site networks recovers its outlay in 16 months and adds $662K of value over three years"
    )
    assert page.summary.startswith("Cash is lowest in month 3, at −$458K. An outlay of $404K")


def test_a_case_that_never_needs_cash_has_no_lowest_cash_to_tell(case_named: Callable[[str], Case]) -> None:
    case = case_named("no cash needed")
    assert page_for(case, "owner").summary == page_for(case, "cfo").summary
    assert "lowest" not in page_for(case, "owner").summary


@pytest.mark.parametrize("name", ["loss", "no cash needed", "hardly paid"])
def test_bad_news_is_told_to_an_owner_in_the_same_title(name: str, case_named: Callable[[str], Case]) -> None:
    case = case_named(name)
    assert len({page_for(case, level).title for level in LEVELS}) == 1


# --- ledger lines ---


@pytest.fixture
def proved(case_of: CaseOf) -> Case:
    """A benefit with the ledger line in which it will be seen, and one without."""
    proof = {"line": "Ledger 4711", "months": [6, 12]}
    return case_of(costs=[price(100_000)], benefits=[saving(60_000, proof=proof), {**saving(7_000), "name": "Other"}])


@pytest.mark.parametrize("level", LEVELS)
def test_only_a_controller_sees_ledger_lines(level: str, proved: Case) -> None:
    page = page_for(proved, level)
    assert any("Ledger 4711" in text for text in texts(page.plain())) == (level == "controller")
    notes = {row.name: row.note for row in page.cash_flow.rows}
    assert notes["Saving"] == ("seen in Ledger 4711 · cash" if level == "controller" else "cash")
    assert notes["Other"] == "cash"


def test_ledger_lines_go_before_the_other_notes(proved: Case) -> None:
    notes = {row.name: row.note for row in page_for(proved, "controller", asides=False).cash_flow.rows}
    assert notes["Saving"] == "cash"
    notes = {row.name: row.note for row in page_for(proved, "controller", notes=False).cash_flow.rows}
    assert notes["Saving"] == ""


@pytest.mark.parametrize("level", LEVELS)
def test_ledger_lines_are_something_to_leave_out_for_a_controller_alone(level: str, proved: Case) -> None:
    assert has_asides(Figures(proved, language("en"), DAY, READERS[level])) == (level == "controller")


def test_a_ledger_line_of_a_turkish_page_is_seen_by_a_controller() -> None:
    case = sample("makine-tr").case
    by_level = {level: [row.note for row in page_for(case, level).cash_flow.rows] for level in LEVELS}
    seen = {level: any("Muavin 730.04" in note for note in notes) for level, notes in by_level.items()}
    assert seen == {level: level == "controller" for level in LEVELS}


# --- what the template draws ---


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
