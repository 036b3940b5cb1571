"""The base of everything people write: frozen, no unknown keys, every problem at once.

Pydantic stops at the first fault of a validator; the base collects the faults
of a whole record, those of its parts and those between its parts, and hands
them up as one error that :func:`faults` takes apart again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, ModelWrapValidatorHandler, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from valuepitch.text import did_you_mean, nearest

Path = tuple[str | int, ...]

P = TypeVar("P")

_SEVERAL = "several"


class Fault(NamedTuple):
    """One problem at a path inside a record. ``column`` is added inside a one-line text."""

    path: Path
    message: str
    hint: str = ""
    key: bool = False  # the place is the key's, not the value's
    column: int = 0


def refuse(message: str, hint: str = "", column: int = 0) -> PydanticCustomError:
    """The error that a validator raises for one value."""
    return PydanticCustomError("refused", "{message}", {"message": message, "hint": hint, "column": column})


def said_of(error: PydanticCustomError) -> tuple[str, str]:
    """Message and hint of a value that was refused."""
    context = error.context or {}
    return str(context["message"]), str(context["hint"])


def refuse_all(found: list[Fault]) -> PydanticCustomError:
    """The error that stands for several problems, each at its path."""
    return PydanticCustomError(_SEVERAL, "several problems", {"faults": found})


class Record(BaseModel):
    """A mapping that people write."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def shaped(cls, raw: Any) -> Any:
        """The mapping behind a shorter way of writing it."""
        return raw

    @classmethod
    def check(cls, raw: dict[str, Any]) -> Iterator[Fault]:
        """Problems between the parts of a record. ``raw`` is as written and may be wrong in any way."""
        return iter(())

    @classmethod
    def placed(cls, fault: Fault) -> Fault:
        """A fault at its place as people wrote it, where :meth:`shaped` moved it."""
        return fault

    @model_validator(mode="wrap")
    @classmethod
    def _all_at_once(cls, raw: Any, handler: ModelWrapValidatorHandler[Any]) -> Any:
        written, raw = raw, cls.shaped(raw)
        found: list[Fault] = []
        if isinstance(raw, dict):
            for key in raw:
                if key not in cls.model_fields:
                    found.append(Fault((key,), "is not a known key", _key_hint(str(key), cls.model_fields), key=True))
            found += cls.check(raw)
            raw = {key: value for key, value in raw.items() if key in cls.model_fields}
        model = None
        try:
            model = handler(raw)
        except ValidationError as error:
            found = faults(error) + found
        if found:
            if not isinstance(written, dict):  # a short form has no keys of its own
                found = [fault._replace(path=()) for fault in found]
            raise refuse_all([cls.placed(fault) for fault in found])
        return model


def _key_hint(key: str, known: Iterable[str]) -> str:
    if key[:1].isdigit():
        return "a comma parts entries here; write 1_200 for 1,200, and a text with a comma in quotes"
    if " " in key:
        return "put a text that holds a comma in quotes"
    return did_you_mean(key, known)


def faults(error: ValidationError) -> list[Fault]:
    """Every problem that a validation error stands for."""
    found: list[Fault] = []
    for item in error.errors(include_url=False):
        # Tags of unions stand in angle brackets, keys in square ones; people did not write them.
        path = tuple(part for part in item["loc"] if not str(part).startswith(("<", "[key]")))
        context = item.get("ctx", {})
        if item["type"] == _SEVERAL:
            found += [fault._replace(path=path + fault.path) for fault in context["faults"]]
        elif item["type"] == "refused":
            found.append(Fault(path, context["message"], context["hint"], column=context["column"]))
        elif item["type"] == "too_long":
            most = context["max_length"]
            found.append(
                Fault(path, f"holds {len(item['input'])}", f"at most {most} fit on a page; join or remove some")
            )
        elif item["type"] == "too_short" and len(item["input"]) >= context["min_length"]:
            continue  # its items are at fault, each said for itself
        elif item["type"] != "extra_forbidden":  # said better above
            found.append(Fault(path, *_words(item["type"], item["input"], context, item["msg"])))
    return list(dict.fromkeys(found))


_LEAVES = frozenset((str, int, float, bool))


def parts_of(value: Any, kind: type[P], path: Path = ()) -> Iterator[tuple[Path, P]]:
    """Every part of a kind inside a record, with its path."""
    if isinstance(value, kind):
        yield path, value
    elif value is None or type(value) in _LEAVES:
        return
    elif isinstance(value, BaseModel):
        for key, item in value.__dict__.items():  # its fields, in their order
            yield from parts_of(item, kind, (*path, key))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from parts_of(item, kind, (*path, key))
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from parts_of(item, kind, (*path, index))


_EXPECTED: dict[str, tuple[str, str]] = {
    "missing": ("is missing", "add it"),
    "model_type": ("is not a mapping", "write key: value pairs"),
    "dict_type": ("is not a mapping", "write name: value pairs"),
    "list_type": ("is not a list", "write [a, b] or one item a line after -"),
    "tuple_type": ("is not a list", "write [a, b]"),
    "string_type": ("is not a text", "write one text"),
}


def _words(kind: str, value: Any, context: dict[str, Any], message: str) -> tuple[str, str]:
    if kind in _EXPECTED:
        return _EXPECTED[kind]
    if kind == "literal_error":
        known = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        if value == "":
            return "is empty", f"write one of {', '.join(known)}"
        near = nearest(str(value), known)
        return f"is {shown(value)}, not one of {', '.join(known)}", f"did you mean {near}?" if near else ""
    if kind == "too_short":
        return "is empty", "write at least one"
    return message[:1].lower() + message[1:], ""


def shown(value: Any, limit: int = 40) -> str:
    """A value as it is quoted in a message, shortened."""
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    text = str(value).encode("utf-8", "replace").decode("utf-8")
    return text if len(text) <= limit else f"{text[:limit]}…"
