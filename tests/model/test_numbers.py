"""Numbers as people write them, and what is said to what is none."""

from __future__ import annotations

import copy
import pickle
import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from valuepitch.model.numbers import LARGEST, Written, is_number, parse_number


def refusal(raw: Any) -> tuple[str, str]:
    with pytest.raises(PydanticCustomError) as caught:
        parse_number(raw)
    context = caught.value.context
    assert context is not None
    return context["message"], context["hint"]


@pytest.mark.parametrize(
    "written, value",
    [
        ("12", 12.0),
        (" 12 ", 12.0),
        ("+5", 5.0),
        ("-5", -5.0),
        ("−5", -5.0),
        ("0", 0.0),
        ("007", 7.0),
        ("1200.75", 1200.75),
        ("148_000_000", 148e6),
        ("1_000.5", 1000.5),
        ("27%", 0.27),
        ("27 %", 0.27),
        ("0.5%", 0.005),
        ("120%", 1.2),
        ("-3%", -0.03),
        ("1_000%", 10.0),
        ("1000000000000000", 1e15),
        (5, 5.0),
        (2.5, 2.5),
        (-1e15, -1e15),
    ],
)
def test_a_number_has_the_value_that_was_written(written: Any, value: float) -> None:
    assert float(parse_number(written)) == value


@pytest.mark.parametrize("written, percent", [("27%", True), ("27 %", True), ("0.27", False), (0.27, False)])
def test_a_number_remembers_its_percent_sign(written: Any, percent: bool) -> None:
    assert parse_number(written).percent is percent


@pytest.mark.parametrize("percent", [0.1, 1, 7, 11, 27, 29, 57, 58, 99.9, 110])
def test_a_percentage_is_the_nearest_number_and_not_a_rounded_quotient(percent: float) -> None:
    assert float(parse_number(f"{percent}%")) == float(Decimal(str(percent)) / 100)


@pytest.mark.parametrize(
    "written, hint",
    [
        ("27,5", "the decimal mark is a point: write 27.5"),
        ("27,5%", "the decimal mark is a point: write 27.5%"),
        ("-0,25", "the decimal mark is a point: write -0.25"),
        ("1,200", "write 1200 or 1_200"),
        ("1,200,000", "write 1200000 or 1_200_000"),
        ("-1,200,000.50", "write -1200000.50 or -1_200_000.50"),
        ("$5", "write the number alone; the currency stands in `currency`"),
        ("€ 5", "write the number alone; the currency stands in `currency`"),
        ("₺1,200", "write the number alone; the currency stands in `currency`"),
        ("$1.2M", "write the number out, such as 1_200_000"),
        ("1.2bn", "write the number out, such as 1_200_000"),
        ("5k", "write the number out, such as 1_200_000"),
        ("1e5", "write the number out, without an exponent"),
        ("1E+5", "write the number out, without an exponent"),
        ("1e400", "write the number out, without an exponent"),
        ("%36", "the sign stands behind the number: write 36%"),
        ("% 36", "the sign stands behind the number: write 36%"),
        ("%36.5", "the sign stands behind the number: write 36.5%"),
        ("%36,5", "the sign stands behind the number: write 36.5%"),
        ("212.000.000", "write 212_000_000"),
        ("-1.234.567", "write -1_234_567"),
    ],
)
def test_a_near_number_is_refused_with_what_to_write(written: str, hint: str) -> None:
    assert refusal(written) == (f"is {written}, not a number", hint)


@pytest.mark.parametrize(
    "written",
    ["nan", "NaN", "inf", "-inf", "Infinity", "0x10", "0b1", "--5", "+-5", "True", "true", "null", "~", "abc", "%",
     "5 %%", "1__0", "_1", "1_", "1.2.3", "1.234,56", "1.234.567", "1'234", "1 000", "12 months", "1/2", "1;2",
     "½", "²", "5e", "=5"],
)  # fmt: skip
def test_what_is_no_number_is_refused_with_a_remedy(written: str) -> None:
    message, hint = refusal(written)
    assert message == f"is {written}, not a number"
    assert "write" in hint


@pytest.mark.parametrize("written", ["%36", "% 36", "%36,5", "212.000.000", "-1.234.567", "27,5%", "-1,200,000.50"])
def test_what_the_hint_says_to_write_is_a_number(written: str) -> None:
    _, hint = refusal(written)
    assert float(parse_number(hint.rsplit(" ", 1)[-1])) != 0


def test_one_group_behind_a_point_is_a_decimal_fraction() -> None:
    assert float(parse_number("212.000")) == 212.0


@pytest.mark.parametrize("raw", [True, False, None, [], [1], {}, {"value": 1}, b"1", object])
def test_what_is_not_even_a_scalar_is_refused(raw: Any) -> None:
    message, hint = refusal(raw)
    assert message.endswith("not a number")
    assert hint == "write a number such as 1200 or 27%"


@pytest.mark.parametrize(
    "raw",
    [float("nan"), float("inf"), float("-inf"), 1e16, 1_000_000_000_000_001, 10**400, -(10**400)],
    ids=lambda raw: str(raw)[:8],
)
def test_a_number_of_a_program_that_is_not_finite_or_too_large_is_refused(raw: float) -> None:
    message, hint = refusal(raw)
    assert message.endswith("outside ±1e15")
    assert hint == "check the number and its unit"


@pytest.mark.parametrize(
    "written", ["1000000000000001", "-1000000000000001", "9" * 400, "1_000_000_000_000_000.5", "100000000000000100%"]
)
def test_a_number_beyond_1e15_is_refused(written: str) -> None:
    message, _ = refusal(written)
    assert message.endswith("outside ±1e15")


def test_a_long_number_is_shortened_in_its_message() -> None:
    message, _ = refusal("9" * 5000)
    assert message == f"is {'9' * 40}…, outside ±1e15"


@pytest.mark.parametrize("written", ["", " ", "\t"])
def test_an_empty_number_is_refused(written: str) -> None:
    assert refusal(written) == ("is empty", "write a number, or remove the key")


@settings(max_examples=80, deadline=None, database=None)
@given(st.integers(-(10**15), 10**15), st.booleans())
def test_every_whole_number_within_the_bounds_is_read_exactly(number: int, grouped: bool) -> None:
    assert float(parse_number(f"{number:_}" if grouped else str(number))) == float(number)


def read_or_said(text: str) -> tuple[float, str]:
    try:
        return float(parse_number(text)), ""
    except PydanticCustomError as error:
        context = error.context or {}
        return 0.0, f"{context['message']}; {context['hint']}"


@settings(max_examples=80, deadline=None, database=None)
@given(st.text(alphabet="0123456789.,_+-−%$€ eExXkKMnif", max_size=12))
def test_every_text_is_a_bounded_number_or_refused_with_a_remedy(text: str) -> None:
    number, said = read_or_said(text)
    assert abs(number) <= LARGEST
    assert not said or re.fullmatch(r"is .*; (write|check|the decimal mark|the sign) .*", said, re.DOTALL)


@pytest.mark.parametrize(
    "text, number",
    [
        ("1,200", True),
        ("$5", True),
        ("€ 1.2bn", True),
        ("27,5%", True),
        ("--5", True),
        ("1e5", True),
        ("nan", True),
        (".5", True),
        ("5 - 3", False),
        ("12 * 3", False),
        ("sites", False),
        ("sites * 12", False),
        ("2 ** 3", False),
        ("(5)", False),
    ],
)
def test_what_is_meant_as_a_number_is_told_from_a_formula(text: str, number: bool) -> None:
    assert is_number(text) is number


@pytest.mark.parametrize("percent", [True, False])
def test_a_written_number_survives_copies_and_pickling(percent: bool) -> None:
    number = Written(0.27, percent)
    for twin in (pickle.loads(pickle.dumps(number)), copy.deepcopy(number), parse_number(number)):
        assert (twin, twin.percent) == (0.27, percent)
