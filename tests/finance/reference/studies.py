"""Analyst studies as product profiles: a row for each line of the study, with its risk where the study shows it.

A study prints its lines risk-adjusted, each with a present value, and the totals under them. Elsewhere it prints how
a line was adjusted. The lines of a side are the rows that stand before the side's total and add up to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest

from valuepitch.case.study import Case

from .profiles import ANNUAL, case_from, yearly_list
from .published import Published, published

SIDES = ("benefit", "cost")
HALF = 0.5  # a printed figure is rounded to a whole one
Row = dict[str, Any]


@dataclass(frozen=True)
class StudyLine:
    """One line of a study.

    Attributes:
        side: ``benefit`` or ``cost``.
        ref: how the study calls it.
        flows: by year before the risk, month 0 first.
        risk: the share taken off a benefit, or added to a cost.
        pv: the present value that the study prints; None where only the adjustment is printed.
    """

    side: str
    ref: str
    flows: tuple[float, ...]
    risk: float
    pv: float | None


def studies() -> list[Published]:
    """The analyst studies."""
    return [case for case in published().values() if case["kind"] == "tei"]


def printed(case: Published, side: str) -> list[float]:
    """The total of a side by year."""
    return [float(flow) for flow in case[f"{side}s"]]


def rounding(lines: int) -> float:
    """How far a printed total may be from the sum of as many rounded lines."""
    return HALF * (lines + 1)


def lines_of(case: Published) -> list[StudyLine]:
    """Every line of a study, benefits and costs."""
    found = dict(_by_side(case))
    assert set(found) == set(SIDES), f"{case.id}: no lines add up to a total"
    return [_line(case, side, row) for side in SIDES for row in found[side]]


def adjusted(case: Published, side: str) -> list[Row]:
    """How the lines of a side were adjusted, as far as what is printed before and after it agrees."""
    sign = 1 if side == "cost" else -1
    return [row for row in case["risk_adjustment_rows"] if row["agree"] and sign * row["risk_pct"] >= 0]


def _by_side(case: Published) -> Iterator[tuple[str, list[Row]]]:
    """The rows of each side: those that stand before its total and add up to it."""
    before: list[Row] = []
    for row in case["present_value_rows"]:
        side = next((side for side in SIDES if _alike(row["flows"], printed(case, side))), None)
        if side is None:
            before.append(row)
        elif before:
            yield side, _adding_up(case, side, before)
            before = []


def _adding_up(case: Published, side: str, rows: list[Row]) -> list[Row]:
    """The most of the last rows that add up to the total; with one that the table of present values lacks."""
    lacking = [
        {"ref": row["ref"], "flows": _placed(row["adjusted"]), "pv_reported": None} for row in adjusted(case, side)
    ]
    for more in ([], *([row] for row in lacking)):
        for start in range(len(rows)):
            lines = [*rows[start:], *more]
            if _alike(_sum(lines), printed(case, side), rounding(len(lines))):
                return lines
    raise AssertionError(f"{case.id}: no rows add up to the {side}s that are printed")


def _sum(rows: Sequence[Row]) -> list[float]:
    return [float(sum(flows)) for flows in zip(*(row["flows"] for row in rows), strict=True)]


def _alike(some: Sequence[float], others: Sequence[float], within: float = HALF) -> bool:
    return bool(list(some) == pytest.approx(list(others), abs=within, rel=0))


def _placed(figures: Sequence[float], skip: int | None = None) -> list[float]:
    """Figures by year with nil around them; fewer than four end in the last year unless ``skip`` says otherwise."""
    before = 4 - len(figures) if skip is None else skip
    return [0.0] * before + [float(figure) for figure in figures] + [0.0] * (4 - before - len(figures))


def _line(case: Published, side: str, row: Row) -> StudyLine:
    """A line with its risk where the study shows it, else as printed."""
    candidates = sorted(adjusted(case, side), key=lambda risk: f"{risk['ref']}r" != row["ref"])
    for risk in candidates:
        for skip in range(4 - len(risk["adjusted"]), -1, -1):
            if _alike(_placed(risk["adjusted"], skip), row["flows"]):
                before = tuple(_placed(risk["unadjusted"], skip))
                return StudyLine(side, risk["ref"], before, abs(risk["risk_pct"]) / 100, row["pv_reported"])
    return StudyLine(side, row["ref"], tuple(map(float, row["flows"])), 0.0, row["pv_reported"])


@cache
def run(id: str, hurdle_rate: float | None = None) -> Case:
    """A study as a case, at its own rate or at another."""
    study = published()[id]
    rows: dict[str, list[Row]] = {side: [] for side in SIDES}
    for line in lines_of(study):
        kind = {"kind": "cash"} if line.side == "benefit" else {}
        name = f"Line {len(rows[line.side]) + 1} {line.ref}".strip()
        rows[line.side].append({"name": name, **kind, **yearly_list(line.flows, line.risk)})
    return case_from(
        {"hurdle_rate": study.rate if hurdle_rate is None else hurdle_rate},
        conventions={"discounting": ANNUAL, "horizon_months": 36},
        benefits=rows["benefit"],
        costs=rows["cost"],
    )


def _measure(name: str, times: float = 1.0, rate: float | None = None) -> Callable[[Published], float]:
    return lambda case: times * run(case.id, rate).result.value(name)


# Totals are present values at 0%.
CHECKS: dict[str, Callable[[Published], float]] = {
    "pv_costs": _measure("pv_costs"),
    "pv_benefits": _measure("pv_benefits"),
    "npv": _measure("npv"),
    "total_costs": _measure("pv_costs", rate=0.0),
    "total_benefits": _measure("pv_benefits", rate=0.0),
    "total_net": _measure("npv", rate=0.0),
    "roi_pct": _measure("roi", 100),
    "irr_pct": _measure("irr", 100),
    "payback_months": _measure("payback_months"),
    "payback_text": _measure("payback_months"),
    "payback_months_text_only": _measure("payback_months"),
}
