"""The one formatter: the same quantity prints the same everywhere.

Money carries three significant digits; percentages are whole, with one decimal
below 10 %; months are whole and rounded up; tables are whole in the unit that
fits (docs/explanation/page.md, "Figures").
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

from babel import Locale, numbers

SIGNIFICANT = 3
PLAIN_BELOW = 10_000  # money under this is printed out, above it in thousands, millions, billions
NOTHING = "–"
MINUS = "−"

_WIDE = Context(prec=400)  # enough for every float
_TABLE_UNITS = ((1.0, ""), (1e3, "K"), (1e6, "M"), (1e9, "B"))
_TABLE_LARGEST = 99_999.5  # a table's largest figure has at most five digits

# Where CLDR's short forms are not what people read (its B stands for thousand in Turkish): words by power of ten.
_POWER_WORDS = {"tr": {3: "bin", 6: "milyon", 9: "milyar", 12: "trilyon"}}


@dataclass(frozen=True)
class Unit:
    """The unit of a table or chart: what its figures are divided by, and its letter ("" for single units)."""

    size: float
    letter: str


def rounded(value: float, digits: int) -> Decimal:
    """Half away from nil, at a number of decimals (negative: tens, hundreds)."""
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, _WIDE)


@dataclass(frozen=True)
class Formatter:
    """Prints figures of one currency in one locale.

    Attributes:
        negatives: how tables and axes print what is below nil: in ``parentheses``, or with a ``minus``.
    """

    locale: Locale
    currency: str
    negatives: str = "parentheses"

    # --- money ---

    @property
    def symbol(self) -> str:
        """The currency's sign in this locale: $, € or a code."""
        return str(numbers.get_currency_symbol(self.currency, self.locale))

    def money(self, value: float) -> str:
        """$662K, $1.07M, $9,400, −$95.3K."""
        if value == 0:
            return self._plain_money(0.0, 0)
        value = float(rounded(value, SIGNIFICANT - 1 - _magnitude(value)))
        text = self._plain_money(abs(value)) if abs(value) < PLAIN_BELOW else self._compact(abs(value))
        return MINUS + text if value < 0 and re.search(r"[1-9]", text) else text

    def money_span(self, low: float, high: float) -> str:
        """$7,000–12,000: both ends in the style of the lower one."""
        plain = 0 < abs(low) < PLAIN_BELOW and abs(high) < 10 * PLAIN_BELOW
        upper = self._plain_money(float(rounded(high, SIGNIFICANT - 1 - _magnitude(high)))) if plain else None
        return _span(self.money(low), upper or self.money(high))

    def _plain_money(self, value: float, decimals: int | None = None) -> str:
        if decimals is None:
            decimals = 0 if value >= 100 or value == int(value) or value < 0.005 else 2
        pattern = self.locale.currency_formats["standard"].pattern.split(";")[0]
        pattern = re.sub(r"0(\.0+)?(?=[^0-9#,.]*$)", "0" + ("." + "0" * decimals if decimals else ""), pattern)
        text = numbers.format_currency(value, self.currency, pattern, self.locale, currency_digits=False)
        return _spaced(text)

    def _compact(self, value: float) -> str:
        power = min(3 * (_magnitude(value) // 3), 12)
        decimals = max(SIGNIFICANT - 1 - (_magnitude(value) - power), 0)
        number = self._decimal(value / 10**power, decimals)
        if self.locale.language in _POWER_WORDS:
            return _spaced(f"{self.symbol}{number}\u00a0{_POWER_WORDS[self.locale.language][power]}")
        text = numbers.format_compact_currency(
            value, self.currency, format_type="short", locale=self.locale, fraction_digits=decimals
        )
        if not re.sub(r"[\d\s.,]", "", text.replace(self.symbol, "")):  # a locale that has no word for thousands
            return self._plain_money(value, 0)
        # Babel drops final zeros; three digits are printed as three.
        return _spaced(re.sub(r"\d[\d.,]*", number, text, count=1))

    # --- rates ---

    def rate(self, value: float) -> str:
        """98%, 4.9%; a whole percentage stays whole."""
        decimals = 0 if abs(value) >= 0.0995 or _is_whole(value * 100) else 1
        return self._percent(value, decimals)

    def stated_rate(self, value: float) -> str:
        """A rate as somebody stated it: 11%, 11.5%; with the decimals that it has, at most two."""
        decimals = next(d for d in (0, 1, 2) if d == 2 or _is_whole(value * 100 * 10**d))
        return self._percent(value, decimals)

    def rate_span(self, low: float, high: float) -> str:
        """22–33%."""
        return _span(self.stated_rate(low), self.stated_rate(high))

    def points(self, value: float) -> str:
        """Percentage points: 0.2, 12."""
        return self._decimal(abs(value) * 100, 0 if abs(value) >= 0.0995 else 1)

    def _percent(self, value: float, decimals: int) -> str:
        pattern = self.locale.percent_formats[None].pattern
        exact = abs(rounded(value, decimals + 2))
        pattern = re.sub(r"0(\.0+)?", "0" + ("." + "0" * decimals if decimals else ""), pattern.split(";")[0])
        with localcontext(_WIDE):
            text = numbers.format_percent(exact, pattern, self.locale)
        return MINUS + text if value < 0 and exact else text

    # --- months and counts ---

    def months(self, value: float) -> str:
        """Whole months, rounded up: 15.2 is 16."""
        return self.number(math.ceil(value - 1e-9))

    def number(self, value: float) -> str:
        """A count or hours or days: 14, 5,200, 33.6 where it is below 10 and not whole."""
        decimals = 0 if abs(value) >= 9.95 or _is_whole(value) else 1
        if not rounded(value, decimals):
            return self._decimal(0.0, 0)
        text = self._decimal(abs(value), decimals)
        return MINUS + text if value < 0 else text

    def exact(self, value: float) -> str:
        """An exchange rate: two decimals, below 10 as many as it has, at most six."""
        value = round(value, 6) if value < 10 else round(value, 2)
        decimals = next(d for d in range(2, 7) if d == 6 or _is_whole(value * 10**d))
        return self._decimal(value, decimals)

    def written(self, value: float) -> str:
        """A number of a formula with all its decimals: 0.35, 1,200."""
        digits = -int(Decimal(repr(float(value))).normalize(_WIDE).as_tuple().exponent)
        return self._decimal(value, max(digits, 0))

    def ratio(self, value: float) -> str:
        """An index or ratio: 2.64, −0.13."""
        text = self._decimal(abs(value), 2)
        return MINUS + text if value < 0 and re.search(r"[1-9]", text) else text

    def number_span(self, low: float, high: float) -> str:
        """3–6."""
        return _span(self.number(low), self.number(high))

    def _decimal(self, value: float, decimals: int) -> str:
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        with localcontext(_WIDE):
            return str(numbers.format_decimal(rounded(value, decimals), pattern, self.locale))

    # --- tables and charts ---

    def unit(self, values: Iterable[float]) -> Unit:
        """The unit that fits a table or chart: its largest figure has at most five digits."""
        largest = max((abs(v) for v in values if math.isfinite(v)), default=0.0)
        for size, letter in _TABLE_UNITS:
            if largest / size < _TABLE_LARGEST or letter == "B":
                return Unit(size, letter)
        raise AssertionError(largest)

    def cell(self, value: float, unit: Unit) -> str:
        """A figure of a table, whole in its unit: 1,207, (318), – for nil."""
        whole = rounded(value / unit.size, 0)
        if whole == 0:
            return NOTHING if value == 0 else "0"
        text = self._decimal(abs(float(whole)), 0)
        return self._below(text) if whole < 0 else text

    def tick(self, value: float, unit: Unit) -> str:
        """A mark of an axis: 1,000, 0, (500); a decimal where the unit asks for it."""
        scaled = value / unit.size
        text = self._decimal(abs(scaled), 0 if _is_whole(scaled) else 1)
        return self._below(text) if value < 0 else text

    def _below(self, text: str) -> str:
        return f"({text})" if self.negatives == "parentheses" else f"−{text}"


def _magnitude(value: float) -> int:
    """The power of ten of a number's first significant digit, after rounding to three."""
    if value == 0 or not math.isfinite(value):
        return 0
    return math.floor(math.log10(abs(float(f"{value:.{SIGNIFICANT - 1}e}"))))


def _is_whole(value: float) -> bool:
    return abs(value - round(value)) < 1e-9


def _span(low: str, high: str) -> str:
    """Two printed figures as a range; a sign or unit that both have stands once."""
    pattern = re.compile(rf"(?P<before>[^\d{MINUS}]*)(?P<figure>.*\d)(?P<after>\D*)")
    first, last = pattern.fullmatch(low), pattern.fullmatch(high)
    assert first is not None, low
    assert last is not None, high
    before = "" if first["before"] == last["before"] else last["before"]
    after = "" if first["after"] == last["after"] else first["after"]
    return f"{first['before']}{first['figure']}{after}–{before}{last['figure']}{last['after']}"


def _spaced(text: str) -> str:
    """A currency code is parted from its figure: CHF 662K."""
    return re.sub(r"([A-Za-z]{2,})(?=\d)", "\\1\u00a0", text)
