"""The table that finds a reader's level, and a user's additions to it."""

from __future__ import annotations

import functools
from importlib import resources
from pathlib import Path

from valuepitch.documents import read_toml
from valuepitch.errors import Problem
from valuepitch.inputs.tables import own_table
from valuepitch.model.reader import Readers

FILE = "readers.toml"


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
    return own_table(path, Readers, built_in())
