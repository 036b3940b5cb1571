"""Drawing a page with a template of somebody's in a process of its own, whose time and memory are limited."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from valuepitch.errors import RenderError, TemplateError, ValuepitchError

T = TypeVar("T")

SECONDS = 10  # of CPU; a page takes a thirtieth
WALL = 30.0  # seconds until it is ended whatever it does
MEMORY = 2 * 2**30  # bytes of addresses beyond those of the process it came from; a page takes a tenth of them
LARGEST_FILE = 50 * 2**20  # bytes; fonts are laid down while a page is drawn

_HINT = "look for a loop without end, or boxes in boxes in boxes"


def limited(work: Callable[[], T]) -> T:
    """What some work gives, done in a child of this process.

    Where processes cannot be forked (Windows) it is done here, without limits.

    Raises:
        TemplateError: it took more time or memory than it may.
        ValuepitchError: what the work raised.
    """
    if "fork" not in multiprocessing.get_all_start_methods():
        return work()
    context = multiprocessing.get_context("fork")
    mine, theirs = context.Pipe(duplex=False)
    answer: _Answer[T] | None = None
    with tempfile.TemporaryDirectory(prefix="valuepitch-") as folder:
        child = context.Process(target=_run, args=(work, theirs, folder), daemon=True)
        child.start()
        theirs.close()
        try:
            answer = mine.recv() if mine.poll(WALL) else None
        except EOFError:  # it ended without a word
            pass
        finally:
            mine.close()
            if not _ended(child):
                child.kill()
                child.join()
    if answer is None:
        raise _stopped(child.exitcode)
    if isinstance(answer.error, ValuepitchError) and not isinstance(answer.error, RenderError):
        raise answer.error
    if answer.error is not None:
        said = f"the template cannot be drawn ({type(answer.error).__name__}: {answer.error})"
        raise TemplateError(said, "take back what was changed last") from answer.error
    return cast("T", answer.value)


@dataclass(frozen=True)
class _Answer(Generic[T]):
    value: T | None
    error: Exception | None = None


def _ended(child: Any) -> bool:
    child.join(1.0)
    return child.exitcode is not None


def _stopped(code: int | None) -> ValuepitchError:
    if code in (-signal.SIGXCPU, -signal.SIGKILL, None):
        return TemplateError(f"the template takes more than {SECONDS} seconds to draw", _HINT)
    if code == -signal.SIGSEGV or code == -signal.SIGABRT:
        return TemplateError("the template takes more memory than a page may, or nests deeper than any", _HINT)
    return RenderError(f"drawing ended by itself with {code}")


def _run(work: Callable[[], Any], back: Connection, folder: str) -> None:
    """In the child: limit it, work, send what comes of it."""
    _limit()
    tempfile.tempdir = folder  # what is laid down while a page is drawn goes with the child
    try:
        answer = _Answer(work())
    except MemoryError:
        answer = _Answer(None, TemplateError("the template takes more memory than a page may", _HINT))
    except KeyboardInterrupt:
        sys.exit(1)
    except Exception as error:  # noqa: BLE001 - raised again in the parent, whatever it is
        answer = _Answer(None, error)
    back.send(answer)


def _limit() -> None:
    import resource

    # Time and addresses of the process it came from count: of a large one, nothing would be left to draw with.
    spent = int(resource.getrusage(resource.RUSAGE_SELF).ru_utime)
    for what, wanted in ((resource.RLIMIT_CPU, SECONDS + spent), (resource.RLIMIT_AS, MEMORY + _addresses())):
        _soft, hard = resource.getrlimit(what)
        resource.setrlimit(what, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _addresses() -> int:
    """Bytes of addresses that this process has taken; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except FileNotFoundError:  # not Linux
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
