"""What the page says beside the measures: a full year, objectives, origins, other views and other ways to pay."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from valuepitch.case.evaluate import is_recurring
from valuepitch.case.financing import BOUGHT, WayToPay
from valuepitch.case.lines import Line
from valuepitch.case.objectives import contributions, has_effect, touching
from valuepitch.case.study import weakest_origin
from valuepitch.case.timing import MONTH, Churned, Listed, Recurring
from valuepitch.locale import _
from valuepitch.model.benefit import Benefit
from valuepitch.money import NOTHING
from valuepitch.workbook.audit import SHOWN, Audit
from valuepitch.workbook.cases import Cases
from valuepitch.workbook.names import quoted
from valuepitch.workbook.payback import Recovery, payback
from valuepitch.workbook.tables import list_name
from valuepitch.workbook.tornado import write_tornado
from valuepitch.workbook.ways import TITLES

NAME, FIRST, SECOND, THIRD, FOURTH, FIFTH = range(6)
_UNITS = {"hours": _("hours"), "days": _("days"), "count": _("number")}

_ORIGINS = {
    "prospect": _("Your own figures"),
    "filing": _("Your filed accounts"),
    "quote": _("Quotes"),
    "evidence": _("Measured elsewhere"),
    "benchmark": _("Sector figures"),
    "estimate": _("Estimates"),
    "unsourced": _("Figures without a source"),
}


class FurtherSheet:
    """Writes the sheet; those by month and of measures come first."""

    def __init__(self, audit: Audit, cases: Cases) -> None:
        self.audit, self.cases = audit, cases
        self.sheet, self.say = audit.sheets["further"], audit.say
        self.at = 3
        self.years: dict[str, str] = {}  # the cell of a line's full year
        self.effects: dict[str, str] = {}  # the cell of what a benefit does beside money

    def write(self) -> None:
        sheet, say, audit = self.sheet, self.say, self.audit
        sheet.text(0, NAME, say("Further figures of the page"), "title")
        sheet.text(1, NAME, say("{currency}; the case shown:", currency=audit.case.prospect.currency), "quiet")
        sheet.formula(1, FIRST, f"={audit.cells['case_name']}", audit.case_names[SHOWN], "text_right")
        if any(bar.swing > 0 for bar in audit.case.sensitivity):
            write_tornado(self, self.cases)
        self._full_year()
        self._objectives()
        self._origins()
        self._views()
        self._ways()
        sheet.widths({"A": 68, "B:F": 22})
        sheet.printed(tall=1)

    # --- a full year ---

    def _full_year(self) -> None:
        """Each line at full effect, as a share of the account that it touches, and what it does beside money."""
        case, counted = self.audit.case, [line for line in self.audit.case.plan.lines if line.counted]
        heads = (_("Amount"), _("Share of the account"), _("Account it touches"), _("Beside money"), _("Unit"))
        self.head(_("A full year, after risk and before tax; once for what is paid once"), heads)
        scales = {scale.path: scale for scale in case.scales}
        for line in case.plan.lines:
            self._line(line)
            if line.path in scales and isinstance(case.row(line), Benefit):
                account, cell = scales[line.path].account, f"$B{self.at + 1}"
                of = self.audit.named.input(account)
                text = f"=IF({of}>0,ABS({cell})/{of},{quoted(NOTHING)})"
                self.sheet.formula(self.at, SECOND, text, scales[line.path].share, "rate")
                self.sheet.text(self.at, THIRD, self.audit.figures.account(account), "note")
            self.at += 1
        self._sums(counted)
        self.at += 1

    def _line(self, line: Line) -> None:
        audit, at = self.audit, self.at
        name = audit.name_of(line)
        name = name if line.counted else self.say("Not counted: {benefit}", benefit=name)
        self.sheet.text(at, NAME, name)
        self.sheet.formula(at, FIRST, f"={self._year(line)}", float(audit.line(line).full_year[SHOWN]) + 0.0, "money")
        self.years[line.path] = f"$B${at + 1}"
        tree = audit.case.plan.effects.get(line.path)
        if tree is not None:
            text = f"={audit.named.tree(tree, f'{line.path}.effect')}"
            self.sheet.formula(at, FOURTH, text, float(audit.every.result.effects[line.path][SHOWN]) + 0.0, "decimal")
            unit = _UNITS[audit.case.effect_unit(line) or "count"]
            self.sheet.text(at, FIFTH, self.say(unit), "note")
            self.effects[line.path] = f"$E${at + 1}"

    def _year(self, line: Line) -> str:
        """The amount of a full year; of a list and of customers the last year."""
        audit, cell, timing = self.audit, self.audit.amount_cell(line), line.timing
        if isinstance(timing, Recurring):
            return cell if timing.times == 1 else f"{cell}*12"
        if isinstance(timing, Churned):
            first = audit.month_cell(max(audit.horizon - 11, 1), f"{line.path}:share")
            last = audit.month_cell(audit.horizon, f"{line.path}:share").partition("!")[2]
            return f"{cell}*SUM({first}:{last})"
        if not isinstance(timing, Listed):
            return cell
        if len(timing.amounts) == 1:
            return "0"
        cells = list_name(line)
        if timing.by != MONTH:
            return f"{cell}*INDEX({cells},MIN(ROWS({cells}),MAX(flow_year)+1))"
        last = f"MIN(ROWS({cells}),MAX(flow_month)+1)"
        return f"{cell}*SUM(INDEX({cells},MAX({last}-12,1)+1):INDEX({cells},{last}))"

    def _sums(self, counted: Sequence[Line]) -> None:
        done, cash = self.audit.every.result.lines, self.audit.every.result.cash
        groups: tuple[tuple[str, Callable[[Line], bool]], ...] = (
            (_("Benefits of a full year"), lambda line: line.side == "benefit" and not line.one_time),
            (_("Working capital released, once"), lambda line: line.side == "benefit" and line.one_time),
            (_("Costs of a full year"), lambda line: line.side == "cost" and not line.one_time),
        )
        for name, belongs in groups:
            lines = [line for line in counted if belongs(line)]
            if lines:
                text = "=" + "+".join(self.years[line.path] for line in lines)
                value = sum(float(done[line.path].full_year[SHOWN]) for line in lines)
                self._row(name, text, value, "money_bold")
        outlay = float(self.audit.every.result.outlay[SHOWN])
        self._row(_("Outlay: one-time costs, before tax"), "=SUM(flow_one_time)", outlay, "money_bold")
        if any(isinstance(line.timing, Listed | Churned) for line in counted):
            rest = float(cash.costs[SHOWN].sum()) - outlay
            self._row(_("Further costs, all years"), "=SUM(flow_costs)-SUM(flow_one_time)", rest, "money_bold")

    # --- objectives and origins ---

    def _objectives(self) -> None:
        """What the case contributes to each objective: benefits less recurring costs that touch it."""
        case, f = self.audit.case, self.audit.figures
        done = contributions(case)
        if not done:
            return
        heads = (_("A full year, net"), _("Share of revenue"), _("Once, to be borne"), _("Beside money"), _("Unit"))
        self.head(_("Contribution to each objective"), heads)
        for found in done:
            lines = touching(case, found.objective)
            gain = [(line, "+" if line.side == "benefit" else "-") for line in lines if _gains(line)]
            uses = [line for line in lines if not _gains(line) and case.row(line).objective == found.objective.id]
            effects = [line for line in lines if line.path in self.effects and has_effect(case, line, found.objective)]
            text = "".join(sign + self.years[line.path] for line, sign in gain).removeprefix("+") or "0"
            self.sheet.text(self.at, NAME, f.text(found.objective.text))
            self.sheet.formula(self.at, FIRST, f"={text}", found.gain + 0.0, "money")
            if found.revenue and (found.gain or uses):  # of what it has to bear once, where there is nothing else
                cell, amount = ("$B", found.gain) if found.gain else ("$D", found.uses)
                text = f"={cell}{self.at + 1}/{self.audit.named.input('revenue')}"
                self.sheet.formula(self.at, SECOND, text, amount / found.revenue + 0.0, "rate")
            if uses:
                text = "=" + "+".join(self.years[line.path] for line in uses)
                self.sheet.formula(self.at, THIRD, text, found.uses, "money")
            if effects:
                text = "=" + "+".join(self.effects[line.path] for line in effects)
                self.sheet.formula(self.at, FOURTH, text, found.effect, "decimal")
                unit = _UNITS[found.objective.unit or "count"]
                self.sheet.text(self.at, FIFTH, self.say(unit), "note")
            self.at += 1
        self.at += 1

    def _origins(self) -> None:
        """The benefits that are counted, by the weakest origin of each."""
        audit, case = self.audit, self.audit.case
        by_origin: dict[str, list[str]] = {}
        for line in audit.lines("benefit", counted=True):
            cell = audit.value_cell(audit.final(line))
            by_origin.setdefault(weakest_origin(line, case.plan, case.inputs), []).append(cell)
        if not by_origin:
            return
        self.head(_("Benefits by the weakest origin of each"), (_("Present value"), _("Share")))
        total = "+".join(cell for cells in by_origin.values() for cell in cells)
        values = {
            origin: sum(
                float(audit.line(line).pv[SHOWN])
                for line in audit.lines("benefit", counted=True)
                if weakest_origin(line, case.plan, case.inputs) == origin
            )
            for origin in by_origin
        }
        for origin in sorted(by_origin, key=lambda origin: -values[origin]):
            share = case.origin_shares.get(origin, NOTHING)
            self.sheet.text(self.at, NAME, self.say(_ORIGINS[origin]))
            self.sheet.formula(self.at, FIRST, "=" + "+".join(by_origin[origin]), values[origin] + 0.0, "money")
            text = f"=IF(({total})>0,$B{self.at + 1}/({total}),{quoted(NOTHING)})"
            self.sheet.formula(self.at, SECOND, text, share, "rate_right" if share == NOTHING else "rate")
            self.at += 1
        self.at += 1

    # --- other views ---

    def _views(self) -> None:
        audit, case = self.audit, self.audit.case
        if case.other_view is None and case.paid_back_npv is None:
            return
        self.head(_("NPV in another view"), (_("NPV"),))
        npv = audit.cells["npv"]
        if case.other_view is not None:
            name = _("NPV before tax") if audit.is_taxed else _("NPV after tax")
            text = f"={npv}{'+' if audit.is_taxed else '-'}{audit.value_cell('tax')}"
            self._row(name, text, case.other_view, "money")
        if case.paid_back_npv is not None:
            kept = [
                f"SUM({audit.months(f'{line.path}:flow')})"
                for line in audit.lines("benefit", counted=True)
                if line.kind == "working_capital" and f"{line.path}:released" not in audit.rows
            ]
            back = f"({'+'.join(kept) or '0'})*{audit.month_cell(audit.horizon, 'discount')}"
            name = _("NPV if released working capital is paid back in the last month")
            self._row(name, f"={npv}-{back}", case.paid_back_npv, "money")
        self.at += 1

    def _ways(self) -> None:
        """The same case bought, financed and leased, side by side."""
        ways = self.audit.case.ways_to_pay
        if not ways:
            return
        heads = (_("NPV"), _("Payback, months"), _("Lowest cash"), _("Month of the lowest cash"))
        self.head(_("Ways to pay"), heads)
        for way in ways:
            self._way(way)
        self.at += 1

    def _way(self, way: WayToPay) -> None:
        audit, of = self.audit, "" if way.name == BOUGHT else f"{way.name}:"
        self.sheet.text(self.at, NAME, self.say(TITLES.get(way.name, _("Bought"))))
        keys = ("net", "cumulative", "last_below", "below_ups", "below_lowest")
        net, run, last, ups, lowest = (audit.months(f"{of}{key}") for key in keys)
        text = payback(Recovery(ups, last, run, net, "MAX(flow_month)")).format_map(audit.reasons)
        found = (
            ("npv", f"SUMPRODUCT({net},flow_discount)", "money"),
            ("payback_months", text, "months"),
            ("lowest_cash", f"MIN({run})", "money"),
            ("lowest_cash_month", f"MATCH(1,{lowest},0)-1", "whole"),
        )
        for column, (measure, text, style) in enumerate(found, FIRST):
            value: float | str = way.result.value(measure) + 0.0
            if value != value:  # no value, but a reason
                value, style = audit.figures.reason(way.result.why(measure)), f"{style}_right"
            self.sheet.formula(self.at, column, f"={text}", value, style)
        self.at += 1

    # --- rows ---

    def head(self, title: str, heads: Sequence[str]) -> None:
        """A line with a title and the heads of its columns."""
        self.sheet.text(self.at, NAME, self.say(title), "head")
        for column in range(FIRST, FIFTH + 1):
            said = self.say(heads[column - FIRST]) if column <= len(heads) else ""
            left = said in (self.say("Account it touches"), self.say("Unit"))
            self.sheet.blank_or_text(self.at, column, said, "head_note" if left else "head_right")
        self.at += 1

    def _row(self, name: str, text: str, value: float, style: str) -> None:
        self.sheet.text(self.at, NAME, self.say(name), "bold" if style == "money_bold" else "text")
        self.sheet.formula(self.at, FIRST, text, value + 0.0, style)
        self.at += 1


def _gains(line: Line) -> bool:
    """Whether a line comes again every year, or is a benefit."""
    return line.side == "benefit" or is_recurring(line)
