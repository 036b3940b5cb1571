"""A case is a row: a table of n rows gives what n single rows give."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from valuepitch.finance import DISCOUNTINGS, MEASURES, CashFlows, measure

Cash = Callable[..., CashFlows]


def table(generator: np.random.Generator, n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Costs, benefits and rates of n cases, with losses, windfalls, empty rows and later costs among them."""
    costs = generator.uniform(0, 30, size=(n, 37)) * (generator.random((n, 37)) < 0.3)
    costs[:, 0] += generator.choice([0.0, 100.0, 400.0], size=n)
    benefits = generator.uniform(0, 60, size=(n, 37)) * (generator.random((n, 1)) < 0.9)
    benefits[:, 0] = generator.choice([0.0, 500.0], size=n, p=[0.8, 0.2])
    costs[0], benefits[0] = 0.0, 0.0
    return costs, benefits, generator.uniform(0.0, 0.6, size=n)


@pytest.mark.parametrize("discounting", DISCOUNTINGS)
def test_a_table_gives_what_its_rows_give_alone(cash_of: Cash, discounting: str) -> None:
    costs, benefits, rates = table(np.random.default_rng(2), 40)
    together = measure(cash_of(costs=costs, benefits=benefits, rate=rates, discounting=discounting))
    for i in range(40):
        flows = cash_of(costs=costs[i], benefits=benefits[i], rate=rates[i], discounting=discounting)
        alone = measure(flows)
        for name in MEASURES:
            assert alone.values[name][0] == pytest.approx(together.values[name][i], rel=1e-11, abs=1e-9, nan_ok=True)
            assert alone.why[name][0] == together.why[name][i], name
        assert alone.rates() == pytest.approx(together.rates(i), rel=1e-9)


def test_a_row_that_is_not_a_number_leaves_the_others_alone(cash_of: Cash) -> None:
    net = np.tile([-100.0, *[10.0] * 24], (3, 1))
    whole = measure(cash_of(net))
    costs, benefits = np.maximum(-net, 0), np.maximum(net, 0)
    benefits[1] = np.nan
    with np.errstate(invalid="ignore"):
        found = measure(cash_of(costs=costs, benefits=benefits))
    for name in MEASURES:
        expected = whole.values[name][[0, 2]]
        assert np.allclose(found.values[name][[0, 2]], expected, equal_nan=True), name
    assert np.isnan(found.values["npv"][1])
    assert found.rates(1) == []


def test_the_order_of_rows_is_the_order_of_results(cash_of: Cash) -> None:
    costs, benefits, rates = table(np.random.default_rng(4), 12)
    order = np.random.default_rng(5).permutation(12)
    straight = measure(cash_of(costs=costs, benefits=benefits, rate=rates))
    mixed = measure(cash_of(costs=costs[order], benefits=benefits[order], rate=rates[order]))
    for name in MEASURES:
        assert np.allclose(mixed.values[name], straight.values[name][order], rtol=1e-11, equal_nan=True), name
