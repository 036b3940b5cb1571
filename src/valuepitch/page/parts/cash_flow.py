"""Cash by year: benefits, costs, net, cumulative, and what is not counted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from valuepitch.case.lines import Line
from valuepitch.case.study import EXPECTED, weakest_origin
from valuepitch.locale import _
from valuepitch.model.benefit import Benefit
from valuepitch.model.cost import Cost
from valuepitch.page import claims, doubt
from valuepitch.page.context import CashFlowPart, TableRow
from valuepitch.page.figures import Figures

MOST_YEARS = 5

_KINDS = {
    "cash": _("cash"),
    "margin": _("margin"),
    "avoidance": _("loss avoided"),
    "working_capital": _("working capital, once"),
    "capacity": _("time released"),
}
_ORIGINS = {
    "prospect": _("yours"),
    "filing": _("filed"),
    "quote": _("quote"),
    "evidence": _("measured elsewhere"),
    "benchmark": _("sector figure"),
    "estimate": _("estimate"),
    "unsourced": _("no source given"),
}


def cash_flow(f: Figures, *, notes: bool = True, ledgers: bool = True) -> CashFlowPart:
    """Cash by year: benefits, costs, net, cumulative, and what is not counted."""
    result, spans = f.case.result, _spans(f.horizon)
    said = _Notes(notes, ledgers)
    benefits = [_line_row(f, line, 1, said) for line in f.case.lines("benefit")]
    costs = [_line_row(f, line, -1, said) for line in f.case.lines("cost")]
    total = _flows_row(f, f.say("Benefits"), result.benefits[EXPECTED], f.measure("pv_benefits").value, "total")
    net = _flows_row(f, f.say("Net cash"), result.net[EXPECTED], f.npv.value, "net")
    sums = np.cumsum([part.sum() for part in _parts(result.net[EXPECTED], spans)])
    running = TableRow(f.say("Cumulative"), "", [f.show.cell(float(v), f.unit) for v in sums] + ["", ""], "quiet")
    apart = [_line_row(f, line, 1, said) for line in f.case.lines("benefit", counted=False)]
    yearly = [float(result.net[EXPECTED][a:b].sum()) for a, b in _years(f.horizon)]
    return CashFlowPart(
        claims.cash_flow_heading(f, yearly),
        f.say("{unit}, after tax", unit=f.unit_text) if f.case.after_tax else f.unit_text,
        [*_columns(f, spans), f.say("Total"), f.say("Present value")],
        [*benefits, total, *costs, net, running, *apart],
        doubt.ways_to_pay(f),
    )


def _years(horizon: int) -> list[tuple[int, int]]:
    """First and past-the-last month of each year."""
    return [(start, min(start + 12, horizon + 1)) for start in range(1, horizon + 1, 12)]


def _spans(horizon: int) -> list[tuple[int, int]]:
    """Month 0, then years; a long horizon's last years together."""
    years = _years(horizon)
    if len(years) > MOST_YEARS:
        years = [*years[: MOST_YEARS - 1], (years[MOST_YEARS - 1][0], horizon + 1)]
    return [(0, 1), *years]


def _columns(f: Figures, spans: list[tuple[int, int]]) -> list[str]:
    heads = [f.say("Today")]
    for start, end in spans[1:]:
        year, months = (start - 1) // 12 + 1, end - start
        first, last = f.show.number(start), f.show.number(end - 1)
        if months == 12:
            heads.append(f.say("Year {year}", year=f.show.number(year)))
        elif months > 12 and months % 12 == 0:
            until = f.show.number(year + months // 12 - 1)
            heads.append(f.say("Years {first}–{last}", first=f.show.number(year), last=until))
        else:
            heads.append(f.say("Months {first}–{last}", first=first, last=last))
    return heads


def _parts(flows: np.ndarray, spans: list[tuple[int, int]]) -> list[np.ndarray]:
    return [flows[a:b] for a, b in spans]


def _flows_row(f: Figures, name: str, flows: np.ndarray, pv: float, style: str, note: str = "") -> TableRow:
    values = [float(part.sum()) for part in _parts(flows, _spans(f.horizon))]
    return TableRow(name, note, [f.show.cell(v, f.unit) for v in (*values, float(flows.sum()), pv)], style)


@dataclass(frozen=True)
class _Notes:
    """Whether anything is said beside a name, and the ledger line in which a benefit will be seen."""

    shown: bool
    ledgers: bool


def _line_row(f: Figures, line: Line, sign: int, notes: _Notes) -> TableRow:
    row, done = f.case.row(line), f.case.result.lines[line.path]
    name = f.text(row.name)
    if not line.counted:
        name = f.say("Not counted: {benefit}", benefit=name)
    note = _line_note(f, line, row, notes.ledgers) if notes.shown else ""
    return _flows_row(
        f,
        name,
        sign * done.flows[EXPECTED],
        sign * float(done.pv[EXPECTED]),
        "line" if line.counted else "apart",
        note,
    )


def _line_note(f: Figures, line: Line, row: Benefit | Cost, ledgers: bool) -> str:
    risk = f.show.stated_rate(row.risk.value) if row.risk and row.risk.value else ""
    if isinstance(row, Cost):
        amount = f.case.inputs.get(line.amount_path)
        origin = row.origin or (amount.sourced.origin if amount else None) or _formula_origin(f, line)
        parts = [f.say(_ORIGINS[origin])]
        if risk:
            parts.append(f.say("with {rate} for risk", rate=risk))
        if row.salvage is not None and row.salvage.value:
            parts.append(f.say("{salvage} back at the end", salvage=f.theirs.money(row.salvage.value)))
        if f.case.after_tax and row.depreciation:
            parts.append(depreciation_words(f, row.depreciation))
        return " · ".join(parts)
    kind = _KINDS[line.kind] if line.counted else _("not cash")
    parts = [f.say(kind)]
    if line.counted and line.kind == "capacity":
        share = f.case.product.conventions.conversion_factor.value
        parts.append(f.say("{rate} counted", rate=f.show.stated_rate(share)))
    if row.reduces and any(other.reduces == row.reduces for other in _earlier(f, row)):
        parts.append(f.say("on what the others leave over"))
    if clause := f.evidence(row.contract):
        parts.append(f.say("contractual: {clause}", clause=clause))
    if risk:
        parts.append(f.say("after {rate} for risk", rate=risk))
    if line.kind == "working_capital":
        parts.append(f.say("paid back at the end") if getattr(row, "reverses", False) else f.say("not reversed"))
    if row.proof and ledgers:
        parts.insert(0 if f.reader.ledger_first else len(parts), f.say("seen in {ledger}", ledger=row.proof.line))
    return " · ".join(parts)


def _earlier(f: Figures, row: Benefit) -> list[Benefit]:
    benefits = list(f.case.product.benefits)
    return benefits[: next(i for i, item in enumerate(benefits) if item is row)]


_DEPRECIATIONS = {
    "straight_line": _("straight line, {years} years"),
    "declining_balance": _("declining balance, {years} years"),
    "macrs": _("MACRS (tax table), {years} years"),
    "immediate": _("written off in year 1"),
}


def depreciation_words(f: Figures, method: str) -> str:
    """How tax writes an asset off, as a reader says it."""
    name, _sep, years = method.rpartition("_")
    return f.say(_DEPRECIATIONS[name or method], years=years)


def _formula_origin(f: Figures, line: Line) -> str:
    return weakest_origin(line, f.case.plan, f.case.inputs)


def adds_up(table: CashFlowPart) -> bool:
    """Whether every printed sum is the sum of its printed parts."""

    def number(cell: str) -> float:
        digits = "".join(c for c in cell if c.isdigit())
        return (-1 if cell.startswith("(") else 1) * float(digits or 0)

    rows = {style: [r for r in table.rows if r.style == style] for style in ("line", "total", "net", "quiet")}
    for column in range(len(table.columns)):
        net = number(rows["net"][0].cells[column])
        if sum(number(row.cells[column]) for row in rows["line"]) != net:
            return False
        before = table.rows.index(rows["total"][0])
        if sum(number(row.cells[column]) for row in table.rows[:before]) != number(rows["total"][0].cells[column]):
            return False
    sums = np.cumsum([number(cell) for cell in rows["net"][0].cells[:-2]])
    across = all(
        sum(map(number, row.cells[:-2])) == number(row.cells[-2]) for row in table.rows if row.style != "quiet"
    )
    return across and [number(cell) for cell in rows["quiet"][0].cells[:-2]] == list(sums)
