"""Who reads the page: the level as it is stated, by title, else by size and sector; the table stands in each test."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from valuepitch.documents import dotted
from valuepitch.inputs.readers import built_in
from valuepitch.model import Prospect
from valuepitch.model.base import faults
from valuepitch.model.prospect import Level
from valuepitch.model.reader import LEVELS, Readers, level_of

Make = Callable[[str], Prospect]
Faults = Callable[[str], list[str]]


def readers(**parts: Any) -> Readers:
    return Readers.model_validate(parts)


def said(data: Any) -> list[str]:
    """What is wrong with a table: ``path  message; hint``."""
    try:
        Readers.model_validate(data)
    except ValidationError as error:
        return [f"{dotted(f.path)}  {f.message}" + (f"; {f.hint}" if f.hint else "") for f in faults(error)]
    return []


def test_there_are_five_levels() -> None:
    assert LEVELS == ("owner", "cfo", "controller", "operations", "it")


# --- titles ---


@pytest.mark.parametrize(
    "title, levels",
    [
        ("Bursar", ("cfo",)),
        ("  bursar of the college ", ("cfo",)),
        ("THE BURSAR", ("cfo",)),
        ("Bursar/Steward", ("operations", "cfo")),  # the longest phrase first
        ("Bursar, Bursar", ("cfo",)),
        ("Bursary Clerk", ()),  # a part of a word is no word
        ("Subbursar", ()),
        ("Gardener", ()),
        ("—", ()),
    ],
)
def test_a_phrase_is_found_as_whole_words_in_any_case(title: str, levels: tuple[str, ...]) -> None:
    table = readers(titles={"cfo": ["bursar"], "operations": ["steward"]})
    assert table.by_title(title) == levels


@pytest.mark.parametrize("title", ["Head-Steward", "Head, Steward", "head  steward", "HEAD/STEWARD", "Head (Steward)"])
def test_marks_between_words_are_as_good_as_spaces(title: str) -> None:
    assert readers(titles={"it": ["head steward"]}).by_title(title) == ("it",)


def test_the_longest_phrase_names_the_level_and_its_words_name_no_other() -> None:
    table = readers(titles={"owner": ["director"], "controller": ["director of accounts"], "cfo": ["accounts"]})
    assert table.by_title("Director of Accounts") == ("controller",)
    assert table.by_title("Director") == ("owner",)
    assert table.by_title("Director, Accounts") == ("owner", "cfo")


def test_a_phrase_of_none_takes_its_words_out_of_the_title() -> None:
    table = readers(titles={"owner": ["director"], "none": ["deputy director"]})
    assert table.by_title("Deputy Director") == ()
    assert table.by_title("Deputy Director and Director") == ("owner",)


@pytest.mark.parametrize(
    "phrase, title",
    [
        ("mali işler", "MALİ İŞLER"),
        ("Mali İşler", "mali işler"),
        ("kasadarı", "KASADARI"),
        ("it", "IT"),
        ("it", "İT"),
        ("it director", "IT DIRECTOR"),
        ("IT DIRECTOR", "it director"),
        ("genel müdür", "Genel Mu\u0308du\u0308r"),
    ],
)
def test_i_with_and_without_a_dot_are_one_letter(phrase: str, title: str, prospect: Make) -> None:
    contact = prospect(f"contact: {{title: {title}}}")
    assert level_of(contact, readers(titles={"it": [phrase]})) == ("it",)


# --- sizes ---


def test_the_first_row_that_fits_is_the_level(prospect: Make) -> None:
    table = readers(sizes=[{"below": 10, "level": "it"}, {"below": 50, "level": "owner"}, {"level": "operations"}])
    levels = {count: table.by_size(prospect(f"employees: {count}")) for count in (0, 9, 10, 49, 50, 9_000)}
    assert levels == {0: "it", 9: "it", 10: "owner", 49: "owner", 50: "operations", 9_000: "operations"}


def test_a_size_that_is_not_known_is_below_no_limit(prospect: Make) -> None:
    assert readers(sizes=[{"below": 10**9, "level": "it"}]).by_size(prospect("country: US")) == "cfo"


@pytest.mark.parametrize(
    "sector, level",
    [
        ("{code: NAICS 6221, name: Hospitals}", "controller"),
        ("{code: NAICS 62, name: Health}", "controller"),
        ("{code: NAICS 3363, name: Parts}", "cfo"),
        ("{code: SIC NAICS 62, name: Parts}", "cfo"),  # it begins the code
        ("{name: NAICS 62}", "cfo"),  # a name is no code
    ],
)
def test_a_row_of_a_sector_is_for_codes_that_begin_with_it(sector: str, level: str, prospect: Make) -> None:
    table = readers(sizes=[{"sector": "NAICS 62", "level": "controller"}])
    assert table.by_size(prospect(f"sector: {sector}")) == level


def test_a_row_of_sector_and_size_asks_for_both(prospect: Make) -> None:
    table = readers(sizes=[{"sector": "NAICS 62", "below": 100, "level": "controller"}])
    sector = "sector: {code: NAICS 622, name: Hospitals}\n"
    assert table.by_size(prospect(sector + "employees: 99")) == "controller"
    assert table.by_size(prospect(sector + "employees: 100")) == "cfo"
    assert table.by_size(prospect("employees: 99")) == "cfo"


def test_without_a_row_that_fits_a_cfo_reads(prospect: Make) -> None:
    assert readers().by_size(prospect("employees: 3")) == "cfo"


# --- which of the three ---

TABLE = readers(titles={"owner": ["owner"], "it": ["it"]}, sizes=[{"level": "operations"}])


@pytest.mark.parametrize("level", LEVELS)
def test_a_stated_level_wins_over_title_and_size(level: Level, prospect: Make) -> None:
    for title in ("Owner", "Owner, IT", "Gardener"):
        contact = prospect(f"contact: {{title: '{title}', level: {level}}}")
        assert level_of(contact, TABLE) == (level,)


def test_a_title_wins_over_size(prospect: Make) -> None:
    assert level_of(prospect("contact: {title: Owner}"), TABLE) == ("owner",)


@pytest.mark.parametrize(
    "contact", ["country: US", "contact: {title: Gardener}", "contact: {name: Dana Owner, title: Gardener}"]
)
def test_without_a_title_that_names_a_level_size_does(contact: str, prospect: Make) -> None:
    assert level_of(prospect(contact), TABLE) == ("operations",)


def test_a_title_that_names_two_levels_gives_both(prospect: Make) -> None:
    assert level_of(prospect("contact: {title: Owner and IT}"), TABLE) == ("owner", "it")


@pytest.mark.parametrize(
    "contact, fault",
    [
        ("{title: A, level: boss}", "contact.level  is boss, not one of owner, cfo, controller, operations, it"),
        ("{title: A, level: ownr}", "contact.level  is ownr, not one of owner, cfo, controller, operations, it; "
         "did you mean owner?"),
        ("{title: A, level: CFO}", "contact.level  is CFO, not one of owner, cfo, controller, operations, it; "
         "did you mean cfo?"),
        ("{title: A, level: ''}", "contact.level  is empty; write one of owner, cfo, controller, operations, it"),
        ("{title: A, leve: cfo}", "contact.leve  is not a known key; did you mean level?"),
    ],
)  # fmt: skip
def test_a_level_that_is_none_is_refused_with_those_that_are(contact: str, fault: str, prospect_faults: Faults) -> None:
    assert prospect_faults(f"contact: {contact}") == [fault]


def test_only_the_contact_has_a_level(prospect_faults: Faults) -> None:
    (fault,) = prospect_faults("preparer: {title: A, level: cfo}")
    assert fault.startswith("preparer.level  is not a known key")


# --- one table before another ---


def test_a_table_before_another_adds_its_titles_and_puts_its_sizes_first(prospect: Make) -> None:
    base = readers(titles={"cfo": ["bursar"]}, sizes=[{"below": 100, "level": "owner"}, {"level": "cfo"}])
    both = readers(titles={"cfo": ["kasadar"], "it": ["webmaster"]}, sizes=[{"below": 20, "level": "it"}]).after(base)
    assert [both.by_title(title) for title in ("Bursar", "Kasadar", "Webmaster")] == [("cfo",), ("cfo",), ("it",)]
    assert [both.by_size(prospect(f"employees: {n}")) for n in (19, 20, 100)] == ["it", "owner", "cfo"]


def test_a_table_that_is_empty_changes_nothing() -> None:
    base = readers(titles={"cfo": ["bursar"]}, sizes=[{"below": 100, "level": "owner"}])
    assert readers().after(base) == base


# --- a table with faults ---


@pytest.mark.parametrize(
    "data, fault",
    [
        ({"titles": {"boss": ["x"]}}, "titles.boss  is boss, not one of owner, cfo, controller, operations, it, none"),
        ({"titles": {"cfo": "kasadar"}}, "titles.cfo  is not a list; write [a, b]"),
        ({"titles": {"cfo": [""]}}, "titles.cfo[0]  is empty; write a text, or remove the key"),
        ({"title": {"cfo": ["x"]}}, "title  is not a known key; did you mean titles?"),
        ({"sizes": [{"below": 5}]}, "sizes[0].level  is missing; add it"),
        ({"sizes": [{"under": 5, "level": "cfo"}]}, "sizes[0].under  is not a known key; known: below, level, sector"),
        (
            {"sizes": [{"level": "ceo"}]},
            "sizes[0].level  is ceo, not one of owner, cfo, controller, operations, it; did you mean cfo?",
        ),
    ],
)
def test_a_fault_of_a_table_has_its_place_and_its_remedy(data: Any, fault: str) -> None:
    assert said(data) == [fault]


@pytest.mark.parametrize("below", [-5, 0, 2.5, True, "many"])
def test_a_limit_that_is_no_number_of_people_is_refused(below: Any) -> None:
    (fault,) = said({"sizes": [{"level": "cfo"}, {"below": below, "level": "owner"}]})
    assert fault.startswith("sizes[1].below  ")
    assert "; " in fault, f"{fault} says nothing of what to write instead"


def test_a_size_for_no_level_is_refused() -> None:
    (fault,) = said({"sizes": [{"below": 5, "level": "none"}]})
    assert fault.startswith("sizes[0].level  is none, not one of owner, cfo, controller, operations, it")


def test_a_title_of_the_users_table_wins_over_the_built_in_one() -> None:
    ours = Readers.model_validate({"titles": {"controller": ["Treasurer"]}}).after(built_in())
    assert ours.by_title("Treasurer") == ("controller",)
    assert built_in().by_title("Treasurer") == ("cfo",)
    assert ours.by_title("Corporate Treasurer") == ("cfo",)
