"""Widths of texts: those of the fonts themselves; and lines that they fit into."""

from __future__ import annotations

from pathlib import Path

import font_source_sans_pro
import pytest
from fontTools.ttLib import TTFont

from valuepitch.page.metrics import WIDTHS, width, wrap


@pytest.mark.parametrize(
    ("strong", "path"),
    [
        (False, font_source_sans_pro.SourceSansPro),
        (True, font_source_sans_pro.SourceSansProSemibold),
    ],
    ids=["regular", "semibold"],
)
def test_widths_are_those_of_the_fonts(strong: bool, path: str) -> None:
    with TTFont(Path(path).with_suffix(".ttf")) as font:  # the page is set in the TrueType files
        names, advances, size = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
        own = [round(advances[names[code]][0] * 1000 / size) for code in range(32, 127)]
    assert WIDTHS[strong] == own


def test_a_text_is_as_wide_as_its_letters() -> None:
    assert width("", 10) == 0
    assert width("AB", 10) == pytest.approx((544 + 588) * 10 / 1000)
    assert width("AB", 20) == pytest.approx(2 * width("AB", 10))
    assert width("AB", 10, strong=True) == pytest.approx((558 + 597) * 10 / 1000)


def test_letters_outside_the_table_have_a_width_too() -> None:
    assert width("ğ", 10) == width("g", 10)
    assert width("ı", 10) == width("i", 10)
    assert width("æ", 10) == pytest.approx(5.6)
    assert width("₺", 10) == pytest.approx(5.6)
    assert width("社", 10) == pytest.approx(10)


@pytest.mark.parametrize(
    "text",
    ["Rate reduction on renewal", "one", "", "Production hours lost to outages, a year", "W" * 80, "a " * 40 + "b"],
)
@pytest.mark.parametrize("most", [12.0, 40.0, 94.0])
def test_lines_fit_and_lose_nothing(text: str, most: float) -> None:
    lines = wrap(text, 8, most)
    assert all(width(line, 8) <= most for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_lines_break_at_spaces() -> None:
    assert wrap("one two", 10, width("one two", 10)) == ["one two"]
    assert wrap("one two", 10, width("one two", 10) - 0.1) == ["one", "two"]


def test_a_word_that_is_too_wide_is_broken() -> None:
    assert wrap("WWWW", 10, width("WW", 10)) == ["WW", "WW"]


def test_a_letter_that_is_too_wide_stands_alone() -> None:
    assert wrap("WW", 10, 1.0) == ["W", "W"]
