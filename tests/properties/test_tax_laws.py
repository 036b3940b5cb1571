"""Laws of tax, depreciation, loans, leases and draws that hold for any case."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from valuepitch.finance.churn import customers, customers_kept
from valuepitch.finance.depreciation import IMMEDIATE, MACRS, by_month, shares
from valuepitch.finance.draws import consistent, triangular
from valuepitch.finance.draws import shares as draws_of
from valuepitch.finance.loans import lease_payments, loan_schedule
from valuepitch.finance.tax import CARRIED_FORWARD, LOSSES, USED, tax_shares, tax_years

horizons = st.integers(1, 120)
tax_rates = st.floats(0.0, 0.6)
methods = st.one_of(
    st.sampled_from([IMMEDIATE, *MACRS]),
    st.tuples(st.sampled_from(["straight_line", "declining_balance"]), st.integers(1, 50)).map(
        lambda chosen: f"{chosen[0]}_{chosen[1]}"
    ),
)


@st.composite
def results(draw: st.DrawFn, low: int = -1_000) -> np.ndarray:
    """A result by month, shape (1, H + 1); whole years may have none."""
    length = draw(horizons) + 1
    flows = np.array(draw(st.lists(st.integers(low, 1_000).map(float), min_size=length, max_size=length)))
    bare = draw(st.sets(st.integers(0, 9)))
    return np.where(np.isin(tax_years(length - 1), list(bare)), 0.0, flows)[None, :]


def by_tax_year(flows: np.ndarray) -> np.ndarray:
    year = tax_years(flows.shape[1] - 1)
    return np.array([flows[0, year == number].sum() for number in range(int(year[-1]) + 1)])


# --- tax --------------------------------------------------------------------------------------


@given(results(), tax_rates, st.sampled_from(LOSSES), st.lists(st.floats(-2.0, 2.0), min_size=1, max_size=5))
def test_lines_after_tax_add_up_to_the_totals(
    result: np.ndarray, rate: float, losses: str, weights: list[float]
) -> None:
    # Some lines, and one that makes them the whole result.
    lines = [weight * result for weight in weights]
    lines.append(result - sum(lines))
    share = tax_shares(np.array([rate]), result, losses)
    after = sum(line - share * line for line in lines)
    assert np.asarray(after) == pytest.approx(result - share * result, abs=1e-9)


@given(results(), tax_rates, st.sampled_from(LOSSES))
def test_tax_takes_no_more_than_its_rate_and_the_same_share_all_year(
    result: np.ndarray, rate: float, losses: str
) -> None:
    share = tax_shares(np.array([rate]), result, losses)
    assert share.shape == result.shape
    assert (share >= 0).all()
    assert (share <= rate).all()
    year = tax_years(result.shape[1] - 1)
    assert all(len(set(share[0, year == number])) == 1 for number in np.unique(year))


@given(results(), tax_rates)
def test_carried_losses_never_give_more_relief_so_far_than_used_ones(result: np.ndarray, rate: float) -> None:
    used, carried = (
        np.cumsum(by_tax_year(tax_shares(np.array([rate]), result, way) * result)) for way in (USED, CARRIED_FORWARD)
    )
    assert (carried >= used - 1e-9).all()


@given(results(low=0), tax_rates)
def test_without_a_year_of_loss_both_ways_are_one(result: np.ndarray, rate: float) -> None:
    used, carried = (tax_shares(np.array([rate]), result, way) * result for way in (USED, CARRIED_FORWARD))
    assert carried == pytest.approx(used, abs=1e-9)


@given(results(), tax_rates)
def test_the_whole_tax_is_that_of_the_highest_result_so_far(result: np.ndarray, rate: float) -> None:
    tax = tax_shares(np.array([rate]), result, CARRIED_FORWARD) * result
    highest = max(0.0, float(np.cumsum(by_tax_year(result)).max()))
    assert tax.sum() == pytest.approx(rate * highest, abs=1e-8)


@given(results(), tax_rates)
def test_a_year_without_profit_pays_nothing(result: np.ndarray, rate: float) -> None:
    tax = by_tax_year(tax_shares(np.array([rate]), result, CARRIED_FORWARD) * result)
    assert (tax >= -1e-9).all()
    assert (tax[by_tax_year(result) <= 0] == 0).all()


@given(results(), tax_rates, st.sampled_from(LOSSES), st.sampled_from([1e-6, 3.0, 1e9]))
def test_the_size_of_results_changes_no_share(result: np.ndarray, rate: float, losses: str, scale: float) -> None:
    shares_of = tax_shares(np.array([rate]), result, losses)
    assert tax_shares(np.array([rate]), result * scale, losses) == pytest.approx(shares_of, abs=1e-12)


@given(st.lists(results(), min_size=2, max_size=4), st.lists(tax_rates, min_size=4, max_size=4))
def test_a_row_is_taxed_as_if_it_stood_alone(rows: list[np.ndarray], rates: list[float]) -> None:
    length = min(row.shape[1] for row in rows)
    table, rate = np.concatenate([row[:, :length] for row in rows]), np.array(rates[: len(rows)])
    for losses in LOSSES:
        together = tax_shares(rate, table, losses)
        for i in range(len(rows)):
            assert tax_shares(rate[i : i + 1], table[i : i + 1], losses).tolist() == together[i : i + 1].tolist()


# --- depreciation -----------------------------------------------------------------------------


@given(methods, st.floats(0.0, 1.0))
def test_an_asset_is_written_off_down_to_its_salvage(method: str, salvage: float) -> None:
    found = shares(method, salvage)
    kept = salvage if method.startswith(("straight", "declining")) else 0.0
    assert (found >= -1e-15).all()  # a rest of nil may miss it by rounding
    assert found.sum() == pytest.approx(1 - kept, abs=1e-12)


@given(st.integers(1, 50), st.floats(0.0, 1.0))
def test_a_declining_balance_never_writes_off_later_than_a_straight_line(years: int, salvage: float) -> None:
    declining, straight = (shares(f"{name}_{years}", salvage) for name in ("declining_balance", "straight_line"))
    assert (np.cumsum(declining) >= np.cumsum(straight) - 1e-12).all()
    assert (np.diff(declining) <= 1e-12).all()


@given(methods, horizons, st.integers(0, 120))
def test_by_month_a_payment_is_written_off_after_it_and_never_twice(method: str, horizon: int, month: int) -> None:
    assume(month <= horizon)
    found = by_month(method, horizon)[month]
    assert (found >= 0).all()
    assert not found[: month + 1].any()
    years, rest = divmod(horizon - month, 12)
    yearly = np.append(shares(method), np.zeros(years + 1))
    assert found.sum() == pytest.approx(yearly[:years].sum() + yearly[years] * rest / 12, abs=1e-12)


# --- loans and leases -------------------------------------------------------------------------


loan_rates = st.one_of(st.just(0.0), st.floats(1e-4, 0.5))


@given(loan_rates, st.integers(1, 180), horizons)
def test_a_loan_is_repaid_whole_in_level_payments(rate: float, months: int, horizon: int) -> None:
    loan = loan_schedule(np.array([rate]), np.array([float(months)]), horizon)
    assert loan.principal.sum() == pytest.approx(1, abs=1e-9)
    assert (loan.interest >= -1e-12).all()
    assert (loan.principal >= -1e-12).all()
    inside = min(months, horizon - 1)
    assert loan.paid[0, 1 : inside + 1] == pytest.approx(loan.payment[0], rel=1e-9)
    assert np.abs(loan.paid[0, months + 1 :]).max(initial=0.0) < 1e-9
    assert loan.paid[0, 0] == 0


@given(loan_rates, st.integers(1, 180), horizons)
def test_a_loan_is_worth_what_it_lends_at_its_own_rate(rate: float, months: int, horizon: int) -> None:
    loan = loan_schedule(np.array([rate]), np.array([float(months)]), horizon)
    factor = (1 + rate / 12) ** -np.arange(horizon + 1.0)
    assert (loan.paid[0] * factor).sum() == pytest.approx(1, abs=1e-9)


@given(st.integers(1, 180), st.booleans(), horizons)
def test_every_month_of_a_lease_is_paid_once(months: int, in_advance: bool, horizon: int) -> None:
    paid = lease_payments(np.array([float(months)]), in_advance, horizon)[0]
    assert paid.sum() == months
    assert set(paid[:-1]) <= {0.0, 1.0}
    assert paid[0] == (1 if in_advance else 0)
    later = lease_payments(np.array([float(months)]), False, horizon)[0]
    assert (np.cumsum(paid) >= np.cumsum(later)).all()


# --- draws ------------------------------------------------------------------------------------

triangles = st.lists(st.floats(-1e6, 1e6).map(lambda x: round(x, 6)), min_size=3, max_size=3).map(sorted)
parts = st.lists(st.floats(0.0, 1.0), min_size=1, max_size=20).map(sorted)


@given(triangles, parts)
def test_draws_stay_between_the_ends_and_rise_with_their_share(triangle: list[float], u: list[float]) -> None:
    low, peak, high = (np.array([value]) for value in triangle)
    found = triangular(np.array([0.0, *u, 1.0])[:, None], low, peak, high)[:, 0]
    nil = 1e-9 * (1 + abs(low[0]) + abs(high[0]))
    assert (np.diff(found) >= -nil).all()
    assert found[0] == pytest.approx(low[0], abs=nil)
    assert found[-1] == high[0]
    assert (found >= low[0] - nil).all()
    assert (found <= high[0] + nil).all()


@given(triangles, st.floats(0.0, 1.0))
def test_the_share_below_a_draw_is_its_own(triangle: list[float], u: float) -> None:
    low, peak, high = triangle
    assume(high - low > 1e-3)
    x = triangular(np.array([[u]]), *(np.array([value]) for value in triangle))[0, 0]
    # The area of the triangle to the left of x.
    if x <= low:
        below = 0.0
    elif x < peak:
        below = (x - low) ** 2 / ((high - low) * (peak - low))
    elif x < high:
        below = 1 - (high - x) ** 2 / ((high - low) * (high - peak))
    else:
        below = 1.0
    assert below == pytest.approx(u, abs=1e-5)


@given(st.integers(1, 60), st.integers(1, 4), st.integers(0, 1_000), st.floats(-0.3, 1.0))
def test_draws_are_spread_evenly_with_or_without_correlation(draws: int, k: int, seed: int, rank: float) -> None:
    ranks = np.where(np.eye(k) == 1, 1.0, rank)
    assert consistent(ranks)
    for given_ranks in (None, ranks):
        found = np.sort(draws_of(draws, k, given_ranks, seed), axis=0)
        assert found == pytest.approx(np.repeat(((np.arange(draws) + 0.5) / draws)[:, None], k, axis=1))


# --- customers --------------------------------------------------------------------------------


@given(horizons, st.floats(0.0, 1e6), st.floats(0.0, 1e4), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_less_churn_never_keeps_fewer(months: int, start: float, gained: float, one: float, other: float) -> None:
    before, after = max(one, other), min(one, other)
    given_customers = (np.array([start]), np.array([gained]))
    kept = customers_kept(months, *given_customers, np.array([before]), np.array([after]))[0]
    assert (kept >= -1e-9 * (1 + start + gained * months)).all()
    assert kept[0] == 0
    count = customers(months, *given_customers, np.array([before]))[0]
    assert count[1:] == pytest.approx(count[:-1] * (1 - before) + gained, rel=1e-9, abs=1e-6)
