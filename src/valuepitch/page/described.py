"""Every variable that a template sees, with its type and its meaning: out of the dataclasses of the context."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from typing import Any, NamedTuple, get_args, get_type_hints

from valuepitch.page import context
from valuepitch.page.funnel.context import FunnelContext


class Variable(NamedTuple):
    """A field of a part of the page.

    Attributes:
        part: the name of the dataclass that it is a field of.
        kind: its type in words: ``str``, ``list[Tick]``, ``PairPart or None``.
    """

    part: str
    name: str
    kind: str
    meaning: str


# What a template sees, by the kind of page that it makes.
CONTEXTS: dict[str, type[Any]] = {"prospect": context.PageContext, "funnel": FunnelContext}


def variables(kind: str = "prospect") -> Iterator[Variable]:
    """Every field of the page and of its parts, each part after the one that names it first.

    Args:
        kind: of the page, a key of :data:`CONTEXTS`.
    """
    for record in _records(CONTEXTS[kind]):
        hints = get_type_hints(record)
        for item in dataclasses.fields(record):
            yield Variable(record.__name__, item.name, _type(hints[item.name]), item.metadata["doc"])


def _records(top: type[Any]) -> list[type[Any]]:
    found: dict[type[Any], None] = {top: None}
    for record in _named_by(top):
        found.setdefault(record)
    return list(found)


def _named_by(record: type[Any]) -> Iterator[type[Any]]:
    """The dataclasses that a record's fields name, depth first."""
    for hint in get_type_hints(record).values():
        for part in (hint, *get_args(hint)):
            if dataclasses.is_dataclass(part) and isinstance(part, type):
                yield part
                yield from _named_by(part)


def _type(hint: Any) -> str:
    text = str(hint) if get_args(hint) else hint.__name__
    return re.sub(r"valuepitch\.page\.(\w+\.)+", "", text).replace(" | ", " or ")
