"""A cluster does the work: workers that are other processes over TCP, one of which is killed in the middle."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import distributed
import fsspec
import pytest

from tests.batch.runs import BAD, ROWS, Desk, assert_whole, files, is_alive, records, rejects, run, soon, write_list
from tests.conftest import ROOT
from valuepitch.batch import cluster as dask
from valuepitch.batch.run import BatchStoppedError
from valuepitch.batch.store import LOCK, Bucket, Folder, store_of
from valuepitch.errors import FileError

MANY = (*ROWS, *(f"n{at},Northmoor {at},US,{at}000000,60" for at in range(4, 12)), *BAD, "株,株式会社,JP,9000000,60")


@pytest.fixture(scope="module")
def workers() -> Iterator[Any]:
    """Two worker processes with a nanny each, and a scheduler, over TCP on this machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", f"{ROOT / 'src'}{os.pathsep}{ROOT}")
        how = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "host": "127.0.0.1", "protocol": "tcp://"}
        with distributed.LocalCluster(**how, dashboard_address="127.0.0.1:0", silence_logs=50) as made:
            yield made


def local(folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """The files of a run in this process."""
    desk = Desk()
    with monkeypatch.context() as patch:
        patch.setattr("valuepitch.batch.warm.Warm.ask", lambda _warm, *words: desk.ask(*words))
        run(folder, folder / "local")
    return files(folder / "local")


def test_a_worker_that_is_killed_in_the_middle_loses_and_doubles_nothing(
    workers: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_list(tmp_path, MANY)
    whole = local(tmp_path, monkeypatch)
    victim = next(iter(workers.workers.values())).process.pid
    counts: list[int] = []

    def told(count: Any) -> None:
        counts.append(count.done)
        if count.made == 3:
            os.kill(victim, signal.SIGKILL)

    done = run(tmp_path, cluster=workers.scheduler_address, told=told)
    assert (done.count.made, done.count.refused, done.refused_rows) == (12, 1, 3)
    assert counts == list(range(1, 14))
    assert soon(lambda: not is_alive(victim))
    assert files(tmp_path / "pages") == whole
    assert_whole(tmp_path / "pages")
    assert [row["key"] for row in rejects(tmp_path / "pages")] == ["m1", "m2", "株"]
    again = run(tmp_path, cluster=workers.scheduler_address)
    assert (again.count.kept, again.count.made) == (12, 0)


def test_workers_that_do_not_reach_the_folder_say_so(workers: Any, tmp_path: Path) -> None:
    """As on another machine: a folder is there, and the run is not in it."""
    write_list(tmp_path, MANY)

    def hide(count: Any) -> None:
        (tmp_path / "pages" / LOCK).unlink(missing_ok=True)

    with pytest.raises(BatchStoppedError, match=r"pages on .* is not the folder of the run"):
        run(tmp_path, cluster=workers.scheduler_address, told=hide)
    assert 1 <= len(list((tmp_path / "pages").glob("*.pdf"))) < 12
    (tmp_path / "elsewhere").mkdir()
    with pytest.raises(FileError, match=r"elsewhere on .*; name a folder that every worker reaches by the same path"):
        Folder(tmp_path / "elsewhere").write("page.pdf", b"page")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_scheduler_that_is_gone_stops_the_run_and_what_was_made_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    write_list(tmp_path, MANY)
    whole = local(tmp_path, monkeypatch)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    words = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port)]
    scheduler = subprocess.Popen([*words, "--dashboard-address", "127.0.0.1:0"], stderr=subprocess.DEVNULL)
    words = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nworkers", "1", "--nthreads", "1"]
    worker = subprocess.Popen(
        [*words, "--dashboard-address", "127.0.0.1:0"], stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        with distributed.Client(address, timeout=30, set_as_default=False) as client:
            client.wait_for_workers(1, timeout=30)
        capfd.readouterr()
        with pytest.raises(BatchStoppedError, match=f"the scheduler at {address} is gone; start it and run the batch"):
            run(tmp_path, cluster=address, told=lambda count: scheduler.kill() if count.made == 2 else None)
        assert capfd.readouterr().err == ""
    finally:
        scheduler.kill()
        scheduler.wait()
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
    kept = run(tmp_path).count
    assert kept.kept >= 2
    assert files(tmp_path / "pages") == whole


@pytest.mark.parametrize(
    "address, said",
    [
        ("scheduler", "scheduler is no address of a scheduler"),
        ("", "nothing is no address of a scheduler"),
        ("http://10.0.0.5:8786", "is no address of a scheduler"),
        ("tcp://10.0.0.5", "is no address of a scheduler"),
        ("tcp://10.0.0.5:8786/x", "is no address of a scheduler"),
        ("tcp://user@10.0.0.5:8786", "is no address of a scheduler"),
        ("tls://127.0.0.1:8786", "needs certificates"),
    ],
)
def test_an_address_that_is_none_is_refused_at_once(address: str, said: str, tmp_path: Path) -> None:
    write_list(tmp_path)
    with pytest.raises(FileError, match=said):
        run(tmp_path, cluster=address)


def test_a_scheduler_that_does_not_answer_ends_the_command_with_5(
    tmp_path: Path, command: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dask, "SECONDS", 1)
    write_list(tmp_path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"  # nobody listens there
        words = ("batch", "list.csv", "-p", "product.yaml", "-o", "pages", "--cluster", address)
        code, out, err = command(*words)
    assert (code, out) == (5, "")
    assert f"no scheduler answers at {address}" in err
    assert "name one as tcp://host:8786" in err


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where journals of places that are no folders stand."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "valuepitch"


@pytest.mark.usefixtures("desk")
def test_an_object_store_holds_the_same_files(tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_list(tmp_path, (*ROWS, *BAD))
    whole = local(tmp_path, monkeypatch)
    place = f"memory://{tmp_path.name}/autumn/"
    done = run(tmp_path, place)
    assert (done.count.made, done.refused_rows) == (4, 2)
    system, path = fsspec.url_to_fs(place)
    path = path.rstrip("/")
    assert {name.rsplit("/", 1)[1]: system.cat_file(name) for name in system.ls(path, detail=False)} == whole
    assert len(list(state.iterdir())) == 1
    assert run(tmp_path, place).count.kept == 4
    gone = next(name for name in whole if name.startswith("northfield"))
    system.rm_file(f"{path}/{gone}")
    system.pipe_file(f"{path}/{next(name for name in whole if name.startswith('southfield'))}", b"another page")
    again = run(tmp_path, place)
    assert (again.count.made, again.count.kept) == (2, 2)
    assert {name.rsplit("/", 1)[1]: system.cat_file(name) for name in system.ls(path, detail=False)} == whole


@pytest.mark.usefixtures("desk")
def test_an_address_of_a_file_is_a_folder(tmp_path: Path) -> None:
    write_list(tmp_path)
    done = run(tmp_path, f"file://{tmp_path}/shared/pages")
    assert done.place == f"file://{tmp_path}/shared/pages"
    assert list(records(tmp_path / "shared" / "pages")) == ["k1", "k2", "k3", "k4"]


@pytest.mark.usefixtures("state")
def test_a_store_that_is_none_is_refused_before_the_first_page(tmp_path: Path, desk: Desk) -> None:
    write_list(tmp_path)
    with pytest.raises(FileError, match="nope://pages/autumn cannot be opened"):
        run(tmp_path, "nope://pages/autumn")
    assert desk.asked == []


@pytest.mark.usefixtures("desk", "state")
def test_a_store_that_fails_stops_the_run_after_three_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_list(tmp_path)
    place = f"memory://{tmp_path.name}/full"
    memory = type(fsspec.url_to_fs(place)[0])
    real = memory.pipe_file

    def full(*_: Any, **__: Any) -> None:
        raise PermissionError("Access Denied")

    monkeypatch.setattr(memory, "pipe_file", full)
    with pytest.raises(FileError, match=r"cannot be used \(PermissionError: Access Denied\); make room"):
        run(tmp_path, place)
    monkeypatch.setattr(memory, "pipe_file", real)
    assert run(tmp_path, place).count.made == 4


def stop_in_the_middle(bucket: Bucket) -> None:
    with bucket.replacing("manifest.csv") as file:
        file.write(b"half\n")
        raise ZeroDivisionError


def test_a_table_that_is_not_written_to_its_end_does_not_reach_the_store(tmp_path: Path) -> None:
    bucket = Bucket(f"memory://{tmp_path.name}/half")
    with pytest.raises(ZeroDivisionError):
        stop_in_the_middle(bucket)
    assert bucket.digest("manifest.csv") == ""
    with bucket.replacing("manifest.csv") as file:
        file.write(b"whole\n")
    assert bucket.digest("manifest.csv") != ""


def test_what_is_not_installed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_list(tmp_path)
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(FileError, match=r"s3://pages needs fsspec; pip install 'valuepitch\[cluster\]'"):
        store_of("s3://pages")
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(FileError, match=r"--cluster needs distributed; pip install 'valuepitch\[cluster\]'"):
        run(tmp_path, cluster="tcp://127.0.0.1:8786")
