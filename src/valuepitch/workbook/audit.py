"""What every sheet of a workbook is made from: the case, its evaluations, words, and where cells stand."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import numpy as np

from valuepitch import formula
from valuepitch.case.evaluate import LineResult, evaluate, filled
from valuepitch.case.every import EveryCase, every_case
from valuepitch.case.inputs import TAX_RATE
from valuepitch.case.lines import DEPRECIATED, NEVER, Line
from valuepitch.case.study import SCENARIOS, Case
from valuepitch.case.timing import Rows
from valuepitch.finance import Array
from valuepitch.locale import Language, _
from valuepitch.page.figures import Figures
from valuepitch.page.reasons import WORDS
from valuepitch.workbook.book import Book, Sheet
from valuepitch.workbook.names import Numbers, References, defined, quoted

AMOUNT, TOTAL, VALUE, MONTHS_FROM = range(2, 6)  # columns of the sheet by month; month 0 stands in the last of them
SHOWN = 0  # the row of all cases that a new workbook shows: the expected one

# The sheets in their order, by what formulas and documentation call them.
SHEETS: dict[str, str] = {
    "about": _("About"),
    "inputs": _("Inputs"),
    "calculation": _("Calculation"),
    "cash_flow": _("Cash flow"),
    "measures": _("Measures"),
    "further": _("Further figures"),
    "cases": _("Cases"),
    "checks": _("Checks"),
}

_SCENARIOS = {"expected": _("Expected"), "conservative": _("Conservative"), "favourable": _("Favourable")}
# What a line's amount is multiplied by, by the name of the input or, for risk, by what it does.
_FACTORS = {
    "less": _("{amount}, less risk"),
    "more": _("{amount}, and risk"),
    "attribution": _("{amount}, × share attributed"),
    "conversion_factor": _("{amount}, × share counted"),
    "exchange_rate": _("{amount}, × exchange rate"),
}

_WORDS = {
    "min": _("the least of {list}"),
    "max": _("the greatest of {list}"),
    "round": _("{a}, rounded"),
    "abs": _("the size of {a}"),
    "when": _("{b} where {a}, else {c}"),
    "power": _("{a} to the power of {b}"),
}


@dataclass(frozen=True)
class Stated:
    """What a workbook says of itself.

    Attributes:
        day: the page's date.
        fingerprint: what ties page, data and workbook together.
        version: of the program.
        redacted: whether internal evidence was left out.
    """

    day: date
    fingerprint: str
    version: str
    redacted: bool = False


@dataclass
class Audit:
    """A workbook in the making.

    Attributes:
        rows: rows of the sheet by month, from 0, by their key.
        cells: single cells of any sheet by a key, as other sheets name them.
        names: what measures are called, by their id.
    """

    case: Case
    language: Language
    stated: Stated
    book: Book
    rows: dict[str, int] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    numbers: Numbers = field(default_factory=Numbers)

    def __post_init__(self) -> None:
        self.say = self.language.say
        self.figures = Figures(self.case, self.language, self.stated.day)
        self.sheets: dict[str, Sheet] = {key: self.book.sheet(self.say(name)) for key, name in SHEETS.items()}
        self.named = References(self.case.plan, self.case.inputs, self.numbers, defined)

    @cached_property
    def every(self) -> EveryCase:
        return every_case(self.case)

    @cached_property
    def case_names(self) -> list[str]:
        """What the cases are called, in their order."""
        ends = [
            self.say(pattern, input=self.figures.label(bar.input))
            for pattern in (_("{input}: low end"), _("{input}: high end"))
            for bar in self.case.sensitivity
        ]
        nil = [
            self.say("{input}: NPV is nil", input=self.figures.label(self.case.inputs[id])) for id in self.every.nil_at
        ]
        return [*(self.say(_SCENARIOS[name]) for name in SCENARIOS), *ends, *nil]

    @cached_property
    def moved(self) -> set[str]:
        """Inputs that are not the same in every case."""
        return {bar.input.id for bar in self.case.sensitivity} | set(self.every.nil_at)

    @cached_property
    def table(self) -> Rows:
        """Every input of every case as formulas use it, shape (n,)."""
        return filled(self.case.plan, self.every.rows)

    @property
    def horizon(self) -> int:
        return self.case.plan.horizon

    @property
    def is_taxed(self) -> bool:
        return self.every.result.share is not None

    @property
    def has_tax(self) -> bool:
        """Whether there is a tax rate, so that the case after tax, or before it, can be shown beside it."""
        return TAX_RATE in self.case.inputs

    @cached_property
    def tax_share(self) -> Array:
        """The share that tax takes, or would take, in every case, shape (n, H + 1)."""
        share = self.every.result.share
        if share is None:
            share = evaluate(replace(self.case.plan, after_tax=True), self.every.rows, ()).share
        assert share is not None, "asked for where there is a tax rate"
        return share

    @property
    def is_yearly(self) -> bool:
        """Whether flows are discounted by year."""
        return self.case.plan.discounting != "monthly"

    @cached_property
    def factors(self) -> Array:
        """Discount factors of every case by month, whatever the convention, shape (n, H + 1)."""
        return np.asarray((1.0 + self.every.result.rate)[:, None] ** -self.exponents[None, :])

    @cached_property
    def exponents(self) -> Array:
        """Years by which each month is discounted, shape (H + 1,)."""
        month = np.arange(self.horizon + 1)
        year = -(-month // 12)
        by_name = {"monthly": month / 12, "annual_end": year * 1.0, "mid_year": np.maximum(year - 0.5, 0.0)}
        return np.asarray(by_name[self.case.plan.discounting])

    def base(self, line: Line) -> Array:
        """What of a line is taxed or deducted, shape (n, H + 1)."""
        base = self.line(line).base
        assert base is not None, line.path
        return base

    @cached_property
    def taxed(self) -> Array:
        """What is taxed less what is deducted in every case, shape (n, H + 1)."""
        total = np.zeros_like(self.every.result.net)
        for line in self.taxed_lines:
            total += self.base(line) if line.side == "benefit" else -self.base(line)
        return total

    @property
    def taxed_lines(self) -> list[Line]:
        """Counted lines that are taxed or deducted."""
        return [line for line in self.case.plan.lines if line.counted and line.taxed != NEVER]

    def has_own_base(self, line: Line) -> bool:
        """Whether what is deducted of a line is something other than what it pays."""
        return self.is_taxed and line.taxed == DEPRECIATED

    @cached_property
    def reasons(self) -> dict[str, str]:
        """The reason for having no value, as formulas write it, by its name."""
        return {why.name: quoted(self.figures.reason(why)) for why in WORDS}

    def amount_cell(self, line: Line) -> str:
        """The cell of a line's amount after risk, as other sheets name it."""
        keys = (f"{line.path}:{key}" for key in ("paid", "released", "flow"))
        return self.sheets["calculation"].at(next(self.rows[key] for key in keys if key in self.rows), AMOUNT)

    def final(self, line: Line) -> str:
        """The key of the row of what a line comes to: after tax, where the case is after tax."""
        return f"{line.path}:{'after' if self.is_taxed else 'flow'}"

    def value_cell(self, key: str) -> str:
        """The present value of a row of the sheet by month, as other sheets name it."""
        return self.sheets["calculation"].at(self.rows[key], VALUE)

    def months(self, key: str, first: int = MONTHS_FROM) -> str:
        """A row of the sheet by month, as other sheets name it."""
        return self.sheets["calculation"].across(self.rows[key], first, MONTHS_FROM + self.horizon)

    def month_cell(self, month: int, key: str = "month") -> str:
        """One cell of the sheet by month, as other sheets name it."""
        return self.sheets["calculation"].at(self.rows[key], MONTHS_FROM + month)

    def line(self, line: Line) -> LineResult:
        return self.every.result.lines[line.path]

    def lines(self, side: str, *, counted: bool | None = None) -> list[Line]:
        """Benefits or costs in the order of the profile."""
        found = [line for line in self.case.plan.lines if line.side == side]
        return found if counted is None else [line for line in found if line.counted == counted]

    def parts(self, line: Line) -> dict[str, Array]:
        """What a line's timing asks for beside inputs, in every case."""
        return {path: formula.evaluate(tree, self.table)[0] for path, tree in line.parts}

    def name_of(self, line: Line) -> str:
        return self.figures.text(self.case.row(line).name)

    def how(self, line: Line) -> str:
        """How a line's amount is worked out, its factors too."""
        text = self.words(line.amount)
        for name, sign in line.factors:
            kind = {0: name.rpartition(".")[2]}.get(sign, "more" if sign > 0 else "less")
            text = self.say(_FACTORS[kind], amount=text)
        return text

    def words(self, node: formula.Node) -> str:
        """A formula as a reader says it."""
        f, inputs = self.figures, self.case.inputs

        def label(name: str) -> str:
            return f.label(inputs[name]) if name in inputs else f.account(name)

        return formula.words(
            node, label, f.show.written, {key: self.language.pattern(text) for key, text in _WORDS.items()}
        )

    def measure(self, name: str, row: int = SHOWN) -> float:
        """A measure of one case; NaN where it has none."""
        return self.every.result.value(name, row)


def shown(values: Array) -> list[float]:
    """The flows of the case that is shown, as plain numbers without a negative nil."""
    return [float(value) + 0.0 for value in values[SHOWN]]
