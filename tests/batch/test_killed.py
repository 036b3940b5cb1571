"""A run that is killed or interrupted at any moment: the next one goes on to the end of an undisturbed one."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.batch.runs import assert_whole, children, files, is_alive, manifests, records, run, soon, write_list
from valuepitch.errors import FileError

KILLS = 30
ROWS = tuple(f"k{at},Northfield {at},US,{at}000000,60" for at in range(4, 10))
BAD = ("m1,Blank,US,,60", "株,株式会社,JP,9000000,60")
NAMELESS = {"manifest.json", "manifest.csv", "rejects.csv"}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with a list; what processes lay down elsewhere stays in it too."""
    (tmp_path / "tmp").mkdir()
    tempfile.gettempdir()  # of this process it stays: the path of a socket there has to be short
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    write_list(tmp_path, (*ROWS, *BAD))
    yield tmp_path
    assert soon(lambda: not [one for one in children(os.getpid()) if "batch.child" in command_of(one)])


def command_of(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_text("utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def pages_in(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.pdf"))


def assert_untorn(folder: Path, whole: dict[str, bytes]) -> None:
    """Every page is one of the undisturbed run, every table a whole one."""
    for name, data in files(folder).items():
        if name not in NAMELESS:
            assert data == whole[name]
    if (folder / "manifest.json").exists():
        assert set(records(folder)) <= set(records(folder.parent / "undisturbed"))
    for name in NAMELESS - {"manifest.json"}:
        if (folder / name).exists():
            assert (folder / name).read_bytes().endswith(b"\n")


def wait_for_moment(process: int, folder: Path, chance: random.Random, seconds: float) -> None:
    """A moment of the whole time, or one just after a page has come."""
    start, before = time.monotonic(), len(pages_in(folder))
    wanted, late = before + chance.randint(1, 3), chance.uniform(0, 0.1)
    by_time, moment = chance.random() < 0.5, chance.uniform(0, seconds)
    while is_alive(process) and time.monotonic() - start < (moment if by_time else seconds):
        if not by_time and len(pages_in(folder)) >= wanted:
            time.sleep(late)
            return
        time.sleep(0.005)


def test_killed_at_thirty_moments_it_ends_as_an_undisturbed_run(place: Path) -> None:
    chance, pages = random.Random(20261123), place / "pages"
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.batch.runs"])
    start = time.monotonic()
    undisturbed = context.Process(target=run, args=(place, place / "undisturbed"), kwargs={"jobs": 2})
    undisturbed.start()
    undisturbed.join()
    seconds = time.monotonic() - start
    whole = files(place / "undisturbed")
    assert len(whole) == len(ROWS) + len(NAMELESS)
    orphans: set[int] = set()
    unfinished = 0
    for turn in range(KILLS):
        done = pages_in(pages)
        if len(done) == len(ROWS):  # all made: some are lost, so that there is more to kill
            for page in chance.sample(done, 4):
                page.unlink()
        process = context.Process(target=run, args=(place, pages), kwargs={"jobs": 1 + turn % 2})
        process.start()
        assert process.pid is not None
        wait_for_moment(process.pid, pages, chance, seconds)
        left = children(process.pid)
        unfinished += process.is_alive()
        process.kill()
        if turn % 2:
            for child in left:
                os.kill(child, signal.SIGKILL) if is_alive(child) else None
        process.join()
        process.close()
        orphans |= set(left)
        if pages.exists():
            assert_untorn(pages, whole)
    assert unfinished >= KILLS // 2
    last = run(place, pages, jobs=2)
    assert last.count.done == last.count.total
    assert files(pages) == whole
    assert_whole(pages)
    assert soon(lambda: not any(is_alive(one) and "batch.child" in command_of(one) for one in orphans))
    assert not [path for path in pages.iterdir() if path.name.startswith(".vp-")]


def test_ctrl_c_ends_with_130_and_the_next_run_goes_on(place: Path) -> None:
    words = [sys.executable, "-m", "valuepitch", "batch", "list.csv", "-p", "product.yaml", "-o", "pages"]
    words += ["--no-attachments", "--jobs", "2", "--date", "2026-11-23"]
    pages = place / "pages"
    process = subprocess.Popen(words, cwd=place, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    assert soon(lambda: bool(pages_in(pages)) or process.poll() is not None)
    left = children(process.pid)
    assert len(left) == 2
    with pytest.raises(FileError, match="another run writes to"):
        run(place)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert out == b""
    assert err.decode().splitlines() == ["interrupted; the same command goes on where it stopped (pages)"]
    assert not any(map(is_alive, left))
    assert list((place / "tmp").iterdir()) == []
    assert not (pages / "manifest.json").exists()
    kept = len(pages_in(pages))
    assert 1 <= kept < len(ROWS)
    done = run(place, jobs=2)
    assert done.count.kept in (kept, kept - 1)  # a page may have come without its line in the journal
    assert done.count.kept + done.count.made == len(ROWS)
    run(place, place / "undisturbed", jobs=2)
    assert manifests(pages) == manifests(place / "undisturbed")
    assert json.loads((pages / "manifest.json").read_bytes())["date"] == "2026-11-23"
