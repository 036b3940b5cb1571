"""YAML and TOML to plain data with the place of every node.

Every scalar stays text: the type of the field it goes to decides what it
means, so that a name such as ``007`` or ``true`` stays a name. Aliases, tags,
merge keys and repeated keys are refused: they would make two readers of one
file see two things.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from valuepitch.errors import Problem

Path = tuple[str | int, ...]
Place = tuple[int, int]

MAX_DEPTH = 20


@dataclass(frozen=True)
class Document:
    """Plain data (dict, list, str) out of one file, with places.

    Attributes:
        file: the file's name as shown to the user.
        data: the document; text for every scalar.
        places: line and column, from 1, of each value by its path.
        keys: line and column of each key by its path.
        inner: how far inside a one-line text its first character stands (1 where it is quoted).
        problems: what could not be read, with places.
    """

    file: str
    data: Any
    places: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    inner: dict[Path, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def place(self, path: Sequence[str | int]) -> Place:
        """The place of a value, or of the nearest part of its path that is there."""
        for end in range(len(path), -1, -1):
            found = self.places.get(tuple(path[:end]))
            if found:
                return found
        return (0, 0)  # nothing was read from a file

    def problem(
        self,
        path: Sequence[str | int],
        message: str,
        hint: str = "",
        *,
        key: bool = False,
        column: int = 0,
        **kind: str,
    ) -> Problem:
        """A problem at a path of this document; ``column`` counts from 0 inside a one-line text."""
        place = self.keys.get(tuple(path)) if key else None
        line, at = place or self.place(path)
        if column and tuple(path) in self.inner:
            at += column + self.inner[tuple(path)]
        return Problem(message, hint, dotted(path), self.file, line, at, **kind)


def dotted(path: Sequence[str | int]) -> str:
    """A path as people write it: ``costs[0].amount``."""
    out = ""
    for part in path:
        out += f"[{part}]" if isinstance(part, int) else f".{part}" if out else str(part)
    return out


def read_yaml(data: bytes, file: str) -> Document:
    """A YAML document, with every problem of its form in ``problems``."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = Problem("is not UTF-8 text", "save the file as UTF-8", file=file, line=line, column=1)
        return Document(file, None, problems=(problem,))
    reader = _Reader(file)
    try:
        return reader.read(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        said = error.problem or "does not parse"
        problem = Problem(f"is not YAML: {said}", _syntax_hint(text, place[0]), "", file, *place)
    except ReaderError as error:
        before = text[: error.position]
        place = (before.count("\n") + 1, error.position - before.rfind("\n"))
        said = f"holds the character U+{error.character:04X}, which YAML has not"
        problem = Problem(said, "remove it, or retype the line", "", file, *place)
    except _TooDeepError as error:
        problem = Problem(
            f"is nested deeper than {MAX_DEPTH}", "check indentation and brackets", "", file, *error.place
        )
    return Document(file, None, problems=(*reader.problems, problem))


def _syntax_hint(text: str, line: int) -> str:
    lines = text.splitlines()
    here = lines[line - 1] if 0 < line <= len(lines) else ""
    if "\t" in here:
        return "indent with spaces, not tabs"
    if found := re.search(r"[:\-\[,]\s*%\s*(\d+(?:[.,]\d+)?)", here):
        return f"the sign stands behind the number: write {found[1].replace(',', '.')}%"
    if here.count(": ") > 1 or here.strip().startswith(("%", "@", "`", "{", "[")):
        return 'put a text that holds : , { or [ in "quotes"'
    return "check indentation, colons and quotes here and in the line above"


class _TooDeepError(Exception):
    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.place = place


class _Reader:
    """Builds plain data out of parse events."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.places: dict[Path, Place] = {}
        self.keys: dict[Path, Place] = {}
        self.inner: dict[Path, int] = {}
        self.problems: list[Problem] = []

    def read(self, text: str) -> Document:
        self.events = iter(YAML(typ="safe", pure=True).parse(text))
        documents = 0
        data: Any = None
        for event in self.events:
            if not isinstance(event, DocumentStartEvent):
                continue
            documents += 1
            if documents > 1:
                self._refuse(event, (), "holds a second document", "keep one document in a file; remove ---")
                break
            data = self._node(next(self.events), ())
        if data is None:
            self.problems.append(Problem("is empty", "start from `valuepitch new DIR`", "", self.file, 1, 1))
        return Document(self.file, data, self.places, self.keys, self.inner, tuple(self.problems))

    def _node(self, event: Any, path: Path) -> Any:
        self.places[path] = _place(event)
        if len(path) > MAX_DEPTH:
            raise _TooDeepError(_place(event))
        if isinstance(event, AliasEvent):
            self._refuse(event, path, "is an alias", "write the value out")
            return ""
        self._refuse_marks(event, path)
        if isinstance(event, MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(path)
        assert isinstance(event, ScalarEvent)
        if event.start_mark.line == event.end_mark.line:
            self.inner[path] = 1 if event.style in ("'", '"') else 0
        return str(event.value)

    def _refuse_marks(self, event: Any, path: Path) -> None:
        if event.anchor:
            self._refuse(event, path, "has an anchor", "write the value out where it is needed")
        if event.tag and event.tag != "!":
            self._refuse(event, path, f"has the tag {event.tag}", "remove the tag")

    def _mapping(self, path: Path) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for event in self.events:
            if isinstance(event, MappingEndEvent):
                break
            if not isinstance(event, ScalarEvent):
                self._refuse(event, path, "has a key that is not a word", "write key: value; quote a text with { or [")
                self._skip(event)
                self._skip(next(self.events))
                continue
            key = str(event.value)
            here = (*path, key)
            self._refuse_marks(event, here)
            if key == "<<":
                self._refuse(event, here, "is a merge key", "write the keys out")
            elif key in out:
                line = self.keys[here][0]
                self._refuse(event, here, f"stands twice; first in line {line}", "keep one")
                self._skip(next(self.events))
                continue
            self.keys[here] = _place(event)
            value = self._node(next(self.events), here)
            if value == "" and self.places[here][0] > self.keys[here][0]:
                self.places[here] = self.keys[here]  # an empty value begins where the next line does
            if key != "<<":
                out[key] = value
        return out

    def _sequence(self, path: Path) -> list[Any]:
        out: list[Any] = []
        for event in self.events:
            if isinstance(event, SequenceEndEvent):
                break
            out.append(self._node(event, (*path, len(out))))
        return out

    def _skip(self, event: Any) -> None:
        depth = 0
        while True:
            depth += isinstance(event, MappingStartEvent | SequenceStartEvent)
            depth -= isinstance(event, MappingEndEvent | SequenceEndEvent)
            if depth == 0:
                return
            event = next(self.events)

    def _refuse(self, event: Any, path: Path, message: str, hint: str) -> None:
        line, column = _place(event)
        self.problems.append(Problem(message, hint, dotted(path), self.file, line, column))


def _place(event: Any) -> Place:
    return event.start_mark.line + 1, event.start_mark.column + 1


def read_toml(data: bytes, file: str) -> dict[str, Any]:
    """A TOML file as plain data.

    Raises:
        ValueError: it is not TOML, with the file's name and the parser's words.
    """
    try:
        return tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{file} is not TOML: {error}") from error
