"""Word lists as people write them: the program's own, and a user's additions and exceptions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from valuepitch.locale import languages
from valuepitch.model.base import Fault, Record
from valuepitch.model.texts import text_of
from valuepitch.text import did_you_mean
from valuepitch.wording import CLASSES, Allowed, Entry, Words, joined, words

_LINE = {"type": "string", "maxLength": 200}
Phrase = Annotated[str, BeforeValidator(text_of(200)), WithJsonSchema(_LINE)]


def _as_list(raw: Any) -> Any:
    return raw if isinstance(raw, list) else [raw]


Phrases = Annotated[tuple[Phrase, ...], BeforeValidator(_as_list)]


class WordEntry(Record):
    """One thing to find, what to write instead, and a sentence for each."""

    find: Phrases = Field((), description="A pattern, or several for variants of one idea.")
    regex: Phrase | None = Field(None, description="Instead of find: a regular expression over the text in lower case.")
    inflected: Literal["fixed", "noun", "verb", "adjective"] | None = Field(
        None, description="Which forms it takes (as:)."
    )
    unless: Phrases = Field((), description="Phrases in which the words are right.")
    write: Phrase = Field(description="What to write instead.")
    found: Phrase | None = Field(None, description="A sentence in which it must be found.")
    kept: Phrase | None = Field(None, description="A near sentence in which it must not.")

    @classmethod
    def shaped(cls, raw: Any) -> Any:
        """``as`` is a word of Python's own."""
        if not isinstance(raw, dict):
            return raw
        return {"inflected" if key == "as" else key: value for key, value in raw.items()}

    @classmethod
    def placed(cls, fault: Fault) -> Fault:
        return fault._replace(path=("as", *fault.path[1:])) if fault.path[:1] == ("inflected",) else fault

    @classmethod
    def check(cls, raw: dict[str, Any]) -> Iterator[Fault]:
        if ("find" in raw) == ("regex" in raw):
            yield Fault((), "needs one of find and regex", "write find: the words")

    def entry(self, word_class: str) -> Entry:
        """What the check looks for."""
        return Entry(word_class, self.find, self.write, self.inflected, self.unless, self.regex)


class WordList(Record):
    """The words of one language, by class."""

    entries: dict[str, tuple[WordEntry, ...]] = {}
    beside: dict[str, Phrases] = Field({}, description="By class: phrases that make it right in the same text.")
    known: Phrases = Field((), description="Abbreviations that need no explanation.")
    own: Phrases = Field((), description="Words for the seller: we, us, our.")
    theirs: Phrases = Field((), description="Words for the reader: you, your.")

    @classmethod
    def shaped(cls, raw: Any) -> Any:
        """The classes stand beside the other keys."""
        if not isinstance(raw, dict):
            return raw
        other = {key: value for key, value in raw.items() if key in cls.model_fields}
        classes = {key: value for key, value in raw.items() if key not in cls.model_fields}
        return {**other, "entries": classes} if classes else other

    @classmethod
    def placed(cls, fault: Fault) -> Fault:
        return fault._replace(path=fault.path[1:]) if fault.path[:1] == ("entries",) else fault

    @classmethod
    def check(cls, raw: dict[str, Any]) -> Iterator[Fault]:
        for part in ("entries", "beside"):
            for name in raw[part] if isinstance(raw.get(part), dict) else ():
                if name not in CLASSES:
                    yield Fault((part, name), "is no class of words", did_you_mean(str(name), CLASSES), key=True)

    def words(self, language: str) -> Words:
        """The list as the check reads it."""
        entries = [item.entry(name) for name, items in self.entries.items() for item in items]
        return Words(language, tuple(entries), self.beside, self.known, self.own, self.theirs)


class AllowedPhrase(Record):
    """A phrase that is right here, and why."""

    phrase: Phrase
    reason: Phrase = Field(description="Why it may stand; a colleague will ask.")


class WordFile(Record):
    """``wording.yaml``: a user's additions to the lists, and the phrases that may stand."""

    add: dict[str, WordList] = Field({}, description="Further words, by language.")
    allow: tuple[AllowedPhrase, ...] = ()

    @classmethod
    def check(cls, raw: dict[str, Any]) -> Iterator[Fault]:
        for language in raw["add"] if isinstance(raw.get("add"), dict) else ():
            if language not in languages():
                hint = f"there is a page in {', '.join(languages())}"
                yield Fault(("add", language), "is a language without a catalogue", hint, key=True)

    def words(self, language: str) -> Words:
        """The program's words of a language with these."""
        allowed = tuple(Allowed(item.phrase, item.reason) for item in self.allow)
        if language not in self.add:
            return replace(words(language), allowed=allowed)
        return replace(joined(words(language), self.add[language].words(language)), allowed=allowed)
