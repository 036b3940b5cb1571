"""Prose written apart from the word lists: no offence of a seller is missed, no finance officer is corrected."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from valuepitch.documents import read_yaml
from valuepitch.wording import Checker, words

PROSE = Path(__file__).parent / "prose"
LEAST = 30

each_language = pytest.mark.parametrize("language", ["en", "tr"])


def passages(kind: str, language: str) -> list[dict[str, Any]]:
    """Every passage of a kind: its text, and in a seller's what a reader would strike out."""
    out: list[dict[str, Any]] = []
    for path in sorted(PROSE.glob(f"{kind}*.{language}.yaml")):
        document = read_yaml(path.read_bytes(), path.name)
        assert not document.problems
        out += document.data
    return out


@each_language
def test_no_offence_of_a_seller_is_missed(language: str) -> None:
    checker, missed = Checker(words(language)), []
    read = passages("seller", language)
    assert len(read) >= LEAST
    for passage in read:
        found = checker.find(passage["text"])
        for offence in passage["offends"]:
            start = passage["text"].index(offence)
            if not any(item.start < start + len(offence) and start < item.end for item in found):
                missed.append(f"{offence!r} in: {passage['text']}")
    assert not missed, "\n".join(missed)


@each_language
def test_a_finance_officer_is_not_corrected(language: str) -> None:
    checker = Checker(words(language))
    read = passages("finance", language)
    assert len(read) >= LEAST
    alarms = [f"{item.phrase!r} in: {passage['text']}" for passage in read for item in checker.find(passage["text"])]
    assert not alarms, "\n".join(alarms)


@each_language
def test_the_check_objects_to_a_seller_among_finance_officers(language: str) -> None:
    checker = Checker(words(language))
    seller = passages("seller", language)[0]["text"]
    assert checker.find(f"{passages('finance', language)[0]['text']} {seller}")
