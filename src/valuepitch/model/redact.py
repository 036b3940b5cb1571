"""Leaving out what is meant for the seller alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from valuepitch.model.base import Path, Record

R = TypeVar("R", bound=Record)

WITHHELD = "withheld"  # what stands in the place of a source that is left out

# Fields that say where a number stands, and what makes it contractual.
_EVIDENCE = ("source", "contract")


def redacted(record: R) -> R:
    """The same with every internal source replaced by ``withheld``; every number, name and origin stays.

    A row that is internal withholds the sources of its numbers too. So the sums can still be redone, and the reader
    sees where evidence is kept back.
    """
    return _redacted(record, internal=False)


def _redacted(record: R, *, internal: bool) -> R:
    own = record.__dict__
    internal = internal or bool(own.get("internal"))
    changed = {name: new for name, value in own.items() if (new := _part(value, internal)) is not value}
    if internal:
        changed |= {name: WITHHELD for name in _EVIDENCE if own.get(name) not in (None, WITHHELD)}
    return record.model_copy(update=changed) if changed else record


def _part(value: Any, internal: bool) -> Any:
    """A part of a record; the very same object where nothing in it is left out."""
    if isinstance(value, Record):
        return _redacted(value, internal=internal)
    if isinstance(value, tuple | dict):
        items = value.values() if isinstance(value, dict) else value
        parts = [_part(item, internal) for item in items]
        if all(new is old for new, old in zip(parts, items, strict=True)):
            return value
        return dict(zip(value, parts, strict=True)) if isinstance(value, dict) else tuple(parts)
    return value


def is_redacted(record: Record) -> bool:
    """Whether evidence of a record was left out."""
    return any(record.__dict__.get(name) == WITHHELD for _, record in records_of(record) for name in _EVIDENCE)


def records_of(value: Any, path: Path = ()) -> Iterator[tuple[Path, Record]]:
    """A record and every record inside it, each with its path."""
    if isinstance(value, Record):
        yield path, value
        for name, item in value.__dict__.items():
            yield from records_of(item, (*path, name))
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from records_of(item, (*path, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from records_of(item, (*path, index))
