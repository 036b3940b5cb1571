"""Checks that every figure hangs together: each is nil where it does."""

from __future__ import annotations

import numpy as np

from valuepitch.finance.recovery import NIL
from valuepitch.locale import _
from valuepitch.money import NOTHING
from valuepitch.workbook.audit import SHOWN, Audit
from valuepitch.workbook.cases import Cases
from valuepitch.workbook.names import quoted

NAME, DIFFERENCE, ALLOWED, SAID = range(4)
HEAD_ROW, TOP = 5, 6
OK, WRONG = _("OK"), _("CHECK")
CHECK_SHARE = 1e-9  # of the gross flow


class CheckSheet:
    """Writes the sheet, after all others that it looks at."""

    def __init__(self, audit: Audit, cases: Cases) -> None:
        self.audit, self.cases = audit, cases
        self.sheet, self.say, self.at = audit.sheets["checks"], audit.say, TOP
        self.ok, self.wrong = quoted(self.say(OK)), quoted(self.say(WRONG))

    def write(self) -> None:
        sheet, say, cells = self.sheet, self.say, self.audit.cells
        sheet.text(0, NAME, say("Checks"), "title")
        sheet.text(
            1,
            NAME,
            say(
                "Each is nil but for rounding. Once an input is changed, those about the page and stored rates differ."
            ),
            "quiet",
        )
        self._sizes()
        for column, head in enumerate((_("Check"), _("Difference"), _("Allowed"), _("Result"))):
            style = {NAME: "head", SAID: "head_center"}.get(column, "head_right")
            sheet.text(HEAD_ROW, column, say(head), style)
        npv = cells["npv"]
        self._check(_("NPV of the spreadsheet’s function less NPV by discount factors"), self._by_function(npv))
        self._check(
            _("Present value of benefits less that of costs, less NPV"),
            f"{cells['pv_benefits']}-{cells['pv_costs']}-{npv}",
        )
        self._check(
            _("NPV of the case shown in the sheet of cases, less NPV"),
            f"INDEX({self.cases.down('npv')},case_shown)-{npv}",
        )
        self._check(
            _("Sum of net cash less cumulative cash in the last month"),
            "SUM(flow_net)-INDEX(flow_cumulative,1,COLUMNS(flow_cumulative))",
        )
        lines = self._lines()
        self._check(_("Sum of the lines less net cash"), f"{lines}-SUM(flow_net)")
        for place in range(self.audit.every.result.measures.roots.shape[1]):
            self._root(place, cells[f"npv_at_root{place}"], cells[f"root{place}"])
        for key in [key for key in cells if key.startswith("page:")]:
            shown = cells[key.removeprefix("page:")]
            self._page(key, shown)
        last = self.at
        sheet.text(last + 1, NAME, say("All checks"), "bold")
        said = f"D{TOP + 1}:D{last}"
        text = f"=IF(COUNTIF({said},{self.ok})=ROWS({said}),{self.ok},{self.wrong})"
        sheet.formula(last + 1, SAID, text, say(OK), "ok")
        self.audit.cells["all_checks"] = sheet.at(last + 1, SAID)
        sheet.widths({"A": 82, "B:C": 14, "D": 12})
        sheet.page.freeze_panes(TOP, 0)
        sheet.printed(landscape=False)

    def _sizes(self) -> None:
        """Every flow without its sign, in all and discounted: what rounding is measured by."""
        cash, shown = self.audit.every.result.cash, SHOWN
        flows = np.abs(cash.benefits[shown]) + np.abs(cash.costs[shown])
        self._gross = float(flows.sum())
        rows = (
            ("gross_flow", _("Gross flow of the case shown: every benefit and every cost"), "", self._gross),
            ("gross_value", _("The same, discounted"), "*flow_discount", float(flows @ self.audit.factors[shown])),
        )
        for at, (name, said, discounted, value) in enumerate(rows, 2):
            parts = (
                f"SUMPRODUCT((({flow}>0)-({flow}<0))*{flow}{discounted})" for flow in ("flow_benefits", "flow_costs")
            )
            self.sheet.text(at, NAME, self.say(said), "quiet")
            self.sheet.formula(at, DIFFERENCE, f"={'+'.join(parts)}", value, "money")
            self.audit.book.define(name, self.sheet.at(at, DIFFERENCE))

    def _check(self, name: str, difference: str, of: str = "", size: float | None = None, **said: str) -> None:
        """A difference that has to be nil, to a billionth of ``of``: the gross flow where nothing is named."""
        sheet, row = self.sheet, self.at + 1
        size = self._gross if size is None else size
        sheet.text(self.at, NAME, self.say(name, **said))
        sheet.formula(self.at, DIFFERENCE, f"={difference}", 0.0, "tiny")
        allowed = f"=(ABS({of or 'gross_flow'})+1)*check_share"
        sheet.formula(self.at, ALLOWED, allowed, (abs(size) + 1) * CHECK_SHARE, "tiny")
        sheet.formula(self.at, SAID, f"=IF(ABS(B{row})<=C{row},{self.ok},{self.wrong})", self.say(OK), "ok")
        self.at += 1

    def _page(self, key: str, shown: str) -> None:
        """A measure of the expected case against the stored value that the page prints."""
        id, page = key.removeprefix("page:"), self.audit.cells[key]
        pattern = _("{measure}: the page’s figure less the one here, expected case")
        difference = f"IF(case_shown=1,{page}-{shown},0)"
        self._check(pattern, difference, page, self.audit.measure(id), measure=self.audit.names[id])

    def _root(self, place: int, npv: str, root: str) -> None:
        """NPV at a rate of return, beside the gross flow discounted at that rate: near -100 % both are huge.

        *Why:* next to -100 % the last digit of the rate itself moves NPV, by years / (1 + rate) times its own size.
        """
        factors = f"(1+{root})^-flow_exponent"
        slack = f"(1+tolerance/check_share*MAX(flow_exponent)/(1+{root}))"
        gross = f"SUMPRODUCT(((flow_net>0)-(flow_net<0))*flow_net*{factors})*{slack}"
        stored = self.audit.every.result.measures.roots[SHOWN, place]
        size = np.abs(self.audit.every.result.net[SHOWN]) @ (1 + stored) ** -self.audit.exponents
        size *= 1 + NIL / CHECK_SHARE * self.audit.exponents[-1] / (1 + stored)
        name = _("NPV at the stored rate of return")
        none = f"{root}={quoted(NOTHING)}"
        self._check(name, f"IF({none},0,{npv})", f"IF({none},0,{gross})", float(np.nan_to_num(size)))

    def _lines(self) -> str:
        final = "after" if self.audit.is_taxed else "flow"
        parts = [
            ("+" if line.side == "benefit" else "-") + f"SUM({self.audit.months(f'{line.path}:{final}')})"
            for line in self.audit.case.plan.lines
            if line.counted
        ]
        return "".join(parts).removeprefix("+") or "0"

    def _by_function(self, npv: str) -> str:
        """NPV of the first period added to what the spreadsheet's function makes of the rest."""
        flows, rate = "flow_net", "(1+rate_shown)^(1/12)-1"
        if self.audit.case.plan.discounting == "annual_end":
            flows, rate = "year_net", "rate_shown"
        elif self.audit.case.plan.discounting == "mid_year":
            flows, rate = "half_net", "(1+rate_shown)^half-1"
        # The function discounts its first flow by a period; multiplied by one period, it does not.
        return f"NPV({rate},{flows})*(1+{rate})-{npv}"
