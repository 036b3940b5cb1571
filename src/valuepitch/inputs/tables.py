"""A table of the program's with a user's own lines before it, from a TOML file."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol, Self, TypeVar

from pydantic import ValidationError

from valuepitch.documents import Document, read_toml
from valuepitch.errors import Problem
from valuepitch.files import read_bytes
from valuepitch.model.base import faults

LIMIT = 200_000  # bytes


class Table(Protocol):
    """A table whose lines can stand before another's."""

    @classmethod
    def model_validate(cls, obj: object) -> Self:
        """The table out of plain data."""

    def after(self, other: Self) -> Self:
        """Its lines before those of another."""


T = TypeVar("T", bound=Table)


def own_table(path: Path, kind: type[T], usual: T) -> tuple[T, tuple[Problem, ...]]:
    """A user's table over the usual one; the usual one alone, and the problems, where it cannot be used.

    Raises:
        FileError: it cannot be read.
    """
    try:
        return kind.model_validate(read_toml(read_bytes(path, LIMIT), str(path))).after(usual), ()
    except ValidationError as error:
        document = Document(str(path), None)
        return usual, tuple(document.problem(f.path, f.message, f.hint, key=f.key) for f in faults(error))
    except ValueError as error:
        return usual, (Problem(str(error).removeprefix(f"{path} "), "mend it, or remove the file", file=str(path)),)
