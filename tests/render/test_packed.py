"""The bytes of a file: the objects that pydyf would write, each once, where the table says."""

from __future__ import annotations

import hashlib
import io
import zlib

import pikepdf
import pydyf
import pytest

from valuepitch.render.packed import write


def document() -> pydyf.PDF:
    pdf = pydyf.PDF()
    drawn = pydyf.Stream([b"1 0 0 1 0 0 cm", pydyf.Array([1, 2.5]), "q", 3.0], {"Kind": "/Test"}, compress=True)
    plain = pydyf.Stream([b"packed already"], compress=False)
    pdf.add_object(drawn)
    pdf.add_object(plain)
    pdf.add_page(
        pydyf.Dictionary(
            {
                "Type": "/Page",
                "Parent": pdf.pages.reference,
                "MediaBox": pydyf.Array([0, 0, 100, 50.25]),
                "Contents": drawn.reference,
                "Resources": pydyf.Dictionary(),
                "Odd": pydyf.Dictionary({"Text": pydyf.String("a (b) \\ ğ"), "Whole": 2.0, "Small": 0.0000001}),
                "Plain": plain.reference,
            }
        )
    )
    pdf.info["Title"] = pydyf.String("Title")
    return pdf


def written(pdf: pydyf.PDF) -> bytes:
    output = io.BytesIO()
    write(pdf, output, "1.7", True, True)
    return output.getvalue()


def test_the_objects_are_those_that_pydyf_writes() -> None:
    output = io.BytesIO()
    document().write(output, "1.7", True, True)
    with pikepdf.open(output) as theirs, pikepdf.open(io.BytesIO(written(document()))) as ours:
        for pdf in (theirs, ours):
            assert pdf.check_pdf_syntax() == []
        assert ours.pdf_version == theirs.pdf_version == "1.7"
        assert ours.docinfo == theirs.docinfo
        for number in range(1, 7):
            one, other = ours.get_object(number, 0), theirs.get_object(number, 0)
            if isinstance(one, pikepdf.Stream):
                assert one.read_bytes() == other.read_bytes()
                said = [{key: value for key, value in item.items() if key != "/Length"} for item in (one, other)]
                assert said[0] == said[1]
            else:
                assert one.unparse() == other.unparse()


def test_a_stream_is_packed_once_or_as_it_is() -> None:
    data = written(document())
    assert b"packed already" in data
    assert zlib.compress(b"1 0 0 1 0 0 cm\n[1 2.5]\nq\n3", 6) in data


def test_the_identifier_is_a_digest_of_the_objects() -> None:
    one, again, other = document(), document(), document()
    other.info["Title"] = pydyf.String("Another title")
    marks = []
    for pdf in (one, again, other):
        with pikepdf.open(io.BytesIO(written(pdf))) as opened:
            first, second = (bytes(part) for part in opened.trailer.ID)
        assert first == second
        assert len(bytes.fromhex(first.decode())) == hashlib.md5(usedforsecurity=False).digest_size
        marks.append(first)
    assert marks[0] == marks[1] != marks[2]


def test_a_damaged_table_is_noticed() -> None:
    data = written(document())
    start = int(data.rsplit(b"startxref\n", 1)[1].split()[0])
    with pytest.raises(pikepdf.PdfError), pikepdf.open(io.BytesIO(data[: start - 200])) as pdf:
        pdf.check_pdf_syntax()
