"""The prospect file: who reads the page, their figures and what is on their mind."""

from __future__ import annotations

import keyword
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field

from valuepitch import formula
from valuepitch.model.base import Fault, Record
from valuepitch.model.numbers import number_or_none
from valuepitch.model.sourced import ExchangeRate, HeadCount, HurdleRate, Money, Rate, Share, Sourced
from valuepitch.model.texts import Country, Currency, Date, Flag, Id, Name, PageLanguage, Source, Text
from valuepitch.text import did_you_mean

# Names that texts and formulas use for figures of the case.
FIGURE_NAMES = ("outlay", "npv", "payback", "horizon")
RATE_NAMES = ("hurdle_rate", "tax_rate", "inflation", "exchange_rate")
RESERVED = {*formula.FUNCTIONS, *FIGURE_NAMES, *RATE_NAMES, *keyword.kwlist}

ObjectiveUnit = Literal["money", "percent_of_revenue", "hours", "days", "count"]

# What follows from other lines of the accounts: (line, formula over two others).
DERIVED: tuple[tuple[str, str], ...] = (
    ("gross_margin", "revenue - cost_of_sales"),
    ("cost_of_sales", "revenue - gross_margin"),
    ("revenue", "cost_of_sales + gross_margin"),
    ("operating_income", "gross_margin - operating_expense"),
    ("operating_expense", "gross_margin - operating_income"),
)


class Sector(Record):
    """The prospect's line of business."""

    code: Name | None = Field(None, description="A code with its system, such as NAICS 3363.")
    name: Name


class Person(Record):
    """Somebody named on the page."""

    name: Name | None = Field(None, description="May be left out: the title is enough.")
    title: Name


Level = Literal["owner", "cfo", "controller", "operations", "it"]


class Contact(Person):
    """Who the page is for."""

    level: Level | None = Field(
        None, description="What the title stands for, where it names no level or two; orders what is shown first."
    )


class Financials(Record):
    """Annual accounts; each line optional. Formulas say which are needed; what can be derived is."""

    revenue: Money | None = None
    cost_of_sales: Money | None = None
    gross_margin: Money | None = None
    operating_expense: Money | None = None
    payroll: Money | None = None
    ebitda: Money | None = None
    operating_income: Money | None = None
    net_income: Money | None = None
    receivables: Money | None = None
    inventory: Money | None = None
    payables: Money | None = None
    cash: Money | None = None
    debt: Money | None = None
    capital_expenditure: Money | None = None

    @classmethod
    def check(cls, raw: dict[str, Any]) -> Iterator[Fault]:
        revenue, cost, margin = (
            number_or_none(part.get("value") if isinstance(part, dict) else part)
            for part in (raw.get(name) for name in ("revenue", "cost_of_sales", "gross_margin"))
        )
        if revenue is None or cost is None or margin is None:
            return
        if abs(revenue - cost - margin) > 0.005 * abs(revenue):
            yield Fault(
                ("gross_margin",),
                f"is {margin:,.0f}, but revenue less cost of sales is {revenue - cost:,.0f}",
                "mend one of the three, or leave one out: it is derived",
            )

    def given(self) -> dict[str, Money]:
        """The lines that are given, from revenue down."""
        return {name: line for name in FINANCIALS if (line := getattr(self, name)) is not None}


FINANCIALS = tuple(Financials.model_fields)


class Objective(Record):
    """Something the prospect has set itself, in its own words and measure."""

    id: Id
    text: Text
    measure: Id | None = Field(None, description="The line of the accounts it is about.")
    unit: ObjectiveUnit | None = Field(None, description="The unit in which it is measured.")
    source: Source | None = None
    internal: Flag = Field(False, description="Its source is for the seller alone; --redact leaves it out.")

    @classmethod
    def check(cls, raw: dict[str, Any]) -> Iterator[Fault]:
        measure = raw.get("measure")
        if isinstance(measure, str) and measure not in FINANCIALS:
            yield Fault(("measure",), f"is {measure}, no line of the accounts", did_you_mean(measure, FINANCIALS))


class Pressure(Record):
    """A recent event or a coming change that presses on the prospect."""

    text: Text
    date: Date | None = Field(None, description="A day past is a recent event, a day ahead a coming change.")
    source: Source | None = None
    internal: Flag = Field(False, description="Its source is for the seller alone; --redact leaves it out.")


MOST_FACTS = 200  # of a file; a simulation holds each of them as often as it draws

Facts = Annotated[dict[str, Sourced], Field(max_length=MOST_FACTS)]


def check_names(raw: Any, part: str) -> Iterator[Fault]:
    """Problems of the names of facts or assumptions."""
    for name in raw if isinstance(raw, dict) else ():
        if not formula.NAME.fullmatch(str(name)) or len(str(name)) > 40:
            hint = "names are lower case letters, digits and _, at most 40, such as admin_hours"
            yield Fault((part, name), "is not a name that formulas can use", hint, key=True)
        elif name in RESERVED:
            yield Fault((part, name), "is a word with a meaning of its own", f"write {name}_value", key=True)
        elif name in FINANCIALS:
            yield Fault((part, name), "is a line of the accounts", f"write it under financials: {name}", key=True)


class Prospect(Record):
    """The company that is asked to decide: its figures, its plan and its reader."""

    name: Name
    country: Country | None = None
    currency: Currency
    language: PageLanguage = Field("en", description="The language of the page.")
    sector: Sector | None = None
    employees: HeadCount | None = None
    contact: Contact | None = None
    preparer: Person | None = None
    hurdle_rate: HurdleRate | None = Field(None, description="The yearly rate that it asks of a project.")
    hurdle_basis: Literal["before_tax", "after_tax"] | None = None
    hurdle_prices: Literal["nominal", "real"] = Field(
        "nominal", description="Whether the hurdle rate holds inflation (nominal) or is above it (real)."
    )
    inflation: Rate | None = Field(None, description="Expected yearly rise of prices, with its source.")
    tax_rate: Share | None = Field(None, description="Of income; the page is then after tax.")
    exchange_rate: ExchangeRate | None = Field(
        None, description="Where the profile is in another currency: this currency for one unit of it, with its day."
    )
    financials: Financials = Financials()
    facts: Facts = Field({}, description="Anything else that formulas name.")
    objectives: Annotated[tuple[Objective, ...], Field(max_length=8)] = ()
    pressures: Annotated[tuple[Pressure, ...], Field(max_length=6)] = ()

    @classmethod
    def check(cls, raw: dict[str, Any]) -> Iterator[Fault]:
        yield from check_names(raw.get("facts"), "facts")
        seen: set[str] = set()
        for index, item in enumerate(raw["objectives"] if isinstance(raw.get("objectives"), list) else ()):
            name = item.get("id") if isinstance(item, dict) else None
            if isinstance(name, str) and name in seen:
                yield Fault(("objectives", index, "id"), f"{name} stands twice", "give each objective its own id")
            seen.add(str(name))
