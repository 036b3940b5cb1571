"""Charts drawn in one go: lines, areas, bars, marks and labels of an SVG with nothing else in it.

WeasyPrint shapes each letter of an SVG's text by itself, twice, draws a label that does not begin at its anchor as a
picture of its own, and says the whole state of the pen anew for each line: half of a page's drawing went into two
charts. Here a label is shaped once, as a whole, so that its letters also stand as closely as those of other texts.

Like :mod:`valuepitch.render.cascade`, for the version of WeasyPrint that is known.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from xml.etree.ElementTree import Element

from tinycss2.color5 import parse_color
from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.draw.text import draw_first_line
from weasyprint.images import SVGImage
from weasyprint.matrix import Matrix
from weasyprint.text.fonts import FontConfiguration
from weasyprint.text.line_break import line_size

from valuepitch.render import letters

NAMESPACE = "{http://www.w3.org/2000/svg}"
# What each element may say; one that says more, or an element that is not here, is left to WeasyPrint.
_PAINT = frozenset({"fill", "stroke", "stroke-width"})
_MAY_SAY = {
    "title": frozenset[str](),
    "line": frozenset({"x1", "x2", "y1", "y2", "stroke", "stroke-width"}),
    "polyline": _PAINT | {"points", "stroke-dasharray"},
    "polygon": _PAINT | {"points"},
    "rect": _PAINT | {"x", "y", "width", "height"},
    "circle": _PAINT | {"cx", "cy", "r"},
    "text": frozenset({"x", "y", "font-size", "font-weight", "text-anchor", "fill"}),
}
_PICTURE = frozenset({"width", "height", "viewBox", "font-family"})
_BEFORE = {"start": 0.0, "middle": 0.5, "end": 1.0}  # the share of a label that stands before its anchor
_MITER_LIMIT = 4.0  # as SVG has it
_PLACE = {"line": ("x1", "y1", "x2", "y2"), "rect": ("x", "y", "width", "height"), "circle": ("cx", "cy", "r")}
_TYPE = {"x": "0", "y": "0", "font-size": "16", "font-weight": "400"}  # of a label, where it says nothing
_ROUND = 0.5523  # how far the handles of a curve are from its ends, in radii, so that four are a circle


class _Another(Exception):
    """A picture that is left to WeasyPrint."""


@dataclass(frozen=True)
class _Shape:
    """A line, an area or a bar.

    Attributes:
        tag: of the element.
        at: numbers of its place, in the order of :data:`_PLACE`, or of its points.
        fill, stroke: colours, or None.
        pen: width of its stroke.
        dashes: lengths of what is drawn and what is not, or nothing.
    """

    tag: str
    at: tuple[float, ...]
    fill: Any
    stroke: Any
    pen: float
    dashes: tuple[float, ...]


@dataclass(frozen=True)
class _Label:
    """A text: its anchor, which share of it stands before that, its type and colour."""

    x: float
    y: float
    before: float
    size: float
    weight: int
    fill: Any
    text: str


@dataclass(frozen=True)
class Chart:
    """What WeasyPrint asks of an image, for a chart.

    Attributes:
        image: WeasyPrint's own, which knows its size.
        parts: what is drawn, in the order of drawing.
        size: width and height in the units of the parts.
        family: of its type.
    """

    image: SVGImage
    parts: tuple[_Shape | _Label, ...]
    size: tuple[float, float]
    family: str
    fonts: FontConfiguration

    def get_intrinsic_size(self, image_resolution: float, font_size: float) -> Any:
        return self.image.get_intrinsic_size(image_resolution, font_size)

    def draw(self, stream: Any, width: float, height: float, _style: Any) -> None:
        """Draw it, as large as it is asked for, in the middle of its place."""
        scale = min(width / self.size[0], height / self.size[1])
        left, top = (width - self.size[0] * scale) / 2, (height - self.size[1] * scale) / 2
        stream.transform(a=scale, d=scale, e=left, f=top)
        stream.set_miter_limit(_MITER_LIMIT)
        pen, dashes = 1.0, tuple[float, ...]()
        for part in self.parts:
            if isinstance(part, _Label):
                self._write(stream, part)
                continue
            if part.stroke and part.pen != pen:
                pen = part.pen
                stream.set_line_width(pen)
            if part.stroke and part.dashes != dashes:
                dashes = part.dashes
                stream.set_dash(dashes, 0)
            _draw(stream, part)

    def _write(self, stream: Any, label: _Label) -> None:
        line = _line(self.family, label.size, label.weight, self.fonts)
        laid = line.set(label.text)
        left = label.x - label.before * line_size(laid, line.style)[0]
        stream.set_color(label.fill)
        shown = line.shown(stream, laid, label.text)
        if shown is not None:
            letters.write(stream, shown, left, label.y)
            return
        stream.begin_text()
        line.layout.text = label.text
        box = SimpleNamespace(pango_layout=line.layout, style=line.style, text=label.text)
        draw_first_line(stream, box, "none", "none", Matrix(d=-1, e=left, f=label.y))
        stream.end_text()


class _Type(dict[str, Any]):
    """A style as text layout reads it."""

    font_config: FontConfiguration


@functools.lru_cache(maxsize=32)
def _line(family: str, size: float, weight: int, fonts: FontConfiguration) -> letters.Line:
    style = _Type(INITIAL_VALUES)
    style.font_config = fonts
    style.update(font_family=[family], font_size=size, font_weight=weight)
    return letters.Line(style)


def chart_of(image: SVGImage, element: Element, fonts: FontConfiguration) -> Chart | SVGImage:
    """The chart of an ``<svg>`` element; WeasyPrint's image, where there is more in it than a chart has."""
    try:
        _allow(element, _PICTURE)
        left, top, width, height = _four(element.get("viewBox"))
        family = element.get("font-family", "sans-serif")
        if (left, top) != (0, 0) or width <= 0 or height <= 0 or "," in family:
            raise _Another
        parts = [_part(child) for child in element]
    except _Another:
        return image
    return Chart(image, tuple(part for part in parts if part), (width, height), family, fonts)


def _part(element: Element) -> _Shape | _Label | None:
    tag = element.tag.removeprefix(NAMESPACE)
    if tag not in _MAY_SAY or len(element):
        raise _Another
    said = _allow(element, _MAY_SAY[tag])
    if tag == "title":
        return None
    return _label(element, said) if tag == "text" else _shape(tag, said)


def _shape(tag: str, said: Mapping[str, str]) -> _Shape:
    names = _PLACE.get(tag, ())
    at = _numbers(" ".join(said.get(name, "0") for name in names) if names else said.get("points"))
    if names and len(at) != len(names):
        raise _Another
    pen = sum(_numbers(said.get("stroke-width", "1"))[:1])
    # A line has no area. Where no fill is named, an area is black.
    fill = None if tag == "line" else _paint(said.get("fill", "black"))
    stroke = _paint(said.get("stroke", "none")) if pen > 0 else None
    if (tag in ("rect", "circle") and min(at[2:]) < 0) or (not names and (not at or len(at) % 2)):
        raise _Another
    return _Shape(tag, at, fill, stroke, pen, _numbers(said.get("stroke-dasharray")))


def _label(element: Element, said: Mapping[str, str]) -> _Label | None:
    text, anchor = element.text or "", said.get("text-anchor", "start")
    spaced = text.translate({9: " ", 10: " ", 13: " "})
    if "  " in spaced or spaced != text or text != text.strip(" ") or anchor not in _BEFORE:
        raise _Another
    x, y, size, weight = _four(" ".join(said.get(name, usual) for name, usual in _TYPE.items()))
    if size <= 0:
        raise _Another
    fill = _paint(said.get("fill", "black"))
    return _Label(x, y, _BEFORE[anchor], size, int(weight), fill, text) if text and fill else None


def _allow(element: Element, names: frozenset[str]) -> Mapping[str, str]:
    if not names.issuperset(element.attrib):
        raise _Another
    return element.attrib


@functools.lru_cache(maxsize=4096)
def _numbers(text: str | None) -> tuple[float, ...]:
    try:
        numbers = tuple(map(float, (text or "").replace(",", " ").split()))
    except ValueError:  # a unit, or a share of something
        raise _Another from None
    if not all(map(math.isfinite, numbers)):
        raise _Another
    return numbers


def _four(text: str | None) -> tuple[float, float, float, float]:
    numbers = _numbers(text)
    if len(numbers) != 4:
        raise _Another
    a, b, c, d = numbers
    return a, b, c, d


@functools.lru_cache(maxsize=64)
def _paint(text: str) -> Any:
    """A colour, or None for none."""
    if text == "none":
        return None
    colour = parse_color(text)
    if colour is None or isinstance(colour, str):
        raise _Another
    return colour


def _draw(stream: Any, shape: _Shape) -> None:
    if shape.fill:
        stream.set_color(shape.fill)
    if shape.stroke:
        stream.set_color(shape.stroke, stroke=True)
    _outline(stream, shape)
    if shape.fill and shape.stroke:
        stream.fill_and_stroke()
    elif shape.fill:
        stream.fill()
    elif shape.stroke:
        stream.stroke()
    else:
        stream.end()


def _outline(stream: Any, shape: _Shape) -> None:
    at = shape.at
    if shape.tag == "rect":
        stream.rectangle(*at)
    elif shape.tag == "circle":
        x, y, r = at
        k = r * _ROUND
        stream.move_to(x + r, y)
        stream.curve_to(x + r, y + k, x + k, y + r, x, y + r)
        stream.curve_to(x - k, y + r, x - r, y + k, x - r, y)
        stream.curve_to(x - r, y - k, x - k, y - r, x, y - r)
        stream.curve_to(x + k, y - r, x + r, y - k, x + r, y)
        stream.close()
    else:
        stream.move_to(*at[:2])
        for point in zip(at[2::2], at[3::2], strict=True):
            stream.line_to(*point)
        if shape.tag == "polygon":
            stream.close()
