"""The formatter: how every figure of the page prints."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from babel import Locale

from valuepitch.money import Formatter, Unit, rounded

DOLLARS = Formatter(Locale.parse("en"), "USD")
NBSP = "\u00a0"
THOUSANDS = Unit(1e3, "K")
ONES = Unit(1.0, "")


def show(locale: str, currency: str) -> Formatter:
    return Formatter(Locale.parse(locale), currency)


# --- money ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "$0"),
        (0.5, "$0.50"),
        (1, "$1"),
        (58, "$58"),
        (100, "$100"),
        (123.456, "$123"),
        (999.4, "$999"),
        (999.6, "$1,000"),
        (1234.5, "$1,230"),
        (9400, "$9,400"),
        (9994, "$9,990"),
        (9995, "$10.0K"),
        (10_000, "$10.0K"),
        (12_345, "$12.3K"),
        (99_949, "$99.9K"),
        (99_950, "$100K"),
        (404_000, "$404K"),
        (661_863.83, "$662K"),
        (999_499, "$999K"),
        (999_500, "$1.00M"),
        (1_000_000, "$1.00M"),
        (1_065_666, "$1.07M"),
        (2_140_000, "$2.14M"),
        (31_100_000, "$31.1M"),
        (148_000_000, "$148M"),
        (999_950_000, "$1.00B"),
        (1.5e9, "$1.50B"),
        (2.5e12, "$2.50T"),
        (1e15, "$1,000T"),
    ],
)
def test_money_carries_three_significant_digits(value: float, text: str) -> None:
    assert DOLLARS.money(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(-0.5, "−$0.50"), (-9400, "−$9,400"), (-95_291, "−$95.3K"), (-1e6, "−$1.00M")]
)
def test_a_negative_amount_has_a_true_minus_before_the_sign(value: float, text: str) -> None:
    assert DOLLARS.money(value) == text


def test_halves_are_rounded_away_from_nil() -> None:
    assert DOLLARS.money(125.5) == "$126"
    assert DOLLARS.money(10_250) == "$10.3K"
    assert DOLLARS.money(-10_250) == "−$10.3K"


def test_what_is_nil_to_the_cent_has_no_minus() -> None:
    assert DOLLARS.money(-0.0) == "$0"
    assert "−" not in DOLLARS.money(-1e-9)


def test_a_number_of_an_array_prints_like_any_other() -> None:
    assert DOLLARS.money(np.float64(9400)) == "$9,400"
    assert DOLLARS.cell(np.float64(-318_000), THOUSANDS) == "(318)"


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (7_000, 12_000, "$7,000–12,000"),
        (100, 250, "$100–250"),
        (100_000, 250_000, "$100–250K"),
        (900_000, 1_200_000, "$900K–1.20M"),
        (0.5, 2, "$0.50–2"),
        (9_000, 95_000, "$9,000–95,000"),
        (9_000, 105_000, "$9,000–105K"),
        (1_000_000, 2_500_000, "$1.00–2.50M"),
        (0, 500, "$0–500"),
        (-5_000, 5_000, "−$5,000–$5,000"),
    ],
)
def test_a_span_of_money_says_sign_and_unit_once(low: float, high: float, text: str) -> None:
    assert DOLLARS.money_span(low, high) == text


# --- rates ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0%"),
        (0.98398, "98%"),
        (0.62108, "62%"),
        (1.638, "164%"),
        (0.0494, "4.9%"),
        (0.05, "5%"),
        (0.0949, "9.5%"),
        (0.09949, "9.9%"),
        (0.0995, "10%"),
        (0.1, "10%"),
        (0.125, "13%"),
        (0.002, "0.2%"),
        (-0.05, "−5%"),
        (-0.0567, "−5.7%"),
        (-0.62, "−62%"),
        (999.0, "99,900%"),
        (-0.00001, "0.0%"),
    ],
)
def test_percentages_are_whole_with_one_decimal_below_ten(value: float, text: str) -> None:
    assert DOLLARS.rate(value) == text


def test_no_rate_is_too_large_to_print() -> None:
    assert DOLLARS.rate(1e26).endswith("%")
    assert DOLLARS.rate(1e140).endswith("%")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.11, "11%"),
        (0.115, "11.5%"),
        (0.1125, "11.25%"),
        (0.11125, "11.13%"),
        (0.0, "0%"),
        (1.2, "120%"),
        (0.07, "7%"),
    ],
)
def test_a_stated_rate_keeps_its_decimals(value: float, text: str) -> None:
    assert DOLLARS.stated_rate(value) == text


@pytest.mark.parametrize(
    ("low", "high", "text"), [(0.22, 0.33, "22–33%"), (0.045, 0.115, "4.5–11.5%"), (-0.1, 0.05, "−10–5%")]
)
def test_a_span_of_rates_says_percent_once(low: float, high: float, text: str) -> None:
    assert DOLLARS.rate_span(low, high) == text


def test_points_have_a_decimal_below_ten() -> None:
    assert DOLLARS.points(0.00196) == "0.2"
    assert DOLLARS.points(-0.00196) == "0.2"
    assert DOLLARS.points(0.123) == "12"


# --- months and counts ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (0.2, "1"), (15.2, "16"), (15.9, "16"), (16, "16"), (16.0000000001, "16"), (120, "120")],
)
def test_months_are_whole_and_rounded_up(value: float, text: str) -> None:
    assert DOLLARS.months(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(14, "14"), (5200, "5,200"), (33.55, "34"), (9.55, "9.6"), (3.0, "3"), (-3, "−3"), (0, "0"), (9.96, "10")],
)
def test_counts_are_whole_with_one_decimal_below_ten(value: float, text: str) -> None:
    assert DOLLARS.number(value) == text


def test_a_count_that_is_nil_to_its_decimal_has_no_minus() -> None:
    assert "−" not in DOLLARS.number(-0.04)


def test_a_span_of_counts() -> None:
    assert DOLLARS.number_span(3, 6) == "3–6"
    assert DOLLARS.number_span(1_000, 5_200) == "1,000–5,200"


# --- tables and charts ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1_207_299, "1,207"),
        (-318_000, "(318)"),
        (0, "–"),
        (-0.0, "–"),
        (499, "0"),
        (-499, "0"),
        (500, "1"),
        (-500, "(1)"),
    ],
)
def test_cells_are_whole_in_their_unit(value: float, text: str) -> None:
    assert DOLLARS.cell(value, THOUSANDS) == text


@pytest.mark.parametrize(
    ("largest", "unit"),
    [
        (0, ONES),
        (99_999, ONES),
        (100_000, THOUSANDS),
        (2_061_773, THOUSANDS),
        (99_999_000, THOUSANDS),
        (100_000_000, Unit(1e6, "M")),
        (1e11, Unit(1e9, "B")),
        (1e15, Unit(1e9, "B")),
    ],
)
def test_the_unit_fits_the_largest_figure(largest: float, unit: Unit) -> None:
    assert DOLLARS.unit([5.0, -largest, 0.0]) == unit


@pytest.mark.parametrize("largest", [99_999.4, 99_999.6, 99_999_400, 99_999_600])
def test_the_largest_figure_prints_in_at_most_five_digits(largest: float) -> None:
    text = DOLLARS.cell(largest, DOLLARS.unit([largest]))
    assert len([char for char in text if char.isdigit()]) <= 5


def test_a_figure_that_is_not_a_number_does_not_choose_the_unit() -> None:
    assert DOLLARS.unit([float("nan"), 5_000.0]) == ONES
    assert DOLLARS.unit([]) == ONES


@pytest.mark.parametrize(
    ("value", "text"), [(1_000_000, "1,000"), (0, "0"), (-500_000, "(500)"), (2_500, "2.5"), (-2_500, "(2.5)")]
)
def test_marks_of_an_axis_stand_in_its_unit(value: float, text: str) -> None:
    assert DOLLARS.tick(value, THOUSANDS) == text


def test_rounding_is_half_away_from_nil_on_the_decimal_as_it_is_written() -> None:
    assert rounded(1.005, 2) == Decimal("1.01")
    assert rounded(-2.5, 0) == Decimal("-3")
    assert rounded(1250.0, -2) == Decimal("1300")


# --- locales ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("locale", "currency", "symbol"),
    [
        ("en", "USD", "$"),
        ("en", "EUR", "€"),
        ("en", "CHF", "CHF"),
        ("en", "JPY", "¥"),
        ("tr", "TRY", "₺"),
        ("tr", "EUR", "€"),
        ("tr", "USD", "$"),
        ("de", "EUR", "€"),
        ("de", "CHF", "CHF"),
    ],
)
@pytest.mark.parametrize("value", [0.0, 0.5, 99.5, 9_400.0, -9_400.0, 12_345.0, -661_863.0, 1_065_666.0, 2.5e9, 1e15])
def test_every_amount_carries_its_symbol_in_every_locale(locale: str, currency: str, symbol: str, value: float) -> None:
    text = show(locale, currency).money(value)
    assert symbol in text
    assert text.startswith("−") == (value < 0)


@pytest.mark.parametrize(
    ("locale", "currency", "value", "text"),
    [
        ("en", "EUR", 661_863, "€662K"),
        ("en", "CHF", 661_863, f"CHF{NBSP}662K"),
        ("en", "CHF", 9_400, f"CHF{NBSP}9,400"),
        ("en", "JPY", 1_065_666, "¥1.07M"),
        ("tr", "TRY", 9_400, "₺9.400"),
        ("tr", "TRY", 661_863, f"₺662{NBSP}bin"),
        ("tr", "TRY", 1_065_666, f"₺1,07{NBSP}milyon"),
        ("tr", "TRY", -1_065_666, f"−₺1,07{NBSP}milyon"),
        ("tr", "TRY", 2_500_000_000, f"₺2,50{NBSP}milyar"),
        ("de", "EUR", 9_400, f"9.400{NBSP}€"),
        ("de", "EUR", 661_863, f"662.000{NBSP}€"),
        ("de", "EUR", 1_065_666, f"1,07{NBSP}Mio.{NBSP}€"),
    ],
)
def test_money_in_other_locales(locale: str, currency: str, value: float, text: str) -> None:
    assert show(locale, currency).money(value) == text


def test_rates_counts_and_cells_follow_the_locale() -> None:
    turkish = show("tr", "TRY")
    assert turkish.rate(0.25) == "%25"
    assert turkish.rate(0.0494) == "%4,9"
    assert turkish.rate(-0.25) == "−%25"
    assert turkish.rate_span(0.22, 0.33) == "%22–33"
    assert turkish.number(5200) == "5.200"
    assert turkish.cell(1_207_299, THOUSANDS) == "1.207"
    assert turkish.cell(-318_000, THOUSANDS) == "(318)"
    assert turkish.months(15.2) == "16"


@pytest.mark.parametrize("currency", ["USD", "EUR", "TRY", "JPY", "CHF"])
def test_another_currency_changes_the_sign_and_not_the_figure(currency: str) -> None:
    other = show("en", currency)
    for value in (9_400.0, 661_863.0, -1_065_666.0):
        bare = other.money(value).replace(other.symbol, "").replace(NBSP, "")
        assert bare == DOLLARS.money(value).replace("$", "")
