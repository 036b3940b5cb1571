"""The table of contact levels, and a user's own in its place."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

from pydantic import ValidationError

from valuepitch.documents import Document, read_toml
from valuepitch.errors import Problem
from valuepitch.files import read_bytes
from valuepitch.model.base import faults
from valuepitch.model.levels import LevelsFile

FILE = "levels.toml"
LIMIT = 200_000  # bytes


@functools.cache
def built_in() -> LevelsFile:
    """The program's own table."""
    text = (resources.files("valuepitch.inputs") / FILE).read_bytes()
    return LevelsFile.model_validate(read_toml(text, FILE))


def levels_in(folders: Sequence[Path]) -> tuple[LevelsFile, tuple[Problem, ...]]:
    """The table of the first folder that has one, over the program's own; its problems beside it.

    Raises:
        FileError: the folder's table cannot be read.
    """
    path = next((folder / FILE for folder in folders if (folder / FILE).is_file()), None)
    if path is None:
        return built_in(), ()
    try:
        data = read_toml(read_bytes(path, LIMIT), str(path))
        return LevelsFile.model_validate(data).after(built_in()), ()
    except ValidationError as error:
        document = Document(str(path), None)
        return built_in(), tuple(document.problem(f.path, f.message, f.hint, key=f.key) for f in faults(error))
    except ValueError as error:
        return built_in(), (
            Problem(str(error).removeprefix(f"{path} "), "mend it, or remove the file", file=str(path)),
        )
