"""Net present values without flows: each line's amount times its discounted weights, line by line.

*Why:* a list of a million prospects with eight ranges asks for seventeen net present values a row. Where tax is a share
of each amount, NPV is a sum over lines, so that an input at the end of its range changes the lines that depend on it
and no other, and a line whose months are the same in all rows is discounted once for all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from valuepitch import formula
from valuepitch.case.evaluate import filled
from valuepitch.case.inputs import EXCHANGE, HURDLE_RATE, INFLATION, TAX_RATE
from valuepitch.case.lines import Line
from valuepitch.case.plan import Plan
from valuepitch.case.shapes import Fault, LineShape, line_shape, uniform
from valuepitch.case.timing import Rows
from valuepitch.finance import Array, Why, factors, to_grid
from valuepitch.finance.recovery import NIL
from valuepitch.finance.tax import USED, tax_shares

Ends = Mapping[str, tuple[Array, Array]]
Mask = NDArray[np.bool_]

# Inputs that every line depends on.
_OF_ALL = frozenset({HURDLE_RATE, TAX_RATE, INFLATION, EXCHANGE})


@dataclass(frozen=True)
class LineValue:
    """One line.

    Attributes:
        pv: after tax, costs positive, shape (n,) or (1,).
        gross: the same of its amounts without their signs.
        shape: what it was made of.
    """

    pv: Array
    gross: Array
    shape: LineShape


def depends_on(line: Line) -> frozenset[str]:
    """Every input that a line's amount, factors and months ask for."""
    named = [name for name, _ in line.factors] + line.names + ([line.salvage] if line.salvage else [])
    for item in fields(line.timing):  # type: ignore[arg-type]
        value = getattr(line.timing, item.name)
        named += [part for part in (value if isinstance(value, tuple) else (value,)) if isinstance(part, str)]
    return frozenset(named)


class Values:
    """Net present values of n rows, at their inputs and at others.

    Args:
        plan: what is the same for all rows.
        rows: {input: shape (n,)}, as :func:`~valuepitch.case.evaluate.evaluate` takes them.
    """

    def __init__(self, plan: Plan, rows: Mapping[str, Array]) -> None:
        self.plan, self.rows = plan, rows
        self.n = len(rows[HURDLE_RATE])
        self.faults: list[Fault] = []
        self.lines = {line.path: line for line in plan.lines}
        self.table: Rows = {name: uniform(values) for name, values in filled(plan, rows).items()}
        self.taxed = plan.after_tax and TAX_RATE in self.table

    @property
    def is_linear(self) -> bool:
        """Whether NPV is a sum over lines: losses that are carried forward make tax depend on all of them."""
        return not self.taxed or self.plan.losses == USED

    @cached_property
    def _discount(self) -> Array:
        """Factors by month, shape (H + 1, n) or (H + 1, 1)."""
        months, periods = to_grid(np.eye(self.plan.horizon + 1), self.plan.discounting)
        of_grid = factors(self.table[HURDLE_RATE], months.shape[1] - 1, periods).T
        # Each month belongs to one period of the grid.
        by_month: Array = of_grid[months.argmax(axis=1)]
        return by_month

    @cached_property
    def expected(self) -> dict[str, LineValue]:
        """Every line by its path, those too that are not counted."""
        return {path: self._line(line, self.table) for path, line in self.lines.items()}

    @cached_property
    def npv(self) -> Array:
        """Of every row, shape (n,)."""
        return self.npv_with({})

    @cached_property
    def gross(self) -> Array:
        """The present value of all amounts without their signs, shape (n,)."""
        total: Array = sum((np.abs(self.expected[line.path].gross) for line in self._counted), np.zeros(self.n))
        return total

    @cached_property
    def _counted(self) -> list[Line]:
        return [line for line in self.plan.lines if line.counted]

    def npv_with(self, changed: Mapping[str, Array]) -> Array:
        """NPV with other values of some inputs, each of shape (n,) or (1,); shape (n,)."""
        if any(self._is_of_all(name) for name in changed):
            wide = {name: np.broadcast_to(values, (self.n,)) for name, values in changed.items()}
            other = Values(self.plan, {**self.rows, **wide})
            total = other.npv
            self.faults += other.faults
            return total
        table = self.table_with(changed)
        moved = [line for line in self._counted if not self.uses[line.path].isdisjoint(changed)]
        others = {line.path: self._line(line, table) for line in moved}
        if not self.is_linear:
            return self._after_losses(others)
        total = np.zeros(self.n)
        for line in self._counted:
            found = others.get(line.path, self.expected[line.path])
            total = total + found.pv if line.side == "benefit" else total - found.pv
        return np.where(np.abs(total) <= NIL * self.gross, 0.0, total)

    def _after_losses(self, others: Mapping[str, LineValue]) -> Array:
        """NPV where losses are carried forward, with other values of some lines: by flows, whose sums are kept."""
        flows, base = self._sums
        for path, found in others.items():
            for side, line in ((1.0, found), (-1.0, self.expected[path])):
                of_line = self._by_month(self.lines[path], line.shape)
                flows, base = flows + side * of_line[0], base + side * of_line[1]
        share = tax_shares(self.table[TAX_RATE], base, self.plan.losses)
        total: Array = ((flows - share * base) * self._discount.T).sum(axis=1)
        return np.where(np.abs(total) <= NIL * self.gross, 0.0, total)

    @cached_property
    def _sums(self) -> tuple[Array, Array]:
        """Net flows before tax and what of them is taxed, all counted lines, shapes (n, H + 1)."""
        flows, base = (np.zeros((self.n, self.plan.horizon + 1)) for _ in range(2))
        for line in self._counted:
            of_line = self._by_month(line, self.expected[line.path].shape)
            flows, base = flows + of_line[0], base + of_line[1]
        return flows, base

    def _by_month(self, line: Line, shape: LineShape) -> tuple[Array, Array]:
        """A line's flows before tax and what of them is taxed, costs negative; shapes (n, H + 1) or (1, H + 1)."""
        sign = 1.0 if line.side == "benefit" else -1.0
        flows = sign * shape.amount[:, None] * shape.weights
        if shape.base is None:
            return flows, np.zeros(1)
        base = flows if shape.base is shape.weights else sign * shape.amount[:, None] * shape.base
        if shape.fetched is None:
            return flows, base
        last = np.eye(1, self.plan.horizon + 1, self.plan.horizon)
        book = (flows.sum(axis=1) - base.sum(axis=1))[:, None]
        fetched = sign * shape.fetched[:, None]
        return flows - fetched * last, base + (book - fetched) * last

    @cached_property
    def uses(self) -> dict[str, frozenset[str]]:
        return {path: depends_on(line) for path, line in self.lines.items()}

    def _is_of_all(self, name: str) -> bool:
        return name in _OF_ALL or any(name in formula.names(tree) for _, tree in self.plan.derived)

    def table_with(self, changed: Mapping[str, Array]) -> Rows:
        """The inputs, in the prospect's currency, with other values of some."""
        rate = self.table[EXCHANGE] if EXCHANGE in self.rows else None
        other = {
            name: values * rate if rate is not None and name in self.plan.foreign else values
            for name, values in changed.items()
        }
        return {**self.table, **other}

    def _line(self, line: Line, table: Rows) -> LineValue:
        shape = line_shape(line, self.plan.horizon, table, self.faults, self.n)
        share = table[TAX_RATE] if self.taxed else None
        with np.errstate(invalid="ignore", over="ignore"):
            weight = self._discounted(shape.weights)
            pv = shape.amount * weight
            gross = pv if (shape.weights >= 0).all() else shape.amount * self._discounted(np.abs(shape.weights))
            if share is not None and shape.base is not None:
                based = weight if shape.base is shape.weights else self._discounted(shape.base)
                pv = pv - share * shape.amount * based
            if shape.fetched is not None:
                pv = pv - self._fetched(shape, share)
        return LineValue(pv, gross, shape)

    def _fetched(self, shape: LineShape, share: Array | None) -> Array:
        """What the asset fetches in the last month, less the tax on what it fetches above its book value."""
        assert shape.fetched is not None
        assert shape.base is not None
        fetched = shape.fetched
        if share is not None:
            book = shape.amount * (shape.weights.sum(axis=1) - shape.base.sum(axis=1))
            fetched = fetched + share * (book - fetched)
        last: Array = fetched * self._discount[-1]
        return last

    def _discounted(self, weights: Array) -> Array:
        """Weights at their present value, shape (n,) or (1,); month by month, so that a row's value is its own."""
        total = np.zeros(1)
        for month in np.flatnonzero(weights.any(axis=0)):
            total = total + weights[:, month] * self._discount[month]
        return total


@dataclass(frozen=True)
class Worst:
    """The poor end of every range, row by row.

    Attributes:
        npv: with every input at the end at which NPV alone is lower, shape (n,); NaN where a formula has no value.
        conservative, favourable: the inputs that have a range, at that end and at the other one; shapes (n,) or (1,).
        faulty: rows in which a formula has no value at some end, shape (n,).
        why: the reason code of each of those, shape (n,).
    """

    npv: Array
    conservative: Mapping[str, Array]
    favourable: Mapping[str, Array]
    faulty: Mask
    why: NDArray[np.int8]


def worst(values: Values, ends: Ends) -> Worst:
    """NPV of the conservative case, as ``case.study`` makes it of one prospect, of every row.

    Args:
        ends: low and high end of each input that has a range, shapes (n,) or (1,).
    """
    poor: dict[str, Array] = {}
    good: dict[str, Array] = {}
    for name, (low, high) in ends.items():
        at_low, at_high = (values.npv_with({name: end}) for end in (low, high))
        # What differs by rounding alone does not differ, so that no end is the poor one by chance.
        with np.errstate(invalid="ignore"):
            is_low = (at_low <= at_high) | (np.abs(at_high - at_low) <= NIL * values.gross)
        poor[name], good[name] = uniform(np.where(is_low, low, high)), uniform(np.where(is_low, high, low))
    npv = values.npv_with(poor) if poor else values.npv
    why = np.zeros(values.n, dtype=np.int8)
    for fault in values.faults:
        why[fault.rows] = Why.DIVISION_BY_ZERO if "zero" in fault.message else Why.NOT_A_NUMBER
    faulty = why != 0
    return Worst(np.where(faulty, np.nan, npv), poor, good, faulty, why)
