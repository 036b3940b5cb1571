"""Numbers as lists write them: one pass for a column, its decimal mark declared or inferred, never guessed.

A cell is a text, a number of a workbook or a Parquet file, or blank. What tells the decimal mark is a cell that can
be read in one way alone: ``1.234,56``, ``1,234,567``, ``36.9``. ``1.234`` is one and a quarter or a thousand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from valuepitch.finance import Array
from valuepitch.inputs.targets.table import Unread, is_blank
from valuepitch.locale import known_currency
from valuepitch.model.base import shown
from valuepitch.model.numbers import LARGEST, Written
from valuepitch.model.sourced import UNITS, Sourced

MARKS = (".", ",")

# What stands behind a number and multiplies it; a decimal comma or point before it is read as in any number.
MAGNITUDES: dict[str, int] = {
    **dict.fromkeys(("k", "thousand", "bin"), 10**3),
    **dict.fromkeys(("m", "mn", "mm", "mio", "million", "milyon"), 10**6),
    **dict.fromkeys(("b", "bn", "mrd", "billion", "milyar"), 10**9),
    **dict.fromkeys(("tn", "trillion", "trilyon"), 10**12),
}
# Signs that several currencies share; any other names itself.
SIGNS: dict[str, tuple[str, ...]] = {
    "$": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "TWD", "CLP", "COP", "ARS"),
    "us$": ("USD",), "ca$": ("CAD",), "c$": ("CAD",), "a$": ("AUD",), "au$": ("AUD",), "nz$": ("NZD",),
    "s$": ("SGD",), "hk$": ("HKD",), "r$": ("BRL",), "€": ("EUR",), "£": ("GBP", "EGP"), "¥": ("JPY", "CNY"),
    "₺": ("TRY",), "tl": ("TRY",), "₹": ("INR",), "₩": ("KRW",), "₽": ("RUB",), "₴": ("UAH",), "₪": ("ILS",),
    "₫": ("VND",), "₦": ("NGN",), "฿": ("THB",), "kr": ("SEK", "NOK", "DKK", "ISK"), "zł": ("PLN",), "fr": ("CHF",),
}  # fmt: skip

_GROUP_SPACES = " \u00a0\u202f\u2009'’"
_PLAIN = re.compile(r"[+-]?[0-9]{1,15}")
# With one point that can only be a decimal mark: most numbers of most lists.
_POINT = re.compile(r"[+-]?(?:[0-9]{4,15}\.[0-9]+|[0-9]{1,3}\.(?:[0-9]{1,2}|[0-9]{4,}))")
_JAVA = re.compile(r"-?[0-9]\.[0-9]+E-?[0-9]{1,2}")  # how Salesforce exports large amounts: 1.39E8
_CURRENCY = r"(?:[A-Za-z]{1,2})?[$€£¥₺₹₩₽₴₪₫₦฿]|[A-Z]{3}|TL|kr\.?|Fr\.?|zł"
_LETTERS = "|".join(sorted(MAGNITUDES, key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?P<open>\()?\s*(?P<s1>[+-])?\s*(?P<p1>%)?\s*(?P<c1>{_CURRENCY})?\s*(?P<s2>[+-])?\s*"
    rf"(?P<num>[0-9](?:[0-9.,{_GROUP_SPACES}]*[0-9])?|[.,][0-9]+)\s*"
    rf"(?P<mag>(?i:{_LETTERS}))?\s*(?P<p2>%)?\s*(?P<c2>{_CURRENCY})?\s*(?P<s3>[+-])?\s*(?P<close>\))?"
)


class ColumnError(Exception):
    """A column that cannot be read as numbers; ``index`` is the row that shows it."""

    def __init__(self, message: str, hint: str, index: int) -> None:
        super().__init__(message, hint, index)
        self.message, self.hint, self.index = message, hint, index


@dataclass
class Parsed:
    """A column of numbers; blanks and faults are NaN.

    Attributes:
        values: shape (n,).
        percent: which were written with %, shape (n,).
        faults: row index, what is wrong, what to write.
        currencies: signs or codes that stand beside numbers, by row index.
        decimal: the column's decimal mark; "" where none is written.
    """

    values: Array
    percent: NDArray[np.bool_]
    faults: list[tuple[int, str, str]] = field(default_factory=list)
    currencies: dict[int, str] = field(default_factory=dict)
    decimal: str = ""


@dataclass(frozen=True)
class _Cell:
    """One text that holds a mark or a sign, taken apart."""

    index: int
    number: str
    scale: int
    negative: bool
    percent: bool


def parse_column(cells: NDArray[Any], decimal: str = "", blank: NDArray[np.bool_] | None = None) -> Parsed:
    """Numbers out of a column's cells.

    Args:
        cells: floats, or objects: text, number, flag, date, None; shape (n,).
        decimal: the declared decimal mark, ``.`` or ``,``; "" to infer it.
        blank: which floats stand for nothing; any other NaN is a fault, shape (n,).

    Raises:
        ColumnError: the mark is not clear, or two marks stand in one column.
    """
    n = len(cells)
    if cells.dtype != object:
        bad = ~np.isfinite(cells) if blank is None else ~np.isfinite(cells) & ~blank
        parsed = Parsed(np.where(bad, np.nan, cells) if bad.any() else cells, np.zeros(n, dtype=bool))
        parsed.faults += [(int(i), *_not_finite(float(cells[i]))) for i in np.flatnonzero(bad)]
        return parsed
    parsed = Parsed(np.full(n, np.nan), np.zeros(n, dtype=bool))
    shows: dict[str, int] = {}
    marked = list(_first_pass(cells, parsed, decimal, shows))
    parsed.decimal = decimal or _mark_of(marked, cells, shows)
    for cell in marked:
        text = _plain_digits(cell.number, parsed.decimal)
        if text is None:
            parsed.faults.append((cell.index, *_misfit(cell.number, cells[cell.index], parsed.decimal)))
            continue
        number = Decimal(text) * cell.scale / (100 if cell.percent else 1)
        parsed.values[cell.index] = float(-number if cell.negative else number)
        parsed.percent[cell.index] = cell.percent
    parsed.faults.sort(key=lambda fault: fault[0])
    return parsed


_MARK_WORDS = {".": "the point", ",": "the comma"}


def _misfit(number: str, raw: Any, decimal: str) -> tuple[str, str]:
    """What is wrong with a number whose marks do not fit the column's."""
    if not _readings(number):
        return f"is {shown(raw)}, not a number", "write a number such as 1200 or 27%"
    said = f"is {shown(raw)}, while {_MARK_WORDS[decimal or '.']} is the decimal mark"
    return said, "write the number as the rest of the column does"


def _readings(number: str) -> list[str]:
    """The decimal marks with which a number can be read."""
    return [mark for mark in MARKS if _plain_digits(number, mark) is not None]


def _first_pass(cells: NDArray[Any], parsed: Parsed, decimal: str, shows: dict[str, int]) -> Iterator[_Cell]:
    """Set plain numbers, note faults, and yield what needs the column's decimal mark."""
    values, faults = parsed.values, parsed.faults
    plain, java, pointed = _PLAIN.fullmatch, _JAVA.fullmatch, _POINT.fullmatch
    for i, raw in enumerate(cells):
        if type(raw) is str:
            if plain(raw) or java(raw):
                values[i] = float(raw)
            elif decimal != "," and pointed(raw):
                values[i] = float(raw)
                shows.setdefault(".", i)
            elif not is_blank(raw):
                yield from _taken_apart(i, raw, parsed)
        elif raw is None:
            continue
        elif isinstance(raw, Unread):
            faults.append((i, raw.reason, raw.remedy))
        elif isinstance(raw, bool) or not isinstance(raw, int | float):
            faults.append((i, f"is {shown(raw)}, not a number", "write a number such as 1200"))
        elif not np.isfinite(raw):
            faults.append((i, *_not_finite(raw)))
        else:
            values[i] = raw


def _not_finite(value: float) -> tuple[str, str]:
    return f"is {value}, not a number", "write a number, or leave it blank"


def _taken_apart(i: int, raw: str, parsed: Parsed) -> Iterator[_Cell]:
    text = raw.replace("−", "-").strip()
    found = _NUMBER.fullmatch(text)
    if found is None or bool(found["open"]) != bool(found["close"]):
        parsed.faults.append((i, f"is {shown(raw)}, not a number", _hint(text)))
        return
    signs = [sign for sign in (found["s1"], found["s2"], found["s3"], "-" if found["open"] else None) if sign]
    currencies = [sign for sign in (found["c1"], found["c2"]) if sign]
    percents = [sign for sign in (found["p1"], found["p2"]) if sign]
    if len(signs) > 1 or len(currencies) > 1 or len(percents) > 1:
        parsed.faults.append((i, f"is {shown(raw)}, with two signs", "write one sign, such as -1200"))
        return
    if currencies:
        parsed.currencies[i] = currencies[0]
    scale = MAGNITUDES[found["mag"].lower()] if found["mag"] else 1
    yield _Cell(i, found["num"], scale, "-" in signs, bool(percents))


def _hint(text: str) -> str:
    if "_" in text:
        return f"write {text.replace('_', '')}"
    if re.fullmatch(r"[+-]?[0-9.,]+[eE][+-]?[0-9]+", text):
        return "write the number out, without an exponent"
    return "write a number such as 1200 or 27%"


def _mark_of(cells: list[_Cell], raw: NDArray[Any], shows: dict[str, int]) -> str:
    """The decimal mark that a column's cells show; "" where none of them has a mark.

    Args:
        shows: the marks that plain cells showed already, each with its row.

    Raises:
        ColumnError: they show both, or all of them can be read in two ways.
    """
    unclear: int | None = None
    for cell in cells:
        mark = shown_mark(cell.number)
        if not _readings(cell.number):
            continue  # a date, say: it tells nothing of the others
        if mark in MARKS:
            shows.setdefault(mark, cell.index)
        elif mark == "?" and unclear is None:
            unclear = cell.index
    if len(shows) == 2:
        first, second = sorted(shows.values())
        raise ColumnError(
            f"holds {shown(raw[first])} and {shown(raw[second])}: two decimal marks",
            "write all of them alike, or say which it is: --decimal . or --decimal ,",
            second,
        )
    if not shows and unclear is not None:
        raise ColumnError(
            f"has an ambiguous decimal mark: {shown(raw[unclear])} can be read in two ways",
            "pass --decimal . or --decimal ,",
            unclear,
        )
    return next(iter(shows), "")


def shown_mark(number: str) -> str:
    """The decimal mark that a number shows: ``.``, ``,``, ``""`` for none, ``?`` where it can be read in two ways."""
    grouped = any(c in number for c in _GROUP_SPACES)
    points, commas = number.count("."), number.count(",")
    if not points and not commas:
        return ""
    last = "." if number.rfind(".") > number.rfind(",") else ","
    if points and commas:
        return last
    if points + commas > 1:
        return "," if points else "."
    before, after = number.split(last)
    groups = len(after) == 3 and 1 <= len(before) <= 3 and before[0] != "0" and not grouped
    return "?" if groups else last


def _plain_digits(number: str, decimal: str) -> str | None:
    """The number with a point and without groups; None where its marks do not fit the column's decimal mark."""
    mark = decimal or "."
    whole, _, fraction = number.partition(mark)
    if not re.fullmatch(r"[0-9]*", fraction):
        return None
    groups = [c for c in dict.fromkeys(whole) if not c.isdigit()]
    if not groups:
        return f"{whole or '0'}.{fraction or '0'}"
    group = re.escape(groups[0])
    if len(groups) > 1 or not re.fullmatch(rf"[0-9]{{1,3}}(?:{group}[0-9]{{3}})+", whole):
        return None
    return f"{whole.replace(groups[0], '')}.{fraction or '0'}"


def currencies_of(sign: str) -> tuple[str, ...]:
    """The currencies that a sign or code beside a number can mean; empty where it is none."""
    if known_currency(sign):
        return (sign,)
    return SIGNS.get(sign.lower().rstrip("."), ())


def check_column(parsed: Parsed, kind: type[Sourced], unit: str) -> list[tuple[int, str, str]]:
    """Row index, fault and remedy of each number that the model would refuse, found on the whole column at once."""
    values = parsed.values
    with np.errstate(invalid="ignore"):
        bad = np.abs(values) > LARGEST
        if unit == "rate":
            bad |= (values > 1) & ~parsed.percent
        elif unit in UNITS:
            bad |= parsed.percent
        if kind.bounds:
            bad |= (values < kind.bounds[0]) | (values > kind.bounds[1])
        if kind.whole or unit == "month":
            bad |= values != np.floor(values)
    bad &= ~np.isnan(values)
    return [(int(i), *_words(float(values[i]), bool(parsed.percent[i]), kind, unit)) for i in np.flatnonzero(bad)]


def _words(value: float, percent: bool, kind: type[Sourced], unit: str) -> tuple[str, str]:
    if abs(value) > LARGEST:
        return f"is {value:.4g}, outside ±1e15", "check the number and its unit"
    fault = next(iter(kind.check_number("value", Written(value, percent), unit)))
    return fault.message, fault.hint
