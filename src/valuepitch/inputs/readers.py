"""The table that finds a reader's level, and a user's additions to it."""

from __future__ import annotations

import functools
from importlib import resources
from pathlib import Path

from pydantic import ValidationError

from valuepitch.documents import Document, read_toml
from valuepitch.errors import Problem
from valuepitch.files import read_bytes
from valuepitch.model.base import faults
from valuepitch.model.reader import Readers

FILE = "readers.toml"
LIMIT = 200_000  # bytes


@functools.cache
def built_in() -> Readers:
    """The program's own table."""
    text = (resources.files("valuepitch.inputs") / FILE).read_bytes()
    return Readers.model_validate(read_toml(text, FILE))


def readers_in(folder: Path | None) -> tuple[Readers, tuple[Problem, ...]]:
    """The table with the additions of a folder; its problems beside it.

    Raises:
        FileError: the folder's table cannot be read.
    """
    path = folder / FILE if folder else None
    if path is None or not path.is_file():
        return built_in(), ()
    try:
        data = read_toml(read_bytes(path, LIMIT), str(path))
        return Readers.model_validate(data).after(built_in()), ()
    except ValidationError as error:
        document = Document(str(path), None)
        return built_in(), tuple(document.problem(f.path, f.message, f.hint, key=f.key) for f in faults(error))
    except ValueError as error:
        return built_in(), (
            Problem(str(error).removeprefix(f"{path} "), "mend it, or remove the file", file=str(path)),
        )
