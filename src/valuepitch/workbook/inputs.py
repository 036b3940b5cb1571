"""Every assumption with its range, source and origin; the case shown; and the small tables that formulas look into."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from valuepitch.case.inputs import EXCHANGE, HURDLE_RATE, PRODUCT, PROSPECT, Input
from valuepitch.case.lines import DEPRECIATED
from valuepitch.case.timing import MONTH, Listed
from valuepitch.finance import depreciation
from valuepitch.finance.measures import CASH_MONTH, PLUS
from valuepitch.finance.recovery import NIL
from valuepitch.finance.roots import MEANINGFUL_UP_TO
from valuepitch.locale import _
from valuepitch.page.parts.cash_flow import depreciation_words
from valuepitch.page.parts.sources import source_of, tag_of
from valuepitch.workbook.audit import SHOWN, Audit
from valuepitch.workbook.cases import Cases, Ends, number_style, searched_style
from valuepitch.workbook.checks import CHECK_SHARE
from valuepitch.workbook.names import defined
from valuepitch.workbook.tables import YEAR_INDEX, depreciation_names, list_name

NAME, UNIT, EXPECTED, LOW, HIGH, CASE, NIL_AT, NIL_NPV, ORIGIN, SOURCE, AS_OF, CALLED = range(12)
HEAD_ROW, TOP = 3, 5

_HEADS = (
    _("Input"),
    _("Unit"),
    _("Expected"),
    _("Low"),
    _("High"),
    _("In the case shown"),
    _("NPV is nil at, a stored value"),
    _("NPV at this value"),
    _("Origin"),
    _("Source"),
    _("As of"),
    _("Name in formulas"),
)
_GROUPS = {
    "prospect": _("Figures of the prospect"),
    "product": _("Figures of the profile"),
    "rates": _("Rates"),
}
_UNITS = {
    "money": _("{currency}"),
    "money_per_hour": _("{currency} an hour"),
    "rate": _("share"),
    "hours": _("hours"),
    "days": _("days"),
    "month": _("month"),
    "count": _("number"),
}
PERIODS = {"monthly": 12.0, "annual_end": 1.0, "mid_year": 2.0}


@dataclass(frozen=True)
class _Constant:
    """A number of the conventions that formulas name."""

    name: str
    label: str
    value: float
    style: str


class InputSheet:
    """Writes the sheet; where inputs stand is known from the start, since other sheets refer to them."""

    def __init__(self, audit: Audit) -> None:
        self.audit, self.sheet, self.say = audit, audit.sheets["inputs"], audit.say
        self.rows: dict[str, int] = {}
        self.heads: dict[int, str] = {}
        at = TOP
        for group, title in _GROUPS.items():
            items = [item for item in audit.case.inputs.values() if _group(item) == group]
            if items:
                self.heads[at] = title
                self.rows |= {item.id: at + place for place, item in enumerate(items, 1)}
                at += len(items) + 2
        self.at = at
        for id, row in self.rows.items():
            audit.book.define(defined(id), self.sheet.at(row, CASE))

    @property
    def ends(self) -> dict[str, Ends]:
        """By input its cells."""
        return {
            id: Ends(*(self.sheet.at(row, column) for column in (EXPECTED, LOW, HIGH, NIL_AT)))
            for id, row in self.rows.items()
        }

    def write(self, cases: Cases) -> None:
        sheet, say = self.sheet, self.say
        sheet.text(0, NAME, say("Inputs"), "title")
        said = say(
            "Cells with a frame are assumptions: change one, and every formula follows. Grey cells are stored and stay."
        )
        sheet.text(1, NAME, said, "quiet")
        for column, head in enumerate(_HEADS):
            style = (
                "head_right" if EXPECTED <= column <= NIL_NPV else "head_note" if column in (UNIT, ORIGIN) else "head"
            )
            sheet.text(HEAD_ROW, column, say(head), style)
        for row, title in self.heads.items():
            sheet.text(row, NAME, say(title), "bold")
        for id, row in self.rows.items():
            self._input(self.audit.case.inputs[id], row, cases)
        self._tables()
        sheet.page.freeze_panes(HEAD_ROW + 1, 1)
        sheet.widths({"A": 46, "B": 14, "C:F": 15, "G:H": 17, "I": 15, "J": 46, "K": 12, "L": 36})
        sheet.page.set_row(HEAD_ROW, 32)
        sheet.printed(rows=f"{HEAD_ROW}:{HEAD_ROW}")

    def _input(self, item: Input, row: int, cases: Cases) -> None:
        audit, sheet, f = self.audit, self.sheet, self.audit.figures
        low, high = item.ends
        values = [item.value, *((low, high) if item.has_range else ())]
        style = number_style(item.kind, all(value == round(value) for value in values))
        sheet.text(row, NAME, f.label(item))
        currency = audit.case.product.currency if item.file == PRODUCT else audit.case.prospect.currency
        unit = self.say(_UNITS[item.kind], currency=currency)
        sheet.text(row, UNIT, "" if item.id == EXCHANGE else unit, "note")
        for column, value in zip((EXPECTED, LOW, HIGH), values, strict=False):
            sheet.number(row, column, value, style, "input")
        shown = f"={sheet.at(row, EXPECTED).partition('!')[2]}"
        if item.id in cases.formulas.columns:
            shown = f"=INDEX({cases.down(item.id)},case_shown)"
        sheet.formula(row, CASE, shown, float(audit.every.rows[item.id][SHOWN]), style)
        nil = audit.case.break_even.get(item.id, float("nan"))
        if np.isfinite(nil):
            sheet.number(row, NIL_AT, nil, searched_style(item.kind, nil), "value")
        if item.id in audit.every.nil_at:
            self._npv_at_nil(item.id, row, cases)
        sheet.text(row, ORIGIN, tag_of(f, item), "indented")
        sheet.text(row, SOURCE, source_of(f, item))
        if item.sourced.as_of:
            sheet.text(row, AS_OF, item.sourced.as_of.isoformat())
        sheet.text(row, CALLED, defined(item.id), "quiet")

    def _npv_at_nil(self, id: str, row: int, cases: Cases) -> None:
        """NPV at the value that was found, in the sheet of cases; nil where rounding alone is left."""
        every = self.audit.every
        case = every.count - len(every.nil_at) + every.nil_at.index(id)
        npv, gross = (cases.cell(key, case) for key in ("npv", "gross"))
        value, size = float(every.result.value("npv", case)), float(cases.sizes[case])
        shown = 0.0 if abs(value) <= CHECK_SHARE * size else value
        self.sheet.formula(row, NIL_NPV, f"=IF(ABS({npv})<=check_share*{gross},0,{npv})", shown, "money")

    # --- tables ---

    def _tables(self) -> None:
        self._constants(
            _("Numbers of the conventions"),
            [
                *self._conventions(),
                *(
                    _Constant(name, self.say("Number in: {place}", place=place), value, "decimal")
                    for (place, value), name in self._written()
                ),
            ],
        )
        horizon = self.audit.horizon
        self._column(_("Whole years"), YEAR_INDEX, [float(year) for year in range(horizon // 12 + 1)], "whole", "")
        for line in self.audit.case.plan.lines:
            if isinstance(line.timing, Listed):
                months = line.timing.by == MONTH
                head = _("{line}: by month, month 0 first") if months else _("{line}: by year, month 0 first")
                title = self.say(head, line=self.audit.name_of(line))
                self._column(title, list_name(line), line.timing.amounts, "exact")
        written_off = [
            line
            for line in self.audit.case.plan.lines
            if line.taxed == DEPRECIATED and (self.audit.has_tax or line.salvage)
        ]
        for method in dict.fromkeys(line.depreciation for line in written_off):
            self._depreciation(method)

    def _written(self) -> list[tuple[tuple[str, float], str]]:
        """Numbers that were written in formulas, by the name of the row in which they stand."""
        names = {line.path: self.audit.name_of(line) for line in self.audit.case.plan.lines}
        found = []
        for (place, value), name in self.audit.numbers.found.items():
            label = names.get(place.split(".")[0], place)
            found.append(((label, value), name))
        return found

    def _conventions(self) -> Iterator[_Constant]:
        discounting = self.audit.case.plan.discounting
        yield _Constant("points_added", self.say("Points added to the hurdle rate"), PLUS, "rate")
        yield _Constant(
            "position_month", self.say("Month of the position that is always shown"), float(CASH_MONTH), "whole"
        )
        yield _Constant(
            "periods_a_year", self.say("Periods a year of the rate of return"), PERIODS[discounting], "whole"
        )
        yield _Constant(
            "meaningful_up_to", self.say("Highest rate of return that says something"), MEANINGFUL_UP_TO, "rate"
        )
        if discounting == "mid_year":
            yield _Constant("half", self.say("Half a year, for flows at mid-year"), 0.5, "decimal")
        yield _Constant(
            "check_share", self.say("Difference that a check allows, as a share of the gross flow"), CHECK_SHARE, "tiny"
        )
        yield _Constant("tolerance", self.say("What counts as nil, as a share of the gross flow"), NIL, "tiny")

    def _constants(self, title: str, constants: Sequence[_Constant]) -> None:
        self.sheet.text(self.at, NAME, self.say(title), "bold")
        for at, constant in enumerate(constants, self.at + 1):
            self.sheet.text(at, NAME, constant.label)
            self.sheet.number(at, EXPECTED, constant.value, constant.style, "input")
            self.sheet.text(at, CALLED, constant.name, "quiet")
            self.audit.book.define(constant.name, self.sheet.at(at, EXPECTED))
        self.at += len(constants) + 2

    def _column(self, title: str, name: str, values: Sequence[float], style: str, over: str = "input") -> None:
        """A small table: numbers one below the other under one name."""
        self.sheet.text(self.at, NAME, self.say(title), "bold")
        self.sheet.text(self.at, CALLED, name, "quiet")
        for at, value in enumerate(values, self.at + 1):
            self.sheet.number(at, EXPECTED, value, style, over)
        self.audit.book.define(name, self.sheet.down(EXPECTED, self.at + 1, self.at + len(values)))
        self.at += len(values) + 2

    def _depreciation(self, method: str) -> None:
        """The years of a method, and the share of the cost that each writes off."""
        shares, said = depreciation.shares(method).tolist(), depreciation_words(self.audit.figures, method)
        year_name, share_name = depreciation_names(method)
        self.sheet.text(self.at, NAME, self.say("Write-off by tax year: {method}", method=said), "bold")
        self.sheet.text(self.at, EXPECTED, self.say("Share"), "head_right")
        self.sheet.text(self.at, CALLED, share_name, "quiet")
        first = self.at + 1
        for at, (year, share) in enumerate(zip(range(1, len(shares) + 1), shares, strict=True), first):
            self.sheet.number(at, UNIT, float(year), "whole")
            self.sheet.number(at, EXPECTED, share, "rate", "input")
        last = self.at + len(shares)
        self.audit.book.define(year_name, self.sheet.down(UNIT, first, last))
        self.audit.book.define(share_name, self.sheet.down(EXPECTED, first, last))
        self.at = last + 2


def _group(item: Input) -> str:
    if not item.named and item.id.partition(".")[0] not in ("costs", "benefits", "financing") and "[" not in item.id:
        return "rates"
    return "prospect" if item.file == PROSPECT and item.id != HURDLE_RATE else "product"
