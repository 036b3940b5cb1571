"""The costs of a product profile: what the prospect pays, once, every year or by a list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, WithJsonSchema

from valuepitch.finance import depreciation
from valuepitch.model.base import Fault, Record, refuse, shown
from valuepitch.model.numbers import number_or_none
from valuepitch.model.prospect import FINANCIALS
from valuepitch.model.sourced import Amount, MonthOrName, Origin, Price, Rate, Share
from valuepitch.model.texts import Flag, Id, Label, Source
from valuepitch.text import did_you_mean, digits

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
    try:
        depreciation.shares(str(raw))
    except ValueError:
        hint = "write straight_line_5, declining_balance_5, macrs_3, macrs_5, macrs_7 or immediate"
        raise refuse(f"is {shown(raw)}", hint) from None
    return str(raw)


ListedBy = Literal["year", "month"]


def check_list(raw: dict[str, Any], foreign: tuple[str, ...]) -> Iterator[Fault]:
    """Problems of a row whose amount is, or is not, a list."""
    if isinstance(raw.get("amount"), list):
        for key in foreign:
            if key in raw:
                by = shown(raw.get("listed_by", "year"))
                yield Fault((key,), f"does not go with a list by {by}", "remove it; index 0 of the list is month 0")
    elif "listed_by" in raw:
        yield Fault(("listed_by",), "goes with a list alone", "write amount: [...], or remove it")


def check_sign(raw: dict[str, Any], hint: str) -> Iterator[Fault]:
    """A single amount below nil; a list may have some."""
    amount = raw.get("amount")
    ends = amount if isinstance(amount, dict) else {"": amount}
    for end in ("", "value", "low", "high"):
        number = None if isinstance(ends.get(end), list) else number_or_none(ends.get(end))
        if number is not None and number < 0:
            yield Fault(("amount", end) if end else ("amount",), f"is {digits(number)}", hint)
            return


class Cost(Record):
    """What the prospect pays: once in a month, every year, or by a list."""

    name: Label
    amount: Amount
    listed_by: ListedBy = Field("year", description="What the amounts of a list stand for after month 0.")
    month: MonthOrName | None = Field(None, description="The month of a one-time cost; 0 is the first payment.")
    every: Literal["year", "month"] | None = Field(None, description="Makes the cost a recurring one.")
    billed: Literal["monthly", "in_advance", "in_arrears"] | None = None
    from_month: MonthOrName | None = Field(None, description="The first month of a recurring cost; 1 by default.")
    escalation: Rate | None = Field(None, description="Yearly rise of a recurring cost.")
    risk: Share | None = Field(None, description="Share by which the cost is raised before totals.")
    capital: Flag = Field(False, description="Bought to be used for years.")
    depreciation: Depreciation | None = Field(
        None, description="How tax writes a capital cost off: straight_line_5, declining_balance_5, macrs_5, immediate."
    )
    salvage: Price | None = Field(None, description="What a capital asset fetches in the last month; 0 is allowed.")
    covers: tuple[CostKind, ...] = Field((), description="Costs that sellers leave out and that this row holds.")
    objective: Id | None = None
    touches: FinancialLine | None = Field(None, description="The line of the accounts it raises.")
    source: Source | None = None
    origin: Origin | None = None
    internal: Flag = Field(False, description="Its sources are for the seller alone; --redact leaves them out.")

    @classmethod
    def check(cls, raw: dict[str, Any]) -> Iterator[Fault]:
        yield from check_list(raw, ("month", "every", "billed", "from_month", "escalation"))
        yield from check_sign(raw, "a cost is a positive number; what comes back is a benefit")
        yield from _check_capital(raw)
        if isinstance(raw.get("amount"), list):
            return
        if "every" in raw:
            yield from _check_recurring(raw)
        else:
            if "month" not in raw:
                hint = "month: 0 for a one-time cost; every: year, billed: monthly for a recurring one"
                yield Fault((), "does not say when it is paid", hint)
            for key in ("billed", "from_month", "escalation"):
                if key in raw:
                    yield Fault((key,), "goes with a recurring cost only", "add every: year, or remove it")


def _check_capital(raw: dict[str, Any]) -> Iterator[Fault]:
    if str(raw.get("capital", "false")).lower() != "false":  # another word is said to be wrong where it stands
        return
    for key, what in (("depreciation", "is of a capital cost; this row is an expense"), ("salvage", "is of an asset")):
        if key in raw:
            yield Fault((key,), what, f"add capital: true, or remove {key}: an expense is deducted when it is paid")


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
