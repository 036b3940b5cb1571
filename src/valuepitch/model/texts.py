"""Texts and names: cleaned, never empty, of a length that fits a page, by language where wanted."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler, WithJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from valuepitch.locale import known_currency, languages
from valuepitch.model.base import Fault, refuse, refuse_all, said_of, shown
from valuepitch.text import clean, has_surrogate

NAME_LENGTH = 120
LABEL_LENGTH = 60
TEXT_LENGTH = 160

_LANGUAGE = re.compile(r"[a-z]{2}")


def text_of(length: int) -> Callable[[Any], str]:
    """A validator for one cleaned line of at most ``length`` characters."""

    def validate(raw: Any) -> str:
        if isinstance(raw, bool) or not isinstance(raw, str | int | float):
            raise refuse(f"is {shown(raw)}, not a text", "write one text")
        if has_surrogate(str(raw)):
            raise refuse("holds half a character (a lone surrogate)", "type the character again")
        text = clean(str(raw))
        if not text.strip("\u200c\u200d"):
            raise refuse("is empty", "write a text, or remove the key")
        if len(text) > length:
            over = len(text) - length
            raise refuse(f"is {len(text)} characters long", f"at most {length} fit; remove {over}")
        return text

    return validate


def _line_schema(length: int) -> dict[str, Any]:
    # A name such as 007 or true is a number or a flag to an editor, and a text to us.
    return {"type": ["string", "number", "boolean"], "maxLength": length}


Name = Annotated[str, BeforeValidator(text_of(NAME_LENGTH)), WithJsonSchema(_line_schema(NAME_LENGTH))]
Source = Annotated[str, BeforeValidator(text_of(LABEL_LENGTH)), WithJsonSchema(_line_schema(LABEL_LENGTH))]


class Text(dict[str, str]):
    """A text that the page prints, by language; the key "" holds a text for all of them.

    Frozen by convention: nothing in the program changes one.
    """

    length = TEXT_LENGTH

    def said(self, language: str) -> str | None:
        """The text in a language, or None where it lacks it."""
        return self.get(language, self.get(""))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.validate)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        line = _line_schema(cls.length)
        by_language = {"type": "object", "propertyNames": {"pattern": "^[a-z]{2}$"}, "additionalProperties": line}
        return {"anyOf": [line, by_language]}

    @classmethod
    def validate(cls, raw: Any) -> Text:
        if isinstance(raw, Text):
            return cls(raw)
        one = text_of(cls.length)
        if not isinstance(raw, dict):
            return cls({"": one(raw)})
        if not raw:
            raise refuse("is empty", "write a text, or {en: ...}")
        for key in raw:
            if not _LANGUAGE.fullmatch(str(key)):
                raise refuse(f"has the key {shown(key)}", "write a text, or one for each language: {en: ..., tr: ...}")
        found, texts = [], {}
        for key, value in raw.items():
            try:
                texts[key] = one(value)
            except PydanticCustomError as error:
                found.append(Fault((key,), *said_of(error)))
        if found:
            raise refuse_all(found)
        return cls(texts)


class Label(Text):
    """A short text: the name of an input, a cost, a benefit."""

    length = LABEL_LENGTH


class Phrase(Text):
    """A text that becomes part of a sentence of the page."""

    length = 100


def _parse_date(raw: Any) -> date:
    if isinstance(raw, date):
        return raw
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(raw)):
            raise ValueError
        return date.fromisoformat(str(raw))
    except ValueError:
        raise refuse(f"is {shown(raw)}, not a date", "write year-month-day, such as 2026-12-15") from None


Date = Annotated[
    date, BeforeValidator(_parse_date), WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"})
]


def _parse_flag(raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    if raw in ("true", "false"):
        return bool(raw == "true")
    raise refuse(f"is {shown(raw)}, neither true nor false", "write true or false")


Flag = Annotated[bool, BeforeValidator(_parse_flag), WithJsonSchema({"type": "boolean"})]


def _parse_currency(raw: Any) -> str:
    code = str(raw).strip()
    if not known_currency(code):
        raise refuse(f"is {shown(raw)}, not a currency", "write its three-letter code, such as USD, EUR or TRY")
    return code


Currency = Annotated[str, BeforeValidator(_parse_currency), WithJsonSchema({"type": "string", "pattern": "^[A-Z]{3}$"})]


def _parse_language(raw: Any) -> str:
    code = str(raw).strip()
    if code not in languages():
        known = ", ".join(languages())
        raise refuse(f"is {shown(raw)}, a language without a catalogue", f"there is a page in {known}")
    return code


PageLanguage = Annotated[str, BeforeValidator(_parse_language), WithJsonSchema({"enum": list(languages())})]


def _parse_country(raw: Any) -> str:
    code = str(raw).strip()
    if not re.fullmatch(r"[A-Z]{2}", code):
        raise refuse(f"is {shown(raw)}, not a country", "write its two-letter code, such as US, DE or TR")
    return code


Country = Annotated[str, BeforeValidator(_parse_country), WithJsonSchema({"type": "string", "pattern": "^[A-Z]{2}$"})]


def _parse_id(raw: Any) -> str:
    text = str(raw)
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", text):
        raise refuse(f"is {shown(raw)}, not a name", "write lower case letters, digits and _, such as first_month")
    return text


Id = Annotated[str, BeforeValidator(_parse_id), WithJsonSchema({"type": "string", "pattern": "^[a-z][a-z0-9_]{0,39}$"})]
