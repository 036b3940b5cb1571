"""One golden file per part of the sample's page; ``--update-golden`` writes them anew."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from valuepitch.page.context import PageContext

GOLDEN = Path(__file__).parent / "golden"
PARTS = (
    "document",
    "header",
    "title",
    "summary",
    "measures",
    "cash",
    "sensitivity",
    "cash_flow",
    "objectives",
    "wrong",
    "sources",
    "decision",
    "footer",
    "lowest",
    "tables",
)
_DOCUMENT = ("language", "document_title", "author", "reader", "charts")


def part(page: dict[str, Any], name: str) -> Any:
    return {key: page[key] for key in _DOCUMENT} if name == "document" else page[name]


def printed(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("name", PARTS)
def test_the_part_of_the_sample_is_as_it_was(sample_page: PageContext, update_golden: bool, name: str) -> None:
    path = GOLDEN / f"quickstart-{name}.json"
    text = printed(part(sample_page.plain(), name))
    if update_golden:
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


def test_every_part_of_the_page_has_a_golden_file(sample_page: PageContext) -> None:
    assert set(sample_page.plain()) == {*PARTS, *_DOCUMENT, "brand"} - {"document"}
    assert {path.name for path in GOLDEN.glob("*.json")} == {f"quickstart-{name}.json" for name in PARTS}
