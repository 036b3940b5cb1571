"""The geometry of the funnel's two charts: bars from nil with a line over their range, labelled directly; points."""

from __future__ import annotations

import math

from valuepitch.case.funnel import CONSERVATIVE, EXPECTED, FAVOURABLE
from valuepitch.page.context import Label
from valuepitch.page.funnel.context import RangeBar, RangeChart
from valuepitch.page.funnel.figures import LISTS, OUTCOMES, FunnelFigures

STEPS = ("appointments", "proposals", "sales")
_BASES = (100.0, 1_000.0, 10_000.0, 100_000.0)
_BAR, _GAP = 11.0, 4.0
_TEXT = 2.6  # from the middle of a line of text to its base line
_BESIDE = 5.0


def base_of(f: FunnelFigures) -> float:
    """Of how many calls is told what becomes of them: 100, or more where a sale takes more."""
    takes = [f.result.value("calls_per_sale", name) for name in LISTS]
    most = max((value for value in takes if not math.isnan(value)), default=0.0)
    return next((base for base in _BASES if base >= most), _BASES[-1])


def steps_chart(f: FunnelFigures, width: float, height: float) -> RangeChart:
    """What becomes of :func:`base_of` calls of each list, step by step."""
    left, base = 128.0, base_of(f)
    shares = {
        (step, name): [
            f.result.value(step, name, case) / f.result.value("calls", name, case) * base
            for case in (CONSERVATIVE, EXPECTED, FAVOURABLE)
        ]
        for step in STEPS
        for name in LISTS
    }
    texts = {key: _told(f, *values) for key, values in shares.items()}
    most = max(max(values) for values in shares.values()) or 1.0
    scale = (width - left - 76.0) / most
    bars, labels = list[RangeBar](), list[Label]()
    block = (height - 6.0) / len(STEPS)
    for index, step in enumerate(STEPS):
        top = 3.0 + index * block + (block - 2 * _BAR - _GAP) / 2
        labels.append(Label(0.0, _at(top + _BAR / 2), "start", f.say(OUTCOMES[step]), "strong"))
        for row, name in enumerate((f.result.shown, f.result.other)):
            y = top + row * (_BAR + _GAP)
            bar = _bar(f, name, left, y, [value * scale for value in shares[step, name]])
            bars.append(bar)
            labels.append(Label(left - _BESIDE, _at(y + _BAR / 2), "end", f.say(LISTS[name]), "quiet"))
            end = max(bar.high, bar.x + bar.width) + _BESIDE
            labels.append(Label(round(end, 2), _at(y + _BAR / 2), "start", texts[step, name], "plain"))
    return RangeChart(width, height, left, bars, labels)


def hour_chart(f: FunnelFigures, width: float, height: float) -> RangeChart:
    """Revenue an hour of each list, over its range."""
    left = 74.0
    ends = {name: [f.result.value("revenue_per_hour", name, case) for case in range(3)] for name in LISTS}
    scale = (width - left - 6.0) / (max(max(values) for values in ends.values()) or 1.0)
    bars, labels = list[RangeBar](), list[Label]()
    block = (height - 6.0) / 2
    for row, name in enumerate((f.result.shown, f.result.other)):
        middle = 3.0 + row * block + block / 2
        bars.append(_bar(f, name, left, middle - _BAR / 2, [value * scale for value in ends[name]]))
        low, high = f.ends("revenue_per_hour", name)
        said = f.say("{low} to {high}", low=low, high=high)
        for line, (text, style) in enumerate(
            ((f.say(LISTS[name]), "quiet"), (f.outcome("revenue_per_hour", name), "strong"), (said, "quiet"))
        ):
            labels.append(Label(0.0, round(middle + (line - 1) * 10.5 + _TEXT, 2), "start", text, style))
    return RangeChart(width, height, left, bars, labels)


def _bar(f: FunnelFigures, name: str, left: float, y: float, widths: list[float]) -> RangeBar:
    low, expected, high = (round(left + value, 2) for value in widths)
    style = "strong" if name == f.result.shown else "quiet"
    return RangeBar(left, round(y, 2), round(expected - left, 2), _BAR, low, high, style)


def _told(f: FunnelFigures, low: float, expected: float, high: float) -> str:
    """60 (40–100)."""
    span = f.show.number_span(low, high) if low < high else ""
    return f"{f.show.number(expected)} ({span})" if span else f.show.number(expected)


def _at(middle: float) -> float:
    return round(middle + _TEXT, 2)
