"""Entries and checkers with the fewest words."""

from __future__ import annotations

from dataclasses import replace

from valuepitch.wording import Allowed, Checker, Entry, Words


def entry(*find: str, how: str | None = None, unless: tuple[str, ...] = (), word_class: str = "hype") -> Entry:
    return Entry(word_class, find, "the number", how, unless)


def checker(*entries: Entry, language: str = "en", allow: tuple[str, ...] = (), **more: tuple[str, ...]) -> Checker:
    allowed = tuple(Allowed(phrase, "a colleague asked") for phrase in allow)
    return Checker(Words(language, entries, beside=more, allowed=allowed))


def at_once(*entries: Entry, allow: tuple[str, ...] = (), **more: tuple[str, ...]) -> Checker:
    """As the words of a user are read, which may not be readable."""
    return Checker(replace(checker(allow=allow).words, entries=entries, beside=more), at_once=True)


def found(pattern: str, text: str, how: str | None = None, language: str = "en") -> list[str]:
    """The phrases that one pattern finds in a text."""
    return [finding.phrase for finding in checker(entry(pattern, how=how), language=language).find(text)]


def regex(pattern: str, word_class: str = "false_precision", unless: tuple[str, ...] = ()) -> Entry:
    return Entry(word_class, (), "the whole number", None, unless, pattern)
