"""What a word list holds: entries by class, and phrases that are allowed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from valuepitch.errors import ERROR, WARNING


@dataclass(frozen=True)
class WordClass:
    """A kind of sales language: what is wrong with it, and whether it stops a build."""

    reason: str
    severity: str


CLASSES: Mapping[str, WordClass] = {
    "superlative": WordClass("a superlative without a source", ERROR),
    "promise": WordClass("a promise without a contract term", ERROR),
    "urgency": WordClass("urgency", ERROR),
    "hype": WordClass("hype", WARNING),
    "empty_adjective": WordClass("an adjective that nothing measures", WARNING),
    "sales_verb": WordClass("a sales verb", WARNING),
    "product_talk": WordClass("product talk", WARNING),
    "jargon": WordClass("jargon", WARNING),
    "weasel": WordClass("a claim that nobody can check", WARNING),
    "false_precision": WordClass("more digits than the figure has", WARNING),
    "size_without_number": WordClass("a size without a number", WARNING),
    "padded_verb": WordClass("a padded verb", WARNING),
}


@dataclass(frozen=True)
class Entry:
    """One thing to find.

    Attributes:
        word_class: a key of :data:`CLASSES`.
        find: patterns, variants of one idea (see :mod:`valuepitch.wording.pattern`).
        write: what to write instead.
        inflected: verb, noun, adjective or fixed; None is the language's default.
        unless: phrases in which the words are right.
        regex: in the place of ``find``, over the text in lower case.
    """

    word_class: str
    find: tuple[str, ...]
    write: str
    inflected: str | None = None
    unless: tuple[str, ...] = ()
    regex: str | None = None


@dataclass(frozen=True)
class Allowed:
    """A phrase that the user lets pass, and why."""

    phrase: str
    reason: str


@dataclass(frozen=True)
class Words:
    """The word list of one language.

    Attributes:
        beside: by class, phrases that make a word of that class right when they stand in the same sentence.
        known: abbreviations that need no explanation.
        own: words for us; ``theirs``: words for the reader, patterns both.
        keys: by what each entry is looked up (:func:`valuepitch.wording.check.keys_of`); None is worked out.
    """

    language: str
    entries: tuple[Entry, ...]
    beside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    known: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    theirs: tuple[str, ...] = ()
    allowed: tuple[Allowed, ...] = ()
    keys: Mapping[str, Sequence[int]] | None = None
