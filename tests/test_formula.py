"""Formulas: what parses, what is refused and how, and the reading in numbers."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from valuepitch.formula import Call, FormulaError, Name, Negative, Number, Operation, evaluate, names, parse


def refused(text: str) -> FormulaError:
    with pytest.raises(FormulaError) as caught:
        parse(text)
    return caught.value


def value(text: str, **rows: float | list[float]) -> list[float]:
    table = {name: np.atleast_1d(np.asarray(row, dtype=np.float64)) for name, row in rows.items()}
    found, faults = evaluate(parse(text), table)
    assert faults == []
    return [float(x) for x in found]


# --- what parses ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("12", Number(12)),
        ("0.27", Number(0.27)),
        ("1_200", Number(1200)),
        ("sites", Name("sites")),
        (" sites ", Name("sites")),
        ("a + b", Operation("+", Name("a"), Name("b"))),
        ("a - b", Operation("-", Name("a"), Name("b"))),
        ("a * b", Operation("*", Name("a"), Name("b"))),
        ("a / b", Operation("/", Name("a"), Name("b"))),
        ("a ** 2", Operation("**", Name("a"), Number(2))),
        ("-a", Negative(Name("a"))),
        ("+a", Name("a")),
        ("((a))", Name("a")),
        ("a + b * c", Operation("+", Name("a"), Operation("*", Name("b"), Name("c")))),
        ("(a + b) * c", Operation("*", Operation("+", Name("a"), Name("b")), Name("c"))),
        ("a - b - c", Operation("-", Operation("-", Name("a"), Name("b")), Name("c"))),
        ("-a ** 2", Negative(Operation("**", Name("a"), Number(2)))),
        ("min(a, 2)", Call("min", (Name("a"), Number(2)))),
        ("max(a, b, c)", Call("max", (Name("a"), Name("b"), Name("c")))),
        ("abs(a)", Call("abs", (Name("a"),))),
        ("round(a)", Call("round", (Name("a"),))),
        ("round(a, 2)", Call("round", (Name("a"), Number(2)))),
    ],
)
def test_a_formula_becomes_a_tree(text: str, tree: object) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize("op", ["<", "<=", ">", ">=", "==", "!="])
def test_every_comparison_stands_in_when(op: str) -> None:
    tree = parse(f"when(a {op} 1, b, 0)")
    assert tree == Call("when", (Operation(op, Name("a"), Number(1)), Name("b"), Number(0)))


def test_a_formula_may_span_lines() -> None:
    assert parse("a\n  + b\n") == Operation("+", Name("a"), Name("b"))


def test_names_stand_in_the_order_in_which_they_are_written_with_their_columns() -> None:
    assert list(names(parse("sites * (cost + fee) / sites")).items()) == [("sites", 0), ("cost", 9), ("fee", 16)]
    assert list(names(parse("when(a > b, c, d)"))) == ["a", "b", "c", "d"]
    assert names(parse("2 * 3")) == {}


# --- what is refused --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message", "hint", "column"),
    [
        ("a ^ 2", "^ is not an operator", "write ** for a power", 0),
        ("a + (b ^ 2)", "^ is not an operator", "write ** for a power", 5),
        ("a % b", "% is not an operator", "write 27% as 0.27", 0),
        ("spend * 27%", "% is not an operator", "write 27% as 0.27", 10),
        ("a // b", "// is not an operator", "round(a / b)", 0),
        ("1 + (a if b else c)", "if ... else is not read", "when(condition, a, b)", 5),
        ("a and b", "and, or are not read", "nest one when(...)", 0),
        ("a or b", "and, or are not read", "nest one when(...)", 0),
        ("when(a > 1 and b > 1, x, y)", "and, or are not read", "nest one when(...)", 5),
        ("a[0]", "brackets [ ] are not read", "name a fact", 0),
        ("2 * a.b", "a dot is not read", "name a fact", 4),
        ("a > b", "a comparison stands only inside when(...)", "when(a > b, x, y)", 0),
        ("x + (a > b)", "a comparison stands only inside when(...)", "when(a > b, x, y)", 5),
        ("when(a > b, c > d, 0)", "a comparison stands only inside when(...)", "when(a > b, x, y)", 12),
        ("when(a < b < c, 1, 0)", "when(...) takes one comparison", "when(a > b, x, y)", 5),
        ("when(a in b, 1, 0)", "when(...) takes one comparison", "when(a > b, x, y)", 5),
        ("when(a, b, c)", "the first value of when(...) is a comparison", "when(a > b, x, y)", 0),
        ("2 * sum(a, b)", "sum is not a function that is read", "known: abs, max, min, round, when", 4),
        ("IF(a > b, 1, 0)", "IF is not a function that is read", "known: abs, max, min, round, when", 0),
        ("a(b)(c)", "is not a function that is read", "known: abs, max, min, round, when", 0),
        ("min(a)", "min takes 2 to 8 values, not 1", "write min(a, b)", 0),
        ("max()", "max takes 2 to 8 values, not 0", "write max(a, b)", 0),
        ("abs(a, b)", "abs takes 1 values, not 2", "write abs(a)", 0),
        ("when(a > b, 1)", "when takes 3 values, not 2", "when(a > b, x, y)", 0),
        ("round(a, b)", "takes a whole number of digits, 0 to 6", "round(a, 2)", 0),
        ("round(a, 7)", "takes a whole number of digits, 0 to 6", "round(a, 2)", 0),
        ("round(a, -1)", "takes a whole number of digits, 0 to 6", "round(a, 2)", 0),
        ("a = b", "= alone is not an operator", "write == to compare", 2),
        ("a +", "the formula does not parse", "check brackets and operators", None),
        ("(a + b", "the formula does not parse", "check brackets and operators", None),
        ("a b", "the formula does not parse", "check brackets and operators", None),
        ("", "the formula is empty", "write a number or a formula", 0),
        ("  \n ", "the formula is empty", "write a number or a formula", 0),
        ("1e400", "the number is too large", "at most 1e15", 0),
        ("a + 1e16", "the number is too large", "at most 1e15", 4),
        ("1000000000000001", "the number is too large", "at most 1e15", 0),
        ("2 ** 101", "the exponent is 101", "at most 100", 0),
        ("2 ** -101", "the exponent is 101", "at most 100", 0),
        ("a ** 1000", "the exponent is 1000", "at most 100", 0),
        ("Sites * 2", "Sites is not a name of a fact", "lower case", 0),
        ("2 * _sites", "_sites is not a name of a fact", "lower case", 4),
        ("2 * min", "min is not a name of a fact", "lower case", 4),
    ],
)
def test_what_is_not_read_is_refused_with_its_place_and_its_remedy(
    text: str, message: str, hint: str, column: int | None
) -> None:
    error = refused(text)
    assert message in error.message
    assert hint in error.hint
    assert column is None or error.column == column


NOT_READ = [
    "'text'",
    "True",
    "None",
    "1j",
    "a, b",
    "[a]",
    "{a: b}",
    "()",
    "not a",
    "~a",
    "a @ b",
    "a << 2",
    "a & b",
    "lambda: 1",
    "[x for x in a]",
    "(a := 1)",
    "f'{a}'",
    "*a",
    "__import__('os')",
    "a.__class__",
    "abs(*a)",
    "abs(a=1)",
    "a; b",
    "import os",
    "yield a",
    "...",
    "größe * 2",
    "x if y",
]


@pytest.mark.parametrize("text", [*NOT_READ, "a\x00b", "\ud800"])
def test_nothing_else_parses(text: str) -> None:
    assert refused(text).message


@pytest.mark.parametrize("text", ["a) * (b", "a) + (b * 2", "1)(2"])
def test_brackets_that_do_not_match_are_refused(text: str) -> None:
    assert refused(text).message


@pytest.mark.parametrize("text", ["a # + b", "a # the rest\n + b", "# a"])
def test_nothing_after_a_hash_is_lost_silently(text: str) -> None:
    assert refused(text).message


@pytest.mark.parametrize("text", ["0x10", "0b11", "0o17"])
def test_numbers_of_programmers_are_refused(text: str) -> None:
    assert refused(text).message


def test_an_equals_sign_alone_is_pointed_at_among_comparisons() -> None:
    error = refused("when(a >= b, 1, 0) = c")
    assert error.message == "= alone is not an operator"
    assert error.column == 19


def test_a_keyword_is_not_taken_for_an_unknown_function() -> None:
    error = refused("max(a, b = 2)")
    assert "max is not a function" not in error.message
    assert "==" in error.hint


def test_a_formula_that_is_too_long_is_refused() -> None:
    error = refused("a" * 1001)
    assert error.message == "the formula is 1001 characters long"
    assert error.hint == "at most 1000 are read"
    assert parse("a" * 1000) == Name("a" * 1000)


def nested(opening: str, closing: str, depth: int) -> str:
    return opening * depth + "a" + closing * depth


@pytest.mark.parametrize(
    ("opening", "closing", "most"),
    [
        ("-", "", 50),
        ("+", "", 50),
        ("abs(", ")", 50),
        ("(b+", ")", 50),
        ("(", "+b)", 50),
        ("when(b>0,", ",2)", 49),
        ("when(b>0,1,", ")", 49),
        ("when(", ">0,1,2)", 25),  # the comparison is a level of its own
        ("when(0<", ",1,2)", 25),
    ],
)
def test_a_formula_that_is_too_deep_is_refused(opening: str, closing: str, most: int) -> None:
    assert parse(nested(opening, closing, most)) is not None
    assert refused(nested(opening, closing, most + 1)).message == "the formula is nested deeper than 50"


@pytest.mark.parametrize("text", ["(" * 300 + "a" + ")" * 300, "-" * 999 + "a", "+".join(["a"] * 500)])
def test_hostile_depth_is_refused_and_not_a_crash(text: str) -> None:
    assert refused(text).message


def test_an_exponent_of_100_is_read_either_way() -> None:
    assert value("2 ** 100") == [2.0**100]
    assert value("2 ** -100") == [2.0**-100]


def test_columns_count_inside_the_text_as_it_was_written() -> None:
    assert refused("  a ^ 2").column == 2


def test_the_error_survives_pickling() -> None:
    error = refused("a + (b ^ 2)")
    again = pickle.loads(pickle.dumps(error))
    assert (again.message, again.hint, again.column) == (error.message, error.hint, error.column)


# --- numbers ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("2 + 3 * 4", 14),
        ("(2 + 3) * 4", 20),
        ("2 - 3 - 4", -5),
        ("24 / 4 / 2", 3),
        ("2 ** 3 ** 2", 512),
        ("-2 ** 2", -4),
        ("(-2) ** 2", 4),
        ("-(2 + 3)", -5),
        ("min(3, 1, 2)", 1),
        ("max(3, 1, 2)", 3),
        ("min(2, 2)", 2),
        ("abs(-3)", 3),
        ("abs(3)", 3),
        ("round(2.4)", 2),
        ("round(2.5)", 3),
        ("round(-2.5)", -3),
        ("round(-2.4)", -2),
        ("round(3.5)", 4),
        ("round(0.5)", 1),
        ("round(-0.5)", -1),
        ("round(1.005, 2)", 1.01),
        ("round(-1.005, 2)", -1.01),
        ("round(2.675, 2)", 2.68),
        ("round(1234.5678, 2)", 1234.57),
        ("round(1234.5678, 0)", 1235),
        ("when(1 < 2, 10, 20)", 10),
        ("when(2 < 1, 10, 20)", 20),
        ("when(1 <= 1, 10, 20)", 10),
        ("when(1 == 1, 10, 20)", 10),
        ("when(1 != 1, 10, 20)", 20),
        ("when(2 >= 3, 10, 20)", 20),
        ("when(3 > 2, 10, 20)", 10),
    ],
)
def test_numbers_by_hand(text: str, result: float) -> None:
    assert value(text) == pytest.approx([result], rel=1e-15)


def test_rounding_looks_at_the_number_itself() -> None:
    assert value("round(2.4999999999)") == [2.0]
    assert value("round(a)", a=123456789012.5) == [123456789013.0]


def test_a_formula_is_read_over_arrays() -> None:
    assert value("sites * cost + 1", sites=[1, 2, 3], cost=[10, 20, 30]) == [11, 41, 91]


def test_a_number_alone_holds_in_every_row() -> None:
    assert value("12", sites=[1, 2, 3]) == [12, 12, 12]


def test_when_chooses_row_by_row() -> None:
    assert value("when(a > b, a, b)", a=[1, 5, 3], b=[2, 4, 3]) == [2, 5, 3]


def test_min_max_and_abs_go_row_by_row() -> None:
    assert value("min(a, b, 2)", a=[1, 5], b=[3, 4]) == [1, 2]
    assert value("max(a, b)", a=[1, 5], b=[3, 4]) == [3, 5]
    assert value("abs(a)", a=[-1, 5]) == [1, 5]


def test_a_branch_that_is_not_taken_raises_nothing() -> None:
    assert value("when(b > 0, a / b, 0)", a=[6, 6], b=[0, 3]) == [0, 2]
    assert value("when(b == 0, 0, a / b)", a=[6, 6], b=[0, 3]) == [0, 2]


def test_nested_branches_raise_only_where_all_are_taken() -> None:
    tree = parse("when(a > 0, when(b > 0, 1 / c, 5), 7)")
    found, faults = evaluate(tree, {"a": np.array([1.0, 1, 0]), "b": np.array([1.0, 0, 1]), "c": np.zeros(3)})
    assert np.isnan(found[0])
    assert found[1:].tolist() == [5, 7]
    [fault] = faults
    assert fault.rows.tolist() == [True, False, False]


def test_division_by_zero_names_its_place_and_its_rows() -> None:
    found, faults = evaluate(parse("1 + a / b"), {"a": np.array([6.0, 6.0, 0.0]), "b": np.array([3.0, 0.0, 0.0])})
    assert found[0] == 3
    assert np.isnan(found[1:]).all()
    [fault] = faults
    assert fault.message == "divides by zero"
    assert fault.column == 4
    assert fault.rows.tolist() == [False, True, True]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a ** -1", [True, False, False]),
        ("a ** 0.5", [False, False, True]),
        ("(a * 1e15) ** 100", [False, True, True]),
    ],
)
def test_a_power_without_a_finite_value_is_a_fault_of_its_rows(text: str, rows: list[bool]) -> None:
    found, faults = evaluate(parse(text), {"a": np.array([0.0, 4.0, -4.0])})
    [fault] = faults
    assert fault.message == "has no finite power"
    assert fault.rows.tolist() == rows
    assert np.isnan(found).tolist() == rows


def test_each_faulty_division_is_told() -> None:
    _, faults = evaluate(parse("1 / a + 2 / b"), {"a": np.array([0.0]), "b": np.array([0.0])})
    assert [fault.column for fault in faults] == [0, 8]


def test_the_largest_number_is_read() -> None:
    assert value("1_000_000_000_000_000") == [1e15]


def test_a_name_without_a_row_is_a_key_error() -> None:
    tree = parse("a + b")
    with pytest.raises(KeyError, match="b"):
        evaluate(tree, {"a": np.array([1.0])})
