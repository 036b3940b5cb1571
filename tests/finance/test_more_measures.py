"""Measures of plain flows beside those of a case, and the two rates of MIRR; figures worked by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from valuepitch.finance import MEASURES, MORE_MEASURES, CashFlows, Why, measure
from valuepitch.finance.measures import mirr_parts

Cash = Callable[..., CashFlows]

# At 100 % a year and yearly periods the factors are 1, 1/2, 1/4, 1/8.
DOUBLING = {"rate": 1.0, "periods_per_year": 1}


def one(flows: CashFlows, name: str) -> tuple[float, Why]:
    found = measure(flows, [name])
    assert list(found.values) == [name]
    return float(found.values[name][0]), Why(int(found.why[name][0]))


def test_they_are_asked_for_by_name_and_no_part_of_a_case() -> None:
    assert list(MORE_MEASURES) == [
        "profitability_index_net",
        "benefit_cost_ratio",
        "net_future_value",
        "equivalent_annual_cost",
    ]
    assert not set(MORE_MEASURES) & set(MEASURES)


@pytest.mark.parametrize(
    ("name", "given", "value"),
    [
        # PV 100 + 50 + 25 of 200 a year; 75 of value.
        ("profitability_index_net", {"net": [-100, 200, 200, 200]}, 0.75),
        ("profitability_index_net", {"net": [-100, 100]}, -0.5),
        ("profitability_index_net", {"costs": [100, 0], "benefits": [20, 240]}, 40 / 80),
        ("benefit_cost_ratio", {"costs": [100, 40, 40], "benefits": [0, 200, 300]}, 175 / 130),
        ("benefit_cost_ratio", {"costs": [0, 40], "benefits": [0, 60]}, 1.5),
        ("benefit_cost_ratio", {"costs": [100, 0], "benefits": [0, 0]}, 0.0),
        ("net_future_value", {"net": [-100, 200, 200, 200]}, 600.0),
        ("net_future_value", {"net": [-100, 100]}, -100.0),
        # 75 of value are x (1/2 + 1/4 + 1/8) a year.
        ("equivalent_annual_cost", {"net": [-100, 200, 200, 200]}, -75 / 0.875),
        ("equivalent_annual_cost", {"net": [-75, 0, 0]}, 100.0),
        ("equivalent_annual_cost", {"net": [-100, -50, 0]}, 125 / 0.75),
        ("equivalent_annual_cost", {"net": [-100, -100]}, 300.0),
        ("equivalent_annual_cost", {"net": [0, -100, -100, -100]}, 100.0),
    ],
)
def test_by_hand(cash_of: Cash, name: str, given: dict[str, Any], value: float) -> None:
    found, why = one(cash_of(**given, **DOUBLING), name)
    assert found == pytest.approx(value, rel=1e-12)
    assert why == Why.NONE


@pytest.mark.parametrize(("net", "cost"), [([-90, 0, 0, 0], 30), ([-90, 10, 20, 30], 10), ([-10, 20, 20, 0], -10)])
def test_at_a_nil_rate_an_equivalent_year_is_the_mean_year(cash_of: Cash, net: list[float], cost: float) -> None:
    assert one(cash_of(net, rate=0.0, periods_per_year=1), "equivalent_annual_cost")[0] == pytest.approx(cost)


def test_a_rate_next_to_nil_gives_nearly_the_mean_year(cash_of: Cash) -> None:
    found = one(cash_of([-90, 0, 0, 0], rate=1e-12, periods_per_year=1), "equivalent_annual_cost")[0]
    assert found == pytest.approx(30, rel=1e-9)


def test_an_equivalent_year_of_months_is_at_years_ends(cash_of: Cash) -> None:
    # 24 months at 21 %: x / 1.21 + x / 1.4641.
    found = one(cash_of([-100.0, *[0.0] * 24], rate=0.21), "equivalent_annual_cost")[0]
    assert found == pytest.approx(100 / (1 / 1.21 + 1 / 1.4641), rel=1e-12)
    assert one(cash_of([-90.0, *[0.0] * 18], rate=0.0), "equivalent_annual_cost")[0] == pytest.approx(60)


def test_a_horizon_of_one_month_has_a_twelfth_of_a_year(cash_of: Cash) -> None:
    flows = cash_of([-100.0, 0.0], rate=1.0)
    assert one(flows, "net_future_value")[0] == pytest.approx(-100 * 2 ** (1 / 12))
    assert one(flows, "equivalent_annual_cost")[0] == pytest.approx(100 / (1 - 2 ** (-1 / 12)))


@pytest.mark.parametrize("discounting", ["annual_end", "mid_year"])
def test_the_last_period_is_the_end_of_the_last_year(cash_of: Cash, discounting: str) -> None:
    flows = cash_of([-100.0, *[0.0] * 24], rate=1.0, discounting=discounting)
    assert one(flows, "net_future_value")[0] == pytest.approx(-400)
    assert one(flows, "equivalent_annual_cost")[0] == pytest.approx(100 / 0.75)


def test_openstax_equivalent_annuity(cash_of: Cash) -> None:
    """OpenStax, Principles of Finance 2e, 'Choosing between Projects': Sam's projects over 6 years at 9 %."""
    value = 2835.63
    annuity = value / ((1 - 1.09**-6) / 0.09)
    found = one(
        cash_of([-16000, 2000, 4000, 5000, 5000, 5000, 5000], rate=0.09, periods_per_year=1), "equivalent_annual_cost"
    )
    assert -found[0] == pytest.approx(annuity, abs=0.005)


@pytest.mark.parametrize(
    ("name", "costs", "benefits", "why"),
    [
        ("profitability_index_net", [0, 10], [0, 50], Why.NO_OUTLAY),
        ("profitability_index_net", [10, 10], [10, 50], Why.NO_OUTLAY),
        ("profitability_index_net", [10, 10], [30, 50], Why.NO_OUTLAY),
        ("benefit_cost_ratio", [0, 0], [0, 50], Why.NO_COSTS),
        ("benefit_cost_ratio", [0, 0], [0, 0], Why.NO_COSTS),
    ],
)
def test_no_value_comes_with_its_reason(
    cash_of: Cash, name: str, costs: list[float], benefits: list[float], why: Why
) -> None:
    found = one(cash_of(costs=costs, benefits=benefits), name)
    assert np.isnan(found[0])
    assert found[1] == why


@pytest.mark.parametrize("name", ["net_future_value", "equivalent_annual_cost"])
@pytest.mark.parametrize("rate", [-1.0, -1.5])
def test_a_rate_out_of_range_is_the_reason(cash_of: Cash, name: str, rate: float) -> None:
    found = one(cash_of([-100.0, 50.0, 80.0], rate=rate), name)
    assert np.isnan(found[0])
    assert found[1] == Why.RATE_OUT_OF_RANGE


@pytest.mark.parametrize("name", ["net_future_value", "equivalent_annual_cost", "npv"])
def test_flows_that_are_not_finite_are_the_reason(cash_of: Cash, name: str) -> None:
    found = one(cash_of(costs=[100.0, 0.0], benefits=[0.0, np.nan]), name)
    assert np.isnan(found[0])
    assert found[1] == Why.NOT_FINITE


def test_a_table_gives_a_column(cash_of: Cash) -> None:
    flows = cash_of([[-100, 200, 200], [-100, 0, 0]], rate=[1.0, 0.0], periods_per_year=1)
    found = measure(flows, [*MORE_MEASURES])
    assert found.values["net_future_value"].tolist() == pytest.approx([200, -100])
    assert found.values["equivalent_annual_cost"].tolist() == pytest.approx([-50 / 0.75, 50])
    assert found.values["profitability_index_net"].tolist() == pytest.approx([0.5, -1])
    assert found.values["benefit_cost_ratio"].tolist() == pytest.approx([1.5, 0])


# --- the two rates of the modified rate of return ---------------------------------------------


def rated(cash_of: Cash, net: list[float], finance: float | None, reinvest: float | None, **more: Any) -> CashFlows:
    given = {"finance_rate": finance, "reinvest_rate": reinvest}
    return cash_of(net, **more, **{name: np.array([rate]) for name, rate in given.items() if rate is not None})


@pytest.mark.parametrize(
    ("finance", "reinvest", "future", "present"),
    [
        # Costs 100 and 60 in year 1; 240 in year 2, 80 in year 3; the hurdle is 100 %.
        (None, None, 240 * 2 + 80, 100 + 30),
        (0.2, None, 560, 100 + 50),
        (None, 0.5, 240 * 1.5 + 80, 130),
        (0.2, 0.5, 440, 150),
        (0.0, 0.0, 320, 160),
        (-0.5, -0.5, 240 * 0.5 + 80, 100 + 120),
    ],
)
def test_outflows_at_the_finance_rate_and_inflows_at_the_reinvestment_rate(
    cash_of: Cash, finance: float | None, reinvest: float | None, future: float, present: float
) -> None:
    flows = rated(cash_of, [-100, -60, 240, 80], finance, reinvest, **DOUBLING)
    parts = mirr_parts(flows)
    assert [part.tolist() for part in parts] == [[pytest.approx(future)], [pytest.approx(present)]]
    assert one(flows, "mirr")[0] == pytest.approx((future / present) ** (1 / 3) - 1, rel=1e-12)


@pytest.mark.parametrize(
    ("years", "reinvest", "printed"),
    [(5, 0.12, 0.1261), (3, 0.12, -0.0480), (5, 0.14, 0.1348)],
)
def test_the_worked_example_of_the_spreadsheet_function(
    cash_of: Cash, years: int, reinvest: float, printed: float
) -> None:
    """Microsoft support, MIRR function: finance rate 10 %."""
    net = [-120_000, 39_000, 30_000, 21_000, 37_000, 46_000][: years + 1]
    flows = rated(cash_of, net, 0.10, reinvest, periods_per_year=1)
    assert one(flows, "mirr")[0] == pytest.approx(printed, abs=0.00005)


def test_both_rates_are_effective_annual_also_by_months(cash_of: Cash) -> None:
    net = [-100.0, *[0.0] * 11, 60.0, -44.0, *[0.0] * 10, 80.0]
    flows = rated(cash_of, net, 0.21, 0.44)
    future, present = mirr_parts(flows)
    assert future[0] == pytest.approx(60 * 1.44 + 80)
    assert present[0] == pytest.approx(100 + 44 * 1.21 ** (-13 / 12))
    assert one(flows, "mirr")[0] == pytest.approx((future[0] / present[0]) ** 0.5 - 1)


def test_the_rates_of_mirr_move_nothing_else(cash_of: Cash) -> None:
    plain, rates = cash_of([-100, -60, 240, 80]), rated(cash_of, [-100, -60, 240, 80], 0.3, 0.4)
    before, after = measure(plain), measure(rates)
    changed = [name for name in MEASURES if not np.array_equal(before.values[name], after.values[name], equal_nan=True)]
    assert changed == ["mirr"]
