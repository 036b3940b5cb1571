"""``brand.yaml``: colours, logo, typeface, legal line, number style."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from tests.conformance.verapdf import verdict
from tests.conftest import ROOT
from valuepitch import pipeline
from valuepitch.audit import verify
from valuepitch.errors import InputError, TemplateError
from valuepitch.render.brand import contrast
from valuepitch.render.folders import find_template
from valuepitch.render.template import load_template

QUICKSTART = ROOT / "samples" / "quickstart"
FILES = (QUICKSTART / "prospect.yaml", QUICKSTART / "product.yaml")
DAY = date(2026, 11, 23)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 30" width="120" height="30">'
    '<rect width="120" height="30" fill="#0a5c36"/></svg>'
)


def brand(folder: Path, text: str, **files: bytes) -> Path:
    (folder / "brand.yaml").write_text(text, "utf-8")
    for name, data in files.items():
        (folder / name.replace("__", ".")).write_bytes(data)
    return folder


def picture(kind: str, mode: str, size: tuple[int, int] = (240, 60)) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind)
    return out.getvalue()


def text_of(pdf: bytes) -> str:
    return " ".join(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded().split())


def test_a_brand_changes_colours_legal_line_and_numbers_and_no_figure(tmp_path: Path) -> None:
    brand(tmp_path, 'colours: {accent: "#0a5c36"}\nlegal: Meridian plc, 12 Harbour Road\nnegatives: minus\n')
    built = pipeline.build(*FILES, date=DAY, templates=tmp_path)
    text = text_of(built.pdf)
    assert "Meridian plc, 12 Harbour Road" in text
    assert "−318" in text
    assert "(318)" not in text
    assert built.measures == pipeline.build(*FILES, date=DAY).measures
    assert built.fitted[0] == f"template: onepager with 1 file of {tmp_path}"
    assert verify(built.pdf, "page.pdf", tmp_path).reproduced
    assert find_template("onepager", [tmp_path]).tokens["accent"] == "#0a5c36"


@pytest.mark.parametrize(
    "name, data",
    [
        ("logo.svg", SVG.encode()),
        ("logo.png", picture("PNG", "RGB")),
        ("logo.png", picture("PNG", "RGBA")),
        ("logo.png", picture("PNG", "P")),
        ("logo.jpg", picture("JPEG", "CMYK")),
        ("logo.jpg", picture("JPEG", "L")),
    ],
)
def test_a_logo_stands_on_a_page_that_conforms(name: str, data: bytes, tmp_path: Path) -> None:
    brand(tmp_path, f"logo: {{file: {name}, alt: Meridian Networks}}\n", **{name.replace(".", "__"): data})
    built = pipeline.build(*FILES, date=DAY, templates=tmp_path)
    for flavour in ("ua1", "3a"):
        assert verdict(built.pdf, flavour).failures == ()
    plain = pipeline.build(*FILES, date=DAY)
    assert pixels(built.pdf) != pixels(plain.pdf)


def pixels(pdf: bytes) -> bytes:
    return bytes(pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_pil().tobytes())


def test_a_typeface_of_ones_own_is_embedded(tmp_path: Path) -> None:
    fonts = load_template().files
    regular, heading = fonts["fonts/sans-regular.ttf"], fonts["fonts/serif-semibold.ttf"]
    brand(tmp_path, "typeface: {regular: a.ttf, semibold: b.ttf}\n", a__ttf=heading, b__ttf=heading)
    built = pipeline.build(*FILES, date=DAY, templates=tmp_path)
    assert find_template("onepager", [tmp_path]).files["fonts/sans-regular.ttf"] == heading != regular
    assert verify(built.pdf, "page.pdf", tmp_path).reproduced


@pytest.mark.parametrize(
    "text, said",
    [
        ("colours: {accent: green}\n", "brand.yaml:1:19  colours.accent  is green, not a colour"),
        ("colours: {acent: '#0a5c36'}\n", "acent"),
        ("colors: {accent: '#0a5c36'}\n", "is not a known key; did you mean colours?"),
        ("logo: {file: ../logo.svg, alt: x}\n", "no file of the folder"),
        ("logo: {file: logo.svg}\n", "logo.alt  is missing"),
        ("negatives: red\n", "negatives"),
        ("colours: {accent: '#9fd0ff'}\n", "has a contrast of 1."),
        ("[", "is not YAML"),
    ],
)
def test_a_mistake_of_a_brand_is_said_with_its_place(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        find_template("onepager", [brand(tmp_path, text)])
    assert said in "\n".join(map(str, error.value.problems))


SCRIPT = SVG.replace("<rect", "<script>alert(1)</script><rect")
CLICK = SVG.replace("<rect", '<rect onclick="alert(1)"')
LINK = SVG.replace("<rect", '<image href="file:///etc/passwd"/><rect')
OUTSIDE = SVG.replace("#0a5c36", "url(http://127.0.0.1/x)")
STYLE = SVG.replace("<rect", '<rect style="fill:url(http://127.0.0.1/)"')
ENTITY = '<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG


@pytest.mark.parametrize(
    "name, data, said",
    [
        ("logo.svg", SCRIPT.encode(), "holds a script"),
        ("logo.svg", CLICK.encode(), "has the attribute onclick"),
        ("logo.svg", LINK.encode(), "holds a image"),
        ("logo.svg", OUTSIDE.encode(), "has the attribute fill"),
        ("logo.svg", STYLE.encode(), "has the attribute style"),
        ("logo.svg", ENTITY.encode(), "declares a document type"),
        ("logo.svg", b"<svg", "is not well-formed SVG"),
        ("logo.svg", b"", "is empty"),
        ("logo.png", b"", "is empty"),
        ("logo.png", b"GIF89a not a picture", "is no PNG or JPEG"),
        ("logo.png", picture("PNG", "RGB")[:50], "is no PNG or JPEG"),
        ("logo.png", picture("PNG", "1", (4001, 1)), "has 4001 × 1 pixels"),
        ("logo.png", picture("PNG", "1", (20_000, 20_000)), "is no PNG or JPEG"),
    ],
)
def test_a_logo_that_no_page_takes_is_refused_with_a_word(name: str, data: bytes, said: str, tmp_path: Path) -> None:
    brand(tmp_path, f"logo: {{file: {name}, alt: x}}\n", **{name.replace(".", "__"): data})
    with pytest.raises(TemplateError, match=said):
        find_template("onepager", [tmp_path])


def test_a_font_that_is_none_is_refused(tmp_path: Path) -> None:
    brand(tmp_path, "typeface: {regular: a.ttf, semibold: a.ttf}\n", a__ttf=b"not a font at all")
    with pytest.raises(TemplateError, match=r"a\.ttf is no font that can be read"):
        find_template("onepager", [tmp_path])


@pytest.mark.parametrize(
    "one, other, ratio", [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#ffffff", "#ffffff", 1.0)]
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
