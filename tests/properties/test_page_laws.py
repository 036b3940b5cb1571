"""Laws of the page: it says what its case holds, whatever the case."""

from __future__ import annotations

import itertools
import re
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from valuepitch.case.study import CONSERVATIVE, Case, study
from valuepitch.finance import Why
from valuepitch.locale import language
from valuepitch.model import Product, Prospect
from valuepitch.money import Formatter
from valuepitch.page.claims import TITLE_LENGTH
from valuepitch.page.compose import ChartSizes, compose
from valuepitch.page.context import CashChart, Label, PageContext
from valuepitch.page.parts import adds_up
from valuepitch.page.place import box_of

FEW = settings(max_examples=settings().max_examples // 2)
SHOW = Formatter(language("en").locale, "USD")


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A price, a fee and a saving over a range; from windfalls to losses."""
    amount = draw(st.integers(1_000, 2_000_000))
    low, high = draw(st.integers(1, 10)) / 10, 1 + draw(st.integers(0, 10)) / 10
    benefit = {
        "name": "Saving",
        "kind": "cash",
        "amount": {"value": amount, "low": int(low * amount), "high": int(high * amount)},
        "ramp": {"from_month": draw(st.integers(1, 6)), "months_to_full": draw(st.integers(1, 9))},
    }
    product = {
        "name": "Tally",
        "seller": "Acme",
        "plain_name": "one machine",
        "action": "replacing the machine",
        "currency": "USD",
        "conventions": {"horizon_months": draw(st.sampled_from([12, 18, 24, 36, 60, 120]))},
        "costs": [
            {"name": "Price", "amount": draw(st.integers(0, 3_000_000)), "month": 0},
            {"name": "Fee", "amount": draw(st.integers(0, 500_000)), "every": "year", "billed": "monthly"},
        ],
        "benefits": [benefit],
    }
    rate = draw(st.integers(0, 40)) / 100
    prospect = {"name": "Northfield", "currency": "USD", "hurdle_rate": rate}
    return study(Prospect.model_validate(prospect), Product.model_validate(product))


def page_of(case: Case) -> PageContext:
    return compose(case, language("en"), date(2026, 11, 23), "7F3A-91C2", ChartSizes(290.0, 200.0, 118.0))


@FEW
@given(cases())
def test_the_title_says_gain_or_loss_as_the_value_is(case: Case) -> None:
    title, npv = page_of(case).title, case.result.value("npv")
    assert SHOW.money(abs(npv)) in title
    assert (" adds " in title) == (npv >= 0)
    assert len(title) <= TITLE_LENGTH


@FEW
@given(cases())
def test_the_title_promises_payback_only_where_there_is_one(case: Case) -> None:
    title, why = page_of(case).title, case.result.why("payback_months")
    assert ("recovers its outlay" in title) == (why == Why.NONE and case.result.value("npv") >= 0)
    if why == Why.NONE:
        assert SHOW.months(case.result.value("payback_months")) in re.findall(r"\d+", title)


@FEW
@given(cases())
def test_every_figure_of_the_summary_is_one_of_the_case(case: Case) -> None:
    result = case.result
    full_years = [float(result.lines[line.path].full_year[0]) for line in case.plan.lines if not line.one_time]
    amounts = [*full_years, float(result.outlay[0]), result.value("npv", CONSERVATIVE)]
    known = {SHOW.money(amount) for amount in amounts} | {SHOW.number(case.plan.horizon)}
    if result.value("payback_months", CONSERVATIVE) > 0:
        known.add(SHOW.months(result.value("payback_months", CONSERVATIVE)))
    found = {text.rstrip(".,") for text in re.findall(r"−?\$?\d[\d.,]*[KMBT%]?", page_of(case).summary)}
    assert found <= known


@FEW
@given(cases())
def test_the_four_measures_are_the_formatters_print_of_the_case(case: Case) -> None:
    page, result = page_of(case), case.result
    values = {item.id: item.value for item in page.measures if not item.is_words}
    assert values["npv"] == SHOW.money(result.value("npv"))
    if "irr" in values:
        assert values["irr"] == SHOW.rate(result.value("irr"))
    if "roi" in values:
        assert values["roi"] == SHOW.rate(result.value("roi"))
    if "payback" in values:
        assert values["payback"].startswith(SHOW.months(result.value("payback_months")) + " month")


@FEW
@given(cases())
def test_the_footer_warns_exactly_where_the_table_does_not_add_up(case: Case) -> None:
    page = page_of(case)
    assert ("may not add up" in page.footer.text) == (not adds_up(page.cash_flow))


@FEW
@given(cases())
def test_the_paths_stay_inside_the_chart(case: Case) -> None:
    chart = page_of(case).cash.chart
    for path in (chart.expected, chart.conservative):
        for pair in path.split():
            x, y = map(float, pair.split(","))
            assert chart.left <= x <= chart.right
            assert 0 <= y <= chart.height
    heights = [tick.at for tick in chart.y_ticks]
    assert all(a > b for a, b in itertools.pairwise(heights))
    assert chart.zero in heights


@FEW
@given(cases())
def test_bars_stay_inside_the_chart(case: Case) -> None:
    chart = page_of(case).sensitivity.chart
    bars: list[Any] = [bar for row in chart.rows for bar in row.bars] if chart else []
    assert all(bar.x >= 0 and bar.x + bar.width <= 200 for bar in bars)
    assert all(bar.width > 0 for bar in bars)


def covering(chart: CashChart) -> list[tuple[str, str]]:
    """Pairs of texts that cover each other by more than half a point, which is less than the air in their boxes."""
    months = [Label(tick.at, chart.foot, "middle", tick.text, "plain") for tick in chart.x_ticks]
    found = []
    for a, b in itertools.combinations([*chart.labels, *months], 2):
        one, other = box_of(a), box_of(b)
        across = min(one.right, other.right) - max(one.left, other.left)
        down = min(one.bottom, other.bottom) - max(one.top, other.top)
        if across > 0.5 and down > 0.5:
            found.append((a.text, b.text))
    return found


@FEW
@given(cases())
def test_labels_of_the_cash_chart_do_not_cover_each_other(case: Case) -> None:
    assert covering(page_of(case).cash.chart) == []
