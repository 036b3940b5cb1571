"""The WeasyPrint engine; the only module that imports WeasyPrint.

Styles and fonts are read once per template and paper; the fetcher answers from
the template's own files alone; nothing is opened while a page is drawn.
"""

from __future__ import annotations

import contextlib
import copy
import functools
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

import cssselect2
from weasyprint import CSS, HTML, Document
from weasyprint.html import UA_STYLESHEET
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from valuepitch.errors import RenderError, TemplateError
from valuepitch.render.engine import Options
from valuepitch.render.html import to_html
from valuepitch.render.template import Template

BASE_URL = "https://assets.invalid/t/"  # a host that cannot exist; a file address would leak paths
VARIANT = "pdf/ua-1"
FOOTNOTE_PARTS = frozenset({"footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"})
POINTS = 0.75  # of a CSS pixel

_TYPES = {
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
}


class ClosedFetcher(URLFetcher):  # type: ignore[misc]
    """Answers from a closed map of names; everything else is written down and refused."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self.files = files
        self.denied: list[str] = []

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        name = url.removeprefix(BASE_URL)
        suffix = name[name.rfind(".") :]
        if url.startswith(BASE_URL) and name in self.files and suffix in _TYPES:
            return URLFetcherResponse(url, self.files[name], {"Content-Type": _TYPES[suffix]})
        self.denied.append(url[:200])
        raise ValueError(f"{url[:200]} is not a file of the template")


class _Tree(HTML):  # type: ignore[misc]
    """A page as WeasyPrint's document, read by an XML parser.

    *Why:* templates are well-formed XML, which the parser in C reads thirty times as fast as an HTML parser reads HTML;
    and a template with an unclosed element is refused with its line instead of being repaired in silence.
    """

    def __init__(self, html: str, fetcher: ClosedFetcher) -> None:
        try:
            root = ElementTree.fromstring(html)
        except ElementTree.ParseError as error:
            line = error.position[0]
            shown = html.splitlines()[line - 1][:120] if 0 < line <= html.count("\n") + 1 else ""
            raise TemplateError(f"the page is not well-formed XML ({error}): {shown}", "close every element") from None
        self.base_url = BASE_URL
        self.url_fetcher = fetcher
        self.media_type = "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        return [_browser_styles()]


@functools.cache
def _browser_styles() -> CSS:
    """WeasyPrint's own defaults without the rules that give every element the styles of five footnote parts.

    *Why:* a page has some 300 elements and no footnote; those rules made 1,500 styles a page, a tenth of its time.
    """
    styles, matcher = copy.copy(UA_STYLESHEET), copy.copy(UA_STYLESHEET.matcher)
    matcher.other_selectors = [rule for rule in matcher.other_selectors if rule[3] not in FOOTNOTE_PARTS]
    styles.matcher = matcher
    return styles


@dataclass
class _Style:
    """What is the same for every page of a template and paper."""

    css: CSS
    fonts: FontConfiguration


@dataclass
class WeasyLaid:
    """A document that WeasyPrint has laid out."""

    document: Document
    pages: int
    used: float
    fetcher: ClosedFetcher
    findings: list[str] = field(default_factory=list)

    @property
    def denied(self) -> list[str]:
        return self.fetcher.denied

    def pdf(self) -> bytes:
        with _guarded(self.fetcher, self.findings):
            data = self.document.write_pdf(pdf_variant=VARIANT)
        assert isinstance(data, bytes)
        return data


class WeasyEngine:
    """WeasyPrint with a closed map of files."""

    def __init__(self) -> None:
        self._styles: dict[tuple[str, str], _Style] = {}

    def style(self, template: Template, page: str) -> _Style:
        """Stylesheet and fonts of a template on a paper, read once."""
        key = (template.digest, page)
        if key not in self._styles:
            fetcher = ClosedFetcher(template.files)
            fonts = FontConfiguration()
            findings: list[str] = []
            with _guarded(fetcher, findings):
                css = CSS(string=template.stylesheet(page), base_url=BASE_URL, url_fetcher=fetcher, font_config=fonts)
            if findings:
                raise TemplateError(f"page.css of template {template.config.name}: {findings[0]}")
            self._styles[key] = _Style(css, fonts)
        return self._styles[key]

    def lay_out(self, page: Mapping[str, Any], template: Template, options: Options) -> WeasyLaid:
        """Lay a page out.

        Raises:
            TemplateError: the template cannot be used.
            RenderError: WeasyPrint failed.
        """
        html = to_html(page, template, options.spacing)
        style = self.style(template, options.page)
        fetcher, findings = ClosedFetcher(template.files), list[str]()
        with _guarded(fetcher, findings):
            document = _Tree(html, fetcher).render(
                stylesheets=[style.css], font_config=style.fonts, pdf_variant=VARIANT
            )
        return WeasyLaid(document, len(document.pages), _height_used(document), fetcher, findings)


def _height_used(document: Document) -> float:
    """The height of the <main> element over all pages, in points."""
    return sum(_main_height(page._page_box) for page in document.pages) * POINTS


def _main_height(box: Any) -> float:
    if getattr(box, "element_tag", None) == "main":
        return float(box.margin_height())
    return sum(_main_height(child) for child in getattr(box, "children", ()))


@contextlib.contextmanager
def _guarded(fetcher: ClosedFetcher, findings: list[str]) -> Iterator[None]:
    """Turns what may come out of WeasyPrint into our errors, and its warnings into findings."""
    handler = _Findings(findings)
    logger = logging.getLogger("weasyprint")
    before = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield
    # Fatal fetch errors derive from BaseException, so that WeasyPrint itself does not swallow them.
    except FatalURLFetchingError as error:
        denied = ", ".join(fetcher.denied) or str(error)
        raise TemplateError(f"the template asked for {denied}", "use files of the template folder only") from None
    except (ZeroDivisionError, OverflowError, RecursionError, MemoryError, AssertionError, UnicodeError) as error:
        raise RenderError(f"the page cannot be drawn ({type(error).__name__}: {error})") from error
    finally:
        logger.removeHandler(handler)
        logger.propagate = before


class _Findings(logging.Handler):
    def __init__(self, findings: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.findings = findings

    def emit(self, record: logging.LogRecord) -> None:
        self.findings.append(record.getMessage())
