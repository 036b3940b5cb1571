"""The wording check: finds sales language in texts, and says what to write instead (docs/explanation/wording.md).

It knows words and nothing of prospects: texts in, findings out. Word lists are data, one per language.
"""

from valuepitch.wording.check import BETWEEN, Checker, Finding, Reading, joined, read
from valuepitch.wording.entries import CLASSES, Allowed, Entry, Words
from valuepitch.wording.lists import checked_languages, words
from valuepitch.wording.pattern import PatternError
from valuepitch.wording.tokens import fold

__all__ = [
    "BETWEEN",
    "CLASSES",
    "Allowed",
    "Checker",
    "Entry",
    "Finding",
    "PatternError",
    "Reading",
    "Words",
    "checked_languages",
    "fold",
    "joined",
    "read",
    "words",
]
