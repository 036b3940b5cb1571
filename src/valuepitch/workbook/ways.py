"""Other ways to pay, by month: the loan over what capital costs pay, or the lease in their place, and what is left."""

from __future__ import annotations

import numpy as np

from valuepitch.case.evaluate import LineResult, Result, evaluate
from valuepitch.case.financing import BOUGHT, FINANCED, LEASED, MEASURES, plans
from valuepitch.case.inputs import expected_rows
from valuepitch.case.lines import FINANCING, NEVER, Line
from valuepitch.case.plan import Plan
from valuepitch.case.timing import Borrowed
from valuepitch.finance import Array
from valuepitch.locale import _
from valuepitch.workbook.audit import AMOUNT
from valuepitch.workbook.case_formulas import amount
from valuepitch.workbook.month_rows import MonthRows, added
from valuepitch.workbook.recovery_rows import write_below
from valuepitch.workbook.tax_rows import write_tax
from valuepitch.workbook.timing import Months, weights

TITLES = {FINANCED: _("Financed: the capital costs borrowed"), LEASED: _("Leased: payments in place of capital costs")}
_RATE, _MONTHS, _SHARE = (f"financing.loan.{key}" for key in ("rate", "months", "share"))


def write_ways(rows: MonthRows) -> None:
    """The rows of each other way to pay; none where the profile gives none."""
    case = rows.audit.case
    for name, plan in plans(case.plan, case.product.financing).items():
        if name != BOUGHT:
            rows.section(TITLES[name])
            _way(rows, name, plan, evaluate(plan, expected_rows(case.inputs), MEASURES, keep_lines=True))


def _way(rows: MonthRows, name: str, plan: Plan, result: Result) -> None:
    """What a way to pay leaves, and when its cumulative cash is below nil."""
    say, of = rows.say, f"{name}:"
    counted = [line for line in plan.lines if line.counted]
    for line in counted:
        if line.kind == FINANCING:
            write = _loan if isinstance(line.timing, Borrowed) else _lease
            write(rows, line, result.lines[line.path])
    text = "=" + added(counted, rows.flow)
    if rows.audit.is_taxed:
        assert result.share is not None
        _taxed(rows, counted, result, of)
        text += f"-{rows.of(f'{of}tax')}"
    net = result.net[0]
    rows.row(f"{of}net", say("Net cash"), text, net.tolist(), style="money_total", summed=True)
    cell, run = rows.of(f"{of}net"), np.cumsum(net)
    text = f"={{p}}{rows.at + 1}+{cell}"
    rows.row(f"{of}cumulative", say("Cumulative"), text, run.tolist(), first=f"={cell}")
    write_below(rows, f"{of}below", f"{of}last_below", (f"{of}cumulative", f"{of}net"), net)


def _taxed(rows: MonthRows, lines: list[Line], result: Result, of: str) -> None:
    taxed = np.zeros_like(result.net[0])
    found = [line for line in lines if line.taxed != NEVER]
    for line in found:
        base = result.lines[line.path].base
        assert base is not None, line.path
        taxed += base[0] if line.side == "benefit" else -base[0]
    assert result.share is not None
    write_tax(rows, found, taxed, result.share[0], of)


def _lease(rows: MonthRows, line: Line, done: LineResult) -> None:
    """Level payments, each the amount of the row."""
    last = f"${rows.columns[-1]}$4"
    text = f"=$C{rows.at + 1}*({weights(line.timing, Months('{c}$4', last), rows.audit.named.input)})"
    at = rows.row(f"{line.path}:flow", rows.say("Lease payments"), text, done.before[0].tolist(), summed=True)
    _amount(rows, line, done, at)


def _loan(rows: MonthRows, line: Line, done: LineResult) -> None:
    """A loan drawn as a capital cost pays: what is drawn, owed, paid as interest and paid in all.

    *Why:* several may be drawn, one after the other; what is still owed of each in a month, and in the last month
    paid at once, follows from the months since it was drawn.
    """
    audit, path, named = rows.audit, line.path, rows.audit.named
    of = path.rpartition(" of ")[2]
    said = {"line": audit.name_of(next(other for other in audit.case.plan.lines if other.path == of))}
    drawn, interest, paid, owed = _schedule(audit.horizon, line, done, audit.table)
    paid_key = f"{of}:paid" if f"{of}:paid" in audit.rows else f"{of}:flow"
    text = f"={named.input(_SHARE)}*{rows.of(paid_key)}"
    rows.row(f"{path}:drawn", rows.say("{line}: loan drawn", **said), text, drawn.tolist(), summed=True)
    month, term = f"({named.input(_RATE)}/12)", named.input(_MONTHS)
    given, last = rows.across(f"{path}:drawn"), f"${rows.columns[-1]}$4"
    since, left = "({c}$4-flow_month)", f"({last}-flow_month)"
    running = f"{given}*({since}>0)*({since}<={term})"
    text = f"={_owed(running, f'({since}-1)', month, term)}"
    rows.row(f"{path}:owed", rows.say("{line}: owed before the payment", **said), text, owed.tolist())
    text = f"={month}*{rows.of(f'{path}:owed')}"
    rows.row(f"{path}:base", rows.say("{line}: interest", **said), text, interest.tolist(), summed=True)
    level = f"-PMT({month},{term},1)*SUMPRODUCT({running})"
    rest = _owed(f"{given}*({left}<{term})", left, month, term)
    text = f"={level}+IF({{c}}$4={last},{rest},0)"
    rows.row(
        f"{path}:payments", rows.say("{line}: interest and principal paid", **said), text, paid.tolist(), summed=True
    )
    text = f"={rows.of(f'{path}:payments')}-{rows.of(f'{path}:drawn')}"
    name = rows.say("{line}: loan, paid less drawn", **said)
    rows.row(f"{path}:flow", name, text, done.before[0].tolist(), summed=True)


def _owed(running: str, since: str, month: str, term: str) -> str:
    """What is left of loans after so many level payments each."""
    plain = f"SUMPRODUCT({running}*(1-{since}/{term}))"
    growing = f"SUMPRODUCT({running}*((1+{month})^{term}-(1+{month})^{since}))/((1+{month})^{term}-1)"
    return f"IF({month}=0,{plain},{growing})"


def _schedule(horizon: int, line: Line, done: LineResult, table: dict[str, Array]) -> tuple[Array, Array, Array, Array]:
    """What is drawn, paid as interest, paid in all, and owed before the payment of each month, shape (H + 1,)."""
    assert isinstance(line.timing, Borrowed)
    assert done.base is not None
    drawn, interest = done.amount[0] * line.timing.of.weights(horizon, table)[0], done.base[0]
    paid = done.before[0] + drawn
    left = np.cumsum(drawn) - np.cumsum(paid - interest)
    return drawn, interest, paid, np.concatenate([[0.0], left[:-1]])


def _amount(rows: MonthRows, line: Line, done: LineResult, at: int) -> None:
    rows.sheet.formula(at, AMOUNT, f"={amount(line, rows.audit.named)}", float(done.amount[0]), "exact")
