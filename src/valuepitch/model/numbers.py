"""Numbers as people write them: one parser for amounts, rates, months and counts.

The point is the decimal mark; ``_`` may part groups; ``27%`` is 0.27.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from valuepitch.model.base import refuse, shown

LARGEST = 1e15
NUMBER_PATTERN = r"^[+-]?\d+(_\d+)*(\.\d+)?\s*%?$"

_NUMBER = re.compile(NUMBER_PATTERN)
_GROUPED = re.compile(r"^[+-]?\d{1,3}(,\d{3})+(\.\d+)?\s*%?$")
_COMMA = re.compile(r"^[+-]?\d+,\d+\s*%?$")


class Written(float):
    """A number that remembers whether it was written with a percent sign."""

    percent: bool

    def __new__(cls, value: float, percent: bool = False) -> Written:
        number = super().__new__(cls, value)
        number.percent = percent
        return number

    def __reduce__(self) -> tuple[type[Written], tuple[float, bool]]:
        return (Written, (float(self), self.percent))


def is_number(raw: Any) -> bool:
    """Whether a scalar reads as a number, or is meant as one (``1,200``, ``$5``), and so is no formula."""
    if isinstance(raw, str):
        text = raw.strip().replace("−", "-")
        return bool(
            re.match(r"^[+\-]*\W?\s*[\d.,]+[\d_.,\s]*\s*(%|[kKmMbB]?[nN]?|[eE][+-]?\d+)?$", text)
        ) or text.lower() in (
            "nan",
            "inf",
            "-inf",
            ".nan",
            ".inf",
            "-.inf",
        )
    return isinstance(raw, int | float)


def parse_number(raw: Any) -> Written:
    """A finite number of at most 1e15 either way.

    Raises:
        PydanticCustomError: it is no number, with what to write instead.
    """
    if isinstance(raw, Written):
        return raw
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        raise refuse(f"is {shown(raw)}, not a number", "write a number such as 1200 or 27%")
    if not isinstance(raw, str):
        return _bounded(raw, False, raw)
    text = raw.strip().replace("−", "-")
    if not text:
        raise refuse("is empty", "write a number, or remove the key")
    if not _NUMBER.match(text):
        raise refuse(f"is {shown(raw)}, not a number", _number_hint(text))
    percent = text.endswith("%")
    digits = Decimal(text.rstrip("% ").replace("_", ""))
    return _bounded(float(digits / 100 if percent else digits), percent, raw)


def number_or_none(raw: Any) -> Written | None:
    """The number, or None where there is none or it is wrong; what is wrong is said where the field is read."""
    try:
        return None if raw is None else parse_number(raw)
    except PydanticCustomError:
        return None


def _bounded(value: float, percent: bool, raw: Any) -> Written:
    if not abs(value) <= LARGEST:  # nor is NaN
        raise refuse(f"is {shown(raw)}, outside ±1e15", "check the number and its unit")
    return Written(value, percent)


def _number_hint(text: str) -> str:
    if found := re.match(r"^([+-]?)%\s*(\d+(?:[.,]\d+)?)$", text):
        return f"the sign stands behind the number: write {found[1]}{found[2].replace(',', '.')}%"
    if re.match(r"^[+-]?\d{1,3}(\.\d{3}){2,}(,\d+)?\s*%?$", text):
        return f"write {text.replace('.', '_').replace(',', '.')}"
    if _GROUPED.match(text):
        plain = text.replace(",", "")
        return f"write {plain} or {text.replace(',', '_')}"
    if _COMMA.match(text):
        return f"the decimal mark is a point: write {text.replace(',', '.')}"
    if re.match(r"^\D?\s*[\d.,_]+\s*[kKmMbB]n?$", text):
        return "write the number out, such as 1_200_000"
    if re.match(r"^[^\d\s.+-]\s*[\d.,_]+$", text):
        return "write the number alone; the currency stands in `currency`"
    if re.match(r"^[+-]?[\d.]+[eE]\+?\d+$", text):
        return "write the number out, without an exponent"
    return "write a number such as 1200 or 27%"


NUMBER_SCHEMA: dict[str, Any] = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": NUMBER_PATTERN}]}

Number = Annotated[float, BeforeValidator(parse_number), WithJsonSchema(NUMBER_SCHEMA)]


def _parse_horizon(raw: Any) -> int:
    number = parse_number(raw)
    if not number.is_integer() or not 1 <= number <= 120 or number.percent:
        raise refuse(f"is {shown(raw)}", "write a whole number of months, 1 to 120")
    return int(number)


Horizon = Annotated[
    int, BeforeValidator(_parse_horizon), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 120})
]
