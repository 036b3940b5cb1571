"""What moves the value."""

from __future__ import annotations

from valuepitch.case.inputs import Input
from valuepitch.page import claims, doubt
from valuepitch.page.charts import BarTexts, tornado
from valuepitch.page.context import SensitivityPart
from valuepitch.page.figures import Figures

MOST_BARS, LEAST_BARS = 6, 3
SLACK = 8.0  # points by which the bars may be higher than the chart beside them


def sensitivity(f: Figures, width: float, height: float) -> SensitivityPart:
    """What moves the value: each input over its own range."""
    bars = [bar for bar in f.case.sensitivity if bar.swing > 0][:MOST_BARS]
    heading, unit = claims.sensitivity_heading(f), f.say("NPV, {unit}", unit=f.unit_text)
    if not bars:
        empty = f.say("Every input that moves the value is a single figure, so its uncertainty cannot be shown.")
        return SensitivityPart(heading, unit, empty, None, empty, "")
    texts = [
        BarTexts(
            f.label(bar.input),
            _range(f, bar.input),
            bar.npv_low,
            f.show.cell(bar.npv_low, f.unit),
            bar.npv_high,
            f.show.cell(bar.npv_high, f.unit),
        )
        for bar in bars
    ]
    head = f.say("expected {npv}", npv=f.show.cell(f.npv.value, f.unit))
    ends = sorted((bars[0].npv_low, bars[0].npv_high))
    alt = claims.sensitivity_alt(f, f.show.money(ends[0]), f.show.money(ends[1]))
    chart = tornado(texts, f.npv.value, head, (width, height))
    while chart.height > height + SLACK and len(texts) > LEAST_BARS:
        # Long names would make the chart higher than its neighbour; every range still stands in the table of inputs.
        texts.pop()
        chart = tornado(texts, f.npv.value, head, (width, height))
    return SensitivityPart(heading, unit, alt, chart, "", doubt.spread(f))


def _range(f: Figures, item: Input) -> str:
    text = f.input_range(item)
    return f.say("month {month}", month=text) if item.kind == "month" else text
