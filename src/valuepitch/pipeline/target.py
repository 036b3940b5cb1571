"""Where a file is written."""

from __future__ import annotations

import os
from pathlib import Path

from valuepitch.errors import FileError
from valuepitch.files import is_folder
from valuepitch.model import Prospect
from valuepitch.text import slug


def target(output: str | Path, prospect: Prospect, suffix: str, inputs: tuple[object, ...]) -> Path:
    """The file to write: the named one, or one by the prospect's name in a folder; never one of the inputs."""
    path = Path(output)
    if is_folder(path) or str(output).endswith(("/", os.sep)):
        path = path / f"{slug(prospect.name)}.{suffix}"
    if path.resolve() in {Path(file).resolve() for file in inputs if isinstance(file, str | Path)}:
        what = {"pdf": "page", "xlsx": "workbook"}[suffix]
        raise FileError(f"{path} is one of the two files that the {what} is made of", "name another file with -o")
    return path
