"""The product profile: what a product costs and brings, as formulas over the prospect's figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Discriminator, Field, Tag, WithJsonSchema

from valuepitch.model.base import Fault, Record, refuse, shown
from valuepitch.model.numbers import number_or_none, parse_number
from valuepitch.model.prospect import FINANCIALS, Facts, check_names
from valuepitch.model.sourced import (
    Amount,
    DaysAmount,
    HurdleRate,
    LengthOrName,
    Money,
    MonthOrName,
    Origin,
    PlainAmount,
    Rate,
    Share,
)
from valuepitch.model.texts import Currency, Date, Flag, Id, Label, Name, Phrase, Source
from valuepitch.text import did_you_mean

BenefitKind = Literal["cash", "margin", "avoidance", "working_capital", "capacity"]
CostKind = Literal[
    "internal_labour",
    "process_redesign",
    "integration",
    "migration",
    "training",
    "dip_in_output",
    "parallel_running",
    "administration",
    "renewal_uplift",
    "exit",
]
COST_KINDS: tuple[CostKind, ...] = get_args(CostKind)

# What a working-capital account turns on.
ACCOUNT_BASES = {"receivables": "revenue", "inventory": "cost_of_sales", "payables": "cost_of_sales"}


def _parse_horizon(raw: Any) -> int:
    number = parse_number(raw)
    if not number.is_integer() or not 1 <= number <= 120 or number.percent:
        raise refuse(f"is {shown(raw)}", "write a whole number of months, 1 to 120")
    return int(number)


Horizon = Annotated[
    int, BeforeValidator(_parse_horizon), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 120})
]

FinancialLine = Annotated[str, BeforeValidator(lambda raw: _parse_line(raw)), WithJsonSchema({"enum": [*FINANCIALS]})]


def _parse_line(raw: Any) -> str:
    if raw not in FINANCIALS:
        raise refuse(f"is {shown(raw)}, no line of the accounts", did_you_mean(str(raw), FINANCIALS))
    return str(raw)


Depreciation = Annotated[
    str,
    BeforeValidator(lambda raw: _parse_depreciation(raw)),
    WithJsonSchema({"type": "string", "pattern": r"^(straight_line_\d+|declining_balance_\d+|macrs_[357]|immediate)$"}),
]


def _parse_depreciation(raw: Any) -> str:
    name, _, years = str(raw).rpartition("_")
    known = raw == "immediate" or (name == "macrs" and years in ("3", "5", "7"))
    if not known and not (name in ("straight_line", "declining_balance") and years.isdigit() and 1 <= int(years) <= 50):
        hint = "write straight_line_5, declining_balance_5, macrs_3, macrs_5, macrs_7 or immediate"
        raise refuse(f"is {shown(raw)}", hint)
    return str(raw)


class Conventions(Record):
    """How the figures are made; each is printed on the page."""

    horizon_months: Horizon = 36
    discounting: Literal["monthly", "annual_end", "mid_year"] = "monthly"
    roi: Literal["discounted", "undiscounted"] = "discounted"
    count: tuple[BenefitKind, ...] = ("cash", "margin", "avoidance", "working_capital")
    conversion_factor: Share = Field(
        Share.model_validate({"value": "50%"}), description="Cash out of released time, where capacity is counted."
    )
    price_basis: Literal["nominal", "real"] = "nominal"
    hurdle_rate: HurdleRate | None = Field(None, description="Used, and marked as ours, when the prospect gives none.")

    @classmethod
    def check(cls, raw: dict[str, Any]) -> Iterator[Fault]:
        horizon = number_or_none(raw.get("horizon_months", 36))
        if horizon is None:
            return
        if raw.get("discounting") in ("annual_end", "mid_year") and horizon % 12:
            hint = f"write a multiple of 12, or discounting: monthly instead of {raw['discounting']}"
            yield Fault(("horizon_months",), f"is {horizon:g}, not whole years", hint)


class Cost(Record):
    """What the prospect pays: once in a month, every year, or by a list."""

    name: Label
    amount: Amount
    month: MonthOrName | None = Field(None, description="The month of a one-time cost; 0 is the first payment.")
    every: Literal["year", "month"] | None = Field(None, description="Makes the cost a recurring one.")
    billed: Literal["monthly", "in_advance", "in_arrears"] | None = None
    from_month: MonthOrName | None = Field(None, description="The first month of a recurring cost; 1 by default.")
    escalation: Rate | None = Field(None, description="Yearly rise of a recurring cost.")
    risk: Share | None = Field(None, description="Share by which the cost is raised before totals.")
    capital: Flag = Field(False, description="Bought to be used for years.")
    depreciation: Depreciation | None = None
    salvage: Money | None = None
    covers: tuple[CostKind, ...] = Field((), description="Costs that sellers leave out and that this row holds.")
    objective: Id | None = None
    touches: FinancialLine | None = Field(None, description="The line of the accounts it raises.")
    source: Source | None = None
    origin: Origin | None = None
    internal: Flag = Field(False, description="Meant for the seller alone; this version prints it all the same.")

    @classmethod
    def check(cls, raw: dict[str, Any]) -> Iterator[Fault]:
        listed, recurring = isinstance(raw.get("amount"), list), "every" in raw
        if listed:
            for key in ("month", "every", "billed", "from_month", "escalation"):
                if key in raw:
                    yield Fault((key,), "does not go with a list by year", "remove it; index 0 of the list is month 0")
        elif recurring:
            yield from _check_recurring(raw)
        else:
            if "month" not in raw:
                hint = "month: 0 for a one-time cost; every: year, billed: monthly for a recurring one"
                yield Fault((), "does not say when it is paid", hint)
            for key in ("billed", "from_month", "escalation"):
                if key in raw:
                    yield Fault((key,), "goes with a recurring cost only", "add every: year, or remove it")


def _check_recurring(raw: dict[str, Any]) -> Iterator[Fault]:
    if "month" in raw:
        yield Fault(("month",), "does not go with every", "write from_month, or remove every")
    if raw["every"] == "year" and "billed" not in raw:
        yield Fault((), "does not say how the yearly amount is billed", "add billed: monthly, in_advance or in_arrears")
    if raw["every"] == "month" and raw.get("billed", "monthly") != "monthly":
        yield Fault(("billed",), f"is {shown(raw['billed'])}", "an amount every month is billed: monthly")
    first = raw.get("from_month")
    ends = first if isinstance(first, dict) else {"": first}
    for end in ("", "value", "low"):
        if (number := number_or_none(ends.get(end))) is not None and 0 <= number < 1:
            place = ("from_month", end) if end else ("from_month",)
            yield Fault(place, "is 0", "the first month is 1; a payment today is billed: in_advance")
            break


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


# Keys that a kind of benefit needs, and keys that do not go with it.
_Keys = tuple[tuple[str, ...], tuple[str, ...]]
_WORKING_CAPITAL_KEYS: _Keys = (("account", "days", "month"), ("amount", "ramp"))
_OTHER_KEYS: _Keys = (("amount",), ("account", "days", "month", "over_months", "reverses"))


class Benefit(Record):
    """What the product brings in a year at full effect, and how it comes."""

    name: Label
    kind: BenefitKind
    amount: Amount | None = Field(None, description="A year at full effect; not for working capital.")
    risk: Share | None = Field(None, description="Share taken off before totals.")
    ramp: RampOrList | None = None
    attribution: Share | None = Field(None, description="The share of the effect that is the product's.")
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

    @classmethod
    def check(cls, raw: dict[str, Any]) -> Iterator[Fault]:
        working_capital = raw.get("kind") == "working_capital"
        needed, foreign = _WORKING_CAPITAL_KEYS if working_capital else _OTHER_KEYS
        for key in needed:
            if key not in raw:
                yield Fault((), f"has no {key}", f"a {shown(raw.get('kind', 'benefit'))} benefit needs {key}")
        for key in foreign:
            if key in raw:
                hint = "working capital takes account, days, month" if working_capital else "kind: working_capital only"
                yield Fault((key,), "does not go with this kind", hint)
        if isinstance(raw.get("amount"), list):
            if "ramp" in raw:
                yield Fault(("ramp",), "does not go with a list by year", "remove it; the list is what comes each year")
        elif not working_capital and "ramp" not in raw:
            hint = "add ramp: {from_month: 3, months_to_full: 6}, or a list of shares by month"
            yield Fault((), "has no ramp; no benefit comes in full on the first day", hint)


class Decision(Record):
    """What the page asks for."""

    ask: Phrase = Field(description='What to do, such as "approve {outlay} for installation".')
    by: Date | None = None
    because: Phrase | None = Field(None, description="Why that day matters.")


class Product(Record):
    """What a product costs and what it brings."""

    name: Name = Field(description="The trade name.")
    seller: Name
    plain_name: Label = Field(description="What it is, in plain words, without the trade name.")
    action: Label = Field(description="The subject of the page's title, such as: Consolidating {sites} site networks.")
    currency: Currency
    conventions: Conventions = Conventions()
    assumptions: Facts = {}
    costs: Annotated[tuple[Cost, ...], Field(max_length=8)] = ()
    benefits: Annotated[tuple[Benefit, ...], Field(min_length=1, max_length=8)]
    no_cost: dict[CostKind, Phrase] = Field({}, description="Why a cost that sellers leave out is nil here.")
    decision: Decision | None = None
    template: Name | None = Field(None, description="The template's name; onepager by default.")
    benchmarks: Name | None = Field(None, description="A file of sector figures, beside this file.")
    mapping: Name | None = Field(None, description="A file that maps the columns of a list, beside this file.")

    @classmethod
    def check(cls, raw: dict[str, Any]) -> Iterator[Fault]:
        yield from check_names(raw.get("assumptions"), "assumptions")
