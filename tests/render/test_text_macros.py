"""The macros of texts: spans keep words on a line and change no letter of what is read."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuepitch.render.html import _environment
from valuepitch.render.template import load_template

Macro = Callable[[str], str]

COUNTS = ("16", "0", "007", "1", "36")
# A blank word makes a double space.
WORDS = ("−5", "12%", "", "months", "of", "R&D", "<b>", '"x"', "it’s", "ay,", "−$29.6K", "–", "geri", "+", "$404K")
SPAN = re.compile(r'<span class="nb">(.*?)</span>')

texts = st.lists(st.sampled_from(COUNTS + WORDS), max_size=9).map(" ".join)
any_text = st.lists(st.text(st.characters(exclude_categories=("C", "Z")), max_size=6), max_size=9).map(" ".join)


MACROS_OF_TEXTS = _environment(load_template()).get_template("macros/text.html.j2").module
MACROS: dict[str, Macro] = {name: getattr(MACROS_OF_TEXTS, name) for name in ("lead", "counted")}


def read(markup: str) -> str:
    """What a reader sees of it: tags stripped, entities decoded."""
    return html.unescape(re.sub(r"</?span[^<>]*>", "", markup))


def spans(markup: str) -> list[str]:
    """The texts that no line end divides."""
    return [html.unescape(found) for found in SPAN.findall(markup)]


def divided(markup: str) -> list[str]:
    """Counts between which and the word after them a line may end."""
    loose = html.unescape(SPAN.sub(lambda span: span[1].replace(" ", "\0"), markup))
    return re.findall(r"(?<![^ \0])\d+ (?=[^\d ])", loose)


@pytest.mark.parametrize("name", MACROS)
@given(texts | any_text)
def test_the_text_of_the_markup_is_the_text_that_was_given(name: str, text: str) -> None:
    assert read(MACROS[name](text)) == text


@given(texts)
def test_a_count_and_the_word_after_it_stand_in_one_span(text: str) -> None:
    markup = MACROS["counted"](text)
    words = text.split(" ")
    wanted = [f"{one} {two}" for one, two in pairwise(words) if one in COUNTS and two not in COUNTS]
    assert [span for span in spans(markup) if span.split(" ")[0] in COUNTS] == wanted
    assert divided(markup) == []


@given(texts)
def test_no_line_ends_after_a_minus_sign(text: str) -> None:
    loose = SPAN.sub("", MACROS["counted"](text))
    assert "−" not in loose


@given(st.lists(st.sampled_from(COUNTS + WORDS), min_size=4, max_size=9))
def test_the_last_three_words_of_a_lead_stand_in_one_span(words: list[str]) -> None:
    text = " ".join(words)
    assert spans(MACROS["lead"](text))[-1].endswith(" ".join(words[-3:]))


@pytest.mark.parametrize("text", ["harcama 35 ayda geri dönüyor.", "recovers it in 16 months of work"])
def test_a_count_before_the_last_three_words_of_a_lead_keeps_its_word(text: str) -> None:
    assert divided(MACROS["lead"](text)) == []


@pytest.mark.parametrize(
    "text, markup",
    [
        ("16 months", '<span class="nb">16 months</span>'),
        ("in 16 months or 0 days", 'in <span class="nb">16 months</span> or <span class="nb">0 days</span>'),
        ("14 16 sites", '14 <span class="nb">16 sites</span>'),
        ("007 ay içinde", '<span class="nb">007 ay</span> içinde'),
        ("16  months", '<span class="nb">16 </span> months'),
        ("12% a year", "12% a year"),
        ("is −5 now", 'is <span class="nb">−5</span> now'),
        ("16 −5", '<span class="nb">16 −5</span>'),
        ("at month 16", "at month 16"),
        ("14 R&D sites", '<span class="nb">14 R&amp;D</span> sites'),
        ("", ""),
    ],
)
def test_a_count_keeps_its_word_and_a_figure_its_sign(text: str, markup: str) -> None:
    assert MACROS["counted"](text) == markup


@pytest.mark.parametrize(
    "text, markup",
    [
        ("back in 16 months", 'back <span class="nb">in 16 months</span>'),
        ("16 months", "16 months"),
        ("adds 3 points to it at once", 'adds <span class="nb">3 points</span> to <span class="nb">it at once</span>'),
    ],
)
def test_a_lead_keeps_its_last_three_words_together(text: str, markup: str) -> None:
    assert MACROS["lead"](text) == markup


def test_a_divided_count_would_be_found() -> None:
    assert divided("back in 16 months") == ["16 "]
    assert divided('back in <span class="nb">16 months</span>') == []
    assert divided('back in 16 <span class="nb">months of work</span>') == ["16 "]
