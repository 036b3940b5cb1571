"""Every refusal of a formula: message, remedy and place, to the letter."""

from __future__ import annotations

import numpy as np
import pytest

from valuepitch import formula
from valuepitch.formula import FormulaError, tree

REST = "use names, numbers, + - * / ** and brackets"
ONE_COMPARISON = "write when(a > b, x, y)"
DEEP = "(" * 0 + "-" * 52 + "a"


@pytest.mark.parametrize(
    ("text", "message", "hint", "column"),
    [
        ("", "the formula is empty", "write a number or a formula such as sites * 12", 0),
        ("   ", "the formula is empty", "write a number or a formula such as sites * 12", 0),
        ("a" * 1001, "the formula is 1001 characters long", "at most 1000 are read", 0),
        ("a # b", "# is not read in a formula", REST, 2),
        ("a * 0x1F", "0x is not read in a formula", REST, 4),
        ("a * 0B1", "0B is not read in a formula", REST, 4),
        ("a * 5% + b * 7%", *tree._HINTS[tree.ast.Mod], 5),
        ("  a if b", *tree._HINTS[tree.ast.IfExp], 4),
        ("a if b if", *tree._HINTS[tree.ast.IfExp], 2),
        ("cliff = 2", "= alone is not an operator", "write == to compare inside when(...)", 6),
        ("a + * b", "the formula does not parse", "check brackets and operators", 4),
        (")", "the formula does not parse", "check brackets and operators", 0),
        ("a b", "the formula does not parse", "check brackets and operators", 2),
        (DEEP, "the formula is nested deeper than 50", "split it into two benefits", 51),
        ("when(a > b > c, 1, 2)", "when(...) takes one comparison", ONE_COMPARISON, 5),
        ("when(a, 1, 2)", "the first value of when(...) is a comparison", ONE_COMPARISON, 0),
        ("1 + when(a, 1, 2)", "the first value of when(...) is a comparison", ONE_COMPARISON, 4),
        ("x + Spend", "Spend is not a name of a fact", "names are lower case: a-z, 0-9, _", 4),
        ("x + min", "min is not a name of a fact", "names are lower case: a-z, 0-9, _", 4),
        ("x + 1000000000000001", "the number is too large", "at most 1e15", 4),
        ("x + y ** 101", "the exponent is 101", "at most 100 either way", 4),
        ("x + y ** -1000000000000000", "the exponent is 1000000000000000", "at most 100 either way", 4),
        ("x + min(a, key=b)", "= alone is not an operator", "write == to compare inside when(...)", 11),
        ("x + sum(a, b)", "sum is not a function that is read", "known: abs, max, min, round, when", 4),
        ("x + (a + b)(c)", "this is not a function that is read", "known: abs, max, min, round, when", 4),
        ("x + min(a)", "min takes 2 to 8 values, not 1", "write min(a, b)", 4),
        ("x + abs(a, b)", "abs takes 1 values, not 2", "write abs(a)", 4),
        (
            "x + round(a, b)",
            "round(a, digits) takes a whole number of digits, 0 to 6",
            "write round(a) or round(a, 2)",
            4,
        ),
        (
            "x + round(a, 7)",
            "round(a, digits) takes a whole number of digits, 0 to 6",
            "write round(a) or round(a, 2)",
            4,
        ),
        ("x + 'y'", "this is not read in a formula", "use names, numbers, + - * / ** and ( )", 4),
        ("x + True", "this is not read in a formula", "use names, numbers, + - * / ** and ( )", 4),
        ("x ^ 2", *tree._HINTS[tree.ast.BitXor], 0),
        ("x // 2", *tree._HINTS[tree.ast.FloorDiv], 0),
        ("x > 2", *tree._HINTS[tree.ast.Compare], 0),
        ("when(a > 1 and b > 2, 1, 2)", *tree._HINTS[tree.ast.BoolOp], 5),
        ("x.y", *tree._HINTS[tree.ast.Attribute], 0),
        ("x[0]", *tree._HINTS[tree.ast.Subscript], 0),
    ],
)
def test_a_refusal_says_what_and_where_and_what_to_write(text: str, message: str, hint: str, column: int) -> None:
    with pytest.raises(FormulaError) as caught:
        formula.parse(text)
    assert (caught.value.message, caught.value.hint, caught.value.column) == (message, hint, column)


def test_an_error_without_more_has_no_hint_and_stands_at_the_start() -> None:
    error = FormulaError("wrong")
    assert (error.message, error.hint, error.column, error.args) == ("wrong", "", 0, ("wrong", "", 0))


@pytest.mark.parametrize(
    "text", ["-(1 / zero)", "when(1 / zero > 0, 1, 2)", "when(one > 0, 1 / zero, 2)", "when(one < 0, 2, 1 / zero)",
             "max(1, 1 / zero)"],
)  # fmt: skip
def test_a_division_by_nil_is_found_wherever_it_stands(text: str) -> None:
    _, faults = formula.evaluate(formula.parse(text), {"zero": np.zeros(2), "one": np.ones(2)})
    assert [(fault.message, fault.rows.tolist()) for fault in faults] == [("divides by zero", [True, True])]


def test_values_are_floats_even_of_whole_inputs() -> None:
    value, _ = formula.evaluate(formula.parse("a"), {"a": np.array([1, 2])})
    assert value.dtype == np.float64


def test_a_comparison_knows_its_place() -> None:
    node = formula.parse("1 + when(a > b, x, y)")
    (comparison,) = [part for part in formula.walk(node) if isinstance(part, formula.Operation) and part.op == ">"]
    assert comparison.column == 9


@pytest.mark.parametrize(
    ("value", "whole"), [(0.4999, 0.0), (0.4995, 0.0), (2.5, 3.0), (-2.5, -3.0), (0.49999999, 0.0)]
)
def test_what_is_near_a_half_is_no_half(value: float, whole: float) -> None:
    assert formula.evaluate(formula.parse("round(a)"), {"a": np.array([value])})[0][0] == whole


@pytest.mark.parametrize("error", [ValueError, RecursionError, MemoryError])
def test_what_python_cannot_parse_at_all_is_refused_too(
    error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(tree.ast, "parse", fails)
    with pytest.raises(FormulaError) as caught:
        formula.parse("a + b")
    assert caught.value.args == ("the formula cannot be read", REST, 0)
