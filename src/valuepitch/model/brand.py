"""``brand.yaml``: colours, logo, typeface, legal line and number style that a seller's pages have."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from valuepitch.model.base import Record, refuse, shown
from valuepitch.model.texts import Name, Phrase

COLOURS = ("ink", "accent", "quiet", "rule", "hairline", "tint", "band", "worse", "better", "paper")


def _parse_colour(raw: Any) -> str:
    text = str(raw).strip().lower()
    if not re.fullmatch(r"#[0-9a-f]{6}", text):
        raise refuse(f"is {shown(raw)}, not a colour", 'write "#" and six digits in quotes, such as "#14395b"')
    return text


def _parse_file(raw: Any) -> str:
    text = str(raw).strip()
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._ -]*(/[A-Za-z0-9][A-Za-z0-9._ -]*)*", text):
        raise refuse(f"is {shown(raw)}, no file of the folder", "write its name beside brand.yaml, such as logo.svg")
    return text


Colour = Annotated[str, BeforeValidator(_parse_colour)]
BrandFile = Annotated[str, BeforeValidator(_parse_file)]


class Logo(Record):
    """A picture in the line above the title."""

    file: BrandFile = Field(description="An SVG, PNG or JPEG beside brand.yaml.")
    alt: Name = Field(description="What it shows, for readers who do not see it.")

    @classmethod
    def shaped(cls, raw: Any) -> Any:
        return raw


class Typeface(Record):
    """Font files of a typeface, TrueType or OpenType, beside brand.yaml."""

    regular: BrandFile
    semibold: BrandFile
    heading: BrandFile | None = Field(None, description="Of the title; the semibold by default.")


class Brand(Record):
    """What a seller's pages have of its own."""

    colours: dict[Literal[COLOURS], Colour] = {}  # type: ignore[valid-type]
    logo: Logo | None = None
    typeface: Typeface | None = None
    legal: Phrase | None = Field(None, description="A line at the foot of the page.")
    negatives: Literal["parentheses", "minus"] = Field("parentheses", description="How tables print amounts below nil.")
