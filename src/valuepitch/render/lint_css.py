"""What a template's styles may not do: rules for style sheets, style elements and style attributes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import tinycss2

from valuepitch.errors import Problem
from valuepitch.render.lint_source import Folder, Source

RASTER = re.compile(r"\.(png|jpe?g|gif|webp)\b", re.IGNORECASE)
CRISP = ("crisp-edges", "pixelated")
CRISP_HINT = "write image-rendering: crisp-edges; readers of PDF/A may not smooth an image"
_STYLE = re.compile(r"<style\b[^<>]*>((?:(?!<style\b).)*?)</style\s*>", re.DOTALL | re.IGNORECASE)
_STYLE_ATTRIBUTE = re.compile(r"""\sstyle\s*=\s*(["'])(.*?)\1""", re.DOTALL | re.IGNORECASE)
_OUTSIDE = re.compile(r"\s*([a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_EVERYWHERE = frozenset({"*", ":root", "html", "body", "main"})


@dataclass(frozen=True)
class Declaration:
    """One declaration with its place in the file, and the selector that it belongs to."""

    source: Source
    place: int
    selector: str
    name: str
    value: str
    addresses: tuple[str, ...]


def is_outside(address: str) -> bool:
    """Whether an address is not that of a file of the template."""
    return bool(_OUTSIDE.match(address))


def declarations(source: Source) -> Iterator[Declaration]:
    """Every declaration of a file's styles."""
    for start, text, is_list in _styles(source):
        if is_list:
            yield from _declared(source, start, text, "", tinycss2.parse_blocks_contents(text))
        else:
            yield from _in_rules(source, start, text, tinycss2.parse_stylesheet(text, True, True))


def _styles(source: Source) -> Iterator[tuple[int, str, bool]]:
    """Each piece of style with its place; whether it is a list of declarations only."""
    if source.name.endswith(".css"):
        yield 0, source.text, False
        return
    for match in _STYLE.finditer(source.markup):
        yield match.start(1), match[1], False
    for match in _STYLE_ATTRIBUTE.finditer(source.markup):
        yield match.start(2), match[2], True


def _in_rules(source: Source, start: int, text: str, rules: Iterable[Any]) -> Iterator[Declaration]:
    for rule in rules:
        if getattr(rule, "content", None) is not None:
            selector = tinycss2.serialize(rule.prelude).strip()
            content = tinycss2.parse_blocks_contents(rule.content, True, True)
            yield from _declared(source, start, text, selector, content)


def _declared(source: Source, start: int, text: str, selector: str, content: Iterable[Any]) -> Iterator[Declaration]:
    content = list(content)
    yield from _in_rules(source, start, text, [item for item in content if item.type.endswith("-rule")])
    for item in content:
        if item.type == "declaration":
            lines = text.splitlines(keepends=True)
            place = start + sum(map(len, lines[: item.source_line - 1])) + item.source_column - 1
            addresses = tuple(_addresses(item.value))
            value = tinycss2.serialize(item.value).strip().lower()
            yield Declaration(source, place, selector, item.lower_name, value, addresses)


def _addresses(tokens: Iterable[Any]) -> Iterator[str]:
    for token in tokens:
        if token.type == "url":
            yield token.value
        elif token.type == "function":
            texts = [part.value for part in token.arguments if part.type == "string"]
            yield from texts[:1] if token.lower_name in ("url", "src", "image") else _addresses(token.arguments)


@lru_cache(maxsize=64)
def _all(source: Source) -> tuple[Declaration, ...]:
    return tuple(declarations(source))


def opacity(source: Source) -> Iterator[Problem]:
    for found in _all(source):
        if found.name == "opacity" and found.value not in ("1", "1.0", "100%"):
            hint = "write a colour with alpha: rgba(23, 35, 47, 0.7)"
            yield source.at(found.place, "opacity breaks the tags of the page (PDF/UA-1)", hint)


def fixed(source: Source) -> Iterator[Problem]:
    for found in _all(source):
        if found.name == "position" and found.value == "fixed":
            yield source.at(found.place, "position: fixed takes a text out of the page's flow", "write absolute")


def outside(source: Source) -> Iterator[Problem]:
    hint = "put the file into the template folder and name it: url(logo.svg)"
    for found in _all(source):
        for address in filter(is_outside, found.addresses):
            yield source.at(found.place, f"asks for {address[:60]}, which no page may fetch", hint)
    for start, text, is_list in _styles(source):
        for rule in [] if is_list else tinycss2.parse_stylesheet(text, True, True):
            if rule.type == "at-rule" and rule.lower_at_keyword == "import":
                named = [token.value for token in rule.prelude if token.type == "string"]
                for address in filter(is_outside, [*named, *_addresses(rule.prelude)]):
                    place = start + max(text.find(address), 0)
                    yield source.at(place, f"imports {address[:60]}, which no page may fetch", hint)


def raster(source: Source) -> Iterator[Problem]:
    if is_crisp_everywhere(source.folder):
        return
    crisp = {found.selector for found in _all(source) if found.name == "image-rendering" and found.value in CRISP}
    for found in _all(source):
        images = [address for address in found.addresses if RASTER.search(address)]
        if images and found.selector not in crisp:
            yield source.at(found.place, f"{images[0][:60]} would be smoothed", CRISP_HINT)


def is_crisp_everywhere(folder: Folder) -> bool:
    """Whether the whole page has its images drawn without smoothing."""
    return bool(_EVERYWHERE & crisp_selectors(folder))


def crisp_selectors(folder: Folder) -> frozenset[str]:
    """The selectors whose images are drawn without smoothing."""
    return selectors(folder, "image-rendering", CRISP)


@lru_cache(maxsize=64)
def selectors(folder: Folder, name: str, values: tuple[str, ...]) -> frozenset[str]:
    """The single selectors of style sheets and style elements that give a property one of some values."""
    found = [item for source in folder.sources for item in _all(source) if item.name == name and item.value in values]
    return frozenset(one.strip() for item in found for one in item.selector.split(",") if one.strip())


RULES = (opacity, fixed, outside, raster)
