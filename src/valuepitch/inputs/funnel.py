"""The funnel file: read, or looked for beside a product profile or a list."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path

from valuepitch.documents import Document, read_yaml
from valuepitch.errors import WARNING, InputError, in_order
from valuepitch.files import read_bytes
from valuepitch.inputs.load import LIMIT, Loaded, validate
from valuepitch.inputs.starter import starter_funnel
from valuepitch.model.funnel import Funnel

FILE = "funnel.yaml"


def load_funnel(path: Path) -> tuple[Funnel, Loaded[Funnel]]:
    """A funnel file as a model, and as it was read.

    Raises:
        InputError: every problem in it, each with its place and its remedy.
        FileError: it cannot be read.
    """
    return funnel_of(read_yaml(read_bytes(path, LIMIT), str(path)))


@functools.cache
def built_in() -> Funnel:
    """The starter's rates: estimates, for users who have no file of their own."""
    return funnel_of(read_yaml(starter_funnel(), "the starter's funnel.yaml"))[0]


def funnel_in(folders: Sequence[Path]) -> Path | None:
    """The funnel file of the first folder that has one."""
    return next((folder / FILE for folder in folders if (folder / FILE).is_file()), None)


def funnel_of(document: Document) -> tuple[Funnel, Loaded[Funnel]]:
    """A document that was read as a funnel.

    Raises:
        InputError: every problem in it.
    """
    loaded = validate(document, Funnel)
    if loaded.model is None:
        raise InputError(loaded.document.file, in_order(p for p in loaded.problems if p.severity != WARNING))
    return loaded.model, loaded
