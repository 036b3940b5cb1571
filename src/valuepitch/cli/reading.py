"""The options of every command that reads a target list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

_FILE = click.Path(path_type=Path)
_OPTIONS = (
    click.option("--map", "mapping", metavar="FILE", type=_FILE, help="Which column gives what."),
    click.option("--benchmarks", metavar="FILE", type=_FILE, help="What is usual in a sector, to fill gaps with."),
    click.option("--encoding", default="", metavar="NAME", help="Of a text that is not UTF-8, such as cp1254."),
    click.option("--decimal", default="", metavar=".|,", help="The decimal mark; told by the columns by default."),
    click.option("--sheet", default="", metavar="NAME", help="The sheet of a workbook that has several."),
    click.option("--header-row", default=0, metavar="N", type=click.IntRange(0, 1000), help="The line of the header."),
    click.option("--currency", default="", metavar="CODE", help="Of the amounts, where no column says it."),
)
READING = ("mapping", "benchmarks", "encoding", "decimal", "sheet", "header_row", "currency")


def reads_a_list(command: F) -> F:
    """Give a command the options of :func:`valuepitch.inputs.targets.read_targets`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command
