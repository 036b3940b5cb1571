"""Lists of words: joined, and looked up by keys as by trying everything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from checkers import entry
from hypothesis import given, settings
from hypothesis import strategies as st

from valuepitch.errors import ERROR
from valuepitch.wording import Allowed, Checker, Entry, Finding, Words, checked_languages, joined, words
from valuepitch.wording.check import keys_of
from valuepitch.wording.pattern import INFLECTIONS, Pattern, compiled
from valuepitch.wording.tokens import tokens

# --- lists ------------------------------------------------------------------------------------


def test_joined_lists_find_the_words_of_both_and_keep_what_makes_them_right() -> None:
    base = Words(
        "en",
        (entry("huge", unless=("huge page",)), entry("guaranteed", word_class="promise")),
        {"promise": ("clause #",)},
        ("NPV",),
        ("we",),
        ("you",),
    )
    more = Words(
        "en",
        (entry("moonshot", how="noun"), entry("best in class", word_class="superlative")),
        {"promise": ("annex #",), "superlative": ("source",)},
        ("OEE",),
        ("ourselves",),
        ("thou",),
        (Allowed("huge press", "its name"),),
    )
    both = joined(base, more)
    assert (both.known, both.own, both.theirs) == (("NPV", "OEE"), ("we", "ourselves"), ("you", "thou"))
    assert both.keys == keys_of(replace(both, keys=None))
    read = Checker(both)
    text = "A huge gain, a huge page, a huge press, moonshots, best-in-class, guaranteed."
    assert [f.phrase for f in read.find(text)] == ["huge", "moonshots", "best-in-class", "guaranteed"]
    assert read.find("Guaranteed by annex 2.") == read.find("Guaranteed by clause 2.") == []
    assert Checker(base).find("A moonshot.") == []


def test_joined_to_the_programs_list_the_users_words_come_last() -> None:
    base = words("en")
    both = joined(base, Words("en", (entry("zorblax"),)))
    assert both.entries[:-1] == base.entries
    (finding,) = Checker(both).find("The zorblax turns.")
    assert finding.entry == both.entries[-1]


def test_joining_leaves_the_lists_as_they_were() -> None:
    base = words("en")
    before = {key: list(numbers) for key, numbers in (base.keys or {}).items()}
    joined(base, Words("en", (entry("robust"), entry("zorblax"))))
    assert {key: list(numbers) for key, numbers in (base.keys or {}).items()} == before


@pytest.mark.parametrize(
    "pattern, keys",
    [
        ("best in class", {"=best in"}),
        ("huge", {"=huge"}),
        ("optimi*", {"^opt"}),
        ("*scaling", {"$ing"}),
        ("#% off", {"=#% off"}),
        ("your *", {"=your"}),
        ("(big|huge) win", {"=big win", "=huge win"}),
    ],
)
def test_an_entry_is_looked_up_by_its_first_two_words(pattern: str, keys: set[str]) -> None:
    assert set(keys_of(Words("en", (entry(pattern),)))) == keys


def test_a_language_without_a_list_finds_nothing() -> None:
    assert words("xx") == Words("xx", ())
    assert Checker(words("xx")).find("Best-in-class, guaranteed!") == []


# --- by keys, as by trying everything ---------------------------------------------------------


def tried(entries: list[tuple[Entry, list[Pattern]]], text: str, language: str) -> Iterator[Finding]:
    """Every pattern tried at every word."""
    read = tokens(text, language)
    for item, patterns in entries:
        for pattern in patterns:
            for start in range(len(read)):
                if pattern.matches(read, start):
                    end = read[start + len(pattern.tests) - 1].end
                    yield Finding(read[start].start, end, text[read[start].start : end].strip(), item)


def longest(findings: Iterator[Finding]) -> list[tuple[int, int]]:
    """Places in order; of two of which one holds the other the one that stops a build, else the longer one."""
    kept: list[tuple[int, int, bool]] = []
    places = {(f.start, f.end, f.severity == ERROR) for f in findings}
    for start, end, stops in sorted(places, key=lambda place: (place[0], -place[1])):
        if not kept or (start > kept[-1][0] and end > kept[-1][1]):
            kept.append((start, end, stops))
        elif (stops, end - start) > (kept[-1][2], kept[-1][1] - kept[-1][0]):
            kept[-1] = (start, end, stops)
    return [(start, end) for start, end, _ in kept]


def bare(language: str) -> Words:
    """A list with nothing that makes its words right, and without regular expressions."""
    made = words(language)
    return replace(made, entries=tuple(replace(item, unless=(), regex=None) for item in made.entries), beside={})


def with_patterns(made: Words) -> list[tuple[Entry, list[Pattern]]]:
    return [
        (item, [one for text in item.find for one in compiled(text, made.language, item.inflected)])
        for item in made.entries
    ]


LISTS = {language: bare(language) for language in checked_languages()}
CHECKERS = {language: Checker(made) for language, made in LISTS.items()}
PATTERNS = {language: with_patterns(made) for language, made in LISTS.items()}
FIGURES = ["#", "40%", "3x", "12", "{outlay}", "%25'i"]


def texts_of(language: str) -> st.SearchStrategy[str]:
    """Texts made of the list's words and phrases."""
    phrases = sorted({text for item in LISTS[language].entries for text in item.find})
    plain = sorted({word for phrase in phrases for word in re.findall(r"[^\W\d_]+", phrase)})
    as_phrase = st.builds(
        lambda phrase, pick: (
            " ".join(
                options[pick % len(options)]
                for piece in re.findall(r"\([^()]*\)|[^\s()]+", phrase)
                for options in [piece.strip("()").split("|")]
            )
            .replace("#%", "40%")
            .replace("#x", "3x")
            .replace("#", "12")
            .replace("*", "ing")
        ),
        st.sampled_from(phrases),
        st.integers(0, 20),
    )
    endings = st.sampled_from(["", "", "", "s", "ing", "ed", "ly", "lar", "ler", "i", "ı", "in", "imiz", "dir"])
    word = st.builds(lambda stem, end: stem + end, st.sampled_from(plain), endings)
    piece = st.one_of(as_phrase, word, st.sampled_from(FIGURES))
    pairs = st.tuples(piece, st.sampled_from([" ", " ", " ", "-", ", ", ". "]))
    return st.lists(pairs, min_size=1, max_size=10).map(lambda found: "".join(part for pair in found for part in pair))


@pytest.mark.parametrize("language", LISTS)
@settings(max_examples=40)
@given(data=st.data())
def test_the_list_looked_up_by_keys_finds_what_trying_every_pattern_finds(language: str, data: st.DataObject) -> None:
    text = data.draw(texts_of(language))
    by_keys = [(f.start, f.end) for f in CHECKERS[language].find(text)]
    assert by_keys == longest(tried(PATTERNS[language], text, language))


small_words = st.sampled_from(["net", "neta", "gain", "gains", "bank", "bankı", "en", "iyi", "to"])
small_parts = st.one_of(
    small_words,
    st.sampled_from(["#", "#%", "#x", "net*", "ga*", "*ain", "*ankı", "(net|gain)", "(en|#)", "n*"]),
)
small_patterns = st.builds(
    lambda first, rest: " ".join([first, *rest]),
    small_parts,
    st.lists(st.one_of(small_parts, st.just("*")), max_size=2),
)
small_entries = st.builds(
    lambda find, how, name: Entry(name, tuple(find), "x", how),
    st.lists(small_patterns, min_size=1, max_size=2),
    st.sampled_from([None, *INFLECTIONS]),
    st.sampled_from(["hype", "promise"]),
)
small_texts = st.lists(
    st.tuples(
        st.one_of(small_words, st.sampled_from(["12", "40%", "3x", "NET", "İyi", "bankın", "Gaining"])),
        st.sampled_from([" ", "-", ", "]),
    ),
    max_size=8,
).map(lambda found: "".join(part for pair in found for part in pair))


@settings(max_examples=150)
@given(st.lists(small_entries, min_size=1, max_size=4), small_texts, st.sampled_from(["en", "tr"]))
def test_any_list_looked_up_by_keys_finds_what_trying_every_pattern_finds(
    entries: list[Entry], text: str, language: str
) -> None:
    made = Words(language, tuple(entries))
    by_keys = [(f.start, f.end) for f in Checker(made).find(text)]
    assert by_keys == longest(tried(with_patterns(made), text, language))


@settings(max_examples=60)
@given(st.lists(small_entries, min_size=1, max_size=4), st.lists(small_texts, max_size=4))
def test_several_texts_in_one_go_give_the_findings_of_each_alone(entries: list[Entry], texts: list[str]) -> None:
    read = Checker(Words("en", tuple(entries)))
    together = [(index, f.start, f.end, f.phrase) for index, f in read.find_all(texts)]
    assert together == [(i, f.start, f.end, f.phrase) for i, text in enumerate(texts) for f in read.find(text)]
