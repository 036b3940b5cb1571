"""Laws of formulas: what is read is what is computed and what is said."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from valuepitch.formula import NAME, FormulaError, Node, evaluate, names, parse, words

NAMES = ("a", "b", "c")
SAY = {
    "power": "{a} ** {b}",
    "min": "min({list})",
    "max": "max({list})",
    "round": "round({list})",
    "abs": "abs({a})",
    "when": "when({a}, {b}, {c})",
}
# What a reader sees, back to what is written.
SIGNS = str.maketrans({"−": "-", "×": "*", "÷": "/", "≤": "<=", "≥": ">=", "≠": "!="})  # type: ignore[arg-type]

leaves = st.sampled_from(NAMES) | st.integers(0, 99).map(str) | st.sampled_from(["0.5", "0.27", "12.25"])


def _compound(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    binary = st.tuples(inner, st.sampled_from(["+", "-", "*", "/"]), inner).map(lambda p: f"({p[0]} {p[1]} {p[2]})")
    listed = st.tuples(st.sampled_from(["min", "max"]), inner, inner).map(lambda p: f"{p[0]}({p[1]}, {p[2]})")
    power = st.tuples(inner, st.integers(0, 3)).map(lambda p: f"({p[0]}) ** {p[1]}")
    single = st.tuples(st.sampled_from(["abs({})", "round({})", "round({}, 2)", "(-{})"]), inner).map(
        lambda p: p[0].format(p[1])
    )
    comparison = st.sampled_from(["<", "<=", ">", ">=", "!="])
    chosen = st.tuples(inner, comparison, inner, inner, inner).map(
        lambda p: f"when({p[0]} {p[1]} {p[2]}, {p[3]}, {p[4]})"
    )
    return binary | listed | power | single | chosen


texts = st.recursive(leaves, _compound, max_leaves=8).filter(lambda text: len(text) <= 1000)
numbers = st.integers(-50, 50).map(lambda n: n / 4)
tables = st.lists(st.tuples(numbers, numbers, numbers), min_size=1, max_size=4).map(
    lambda rows: dict(zip(NAMES, np.array(rows).T, strict=True))
)


def value(tree: Node, table: dict[str, np.ndarray]) -> np.ndarray:
    return evaluate(tree, table)[0]


@given(texts, tables)
def test_a_table_gives_what_its_rows_give_alone(text: str, table: dict[str, np.ndarray]) -> None:
    tree = parse(text)
    together = value(tree, table)
    for i in range(len(table["a"])):
        alone = value(tree, {name: column[i : i + 1] for name, column in table.items()})
        assert alone[0] == pytest.approx(together[i], nan_ok=True)


@given(texts, tables)
def test_what_is_said_is_what_is_computed(text: str, table: dict[str, np.ndarray]) -> None:
    tree = parse(text)
    said = words(tree, lambda name: name, repr, SAY)
    found, again = value(tree, table), value(parse(said.translate(SIGNS)), table)
    assert again == pytest.approx(found, rel=1e-9, abs=1e-9, nan_ok=True), said


@given(texts)
def test_names_are_those_that_stand_in_the_text(text: str) -> None:
    found = names(parse(text))
    assert set(found) == {name for name in NAMES if name in text.replace("abs", "").replace("max", "")}
    assert all(text[column] == name for name, column in found.items())


@given(texts, tables)
def test_a_value_that_is_not_there_has_a_fault(text: str, table: dict[str, np.ndarray]) -> None:
    found, faults = evaluate(parse(text), table)
    faulty = np.zeros(len(found), dtype=bool)
    for fault in faults:
        faulty |= fault.rows
    assert not (np.isnan(found) & ~faulty).any()


def read(text: str) -> Node | FormulaError:
    try:
        return parse(text)
    except FormulaError as error:
        return error


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_a_message(text: str) -> None:
    found = read(text)
    assert not isinstance(found, FormulaError) or (found.message and 0 <= found.column <= len(text))


@example("a # b")
@given(st.text(alphabet="ab01.+-*/()<>=,^% []'#\n", max_size=40))
def test_what_is_read_is_read_whole(text: str) -> None:
    found = read(text)
    if isinstance(found, FormulaError):
        assert found.message
        assert 0 <= found.column <= len(text)
    else:
        written = "".join(char if char.isalnum() else " " for char in text).split()
        assert set(names(found)) == {word for word in written if NAME.fullmatch(word)}


@example(562949954, 0, 6)
@given(st.integers(-(10**9), 10**9), st.integers(0, 4), st.integers(0, 6))
def test_rounding_is_half_away_from_nil_on_the_decimal(digits: int, places: int, to: int) -> None:
    written = Decimal(digits).scaleb(-places)
    expected = written.quantize(Decimal(1).scaleb(-to), ROUND_HALF_UP)
    found = value(parse(f"round(a, {to})"), {"a": np.array([float(written)])})[0]
    assert found == pytest.approx(float(expected), rel=1e-15, abs=1e-12)


@given(tables)
def test_python_gives_the_same_for_plain_arithmetic(table: dict[str, np.ndarray]) -> None:
    found = value(parse("a + b * c - a / 4 + (a - b) ** 2 - -c"), table)
    for i, (a, b, c) in enumerate(zip(*(table[name] for name in NAMES), strict=True)):
        assert found[i] == pytest.approx(a + b * c - a / 4 + (a - b) ** 2 - -c)


@given(numbers, numbers)
def test_a_division_is_the_quotient_or_a_fault(a: float, b: float) -> None:
    found, faults = evaluate(parse("a / b"), {"a": np.array([a]), "b": np.array([b])})
    assert bool(faults) == (b == 0)
    assume(b != 0)
    assert math.isclose(found[0], a / b)
