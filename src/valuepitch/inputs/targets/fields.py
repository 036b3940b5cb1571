"""What a list can say of a prospect: every field with its place in ``prospect.yaml``, its kind and its names."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Any, get_args

from valuepitch.case.inputs import EXCHANGE, HURDLE_RATE
from valuepitch.case.plan import make_plan
from valuepitch.documents import read_toml
from valuepitch.formula import names, parse
from valuepitch.model import Product, Prospect
from valuepitch.model.prospect import DERIVED, FINANCIALS, RATE_NAMES, Financials
from valuepitch.model.sourced import Sourced

Path = tuple[str | int, ...]

FILE = "columns.toml"
TEXT = "text"
EMPLOYEES = "employees"
COUNT = "count"

# Texts of a prospect by their place; those without a place are of the list alone.
_TEXTS: dict[str, Path] = {
    "id": (),
    "name": ("name",),
    "country": ("country",),
    "currency": ("currency",),
    "language": ("language",),
    "sector": ("sector", "name"),
    "sector_code": ("sector", "code"),
    "contact_name": ("contact", "name"),
    "contact_title": ("contact", "title"),
    "contact_level": ("contact", "level"),
    "preparer_name": ("preparer", "name"),
    "preparer_title": ("preparer", "title"),
    "hurdle_basis": ("hurdle_basis",),
    "hurdle_prices": ("hurdle_prices",),
    "website": (),
}


@dataclass(frozen=True)
class Field:
    """One thing that a column can hold.

    Attributes:
        name: of the input, or of the text.
        path: its place in ``prospect.yaml``; empty where it has none.
        kind: the class of its numbers; None for a text.
        unit: of its numbers; ``text`` for a text.
        meaning: in a few words.
        aliases: headers by which it is known, the strongest first.
        label: what the page calls it, by language; facts alone have one.
        named: formulas name it, though its place is not among the facts: it stands there too.
    """

    name: str
    path: Path
    kind: type[Sourced] | None = None
    unit: str = TEXT
    meaning: str = ""
    aliases: tuple[str, ...] = ()
    label: Mapping[str, str] = field(default_factory=dict)
    named: bool = False

    @property
    def numeric(self) -> bool:
        return self.kind is not None

    @property
    def of_facts(self) -> bool:
        return self.path[:1] == ("facts",)


@functools.cache
def known_fields() -> dict[str, Field]:
    """The fields that every list may have, by name; facts come on top."""
    table = _table()
    out = {
        name: Field(name, path, meaning=table[name]["meaning"], aliases=tuple(table[name]["aliases"]))
        for name, path in _TEXTS.items()
    }
    for name in (*FINANCIALS, EMPLOYEES, *RATE_NAMES):
        kind = _kind_of(name)
        path = ("financials", name) if name in FINANCIALS else (name,)
        assert kind.fixed is not None, name
        out[name] = Field(name, path, kind, kind.fixed, table[name]["meaning"], tuple(table[name]["aliases"]))
    return out


def _kind_of(name: str) -> type[Sourced]:
    model = Financials if name in FINANCIALS else Prospect
    kind: type[Sourced] = next(part for part in get_args(model.model_fields[name].annotation) if part is not type(None))
    return kind


@functools.cache
def _table() -> dict[str, dict[str, Any]]:
    text = (resources.files("valuepitch.inputs.targets") / FILE).read_bytes()
    found: dict[str, dict[str, Any]] = read_toml(text, FILE)["fields"]
    return found


@functools.cache
def code_systems() -> dict[str, str]:
    """The system that a header of codes names, by the folded header: ``naicscode`` is NAICS."""
    text = (resources.files("valuepitch.inputs.targets") / FILE).read_bytes()
    return {folded(header): system for header, system in read_toml(text, FILE)["systems"].items()}


def fact(name: str, unit: str = COUNT, label: Mapping[str, str] | None = None) -> Field:
    """The field of a fact that formulas name."""
    return Field(name, ("facts", name), Sourced, unit, "A fact that the formulas name", (), label or {})


def folded(header: str) -> str:
    """A header as it is compared: letters and digits, in lower case, without accents; ı is i."""
    plain = unicodedata.normalize("NFKD", header.replace("ı", "i").casefold())
    letters = "".join(c for c in plain if c.isalnum())
    return letters or re.sub(r"\s+", " ", header.strip())


@dataclass(frozen=True)
class Wanted:
    """What a product profile needs of a list.

    Attributes:
        names: inputs that its formulas name and that it does not give itself.
        currency: of the profile; "" without one.
        hurdle: whether each row has to bring a hurdle rate.
    """

    names: tuple[str, ...] = ()
    currency: str = ""
    hurdle: bool = False

    @property
    def facts(self) -> tuple[str, ...]:
        """Those that are neither lines of the accounts nor fields of every list."""
        return tuple(name for name in self.names if name not in known_fields())

    @property
    def inputs(self) -> tuple[str, ...]:
        """Every number that a row has to have."""
        return (*self.names, HURDLE_RATE) if self.hurdle else self.names


def wanted_by(product: Product | None) -> Wanted:
    """What a profile needs; nothing where there is none."""
    if product is None:
        return Wanted()
    plan = make_plan(product)
    given = {*product.assumptions, *plan.defaults, EXCHANGE}
    named = {name for name in plan.needs() if "[" not in name and "." not in name and name not in given}
    order = {name: at for at, name in enumerate(FINANCIALS)}
    ordered = tuple(sorted(named, key=lambda name: (order.get(name, len(order)), name)))
    return Wanted(ordered, product.currency, product.conventions.hurdle_rate is None)


def followed(have: Iterable[str]) -> set[str]:
    """Names with the lines of the accounts that follow from them."""
    out = set(have)
    for name, text in DERIVED:
        if set(names(parse(text))) <= out:
            out.add(name)
    return out
