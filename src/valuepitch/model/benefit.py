"""The benefits of a product profile: what the product brings, in which form it is stated and how it comes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from valuepitch.model.base import Fault, Record, shown
from valuepitch.model.cost import FinancialLine, ListedBy, check_list, check_sign
from valuepitch.model.numbers import Horizon
from valuepitch.model.sourced import (
    Amount,
    Change,
    DaysAmount,
    HeadCount,
    Hours,
    LengthOrName,
    MonthOrName,
    OrFormula,
    Origin,
    PerHour,
    PlainAmount,
    Price,
    Rate,
    Share,
)
from valuepitch.model.texts import Flag, Id, Label, Name, Source

BenefitKind = Literal["cash", "margin", "avoidance", "working_capital", "capacity"]

# What a working-capital account turns on.
ACCOUNT_BASES = {"receivables": "revenue", "inventory": "cost_of_sales", "payables": "cost_of_sales"}


class Ramp(Record):
    """How a benefit grows: from a month, to its full effect over some months; or a list of shares by month."""

    from_month: MonthOrName
    months_to_full: LengthOrName


RampOrList = Annotated[
    Annotated[Ramp, Tag("<ramp>")] | Annotated[tuple[Share, ...], Field(min_length=1, max_length=120), Tag("<list>")],
    Discriminator(lambda raw: "<list>" if isinstance(raw, list | tuple) else "<ramp>"),
]


class Effect(Record):
    """What a benefit does that is not money, a full year, before the risk reduction."""

    amount: PlainAmount
    unit: Literal["hours", "days", "count"]


class Proof(Record):
    """Where the prospect will see the benefit, and when to look."""

    line: Name
    months: tuple[Horizon, ...] = ()


class Downtime(Record):
    """Hours lost in a year × what an hour costs × the share avoided."""

    hours: OrFormula[Hours] = Field(description="Hours lost in a year as things stand.")
    cost_per_hour: OrFormula[PerHour] = Field(description="What an hour costs: contribution margin lost, or paid out.")
    avoided: OrFormula[Share] = Field(description="The share of the hours that is no longer lost.")


class PriceVolume(Record):
    """Contribution margin from a change of price and volume: revenue × ((1 + volume) × (price + margin) − margin)."""

    revenue: OrFormula[Price] = Field(description="Revenue of a year as things stand.")
    price: OrFormula[Change] = Field(description="Change of price, such as 2%; unit cost stays.")
    volume: OrFormula[Change] = Field(description="Change of volume, such as -1%.")


class Churn(Record):
    """Contribution margin of customers who stay, compounding month by month."""

    customers: OrFormula[HeadCount] = Field(description="Customers today.")
    gained: OrFormula[HeadCount] = Field(description="New customers a month.")
    before: OrFormula[Share] = Field(description="The share of customers lost in a month as things stand.")
    after: OrFormula[Share] = Field(description="The share lost in a month with the product.")
    margin: OrFormula[Price] = Field(description="Contribution margin of a customer in a month, never revenue.")
    from_month: MonthOrName | None = Field(None, description="The first month with the new churn; 1 by default.")


# The forms in which a benefit can be stated: the key that chooses one, and the keys that go with it alone.
FORMS: dict[str, tuple[str, ...]] = {
    "amount": ("listed_by",),
    "loss": ("probability",),
    "downtime": (),
    "price_volume": (),
    "churn": (),
}
_WORKING_CAPITAL = ("account", "days", "month")
_WORKING_CAPITAL_ONLY = (*_WORKING_CAPITAL, "over_months", "reverses")
_RAMPED_ONLY = ("ramp", "escalation")
_MARGIN = re.compile(r"\b\w*margin\w*\b")


class Benefit(Record):
    """What the product brings in a year at full effect, and how it comes."""

    name: Label
    kind: BenefitKind
    amount: Amount | None = Field(None, description="A year at full effect; not for working capital.")
    listed_by: ListedBy = Field("year", description="What the amounts of a list stand for after month 0.")
    loss: OrFormula[Price] | None = Field(
        None, description="What an event costs; times probability, in place of amount."
    )
    probability: OrFormula[Share] | None = Field(
        None, description="By how much the yearly probability of the loss falls."
    )
    downtime: Downtime | None = Field(None, description="In place of amount: hours lost that are avoided.")
    price_volume: PriceVolume | None = Field(None, description="In place of amount: a change of price and volume.")
    churn: Churn | None = Field(None, description="In place of amount and ramp: customers who stay.")
    contribution_margin: OrFormula[Share] | None = Field(
        None, description="The share of revenue that is left after what varies with it; multiplies a margin benefit."
    )
    risk: Share | None = Field(None, description="Share taken off before totals.")
    ramp: RampOrList | None = None
    escalation: Rate | None = Field(None, description="Yearly rise, from the second year of effect on.")
    attribution: Share | None = Field(None, description="The share of the effect that is the product's.")
    reduces: Id | None = Field(
        None, description="The amount it takes a share of; benefits that reduce the same one act in their order."
    )
    independent: Flag = Field(
        False, description="It counts other money than earlier benefits that name the same, but for what it reduces."
    )
    objective: Id | None = None
    touches: FinancialLine | None = Field(None, description="The line of the accounts it moves.")
    effect: Effect | None = None
    contract: Source | None = Field(None, description="The clause that makes it contractual.")
    proof: Proof | None = None
    account: Literal["receivables", "inventory", "payables"] | None = None
    days: DaysAmount | None = Field(None, description="Days by which the account gets better.")
    month: MonthOrName | None = None
    over_months: LengthOrName | None = None
    reverses: Flag = Field(False, description="Paid back in the last month.")
    source: Source | None = None
    origin: Origin | None = None
    internal: Flag = Field(False, description="Its sources are for the seller alone; --redact leaves them out.")

    @property
    def form(self) -> str:
        """The form in which it is stated: a key of :data:`FORMS`, or ``days``."""
        return next((form for form in FORMS if getattr(self, form) is not None), "days")

    @classmethod
    def check(cls, raw: dict[str, Any]) -> Iterator[Fault]:
        if raw.get("kind") == "working_capital":
            yield from _check_working_capital(raw)
            return
        for key in _WORKING_CAPITAL_ONLY:
            if key in raw:
                yield Fault((key,), "does not go with this kind", "kind: working_capital only")
        yield from _check_form(raw)
        yield from check_sign(raw, "a benefit is a positive number; what is lost is a cost")
        yield from _check_ramp(raw)
        yield from _check_margin(raw)


def _check_working_capital(raw: dict[str, Any]) -> Iterator[Fault]:
    for key in _WORKING_CAPITAL:
        if key not in raw:
            yield Fault((), f"has no {key}", f"a working_capital benefit needs {key}")
    foreign = [*FORMS, *(key for keys in FORMS.values() for key in keys), *_RAMPED_ONLY, "contribution_margin"]
    for key in (*foreign, "reduces", "independent"):
        if key in raw:
            yield Fault((key,), "does not go with this kind", "working capital takes account, days, month")


def _check_form(raw: dict[str, Any]) -> Iterator[Fault]:
    given = [form for form in FORMS if form in raw]
    if not given:
        kind = shown(raw.get("kind", "benefit"))
        hint = f"kind: {kind} needs amount, or one of loss, downtime, price_volume, churn"
        yield Fault((), "has no amount", hint)
    for form in given[1:]:
        yield Fault((form,), f"stands beside {given[0]}", "one benefit is stated in one form; make two of it")
    for form, keys in FORMS.items():
        for key in keys:
            if key in raw and form not in raw and form != "amount":
                yield Fault((key,), f"goes with {form} alone", f"add {form}, or remove it")
    if "loss" in raw and "probability" not in raw:
        hint = "add probability: 4%, by which the yearly probability of the loss falls"
        yield Fault((), "has a loss and no probability", hint)
    yield from check_list(raw, _RAMPED_ONLY)


def _check_ramp(raw: dict[str, Any]) -> Iterator[Fault]:
    if "churn" in raw:
        for key in _RAMPED_ONLY:
            if key in raw:
                yield Fault((key,), "does not go with churn", "remove it; churn compounds by itself")
    elif "ramp" not in raw and not isinstance(raw.get("amount"), list):
        hint = "add ramp: {from_month: 3, months_to_full: 6}, or a list of shares by month"
        yield Fault((), "has no ramp; no benefit comes in full on the first day", hint)


def _check_margin(raw: dict[str, Any]) -> Iterator[Fault]:
    """Revenue is never a benefit; its contribution margin is."""
    kind = raw.get("kind")
    stated = [raw.get(form) for form in FORMS]
    formulas = [text for part in stated for text in (part.values() if isinstance(part, dict) else (part,))]
    has_margin = "contribution_margin" in raw or "churn" in raw
    has_margin = has_margin or any(isinstance(text, str) and _MARGIN.search(text) for text in formulas)
    hint = "add contribution_margin: 35%, or name one in the formula"
    if kind == "margin" and not has_margin:
        form = next((form for form in FORMS if form in raw), None)
        yield Fault((form,) if form else (), "is revenue without a contribution margin", hint)
    elif kind in ("cash", "avoidance") and raw.get("touches") == "revenue" and not has_margin:
        yield Fault(("touches",), f"is revenue, and the benefit is counted as {kind}", f"write kind: margin; {hint}")
    if "contribution_margin" in raw and kind != "margin":
        yield Fault(("contribution_margin",), "goes with kind: margin alone", "write kind: margin, or remove it")
    if "contribution_margin" in raw and "churn" in raw:
        yield Fault(("contribution_margin",), "does not go with churn", "remove it; churn.margin is one already")
    if "price_volume" in raw and kind != "margin":
        yield Fault(("price_volume",), "makes a margin", "write kind: margin")
