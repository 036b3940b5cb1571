"""Which column gives which field: by the mapping, else by the names that lists use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches

from valuepitch.errors import Problem
from valuepitch.inputs.targets.fields import Field, Wanted, code_systems, fact, folded, followed, known_fields
from valuepitch.inputs.targets.mapping import Column, Mapping
from valuepitch.inputs.targets.numbers import MAGNITUDES, SIGNS
from valuepitch.inputs.targets.table import Source
from valuepitch.locale import known_currency
from valuepitch.model.sourced import UNITS
from valuepitch.text import clean, nearest

UNKNOWN = "not a known column"

_BRACKETS = re.compile(r"^(.*\S)\s*[(\[]([^()\[\]]+)[)\]]$")
_THOUSANDS = {"000": 10**3, "000s": 10**3, "thousands": 10**3, "millions": 10**6, "billions": 10**9}


@dataclass(frozen=True)
class Match:
    """A column that gives a field.

    Attributes:
        at: its index, from 0.
        field: what it gives.
        how: ``name`` or ``mapping``.
        times: what each number is multiplied by.
        currency: that the header names; "" where it names none.
        told: what the mapping says of it.
        system: of codes, such as NAICS; "" where the header names none.
    """

    at: int
    header: str
    field: Field
    how: str
    times: float = 1.0
    currency: str = ""
    told: Column | None = None
    system: str = ""


@dataclass(frozen=True)
class Matched:
    """How a header was understood.

    Attributes:
        columns: matches by the name of the field.
        unused: why each other column is not used, by its index.
        problems: what makes the list unreadable.
    """

    columns: dict[str, Match]
    unused: dict[int, str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Header:
    """A header taken apart: its name, and what its brackets say."""

    name: str
    currency: str = ""
    times: float = 1.0
    unit: str = ""


def match(source: Source, mapping: Mapping, wanted: Wanted) -> Matched:
    """Fields for the columns of a list; what is missing is for :func:`missing`."""
    problems = list(_twice(source))
    taken: dict[str, Match] = {}
    places = {folded(header): at for at, header in reversed(list(enumerate(source.header))) if header.strip()}
    for name, told in mapping.columns.items():
        at = places.get(folded(told.column))
        if at is None:
            near = nearest(told.column, source.header)
            hint = f"did you mean {near}?" if near else f"its columns: {', '.join(filter(None, source.header))}"
            said = f"has no column {told.column}, which the mapping names for {name}"
            problems.append(source.problem(said, hint, source.header_row))
            continue
        one = known_fields().get(name) or fact(name, told.unit or "count", told.label)
        header = _taken_apart(source.header[at])
        system = code_systems().get(folded(source.header[at]), "") if name == "sector_code" else ""
        taken[name] = Match(at, source.header[at], one, "mapping", told.times, header.currency, told, system)
    used = {found.at for found in taken.values()}
    unused: dict[int, str] = {}
    by_name = _by_name(source.header, mapping, wanted, used)
    for name, ats in by_name.items():
        first, *others = ats
        if name in taken or name in mapping.constants:
            others = ats
        else:
            taken[name] = first
        chosen = taken[name].header if name in taken else "the mapping"
        unused |= {other.at: f"{name} comes from {chosen}" for other in others}
    used = {found.at for found in taken.values()}
    for at in range(len(source.header)):
        if at not in used:
            unused.setdefault(at, UNKNOWN)
    return Matched(taken, unused, tuple(problems))


def _twice(source: Source) -> Iterator[Problem]:
    """Headers that are equal, or equal but for case and spaces."""
    first: dict[str, int] = {}
    for at, header in enumerate(source.header):
        word = re.sub(r"\s+", "", clean(header).casefold())
        if not word:
            continue
        if word in first:
            other = source.header[first[word]]
            said = f"the header {clean(header)} stands twice; first in column {first[word] + 1}"
            said += "" if other == header else f" as {clean(other)}"
            yield source.problem(said, "rename or remove one", source.header_row, at + 1)
        first.setdefault(word, at)


def _by_name(header: tuple[str, ...], mapping: Mapping, wanted: Wanted, used: set[int]) -> dict[str, list[Match]]:
    """Columns by the field that their name means, the strongest name first."""
    names = _alias_ranks(wanted)
    found: dict[str, list[tuple[int, Match]]] = {}
    for at, text in enumerate(header):
        if at in used or not text.strip():
            continue
        parts = _taken_apart(text)
        hit = names.get(folded(text)) or (names.get(folded(parts.name)) if parts.name != text else None)
        if hit is None:
            continue
        rank, one = hit
        if one.of_facts and parts.unit:
            one = replace(one, unit=parts.unit)
        system = code_systems().get(folded(text), "") if one.name == "sector_code" else ""
        times = parts.times if one.numeric else 1.0
        found.setdefault(one.name, []).append((rank, Match(at, text, one, "name", times, parts.currency, None, system)))
    return {name: [one for _, one in sorted(hits, key=lambda hit: (hit[0], hit[1].at))] for name, hits in found.items()}


def _alias_ranks(wanted: Wanted) -> dict[str, tuple[int, Field]]:
    out: dict[str, tuple[int, Field]] = {}
    for one in (*(fact(name) for name in wanted.facts), *known_fields().values()):
        for rank, alias in enumerate((one.name, *one.aliases)):
            out.setdefault(folded(alias), (rank, one))
    return out


def known_headers(wanted: Wanted, mapping: Mapping) -> set[str]:
    """Every folded header that would be understood: it tells the delimiter."""
    return {*_alias_ranks(wanted), *(folded(told.column) for told in mapping.columns.values())}


def _taken_apart(text: str) -> _Header:
    """A header such as ``Revenue (USD)``, ``Admin time [hours]`` or ``Sales (€ millions)``.

    Brackets that say anything else are a part of the name: then it is another column.
    """
    found = _BRACKETS.match(clean(text))
    if found is None:
        return _Header(text)
    currency, times, unit = "", 1.0, ""
    for word in re.findall(r"[^\s,.]+", found[2].replace("’000", "000").replace("'000", "000")):
        lower = word.lower()
        split = re.fullmatch(r"([a-z]{0,2}[$€£¥₺₹])(\w+)", lower)
        for part in split.groups() if split else (word,):
            if known_currency(part.upper()) or part.lower() in SIGNS:
                currency = part.upper() if known_currency(part.upper()) else part
            elif scale := _THOUSANDS.get(part.lower(), MAGNITUDES.get(part.lower())):
                times = float(scale)
            elif part.lower() in UNITS or part == "%":
                unit = "rate" if part == "%" else part.lower()
            else:
                return _Header(text)
    return _Header(found[1], currency, times, unit)


def meant_by(header: str, taken: Iterable[str]) -> str:
    """The known header that a mistyped one most likely means; "" where none is near, or its field has a column."""
    given = {*taken}
    names: dict[str, str] = {}
    for one in known_fields().values():
        for alias in () if one.name in given else (one.name, *one.aliases):
            names.setdefault(folded(alias), alias)
    near = get_close_matches(folded(header), names, n=1, cutoff=0.88)
    return names[near[0]] if near else ""


def missing(
    source: Source, matched: Matched, mapping: Mapping, wanted: Wanted, ratios: Iterable[tuple[str, str]]
) -> Iterator[Problem]:
    """Columns that each row needs and none gives, with the nearest header.

    Args:
        ratios: what benchmarks give, each with the input that it is a part of; "" for none.
    """
    have = closed({*matched.columns, *mapping.constants}, ratios)
    left = {folded(source.header[at]): source.header[at] for at, why in matched.unused.items() if why == UNKNOWN}
    for name in ("name", *wanted.inputs):
        if name in have:
            continue
        have = closed(have | {name}, ratios)  # what would follow from it is not missing too
        meant = left.get(nearest(name, filter(None, left)) or "")
        hint = f"did you mean {meant}? then map it: columns: {{{name}: {meant}}}" if meant else _remedy(name)
        said = f"has no column {name}, which {_WHY.get(name, 'the formulas need')}"
        yield source.problem(said, hint, source.header_row, 1)


def closed(have: set[str], ratios: Iterable[tuple[str, str]]) -> set[str]:
    """Names with what follows from them, by the accounts and by the benchmarks."""
    while True:
        have = followed(have)
        more = {target for target, base in ratios if target not in have and (not base or base in have)}
        if not more:
            return have
        have |= more


_WHY = {"name": "names the companies", "hurdle_rate": "the profile does not give either"}


def _remedy(name: str) -> str:
    if name == "hurdle_rate":
        return "add it, or conventions: {hurdle_rate: 12%} to the profile"
    if name == "name":
        return "add it, name the header's line with --header-row 2, or map it: columns: {name: Customer}"
    return f"add it, map a column to it, or name benchmarks that give it: {name}"
