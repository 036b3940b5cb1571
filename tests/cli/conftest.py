"""Commands run as from a terminal: in this process, or in one of their own where that is what a test is about."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from valuepitch.cli import main

QUICKSTART = Path(__file__).parents[2] / "samples" / "quickstart"

Ended = tuple[int, str, str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, in which the commands run."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "140")
    return tmp_path


@pytest.fixture
def case(folder: Path) -> Path:
    """A folder with ``prospect.yaml`` and ``product.yaml`` of the quickstart sample."""
    for name in ("prospect.yaml", "product.yaml"):
        shutil.copyfile(QUICKSTART / name, folder / name)
    return folder


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Runs a command line in this process: exit code, standard output, standard error."""

    def call(*words: str | Path, stdin: bytes = b"") -> Ended:
        monkeypatch.setattr(sys, "argv", ["valuepitch", *map(str, words)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        code = ended.value.code
        assert isinstance(code, int)
        return code, said.out, said.err

    return call


@pytest.fixture
def shell(folder: Path) -> Callable[..., Ended]:
    """Runs a command line in a process of its own: exit code, standard output, standard error."""

    def call(*words: str | Path, stdin: bytes = b"") -> Ended:
        done = subprocess.run(
            [sys.executable, "-m", "valuepitch", *map(str, words)],
            input=stdin,
            capture_output=True,
            check=False,
            cwd=folder,
            timeout=50,
        )
        return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")

    return call
