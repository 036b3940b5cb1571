"""The run of a batch: what is done already is kept, everything else goes to an executor, results go to the journal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, field

from valuepitch.batch.child import Order
from valuepitch.batch.journal import Entry, Journal
from valuepitch.batch.plan import Account, Plan
from valuepitch.batch.rejected import said_of
from valuepitch.batch.store import Store
from valuepitch.batch.warm import Result, Task, perform
from valuepitch.errors import EXIT_STOPPED, FileError, Problem

MOST_UNDONE = 3  # pages in a row for which the machine had no room, before the run stops
LOOK = 1.0  # seconds without a result until the pool is asked whether it still works
AHEAD = 3  # tasks given to the executor for each that it does at once


class BatchStoppedError(FileError):
    """A run that ended before all was made: no file can be written, or no page drawn any more."""

    exit_code = EXIT_STOPPED


@dataclass
class Count:
    """How far a run is.

    Attributes:
        total: accounts that are asked for.
        made, kept, refused: pages made now, kept from an earlier run, accounts without a page.
    """

    total: int
    made: int = 0
    kept: int = 0
    refused: int = 0

    @property
    def done(self) -> int:
        return self.made + self.kept + self.refused


@dataclass(frozen=True)
class Pool:
    """What does the work.

    Attributes:
        executor: takes the tasks.
        workers: pages that it draws at once.
        check: raises :class:`BatchStoppedError` where it can do no more.
    """

    executor: Executor
    workers: int
    check: Callable[[], None] = lambda: None


Told = Callable[[Count], None]


@dataclass
class Run:
    """One run over a plan.

    Attributes:
        pool: draws the pages.
        resume: whether pages of an earlier run are kept.
        told: called after every account.
    """

    plan: Plan
    store: Store
    journal: Journal
    pool: Pool
    resume: bool = True
    told: Told = lambda count: None
    count: Count = field(init=False)
    _undone: int = 0

    def __post_init__(self) -> None:
        self.count = Count(len(self.plan.chosen))

    def go(self) -> Count:
        """Make every page that is not there yet.

        Raises:
            BatchStoppedError: no file can be written, or no page drawn any more; what was made is kept.
            KeyboardInterrupt: it was interrupted; what was made is kept.
        """
        waiting: dict[Future[Result], Account] = {}
        left = self._left()
        try:
            while True:
                for one in left:
                    waiting[self.pool.executor.submit(perform, self._task(one))] = one
                    if len(waiting) >= self.pool.workers * AHEAD:
                        break
                if not waiting:
                    return self.count
                done, _ = wait(waiting, LOOK, FIRST_COMPLETED)
                if not done:
                    self.pool.check()
                for future in [one for one in waiting if one in done]:  # in the order of the list
                    self._take(waiting.pop(future), future)
        finally:
            for future in waiting:  # none is left where all was made
                future.cancel()

    def _left(self) -> Iterator[Account]:
        """Accounts without a page of theirs; the others are counted."""
        for one in self.plan.accounts():
            if self.resume and self._is_done(one):
                self.count.kept += 1
                self.told(self.count)
            else:
                yield one

    def _is_done(self, one: Account) -> bool:
        entry = self.journal.entry(one.key)
        if entry is None or entry.record is None or entry.inputs != one.inputs:
            return False
        is_its = entry.settings == self.plan.settings.digest and entry.record["file"] == one.file
        return is_its and self.store.digest(one.file) == entry.record["sha256"]

    def _task(self, one: Account) -> Task:
        settings = self.plan.settings
        return Task(one.key, one.file, settings.digest, settings.packed, Order(one.document), self.store)

    def _take(self, one: Account, future: Future[Result]) -> None:
        """Write down what came of an account."""
        result = result_of(one.key, future)
        if result.lost:
            self.pool.check()
        self._undone = self._undone + 1 if result.undone else 0
        if self._undone >= MOST_UNDONE:
            problem = result.problems[0]
            raise BatchStoppedError(problem.message, "make room and run it again: what was made is kept")
        problems = [said_of(problem, one, self.plan.targets) for problem in result.problems]
        self.journal.write(one.key, Entry(self.plan.settings.digest, one.inputs, result.record, problems))
        if result.record is None:
            self.count.refused += 1
        else:
            self.count.made += 1
        self.told(self.count)


def result_of(key: str, future: Future[Result]) -> Result:
    """What a future holds; what was lost on the way to it is a problem of this account alone."""
    try:
        return future.result()
    except Exception as error:  # noqa: BLE001 - said in the rejects, and made again by the next run
        said = f"was lost on the way ({type(error).__name__}: {error})"
        return Result(key, problems=(Problem(said, "run the batch again"),), lost=True)


def figures(plan: Plan, pool: Pool, store: Store) -> Iterator[tuple[Account, Result]]:
    """The figures of every account, in the order of the list; no page is drawn and nothing is written."""
    waiting: list[tuple[Account, Future[Result]]] = []
    settings = plan.settings
    for one in plan.accounts():
        task = Task(one.key, "", settings.digest, settings.packed, Order(one.document, draw=False), store)
        waiting.append((one, pool.executor.submit(perform, task)))
        if len(waiting) >= pool.workers * AHEAD:
            first, future = waiting.pop(0)
            yield first, result_of(first.key, future)
    for one, future in waiting:
        yield one, result_of(one.key, future)
