"""Who it is for (rule 24): the level orders and sets off what is said, and never adds or takes away a figure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pypdfium2 as pdfium
import pytest
from levels import (
    CASES,
    DAY,
    NUMBER,
    SAMPLE_NAMES,
    lowest,
    page_for,
    printed,
    sample,
    unmarked,
)

from valuepitch import pipeline
from valuepitch.case.study import Case
from valuepitch.locale import language
from valuepitch.model.reader import LEVELS
from valuepitch.page.figures import Figures
from valuepitch.page.readers import READERS

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
