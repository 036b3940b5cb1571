"""What only the page says, how often it names the product, and how it speaks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from readings import DAY, PRODUCT, Changes, Read, page_of, paths, said, written

from valuepitch import build, evaluate
from valuepitch.errors import ERROR, WARNING, InputError
from valuepitch.inputs import wording
from valuepitch.page.spoken import Piece, pieces
from valuepitch.wording import Checker, Words
from valuepitch.wording.ratios import Counter


@pytest.mark.parametrize(
    "changes",
    [
        {"Less scrap": "World-class scrap"},
        {"Replacing the press": "world-class presses"},
        {"approve the order": "streamline the order"},
        {"ask: approve the order": 'ask: "save up to {hurdle_rate} of scrap"'},
    ],
    ids=["a name", "a word that gets a capital in the title", "a word of the decision", "a figure that is filled in"],
)
def test_words_that_came_from_a_file_are_named_there_alone(changes: Changes, read: Read) -> None:
    changes = {old: new.replace("{hurdle_rate}", "{cut}") for old, new in changes.items()}
    if "{cut}" in str(changes):
        changes["costs:\n"] = "assumptions: {cut: 40%}\ncosts:\n"
    assert [problem.file for problem in read(changes)] == ["product.yaml"]


def test_what_only_the_page_says_is_named_with_its_place_there(read: Read) -> None:
    (found,) = read(page={"summary": "A best-in-class case. It is told in few words."})
    assert str(found) == (
        "the page of Northfield  summary  says “best-in-class”, a superlative without a source; "
        "write: the measured difference and its source"
    )
    assert found.severity == ERROR


def test_the_page_is_named_after_the_prospect(read: Read) -> None:
    (found,) = read({"name: Northfield": "name: Harlow & Sons"}, page={"summary": "A best-in-class case."})
    assert found.file == "the page of Harlow & Sons"


def test_words_that_stand_in_a_file_are_named_there_alone_though_the_page_says_them_elsewhere(read: Read) -> None:
    found = read({"Less scrap": "World-class scrap"}, page={"summary": "A World-class case, best in class."})
    assert paths(found) == [
        (ERROR, "product.yaml", "benefits[0].name"),
        (ERROR, "the page of Northfield", "summary"),
    ]
    assert "“best in class”" in found[1].message


def test_a_word_of_a_text_in_another_language_hides_none_of_the_page(read: Read) -> None:
    changes = {"name: Less scrap": "name: {en: Less scrap, tr: World-class hurda}"}
    assert paths(read(changes, page={"summary": "A world-class case."})) == [
        (ERROR, "the page of Northfield", "summary")
    ]


def test_the_fingerprint_of_a_case_is_not_read(read: Read) -> None:
    footer = {"text": "Prepared by Maker.", "case": "Case ABCD-BEST in class 1 of 1"}
    assert read(page={"footer": footer}) == []


def test_the_same_words_on_the_page_are_told_once(read: Read) -> None:
    page = {"summary": "A world-class case.", "title": "A world-class case."}
    assert len(read(page=page)) == 1


# --- the trade name ---


def test_a_trade_name_in_the_action_is_an_error_there(read: Read) -> None:
    found = [problem for problem in read({"Replacing the press": "Replacing the press by Tally"}) if
             problem.severity == ERROR]  # fmt: skip
    assert [str(problem) for problem in found] == [
        "product.yaml:4:9  action  brings the trade name into the title; say what is done, without Tally"
    ]


@pytest.mark.parametrize("action", ["Tallying the scrap", "Replacing the tally", "Replacing a SuperTally"])
def test_a_word_that_holds_the_trade_name_is_not_the_trade_name(action: str, read: Read) -> None:
    assert [problem for problem in read({"Replacing the press": action}) if problem.severity == ERROR] == []


def test_a_trade_name_more_than_three_times_is_an_error(read: Read) -> None:
    # Once in the footer, and in the summary, the decision and its reason.
    changes = {"one press": "one Tally", "approve the order": "approve the Tally", "the lease ends soon": "Tally waits"}
    found = [problem for problem in read(changes) if problem.severity == ERROR]
    assert [str(problem) for problem in found] == [
        "product.yaml:1:7  name  stands 4 times on the page (summary, decision, footer); at most 3; use plain_name"
    ]


def test_a_trade_name_three_times_is_fine(read: Read) -> None:
    changes = {"one press": "one Tally", "approve the order": "approve the Tally"}
    assert [problem for problem in read(changes) if problem.severity == ERROR] == []


def test_a_trade_name_too_often_stops_the_build() -> None:
    changes = {"one press": "one Tally", "approve the order": "approve the Tally", "the lease ends soon": "Tally waits"}
    with pytest.raises(InputError) as stopped:
        build(*written(changes), "page.pdf", date=DAY)
    assert ("name", 1) in [(problem.path, problem.line) for problem in stopped.value.problems]
    assert not Path("page.pdf").exists()


# --- how the page speaks ---


def test_a_sentence_of_more_than_28_words_is_a_warning(read: Read) -> None:
    page = {"summary": f"It is {' '.join(['very'] * 26)} long."}
    assert said(read(page=page)) == [
        "warning: the page of Northfield  has a sentence of 29 words, “It is very very very very …”; "
        "at most 28 read well; part it"
    ]
    assert read(page={"summary": f"It is {' '.join(['very'] * 25)} long."}) == []


LONG = f"It is {' '.join(['very'] * 24)} long."  # 27 words


def test_long_sentences_on_average_are_a_warning(read: Read) -> None:
    (found,) = read(page={"summary": " ".join([LONG] * 100)})
    (line,) = said([found])
    words = r"has 2[45]\.\d words in a sentence on average; at most 18 read well; part some"
    assert re.fullmatch(f"warning: the page of Northfield  {words}", line)


def test_an_average_that_is_too_long_is_not_printed_as_the_most_that_is_read_well(read: Read) -> None:
    messages = [problem.message for n in range(8, 20) for problem in read(page={"summary": " ".join([LONG] * n)})]
    assert messages
    assert not [message for message in messages if message.startswith(("has 18 words", "has 18.0 words"))]


def test_the_list_of_what_is_not_costed_is_no_long_sentence(read: Read) -> None:
    # The program writes it, so that nobody can part it.
    kinds = PRODUCT[PRODUCT.index("no_cost:") : PRODUCT.index("decision:")]
    assert said(read({kinds: ""})) == []


def test_a_sentence_that_a_file_makes_too_long_is_a_warning_that_does_not_stop(read: Read) -> None:
    ask = "approve the order of one press and of the tools that go with it and of those who fit it"
    because = "the lease of the hall ends soon and the old press has to be out by then"
    (found,) = read({"approve the order": ask, "the lease ends soon": because})
    assert found.severity == WARNING
    assert "“approve the order of one press …”" in found.message


def test_a_page_that_speaks_too_much_of_the_seller_is_a_warning(read: Read) -> None:
    found = read({"Less scrap": "Less scrap by Maker"})
    assert {(problem.severity, problem.file) for problem in found} == {(WARNING, "the page of Northfield")}
    (problem,) = found
    assert problem.message.startswith("speaks of the seller ")
    assert problem.hint == "speak of the reader 3 times as often; use the plain name of the product"


@pytest.mark.parametrize(
    "summary, warned",
    [
        ("Maker.", True),
        ("Maker and you.", True),
        ("Maker, you, your plant, Northfield, and Dana Whitfield.", False),
        ("You and yours, your plant.", False),
    ],
)
def test_the_reader_is_spoken_of_three_times_as_often(summary: str, warned: bool, read: Read) -> None:
    # Without a summary of its own the page speaks of the seller twice, and of the reader seven times.
    found = [problem.message for problem in read(page={"summary": summary})]
    assert any(message.startswith("speaks of the seller 3 times") for message in found) == warned
    assert len(found) == warned


def test_a_language_without_a_word_list_is_not_counted(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [problem.message[:20] for problem in read(page={"summary": "Maker, Maker."})] == ["speaks of the seller"]
    bare = wording.Reading(Checker(Words("en", ())), Counter(Words("en", ())))
    monkeypatch.setattr(wording, "_built_in", lambda code: bare)
    assert read(page={"summary": "Maker, Maker."}) == []


def test_we_us_and_our_more_than_three_times_is_a_warning(read: Read) -> None:
    reader = "You, your plant, your press, your people, your scrap and your plan. " * 2
    three, four = "We press. Our press. Us.", "We press. Our press. Us and our scrap."
    assert read(page={"summary": reader + three}) == []
    (found,) = read(page={"summary": reader + four})
    assert said([found]) == [
        "warning: the page of Northfield  says we, us or our 4 times; at most 3 times; say what the reader gets"
    ]


def test_we_us_and_our_in_the_objectives_are_the_prospects(read: Read) -> None:
    aims = "\n".join(f"  - {{id: a{n}, text: Keep our scrap and our plan low}}" for n in range(3))
    assert (
        said(read({"  - {id: scrap, text: Halve the scrap}": f"  - {{id: scrap, text: Halve our scrap}}\n{aims}"}))
        == []
    )


@pytest.mark.parametrize(
    "part",
    ["sources.notes[0]", "objectives.note", "objectives.rows[0].name", "cash_flow.rows[0].name", "wrong.heading"],
)
def test_what_is_no_sentence_of_the_page_is_not_counted_as_one(part: str) -> None:
    assert not Piece(part, "A note.").is_prose


@pytest.mark.parametrize(
    "part", ["title", "summary", "decision.text", "footer.text", "sensitivity.note", "cash_flow.notes[1]"]
)
def test_what_is_made_of_sentences_is_prose(part: str) -> None:
    assert Piece(part, "A sentence.").is_prose


def test_objectives_on_the_page_are_in_the_prospects_own_words(read: Read) -> None:
    page = page_of(evaluate(*written()))
    labels = [piece for piece in pieces(page) if piece.is_label]
    assert [piece.text for piece in labels if not piece.place.endswith(".tag")] == ["Halve the scrap"]
    tags = [piece.text for piece in pieces(page) if piece.place.endswith(".tag")]
    assert tags
    assert [piece.text for piece in labels if piece.place.endswith(".tag")] == tags


@pytest.mark.parametrize(
    "summary, told",
    [("Maker.", "3 times"), ("Nobody.", "twice")],
)
def test_small_counts_are_told_in_words(summary: str, told: str, read: Read) -> None:
    changes = {"objectives:\n  - {id: scrap, text: Halve the scrap}\n": "", "    objective: scrap\n": ""}
    found = [problem.message for problem in read(changes, page={"summary": summary})]
    assert [message for message in found if message.startswith(f"speaks of the seller {told} and of the reader ")]


def test_a_country_in_capitals_is_not_us(read: Read) -> None:
    assert read(page={"summary": "In the US, in the US and in the US, in the US and in the US."}) == []


@pytest.mark.parametrize(
    "text, unexplained",
    [
        ("Less OEE loss", ["OEE"]),
        ("Less OEE and MTTR loss", ["OEE", "MTTR"]),
        ("Equipment effectiveness (OEE)", []),
        ("OEE (equipment effectiveness)", []),
        ("NPV, IRR, ROI and EBITDA", []),
        ("Less scrap in Hall B", []),
    ],
)
def test_an_abbreviation_that_is_not_explained_is_a_warning(text: str, unexplained: list[str], read: Read) -> None:
    assert said(read({"name: Less scrap": f'name: "{text}"'})) == [
        f"warning: the page of Northfield  does not explain {one}; "
        "write it out where it first stands, or allow it in wording.yaml"
        for one in unexplained
    ]


@pytest.mark.parametrize(
    "old, new",
    [
        ("name: Northfield", "name: ACME"),
        ("seller: Maker", "seller: MKR"),
        ("title: Analyst", "title: MBA"),
        ("Quote 7", "RFQ 7"),
        ("Ledger 5000", "GL 5000"),
        ("currency: USD", "currency: CHF"),
    ],
)
def test_a_name_in_capitals_is_no_abbreviation(old: str, new: str, read: Read) -> None:
    assert said(read({old: new})) == []


@pytest.mark.parametrize("origin", ["prospect", "filing", "quote", "evidence", "benchmark", "estimate", "unsourced"])
def test_a_tag_in_capitals_is_no_abbreviation(origin: str, read: Read) -> None:
    assert said(read({"origin: benchmark": f"origin: {origin}"})) == []
