"""Every sample on both papers, as text and as a picture, against what was looked at and found good.

``make golden`` writes the golden files anew; the pictures are for eyes, so open them before a commit.
"""

from __future__ import annotations

import ctypes
import io
import re
import tempfile
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from tests.funnels import starter

from valuepitch import Built, build
from valuepitch.inputs.load import load_product
from valuepitch.locale import languages
from valuepitch.pipeline.funnel import build_funnel
from valuepitch.render.template import DEFAULT, built_in_names, load_template

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).parent
DAY = date(2026, 11, 23)
SAMPLES = ("quickstart", "receivables", "packaging-line", "press-brake", "makine-tr", "joinery-owner")
PAGES = ("a4", "letter")
TEMPLATES = built_in_names("prospect")
DPI = 72
# Letters drawn a hair's breadth apart on another machine are the same page.
TOLERANCE = 0.004

each_page = pytest.mark.parametrize("page", PAGES)
each_sample = pytest.mark.parametrize("sample", SAMPLES)


@cache
def built(sample: str, page: str, template: str = DEFAULT) -> Built:
    folder = ROOT / "samples" / sample
    if template == DEFAULT:
        return build(folder / "prospect.yaml", folder / "product.yaml", page=page, date=DAY)
    with tempfile.TemporaryDirectory() as other:
        product = Path(other) / "product.yaml"
        product.write_text(f"template: {template}\n{(folder / 'product.yaml').read_text('utf-8')}", "utf-8")
        return build(folder / "prospect.yaml", product, page=page, date=DAY)


@cache
def text_of(sample: str, page: str, template: str = DEFAULT) -> str:
    with pypdfium2.PdfDocument(built(sample, page, template).pdf) as pdf:
        assert len(pdf) == 1
        raw = pdf[0].get_textpage().get_text_bounded()
    return "\n".join(line.rstrip() for line in raw.splitlines()) + "\n"


@cache
def funnel_built(code: str, page: str) -> bytes:
    return build_funnel(starter(code), page=page, date=DAY).pdf


def drawn(pdf: bytes) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        return document[0].render(scale=DPI / 72).to_pil().convert("L")


def picture_of(sample: str, page: str, template: str = DEFAULT) -> Image.Image:
    return drawn(built(sample, page, template).pdf)


# Every sample in the default template, two in each of the others.
each_golden = pytest.mark.parametrize(
    "sample, template",
    [
        *((sample, DEFAULT) for sample in SAMPLES),
        *(("joinery-owner", "owner"), ("makine-tr", "owner"), ("press-brake", "board"), ("makine-tr", "board")),
    ],
)
each_template = pytest.mark.parametrize("template", TEMPLATES)


def golden(sample: str, template: str, page: str, suffix: str) -> Path:
    return GOLDEN / f"{sample}-{'' if template == DEFAULT else f'{template}-'}{page}.{suffix}"


@each_page
@each_golden
def test_the_text_of_the_page(sample: str, template: str, page: str, update_golden: bool) -> None:
    path = golden(sample, template, page, "txt")
    # The fingerprint follows the version and the template's files; its form is tested elsewhere.
    text = re.sub(r"[0-9A-F]{4}-[0-9A-F]{4}(?= · )", "0000-0000", text_of(sample, page, template))
    if update_golden:
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


@each_page
@each_golden
def test_the_picture_of_the_page(sample: str, template: str, page: str, update_golden: bool) -> None:
    path = golden(sample, template, page, "png")
    picture = picture_of(sample, page, template)
    if update_golden:
        picture.quantize(16).save(path, optimize=True)
    kept = Image.open(path).convert("L")
    assert picture.size == kept.size
    apart = np.abs(np.asarray(picture, dtype=float) - np.asarray(kept, dtype=float)) > 96
    assert apart.mean() < TOLERANCE


each_code = pytest.mark.parametrize("code", languages())


@each_page
@each_code
def test_the_text_of_the_funnels_page(code: str, page: str, update_golden: bool) -> None:
    path = GOLDEN / f"funnel-{code}-{page}.txt"
    with pypdfium2.PdfDocument(funnel_built(code, page)) as pdf:
        assert len(pdf) == 1
        raw = pdf[0].get_textpage().get_text_bounded()
    text = "\n".join(line.rstrip() for line in raw.splitlines()) + "\n"
    text = re.sub(r"[0-9A-F]{4}-[0-9A-F]{4}(?= · )", "0000-0000", text)
    if update_golden:
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


@each_page
@each_code
def test_the_picture_of_the_funnels_page(code: str, page: str, update_golden: bool) -> None:
    path, picture = GOLDEN / f"funnel-{code}-{page}.png", drawn(funnel_built(code, page))
    if update_golden:
        picture.quantize(16).save(path, optimize=True)
    kept = Image.open(path).convert("L")
    assert picture.size == kept.size
    apart = np.abs(np.asarray(picture, dtype=float) - np.asarray(kept, dtype=float)) > 96
    assert apart.mean() < TOLERANCE


def test_the_comparison_of_pictures_objects_to_a_moved_line() -> None:
    picture = np.asarray(picture_of("quickstart", "a4"), dtype=float)
    apart = np.abs(picture - np.roll(picture, 3, axis=0)) > 96
    assert apart.mean() > TOLERANCE


HEADS = {
    "quickstart": (
        "Consolidating 14 site networks",
        "An outlay of",
        "Net present value",
        "matters most",
        "Cash is recovered",
        "brings in more cash",
        "objectives",
        "NPV is nil if",
        "of the benefit rests on",
        "Decision requested:",
        "Prepared by Meridian Networks",
    )
}


@each_page
def test_the_parts_stand_in_reading_order(page: str) -> None:
    text = re.sub(r"\s+", " ", text_of("quickstart", page))
    places = [text.index(head) for head in HEADS["quickstart"]]
    assert places == sorted(places)


# Each tells the same parts; an owner meets payback and the lowest cash before the other measures.
PARTS = {
    "owner": (
        *HEADS["quickstart"][:2],
        "Payback",
        "Lowest cash",
        "Net present value",
        "Cash is recovered",
        "matters most",
    ),
    "board": (*HEADS["quickstart"][:5], "At 16% NPV is", "draws of NPV"),
}


@each_page
@pytest.mark.parametrize("template", PARTS)
def test_the_parts_of_another_template_stand_in_its_order(page: str, template: str) -> None:
    text = re.sub(r"\s+", " ", text_of("quickstart", page, template))
    places = [text.index(head) for head in (*PARTS[template], *HEADS["quickstart"][5:])]
    assert places == sorted(places)


@each_page
@each_sample
@each_template
def test_the_rules_that_a_text_can_break(sample: str, page: str, template: str) -> None:
    text = text_of(sample, page, template)
    assert "…" not in text
    assert "..." not in text
    assert not re.search(r"\bnan\b|\binf\b|\de[+-]?\d", text)
    assert not re.search(r"(?<![\w])[-−]0(?![\d.])", text)


@each_sample
def test_the_trade_name_stands_at_most_three_times(sample: str) -> None:
    name = load_product(ROOT / "samples" / sample / "product.yaml").name
    assert 1 <= text_of(sample, "a4").count(name) <= 3
    first = text_of(sample, "a4").splitlines()[1]
    assert name not in first


@each_page
@each_sample
@each_template
def test_content_fills_the_page(sample: str, page: str, template: str) -> None:
    assert 0.85 <= built(sample, page, template).fill <= 1.0


def characters(pdf: bytes) -> Iterator[tuple[str, float, tuple[float, float, float, float]]]:
    """Every visible character with its size in points and its box."""
    raw = pypdfium2.raw
    with pypdfium2.PdfDocument(pdf) as document:
        texts = document[0].get_textpage()
        for index in range(texts.count_chars()):
            char = chr(raw.FPDFText_GetUnicode(texts, index))
            if not char.strip():
                continue
            matrix = raw.FS_MATRIX()
            raw.FPDFText_GetMatrix(texts, index, ctypes.byref(matrix))
            size = raw.FPDFText_GetFontSize(texts, index) * abs(matrix.d or matrix.b)
            yield char, size, texts.get_charbox(index)


@each_page
@each_sample
@each_template
def test_every_letter_is_on_the_page_and_large_enough(sample: str, page: str, template: str) -> None:
    letters_are_on_the_page(built(sample, page, template).pdf, page)


@each_page
@each_code
def test_every_letter_of_a_funnel_is_on_its_page_and_large_enough(code: str, page: str) -> None:
    letters_are_on_the_page(funnel_built(code, page), page)


def letters_are_on_the_page(pdf: bytes, page: str) -> None:
    width, height = {"a4": (595.3, 841.9), "letter": (612.0, 792.0)}[page]
    found = list(characters(pdf))
    assert len(found) > 1000
    assert min(size for _, size, _ in found) >= 7.0
    for char, _, (left, bottom, right, top) in found:
        assert 20 <= left <= right <= width - 20, char
        assert 10 <= bottom <= top <= height - 20, char


def test_the_picture_in_the_readme_is_the_quickstart_page(update_golden: bool) -> None:
    path = ROOT / "docs" / "images" / "quickstart.png"
    with pypdfium2.PdfDocument(built("quickstart", "a4").pdf) as pdf:
        picture = pdf[0].render(scale=1.6).to_pil().convert("RGB")
    if update_golden:
        picture.quantize(256).save(path, optimize=True)
    kept = Image.open(path).convert("L")
    assert kept.size == picture.size
    apart = np.abs(np.asarray(picture.convert("L"), dtype=float) - np.asarray(kept, dtype=float)) > 96
    assert apart.mean() < TOLERANCE


def test_the_bytes_are_the_same_again() -> None:
    folder = ROOT / "samples" / "quickstart"
    again = build(folder / "prospect.yaml", folder / "product.yaml", page="a4", date=DAY)
    assert again.pdf == built("quickstart", "a4").pdf


def test_the_default_template_is_the_one_that_is_shown() -> None:
    assert load_template().config.name == "onepager"
    with pypdfium2.PdfDocument(io.BytesIO(built("quickstart", "a4").pdf)) as pdf:
        assert pdf.get_metadata_value("Producer").startswith("WeasyPrint")


def test_the_four_measures_stand_on_paper_in_every_viewer() -> None:
    # PDFium, which browsers use, fills what a gradient leaves open with its last colour.
    picture = np.asarray(picture_of("quickstart", "a4"), dtype=float)
    height, width = picture.shape[:2]
    row = picture[int(height * 0.155)]
    assert all(row[int(width * part)].min() > 250 for part in (0.25, 0.45, 0.65, 0.92))
