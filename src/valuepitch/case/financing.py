"""The same case bought, financed by a loan and leased, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from valuepitch.case.evaluate import Result, evaluate
from valuepitch.case.lines import Line, lease_line, loan_line
from valuepitch.case.plan import Plan
from valuepitch.finance import Array
from valuepitch.model.financing import Financing

BOUGHT, FINANCED, LEASED = "bought", "financed", "leased"
MEASURES = ("npv", "payback_months", "lowest_cash", "lowest_cash_month")


@dataclass(frozen=True)
class WayToPay:
    """One way to pay for the capital costs.

    Attributes:
        name: bought, financed or leased.
        result: measures of :data:`MEASURES`, one row.
    """

    name: str
    result: Result


def plans(plan: Plan, financing: Financing | None) -> dict[str, Plan]:
    """The plan of each way to pay, that of the case itself among them; {} where the profile gives no other way."""
    if financing is None:
        return {}
    ways = {BOUGHT: plan}
    if financing.loan is not None:
        ways[FINANCED] = replace(plan, lines=(*plan.lines, *(loan_line(line) for line in _capital(plan))))
    if financing.lease is not None:
        others = tuple(line for line in plan.lines if line not in _capital(plan))
        ways[LEASED] = replace(plan, lines=(*others, lease_line(financing.lease)))
    return ways


def ways_to_pay(plan: Plan, rows: Mapping[str, Array], financing: Financing | None) -> tuple[WayToPay, ...]:
    """Bought, and each other way that the profile gives; () where it gives none."""
    return tuple(WayToPay(name, evaluate(way, rows, MEASURES)) for name, way in plans(plan, financing).items())


def _capital(plan: Plan) -> list[Line]:
    return [line for line in plan.lines if line.kind == "capital"]
