"""Formulas of one case in one row: its discount factors, and what each line is worth with the row's own inputs."""

from __future__ import annotations

from dataclasses import dataclass, field

from valuepitch.case.inputs import HURDLE_RATE
from valuepitch.case.lines import Line
from valuepitch.case.timing import Churned, Listed, Once
from valuepitch.formula import Name, names
from valuepitch.workbook.audit import Audit
from valuepitch.workbook.book import column_name
from valuepitch.workbook.names import References
from valuepitch.workbook.tables import YEAR_INDEX, depreciation_names
from valuepitch.workbook.timing import Months, timing_inputs, weights


@dataclass
class CaseFormulas:
    """What stands in a row of the sheet of cases.

    Attributes:
        columns: the column of each input, and of each line's amount and present value, by key.
        blocks: shares that stand month by month, by key: the column of month 0, and how far below its case's row each
            of their rows stands.
    """

    audit: Audit
    columns: dict[str, int] = field(default_factory=dict)
    blocks: dict[str, tuple[int, int]] = field(default_factory=dict)

    def cell(self, key: str, row: int) -> str:
        return f"${column_name(self.columns[key])}{row + 1}"

    def block(self, key: str, row: int) -> str:
        """The shares of a case's row in all months, where they stand on their own."""
        first, below = self.blocks[key]
        cells = (f"${column_name(column)}{row + below + 1}" for column in (first, first + self.audit.horizon))
        return ":".join(cells)

    def refs(self, row: int) -> References:
        """How a formula in a row refers to the row's inputs."""
        case = self.audit.case
        return References(case.plan, case.inputs, self.audit.numbers, lambda id: self.cell(id, row))

    def factors(self, row: int) -> str:
        """Discount factors of a case, all months at once."""
        return f"(1+{self._rate(row)})^-flow_exponent"

    def last_factor(self, row: int) -> str:
        """The discount factor of the last month."""
        return f"(1+{self._rate(row)})^-{self.audit.month_cell(self.audit.horizon, 'exponent')}"

    def _rate(self, row: int) -> str:
        rate = self.refs(row).rate(HURDLE_RATE)
        return rate if rate.startswith("$") else f"({rate})"

    def amount(self, line: Line, row: int) -> str:
        """The amount of a line after risk."""
        return amount(line, self.refs(row))

    def value(self, line: Line, row: int) -> str:
        """The present value of a line before tax."""
        share, factors, last = self.share(line, row), self.factors(row), self.last_factor(row)
        amount = self.cell(f"{line.path}:amount", row)
        if isinstance(line.timing, Once) and line.timing.reverses:
            return f"{amount}*SUMPRODUCT({share}*({factors}-{last}))"
        text = f"{amount}*SUMPRODUCT({share}*{factors})"
        return text + (f"-{self.refs(row).input(line.salvage)}*{last}" if line.salvage else "")

    def deducted(self, line: Line, row: int) -> str:
        """The present value of what is written off of an asset, and of what is left of it in the last month."""
        amount = self.cell(f"{line.path}:amount", row)
        text = f"{amount}*SUMPRODUCT({self.written(line, row)}*{self.factors(row)})"
        return text + (f"+({self.left(line, row)})*{self.last_factor(row)}" if line.salvage else "")

    def left(self, line: Line, row: int) -> str:
        """The book value of an asset in the last month, less what it fetches."""
        amount = self.cell(f"{line.path}:amount", row)
        paid, written = self.share(line, row), self.written(line, row)
        fetched = self.refs(row).input(line.salvage or "")
        return f"{amount}*(SUMPRODUCT({paid}*1)-SUMPRODUCT({written}*1))-{fetched}"

    def share(self, line: Line, row: int) -> str:
        """Shares of the amount in all months: of the sheet by month, unless a case has its own timing."""
        if f"{line.path}:share" in self.blocks:
            return self.block(f"{line.path}:share", row)
        if not self.has_own_timing(line):
            return self.audit.months(f"{line.path}:share")
        trees, refs, horizon = dict(line.parts), self.refs(row), self.audit.horizon

        def ref(path: str) -> str:
            return f"({refs.tree(trees[path], path)})" if path in trees else refs.input(path)

        cells = tuple(self.audit.month_cell(month) for month in range(horizon + 1))
        return f"({weights(line.timing, Months('flow_month', cells[-1], YEAR_INDEX, cells), ref)})"

    def written(self, line: Line, row: int) -> str:
        """Shares of the amount that are written off, in all months."""
        if f"{line.path}:written" in self.blocks:
            return self.block(f"{line.path}:written", row)
        if not self.has_own_timing(line):
            return self.audit.months(f"{line.path}:written")
        assert isinstance(line.timing, Once), line.timing
        years, shares = depreciation_names(line.depreciation)
        lag = f"(flow_month-{self.refs(row).input(line.timing.month)})"
        return f"(({lag}>12*({years}-1))*({lag}<=12*{years})*{shares}/12)"

    def has_own_timing(self, line: Line) -> bool:
        """Whether an input that times a line is not the same in every case."""
        if isinstance(line.timing, Listed):
            return False
        asked = set(timing_inputs(line.timing))
        if isinstance(line.timing, Churned):
            asked |= {name for _path, tree in line.parts for name in names(tree)}
        derived = dict(self.audit.case.plan.derived)
        asked |= {name for parent in asked & derived.keys() for name in names(derived[parent])}
        return not asked.isdisjoint(self.audit.moved)


def amount(line: Line, refs: References) -> str:
    """The amount of a line after risk: its formula, times its factors."""
    tree = refs.tree(line.amount, line.amount_path)
    if not line.factors:
        return tree
    parts = [tree if isinstance(line.amount, Name) else f"({tree})"]
    for name, sign in line.factors:
        factor = refs.input(name)
        parts.append({0: factor, 1: f"(1+{factor})", -1: f"(1-{factor})"}[sign])
    return "*".join(parts)
