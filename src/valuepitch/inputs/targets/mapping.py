"""The mapping file: which column gives which field, what holds for all rows, and how the list is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationError

from valuepitch.errors import WARNING, InputError, in_order
from valuepitch.inputs.load import load
from valuepitch.inputs.targets.fields import fact, known_fields
from valuepitch.inputs.targets.numbers import MARKS
from valuepitch.inputs.targets.table import objects
from valuepitch.inputs.targets.texts import read_texts
from valuepitch.model.base import Fault, Record, faults, refuse, refuse_all, shown
from valuepitch.model.numbers import parse_number
from valuepitch.model.prospect import check_names
from valuepitch.model.sourced import Origin, Sourced, Unit
from valuepitch.model.texts import Date, Flag, Label, Name, Source
from valuepitch.text import nearest

DELIMITERS = (",", ";", "|", "tab")


def _one_of(known: tuple[str, ...]) -> Any:
    def parse(raw: Any) -> str:
        if raw not in known:
            raise refuse(f"is {shown(raw)}", f"write one of {' '.join(known)} in quotes")
        return str(raw)

    return BeforeValidator(parse)


def _parse_row(raw: Any) -> int:
    number = parse_number(raw)
    if not number.is_integer() or not 1 <= number <= 1000:
        raise refuse(f"is {shown(raw)}", "write the number of the header's line, 1 to 1000")
    return int(number)


def _parse_times(raw: Any) -> float:
    number = parse_number(raw)
    if not 0 < number <= 1e12 or number.percent:
        raise refuse(f"is {shown(raw)}", "write what each number is multiplied by, such as 1000")
    return float(number)


Times = Annotated[float, BeforeValidator(_parse_times)]


class Marked(Record):
    """What is known of where numbers come from."""

    origin: Origin = Field("estimate", description="Who they come from.")
    source: Source | None = Field(None, description="Where they stand; the list and its column by default.")
    as_of: Date | None = Field(None, description="The day they were true.")
    confirm: Flag = Field(False, description="The prospect has to confirm them.")


class Column(Marked):
    """One column of the list."""

    origin: Origin | None = None  # type: ignore[assignment]
    confirm: Flag | None = None  # type: ignore[assignment]
    column: Name = Field(description="Its header.")
    unit: Unit | None = Field(None, description="Of a fact.")
    label: Label | None = Field(None, description="What the page calls a fact.")
    times: Times = Field(1.0, description="What each number is multiplied by.")

    @classmethod
    def shaped(cls, raw: Any) -> Any:
        return raw if isinstance(raw, dict | Column) else {"column": raw}


class Format(Record):
    """How the list is written; options of the command come before it."""

    encoding: Name | None = None
    delimiter: Annotated[str, _one_of(DELIMITERS)] | None = None
    decimal: Annotated[str, _one_of(MARKS)] | None = None
    sheet: Name | None = None
    header_row: Annotated[int, BeforeValidator(_parse_row)] | None = None


def _parse_constants(raw: Any) -> dict[str, str | Sourced]:
    """Texts as the model has them, numbers with their source.

    Raises:
        PydanticCustomError: every fault, each at its field.
    """
    if not isinstance(raw, dict):
        raise refuse("is not a mapping", "write field: value pairs, such as currency: USD")
    found: list[Fault] = []
    out: dict[str, str | Sourced] = {}
    for name, value in raw.items():
        one = known_fields().get(name) or fact(name)
        if one.kind is not None:
            try:
                out[name] = one.kind.model_validate(value)
            except ValidationError as error:
                found += [fault._replace(path=(name, *fault.path)) for fault in faults(error)]
            continue
        column = read_texts(name, objects([value if isinstance(value, str) else ""]))
        found += [Fault((name,), said, hint) for _, said, hint in column.faults]
        out[name] = str(column.values[0])
        if not out[name] and not column.faults:
            found.append(Fault((name,), "is empty", "write a text, or remove the key"))
    if found:
        raise refuse_all(found)
    return out


class Mapping(Record):
    """``mapping.yaml``."""

    columns: dict[str, Column] = Field({}, description="Fields, each with the column that gives it.")
    constants: Annotated[dict[str, Any], BeforeValidator(_parse_constants)] = Field(
        {}, description="Fields that are the same for all rows."
    )
    defaults: Marked = Field(Marked(), description="Where the numbers of all columns come from.")
    format: Format = Format()
    sectors: dict[str, Name] = Field({}, description="Words of the list, each with a sector of the benchmarks.")

    @classmethod
    def check(cls, raw: dict[str, Any]) -> Iterator[Fault]:
        for part in ("columns", "constants"):
            given: dict[str, Any] = raw[part] if isinstance(raw.get(part), dict) else {}
            yield from _facts(given, part)
            for name, item in given.items():
                if name in known_fields() and isinstance(item, dict) and part == "columns" and "unit" in item:
                    hint = f"it is in {known_fields()[name].unit}; remove the unit"
                    yield Fault((part, name, "unit"), f"is {shown(item['unit'])}", hint)
                if part == "constants" and name in (raw.get("columns") or {}):
                    yield Fault((part, name), "has a column too", "keep one", key=True)
                if part == "constants" and name in ("id", "name"):
                    yield Fault((part, name), "is another in every row", f"write it under columns: {name}", key=True)


def _facts(given: dict[str, Any], part: str) -> Iterator[Fault]:
    """Names that are no field: facts, or fields that are mistyped."""
    for name in given:
        if name in known_fields():
            continue
        near = nearest(str(name), known_fields())
        for fault in check_names({name: given[name]}, part):
            yield fault._replace(hint=f"did you mean {near}? else {fault.hint}") if near else fault


def load_mapping(path: Path | None) -> Mapping:
    """The mapping of a list; an empty one where none is named.

    Raises:
        InputError: every problem in it, each with its place.
        FileError: it cannot be read.
    """
    if path is None:
        return Mapping()
    loaded = load(path, Mapping)
    if loaded.model is None:
        raise InputError(str(path), in_order(p for p in loaded.problems if p.severity != WARNING))
    return loaded.model
