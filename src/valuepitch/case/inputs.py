"""The inputs of a case: every number of both files under one name, and the rows made of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from valuepitch.finance import Array
from valuepitch.model import Product, Prospect
from valuepitch.model.base import parts_of
from valuepitch.model.benefit import FORMS, Benefit
from valuepitch.model.cost import Cost
from valuepitch.model.sourced import Sourced, Unit
from valuepitch.model.texts import Label

PROSPECT, PRODUCT = "prospect", "product"
HURDLE_RATE, TAX_RATE = "hurdle_rate", "tax_rate"
INFLATION, EXCHANGE = "inflation", "exchange_rate"
CONVERSION = "conventions.conversion_factor"
FINANCE_RATE, REINVESTMENT_RATE = "conventions.finance_rate", "conventions.reinvestment_rate"

# Inputs of the case as a whole, which no formula names and the table of inputs does not list by themselves.
_APART = (HURDLE_RATE, TAX_RATE, CONVERSION, FINANCE_RATE, REINVESTMENT_RATE)

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Input:
    """One number that a case rests on.

    Attributes:
        id: its name in formulas, or its path where it has none (``costs[0].amount``).
        file: ``prospect`` or ``product``.
        label: what the page calls it; None where it has no label of its own.
        named: whether formulas can name it.
        stated: it says itself where it comes from, or that it has to be confirmed.
        ours: the prospect gave none, so the profile's placeholder stands in its place.
    """

    id: str
    file: str
    sourced: Sourced
    label: Label | None
    named: bool = True
    stated: bool = True
    ours: bool = False

    @property
    def value(self) -> float:
        return float(self.sourced.value)

    @property
    def ends(self) -> tuple[float, float]:
        return self.sourced.ends

    @property
    def has_range(self) -> bool:
        return self.sourced.has_range

    @property
    def kind(self) -> Unit:
        return self.sourced.kind


Inputs = Mapping[str, Input]


def collect(prospect: Prospect, product: Product) -> dict[str, Input]:
    """Every input by name, in the order of the files: accounts, facts, assumptions, then those without a name."""
    found: dict[str, Input] = {}

    def add(name: str, file: str, sourced: Sourced, **kind: bool) -> None:
        found[name] = Input(name, file, sourced, sourced.label, **kind)

    for name, line in prospect.financials.given().items():
        add(name, PROSPECT, line)
    for name, fact in prospect.facts.items():
        add(name, PROSPECT, fact)
    for name, assumption in product.assumptions.items():
        add(name, PRODUCT, assumption)
    for path, sourced in unnamed_parts(product):
        stated = sourced.source is not None or sourced.confirm
        if path[0] != "financing":
            sourced = _of_row(sourced, getattr(product, str(path[0]))[path[1]], path)
        add(dotted(path), PRODUCT, sourced, named=False, stated=stated)
    for name, sourced in _conventions(product).items():
        add(name, PRODUCT, sourced, named=False)
    if prospect.hurdle_rate is None and product.conventions.hurdle_rate is not None:
        add(HURDLE_RATE, PRODUCT, product.conventions.hurdle_rate, named=False, ours=True)
    for name in (HURDLE_RATE, TAX_RATE, INFLATION, EXCHANGE):
        sourced = getattr(prospect, name)
        if sourced is not None and (name != EXCHANGE or prospect.currency != product.currency):
            add(name, PROSPECT, sourced, named=False)
    return found


def unnamed_parts(product: Product) -> Iterator[tuple[Path, Sourced]]:
    """Every number of costs, benefits and financing that no formula can name, with its path."""
    for part in ("costs", "benefits", "financing"):
        yield from parts_of(getattr(product, part), Sourced, (part,))


def _conventions(product: Product) -> dict[str, Sourced]:
    chosen = product.conventions
    found: dict[str, Sourced] = {CONVERSION: chosen.conversion_factor} if "capacity" in chosen.count else {}
    for name, rate in ((FINANCE_RATE, chosen.finance_rate), (REINVESTMENT_RATE, chosen.reinvestment_rate)):
        if rate is not None:
            found[name] = rate
    return found


def _of_row(sourced: Sourced, row: Benefit | Cost, path: Path) -> Sourced:
    """A number that takes from its row what it does not say itself: name, source and origin."""
    if path[2] not in ("amount", *FORMS):
        return sourced
    said: dict[str, object] = {
        "source": sourced.source or row.source,
        "origin": sourced.origin if sourced.origin != "unsourced" else row.origin or "unsourced",
    }
    if path[2] == "amount":
        said["label"] = sourced.label or row.name
    return sourced.model_copy(update=said)


def dotted(path: Path) -> str:
    """A path as it is written in messages: costs[0].amount."""
    head, *rest = path
    return str(head) + "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in rest)


def expected_rows(inputs: Inputs, n: int = 1) -> dict[str, Array]:
    """n rows with every input at its expected value: {name: shape (n,)}."""
    return {name: np.full(n, item.value) for name, item in inputs.items()}


def sources(inputs: Inputs) -> list[Input]:
    """The inputs that are listed with their source: the named ones, and others that have a range or a source."""
    return [
        item
        for item in inputs.values()
        if item.id != HURDLE_RATE and (item.named or item.has_range or (item.stated and item.id not in _APART))
    ]
