"""Laws of printed figures: what is printed can be read back, to its digits."""

from __future__ import annotations

from typing import Any

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from valuepitch.money import Formatter

DOLLARS = Formatter(Locale.parse("en"), "USD")
SIZES = {"K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}

money = st.floats(1.0, 1e15).map(lambda value: round(value, 2)) | st.integers(1, 10**15).map(float)


def read(text: str) -> float:
    """A printed amount of dollars as a number."""
    sign = -1.0 if text.startswith("−") else 1.0
    bare = text.lstrip("−").removeprefix("$").replace(",", "")
    return sign * float(bare.rstrip("KMBT")) * SIZES.get(bare[-1], 1.0)


@given(money)
def test_money_reads_back_to_three_significant_digits(value: float) -> None:
    assert read(DOLLARS.money(value)) == pytest.approx(value, rel=0.00501)


@given(money)
def test_a_negative_amount_prints_as_the_positive_one_with_a_minus(value: float) -> None:
    assert DOLLARS.money(-value) == "−" + DOLLARS.money(value)


@given(money, money)
def test_a_larger_amount_never_prints_as_a_smaller_one(a: float, b: float) -> None:
    low, high = sorted((a, b))
    assert read(DOLLARS.money(low)) <= read(DOLLARS.money(high))


@given(st.floats(10_000.0, 1e15))
def test_large_amounts_have_three_digits_and_a_unit(value: float) -> None:
    text = DOLLARS.money(value)
    assert text[-1] in SIZES
    assert len([char for char in text if char.isdigit()]) == (3 if value < 9.995e14 else 4)


@given(st.floats(-5.0, 50.0))
def test_a_rate_reads_back_to_its_decimals(value: float) -> None:
    text = DOLLARS.rate(value)
    read_back = float(text.replace("−", "-").replace(",", "").rstrip("%")) / 100
    assert read_back == pytest.approx(value, abs=0.00501 if abs(value) >= 0.0995 else 0.000501)
    assert ("." in text) <= (abs(value) < 0.0995)


@given(st.floats(0.0, 120.0))
def test_months_are_never_fewer_than_they_take(value: float) -> None:
    printed = int(DOLLARS.months(value))
    assert value - 1e-6 <= printed < value + 1


@given(st.floats(1.0, 1e14), st.sampled_from([1.0, -1.0]))
def test_a_cell_reads_back_to_half_a_unit(value: float, sign: float) -> None:
    unit = DOLLARS.unit([value])
    text = DOLLARS.cell(sign * value, unit)
    digits = float(text.strip("()").replace(",", ""))
    assert text.startswith("(") == (sign < 0 and digits > 0)
    assert digits * unit.size == pytest.approx(value, abs=0.51 * unit.size)


@given(
    st.sampled_from(["en", "tr"]),
    st.sampled_from(["USD", "EUR", "TRY", "CHF", "JPY", "GBP"]),
    st.floats(-1e15, 1e15),
    st.floats(-1e15, 1e15),
)
def test_nothing_is_too_large_or_too_small_to_print(locale: str, currency: str, a: float, b: float) -> None:
    show = Formatter(Locale.parse(locale), currency)
    low, high = sorted((a, b))
    printed: list[Any] = [show.money(a), show.money_span(low, high), show.cell(a, show.unit([a, b])), show.number(a)]
    assert all(isinstance(text, str) and text for text in printed)
    assert show.symbol in show.money(a)
