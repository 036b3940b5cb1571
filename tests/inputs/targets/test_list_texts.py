"""Names, countries, languages and keys of rows: by the rules of the model, none of them changed silently."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.inputs.targets.conftest import Read, Said, rejected

from valuepitch.inputs.load import validate
from valuepitch.inputs.targets.table import objects
from valuepitch.inputs.targets.texts import read_texts
from valuepitch.model import Prospect
from valuepitch.model.texts import NAME_LENGTH
from valuepitch.text import clean, has_surrogate

HOSTILE = [
    "<img src=file:///etc/passwd>",
    "</style><link rel=attachment href=file:///etc/passwd>",
    '" style="background:url(http://127.0.0.1:9/x)',
    "{{ 7*7 }}{% raw %}",
    "شركة الاتصالات السعودية (STC)",
    "株式会社トヨタ",
    "Rocket 🚀 Co",
    'Smith & Sons <b>Ltd</b> "Q" \'s',
    "İŞ Bankası",
    "NA",
    "NULL",
    "None",
    "True",
    "1e5",
    "007",
    '=HYPERLINK("http://x","y")',
    "+1",
    "@SUM(1)",
    "＝1",
    "..",
    "../../etc/passwd",
    "C:\\x",
    "\\\\host\\share",
    "CON",
    "-rf",
    "$(id)",
    "A" * NAME_LENGTH,
]


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def test_hostile_names_are_taken_as_they_stand(read: Read) -> None:
    targets = read("name\n" + "".join(f"{quoted(name)}\n" for name in HOSTILE))
    assert list(targets.texts["name"]) == HOSTILE
    assert targets.rejects == ()
    for i, name in enumerate(HOSTILE):
        assert targets.prospect(i).data["name"] == name


@pytest.mark.parametrize(
    "name, reason, remedy",
    [
        ("", "company is empty", "write its name"),
        ("   ", "company is empty", "write its name"),
        ("\u200b", "company is empty", "write its name"),
        ("\u200d\u200c", "company is empty", "write its name"),
        ("A" * 10_000, "is 10000 characters long", "at most 120 fit; remove 9880"),
    ],
)
def test_a_name_that_is_none_or_too_long_is_rejected(name: str, reason: str, remedy: str, read: Read) -> None:
    targets = read(f"name,revenue\n{name},5\nBeta,6\n")
    assert rejected(targets) == [(2, "name", reason, remedy)]
    assert list(targets.texts["name"]) == ["Beta"]
    assert len(targets.rejects[0].value) <= 41


@pytest.mark.parametrize("name", ["Ac\x01\x1bme", "Ac\u202eme", "Ac\ufeffme"])
def test_marks_that_are_not_printed_are_dropped_with_a_warning(name: str, read: Read) -> None:
    targets = read(f"name\n{name}\n")
    assert list(targets.texts["name"]) == ["Acme"]
    (warning,) = targets.warnings
    assert (warning.row, warning.column, warning.reason) == (2, "name", "holds marks that are not printed")


def test_half_a_character_is_a_row_error() -> None:
    column = read_texts("name", objects(["Ac\ud800me", "Beta"]))
    assert [(i, said) for i, said, _ in column.faults] == [(0, "holds half a character (a lone surrogate)")]
    assert list(column.values) == ["", "Beta"]


@given(st.lists(st.text(max_size=130), max_size=5))
def test_a_column_of_names_reads_as_the_model_reads_each(names: list[str]) -> None:
    column = read_texts("name", objects(list(names)))
    wrong = {i for i, *_ in column.faults}
    for i, name in enumerate(names):
        loaded = clean(name)
        if has_surrogate(name) or len(loaded) > NAME_LENGTH:
            assert i in wrong
        elif loaded.strip("\u200c\u200d"):
            assert column.values[i] == loaded
        else:
            assert column.values[i] == ""


@pytest.mark.parametrize(
    "written, code",
    [
        ("US", "US"), ("us", "US"), ("United States", "US"), ("UNITED STATES", "US"), ("USA", "US"), ("U.S.", "US"),
        ("Türkiye", "TR"), ("TÜRKİYE", "TR"), ("Turkey", "TR"), ("Almanya", "DE"), ("Germany", "DE"), ("UK", "GB"),
        ("United Kingdom", "GB"), ("India", "IN"), ("INDIA", "IN"), ("Italy", "IT"), ("ITALY", "IT"), ("Kosovo", "XK"),
        ("South Korea", "KR"), ("Czech Republic", "CZ"), ("Czechia", "CZ"), ("Hong Kong", "HK"), ("", ""),
    ],
)  # fmt: skip
def test_a_country_is_a_code_or_its_name(written: str, code: str, read: Read) -> None:
    assert list(read(f"name,country\nAcme,{written}\n").texts["country"]) == [code]


@pytest.mark.parametrize(
    "column, cell, reason",
    [
        ("country", "Atlantis", "is Atlantis, no country"),
        ("currency", "DOLLAR", "is DOLLAR, not a currency"),
        ("language", "xx", "is xx, a language without a catalogue"),
        ("contact level", "boss", "is boss, not one of owner, cfo, controller, operations, it"),
        ("hurdle basis", "after", "is after, not one of before_tax, after_tax"),
    ],
)
def test_a_text_that_is_none_of_the_known_is_a_row_error(column: str, cell: str, reason: str, read: Read) -> None:
    targets = read(f"name,{column}\nAcme,{cell}\nBeta,\n")
    (reject,) = targets.rejects
    assert (reject.row, reject.column, reject.reason) == (2, column, reason)
    assert reject.remedy
    assert list(targets.texts["name"]) == ["Beta"]


# --- keys ---


def test_the_key_is_the_id_else_name_and_country(read: Read) -> None:
    assert list(read("Account ID,name\nA1,Acme\n,Beta\n").keys) == ["A1", "beta"]
    assert list(read("name,country\n ACME  Ltd,US\nAcme Ltd,DE\n").keys) == ["acme ltd|US", "acme ltd|DE"]


def test_the_second_of_a_key_is_a_reject_that_names_the_first(read: Read, said: Said) -> None:
    content = "id,name\n1,Acme\n2,Beta\n1,Gamma\n1,Delta\n"
    targets = read(content)
    assert list(targets.texts["name"]) == ["Acme", "Beta"]
    assert rejected(targets) == [
        (4, "id", "is the same account as row 2", "keep one, or give each an id"),
        (5, "id", "is the same account as row 2", "keep one, or give each an id"),
    ]
    assert said(content, strict=True) == [
        "list.csv:4:1  id  is the same account as row 2; keep one, or give each an id",
        "list.csv:5:1  id  is the same account as row 2; keep one, or give each an id",
    ]


def test_ids_that_differ_by_case_are_two(read: Read) -> None:
    assert list(read("id,name\n001aB,Acme\n001Ab,Acme\n").keys) == ["001aB", "001Ab"]


def test_all_that_is_wrong_with_a_row_is_told(read: Read) -> None:
    targets = read("name,country,revenue,employees\n,Atlantis,x,-1\n")
    assert [reject.column for reject in targets.rejects] == ["country", "revenue", "employees", "name"]
    assert targets.n == 0
    assert targets.read == 1


# --- one row as a prospect ---


def test_a_row_becomes_what_a_prospect_file_would_hold(read: Read) -> None:
    targets = read(
        "name,country,industry,NAICS code,contact name,contact title,revenue,employees,hurdle rate,tax rate,currency\n"
        "Acme,US,Machinery,3363,Ada Holm,CFO,1200000,40,11%,0.25,USD\n"
    )
    document = targets.prospect(0)
    mark = {"origin": "estimate"}
    assert document.data == {
        "name": "Acme",
        "country": "US",
        "sector": {"name": "Machinery", "code": "NAICS 3363"},
        "contact": {"name": "Ada Holm", "title": "CFO"},
        "currency": "USD",
        "financials": {"revenue": {"value": 1_200_000, **mark, "source": "list.csv, revenue"}},
        "employees": {"value": 40, **mark, "source": "list.csv, employees"},
        "hurdle_rate": {"value": "11%", **mark, "source": "list.csv, hurdle rate"},
        "tax_rate": {"value": "25%", **mark, "source": "list.csv, tax rate"},
    }
    assert document.place(("financials", "revenue", "value")) == (2, 7)
    loaded = validate(document, Prospect)
    assert loaded.problems == ()
    assert loaded.model is not None
    assert loaded.model.hurdle_rate is not None
    assert loaded.model.hurdle_rate.value == 0.11
    assert targets.column_of(("financials", "revenue")) == "revenue"
    assert targets.column_of(("contact", "title")) == "contact title"
    assert targets.column_of(("facts", "sites")) == ""


def test_a_contact_without_a_title_and_a_code_without_a_name(read: Read) -> None:
    document = read("name,contact name,sic,currency\nAcme,Ada Holm,6576,USD\n").prospect(0)
    assert "contact" not in document.data
    assert document.data["sector"] == {"code": "SIC 6576", "name": "SIC 6576"}
    assert validate(document, Prospect).problems == ()


@given(st.floats(0, 10).map(lambda value: round(value, 6)))
def test_a_rate_of_a_row_comes_back_to_the_last_bit(value: float) -> None:
    from valuepitch.inputs.written import percent_text
    from valuepitch.model.numbers import parse_number

    assert float(parse_number(percent_text(value))) == value


def test_a_list_can_be_cut(read: Read) -> None:
    targets = read("name,revenue\nAcme,1\nBeta,2\nGamma,3\n")
    cut = targets.only(targets.numbers["revenue"] >= 2)
    assert (cut.n, list(cut.keys), list(cut.rows)) == (2, ["beta", "gamma"], [3, 4])
    assert cut.prospect(1).data["name"] == "Gamma"


def test_texts_that_a_ranking_does_not_need_are_left_out(read: Read) -> None:
    content = "name,country,website,contact name,contact title,revenue\nAcme,US,x.example,Ada,CFO,5\n"
    few, every = read(content, columns="numbers"), read(content)
    assert set(every.texts) - set(few.texts) == {"website", "contact_name"}
    assert list(few.numbers["revenue"]) == list(every.numbers["revenue"])
