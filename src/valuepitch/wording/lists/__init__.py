"""The word lists: YAML for people, and the same as JSON for a quick start (``make generated``)."""

from __future__ import annotations

import functools
import json
from importlib import resources
from typing import Any

from valuepitch.wording.entries import Entry, Words


@functools.cache
def checked_languages() -> tuple[str, ...]:
    """The codes of the languages that have a word list."""
    names = (item.name for item in resources.files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".json") for name in names if name.endswith(".json")))


@functools.cache
def words(language: str) -> Words:
    """The word list of a language; one without words where there is none."""
    if language not in checked_languages():
        return Words(language, ())
    raw: dict[str, Any] = json.loads((resources.files(__name__) / f"{language}.json").read_text("utf-8"))
    entries = tuple(
        Entry(
            name,
            tuple(item.get("find", ())),
            item["write"],
            item.get("as"),
            tuple(item.get("unless", ())),
            item.get("regex"),
        )
        for name, items in raw["entries"].items()
        for item in items
    )
    beside = {name: tuple(found) for name, found in raw["beside"].items()}
    known, own, theirs = (tuple(raw[name]) for name in ("known", "own", "theirs"))
    return Words(language, entries, beside, known, own, theirs, keys=raw["keys"])
