"""Formulas in words: what a reader sees, with brackets where they are needed."""

from __future__ import annotations

import pytest

from valuepitch.formula import parse, words

SAY = {
    "power": "{a} to the power of {b}",
    "min": "the least of {list}",
    "max": "the most of {list}",
    "round": "{a}, rounded",
    "abs": "the size of {a}",
    "when": "{b} where {a}, else {c}",
}
LABELS = {"spend": "carrier and circuit spend", "cut": "rate reduction"}


def said(text: str) -> str:
    return words(parse(text), lambda name: LABELS.get(name, name.upper()), lambda number: f"{number:g}", SAY)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("spend * cut", "carrier and circuit spend × rate reduction"),
        ("a + b", "A + B"),
        ("a - b", "A − B"),
        ("a / 12", "A ÷ 12"),
        ("-a", "−A"),
        ("-(a + b)", "−(A + B)"),
        ("(a + b) * c", "(A + B) × C"),
        ("a + b * c", "A + B × C"),
        ("a * b + c", "A × B + C"),
        ("a * (b + c)", "A × (B + C)"),
        ("a - (b + c)", "A − (B + C)"),
        ("a - (b - c)", "A − (B − C)"),
        ("a - b - c", "A − B − C"),
        ("a + (b + c)", "A + B + C"),
        ("a / (b * c)", "A ÷ (B × C)"),
        ("a / (b / c)", "A ÷ (B ÷ C)"),
        ("a / b / c", "A ÷ B ÷ C"),
        ("a * b / c", "A × B ÷ C"),
        ("a - b * c", "A − B × C"),
        ("(a - b) / c", "(A − B) ÷ C"),
        ("a ** 2", "A to the power of 2"),
        ("(a + b) ** 2", "(A + B) to the power of 2"),
        ("a ** b * c", "(A to the power of B) × C"),
        ("min(a, b, 3)", "the least of A, B, 3"),
        ("max(a, b)", "the most of A, B"),
        ("round(a * b)", "A × B, rounded"),
        ("abs(a - b)", "the size of A − B"),
        ("when(a > b, 1, 0)", "1 where A > B, else 0"),
        ("when(a >= b, 1, 0)", "1 where A ≥ B, else 0"),
        ("when(a <= b, 1, 0)", "1 where A ≤ B, else 0"),
        ("when(a == b, 1, 0)", "1 where A = B, else 0"),
        ("when(a != b + 1, 1, 0)", "1 where A ≠ B + 1, else 0"),
    ],
)
def test_a_formula_is_said_in_words(text: str, words: str) -> None:
    assert said(text) == words
