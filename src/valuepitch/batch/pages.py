"""A target list becomes pages: the whole way of ``valuepitch batch``, as a function."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date as Date
from pathlib import Path
from typing import Any

from valuepitch.batch import cluster as dask
from valuepitch.batch.journal import Journal
from valuepitch.batch.manifest import write_manifest
from valuepitch.batch.plan import Plan, Wanted, make_plan, profile
from valuepitch.batch.run import Count, Pool, Run, Told, figures
from valuepitch.batch.store import store_of
from valuepitch.batch.warm import Result, Warm, hold

Planned = Callable[[Plan], None]


@dataclass(frozen=True)
class Batch:
    """What a run left.

    Attributes:
        place: where the pages are.
        count: what was made, kept and refused.
        pages: pages that the manifest lists.
        rejects: problems that ``rejects.csv`` lists.
        refused_rows: rows that are asked for and have no page.
        date: of the pages.
    """

    place: str
    count: Count
    pages: int
    rejects: int
    refused_rows: int
    date: Date


def make_pages(
    listed: str | Path,
    product: str | Path,
    output: str,
    *,
    date: Date | None = None,
    keys: tuple[str, ...] = (),
    limit: int | None = None,
    jobs: int | None = None,
    cluster: str | None = None,
    resume: bool = True,
    planned: Planned = lambda plan: None,
    told: Told = lambda count: None,
    **options: Any,
) -> Batch:
    """Make a page for each account of a list, and say what could not be made and why.

    Args:
        listed: CSV, TSV, XLSX or Parquet.
        product: the profile.
        output: a folder, or an address that fsspec knows, such as ``s3://pages/autumn``.
        date: the pages' date; that of the first run into this place by default, today for a new one.
        keys, limit: the accounts that are asked for; all by default.
        jobs: pages drawn at once; one for each processor by default.
        cluster: the address of a Dask scheduler that does the work instead.
        resume: keep what an earlier run made of the same inputs.
        planned, told: called when the list is read, and after every account.
        options: of the pages and of reading the list, as :func:`valuepitch.batch.plan.make_plan` takes them.

    Raises:
        InputError: the list, the profile or a file beside it cannot be used; no page was made.
        FileError: the place cannot be written, or another run has it.
        TemplateError: the template cannot be used.
        BatchStoppedError: no file can be written, or no page drawn any more; what was made is kept.
        KeyboardInterrupt: it was interrupted; what was made is kept.
    """
    store = store_of(output)
    # The list is read before the place is touched: one that cannot be read leaves nothing behind.
    plan = make_plan(Path(listed), profile(Path(product)), wanted=Wanted(keys, limit), date=date, **options)
    with Journal(store) as journal:
        day = Date.fromisoformat(journal.said("date", plan.settings.date.isoformat(), anew=date is not None))
        plan = replace(plan, settings=replace(plan.settings, date=day))
        planned(plan)
        with pool_of(jobs, cluster) as pool:
            count = Run(plan, store, journal, pool, resume, told).go()
        pages, rejects = write_manifest(plan, store, journal)
    refused = count.refused + len({reject.row for reject in plan.rejects})
    return Batch(output, count, pages, rejects, refused, day)


def dry_run(
    listed: str | Path,
    product: str | Path,
    *,
    keys: tuple[str, ...] = (),
    limit: int | None = None,
    jobs: int | None = None,
    **options: Any,
) -> tuple[Plan, Iterator[tuple[str, Result]]]:
    """The figures of each account, without a page and without a file; the arguments are those of :func:`make_pages`."""
    plan = make_plan(Path(listed), profile(Path(product)), wanted=Wanted(keys, limit), **options)
    return plan, _figures(plan, jobs)


def _figures(plan: Plan, jobs: int | None) -> Iterator[tuple[str, Result]]:
    with pool_of(jobs, None) as pool:
        for one, result in figures(plan, pool, store_of(".")):
            yield one.key, result


@contextlib.contextmanager
def pool_of(jobs: int | None, address: str | None) -> Iterator[Pool]:
    """What does the work; its processes end with it.

    Raises:
        FileError: as :func:`valuepitch.batch.cluster.cluster`.
    """
    if address is not None:
        with dask.cluster(address) as pool:
            yield pool
        return
    workers = jobs or len(os.sched_getaffinity(0))
    held: list[Warm] = []
    threads = ThreadPoolExecutor(workers, "valuepitch", hold, (held,))
    try:
        yield Pool(threads, workers)
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        for warm in list(held):  # a page that is being drawn is given up
            warm.kill()
        threads.shutdown()
        for warm in held:
            warm.end()
