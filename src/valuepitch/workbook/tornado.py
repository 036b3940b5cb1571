"""What moves NPV: each input alone at the ends of its range, as a table and as a chart of bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from valuepitch.case.study import SCENARIOS
from valuepitch.locale import _
from valuepitch.workbook.audit import SHOWN
from valuepitch.workbook.cases import Cases

if TYPE_CHECKING:
    from valuepitch.workbook.further import FurtherSheet

MOST_BARS = 12
LOW_INK, HIGH_INK = "#9AA5B4", "#1F2933"


def write_tornado(page: FurtherSheet, cases: Cases) -> None:
    """The table, and below it the chart: how far NPV moves from the expected one at each end."""
    audit, say, sheet = page.audit, page.say, page.sheet
    all_bars = audit.case.sensitivity
    bars = [(place, bar) for place, bar in enumerate(all_bars) if bar.swing > 0][:MOST_BARS]
    heads = (_("NPV at the low end"), _("NPV at the high end"), _("Change at the low end"), _("Change at the high end"))
    page.head(_("What moves NPV: one input alone, all others as expected"), heads)
    top, npv = page.at, audit.every.result.measures.values["npv"]
    column = cases.down("npv")
    for place, bar in bars:
        row, rows = page.at, (len(SCENARIOS) + place, len(SCENARIOS) + len(all_bars) + place)
        sheet.text(row, 0, audit.figures.label(bar.input))
        for at, case in enumerate(rows, 1):
            sheet.formula(row, at, f"=INDEX({column},{cases.number(case)})", float(npv[case]) + 0.0, "money")
            change = float(npv[case] - npv[SHOWN]) + 0.0
            text = f"={'$B' if at == 1 else '$C'}{row + 1}-INDEX({column},1)"
            sheet.formula(row, at + 2, text, change, "money")
        page.at += 1
    chart = audit.book.file.add_chart({"type": "bar"})
    for at, name, ink in ((3, _("Low end"), LOW_INK), (4, _("High end"), HIGH_INK)):
        chart.add_series(
            {
                "name": say(name),
                "categories": [sheet.name, top, 0, page.at - 1, 0],
                "values": [sheet.name, top, at, page.at - 1, at],
                "fill": {"color": ink},
                "gap": 40,
                "overlap": 100,
            }
        )
    title = say("Change of NPV from the expected case, {currency}", currency=audit.case.prospect.currency)
    chart.set_title({"name": title, "name_font": {"size": 11, "bold": True}})
    chart.set_legend({"position": "bottom"})
    chart.set_y_axis({"reverse": True, "label_position": "low", "major_gridlines": {"visible": False}})
    chart.set_x_axis({"num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": "#E3E7EC"}}})
    rows_high = 5 + 2 * len(bars)
    chart.set_size({"width": 1080, "height": 20 * rows_high})
    sheet.page.insert_chart(page.at + 1, 0, chart, {"description": title})
    page.at += rows_high + 3
