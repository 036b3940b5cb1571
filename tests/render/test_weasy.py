"""The engine: tagged, in reading order, with nothing to warn of."""

from __future__ import annotations

import gc
import io
import logging
import threading
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
from weasyprint.html import UA_STYLESHEET

from valuepitch.errors import TemplateError
from valuepitch.render.collector import quiet_collector
from valuepitch.render.engine import Options
from valuepitch.render.limited import limited
from valuepitch.render.template import Template
from valuepitch.render.weasy import FOOTNOTE_PARTS, WeasyEngine, _browser_styles

from .conftest import Changed


@pytest.fixture(scope="session")
def drawn(engine: WeasyEngine, page: dict[str, Any], template: Template) -> tuple[bytes, list[str]]:
    laid = engine.lay_out(page, template, Options())
    return laid.pdf(), laid.findings


def test_the_default_page_gives_no_warning(drawn: tuple[bytes, list[str]]) -> None:
    assert drawn[1] == []


def tags(element: Any) -> Iterator[str]:
    """The tags of a structure tree, depth first."""
    if isinstance(element, pikepdf.Array):
        for child in element:
            yield from tags(child)
    elif isinstance(element, pikepdf.Dictionary):
        if "/S" in element:
            yield str(element.S)[1:]
        if "/K" in element:
            yield from tags(element.K)


def test_the_page_is_tagged_with_headings_tables_and_figures(drawn: tuple[bytes, list[str]]) -> None:
    with pikepdf.open(io.BytesIO(drawn[0])) as pdf:
        found = list(tags(pdf.Root.StructTreeRoot))
        assert pdf.Root.Lang == "en"
    assert found.count("H1") == 1
    assert found.count("H2") == 6
    assert found.count("Table") == 4
    assert found.count("Figure") == 2
    assert found.index("H1") < found.index("Figure") < found.index("Table")


def figures(element: Any) -> Iterator[Any]:
    if isinstance(element, pikepdf.Array):
        for child in element:
            yield from figures(child)
    elif isinstance(element, pikepdf.Dictionary):
        if element.get("/S") == "/Figure":
            yield element
        if "/K" in element:
            yield from figures(element.K)


def test_each_chart_says_its_message_and_three_figures(drawn: tuple[bytes, list[str]]) -> None:
    with pikepdf.open(io.BytesIO(drawn[0])) as pdf:
        texts = [str(figure.Alt) for figure in figures(pdf.Root.StructTreeRoot)]
    assert len(texts) == 2
    for text in texts:
        assert sum(word.strip(".,").lstrip("−$")[:1].isdigit() for word in text.split()) >= 3, text


def test_a_template_that_is_not_well_formed_is_refused_with_its_line(
    engine: WeasyEngine, page: dict[str, Any], changed: Changed
) -> None:
    with pytest.raises(TemplateError, match="not well-formed"):
        engine.lay_out(page, changed({"partials/summary.html.j2": "<p>unclosed"}), Options())


def test_a_fault_in_the_style_is_a_template_error(engine: WeasyEngine, page: dict[str, Any], changed: Changed) -> None:
    with pytest.raises(TemplateError, match=r"page\.css"):
        engine.lay_out(page, changed({"page.css": "p { colour: red }"}), Options())


def test_only_footnote_rules_are_left_out_of_the_browser_styles() -> None:
    kept, all_rules = _browser_styles().matcher.other_selectors, UA_STYLESHEET.matcher.other_selectors
    dropped = [rule for rule in all_rules if rule not in kept]
    assert {rule[3] for rule in dropped} == FOOTNOTE_PARTS
    assert len(kept) + len(dropped) == len(all_rules)


def test_warnings_of_others_are_left_alone(
    engine: WeasyEngine, page: dict[str, Any], template: Template, caplog: pytest.LogCaptureFixture
) -> None:
    engine.lay_out(page, template, Options())
    logging.getLogger("weasyprint").warning("somebody else's page")
    assert "somebody else's page" in caplog.text


def test_the_collector_is_as_it_was() -> None:
    assert gc.isenabled()
    with quiet_collector():
        assert not gc.isenabled()
    assert gc.isenabled()
    gc.disable()
    try:
        with quiet_collector():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_child_is_forked_between_pages_and_draws_its_own(page: dict[str, Any], template: Template) -> None:
    """While another thread draws page after page; a child that began inside one would wait for it for ever."""
    engine, ended = WeasyEngine(), threading.Event()
    expected = engine.lay_out(page, template, Options()).pdf()

    def draw() -> None:
        while not ended.is_set():
            engine.lay_out(page, template, Options()).pdf()

    other = threading.Thread(target=draw)
    other.start()
    try:
        found = [limited(lambda: engine.lay_out(page, template, Options()).pdf()) for _ in range(5)]
    finally:
        ended.set()
        other.join()
    assert found == [expected] * 5
