"""The tags of a template, read with Jinja's statements left out: elements with their parents, and what is not XML."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from valuepitch.errors import Problem
from valuepitch.render.lint_source import Source

# No part reaches over the beginning of another of its kind, so that reading takes no longer than the text is.
_TAG = re.compile(
    r"""<!--(?:(?!<!--).)*?-->|<!\[CDATA\[(?:(?!<!\[CDATA\[).)*?\]\]>|<!DOCTYPE[^<>]*>|<\?[^<>]*\?>"""
    r"""|(?P<verbatim><(?P<raw>style|script)\b[^<>]*(?<!/)>(?:(?!<(?P=raw)\b).)*?</(?P=raw)\s*>)"""
    r"""|<(?P<close>/?)(?P<name>[A-Za-z][\w:.-]*)(?P<rest>(?:[^<>"']|"[^"<]*"|'[^'<]*')*)>""",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s=/<>"']+)(?P<given>\s*=\s*(?P<value>"[^"]*"|'[^']*'|[^\s"'<>]+)?)?""", re.DOTALL
)
DEEPEST = 100
_STRAY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-f]+);)([a-z][a-z0-9]*;)?|<", re.IGNORECASE)
_ENTITIES = {"nbsp;": "&#160;", "ndash;": "&#8211;", "mdash;": "&#8212;", "middot;": "&#183;", "copy;": "&#169;"}
_BRANCHES, _ENDS = frozenset({"else", "elif"}), frozenset({"endif", "endfor"})


@dataclass(eq=False)
class Element:
    """One element.

    Attributes:
        place: where it begins in the text.
        start: where its content begins.
        attributes: values without their quotes, by names in small letters.
        children: elements in it.
        end: where its end tag begins; its own end where it is empty.
    """

    name: str
    place: int
    start: int
    attributes: dict[str, str]
    parent: Element | None
    children: list[Element] = field(default_factory=list)
    end: int = 0

    def above(self) -> Iterator[Element]:
        """Itself and everything that it stands in."""
        element: Element | None = self
        while element is not None:
            yield element
            element = element.parent


@dataclass(frozen=True, eq=False)
class Tags:
    """What stands in a file."""

    elements: tuple[Element, ...]
    problems: tuple[Problem, ...]


@lru_cache(maxsize=64)
def tags_of(source: Source) -> Tags:
    """The elements of a file in their order, and where it is not well-formed."""
    return _Reader(source).read() if source.name.endswith((".html.j2", ".svg.j2", ".svg")) else Tags((), ())


class _Reader:
    def __init__(self, source: Source) -> None:
        self.source, self.text = source, source.markup
        self.elements: list[Element] = []
        self.problems: list[Problem] = []
        self.open: list[Element] = []
        self.forks: list[tuple[list[Element], list[Element] | None]] = []
        self.is_too_deep = False
        self.is_sure = True  # branches of Jinja leave the same elements open

    def read(self) -> Tags:
        found = list(_TAG.finditer(self.text))
        starts = [match.start() for match in found]
        words: list[tuple[int, str | re.Match[str]]] = []
        for at, word in self.source.statements():
            before = bisect.bisect(starts, at) - 1
            if before < 0 or at >= found[before].end():
                words.append((at, word))
        tags: list[tuple[int, str | re.Match[str]]] = [(match.start(), match) for match in found]
        events = sorted([*tags, *words], key=lambda event: event[0])
        last = 0
        for at, event in events:
            if isinstance(event, str):
                self._fork(event)
                continue
            self._text(last, at)
            last = event.end()
            self._tag(event)
            if self.is_too_deep:
                return Tags((), tuple(self.problems))
        self._text(last, len(self.text))
        if self.is_sure:
            for element in self.open:
                self._say(element.place, f"<{element.name}> is never closed", f"write </{element.name}>")
        return Tags(tuple(self.elements), tuple(self.problems))

    def _say(self, place: int, message: str, hint: str) -> None:
        self.problems.append(self.source.at(place, message, hint))

    def _text(self, start: int, end: int) -> None:
        for match in _STRAY.finditer(self.text, start, end):
            entity = match[1]
            if entity:
                hint = f"write {_ENTITIES.get(entity, 'the character itself')}"
                self._say(match.start(), f"&{entity} is not known in XML", hint)
            else:
                name = "&amp;" if match[0] == "&" else "&lt;"
                self._say(match.start(), f"{match[0]} is not well-formed XML here", f"write {name}")

    def _fork(self, word: str) -> None:
        if word in ("if", "for"):
            self.forks.append((list(self.open), None))
        elif self.forks and word in _BRANCHES | _ENDS:
            before, other = self.forks.pop()
            self.is_sure &= other is None or other == self.open
            if word in _BRANCHES:
                self.forks.append((before, list(self.open)))
                self.open = list(before)
            elif other is None:
                self.is_sure &= before == self.open

    def _tag(self, match: re.Match[str]) -> None:
        if match["verbatim"] is not None:
            self.elements.append(
                Element(match["raw"].lower(), match.start(), match.end(), {}, self.open[-1] if self.open else None)
            )
        elif match["name"] is None:
            return
        elif match["close"]:
            self._close(match["name"], match.start())
        else:
            self._open(match)

    def _close(self, name: str, place: int) -> None:
        if self.open and self.open[-1].name == name:
            self.open.pop().end = place
        elif self.is_sure:
            within = f"<{self.open[-1].name}> is open" if self.open else "nothing is open"
            self._say(place, f"</{name}> closes nothing: {within}", "close every element in its order")
            self.is_sure = False

    def _open(self, match: re.Match[str]) -> None:
        rest = match["rest"]
        is_empty = rest.rstrip().endswith("/")
        attributes: dict[str, str] = {}
        for found in _ATTRIBUTE.finditer(rest):
            place, value = match.start("rest") + found.start(), found["value"]
            if not found["given"] or value is None:
                self._say(place, f"attribute {found['name']} has no value", f'write {found["name"]}=""')
            elif value[0] not in "\"'":
                hint = "a value without quotes can become further attributes; write it in double quotes"
                self._say(place, f"attribute {found['name']} is not quoted", hint)
            attributes[found["name"].lower()] = value.strip("\"'") if value else ""
        parent = self.open[-1] if self.open else None
        element = Element(match["name"], match.start(), match.end(), attributes, parent, end=match.end())
        self.elements.append(element)
        if parent is not None:
            parent.children.append(element)
        if len(self.open) > DEEPEST and self.is_sure:
            self._say(match.start(), f"elements stand more than {DEEPEST} deep", "take the outer ones away")
            self.is_sure, self.is_too_deep = False, True
        elif not is_empty:
            self.open.append(element)
