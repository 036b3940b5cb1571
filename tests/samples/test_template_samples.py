"""The templates of samples/templates: each makes pages that hold, that conform, and that show what it changes."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from tests.conformance.verapdf import verdict

from valuepitch import pipeline
from valuepitch.audit import verify
from valuepitch.pipeline.samples import check_folder

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples" / "templates"
NAMES = sorted(path.name for path in SAMPLES.iterdir() if path.is_dir())
DAY = date(2026, 11, 23)

# What each shows that the page did not: a text, and how many colours of it are new.
TEXTS = {
    "brand": "12 Harbour Road, registered in Delaware.",
    "block": "Figures that you correct by reply are worked out again within a day.",
}

# Templates under a name of their own.
OWN = {"whole": "ledger"}


@cache
def page(name: str, sample: str = "quickstart") -> bytes:
    folder = ROOT / "samples" / sample
    templates = SAMPLES / name if name else None
    files = folder / "prospect.yaml", folder / "product.yaml"
    return pipeline.build(*files, date=DAY, template=OWN.get(name), templates=templates).pdf


def test_every_level_of_change_has_a_sample() -> None:
    assert {"brand", "tokens", "block", "partial", "whole"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_holds_in_every_language_on_every_paper(name: str) -> None:
    assert check_folder(SAMPLES / name)[1] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_page_of_a_sample_conforms_and_is_verified(name: str) -> None:
    for flavour in ("ua1", "3a"):
        assert verdict(page(name), flavour).failures == ()
    assert verify(page(name), "page.pdf", SAMPLES / name).reproduced
    assert not verify(page(name), "page.pdf").reproduced


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_changes_what_is_seen_and_no_figure(name: str) -> None:
    before, after = (pypdfium2.PdfDocument(pdf)[0] for pdf in (page(""), page(name)))
    assert after.render(scale=1).to_pil().tobytes() != before.render(scale=1).to_pil().tobytes()
    text = " ".join(after.get_textpage().get_text_bounded().split())
    assert TEXTS.get(name, "") in text
    assert "$662K" in text
    assert "Prepared by Meridian Networks, which sells Managed site network." in text


def test_a_turkish_page_has_the_turkish_texts_of_a_brand() -> None:
    text = " ".join(pypdfium2.PdfDocument(page("brand", "makine-tr"))[0].get_textpage().get_text_bounded().split())
    assert "Delaware siciline kayıtlıdır." in text
