"""A whole case: expected, conservative and favourable, what each range moves, and how far each input can fall.

Everything here is extra rows through the one kernel.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from valuepitch import formula
from valuepitch.case.breakeven import break_even
from valuepitch.case.evaluate import Result, evaluate
from valuepitch.case.financing import WayToPay, ways_to_pay
from valuepitch.case.inputs import HURDLE_RATE, TAX_RATE, Input, collect, expected_rows, sources
from valuepitch.case.limits import Excess, exceeded
from valuepitch.case.lines import Line
from valuepitch.case.plan import Plan, make_plan
from valuepitch.case.scale import Scale, scales
from valuepitch.case.shapes import Fault
from valuepitch.case.simulation import Simulation, simulate
from valuepitch.finance.recovery import NIL
from valuepitch.model import Product, Prospect
from valuepitch.model.benefit import Benefit
from valuepitch.model.cost import COST_KINDS, Cost
from valuepitch.model.sourced import ORIGINS

EXPECTED, CONSERVATIVE, FAVOURABLE = 0, 1, 2
SCENARIOS = ("expected", "conservative", "favourable")


@dataclass(frozen=True)
class Bar:
    """NPV with one input at each end of its own range, all others as expected; money."""

    input: Input
    npv_low: float
    npv_high: float

    @property
    def swing(self) -> float:
        return abs(self.npv_high - self.npv_low)


@dataclass(frozen=True)
class Case:
    """One prospect and one product, evaluated.

    Attributes:
        result: three rows, in the order of :data:`SCENARIOS`, with lines kept.
        sensitivity: one bar per input that has a range, the one that moves NPV most first.
        origin_shares: share of the PV of counted benefits by its weakest origin, the largest first.
        not_costed: costs that sellers leave out and that no row and no reason covers.
        faults: formulas without a value, in any row.
        other_view: NPV before tax where the case is after tax, and the other way round; None without a tax rate.
        simulation: the case drawn many times; None where no input has a range.
        break_even: by input the value at which NPV is nil; NaN where no value does it.
        ways_to_pay: bought, financed, leased; () where the profile gives no other way.
        exceeded: shares above 100 %, and more than all of an amount, in any scenario.
        scales: each benefit as a share of the line of the accounts that it touches.
        paid_back_npv: NPV were released working capital paid back in the last month; None where none is kept.
    """

    prospect: Prospect
    product: Product
    plan: Plan
    inputs: dict[str, Input]
    result: Result
    sensitivity: tuple[Bar, ...]
    origin_shares: dict[str, float]
    not_costed: tuple[str, ...]
    faults: tuple[Fault, ...]
    other_view: float | None
    simulation: Simulation | None
    break_even: dict[str, float]
    ways_to_pay: tuple[WayToPay, ...]
    scales: tuple[Scale, ...]
    exceeded: tuple[Excess, ...]
    paid_back_npv: float | None

    @property
    def after_tax(self) -> bool:
        """Whether its flows are after tax."""
        return self.plan.after_tax and TAX_RATE in self.inputs

    @property
    def rate(self) -> Input:
        """The hurdle rate."""
        return self.inputs[HURDLE_RATE]

    def lines(self, side: str, *, counted: bool = True) -> list[Line]:
        """The benefits or costs that the headline measures count, or those that they do not."""
        return [line for line in self.plan.lines if line.side == side and line.counted == counted]

    def row(self, line: Line) -> Benefit | Cost:
        """The row of the profile behind a line."""
        rows: Sequence[Benefit | Cost] = self.product.benefits if line.side == "benefit" else self.product.costs
        return rows[int(line.path.partition("[")[2][:-1])]

    def effect_unit(self, line: Line) -> str | None:
        """The unit of what a benefit does that is not money, or None."""
        row = self.row(line)
        if isinstance(row, Benefit) and row.account is not None:
            return "days"
        if isinstance(row, Benefit) and row.effect is not None:
            return row.effect.unit
        return "hours" if isinstance(row, Benefit) and row.downtime is not None else None


def study(prospect: Prospect, product: Product) -> Case:
    """Evaluate a product for a prospect.

    Raises:
        KeyError: a name that neither file gives (``inputs.cross`` says it with its place).
    """
    plan, inputs = make_plan(product, prospect.hurdle_prices), collect(prospect, product)
    bars, faults = _sensitivity(plan, inputs)
    rows = expected_rows(inputs, len(SCENARIOS))
    for bar in bars:
        low, high = bar.input.ends
        rows[bar.input.id][[CONSERVATIVE, FAVOURABLE]] = (low, high) if bar.npv_low <= bar.npv_high else (high, low)
    result = evaluate(plan, rows, keep_lines=True)
    ordered = tuple(sorted(bars, key=lambda bar: -bar.swing))
    expected = expected_rows(inputs)
    found = (*faults, *result.faults)
    return Case(
        prospect,
        product,
        plan,
        inputs,
        result,
        ordered,
        _origin_shares(plan, inputs, result),
        _not_costed(product),
        found,
        _other_view(plan, inputs),
        None if found else simulate(plan, inputs, product),
        {} if found else break_even(plan, inputs, [item for item in sources(inputs) if item.id != HURDLE_RATE]),
        ways_to_pay(plan, expected, product.financing),
        scales(plan, product, result, expected),
        exceeded(plan, rows),
        _paid_back_npv(product, prospect, expected),
    )


def paid_back_plan(product: Product, prospect: Prospect) -> Plan | None:
    """The plan with every release of working capital paid back in the last month; None where none is kept."""
    if not any(benefit.kind == "working_capital" and not benefit.reverses for benefit in product.benefits):
        return None
    benefits = [b.model_copy(update={"reverses": b.kind == "working_capital"}) for b in product.benefits]
    return make_plan(product.model_copy(update={"benefits": tuple(benefits)}), prospect.hurdle_prices)


def _paid_back_npv(product: Product, prospect: Prospect, rows: dict[str, np.ndarray]) -> float | None:
    plan = paid_back_plan(product, prospect)
    return None if plan is None else float(evaluate(plan, rows, only=("npv",)).measures.values["npv"][0])


def _other_view(plan: Plan, inputs: dict[str, Input]) -> float | None:
    if TAX_RATE not in inputs:
        return None
    other = replace(plan, after_tax=not plan.after_tax)
    return float(evaluate(other, expected_rows(inputs), only=("npv",)).measures.values["npv"][0])


def _sensitivity(plan: Plan, inputs: dict[str, Input]) -> tuple[list[Bar], tuple[Fault, ...]]:
    """Each input with a range alone at its low and at its high end: 2k rows, NPV alone."""
    ranged = [item for item in inputs.values() if item.has_range]
    if not ranged:
        return [], ()
    rows = expected_rows(inputs, 2 * len(ranged))
    for index, item in enumerate(ranged):
        rows[item.id][[2 * index, 2 * index + 1]] = item.ends
    result = evaluate(plan, rows, only=("npv",))
    low, high = result.measures.values["npv"].reshape(-1, 2).T
    # What differs by rounding alone does not differ, so that no end is the poor one by chance.
    gross = (np.abs(result.benefits) + np.abs(result.costs)).sum(axis=1)[::2]
    high = np.where(np.abs(high - low) <= NIL * gross, low, high)
    return [Bar(*bar) for bar in zip(ranged, low.tolist(), high.tolist(), strict=True)], result.faults


def weakest_origin(line: Line, plan: Plan, inputs: dict[str, Input]) -> str:
    """The weakest origin in a line's formula; what is derived is as weak as its parts."""
    found: list[str] = [line.origin] if line.origin and not formula.names(line.amount) else []
    derived = {name: tree for name, tree in plan.derived if name not in inputs}
    names = line.names
    while names:
        name = names.pop()
        if name in inputs:
            found.append(inputs[name].sourced.origin)
        elif name in derived:
            names += formula.names(derived.pop(name))
    return max(found, key=ORIGINS.index) if found else "unsourced"


def _origin_shares(plan: Plan, inputs: dict[str, Input], result: Result) -> dict[str, float]:
    sums: dict[str, float] = {}
    for line in plan.lines:
        if line.side == "benefit" and line.counted:
            origin = weakest_origin(line, plan, inputs)
            sums[origin] = sums.get(origin, 0.0) + float(result.lines[line.path].pv[EXPECTED])
    total = sum(sums.values())
    if not np.isfinite(total) or total <= 0:
        return {}
    return {origin: part / total for origin, part in sorted(sums.items(), key=lambda item: -item[1])}


def _not_costed(product: Product) -> tuple[str, ...]:
    covered = {kind for cost in product.costs for kind in cost.covers} | set(product.no_cost)
    return tuple(kind for kind in COST_KINDS if kind not in covered)
