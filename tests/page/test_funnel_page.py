"""The page of a funnel: what it says of any rates, in both languages."""

from __future__ import annotations

import re

import pytest
from funnel_pages import FUNNELS, page_of
from tests.funnels import starter

from valuepitch.locale import languages
from valuepitch.page.spoken import pieces
from valuepitch.wording import Checker, words

each_funnel = pytest.mark.parametrize("name", FUNNELS)
each_language = pytest.mark.parametrize("code", languages())


@each_funnel
@each_language
def test_a_page_is_whole_for_any_rates(name: str, code: str) -> None:
    page = page_of(FUNNELS[name], code)
    texts = [piece.text for piece in pieces(page)]
    assert len(page["title"]) <= 140
    assert len(page["measures"]) == 4
    assert len(page["results"]["rows"]) == 10
    assert all(len(row["cells"]) == 6 for row in page["results"]["rows"])
    assert len(page["rates"]["rows"]) == 12
    assert not any("nan" in text.lower().split() or "{" in text for text in texts)
    assert not [finding.phrase for _, finding in Checker(words(code)).find_all(texts)]


@each_funnel
def test_charts_stay_inside_their_frames(name: str) -> None:
    page = page_of(FUNNELS[name])
    for part in ("steps", "hour"):
        chart = page[part]["chart"]
        for bar in chart["bars"]:
            assert 0 <= chart["axis"] <= bar["low"] <= bar["high"] <= chart["width"]
            assert chart["axis"] <= bar["x"] + bar["width"] <= chart["width"]
            assert 0 <= bar["y"] <= bar["y"] + bar["height"] <= chart["height"]
        assert all(0 <= label["x"] <= chart["width"] for label in chart["labels"])
        assert all(0 < label["y"] <= chart["height"] for label in chart["labels"])


@pytest.mark.parametrize(
    "name, title",
    [
        ("starter", "Top down brings £428 of revenue an hour of selling, bottom up £118"),
        ("bottom up", "Bottom up brings $474 of revenue an hour of selling, top down $158"),
        ("level", "Both lists bring $158 of revenue an hour of selling"),
    ],
)
def test_the_title_says_which_list_brings_more(name: str, title: str) -> None:
    assert page_of(FUNNELS[name])["title"] == title


@pytest.mark.parametrize("name, said", [("starter", "The ranges overlap"), ("apart", "Even at its poor end")])
def test_the_summary_says_whether_the_ranges_part_the_lists(name: str, said: str) -> None:
    assert said in page_of(FUNNELS[name])["summary"]


def test_what_a_list_has_none_of_is_said_in_words() -> None:
    page = page_of(FUNNELS["no sale at all"])
    by_id = {measure["id"]: measure for measure in page["measures"]}
    assert (by_id["cost_per_sale"]["value"], by_id["cost_per_sale"]["is_words"]) == ("no sale", True)
    assert by_id["first_sale"]["value"] == "under 1 sale"
    assert page["results"]["heading"] == "What each list leads to"


def test_what_rests_on_estimates_is_counted() -> None:
    assert page_of(FUNNELS["starter"])["rates"]["heading"] == "22 of 24 rates are estimates"
    page = page_of(FUNNELS["counted"])
    assert page["rates"]["heading"] == "No rate is an estimate"
    assert page["decision"]["text"].startswith("count again every quarter")
    assert {cell["tag"] for row in page["rates"]["rows"] for cell in row["lists"]} == {"YOURS"}


def test_the_nearest_level_heads_its_table() -> None:
    wrong = page_of(FUNNELS["starter"])["wrong"]
    assert wrong["heading"] == "Proposal to sale at 6.9% makes the lists level"
    assert wrong["rows"][0] == {"name": "Proposal to sale", "value": "6.9%, expected 25%"}


def test_the_turkish_page_holds_no_english_word() -> None:
    english, turkish = (
        {
            word
            for piece in pieces(page_of(starter(code), code))
            for word in re.findall(r"[^\W\d_]{3,}", piece.text.lower())
        }
        for code in ("en", "tr")
    )
    assert not (english & turkish) - {"plan"}
