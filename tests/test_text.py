"""Cleaning, file names out of names, placeholders and near misses."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from valuepitch.text import clean, did_you_mean, fill, first_upper, has_surrogate, nearest, placeholders, slug

LEGAL = re.compile(r"[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?")
DEVICES = {"con", "prn", "aux", "nul", "conin", "conout", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))}
FEW = settings(max_examples=60, deadline=None, database=None)


@pytest.mark.parametrize(
    "written, printed",
    [
        ("  Acme   Ltd ", "Acme Ltd"),
        ("Ac\x00me", "Acme"),
        ("Ac\x01\x1bme", "Acme"),
        ("Ac\x7f\x9fme", "Acme"),
        ("two\tparts\nin\r\nlines", "two parts in lines"),
        ("one\u2028two\u2029three\x85four", "one two three four"),
        ("\ufeffAcme\u200b \u2060Ltd", "Acme Ltd"),
        ("Acme \u202eexe.txt\u202c Ltd", "Acme exe.txt Ltd"),
        ("\u2066Acme\u2069 \u200eLtd\u200f", "Acme Ltd"),
        ("A\ufffeB\uffffC\ufdd0D\U0001ffffE", "ABCDE"),
        ("Cafe\u0301", "Café"),
        ("株式\u3000会社", "株式 会社"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("İŞ Bankası", "İŞ Bankası"),
        ('<img src=file:///etc/passwd> & "Q" \'s', '<img src=file:///etc/passwd> & "Q" \'s'),
        ("{{ 7*7 }}{% raw %}", "{{ 7*7 }}{% raw %}"),
        ("007", "007"),
        ("", ""),
        (" \u200b\ufeff\t", ""),
    ],
)
def test_clean_gives_one_line_without_hidden_marks(written: str, printed: str) -> None:
    assert clean(written) == printed


def test_clean_leaves_a_lone_surrogate_for_the_caller_to_refuse() -> None:
    assert clean("a\ud800b") == "a\ud800b"
    assert has_surrogate("a\ud800b")
    assert not has_surrogate("Rocket 🚀 Co")


@FEW
@given(st.text(max_size=60))
@example("e\u200b\u0301")
@example("a \u202e b")
@example("\u3000 \t")
def test_a_cleaned_text_is_composed_trimmed_and_stays_as_it_is(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert cleaned == unicodedata.normalize("NFC", cleaned)
    assert cleaned == cleaned.strip()
    assert "  " not in cleaned
    assert not any(unicodedata.category(c) == "Cc" for c in cleaned)


@pytest.mark.parametrize(
    "name, file",
    [
        ("Northfield Components, Inc.", "northfield-components-inc"),
        ("İŞ Bankası", "is-bankasi"),
        ("Çağrı Işık Şğüö", "cagri-isik-sguo"),
        ("Straße Ærø Łódź Đà Þór Œuvre", "strasse-aero-lodz-da-thor-oeuvre"),
        ("Ａｃｍｅ ①", "acme-1"),
        ("CON", "page-con"),
        ("con.", "page-con"),
        ("nul.txt", "nul-txt"),
        ("COM¹", "page-com1"),
        ("LPT9", "page-lpt9"),
        ("aux .txt", "aux-txt"),
        ("AUX", "page-aux"),
        ("CONIN$", "page-conin"),
        ("..", "page"),
        (".", "page"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\x", "c-x"),
        ("\\\\host\\share", "host-share"),
        ("-rf", "rf"),
        ("~root", "root"),
        ("$(id)", "id"),
        (".htaccess", "htaccess"),
        ("🚀", "page"),
        ("株式会社", "page"),
        ("شركة (STC)", "stc"),
        ("", "page"),
        ("   ", "page"),
        ("\u202eevil", "evil"),
        ("A" * 200, "a" * 60),
        ("a" * 59 + " b", "a" * 59),
    ],
)
def test_slug_is_a_file_name_that_every_system_accepts(name: str, file: str) -> None:
    assert slug(name) == file


def test_slug_takes_the_fallback_where_nothing_is_left() -> None:
    assert (slug("🚀", "target"), slug("CON", "target")) == ("target", "target-con")


@FEW
@given(st.text(max_size=90))
@example("CON")
@example("\u0130")
@example("²")
@example("a" * 59 + "-b")
@example("K\u212a")
def test_every_slug_is_legal_and_no_device(text: str) -> None:
    made = slug(text)
    assert LEGAL.fullmatch(made)
    assert made not in DEVICES
    assert slug(made) == made


@pytest.mark.parametrize(
    "text, filled",
    [
        ("approve {outlay} now", "approve $404K now"),
        ("{outlay}{npv}", "$404K$662K"),
        ("{{ 7*7 }}", "{{ 7*7 }}"),
        ("{outlay!r}", "{outlay!r}"),
        ("{outlay:>9}", "{outlay:>9}"),
        ("{outlay.__class__}", "{outlay.__class__}"),
        ("{0} {} {Outlay} { outlay }", "{0} {} {Outlay} { outlay }"),
        ("{% raw %}", "{% raw %}"),
        ("50% of {", "50% of {"),
    ],
)
def test_fill_replaces_plain_names_and_leaves_everything_else(text: str, filled: str) -> None:
    assert fill(text, {"outlay": "$404K", "npv": "$662K"}) == filled


def test_fill_does_not_read_its_own_figures_again() -> None:
    assert fill("{a}", {"a": "{b}", "b": "x"}) == "{b}"


def test_fill_takes_a_function_for_values() -> None:
    assert fill("{a} and {b}", str.upper) == "A and B"


def test_fill_without_a_value_names_the_placeholder() -> None:
    with pytest.raises(KeyError, match="nam"):
        fill("{nam}", {"name": "x"})


def test_placeholders_are_the_plain_names_in_order() -> None:
    assert placeholders("{b} {a!r} {{ 7*7 }} {a_1} {b}") == ["b", "a_1", "b"]


@pytest.mark.parametrize(
    "word, meant",
    [("revenu", "revenue"), ("Revenue", "revenue"), ("hurdle_rat", "hurdle_rate"), ("zzz", None), ("", None)],
)
def test_nearest_finds_the_name_that_was_meant(word: str, meant: str | None) -> None:
    assert nearest(word, ["hurdle_rate", "revenue", "payroll"]) == meant


@pytest.mark.parametrize(
    "word, known, hint",
    [
        ("nmae", ["name", "title"], "did you mean name?"),
        ("zzz", ["title", "name"], "known: name, title"),
        ("zzz", [], "none is known here"),
    ],
)
def test_a_hint_names_the_nearest_or_all(word: str, known: list[str], hint: str) -> None:
    assert did_you_mean(word, known) == hint


@pytest.mark.parametrize("text, upper", [("net cash", "Net cash"), ("", ""), ("éa", "Éa"), ("NPV", "NPV")])
def test_first_upper_changes_the_first_letter_alone(text: str, upper: str) -> None:
    assert first_upper(text) == upper
