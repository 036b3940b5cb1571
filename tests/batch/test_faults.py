"""A disk that fails at any moment: old file or new file, never a torn one, and the next run goes on."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.batch.runs import (
    ROWS,
    Desk,
    assert_whole,
    files,
    manifests,
    records,
    rejects,
    run,
    temporaries,
    write_list,
)
from valuepitch.batch import journal, pages, warm
from valuepitch.batch.journal import Journal
from valuepitch.batch.run import MOST_UNWRITTEN, BatchStoppedError
from valuepitch.batch.store import Folder
from valuepitch.errors import FileError

CODES = (errno.ENOSPC, errno.EIO, errno.EACCES)
KEYS = ("k1", "k2", "k3", "k4")
NEW_ROWS = [row.replace("000000", "500000") for row in ROWS]


class Disk:
    """Counts every open, write, flush, fsync and rename below a folder, and fails from one of them on, or at it alone.

    Attributes:
        nth: the call that fails; none where it is 0.
        lasting: whether every call after it fails too.
        done: the calls so far.
    """

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.nth, self.code, self.lasting, self.done = str(folder), 0, 0, False, 0
        self._lock = threading.Lock()
        real_open, real_fdopen, real_fsync, real_replace = os.open, os.fdopen, os.fsync, os.replace

        def opened(path: Any, *words: Any, **more: Any) -> int:
            if str(path).startswith(self.folder) and not str(path).endswith(".lock"):
                self.call()
            return real_open(path, *words, **more)

        def fsynced(handle: int) -> None:
            self.call()
            real_fsync(handle)

        def replaced(old: Any, new: Any, **more: Any) -> None:
            self.call()
            real_replace(old, new, **more)

        monkeypatch.setattr(os, "open", opened)
        monkeypatch.setattr(os, "fdopen", lambda *words: File(real_fdopen(*words), self))
        monkeypatch.setattr(os, "fsync", fsynced)
        monkeypatch.setattr(os, "replace", replaced)

    def fail(self, nth: int, code: int = 0, *, lasting: bool = False) -> None:
        """Count anew; fail at the nth call."""
        self.done, self.nth, self.code, self.lasting = 0, nth, code, lasting

    def call(self) -> None:
        with self._lock:
            self.done += 1
            fails = self.done == self.nth or (self.lasting and self.done > self.nth > 0)
        if fails:
            raise OSError(self.code, os.strerror(self.code))


class File:
    """A file whose writes and flushes may fail, in the middle of what is written."""

    def __init__(self, file: Any, disk: Disk) -> None:
        self.file, self.disk = file, disk

    def __enter__(self) -> File:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def write(self, data: bytes) -> None:
        self.file.write(data[: len(data) // 2])
        self.disk.call()
        self.file.write(data[len(data) // 2 :])

    def flush(self) -> None:
        self.disk.call()
        self.file.flush()

    def fileno(self) -> int:
        return int(self.file.fileno())


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, bytes], dict[str, bytes]]]:
    """A folder with old pages and a list that has changed since; the old files; those of a run without faults."""
    folder = tmp_path_factory.mktemp("faults")
    desk = Desk()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(warm.Warm, "ask", lambda _warm, *words: desk.ask(*words))
        write_list(folder)
        run(folder)
        old = files(folder / "pages")
        shutil.copytree(folder / "pages", folder / "undisturbed")
        write_list(folder, NEW_ROWS)
        run(folder, folder / "undisturbed")
        yield folder, old, files(folder / "undisturbed")


@pytest.fixture
def again(
    once: tuple[Path, dict[str, bytes], dict[str, bytes]], monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], Path]:
    """Lays the old pages down anew; the list is read once for all runs, which are about what is written."""
    folder = once[0]
    read = pages.make_plan
    plans: list[Any] = []

    def make_plan(*words: Any, **more: Any) -> Any:
        plans[:] = plans or [read(*words, **more)]
        return plans[0]

    monkeypatch.setattr(pages, "make_plan", make_plan)

    def lay(name: str) -> Path:
        shutil.rmtree(folder / name, ignore_errors=True)
        shutil.copytree(folder / "pages", folder / name)
        return folder / name

    return lay


def assert_sound(place: Path, old: dict[str, bytes], new: dict[str, bytes]) -> None:
    """No torn file, no temporary one, and a journal that says what is there."""
    found = files(place)
    assert temporaries(place) == []
    for name in (name for name in {*old, *new} if name.endswith(".pdf")):
        assert found[name] in (old[name], new[name])
    assert set(found) == set(old)
    listed = json.loads(found["manifest.json"])["pages"]
    lines = list(csv.DictReader(io.StringIO(found["manifest.csv"].decode())))
    assert all(page["sha256"] and page["file"] for page in (*listed, *lines))
    assert found["rejects.csv"].endswith(b"\n")
    store = Folder(place)
    with Journal(store) as book:
        for key in KEYS:
            entry = book.entry(key)
            assert entry is not None
            if entry.record is not None:
                assert store.digest(entry.record["file"]) == entry.record["sha256"]


def stopped_by(folder: Path, place: Path) -> FileError | None:
    """Why a run ended early; nothing where it did not."""
    try:
        run(folder, place)
    except FileError as error:
        return error
    return None


@pytest.mark.parametrize("code", CODES, ids=errno.errorcode.get)
def test_one_failing_call_whichever_tears_nothing_and_the_next_run_mends_it(
    code: int,
    once: tuple[Path, dict[str, bytes], dict[str, bytes]],
    again: Callable[[str], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder, old, new = once
    name = f"nth-{code}"
    disk = Disk(folder / name, monkeypatch)
    n = failed = 0
    while True:
        n += 1
        place = again(name)
        disk.fail(n, code)
        error = stopped_by(folder, place)
        said = [str(error)] if error else [row["reason"] for row in rejects(place)]
        assert len(said) <= 1
        assert all(reason.startswith(f"{place}/") and os.strerror(code) in reason for reason in said)
        failed += len(said)
        reached = disk.done >= n
        disk.fail(0)
        assert_sound(place, old, new)
        run(folder, place)
        assert files(place) == new
        if not reached:
            break
    # Four pages and three tables, each with open, write, flush, fsync, rename, and the folder's open and fsync.
    assert n > 7 * 7
    assert failed >= n - 1 - 2 * 7


def test_a_disk_that_stays_full_stops_the_run_after_three_files(
    once: tuple[Path, dict[str, bytes], dict[str, bytes]],
    again: Callable[[str], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder, old, new = once
    disk = Disk(folder / "full", monkeypatch)
    stopped = n = 0
    while True:
        n += 1
        place = again("full")
        disk.fail(n, errno.ENOSPC, lasting=True)
        error = stopped_by(folder, place)
        reached = disk.done >= n
        disk.fail(0)
        if isinstance(error, BatchStoppedError):
            stopped += 1
            assert error.exit_code == 5
            assert error.hint == "make room and run it again: what was made is kept"
        if error is not None:
            assert "No space left on device" in error.message
        assert_sound(place, old, new)
        run(folder, place)
        assert files(place) == new
        if not reached:
            assert error is None
            break
    assert stopped >= 7  # as long as three pages were still to be written


@pytest.mark.parametrize("jobs", [1, 3])
def test_no_more_files_are_tried_than_three_in_a_row(
    jobs: int,
    once: tuple[Path, dict[str, bytes], dict[str, bytes]],
    again: Callable[[str], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder, old, new = once
    place, told = again("three"), []
    disk = Disk(place, monkeypatch)
    disk.fail(1, errno.ENOSPC, lasting=True)
    with pytest.raises(BatchStoppedError):
        run(folder, place, jobs=jobs, told=lambda count: told.append(count.refused))
    assert told == list(range(1, MOST_UNWRITTEN))
    disk.fail(0)
    assert_sound(place, old, new)


class Base:
    """A journal's database of which the nth statement fails."""

    def __init__(self, real: sqlite3.Connection, nth: int) -> None:
        self.real, self.left = real, nth

    def _statement(self, name: str, *words: Any) -> Any:
        self.left -= 1
        if self.left == 0:
            raise sqlite3.OperationalError("database or disk is full")
        return getattr(self.real, name)(*words)

    def execute(self, *words: Any) -> Any:
        return self._statement("execute", *words)

    def executescript(self, *words: Any) -> Any:
        return self._statement("executescript", *words)

    def close(self) -> None:
        self.real.close()


def test_a_journal_that_cannot_be_written_stops_the_run_and_the_next_one_mends_it(
    once: tuple[Path, dict[str, bytes], dict[str, bytes]],
    again: Callable[[str], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder, old, new = once
    real, n = sqlite3.connect, 0
    while True:
        n += 1
        place = again("journal")
        bases: list[Base] = []

        def connect(*words: Any, n: int = n, bases: list[Base] = bases, **more: Any) -> Base:
            bases.append(Base(real(*words, **more), n))
            return bases[-1]

        monkeypatch.setattr(journal.sqlite3, "connect", connect)
        error = stopped_by(folder, place)
        monkeypatch.setattr(journal.sqlite3, "connect", real)
        begin = f"{place}/.valuepitch.sqlite cannot be used (database or disk is full); "
        assert error is None or str(error).startswith(begin)
        assert (error is None) == (bases[0].left > 0)
        assert {**old, **new}.keys() == files(place).keys()
        assert temporaries(place) == []
        run(folder, place)
        assert files(place) == new
        if bases[0].left > 0:
            break
    assert n > 4 + 2 * len(KEYS)


@pytest.mark.usefixtures("desk")
def test_a_full_disk_ends_the_command_with_5(
    tmp_path: Path, command: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_list(tmp_path)
    words = ("batch", "list.csv", "-p", "product.yaml", "-o", "pages", "--no-attachments", "--jobs", "1")
    disk = Disk(tmp_path / "pages", monkeypatch)
    disk.fail(8, errno.ENOSPC, lasting=True)
    code, out, err = command(*words)
    assert (code, out) == (5, "")
    assert "cannot be written (No space left on device)" in err
    assert "make room and run it again: what was made is kept" in err
    disk.fail(0)
    code, out, err = command(*words)
    assert (code, err) == (0, "")
    assert "3 pages made, 1 kept" in out
    assert_whole(tmp_path / "pages")
    assert list(records(tmp_path / "pages")) == list(KEYS)
    assert manifests(tmp_path / "pages")["rejects.csv"].count(b"\n") == 1
