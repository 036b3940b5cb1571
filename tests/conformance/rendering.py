"""The one-feature pages as PDFs that claim to be PDF/A-3a and PDF/UA-1 at once, by WeasyPrint alone."""

from __future__ import annotations

import atexit
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import font_source_sans_pro
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from .one_feature import data_uri

# The mark of PDF/UA-1, and the schema without which PDF/A does not accept the mark.
_MARK = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
  <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
  <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
  <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
  <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
    <pdfaProperty:name>part</pdfaProperty:name>
    <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
    <pdfaProperty:category>internal</pdfaProperty:category>
    <pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>
  </rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""


@dataclass(frozen=True)
class Rendered:
    """A page that WeasyPrint has made.

    Attributes:
        pdf: its bytes.
        remarks: what WeasyPrint logged.
    """

    pdf: bytes
    remarks: tuple[str, ...]


@cache
def _style() -> tuple[CSS, FontConfiguration]:
    """The type of every page: one face from a package, so that the machine's fonts do not matter."""
    atexit.register(_style.cache_clear)  # the fonts are put away while their library is still there
    face = data_uri("font/otf", Path(font_source_sans_pro.SourceSansPro).read_bytes())
    fonts = FontConfiguration()
    css = f"@font-face {{ font-family: Face; src: url({face}) }} * {{ font-family: Face !important }}"
    return CSS(string=css, font_config=fonts, url_fetcher=_fetcher()), fonts


def _fetcher() -> URLFetcher:
    return URLFetcher(allowed_protocols=("data",), fail_on_errors=True)


@cache
def rendered(html: str) -> Rendered:
    """A page as PDF/A-3a with the mark of PDF/UA-1, made once."""
    return _written(html, "pdf/a-3a", marked=True)


def unmarked(html: str, variant: str | None = None) -> bytes:
    """A page as WeasyPrint writes it by itself."""
    return _written(html, variant, marked=False).pdf


def _written(html: str, variant: str | None, *, marked: bool) -> Rendered:
    css, fonts = _style()
    with _remarks() as remarks, warnings.catch_warnings():
        # WeasyPrint does not close its colour profile.
        warnings.filterwarnings("ignore", "unclosed file.*sRGB2014", ResourceWarning)
        tree = HTML(string=html, url_fetcher=_fetcher())
        document = tree.render(stylesheets=[css], font_config=fonts, pdf_variant=variant)
        if marked:
            metadata = document.metadata.generate_rdf_metadata
            document.metadata.generate_rdf_metadata = lambda *said: metadata(*said).replace(b"</rdf:RDF>", _MARK)
        return Rendered(document.write_pdf(pdf_variant=variant), tuple(remarks))


class _List(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.remarks: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.remarks.append(record.getMessage())


@contextmanager
def _remarks() -> Iterator[list[str]]:
    """What WeasyPrint warns of, kept from the screen."""
    logger, handler = logging.getLogger("weasyprint"), _List()
    before = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield handler.remarks
    finally:
        logger.removeHandler(handler)
        logger.propagate = before
