"""The preview as a whole: one thread watches and builds, the server's threads show what it made."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from valuepitch.inputs.readers import FILE as READERS
from valuepitch.inputs.wording import FILE as WORDING
from valuepitch.web.rebuild import BuildPage, Check, rebuild
from valuepitch.web.server import Server
from valuepitch.web.state import Board, State
from valuepitch.web.watch import Watched, changes

LAST_BUILD = 10.0  # seconds that the end waits for a build that is under way


def watched_files(prospect: Path, product: Path, extra: Iterable[Path] = ()) -> list[Path]:
    """What a page is made of: both files, the tables beside them, there or not yet, and what else is named."""
    tables = [file.parent / name for file in (product, prospect) for name in (WORDING, READERS)]
    return list(dict.fromkeys([prospect, product, *tables, *extra]))


class Preview:
    """A page that follows its files.

    Args:
        build_page: makes the page of the files as they stand, with ``built.pdf``.
        watched: files and folders after whose change it is made anew; asked after every change.
        check: every problem and warning of the files; asked where no page could be made.
        name: of the PDF that the browser saves, without its ending.
        port: of this machine; 0 is any free one.
        told: is told each new state, in the thread that builds.
        warm: done once after the first build, when nobody waits.

    Raises:
        OSError: the port is taken, or may not be had.
    """

    def __init__(
        self,
        build_page: BuildPage,
        watched: Watched,
        *,
        check: Check = tuple,
        name: str = "page",
        port: int = 0,
        told: Callable[[State], None] | None = None,
        warm: Callable[[], object] | None = None,
    ) -> None:
        self.board = Board()
        self._build_page, self._watched, self._check, self._told = build_page, watched, check, told
        self._warm = warm
        self._stop = threading.Event()
        self._server = Server(self.board, port, name)
        # One thread makes all pages: the engine and its fonts are made in it and used in it.
        self._builder = threading.Thread(target=self._build, name="builder")

    @property
    def url(self) -> str:
        """Where it is to be seen."""
        return self._server.url

    def serve(self) -> None:
        """Watch, build and serve until :meth:`stop` or an interrupt; then end the build that is under way."""
        self._builder.start()
        try:
            self._server.serve_forever(poll_interval=0.1)
        finally:
            self._stop.set()
            self.board.close()
            self._server.server_close()
            self._builder.join(LAST_BUILD)

    def stop(self) -> None:
        """End :meth:`serve`, from another thread."""
        self._server.shutdown()

    def _build(self) -> None:
        for _ in changes(self._watched, self._stop):
            if self._stop.is_set():
                return
            state = rebuild(self.board, self._build_page, self._check)
            if self._told:
                self._told(state)
            if self._warm:
                self._warm()
                self._warm = None
            gc.collect()  # between two builds, when nobody waits; while a page is made the collector is kept quiet
