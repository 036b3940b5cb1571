"""A number with its range, unit, origin and source; and the other forms that an amount may take."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, ClassVar, Literal, TypeVar, get_args

from pydantic import Discriminator, Field, GetJsonSchemaHandler, PlainValidator, Tag, WithJsonSchema
from pydantic_core import CoreSchema

from valuepitch import formula
from valuepitch.model.base import Fault, Record, refuse
from valuepitch.model.numbers import NUMBER_SCHEMA, Number, Written, is_number, number_or_none
from valuepitch.model.texts import Date, Flag, Label, Source
from valuepitch.text import digits

Origin = Literal["prospect", "filing", "quote", "evidence", "benchmark", "estimate", "unsourced"]
Unit = Literal["money", "rate", "hours", "days", "month", "count", "money_per_hour"]
ORIGINS: tuple[Origin, ...] = get_args(Origin)  # from the strongest to the weakest
UNITS: tuple[Unit, ...] = get_args(Unit)

_ENDS = ("value", "low", "high")


class Sourced(Record):
    """A number that says where it comes from. Written alone, it is its value.

    ``low`` and ``high`` are the ends of its range; a missing end equals the value.
    """

    fixed: ClassVar[Unit | None] = None  # the unit, where the field fixes it
    bounds: ClassVar[tuple[float, float] | None] = None
    whole: ClassVar[bool] = False

    label: Label | None = Field(None, description="What the page calls it.")
    value: Number = Field(description="The expected value.")
    low: Number | None = Field(None, description="The low end of its range.")
    high: Number | None = Field(None, description="The high end of its range.")
    unit: Unit | None = Field(None, description="money, rate, hours, days, month, count or money_per_hour.")
    source: Source | None = Field(None, description="Where it stands, so that the reader can look it up.")
    origin: Origin = Field("unsourced", description="Who it comes from.")
    as_of: Date | None = Field(None, description="The day it was true.")
    confirm: Flag = Field(False, description="The prospect has to confirm it.")
    internal: Flag = Field(False, description="Its source is for the seller alone; --redact leaves it out.")

    @property
    def kind(self) -> Unit:
        """Its unit: the field's, the written one, or a rate where it was written with %."""
        return self.fixed or self.unit or "rate"

    @property
    def ends(self) -> tuple[float, float]:
        """The low and the high end."""
        low = self.value if self.low is None else self.low
        high = self.value if self.high is None else self.high
        return float(low), float(high)

    @property
    def has_range(self) -> bool:
        low, high = self.ends
        return low < high

    @classmethod
    def shaped(cls, raw: Any) -> Any:
        return raw if isinstance(raw, dict | Sourced) else {"value": raw}

    @classmethod
    def check(cls, raw: dict[str, Any]) -> Iterator[Fault]:
        numbers = {end: number for end in _ENDS if (number := number_or_none(raw.get(end))) is not None}
        unit = cls.fixed or raw.get("unit")
        if cls.fixed and raw.get("unit") not in (None, cls.fixed):
            yield Fault(("unit",), f"is {raw['unit']}", f"this is in {cls.fixed}; remove the unit")
        if unit is None and "value" in numbers:
            if not numbers["value"].percent:
                hint = f"a rate is written with %, such as 27%; else add unit: {', '.join(UNITS)}"
                yield Fault(("value",), "has no unit", hint)
                return
            unit = "rate"
        found = [fault for end, number in numbers.items() for fault in cls.check_number(end, number, unit)]
        yield from found
        if not found:
            yield from _check_order(numbers, unit)

    @classmethod
    def check_number(cls, end: str, number: Written, unit: Any) -> Iterator[Fault]:
        """What is wrong with one number of this kind; lists check whole columns and take their words from here."""
        if unit == "rate" and number > 1 and not number.percent:
            yield Fault((end,), f"is {digits(number)}", f"write {digits(number)}% or {digits(number / 100)}")
            return
        if unit in UNITS and unit != "rate" and number.percent:
            yield Fault((end,), f"is a percentage, not in {unit}", "write the number without %")
        if cls.bounds and not cls.bounds[0] <= number <= cls.bounds[1]:
            least, most = (_bound(b, unit) for b in cls.bounds)
            span = f"at least {least}" if cls.bounds[1] == float("inf") else f"{least} to {most}"
            yield Fault((end,), f"is {_bound(number, unit)}", f"it must be {span}")
        elif (cls.whole or unit == "month") and not number.is_integer():
            yield Fault((end,), f"is {digits(number)}", "write a whole number of months")

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        record = handler(schema)
        return {"anyOf": [*NUMBER_SCHEMA["anyOf"], record], "description": (cls.__doc__ or "").split("\n")[0]}


def _bound(number: float, unit: Any) -> str:
    return f"{digits(number * 100)}%" if unit == "rate" else digits(number)


def _check_order(numbers: dict[str, Written], unit: Any) -> Iterator[Fault]:
    value = numbers.get("value")
    if value is None:
        return
    said = {end: _bound(number, unit) for end, number in numbers.items()}
    if (low := numbers.get("low")) is not None and low > value:
        yield Fault(("low",), f"is {said['low']}, above the value {said['value']}", "low <= value <= high")
    if (high := numbers.get("high")) is not None and high < value:
        yield Fault(("high",), f"is {said['high']}, below the value {said['value']}", "low <= value <= high")


class Money(Sourced):
    """An amount of money."""

    fixed = "money"


class Price(Money):
    """An amount that is nil or more."""

    bounds = (0.0, float("inf"))


class LoanRate(Sourced):
    """A nominal rate a year, as a lender quotes it."""

    fixed = "rate"
    bounds = (0.0, 1.0)


class Rate(Sourced):
    """A rate, written 27% or 0.27."""

    fixed = "rate"
    bounds = (-0.99, 10.0)


class Share(Sourced):
    """A share between 0% and 100%."""

    fixed = "rate"
    bounds = (0.0, 1.0)


class HurdleRate(Sourced):
    """The yearly rate that the prospect asks of a project, effective, at least 0%."""

    fixed = "rate"
    bounds = (0.0, float("inf"))


class Month(Sourced):
    """A month; 0 is the month of the first payment."""

    fixed = "month"
    bounds = (0.0, 120.0)
    whole = True


class Length(Sourced):
    """A number of months, at least 1."""

    fixed = "month"
    bounds = (1.0, 120.0)
    whole = True


class HeadCount(Sourced):
    """A number of people."""

    fixed = "count"
    bounds = (0.0, 1e8)


class Days(Sourced):
    """A number of days."""

    fixed = "days"


class Hours(Sourced):
    """A number of hours."""

    fixed = "hours"
    bounds = (0.0, 1e12)


class PerHour(Sourced):
    """What an hour costs."""

    fixed = "money_per_hour"


class Change(Sourced):
    """A rise or fall, written 5% or -5%; at most to nothing."""

    fixed = "rate"
    bounds = (-1.0, 10.0)


class ExchangeRate(Sourced):
    """How much of the prospect's currency one unit of the profile's costs, and when: value and as_of."""

    fixed = "count"
    bounds = (1e-9, 1e9)

    @classmethod
    def check(cls, raw: dict[str, Any]) -> Iterator[Fault]:
        yield from super().check(raw)
        if "as_of" not in raw:
            yield Fault((), "does not say of which day it is", "write {value: 36.50, as_of: 2026-11-20, source: ...}")


class Quantity(Sourced):
    """A number of hours, days or pieces; its record says which."""

    fixed = "count"


class Formula(str):
    """A formula's text with its tree."""

    tree: formula.Node

    def __new__(cls, text: str) -> Formula:
        made = super().__new__(cls, text)
        made.tree = formula.parse(text)
        return made

    def __reduce__(self) -> tuple[type[Formula], tuple[str]]:
        return (Formula, (str(self),))


def _parse_formula(raw: Any) -> Formula:
    if not isinstance(raw, str):
        raise refuse("is neither a number nor a formula", "write a number, a formula or a list by year")
    try:
        return Formula(raw)
    except formula.FormulaError as error:
        raise refuse(error.message, error.hint, error.column) from None


FormulaText = Annotated[
    Formula,
    PlainValidator(_parse_formula),
    WithJsonSchema({"type": "string", "description": "A formula over names of financials, facts and assumptions."}),
]


def _days_form(raw: Any) -> str:
    return "<sourced>" if isinstance(raw, list | tuple) else _amount_form(raw)


def _amount_form(raw: Any) -> str:
    if isinstance(raw, list | tuple):
        return "<list>"
    if isinstance(raw, str) and not isinstance(raw, Formula) and (not raw.strip() or is_number(raw)):
        return "<sourced>"
    return "<formula>" if isinstance(raw, str) else "<sourced>"


# Month 0, then ten years or 120 months; ``listed_by`` says which.
Listed = Annotated[tuple[Number, ...], Field(min_length=1, max_length=121)]

Amount = Annotated[
    Annotated[Money, Tag("<sourced>")] | Annotated[Listed, Tag("<list>")] | Annotated[FormulaText, Tag("<formula>")],
    Discriminator(_amount_form),
]
# A number with its source, or a formula: OrFormula[Share].
S = TypeVar("S", bound=Sourced)
OrFormula = Annotated[
    Annotated[S, Tag("<sourced>")] | Annotated[FormulaText, Tag("<formula>")], Discriminator(_days_form)
]
PlainAmount = OrFormula[Quantity]
DaysAmount = OrFormula[Days]


class Ref(str):
    """The name of an assumption that stands in the place of a number."""


def _parse_ref(raw: Any) -> Ref:
    if isinstance(raw, str) and formula.NAME.fullmatch(raw):
        return Ref(raw)
    raise refuse(f"is {raw}, neither a number nor a name", "write a month such as 3, or the name of an assumption")


def _month_form(raw: Any) -> str:
    named = isinstance(raw, str) and not re.match(r"^\W*\d", raw) and bool(raw.strip())
    return "<name>" if named else "<sourced>"


RefText = Annotated[Ref, PlainValidator(_parse_ref), WithJsonSchema({"type": "string", "pattern": "^[a-z][a-z0-9_]*$"})]

MonthOrName = Annotated[
    Annotated[Month, Tag("<sourced>")] | Annotated[RefText, Tag("<name>")], Discriminator(_month_form)
]
LengthOrName = Annotated[
    Annotated[Length, Tag("<sourced>")] | Annotated[RefText, Tag("<name>")], Discriminator(_month_form)
]


STALE_YEARS = 3
_AGES = ("benchmark", "evidence")  # what was measured at others, and may have changed since


def is_stale(sourced: Sourced, day: date) -> bool:
    """Whether a figure that was measured at others is more than three years older than a day."""
    if sourced.origin not in _AGES or sourced.as_of is None:
        return False
    month_and_day = (sourced.as_of.month, sourced.as_of.day)
    return (sourced.as_of.year + STALE_YEARS, *month_and_day) < (day.year, day.month, day.day)
