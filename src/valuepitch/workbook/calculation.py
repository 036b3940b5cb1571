"""The sheet by month: what each line pays, what tax makes of it, and what is left; one formula for every row."""

from __future__ import annotations

import numpy as np

from valuepitch.case.inputs import HURDLE_RATE
from valuepitch.case.lines import DEPRECIATED, NEVER, Line
from valuepitch.case.timing import MONTH, Churned, Listed, Once
from valuepitch.finance import Array
from valuepitch.finance.churn import customers
from valuepitch.finance.depreciation import by_month
from valuepitch.locale import _
from valuepitch.workbook.audit import AMOUNT, SHOWN
from valuepitch.workbook.case_formulas import amount
from valuepitch.workbook.month_rows import FIRST, HOW, NAME, MonthRows
from valuepitch.workbook.recovery_rows import write_recovery
from valuepitch.workbook.tables import depreciation_names, list_name
from valuepitch.workbook.tax_rows import write_tax
from valuepitch.workbook.timing import Months, weights
from valuepitch.workbook.ways import write_ways

MONTH_ROW, YEAR_ROW, EXPONENT_ROW, FACTOR_ROW = 3, 4, 5, 6

_EXPONENTS = {"monthly": "={c}4/12", "annual_end": "={c}5", "mid_year": "=IF({c}4=0,0,{c}5-half)"}


class Calculation(MonthRows):
    """Writes the sheet, row by row."""

    def write(self) -> None:
        self._head()
        for side, counted, title in (
            ("benefit", True, _("Benefits before tax") if self.audit.is_taxed else _("Benefits")),
            ("cost", True, _("Costs before tax") if self.audit.is_taxed else _("Costs")),
            ("benefit", False, _("Benefits that are not counted")),
        ):
            lines = self.audit.lines(side, counted=counted)
            if lines:
                self.section(title)
                for line in lines:
                    self._line(line)
        if self.audit.has_tax:
            self._tax()
        self._net()
        write_recovery(self)
        write_ways(self)
        self._finish()

    # --- head ---

    def _head(self) -> None:
        audit, sheet, say = self.audit, self.sheet, self.say
        sheet.text(0, NAME, say("Calculation by month"), "title")
        sheet.text(1, NAME, say("{currency}; the case shown:", currency=audit.case.prospect.currency), "quiet")
        sheet.formula(1, HOW, f"={audit.cells['case_name']}", say("Expected"), "text")
        heads = (_("Month"), _("How it is worked out"), _("Amount"), _("Total"), _("Present value"))
        for column, head in enumerate(heads):
            sheet.text(MONTH_ROW, column, say(head), "head" if column < AMOUNT else "head_right")
        months = range(audit.horizon + 1)
        sheet.number(MONTH_ROW, FIRST, 0.0, "head_right")
        for month in months[1:]:
            text = f"={self.columns[month - 1]}4+1"
            sheet.formula(MONTH_ROW, FIRST + month, text, float(month), "head_right")
        self.at = YEAR_ROW
        years = [float(-(-month // 12)) for month in months]
        self.row("year", say("Year"), "=ROUNDUP({c}4/12,0)", years, style="whole")
        text = _EXPONENTS[self.plan.discounting]
        self.row("exponent", say("Years of discount"), text, audit.exponents.tolist(), style="factor")
        rate = float(audit.every.result.rate[SHOWN])
        self.row("discount", say("Discount factor"), "=(1+rate_shown)^-{c}6", audit.factors, style="factor")
        sheet.formula(FACTOR_ROW, AMOUNT, f"={audit.named.rate(HURDLE_RATE)}", rate, "rate")
        audit.book.define("rate_shown", sheet.at(FACTOR_ROW, AMOUNT))
        for name, at in (
            ("month", MONTH_ROW),
            ("year", YEAR_ROW),
            ("exponent", EXPONENT_ROW),
            ("discount", FACTOR_ROW),
        ):
            audit.book.define(f"flow_{name}", sheet.across(at, FIRST, self.last))
        audit.rows["month"] = MONTH_ROW

    # --- lines ---

    def _line(self, line: Line) -> None:
        """The share of an amount that falls in each month, then the amounts themselves."""
        path, done = line.path, self.audit.line(line)
        share, rows = f"{path}:share", {**self.audit.table, **self.audit.parts(line)}
        if isinstance(line.timing, Churned):
            self._customers(line, line.timing, rows)
        released = line.timing.released(self.audit.horizon, rows) if isinstance(line.timing, Once) else None
        name = self.audit.name_of(line)
        how = self.audit.how(line) if not isinstance(line.timing, Listed) else ""
        title = {Listed: _("{line}: as listed"), Churned: _("{line}: customers who stay")}.get(
            type(line.timing), _("{line}: share of the amount")
        )
        is_money = isinstance(line.timing, Listed)
        self.row(
            share,
            self.say(title, line=name),
            "=" + self._share(line),
            done.weights if released is None else released,
            style="exact" if is_money or isinstance(line.timing, Churned) else "factor",
        )
        flow = f"{path}:flow"
        if released is not None:
            self._paid_back(line, flow, share, released, name, how)
        elif line.taxed == DEPRECIATED:
            self._depreciated(line, flow, share, name, how)
        else:
            self._flow(line, flow, f"=$C{self.at + 1}*{self.of(share)}", name, how)

    def _flow(self, line: Line, key: str, text: str, name: str, how: str, values: Array | None = None) -> None:
        """The row of a line's money, with its amount."""
        done = self.audit.line(line)
        at = self.row(key, name, text, done.before if values is None else values, how=how, summed=True)
        self._amount(line, at)

    def _amount(self, line: Line, at: int) -> None:
        text = amount(line, self.audit.named)
        self.sheet.formula(at, AMOUNT, f"={text}", float(self.audit.line(line).amount[SHOWN]), "exact")

    def _share(self, line: Line) -> str:
        timing = line.timing
        if isinstance(timing, Listed):
            cells = list_name(line)
            if timing.by == MONTH:
                return f"IF({{c}}$4<ROWS({cells}),INDEX({cells},{{c}}$4+1),0)"
            later = f"IF({{c}}$5<ROWS({cells}),INDEX({cells},{{c}}$5+1)/12,0)"
            return f"IF({{c}}$4=0,INDEX({cells},1),{later})"
        if isinstance(timing, Churned):
            return f"{self.of(f'{line.path}:new')}-{self.of(f'{line.path}:as_is')}"
        months = tuple(f"${letter}$4" for letter in self.columns)
        return weights(timing, Months("{c}$4", f"${self.columns[-1]}$4", cells=months), self.audit.named.input)

    def _customers(self, line: Line, timing: Churned, rows: dict[str, Array]) -> None:
        """Customers as things stand and with the new churn, each month from the one before."""
        trees = dict(line.parts)

        def ref(path: str) -> str:
            return f"({self.audit.named.tree(trees[path], path)})" if path in trees else self.audit.named.input(path)

        start, gained, before = (rows[key] for key in (timing.customers, timing.gained, timing.before))
        as_is = customers(self.audit.horizon, start, gained, before)
        name = self.audit.name_of(line)
        self.row(
            f"{line.path}:as_is",
            self.say("{line}: customers as things stand", line=name),
            f"={{p}}{self.at + 1}*(1-{ref(timing.before)})+{ref(timing.gained)}",
            as_is,
            first=f"={ref(timing.customers)}",
            style="exact",
        )
        kept = timing.weights(self.audit.horizon, rows)
        old = self.of(f"{line.path}:as_is")
        self.row(
            f"{line.path}:new",
            self.say("{line}: customers with the new churn", line=name),
            f"=IF({{c}}$4<{ref(timing.start)},{old},{{p}}{self.at + 1}*(1-{ref(timing.after)})+{ref(timing.gained)})",
            as_is + kept,
            first=f"={old}",
            style="exact",
        )

    def _paid_back(self, line: Line, flow: str, share: str, released: Array, name: str, how: str) -> None:
        """A release of working capital that is paid back in the last month."""
        back, amounts = f"{line.path}:released", self.audit.line(line).released
        assert amounts is not None
        text = f"=$C{self.at + 1}*{self.of(share)}"
        self._flow(line, back, text, self.say("{line}: released", line=name), how, amounts)
        row = self.across(back)
        self.row(
            flow,
            name,
            f"={self.of(back)}-({{c}}$4=${self.columns[-1]}$4)*SUM({row})",
            self.audit.line(line).before,
            how=self.say("released, and paid back in the last month"),
            summed=True,
        )

    def _depreciated(self, line: Line, flow: str, share: str, name: str, how: str) -> None:
        """What is paid, what of it is written off each month, and what the asset fetches at the end."""
        audit, path, done = self.audit, line.path, self.audit.line(line)
        paid = f"{path}:paid" if line.salvage else flow
        text = f"=$C{self.at + 1}*{self.of(share)}"
        amounts = done.amount[:, None] * done.weights
        self._flow(line, paid, text, self.say("{line}: paid", line=name) if line.salvage else name, how, amounts)
        if not audit.has_tax and not line.salvage:
            return
        written = done.weights @ by_month(line.depreciation, audit.horizon)
        years, shares = depreciation_names(line.depreciation)
        lag = "({c}$4-flow_month)"
        self.row(
            f"{path}:written",
            self.say("{line}: share written off", line=name),
            f"=SUMPRODUCT({self.across(share)}*({lag}>12*({years}-1))*({lag}<=12*{years})*{shares})/12",
            written,
            style="factor",
        )
        last, base = f"({{c}}$4=${self.columns[-1]}$4)", f"={self.amount(paid)}*{self.of(f'{path}:written')}"
        if line.salvage:
            fetched = audit.named.input(line.salvage)
            spent, gone = (f"SUM({self.across(key)})" for key in (share, f"{path}:written"))
            base += f"+{last}*({self.amount(paid)}*({spent}-{gone})-{fetched})"
            self.row(flow, name, f"={self.of(paid)}-{last}*{fetched}", done.before, summed=True)
        if audit.has_tax:
            self.row(f"{path}:base", self.say("{line}: deducted", line=name), base, audit.base(line), summed=True)

    # --- tax ---

    def _tax(self) -> None:
        audit, say = self.audit, self.say
        self.section(_("Tax") if audit.is_taxed else _("Tax, which is not counted"))
        write_tax(self, audit.taxed_lines, audit.taxed[SHOWN], audit.tax_share[SHOWN])
        if not audit.is_taxed:
            return
        self.section(_("After tax"))
        for line in self.plan.lines:
            after = f"={self.of(f'{line.path}:flow')}"
            if line.taxed != NEVER:
                after += f"-{self.of('tax_share')}*{self.base(line)}"
            name = audit.name_of(line)
            name = name if line.counted else say("Not counted: {benefit}", benefit=name)
            self.row(f"{line.path}:after", name, after, audit.line(line).flows, summed=True)

    # --- what is left ---

    def _final(self, line: Line) -> str:
        return self.of(f"{line.path}:after" if self.audit.is_taxed else f"{line.path}:flow")

    def _net(self) -> None:
        audit, say, result = self.audit, self.say, self.audit.every.result
        self.section(_("Cash flow of the case shown"))
        for side, key, name, values in (
            ("benefit", "benefits", _("Benefits"), result.benefits),
            ("cost", "costs", _("Costs"), result.costs),
        ):
            cells = "+".join(self._final(line) for line in audit.lines(side, counted=True)) or "0"
            self.row(key, say(name), f"={cells}", values, summed=True)
        text = f"={self.of('benefits')}-{self.of('costs')}"
        self.row("net", say("Net cash"), text, result.net, style="money_total", summed=True)
        net = self.of("net")
        run = np.cumsum(result.net, axis=1)
        self.row("cumulative", say("Cumulative"), f"={{p}}{self.at + 1}+{net}", run, first=f"={net}")
        discounted = result.net * audit.factors
        self.row("discounted", say("Discounted"), f"={net}*{self.of('discount')}", discounted, summed=False)
        run_down = np.cumsum(discounted, axis=1)
        cell = self.of("discounted")
        self.row("running", say("Cumulative, discounted"), f"={{p}}{self.at + 1}+{cell}", run_down, first=f"={cell}")
        self._one_time()
        for key in ("benefits", "costs", "net", "cumulative", "discounted", "running", "one_time"):
            audit.book.define(f"flow_{key}", self.sheet.across(audit.rows[key], FIRST, self.last))

    def _one_time(self) -> None:
        """What is paid once: one-time costs, and month 0 of a list."""
        cells: list[str] = []
        for line in self.audit.lines("cost", counted=True):
            paid = f"{line.path}:paid" if f"{line.path}:paid" in self.audit.rows else f"{line.path}:flow"
            if line.one_time:
                cells.append(self.of(paid))
            elif isinstance(line.timing, Listed):
                cells.append(f"({{c}}$4=0)*{self.of(paid)}")
        values = self.audit.every.result.cash.one_time
        self.row(
            "one_time", self.say("One-time costs, before tax"), "=" + ("+".join(cells) or "0"), values, summed=True
        )

    def _finish(self) -> None:
        width = 4 + max(len(f"{abs(float(v)):,.0f}") for v in self.audit.every.result.cash.net.flat)
        last = self.columns[-1]
        self.sheet.widths({"A": 52, "B": 58, "C": 16, "D:E": max(width, 13), f"F:{last}": max(width, 9)})
        self.sheet.page.freeze_panes(MONTH_ROW + 1, AMOUNT)
        self.sheet.printed(rows=f"{MONTH_ROW}:{FACTOR_ROW}", columns="A:A")
