"""Every case behind a page: the three scenarios, each range's ends alone, and each value at which NPV is nil."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from valuepitch.case.evaluate import Result, evaluate
from valuepitch.case.inputs import expected_rows
from valuepitch.case.study import CONSERVATIVE, FAVOURABLE, SCENARIOS, Case
from valuepitch.finance import Array


@dataclass(frozen=True)
class EveryCase:
    """All cases as rows of one evaluation.

    The rows stand in this order: the scenarios, each bar's low end in the order of ``Case.sensitivity``, each bar's
    high end, each input of ``nil_at`` at the value at which NPV is nil.

    Attributes:
        rows: {input: shape (n,)}.
        result: every measure, lines kept.
        nil_at: inputs that alone can make NPV nil; months are left out, since between whole ones it jumps.
    """

    rows: dict[str, Array]
    result: Result
    nil_at: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        return len(self.result.rate)


def every_case(case: Case) -> EveryCase:
    """Evaluate every case behind a page at once."""
    nil_at = tuple(
        id for id, value in case.break_even.items() if np.isfinite(value) and case.inputs[id].kind != "month"
    )
    rows = _rows(case, nil_at)
    result = evaluate(case.plan, rows, keep_lines=True)
    has = np.isfinite(result.measures.values["npv"])
    if not has.all():  # at such a value a formula may divide by zero
        first = len(has) - len(nil_at)
        nil_at = tuple(id for id, kept in zip(nil_at, has[first:], strict=True) if kept)
        rows = _rows(case, nil_at)
        result = evaluate(case.plan, rows, keep_lines=True)
    return EveryCase(rows, result, nil_at)


def _rows(case: Case, nil_at: tuple[str, ...]) -> dict[str, Array]:
    bars = case.sensitivity
    rows = expected_rows(case.inputs, len(SCENARIOS) + 2 * len(bars) + len(nil_at))
    for place, bar in enumerate(bars, len(SCENARIOS)):
        low, high = bar.input.ends
        values = rows[bar.input.id]
        values[[place, place + len(bars)]] = low, high
        values[[CONSERVATIVE, FAVOURABLE]] = (low, high) if bar.npv_low <= bar.npv_high else (high, low)
    for place, id in enumerate(nil_at, len(SCENARIOS) + 2 * len(bars)):
        rows[id][place] = case.break_even[id]
    return rows
