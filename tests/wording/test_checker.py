"""The wording check: patterns, the forms of words, what makes words right, and the places of findings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from valuepitch.errors import ERROR, WARNING
from valuepitch.wording import (
    CLASSES,
    Allowed,
    Checker,
    Entry,
    Finding,
    PatternError,
    Words,
    checked_languages,
    fold,
    joined,
    words,
)
from valuepitch.wording.check import keys_of
from valuepitch.wording.pattern import INFLECTIONS, Pattern, compiled, english_forms
from valuepitch.wording.tokens import tokens


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


# --- patterns ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "pattern, text, phrases",
    [
        ("best in class", "A best in class network.", ["best in class"]),
        ("best in class", "A best-in-class network.", ["best-in-class"]),
        ("best-in-class", "The best in class.", ["best in class"]),
        ("best in class", "A best‑in‐class network.", ["best‑in‐class"]),
        ("best in class", "A “best” in «class».", ["best” in «class"]),
        ("best in class", "best\nin\n  class", ["best\nin\n  class"]),
        ("best in class", "A BEST-IN-CLASS network, Best in Class.", ["BEST-IN-CLASS", "Best in Class"]),
        ("best in class", "The best class in school.", []),
        ("best in class", "The bestin class.", []),
        ("best", "The bestseller, the second-best.", ["best"]),
        ("huge", "Huge.", ["Huge"]),
        ("huge", "", []),
        (
            "(market|industry) leading",
            "An industry-leading, market-leading firm.",
            ["industry-leading", "market-leading"],
        ),
        ("(market|industry) leading", "A class-leading firm.", []),
        ("(a|no) (big|huge) gain", "A huge gain and no big gain.", ["A huge gain", "no big gain"]),
        ("optimi*", "Optimise, optimizing and optimism; optimal.", ["Optimise", "optimizing", "optimism"]),
        ("un*", "It unlocks.", ["unlocks"]),
        ("*scaling", "Upscaling, autoscaling, scaling, scaled.", ["Upscaling", "autoscaling", "scaling"]),
        ("in our * opinion", "In our humble opinion.", ["In our humble opinion"]),
        ("in our * opinion", "In our opinion, in our 3 opinion.", []),
        ("your *", "Lift your sales.", ["your sales"]),
    ],
)
def test_a_pattern_finds_words_in_their_order(pattern: str, text: str, phrases: list[str]) -> None:
    assert found(pattern, text) == phrases


@pytest.mark.parametrize(
    "pattern, text, phrases",
    [
        ("up to #", "up to 40, up to 40%, up to 3x", ["up to 40", "up to 40%", "up to 3x"]),
        ("up to #%", "up to 40, up to 40%, up to 3x", ["up to 40%"]),
        ("up to #x", "up to 40, up to 40%, up to 3x, up to 10X", ["up to 3x", "up to 10X"]),
        ("up to #%", "up to 12.5 %", ["up to 12.5 %"]),
        ("up to #", "up to $1.2M and up to €1,250.50", ["up to $1.2M", "up to €1,250.50"]),
        ("up to #", "up to ten", []),
        ("up to #", "up to {outlay} and up to {npv}", ["up to {outlay}", "up to {npv}"]),
        ("up to #", "up to {total:DA}", ["up to {total:DA}"]),
        ("up to #", "up to {Outlay!r}", []),
        ("save #% or more", "Save 20% or more.", ["Save 20% or more"]),
    ],
)
def test_a_sign_finds_any_figure_percentage_or_multiple(pattern: str, text: str, phrases: list[str]) -> None:
    assert found(pattern, text) == phrases


@pytest.mark.parametrize("pattern", ["let's go", "let’s go"])
@pytest.mark.parametrize("text", ["Let's go now.", "Let’s go now."])
def test_straight_and_curly_apostrophes_are_one(pattern: str, text: str) -> None:
    assert [phrase.replace("’", "'") for phrase in found(pattern, text)] == ["Let's go"]


@pytest.mark.parametrize("between", [", ", ". ", "; ", ": ", " – ", " / ", "! ", "? ", ") "])
def test_no_phrase_reaches_over_a_comma_a_stop_or_a_dash(between: str) -> None:
    assert found("cutting edge", f"The cutting{between}edge of the blade.") == []


@pytest.mark.parametrize(
    "pattern, text, language, phrases",
    [
        ("iyi", "İYİ bir sonuç", "tr", ["İYİ"]),
        ("ışık", "IŞIK hızı", "tr", ["IŞIK"]),
        ("İYİ IŞIK", "iyi ışık", "tr", ["iyi ışık"]),
        ("in it", "IN IT", "en", ["IN IT"]),
        ("in it", "ın ıt", "en", []),
        ("istanbul", "İstanbul and ISTANBUL", "en", ["İstanbul", "ISTANBUL"]),
        ("istanbul", "İSTANBUL ISTANBUL", "tr", ["İSTANBUL"]),
    ],
)
def test_the_case_of_i_follows_the_language(pattern: str, text: str, language: str, phrases: list[str]) -> None:
    assert found(pattern, text, "fixed", language) == phrases


@given(st.text(max_size=40), st.sampled_from(["en", "tr"]))
@example("İİ", "en")
@example("ẞ İ ﬃ", "tr")
def test_a_folded_text_is_as_long_as_the_text(text: str, language: str) -> None:
    assert len(fold(text, language)) == len(text)


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "   ",
        "-",
        "*",
        "* of the art",
        "up to #5",
        "best, in class",
        "best in class.",
        "(best practice|first)",
        "()",
        "(a|)",
        "((a|b)|c)",
        "a|b",
        "**",
        "wo*rd",
        "*scal*",
        "up to 40%, at most",
        "a & b",
        "(*|many) customers",
        "(many customers",
        "many customers)",
    ],
)
def test_what_cannot_be_read_as_a_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        at_once(entry(pattern))


@pytest.mark.parametrize(
    "pattern, found_in, kept_in",
    [
        ("up to 40%", ["Up to 40%.", "up to 12.5 %", "up to 25%"], ["up to 40", "up to 3x"]),
        ("3x faster", ["A 3x faster press, 10X faster."], ["3% faster"]),
        ("50", ["50", "12", "40%"], ["fifty"]),
        ("(50|sixty) percent", ["60 percent", "Sixty percent"], ["seventy percent"]),
        ("save $1.2M", ["Save €900."], ["save money"]),
    ],
)
def test_a_figure_in_a_pattern_stands_for_any_figure_of_its_kind(
    pattern: str, found_in: list[str], kept_in: list[str]
) -> None:
    read = at_once(entry(pattern))
    assert [text for text in found_in if not read.find(text)] == []
    assert [text for text in kept_in if read.find(text)] == []


@pytest.mark.parametrize("unreadable", ["", "a, b", "(best practice|first)"])
def test_an_unreadable_phrase_of_unless_or_beside_is_refused_at_once(unreadable: str) -> None:
    with pytest.raises(PatternError):
        at_once(entry("huge", unless=(unreadable,)))
    with pytest.raises(PatternError):
        at_once(entry("huge"), hype=(unreadable,))
    with pytest.raises(PatternError):
        at_once(entry("huge"), allow=(unreadable,))


def test_a_list_that_is_made_by_and_by_is_refused_when_the_words_are_first_needed() -> None:
    made = Words("en", (entry("huge", unless=("a, b",)), entry("gain")))
    read = Checker(made)
    assert [finding.phrase for finding in read.find("A gain.")] == ["gain"]
    with pytest.raises(PatternError):
        read.find("A huge gain.")
    with pytest.raises(PatternError):
        Checker(made, at_once=True)


def test_what_is_not_looked_up_by_words_is_refused_at_once_in_any_case() -> None:
    for made in (
        Words("en", (), allowed=(Allowed("a, b", "a colleague asked"),)),
        Words("en", (), beside={"hype": ("a, b",)}),
        Words("en", (Entry("hype", (), "x", regex="(["),)),
    ):
        with pytest.raises(PatternError):
            Checker(made)


def test_the_words_of_an_error_name_the_pattern() -> None:
    with pytest.raises(PatternError, match=re.escape("40%, in the pattern up to 40%, at most")):
        at_once(entry("up to 40%, at most"))
    with pytest.raises(PatternError, match="no regular expression"):
        at_once(Entry("hype", (), "x", regex="(["))


@pytest.mark.parametrize("pattern, text", [("*ly", "Really."), ("*s", "Gains."), ("o*", "Of."), ("*e", "A e.")])
def test_an_ending_or_a_beginning_may_be_short(pattern: str, text: str) -> None:
    assert len(found(pattern, text)) == 1


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


# --- what makes words right -------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, phrases",
    [
        ("Our leverage grows.", ["leverage"]),
        ("The operating leverage grows.", []),
        ("The leverage of debt grows.", []),
        ("The operating, leverage grows.", ["leverage"]),
        ("Operating leverage differs; the leverage stays.", ["leverage"]),
        ("The operating leverages differ.", []),
    ],
)
def test_words_inside_a_phrase_of_unless_are_right(text: str, phrases: list[str]) -> None:
    read = checker(entry("leverage", how="noun", unless=("operating leverage", "leverage of (debt|capital)")))
    assert [finding.phrase for finding in read.find(text)] == phrases


def test_unless_covers_the_whole_finding_and_not_a_part_of_it() -> None:
    read = checker(entry("market leading", unless=("leading indicator",)))
    assert len(read.find("a market-leading indicator")) == 1


def test_unless_of_one_entry_leaves_the_others_alone() -> None:
    read = checker(entry("key", unless=("key value",)), entry("value"))
    assert [finding.phrase for finding in read.find("A key value is key.")] == ["value", "key"]


def test_turkish_phrases_of_unless_take_suffixes() -> None:
    read = checker(entry("en iyi", unless=("en iyi tahmin",)), language="tr")
    assert read.find("Yönetimin en iyi tahminine göre.") == []
    assert len(read.find("En iyi ürün.")) == 1


@pytest.mark.parametrize(
    "text, phrases", [("The Platform Alpha runs.", []), ("A platform runs.", ["platform"]), ("Platform Alphas.", [])]
)
def test_what_the_user_allows_is_not_found(text: str, phrases: list[str]) -> None:
    read = checker(entry("platform"), allow=("platform alpha",))
    assert [finding.phrase for finding in read.find(text)] == phrases


@pytest.mark.parametrize(
    "texts, where",
    [
        (["It is guaranteed by clause 12."], []),
        (["It is guaranteed; clause 12 binds."], []),
        (["Guaranteed up to $1.2M, as in clause 12"], []),
        (["Clause 12 binds. It is guaranteed."], [0]),
        (["It is guaranteed! Clause 12 binds."], [0]),
        (["Guaranteed by clause 12. It is guaranteed."], [0]),
        (["It is guaranteed.", "See clause 12."], [0]),
        (["See clause 12.", "It is guaranteed."], [1]),
        (["See clause 12.", "It is guaranteed.", "Guaranteed in clause 3."], [1]),
        (["It is guaranteed by a clause."], [0]),
    ],
)
def test_a_phrase_beside_makes_a_class_right_in_its_own_sentence_alone(texts: list[str], where: list[int]) -> None:
    read = checker(entry("guaranteed", word_class="promise"), promise=("clause #",))
    assert [index for index, _ in read.find_all(texts)] == where


def test_a_phrase_beside_holds_for_its_class_alone() -> None:
    read = checker(entry("guaranteed", word_class="promise"), entry("huge"), promise=("clause #",))
    assert [finding.phrase for finding in read.find("A huge gain, guaranteed by clause 12.")] == ["huge"]


# --- regular expressions ----------------------------------------------------------------------


def regex(pattern: str, word_class: str = "false_precision", unless: tuple[str, ...] = ()) -> Entry:
    return Entry(word_class, (), "the whole number", None, unless, pattern)


def test_a_regular_expression_reads_the_text_in_lower_case() -> None:
    assert [f.phrase for f in checker(regex(r"roi of \d+\.\d{2}%")).find("An ROI of 412.37%.")] == ["ROI of 412.37%"]
    turkish = checker(regex(r"ışık \d+"), language="tr")
    assert [f.phrase for f in turkish.find("IŞIK 12")] == ["IŞIK 12"]


@pytest.mark.parametrize("text", ["It's 412.37%", "It’s 412.37%"])
def test_a_regular_expression_reads_curly_apostrophes_as_straight_ones(text: str) -> None:
    assert [f.phrase for f in checker(regex(r"it's \d+\.\d{2}%")).find(text)] == [text]


@pytest.mark.parametrize("pattern", [r"^act now", r"act now$", r"\Aact now\Z"])
def test_a_regular_expression_knows_beginning_and_end_of_every_text(pattern: str) -> None:
    read = checker(regex(pattern, "urgency"))
    assert [index for index, _ in read.find_all(["Act now", "Act now", "Act now"])] == [0, 1, 2]


@pytest.mark.parametrize("pattern", [r"grow[^.]*guaranteed", r"grow\W+guaranteed", r"(?s)grow.*guaranteed"])
def test_a_regular_expression_reaches_over_no_end_of_a_text(pattern: str) -> None:
    assert checker(regex(pattern, "promise")).find_all(["We grow", "guaranteed"]) == []


@pytest.mark.parametrize("pattern", ["x*", r"\b", r"(?=box)", r" *"])
def test_an_empty_match_of_a_regular_expression_is_no_finding(pattern: str) -> None:
    phrases = [f.phrase for f in checker(regex(pattern)).find("A box.")]
    assert phrases == (["x"] if pattern == "x*" else [])


def test_unless_allow_and_beside_hold_for_regular_expressions_too() -> None:
    text = "The 412.37% of clause 12."
    assert checker(regex(r"412\.37%", unless=("the #% of clause",))).find(text) == []
    assert checker(regex(r"412\.37%"), allow=("the #% of clause",)).find(text) == []
    assert checker(regex(r"412\.37%", "promise"), promise=("clause #",)).find(text) == []
    # In its own sentence alone, as for words.
    texts = ["412.37%", "clause 12", "Clause 12 binds. It is 412.37%."]
    other = checker(regex(r"412\.37%", "promise"), promise=("clause #",)).find_all(texts)
    assert [index for index, _ in other] == [0, 2]
    assert len(checker(regex(r"412\.37%", unless=("the clause",))).find(text)) == 1


# --- findings ---------------------------------------------------------------------------------


def test_a_finding_says_what_is_wrong_and_what_to_write() -> None:
    (finding,) = checker(Entry("superlative", ("best in class",), "the measure")).find("A Best-in-Class network.")
    assert (finding.start, finding.end, finding.phrase) == (2, 15, "Best-in-Class")
    assert finding.message == "says “Best-in-Class”, a superlative without a source"
    assert finding.hint == "write: the measure"


@pytest.mark.parametrize("word_class", CLASSES)
def test_superlatives_promises_and_urgency_are_errors_and_the_rest_warnings(word_class: str) -> None:
    (finding,) = checker(entry("huge", word_class=word_class)).find("A huge gain.")
    assert finding.severity == (ERROR if word_class in ("superlative", "promise", "urgency") else WARNING)


def test_of_two_of_which_one_holds_the_other_the_longer_is_kept() -> None:
    read = checker(entry("leading"), entry("industry leading"), entry("leading maker of valves"), entry("valves"))
    assert [f.phrase for f in read.find("An industry-leading maker.")] == ["industry-leading"]
    assert [f.phrase for f in read.find("A leading maker of valves.")] == ["leading maker of valves"]


def test_of_two_that_overlap_each_with_words_of_its_own_both_are_kept() -> None:
    read = checker(entry("industry leading"), entry("leading maker of valves"), entry("valves"))
    assert [f.phrase for f in read.find("The industry-leading maker of valves.")] == [
        "industry-leading",
        "leading maker of valves",
    ]


def test_two_that_only_touch_are_both_kept() -> None:
    assert [f.phrase for f in checker(entry("huge"), entry("gain")).find("A huge gain, huge.")] == [
        "huge",
        "gain",
        "huge",
    ]


@pytest.mark.parametrize("text", ["A guaranteed huge gain of note.", "A huge gain, guaranteed huge gain of note."])
def test_one_that_stops_a_build_is_kept_though_a_longer_one_holds_it(text: str) -> None:
    for stops in ("guaranteed", "gain", "guaranteed huge"):
        read = checker(entry("guaranteed huge gain of note"), entry(stops, word_class="promise"))
        last = read.find(text)[-1]
        assert (last.phrase, last.severity) == (stops, ERROR)


@pytest.mark.parametrize("mild_first", [True, False])
def test_of_two_on_the_same_words_the_one_that_stops_a_build_is_kept(mild_first: bool) -> None:
    entries = [entry("huge"), entry("huge", word_class="promise")]
    (finding,) = checker(*(entries if mild_first else entries[::-1])).find("Huge.")
    assert finding.severity == ERROR
    (finding,) = checker(*(entries[:1]), regex("huge", "promise")).find("Huge.")
    assert finding.severity == ERROR


def test_a_phrase_that_several_entries_hold_is_found_once() -> None:
    assert len(checker(entry("huge", "huge", "hug*"), entry("huge", word_class="promise")).find("Huge.")) == 1


@pytest.mark.parametrize(
    "pattern, text",
    [
        ("#% off", "A cut of 40% off."),
        ("#% off", "40% off"),
        ("#x faster", "It runs 3x faster."),
        ("# varan", "Yılda %40’a varan."),
    ],
)
def test_a_finding_that_begins_with_a_figure_begins_at_the_figure(pattern: str, text: str) -> None:
    (finding,) = checker(entry(pattern)).find(text)
    assert text[finding.start : finding.end] == finding.phrase


def test_places_are_those_inside_each_text() -> None:
    texts = ["A huge gain.", "", "Huge.", "None here.", "40% off, a huge cut.", "x huge"]
    placed = checker(entry("huge"), entry("#% off")).find_all(texts)
    assert [(index, f.start, f.end) for index, f in placed] == [
        (0, 2, 6),
        (2, 0, 4),
        (4, 0, 7),
        (4, 11, 15),
        (5, 2, 6),
    ]
    assert all(texts[index][f.start : f.end] == f.phrase for index, f in placed)


def test_no_phrase_reaches_from_one_text_into_the_next() -> None:
    assert checker(entry("best in class")).find_all(["The best", "in class", "-in-class"]) == []


@pytest.mark.parametrize("texts", [[], [""], ["", ""]])
def test_where_there_is_no_text_there_is_no_finding(texts: list[str]) -> None:
    assert checker(entry("huge"), regex("x+")).find_all(texts) == []


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
