"""Every measure of the case shown as a formula, every rate of return, and what the simulation gave."""

from __future__ import annotations

import math
from dataclasses import dataclass

from valuepitch.case.inputs import FINANCE_RATE, HURDLE_RATE, REINVESTMENT_RATE
from valuepitch.case.simulation import PERCENTILES
from valuepitch.finance import Why
from valuepitch.finance.roots import MEANINGFUL_UP_TO
from valuepitch.locale import _
from valuepitch.money import NOTHING
from valuepitch.workbook.audit import SHOWN, Audit
from valuepitch.workbook.cases import Cases
from valuepitch.workbook.names import quoted
from valuepitch.workbook.payback import Recovery, payback

NAME, VALUE, HOW, PAGE = range(4)
HEAD_ROW, TOP = 3, 4

_PV = "SUMPRODUCT({flows},flow_discount)"


@dataclass(frozen=True)
class _Measure:
    """A measure: its name, how it is worked out, its style and its formula."""

    id: str
    name: str
    how: str
    style: str
    formula: str


_FIRST = (
    _Measure(
        "npv",
        _("Net present value"),
        _("discounted net cash, month 0 included"),
        "money_bold",
        "SUMPRODUCT(flow_net,flow_discount)",
    ),
    _Measure(
        "npv_plus5",
        _("NPV at a rate 5 points higher"),
        _("the same at the hurdle rate and the points added"),
        "money",
        "SUMPRODUCT(flow_net,(1+rate_shown+points_added)^-flow_exponent)",
    ),
    _Measure(
        "pv_benefits",
        _("Present value of benefits"),
        _("discounted benefits"),
        "money",
        _PV.format(flows="flow_benefits"),
    ),
    _Measure("pv_costs", _("Present value of costs"), _("discounted costs"), "money", _PV.format(flows="flow_costs")),
)
_ROI = {
    "discounted": (
        _("present value of benefits less that of costs, over that of costs"),
        "IF({pv_costs}>{least},({pv_benefits}-{pv_costs})/{pv_costs},{NO_COSTS})",
    ),
    "undiscounted": (
        _("benefits less costs, over costs"),
        "IF(SUM(flow_costs)>{least},(SUM(flow_benefits)-SUM(flow_costs))/SUM(flow_costs),{NO_COSTS})",
    ),
}
_REST = (
    _Measure(
        "profitability_index",
        _("Profitability index"),
        _("present value of what comes after month 0, over the outlay of month 0"),
        "ratio",
        "IF({outlay}>0,({npv}+{outlay})/{outlay},{NO_OUTLAY})",
    ),
    _Measure("lowest_cash", _("Lowest cash"), _("the lowest cumulative cash"), "money", "MIN(flow_cumulative)"),
    _Measure(
        "lowest_cash_month",
        _("Month of the lowest cash"),
        _("the first month in which it stands so low"),
        "whole",
        "MATCH(1,flow_below_lowest,0)-1",
    ),
    _Measure(
        "cash_month_24",
        _("Position at month 24"),
        _("cumulative cash in that month"),
        "money",
        "IF(MAX(flow_month)>=position_month,INDEX(flow_cumulative,1,position_month+1),{SHORT_HORIZON})",
    ),
    _Measure(
        "breakeven_haircut",
        _("Break-even: fall in all benefits"),
        _("NPV over the present value of benefits"),
        "rate",
        "IF({pv_benefits}>{least},{npv}/{pv_benefits},{NO_BENEFITS})",
    ),
    _Measure(
        "cost_overrun",
        _("Break-even: rise in one-time costs"),
        _("NPV over the present value of one-time costs"),
        "rate",
        "IF({pv_once}>{least},{npv}/{pv_once},{NO_ONE_TIME_COST})",
    ),
    _Measure(
        "slip_months",
        _("Break-even: months of delay of all benefits"),
        _("the longest delay at which NPV is not below nil"),
        "whole",
        "MAX(SUM(flow_standing)-1,0)",
    ),
    _Measure(
        "cost_of_waiting",
        _("Cost of waiting a month"),
        _("NPV less NPV with every flow one month later and the same last month"),
        "money",
        "IF({npv}<-{least},{WAITING_COSTS_NOTHING},{npv}-({late_benefits}-{late_costs}))",
    ),
    _Measure(
        "cost_of_waiting_end_moves",
        _("Cost of waiting a month where the end moves too"),
        _("time value alone"),
        "money",
        "IF({npv}<-{least},{WAITING_COSTS_NOTHING},{npv}*(1-(1+rate_shown)^(-1/12)))",
    ),
)


class MeasureSheet:
    """Writes the sheet; those by month and of cases come first."""

    def __init__(self, audit: Audit, cases: Cases) -> None:
        self.audit, self.cases = audit, cases
        self.sheet, self.say = audit.sheets["measures"], audit.say
        self.at = TOP
        self.cells: dict[str, str] = {}

    def write(self) -> None:
        sheet, say, audit = self.sheet, self.say, self.audit
        sheet.text(0, NAME, say("Measures"), "title")
        sheet.formula(1, NAME, f"={audit.cells['case_name']}", say("Expected"), "quiet")
        heads = (
            _("Measure"),
            _("In the case shown"),
            _("How it is worked out"),
            _("Expected, as on the page, a stored value"),
        )
        for column, head in enumerate(heads):
            style = "head_right" if column in (VALUE, PAGE) else "head_note" if column == HOW else "head"
            sheet.text(HEAD_ROW, column, say(head), style)
        for measure in _FIRST:
            self._measure(measure)
        how, text = _ROI[audit.case.plan.roi]
        self._measure(_Measure("roi", _("Return on investment"), how, "rate", text))
        self._paybacks()
        self._mirr()
        for measure in _REST:
            self._measure(measure)
        self._roots()
        self._simulation()
        sheet.widths({"A": 50, "B": 20, "C": 70, "D": 24})
        sheet.page.set_row(HEAD_ROW, 32)
        sheet.page.freeze_panes(TOP, 0)
        sheet.printed(landscape=False)

    # --- rows ---

    def _measure(self, measure: _Measure) -> None:
        """A measure with its formula, or the reason that the formula gives in its place."""
        value = self.audit.measure(measure.id)
        why = self.audit.every.result.why(measure.id, SHOWN)
        shown: float | str = self.audit.figures.reason(why) if math.isnan(value) else value + 0.0
        self._row(measure.id, measure.name, f"={self._filled(measure.formula)}", shown, measure.how, measure.style)
        if not math.isnan(value):
            self.sheet.number(self.at - 1, PAGE, value + 0.0, measure.style, "value")
            self.audit.cells[f"page:{measure.id}"] = self.sheet.at(self.at - 1, PAGE)
            self.audit.names[measure.id] = self.say(measure.name)
        elif isinstance(shown, str):
            self.sheet.text(self.at - 1, PAGE, shown, "quiet_right")

    def _row(self, key: str, name: str, text: str, value: float | str, how: str, style: str) -> None:
        self.sheet.text(self.at, NAME, self.say(name), "bold" if style == "money_bold" else "text")
        self.sheet.formula(self.at, VALUE, text, value, f"{style}_right" if isinstance(value, str) else style)
        self.sheet.text(self.at, HOW, self.say(how) if how else "", "note")
        self.cells[key] = f"$B${self.at + 1}"
        self.audit.cells[key] = self.sheet.at(self.at, VALUE)
        self.at += 1

    def _filled(self, text: str, **more: str) -> str:
        """A formula with cells and reasons in the place of their names."""
        known = {
            "least": "tolerance*gross_value",
            "outlay": "-INDEX(flow_net,1,1)",
            "pv_once": _PV.format(flows="flow_one_time"),
            "late_benefits": f"INDEX({self.audit.months('late')},1,1+1)",
            "late_costs": self._late_costs(),
            **self.audit.reasons,
            **self.cells,
            **more,
        }
        return text.format_map(known)

    def _late_costs(self) -> str:
        """Present value of costs one month later; what an asset fetches at the end stays there."""
        audit, last = self.audit, self.audit.horizon
        early = self._stretch("costs", 0, last - 1)
        text = f"SUMPRODUCT({early},{self._stretch('discount', 1, last)})"
        ends = []
        for line in audit.lines("cost", counted=True):
            if line.salvage:
                fetched = audit.named.input(line.salvage)
                ends.append(f"-{fetched}")
                if audit.is_taxed:
                    share, written = (f"SUM({audit.months(f'{line.path}:{key}')})" for key in ("share", "written"))
                    amount = audit.sheets["calculation"].at(audit.rows[f"{line.path}:paid"], 2)
                    left = f"{amount}*({share}-{written})-{fetched}"
                    ends.append(f"-{audit.month_cell(last, 'tax_share')}*({left})")
        return f"({text}+({''.join(ends)})*{audit.month_cell(last, 'discount')})" if ends else text

    def _stretch(self, key: str, first: int, last: int) -> str:
        """Part of a row of the sheet by month."""
        first_cell = self.audit.month_cell(first, key)
        return f"{first_cell}:{self.audit.month_cell(last, key).partition('!')[2]}"

    # --- payback and rates ---

    def _paybacks(self) -> None:
        how = _("when cumulative cash stays at or above nil")
        months = Recovery("flow_below_ups", "flow_last_below", "flow_cumulative", "flow_net", "MAX(flow_month)")
        self._payback("payback_months", _("Payback, months"), how, months)
        if self.audit.is_yearly:
            spans = Recovery("year_below_ups", "year_last", "year_running", "year_discounted", "MAX(flow_year)", "*12")
        else:
            ups, last = "flow_discounted_below_ups", "flow_discounted_last_below"
            spans = Recovery(ups, last, "flow_running", "flow_discounted", "MAX(flow_month)")
        how = _("the same on discounted cash")
        self._payback("discounted_payback_months", _("Discounted payback, months"), how, spans)

    def _payback(self, id: str, name: str, how: str, rows: Recovery) -> None:
        self._measure(_Measure(id, name, how, "months", self._filled(payback(rows))))

    def _mirr(self) -> None:
        """The modified rate of return, over the flows that are discounted."""
        named, inputs = self.audit.named, self.audit.case.inputs
        flows, exponent = ("year_net", "year_exponent") if self.audit.is_yearly else ("flow_net", "flow_exponent")
        finance, again = (
            f"({named.rate(id if id in inputs else HURDLE_RATE)})" for id in (FINANCE_RATE, REINVESTMENT_RATE)
        )
        years = "(MAX(flow_month)/12)"
        inflow = f"SUMPRODUCT(({flows}>0)*{flows}*(1+{again})^-{exponent})*(1+{again})^{years}"
        outflow = f"-SUMPRODUCT(({flows}<0)*{flows}*(1+{finance})^-{exponent})"
        lost = self._filled("IF({outflow}>{least},{NO_POSITIVE_FLOW},{NO_NEGATIVE_FLOW})", outflow=outflow)
        has = self._filled("AND({inflow}>{least},{outflow}>{least})", inflow=inflow, outflow=outflow)
        text = f"IF({has},(({inflow})/({outflow}))^(1/{years})-1,{lost})"
        how = _("what comes in, carried to the end, over what goes out, carried to the start")
        self._measure(_Measure("mirr", _("Modified internal rate of return"), how, "rate", text))

    def _roots(self) -> None:
        """Every internal rate of return as a stored value, NPV at it, and what a spreadsheet finds."""
        say, sheet, audit = self.say, self.sheet, self.audit
        self.at += 1
        sheet.text(self.at, NAME, say("Internal rate of return"), "head")
        heads = (_("Rate, a stored value"), _("NPV at this rate"), _("IRR of the spreadsheet"))
        for column, head in enumerate(heads, VALUE):
            sheet.text(self.at, column, say(head), "head_note" if column == HOW else "head_right")
        self.at += 1
        roots = audit.every.result.measures.roots[SHOWN]
        far = audit.figures.reason(Why.NOT_MEANINGFUL)
        beyond, nothing = quoted(far), quoted(NOTHING)
        flows = {"monthly": "flow_net", "annual_end": "year_net", "mid_year": "half_net"}[audit.case.plan.discounting]
        for place in range(len(roots)):
            value, row = float(roots[place]), self.at
            at, has = f"$B${row + 1}", math.isfinite(value)
            style = "rate" if has else "rate_right"
            stored = f"INDEX({self.cases.down(f'irr{place}')},case_shown)"
            sheet.text(row, NAME, say("Rate {number}", number=str(place + 1)))
            sheet.formula(row, VALUE, f'=IF({stored}="",{nothing},{stored})', value if has else NOTHING, style)
            npv = f"SUMPRODUCT(flow_net,(1+{at})^-flow_exponent)"
            text = f"=IF({at}={nothing},{nothing},{npv})"
            sheet.formula(row, HOW, text, 0.0 if has else NOTHING, "exact_note")
            found = f"IFERROR((1+IRR({flows},(1+{at})^(1/periods_a_year)-1))^periods_a_year-1,{quoted(say('none'))})"
            # Spreadsheets fail beyond some rate, each beyond its own.
            text = f"=IF({at}={nothing},{nothing},IF({at}>meaningful_up_to,{beyond},{found}))"
            shown = NOTHING if not has else far if value > MEANINGFUL_UP_TO else value
            sheet.formula(row, PAGE, text, shown, "rate_right" if isinstance(shown, str) else "rate")
            audit.cells[f"root{place}"] = sheet.at(row, VALUE)
            audit.cells[f"npv_at_root{place}"] = sheet.at(row, HOW)
            self.at += 1
        why = audit.every.result.why("irr", SHOWN)
        notes = [
            say("Every rate at which NPV is nil is found by the program; a spreadsheet finds one, near its guess.")
        ]
        if why != Why.NONE:
            notes.append(say("Expected: {reason}.", reason=audit.figures.reason(why)))
        for note in notes:
            sheet.text(self.at, NAME, note, "quiet")
            self.at += 1

    def _simulation(self) -> None:
        """What many draws gave, as stored values, with their seed."""
        drawn, say, sheet = self.audit.case.simulation, self.say, self.sheet
        if drawn is None:
            return
        self.at += 1
        said = {"draws": self.audit.figures.show.number(drawn.draws), "seed": str(drawn.seed)}
        sheet.text(self.at, NAME, say("Simulation: {draws} draws, seed {seed}; stored values", **said), "bold")
        self.at += 1
        for percent, npv, months in zip(PERCENTILES, drawn.npv, drawn.payback, strict=True):
            share = self.audit.figures.show.rate(percent / 100)
            sheet.text(self.at, NAME, say("NPV that {share} of draws do not exceed", share=share))
            sheet.number(self.at, VALUE, npv, "money", "value")
            self.at += 1
            if math.isfinite(months):
                sheet.text(self.at, NAME, say("Payback that {share} of draws do not exceed, months", share=share))
                sheet.number(self.at, VALUE, months, "months", "value")
                self.at += 1
        for name, part in (
            (_("Share of draws with NPV above nil"), drawn.above_zero),
            (_("Share of draws in which cash is not recovered"), drawn.not_recovered),
        ):
            sheet.text(self.at, NAME, say(name))
            sheet.number(self.at, VALUE, part, "rate", "value")
            self.at += 1
