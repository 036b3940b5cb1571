"""The product profile: what a product costs and brings, as formulas over the prospect's figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from valuepitch.finance.draws import SEED
from valuepitch.model.base import Fault, Record, refuse, shown
from valuepitch.model.benefit import Benefit, BenefitKind
from valuepitch.model.cost import Cost, CostKind
from valuepitch.model.financing import Financing
from valuepitch.model.numbers import Horizon, number_or_none, parse_number
from valuepitch.model.prospect import Facts, check_names
from valuepitch.model.sourced import HurdleRate, Share
from valuepitch.model.texts import Currency, Date, Id, Label, Name, Phrase
from valuepitch.text import digits

MOST_ROWS = 40  # of costs, and of benefits; the page says where they are too many for it


def _parse_days_a_year(raw: Any) -> int:
    number = parse_number(raw)
    if float(number) not in (360.0, 365.0):
        raise refuse(f"is {shown(raw)}", "write 365, or 360")
    return int(number)


DaysAYear = Annotated[int, BeforeValidator(_parse_days_a_year), WithJsonSchema({"enum": [360, 365]})]


def _whole(least: int, most: int) -> Callable[[Any], int]:
    """A validator for a whole number between two others."""

    def parse(raw: Any) -> int:
        number = parse_number(raw)
        if not number.is_integer() or not least <= number <= most or number.percent:
            raise refuse(f"is {shown(raw)}", f"write a whole number, {least} to {most}")
        return int(number)

    return parse


Draws = Annotated[
    int,
    BeforeValidator(_whole(100, 100_000)),
    WithJsonSchema({"type": "integer", "minimum": 100, "maximum": 100_000}),
]
Seed = Annotated[
    int,
    BeforeValidator(_whole(0, 999_999_999)),
    WithJsonSchema({"type": "integer", "minimum": 0, "maximum": 999_999_999}),
]


def _parse_rank(raw: Any) -> float:
    number = parse_number(raw)
    if not -1 <= number <= 1:
        raise refuse(f"is {shown(raw)}", "write a correlation from -1 to 1")
    return float(number)


Rank = Annotated[float, BeforeValidator(_parse_rank), WithJsonSchema({"type": "number", "minimum": -1, "maximum": 1})]


class Correlation(Record):
    """Two inputs that move together in the simulation."""

    between: tuple[Id, ...] = Field(description="Names of two inputs that have a range.")
    rank: Rank = Field(description="Rank correlation, -1 to 1.")

    @classmethod
    def check(cls, raw: dict[str, Any]) -> Iterator[Fault]:
        names = raw.get("between")
        if isinstance(names, list | tuple) and not (len(names) == 2 and str(names[0]) != str(names[1])):
            yield Fault(("between",), f"names {len(names)}", "name two different inputs, such as [price, volume]")


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
    view: Literal["after_tax", "before_tax"] = Field(
        "after_tax", description="What the page shows where the prospect gives a tax rate; else it is before tax."
    )
    losses: Literal["used", "carried_forward"] = Field(
        "used", description="Whether a year of loss saves tax elsewhere in the company, or waits for later years."
    )
    days_a_year: DaysAYear = 365
    finance_rate: HurdleRate | None = Field(None, description="Of the modified rate of return; else the hurdle rate.")
    reinvestment_rate: HurdleRate | None = Field(None, description="Of the modified rate of return, for what comes in.")
    draws: Draws = Field(10_000, description="Of the simulation.")
    seed: Seed = Field(SEED, description="The same seed gives the same draws.")
    hurdle_rate: HurdleRate | None = Field(None, description="Used, and marked as ours, when the prospect gives none.")

    @classmethod
    def check(cls, raw: dict[str, Any]) -> Iterator[Fault]:
        horizon = number_or_none(raw.get("horizon_months", 36))
        if horizon is None:
            return
        if raw.get("discounting") in ("annual_end", "mid_year") and horizon % 12:
            hint = f"write a multiple of 12, or discounting: monthly instead of {raw['discounting']}"
            yield Fault(("horizon_months",), f"is {digits(horizon)}, not whole years", hint)


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
    correlations: Annotated[tuple[Correlation, ...], Field(max_length=28)] = ()
    costs: Annotated[tuple[Cost, ...], Field(max_length=MOST_ROWS)] = ()
    benefits: Annotated[tuple[Benefit, ...], Field(min_length=1, max_length=MOST_ROWS)]
    financing: Financing | None = None
    no_cost: dict[CostKind, Phrase] = Field({}, description="Why a cost that sellers leave out is nil here.")
    decision: Decision | None = None
    template: Name | None = Field(None, description="The template's name; onepager by default.")
    benchmarks: Name | None = Field(None, description="A file of sector figures, beside this file.")
    mapping: Name | None = Field(None, description="A file that maps the columns of a list, beside this file.")

    @classmethod
    def check(cls, raw: dict[str, Any]) -> Iterator[Fault]:
        yield from check_names(raw.get("assumptions"), "assumptions")
