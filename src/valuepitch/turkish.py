"""Turkish letters and suffixes: case of letters, vowel harmony, consonants that follow, and how figures are read.

A suffix is written with the letters that harmony decides in capitals: ``A`` is a or e; ``I`` is ı, i, u or ü; ``D`` is
d or t; ``C`` is c or ç. A letter in brackets joins only where it is needed: ``(y)A`` is the dative, ``(n)In`` the
genitive, ``DAn`` the ablative, ``(I)m`` the possessive of the first person.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

VOWELS = "aıoueiöüâîû"
_BACK, _ROUNDED = "aıouâû", "ouöüû"
_VOICELESS = "çfhkpsşt"
_SOFTENED = {"p": "b", "ç": "c", "t": "d", "k": "ğ", "g": "ğ"}
_LOWER = str.maketrans({"I": "ı", "İ": "i"})

_ONES = ("sıfır", "bir", "iki", "üç", "dört", "beş", "altı", "yedi", "sekiz", "dokuz")
_TENS = ("", "on", "yirmi", "otuz", "kırk", "elli", "altmış", "yetmiş", "seksen", "doksan")
_POWERS = (("yüz", 2), ("bin", 3), ("milyon", 6), ("milyar", 9), ("trilyon", 12))

# Verbs whose t softens (ediyor); others keep it (katıyor).
_SOFT_VERBS = frozenset(
    ("et", "git", "güt", "tat", "affet", "bahset", "hallet", "hisset", "kaybet", "kaydet", "keşfet", "reddet", "seyret")
)

# Counts in words that soften before a vowel.
_SOFT = {"dört": "dörd"}

# How a letter is called, where an abbreviation is read letter by letter.
_LETTERS = {"h": "he", "k": "ke", "ğ": "ge", "x": "iks", "q": "kü", "w": "ve"}

# Endings of names that are not read as they are spelt.
_READ = {
    "şti": "şirketi",
    "ltd": "limitet",
    "san": "sanayi",
    "tic": "ticaret",
    "inc": "ink",
    "corp": "korp",
    "co": "ko",
    "mn": "milyon",
    "mr": "milyar",
    "roi": "roi",
}
_UNITS = {"kg": "kilogram", "km": "kilometre", "cm": "santimetre", "mm": "milimetre", "lt": "litre", "m": "metre"}

# Last words of names that end in a possessive: their cases take an n (Bankası’nda).
_HEADS = (
    "bankası",
    "birliği",
    "fabrikası",
    "hattı",
    "hizmeti",
    "kurumu",
    "makinesi",
    "ortaklığı",
    "programı",
    "sanayii",
    "sistemi",
    "şirketi",
    "yazılımı",
)
_PLURAL_HEADS, _SHORTEST_PLURAL = ("ları", "leri"), 7  # Sistemleri; Galeri is none
_AFTER_POSSESSIVE = {"(y)I": "nI", "(y)A": "nA", "DA": "nDA", "DAn": "nDAn"}

# Words with a back vowel that take front suffixes, since their last consonant is palatal.
_FRONT = frozenset(
    {
        "alkol",
        "ampul",
        "emsal",
        "futbol",
        "gol",
        "hal",
        "ideal",
        "ihmal",
        "ihtimal",
        "ikmal",
        "imal",
        "iptal",
        "istiklal",
        "ithal",
        "kabul",
        "kalp",
        "kontrol",
        "meşgul",
        "meçhul",
        "petrol",
        "protokol",
        "rol",
        "saat",
        "sembol",
        "seyahat",
        "sıhhat",
        "usul",
    }
)


def fold(text: str) -> str:
    """Lower case by the Turkish rule (I is ı, İ is i), of the same length."""
    return text.translate(_LOWER).lower()


def first_upper(text: str) -> str:
    """The text with its first letter in upper case; i becomes İ."""
    return ("İ" if text[:1] == "i" else text[:1].upper()) + text[1:]


def suffixed(text: str, suffix: str) -> str:
    """A name or figure with a suffix: ``Ankara'da``, ``2027'ye``, ``%25'i``, ``üç yılda``.

    What ends in a figure, a sign or a name takes an apostrophe; what ends in a word of lower case takes none.

    >>> suffixed("Yıldız Makine A.Ş.", "(n)In")
    "Yıldız Makine A.Ş.'nin"
    """
    words = re.findall(r"[^\W\d_]+(?:\.[^\W\d_]+)*|\d+(?:[.,]\d+)*", text)
    if not words:
        return text
    last = words[-1]
    apart = last in _UNITS or not (last.islower() and text.endswith(last) and not re.search(r"[%₺$€£]", text))
    if not apart:
        return text[: -len(last)] + _attached(last, suffix)
    plain = fold(last)
    if plain.endswith(_HEADS) or (plain.endswith(_PLURAL_HEADS) and len(plain) >= _SHORTEST_PLURAL):
        suffix = _AFTER_POSSESSIVE.get(suffix, suffix)
    return f"{text}’{attach(_spoken(last), suffix)[len(_spoken(last)) :]}"


def _attached(word: str, suffix: str) -> str:
    """A common noun with a suffix; a k after more than one syllable softens: destek, desteği."""
    made = attach(word, suffix)
    softens = word.endswith("k") and sum(letter in VOWELS for letter in word) > 1
    if softens and made[len(word) : len(word) + 1] in tuple(VOWELS):
        return f"{word[:-1]}ğ{made[len(word) :]}"
    return made


def _spoken(word: str) -> str:
    """What a word or figure sounds like at its end."""
    if word[0].isdigit():
        whole, _, decimals = word.replace(".", "").partition(",")
        return _number_end(int(decimals or whole) if int(decimals or 1) else int(whole))
    plain = fold(word)
    known = {**_READ, **_UNITS}.get(plain.replace("ı", "i") if word.isascii() else plain)
    if known:
        return known
    letters = plain.replace(".", "")
    # Short abbreviations are read letter by letter (ABD’nin), longer ones as a word where they can be (FAVÖK’ün).
    if "." in word or (word.isupper() and (len(word) <= 3 or not any(c in VOWELS for c in plain))):
        last = letters[-1]
        return last if last in VOWELS else _LETTERS.get(last, f"{last}e")
    return plain


def _number_end(number: int) -> str:
    """The last word of a number that is read aloud."""
    if number % 10 or not number:
        return _ONES[number % 10]
    if number % 100:
        return _TENS[number % 100 // 10]
    power = len(str(number)) - len(str(number).rstrip("0"))
    return next(word for word, least in reversed(_POWERS) if power >= least)


def attach(stem: str, suffix: str) -> str:
    """A stem in lower case with a suffix, by vowel harmony; its last consonant stays (but for dört, dördü)."""
    out = stem
    if suffix.startswith("(I)yor"):
        out = _narrowed(out)
    for letter, bracketed in _letters(suffix):
        if bracketed and (out[-1] in VOWELS) == (letter in "IA"):
            continue
        out += _harmonised(letter, out, stem in _FRONT and not any(c in VOWELS for c in out[len(stem) :]))
    if stem in _SOFT and out[len(stem) :].startswith(tuple(VOWELS)):
        return _SOFT[stem] + out[len(stem) :]
    return out


@functools.cache
def _letters(suffix: str) -> tuple[tuple[str, bool], ...]:
    """The letters of a suffix, each with whether it is bracketed."""
    found = re.findall(r"\((.)\)|(.)", suffix)
    return tuple(((bracketed or letter), bool(bracketed)) for bracketed, letter in found)


def _narrowed(stem: str) -> str:
    """A stem before -(I)yor loses a final a or e: sağla, sağlıyor."""
    return stem[:-1] if stem[-1] in "ae" and any(c in VOWELS for c in stem[:-1]) else stem


def _harmonised(letter: str, before: str, front: bool) -> str:
    if letter == "D":
        return "t" if before[-1] in _VOICELESS else "d"
    if letter == "C":
        return "ç" if before[-1] in _VOICELESS else "c"
    if letter not in "AI":
        return letter
    vowel = next((c for c in reversed(before) if c in VOWELS), "e")
    back = vowel in _BACK and not front
    if letter == "A":
        return "a" if back else "e"
    if vowel in _ROUNDED:
        return "u" if back else "ü"
    return "ı" if back else "i"


# What a placeholder may ask for.
SUFFIXES = (
    "(y)I",
    "(y)A",
    "DA",
    "DAn",
    "(n)In",
    "(y)lA",
    "(s)I",
    "(s)InI",
    "(s)InA",
    "(s)InDA",
    "(s)InDAn",
    "DAki",
    "lIk",
    "lI",
    "lAr",
    "CA",
    "(I)mIz",
    "(I)nIz",
    "DIr",
)

# --- recognising: is a word this stem with suffixes? ---

_CASES = ("(y)I", "(y)A", "DA", "DAn", "(n)In", "(y)lA", "CA", "nI", "nA", "nDA", "nDAn", "nCA")
_COPULAS = ("DIr", "(y)DI", "(y)mIş", "(y)sA", "(y)ken", "(y)Im", "(y)Iz", "sInIz")
_POSSESSIVES = ("(I)m", "(I)n", "(s)I", "(I)mIz", "(I)nIz")
_NOUN: tuple[tuple[str, ...], ...] = (
    ("lIk", "lI", "CI"),
    ("lAr",),
    _POSSESSIVES,
    _CASES,
    ("ki",),
    ("lAr",),
    _CASES,
    _COPULAS,
    ("lAr",),
)
_TENSES = ("(I)yor", "mAktA", "(y)AcAk", "DI", "mIş", "Ar", "Ir", "r", "z", "mAlI", "sA", "DIk", "(y)AlIm")
_VERBAL_NOUNS = ("(y)In", "(y)InIz", "sIn", "(y)An", "mAk", "mA", "(y)Iş", "(y)Ip", "(y)ArAk", "(y)IncA", "(y)Im")
_PERSONS = ("k", "m", "n", "nIz")
_BEFORE_TENSE: tuple[tuple[str, ...], ...] = (
    ("(I)l", "(I)n", "DIr", "t"),
    ("(I)l", "(I)n", "DIr"),
    ("(y)Abil", "(y)A"),
    ("mA",),
)
_AFTER_TENSE = (_PERSONS, *_NOUN[1:])


def is_form(word: str, stem: str, *, verb: bool = False) -> bool:
    """Whether a word in lower case is a stem with a chain of suffixes: çözümlerimizden of çözüm.

    Args:
        verb: the stem is that of a verb (yarat), else of a noun or adjective.
    """
    plain = word.replace("’", "").replace("'", "")
    if not verb:
        return _follows(plain, stem, _NOUN)
    # Persons and cases join a tense or a verbal noun, never the bare stem.
    if stem.endswith("t") and stem not in _SOFT_VERBS and not plain.startswith(stem):
        return False
    heads = [stem, *_reached(plain, stem, _BEFORE_TENSE)]
    ends = [form for head in heads for form in _reached(plain, head, (_TENSES + _VERBAL_NOUNS,))]
    return plain in heads or any(_follows(plain, form, _AFTER_TENSE) for form in ends)


def _reached(word: str, so_far: str, slots: Sequence[tuple[str, ...]]) -> list[str]:
    """The beginnings of a word that suffixes of some slots make of a stem."""
    found: list[str] = []
    for index, slot in enumerate(slots):
        for form in _next(word, so_far, slot):
            found += [form, *_reached(word, form, slots[index + 1 :])]
    return found


def _follows(word: str, so_far: str, slots: Sequence[tuple[str, ...]]) -> bool:
    if word == so_far:
        return True
    return any(
        _follows(word, form, slots[index + 1 :])
        for index, slot in enumerate(slots)
        for form in _next(word, so_far, slot)
    )


def _next(word: str, so_far: str, slot: Sequence[str]) -> Iterator[str]:
    """What one suffix of a slot makes of a stem, where the word begins so; its last letter may soften later."""
    if len(word) <= len(so_far):
        return
    for suffix in slot:
        if _can_begin(suffix, word[len(so_far)]):
            yield from (form for form in _forms(so_far, suffix) if word.startswith(form[:-1]))


_FIRST = {"A": "ae", "I": "ıiuü", "D": "dt", "C": "cç"}


def _can_begin(suffix: str, letter: str) -> bool:
    """Whether a suffix can begin with a letter: most cannot, and need not be tried."""
    first, bracketed = _letters(suffix)[0]
    return bracketed or letter in _FIRST.get(first, first)


def _forms(stem: str, suffix: str) -> Iterator[str]:
    made = attach(stem, suffix)
    yield made
    softened = _SOFTENED.get(stem[-1])
    if softened and made[len(stem) : len(stem) + 1] in tuple(VOWELS):
        yield stem[:-1] + softened + made[len(stem) :]
        if stem.endswith("nk"):
            yield stem[:-1] + "g" + made[len(stem) :]
