"""The kernel against other engines, on flows and loans made at random.

numpy-financial, pyxirr (Rust) and formualizer (a spreadsheet engine, Rust) each have their own solvers. Left out:

- VDB, which formualizer 0.13 does not know: ``declining_balance`` is held against DDB for the years before it
  turns to a straight line, and against SLN's rule for those after.
- Effective and nominal rates, declining balances: neither numpy-financial nor pyxirr has them. Dated flows:
  numpy-financial has none.
- Deep losses, where pyxirr's ``irr`` gives up and answers None (18 of 400 flows); numpy-financial answers there.
- Flows with several rates: each engine answers one of them, and not the same one.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import formualizer
import numpy as np
import numpy_financial as npf
import pytest
import pyxirr
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from valuepitch.finance import CashFlows, effective_rate, irr, irr_roots, measure, nominal_rate, to_days
from valuepitch.finance.depreciation import shares
from valuepitch.finance.loans import loan_schedule
from valuepitch.measured import measure as measured

Flow = list[float]

rates = st.floats(-0.3, 1.5).map(lambda rate: round(rate, 4))
loan_rates = st.sampled_from([0.0, 0.01, 0.0475, 0.06, 0.12, 0.3])


@st.composite
def one_change(draw: st.DrawFn, most: int = 120) -> Flow:
    """Costs, then gains, over up to 120 periods; the sum may be a loss."""
    outlays, inflows = draw(st.integers(0, most // 2)), draw(st.integers(0, most // 2 - 1))
    before = draw(st.lists(st.integers(0, 900), min_size=outlays, max_size=outlays))
    after = draw(st.lists(st.integers(0, 250), min_size=inflows, max_size=inflows))
    ends = -draw(st.integers(1, 4_000)), draw(st.integers(1, 4_000))
    return [float(ends[0]), *(-float(x) for x in before), *map(float, after), float(ends[1])]


@st.composite
def mixed(draw: st.DrawFn) -> Flow:
    """Any flows over up to 120 periods."""
    length = draw(st.integers(2, 121))
    return draw(st.lists(st.integers(-1_000, 1_000).map(float), min_size=length, max_size=length))


@st.composite
def dated(draw: st.DrawFn) -> tuple[Flow, list[date]]:
    """Flows with one change of sign, and a date for each, some on the same day."""
    flow = draw(one_change(24))
    gaps = draw(st.lists(st.integers(0, 200), min_size=len(flow), max_size=len(flow)))
    days = np.cumsum([0, *gaps[1:]])
    assume(days[-1] > 30)
    first = draw(st.dates(date(1990, 1, 1), date(2035, 1, 1)))
    return flow, [first + timedelta(days=int(day)) for day in days]


def cash(net: Any, rate: float, periods_per_year: float = 1, **more: Any) -> CashFlows:
    table = np.atleast_2d(np.asarray(net, float))
    return CashFlows(
        np.maximum(table, 0),
        np.maximum(-table, 0),
        np.zeros_like(table),
        np.full(len(table), rate),
        periods_per_year,
        **{name: np.full(len(table), value) for name, value in more.items()},
    )


def npv(net: Any, rate: float, periods_per_year: float = 1) -> float:
    return float(cash(net, rate, periods_per_year).npv[0])


def nil_share(net: Flow, rate: float, times: np.ndarray | None = None) -> float:
    """NPV at a rate per unit of time over the gross flow at that rate."""
    x, at = np.log1p(rate), np.arange(len(net)) if times is None else times
    factor = np.exp(-x * at - max(0.0, -x * float(at[-1])))
    return float(abs((net * factor).sum()) / np.abs(net * factor).sum())


# --- numpy-financial and pyxirr ---------------------------------------------------------------


@given(one_change(), st.sampled_from([1, 12]))
def test_the_rate_of_return_is_that_of_both_libraries(net: Flow, periods_per_year: int) -> None:
    found = float(irr(net, periods_per_year)[0])
    assume(found > -0.999999)
    theirs = [npf.irr(net), pyxirr.irr(net)]
    assert theirs[0] is not None
    for rate in theirs:
        if rate is None:
            continue
        assert (1 + rate) ** periods_per_year == pytest.approx(1 + found, rel=1e-6)
        assert nil_share(net, float(rate)) < 1e-6
    assert nil_share(net, (1 + found) ** (1 / periods_per_year) - 1) < 1e-9


@given(one_change(36))
def test_both_libraries_answer_where_the_sum_is_a_gain(net: Flow) -> None:
    net[-1] += max(0.0, 1 - sum(net))
    found = irr(net, 1)[0]
    for rate in (npf.irr(net), pyxirr.irr(net)):
        assert 1 + rate == pytest.approx(1 + found, rel=1e-6)


@given(mixed(), rates, st.sampled_from([1, 12]))
def test_npv_is_that_of_both_libraries(net: Flow, rate: float, periods_per_year: int) -> None:
    found, per_period = npv(net, rate, periods_per_year), (1 + rate) ** (1 / periods_per_year) - 1
    gross = float(np.abs(net * (1 + per_period) ** -np.arange(len(net), dtype=float)).sum()) + 1e-9
    assert found == pytest.approx(npf.npv(per_period, net), rel=1e-9, abs=1e-10 * gross)
    assert found == pytest.approx(pyxirr.npv(per_period, net, start_from_zero=True), rel=1e-9, abs=1e-10 * gross)


@given(mixed(), rates, rates, st.sampled_from([1, 12]))
def test_mirr_with_two_rates_is_that_of_both_libraries(
    net: Flow, finance: float, reinvest: float, periods_per_year: int
) -> None:
    assume(min(net) < 0 < max(net))
    flows = cash(net, 0.1, periods_per_year, finance_rate=finance, reinvest_rate=reinvest)
    found = measure(flows, ["mirr"]).values["mirr"][0]
    both = [(1 + rate) ** (1 / periods_per_year) - 1 for rate in (finance, reinvest)]
    for theirs in (npf.mirr(net, *both), pyxirr.mirr(net, *both)):
        assert 1 + found == pytest.approx((1 + theirs) ** periods_per_year, rel=1e-8)


@given(dated(), rates)
def test_dated_flows_have_the_value_and_the_rate_of_pyxirr(given_flows: tuple[Flow, list[date]], rate: float) -> None:
    net, dates = given_flows
    found = measured(net, rate, dates=dates).data()
    turnover = float(np.abs(net).sum()) * max(1.0, (1 + rate) ** (-(dates[-1] - dates[0]).days / 365))
    assert found["npv"] == pytest.approx(pyxirr.xnpv(rate, dates, net), rel=1e-9, abs=1e-10 * turnover)
    theirs = pyxirr.xirr(dates, net)
    assume(theirs is not None and found["irr"])
    [ours] = found["irr"]
    assume(-0.9999 < ours < 1e6)
    assert 1 + ours == pytest.approx(1 + theirs, rel=1e-6)
    years = np.array([(day - dates[0]).days / 365 for day in dates])
    assert nil_share(net, ours, years) < 1e-9


@given(dated(), st.randoms(use_true_random=False))
def test_the_order_of_dates_is_of_no_account(given_flows: tuple[Flow, list[date]], random: Any) -> None:
    net, dates = given_flows
    order = list(range(len(net)))
    random.shuffle(order)
    straight, periods = to_days(net, dates)
    shuffled, same_periods = to_days([net[i] for i in order], [dates[i] for i in order])
    assert shuffled == pytest.approx(straight, abs=1e-9)
    assert same_periods == periods


# --- a spreadsheet ----------------------------------------------------------------------------


class Sheet:
    """Rows of a sheet, and what a formula over them gives."""

    def __init__(self, *rows: list[Any]) -> None:
        self.book = formualizer.Workbook()
        self.book.add_sheet("S")
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                self.book.set_value("S", number, column, value)
        self.last = _column(max(map(len, rows), default=1))

    def __call__(self, formula: str) -> float:
        """``formula`` may name the rows: {1} is the first, {1+} the same without its first cell."""
        for row in (1, 2):
            formula = formula.replace(f"{{{row}}}", f"A{row}:{self.last}{row}")
            formula = formula.replace(f"{{{row}+}}", f"B{row}:{self.last}{row}")
        self.book.set_formula("S", 9, 1, f"={formula}")
        value = self.book.evaluate_cell("S", 9, 1)
        assert isinstance(value, float | int), f"{formula}: {value}"
        return float(value)


def _column(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def flow_figures(net: Flow, rate: float, finance: float, reinvest: float) -> list[tuple[str, float]]:
    """Formulas, and our figure for each."""
    flows = cash(net, rate, finance_rate=finance, reinvest_rate=reinvest)
    found = measure(flows, ["npv", "mirr"]).values
    return [
        (f"A1+NPV({rate},{{1+}})", found["npv"][0]),
        (f"1+MIRR({{1}},{finance},{reinvest})", 1 + found["mirr"][0]),
    ]


def loan_figures(rate: float, months: int, month: int) -> list[tuple[str, float]]:
    loan = loan_schedule(np.array([rate]), np.array([float(months)]), months + 1)
    return [
        (f"PMT({rate}/12,{months},-1)", loan.payment[0]),
        (f"IPMT({rate}/12,{month},{months},-1)", loan.interest[0, month]),
        (f"PPMT({rate}/12,{month},{months},-1)", loan.principal[0, month]),
    ]


def rate_figures(rate: float, periods: int) -> list[tuple[str, float]]:
    return [
        (f"EFFECT({rate},{periods})", float(effective_rate(rate, periods))),
        (f"NOMINAL({rate},{periods})", float(nominal_rate(rate, periods))),
    ]


def depreciation_figures(years: int, salvage: float) -> list[tuple[str, float]]:
    straight, declining = shares(f"straight_line_{years}", salvage), shares(f"declining_balance_{years}", salvage)
    found = [(f"SLN(1,{salvage},{years})", share) for share in straight]
    book = 1.0
    for year, share in enumerate(declining, 1):
        # Where the straight line of the rest is more, VDB and ours take it, and DDB goes its own way.
        rest = (book - salvage) / (years - year + 1)
        if rest > min(2 / years * book, book - salvage) + 1e-12:
            found += [(f"SLN({book!r},{salvage},{years - year + 1})", later) for later in declining[year - 1 :]]
            break
        found.append((f"DDB(1,{salvage},{years},{year})", share))
        book -= float(share)
    return found


@given(one_change(60), rates, rates, rates)
def test_npv_and_mirr_are_those_of_a_spreadsheet(net: Flow, rate: float, finance: float, reinvest: float) -> None:
    sheet = Sheet(net)
    gross = sum(map(abs, net)) * max(1.0, (1 + rate) ** -len(net))
    for formula, ours in flow_figures(net, rate, finance, reinvest):
        assert ours == pytest.approx(sheet(formula), rel=1e-8, abs=1e-10 * gross), formula


@given(one_change(60))
def test_the_rate_of_return_is_that_of_a_spreadsheet(net: Flow) -> None:
    [rate] = irr_roots(net, 1)
    assume(-0.5 < rate < 5)  # further off, a spreadsheet's search from its guess may not arrive
    found = Sheet(net)(f"IRR({{1}},{round(rate, 1)})")
    assert 1 + rate == pytest.approx(1 + found, rel=1e-6)
    assert nil_share(net, found) < 1e-6


@given(dated(), st.floats(0.0, 1.5).map(lambda rate: round(rate, 4)))
def test_dated_flows_have_the_value_and_the_rate_of_a_spreadsheet(
    given_flows: tuple[Flow, list[date]], rate: float
) -> None:
    net, dates = given_flows
    found = measured(net, rate, dates=dates).data()
    sheet = Sheet(net, list(dates))
    assert found["npv"] == pytest.approx(sheet(f"XNPV({rate},{{1}},{{2}})"), rel=1e-9, abs=1e-9 * sum(map(abs, net)))
    assume(len(found["irr"]) == 1 and -0.5 < found["irr"][0] < 5)
    [ours] = found["irr"]
    assert 1 + ours == pytest.approx(1 + sheet(f"XIRR({{1}},{{2}},{round(ours, 1)})"), rel=1e-6)


@given(loan_rates, st.integers(1, 120), st.integers(1, 120))
def test_loans_are_those_of_a_spreadsheet(rate: float, months: int, month: int) -> None:
    assume(month <= months)
    sheet = Sheet()
    for formula, ours in loan_figures(rate, months, month):
        assert ours == pytest.approx(sheet(formula), rel=1e-9, abs=1e-12), formula


@given(st.integers(1, 400).map(lambda points: points / 1000), st.sampled_from([1, 2, 4, 12]))
def test_effective_and_nominal_rates_are_those_of_a_spreadsheet(rate: float, periods: int) -> None:
    sheet = Sheet()
    for formula, ours in rate_figures(rate, periods):
        assert ours == pytest.approx(sheet(formula), rel=1e-9), formula


@settings(max_examples=settings().max_examples // 2)
@given(st.integers(1, 20), st.sampled_from([0.0, 0.05, 0.1, 0.3, 0.5]))
def test_depreciation_is_that_of_a_spreadsheet(years: int, salvage: float) -> None:
    sheet = Sheet()
    for formula, ours in depreciation_figures(years, salvage):
        assert ours == pytest.approx(sheet(formula), rel=1e-9, abs=1e-12), formula
