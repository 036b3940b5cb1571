"""The WeasyPrint engine; the only module that imports WeasyPrint.

Styles and fonts are read once per template and paper; the fetcher answers from
the template's own files alone; nothing is opened while a page is drawn.
"""

from __future__ import annotations

import contextlib
import copy
import functools
import io
import logging
import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any
from xml.etree import ElementTree

import cssselect2
import pydyf
import weasyprint
from weasyprint import CSS, HTML, Document
from weasyprint.css import ColorProfile
from weasyprint.document import DocumentMetadata
from weasyprint.html import UA_STYLESHEET
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from valuepitch.errors import RenderError, TemplateError
from valuepitch.render.attachments import descriptions
from valuepitch.render.cascade import KNOWN, Cascade, lay_out
from valuepitch.render.engine import NO_PROPERTIES, Attachment, Options, in_order
from valuepitch.render.html import to_html
from valuepitch.render.letters import Fonts, take_over
from valuepitch.render.packed import write
from valuepitch.render.template import Template

BASE_URL = "https://assets.invalid/t/"  # a host that cannot exist; a file address would leak paths
VARIANT = "pdf/a-3a"  # and PDF/UA-1, which is claimed in the descriptions that go with it
FOOTNOTE_PARTS = frozenset({"footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"})
# Files that are packed already, by the type that their stream in a PDF says.
_PACKED = frozenset({"/application#2fvnd.openxmlformats-officedocument.spreadsheetml.sheet"})
POINTS = 0.75  # of a CSS pixel

_PROFILE = "sRGB2014.icc"
_COLOURS = "srgb"  # what WeasyPrint calls the colours of a PDF/A
_NO_OTHER_COLOURS = ""  # neither WeasyPrint's own profile nor, as None would, the variant's

_TURN = threading.RLock()
# A child begins between two pages of its parent, not in the middle of one that another thread draws.
if hasattr(os, "register_at_fork"):  # not on Windows
    os.register_at_fork(before=_TURN.acquire, after_in_parent=_TURN.release, after_in_child=_TURN.release)

if KNOWN:
    take_over()

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

    def __init__(self, known: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self.files = known
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


class _ScreenColours(ColorProfile):  # type: ignore[misc]
    """The profile of sRGB that PDF/A asks for, as it stands in its file.

    *Why:* WeasyPrint opens the file for every page, leaves it open, and writes a profile other bytes the second time.
    """

    content = b""
    name = "IEC 61966-2-1 Default RGB Colour Space - sRGB"

    def __init__(self, content: bytes) -> None:
        self.src = _PROFILE
        self.rendering_intent = "relative-colorimetric"
        self.components = (["r"], ["g"], ["b"])
        self.pdf_reference = None
        self.content = content


@functools.cache
def _profile() -> bytes:
    return (files("weasyprint.pdf") / _PROFILE).read_bytes()


@dataclass
class _Style:
    """What is the same for every page of a template and paper."""

    css: CSS
    fonts: Fonts
    profile: bytes
    cascade: Cascade


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

    def pdf(self, attachments: Sequence[Attachment] = (), properties: Mapping[str, str] = NO_PROPERTIES) -> bytes:
        embedded = [_Embedded(attachment) for attachment in in_order(attachments)]
        document = copy.copy(self.document)
        document.metadata = _Metadata(document.metadata, descriptions(properties))

        def finish(_: Document, pdf: pydyf.PDF) -> None:
            _mend(pdf, embedded)
            for name, text in sorted(properties.items()):
                pdf.info[_pdf_name(name)] = pydyf.String(text)
            pdf.write = functools.partial(write, pdf)

        with _guarded(self.fetcher, self.findings):
            data = document.write_pdf(
                pdf_variant=VARIANT,
                output_intent=_NO_OTHER_COLOURS,
                attachments=embedded,
                finisher=finish,
            )
        assert isinstance(data, bytes)
        return data


class _Embedded(weasyprint.Attachment):  # type: ignore[misc]
    """An attachment as WeasyPrint takes it.

    *Why:* WeasyPrint's own makes a fetcher for every file, and asks the machine what kind of file a name stands for.
    """

    def __init__(self, attachment: Attachment) -> None:
        self.source = contextlib.nullcontext((io.BytesIO(attachment.data), None, None, attachment.mime))
        self.name = attachment.name
        self.description = attachment.description
        self.relationship = attachment.relationship
        self.created = self.modified = attachment.moment
        self.md5 = None


class _Metadata(DocumentMetadata):  # type: ignore[misc]
    """A document's metadata with further descriptions in its one rdf:RDF element, the only one that validators read."""

    def __init__(self, metadata: DocumentMetadata, further: bytes) -> None:
        self.__dict__.update(vars(metadata))
        self.further = further

    def generate_rdf_metadata(self, *variant: Any) -> bytes:
        head, end, _ = super().generate_rdf_metadata(*variant).rpartition(b"</rdf:RDF>")
        return bytes(head + self.further + end)


def _mend(pdf: pydyf.PDF, embedded: list[_Embedded]) -> None:
    """Each attachment once in the list of associated files, with its relationship; what is packed stays as it is.

    *Why:* WeasyPrint lists each one twice, gives files of the same content the same relationship, and packs a workbook,
    which is a packed file, once more.
    """
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
    relationships = {attachment.name: attachment.relationship for attachment in embedded}
    for item in pdf.objects:
        if isinstance(item, pydyf.Dictionary) and item.get("Type") == "/Filespec":
            item["AFRelationship"] = f"/{relationships.get(item['UF'].string, 'Unspecified')}"
        elif isinstance(item, pydyf.Stream) and item.extra.get("Subtype") in _PACKED:
            item.compress = False


def _pdf_name(text: str) -> str:
    """A text as the name of an entry in a PDF's dictionary."""
    return "".join(chr(code) if chr(code).isalnum() and code < 128 else f"#{code:02x}" for code in text.encode())


class WeasyEngine:
    """WeasyPrint with a closed map of files."""

    def __init__(self) -> None:
        self._styles: dict[tuple[str, str], _Style] = {}

    def style(self, template: Template, page: str) -> _Style:
        """Stylesheet and fonts of a template on a paper, read once."""
        key = (template.digest, page)
        if key not in self._styles:
            fetcher = ClosedFetcher(template.files)
            fonts = Fonts()
            findings: list[str] = []
            with _guarded(fetcher, findings):
                css = CSS(string=template.stylesheet(page), base_url=BASE_URL, url_fetcher=fetcher, font_config=fonts)
            if findings:
                raise TemplateError(f"page.css of template {template.config.name}: {findings[0]}")
            cascade = Cascade({"user agent": _browser_styles(), "user": css}, template.stylesheet(page), fonts)
            self._styles[key] = _Style(css, fonts, _profile(), cascade)
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
            tree, profiles = _Tree(html, fetcher), {_COLOURS: _ScreenColours(style.profile)}
            if KNOWN and style.cascade.holds(tree):
                document = lay_out(tree, style.cascade, profiles, _COLOURS)
            else:
                document = tree.render(
                    stylesheets=[style.css], font_config=style.fonts, color_profiles=profiles, pdf_variant=VARIANT
                )
        return WeasyLaid(document, len(document.pages), _height_used(document), fetcher, findings)


def _height_used(document: Document) -> float:
    """The height of the <main> element over all pages, and what a footer needs beyond its least height; points."""
    return sum(_taken(page._page_box) for page in document.pages) * POINTS


def _taken(box: Any) -> float:
    if getattr(box, "element_tag", None) == "main":
        return float(box.margin_height())
    element = getattr(box, "element", None)
    if element is not None and element.get("class") == "footer":
        least = box.style["min_height"]
        return max(float(box.height) - float(least.value), 0.0) if getattr(least, "unit", "") == "px" else 0.0
    return sum(_taken(child) for child in getattr(box, "children", ()))


@contextlib.contextmanager
def _guarded(fetcher: ClosedFetcher, findings: list[str]) -> Iterator[None]:
    """Turns what may come out of WeasyPrint into our errors, and its warnings into findings; one page at a time.

    *Why:* pages of all threads share styles, fonts and the layouts of their letters.
    """
    with _TURN:
        yield from _translated(fetcher, findings)


def _translated(fetcher: ClosedFetcher, findings: list[str]) -> Iterator[None]:
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
