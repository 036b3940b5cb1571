"""Patterns of words: what they find, and which cannot be read."""

from __future__ import annotations

import re

import pytest
from checkers import at_once, entry, found
from hypothesis import example, given
from hypothesis import strategies as st

from valuepitch.wording import Allowed, Checker, Entry, PatternError, Words, fold


@pytest.mark.parametrize(
    "pattern, text, phrases",
    [
        ("best in class", "A best in class network.", ["best in class"]),
        ("best in class", "A best-in-class network.", ["best-in-class"]),
        ("best-in-class", "The best in class.", ["best in class"]),
        ("best in class", "A best‑in‐class network.", ["best‑in‐class"]),
        ("best in class", "A “best” in «class».", ["best” in «class"]),
        ("best in class", "best\nin\n  class", ["best\nin\n  class"]),
        ("best in class", "A BEST-IN-CLASS network, Best in Class.", ["BEST-IN-CLASS", "Best in Class"]),
        ("best in class", "The best class in school.", []),
        ("best in class", "The bestin class.", []),
        ("best", "The bestseller, the second-best.", ["best"]),
        ("huge", "Huge.", ["Huge"]),
        ("huge", "", []),
        (
            "(market|industry) leading",
            "An industry-leading, market-leading firm.",
            ["industry-leading", "market-leading"],
        ),
        ("(market|industry) leading", "A class-leading firm.", []),
        ("(a|no) (big|huge) gain", "A huge gain and no big gain.", ["A huge gain", "no big gain"]),
        ("optimi*", "Optimise, optimizing and optimism; optimal.", ["Optimise", "optimizing", "optimism"]),
        ("un*", "It unlocks.", ["unlocks"]),
        ("*scaling", "Upscaling, autoscaling, scaling, scaled.", ["Upscaling", "autoscaling", "scaling"]),
        ("in our * opinion", "In our humble opinion.", ["In our humble opinion"]),
        ("in our * opinion", "In our opinion, in our 3 opinion.", []),
        ("your *", "Lift your sales.", ["your sales"]),
    ],
)
def test_a_pattern_finds_words_in_their_order(pattern: str, text: str, phrases: list[str]) -> None:
    assert found(pattern, text) == phrases


@pytest.mark.parametrize(
    "pattern, text, phrases",
    [
        ("up to #", "up to 40, up to 40%, up to 3x", ["up to 40", "up to 40%", "up to 3x"]),
        ("up to #%", "up to 40, up to 40%, up to 3x", ["up to 40%"]),
        ("up to #x", "up to 40, up to 40%, up to 3x, up to 10X", ["up to 3x", "up to 10X"]),
        ("up to #%", "up to 12.5 %", ["up to 12.5 %"]),
        ("up to #", "up to $1.2M and up to €1,250.50", ["up to $1.2M", "up to €1,250.50"]),
        ("up to #", "up to ten", []),
        ("up to #", "up to {outlay} and up to {npv}", ["up to {outlay}", "up to {npv}"]),
        ("up to #", "up to {total:DA}", ["up to {total:DA}"]),
        ("up to #", "up to {Outlay!r}", []),
        ("save #% or more", "Save 20% or more.", ["Save 20% or more"]),
    ],
)
def test_a_sign_finds_any_figure_percentage_or_multiple(pattern: str, text: str, phrases: list[str]) -> None:
    assert found(pattern, text) == phrases


@pytest.mark.parametrize("pattern", ["let's go", "let’s go"])
@pytest.mark.parametrize("text", ["Let's go now.", "Let’s go now."])
def test_straight_and_curly_apostrophes_are_one(pattern: str, text: str) -> None:
    assert [phrase.replace("’", "'") for phrase in found(pattern, text)] == ["Let's go"]


@pytest.mark.parametrize("between", [", ", ". ", "; ", ": ", " – ", " / ", "! ", "? ", ") "])
def test_no_phrase_reaches_over_a_comma_a_stop_or_a_dash(between: str) -> None:
    assert found("cutting edge", f"The cutting{between}edge of the blade.") == []


@pytest.mark.parametrize(
    "pattern, text, language, phrases",
    [
        ("iyi", "İYİ bir sonuç", "tr", ["İYİ"]),
        ("ışık", "IŞIK hızı", "tr", ["IŞIK"]),
        ("İYİ IŞIK", "iyi ışık", "tr", ["iyi ışık"]),
        ("in it", "IN IT", "en", ["IN IT"]),
        ("in it", "ın ıt", "en", []),
        ("istanbul", "İstanbul and ISTANBUL", "en", ["İstanbul", "ISTANBUL"]),
        ("istanbul", "İSTANBUL ISTANBUL", "tr", ["İSTANBUL"]),
    ],
)
def test_the_case_of_i_follows_the_language(pattern: str, text: str, language: str, phrases: list[str]) -> None:
    assert found(pattern, text, "fixed", language) == phrases


@given(st.text(max_size=40), st.sampled_from(["en", "tr"]))
@example("İİ", "en")
@example("ẞ İ ﬃ", "tr")
def test_a_folded_text_is_as_long_as_the_text(text: str, language: str) -> None:
    assert len(fold(text, language)) == len(text)


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "   ",
        "-",
        "*",
        "* of the art",
        "up to #5",
        "best, in class",
        "best in class.",
        "(best practice|first)",
        "()",
        "(a|)",
        "((a|b)|c)",
        "a|b",
        "**",
        "wo*rd",
        "*scal*",
        "up to 40%, at most",
        "a & b",
        "(*|many) customers",
        "(many customers",
        "many customers)",
    ],
)
def test_what_cannot_be_read_as_a_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        at_once(entry(pattern))


@pytest.mark.parametrize(
    "pattern, found_in, kept_in",
    [
        ("up to 40%", ["Up to 40%.", "up to 12.5 %", "up to 25%"], ["up to 40", "up to 3x"]),
        ("3x faster", ["A 3x faster press, 10X faster."], ["3% faster"]),
        ("50", ["50", "12", "40%"], ["fifty"]),
        ("(50|sixty) percent", ["60 percent", "Sixty percent"], ["seventy percent"]),
        ("save $1.2M", ["Save €900."], ["save money"]),
    ],
)
def test_a_figure_in_a_pattern_stands_for_any_figure_of_its_kind(
    pattern: str, found_in: list[str], kept_in: list[str]
) -> None:
    read = at_once(entry(pattern))
    assert [text for text in found_in if not read.find(text)] == []
    assert [text for text in kept_in if read.find(text)] == []


@pytest.mark.parametrize("unreadable", ["", "a, b", "(best practice|first)"])
def test_an_unreadable_phrase_of_unless_or_beside_is_refused_at_once(unreadable: str) -> None:
    with pytest.raises(PatternError):
        at_once(entry("huge", unless=(unreadable,)))
    with pytest.raises(PatternError):
        at_once(entry("huge"), hype=(unreadable,))
    with pytest.raises(PatternError):
        at_once(entry("huge"), allow=(unreadable,))


def test_a_list_that_is_made_by_and_by_is_refused_when_the_words_are_first_needed() -> None:
    made = Words("en", (entry("huge", unless=("a, b",)), entry("gain")))
    read = Checker(made)
    assert [finding.phrase for finding in read.find("A gain.")] == ["gain"]
    with pytest.raises(PatternError):
        read.find("A huge gain.")
    with pytest.raises(PatternError):
        Checker(made, at_once=True)


def test_what_is_not_looked_up_by_words_is_refused_at_once_in_any_case() -> None:
    for made in (
        Words("en", (), allowed=(Allowed("a, b", "a colleague asked"),)),
        Words("en", (), beside={"hype": ("a, b",)}),
        Words("en", (Entry("hype", (), "x", regex="(["),)),
    ):
        with pytest.raises(PatternError):
            Checker(made)


def test_the_words_of_an_error_name_the_pattern() -> None:
    with pytest.raises(PatternError, match=re.escape("40%, in the pattern up to 40%, at most")):
        at_once(entry("up to 40%, at most"))
    with pytest.raises(PatternError, match="no regular expression"):
        at_once(Entry("hype", (), "x", regex="(["))


@pytest.mark.parametrize("pattern, text", [("*ly", "Really."), ("*s", "Gains."), ("o*", "Of."), ("*e", "A e.")])
def test_an_ending_or_a_beginning_may_be_short(pattern: str, text: str) -> None:
    assert len(found(pattern, text)) == 1
