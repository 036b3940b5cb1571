"""The words of the two files: what stops a build, what is never read, and what is the prospect's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from readings import DAY, Changes, Read, paths, said, written

from valuepitch import build, load_product, load_prospect
from valuepitch.errors import ERROR, WARNING, InputError


def test_two_files_of_plain_words_give_no_word(read: Read) -> None:
    assert said(read()) == []


# --- what stops a build ---

SUPERLATIVE = (
    "product.yaml:9:11  benefits[0].name  says “Best-in-class”, a superlative without a source; "
    "write: the measured difference and its source"
)


def test_a_superlative_in_a_profile_stops_the_build_and_writes_nothing(tmp_path: Path) -> None:
    files = written({"Less scrap": "Best-in-class scrap"})
    with pytest.raises(InputError) as stopped:
        build(*files, "page.pdf", date=DAY)
    assert said(stopped.value.problems) == [f"error: {SUPERLATIVE}"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["product.yaml", "prospect.yaml"]


def test_a_build_that_stops_leaves_an_older_page_as_it_was() -> None:
    Path("page.pdf").write_bytes(b"older")
    with pytest.raises(InputError):
        build(*written({"Less scrap": "Best-in-class scrap"}), "page.pdf", date=DAY)
    assert Path("page.pdf").read_bytes() == b"older"


@pytest.mark.parametrize(
    "old, new, place, phrase",
    [
        ("plain_name: one press", "plain_name: a world-class press", "product.yaml:3:15  plain_name", "world-class"),
        ("Replacing the press", "Installing the unrivalled press", "product.yaml:4:24  action", "unrivalled"),
        ("{name: Press,", "{name: World-class press,", "product.yaml:7:12  costs[0].name", "World-class"),
        ("migration: none", "migration: risk-free", "product.yaml:20:14  no_cost.migration", "risk-free"),
        ("approve the order", "act now", "product.yaml:27:17  decision.ask", "act now"),
        ("the lease ends soon", "it is risk-free", "product.yaml:27:67  decision.because", "risk-free"),
        ("{value: 1_200", "{label: Unrivalled yield, value: 1_200", "product.yaml:11:21  benefits[0].amount.label",
         "Unrivalled"),
    ],
)  # fmt: skip
def test_every_text_of_a_profile_is_read_at_its_place(old: str, new: str, place: str, phrase: str, read: Read) -> None:
    found = [problem for problem in read({old: new}) if problem.severity == ERROR]
    assert [str(problem).partition(",")[0] for problem in found] == [f"{place}  says “{phrase}”"]
    assert found[0].hint.startswith("write: ")


def test_a_text_of_another_language_is_read_in_its_own(read: Read) -> None:
    found = read({"name: Less scrap": "name: {en: Less scrap, tr: Benzersiz hurda}"})
    assert [str(problem).partition(";")[0] for problem in found] == [
        "product.yaml:9:32  benefits[0].name.tr  says “Benzersiz”, a superlative without a source"
    ]


def test_a_word_is_no_finding_where_its_language_is_another(read: Read) -> None:
    assert read({"name: Less scrap": "name: {en: Less scrap, tr: Robust}"}) == []


def test_a_warning_does_not_stop_a_build() -> None:
    built = build(*written({"Less scrap": "A robust cut in scrap"}), "page.pdf", date=DAY)
    assert built.path == Path("page.pdf")
    assert built.path.is_file()
    assert [line for line in said(built.warnings) if "% full" not in line] == [
        "warning: product.yaml:9:13  benefits[0].name  says “robust”, an adjective that nothing measures; "
        "write: the tested load or failure rate"
    ]


def test_a_build_that_stops_tells_errors_as_problems_and_no_warning_as_one() -> None:
    files = written({"Less scrap": "Best-in-class scrap", "{name: Press,": "{name: Robust press,"})
    with pytest.raises(InputError) as stopped:
        build(*files, "page.pdf", date=DAY)
    # What is counted and printed as a problem is to be mended; a warning is not.
    assert str(stopped.value) == "prospect.yaml and product.yaml: 1 problem"


def test_two_models_made_in_python_are_read_too() -> None:
    prospect, product = written({"Less scrap": "Best-in-class scrap"})
    with pytest.raises(InputError) as stopped:
        build(load_prospect(prospect), load_product(product), date=DAY)
    (problem,) = stopped.value.problems
    assert (problem.file, problem.path, problem.line) == ("product", "benefits[0].name", 0)


# --- what is never read ---

NAMES = {
    "a prospect": ("name: Northfield", "name: Best-in-Class Solutions"),
    "a contact": ("Dana Whitfield", "World-Class Dana"),
    "a contact's title": ("title: Treasurer", "title: Treasurer of World-Class Works"),
    "a preparer": ("Lee Okan", "Unrivalled Okan"),
    "a preparer's title": ("title: Analyst", "title: Best-in-class analyst"),
    "a seller": ("seller: Maker", "seller: World-Class Presses"),
    "a product": ("name: Tally", "name: Unrivalled"),
    "a sector": ("name: Car parts", "name: World-class car parts"),
    "a source of the prospect": ("Capital plan", "World-class capital plan"),
    "a source of a cost": ("Quote 7", "Best-in-class quote 7"),
    "a source of an amount": ("Plant log", "Best-in-class plant log"),
    "a clause of a contract": ("contract: Clause 4", "contract: Best-in-class clause 4"),
    "a ledger line": ("Ledger 5000", "Ledger of world-class scrap"),
}


@pytest.mark.parametrize("old, new", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize("title", ["Treasurer", "Controller", "Owner"])
def test_a_name_is_never_read(title: str, old: str, new: str, read: Read) -> None:
    # A controller sees the ledger lines too.
    changes = {old: new} | ({} if old == "title: Treasurer" else {"title: Treasurer": f"title: {title}"})
    assert said(read(changes)) == []


def test_a_prospect_called_best_in_class_solutions_gets_its_page() -> None:
    built = build(*written({"name: Northfield": "name: Best-in-Class Solutions"}), "page.pdf", date=DAY)
    assert Path("page.pdf").is_file()
    assert [line for line in said(built.warnings) if "says" in line] == []


@pytest.mark.parametrize(
    "changes",
    [
        {"name: Northfield": "name: Best-in-Class Solutions", "Less scrap": "Less scrap at Best-in-Class Solutions"},
        {"seller: Maker": "seller: World-Class Presses", "{name: Press,": "{name: Fee of World-Class Presses,"},
        {"name: Northfield": "name: Unrivalled Castings", "Halve the scrap": "Halve Unrivalled Castings’ scrap"},
    ],
    ids=["a benefit", "a cost", "an objective"],
)
def test_a_name_is_not_read_inside_a_text_of_the_files(changes: Changes, read: Read) -> None:
    assert [line for line in said(read(changes)) if "says" in line] == []


def test_a_word_beside_a_name_is_read(read: Read) -> None:
    found = read({"name: Northfield": "name: World-Class Castings", "Less scrap": "World-class scrap"})
    assert paths(found) == [(ERROR, "product.yaml", "benefits[0].name")]


# --- the prospect's own words ---


@pytest.mark.parametrize(
    "old, new, place",
    [
        ("Halve the scrap", "Become best-in-class", "objectives[0].text"),
        ("the lease ends,", "act now or lose the lease,", "pressures[0].text"),
        ("{text: the lease ends, date: 2027-02-01}",
         "{text: the lease ends, date: 2027-02-01}\n  - {text: act now or lose the hall, date: 2027-03-01}",
         "pressures[1].text"),
        ("{text: the lease ends, date: 2027-02-01}", "{text: an unrivalled fall in scrap, date: 2026-02-01}",
         "pressures[0].text"),
    ],
    ids=["an objective", "a pressure", "a second pressure", "a recent event"],
)  # fmt: skip
def test_a_sellers_word_in_the_prospects_own_words_is_a_warning(old: str, new: str, place: str, read: Read) -> None:
    assert paths(read({old: new})) == [(WARNING, "prospect.yaml", place)]


def test_other_texts_of_a_prospect_file_are_read_as_the_profile_is(read: Read) -> None:
    facts = "facts: {loss: {label: World-class loss, value: 5%}}\n"
    found = read({"pressures:\n": facts + "pressures:\n"})
    assert paths(found) == [(ERROR, "prospect.yaml", "facts.loss.label")]
