"""Work done in a child of this process, whose time, memory and files are limited: for what others made."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

try:
    import resource
except ModuleNotFoundError:  # Windows
    resource = None  # type: ignore[assignment]

T = TypeVar("T")

TIME, MEMORY, ITSELF = "time", "memory", "itself"


@dataclass(frozen=True)
class Limits:
    """What a child may take.

    Attributes:
        seconds: of CPU, beyond those that the process it came from has spent.
        wall: seconds until it is ended whatever it does.
        memory: bytes of addresses, beyond those of the process it came from.
        largest_file: bytes of any file that it lays down.
    """

    seconds: int
    wall: float
    memory: int
    largest_file: int = 0


class StoppedError(Exception):
    """The child was ended: it took too much ``time`` or ``memory``, or ended by ``itself`` with a code."""

    def __init__(self, by: str, code: int | None = None) -> None:
        super().__init__(by, code)
        self.by, self.code = by, code


def can_limit() -> bool:
    """Whether processes can be forked here; on Windows they cannot, and work is done without limits."""
    return "fork" in multiprocessing.get_all_start_methods()


def limited(work: Callable[[], T], limits: Limits) -> T:
    """What some work gives, done in a child of this process; in this one where that is not possible.

    Raises:
        StoppedError: it took more than it may.
        Exception: what the work raised.
    """
    if not can_limit():
        return work()
    context = multiprocessing.get_context("fork")
    mine, theirs = context.Pipe(duplex=False)
    answer: _Answer[T] | None = None
    with tempfile.TemporaryDirectory(prefix="valuepitch-") as folder:
        child = context.Process(target=_run, args=(work, limits, theirs, folder), daemon=True)
        child.start()
        theirs.close()
        try:
            answer = mine.recv() if mine.poll(limits.wall) else None
        except EOFError:  # it ended without a word
            pass
        finally:
            mine.close()
            if not _ended(child):
                child.kill()
                child.join()
    if answer is None:
        raise _stopped(child.exitcode)
    if answer.error is not None:
        raise answer.error
    return cast("T", answer.value)


@dataclass(frozen=True)
class _Answer(Generic[T]):
    value: T | None
    error: Exception | None = None


def _ended(child: Any) -> bool:
    child.join(1.0)
    return child.exitcode is not None


def _stopped(code: int | None) -> StoppedError:
    if code in (-signal.SIGXCPU, -signal.SIGKILL, None):
        return StoppedError(TIME, code)
    if code in (-signal.SIGSEGV, -signal.SIGABRT):
        return StoppedError(MEMORY, code)
    return StoppedError(ITSELF, code)


def _run(work: Callable[[], Any], limits: Limits, back: Connection, folder: str) -> None:
    """In the child: limit it, work, send what comes of it."""
    # Time and addresses of the process it came from count: of a large one, nothing would be left to work with.
    too_deep = pickle.dumps(_Answer[Any](None, StoppedError(MEMORY)))
    limit_time(limits.seconds)
    limit_size(limits.memory, limits.largest_file)
    tempfile.tempdir = folder  # what is laid down goes with the child
    try:
        answer = _Answer(work())
    except MemoryError:
        answer = _Answer(None, StoppedError(MEMORY))
    except KeyboardInterrupt:
        sys.exit(1)
    except Exception as error:  # noqa: BLE001 - raised again in the parent, whatever it is
        answer = _Answer(None, error)
    try:
        back.send(answer)
    except RecursionError:  # what nests too deeply to be drawn can leave no depth to say so
        back.send_bytes(too_deep)


def limit_size(memory: int, largest_file: int) -> None:
    """Limit this process, for good: bytes of addresses beyond those it has taken, bytes of a file. None on Windows."""
    if resource is None:
        return
    _limit(resource.RLIMIT_AS, memory + _addresses())
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_time(seconds: int) -> None:
    """Let this process take some seconds of CPU more than it has taken; called again, it may take more again."""
    if resource is not None:
        usage = resource.getrusage(resource.RUSAGE_SELF)
        _limit(resource.RLIMIT_CPU, seconds + int(usage.ru_utime + usage.ru_stime))


def _limit(what: int, most: int) -> None:
    assert resource is not None
    _soft, hard = resource.getrlimit(what)
    resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _addresses() -> int:
    """Bytes of addresses that this process has taken; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except FileNotFoundError:  # not Linux
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
