"""Letters drawn from one Pango layout a style, which is set up once for all texts and pages of a template.

WeasyPrint sets a layout up for a text when it breaks lines, drops it, and sets it up again to draw the text; then it
reads each glyph through six objects of cffi, and writes a correction of nil between most of them. What is drawn here is
the same, and anything but plain letters in a line (decoration, spacing, glyphs that stand higher, colours, writing from
right to left) is left to WeasyPrint.

Like :mod:`valuepitch.render.cascade`, for the version of WeasyPrint that is known.
"""

from __future__ import annotations

import struct
from typing import Any, NamedTuple

import weasyprint.draw
from weasyprint.draw.text import draw_text
from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.fonts import FontConfiguration
from weasyprint.text.line_break import Layout

_READY = "valuepitch_line"  # the attribute of a style that keeps its layout
_GLYPH = struct.Struct("=IiiiI")  # PangoGlyphInfo: glyph, width, horizontal and vertical offset, attributes
_UNUSUAL = pango.PANGO_GLYPH_EMPTY  # this and above: no glyph, or none that the font has
_SIZE_OF_STYLE = pango.pango_version() < 14802  # older ones do not tell the size of a font
_PLAIN_STYLE = {"visibility": "visible", "text_decoration_line": "none", "letter_spacing": "normal", "word_spacing": 0}


class Fonts(FontConfiguration):  # type: ignore[misc]
    """Fonts of a template: texts in them are drawn here."""


class Shown(NamedTuple):
    """Letters of one font as a PDF shows them."""

    font: str
    size: float
    glyphs: str


class Line:
    """A layout of one style, for one text after another."""

    def __init__(self, style: Any) -> None:
        self.style = style
        self.layout = Layout(style)
        pango.pango_layout_set_single_paragraph_mode(self.layout.layout, True)

    def set(self, text: str) -> Any:
        """The line of a text."""
        pango.pango_layout_set_text(self.layout.layout, text.encode(), -1)
        return pango.pango_layout_get_line_readonly(self.layout.layout, 0)

    def shown(self, stream: Any, line: Any, text: str) -> list[Shown] | None:
        """Its letters, which their fonts remember; None where there is more to it than letters side by side."""
        found: list[Shown] = []
        run = line.runs[0]
        while run != ffi.NULL:
            item, run = run.data, run.next
            font, size = stream.add_font(item.item.analysis.font)
            if font.bitmap or font.png or font.svg or font.colr or item.item.analysis.level % 2:
                return None
            size = self.style["font_size"] if _SIZE_OF_STYLE else size
            glyphs = _glyphs(stream, item, font, size, text)
            if glyphs is None:
                return None
            found.append(Shown(font.hash, size, glyphs))
        return found


def _glyphs(stream: Any, item: Any, font: Any, size: float, text: str) -> str | None:
    """Glyphs of one run, and how much closer than their widths say they stand."""
    count, units = item.glyphs.num_glyphs, 1000 * FROM_UNITS / size
    widths, known, parts = font.widths, font.to_unicode, ["<"]
    for i, (glyph, width, right, up, _) in enumerate(
        _GLYPH.iter_unpack(ffi.buffer(item.glyphs.glyphs, count * _GLYPH.size))
    ):
        if right or up or glyph >= _UNUSUAL:
            return None
        if glyph not in known:
            known[glyph] = _letters(item, i, count, text)
        if glyph not in widths:
            pango.pango_font_get_glyph_extents(item.item.analysis.font, glyph, stream.ink_rect, stream.logical_rect)
            widths[glyph] = round(stream.logical_rect.width * units)
        closer = int(widths[glyph] - width * units)
        parts.append(f"{glyph:04x}>{closer}<" if closer else f"{glyph:04x}")
    return "".join(parts).removesuffix("<") + ("" if parts[-1].endswith("<") else ">")


def _letters(item: Any, i: int, count: int, text: str) -> str:
    """What a glyph stands for."""
    clusters, offset = item.glyphs.log_clusters, item.item.offset
    end = item.item.length if i == count - 1 else clusters[i + 1]
    return text.encode()[offset + clusters[i] : offset + end].decode()


def ready(style: Any) -> Line | None:
    """The line of a style, made when it is first needed; None for a style that is left to WeasyPrint."""
    kept = vars(style)
    if _READY not in kept:
        is_plain = all(style[name] == value for name, value in _PLAIN_STYLE.items()) and style["font_size"] >= 1e-6
        kept[_READY] = Line(style) if is_plain else None
    line: Line | None = kept[_READY]
    return line


def write(stream: Any, shown: list[Shown], x: float, y: float) -> None:
    """Show letters, their foot at a place."""
    stream.begin_text()
    stream.set_text_matrix(1, 0, 0, -1, x, y)
    for part in shown:
        stream.set_font_size(part.font, part.size)
        stream.show_text(part.glyphs)
    stream.end_text()


def _draw_text(stream: Any, textbox: Any, offset_x: float, text_overflow: str, *ellipsis: str) -> None:
    """WeasyPrint's ``draw_text`` for plain letters."""
    style, text = textbox.style, textbox.text
    line = None
    if isinstance(style.font_config, Fonts) and text_overflow == "clip" and ellipsis in ((), ("none",)):
        line = ready(style)
    if line is None or textbox.justification_spacing or "\t" in text or "\n" in text or not text.strip():
        draw_text(stream, textbox, offset_x, text_overflow, *ellipsis)
        return
    text = textbox.pango_layout.text
    shown = line.shown(stream, line.set(text), text)
    if shown is None:
        draw_text(stream, textbox, offset_x, text_overflow, *ellipsis)
        return
    stream.set_color(style["color"])
    write(stream, shown, textbox.position_x, textbox.position_y + textbox.baseline)


def take_over() -> None:
    """Draw texts in :class:`Fonts` here; those of other fonts stay with WeasyPrint."""
    weasyprint.draw.draw_text = _draw_text
