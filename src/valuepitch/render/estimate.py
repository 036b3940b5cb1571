"""How high a page will be, before it is laid out, so that most pages are laid out once.

Only an estimate: what it gets wrong costs one more layout, never a page that does not fit.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from valuepitch.page.metrics import width, wrap
from valuepitch.render.template import Estimate, Fit, PageSize

_BEYOND = 0.965  # the share of a line that the two charts take together
_KERNED = 0.97  # set text is narrower than the sum of its letters
_NOTE = 7.6  # type sizes, in points
_SMALL = 7.3
_TEXT = 8.6
_HEADING = 9.4


def estimated(page: Mapping[str, Any], size: PageSize, fit: Fit, step: str) -> float:
    """The height of a page's text at a step, in points."""
    e = fit.estimate
    assert e is not None, "every template of a prospect's page has one"
    paper, scale = (size.cash + size.sensitivity) / _BEYOND, e.scale.get(step, 1.0)
    wide = paper / scale  # larger type is as long as a narrower line
    left, right = wide * e.left, wide * e.right
    aims, wrong = page["objectives"], page["wrong"]
    rows = len(page["cash_flow"]["rows"]) + len(page["sources"]["rows"]) + 3
    rows += max(len(wrong["rows"]), len(aims["rows"]) if aims else 0)
    title = len(wrap(page["title"], e.title[step], paper, strong=True))
    prose = _lines(page["summary"], e.summary[step], paper)
    prose += _lines(f"{page['decision']['label']} {page['decision']['text']}", _TEXT, wide - 20)
    notes = [page["sensitivity"]["note"], *page["cash_flow"]["notes"], " ".join(page["sources"]["notes"])]
    small = sum(_lines(note, _NOTE, wide) for note in notes if note)
    small += _lines(aims["note"], _NOTE, left) if aims and aims["note"] else 0
    over = _further(page, wide, left, right, e)
    return (
        e.base[step]
        + size.chart
        + e.title_line * title
        + e.line * scale * (prose + over)
        + e.note * scale * (small + _measure_lines(page, wide))
        + fit.row[step] * rows
    )


def _further(page: Mapping[str, Any], wide: float, left: float, right: float, e: Estimate) -> int:
    """Lines beyond the first of headings, and of names and their notes in tables."""
    first, second = (page[name] for name in page["charts"])
    columns = {"cash": left, "sensitivity": right}
    charts = max(_heading(part, columns[name]) for part, name in zip((first, second), page["charts"], strict=True))
    pairs = max(_heading(page["wrong"], right), _heading(page["objectives"], left) if page["objectives"] else 0)
    headings = charts + pairs + _heading(page["cash_flow"], wide) + _heading(page["sources"], wide)
    names = wide * (1 - e.figure * (len(page["cash_flow"]["columns"]) - 1) - e.last)
    rows = sum(_row_lines(row, names) - 1 for row in page["cash_flow"]["rows"])
    aims = page["objectives"]["rows"] if page["objectives"] else []
    for row in aims:
        rows += max(_lines(row["name"], _TEXT, left * 0.54), _lines(row["value"], _TEXT, left * 0.44)) - 1
    rows += sum(_wrapped(row, wide, e) for row in page["sources"]["rows"])
    return headings + rows


def _row_lines(row: Mapping[str, str], most: float) -> int:
    """Lines of a name and its note, which is in smaller type."""
    wide = width(row["name"], _TEXT * _KERNED) + width(f" {row['note']}", _SMALL * _KERNED)
    return max(math.ceil(wide / most), 1)


def _measure_lines(page: Mapping[str, Any], wide: float) -> int:
    """Lines beyond the second of the longest of the four definitions."""
    return max(max((_lines(item["note"], _SMALL, wide / 4 - 14) for item in page["measures"]), default=2) - 2, 0)


def _heading(part: Mapping[str, Any], most: float) -> int:
    unit = f" · {part['unit']}" if part.get("unit") else ""
    return len(wrap(part["heading"] + unit, _HEADING * _KERNED * 0.98, most, strong=True)) - 1  # its unit is not bold


def _lines(text: str, size: float, most: float) -> int:
    return len(wrap(text, size * _KERNED, most))


def first_step(
    pages: Iterable[tuple[str, Mapping[str, Any]]], size: PageSize, fit: Fit, every: Sequence[Mapping[str, str]]
) -> tuple[str, int] | None:
    """The first of some steps that most likely fits, and how many inputs it has room for; None where none does.

    Args:
        pages: steps, from roomy to narrow, each with its page with the least number of inputs.
        every: the rows of all inputs.
    """
    for step, page in pages:
        least, row = len(page["sources"]["rows"]), fit.row[step]
        room = size.height - estimated(page, size, fit, step)
        # An estimate that is over by less than half a row is worth a try: wrong, it costs one more layout.
        if room < -row / 2:
            continue
        e = fit.estimate
        assert e is not None
        wide, count = (size.cash + size.sensitivity) / _BEYOND / e.scale.get(step, 1.0), least
        for further in every[least:]:
            room -= row + e.line * e.scale.get(step, 1.0) * _wrapped(further, wide, e)
            count += room >= 0
        return step, count
    return None


def _wrapped(row: Mapping[str, str], wide: float, e: Estimate) -> int:
    """Lines beyond the first of an input: of its name, or of its source."""
    if not e.what:
        return 0
    said = f"{row['tag']} {row['source']}"
    return max(_lines(row["name"], _TEXT, wide * e.what - 3), _lines(said, _TEXT, wide * e.source), 1) - 1
