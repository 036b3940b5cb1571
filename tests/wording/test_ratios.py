"""Ratios of a page: its sentences, of whom it speaks, and the abbreviations that it leaves unexplained."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuepitch.wording import Allowed, PatternError, Words, read
from valuepitch.wording.ratios import Counter, Ratios, sentences

OWN = ("we", "us", "our", "we're")
THEIRS = ("you", "your", "you'll")


def counted(
    *texts: str,
    prose: tuple[str, ...] = (),
    labels: tuple[int, ...] = (),
    reader: tuple[str, ...] = (),
    seller: tuple[str, ...] = (),
    known: tuple[str, ...] = (),
    allow: tuple[str, ...] = (),
    language: str = "en",
) -> Ratios:
    allowed = tuple(Allowed(phrase, "the plant's own word") for phrase in allow)
    own, theirs = (("biz", "bizim"), ("siz", "sizin")) if language == "tr" else (OWN, THEIRS)
    made = Words(language, (), known=known, own=own, theirs=theirs, allowed=allowed)
    return Counter(made).count(prose, read(texts, language), labels, reader, seller)


# --- sentences --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, parts",
    [
        ("Cash comes in. Costs fall.", ["Cash comes in.", "Costs fall."]),
        ("Does it pay? It does! Good.", ["Does it pay?", "It does!", "Good."]),
        ("It pays $1.2M in month 16. 40% of it is sure.", ["It pays $1.2M in month 16.", "40% of it is sure."]),
        ("It costs a lot. $404K is due. €5 is not.", ["It costs a lot.", "$404K is due.", "€5 is not."]),
        ("It ends. ◆ pays. (Clause 4.) “So be it.”", ["It ends.", "◆ pays.", "(Clause 4.) “So be it.”"]),
        ("It ends.\nThe next.", ["It ends.", "The next."]),
        ("from 1.5 to 2.5 years", ["from 1.5 to 2.5 years"]),
        ("A heading without a stop", ["A heading without a stop"]),
        ("It loses. −$5K remains.", ["It loses.", "−$5K remains."]),
        ("e.g. the press, i.e. one machine", ["e.g. the press, i.e. one machine"]),
        ("", []),
    ],
)
def test_a_stop_before_a_capital_or_a_figure_ends_a_sentence(text: str, parts: list[str]) -> None:
    assert sentences([text]) == parts


@pytest.mark.parametrize(
    "text, parts",
    [
        ("Nakit 24. ayda artıya geçer.", 1),
        ("Nakit 24. ay sonunda artar. İkinci yıl durur.", 2),
        ("Maliyet 3. yılda düşer. %25 kalır. ₺9.400 biter.", 3),
        ("Bedel 2. taksitte ödenir. Çözüm yok. Şimdi biter. Ölçü var. Üç. Ğ.", 6),
        ("Gider 1.250.000 TL’dir.", 1),
        ("Işık yanar. Isı artar.", 2),
    ],
)
def test_a_turkish_ordinal_ends_no_sentence(text: str, parts: int) -> None:
    assert len(sentences([text])) == parts


def test_every_text_begins_a_sentence_of_its_own() -> None:
    assert sentences(["Cash comes", "in later"]) == ["Cash comes", "in later"]


@given(st.lists(st.text("Ab1 .?!,%◆", max_size=30), max_size=4))
def test_no_word_is_lost_between_sentences(prose: list[str]) -> None:
    assert [word for text in sentences(prose) for word in text.split()] == [w for text in prose for w in text.split()]


def test_mean_and_longest_count_words_with_a_letter_or_figure() -> None:
    found = counted(prose=("Cash comes in. It pays $1.2M – net – in month 16.", "Costs fall."))
    assert found.longest == ("It pays $1.2M – net – in month 16.", 7)
    assert found.mean == pytest.approx((3 + 7 + 2) / 3)


def test_of_two_that_are_as_long_the_first_is_the_longest() -> None:
    assert counted(prose=("One two. Three four.",)).longest == ("One two.", 2)


def test_a_page_without_prose_has_no_length() -> None:
    assert counted("a heading").mean == 0
    assert counted("a heading").longest == ("", 0)


def test_sentences_are_counted_in_the_prose_alone() -> None:
    assert counted("One two three four five.", prose=("One two.",)).longest == ("One two.", 2)


# --- of whom it speaks ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, theirs, own",
    [
        ("Your cost falls and you pay less.", 2, 0),
        ("We sell it. Our price is ours.", 0, 2),
        ("YOUR cost, Your price, your", 3, 0),
        ("You'll pay; you’ll see.", 2, 0),
        ("We're here, we’re there.", 0, 2),
        ("Youth, yours, bus, use, hour", 0, 0),
        ("It costs us, Us, in the US.", 0, 2),
        ("US prices, the US-made press, (US)", 0, 0),
        ("", 0, 0),
    ],
)
def test_words_for_you_and_us_are_counted(text: str, theirs: int, own: int) -> None:
    found = counted(text)
    assert (found.theirs, found.own, found.ours) == (theirs, own, own)


def test_turkish_words_for_you_and_us_are_counted_as_they_are_listed() -> None:
    found = counted("Sizin gideriniz, SİZ ve BİZ; bizim fiyatımız, bizler.", language="tr")
    assert (found.theirs, found.own) == (2, 2)


def test_names_of_reader_and_seller_are_added() -> None:
    found = counted("Your cost, our price.", reader=("Northfield", "Northfield"), seller=("Tally", "Acme", "Tally"))
    assert (found.theirs, found.ours, found.own) == (3, 4, 1)


def test_words_of_several_texts_are_counted_once_each() -> None:
    assert counted("your", "you", "your own", "we").theirs == 3


@pytest.mark.parametrize(
    "words",
    [
        Words("en", (), own=("our team", "we")),
        Words("en", (), theirs=("your", "your-own")),
        Words("tr", (), own=("bizim ekip",)),
        Words("en", (), own=("we,",)),
    ],
)
def test_what_is_counted_is_one_word_and_no_phrase(words: Words) -> None:
    with pytest.raises(PatternError):
        Counter(words)


@pytest.mark.parametrize(("text", "theirs", "own"), [("Ours, ourselves and our", 0, 3), ("Thou and thee", 2, 0)])
def test_a_word_of_a_list_may_have_any_ending_or_be_one_of_several(text: str, theirs: int, own: int) -> None:
    found = Counter(Words("en", (), own=("our*",), theirs=("(thou|thee)",))).count((), read([text], "en"))
    assert (found.theirs, found.own) == (theirs, own)


def test_in_the_readers_own_words_we_is_not_the_seller_and_you_is_the_reader() -> None:
    found = counted("Keep our plan and your plan.", "Our price, your cost.", labels=(0,))
    assert (found.theirs, found.own, found.ours) == (2, 1, 1)


def test_a_label_in_capitals_is_no_abbreviation_and_explains_none() -> None:
    assert counted("OEE", "The OEE rises.", labels=(0,)).unexplained == ("OEE",)
    assert counted("QUOTE", "A quote.", labels=(0,)).unexplained == ()
    assert counted("Effectiveness (OEE)", "The OEE rises.", labels=(0,)).unexplained == ("OEE",)


def test_one_counter_counts_every_page_anew() -> None:
    counter = Counter(Words("en", (), own=OWN, theirs=THEIRS))
    first, second = read(["We sell; you pay."], "en"), read(["You pay; you win."], "en")
    made = [counter.count((), page) for page in (first, second, first)]
    assert [(one.theirs, one.own) for one in made] == [(1, 1), (2, 0), (1, 1)]


# --- abbreviations ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "texts, unexplained",
    [
        (("The OEE rises.",), ("OEE",)),
        (("Overall equipment effectiveness (OEE) rises. OEE is 62%.",), ()),
        (("OEE (overall equipment effectiveness) rises.",), ()),
        (("Overall equipment effectiveness (OEE) rises.", "OEE is 62%."), ()),
        (("The MES and the OEE; MES again.",), ("MES", "OEE")),
        (("NPV and IRR",), ()),
        (("A big Press, McKay, x, A.",), ()),
        (("The ABCDEFG is no abbreviation.",), ()),
        (("The (OEE figure) is 62%.",), ("OEE",)),
        (("İVO ve FAVÖK’ün",), ("İVO", "FAVÖK")),
        (("İç verim oranı (İVO) yükselir.",), ()),
        (("İVO (iç verim oranı) yükselir.",), ()),
        ((), ()),
    ],
)
def test_an_abbreviation_is_explained_before_or_behind_its_brackets(
    texts: tuple[str, ...], unexplained: tuple[str, ...]
) -> None:
    assert counted(*texts, known=("NPV", "IRR")).unexplained == unexplained


def test_an_explanation_behind_the_first_use_comes_too_late() -> None:
    assert counted("The OEE rises.", "Overall equipment effectiveness (OEE) is 62%.").unexplained == ("OEE",)


def test_an_allowed_abbreviation_needs_no_explanation() -> None:
    assert counted("The OEE and the MES.", allow=("OEE",)).unexplained == ("MES",)
    assert counted("The OEE and the MES.", allow=("the OEE line",)).unexplained == ("OEE", "MES")
