"""The plan of a product: what is the same for every prospect that it is evaluated for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from valuepitch import formula
from valuepitch.case.inputs import CONVERSION
from valuepitch.finance import Array, schedule
from valuepitch.formula import Name, Node, Number, Operation
from valuepitch.model.product import ACCOUNT_BASES, Benefit, Cost, Product
from valuepitch.model.prospect import DERIVED
from valuepitch.model.sourced import Formula, Ref, Sourced

DAYS_A_YEAR = 365

Rows = dict[str, Array]


class Timing(Protocol):
    """When a line's yearly amount falls due, as a multiple of it by month."""

    def weights(self, horizon: int, rows: Rows) -> Array:
        """Shape (n, H + 1) or (1, H + 1)."""
        ...


@dataclass(frozen=True)
class Ramped:
    """One twelfth a month, growing to full effect."""

    start: str
    to_full: str

    def weights(self, horizon: int, rows: Rows) -> Array:
        return schedule.ramp(horizon, rows[self.start], rows[self.to_full]) / schedule.MONTHS_A_YEAR


@dataclass(frozen=True)
class Shares:
    """One twelfth a month, times written shares."""

    inputs: tuple[str, ...]

    def weights(self, horizon: int, rows: Rows) -> Array:
        shares = np.stack([rows[name] for name in self.inputs], axis=1)
        return schedule.shares_by_month(horizon, shares) / schedule.MONTHS_A_YEAR


@dataclass(frozen=True)
class Once:
    """In a month, or spread over several; paid back in the last month where it reverses."""

    month: str
    over: str | None = None
    reverses: bool = False

    def weights(self, horizon: int, rows: Rows) -> Array:
        paid = schedule.one_time(horizon, rows[self.month], None if self.over is None else rows[self.over])
        if self.reverses:
            paid[:, -1] -= paid.sum(axis=1)
        return paid


@dataclass(frozen=True)
class Recurring:
    """Every year, billed monthly, in advance or in arrears, with an escalation."""

    billed: str
    start: str
    escalation: str
    times: int = 1  # 12 where the written amount is one of a month

    def weights(self, horizon: int, rows: Rows) -> Array:
        return self.times * schedule.recurring(horizon, self.billed, rows[self.start], rows[self.escalation])


@dataclass(frozen=True)
class ByYear:
    """A list by year; the line's amount is 1."""

    amounts: tuple[float, ...]

    def weights(self, horizon: int, rows: Rows) -> Array:
        return schedule.by_year(horizon, np.array(self.amounts))


@dataclass(frozen=True)
class Line:
    """One cost or benefit.

    Attributes:
        path: its place in the product profile, such as ``benefits[0]``.
        side: ``benefit`` or ``cost``.
        kind: the benefit's kind; ``capital`` or ``expense`` for a cost.
        counted: whether the headline measures count it.
        one_time: paid once (a list by year: its month 0).
        amount: the amount as a tree; a year at full effect where it recurs.
        amount_path: where the amount stands, for messages.
        factors: names of inputs it is multiplied by, each as 1 + sign * input (sign 0: the input itself).
    """

    path: str
    side: str
    kind: str
    counted: bool
    one_time: bool
    amount: Node
    amount_path: str
    factors: tuple[tuple[str, int], ...]
    timing: Timing


@dataclass(frozen=True)
class Plan:
    """Lines, conventions and the constants that stand in them.

    ``defaults`` are the inputs that the profile leaves to their default, by name.
    """

    lines: tuple[Line, ...]
    effects: dict[str, Node]
    horizon: int
    discounting: str
    roi: str
    defaults: dict[str, float]
    derived: tuple[tuple[str, Node], ...] = tuple((name, formula.parse(text)) for name, text in DERIVED)

    def needs(self) -> set[str]:
        """The names that the amounts and effects use."""
        trees = [line.amount for line in self.lines] + list(self.effects.values())
        return {name for tree in trees for name in formula.names(tree)}


def make_plan(product: Product) -> Plan:
    """The plan of a product profile."""
    builder = _Builder(product)
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
    )


class _Builder:
    """Turns rows of a profile into lines; numbers that are not written get a name and a default."""

    def __init__(self, product: Product) -> None:
        self.conventions = product.conventions
        self.defaults: dict[str, float] = {}

    def name(self, written: Sourced | str | None, path: str, default: float) -> str:
        """The input's name: the assumption it refers to, or its path."""
        if isinstance(written, Ref):
            return str(written)
        if written is None:
            self.defaults[path] = default
        return path

    def tree(self, amount: Sourced | str | tuple[float, ...], path: str) -> Node:
        if isinstance(amount, Formula):
            return amount.tree
        return Number(1.0) if isinstance(amount, tuple) else Name(path)

    def benefit(self, index: int, item: Benefit) -> Line:
        path = f"benefits[{index}]"
        counted = item.kind in self.conventions.count
        factors = [(f"{path}.risk", -1)] if item.risk else []
        factors += [(f"{path}.attribution", 0)] if item.attribution else []
        factors += [(CONVERSION, 0)] if item.kind == "capacity" and counted else []
        return Line(
            path,
            "benefit",
            item.kind,
            counted,
            item.kind == "working_capital",
            self._benefit_amount(item, path),
            f"{path}.days" if item.kind == "working_capital" else f"{path}.amount",
            tuple(factors),
            self._benefit_timing(item, path),
        )

    def effect(self, index: int, item: Benefit) -> Node | None:
        """What a benefit does that is not money: the days of working capital, or its stated effect."""
        path = f"benefits[{index}]"
        if item.days is not None:
            return self.tree(item.days, f"{path}.days")
        return self.tree(item.effect.amount, f"{path}.effect.amount") if item.effect is not None else None

    def _benefit_amount(self, item: Benefit, path: str) -> Node:
        if item.account is not None and item.days is not None:
            base = Name(ACCOUNT_BASES[item.account])
            return Operation(
                "*", Operation("/", base, Number(float(DAYS_A_YEAR))), self.tree(item.days, f"{path}.days")
            )
        assert item.amount is not None
        return self.tree(item.amount, f"{path}.amount")

    def _benefit_timing(self, item: Benefit, path: str) -> Timing:
        if item.kind == "working_capital":
            month = self.name(item.month, f"{path}.month", 0)
            over = self.name(item.over_months, f"{path}.over_months", 1)
            return Once(month, over, item.reverses)
        if isinstance(item.amount, tuple):
            return ByYear(item.amount)
        if isinstance(item.ramp, tuple):
            return Shares(tuple(f"{path}.ramp[{i}]" for i in range(len(item.ramp))))
        assert item.ramp is not None
        start = self.name(item.ramp.from_month, f"{path}.ramp.from_month", 1)
        return Ramped(start, self.name(item.ramp.months_to_full, f"{path}.ramp.months_to_full", 1))

    def cost(self, index: int, item: Cost) -> Line:
        path = f"costs[{index}]"
        timing: Timing
        if isinstance(item.amount, tuple):
            timing = ByYear(item.amount)
        elif item.every:
            start = self.name(item.from_month, f"{path}.from_month", 1)
            escalation = self.name(item.escalation, f"{path}.escalation", 0)
            timing = Recurring(item.billed or "monthly", start, escalation, 12 if item.every == "month" else 1)
        else:
            timing = Once(self.name(item.month, f"{path}.month", 0))
        return Line(
            path,
            "cost",
            "capital" if item.capital else "expense",
            True,
            isinstance(timing, Once) or item.capital,
            self.tree(item.amount, f"{path}.amount"),
            f"{path}.amount",
            ((f"{path}.risk", 1),) if item.risk else (),
            timing,
        )
