"""``valuepitch preview``: what it prints, what it opens, and how it ends."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
import webbrowser
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from valuepitch import web
from valuepitch.cli import preview
from valuepitch.errors import Problem
from valuepitch.pipeline import build
from valuepitch.web.state import Shown, State

Run = Callable[..., tuple[int, str, str]]

PREVIEW = ("preview", "prospect.yaml", "-p", "product.yaml")


@pytest.fixture
def unserved(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Previews end as soon as they would serve; the addresses that a browser was sent to."""
    opened: list[str] = []
    made: list[Any] = []

    def serve(self: Any) -> None:
        made.append(self)

    monkeypatch.setattr(web.Preview, "serve", serve)
    monkeypatch.setattr(webbrowser, "open", opened.append)
    monkeypatch.setenv("DISPLAY", ":0")
    yield opened
    for one in made:
        one._server.server_close()


def test_it_follows_a_save_and_ctrl_c_ends_it(case: Path) -> None:
    words = [sys.executable, "-m", "valuepitch", *PREVIEW, "--no-browser"]
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    ) as process:
        try:
            assert process.stdout is not None
            first = process.stdout.readline()
            address = re.fullmatch(
                r"prospect\.yaml with product\.yaml: (http://127\.0\.0\.1:\d+/)  \(Ctrl-C .*\)\n", first
            )
            assert address, first
            built = process.stdout.readline()
            assert re.fullmatch(r"\d\d:\d\d:\d\d  99% full, 0 problems, 0 warnings  \(\d\.\d\d s\)\n", built)
            with urllib.request.urlopen(f"{address[1]}page.pdf", timeout=10) as answer:
                assert answer.read() == build("prospect.yaml", "product.yaml").pdf
            (case / "product.yaml").write_text("name: [", "utf-8")
            assert "1 problem, 0 warnings" in process.stdout.readline()
        finally:
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err.strip()) == (130, "", "interrupted")


def test_it_opens_a_browser_where_there_is_a_screen(case: Path, run: Run, unserved: list[str]) -> None:
    code, out, err = run(*PREVIEW)
    assert (code, err) == (0, "")
    assert len(unserved) == 1
    assert unserved[0] in out


def test_no_browser_opens_none(case: Path, run: Run, unserved: list[str]) -> None:
    assert run(*PREVIEW, "--no-browser")[0] == 0
    assert unserved == []


def test_without_a_screen_nothing_is_opened(
    case: Path, run: Run, unserved: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert run(*PREVIEW)[0] == 0
    assert unserved == []


def test_a_port_that_is_taken_is_said(case: Path, run: Run, unserved: list[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, out, err = run(*PREVIEW, "--port", str(port))
    assert (code, out) == (2, "")
    said = f"port {port} cannot be had (Address already in use); name another, or leave --port out for a free one"
    assert said in err
    assert unserved == []


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http"])
def test_what_is_no_port_is_refused(port: str, case: Path, run: Run) -> None:
    code, _, err = run(*PREVIEW, "--port", port)
    assert code == 2
    assert "Invalid value for '--port'" in err


@pytest.mark.parametrize("words", [("nope.yaml", "-p", "product.yaml"), ("prospect.yaml", "-p", "nope.yaml")])
def test_a_file_that_is_not_there_is_said_at_once(words: tuple[str, ...], case: Path, run: Run) -> None:
    assert run("preview", *words) == (1, "", "error: nope.yaml does not exist\n  check the path\n")


def test_without_its_package_it_says_what_to_install(case: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("valuepitch.web")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    code, out, err = run(*PREVIEW)
    assert (code, out) == (1, "")
    assert err == "error: the preview needs watchfiles, which is not installed\n  pip install 'valuepitch[preview]'\n"


SHOWN = Shown("0" * 64, 0.912, (), {}, "")
WRONG, DOUBT = Problem("is 11"), Problem("is old", severity="warning")


@pytest.mark.parametrize(
    "state, said",
    [
        (State(1, SHOWN, seconds=0.21, time="14:03:12"), "14:03:12  91% full, 0 problems, 0 warnings  (0.21 s)"),
        (State(2, SHOWN, True, (WRONG, DOUBT), time="14:03:12"), "14:03:12  1 problem, 1 warning  (0.00 s)"),
        (State(3, None, False, (WRONG, WRONG), time="14:03:12"), "14:03:12  2 problems, 0 warnings  (0.00 s)"),
    ],
)
def test_each_build_is_one_line(state: State, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    preview._say(state)
    assert capsys.readouterr() == (said + "\n", "")


def test_a_fault_of_ours_is_shown_whole(capsys: pytest.CaptureFixture[str]) -> None:
    preview._say(State(1, fault="Traceback (most recent call last):\n  ...", time="14:03:12"))
    assert capsys.readouterr().err.startswith("Traceback (most recent call last):\n")
