"""What a template sees: plain data, every field with its meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from inspect import getmembers, isclass
from typing import Any

import pytest

from valuepitch.case.study import Case
from valuepitch.page import context
from valuepitch.page.compose import Shown
from valuepitch.page.context import PageContext

PageOf = Callable[..., PageContext]

CLASSES = [
    kind for _, kind in getmembers(context, isclass) if is_dataclass(kind) and kind.__module__ == context.__name__
]
PLAIN = (dict, list, str, int, float, bool, type(None))


def parts(value: Any, path: str = "page") -> Iterator[tuple[str, Any]]:
    yield path, value
    if isinstance(value, dict):
        for key, item in value.items():
            yield f"{path} key", key
            yield from parts(item, f"{path}.{key}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from parts(item, f"{path}[{index}]")


def foreign(value: Any) -> list[str]:
    """The places of what is not plain; a subclass is not plain either."""
    return [path for path, part in parts(value) if type(part) not in PLAIN]


def test_the_sample_is_plain_data(sample_page: PageContext) -> None:
    assert foreign(sample_page.plain()) == []


def test_a_page_with_little_on_it_is_plain_data(page_of: PageOf, case_of: Callable[..., Case]) -> None:
    assert foreign(page_of(case_of()).plain()) == []
    assert foreign(page_of(case_of(costs=[{"name": "Price", "amount": 1e9, "month": 0}])).plain()) == []


def test_the_check_of_plain_data_finds_what_is_not() -> None:
    class Text(str):
        pass

    assert foreign({"a": [1, (2,)], "b": Text("b")}) == ["page.a[1]", "page.b"]


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_every_field_has_its_meaning(kind: type) -> None:
    for item in fields(kind):
        meaning = item.metadata.get("doc", "")
        assert meaning.endswith((".", ":", "...")), f"{kind.__name__}.{item.name}"


def test_every_class_of_the_context_is_looked_at() -> None:
    assert {"PageContext", "CashChart", "Tornado", "SourceRow", "FooterPart"} <= {kind.__name__ for kind in CLASSES}


def test_plain_data_has_every_field_and_no_other(sample_page: PageContext) -> None:
    plain = sample_page.plain()
    assert list(plain) == [item.name for item in fields(PageContext)]
    assert list(plain["header"]) == ["prospect", "purpose", "date"]


def test_no_text_of_the_sample_holds_an_unfilled_placeholder(sample_page: PageContext) -> None:
    texts = [part for _, part in parts(sample_page.plain()) if isinstance(part, str)]
    assert [text for text in texts if "{" in text or "}" in text] == []


def test_no_text_says_nan_or_inf(page_of: PageOf, case_of: Callable[..., Case]) -> None:
    for case in (case_of(), case_of(benefits=[{"name": "N", "kind": "cash", "amount": [0]}])):
        texts = [part.lower() for _, part in parts(page_of(case).plain()) if isinstance(part, str)]
        assert [text for text in texts if "nan" in text.split() or "inf" in text.split()] == []


# --- what is shown ----------------------------------------------------------------------------


def test_less_is_shown_where_it_does_not_fit(page_of: PageOf, quickstart: Case) -> None:
    page = page_of(quickstart, Shown(sources=10, objectives=1, pressures=False, notes=False))
    assert len(page.sources.rows) == 10
    assert page.objectives is not None
    assert len(page.objectives.rows) == 1
    assert "Carrier contracts renew" not in page.decision.text
    assert {row.note for row in page.cash_flow.rows} == {""}


def test_what_is_left_out_of_the_inputs_is_counted(page_of: PageOf, quickstart: Case) -> None:
    # 14 inputs and the hurdle rate; the rate is among the eight that are shown.
    assert page_of(quickstart, Shown(sources=8)).sources.notes[-1].startswith("Seven further inputs")
    assert page_of(quickstart, Shown(sources=14)).sources.notes[-1].startswith("One further input ")
    assert not any("further" in note for note in page_of(quickstart, Shown(sources=15)).sources.notes)


def test_figures_do_not_change_with_what_is_shown(page_of: PageOf, quickstart: Case) -> None:
    whole, less = page_of(quickstart), page_of(quickstart, Shown(objectives=1, pressures=False, notes=False))
    assert whole.title == less.title
    assert whole.measures == less.measures
    assert [row.cells for row in whole.cash_flow.rows] == [row.cells for row in less.cash_flow.rows]
