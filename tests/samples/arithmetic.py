"""The arithmetic of a business case by month, in plain Python and numpy-financial.

It is written from the definitions in docs/explanation/finance.md and imports nothing
of the program, so that two separate workings stand behind every figure of a sample.
Months run from 0 to the horizon; costs are positive numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy_financial as npf

Flow = list[float]
Values = Mapping[str, float]

# Sums of decimal amounts miss nil by rounding: less than this share of the gross flow is nil.
ROUNDING = 1e-12


# --- flows by month ---


def ramped(a_year: float, first: float, to_full: float, horizon: int, rise: float = 0.0) -> Flow:
    """One twelfth of a yearly amount a month, growing to its full effect; each year of effect by ``rise`` more."""
    flow = [0.0] * (horizon + 1)
    for month in range(round(first), horizon + 1):
        years_before = (month - round(first)) // 12
        flow[month] = a_year / 12 * min((month - first + 1) / to_full, 1.0) * (1 + rise) ** years_before
    return flow


def once(amount: float, month: float, horizon: int, over: int = 1) -> Flow:
    """An amount in one month, or in equal parts over several months from there."""
    return [amount / over if month <= m < month + over else 0.0 for m in range(horizon + 1)]


def billed_monthly(a_year: float, first: int, horizon: int, rise: float = 0.0) -> Flow:
    """One twelfth of a yearly amount in every month from the first; each contract year by ``rise`` dearer."""
    return [
        a_year / 12 * (1 + rise) ** ((month - first) // 12) if month >= first else 0.0 for month in range(horizon + 1)
    ]


def billed_in_advance(a_year: float, first: int, horizon: int, rise: float = 0.0) -> Flow:
    """A year's amount in the month before each contract year that begins inside the horizon."""
    flow = [0.0] * (horizon + 1)
    for year, month in enumerate(range(first - 1, horizon, 12)):
        flow[month] = a_year * (1 + rise) ** year
    return flow


def released(base_a_year: float, days: float) -> float:
    """Working capital that is released: so many days of a year's revenue, or of its cost of sales."""
    return base_a_year / 365 * days


def added(flows: Sequence[Flow], horizon: int) -> Flow:
    """Several flows together, month by month."""
    return [sum(flow[month] for flow in flows) for month in range(horizon + 1)]


def later(flow: Flow, months: int) -> Flow:
    """The same flow so many months later; what falls after the last month is lost."""
    return [0.0] * months + flow[: len(flow) - months]


def running(flow: Flow) -> Flow:
    """Cumulative cash."""
    return [sum(flow[: month + 1]) for month in range(len(flow))]


# --- measures ---


def a_month(rate: float) -> float:
    """The rate of a month that compounds to an effective rate of a year."""
    return float((1 + rate) ** (1 / 12) - 1)


def present_value(flow: Flow, rate: float) -> float:
    """Present value at an effective rate of a year; month 0 is not discounted."""
    return float(npf.npv(a_month(rate), flow))


def payback(flow: Flow) -> float | None:
    """Months until cumulative cash is recovered for good, by a straight line inside the month."""
    cash = running(flow)
    nil = -ROUNDING * sum(abs(amount) for amount in flow)
    below = [month for month, amount in enumerate(cash) if amount < nil]
    if not below:
        return 0.0
    last = below[-1]
    return None if last == len(flow) - 1 else last - cash[last] / flow[last + 1]


def discounted(flow: Flow, rate: float) -> Flow:
    """Each month's flow in the money of month 0."""
    return [amount / (1 + rate) ** (month / 12) for month, amount in enumerate(flow)]


def internal_rate(net: Flow) -> float:
    """The internal rate of return, effective a year."""
    return float((1 + npf.irr(net)) ** 12 - 1)


def modified_rate(net: Flow, rate: float) -> float:
    """The modified internal rate of return; both of its rates are the hurdle rate."""
    return float((1 + npf.mirr(net, a_month(rate), a_month(rate))) ** 12 - 1)


def crossings(net: Flow, lowest: float = -0.95, highest: float = 20.0, steps: int = 4000) -> int:
    """How often NPV changes its sign between two yearly rates: how many internal rates there are."""
    ratio = ((1 + highest) / (1 + lowest)) ** (1 / steps)
    values = [present_value(net, (1 + lowest) * ratio**step - 1) for step in range(steps + 1)]
    return sum(1 for before, after in pairwise(values) if (before < 0) != (after < 0))


def slip(benefits: Flow, costs: Flow, rate: float) -> int:
    """The most months by which all benefits can start late with NPV still at or above nil."""
    price, months = present_value(costs, rate), 0
    while months < len(benefits) - 1 and present_value(later(benefits, months + 1), rate) >= price:
        months += 1
    return months


# --- a sample ---


@dataclass(frozen=True)
class Line:
    """One cost or benefit of a sample, by month.

    Attributes:
        counted: whether the headline measures count it.
        one_time: whether it is paid once.
        origin: of a benefit, the weakest origin in its formula.
    """

    name: str
    side: str
    kind: str
    flow: Flow
    counted: bool = True
    one_time: bool = False
    origin: str = ""


@dataclass(frozen=True)
class Sample:
    """One sample, with its lines as a function of its inputs.

    Attributes:
        inputs: {id: (low, value, high)} of every number that the lines use, ranges in the order of the files.
        lines: the lines for given values of the inputs.
    """

    folder: str
    prospect: str
    product: str
    currency: str
    horizon: int
    rate: float
    inputs: dict[str, tuple[float, float, float]]
    lines: Callable[[Values], list[Line]]
    not_costed: list[str]

    @property
    def expected(self) -> dict[str, float]:
        """Every input at its expected value."""
        return {name: value for name, (_, value, _) in self.inputs.items()}

    @property
    def ranges(self) -> dict[str, tuple[float, float]]:
        """The low and the high end of every input that has a range."""
        return {name: (low, high) for name, (low, _, high) in self.inputs.items() if low < high}

    def sides(self, values: Values) -> tuple[Flow, Flow, Flow]:
        """Counted benefits, costs, and the part of the costs that is paid once."""
        lines = [line for line in self.lines(values) if line.counted]
        benefits = added([line.flow for line in lines if line.side == "benefit"], self.horizon)
        costs = added([line.flow for line in lines if line.side == "cost"], self.horizon)
        return benefits, costs, added([line.flow for line in lines if line.one_time], self.horizon)

    def net(self, values: Values) -> Flow:
        """Counted benefits less costs, by month."""
        benefits, costs, _ = self.sides(values)
        return [came - went for came, went in zip(benefits, costs, strict=True)]

    def npv(self, values: Values) -> float:
        """Net present value at the hurdle rate."""
        return present_value(self.net(values), self.rate)

    def bars(self) -> dict[str, tuple[float, float]]:
        """NPV with each input alone at its low and at its high end, the one that moves NPV most first."""
        ends = {
            name: (self.npv({**self.expected, name: low}), self.npv({**self.expected, name: high}))
            for name, (low, high) in self.ranges.items()
        }
        return dict(sorted(ends.items(), key=lambda item: -abs(item[1][1] - item[1][0])))

    def scenario(self, name: str) -> dict[str, float]:
        """Inputs of a scenario: each at the end at which NPV is lower (conservative) or higher (favourable)."""
        if name == "expected":
            return self.expected
        values = self.expected
        for item, (at_low, at_high) in self.bars().items():
            low, high = self.ranges[item]
            worse, better = (low, high) if at_low <= at_high else (high, low)
            values[item] = worse if name == "conservative" else better
        return values


def scenario_measures(sample: Sample, values: Values) -> dict[str, Any]:
    """The measures that every scenario has."""
    benefits, costs, _ = sample.sides(values)
    net, rate = sample.net(values), sample.rate
    cash = running(net)
    return {
        "npv": present_value(net, rate),
        "roi": (present_value(benefits, rate) - present_value(costs, rate)) / present_value(costs, rate),
        "irr": [internal_rate(net)],
        "mirr": modified_rate(net, rate),
        "payback_months": payback(net),
        "discounted_payback_months": payback(discounted(net, rate)),
        "lowest_cash": min(cash),
        "cash_month_24": cash[24],
    }


def all_measures(sample: Sample) -> dict[str, Any]:
    """The measures of the expected case. Each has a value in these samples; none has a remark beside it."""
    benefits, costs, one_time = sample.sides(sample.expected)
    net, rate = sample.net(sample.expected), sample.rate
    npv, cash, outlay = present_value(net, rate), running(net), -net[0]
    return {
        **scenario_measures(sample, sample.expected),
        "npv_plus5": present_value(net, rate + 0.05),
        "profitability_index": (npv + outlay) / outlay,
        "breakeven_haircut": 1 - present_value(costs, rate) / present_value(benefits, rate),
        "cost_overrun": npv / present_value(one_time, rate),
        "cost_of_waiting": npv - present_value(later(net, 1), rate),
        "cost_of_waiting_end_moves": npv - npv / (1 + rate) ** (1 / 12),
        "pv_benefits": present_value(benefits, rate),
        "pv_costs": present_value(costs, rate),
        "lowest_cash_month": cash.index(min(cash)),
        "slip_months": slip(benefits, costs, rate),
    }


def origin_shares(sample: Sample) -> dict[str, float]:
    """The share of each origin in the present value of counted benefits."""
    counted = [line for line in sample.lines(sample.expected) if line.side == "benefit" and line.counted]
    whole = sum(present_value(line.flow, sample.rate) for line in counted)
    shares: dict[str, float] = {}
    for line in counted:
        shares[line.origin] = shares.get(line.origin, 0.0) + present_value(line.flow, sample.rate) / whole
    return shares


def document(sample: Sample, sources: list[dict[str, Any]]) -> dict[str, Any]:
    """All that ``valuepitch evaluate --json`` has to give for a sample.

    Args:
        sources: the inputs as the two files hold them.
    """
    labels = {source["id"]: source["label"] for source in sources}
    benefits, costs, _ = sample.sides(sample.expected)
    return {
        "prospect": sample.prospect,
        "product": sample.product,
        "currency": sample.currency,
        "horizon_months": sample.horizon,
        "rate": sample.rate,
        "flows": {"benefits": benefits, "costs": costs, "net": sample.net(sample.expected)},
        "measures": all_measures(sample),
        "reasons": {},
        "scenarios": {
            name: {
                "measures": scenario_measures(sample, sample.scenario(name)),
                "net": sample.net(sample.scenario(name)),
            }
            for name in ("conservative", "expected", "favourable")
        },
        "sensitivity": [
            {
                "id": name,
                "label": labels[name],
                "low": sample.ranges[name][0],
                "high": sample.ranges[name][1],
                "npv_low": at_low,
                "npv_high": at_high,
            }
            for name, (at_low, at_high) in sample.bars().items()
        ],
        "lines": [
            {
                "name": line.name,
                "side": line.side,
                "kind": line.kind,
                "counted": line.counted,
                "flows": line.flow,
                "pv": present_value(line.flow, sample.rate),
            }
            for line in sample.lines(sample.expected)
        ],
        "sources": sources,
        "origin_shares": origin_shares(sample),
        "not_costed": sample.not_costed,
    }
