"""What a template's markup may not do: rules for its elements and attributes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from valuepitch.errors import Problem
from valuepitch.render.check import LINK_SCHEMES
from valuepitch.render.lint_css import (
    CRISP,
    CRISP_HINT,
    RASTER,
    crisp_selectors,
    is_crisp_everywhere,
    is_outside,
    selectors,
)
from valuepitch.render.lint_source import VALUE, Source
from valuepitch.render.lint_tags import Element, tags_of

MOST_FLEX = 5
_FLEX = ("flex", "inline-flex")
_LOADING = {"src", "href", "xlink:href", "data", "srcset", "poster", "background"}
_PARTS = re.compile(r"[a-zA-Z][\w-]*|[.#][\w-]+|\*")
_BEFORE_TABLE = frozenset({"td", "th"})


def well_formed(source: Source) -> Iterator[Problem]:
    yield from tags_of(source).problems


def svg_titles(source: Source) -> Iterator[Problem]:
    if source.name.endswith(".svg"):  # an image, which has alt
        return
    for svg in _named(source, "svg"):
        if svg.parent is not None and any(above.name == "svg" for above in svg.parent.above()):
            continue
        titles = [child for child in svg.children if child.name == "title"]
        if not titles or not source.markup[titles[0].start : titles[0].end].strip():
            hint = "write <title>{{ alt }}</title> as its first child; aria-label and role are not read"
            yield source.at(svg.place, "a drawing has no <title>", hint)


def images(source: Source) -> Iterator[Problem]:
    for image in _named(source, "img"):
        if not image.attributes.get("alt", "").strip():
            hint = "say what it shows, or make what only decorates a CSS background"
            yield source.at(image.place, "an image has no alt text", hint)


def headings(source: Source) -> Iterator[Problem]:
    found = [element for element in tags_of(source).elements if re.fullmatch(r"h[1-6]", element.name)]
    if found and source.tree is not None and "<html" in source.markup and not list(source.statements()):
        found.insert(0, Element("h0", 0, 0, {}, None))
    for before, after in itertools.pairwise(found):
        level = int(before.name[1]) + 1
        if int(after.name[1]) > level:
            after_what = f"after <{before.name}>" if level > 1 else "first"
            yield source.at(after.place, f"<{after.name}> {after_what} skips a level", f"write <h{level}>")


def tables(source: Source) -> Iterator[Problem]:
    statements = [at for at, _ in source.statements()]
    for table in _named(source, "table"):
        rows = [row for row in tags_of(source).elements if row.name == "tr" and _table_of(row) is table]
        cells = [cell for row in rows for cell in row.children if cell.name in _BEFORE_TABLE]
        if any("rowspan" in cell.attributes for cell in cells):
            continue
        fixed = [row for row in rows if not any(row.place <= at < row.end for at in statements)]
        widths = [_width(row) for row in fixed]
        for row, width in zip(fixed, widths, strict=True):
            if width is not None and widths[0] is not None and width != widths[0]:
                message = f"a row has {width} cells, the first one {widths[0]}"
                yield source.at(row.place, message, "give every row the same cells, or colspan")


def _table_of(row: Element) -> Element | None:
    return next((above for above in row.above() if above.name == "table"), None)


def _width(row: Element) -> int | None:
    spans = [cell.attributes.get("colspan", "1") for cell in row.children if cell.name in _BEFORE_TABLE]
    return sum(map(int, spans)) if all(span.isdecimal() and len(span) < 5 for span in spans) else None


def flex(source: Source) -> Iterator[Problem]:
    rules = selectors(source.folder, "display", _FLEX)
    depth: dict[Element | None, int] = {None: 0}
    for element in tags_of(source).elements:
        depth[element] = depth[element.parent] + _is_flex(element, rules)
        if depth[element] == MOST_FLEX + 1 and depth[element.parent] == MOST_FLEX:
            message = f"display: flex stands more than {MOST_FLEX} deep, which takes minutes to lay out"
            yield source.at(element.place, message, f"nest at most {MOST_FLEX}, or write display: grid")


def _is_flex(element: Element, rules: frozenset[str]) -> bool:
    style = re.search(r"display\s*:\s*(inline-)?flex", element.attributes.get("style", ""), re.IGNORECASE)
    return bool(style) or any(_fits(element, rule) for rule in rules)


def _fits(element: Element, selector: str) -> bool:
    """Whether a selector may be that of an element; where it stands is not looked at."""
    last = re.split(r"[\s>+~]+", re.sub(r":[\w-]+(\([^)]*\))?|\[[^]]*\]", "", selector).strip())[-1]
    classes = element.attributes.get("class", "").split()
    for part in _PARTS.findall(last):
        known = {"*", element.name, *(f".{name}" for name in classes), f"#{element.attributes.get('id', '')}"}
        if part not in known:
            return False
    return bool(last)


def links(source: Source) -> Iterator[Problem]:
    for link in _named(source, "a"):
        for name in {"href", "xlink:href"} & set(link.attributes):
            address = link.attributes[name].strip()
            if address.startswith(VALUE):
                message = "a link goes wherever a variable says"
                yield source.at(link.place, message, "write the address out, from https: or mailto: on")
            elif not address.lower().startswith((*LINK_SCHEMES, "#")):
                message = f"a link goes to {address[:60] or 'nowhere'}"
                yield source.at(link.place, message, "write an address with https: or mailto:")


def files(source: Source) -> Iterator[Problem]:
    for element in tags_of(source).elements:
        for name in (_LOADING & set(element.attributes)) - ({"href", "xlink:href"} if element.name == "a" else set()):
            address = element.attributes[name]
            if is_outside(address):
                message = f"asks for {address[:60]}, which no page may fetch"
                yield source.at(element.place, message, "put the file into the template folder and name it")


def rasters(source: Source) -> Iterator[Problem]:
    if is_crisp_everywhere(source.folder):
        return
    crisp = crisp_selectors(source.folder)
    for element in tags_of(source).elements:
        address = next(
            (element.attributes[name] for name in ("src", "href", "xlink:href") if name in element.attributes), ""
        )
        if element.name not in ("img", "image") or not RASTER.search(address):
            continue
        styles = [above.attributes.get("style", "") for above in element.above()]
        if any(word in style and "image-rendering" in style for style in styles for word in CRISP):
            continue
        if not any(_fits(above, rule) for above in element.above() for rule in crisp):
            yield source.at(element.place, f"{address[:60]} would be smoothed", CRISP_HINT)


def scripts(source: Source) -> Iterator[Problem]:
    for element in tags_of(source).elements:
        if element.name.lower() == "script":
            yield source.at(element.place, "a page has no scripts", "leave <script> out")
        for name in element.attributes:
            if re.fullmatch(r"on[a-z]+", name):
                yield source.at(element.place, f"a page has no scripts, and {name} is one", f"leave {name} out")


def _named(source: Source, name: str) -> list[Element]:
    return [element for element in tags_of(source).elements if element.name.lower() == name]


RULES = (well_formed, svg_titles, images, headings, tables, flex, links, files, rasters, scripts)
