"""What a build of real files puts on the board."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from valuepitch.checked import check_files
from valuepitch.errors import WARNING
from valuepitch.pipeline import build
from valuepitch.web.rebuild import rebuild
from valuepitch.web.state import KEPT, Board, Shown, State

QUICKSTART = Path(__file__).parents[2] / "samples" / "quickstart"


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., State]:
    """Builds the quickstart sample after replacing words of its files: ``made(product=("old", "new"))``."""
    files = [tmp_path / "prospect.yaml", tmp_path / "product.yaml"]
    board = Board()

    def make(**changes: tuple[str, str]) -> State:
        for file in files:
            shutil.copyfile(QUICKSTART / file.name, file)
            old, new = changes.get(file.stem, ("", ""))
            text = file.read_text("utf-8")
            assert old in text
            file.write_text(text.replace(old, new) if old else text, "utf-8")
        return rebuild(board, lambda: build(*files), lambda: check_files(files, date.today()))

    return make


AFTER_TAX = ("hurdle_basis: before_tax", "hurdle_basis: after_tax")


def test_a_page_comes_with_its_warnings(made: Callable[..., State]) -> None:
    state = made(prospect=AFTER_TAX)
    assert state.page is not None
    assert not state.old
    assert [(problem.path, problem.severity) for problem in state.problems] == [("hurdle_basis", WARNING)]


def test_problems_of_both_files_are_shown_at_once_each_at_its_place(made: Callable[..., State]) -> None:
    words = ("label: Rate reduction on renewal, value: 27%", "label: Rate reduction going forward, value: 27")
    state = made(prospect=("value: 11%", "value: 11"), product=words)
    assert state.page is None
    assert [Path(problem.file).name for problem in state.problems if problem.severity != WARNING] == [
        "product.yaml",
        "prospect.yaml",
    ]
    assert all(problem.line for problem in state.problems)


def test_warnings_are_not_lost_when_a_word_stops_the_page(made: Callable[..., State]) -> None:
    state = made(prospect=AFTER_TAX, product=("plain_name: one managed", "plain_name: one world-class managed"))
    severities = [problem.severity for problem in state.problems]
    assert severities == sorted(severities), "errors first"
    assert set(severities) == {"error", WARNING}
    assert "hurdle_basis" in {problem.path for problem in state.problems}


def test_the_last_pages_are_kept_and_no_more() -> None:
    board = Board()
    for number in range(KEPT + 3):
        board.put(State(page=Shown(str(number), 0.9, (), {}, "")), b"%d" % number)
    assert board.state.number == KEPT + 3
    assert [number for number in range(KEPT + 3) if board.pdf(str(number))] == list(range(3, KEPT + 3))


def test_who_waits_is_told_of_the_end() -> None:
    board = Board()
    assert board.after(0, 0.01) is None
    board.close()
    assert board.closed
    assert board.after(0, 10) is None
