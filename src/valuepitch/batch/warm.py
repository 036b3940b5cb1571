"""A task of a batch: it owns a warm process over a pipe, has the page drawn there, and puts the file in its place.

The death of the process is that page's result, and the next page gets a new process: no executor, of threads or of a
cluster, ever sees a dead worker.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass, field
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any

from valuepitch.batch.child import SECONDS, Order, Outcome
from valuepitch.batch.store import Store
from valuepitch.errors import FileError, Problem

WALL = 60.0  # seconds until a page is given up whatever it does
RENEWED_AFTER = 500  # pages of a process

_LEFT = 5.0  # seconds for a process to end after it has closed its pipe

_PROGRAM = "from valuepitch.batch.child import main; main()"
# One page is one processor's work; see valuepitch.cli.main for the two.
_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "PYDANTIC_DISABLE_PLUGINS": "__all__"}

_local = threading.local()


@dataclass(frozen=True)
class Task:
    """A page to be made by whoever takes it.

    Attributes:
        key: of the account.
        file: the name of the page's file; "" where figures alone are asked for.
        digest: of the settings.
        packed: the settings.
        order: what is to be drawn.
        store: where the file goes.
    """

    key: str
    file: str
    digest: str
    packed: bytes = field(repr=False)
    order: Order = field(repr=False)
    store: Store


@dataclass(frozen=True)
class Result:
    """What came of a task.

    Attributes:
        record: of the manifest; None where there is no page.
        problems: why there is none.
        unwritten: the page was drawn, and its file could not be written.
        lost: nobody knows what came of it.
    """

    key: str
    record: dict[str, Any] | None = None
    problems: tuple[Problem, ...] = ()
    unwritten: bool = False
    lost: bool = False


def perform(task: Task) -> Result:
    """Do a task in the warm process of this thread."""
    warm: Warm | None = getattr(_local, "warm", None)
    if warm is None:  # a thread of a cluster's worker, with which its process ends
        warm = _local.warm = Warm()
    outcome = warm.ask(task.digest, task.packed, task.order)
    if outcome.record is None:
        return Result(task.key, problems=outcome.problems)
    if not task.file:
        return Result(task.key, outcome.record)
    try:
        task.store.write(task.file, outcome.pdf)
    except FileError as error:
        return Result(task.key, problems=(Problem(error.message, error.hint),), unwritten=True)
    digest = hashlib.sha256(outcome.pdf).hexdigest()
    return Result(task.key, {**outcome.record, "file": task.file, "bytes": len(outcome.pdf), "sha256": digest})


def hold(held: list[Warm]) -> None:
    """Let this thread have a warm process that the holder of a list ends."""
    _local.warm = Warm()
    held.append(_local.warm)


class Warm:
    """A process that draws pages, started when it is needed and replaced when it is worn."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.pipe: Connection | None = None
        self.folder = ""
        self.digest = ""
        self.made = 0

    def ask(self, digest: str, packed: bytes, order: Order) -> Outcome:
        """What comes of an order under some settings."""
        if self.process is None or self.made >= RENEWED_AFTER:
            self._start()
        process, pipe = self.process, self.pipe
        assert process is not None
        assert pipe is not None
        overdue = threading.Event()

        def give_up() -> None:
            overdue.set()
            process.kill()

        watch = threading.Timer(WALL, give_up)  # sending and receiving may both hang; its end ends either
        watch.start()
        try:
            if digest != self.digest:
                pipe.send(packed)
                self.digest = digest
            pipe.send(order)
            outcome: Outcome = pipe.recv()
        except (EOFError, OSError):
            return self._died(process, overdue.is_set())
        finally:
            watch.cancel()
        self.made += 1
        if outcome.worn:
            self.end()
        return outcome

    def kill(self) -> None:
        """Let the thread that waits for a page have none; what is left of the process is that thread's to remove."""
        if (process := self.process) is not None:
            process.kill()

    def end(self) -> None:
        """End the process, if there is one, and remove what it has laid down; no thread may be waiting for a page."""
        process, self.process, self.digest = self.process, None, ""
        if process is not None:
            process.kill()
            process.wait()
            shutil.rmtree(self.folder, ignore_errors=True)
        if self.pipe is not None:
            self.pipe.close()

    def _start(self) -> None:
        self.end()
        self.folder = tempfile.mkdtemp(prefix="valuepitch-")
        self.pipe, theirs = Pipe()
        # -P: no module is taken from the folder where the user stands. A group of its own: Ctrl-C is for the run.
        words = [sys.executable, "-P", "-c", _PROGRAM, str(theirs.fileno()), self.folder]
        self.process = subprocess.Popen(
            words,
            pass_fds=(theirs.fileno(),),
            stdin=subprocess.DEVNULL,
            env=os.environ | _ENVIRONMENT,
            process_group=0,
        )
        theirs.close()
        self.made = 0

    def _died(self, process: subprocess.Popen[bytes], overdue: bool) -> Outcome:
        try:
            code = process.wait(_LEFT)
        except subprocess.TimeoutExpired:
            code = None
        self.end()
        return Outcome(problems=(Problem(*_DEATHS.get("overdue" if overdue else code, _said(code))),))


_SHORTER = "shorten its texts, or look at the template"
_BROKEN = "broke the library that draws it, or takes more memory than a page may"
_DEATHS: dict[object, tuple[str, str]] = {
    "overdue": (f"takes more than {WALL:.0f} seconds to draw", _SHORTER),
    -signal.SIGXCPU: (f"takes more than {SECONDS} seconds of a processor to draw", _SHORTER),
    **{-code: (_BROKEN, _SHORTER) for code in (signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGTRAP)},
    -signal.SIGKILL: ("its process was ended from outside", "run the batch again; was there enough memory?"),
}


def _said(code: int | None) -> tuple[str, str]:
    return f"its process ended by itself with {code}", "run the batch again, and report it if it stays"
