"""Cash by year as on the page, and by month one below the other, with a chart."""

from __future__ import annotations

import numpy as np

from valuepitch.finance import Array
from valuepitch.finance.recovery import NIL
from valuepitch.locale import _
from valuepitch.workbook.audit import SHOWN, Audit
from valuepitch.workbook.book import column_name

HEAD_ROW, YEAR_ROW, TOP = 3, 4, 5
FIRST = 1  # the column of month 0
CHART_ROWS = 17  # that the chart takes between the two tables

_MONTHLY = (
    ("benefits", _("Benefits")),
    ("costs", _("Costs")),
    ("net", _("Net cash")),
    ("cumulative", _("Cumulative")),
    ("discount", _("Discount factor")),
    ("discounted", _("Discounted")),
    ("running", _("Cumulative, discounted")),
)


class CashFlowSheet:
    """Writes the sheet; the sheet by month comes first."""

    def __init__(self, audit: Audit) -> None:
        self.audit, self.sheet, self.say = audit, audit.sheets["cash_flow"], audit.say
        self.years = -(-audit.horizon // 12)
        self.year_of = -(-np.arange(audit.horizon + 1) // 12)
        self.at = TOP
        self.rows: dict[str, int] = {}

    def write(self) -> None:
        self._head()
        self._lines()
        if self.audit.is_yearly:
            self._yearly()
        self._by_month()
        width = 4 + max(len(f"{abs(float(v)):,.0f}") for v in np.abs(self.audit.every.result.cash.cumulative).flat)
        self.sheet.widths({"A": 46, f"B:{column_name(max(self.years + 3, 8))}": max(width, 13)})
        self.sheet.page.freeze_panes(TOP, 1)
        self.sheet.printed(landscape=False)

    def _head(self) -> None:
        audit, sheet, say = self.audit, self.sheet, self.say
        sheet.text(0, 0, say("Cash flow"), "title")
        unit = say("{currency}, after tax", currency=audit.case.prospect.currency)
        sheet.text(1, 0, unit if audit.is_taxed else audit.case.prospect.currency, "quiet")
        sheet.formula(1, 1, f"={audit.cells['case_name']}", say("Expected"), "quiet")
        sheet.text(HEAD_ROW, 0, say("By year"), "head")
        for year in range(self.years + 1):
            sheet.text(
                HEAD_ROW, FIRST + year, say("Today") if not year else say("Year {year}", year=str(year)), "head_right"
            )
            sheet.number(YEAR_ROW, FIRST + year, float(year), "quiet_whole")
        sheet.text(HEAD_ROW, FIRST + self.years + 1, say("Total"), "head_right")
        sheet.text(HEAD_ROW, FIRST + self.years + 2, say("Present value"), "head_right")
        sheet.text(YEAR_ROW, 0, say("Year"), "quiet")

    def _by_year(self, values: Array) -> list[float]:
        return [float(values[self.year_of == year].sum()) + 0.0 for year in range(self.years + 1)]

    def _row(self, key: str, name: str, months: str, values: Array, style: str = "money", sign: int = 1) -> None:
        """A row of sums by year over a row of the sheet by month."""
        sheet, minus = self.sheet, "-" if sign < 0 else ""
        self.rows[key] = self.at
        sheet.text(self.at, 0, name, "total" if style == "money_total" else "text")
        yearly = self._by_year(sign * values)
        for year, value in enumerate(yearly):
            letter = column_name(FIRST + year)
            sheet.formula(self.at, FIRST + year, f"={minus}SUMIF(flow_year,{letter}$5,{months})", value, style)
        last, line = column_name(FIRST + self.years), self.at + 1
        total = FIRST + self.years + 1
        sheet.formula(self.at, total, f"=SUM(B{line}:{last}{line})", float(sum(yearly)), style)
        present = float(sign * (values * self.audit.factors[SHOWN]).sum()) + 0.0
        sheet.formula(self.at, total + 1, f"={minus}SUMPRODUCT({months},flow_discount)", present, style)
        self.at += 1

    def _lines(self) -> None:
        audit, say, result = self.audit, self.say, self.audit.every.result
        final = "after" if audit.is_taxed else "flow"
        for side, sign in (("benefit", 1), ("cost", -1)):
            for line in audit.lines(side, counted=True):
                key = f"{line.path}:{final}"
                self._row(key, audit.name_of(line), audit.months(key), audit.line(line).flows[SHOWN], sign=sign)
            if side == "benefit":
                self._row("benefits", say("Benefits"), "flow_benefits", result.benefits[SHOWN], "money_total")
        self._row("net", say("Net cash"), "flow_net", result.net[SHOWN], "money_total")
        net, last = self.rows["net"] + 1, self.years
        self.sheet.text(self.at, 0, say("Cumulative"), "quiet")
        run = np.cumsum(self._by_year(result.net[SHOWN])).tolist()
        for year in range(last + 1):
            letter = column_name(FIRST + year)
            self.sheet.formula(self.at, FIRST + year, f"=SUM($B{net}:{letter}{net})", run[year], "money")
        self.at += 1
        for line in audit.lines("benefit", counted=False):
            key = f"{line.path}:{final}"
            name = say("Not counted: {benefit}", benefit=audit.name_of(line))
            self._row(key, name, audit.months(key), audit.line(line).flows[SHOWN])

    def _yearly(self) -> None:
        """The flows that are discounted, by year: for the rate of return and discounted payback."""
        say, years = self.say, range(self.years + 1)
        self.at += 1
        mid = self.audit.case.plan.discounting == "mid_year"
        exponent = [max(year - 0.5, 0.0) if mid else float(year) for year in years]
        rate = float(self.audit.every.result.rate[SHOWN])
        factor = [(1.0 + rate) ** -years for years in exponent]
        net = self._by_year(self.audit.every.result.net[SHOWN])
        discounted = [flow * by for flow, by in zip(net, factor, strict=True)]
        run = np.cumsum(discounted)
        below = (run < -NIL * np.abs(discounted).sum()).astype(float)
        last = np.maximum.accumulate(np.where(below > 0, np.arange(len(below)), -1.0))
        net_row = f"{{c}}${self.rows['net'] + 1}"
        self._one("year_net", say("Net cash"), f"={net_row}", net, "money")
        text = "=IF({c}$5=0,0,{c}$5-half)" if mid else "={c}$5"
        self._one("year_exponent", say("Years of discount"), text, exponent, "factor")
        self._one("year_discount", say("Discount factor"), f"=(1+rate_shown)^-{{c}}{self.at}", factor, "factor")
        text = f"={{c}}{self.rows['year_net'] + 1}*{{c}}{self.at}"
        self._one("year_discounted", say("Discounted"), text, discounted, "money")
        cells = f"$B{self.at}:{{c}}{self.at}"
        self._one("year_running", say("Cumulative, discounted"), f"=SUM({cells})", run.tolist(), "money")
        total = "(SUMPRODUCT((year_discounted>0)*year_discounted)-SUMPRODUCT((year_discounted<0)*year_discounted))"
        text = f"=({{c}}{self.at}<-tolerance*{total})*1"
        self._one("year_below", say("Cumulative cash is below nil"), text, below.tolist(), "whole")
        cell = f"{{c}}{self.at}"
        text = f"=IF({cell}=1,{{c}}$5,{{p}}{self.at + 1})"
        self._one("year_last", say("Last year below nil so far"), text, last.tolist(), "whole", first=f"={cell}-1")
        came = np.concatenate([[0.0], np.cumsum((below[:-1] == 1) & (below[1:] == 0))])
        cell, at = f"{{c}}{self.rows['year_below'] + 1}", self.at + 1
        text = f"={{p}}{at}+({cell.replace('{c}', '{p}')}=1)*({cell}=0)"
        self._one("year_below_ups", say("How often it came up to nil so far"), text, came.tolist(), "whole", first="=0")
        if mid:
            self._halves(net)

    def _one(self, key: str, name: str, text: str, values: list[float], style: str, first: str | None = None) -> None:
        """A row of the flows by year, under a name of its own."""
        self.rows[key] = self.at
        self.sheet.text(self.at, 0, name, "quiet")
        for year, value in enumerate(values):
            said = first if first and not year else text
            said = said.replace("{c}", column_name(FIRST + year)).replace(
                "{p}", column_name(FIRST + year - 1) if year else ""
            )
            self.sheet.formula(self.at, FIRST + year, said, float(value) + 0.0, style)
        self.audit.book.define(key, self.sheet.across(self.at, FIRST, FIRST + self.years))
        self.at += 1

    def _halves(self, net: list[float]) -> None:
        """Net cash by half-year, each year's at its middle."""
        row, at = self.rows["year_net"] + 1, self.at
        self.sheet.text(at, 0, self.say("Net cash by half-year"), "quiet")
        for half in range(2 * self.years + 1):
            if half and half % 2 == 0:
                self.sheet.formula(at, FIRST + half, "=0", 0.0, "money")
                continue
            year = (half + 1) // 2
            self.sheet.formula(at, FIRST + half, f"={column_name(FIRST + year)}{row}", net[year], "money")
        self.audit.book.define("half_net", self.sheet.across(at, FIRST, FIRST + 2 * self.years))
        self.at += 1

    def _by_month(self) -> None:
        audit, sheet, say, cash = self.audit, self.sheet, self.say, self.audit.every.result.cash
        discounted = cash.net * audit.factors
        values = {
            "benefits": cash.benefits,
            "costs": cash.costs,
            "net": cash.net,
            "cumulative": cash.cumulative,
            "discount": audit.factors,
            "discounted": discounted,
            "running": np.cumsum(discounted, axis=1),
        }
        head = self.at + 2 + CHART_ROWS
        sheet.text(head, 0, say("By month"), "head")
        for column, (_key, name) in enumerate(_MONTHLY, 1):
            sheet.text(head, column, say(name), "head_right")
        top = head + 1
        for month in range(audit.horizon + 1):
            row = top + month
            if month:
                sheet.formula(row, 0, f"=A{row}+1", float(month), "month")
            else:
                sheet.number(row, 0, 0.0, "month")
            for column, (key, _name) in enumerate(_MONTHLY, 1):
                style = "factor" if key == "discount" else "money"
                text = f"=INDEX(flow_{key},1,$A{row + 1}+1)"
                sheet.formula(row, column, text, float(values[key][SHOWN, month]) + 0.0, style)
        self._chart(self.at + 1, top)

    def _chart(self, at: int, top: int) -> None:
        """Cumulative cash by month, as it comes and discounted."""
        audit, say, bottom = self.audit, self.say, top + self.audit.horizon
        chart = audit.book.file.add_chart({"type": "line"})
        for column, name, color, dash in (
            (4, _("Cumulative"), "#1F2933", "solid"),
            (7, _("Cumulative, discounted"), "#5F6B7A", "dash"),
        ):
            chart.add_series(
                {
                    "name": say(name),
                    "categories": [self.sheet.name, top, 0, bottom, 0],
                    "values": [self.sheet.name, top, column, bottom, column],
                    "line": {"color": color, "width": 2, "dash_type": dash},
                }
            )
        chart.set_title({"name": say("Cumulative cash of the case shown"), "name_font": {"size": 11, "bold": True}})
        chart.set_legend({"position": "bottom"})
        chart.set_x_axis(
            {
                "name": say("Month"),
                "interval_unit": 12,
                "interval_tick": 12,
                "label_position": "low",
                "num_font": {"rotation": 360},  # not turned
                "major_gridlines": {"visible": False},
            }
        )
        chart.set_y_axis({"num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": "#E3E7EC"}}})
        chart.set_size({"width": 860, "height": 20 * (CHART_ROWS - 1)})
        self.sheet.page.insert_chart(at, 0, chart, {"description": say("Cumulative cash of the case shown")})
