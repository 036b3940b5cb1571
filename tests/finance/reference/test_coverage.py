"""No figure is passed over: each is checked or left out with a reason, and the copy is what was gathered."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from .checks import CHECKS
from .left_out import LEFT_OUT
from .published import CASES, figures, published

GATHERED = Path(__file__).resolve().parents[4] / "shared" / "data" / "published_cases.json"


def left_out() -> set[tuple[str, str]]:
    """The figures that are left out, "*" written in full."""
    return {pair for pair in figures() if (reasons := LEFT_OUT.get(pair[0])) and (pair[1] in reasons or "*" in reasons)}


def test_there_are_85_cases() -> None:
    assert len(json.loads(CASES.read_text(encoding="utf-8"))) == len(published()) == 85


def test_every_figure_is_checked_or_left_out_and_none_is_both() -> None:
    checked = [(id, name) for id, checks in CHECKS.items() for name in checks]
    assert sorted([*checked, *left_out()]) == sorted(figures())


def test_nothing_is_left_out_that_is_not_there() -> None:
    for id, reasons in LEFT_OUT.items():
        assert id in published()
        assert set(reasons) <= {*published()[id].reported, "*"}
        assert "*" not in reasons or len(reasons) == 1, f"{id}: all of it, or some"
        assert all(reason.strip() for reason in reasons.values())


def test_the_copy_has_no_addresses() -> None:
    assert re.findall(r"\w+://|www\.\w+\.\w+/|github:|github\.com", CASES.read_text(encoding="utf-8")) == []


def test_the_copy_is_what_was_gathered() -> None:
    if not GATHERED.parent.is_dir():
        pytest.skip(f"the folder {GATHERED.parent} is not there: its published_cases.json cannot be compared")
    gathered = {raw["id"]: raw for raw in json.loads(GATHERED.read_text(encoding="utf-8"))}
    assert list(gathered) == list(published())
    for id, case in published().items():
        for key in set(case.raw) - {"source", "notes"}:
            assert _trimmed(gathered[id][key], case[key]) == case[key], f"{id}: {key}"


def _trimmed(gathered: Any, copy: Any) -> Any:
    """What was gathered, of a table's rows only the columns that the copy has."""
    if isinstance(copy, list) and copy and isinstance(copy[0], dict):
        return [{key: row[key] for key in copy[0]} for row in gathered]
    return gathered
