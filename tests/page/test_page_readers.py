"""Who it is for (rule 24): the level orders and sets off what is said, and never adds or takes away a figure."""

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
from valuepitch.page.context import CashPart, Label, PageContext
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


def printed(page: PageContext) -> set[str]:
    """Every number that is printed; points of the charts are none."""
    return {number for text in texts({**page.plain(), **drawn(page)}) for number in NUMBER.findall(text)}


def drawn(page: PageContext) -> dict[str, list[str]]:
    """The texts of the two parts with a chart, without its points."""
    cash, sensitivity = page.cash, page.sensitivity
    said = [cash.heading, cash.unit, cash.alt, *(tick.text for tick in (*cash.chart.y_ticks, *cash.chart.x_ticks))]
    moved = [sensitivity.heading, sensitivity.unit, sensitivity.alt, sensitivity.empty, sensitivity.note]
    if sensitivity.chart:
        moved.append(sensitivity.chart.head.text)
        moved += [label.text for row in sensitivity.chart.rows for label in row.labels]
        moved += [bar.text for row in sensitivity.chart.rows for bar in row.bars]
    return {"cash": [*said, *(label.text for label in cash.chart.labels)], "sensitivity": moved}


def lowest(page: PageContext, case: Case) -> Label | None:
    """The label of the lowest cash, the only one that holds its month and its figure; none where cash never falls."""
    if case.result.value("lowest_cash") >= 0:
        return None
    f = Figures(case, language(case.prospect.language), DAY)
    month = f.show.number(case.result.value("lowest_cash_month"))
    cash = f.show.cell(case.result.value("lowest_cash"), f.unit)
    said = f.say("lowest expected in month {month}: {cash}", month=month, cash=cash)
    [found] = [label for label in page.cash.chart.labels if label.text == said]
    return found


def unmarked(page: PageContext, case: Case) -> CashPart:
    """The part of cash without the style and the place of the label of the lowest cash; a bold one is wider."""
    label = lowest(page, case)
    labels = [
        replace(item, x=0, y=0, anchor="", style="") if item is label else item for item in page.cash.chart.labels
    ]
    return replace(page.cash, chart=replace(page.cash.chart, labels=labels))


# --- the set of figures ---


def test_numbers_are_read_with_their_marks() -> None:
    assert NUMBER.findall("$1,234.5K, 12%, (7) in 2026.") == ["1,234.5", "12", "7", "2026"]


@pytest.mark.parametrize("name", CASES)
def test_every_level_prints_the_same_figures(name: str, case_named: Callable[[str], Case]) -> None:
    case = case_named(name)
    by_level = {level: printed(page_for(case, level)) for level in LEVELS}
    assert len(by_level["cfo"]) > 5
    assert {level: found ^ by_level["cfo"] for level, found in by_level.items()} == {level: set() for level in LEVELS}


@pytest.mark.parametrize("name", CASES)
def test_measures_and_charts_are_the_same_in_another_order(name: str, case_named: Callable[[str], Case]) -> None:
    case = case_named(name)
    pages = [page_for(case, level) for level in LEVELS]
    for page in pages:
        assert {item.id: item for item in page.measures} == {item.id: item for item in pages[0].measures}
        assert (unmarked(page, case), page.sensitivity) == (unmarked(pages[0], case), pages[0].sensitivity)


@pytest.mark.parametrize("name", CASES)
def test_nothing_else_differs_between_levels(name: str, case_named: Callable[[str], Case]) -> None:
    case = case_named(name)
    led = {"title", "reader", "charts", "measures", "cash", "cash_flow"}
    rest = []
    for level in LEVELS:
        page = page_for(case, level)
        plain = page.plain()
        # What is said beside a name is the same in another order.
        rows = [{**row, "note": sorted(row["note"].split(" · "))} for row in plain["cash_flow"]["rows"]]
        other = {key: item for key, item in plain.items() if key not in led}
        rest.append((other, {**plain["cash_flow"], "rows": rows}, unmarked(page, case)))
    for item in rest:
        assert item == rest[0]


@pytest.mark.parametrize("name", CASES)
def test_a_title_says_the_same_words_of_the_same_figures(name: str, case_named: Callable[[str], Case]) -> None:
    case = case_named(name)
    titles = {level: page_for(case, level).title for level in LEVELS}
    assert {titles[level] for level in LEVELS if level != "owner"} == {titles["cfo"]}
    assert sorted(NUMBER.findall(titles["owner"])) == sorted(NUMBER.findall(titles["cfo"]))


@pytest.mark.parametrize("name", CASES)
def test_the_summary_is_the_same_for_every_level(name: str, case_named: Callable[[str], Case]) -> None:
    case = case_named(name)
    assert len({page_for(case, level).summary for level in LEVELS}) == 1


@pytest.mark.parametrize("size", ["a4", "letter"])
@pytest.mark.parametrize("name", SAMPLE_NAMES)
def test_the_finished_page_prints_the_same_figures_for_every_level(name: str, size: str) -> None:
    evaluated = sample(name)
    by_level: dict[str, set[str]] = {}
    for level in LEVELS:
        built = pipeline.render(replace(evaluated, reader=level), size, DAY)
        with pdfium.PdfDocument(built.pdf) as document:
            text = " ".join(str(document[0].get_textpage().get_text_bounded()).split())
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


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("name", CASES)
def test_the_lowest_cash_stands_out_for_an_owner_alone(
    name: str, level: str, case_named: Callable[[str], Case]
) -> None:
    case = case_named(name)
    label = lowest(page_for(case, level), case)
    if case.result.value("lowest_cash") >= 0:
        assert label is None
    else:
        assert label is not None
        assert label.style == ("strong" if level == "owner" else "quiet")


def test_an_owner_of_the_sample_reads_these_words(quickstart: Case) -> None:
    page = page_for(quickstart, "owner")
    assert page.title == (
        "Consolidating 14 site networks recovers its outlay in 16 months and adds $662K of value over three years"
    )
    assert page.summary.startswith("An outlay of $404K and $258K a year pay for")
    assert lowest(page, quickstart).text == "lowest expected in month 3: (458)"


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
    return case_of(
        costs=[price(100_000)], benefits=[saving(60_000, proof=proof, risk="10%"), {**saving(7_000), "name": "Other"}]
    )


@pytest.mark.parametrize("level", LEVELS)
def test_a_controller_sees_the_ledger_line_first_and_all_others_last(level: str, proved: Case) -> None:
    page = page_for(proved, level)
    assert sum("Ledger 4711" in text for text in texts(page.plain())) == 1
    notes = {row.name: row.note for row in page.cash_flow.rows}
    said = {
        True: "seen in Ledger 4711 · cash · after 10% for risk",
        False: "cash · after 10% for risk · seen in Ledger 4711",
    }
    assert notes["Saving"] == said[level == "controller"]
    assert notes["Other"] == "cash"


@pytest.mark.parametrize("level", LEVELS)
def test_ledger_lines_go_before_the_other_notes(level: str, proved: Case) -> None:
    notes = {row.name: row.note for row in page_for(proved, level, asides=False).cash_flow.rows}
    assert notes["Saving"] == "cash · after 10% for risk"
    notes = {row.name: row.note for row in page_for(proved, level, notes=False).cash_flow.rows}
    assert notes["Saving"] == ""


def asides(case: Case) -> list[bool]:
    """Whether there is something to leave out, for every level."""
    return [has_asides(Figures(case, language("en"), DAY, READERS[level])) for level in LEVELS]


def test_ledger_lines_are_something_to_leave_out_for_every_level(proved: Case, case_of: CaseOf) -> None:
    assert asides(proved) == [True] * len(LEVELS)
    assert asides(case_of(costs=[price(100_000)], benefits=[saving(60_000)])) == [False] * len(LEVELS)


@pytest.mark.parametrize("objective, aimless", [("opex", False), (None, True)])
def test_a_benefit_that_serves_no_objective_is_something_to_leave_out_for_every_level(
    objective: str | None, aimless: bool, case_of: CaseOf
) -> None:
    aims = {"objectives": [{"id": "opex", "text": "Hold cost", "measure": "operating_expense"}]}
    case = case_of(prospect=aims, benefits=[saving(60_000, **({"objective": objective} if objective else {}))])
    assert asides(case) == [aimless] * len(LEVELS)
    for level in LEVELS:
        part = page_for(case, level).objectives
        assert part is not None
        assert part.note == ("Benefits that serve no objective: Saving." if aimless else "")


@pytest.mark.parametrize("level", LEVELS)
def test_a_ledger_line_of_a_turkish_page_stands_where_the_level_has_it(level: str) -> None:
    notes = [row.note.split(" · ") for row in page_for(sample("makine-tr").case, level).cash_flow.rows]
    [seen] = [parts for parts in notes if any("Muavin 730.04" in part for part in parts)]
    assert len(seen) > 1
    assert "Muavin 730.04" in seen[0 if level == "controller" else -1]


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
