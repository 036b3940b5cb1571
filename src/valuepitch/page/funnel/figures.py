"""The printed figures of a funnel, and what its lists, steps and inputs are called."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

from valuepitch.case.funnel import CONSERVATIVE, EXPECTED, FAVOURABLE, FunnelResult
from valuepitch.locale import Language, _
from valuepitch.model.sourced import Sourced
from valuepitch.money import NOTHING, Formatter

LISTS = {"bottom_up": _("Bottom-up"), "top_down": _("Top-down")}
CASES = (_("conservative"), _("expected"), _("favourable"))
INPUTS = {
    "calls": _("Calls"),
    "calls_a_month": _("Calls a month"),
    "call_to_appointment": _("Call to appointment"),
    "appointment_to_proposal": _("Appointment to proposal"),
    "closing_rate": _("Proposal to sale"),
    "cycle": _("Months, call to sale"),
    "revenue_per_sale": _("Revenue of a sale"),
    "research_hours": _("Hours of research for a call"),
    "call_hours": _("Hours of a call"),
    "appointment_hours": _("Hours of an appointment"),
    "proposal_hours": _("Hours of a proposal"),
    "hour_cost": _("Cost of an hour"),
}
OUTCOMES = {
    "calls": _("Calls"),
    "appointments": _("Appointments"),
    "proposals": _("Proposals"),
    "sales": _("Sales"),
    "revenue": _("Revenue"),
    "hours": _("Hours of selling"),
    "research_share": _("Share of them in research"),
    "cost": _("Cost of the hours"),
    "revenue_per_hour": _("Revenue an hour"),
    "cost_per_sale": _("Selling cost of a sale"),
    "calls_per_sale": _("Calls that a sale takes"),
    "first_sale": _("Months to the first sale"),
}
LEVELS = {
    "owner": _("Owner or president"),
    "cfo": _("CFO"),
    "controller": _("Controller"),
    "division": _("Division’s head of finance"),
}
SIZES = {"small": _("small"), "mid": _("mid-size"), "large": _("large")}

_MONEY = frozenset({"revenue", "cost", "revenue_per_hour", "cost_per_sale"})
# What stands where a list gives no figure.
_NO_SALE = _("no sale")
_UNDER_ONE = _("under 1 sale")


@dataclass(frozen=True)
class FunnelFigures:
    """The figures of one funnel in one language."""

    result: FunnelResult
    language: Language

    @cached_property
    def show(self) -> Formatter:
        return Formatter(self.language.locale, self.result.funnel.currency)

    def say(self, message: str, /, **figures: str) -> str:
        """A message of the catalogue with printed figures in it."""
        return self.language.say(message, **figures)

    def outcome(self, name: str, of: str, scenario: int = EXPECTED) -> str:
        """One outcome of a list as it is printed, or why it has none."""
        value = self.result.value(name, of, scenario)
        if math.isnan(value):
            none = _UNDER_ONE if name == "first_sale" else _NO_SALE
            return self.say(none)
        if name in _MONEY:
            return self.show.money(value)
        if name == "research_share":
            return self.show.rate(value)
        return self.show.months(value) if name == "first_sale" else self.show.number(value)

    def ends(self, name: str, of: str) -> tuple[str, str]:
        """An outcome's conservative and favourable value."""
        return self.outcome(name, of, CONSERVATIVE), self.outcome(name, of, FAVOURABLE)

    def input_value(self, sourced: Sourced) -> str:
        """An input's expected value."""
        return self.input_at(sourced, float(sourced.value))

    def input_at(self, sourced: Sourced, value: float) -> str:
        """Another value of an input, printed as its own is."""
        if sourced.kind == "rate":
            return self.show.stated_rate(value)
        return self.show.money(value) if "money" in sourced.kind else self.show.written(round(value, 2))

    def input_range(self, sourced: Sourced) -> str:
        """An input's range, or a dash."""
        if not sourced.has_range:
            return NOTHING
        low, high = sourced.ends
        if sourced.kind == "rate":
            return self.show.rate_span(low, high)
        if "money" in sourced.kind:
            return self.show.money_span(low, high)
        return f"{self.show.written(low)}–{self.show.written(high)}"
