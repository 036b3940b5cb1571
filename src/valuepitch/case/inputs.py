"""The inputs of a case: every number of both files under one name, and the rows made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from valuepitch.finance import Array
from valuepitch.model import Product, Prospect
from valuepitch.model.base import parts_of
from valuepitch.model.product import Benefit, Cost
from valuepitch.model.sourced import Sourced, Unit
from valuepitch.model.texts import Label

PROSPECT, PRODUCT = "prospect", "product"
HURDLE_RATE, TAX_RATE = "hurdle_rate", "tax_rate"
CONVERSION = "conventions.conversion_factor"

_PATHS = ("costs", "benefits")


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
    for part in _PATHS:
        for path, sourced in parts_of(getattr(product, part), Sourced, (part,)):
            row = getattr(product, part)[path[1]]
            stated = sourced.source is not None or sourced.confirm
            if path[2] == "amount":
                sourced = _of_row(sourced, row)
            add(_dotted(path), PRODUCT, sourced, named=False, stated=stated)
    if "capacity" in product.conventions.count:
        add(CONVERSION, PRODUCT, product.conventions.conversion_factor, named=False)
    if prospect.hurdle_rate is not None:
        add(HURDLE_RATE, PROSPECT, prospect.hurdle_rate, named=False)
    elif product.conventions.hurdle_rate is not None:
        add(HURDLE_RATE, PRODUCT, product.conventions.hurdle_rate, named=False, ours=True)
    if prospect.tax_rate is not None:
        add(TAX_RATE, PROSPECT, prospect.tax_rate, named=False)
    return found


def _of_row(sourced: Sourced, row: Benefit | Cost) -> Sourced:
    """An amount that takes from its row what it does not say itself: name, source and origin."""
    said: dict[str, object] = {"label": sourced.label or row.name}
    if isinstance(row, Cost):
        said["source"] = sourced.source or row.source
        said["origin"] = sourced.origin if sourced.origin != "unsourced" else row.origin or "unsourced"
    return sourced.model_copy(update=said)


def _dotted(path: tuple[str | int, ...]) -> str:
    head, index, *rest = path
    tail = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in rest)
    return f"{head}[{index}]{tail}"


def expected_rows(inputs: Inputs, n: int = 1) -> dict[str, Array]:
    """n rows with every input at its expected value: {name: shape (n,)}."""
    return {name: np.full(n, item.value) for name, item in inputs.items()}


def sources(inputs: Inputs) -> list[Input]:
    """The inputs that are listed with their source: the named ones, and others that have a range or a source."""
    apart = (HURDLE_RATE, TAX_RATE, CONVERSION)
    return [
        item
        for item in inputs.values()
        if item.id != HURDLE_RATE and (item.named or item.has_range or (item.stated and item.id not in apart))
    ]
