"""A file of a template as the lint rules read it, and how they say what they find."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from jinja2 import Environment, nodes
from jinja2.exceptions import TemplateSyntaxError

from valuepitch.errors import ERROR, Problem
from valuepitch.render.template import Template

VALUE = "\ue000"  # stands where an expression of Jinja stood
# No part reaches over the beginning of another of its kind, so that reading takes no longer than the text is.
_JINJA = re.compile(r"\{#(?:(?!\{#).)*?#\}|\{%(?:(?!\{%).)*?%\}|\{\{(?:(?!\{\{).)*?\}\}", re.DOTALL)
# As the pages' own environment reads them (valuepitch.render.html).
_ENVIRONMENT = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)


@dataclass(frozen=True, eq=False)
class Folder:
    """A template's files, and what is known of the template.

    Attributes:
        name: its name.
        files: every file by its name.
        blocks: the blocks that a page may override.
        tokens: the names of its colours and typefaces.
        under: the built-in template that it changes, or that makes the same kind of page.
    """

    name: str
    files: Mapping[str, bytes]
    blocks: tuple[str, ...]
    tokens: frozenset[str]
    under: Template

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """Its files that are text."""
        names = [name for name in sorted(self.files) if name.endswith((".j2", ".css", ".svg"))]
        return tuple(Source(self, name, self.files[name].decode("utf-8", "replace")) for name in names)

    @cached_property
    def set_names(self) -> frozenset[str]:
        """Every variable that a file sets, so that a file which it includes may use it."""
        return frozenset(
            found.name
            for source in (*self.sources, *_default_sources(self))
            if source.tree is not None
            for found in source.tree.find_all(nodes.Name)
            if found.ctx != "load"
        )


def _default_sources(folder: Folder) -> tuple[Source, ...]:
    """The built-in files that a folder does not replace: they may set a variable and include a file of it."""
    files = folder.under.files
    return tuple(
        Source(folder, name, data.decode())
        for name, data in files.items()
        if name.endswith(".j2") and name not in folder.files
    )


@dataclass(frozen=True, eq=False)
class Source:
    """One file of a template."""

    folder: Folder
    name: str
    text: str

    @property
    def is_template(self) -> bool:
        return self.name.endswith(".j2")

    @cached_property
    def fault(self) -> TemplateSyntaxError | None:
        """Why Jinja cannot read it."""
        return self._parsed[1]

    @cached_property
    def tree(self) -> nodes.Template | None:
        """The file as Jinja reads it; None for another kind of file, and where it cannot be read."""
        return self._parsed[0]

    @cached_property
    def _parsed(self) -> tuple[nodes.Template | None, TemplateSyntaxError | None]:
        if not self.is_template:
            return None, None
        try:
            return _ENVIRONMENT.parse(self.text), None
        except TemplateSyntaxError as error:
            return None, error

    @cached_property
    def markup(self) -> str:
        """The text without Jinja's own, each letter of which is a space, or VALUE where a value is printed."""
        if not self.is_template:
            return self.text
        return _JINJA.sub(lambda m: re.sub(r"[^\n]", VALUE if m[0].startswith("{{") else " ", m[0]), self.text)

    def statements(self) -> Iterator[tuple[int, str]]:
        """The place of each statement of Jinja, and its first word."""
        for match in re.finditer(r"\{%[-+]?\s*(\w+)", self.text) if self.is_template else ():
            yield match.start(), match[1]

    @cached_property
    def _lines(self) -> list[int]:
        """Where each line begins."""
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def at(self, place: int, message: str, hint: str, severity: str = ERROR) -> Problem:
        """A problem at a place in the text."""
        line = bisect.bisect(self._lines, place)
        column = place - self._lines[line - 1] + 1
        return Problem(
            message, hint, file=f"{self.folder.name}/{self.name}", line=line, column=column, severity=severity
        )

    def on(self, line: int, word: str, message: str, hint: str, severity: str = ERROR) -> Problem:
        """A problem in a line, at the first place of a word in it or after it."""
        start = self._lines[min(line, len(self._lines)) - 1]
        match = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)").search(self.text, start)
        return self.at(match.start() if match else start, message, hint, severity)
