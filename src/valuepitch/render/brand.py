"""A seller's brand over a template: its colours, its typeface, its logo."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from pydantic import ValidationError

from valuepitch.documents import read_yaml
from valuepitch.errors import InputError, Problem, TemplateError, in_order
from valuepitch.files import read_bytes
from valuepitch.model.base import faults
from valuepitch.model.brand import Brand
from valuepitch.render.template import FILE_LIMIT, FONT_FOLDER, Template, digest_of

FILE = "brand.yaml"
LEAST_CONTRAST = 4.5  # of text on the paper, as WCAG 2 asks for
LARGEST_LOGO = 4_000  # pixels a side; a page prints some 600

_TEXT_COLOURS = ("ink", "accent", "quiet")
_SHAPES = ("path", "rect", "circle", "ellipse", "line", "polyline", "polygon")
_ALLOWED_SVG = frozenset({"svg", "g", "defs", "linearGradient", "radialGradient", "stop", "title", "desc", *_SHAPES})


def with_brand(template: Template, folder: Path) -> Template:
    """A template with the brand of a folder; the template itself where it has no ``brand.yaml``.

    Raises:
        InputError: every problem of the file.
        TemplateError: its logo or a font of it cannot be used.
    """
    path = folder / FILE
    if not path.is_file():
        return template
    brand = _read(path)
    tokens = {**template.tokens, **brand.colours}
    _check_contrast(tokens, path)
    files = {FILE: read_bytes(path, FILE_LIMIT)}
    if brand.typeface:
        face = brand.typeface
        named = {"sans-regular": face.regular, "sans-semibold": face.semibold}
        named["serif-semibold"] = face.heading or face.semibold
        files |= {f"{FONT_FOLDER}{name}.ttf": _font(folder / file) for name, file in named.items()}
    if brand.logo:
        name, data = _logo(folder / brand.logo.file)
        files[name] = data
    merged = {**template.files, **files}
    digest = digest_of({"template": template.digest.encode(), **files})
    used = (*template.folders, str(folder)) if str(folder) not in template.folders else template.folders
    return replace(
        template,
        files=merged,
        tokens=tokens,
        digest=digest,
        brand=brand,
        changed=(*template.changed, *sorted(files)),
        folders=used,
    )


def logo_name(template: Template) -> str:
    """The file of the logo in a template; "" where it has none."""
    return next((name for name in template.files if name.startswith("brand-logo.")), "")


def _read(path: Path) -> Brand:
    document = read_yaml(read_bytes(path, FILE_LIMIT), str(path))
    problems = list(document.problems)
    if not problems:
        try:
            return Brand.model_validate(document.data or {})
        except ValidationError as error:
            problems = [document.problem(f.path, f.message, f.hint, key=f.key, column=f.column) for f in faults(error)]
    raise InputError(str(path), in_order(problems))


def _check_contrast(tokens: dict[str, str], path: Path) -> None:
    problems = [
        Problem(
            f"colours.{name} {tokens[name]} has a contrast of {ratio:.1f}:1 on {tokens['paper']}",
            f"text needs {LEAST_CONTRAST}:1; take a darker one",
            file=str(path),
        )
        for name in _TEXT_COLOURS
        if (ratio := contrast(tokens[name], tokens["paper"])) < LEAST_CONTRAST
    ]
    if problems:
        raise InputError(str(path), tuple(problems))


def contrast(one: str, other: str) -> float:
    """The ratio of the luminances of two colours (#rrggbb), 1 to 21, as WCAG 2 defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _font(path: Path) -> bytes:
    from fontTools.ttLib import TTFont, TTLibError

    data = read_bytes(path, FILE_LIMIT)
    try:
        with TTFont(io.BytesIO(data), lazy=True) as font:
            has_letters = "cmap" in font and ord("A") in (font.getBestCmap() or {})
    except (TTLibError, AssertionError, ValueError, LookupError, EOFError) as error:
        raise TemplateError(f"{path} is no font that can be read", "use a TrueType or OpenType file") from error
    if not has_letters:
        raise TemplateError(f"{path} has no letters", "use the file of a text typeface")
    return data


def _logo(path: Path) -> tuple[str, bytes]:
    """A logo as the page takes it: a drawing without anything active, or a picture in the colours of a screen."""
    data = read_bytes(path, FILE_LIMIT)
    if not data:
        raise TemplateError(f"{path} is empty", "save the logo anew")
    if path.suffix.lower() == ".svg":
        _check_svg(data, path)
        return "brand-logo.svg", data
    return "brand-logo.png", _picture(data, path)


def _check_svg(data: bytes, path: Path) -> None:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise TemplateError(f"{path} declares a document type or entities", "save it as plain SVG")
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        raise TemplateError(f"{path} is not well-formed SVG ({error})", "save it anew as plain SVG") from error
    for element in root.iter():
        tag = str(element.tag).rpartition("}")[2]
        if tag not in _ALLOWED_SVG:
            raise TemplateError(f"{path} holds a {tag}", "a logo is drawn with shapes alone; turn text into outlines")
        for name, value in element.attrib.items():
            local = name.rpartition("}")[2]
            if local.startswith("on") or local in ("href", "style") or re.search(r"url\((?!\s*[\"']?#)", value):
                raise TemplateError(f"{path} has the attribute {local}", "use plain attributes, and nothing outside")


def _picture(data: bytes, path: Path) -> bytes:
    from PIL import Image

    try:
        with _whole_pictures(), Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
            if max(picture.size) > LARGEST_LOGO:
                side = f"{picture.size[0]} × {picture.size[1]} pixels"
                raise TemplateError(f"{path} has {side}", f"at most {LARGEST_LOGO} a side; save it smaller")
            out = io.BytesIO()
            _screen_colours(picture).save(out, "PNG", optimize=False)
            return out.getvalue()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise TemplateError(f"{path} is no PNG or JPEG that can be read", "save it anew, or as SVG") from error


@contextlib.contextmanager
def _whole_pictures() -> Iterator[None]:
    """A picture that is cut off is refused. *Why:* WeasyPrint tells Pillow to fill up what is missing."""
    from PIL import ImageFile

    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _screen_colours(picture: Any) -> Any:
    """In red, green and blue over white: a page in sRGB takes no inks, and PDF/A no half-transparent pixels."""
    from PIL import Image

    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        over = picture.convert("RGBA")
        ground = Image.new("RGB", over.size, "white")
        ground.paste(over, mask=over.getchannel("A"))
        return ground
    return picture.convert("RGB")
