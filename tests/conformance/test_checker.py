"""The checker objects to what is broken, says what and where, and lets pass what is good."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest

from .one_feature import page, table
from .rendering import rendered, unmarked
from .verapdf import failures, rules, verdict

FLAVOURS = ("ua1", "3a")
GOOD = page("<h2>More</h2><ul><li>Item</li></ul>")
LONG = table("<tr><th>Year</th><th>Value</th></tr>" + "<tr><td>One</td><td>1</td></tr>" * 40)

Change = Callable[[pikepdf.Pdf], None]


def changed(change: Change, encryption: pikepdf.Encryption | None = None) -> bytes:
    """A good PDF with one change."""
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(rendered(GOOD).pdf)) as pdf:
        change(pdf)
        pdf.save(file, fix_metadata_version=False, encryption=encryption)
    return file.getvalue()


def clauses(pdf: bytes) -> tuple[set[str], set[str]]:
    """The rules that a PDF breaks, of PDF/UA-1 and of PDF/A-3a."""
    ua1, a3a = (verdict(pdf, flavour).clauses for flavour in FLAVOURS)
    return ua1, a3a


def nothing(pdf: pikepdf.Pdf) -> None:
    """Only written again."""


def without(*path: str) -> Change:
    """A change that takes something out of the catalogue."""

    def change(pdf: pikepdf.Pdf) -> None:
        *parents, name = path
        place = pdf.Root
        for parent in parents:
            place = place[parent]
        del place[name]

    return change


def not_marked(pdf: pikepdf.Pdf) -> None:
    pdf.Root.MarkInfo.Marked = False


def with_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="1")


def with_a_loose_file(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["a.txt"] = b"a"


def without_font_files(pdf: pikepdf.Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and "/FontFile3" in thing:
            del thing["/FontFile3"]


@pytest.mark.parametrize(
    ("change", "ua1", "a3a"),
    [
        (nothing, "", ""),
        (without("/StructTreeRoot"), "7.1-11 7.1-3", "6.7.3.3-1"),
        (without("/Lang"), "7.2-2 7.2-33 7.2-34", ""),
        (without("/Metadata"), "7.1-8", "6.6.2.1-1"),
        (without("/OutputIntents"), "", "6.2.4.3-2"),
        (without("/ViewerPreferences", "/DisplayDocTitle"), "7.1-10", ""),
        (not_marked, "6.2-1", "6.7.2.2-1"),
        (with_script, "", "6.5.1-1"),
        (with_a_loose_file, "", "6.8-1"),
        (without_font_files, "7.21.4.1-1", "6.2.11.4.1-1"),
    ],
)
def test_one_change_to_a_good_file_breaks_its_rules(change: Change, ua1: str, a3a: str) -> None:
    assert clauses(changed(change)) == (set(ua1.split()), set(a3a.split()))


def test_a_locked_file_is_no_archive() -> None:
    assert clauses(changed(nothing, pikepdf.Encryption(owner="a", user=""))) == (set(), {"6.1.3-2"})


def test_a_file_with_something_in_front_fails_both() -> None:
    assert clauses(b"junk" + rendered(GOOD).pdf) == ({"6.1-1"}, {"6.1.2-1"})


def test_a_page_without_tags_fails_both() -> None:
    ua1, a3a = clauses(unmarked(GOOD))
    assert ua1 >= {"6.2-1", "7.1-11", "7.1-3", "7.1-8"}
    assert a3a >= {"6.1.3-1", "6.2.4.3-2", "6.6.2.1-1", "6.7.2.2-1", "6.7.3.3-1"}


def test_a_page_without_a_title_and_one_with_opacity_fail_as_accessible_pages_alone() -> None:
    assert clauses(rendered(page(head="")).pdf) == ({"7.1-9"}, set())
    assert clauses(rendered(page('<p style="opacity: 0.5">Faint</p>')).pdf) == ({"7.1-3"}, set())


def test_one_mark_is_not_the_other() -> None:
    assert clauses(unmarked(GOOD, "pdf/a-3a")) == ({"5-1"}, set())
    ua1, a3a = clauses(unmarked(GOOD, "pdf/ua-1"))
    assert ua1 == set()
    assert "6.6.4-1" in a3a


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_a_good_long_page_is_checked_in_many_places(flavour: str) -> None:
    found = verdict(rendered(LONG).pdf, flavour)
    assert found.failures == ()
    assert found.checks > 1000


def test_every_rule_of_the_profiles_is_read() -> None:
    assert [rules(flavour) for flavour in FLAVOURS] == [106, 155]


def test_a_failure_has_its_rule_its_words_and_its_place() -> None:
    found = failures(rendered(page("<h3>Skipped</h3>")).pdf, "ua1")
    assert len(found) == 1
    assert found[0].startswith("7.4.2-1: ")
    assert "heading" in found[0]
    assert found[0].endswith(" SEHn H3))")


def test_failures_are_sorted_and_each_is_named_once() -> None:
    found = failures(unmarked(GOOD), "3a")
    assert len(found) > 5
    assert found == sorted(set(found))


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"text" * 1000])
def test_what_is_not_a_pdf_cannot_be_judged(content: bytes) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        verdict(content, "3a")


def test_half_a_file_and_a_file_that_asks_for_a_password_cannot_be_judged() -> None:
    pdf = rendered(GOOD).pdf
    for content in (pdf[: len(pdf) // 2], changed(nothing, pikepdf.Encryption(owner="a", user="b"))):
        with pytest.raises(ValueError, match="cannot be read"):
            verdict(content, "ua1")


def test_another_flavour_is_refused() -> None:
    with pytest.raises(KeyError, match="1b"):
        verdict(rendered(GOOD).pdf, "1b")
