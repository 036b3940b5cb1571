"""The wording check: what makes words right, regular expressions, and the places of findings."""

from __future__ import annotations

import pytest
from checkers import checker, entry, regex

from valuepitch.errors import ERROR, WARNING
from valuepitch.wording import CLASSES, Entry

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
