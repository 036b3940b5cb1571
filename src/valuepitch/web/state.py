"""What the preview shows at a moment, and the board on which each new state is put up for all who look."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import Any

from valuepitch.errors import WARNING, Problem

KEPT = 8  # pages by digest, so that undoing a change finds its page and picture again


@dataclass(frozen=True)
class Shown:
    """A page that was built.

    Attributes:
        digest: SHA-256 of the PDF, by which its picture is asked for.
        fill: the share of the page's height that is filled.
        fitted: what was done to make it fit.
        measures: the four measures as printed, by their names.
        fingerprint: what stands in its footer.
    """

    digest: str
    fill: float
    fitted: tuple[str, ...]
    measures: dict[str, str]
    fingerprint: str


@dataclass(frozen=True)
class State:
    """What the preview shows.

    Attributes:
        number: counts the builds; 0 is before the first.
        page: the last good page; None before the first.
        old: the page is not that of the files as they stand.
        problems: of the files as they stand, warnings among them.
        fault: a traceback, where the fault is the program's.
        seconds: what the build took.
        time: of day when it was done.
    """

    number: int = 0
    page: Shown | None = None
    old: bool = False
    problems: tuple[Problem, ...] = ()
    fault: str = ""
    seconds: float = 0.0
    time: str = ""

    def plain(self) -> dict[str, Any]:
        """The state as plain data, which is what a browser is sent; no traceback is in it."""
        page = self.page
        return {
            "number": self.number,
            "old": self.old,
            "problems": [problem.plain() for problem in self.problems],
            "errors": sum(problem.severity != WARNING for problem in self.problems),
            "seconds": round(self.seconds, 3),
            "time": self.time,
            "page": page
            and {
                "digest": page.digest,
                "fill": round(page.fill, 4),
                "fitted": list(page.fitted),
                "measures": page.measures,
                "fingerprint": page.fingerprint,
            },
        }


class Board:
    """The present state and the last pages; whoever waits is woken by a new state or by the end."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._state = State()
        self._pages: OrderedDict[str, bytes] = OrderedDict()
        self._closed = False

    @property
    def state(self) -> State:
        """The present state."""
        return self._state

    @property
    def closed(self) -> bool:
        """Whether no further state will come."""
        return self._closed

    def put(self, state: State, pdf: bytes | None = None) -> State:
        """Put up a state, numbered after the one before, with the PDF of its page where that is new."""
        with self._changed:
            if pdf is not None and state.page is not None:
                self._pages[state.page.digest] = pdf
                self._pages.move_to_end(state.page.digest)
                while len(self._pages) > KEPT:
                    self._pages.popitem(last=False)
            self._state = replace(state, number=self._state.number + 1)
            self._changed.notify_all()
            return self._state

    def after(self, number: int, timeout: float) -> State | None:
        """The present state once it is another than ``number``; None if it is not within ``timeout`` seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._state.number != number, timeout)
            return self._state if self._state.number != number else None

    def pdf(self, digest: str) -> bytes | None:
        """The PDF of a digest, if it is one of the last."""
        with self._changed:
            return self._pages.get(digest)

    def close(self) -> None:
        """Wake all who wait: no further state will come."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
