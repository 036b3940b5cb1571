"""What a page carries: workbook and data, their digests, and the evidence that is kept back."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from tests.conftest import ROOT
from valuepitch import pipeline
from valuepitch.case.fingerprint import fingerprint
from valuepitch.model import Product, Prospect
from valuepitch.pipeline.carried import FIGURES, WORKBOOK
from valuepitch.render.attachments import read
from valuepitch.render.check import check_pdf
from valuepitch.render.template import load_template

DAY = date(2026, 11, 23)
QUICKSTART = ROOT / "samples" / "quickstart"
EVIDENCE = "Median of 22 comparable sites"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """The sample, in which one source is marked internal."""
    for name in ("prospect.yaml", "product.yaml"):
        shutil.copy(QUICKSTART / name, tmp_path / name)
    product = tmp_path / "product.yaml"
    text = product.read_text()
    assert text.count(EVIDENCE) == 1
    at = text.index(EVIDENCE)
    start = text.rindex("source:", 0, at)
    product.write_text(f"{text[:start]}internal: true, {text[start:]}")
    return tmp_path / "prospect.yaml", product


def everything(pdf: bytes) -> str:
    """All that a reader could find in a file: its text, its metadata, its attachments and their parts."""
    import pypdfium2

    found = read(pdf)
    parts = [pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded(), str(found.properties)]
    parts.append(found.files[FIGURES].decode())
    with zipfile.ZipFile(io.BytesIO(found.files[WORKBOOK])) as book:
        parts += [book.read(name).decode() for name in book.namelist()]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        parts.append(document.Root.Metadata.read_bytes().decode())
        parts.append(str(dict(document.docinfo)))
    return " ".join(" ".join(parts).split())


def test_a_page_carries_workbook_and_data_with_their_digests() -> None:
    built = pipeline.build(QUICKSTART / "prospect.yaml", QUICKSTART / "product.yaml", date=DAY)
    found = read(built.pdf)
    assert found.relationships == {FIGURES: "Data", WORKBOOK: "Source"}
    assert found.properties == {
        "Fingerprint": built.fingerprint,
        **{f"SHA-256 of {name}": hashlib.sha256(body).hexdigest() for name, body in found.files.items()},
    }
    assert len(built.attachments) == 2
    assert check_pdf(built.pdf, built.attachments) == []


def test_the_data_are_the_two_files_and_the_results() -> None:
    evaluated = pipeline.evaluate(QUICKSTART / "prospect.yaml", QUICKSTART / "product.yaml")
    data = json.loads(read(pipeline.render(evaluated, "a4", DAY).pdf).files[FIGURES])
    assert data["results"] == json.loads(json.dumps(evaluated.data()))
    prospect, product = Prospect.model_validate(data["prospect"]), Product.model_validate(data["product"])
    assert (prospect, product) == (evaluated.case.prospect, evaluated.case.product)
    made = data["made"]
    assert made["fingerprint"] == fingerprint(prospect, product, DAY, load_template().digest)
    assert (made["page"], made["date"], made["reader"]) == ("a4", "2026-11-23", "cfo")


def test_the_page_says_that_sums_are_attached_only_where_they_are() -> None:
    pages = [
        pipeline.build(QUICKSTART / "prospect.yaml", QUICKSTART / "product.yaml", date=DAY, attachments=kept)
        for kept in (True, False)
    ]
    said = "Every sum is a live formula in the workbook attached to this file."
    import pypdfium2

    texts = [" ".join(pypdfium2.PdfDocument(page.pdf)[0].get_textpage().get_text_bounded().split()) for page in pages]
    assert said in texts[0]
    assert said not in texts[1]
    assert read(pages[1].pdf).files == {}
    assert read(pages[1].pdf).properties == {"Fingerprint": pages[1].fingerprint}
    assert pages[0].fingerprint == pages[1].fingerprint


def test_an_internal_source_goes_out_with_a_warning(files: tuple[Path, Path]) -> None:
    built = pipeline.build(*files, date=DAY)
    assert EVIDENCE in everything(built.pdf)
    told = [str(warning) for warning in built.warnings if "internal" in warning.path]
    assert len(told) == 1
    assert "assumptions.outage_cut.internal  is true, and the source goes out" in told[0]
    assert told[0].endswith("--redact leaves it out of page, workbook and data")


def test_redacted_it_is_nowhere_in_the_file_and_the_page_says_so(files: tuple[Path, Path]) -> None:
    built = pipeline.build(*files, date=DAY, redact=True)
    said = everything(built.pdf)
    assert EVIDENCE not in said
    assert "kept by Meridian Networks" in said
    assert built.fingerprint.endswith("-R")
    assert f"Case {built.fingerprint}" in said
    assert json.loads(read(built.pdf).files[FIGURES])["made"]["redacted"] is True
    assert not [warning for warning in built.warnings if "internal" in warning.path]


def test_redaction_changes_no_figure(files: tuple[Path, Path]) -> None:
    plain, kept_back = (pipeline.build(*files, date=DAY, redact=redact) for redact in (False, True))
    assert plain.measures == kept_back.measures
    assert plain.fingerprint != kept_back.fingerprint


SCRIPT = """
import sys, hashlib
from datetime import date
from valuepitch import pipeline
built = pipeline.build(sys.argv[1], sys.argv[2], date=date(2026, 11, 23))
print(hashlib.sha256(built.pdf).hexdigest())
for attachment in built.attachments:
    print(hashlib.sha256(attachment.data).hexdigest())
"""


def test_the_same_inputs_give_the_same_bytes_wherever_they_are_made(tmp_path: Path) -> None:
    # In another process, time zone, locale, hash seed and folder; with XlsxWriter's and WeasyPrint's own state anew.
    found = set()
    for place, (zone, locale, seed) in enumerate(
        [("UTC", "C.UTF-8", "0"), ("Pacific/Auckland", "C.UTF-8", "1"), ("America/Lima", "POSIX", "4711")]
    ):
        folder = tmp_path / f"folder {place}"
        folder.mkdir()
        for name in ("prospect.yaml", "product.yaml"):
            shutil.copy(QUICKSTART / name, folder / name)
        env = {**os.environ, "TZ": zone, "LC_ALL": locale, "LANG": locale, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", SCRIPT, "prospect.yaml", "product.yaml"]
        done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=True)
        assert len(done.stdout.split()) == 3
        found.add(done.stdout)
    assert len(found) == 1
