"""From two files to one page: fingerprint, faults of formulas, hostile names, glyphs, the same bytes again."""

from __future__ import annotations

import io
import os
import re
import socket
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pypdfium2 as pdfium
import pytest

from valuepitch import Product, Prospect, build, evaluate, load_product, load_prospect
from valuepitch.case.fingerprint import fingerprint
from valuepitch.errors import InputError, PageOverflowError, TemplateError
from valuepitch.render.check import check_pdf
from valuepitch.render.template import load_template

QUICKSTART = Path(__file__).parents[1] / "samples" / "quickstart"
DAY = date(2026, 11, 23)
NAME = "Northfield Components, Inc."

Write = Callable[..., tuple[Path, Path]]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes the quickstart files with parts replaced: ``write({old: new})``."""

    def make(changes: dict[str, str] | None = None) -> tuple[Path, Path]:
        missed = set(changes or {})
        for file in ("prospect.yaml", "product.yaml"):
            text = (QUICKSTART / file).read_text("utf-8")
            for old, new in (changes or {}).items():
                missed -= {old} if old in text else set()
                text = text.replace(old, new)
            (tmp_path / file).write_text(text, "utf-8")
        assert not missed, missed
        return tmp_path / "prospect.yaml", tmp_path / "product.yaml"

    return make


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def page_text(data: bytes) -> str:
    """The text of the only page, without the breaks between lines."""
    with pdfium.PdfDocument(data) as document:
        assert len(document) == 1
        return " ".join(str(document[0].get_textpage().get_text_bounded()).split())


def bare(text: str) -> str:
    return "".join(text.split())


def title(data: bytes) -> str:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return str(pdf.docinfo["/Title"])


def problems_of(error: InputError) -> list[str]:
    return [str(problem).removeprefix(str(Path(problem.file).parent) + os.sep) for problem in error.problems]


# --- fingerprint ---


def mark(files: tuple[Path, Path], day: date = DAY, template: str = "digest") -> str:
    return fingerprint(load_prospect(files[0]), load_product(files[1]), day, template)


def test_a_fingerprint_is_eight_hex_digits(write: Write) -> None:
    assert re.fullmatch(r"[0-9A-F]{4}-[0-9A-F]{4}", mark(write()))


@pytest.mark.parametrize(
    "changes",
    [
        {"name: Northfield": "# a comment\nname: Northfield"},
        {"currency: USD\n": "currency: USD      # dollars\n\n\n"},
        {"country: US\ncurrency: USD\n": "currency: USD\ncountry: US\n"},
        {"{value: 148_000_000, source: FY2026 accounts, origin: prospect}":
         "{origin: prospect, value: 148_000_000, source: FY2026 accounts}"},
        {"value: 11%": "value: 0.11"},
        {"value: 11%": "value: 11.0 %"},
        {"risk: 25%": "risk: 0.25"},
        {"risk: 25%": "risk: {value: 25%}"},
        {"hurdle_rate: 12%": "hurdle_rate: 0.12"},
        {"value: 27%, low: 22%": "value: 27%, low: 0.22"},
        {"value: 27%, low: 22%, high: 33%": "value: 0.27, low: 0.22, high: 0.33, unit: rate"},
        {"value: 148_000_000": "value: 148000000"},
        {"amount: 318_000": "amount: 318000.00"},
        {"Northfield Components, Inc.": "'Northfield Components, Inc.'"},
        {"Dana Whitfield": "  Dana   Whitfield "},
        {"circuit_spend:\n    label: Carrier and circuit spend, a year\n    value: 2_140_000":
         "circuit_spend:\n    value: 2_140_000\n    label: Carrier and circuit spend, a year"},
    ],
    ids=lambda changes: str(*changes.values())[:40],
)  # fmt: skip
def test_a_fingerprint_does_not_see_how_a_thing_is_written(changes: dict[str, str], write: Write) -> None:
    assert mark(write(changes)) == mark(write())


def test_a_fingerprint_does_not_see_how_letters_are_composed(write: Write) -> None:
    composed, apart = (unicodedata.normalize(form, "Café Şişli") for form in ("NFC", "NFD"))
    assert composed != apart
    assert mark(write({NAME: composed})) == mark(write({NAME: apart}))


@pytest.mark.parametrize(
    "changes",
    [
        {"value: 148_000_000": "value: 148_000_001"},
        {"value: 11%": "value: 11.5%"},
        {"high: 33%": "high: 34%"},
        {"month: 0, capital": "month: 1, capital"},
        {"circuit_spend * rate_reduction": "circuit_spend * rate_reduction * 1"},
        {NAME: "Northfield Components Inc."},
        {"source: Plant log": "source: Plant book"},
        {"label: Sites": "label: Places"},
        {"by: 2026-12-15": "by: 2026-12-16"},
        {"horizon_months: 36": "horizon_months: 35"},
    ],
    ids=lambda changes: str(*changes.values())[:40],
)
def test_a_fingerprint_changes_with_every_figure_and_text(changes: dict[str, str], write: Write) -> None:
    assert mark(write(changes)) != mark(write())


def test_a_fingerprint_changes_with_the_date_and_the_template(write: Write) -> None:
    files = write()
    assert len({mark(files), mark(files, date(2026, 11, 24)), mark(files, DAY, "other")}) == 3


def test_the_fingerprint_of_a_page_is_printed_on_it(write: Write) -> None:
    files = write()
    made = build(*files, date=DAY)
    assert made.fingerprint == mark(files, DAY, load_template().digest)
    assert made.fingerprint in page_text(made.pdf)


def test_the_date_of_a_page_is_today_unless_it_is_given(write: Write) -> None:
    files = write()
    before = date.today()
    made = build(*files)
    days = {before, date.today()}
    assert made.fingerprint in {mark(files, day, load_template().digest) for day in days}


# --- formulas without a value ---


@pytest.mark.parametrize(
    "old, new, place",
    [
        ("circuit_spend * rate_reduction", "circuit_spend / (sites - 14)", "27:13  benefits[0].amount"),
        ("circuit_spend * rate_reduction", "5 + circuit_spend / (sites - 14)", "27:17  benefits[0].amount"),
        ("{amount: outage_hours * outage_cut", "{amount: 1 / (sites - 14)", "36:22  benefits[1].effect.amount"),
        ("amount: 318_000", "amount: 318_000 / (sites - 14)", "21:48  costs[0].amount"),
    ],
)
def test_a_division_by_zero_is_reported_where_it_stands(old: str, new: str, place: str, write: Write) -> None:
    with pytest.raises(InputError) as caught:
        evaluate(*write({old: new}))
    assert problems_of(caught.value) == [
        f"product.yaml:{place}  divides by zero; "
        "guard it, such as when(b > 0, a / b, 0), or mend the facts that it names"
    ]  # fmt: skip


def test_a_division_by_zero_at_one_end_of_a_range_is_reported_too(write: Write) -> None:
    changes = {"value: 14,": "value: 14, low: 0,", "circuit_spend * rate_reduction": "circuit_spend / sites"}
    with pytest.raises(InputError) as caught:
        evaluate(*write(changes))
    assert len(caught.value.problems) == 1
    assert "divides by zero" in caught.value.problems[0].message


def test_every_formula_without_a_value_is_reported_at_once(write: Write) -> None:
    changes = {
        "circuit_spend * rate_reduction": "1 / (sites - 14)",
        "admin_hours * hourly_cost * admin_cut": "(0 - sites) ** 0.5",
    }
    with pytest.raises(InputError) as caught:
        evaluate(*write(changes))
    assert [problem.path for problem in caught.value.problems] == ["benefits[0].amount", "benefits[2].amount"]


def test_a_guarded_division_is_no_problem(write: Write) -> None:
    guarded = "when(sites > 14, circuit_spend / (sites - 14), circuit_spend * rate_reduction)"
    plain = evaluate(*write()).data()["measures"]["npv"]
    assert evaluate(*write({"circuit_spend * rate_reduction": guarded})).data()["measures"]["npv"] == plain


# --- hostile names ---


class Watch:
    """What the process opens and connects to while it is watched."""

    active = False
    seen: list[str] = []

    @classmethod
    def note(cls, event: str, details: tuple[Any, ...]) -> None:
        if cls.active and (event.startswith("socket.") or (event == "open" and "passwd" in str(details[0]))):
            cls.seen.append(f"{event} {details}")


sys.addaudithook(Watch.note)


@pytest.fixture
def watched() -> Iterator[list[str]]:
    Watch.seen = []
    Watch.active = True
    yield Watch.seen
    Watch.active = False


def test_the_watch_sees_a_file_and_a_connection(watched: list[str]) -> None:
    Path("/etc/passwd").read_bytes()
    with socket.socket() as one:
        one.settimeout(0.2)
        one.connect_ex(("127.0.0.1", 9))
    assert any(line.startswith("open") for line in watched)
    assert any(line.startswith("socket.connect") for line in watched)


HOSTILE = [
    "<img src=file:///etc/passwd>",
    "</style><link rel=attachment href=file:///etc/passwd>",
    '" style="background:url(http://127.0.0.1:9/x)',
    "{{ 7*7 }}{% raw %}",
    'Smith & Sons <b>Ltd</b> "Q" \'s',
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_printed_literally_and_fetches_nothing(name: str, write: Write, watched: list[str]) -> None:
    fields = [NAME, "Dana Whitfield", "Chief Financial Officer", "Meridian Networks", "Carrier contracts renew"]
    fields += ["Hold operating cost at 21% of revenue", "Rate reduction on renewal", "Quote Q-2291"]
    made = build(*write({field: quoted(name) for field in fields}), date=DAY)
    assert watched == []
    assert bare(page_text(made.pdf)).count(bare(name)) >= 5
    assert title(made.pdf).startswith(f"{name}: ")
    assert check_pdf(made.pdf, made.attachments) == []
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        assert sorted(pdf.attachments) == ["figures.json", "workbook.xlsx"]
        assert "/Annots" not in pdf.pages[0]


def test_placeholders_in_names_are_printed_as_they_stand(write: Write) -> None:
    fields = [NAME, "Dana Whitfield", "Chief Financial Officer", "Meridian Networks", "Quote Q-2291"]
    made = build(*write({field: quoted("{outlay} {nam}") for field in fields}), date=DAY)
    assert page_text(made.pdf).count("{outlay} {nam}") >= 3
    assert title(made.pdf) == "{outlay} {nam}: Investment case for {outlay} {nam}, {outlay} {nam}"


def test_placeholders_in_texts_are_filled_and_other_braces_stay(write: Write) -> None:
    made = build(*write({"approve {outlay} for installation": "approve {outlay} at {sites} {{ 7*7 }} {x!r}"}), date=DAY)
    assert "pprove $404K at 14 {{ 7*7 }} {x!r}" in page_text(made.pdf)


@pytest.mark.parametrize("written", ['"Ac\\0me Ltd"', '"Ac\\x01\\x1bme Ltd"', '"\\u202EAcme\\u202C Ltd"'])
def test_a_name_with_hidden_marks_is_printed_without_them(written: str, write: Write) -> None:
    made = build(*write({NAME: written}), date=DAY)
    assert title(made.pdf).startswith("Acme Ltd")
    assert "Acme Ltd" in page_text(made.pdf)
    assert [(warning.line, warning.path) for warning in made.warnings] == [(2, "name")]
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        assert ElementTree.fromstring(pdf.Root.Metadata.read_bytes()) is not None


def test_a_name_of_120_letters_stays_on_the_page(write: Write) -> None:
    made = build(*write({NAME: "A" * 120}), date=DAY)
    with pdfium.PdfDocument(made.pdf) as document:
        page = document[0]
        text = page.get_textpage()
        boxes = [text.get_charbox(index) for index in range(text.count_chars())]
        width, height = page.get_size()
    assert bare(page_text(made.pdf)).count("A" * 120) >= 1
    assert all(min(box[:2]) >= 0 and box[2] <= width and box[3] <= height for box in boxes)


@pytest.mark.parametrize("name", ["İŞ Bankası Çağlayan Şişli", "007 Ærø Łódź €5 ₺ – − ≥"])
def test_letters_that_the_fonts_have_are_printed(name: str, write: Write) -> None:
    made = build(*write({NAME: name}), date=DAY)
    assert bare(name) in bare(page_text(made.pdf))


# --- characters without a glyph ---


@pytest.mark.parametrize(
    "old, new, said",
    [
        (NAME, "株 Northfield", "prospect.yaml:2:7  name  has 株 (U+682A, CJK UNIFIED IDEOGRAPH-682A)"),
        (NAME, "Rocket 🚀 Co", "prospect.yaml:2:7  name  has 🚀 (U+1F680, ROCKET)"),
        ("Dana Whitfield", "Dana 株", "prospect.yaml:8:17  contact.name  has 株 (U+682A, CJK UNIFIED IDEOGRAPH-682A)"),
        (
            "Carrier contracts renew",
            "Carrier contracts renew 🚀",
            "prospect.yaml:32:12  pressures[0].text  has 🚀 (U+1F680, ROCKET)",
        ),
        ("Meridian Networks", "شركة", "product.yaml:3:9  seller  has ش (U+0634, ARABIC LETTER SHEEN), "),
    ],
)
def test_a_character_that_no_font_has_is_named_with_its_field(old: str, new: str, said: str, write: Write) -> None:
    with pytest.raises(InputError) as caught:
        build(*write({old: new}), date=DAY)
    (problem,) = problems_of(caught.value)
    assert problem.startswith(said)
    assert problem.endswith("which no font of the page has; write it in Latin letters")


def small_case(last_label: str) -> tuple[Prospect, Product]:
    """A case with room on its page for every one of its twelve inputs; the last is named by no formula."""
    facts = {f"f{i}": {"label": f"Count {i}", "value": 100 + i, "unit": "count"} for i in range(11)}
    facts["last"] = {"label": last_label, "value": 5, "unit": "count"}
    gain = {"name": "Gain", "kind": "cash", "amount": "f0 * 12", "ramp": {"from_month": 1, "months_to_full": 1}}
    return (
        Prospect.model_validate({"name": "Acme", "currency": "USD", "hurdle_rate": 0.1, "facts": facts}),
        Product.model_validate(
            {
                "name": "Tool",
                "seller": "Maker",
                "plain_name": "a tool",
                "action": "Using a tool",
                "currency": "USD",
                "costs": [{"name": "Price", "amount": 1000, "month": 0}],
                "benefits": [gain],
            }
        ),
    )


def test_an_input_that_is_listed_only_where_there_is_room_is_printed_where_there_is() -> None:
    assert "Nameless count" in page_text(build(*small_case("Nameless count"), date=DAY).pdf)


def test_a_character_that_no_font_has_is_named_in_such_an_input_too() -> None:
    with pytest.raises(InputError) as caught:
        build(*small_case("Nameless 株"), date=DAY)
    (problem,) = caught.value.problems
    assert str(problem).startswith("prospect  facts.last.label  has 株 (U+682A, CJK UNIFIED IDEOGRAPH-682A)")


# --- bytes ---


def test_the_same_inputs_give_the_same_bytes_whatever_was_made_before(write: Write) -> None:
    first = build(*write(), date=DAY).pdf
    other = build(*write({NAME: "Southfield"}), page="letter", date=DAY).pdf
    with pytest.raises(InputError):
        build(*write({NAME: "株"}), date=DAY)
    assert build(*write(), date=DAY).pdf == first
    assert other != first
    assert "Southfield" not in page_text(first)


def test_the_same_inputs_give_the_same_bytes_in_another_process(write: Write, tmp_path: Path) -> None:
    prospect, product = write()
    command = [sys.executable, "-m", "valuepitch", "build", str(prospect), "-p", str(product)]
    subprocess.run(
        [*command, "-o", str(tmp_path / "page.pdf"), "--date", DAY.isoformat()],
        check=True,
        capture_output=True,
        timeout=50,
        env={**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
    )
    pdf = build(prospect, product, date=DAY).pdf
    assert (tmp_path / "page.pdf").read_bytes() == pdf
    assert str(tmp_path).encode() not in pdf
    assert b"file://" not in pdf


# --- what build gives ---


def test_without_an_output_nothing_is_written(write: Write, tmp_path: Path) -> None:
    made = build(*write(), date=DAY)
    assert made.pdf.startswith(b"%PDF-")
    assert 0.5 < made.fill <= 1.0
    assert list(made.measures) == ["Net present value", "Internal rate of return", "Payback", "Return on investment"]
    assert made.warnings == ()
    assert made.path is None
    assert sorted(path.name for path in tmp_path.iterdir()) == ["product.yaml", "prospect.yaml"]


def test_the_measures_of_a_page_in_another_language_have_their_english_names() -> None:
    folder = QUICKSTART.parent / "makine-tr"
    made = build(folder / "prospect.yaml", folder / "product.yaml", date=DAY)
    assert list(made.measures) == ["Net present value", "Internal rate of return", "Payback", "Return on investment"]
    assert made.measures["Net present value"].startswith("₺")


def test_an_output_folder_gets_a_file_named_after_the_prospect(write: Write, tmp_path: Path) -> None:
    made = build(*write({NAME: "../../etc/CON"}), tmp_path, date=DAY)
    assert made.path == tmp_path / "etc-con.pdf"
    assert made.path.read_bytes() == made.pdf


@pytest.mark.parametrize("page", ["A4", "a5", ""])
def test_another_paper_is_a_mistake_of_the_caller(page: str, write: Write) -> None:
    with pytest.raises(ValueError, match="not one of a4, letter"):
        build(*write(), page=page, date=DAY)


@pytest.mark.parametrize("template", ["nope", "../onepager", "/etc", "Onepager"])
def test_a_template_that_is_not_there_is_named(template: str, write: Write) -> None:
    changes = {"name: Managed site network": f"name: Managed site network\ntemplate: {template}"}
    with pytest.raises(
        TemplateError, match=f"there is no template {re.escape(template)}; known: board, onepager, owner"
    ):
        build(*write(changes), date=DAY)


def test_a_title_that_does_not_fit_names_its_field_and_how_much_to_remove(write: Write) -> None:
    changes = {
        "facts:\n": "facts:\n  s: {value: 148_000_000, unit: count}\n",
        "Consolidating {sites} site networks": f'"{"{s}" * 20}"',
    }
    with pytest.raises(
        PageOverflowError, match=r"action  makes a title of \d+ characters; at most 140 fit; remove \d+"
    ):
        build(*write(changes), date=DAY)
