"""Many prospects: the expected case of each, in chunks, so that memory does not grow with their number."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor

from valuepitch.case.evaluate import evaluate
from valuepitch.case.plan import Plan
from valuepitch.finance import MEASURES, Array, Measures

# Slip asks for a present value per month of delay; a list does not rank by it.
SCREENED = tuple(name for name in MEASURES if name != "slip_months")
CHUNK = 4096  # rows; their flows stay near the processor


def in_chunks(rows: Mapping[str, Array], size: int = CHUNK) -> Iterator[dict[str, Array]]:
    """Rows in the order in which they stand, ``size`` at a time; views, not copies."""
    n = len(next(iter(rows.values())))
    for start in range(0, n, size):
        yield {name: values[start : start + size] for name, values in rows.items()}


def screen(
    plan: Plan, chunks: Iterable[Mapping[str, Array]], only: Iterable[str] = SCREENED, *, workers: int = 2
) -> Iterator[Measures]:
    """The measures of each chunk of rows, in order.

    Args:
        chunks: rows as :func:`evaluate` takes them; read as they are needed.
        only: the measures to compute.
        workers: chunks that are computed at once. numpy works on each outside Python's lock.
    """
    names = tuple(only)

    def measures(rows: Mapping[str, Array]) -> Measures:
        return evaluate(plan, rows, names).measures

    with ThreadPoolExecutor(workers) as pool:
        waiting: deque[Future[Measures]] = deque()
        for rows in chunks:
            waiting.append(pool.submit(measures, rows))
            if len(waiting) > workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
