"""Languages: the gettext catalogues of the page and the conventions of each locale, through Babel."""

from __future__ import annotations

import functools
import gettext as gettext_module
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources

from babel import Locale, dates
from babel.core import get_global

from valuepitch import turkish
from valuepitch.text import fill, first_upper

DOMAIN = "page"
ENGLISH = "en"


@functools.cache
def languages() -> tuple[str, ...]:
    """The codes of the languages that have a catalogue."""
    folder = resources.files("valuepitch") / "locale"
    found = (item.name for item in folder.iterdir() if (item / "LC_MESSAGES" / f"{DOMAIN}.mo").is_file())
    return tuple(sorted(found))


def known_currency(code: str) -> bool:
    """Whether a three-letter code names a currency."""
    return len(code) == 3 and code in get_global("all_currencies")


@dataclass(frozen=True)
class Suffixes:
    """What a language hangs onto names and figures.

    Attributes:
        joined: a name or figure with a suffix.
        known: the suffixes that a placeholder may ask for.
    """

    joined: Callable[[str, str], str]
    known: tuple[str, ...]


@dataclass(frozen=True)
class Language:
    """One language of the page: its messages, and how it writes dates and lists."""

    code: str
    locale: Locale
    catalogue: gettext_module.NullTranslations

    def say(self, message: str, /, **figures: str) -> str:
        """A message of the catalogue with printed figures in the place of ``{name}``."""
        return self.fill(self.catalogue.gettext(message), figures)

    def pattern(self, message: str) -> str:
        """A message with its placeholders as they are."""
        return self.catalogue.gettext(message)

    def fill(self, text: str, values: Mapping[str, str] | Callable[[str], str]) -> str:
        """Printed figures in the place of ``{name}``; ``{name:DA}`` takes a suffix in a language that has them.

        Raises:
            KeyError: a placeholder has no value.
        """
        own = SUFFIXES.get(self.code)
        return fill(text, values, own.joined if own else None)

    def say_n(self, one: str, many: str, count: int, /, **figures: str) -> str:
        """A message that depends on a count; ``{count}`` is the count in words where the language has one."""
        text = self.catalogue.ngettext(one, many, count)
        return self.fill(text, {"count": self.count(count), **figures})

    def count(self, number: int) -> str:
        """A small whole number in words, a larger one in digits."""
        words = [word.strip() for word in self.catalogue.gettext(COUNT_WORDS).split(",")]
        return words[number] if 0 <= number < len(words) else str(number)

    def first_upper(self, text: str) -> str:
        """The text with its first letter in upper case, by the rule of the language."""
        return FIRST_UPPER.get(self.code, first_upper)(text)

    def date(self, day: date) -> str:
        """A date written out: 15 December 2026."""
        return dates.format_date(day, "d MMMM y", self.locale)

    def join(self, items: Sequence[str]) -> str:
        """A list in words: a, b and c."""
        if len(items) < 2:
            return "".join(items)
        return self.say("{items} and {last}", items=", ".join(items[:-1]), last=items[-1])


# What a language does that others do not.
SUFFIXES: dict[str, Suffixes] = {"tr": Suffixes(turkish.suffixed, turkish.SUFFIXES)}
FIRST_UPPER: dict[str, Callable[[str], str]] = {"tr": turkish.first_upper}


def _(message: str) -> str:
    """Marks a message for the catalogue."""
    return message


COUNT_WORDS = _("no, one, two, three, four, five, six, seven, eight, nine, ten")


@functools.cache
def language(code: str) -> Language:
    """The language of a code.

    Raises:
        KeyError: it has no catalogue (see :func:`languages`).
    """
    if code not in languages():
        raise KeyError(code)
    path = resources.files("valuepitch") / "locale" / code / "LC_MESSAGES" / f"{DOMAIN}.mo"
    with path.open("rb") as file:
        catalogue = gettext_module.GNUTranslations(file)
    # Day before month and a 24-hour clock read the same to every English reader of the page.
    return Language(code, Locale.parse(code), catalogue)
