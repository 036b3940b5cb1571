"""Payback and delay by month: when cumulative cash is below nil, and what benefits are worth that start late."""

from __future__ import annotations

import numpy as np

from valuepitch.finance import Array
from valuepitch.finance.recovery import NIL
from valuepitch.locale import _
from valuepitch.workbook.audit import SHOWN
from valuepitch.workbook.month_rows import FIRST, MonthRows


def write_recovery(rows: MonthRows) -> None:
    """Benefits that start late, by the months of delay, and the last month in which cash is below nil."""
    audit, say, cash = rows.audit, rows.say, rows.audit.every.result.cash
    rows.section(_("Payback and delay"))
    write_below(rows, "below", "last_below", ("cumulative", "net"), cash.net[SHOWN])
    if not audit.is_yearly:
        write_below(
            rows,
            "discounted_below",
            "discounted_last_below",
            ("running", "discounted"),
            (cash.net * audit.factors)[SHOWN],
        )
    back = [line for line in audit.lines("benefit", counted=True) if f"{line.path}:released" in audit.rows]
    benefits = rows.across("benefits")
    rest = f"{{c}}$7:${rows.columns[-1]}$7"
    early = f"$F{audit.rows['benefits'] + 1}:INDEX({benefits},COLUMNS({rest}))"
    text = f"=SUMPRODUCT({early},{rest})"
    if back:
        cells = "+".join(rows.of(f"{line.path}:released") for line in back)
        released = cash.released
        assert released is not None
        rows.row("released", say("Released, to be paid back"), f"={cells}", released)
        row = audit.rows["released"] + 1
        sums = f"SUM($F{row}:INDEX({rows.across('released')},COLUMNS({{c}}$7:${rows.columns[-1]}$7)))"
        text += f"-({{c}}$4>0)*${rows.columns[-1]}$7*{sums}"
    values = [float(cash.late_benefits(months)[SHOWN]) for months in range(audit.horizon + 1)]
    rows.row("late", say("Benefits so many months late, present value"), text, values)
    costs = f"SUMPRODUCT({rows.across('costs')},flow_discount)"
    npv = f"SUMPRODUCT({rows.across('net')},flow_discount)"
    standing, holds = [], float(audit.measure("npv")) >= 0
    for month, value in enumerate(values):
        holds = holds and (month == 0 or value - float(cash.pv_costs[SHOWN]) >= -float(cash.least[SHOWN]))
        standing.append(float(holds))
    rows.row(
        "standing",
        say("NPV is not below nil at this delay"),
        f"={{p}}{rows.at + 1}*({rows.of('late')}-{costs}>=-tolerance*gross_value)",
        standing,
        first=f"=({npv}>=-tolerance*gross_value)*1",
        style="whole",
    )
    spans = ("last_below", "below_ups", "below_lowest", "discounted_last_below", "discounted_below_ups")
    flags = ("below", "discounted_below", *spans, "standing")
    for key in (key for key in flags if key in audit.rows):
        audit.book.define(f"flow_{key}", rows.sheet.across(audit.rows[key], FIRST, rows.last))


# The last month below nil so far, and how often it came up to nil: of cash as it comes, and of discounted cash.
_SO_FAR = (
    (_("Last month below nil so far"), _("How often it came up to nil so far")),
    (_("Discounted: last month below nil so far"), _("Discounted: how often it came up to nil so far")),
)


def write_below(rows: MonthRows, key: str, last: str, of: tuple[str, str], flows: Array) -> None:
    """In which months cumulative cash is below nil, the last of them so far, and how often it came up again.

    Args:
        key, last: keys of the rows; that of how often is ``key`` with _ups behind it.
        of: keys of the cumulative row and of its flows.
        flows: shape (H + 1,).
    """
    say, (running, net_key) = rows.say, of
    is_discounted = running == "running"
    below = np.cumsum(flows) < -NIL * np.abs(flows).sum()
    net = rows.across(net_key)
    total = f"(SUMPRODUCT(({net}>0)*{net})-SUMPRODUCT(({net}<0)*{net}))"
    text = f"=({rows.of(running)}<-tolerance*{total})*1"
    name = _("Discounted cumulative cash is below nil") if is_discounted else _("Cumulative cash is below nil")
    rows.row(key, say(name), text, below.astype(float).tolist(), style="whole")
    if not is_discounted:
        _lowest(rows, f"{key}_lowest", running, total, flows)
    month = np.arange(len(flows), dtype=float)
    so_far = np.maximum.accumulate(np.where(below, month, -1.0))
    cell = rows.of(key)
    rows.row(
        last,
        say(_SO_FAR[is_discounted][0]),
        f"=IF({cell}=1,{{c}}$4,{{p}}{rows.at + 1})",
        so_far.tolist(),
        first=f"={cell}-1",
        style="whole",
    )
    came = np.cumsum(below[:-1] & ~below[1:]).astype(float)
    before = cell.replace("{c}", "{p}")
    rows.row(
        f"{key}_ups",
        say(_SO_FAR[is_discounted][1]),
        f"={{p}}{rows.at + 1}+({before}=1)*({cell}=0)",
        [0.0, *came.tolist()],
        first="=0",
        style="whole",
    )


def _lowest(rows: MonthRows, key: str, running: str, total: str, flows: Array) -> None:
    """The months in which cumulative cash is at its lowest, but for rounding."""
    run = np.cumsum(flows)
    lowest = (run <= run.min() + NIL * np.abs(flows).sum()).astype(float)
    text = f"=({rows.of(running)}<=MIN({rows.across(running)})+tolerance*{total})*1"
    rows.row(key, rows.say("Cumulative cash is at its lowest"), text, lowest.tolist(), style="whole")
