"""The check of a finished file objects to every broken one."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pikepdf
import pytest

from valuepitch.render.check import check_pdf
from valuepitch.render.engine import Attachment, Options
from valuepitch.render.template import Template
from valuepitch.render.weasy import WeasyEngine

CLAIMS = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="3" pdfaid:conformance="A"/>
<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
</rdf:RDF></x:xmpmeta>"""
DAY = datetime(2026, 11, 23, tzinfo=UTC)
FIGURES = Attachment("figures.json", b'{"npv": 1}', "The figures of the page", "Data", DAY)
WORKBOOK = Attachment("workbook.xlsx", b"PK", "Live formulas", "Source", DAY)


def tagged(pages: int = 1) -> pikepdf.Pdf:
    """A minimal file that passes."""
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page()
    pdf.Root.Lang = "en"
    pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
    pdf.Root.StructTreeRoot = pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot)
    pdf.docinfo["/Title"] = "x"
    pdf.Root.Metadata = pdf.make_stream(CLAIMS)
    return pdf


def found(pdf: pikepdf.Pdf) -> str:
    out = io.BytesIO()
    pdf.save(out, fix_metadata_version=False)
    return "; ".join(check_pdf(out.getvalue()))


def test_a_sound_file_passes() -> None:
    assert found(tagged()) == ""


def test_two_pages() -> None:
    assert "2 pages" in found(tagged(2))


@pytest.mark.parametrize(("key", "said"), [("/Lang", "language"), ("/MarkInfo", "tags"), ("/StructTreeRoot", "tags")])
def test_something_is_missing(key: str, said: str) -> None:
    pdf = tagged()
    del pdf.Root[key]
    assert said in found(pdf)


def test_no_title() -> None:
    pdf = tagged()
    del pdf.docinfo["/Title"]
    assert "title" in found(pdf)


def test_a_link_that_is_no_link() -> None:
    pdf = tagged()
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("javascript:alert(1)"))
    annotation = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[0, 0, 1, 1], A=action)
    pdf.pages[0].obj.Annots = pikepdf.Array([annotation])
    assert "links to javascript:" in found(pdf)


def test_an_attachment_and_a_form() -> None:
    pdf = tagged()
    pdf.attachments["x.txt"] = pikepdf.AttachedFileSpec(pdf, b"x", filename="x.txt")
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[])
    said = found(pdf)
    assert "it has an attachment x.txt" in said
    assert "a form" in said


def test_a_font_that_is_not_embedded() -> None:
    pdf = tagged()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    pdf.pages[0].obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    assert "F1 is not embedded" in found(pdf)


def test_what_is_no_file_at_all() -> None:
    assert "does not open" in "; ".join(check_pdf(b"not a pdf"))


@pytest.mark.parametrize(
    ("claim", "other", "said"),
    [
        (b'part="3"', b'part="2"', "PDF/A-3a"),
        (b'conformance="A"', b'conformance="B"', "PDF/A-3a"),
        (b"<pdfuaid:part>1", b"<pdfuaid:part>2", "PDF/UA-1"),
        (b"pdfua/ns/id", b"pdfua/ns/other", "PDF/UA-1"),
    ],
)
def test_a_claim_that_is_not_made(claim: bytes, other: bytes, said: str) -> None:
    pdf = tagged()
    pdf.Root.Metadata = pdf.make_stream(CLAIMS.replace(claim, other))
    assert found(pdf) == f"it does not claim {said}"


def test_no_metadata_at_all_and_broken_ones() -> None:
    pdf = tagged()
    del pdf.Root.Metadata
    assert found(pdf) == "it does not claim PDF/A-3a; it does not claim PDF/UA-1"
    pdf.Root.Metadata = pdf.make_stream(b"<x")
    assert found(pdf) == "its metadata are damaged"


@pytest.fixture(scope="session")
def carrying(engine: WeasyEngine, page: dict[str, Any], template: Template) -> bytes:
    return engine.lay_out(page, template, Options()).pdf([WORKBOOK, FIGURES])


def test_the_attachments_that_are_expected(carrying: bytes) -> None:
    assert check_pdf(carrying, [WORKBOOK, FIGURES]) == []
    assert check_pdf(carrying, [FIGURES, WORKBOOK]) == []


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        ([], ["it has an attachment figures.json", "it has an attachment workbook.xlsx"]),
        ([FIGURES], ["it has an attachment workbook.xlsx"]),
        (
            [FIGURES, replace(WORKBOOK, name="other.xlsx"), WORKBOOK],
            ["it has no attachment other.xlsx"],
        ),
        (
            [FIGURES, replace(WORKBOOK, relationship="Data")],
            ["its attachment workbook.xlsx is related as Source, not as Data"],
        ),
        ([replace(FIGURES, data=b"{}"), WORKBOOK], ["its attachment figures.json has other bytes"]),
    ],
)
def test_other_attachments_than_expected(carrying: bytes, expected: list[Attachment], said: list[str]) -> None:
    assert sorted(check_pdf(carrying, expected)) == said


def test_an_attachment_that_is_associated_twice_or_not_at_all(carrying: bytes) -> None:
    with pikepdf.open(io.BytesIO(carrying)) as pdf:
        pdf.Root.AF.append(pdf.Root.AF[0])
        assert "its associated files are figures.json, workbook.xlsx, figures.json, its attachments" in found(pdf)
        del pdf.Root.AF
        assert "its associated files are none, its attachments figures.json, workbook.xlsx" in found(pdf)


def test_attachments_out_of_order(carrying: bytes) -> None:
    with pikepdf.open(io.BytesIO(carrying)) as pdf:
        first, one, second, other = pdf.Root.Names.EmbeddedFiles.Names
        pdf.Root.Names.EmbeddedFiles.Names = pikepdf.Array([second, other, first, one])
        out = io.BytesIO()
        pdf.save(out)
    assert check_pdf(out.getvalue(), [FIGURES, WORKBOOK]) == ["its attachments are not sorted by name"]


def test_an_attachment_on_the_page_itself() -> None:
    pdf = tagged()
    note = pikepdf.Dictionary(Subtype=pikepdf.Name.FileAttachment, Rect=[0, 0, 1, 1])
    pdf.pages[0].obj.Annots = pikepdf.Array([note])
    assert "an attachment on the page" in found(pdf)
