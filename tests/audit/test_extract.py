"""``extract``: prospect and product out of a page, from which the same page is made again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.audit.forge import DAY, QUICKSTART, data, forged, packed, page
from tests.conftest import ROOT
from valuepitch import pipeline
from valuepitch.audit import extract
from valuepitch.errors import FileError
from valuepitch.inputs.load import load_prospect
from valuepitch.pipeline.carried import FIGURES, WORKBOOK
from valuepitch.render.attachments import read

SAMPLES = sorted(path.parent.name for path in ROOT.glob("samples/*/prospect.yaml"))


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_page_made_of_what_was_taken_out_has_the_same_bytes(sample: str, tmp_path: Path) -> None:
    files = extract(page(sample), "page.pdf").write(tmp_path)
    assert pipeline.build(files[0], files[1], date=DAY).pdf == page(sample)


def test_a_redacted_page_is_made_again_from_what_it_carries(tmp_path: Path) -> None:
    pdf = page(redact=True)
    files = extract(pdf, "page.pdf").write(tmp_path)
    assert pipeline.build(files[0], files[1], date=DAY, redact=True).pdf == pdf


def test_the_files_say_where_they_come_from(tmp_path: Path) -> None:
    found = extract(page(), "acme.pdf")
    for body in found.files.values():
        first = body.decode().splitlines()[0]
        assert first == f"# Taken out of acme.pdf: case {found.made.fingerprint}, 2026-11-23, valuepitch 0.1.0."


def test_attachments_are_given_as_they_are() -> None:
    found = extract(page(), "acme.pdf", attachments=True)
    assert list(found.files) == ["prospect.yaml", "product.yaml", FIGURES, WORKBOOK]
    assert {name: found.files[name] for name in (FIGURES, WORKBOOK)} == read(page()).files


def test_what_is_there_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "product.yaml").write_text("mine")
    found = extract(page(), "acme.pdf")
    with pytest.raises(FileError, match=r"has product\.yaml already; name another folder, or use --force"):
        found.write(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["product.yaml"]
    assert (tmp_path / "product.yaml").read_text() == "mine"
    found.write(tmp_path, force=True)
    assert (tmp_path / "product.yaml").read_text().startswith("# Taken out of")


def test_a_reader_that_came_from_a_table_is_written_out(tmp_path: Path) -> None:
    evaluated = pipeline.evaluate(QUICKSTART / "prospect.yaml", QUICKSTART / "product.yaml")
    pdf = pipeline.render(replace(evaluated, reader="it"), "a4", DAY).pdf
    found = extract(pdf, "acme.pdf")
    assert found.notes == ("contact.level: it is written out, which came from a table of readers",)
    contact = load_prospect(found.write(tmp_path)[0]).contact
    assert contact is not None
    assert contact.level == "it"


def test_a_page_without_data_gives_nothing() -> None:
    with pytest.raises(FileError, match=r"its attachments were taken out"):
        extract(forged(page(), {FIGURES: b""}), "acme.pdf")


def test_data_that_were_changed_are_given_with_a_word() -> None:
    changed = data(page())
    changed["prospect"]["hurdle_rate"]["value"] = "3%"
    found = extract(forged(page(), {FIGURES: packed(changed)}), "acme.pdf")
    assert found.notes == ("figures.json is not the one that the page was made with: its SHA-256 is another",)
