"""Every measure without a value says why, and so does every value that needs a word."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from valuepitch.finance import MEASURES, MORE_MEASURES, CashFlows, Why, measure
from valuepitch.page.reasons import WORDS

Cash = Callable[..., CashFlows]

NEVER = ([0, 0, 0], [0, 0, 0])  # costs, benefits
COSTS_ONLY = ([100, 10, 10], [0, 0, 0])
BENEFITS_ONLY = ([0, 0, 0], [0, 50, 50])
LOSS = ([100, 0, 0], [0, 20, 20])
TWO_RATES = ([1600, 0, 10000], [0, 10000, 0])
NO_RATE = ([100, 0, 150], [0, 200, 0])
FUNDS = ([0, 110, 0], [100, 0, 0])


@pytest.mark.parametrize(
    ("case", "name", "why"),
    [
        (BENEFITS_ONLY, "roi", Why.NO_COSTS),
        (NEVER, "roi", Why.NO_COSTS),
        (NEVER, "irr", Why.ALL_ZERO),
        (BENEFITS_ONLY, "irr", Why.NO_SIGN_CHANGE),
        (COSTS_ONLY, "irr", Why.NO_SIGN_CHANGE),
        (NO_RATE, "irr", Why.NO_REAL_ROOT),
        (TWO_RATES, "irr", Why.NOT_UNIQUE),
        (BENEFITS_ONLY, "mirr", Why.NO_NEGATIVE_FLOW),
        (NEVER, "mirr", Why.NO_NEGATIVE_FLOW),
        (COSTS_ONLY, "mirr", Why.NO_POSITIVE_FLOW),
        (LOSS, "payback_months", Why.NOT_WITHIN_HORIZON),
        (LOSS, "discounted_payback_months", Why.NOT_WITHIN_HORIZON),
        (BENEFITS_ONLY, "profitability_index", Why.NO_OUTLAY),
        (FUNDS, "profitability_index", Why.NO_OUTLAY),
        (COSTS_ONLY, "breakeven_haircut", Why.NO_BENEFITS),
        (BENEFITS_ONLY, "cost_overrun", Why.NO_ONE_TIME_COST),
        (LOSS, "cost_of_waiting", Why.WAITING_COSTS_NOTHING),
        (LOSS, "cost_of_waiting_end_moves", Why.WAITING_COSTS_NOTHING),
        (LOSS, "cash_month_24", Why.SHORT_HORIZON),
    ],
)
def test_no_value_comes_with_its_reason(
    cash_of: Cash, case: tuple[list[float], list[float]], name: str, why: Why
) -> None:
    found = measure(cash_of(costs=case[0], benefits=case[1], rate=0.1), [name])
    assert np.isnan(found.values[name][0])
    assert found.why[name][0] == why


@pytest.mark.parametrize(
    ("case", "name", "value", "why"),
    [
        (BENEFITS_ONLY, "payback_months", 0.0, Why.IMMEDIATE),
        (NEVER, "discounted_payback_months", 0.0, Why.IMMEDIATE),
        (FUNDS, "irr", 1.1**12 - 1, Why.COST_OF_FUNDS),
        (([1, 0, 0], [0, 5, 5]), "payback_months", 0.2, Why.NOT_MEANINGFUL),
        (LOSS, "breakeven_haircut", 1 - 100 / 40, Why.NPV_NEGATIVE),
        (LOSS, "cost_overrun", -0.6, Why.NPV_NEGATIVE),
        (LOSS, "slip_months", 0.0, Why.NPV_NEGATIVE),
        (BENEFITS_ONLY, "slip_months", 2.0, Why.ANY_DELAY),
    ],
)
def test_a_value_that_needs_a_word_keeps_its_figure(
    cash_of: Cash, case: tuple[list[float], list[float]], name: str, value: float, why: Why
) -> None:
    found = measure(cash_of(costs=case[0], benefits=case[1], rate=0.0), [name])
    assert found.values[name][0] == pytest.approx(value)
    assert found.why[name][0] == why


@pytest.mark.parametrize("case", [NEVER, COSTS_ONLY, BENEFITS_ONLY, LOSS, TWO_RATES, NO_RATE, FUNDS])
def test_a_measure_without_value_is_never_without_reason(cash_of: Cash, case: tuple[list[float], list[float]]) -> None:
    found = measure(cash_of(costs=case[0], benefits=case[1]))
    for name in MEASURES:
        assert np.isfinite(found.values[name][0]) or found.why[name][0] != Why.NONE, name


@pytest.mark.parametrize("name", ["npv", "roi", "pv_costs", "pv_benefits", "lowest_cash", "npv_plus5"])
def test_an_ordinary_value_needs_no_word(cash_of: Cash, name: str) -> None:
    assert measure(cash_of([-100, 80, 80]), [name]).why[name][0] == Why.NONE


def test_codes_are_the_names_that_programs_read() -> None:
    assert Why.NOT_WITHIN_HORIZON.code == "not_within_horizon"
    assert len({why.code for why in Why}) == len(Why)


def test_every_reason_has_words() -> None:
    assert set(WORDS) == set(Why) - {Why.NONE}
    assert all(WORDS.values())


@pytest.mark.parametrize("costs", [[100.0, 0.0], [0.0, 0.0]])
def test_reasons_are_one_byte_a_row(cash_of: Cash, costs: list[float]) -> None:
    found = measure(cash_of(costs=costs, benefits=[0.0, 40.0]), [*MEASURES, *MORE_MEASURES])
    assert {name: why.dtype for name, why in found.why.items()} == dict.fromkeys(found.why, np.dtype(np.int8))
