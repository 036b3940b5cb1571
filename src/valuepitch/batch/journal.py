"""The journal of a batch in SQLite: what was made under which settings, so that a run can stop anywhere and go on.

A page's file is put in its place first and its line written after it: a kill between the two costs one page.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from valuepitch.batch.store import LOCK, Folder, Store
from valuepitch.errors import FileError
from valuepitch.files import make_folder, sweep

NAME = ".valuepitch.sqlite"
_FORMAT = "1"

_TABLES = """
CREATE TABLE IF NOT EXISTS said (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS pages (
  key TEXT PRIMARY KEY, settings TEXT NOT NULL, inputs TEXT NOT NULL, record TEXT, problems TEXT NOT NULL
);
"""


@dataclass(frozen=True)
class Entry:
    """What the journal says of an account.

    Attributes:
        settings, inputs: digests under which it was made.
        record: of the manifest; None where no page was made.
        problems: why none was made, as the rejects print them.
    """

    settings: str
    inputs: str
    record: dict[str, Any] | None
    problems: list[dict[str, Any]]


class Journal:
    """The journal of one place; it is locked while it is open, and the lock goes with the process.

    Raises:
        FileError: another run has it, or it cannot be read or written.
    """

    def __init__(self, store: Store) -> None:
        folder = store.path if isinstance(store, Folder) else _state(store.place)
        make_folder(folder)
        self.path = folder / NAME
        with contextlib.ExitStack() as opened:
            opened.callback(os.close, _locked(folder / LOCK, store.place))
            if isinstance(store, Folder):
                sweep(folder)
            with self._faults():
                self._base = sqlite3.connect(self.path, isolation_level=None)
                opened.callback(self._base.close)
                self._base.execute("PRAGMA journal_mode=WAL")
                self._base.execute("PRAGMA synchronous=FULL")
                self._base.executescript(_TABLES)
            if self.said("format", _FORMAT) != _FORMAT:
                raise FileError(f"{self.path} is of another version of valuepitch", "name a new folder")
            self._opened = opened.pop_all()  # kept open; closed again where any of this failed

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._opened.close()

    def said(self, name: str, value: str, *, anew: bool = False) -> str:
        """What was said of a thing the first time; ``value`` where nothing was, or anew."""
        how = "REPLACE" if anew else "IGNORE"
        with self._faults():
            self._base.execute(f"INSERT OR {how} INTO said VALUES (?, ?)", (name, value))
            return str(self._base.execute("SELECT value FROM said WHERE name = ?", (name,)).fetchone()[0])

    def entry(self, key: str) -> Entry | None:
        """What was made of an account the last time."""
        with self._faults():
            rows = self._base.execute("SELECT settings, inputs, record, problems FROM pages WHERE key = ?", (key,))
            row = rows.fetchone()
        if row is None:
            return None
        return Entry(row[0], row[1], json.loads(row[2]) if row[2] else None, json.loads(row[3]))

    def write(self, key: str, entry: Entry) -> None:
        """What was made of an account; on the disk when it returns."""
        record = None if entry.record is None else json.dumps(entry.record, ensure_ascii=False)
        problems = json.dumps(entry.problems, ensure_ascii=False)
        with self._faults():
            self._base.execute(
                "INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?)",
                (key, entry.settings, entry.inputs, record, problems),
            )

    @contextlib.contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            hint = "make room, or remove it to make all pages anew"
            raise FileError(f"{self.path} cannot be used ({error})", hint) from error


def _locked(path: Path, place: str) -> int:
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise FileError(f"{place} cannot be written ({error.strerror})", "choose another folder") from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise FileError(f"another run writes to {place}", "wait for it, or name another folder") from None
    except OSError as error:
        os.close(handle)
        raise FileError(f"{place} cannot be locked ({error.strerror})", "name a folder of this machine") from error
    return handle


def _state(place: str) -> Path:
    """A folder of this machine for the journal of a place that is none."""
    home = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    return home / "valuepitch" / hashlib.sha256(place.encode()).hexdigest()[:16]
