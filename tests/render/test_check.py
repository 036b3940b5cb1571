"""The check of a finished file objects to every broken one."""

from __future__ import annotations

import io

import pikepdf
import pytest

from valuepitch.render.check import check_pdf


def tagged(pages: int = 1) -> pikepdf.Pdf:
    """A minimal file that passes."""
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page()
    pdf.Root.Lang = "en"
    pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
    pdf.Root.StructTreeRoot = pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot)
    pdf.docinfo["/Title"] = "x"
    return pdf


def found(pdf: pikepdf.Pdf) -> str:
    out = io.BytesIO()
    pdf.save(out)
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
    pdf.attachments["x.txt"] = b"x"
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[])
    said = found(pdf)
    assert "attachments" in said
    assert "a form" in said


def test_a_font_that_is_not_embedded() -> None:
    pdf = tagged()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    pdf.pages[0].obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    assert "F1 is not embedded" in found(pdf)


def test_what_is_no_file_at_all() -> None:
    assert "does not open" in "; ".join(check_pdf(b"not a pdf"))
