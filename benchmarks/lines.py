"""A result beside its goal, and jobs that take turns."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One result beside its goal."""

    what: str
    value: float
    unit: str
    goal: float

    def __str__(self) -> str:
        mark = "ok  " if self.value <= self.goal else "OVER"
        return f"{mark}  {self.what:<62}{_printed(self.value):>9} {self.unit:<6} goal {self.goal:g}"


def in_turns(turns: int, **jobs: Callable[[], object]) -> dict[str, float]:
    """Median CPU milliseconds of each job, all taking turns in this process."""
    spent: dict[str, list[float]] = {name: [] for name in jobs}
    for job in jobs.values():
        job()  # warm
    for _ in range(turns):
        for name, job in jobs.items():
            gc.collect()  # nobody pays for what another left
            start = time.process_time()
            job()
            spent[name].append((time.process_time() - start) * 1000)
    return {name: statistics.median(times) for name, times in spent.items()}


def _printed(value: float) -> str:
    return f"{value:.2f}" if value >= 0.1 or value == 0 else f"{value:.2g}"
