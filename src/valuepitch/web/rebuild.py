"""One build as a state: the new page, or the old one with what is wrong."""

from __future__ import annotations

import hashlib
import time
import traceback
from collections.abc import Callable, Iterable

from valuepitch.errors import EXIT_FAULT, WARNING, InputError, Problem, ValuepitchError, in_order
from valuepitch.pipeline import Built
from valuepitch.web.state import Board, Shown, State

BuildPage = Callable[[], Built]
Check = Callable[[], Iterable[Problem]]


def rebuild(board: Board, build_page: BuildPage, check: Check) -> State:
    """Build the page and put the outcome on the board; the last good page stays where there is none.

    Args:
        check: every problem and warning of the files; asked where there is no page, which stops at the first kind.
    """
    began = time.perf_counter()
    fault, pdf, before = "", None, board.state.page
    problems: tuple[Problem, ...]
    try:
        built = build_page()
    except ValuepitchError as error:
        page, problems = before, _problems(error, check)
        if error.exit_code == EXIT_FAULT:
            fault = traceback.format_exc()
    except Exception as error:  # noqa: BLE001 - a fault of ours is shown and told; the next save is built all the same
        page, problems, fault = before, (_our_fault(error),), traceback.format_exc()
    else:
        pdf, problems = built.pdf, in_order(built.warnings)
        page = _shown(built)
    seconds = time.perf_counter() - began
    old = pdf is None and page is not None
    return board.put(State(0, page, old, _errors_first(problems), fault, seconds, time.strftime("%H:%M:%S")), pdf)


def _shown(built: Built) -> Shown:
    digest = hashlib.sha256(built.pdf).hexdigest()
    return Shown(digest, built.fill, built.fitted, built.measures, built.fingerprint)


def _problems(error: ValuepitchError, check: Check) -> tuple[Problem, ...]:
    """What stopped the build, and what else the check finds."""
    said = error.problems if isinstance(error, InputError) else (Problem(error.message, error.hint),)
    try:
        return in_order((*said, *check()))
    except ValuepitchError:  # the check is stopped by what stopped the build
        return in_order(said)


def _our_fault(error: Exception) -> Problem:
    name = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return Problem(f"a fault of valuepitch ({name})", "the terminal has the text to report; undo the last change")


def _errors_first(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: problem.severity == WARNING))
