"""Printed figures: value, unit, text, and the inputs behind them.

Every part of the page takes its figures from here, so that the same quantity
prints the same in title, chart, table and prose.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from valuepitch.case.inputs import EXCHANGE, HURDLE_RATE, PRODUCT, Input
from valuepitch.case.study import EXPECTED, Case
from valuepitch.finance import Why
from valuepitch.locale import Language, _
from valuepitch.model.redact import WITHHELD
from valuepitch.model.sourced import is_stale
from valuepitch.model.texts import Text
from valuepitch.money import NOTHING, Formatter, Unit
from valuepitch.page.readers import READERS, Reader
from valuepitch.page.reasons import reason
from valuepitch.text import clean


@dataclass(frozen=True)
class Figure:
    """One printed quantity.

    Attributes:
        value: unrounded; NaN where there is none.
        unit: money, rate, months or the unit of an input.
        text: as it is printed; the reason where it has no value.
        rests_on: the inputs behind it, by name.
    """

    value: float
    unit: str
    text: str
    rests_on: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.text


_UNITS = {
    "roi": "rate",
    "irr": "rate",
    "mirr": "rate",
    "breakeven_haircut": "rate",
    "cost_overrun": "rate",
    "payback_months": "months",
    "discounted_payback_months": "months",
    "slip_months": "months",
    "lowest_cash_month": "months",
}

# What a line of the accounts is called on the page.
ACCOUNT_LABELS = {
    "revenue": _("Revenue, a year"),
    "cost_of_sales": _("Cost of sales, a year"),
    "gross_margin": _("Gross margin, a year"),
    "operating_expense": _("Operating expense, a year"),
    "payroll": _("Payroll, a year"),
    "ebitda": _("EBITDA, a year"),
    "operating_income": _("Operating income, a year"),
    "net_income": _("Net income, a year"),
    "receivables": _("Receivables"),
    "inventory": _("Inventory"),
    "payables": _("Payables"),
    "cash": _("Cash"),
    "debt": _("Debt"),
    "capital_expenditure": _("Capital expenditure, a year"),
    "hurdle_rate": _("Hurdle rate"),
    "tax_rate": _("Tax rate"),
    "inflation": _("Inflation"),
    "exchange_rate": _("Exchange rate"),
    "conventions.finance_rate": _("Finance rate"),
    "conventions.reinvestment_rate": _("Reinvestment rate"),
    "financing.loan.share": _("Share borrowed"),
    "financing.loan.rate": _("Loan rate, a year"),
    "financing.loan.months": _("Months of the loan"),
    "financing.lease.payment": _("Lease payment, a month"),
    "financing.lease.months": _("Months of the lease"),
    "conventions.conversion_factor": _("Cash out of released time"),
}

# What an input without a name of its own is called, by the last part of its path.
PART_LABELS = {
    "risk": _("Risk reduction: {row}"),
    "attribution": _("Share attributed: {row}"),
    "from_month": _("First month: {row}"),
    "months_to_full": _("Months to full effect: {row}"),
    "ramp": _("Share of full effect, month {month}: {row}"),
    "escalation": _("Yearly rise: {row}"),
    "month": _("Month: {row}"),
    "over_months": _("Months it takes: {row}"),
    "days": _("Days: {row}"),
    "amount": _("{row}"),
    "salvage": _("Salvage: {row}"),
    "loss": _("Loss: {row}"),
    "probability": _("Fall in yearly probability: {row}"),
    "contribution_margin": _("Contribution margin: {row}"),
    "hours": _("Hours lost, a year: {row}"),
    "cost_per_hour": _("Cost of an hour: {row}"),
    "avoided": _("Share avoided: {row}"),
    "revenue": _("Revenue, a year: {row}"),
    "price": _("Change of price: {row}"),
    "volume": _("Change of volume: {row}"),
    "customers": _("Customers: {row}"),
    "gained": _("New customers a month: {row}"),
    "before": _("Lost in a month today: {row}"),
    "after": _("Lost in a month after: {row}"),
    "margin": _("Margin of a customer a month: {row}"),
}


class Figures:
    """The figures of one case in one language, on one day, for one kind of reader.

    Args:
        texts: the language of the texts of the files where it is another one, as in the terminal.
    """

    def __init__(
        self,
        case: Case,
        language: Language,
        day: date | None = None,
        reader: Reader = READERS["cfo"],
        texts: str | None = None,
        negatives: str = "parentheses",
    ) -> None:
        self.case = case
        self.language = language
        self.day = day
        self.reader = reader
        self.texts = texts or language.code
        self.say = language.say
        self.say_n = language.say_n
        self.show = Formatter(language.locale, case.prospect.currency, negatives)
        self.theirs = Formatter(language.locale, case.product.currency)  # of the profile's own amounts

    # --- measures ---

    def measure(self, name: str, row: int = EXPECTED) -> Figure:
        """A measure of one scenario; where it has no value, its reason is what is printed."""
        value, why = self.case.result.value(name, row), self.case.result.why(name, row)
        unit = _UNITS.get(name, "money")
        if math.isnan(value) or (why == Why.NOT_MEANINGFUL):
            return Figure(value, unit, self.reason(why))
        return Figure(value, unit, self.printed(value, unit), tuple(self.case.inputs))

    def printed(self, value: float, unit: str) -> str:
        """A computed value by its unit."""
        if unit == "rate":
            return self.show.rate(value)
        return self.show.months(value) if unit == "months" else self.show.money(value)

    def reason(self, why: Why) -> str:
        return reason(why, self.language, self.span)

    def why(self, name: str, row: int = EXPECTED) -> Why:
        return self.case.result.why(name, row)

    @property
    def horizon(self) -> int:
        return self.case.plan.horizon

    @cached_property
    def horizon_words(self) -> str:
        """three years, or 30 months."""
        years, rest = divmod(self.horizon, 12)
        if rest:
            return self.say_n("{count} month", "{count} months", self.horizon)
        return self.say_n("{count} year", "{count} years", years)

    @cached_property
    def span(self) -> str:
        """The horizon in months: 36 months."""
        return self.say_n("{n} month", "{n} months", self.horizon, n=self.show.number(self.horizon))

    @cached_property
    def is_ranged(self) -> bool:
        """Whether an input that moves the value has a range."""
        return any(bar.swing > 0 for bar in self.case.sensitivity)

    @cached_property
    def npv(self) -> Figure:
        return self.measure("npv")

    @cached_property
    def rate(self) -> Figure:
        """The rate that discounts: the hurdle rate as it was stated, or what inflation makes of it."""
        value = float(self.case.result.rate[EXPECTED])
        return Figure(value, "rate", self.rate_text(value), ("hurdle_rate",))

    def rate_text(self, value: float) -> str:
        """A rate that discounts: as it was stated, or as inflation makes it."""
        return self.show.rate(value) if self.is_rate_turned else self.show.stated_rate(value)

    @property
    def is_rate_turned(self) -> bool:
        """Whether inflation turned the hurdle rate onto the price basis of the cash."""
        return self.case.plan.rate_prices != self.case.plan.price_basis

    @cached_property
    def outlay(self) -> Figure:
        """The one-time costs; where there are none, what is paid at month 0, or else in the first year."""
        result = self.case.result
        costs = result.costs[EXPECTED]
        value = float(result.outlay[EXPECTED]) or float(costs[0]) or float(costs[:13].sum())
        return Figure(
            value, "money", self.show.money(value), tuple(f"{c.path}.amount" for c in self.case.lines("cost"))
        )

    @cached_property
    def unit(self) -> Unit:
        """The unit of the cash flow table and of both charts."""
        result = self.case.result
        values = [*result.net.cumsum(axis=1)[:2].flat]
        values += [result.benefits[EXPECTED].sum(), result.costs[EXPECTED].sum()]
        values += [end for bar in self.case.sensitivity for end in (bar.npv_low, bar.npv_high)]
        return self.show.unit(float(value) for value in values)

    @cached_property
    def unit_text(self) -> str:
        """$K."""
        names = {
            "": _("{currency}"),
            "K": _("{currency}K"),
            "M": _("{currency}M"),
            "B": _("{currency}B"),
        }
        symbol = self.show.symbol
        return self.say(names[self.unit.letter], currency=symbol if len(symbol) == 1 else f"{symbol} ")

    # --- inputs ---

    def label(self, item: Input) -> str:
        """What an input is called on the page."""
        if item.label is not None:
            return self.text(item.label)
        if item.id in ACCOUNT_LABELS:
            return self.say(ACCOUNT_LABELS[item.id])
        if item.named:
            return item.id.replace("_", " ").capitalize()
        parts = item.id.split(".")
        line = next(line for line in self.case.plan.lines if line.path == parts[0])
        key, _bracket, place = parts[-1].partition("[")
        month = str(int(place.rstrip("]")) + 1) if place else ""
        return self.say(PART_LABELS[key], row=self.text(self.case.row(line).name), month=month)

    def evidence(self, said: str | None) -> str | None:
        """Where something stands, as it was written; who keeps it where that was left out."""
        return self.say("kept by {seller}", seller=self.case.product.seller) if said == WITHHELD else said

    def account(self, name: str) -> str:
        """What a line of the accounts is called."""
        return self.say(ACCOUNT_LABELS[name])

    def input_value(self, item: Input) -> str:
        """An input's expected value."""
        return self.input_at(item, item.value)

    def input_at(self, item: Input, value: float) -> str:
        """Another value of an input, printed as its own is."""
        if item.id == EXCHANGE:
            return self.show.exact(value)
        if item.kind == "rate":
            return self.show.stated_rate(value)
        return self._shown_in(item).money(value) if "money" in item.kind else self.show.number(value)

    def _shown_in(self, item: Input) -> Formatter:
        return self.theirs if item.file == PRODUCT else self.show

    def input_range(self, item: Input) -> str:
        """An input's range, or a dash."""
        if not item.has_range:
            return NOTHING
        low, high = item.ends
        if item.kind == "rate":
            return self.show.rate_span(low, high)
        if item.id == EXCHANGE:
            return f"{self.show.exact(low)}–{self.show.exact(high)}"
        return self._shown_in(item).money_span(low, high) if "money" in item.kind else self.show.number_span(low, high)

    def is_stale(self, item: Input) -> bool:
        """Whether a figure that was measured at others is more than three years older than the page."""
        return self.day is not None and is_stale(item.sourced, self.day)

    def nil_at(self, item: Input) -> str:
        """The value of an input at which NPV is nil, or a dash; of the rate that discounts that is the IRR."""
        if item.id == HURDLE_RATE:
            return self.measure("irr").text if self.why("irr") == Why.NONE and not self.is_rate_turned else NOTHING
        value = self.case.break_even.get(item.id, math.nan)
        if math.isnan(value):
            return NOTHING
        if item.kind == "month":  # the last whole month at which the case still holds
            if value >= item.value:
                return self.say("after {month}", month=self.show.number(math.floor(value + 1e-9)))
            return self.say("before {month}", month=self.show.number(math.ceil(value - 1e-9)))
        if item.id == EXCHANGE and value < 0.005:
            return NOTHING
        return self.show.rate(value) if item.kind == "rate" else self.input_at(item, value)

    # --- texts of the profile ---

    def text(self, text: Text) -> str:
        """A text of the files in the page's language, its placeholders filled."""
        said = text.said(self.texts)
        assert said is not None, "checked when the files are read"
        return clean(self.language.fill(said, self._placeholder))

    def _placeholder(self, name: str) -> str:
        if name in self.case.inputs:
            return self.input_value(self.case.inputs[name])
        if name == "outlay":
            return self.outlay.text
        if name == "npv":
            return self.npv.text
        return self.payback_words() if name == "payback" else self.horizon_words

    def payback_words(self, row: int = EXPECTED) -> str:
        """16 months, or not within 36 months."""
        return self.months_words(self.measure("payback_months", row).value, self.why("payback_months", row))

    def months_words(self, value: float, why: Why) -> str:
        """A number of months, or the reason for having none."""
        if why != Why.NONE:
            return self.reason(why)
        return self.say_n("{n} month", "{n} months", math.ceil(value - 1e-9), n=self.show.months(value))
