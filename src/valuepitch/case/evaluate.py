"""The kernel: a plan and rows of inputs to flows and measures, one row per case.

One page is 1 row, three scenarios are 3, a tornado 2k, a target list a
million. A row that cannot be computed is NaN with its reason, never an
exception.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from valuepitch import formula
from valuepitch.case.inputs import EXCHANGE, FINANCE_RATE, HURDLE_RATE, INFLATION, REINVESTMENT_RATE, TAX_RATE
from valuepitch.case.lines import Line
from valuepitch.case.plan import Plan
from valuepitch.case.shapes import Fault, line_shape, uniform
from valuepitch.case.timing import Listed, Once, Rows
from valuepitch.finance import Array, CashFlows, Measures, Why, measure, money_rate, real_rate
from valuepitch.finance.tax import tax_shares


@dataclass(frozen=True)
class LineResult:
    """One line in every row.

    Attributes:
        flows: shape (n, H + 1), after risk, ramp and tax, costs positive.
        pv: present value at the hurdle rate, shape (n,).
        full_year: the amount of a full year after risk and before tax, shape (n,); of a one-time line its whole amount.
        amount: the amount after risk, shape (n,); of a list 1 times its factors.
        weights: the share of the amount that falls in each month, shape (n, H + 1).
        before: the flows before tax, shape (n, H + 1).
        base: what of them is taxed or deducted, shape (n, H + 1); None: nothing.
        released: what of them is paid back in the last month, shape (n, H + 1); None: nothing.
    """

    flows: Array
    pv: Array
    full_year: Array
    amount: Array
    weights: Array
    before: Array
    base: Array | None
    released: Array | None


@dataclass(frozen=True)
class Result:
    """What a plan gives for n rows.

    Attributes:
        net, benefits, costs: counted flows after risk, ramp and tax, shape (n, H + 1), costs positive.
        measures: values and reasons by name, shape (n,).
        rate: the effective annual rate that discounts, on the price basis of the flows, shape (n,).
        lines: every line by its path, where asked for.
        effects: what benefits do that is not money, a full year before risk, by the benefit's path, shape (n,).
        outlay: the one-time costs before tax, shape (n,).
        cash: the flows that were measured, and how they are discounted.
        share: the share of what is taxed or deducted that tax takes, shape (n, H + 1); None where nothing is taxed.
        derived: lines of the accounts that follow from others, shape (n,).
        faults: formulas without a value.
    """

    net: Array
    benefits: Array
    costs: Array
    measures: Measures
    rate: Array
    outlay: Array
    cash: CashFlows
    share: Array | None = None
    lines: Mapping[str, LineResult] = field(default_factory=dict)
    effects: Mapping[str, Array] = field(default_factory=dict)
    derived: Mapping[str, Array] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    def value(self, name: str, row: int = 0) -> float:
        """A measure of one row; NaN where it has none."""
        return float(self.measures.values[name][row])

    def npv_at(self, rate: float, row: int = 0) -> float:
        """NPV of one row at another rate, an effective annual one on the price basis of its flows."""
        return float(self.cash.npv_at(np.full_like(self.rate, rate))[row])

    def why(self, name: str, row: int = 0) -> Why:
        """The reason beside a measure of one row."""
        return Why(int(self.measures.why[name][row]))


def evaluate(
    plan: Plan, rows: Mapping[str, Array], only: Iterable[str] | None = None, *, keep_lines: bool = False
) -> Result:
    """Flows and measures of every row.

    Args:
        plan: what is the same for all rows.
        rows: {input: shape (n,)}, hurdle rate included (effective annual); a tax rate makes them after tax.
        only: the measures to compute; all by default.
        keep_lines: keep each line's flows, present value and full year, and the effects.

    Raises:
        KeyError: an input that a formula names has no row.
    """
    table = filled(plan, rows)
    n = len(table[HURDLE_RATE])
    faults: list[Fault] = []
    sums = _Sums(n, plan.horizon, taxed=plan.after_tax and TAX_RATE in table)
    kept: dict[str, _LineFlows] = {}
    alike = {name: uniform(values) for name, values in table.items()}
    for line in plan.lines:
        flows = _line_flows(line, plan.horizon, alike, faults, n)
        sums.add(line, flows)
        if keep_lines:
            kept[line.path] = flows
    share = tax_shares(table[TAX_RATE], sums.result, plan.losses) if sums.taxed else None
    cash = sums.cash(plan, table, share)
    with np.errstate(invalid="ignore"):
        measures = _with_faults(measure(cash, only), faults)
        outlay = sums.one_time.sum(axis=1)
    lines = {path: flows.result(cash, share) for path, flows in kept.items()}
    effects = _effects(plan, table, n, faults) if keep_lines else {}
    derived = {name: table[name] for name, _ in plan.derived if name in table and name not in rows}
    return Result(
        cash.net,
        cash.benefits,
        cash.costs,
        measures,
        table[HURDLE_RATE],
        outlay,
        cash,
        share,
        lines,
        effects,
        derived,
        tuple(faults),
    )


def filled(plan: Plan, rows: Mapping[str, Array]) -> Rows:
    """The rows with defaults, in one currency, on one price basis, with what follows from other accounts."""
    table: Rows = {name: np.asarray(values, dtype=np.float64) for name, values in rows.items()}
    n = len(next(iter(table.values())))
    for name, value in plan.defaults.items():
        table.setdefault(name, np.full(n, value))
    if EXCHANGE in rows:
        for name in plan.foreign:
            if name in table:
                table[name] = table[name] * table[EXCHANGE]
    if plan.rate_prices != plan.price_basis:
        turn = real_rate if plan.price_basis == "real" else money_rate
        for name in (HURDLE_RATE, FINANCE_RATE, REINVESTMENT_RATE):
            if name in table:
                table[name] = turn(table[name], table[INFLATION])
    for name, tree in plan.derived:
        if name not in table and all(part in table for part in formula.names(tree)):
            table[name] = formula.evaluate(tree, table)[0]
    return table


@dataclass(frozen=True)
class _LineFlows:
    """One line before tax; shapes (n, H + 1), or (1, H + 1) where all rows are alike.

    Attributes:
        flows: what moves, costs positive.
        base: what of it is taxed or deducted; None: nothing.
        paid: the flows less what an asset fetches at the end.
        full_year, amount: shape (n,) or (1,).
        weights: the share of the amount that falls in each month.
        released: what of the flows is paid back in the last month; None: nothing.
        end, end_base: what of the last month's costs and base stays there whatever is late, shape (n,) or (1,).
    """

    flows: Array
    base: Array | None
    paid: Array
    full_year: Array
    amount: Array
    weights: Array
    released: Array | None = None
    end: Array | None = None
    end_base: Array | None = None

    def after(self, share: Array | None) -> Array:
        return self.flows if share is None or self.base is None else self.flows - share * self.base

    def result(self, cash: CashFlows, share: Array | None) -> LineResult:
        shape = cash.net.shape
        flows = np.broadcast_to(self.after(share), shape)
        return LineResult(
            flows,
            cash.present_value(flows),
            np.broadcast_to(self.full_year, shape[:1]),
            np.broadcast_to(self.amount, shape[:1]),
            np.broadcast_to(self.weights, shape),
            np.broadcast_to(self.flows, shape),
            None if self.base is None else np.broadcast_to(self.base, shape),
            None if self.released is None else np.broadcast_to(self.released, shape),
        )


class _Sums:
    """Counted flows, added up line by line."""

    def __init__(self, n: int, horizon: int, *, taxed: bool) -> None:
        shape = (n, horizon + 1)
        self.taxed = taxed
        self.one_time = np.zeros(shape)
        self.flows = {"benefit": np.zeros(shape), "cost": np.zeros(shape)}
        self.base = {"benefit": np.zeros(shape), "cost": np.zeros(shape)} if taxed else {}
        self._released: list[Array] = []
        self._ends: list[tuple[Array, Array]] = []

    def add(self, line: Line, flows: _LineFlows) -> None:
        if not line.counted:
            return
        self.flows[line.side] += flows.flows
        if flows.released is not None:
            self._released.append(flows.released)
        if flows.end is not None and flows.end_base is not None:
            self._ends.append((flows.end, flows.end_base))
        if self.taxed and flows.base is not None:
            self.base[line.side] += flows.base
        if line.side == "cost" and line.one_time:
            self.one_time += flows.paid
        elif line.side == "cost" and isinstance(line.timing, Listed):  # month 0 of a list is paid once
            self.one_time[:, 0] += flows.paid[:, 0]

    @property
    def result(self) -> Array:
        """What is taxed less what is deducted."""
        return self.base["benefit"] - self.base["cost"]

    def after(self, side: str, share: Array | None) -> Array:
        return self.flows[side] if share is None else self.flows[side] - share * self.base[side]

    def cash(self, plan: Plan, table: Rows, share: Array | None) -> CashFlows:
        """The counted flows after tax, ready to be measured."""
        return CashFlows(
            self.after("benefit", share),
            self.after("cost", share),
            self.one_time,
            table[HURDLE_RATE],
            discounting=plan.discounting,
            roi=plan.roi,
            released=self.released,
            end_costs=self.end_costs(share),
            finance_rate=table.get(FINANCE_RATE),
            reinvest_rate=table.get(REINVESTMENT_RATE),
        )

    @property
    def released(self) -> Array | None:
        """What is paid back in the last month; None where nothing is."""
        return sum(self._released, np.zeros_like(self.one_time)) if self._released else None

    def end_costs(self, share: Array | None) -> Array | None:
        """What of the last month's costs stays there, after tax; None where it is nothing."""
        if not self._ends:
            return None
        ends, bases = (sum(parts, np.zeros(len(self.one_time))) for parts in zip(*self._ends, strict=True))
        return ends if share is None else ends - share[:, -1] * bases


def _line_flows(line: Line, horizon: int, rows: Rows, faults: list[Fault], n: int) -> _LineFlows:
    shape = line_shape(line, horizon, rows, faults, n)
    amount, weights, full_year = shape.amount, shape.weights, shape.full_year
    paid = amount[:, None] * weights
    if shape.base is None:
        back = None if shape.released is None else amount[:, None] * shape.released
        return _LineFlows(paid, None, paid, full_year, amount, weights, back)
    base = paid if shape.base is weights else amount[:, None] * shape.base
    if shape.fetched is None:
        return _LineFlows(paid, base, paid, full_year, amount, weights)
    # What is not written off yet is deducted against what the asset fetches in the last month.
    last = np.eye(1, horizon + 1, horizon)
    fetched, book = shape.fetched, paid.sum(axis=1) - base.sum(axis=1)
    flows, left = paid - fetched[:, None] * last, base + (book - fetched)[:, None] * last
    return _LineFlows(flows, left, paid, full_year, amount, weights, None, -fetched, book - fetched)


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
