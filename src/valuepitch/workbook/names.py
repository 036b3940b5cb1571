"""What the cells of inputs are called, and how formulas name them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from valuepitch.case.inputs import EXCHANGE, FINANCE_RATE, HURDLE_RATE, INFLATION, REINVESTMENT_RATE, Inputs
from valuepitch.case.plan import Plan
from valuepitch.formula import Node, cells, names

PLAIN = (0.0, 1.0, 12.0, 365.0)  # numbers that stand in formulas; any other has a cell
RATES = (HURDLE_RATE, FINANCE_RATE, REINVESTMENT_RATE)


def defined(id: str) -> str:
    """The name of an input's cell: ``in_revenue``, ``in_costs_0_amount``. It can be no address of a cell."""
    return "in_" + re.sub(r"\W+", "_", id).strip("_")


def quoted(text: str) -> str:
    """A text inside a formula."""
    return '"' + text.replace('"', '""') + '"'


@dataclass
class Numbers:
    """Numbers written in formulas, each in a cell of its own, so that no formula hides one."""

    found: dict[tuple[str, float], str] = field(default_factory=dict)

    def naming(self, place: str) -> Callable[[float], str]:
        """What stands for a number of the formula at a place: its digits, or the name of its cell."""

        def name(value: float) -> str:
            if value in PLAIN:
                return str(int(value))
            return self.found.setdefault((place, value), f"number_{len(self.found) + 1}")

        return name


@dataclass
class References:
    """How formulas refer to inputs, in one context: by the names of cells, or by the columns of a row.

    Attributes:
        cell: the reference of an input as it is stored.
        used: inputs that a formula referred to.
    """

    plan: Plan
    inputs: Inputs
    numbers: Numbers
    cell: Callable[[str], str]
    used: dict[str, None] = field(default_factory=dict)

    def input(self, id: str) -> str:
        """An input as formulas use it: in the prospect's currency, a default as its digit."""
        if id in self.inputs:
            self.used[id] = None
            if id in self.plan.foreign and EXCHANGE in self.inputs:
                self.used[EXCHANGE] = None
                return f"({self.cell(id)}*{self.cell(EXCHANGE)})"
            return self.cell(id)
        if id in self.plan.defaults:
            return str(int(self.plan.defaults[id]))
        return f"({self.tree(self._derived[id], id)})"

    def tree(self, node: Node, place: str) -> str:
        """A formula over references; ``place`` is where it is written."""
        return cells(node, self.input, self.numbers.naming(place))

    def rate(self, id: str) -> str:
        """A rate on the price basis of the cash: as it was stated, or as inflation turns it."""
        stated = self.input(id)
        if self.plan.rate_prices == self.plan.price_basis:
            return stated
        prices = self.input(INFLATION)
        if self.plan.price_basis == "real":
            return f"(1+{stated})/(1+{prices})-1"
        return f"(1+{stated})*(1+{prices})-1"

    @property
    def _derived(self) -> dict[str, Node]:
        """What follows from other accounts, in the order of the kernel."""
        found: dict[str, Node] = {}
        for name, tree in self.plan.derived:
            if name not in self.inputs and all(part in self.inputs or part in found for part in names(tree)):
                found.setdefault(name, tree)
        return found
