"""The forms in which a word is found, in English and in Turkish."""

from __future__ import annotations

import pytest
from checkers import found
from hypothesis import given
from hypothesis import strategies as st

from valuepitch.wording.pattern import INFLECTIONS, english_forms

# --- forms of English words -------------------------------------------------------------------


@pytest.mark.parametrize(
    "pattern, how, text, phrases",
    [
        ("leverage", "verb", "leverage leverages leveraged leveraging", 4),
        ("unlock", "verb", "unlock unlocks unlocked unlocking unlockable", 4),
        ("supply", "verb", "supply supplies supplied supplying", 4),
        ("deploy", "verb", "deploy deploys deployed deploying", 4),
        ("harness", "verb", "harness harnesses harnessed harnessing", 4),
        ("cut", "verb", "cut cuts cutting", 3),
        ("maximise", "verb", "maximise maximises maximised maximising maximisation", 4),
        ("drive growth", "verb", "drives growth; driving growth; drive growths", 2),
        ("solution", "noun", "solution solutions solution's solutions' solution’s solutioning", 5),
        ("synergy", "noun", "synergy synergies synergy's synergistic", 3),
        ("journey", "noun", "journey journeys", 2),
        ("best practice", "noun", "best practice; best practices; bests practice", 2),
        ("box", "noun", "box boxes boxs", 2),
        ("robust", "adjective", "robust robustly robuster robustest robustness", 4),
        ("easy", "adjective", "easy easily easier easiest", 4),
        ("simple", "adjective", "simple simply simpler simplest", 4),
        ("flexible", "adjective", "flexible flexibly", 2),
        ("huge", "adjective", "huge hugely huger hugest", 4),
        ("huge", "fixed", "huge hugely huger", 1),
        ("huge", None, "huge hugely huges", 1),
    ],
)
def test_english_words_are_found_in_their_forms(pattern: str, how: str | None, text: str, phrases: int) -> None:
    assert len(found(pattern, text, how)) == phrases


def test_a_verb_bends_its_first_word_and_a_noun_its_last() -> None:
    assert found("add value", "adds value; add values", "verb") == ["adds value"]
    assert found("add value", "adds value; add values", "noun") == ["add values"]


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=9), st.sampled_from(INFLECTIONS))
def test_a_word_is_the_first_of_its_own_forms(word: str, how: str) -> None:
    forms = list(english_forms(word, how))
    assert forms[0] == word
    assert all(form.startswith(word[:-1]) for form in forms)


# --- forms of Turkish words -------------------------------------------------------------------


@pytest.mark.parametrize(
    "pattern, how, text, phrases",
    [
        ("çözüm", None, "Çözüm, çözümü, çözümlerimiz, ÇÖZÜMLERİMİZDEN; çözelti", 4),
        ("çözüm", "fixed", "Çözüm, çözümü, çözümlerimiz", 1),
        ("çözüm ortağı", None, "çözüm ortağı, çözüm ortağımız, çözüm ortağınızdır", 3),
        ("ortak", None, "ortak, ortağı, ortağımızla, ortaklık", 4),
        ("katma değer", "noun", "Katma değeri, katma değerli; katmadan değer; değer", 2),
        ("lider", "fixed", "lider, liderlik", 1),
        ("kesin", "noun", "kesin, kesindir, kesinlikle; kesinti, kesinleşen", 3),
        ("yarat", "verb", "yaratır, yaratıyoruz, yaratılan, yaratmaz, yaratacağız; yaratık", 5),
        ("fark yarat", "verb", "fark yaratıyoruz; farkı yarat", 1),
        ("optimize et", "verb", "optimize eder, optimize ediyoruz, OPTİMİZE EDİLDİ, optimize etti", 4),
        ("platform", None, "platform’un, platform'u, platforma, Platformumuz", 4),
        ("yenilikçi", "adjective", "yenilikçi, yenilikçidir", 2),
    ],
)
def test_turkish_words_are_found_with_their_suffixes(pattern: str, how: str | None, text: str, phrases: int) -> None:
    assert len(found(pattern, text, how, "tr")) == phrases


@pytest.mark.parametrize(
    "text, phrases",
    [
        ("%40'a varan tasarruf", ["%40'a varan"]),
        ("% 40’a varan tasarruf", ["% 40’a varan"]),
        ("{share:(y)A} varan tasarruf", ["{share:(y)A} varan"]),
        ("{share}’a varan tasarruf", ["{share}’a varan"]),
        ("ikiye varan", []),
    ],
)
def test_a_turkish_figure_may_carry_a_suffix(text: str, phrases: list[str]) -> None:
    assert found("# varan", text, None, "tr") == phrases
