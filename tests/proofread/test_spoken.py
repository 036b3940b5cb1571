"""The pieces of a page that are read, and the names in them that are not."""

from __future__ import annotations

import pytest
from readings import written

from valuepitch import load_product, load_prospect
from valuepitch.page.spoken import Names, count_of, names, pieces


def test_pieces_are_texts_with_words_and_their_places() -> None:
    page = {
        "title": "One sentence",
        "author": "Maker",
        "reader": "cfo",
        "cash": {
            "heading": "A finding",
            "alt": "Not drawn",
            "chart": {"labels": [{"text": "month 9", "style": "quiet"}]},
        },
        "measures": [{"id": "npv", "value": "$662K", "note": "a note"}],
        "sources": {"rows": [{"name": "Sites", "source": "Register", "value": "14"}], "notes": ["A note."]},
    }
    found = {piece.place: (piece.text, piece.is_prose) for piece in pieces(page)}
    assert found == {
        "title": ("One sentence", True),
        "cash.heading": ("A finding", False),
        "cash.chart.labels[0].text": ("month 9", False),
        "measures[0].note": ("a note", True),
        "sources.rows[0].name": ("Sites", False),
        "sources.notes[0]": ("A note.", False),
    }


def test_names_are_those_of_the_reader_of_the_seller_and_others() -> None:
    found = names(*map(lambda load, path: load(path), (load_prospect, load_product), written()))
    assert found.reader == ("Northfield", "Dana Whitfield")
    assert found.seller == ("Maker", "Tally")
    assert {"Lee Okan", "Analyst", "Treasurer", "Car parts", "Capital plan", "Quote 7", "Plant log", "Clause 4"} <= set(
        found.other
    )
    assert "Ledger 5000" in found.other


def test_each_file_has_names_of_its_own() -> None:
    prospect, product = written()
    theirs, ours = names(load_prospect(prospect)), names(load_product(product))
    assert (theirs.reader, theirs.seller) == (("Northfield", "Dana Whitfield"), ())
    assert (ours.reader, ours.seller) == ((), ("Maker", "Tally"))
    assert "Capital plan" in theirs.other
    assert "Quote 7" not in theirs.other
    assert {"Quote 7", "Plant log", "Clause 4", "Ledger 5000"} <= set(ours.other)


def test_a_hidden_name_keeps_its_length_so_that_places_stay() -> None:
    text = "At Nor Field’s press, Tally is best"
    hidden = Names(("Nor Field",), ("Tally",), ()).hidden(text)
    assert hidden == "At ◆◆◆◆◆◆◆◆◆’s press, ◆◆◆◆◆ is best"
    assert len(hidden) == len(text)


def test_a_preparer_is_not_the_reader() -> None:
    prospect, product = written({"name: Dana Whitfield, ": ""})
    assert names(load_prospect(prospect), load_product(product)).reader == ("Northfield",)


def test_the_longest_name_is_hidden_first_and_as_whole_words() -> None:
    proper = Names(("Nor", "Nor Field"), ("Tally",), ())
    assert proper.hidden("Nor Field, Nor, North, Tally’s") == f"{'◆' * 9}, ◆◆◆, North, ◆◆◆◆◆’s"
    assert proper.counted(["Nor Field", "Nor", "North"], proper.reader) == ["Nor Field", "Nor"]
    assert Names((), (), ()).hidden("Nor") == "Nor"


@pytest.mark.parametrize(
    "name, text, count",
    [("Tally", "Tally, Tally’s and tally", 2), ("C++", "C++ and C", 1), ("T4", "T4 T40 T4'ün", 2), ("Tally", "", 0)],
)
def test_a_name_is_counted_as_whole_words(name: str, text: str, count: int) -> None:
    assert count_of(name, text) == count
