"""Every case behind a page: the three scenarios, and each input with a range alone at its low and at its high end."""

from __future__ import annotations

from dataclasses import dataclass

from valuepitch.case.evaluate import Result, evaluate
from valuepitch.case.inputs import expected_rows
from valuepitch.case.study import CONSERVATIVE, FAVOURABLE, SCENARIOS, Case
from valuepitch.finance import Array


@dataclass(frozen=True)
class EveryCase:
    """All cases as rows of one evaluation.

    The rows stand in this order: the scenarios, each bar's low end in the order of ``Case.sensitivity``, each bar's
    high end.

    Attributes:
        rows: {input: shape (n,)}.
        result: every measure, lines kept.
    """

    rows: dict[str, Array]
    result: Result

    @property
    def count(self) -> int:
        return len(self.result.rate)


def every_case(case: Case) -> EveryCase:
    """Evaluate every case behind a page at once."""
    bars = case.sensitivity
    rows = expected_rows(case.inputs, len(SCENARIOS) + 2 * len(bars))
    for place, bar in enumerate(bars, len(SCENARIOS)):
        low, high = bar.input.ends
        values = rows[bar.input.id]
        values[[place, place + len(bars)]] = low, high
        values[[CONSERVATIVE, FAVOURABLE]] = (low, high) if bar.npv_low <= bar.npv_high else (high, low)
    return EveryCase(rows, evaluate(case.plan, rows, keep_lines=True))
