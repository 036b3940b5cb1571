"""When money moves, as formulas: the share of an amount that falls in a month.

The same timings as ``case/timing.py``, in two dialects. In a sheet by month
every cell is one month, and formulas read as a person would write them. Where
a single cell sums over all months, only + - * / ^ and comparisons stand, which
every spreadsheet works out for whole rows at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from valuepitch.case.timing import Churned, LeasePaid, Listed, Once, Ramped, Recurring, Shares, Timing

Ref = Callable[[str], str]


@dataclass(frozen=True)
class Months:
    """Where a formula stands in time.

    Attributes:
        month: the month of the cell, or the row of all months.
        last: the last month.
        years: a column of whole numbers from 0 on; "" in a cell of one month.
        cells: the cell of each month's number.
    """

    month: str
    last: str
    years: str = ""
    cells: tuple[str, ...] = ()

    @property
    def at_once(self) -> bool:
        """Whether the formula stands for all months at once."""
        return bool(self.years)

    def clipped(self, value: str) -> str:
        """A value between 0 and 1."""
        if self.at_once:
            return f"(({value}>0)*({value}<1)*({value})+({value}>=1))"
        return f"MIN(MAX({value},0),1)"

    def risen(self, rise: str, since: str) -> str:
        """Times (1 + rise) for every whole year in a number of months; nil before, where all are taken at once."""
        if rise == "0":
            return ""
        if self.at_once:
            k = self.years
            return f"*(({since})>=12*{k})*(({since})<12*({k}+1))*(1+{rise})^{k}"
        return f"*(1+{rise})^MAX(INT(({since})/12),0)"


def weights(timing: Timing, at: Months, ref: Ref) -> str:
    """The share of an amount that falls in a month, before anything is paid back at the end.

    Lists and customers have rows of their own in the sheet by month (see ``calculation.py``).
    """
    return _FORMULAS[type(timing)](timing, at, ref)


def _ramped(timing: Ramped, at: Months, ref: Ref) -> str:
    start, full = ref(timing.start), ref(timing.to_full)
    since = _less(at.month, start)
    share = at.clipped(f"({since}+1)/MAX({full},1)" if full != "1" else f"({since}+1)")
    return f"{share}{at.risen(ref(timing.escalation), since)}/12"


def _shares(timing: Shares, at: Months, ref: Ref) -> str:
    """Written shares by month, the last one to the end."""
    rise = at.risen(ref(timing.escalation), f"{at.month}-1")
    parts = [ref(name) for name in timing.inputs]
    said = [f"({at.month}={at.cells[i]})*{part}" for i, part in enumerate(parts[:-1], 1) if i < len(at.cells)]
    if len(parts) < len(at.cells):
        said.append(f"({at.month}>={at.cells[len(parts)]})*{parts[-1]}")
    return f"({'+'.join(said)}){rise}/12"


def _once(timing: Once, at: Months, ref: Ref) -> str:
    month = ref(timing.month)
    over = "1" if timing.over is None else ref(timing.over)
    if over == "1":
        return f"({at.month}={month})*1"
    return f"({at.month}>={month})*({at.month}<{month}+MAX({over},1))/MAX({over},1)"


def _recurring(timing: Recurring, at: Months, ref: Ref) -> str:
    since, rise = _less(at.month, ref(timing.start)), ref(timing.escalation)
    if timing.billed == "monthly":
        share = f"(({since})>=0){at.risen(rise, since)}"
        return f"{share}*1" if timing.times == 12 else f"{share}/12"
    due = f"({since}+1)"
    if timing.billed == "in_advance":
        if at.at_once:
            return f"({due}=12*{at.years})*({at.month}<{at.last}){_power(rise, at.years)}"
        return f"({due}>=0)*(MOD({due},12)=0)*({at.month}<{at.last}){at.risen(rise, due)}"
    return _in_arrears(due, rise, at)


def _in_arrears(due: str, rise: str, at: Months) -> str:
    """At the end of each year; what is owed for a last part of a year in the last month."""
    if at.at_once:
        k = at.years
        whole = f"({due}=12*({k}+1))"
        rest = f"({at.month}={at.last})*({due}>12*{k})*({due}<12*({k}+1))*({due}-12*{k})/12"
        return f"({whole}+{rest}){_power(rise, k)}"
    grown = "" if rise == "0" else f"*(1+{rise})^MAX(-INT(-{due}/12)-1,0)"
    whole = f"({due}>0)*(MOD({due},12)=0)"
    return f"({whole}+({at.month}={at.last})*MOD(MAX({due},0),12)/12){grown}"


def _churned(timing: Churned, at: Months, ref: Ref) -> str:
    """Customers who stay; in closed form, for all months at once."""
    count, gained = ref(timing.customers), ref(timing.gained)
    before, after, start = (ref(name) for name in (timing.before, timing.after, timing.start))
    turn = f"MAX({start}-1,0)"
    since = f"({at.month}-{turn})"
    power = f"(({since}>0)*({since}-1)+1)"  # never nil, so that nothing is raised to the power of nil
    kept = {name: f"(1-{rate})^{power}" for name, rate in (("a", after), ("b", before))}
    joined = {
        name: f"(({rate}=0)*{since}+({rate}<>0)*(1-{kept[name]})/({rate}+({rate}=0)))"
        for name, rate in (("a", after), ("b", before))
    }
    stayed = f"IF({turn}=0,1,(1-{before})^{turn})"
    came = f"IF({before}=0,{turn},(1-{stayed})/({before}+({before}=0)))"
    at_turn = f"({count}*{stayed}+{gained}*{came})"
    return f"({since}>0)*({at_turn}*({kept['a']}-{kept['b']})+{gained}*({joined['a']}-{joined['b']}))"


def _lease(timing: LeasePaid, at: Months, ref: Ref) -> str:
    months, first = ref(timing.months), "0" if timing.in_advance else "1"
    owed = f"MAX({months}+{first}-{at.last}-1,0)"
    return f"({at.month}>={first})*({at.month}<{first}+{months})+({at.month}={at.last})*{owed}"


def _power(rise: str, years: str) -> str:
    return "" if rise == "0" else f"*(1+{rise})^{years}"


def _less(month: str, start: str) -> str:
    return month if start == "0" else f"{month}-{start}"


def _listed(timing: Listed, at: Months, ref: Ref) -> str:
    raise AssertionError("a list has a row of its own")


_FORMULAS: dict[type, Callable[..., str]] = {
    Ramped: _ramped,
    Shares: _shares,
    Once: _once,
    Recurring: _recurring,
    Churned: _churned,
    LeasePaid: _lease,
    Listed: _listed,
}


def timing_inputs(timing: Timing) -> tuple[str, ...]:
    """The inputs that a timing asks for by name, or by the path of a part."""
    match timing:
        case Ramped(start, to_full, escalation):
            return start, to_full, escalation
        case Shares(inputs, escalation):
            return *inputs, escalation
        case Once(month, over, _):
            return (month,) if over is None else (month, over)
        case Recurring(_, start, escalation, _):
            return start, escalation
        case Churned(customers, gained, before, after, start):
            return customers, gained, before, after, start
        case LeasePaid(months, _):
            return (months,)
    return ()
