"""Which characters the template's fonts have: a missing one is named before anything is drawn."""

from __future__ import annotations

import functools
import io
import string
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from fontTools.ttLib import TTFont

from valuepitch.render.template import FONT_FOLDER, Template

# What every font that sets English has, and what our own texts use (tests/render/test_template.py looks them up).
PLAIN = frozenset(string.ascii_letters + string.digits + string.punctuation + " \u00a0·×÷–−’€£")
# Characters that are shaped away and need no glyph.
_SHAPED = {"\u200c", "\u200d", "\u00ad"}


def covered(template: Template) -> frozenset[str]:
    """The characters that every font of a template has."""
    return _covered(tuple(data for name, data in sorted(template.files.items()) if name.startswith(FONT_FOLDER)))


@functools.lru_cache(maxsize=8)
def _covered(fonts: tuple[bytes, ...]) -> frozenset[str]:
    maps = [set(TTFont(io.BytesIO(font), lazy=True).getBestCmap()) for font in fonts]
    return frozenset(map(chr, set.intersection(*maps))) | _SHAPED if maps else frozenset()


def missing(text: str, template: Template) -> list[str]:
    """The characters of a text that a font lacks, each once."""
    chars = [char for char in dict.fromkeys(text) if char not in PLAIN]
    if not chars:  # most pages: the fonts need not be read for it
        return []
    known = covered(template)
    return [char for char in chars if char not in known]


def named(char: str) -> str:
    """A character with its code and name: 株 (U+682A, CJK UNIFIED IDEOGRAPH-682A)."""
    return f"{char} (U+{ord(char):04X}, {unicodedata.name(char, 'unnamed')})"


def missing_in(context: Mapping[str, Any], template: Template) -> list[str]:
    """The characters of a whole context that a font lacks, each once."""
    return missing("".join(texts_in(context)), template)


def texts_in(value: Any) -> Iterator[str]:
    """Every text of a plain context."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from texts_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts_in(item)
