"""Every entry of every word list: found where it must be, and not where the same words are right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from valuepitch.documents import read_yaml
from valuepitch.model.wordlist import WordEntry, WordList
from valuepitch.wording import CLASSES, Checker, checked_languages, words
from valuepitch.wording.check import keys_of

ROOT = Path(__file__).resolve().parents[2]
LISTS = ROOT / "src" / "valuepitch" / "wording" / "lists"
LANGUAGES = ("en", "tr")
LEAST = 200


def written(language: str) -> WordList:
    """The list as people write it, with its examples."""
    document = read_yaml((LISTS / f"{language}.yaml").read_bytes(), f"{language}.yaml")
    assert not document.problems
    return WordList.model_validate(document.data)


def entries(language: str) -> Iterator[tuple[str, WordEntry]]:
    for name, items in written(language).entries.items():
        for item in items:
            yield name, item


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_is_long_and_fills_every_class(language: str) -> None:
    names = [name for name, _ in entries(language)]
    assert len(names) >= LEAST
    assert set(names) == set(CLASSES) - (set() if language == "tr" else {"padded_verb"})
    assert language in checked_languages()
    made = written(language).words(language)
    assert words(language) == replace(made, keys=keys_of(made))  # the form that the program reads


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_must_be_found_is_found_by_its_own_entry(language: str) -> None:
    checker = Checker(written(language).words(language))
    missed = []
    for name, item in entries(language):
        assert item.found, f"{item.find} has no example"
        found = [(f.entry.word_class, f.entry.find, f.entry.regex) for f in checker.find(item.found)]
        if (name, item.find, item.regex) not in found:
            missed.append(f"{name}: {item.find or item.regex} in: {item.found} (found: {found})")
    assert not missed, "\n".join(missed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_right_is_kept(language: str) -> None:
    checker = Checker(written(language).words(language))
    alarms = []
    for name, item in entries(language):
        assert item.kept, f"{item.find} has no example that is right"
        for finding in checker.find(item.kept):
            alarms.append(f"{name}: {item.find or item.regex}: {finding.phrase!r} in: {item.kept}")
    assert not alarms, "\n".join(alarms)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_idea_stands_twice(language: str) -> None:
    patterns = [pattern.casefold() for _, item in entries(language) for pattern in item.find]
    assert sorted(patterns) == sorted(set(patterns))
    examples = [text for _, item in entries(language) for text in (item.found, item.kept)]
    assert len(examples) == len(set(examples))
