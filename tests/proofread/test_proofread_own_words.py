"""``wording.yaml`` beside the profile: what it lets pass, what it adds, and its faults."""

from __future__ import annotations

from pathlib import Path

import pytest
from readings import DAY, SUMMARY, Made, Read, said, written

from valuepitch import build
from valuepitch.errors import InputError
from valuepitch.inputs.wording import Vocabulary, vocabulary_in


def wording(text: str) -> None:
    Path("wording.yaml").write_text(text, "utf-8")


def test_a_phrase_that_is_allowed_passes(read: Read) -> None:
    changes = {"Less scrap": "Best-in-class scrap"}
    assert len(read(changes)) == 1
    wording("allow:\n  - {phrase: best in class scrap, reason: the name of a grade of scrap}\n")
    assert read(changes) == []
    assert build(*written(changes), "page.pdf", date=DAY).path == Path("page.pdf")


def test_a_phrase_that_is_allowed_lets_nothing_else_pass(read: Read) -> None:
    wording("allow:\n  - {phrase: best in class scrap, reason: the name of a grade}\n")
    assert len(read({"Less scrap": "Best-in-class yield"})) == 1


def test_a_phrase_that_is_allowed_passes_in_template_and_page_too(read: Read, template: Made) -> None:
    wording("allow:\n  - {phrase: world class, reason: the name of a machine}\n")
    page = {"summary": "A world-class case."}
    assert read(page=page, template=template({SUMMARY: "<p>world-class</p>"})) == []


def test_words_of_a_users_own_are_found(read: Read) -> None:
    wording("add:\n  en:\n    hype:\n      - {find: less scrap, write: the tonnes of scrap}\n")
    assert said(read()) == [
        "warning: product.yaml:9:11  benefits[0].name  says “Less scrap”, hype; write: the tonnes of scrap"
    ]


def test_words_of_a_users_own_can_stop_a_build() -> None:
    wording("add:\n  en:\n    superlative:\n      - {find: less scrap, write: the tonnes of scrap}\n")
    with pytest.raises(InputError, match="1 problem"):
        build(*written(), "page.pdf", date=DAY)
    assert not Path("page.pdf").exists()


def test_an_abbreviation_can_be_allowed_or_known(read: Read) -> None:
    changes = {"Less scrap": "Less OEE loss"}
    assert len(read(changes)) == 1
    wording("allow:\n  - {phrase: OEE, reason: the plant speaks of nothing else}\n")
    assert read(changes) == []
    wording("add:\n  en:\n    known: [OEE]\n")
    assert read(changes) == []


def test_a_fault_of_the_word_file_stops_a_build_at_its_place() -> None:
    wording("allow:\n  - {phrase: best in class}\n")
    with pytest.raises(InputError) as stopped:
        build(*written(), "page.pdf", date=DAY)
    assert said(stopped.value.problems) == [
        "error: wording.yaml:2:5  allow[0].reason  is missing; add it; until then no word of this file holds"
    ]
    assert not Path("page.pdf").exists()


def test_only_the_word_file_beside_the_profile_is_read(read: Read) -> None:
    prospect, product = written({"Less scrap": "Best-in-class scrap"})
    Path("products").mkdir()
    product = product.rename("products/product.yaml")
    wording("allow:\n  - {phrase: best in class scrap, reason: the name of a grade}\n")
    with pytest.raises(InputError):
        build(prospect, product, date=DAY)
    Path("wording.yaml").rename("products/wording.yaml")
    assert build(prospect, product, date=DAY).pdf


def test_without_a_word_file_the_lists_are_the_programs_own(tmp_path: Path) -> None:
    assert vocabulary_in(tmp_path) == vocabulary_in(None) == Vocabulary()
