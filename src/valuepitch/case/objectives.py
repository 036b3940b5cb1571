"""What a case contributes to each of the prospect's objectives: a full year, net of recurring costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from valuepitch.case.evaluate import is_recurring
from valuepitch.case.lines import Line
from valuepitch.case.study import EXPECTED, Case
from valuepitch.model.prospect import Objective, Pressure

# Lines of the accounts that are better when they are lower.
LOWER_IS_BETTER = frozenset(
    {
        "cost_of_sales",
        "operating_expense",
        "payroll",
        "receivables",
        "inventory",
        "debt",
        "capital_expenditure",
    }
)


@dataclass(frozen=True)
class Contribution:
    """What a case does for one objective.

    Attributes:
        gain: counted benefits less recurring costs that touch it, a full year; money.
        uses: one-time costs that it has to bear; money.
        effect: what is not money, a full year before the risk reduction, in the objective's unit.
        revenue: the prospect's revenue where the objective is a share of it, else None.
    """

    objective: Objective
    gain: float
    uses: float
    effect: float
    revenue: float | None

    @property
    def serves(self) -> bool:
        return self.gain > 0 or self.effect > 0

    @property
    def burdens(self) -> bool:
        return not self.serves and (self.gain < 0 or self.uses > 0)

    @property
    def lower(self) -> bool:
        """Whether what it gains shows as a lower line of the accounts."""
        return self.objective.measure in LOWER_IS_BETTER


def contributions(case: Case) -> list[Contribution]:
    """One contribution per objective, in the prospect's order."""
    return [_contribution(case, objective) for objective in case.prospect.objectives]


@dataclass(frozen=True)
class Event:
    """Something that presses on the prospect.

    Attributes:
        ahead: it comes on the page's day or later, or has no date.
        days_after_decision: from the day by which a decision is asked for; None where one of the two has no date.
    """

    pressure: Pressure
    ahead: bool
    days_after_decision: int | None


def events(pressures: Sequence[Pressure], day: date | None, decision: date | None) -> list[Event]:
    """What presses, in the prospect's order, as seen from the page's day."""
    return [
        Event(
            item,
            item.date is None or day is None or item.date >= day,
            (item.date - decision).days if item.date and decision else None,
        )
        for item in pressures
    ]


def serves_none(case: Case) -> list[Line]:
    """The benefits that serve none of the prospect's objectives."""
    named = {objective.id for objective in case.prospect.objectives}
    measures = {objective.measure for objective in case.prospect.objectives} - {None}
    benefits = [line for line in case.plan.lines if line.side == "benefit"]
    return [
        line for line in benefits if case.row(line).objective not in named and case.row(line).touches not in measures
    ]


def touching(case: Case, objective: Objective) -> list[Line]:
    """The counted lines that name an objective, or touch the line of the accounts that it is measured by."""
    found = []
    for line in case.plan.lines:
        row = case.row(line)
        touches = objective.measure is not None and row.touches == objective.measure
        if line.counted and (row.objective == objective.id or touches):
            found.append(line)
    return found


def has_effect(case: Case, line: Line, objective: Objective) -> bool:
    """Whether what a benefit does beside money counts for an objective: it names it, in its unit."""
    unit = case.effect_unit(line)
    return unit is not None and unit == objective.unit and case.row(line).objective == objective.id


def _contribution(case: Case, objective: Objective) -> Contribution:
    gain = uses = effect = 0.0
    for line in touching(case, objective):
        amount = float(case.result.lines[line.path].full_year[EXPECTED])
        if line.side == "benefit":
            gain += amount
            effect += float(case.result.effects[line.path][EXPECTED]) if has_effect(case, line, objective) else 0.0
        elif is_recurring(line):
            gain -= amount
        elif case.row(line).objective == objective.id:
            uses += amount
    revenue = _revenue(case) if objective.unit == "percent_of_revenue" else None
    return Contribution(objective, gain, uses, effect, revenue)


def _revenue(case: Case) -> float | None:
    """The prospect's revenue, given or derived."""
    if "revenue" in case.inputs:
        return case.inputs["revenue"].value
    derived = case.result.derived.get("revenue")
    return None if derived is None else float(derived[EXPECTED])
