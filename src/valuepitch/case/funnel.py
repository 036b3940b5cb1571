"""The funnel: what a list of calls leads to, what it takes, and when. One row a list and scenario; arrays throughout.

Rates multiply: a sale takes 1 / (appointments a call x proposals an appointment x sales a proposal) calls. Conservative
takes every rate, volume and price at its low end, and hours, costs and months at their high end; favourable the other
way round.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from valuepitch.finance import Array
from valuepitch.model.funnel import LISTS, Funnel, ListRates
from valuepitch.model.sourced import Sourced

SCENARIOS = ("conservative", "expected", "favourable")
CONSERVATIVE, EXPECTED, FAVOURABLE = 0, 1, 2
LOW, HIGH = 0, 1

# The end of each input that makes a list poorer.
POORER: dict[str, int] = {
    "calls": LOW,
    "calls_a_month": LOW,
    "call_to_appointment": LOW,
    "appointment_to_proposal": LOW,
    "closing_rate": LOW,
    "cycle": HIGH,
    "revenue_per_sale": LOW,
    "research_hours": HIGH,
    "call_hours": HIGH,
    "appointment_hours": HIGH,
    "proposal_hours": HIGH,
    "hour_cost": HIGH,
}
INPUTS = tuple(POORER)

# What revenue an hour depends on; each of them alone, as a ratio of two straight lines.
BEARING = (
    "call_to_appointment",
    "appointment_to_proposal",
    "closing_rate",
    "revenue_per_sale",
    "research_hours",
    "call_hours",
    "appointment_hours",
    "proposal_hours",
)

_SLACK = 1e-12  # what rounding leaves of a level at nil

Rows = Mapping[str, Array]


def outcomes(rows: Rows) -> dict[str, Array]:
    """What lists lead to, row by row.

    Args:
        rows: every name of :data:`INPUTS`, shape (n,).

    Returns:
        By name, shape (n,): counts ``calls``, ``appointments``, ``proposals``, ``sales``; ``revenue`` and ``cost`` in
        money; ``hours`` and ``research_share`` of them; ``revenue_per_hour``; ``cost_per_sale`` and ``calls_per_sale``
        (NaN where no call leads to a sale); ``first_sale``, months from the first call (NaN where the list gives less
        than one sale).
    """
    calls = rows["calls"]
    appointments = calls * rows["call_to_appointment"]
    proposals = appointments * rows["appointment_to_proposal"]
    sales = proposals * rows["closing_rate"]
    research = calls * rows["research_hours"]
    hours = (
        research
        + calls * rows["call_hours"]
        + appointments * rows["appointment_hours"]
        + proposals * rows["proposal_hours"]
    )
    revenue, cost = sales * rows["revenue_per_sale"], hours * rows["hour_cost"]
    calls_per_sale = _over(calls, sales)
    wait = np.where(sales >= 1, calls_per_sale / rows["calls_a_month"], np.nan)
    return {
        "calls": calls,
        "appointments": appointments,
        "proposals": proposals,
        "sales": sales,
        "revenue": revenue,
        "hours": hours,
        "research_share": _over(research, hours),
        "cost": cost,
        "revenue_per_hour": _over(revenue, hours),
        "cost_per_sale": _over(cost, sales),
        "calls_per_sale": calls_per_sale,
        "first_sale": wait + rows["cycle"],
    }


def _over(above: Array, below: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        value = above / below
    return np.where((below > 0) & np.isfinite(value), value, np.nan)


@dataclass(frozen=True)
class Move:
    """One input of a list, alone.

    Attributes:
        name: of :data:`INPUTS`.
        swing: how far revenue an hour moves between the ends of its range.
        level_at: its value at which both lists bring the same revenue an hour; NaN where none does.
    """

    name: str
    swing: float
    level_at: float


@dataclass(frozen=True)
class FunnelResult:
    """Both lists, evaluated.

    Attributes:
        values: each outcome, shape (2, 3): lists by :data:`LISTS`, scenarios by :data:`SCENARIOS`.
        better: the list with more revenue an hour; None where they are level.
        moves: the inputs of that list, or of the top-down one, that bear on revenue an hour; the largest swing first.
    """

    funnel: Funnel
    values: Mapping[str, Array]
    better: str | None
    moves: tuple[Move, ...]

    def value(self, outcome: str, name: str, scenario: int = EXPECTED) -> float:
        """One outcome of a list; NaN where it has none."""
        return float(self.values[outcome][LISTS.index(name), scenario])

    @property
    def shown(self) -> str:
        """The list that is spoken of first."""
        return self.better or LISTS[1]

    @property
    def other(self) -> str:
        """The list that it is held against."""
        return LISTS[1 - LISTS.index(self.shown)]


def evaluate_funnel(funnel: Funnel) -> FunnelResult:
    """Both lists in the three scenarios, and what moves the better one."""
    values = {name: found.reshape(2, 3) for name, found in outcomes(_rows(funnel)).items()}
    hourly = values["revenue_per_hour"][:, EXPECTED]
    better = LISTS[int(hourly[1] > hourly[0])] if abs(hourly[1] - hourly[0]) > 1e-9 * hourly.max() else None
    shown = LISTS.index(better) if better else 1
    return FunnelResult(funnel, values, better, _moves(funnel.lists()[LISTS[shown]], float(hourly[1 - shown])))


def ends_of(name: str, sourced: Sourced) -> tuple[float, float, float]:
    """The conservative, the expected and the favourable value of an input."""
    poor = POORER[name]
    return sourced.ends[poor], float(sourced.value), sourced.ends[1 - poor]


def _rows(funnel: Funnel) -> dict[str, Array]:
    """Six rows: each list in each scenario."""
    lists = funnel.lists().values()
    return {name: np.concatenate([ends_of(name, getattr(rates, name)) for rates in lists]) for name in INPUTS}


def _moves(rates: ListRates, level: float) -> tuple[Move, ...]:
    """Every input that bears on revenue an hour: four rows each, at its ends and at 0 and 1."""
    rows = {name: np.full(4 * len(BEARING), float(getattr(rates, name).value)) for name in INPUTS}
    for index, name in enumerate(BEARING):
        rows[name][4 * index : 4 * index + 4] = (*getattr(rates, name).ends, 0.0, 1.0)
    found = outcomes(rows)
    hourly = found["revenue_per_hour"].reshape(-1, 4)
    at_0, at_1 = (np.stack([found["revenue"], found["hours"]]).reshape(2, -1, 4)[:, :, at] for at in (2, 3))
    # revenue - level x hours is a straight line in each input; it crosses nil where the lists are level.
    start, end = (line[0] - level * line[1] for line in (at_0, at_1))
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = np.where(end != start, start / (start - end), np.nan)
    swings = np.abs(hourly[:, 1] - hourly[:, 0])
    moves = [
        Move(name, float(swing), float(at) if _is_possible(rates, name, float(at)) else float("nan"))
        for name, swing, at in zip(BEARING, np.nan_to_num(swings), crossing, strict=True)
    ]
    return tuple(sorted(moves, key=lambda move: -move.swing))


def _is_possible(rates: ListRates, name: str, value: float) -> bool:
    least, most = getattr(rates, name).bounds
    return bool(least - _SLACK <= value <= most)
