"""Pages drawn in this process, and a command line."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.batch.runs import Desk
from tests.conftest import ROOT
from valuepitch.batch import warm
from valuepitch.cli import main

Ended = tuple[int, str, str]


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes that are started from another folder run what is tested."""
    monkeypatch.setenv("PYTHONPATH", f"{ROOT / 'src'}{os.pathsep}{ROOT}")


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Pages are drawn in this process, each different one once in all tests."""
    made = Desk()
    monkeypatch.setattr(warm.Warm, "ask", lambda _warm, *words: made.ask(*words))
    return made


@pytest.fixture
def command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Ended]:
    """Runs ``valuepitch`` in an empty folder: exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "140")

    def call(*words: str | Path) -> Ended:
        monkeypatch.setattr(sys, "argv", ["valuepitch", *map(str, words)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return ended.value.code, said.out, said.err

    return call
