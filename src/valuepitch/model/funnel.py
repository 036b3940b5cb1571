"""The funnel file: a sales team's own rates from a call to a sale, for two lists, and how likely each level buys."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field

from valuepitch.model.base import Record
from valuepitch.model.prospect import Person
from valuepitch.model.sourced import Hours, Length, PerHour, Price, Share, Sourced
from valuepitch.model.texts import Currency, Name, PageLanguage

Size = Literal["small", "mid", "large"]
ContactLevel = Literal["owner", "cfo", "controller", "division"]
SIZES: tuple[Size, ...] = get_args(Size)
CONTACT_LEVELS: tuple[ContactLevel, ...] = get_args(ContactLevel)
LISTS = ("bottom_up", "top_down")


class Calls(Sourced):
    """A number of calls, above nil."""

    fixed = "count"
    bounds = (1.0, 1e8)


class HourCost(PerHour):
    """What an hour of selling costs."""

    bounds = (0.0, 1e9)


class Effort(Hours):
    """Hours for one call, appointment or proposal."""

    bounds = (0.0, 10_000.0)


class CallTime(Hours):
    """Hours that a call takes; never none, so that revenue an hour is one."""

    bounds = (0.01, 10_000.0)


class ListRates(Record):
    """One list: how many calls, what becomes of them, and what they take."""

    calls: Calls = Field(description="Conversations that the list is to give in all, one an account.")
    calls_a_month: Calls = Field(description="Conversations that the team has in a month.")
    call_to_appointment: Share = Field(description="Share of conversations that become an appointment.")
    appointment_to_proposal: Share = Field(description="Share of appointments that become a proposal.")
    closing_rate: Share = Field(description="Share of proposals that become a sale.")
    cycle: Length = Field(description="Months from the first call of an account to its sale.")
    revenue_per_sale: Price = Field(description="Revenue of one sale.")
    research_hours: Effort = Field(description="Hours of research before one call.")
    call_hours: CallTime = Field(description="Hours of dialling and talking for one call.")
    appointment_hours: Effort = Field(description="Hours for one appointment, travel included.")
    proposal_hours: Effort = Field(description="Hours for one proposal.")
    hour_cost: HourCost = Field(description="What an hour of selling costs.")


class BySize(Record):
    """Likelihoods of one level, by the size of the firm."""

    small: Share
    mid: Share
    large: Share


class Likelihoods(Record):
    """How likely an account buys that is called at a level, by the size of the firm."""

    owner: BySize
    cfo: BySize
    controller: BySize
    division: BySize


class Funnel(Record):
    """``funnel.yaml``: the economics of two lists, bottom up and top down, before anyone dials."""

    name: Name = Field(description="What is planned, as the page calls it.")
    seller: Name = Field(description="Whose plan it is.")
    currency: Currency
    language: PageLanguage = Field("en", description="The language of the page.")
    contact: Person | None = Field(None, description="Who the page is for.")
    bottom_up: ListRates = Field(description="Accounts called where the work is done, the decision further up.")
    top_down: ListRates = Field(description="Accounts called where the decision is made.")
    likelihood: Likelihoods

    def lists(self) -> dict[str, ListRates]:
        """Both lists by name, in the order of :data:`LISTS`."""
        return {name: getattr(self, name) for name in LISTS}
