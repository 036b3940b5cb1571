"""Styles of elements, kept from one page of a template to the next.

WeasyPrint matches every rule with every element and computes some sixty properties of each, for each page anew. Pages
of a template are made of the same elements, so what was found for an element holds for the next one at the same place.

This module, :mod:`valuepitch.render.charts` and :mod:`valuepitch.render.letters` know WeasyPrint's insides;
:data:`KNOWN` says of which version. Under any other, :mod:`valuepitch.render.weasy` leaves them out: pages look the
same, and take longer.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from math import inf
from types import CodeType, SimpleNamespace
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

import weasyprint
from weasyprint import CSS, DEFAULT_OPTIONS, HTML, Document, Page
from weasyprint.css import StyleFor, declaration_precedence, find_style_attributes
from weasyprint.css.targets import TargetCollector
from weasyprint.css.units import VIEWPORT_UNITS
from weasyprint.css.validation import preprocess_declarations
from weasyprint.document import DocumentMetadata
from weasyprint.formatting_structure.boxes import ReplacedBox
from weasyprint.formatting_structure.build import build_formatting_structure
from weasyprint.html import UA_COUNTER_STYLE, get_html_metadata
from weasyprint.images import get_image_from_uri
from weasyprint.layout import LayoutContext, layout_document
from weasyprint.text.fonts import FontConfiguration

from valuepitch.render.charts import chart_of

KNOWN = weasyprint.VERSION.split(".")[0] == "70"
MOST_PLACES = 5_000  # that are kept; a page has some 100 different ones

SVG = "{http://www.w3.org/2000/svg}svg"
# What the test of a selector may look at, if elements at the same place are to pass it alike: name and attributes of
# the element and of its ancestors. A selector that looks at more (siblings, children, text) is tested anew.
_OF_ELEMENTS = {"local_name", "namespace_url", "id", "classes", "lang", "in_html_document", "etree_element"}
_OF_ATTRIBUTES = {"attrib", "tag", "get", "lower", "startswith", "split_whitespace", "ascii_lower"}
_OWN = frozenset({"parent", "ancestors", "any", "next"} | _OF_ELEMENTS | _OF_ATTRIBUTES)
# Elements whose styles are changed by the layout: overflow moves from them to the page.
_OUTER = frozenset({"html", "body"})
# Attributes that declare styles: of any element, and of drawings.
_DECLARING = frozenset({"class", "id", "name", "lang", "{http://www.w3.org/XML/1998/namespace}lang", "style"})
_SIZES = frozenset({"width", "height"})
_HEAD = frozenset({"meta", "title"})
_NOT_IN_BODY = frozenset({"style", "link", "meta", "title"})
_VIEWPORT = re.compile(rf"\d(?:{'|'.join(sorted(VIEWPORT_UNITS))})\b", re.IGNORECASE)

# Parts of a drawing: WeasyPrint would make a box for each, and then take the drawing for all of them.
_WITHOUT_BOX = {"display": ("none",)}


class _Place(NamedTuple):
    """Where an element stands, and the styles of all elements that stand there, by their pseudo-element."""

    styles: dict[str | None, Any]


class Cascade:
    """Stylesheets of a template and paper, with the styles that were computed for its elements.

    Args:
        sheets: stylesheets of the browser and of the template.
        text: of the template's stylesheet.
    """

    def __init__(self, sheets: Mapping[str, CSS], text: str, fonts: FontConfiguration) -> None:
        self.sheets = [(sheet, origin, None) for origin, sheet in sheets.items()]
        self.fonts = fonts
        self.counters = UA_COUNTER_STYLE.copy()
        # A length that follows the paper's size is not known before the first page, and would be kept as it was then.
        self.keeps = not _VIEWPORT.search(text)
        self._read = set(_DECLARING)
        self._wide_names: set[str] = set()
        self._wide_classes: set[str] = set()
        self._places: dict[Any, _Place] = {}
        for sheet in sheets.values():
            self._look_through(sheet.matcher)

    def _look_through(self, matcher: Any) -> None:
        """Which attributes the selectors read, and which elements have a selector that looks further than that."""
        for names, wide in (
            (matcher.lower_local_name_selectors, self._wide_names),
            (matcher.class_selectors, self._wide_classes),
        ):
            wide.update(name for name, entries in names.items() if self._look_further(entries))
        others = [*matcher.lang_attr_selectors, *matcher.other_selectors]
        for entries in (*matcher.id_selectors.values(), *matcher.namespace_selectors.values(), others):
            self.keeps = not self._look_further(entries) and self.keeps

    def _look_further(self, entries: Iterable[Any]) -> bool:
        """Whether some selectors look further than at an element and its ancestors; notes the attributes they read."""
        codes = [code for entry in entries for code in _parts(entry[0].__code__)]
        self._read.update(item for code in codes for item in code.co_consts if isinstance(item, str))
        return not all(_OWN.issuperset(code.co_names) for code in codes)

    def holds(self, html: HTML) -> bool:
        """Whether a page says no more of its styles than its template does, and of itself in its head alone."""
        root = html.etree_element
        return (
            self.keeps
            and "lang" in root.attrib
            and [child.tag for child in root] == ["head", "body"]
            and _HEAD.issuperset(item.tag for item in root[0])
            and _NOT_IN_BODY.isdisjoint(item.tag for item in _boxed(root[1]))
        )

    def place(self, above: _Place | None, element: Element, found: Any = None) -> tuple[Any, _Place | None]:
        """Key and place of an element; None for a place that is not known, or not by what stands above it alone.

        Args:
            above: the place of its parent.
            found: what its selectors gave, where they were tested.
        """
        read = self._read if element.tag != SVG else self._read | _SIZES
        own = tuple((name, text) for name, text in element.items() if name in read)
        if found is None and self._is_wide(element):
            return None, None
        key = (id(above), element.tag, own, found)
        return key, self._places.get(key)

    def _is_wide(self, element: Element) -> bool:
        return element.tag.rpartition("}")[2].lower() in self._wide_names or (
            bool(self._wide_classes) and not self._wide_classes.isdisjoint(element.get("class", "").split())
        )

    def keep(self, key: Any, styles: dict[str | None, Any]) -> _Place:
        """Keep the styles of a place.

        A place is known by the identity of the one above it, so all of them are kept, or none.
        """
        place = self._places[key] = _Place(styles)
        return place

    def make_room(self) -> None:
        """Forget everything where texts in attributes have made too many places."""
        if len(self._places) > MOST_PLACES:
            self._places.clear()


def _parts(code: CodeType) -> Iterator[CodeType]:
    """A piece of compiled code and the pieces in it."""
    yield code
    for item in code.co_consts:
        if isinstance(item, CodeType):
            yield from _parts(item)


def _boxed(element: Element) -> Iterator[Element]:
    """An element and all in it, but for what is in a drawing, which has no boxes."""
    yield element
    for child in element:
        if child.tag != SVG:
            yield from _boxed(child)


class _Styles(StyleFor):  # type: ignore[misc]
    """WeasyPrint's styles of a page's elements, from those of earlier pages."""

    def __init__(self, html: HTML, cascade: Cascade, targets: TargetCollector) -> None:
        self._cascaded_styles: dict[Any, Any] = {}
        self._computed_styles: dict[Any, Any] = {}
        self.initial_page_sizes = {"box": None, "area": None}
        self._sheets = cascade.sheets
        self.font_config = cascade.fonts
        self.html, self.cascade, self.targets = html, cascade, targets
        cascade.make_room()
        self._fill(html.etree_element, None, None)

    def _fill(self, element: Element, parent: Element | None, above: _Place | None) -> None:
        key, place = self.cascade.place(above, element)
        if place is None:
            place = self._computed(element, parent, above, key)
        elif isinstance(anchor := place.styles[None]["anchor"], str):
            self.targets.collect_anchor(anchor)
        if (element, None) not in self._computed_styles:
            for pseudo, style in place.styles.items():
                self._computed_styles[element, pseudo] = _unchanged(style) if element.tag in _OUTER else style
        for child in element:
            if element.tag == SVG:
                self._computed_styles[child, None] = _WITHOUT_BOX
            elif isinstance(child.tag, str):
                self._fill(child, element, place)

    def _computed(self, element: Element, parent: Element | None, above: _Place | None, key: Any) -> _Place:
        """The styles of a place that was not known."""
        matched = [(number, sheet.matcher.match(self._wrapped[element])) for number, (sheet, *_) in _numbered(self)]
        if key is None:
            found = tuple((number, rule[1]) for number, rules in matched for rule in rules)
            key, place = self.cascade.place(above, element, found)
            if place is not None:
                return place
        pseudos = self._cascade(element, matched)
        for pseudo in pseudos:
            self.set_computed_styles(
                element,
                parent=element if pseudo else parent,
                root=self.html.etree_element,
                pseudo_type=pseudo,
                base_url=self.html.base_url,
                target_collector=self.targets,
            )
        self._cascaded_styles.clear()
        return self.cascade.keep(key, {pseudo: self._computed_styles[element, pseudo] for pseudo in pseudos})

    def _cascade(self, element: Element, matched: list[tuple[int, Any]]) -> list[str | None]:
        """Put the declarations that win where WeasyPrint looks for them; the element itself and its pseudo-elements."""
        pseudos: dict[str | None, None] = {None: None}
        bare = Element(element.tag, element.attrib)
        for specificity, _, declarations, base in find_style_attributes(bare, base_url=self.html.base_url):
            self._put(element, None, preprocess_declarations(base, declarations), ("author", inf, specificity))
        for number, rules in matched:
            sheet, origin, _ = self._sheets[number]
            for specificity, _order, pseudo, (declarations, layer) in rules:
                pseudos[pseudo] = None
                order = inf if layer is None else sheet.layers.index(layer)
                self._put(element, pseudo, declarations, (origin, order, specificity))
        return list(pseudos)

    def _put(self, element: Element, pseudo: str | None, declarations: Any, weight: tuple[str, float, Any]) -> None:
        origin, order, specificity = weight
        style = self._cascaded_styles.setdefault((element, pseudo), {})
        for name, values, importance in declarations:
            weighed = (declaration_precedence(origin, importance), order, specificity)
            if name not in style or style[name][1] <= weighed:
                style[name] = values, weighed

    @functools.cached_property
    def _wrapped(self) -> dict[Element, Any]:
        """Every element as selectors see it; made only where something has to be matched."""
        return {wrapper.etree_element: wrapper for wrapper in self.html.wrapper_element.iter_subtree()}


def _unchanged(style: Any) -> Any:
    """A style as it was before a layout."""
    copy = style.copy()
    copy.pop("overflow", None)
    return copy


def _numbered(styles: _Styles) -> Iterator[tuple[int, Any]]:
    return enumerate(styles._sheets)


def lay_out(html: HTML, cascade: Cascade, profiles: Mapping[str, Any], intent: str) -> Document:
    """WeasyPrint's way from HTML to a document, with styles that are kept.

    Args:
        profiles: of colours, by name.
        intent: the name of the profile that the document is made for.
    """
    targets = TargetCollector()
    options = DEFAULT_OPTIONS.copy()
    images = functools.partial(get_image_from_uri, cache={}, url_fetcher=html.url_fetcher, options=options)
    context = LayoutContext(_Styles(html, cascade, targets), images, cascade.fonts, cascade.counters, targets)
    root = build_formatting_structure(
        html.etree_element,
        context.style_for,
        context.get_image_from_uri,
        html.base_url,
        targets,
        cascade.counters,
        context.footnotes,
    )
    for box in _drawings(root):
        box.replacement = chart_of(box.replacement, box.element, cascade.fonts)
    pages = [Page(box) for box in layout_document(html, root, context)]
    metadata = DocumentMetadata(**get_html_metadata(_head(html)))
    return Document(pages, metadata, html.url_fetcher, cascade.fonts, profiles, intent)


def _drawings(root: Any) -> Iterator[Any]:
    """The boxes of drawings that stand in the text."""
    boxes = [root]
    while boxes:
        box = boxes.pop()
        boxes += getattr(box, "children", ())
        if isinstance(box, ReplacedBox) and box.element_tag == SVG:
            yield box


def _head(html: HTML) -> Any:
    """What of a page has a say in its metadata."""
    return SimpleNamespace(
        etree_element=html.etree_element,
        base_url=html.base_url,
        wrapper_element=next(html.wrapper_element.iter_children()),
    )
