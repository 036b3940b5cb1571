"""The table of contact levels, and a user's own in its place."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

from valuepitch.documents import read_toml
from valuepitch.errors import Problem
from valuepitch.inputs.tables import own_table
from valuepitch.model.levels import LevelsFile

FILE = "levels.toml"


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
    return own_table(path, LevelsFile, built_in())
