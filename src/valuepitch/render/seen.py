"""The letters of a finished page as an eye meets them: each one with what keeps it from being read.

The page is drawn three times: as it is, without its text, and its text alone in black. Where the third has ink, the
first has to stand out from the second. So it does not matter how a text was hidden.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as raw

SMALLEST = 7.0  # points, as drawn
CONTRAST = 3.0
SCALE = 2.1  # pixels of a point: 151 dots an inch
LARGEST = 2000.0  # points; no paper is larger, and drawing a larger one takes memory

OFF_PAGE = "stands off the page"
SMALL = f"is smaller than {SMALLEST:g} pt"
TURNED = "is turned or mirrored"
APART = "has letters that stand apart"
CROWDED = "stands over or under another text"
FAINT = "cannot be told from what is behind or over it"

_TOLERANCE = 0.05  # points of type size
_LOWEST = 2.8  # points that the ink of the lowest letter is high at least
_EDGE = 0.5  # points that a letter may stand over the edge
_WORD_GAP, _LETTER_GAP = 0.3, 0.6  # of the type size: a new word; too far for one word
_INK = 0.25  # coverage of a pixel from which its colour can be told
_LEAST_SEEN = 0.85  # of a letter's ink
_LEAST_OWN = 0.4  # of a letter's box that no other letter's box covers
_LEAST_DRAWN = 0.06  # of a letter's box that its ink covers
_WIDER = 1000.0
_BLACK = (0, 0, 0, 255)

Shape = tuple[int, int]
Box = tuple[float, float, float, float]
Bytes = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Labels = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Letter:
    """One letter of a page.

    Attributes:
        char: the letter.
        fault: what keeps it from being read; "" for nothing.
        begins: a word begins with it.
        joins: it stands close enough to the letter before it to be read as the same word.
    """

    char: str
    fault: str
    begins: bool
    joins: bool


@dataclass(frozen=True)
class _Drawn:
    """Letters in the order in which they are drawn.

    Attributes:
        boxes: rows of left, bottom, right, top, close around the ink.
        axes: rows of a, b, c, d of the matrix times the type size.
        feet: heights of the lines that they stand on.
        spaced: a space stands before the letter.
    """

    chars: list[str]
    boxes: Floats
    axes: Floats
    feet: Floats
    spaced: list[bool]


def letters(pdf: bytes) -> list[Letter] | None:
    """The visible letters of a file's first page in the order of its text; None where it is larger than any paper."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        if max(page.get_size()) > LARGEST:
            return None
        drawn = _read(page)
        if not drawn.chars:
            return []
        pictures = _pictures(page)
        glyphs = _glyphs(drawn)
        pixels = _pixels(drawn.boxes[np.flatnonzero(np.diff(glyphs, prepend=-1))], page, pictures.shape)
        labels = _labels(pixels, pictures.shape)
        crowded, unseen = _crowded(pixels, labels)[glyphs], _unseen(pixels, labels, pictures)[glyphs]
        faults = _faults(drawn, _sheet(page), crowded, unseen)
        begins, joins = _words(drawn, glyphs)
    return [Letter(*each) for each in zip(drawn.chars, faults, begins, joins, strict=True)]


def _sheet(page: Any) -> Box:
    """Left, bottom, right, top of what is printed: all boxes that a page may have, cut with one another."""
    boxes = [page.get_mediabox(), page.get_cropbox(), page.get_trimbox()]
    return (
        max(box[0] for box in boxes),
        max(box[1] for box in boxes),
        min(box[2] for box in boxes),
        min(box[3] for box in boxes),
    )


def _read(page: Any) -> _Drawn:
    """The letters in the order in which they are drawn.

    *Why:* PDFium sorts what stands on one line, also where the line goes through two columns.
    """
    texts, order = page.get_textpage(), {_address(item): index for index, item in enumerate(_objects(page))}
    found: list[tuple[int, int, str]] = []
    for index in range(texts.count_chars()):
        if raw.FPDFText_IsGenerated(texts, index) != 1:
            place = order.get(_address(raw.FPDFText_GetTextObject(texts, index)), len(order))
            code = raw.FPDFText_GetUnicode(texts, index)
            found.append((place, index, chr(code) if 0 < code < 0x110000 else "\ufffd"))
    found.sort()
    isspace = [char.isspace() for _, _, char in found]
    spaced = [before for before, space in zip([True, *isspace], isspace, strict=False) if not space]
    kept = [letter for letter in found if not letter[2].isspace()]
    measured = _measured(texts, kept)
    return _Drawn([char for _, _, char in kept], measured[:, :4], measured[:, 4:8], measured[:, 8], spaced)


def _measured(texts: Any, found: list[tuple[int, int, str]]) -> Floats:
    """Box, axes and foot of each letter; those of one piece of text have the same axes."""
    rows, axes, last = list[tuple[float, ...]](), (0.0,) * 4, -1
    (left, right, bottom, top, x, y), matrix = [ctypes.c_double() for _ in range(6)], raw.FS_MATRIX()
    for place, index, _ in found:
        raw.FPDFText_GetCharBox(texts, index, left, right, bottom, top)
        raw.FPDFText_GetCharOrigin(texts, index, x, y)
        if place != last:
            raw.FPDFText_GetMatrix(texts, index, matrix)
            size, last = raw.FPDFText_GetFontSize(texts, index), place
            axes = matrix.a * size, matrix.b * size, matrix.c * size, matrix.d * size
        rows.append((left.value, bottom.value, right.value, top.value, *axes, y.value))
    return np.array(rows).reshape(-1, 9)


def _address(item: Any) -> int:
    return ctypes.cast(item, ctypes.c_void_p).value or 0


def _glyphs(drawn: _Drawn) -> Ints:
    """The number of each letter's glyph: the letters of a ligature (ffi) have one."""
    new = np.ones(len(drawn.chars), dtype=np.int64)
    new[1:] = (drawn.boxes[1:] != drawn.boxes[:-1]).any(axis=1)
    alone = [not char.isalpha() for char in drawn.chars]
    return np.cumsum(new | alone) - 1


def _faults(drawn: _Drawn, sheet: Box, crowded: Flags, unseen: Flags) -> list[str]:
    """What is to be said against each letter, the first of several."""
    left, bottom, right, top = drawn.boxes.T
    a, b, c, d = drawn.axes.T
    off = (
        (left < sheet[0] - _EDGE) | (bottom < sheet[1] - _EDGE) | (right > sheet[2] + _EDGE) | (top > sheet[3] + _EDGE)
    )
    # The narrower of the two ways in which a matrix stretches a letter.
    squares = a * a + b * b + c * c + d * d
    area = a * d - b * c
    least = np.sqrt(np.maximum(squares - np.sqrt(np.maximum(squares * squares - 4 * area * area, 0)), 0) / 2)
    turned = (area <= 0) | (np.abs(b) > a)
    # A face may draw small letters at a large size, as some do for capitals and for raised figures.
    low = (top - bottom < _LOWEST) & np.array([char.isalnum() for char in drawn.chars])
    small = (least < SMALLEST - _TOLERANCE) | low
    kinds = [(off, OFF_PAGE), (small, SMALL), (turned, TURNED), (crowded, CROWDED), (unseen, FAINT)]
    chosen = np.select([mask for mask, _ in kinds], [np.full(len(a), i) for i in range(1, len(kinds) + 1)], 0)
    names = ["", *(name for _, name in kinds)]
    return [names[index] for index in chosen]


def _pixels(boxes: Floats, page: Any, shape: Shape) -> Ints:
    """Boxes as rows of left, top, right, bottom in pixels of a picture of the page, each a pixel wide at least."""
    left, bottom, right, top = boxes.T
    west, _, _, north = page.get_cropbox()
    limit = np.array([shape[1], shape[0]] * 2)
    scale = limit / np.array(page.get_size() * 2)  # a picture has whole pixels
    corners = np.stack([left - west, north - top, right - west, north - bottom], axis=1) * scale
    corners = np.clip(np.nan_to_num(corners), 0, limit)
    found: Ints = np.concatenate([np.floor(corners[:, :2]), np.ceil(corners[:, 2:])], axis=1).astype(np.int64)
    found[:, :2] = np.minimum(found[:, :2], limit[:2] - 1)
    found[:, 2:] = np.maximum(found[:, 2:], found[:, :2] + 1)
    return found


def _labels(pixels: Ints, shape: Shape, backwards: bool = False) -> Labels:
    """A picture in which every pixel of a glyph's box holds the glyph's number, counted from 1."""
    labels = np.zeros(shape, dtype=np.int32)
    numbered = list(enumerate(pixels.tolist(), 1))
    for number, (left, top, right, bottom) in reversed(numbered) if backwards else numbered:
        labels[top:bottom, left:right] = number
    return labels


def _crowded(pixels: Ints, labels: Labels) -> Flags:
    """Which glyphs lose too much of their box to glyphs drawn before or after them."""
    count = len(pixels)
    kept = np.minimum(_areas(labels, count), _areas(_labels(pixels, labels.shape, backwards=True), count))
    found: Flags = kept < _LEAST_OWN * _sizes(pixels)
    return found


def _sizes(pixels: Ints) -> Ints:
    return (pixels[:, 2] - pixels[:, 0]) * (pixels[:, 3] - pixels[:, 1])


def _areas(labels: Labels, count: int) -> Ints:
    return np.bincount(labels[labels > 0], minlength=count + 1)[1:]


def _words(drawn: _Drawn, glyphs: Ints) -> tuple[list[bool], list[bool]]:
    """Where words begin, and which letters stand close enough to the one before them."""
    size = np.maximum(np.hypot(drawn.axes[:, 0], drawn.axes[:, 1]), 0.01)
    left, _, right, _ = drawn.boxes.T
    gap = np.full(len(left), np.inf)
    gap[1:] = (left[1:] - right[:-1]) / size[1:]
    line = np.ones(len(left), dtype=bool)  # another line than the letter before
    line[1:] = np.abs(np.diff(drawn.feet)) > size[1:] / 2
    same = np.diff(glyphs, prepend=-1) == 0
    begins = (np.array(drawn.spaced) | (np.abs(gap) > _WORD_GAP) | line) & ~same
    joins = (np.abs(gap) <= _LETTER_GAP) | line | same
    return begins.tolist(), joins.tolist()


def _unseen(pixels: Ints, labels: Labels, pictures: _Pictures) -> Flags:
    """Which glyphs' ink does not stand out from what is drawn where they stand."""
    count = len(pixels)
    inked = np.flatnonzero((pictures.alone[:, :, 1] <= 255 * (1 - _INK)) & (labels > 0))
    share, owner = 1 - pictures.alone.reshape(-1, 3)[inked, 1] / 255, labels.ravel()[inked]
    behind = pictures.bare.reshape(-1, 3)[inked].astype(np.float64)
    over = pictures.shown.reshape(-1, 3)[inked].astype(np.float64)
    # The colour of the ink itself, of which a pixel at a letter's edge shows a part.
    ink = np.clip(behind + (over - behind) / share[:, None], 0, 255)
    seen = _contrast(ink, behind) >= CONTRAST
    expected = np.bincount(owner, share, count + 1)[1:]
    visible = np.bincount(owner, share * seen, count + 1)[1:]
    found: Flags = (visible < _LEAST_SEEN * expected) | (expected <= _LEAST_DRAWN * _sizes(pixels))
    return found


@dataclass(frozen=True)
class _Pictures:
    """A page as it is, without its text, and its text alone: black, in full strength, nothing cut off."""

    shown: Bytes
    bare: Bytes
    alone: Bytes

    @property
    def shape(self) -> Shape:
        return self.shown.shape[0], self.shown.shape[1]


def _pictures(page: Any) -> _Pictures:
    """Draw a page three times; afterwards it is the last of the three."""
    objects = list(_objects(page))
    shown = _picture(page)
    for item in objects:
        raw.FPDFPageObj_SetIsActive(item, raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_TEXT)
    bare = _picture(page)
    for item in objects:
        kind = raw.FPDFPageObj_GetType(item)
        raw.FPDFPageObj_SetIsActive(item, kind in (raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_FORM))
        raw.FPDFPageObj_SetFillColor(item, *_BLACK)
        _widen(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            raw.FPDFTextObj_SetTextRenderMode(item, raw.FPDF_TEXTRENDERMODE_FILL)
    return _Pictures(shown, bare, _picture(page))


def _widen(item: Any) -> None:
    """Let nothing of an object be cut off, by making what it is cut by a thousand times as large around its middle."""
    clip = raw.FPDFPageObj_GetClipPath(item)
    west, south, east, north = -np.inf, -np.inf, np.inf, np.inf
    for path in range(max(raw.FPDFClipPath_CountPaths(clip), 0)):
        points = list(_points(clip, path))
        if not points:  # nothing at all is left
            return
        xs, ys = zip(*points, strict=True)
        west, south, east, north = max(west, min(xs)), max(south, min(ys)), min(east, max(xs)), min(north, max(ys))
    x, y = (west + east) / 2, (south + north) / 2
    if west < east and south < north and math.isfinite(x) and math.isfinite(y):
        raw.FPDFPageObj_TransformClipPath(item, _WIDER, 0, 0, _WIDER, x - _WIDER * x, y - _WIDER * y)


def _points(clip: Any, path: int) -> Iterator[tuple[float, float]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(max(raw.FPDFClipPath_CountPathSegments(clip, path), 0)):
        raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, path, index), x, y)
        yield x.value, y.value


def _objects(page: Any) -> Iterator[Any]:
    """Every object of the page in the order in which they are drawn, those inside groups too."""
    waiting = [raw.FPDFPage_GetObject(page, index) for index in range(raw.FPDFPage_CountObjects(page))][::-1]
    while waiting:
        item = waiting.pop()
        yield item
        if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_FORM:
            count = raw.FPDFFormObj_CountObjects(item)
            waiting += [raw.FPDFFormObj_GetObject(item, index) for index in range(count)][::-1]


def _picture(page: Any) -> Bytes:
    picture: Bytes = page.render(scale=SCALE).to_numpy()
    return picture[:, :, :3]


def _contrast(one: Floats, other: Floats) -> Floats:
    """The contrast of colours as the Web Content Accessibility Guidelines define it."""
    first, second = _luminance(one), _luminance(other)
    found: Floats = (np.maximum(first, second) + 0.05) / (np.minimum(first, second) + 0.05)
    return found


def _luminance(colours: Floats) -> Floats:
    """Of rows of blue, green and red, 0 to 255."""
    found: Floats = _LINEAR[np.rint(colours).astype(np.uint8)] @ np.array([0.0722, 0.7152, 0.2126])
    return found


_PARTS = np.arange(256) / 255
_LINEAR = np.where(_PARTS <= 0.04045, _PARTS / 12.92, ((_PARTS + 0.055) / 1.055) ** 2.4)
