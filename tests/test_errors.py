"""The error tree: what an error prints, its exit code, and its trip through a process pool."""

from __future__ import annotations

import pickle

import pytest

from valuepitch.errors import (
    EXIT_FAULT,
    EXIT_OVERFLOW,
    EXIT_PROBLEMS,
    EXIT_TEMPLATE,
    WARNING,
    FileError,
    InputError,
    PageOverflowError,
    Problem,
    RenderError,
    TemplateError,
    ValuepitchError,
    in_order,
)
from valuepitch.formula import FormulaError

RATE = Problem("is 11", "write 11% or 0.11", "hurdle_rate", "prospect.yaml", 12, 5)


@pytest.mark.parametrize(
    "problem, printed",
    [
        (RATE, "prospect.yaml:12:5  hurdle_rate  is 11; write 11% or 0.11"),
        (Problem("is empty", "", "name", "prospect.yaml", 1, 7), "prospect.yaml:1:7  name  is empty"),
        (Problem("is empty", "fill it", "", "a.yaml", 1, 1), "a.yaml:1:1  is empty; fill it"),
        (Problem("is empty", "fill it", "name", "prospect"), "prospect  name  is empty; fill it"),
        (Problem("is empty"), "is empty"),
    ],
)
def test_a_problem_prints_place_path_message_and_hint(problem: Problem, printed: str) -> None:
    assert str(problem) == printed


def test_a_problem_is_plain_data_with_every_part() -> None:
    assert RATE.plain() == {
        "file": "prospect.yaml",
        "line": 12,
        "column": 5,
        "path": "hurdle_rate",
        "message": "is 11",
        "hint": "write 11% or 0.11",
        "severity": "error",
    }


def test_problems_stand_once_by_file_line_and_column() -> None:
    second = Problem("x", file="b.yaml", line=1, column=1)
    later = Problem("x", file="a.yaml", line=10, column=1)
    earlier = Problem("x", file="a.yaml", line=9, column=30)
    left = Problem("x", file="a.yaml", line=9, column=4)
    assert in_order([second, later, earlier, left, later, second]) == (left, earlier, later, second)


def test_a_warning_and_an_error_at_one_place_are_two_problems() -> None:
    warning = Problem("x", file="a.yaml", line=1, column=1, severity=WARNING)
    error = Problem("x", file="a.yaml", line=1, column=1)
    assert set(in_order([warning, error])) == {warning, error}


@pytest.mark.parametrize(
    "error, code",
    [
        (ValuepitchError("a"), EXIT_PROBLEMS),
        (InputError("a.yaml", (RATE,)), EXIT_PROBLEMS),
        (FileError("a"), EXIT_PROBLEMS),
        (TemplateError("a"), EXIT_TEMPLATE),
        (PageOverflowError("a"), EXIT_OVERFLOW),
        (RenderError("a"), EXIT_FAULT),
    ],
)
def test_each_error_has_its_exit_code(error: ValuepitchError, code: int) -> None:
    assert error.exit_code == code


def test_the_exit_codes_are_those_of_the_design() -> None:
    assert (EXIT_PROBLEMS, EXIT_TEMPLATE, EXIT_OVERFLOW, EXIT_FAULT) == (1, 3, 4, 70)


@pytest.mark.parametrize(
    "error",
    [
        ValuepitchError("is wrong", "mend it"),
        InputError("a.yaml and b.yaml", (RATE, Problem("is empty", severity=WARNING))),
        FileError("a.pdf is a folder", "name a file in it"),
        TemplateError("there is no template x"),
        PageOverflowError("too long", "remove 3 characters"),
        RenderError("cannot be drawn"),
        FormulaError("does not parse", "check brackets", 7),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_survives_pickling_whole(error: ValuepitchError) -> None:
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert (copy.args, str(copy), vars(copy)) == (error.args, str(error), vars(error))


@pytest.mark.parametrize(
    "count, said", [(0, "a.yaml: 0 problems"), (1, "a.yaml: 1 problem"), (2, "a.yaml: 2 problems")]
)
def test_an_input_error_counts_its_problems(count: int, said: str) -> None:
    assert str(InputError("a.yaml", (RATE,) * count)) == said


@pytest.mark.parametrize("hint, printed", [("mend it", "is wrong; mend it"), ("", "is wrong")])
def test_an_error_prints_message_and_hint(hint: str, printed: str) -> None:
    assert str(ValuepitchError("is wrong", hint)) == printed
