"""The plan of a product: what is the same for every prospect that it is evaluated for."""

from __future__ import annotations

from dataclasses import dataclass

from valuepitch import formula
from valuepitch.case.inputs import dotted, unnamed_parts
from valuepitch.case.lines import Limit, Line, LineBuilder
from valuepitch.formula import Node
from valuepitch.model import Product
from valuepitch.model.prospect import DERIVED


@dataclass(frozen=True)
class Plan:
    """Lines, conventions and the constants that stand in them.

    Attributes:
        defaults: the inputs that the profile leaves to their default, by name.
        foreign: inputs in the profile's currency, which the exchange rate turns into the prospect's.
        after_tax: whether flows are after tax in rows that have a tax rate.
        losses: ``used`` or ``carried_forward``.
        price_basis: of the flows, ``nominal`` or ``real``.
        limits: what may not be more than all of something.
        rate_prices: of the hurdle rate; where it differs, the inflation of each row turns it.
    """

    lines: tuple[Line, ...]
    effects: dict[str, Node]
    horizon: int
    discounting: str
    roi: str
    defaults: dict[str, float]
    foreign: tuple[str, ...] = ()
    limits: tuple[Limit, ...] = ()
    after_tax: bool = True
    losses: str = "used"
    price_basis: str = "nominal"
    rate_prices: str = "nominal"
    derived: tuple[tuple[str, Node], ...] = tuple((name, formula.parse(text)) for name, text in DERIVED)

    def needs(self) -> set[str]:
        """The names that the amounts and effects use."""
        effects = {name for tree in self.effects.values() for name in formula.names(tree)}
        return {name for line in self.lines for name in line.names} | effects


def make_plan(product: Product, rate_prices: str = "nominal") -> Plan:
    """The plan of a product profile, for prospects whose hurdle rate is nominal or real."""
    builder = LineBuilder(product)
    lines = [builder.benefit(i, item) for i, item in enumerate(product.benefits)]
    lines += [builder.cost(i, item) for i, item in enumerate(product.costs)]
    effects = {
        f"benefits[{i}]": tree
        for i, item in enumerate(product.benefits)
        if (tree := builder.effect(i, item)) is not None
    }
    conventions = product.conventions
    return Plan(
        tuple(lines),
        effects,
        conventions.horizon_months,
        conventions.discounting,
        conventions.roi,
        builder.defaults,
        _foreign(product),
        tuple(builder.limits.values()),
        conventions.view == "after_tax",
        conventions.losses,
        conventions.price_basis,
        rate_prices,
    )


def _foreign(product: Product) -> tuple[str, ...]:
    named = [name for name, item in product.assumptions.items() if "money" in item.kind]
    return (*named, *(dotted(path) for path, item in unnamed_parts(product) if "money" in item.kind))
