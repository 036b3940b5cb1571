"""Names with an apostrophe, a dotted İ or an ampersand stand as they are written, in sentences of both languages."""

from __future__ import annotations

import io
import re
from datetime import date

import pypdfium2
import pytest
from scenarios import both, case

from valuepitch import build
from valuepitch.locale import language
from valuepitch.model import Product, Prospect
from valuepitch.page.compose import ChartSizes, compose
from valuepitch.page.context import PageContext

DAY = date(2026, 11, 23)
NAMES = ("İŞ Bankası A.Ş.", "O’Brien’s & Sons", "D'Arcy & Değirmencioğlu", "ışık İNŞAAT", "Smith & Sons <b>Ltd</b>")

each_name = pytest.mark.parametrize("name", NAMES)
each_language = pytest.mark.parametrize("code", ["en", "tr"])


def page_of(code: str, name: str, /, **product: object) -> PageContext:
    found = case({"name": name, "contact": {"name": name, "title": "CFO"}}, **product)
    return compose(found, language(code), DAY, "7F3A-91C2", ChartSizes(290.0, 200.0, 118.0))


@each_name
@each_language
def test_a_name_stands_as_it_is_written(name: str, code: str) -> None:
    page = page_of(code, name, seller=name)
    assert page.header.prospect == name
    assert name in page.header.purpose
    assert page.document_title.startswith(f"{name}: ")
    assert name in page.footer.text
    assert page.author == name


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("İŞ Bankası", "Bu sayfayı İŞ Bankası’nı satan Kestrel hazırladı."),
        ("O’Brien", "Bu sayfayı O’Brien’i satan Kestrel hazırladı."),
        ("Kılıç & Oğlu", "Bu sayfayı Kılıç & Oğlu’yu satan Kestrel hazırladı."),
        ("PB 160", "Bu sayfayı PB 160’ı satan Kestrel hazırladı."),
        ("Fatura Sistemi", "Bu sayfayı Fatura Sistemi’ni satan Kestrel hazırladı."),
        ("e-fatura", "Bu sayfayı e-faturayı satan Kestrel hazırladı."),
    ],
)
def test_a_turkish_sentence_gives_a_product_its_suffix(name: str, said: str) -> None:
    assert page_of("tr", "Şimşek", name=name).footer.text.endswith(said)


def test_a_turkish_title_begins_with_a_dotted_capital() -> None:
    action = both("improving the press", "iki presin değiştirilmesi")
    assert page_of("tr", "Şimşek", action=action).title.startswith("İki presin")
    assert page_of("en", "Şimşek", action=action).title.startswith("Improving the press")


@each_name
@each_language
def test_a_name_is_on_paper_as_it_is_written(name: str, code: str) -> None:
    found = case({"name": name, "contact": {"name": name, "title": "CFO"}, "language": code}, seller=name)
    assert isinstance(found.prospect, Prospect)
    assert isinstance(found.product, Product)
    made = build(found.prospect, found.product, date=DAY)
    with pypdfium2.PdfDocument(io.BytesIO(made.pdf)) as pdf:
        text = re.sub(r"\s+", " ", pdf[0].get_textpage().get_text_bounded())
        assert text.count(name) >= 2
        assert pdf.get_metadata_value("Title").startswith(name)
