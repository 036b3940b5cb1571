"""What a page carries: claims, properties and attachments, the same bytes everywhere, and read back as they were."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pikepdf
import pytest

from valuepitch.errors import FileError
from valuepitch.render import attachments
from valuepitch.render.attachments import PDFA, UA, read, values, xmp
from valuepitch.render.check import check_pdf
from valuepitch.render.engine import Attachment, Options
from valuepitch.render.template import Template
from valuepitch.render.weasy import WeasyEngine

from .conftest import SAMPLE

DAY = datetime(2026, 11, 23, tzinfo=UTC)
CARRIED = [
    Attachment("workbook.xlsx", b"PK" * 500, "Live formulas", "Source", DAY),
    Attachment("figures.json", b'{"npv": 1}', "The figures of the page", "Data", DAY),
    Attachment("müşteri.yaml", b"name: x\n", "What the seller wrote", "Source", DAY),
    Attachment("b.csv", b"", "Empty", "Data", DAY),
    Attachment("a.csv", b"", "Empty too", "Source", DAY),
]
PROPERTIES = {
    "Fingerprint": "7F3A-91C2",
    "SHA-256 of workbook.xlsx": "ab" * 32,
    "SHA-256 of figures and more.json": "cd" * 32,
    "Seller": "Şirket & <Sons>",
}

Draw = Callable[..., bytes]


@pytest.fixture(scope="session")
def draw(engine: WeasyEngine, page: dict[str, Any], template: Template) -> Draw:
    laid = engine.lay_out(page, template, Options())
    return laid.pdf


@pytest.fixture(scope="session")
def carrying(draw: Draw) -> bytes:
    return draw(CARRIED, PROPERTIES)


def changed(pdf: bytes, change: Callable[[Any], None], **options: Any) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        change(document.Root)
        document.save(out, fix_metadata_version=False, **options)
    return out.getvalue()


def nothing(root: Any) -> None:
    """Leaves a document as it is."""


def test_the_page_claims_both_standards_in_one_rdf_element(draw: Draw) -> None:
    with pikepdf.open(io.BytesIO(draw())) as document:
        packet = xmp(document)
        assert document.Root.Metadata.read_bytes().count(b"<rdf:RDF") == 1
    assert values(packet, PDFA) == {"part": "3", "conformance": "A"}
    assert values(packet, UA) == {"part": "1"}


def test_what_goes_in_comes_out(carrying: bytes) -> None:
    found = read(carrying)
    assert found.files == {file.name: file.data for file in CARRIED}
    assert found.relationships == {file.name: file.relationship for file in CARRIED}
    assert list(found.files) == sorted(found.files)
    assert found.properties == PROPERTIES
    assert check_pdf(carrying, CARRIED) == []


def test_a_page_that_carries_nothing(draw: Draw) -> None:
    found = read(draw())
    assert (found.files, found.relationships, found.properties) == ({}, {}, {})
    assert check_pdf(draw()) == []


def test_each_attachment_is_associated_once_with_its_date_and_kind(carrying: bytes) -> None:
    with pikepdf.open(io.BytesIO(carrying)) as document:
        assert len(document.Root.AF) == len(CARRIED)
        streams = {str(spec.UF): spec.EF.F for spec in document.Root.AF}
        kinds = {name: str(stream.Subtype)[1:] for name, stream in streams.items()}
        dates = {str(stream.Params[key]) for stream in streams.values() for key in ("/CreationDate", "/ModDate")}
    assert kinds == {file.name: file.mime for file in CARRIED}
    assert kinds["müşteri.yaml"] == "application/yaml"
    assert dates == {"D:20261123000000Z"}


def test_properties_stand_in_the_document_information_as_they_are_called(carrying: bytes) -> None:
    with pikepdf.open(io.BytesIO(carrying)) as document:
        said = {str(key)[1:]: str(text) for key, text in document.docinfo.items()}
    assert PROPERTIES.items() <= said.items()


def test_every_property_is_declared(carrying: bytes) -> None:
    with pikepdf.open(io.BytesIO(carrying)) as document:
        packet = xmp(document)
    names = {item.text for item in packet.iter("{http://www.aiim.org/pdfa/ns/property#}name")}
    assert names == {"part", *values(packet, attachments.NAMESPACE)}


def test_drawing_again_gives_the_same_bytes(draw: Draw, carrying: bytes) -> None:
    assert draw(CARRIED[::-1], dict(reversed(PROPERTIES.items()))) == carrying
    assert draw() == draw() != carrying


SCRIPT = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from valuepitch import pipeline
from valuepitch.page.compose import ChartSizes, compose
from valuepitch.render.engine import Attachment, Options
from valuepitch.render.template import load_template
from valuepitch.render.weasy import WeasyEngine
folder = Path(sys.argv[1])
case = pipeline.evaluate(folder / "prospect.yaml", folder / "product.yaml")
template, engine = load_template(), WeasyEngine()
size = template.config.pages["a4"]
sizes = ChartSizes(size.cash, size.sensitivity, size.chart)
page = compose(case.case, case.language, date(2026, 11, 23), "0000-0000", sizes).plain()
day = datetime(2026, 11, 23, tzinfo=UTC)
files = [Attachment(name, name.encode(), "x", "Data", day) for name in ("b.yaml", "a.json", "c.xlsx", "d.unheard-of")]
for _ in range(int(sys.argv[2])):
    pdf = engine.lay_out(page, template, Options()).pdf(files, {"Fingerprint": "0", "SHA-256 of a.json": "1"})
sys.stdout.buffer.write(pdf)
"""


def test_other_processes_give_the_same_bytes() -> None:
    def drawn(times: int, **environment: str) -> str:
        command = [sys.executable, "-c", SCRIPT, str(SAMPLE), str(times)]
        pdf = subprocess.run(command, env=os.environ | environment, stdout=subprocess.PIPE, check=True).stdout
        assert pdf.startswith(b"%PDF-1.7")
        return hashlib.sha256(pdf).hexdigest()

    one = drawn(1, TZ="UTC", PYTHONHASHSEED="1", LC_ALL="C")
    assert one == drawn(3, TZ="Asia/Kolkata", PYTHONHASHSEED="2", LC_ALL="C.UTF-8")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"relationship": "Alternative"}, "not Source or Data"),
        ({"moment": datetime(2026, 11, 23)}, "not in UTC"),
        ({"moment": datetime(2026, 11, 23, tzinfo=timezone(timedelta(hours=3)))}, "not in UTC"),
        *(({"name": name}, "no file name") for name in ("", ".", "a/b", "a\\b", "a\nb", ".hidden", "x ", "x.")),
    ],
)
def test_an_attachment_that_is_none(change: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        replace(CARRIED[0], **change)


def test_the_kind_of_a_file_is_that_of_its_name() -> None:
    names = {"x.JSON": "application/json", "x": "application/octet-stream", "x.exe": "application/octet-stream"}
    assert {name: replace(CARRIED[0], name=name).mime for name in names} == names


def test_two_attachments_of_one_name(draw: Draw) -> None:
    with pytest.raises(ValueError, match=r"two attachments are called a\.csv"):
        draw([*CARRIED, CARRIED[-1]])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("page date", "x"),
        ("fingerprint", "x"),
        ("Sha256", "x"),
        ("Grün", "x"),
        ("Title", "x"),
        ("SHA-256 of " + "x" * 117, "x"),
        ("", "x"),
        ("Seller", "a\x00"),
        ("A", "\n"),
    ],
)
def test_a_property_that_cannot_be_written(draw: Draw, name: str, text: str) -> None:
    with pytest.raises(ValueError, match="propert"):
        draw((), {name: text})


def test_a_file_that_another_program_wrote_anew_is_read_the_same(carrying: bytes) -> None:
    anew = changed(carrying, nothing, object_stream_mode=pikepdf.ObjectStreamMode.disable, linearize=True)
    assert anew != carrying
    assert read(anew) == read(carrying)
    assert read(changed(carrying, nothing, qdf=True)) == read(carrying)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 a workbook", b"name: Northfield"])
def test_what_is_no_pdf(data: bytes) -> None:
    with pytest.raises(FileError, match=r"^it is not a PDF; name a page"):
        read(data)


def test_a_file_that_is_cut_off(carrying: bytes) -> None:
    for length in range(1100, len(carrying), 4999):
        with pytest.raises(FileError, match="damaged or cut off") as refused:
            read(carrying[:length])
        assert "object at 0x" not in str(refused.value)


@pytest.mark.parametrize("user", ["", "secret"])
def test_a_file_that_is_encrypted(carrying: bytes, user: str) -> None:
    locked = changed(carrying, nothing, encryption=pikepdf.Encryption(owner="owner", user=user))
    with pytest.raises(FileError, match="encrypted"):
        read(locked)


def bomb(root: Any) -> None:
    root.AF[0].EF.F.write(zlib.compress(bytes(attachments.LARGEST + 1)), filter=pikepdf.Name.FlateDecode)


def short(root: Any) -> None:
    root.AF[1].EF.F.write(zlib.compress(bytes(5000))[:-8], filter=pikepdf.Name.FlateDecode)


def garbled(root: Any) -> None:
    root.AF[1].EF.F.write(b"garbled", filter=pikepdf.Name.FlateDecode)


def twice_packed(root: Any) -> None:
    filters = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])
    root.AF[1].EF.F.write(zlib.compress(zlib.compress(b"x")), filter=filters)


def named_twice(root: Any) -> None:
    root.AF[0].UF = root.AF[1].UF


def with_entities(root: Any) -> None:
    root.Metadata.write(b'<!DOCTYPE x [<!ENTITY y "z">]><x>&y;</x>')


def without_file(root: Any) -> None:
    del root.AF[0].EF


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (bomb, r"its a\.csv is larger than 64 MB"),
        (short, r"its b\.csv is cut off"),
        (garbled, r"its b\.csv is damaged"),
        (twice_packed, "packed in another way"),
        (named_twice, r"two attachments called b\.csv"),
        (with_entities, "document type"),
        (without_file, "damaged or cut off"),
    ],
)
def test_a_file_that_was_tampered_with(carrying: bytes, change: Callable[[Any], None], said: str) -> None:
    keep = {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.none}
    with pytest.raises(FileError, match=said) as refused:
        read(changed(carrying, change, **keep))
    assert refused.value.hint
