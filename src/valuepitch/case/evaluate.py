"""The kernel: a plan and rows of inputs to flows and measures, one row per case.

One page is 1 row, three scenarios are 3, a tornado 2k, a target list a
million. A row that cannot be computed is NaN with its reason, never an
exception.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from valuepitch import formula
from valuepitch.case.inputs import HURDLE_RATE
from valuepitch.case.plan import ByYear, Line, Once, Plan, Recurring, Rows
from valuepitch.finance import Array, CashFlows, Measures, Why, measure


@dataclass(frozen=True)
class Fault:
    """A formula without a value in some rows. ``column`` counts from 0 inside the formula's text."""

    path: str
    message: str
    column: int
    rows: NDArray[np.bool_]


@dataclass(frozen=True)
class LineResult:
    """One line in every row.

    Attributes:
        flows: shape (n, H + 1), after risk and ramp, costs positive.
        pv: present value at the hurdle rate, shape (n,).
        full_year: the amount of a full year after risk, shape (n,); of a one-time line its whole amount.
    """

    flows: Array
    pv: Array
    full_year: Array


@dataclass(frozen=True)
class Result:
    """What a plan gives for n rows.

    Attributes:
        net, benefits, costs: counted flows after risk and ramp, shape (n, H + 1), costs positive.
        measures: values and reasons by name, shape (n,).
        lines: every line by its path, where asked for.
        effects: what benefits do that is not money, a full year before risk, by the benefit's path, shape (n,).
        outlay: the one-time costs, shape (n,).
        derived: lines of the accounts that follow from others, shape (n,).
        faults: formulas without a value.
    """

    net: Array
    benefits: Array
    costs: Array
    measures: Measures
    outlay: Array
    lines: Mapping[str, LineResult] = field(default_factory=dict)
    effects: Mapping[str, Array] = field(default_factory=dict)
    derived: Mapping[str, Array] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    def value(self, name: str, row: int = 0) -> float:
        """A measure of one row; NaN where it has none."""
        return float(self.measures.values[name][row])

    def why(self, name: str, row: int = 0) -> Why:
        """The reason beside a measure of one row."""
        return Why(int(self.measures.why[name][row]))


def evaluate(
    plan: Plan, rows: Mapping[str, Array], only: Iterable[str] | None = None, *, keep_lines: bool = False
) -> Result:
    """Flows and measures of every row.

    Args:
        plan: what is the same for all rows.
        rows: {input: shape (n,)}, hurdle rate included (effective annual).
        only: the measures to compute; all by default.
        keep_lines: keep each line's flows, present value and full year, and the effects.

    Raises:
        KeyError: an input that a formula names has no row.
    """
    table, n = _filled(plan, rows)
    shape = (n, plan.horizon + 1)
    sums = {"benefit": np.zeros(shape), "cost": np.zeros(shape)}
    one_time = np.zeros(shape)
    kept: dict[str, tuple[Array, Array]] = {}
    faults: list[Fault] = []
    for line in plan.lines:
        amount = _amount(line, table, n, faults)
        flows = amount[:, None] * line.timing.weights(plan.horizon, table)
        if line.counted:
            sums[line.side] += flows
            if line.side == "cost":
                one_time += _one_time_part(line, flows)
        if keep_lines:
            kept[line.path] = (flows, _full_year(line, amount, plan.horizon))
    cash = CashFlows(
        sums["benefit"], sums["cost"], one_time, table[HURDLE_RATE], discounting=plan.discounting, roi=plan.roi
    )
    with np.errstate(invalid="ignore"):
        measures = _with_faults(measure(cash, only), faults)
        outlay = one_time.sum(axis=1)
    lines = {path: LineResult(flows, cash.present_value(flows), year) for path, (flows, year) in kept.items()}
    effects = _effects(plan, table, n, faults) if keep_lines else {}
    derived = {name: table[name] for name, _ in plan.derived if name in table and name not in rows}
    return Result(cash.net, cash.benefits, cash.costs, measures, outlay, lines, effects, derived, tuple(faults))


def _filled(plan: Plan, rows: Mapping[str, Array]) -> tuple[Rows, int]:
    """The rows with defaults and with what follows from other lines of the accounts."""
    table: Rows = {name: np.asarray(values, dtype=np.float64) for name, values in rows.items()}
    n = len(next(iter(table.values())))
    for name, value in plan.defaults.items():
        table.setdefault(name, np.full(n, value))
    for name, tree in plan.derived:
        if name not in table and all(part in table for part in formula.names(tree)):
            table[name] = formula.evaluate(tree, table)[0]
    return table, n


def _amount(line: Line, rows: Rows, n: int, faults: list[Fault]) -> Array:
    """A line's amount after risk and attribution, shape (n,)."""
    value, found = formula.evaluate(line.amount, {name: rows[name] for name in formula.names(line.amount)})
    value = np.array(np.broadcast_to(value, (n,)))
    faults += [Fault(line.amount_path, item.message, item.column, np.broadcast_to(item.rows, (n,))) for item in found]
    with np.errstate(invalid="ignore"):
        lost = ~np.isfinite(value) & ~_any_fault(found, n)
    if lost.any():
        faults.append(Fault(line.amount_path, "has no finite value", 0, lost))
    value = np.where(np.isfinite(value), value, np.nan)
    for name, sign in line.factors:
        value = value * (1.0 + sign * rows[name] if sign else rows[name])
    return value


def _any_fault(found: list[formula.Fault], n: int) -> NDArray[np.bool_]:
    out = np.zeros(n, dtype=bool)
    for item in found:
        out |= item.rows
    return out


def _one_time_part(line: Line, flows: Array) -> Array:
    if line.one_time:
        return flows
    if isinstance(line.timing, ByYear):  # month 0 of a list is paid once
        return np.concatenate([flows[:, :1], np.zeros_like(flows[:, 1:])], axis=1)
    return np.zeros_like(flows)


def _full_year(line: Line, amount: Array, horizon: int) -> Array:
    if isinstance(line.timing, ByYear):
        within = line.timing.amounts[1 : 1 + -(-horizon // 12)]
        return amount * (within[-1] if within else 0.0)
    if isinstance(line.timing, Recurring):
        return amount * line.timing.times
    return amount


def _with_faults(measures: Measures, faults: list[Fault]) -> Measures:
    """The measures with NaN, and why, in every row whose formulas have no value."""
    for fault in faults:
        why = Why.DIVISION_BY_ZERO if "zero" in fault.message else Why.NOT_A_NUMBER
        for name in measures.values:
            measures.values[name] = np.where(fault.rows, np.nan, measures.values[name])
            measures.why[name] = np.where(fault.rows, why, measures.why[name]).astype(np.int8)
    return measures


def _effects(plan: Plan, rows: Rows, n: int, faults: list[Fault]) -> dict[str, Array]:
    out: dict[str, Array] = {}
    for path, tree in plan.effects.items():
        value, found = formula.evaluate(tree, {name: rows[name] for name in formula.names(tree)})
        out[path] = np.broadcast_to(value, (n,))
        faults += [Fault(f"{path}.effect.amount", item.message, item.column, item.rows) for item in found]
    return out


def is_recurring(line: Line) -> bool:
    """Whether a line comes again every year."""
    return not isinstance(line.timing, Once)
