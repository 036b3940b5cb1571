"""Chart geometry: numbers in points, no drawing. The SVG templates draw it once for every engine."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from valuepitch.money import Formatter, Unit
from valuepitch.page.context import CashChart, Label, Mark, Tick, Tornado, TornadoBar, TornadoRow
from valuepitch.page.metrics import width, wrap
from valuepitch.page.place import SIZE, Box, Placer, Point, around

Scale = Callable[[float], float]

_TOP = 8.0  # of the plot
_FOOT = 15.0  # under the plot, for the months
_AXIS_WIDTH = 30.0
_END_WIDTH = 62.0  # room for the labels at the end of the paths


@dataclass(frozen=True)
class Path:
    """Cumulative cash of one scenario.

    Attributes:
        cash: by month, month 0 first; money.
        payback: in months; NaN where it is not recovered, 0 where it never falls below nil.
    """

    cash: Sequence[float]
    payback: float


@dataclass(frozen=True)
class CashTexts:
    """The texts of the cash chart, made by the claims."""

    expected: list[str]
    conservative: list[str]
    payback: str
    conservative_payback: str
    month_24: str
    lowest: str
    lowest_style: str = "quiet"


@dataclass(frozen=True)
class _Plot:
    """Where months and money fall in the cash chart; points, y downwards."""

    left: float
    right: float
    bottom: float
    low: float
    high: float
    horizon: int

    def x(self, month: float) -> float:
        return round(self.left + (self.right - self.left) * month / self.horizon, 2)

    def y(self, value: float) -> float:
        return round(self.bottom - (self.bottom - _TOP) * (value - self.low) / (self.high - self.low), 2)

    def curve(self, path: Path) -> list[Point]:
        return [(self.x(month), self.y(value)) for month, value in enumerate(path.cash)]


def cash_chart(
    expected: Path, conservative: Path | None, texts: CashTexts, size: tuple[float, float], show: Formatter, unit: Unit
) -> CashChart:
    """The geometry of cumulative cash over time; ``size`` is width and height in points."""
    paths = [expected, *([conservative] if conservative else [])]
    values = [value for path in paths for value in path.cash]
    ticks = nice_ticks(values)
    low, high = min(ticks[0], *values), max(ticks[-1], *values)
    if min(values) < 0:  # room under the path for the label of its lowest point
        low = min(low, min(values) - 0.16 * (high - low))
    left = round(max(max(width(show.tick(t, unit), SIZE) for t in ticks) + 6, _AXIS_WIDTH), 2)
    plot = _Plot(left, size[0] - _END_WIDTH, size[1] - _FOOT, low, high, len(expected.cash) - 1)
    curves = [plot.curve(path) for path in paths]
    month_24 = [plot.x(24), plot.y(expected.cash[24]), plot.y(0)] if plot.horizon >= 24 else []
    marks, labels = _plot_labels(plot, paths, curves, month_24, texts)
    labels += _end_labels(curves, texts, plot.right, size[1])
    return CashChart(
        size[0],
        size[1],
        plot.left,
        plot.right,
        plot.y(0),
        plot.bottom + 12,
        [Tick(plot.y(t), show.tick(t, unit)) for t in ticks],
        [Tick(plot.x(month), show.number(month)) for month in nice_months(plot.horizon)],
        _points(curves[0]),
        _points(curves[1]) if conservative else "",
        _points(curves[0] + curves[1][::-1]) if conservative else "",
        month_24,
        marks,
        labels,
    )


def _plot_labels(
    plot: _Plot, paths: Sequence[Path], curves: Sequence[list[Point]], month_24: list[float], texts: CashTexts
) -> tuple[list[Mark], list[Label]]:
    """Payback, month 24 and the lowest cash, each where it covers neither a line nor another label."""
    placer = Placer(Box(plot.left + 1, 0, plot.right + 2, plot.bottom + 1))
    for curve in curves:
        placer.curve(curve)
    placer.curve([(plot.left, plot.y(0)), (plot.right, plot.y(0))])
    if month_24:
        placer.curve([(month_24[0], month_24[1]), (month_24[0], month_24[2])])
    marks, labels = _paybacks(paths, texts, plot, placer)
    if month_24:
        labels.append(placer.put(around(month_24[0], month_24[1], texts.month_24, "plain", "awnbcsde", 3)))
    if texts.lowest:
        labels.append(_lowest(plot, paths[0].cash, texts, placer))
    return marks, labels


def _lowest(plot: _Plot, cash: Sequence[float], texts: CashTexts, placer: Placer) -> Label:
    worst = min(range(len(cash)), key=lambda month: cash[month])
    at = plot.x(worst), plot.y(cash[worst])
    under = [Label(max(at[0], plot.left + 4), plot.bottom - 2, "start", texts.lowest, texts.lowest_style)]
    return placer.put(under + around(*at, texts.lowest, texts.lowest_style, "dscnbewa", 4))


def _paybacks(paths: Sequence[Path], texts: CashTexts, plot: _Plot, placer: Placer) -> tuple[list[Mark], list[Label]]:
    marks: list[Mark] = []
    labels: list[Label] = []
    described = ((texts.payback, "strong", "anwbcsde"), (texts.conservative_payback, "quiet", "dscenbwa"))
    for path, (text, style, order) in zip(paths, described, strict=False):
        if not path.payback > 0:  # immediate, or not within the horizon
            continue
        at = (plot.x(path.payback), plot.y(0))
        marks.append(Mark(*at, style))
        placer.taken.append(Box(at[0] - 4, at[1] - 4, at[0] + 4, at[1] + 4))
        labels.append(placer.put(around(*at, text, style, order, 5)))
    return marks, labels


def _end_labels(curves: Sequence[Sequence[Point]], texts: CashTexts, right: float, tall: float) -> list[Label]:
    """Name and last position of each path, beside its end, parted where they would meet."""
    line = SIZE + 1.5
    heights = [curve[-1][1] for curve in curves]
    blocks = [(texts.expected, "strong"), (texts.conservative, "quiet")][: len(curves)]
    centres = list(heights)
    apart = 2 * line + 2
    if len(centres) == 2 and abs(centres[0] - centres[1]) < apart:
        middle = sum(centres) / 2
        up = 0 if centres[0] <= centres[1] else 1
        centres[up], centres[1 - up] = middle - apart / 2, middle + apart / 2
    shift = max(0.0, line - min(centres)) - max(0.0, max(centres) + line - tall)
    out: list[Label] = []
    for centre, (lines, style) in zip(centres, blocks, strict=True):
        for index, text in enumerate(lines):
            name_style = style if index == 0 else "plain" if style == "strong" else "quiet"
            out.append(Label(right + 5, round(centre + shift + (index - 0.15) * line, 2), "start", text, name_style))
    return out


def _points(curve: Sequence[Point]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in curve)


def nice_ticks(values: Sequence[float], most: int = 5) -> list[float]:
    """Round marks that span the values, nil among them, at most ``most`` steps."""
    low, high = min(*values, 0.0), max(*values, 0.0)
    span = high - low or 1.0
    base = 10.0 ** math.floor(math.log10(span / most))

    def steps(step: float) -> int:
        return math.ceil(high / step - 1e-9) - math.floor(low / step + 1e-9)

    step = next(base * m for m in (1, 2, 2.5, 5, 10, 20) if steps(base * m) <= most)
    marks = [round(i * step, 10) for i in range(math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9) + 1)]
    # A mark that the values hardly reach for would only add white space.
    if len(marks) > 2 and marks[-1] > 0 and marks[-1] - high > 0.65 * step:
        marks.pop()
    if len(marks) > 2 and marks[0] < 0 and low - marks[0] > 0.65 * step:
        marks.pop(0)
    return marks if len(marks) > 1 else [0.0, step]


def nice_months(horizon: int) -> list[int]:
    """Marks of the month axis: whole quarters or years that divide the horizon evenly where they can."""
    step = next((s for s in (1, 2, 3, 6, 12, 24) if horizon / s <= 6), 24)
    marks = list(range(0, horizon + 1, step))
    if horizon - marks[-1] > step / 2:
        marks.append(horizon)
    return marks


# --- what moves the value ---

_ROW = 25.0
_LINE = 9.0
_CLOSE_LINE = 8.2
_HEAD = 14.0
_BAR = 10.0
_LABEL_SHARE = 0.47


@dataclass(frozen=True)
class BarTexts:
    """One input of the tornado: its name, its range, and NPV at each end with its text."""

    name: str
    range: str
    low: float
    low_text: str
    high: float
    high_text: str


def tornado(bars: Sequence[BarTexts], expected: float, axis_text: str, size: tuple[float, float]) -> Tornado:
    """The geometry of one bar per input around the expected value; ``size`` is width and height in points."""
    total, tall = size
    names = [wrap(bar.name, SIZE + 0.5, total * _LABEL_SHARE) for bar in bars]
    left = total * _LABEL_SHARE + 4
    room_left = max(width(text, SIZE) for bar in bars for text in (bar.low_text, bar.high_text)) + 6
    low = min(min(bar.low, bar.high, expected) for bar in bars)
    high = max(max(bar.low, bar.high, expected) for bar in bars)
    plot_left, plot_right = left + room_left, total - room_left
    scale = (plot_right - plot_left) / ((high - low) or 1.0)

    def x(value: float) -> float:
        return round(plot_left + (value - low) * scale, 2)

    # With many inputs the rows close up, so that the chart stays as high as its neighbour.
    row = min(_ROW, (tall - _HEAD) / max(len(bars), 1))
    line = _LINE if row >= 2 * _LINE + 2 else _CLOSE_LINE
    rows: list[TornadoRow] = []
    top = _HEAD
    for bar, lines in zip(bars, names, strict=True):
        height = max(row, (len(lines) + 1) * line + (0.5 if len(lines) == 1 else 2.0))
        middle = top + height / 2
        first = middle - (len(lines) + 1) * line / 2 + 0.75 * line
        labels = [Label(0, round(first + i * line, 2), "start", text, "plain") for i, text in enumerate(lines)]
        labels.append(Label(0, round(first + len(lines) * line, 2), "start", bar.range, "quiet"))
        rows.append(TornadoRow(round(middle, 2), labels, _bars(bar, expected, x)))
        top += height
    half = width(axis_text, SIZE, strong=True) / 2
    head = Label(min(max(x(expected), half), total - half), 8.0, "middle", axis_text, "strong")
    return Tornado(total, round(top + 2, 2), x(expected), head, min(_BAR, row - 4), rows)


def _bars(bar: BarTexts, expected: float, x: Scale) -> list[TornadoBar]:
    out: list[TornadoBar] = []
    for value, text in ((bar.low, bar.low_text), (bar.high, bar.high_text)):
        at, axis = x(value), x(expected)
        if abs(at - axis) < 0.05:
            continue
        worse = value < expected
        start, end = min(at, axis), max(at, axis)
        anchor, text_x = ("end", start - 3) if worse else ("start", end + 3)
        style = "worse" if worse else "better"
        out.append(TornadoBar(start, round(end - start, 2), style, text, round(text_x, 2), anchor))
    if len(out) == 2 and out[0].style == out[1].style:  # both ends on one side: the farther one has the text
        out.sort(key=lambda bar: -bar.width)
        out[1] = replace(out[1], text="")
    return out
