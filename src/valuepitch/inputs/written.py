"""A model as the data and the YAML that a person would have written for it.

Reading what is written here gives the same model again, to the last bit of
every number. The YAML is laid out here rather than by a library's emitter: so
a short mapping stays on one line, a long amount keeps its ``_``, a text is
quoted where any reader could take it for something else, and a page that
carries its inputs waits for no import.
"""

from __future__ import annotations

import functools
import json
import math
import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic_core import PydanticUndefined

from valuepitch.model.base import Record
from valuepitch.model.sourced import Sourced
from valuepitch.model.texts import Text
from valuepitch.text import clean

WIDTH = 100  # columns; what fits stands on one line

_ENDS = ("value", "low", "high")


def written(record: Record) -> dict[str, Any]:
    """A record as plain data: what is not its default, each in its shortest form, in the order of the fields.

    A rate is text with a percent sign, a date is text, a number that is whole is an int.

    Returns:
        dict, list, str, int, float and bool, from which ``type(record).model_validate`` makes an equal record.
    """
    own = record.__dict__
    out: dict[str, Any] = {}
    for name, default in _fields(type(record)):
        value = own[name]
        if value is not None and (default is None or value != default):
            out[name] = _plain(value)
    if isinstance(record, Sourced) and record.kind == "rate":
        out |= {end: percent_text(own[end]) for end in _ENDS if end in out}
    return out


@functools.cache
def _fields(kind: type[Record]) -> tuple[tuple[str, Any], ...]:
    """The names of a record's fields, each with its default; None where there is none."""
    return tuple(
        (name, None if field.default is PydanticUndefined else field.default)
        for name, field in kind.model_fields.items()
    )


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return str(value)  # a formula and a name in place of a number are their text
    if isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return plain_number(value)
    if isinstance(value, Record):
        out = written(value)
        return out["value"] if isinstance(value, Sourced) and len(out) == 1 else out
    if isinstance(value, Text):
        return value[""] if list(value) == [""] else dict(value)
    if isinstance(value, dict):
        return {str(key): _named(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    assert isinstance(value, date), value
    return value.isoformat()


def _named(value: Any) -> Any:
    """What stands under a name that people choose, where no field fixes the unit."""
    if isinstance(value, Sourced) and value.fixed and not value.unit:
        value = Sourced.model_construct(**(dict(value) | {"unit": value.fixed}))
    return _plain(value)


def plain_number(value: float) -> int | float:
    """An int where that loses nothing; nil below nothing (-0.0) keeps its sign, which the fingerprint sees."""
    whole = value.is_integer() and not (value == 0 and math.copysign(1, value) < 0)
    return int(value) if whole else float(value)


def percent_text(rate: float) -> str:
    """The shortest decimal with a percent sign that reads back to the same float.

    The shortest decimal of a float has at most 17 digits. With its point moved by two places it keeps them, and
    reading moves the point back, exactly.
    """
    hundredths = round(rate * 100)
    if 0 < abs(hundredths) < 1_000_000 and hundredths / 100 == rate:  # most rates; what is nil may have a sign
        return f"{hundredths}%"
    return f"{_digits(Decimal(float.__repr__(rate)).scaleb(2))}%"


def _digits(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


# Parts of a file that stand with one entry a line, however short they are.
_OPEN = {"conventions", "assumptions", "correlations", "costs", "benefits", "financing", "no_cost", "decision"}
_OPEN |= {"financials", "facts", "objectives", "pressures"}
# Numbers of which an editor expects that they are plain integers.
_UNGROUPED = {"draws", "seed"}

_UNPRINTED = "\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff"
# A text that no reader of YAML takes for anything but itself; braces may be a placeholder and are quoted.
_BARE = re.compile(
    r"(?:[^\W_]|[(€£$₺§/]|[-+](?=[^\W_]))"  # its first character
    rf"(?:[^{_UNPRINTED}{{}}:#]|:(?! )|(?<! )\#)*"
    r"(?<![ :])"
)
_FLOW_MARKS = re.compile(r"[,:?\[\]]")
# What other readers take for a number, a flag or nothing; a name such as 007 or true is a text here. Percentages and
# dates are written as people write them.
_MISREAD = re.compile(
    r"true|false|yes|no|on|off|y|n|null|~"
    r"|[-+]?(?:\.?\d[\d_]*|\d[\d_]*\.[\d_]*)(?:e[-+]?\d+)?"
    r"|0[xob][\da-f_]+|[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.\d*)?",
    re.IGNORECASE,
)


def to_yaml(data: Mapping[str, Any], comment: str = "") -> str:
    """Plain data as YAML for people: one entry a line, and short mappings on one line.

    Args:
        data: as :func:`written` makes it.
        comment: stands above it, line by line.
    """
    lines = [f"# {clean(line)}".rstrip() for line in comment.splitlines()]
    lines += _block(data, 0) if data else ["{}"]
    return "\n".join(lines) + "\n"


def _block(data: Mapping[str, Any], indent: int) -> Iterator[str]:
    """The lines of a mapping, one entry after the other."""
    for key, value in data.items():
        head = f"{' ' * indent}{_scalar(key)}:"
        if not isinstance(value, Mapping | list):
            yield f"{head} {_scalar(value, key)}"
            continue
        flow = f"{head} {_flow(value)}"
        if not value or (len(flow) <= WIDTH and not (indent == 0 and key in _OPEN)):
            yield flow
        elif isinstance(value, Mapping):
            yield head
            yield from _block(value, indent + 2)
        elif any(isinstance(item, Mapping) for item in value):
            yield head
            for item in value:
                yield from _item(item, indent + 2)
        else:
            yield from _wrapped(head, value)


def _item(item: Any, indent: int) -> Iterator[str]:
    """The lines of one item of a list."""
    dash = f"{' ' * indent}- "
    flow = f"{dash}{_flow(item)}"
    if len(flow) <= WIDTH or not (isinstance(item, Mapping) and item):
        yield flow
        return
    first, *rest = _block(item, indent + 2)
    yield dash + first[indent + 2 :]
    yield from rest


def _wrapped(head: str, items: list[Any]) -> Iterator[str]:
    """A list of numbers or names on as many lines as it fills."""
    line = f"{head} [{_flow(items[0])}"
    for text in map(_flow, items[1:]):
        if len(line) + len(text) + 3 > WIDTH:
            yield f"{line},"
            line = " " * (len(head) + 2) + text
        else:
            line += f", {text}"
    yield f"{line}]"


def _flow(value: Any, key: str = "") -> str:
    """A value on one line, inside braces or brackets."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_scalar(k, flow=True)}: {_flow(v, k)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _scalar(value, key, flow=True)


def _scalar(value: Any, key: str = "", *, flow: bool = False) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value) if key in _UNGROUPED else f"{value:_}"
    if isinstance(value, float):
        return format(Decimal(repr(value)), ",f").replace(",", "_")  # no exponent, which is not read
    bare = _BARE.fullmatch(value) and not _MISREAD.fullmatch(value) and not (flow and _FLOW_MARKS.search(value))
    return value if bare else _quoted(value)


def _quoted(text: str) -> str:
    """A text in double quotes; what is not printed is escaped."""
    return re.sub(f"[{_UNPRINTED}]", lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))
