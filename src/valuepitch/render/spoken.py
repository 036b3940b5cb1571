"""The words that stand in a template itself, with their places; most templates have none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_READ = (".html.j2", ".svg.j2", ".svg")
# What is no text: Jinja's own, styles and scripts, comments, tags (but the words of their labels).
_JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_STYLE = re.compile(r"<(style|script)\b.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_LABEL = re.compile(r"""\b(?:alt|title|aria-label)\s*=\s*(["'])(.*?)\1""", re.DOTALL)


def words_of(files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Each file of a template that holds words of its own, with these words where they stand."""
    for name in sorted(files):
        if name.endswith(_READ):
            text = _text(files[name].decode("utf-8", "replace"))
            if text.strip():
                yield name, text


def _text(source: str) -> str:
    """A template with everything but its words replaced by spaces, so that places stay."""
    for pattern in (_JINJA, _STYLE):
        source = pattern.sub(lambda match: _blank(match[0]), source)
    return _TAG.sub(_only_labels, source)


def _only_labels(match: re.Match[str]) -> str:
    out = _blank(match[0])
    for label in _LABEL.finditer(match[0]):
        start, end = label.span(2)
        out = out[:start] + label[2] + out[end:]
    return out


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
