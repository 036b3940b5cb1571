"""A profile in another currency, and a rate on another price basis than the cash."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from valuepitch import Product, Prospect
from valuepitch.case.inputs import collect
from valuepitch.case.study import Case, study

RATE = 40.0
DAY = {"as_of": "2026-11-20"}
FULL = {"from_month": 1, "months_to_full": 1}
BASE = {"name": "T", "seller": "S", "plain_name": "a machine", "action": "a machine"}


def saving(amount: float) -> dict[str, Any]:
    return {"name": "Saving", "kind": "cash", "amount": amount, "ramp": FULL}


def prospect(**more: Any) -> Prospect:
    return Prospect.model_validate({"name": "N", "currency": "TRY", "hurdle_rate": "30%", **more})


def product(**more: Any) -> Product:
    return Product.model_validate({**BASE, "currency": "EUR", "benefits": [saving(1200)], **more})


def euro(said: dict[str, Any] | None = None, exchange: Any = RATE, **profile: Any) -> Case:
    """A profile in euro for a prospect in lira."""
    written = exchange if isinstance(exchange, dict) else {"value": exchange}
    return study(prospect(exchange_rate={**written, **DAY}, **(said or {})), product(**profile))


def lira(said: dict[str, Any] | None = None, **profile: Any) -> Case:
    """The same profile written in lira."""
    benefits = [saving(1200 * RATE)]
    return study(prospect(**(said or {})), product(**{"benefits": benefits, **profile, "currency": "TRY"}))


def same(one: Case, other: Case) -> None:
    """Every flow and every figure is the same."""
    assert np.allclose(one.result.net, other.result.net)
    assert np.allclose(one.result.benefits, other.result.benefits)
    for name, values in one.result.measures.values.items():
        assert np.allclose(values, other.result.measures.values[name], equal_nan=True), name
    for path, line in one.result.lines.items():
        assert line.full_year[0] == pytest.approx(other.result.lines[path].full_year[0]), path


# --- what is turned ---------------------------------------------------------------------------


def row(scale: float, **more: Any) -> dict[str, Any]:
    return {"costs": [{"name": "Price", "amount": 100 * scale, "month": 0}], **more}


def gain(**more: Any) -> dict[str, Any]:
    ramp = {} if "churn" in more or isinstance(more.get("amount"), list) else {"ramp": FULL}
    return {"name": "Gain", "kind": "cash", **ramp, **more}


def capital(scale: float) -> dict[str, Any]:
    machine = {"name": "M", "amount": 900 * scale, "month": 2, "capital": True, "salvage": 70 * scale, "risk": "10%"}
    return {"costs": [machine]}


def written(scale: float) -> dict[str, dict[str, Any]]:
    """Profiles by what they are about, with every amount of money times ``scale``."""
    money, hour = {"value": 300 * scale, "unit": "money"}, {"value": 20 * scale, "unit": "money_per_hour"}
    mixed = {"spend": money, "hour": hour, "hours": {"value": 30, "unit": "hours"}, "share": "25%",
             "start": {"value": 3, "unit": "month"}, "sites": {"value": 4, "unit": "count"}}  # fmt: skip
    return {
        "one-time amount": row(scale, benefits=[gain(amount=600 * scale)]),
        "recurring amount": {
            "costs": [{"name": "Fee", "amount": 120 * scale, "every": "year", "billed": "in_advance",
                       "escalation": "5%"}],
        },
        "list of costs": {"costs": [{"name": "C", "amount": [9 * scale, 12 * scale, 24 * scale]}]},
        "list by month": {"costs": [{"name": "C", "amount": [9 * scale, 5 * scale], "listed_by": "month"}]},
        "list of benefits": {"benefits": [gain(amount=[0, 120 * scale, 240 * scale], risk="20%")]},
        "assumption of money": {"assumptions": mixed, "benefits": [gain(amount="spend * share")]},
        "assumption of money an hour": {"assumptions": mixed, "benefits": [gain(amount="hours * hour * share")]},
        "assumptions that are no money": {
            "assumptions": mixed,
            "benefits": [gain(amount="spend * share * sites", ramp={"from_month": "start", "months_to_full": 2})],
        },
        "salvage": capital(scale),
        "loss": {"benefits": [gain(kind="avoidance", loss=5000 * scale, probability="4%")]},
        "downtime": {"benefits": [gain(downtime={"hours": 60, "cost_per_hour": 5 * scale, "avoided": "40%"})]},
        "price and volume": {
            "benefits": [gain(kind="margin", contribution_margin="40%",
                              price_volume={"revenue": 1000 * scale, "price": "5%", "volume": "-2%"})],
        },
        "churn": {
            "benefits": [gain(kind="margin", churn={"customers": 100, "gained": 5, "before": "5%", "after": "4%",
                                                    "margin": 10 * scale})],
        },
    }  # fmt: skip


@pytest.mark.parametrize("tax", [None, "25%"])
@pytest.mark.parametrize("what", list(written(1)))
def test_every_amount_of_the_profile_is_turned(what: str, tax: str | None) -> None:
    said = {} if tax is None else {"tax_rate": tax}
    same(euro(said, **written(1)[what]), lira(said, **written(RATE)[what]))


def test_amounts_of_the_prospect_stay_as_they_are() -> None:
    said = {
        "financials": {"revenue": 50_000, "cost_of_sales": 30_000},
        "facts": {"spend": {"value": 900, "unit": "money"}, "hour": {"value": 60, "unit": "money_per_hour"}},
    }
    profile: dict[str, Any] = {
        "assumptions": {"share": "10%", "hours": {"value": 10, "unit": "hours"}},
        "benefits": [
            gain(amount="spend * share + gross_margin * share"),
            gain(amount="hour * hours"),
            {"name": "Released", "kind": "working_capital", "account": "receivables", "days": 5, "month": 1},
        ],
    }
    case = euro(said, **profile)
    same(case, lira(said, **profile))
    assert case.result.lines["benefits[0]"].full_year[0] == pytest.approx(90 + 2000)


def test_both_currencies_may_stand_in_one_formula() -> None:
    said = {"facts": {"spend": {"value": 5000, "unit": "money"}}}
    case = euro(
        said, assumptions={"fee": {"value": 100, "unit": "money"}}, benefits=[gain(amount="spend - fee", risk="10%")]
    )
    assert case.result.lines["benefits[0]"].full_year[0] == pytest.approx(0.9 * (5000 - 4000))


@pytest.mark.parametrize("way", [{"lease": {"payment": 8, "months": 12}}, {"loan": {"rate": "20%", "months": 12}}])
def test_ways_to_pay_are_in_the_currency_of_the_prospect(way: dict[str, Any]) -> None:
    here = euro(**capital(1), financing=way)
    lease = {"lease": {"payment": 8 * RATE, "months": 12}}
    there = lira(**capital(RATE), financing=lease if "lease" in way else way)
    for one, other in zip(here.ways_to_pay, there.ways_to_pay, strict=True):
        assert np.allclose(one.result.net, other.result.net), one.name
        assert one.result.value("npv") == pytest.approx(other.result.value("npv"))


def test_one_currency_takes_no_rate() -> None:
    case = study(prospect(), product(currency="TRY"))
    assert "exchange_rate" not in case.inputs
    unused = Prospect.model_validate({"name": "N", "currency": "EUR", "hurdle_rate": "30%",
                                      "exchange_rate": {"value": RATE, **DAY}})  # fmt: skip
    assert "exchange_rate" not in collect(unused, product())
    assert study(unused, product()).result.benefits[0].sum() == pytest.approx(3600)


def test_a_range_of_the_exchange_rate_counts() -> None:
    ranged = {"value": 40, "low": 30, "high": 60}
    case = euro({"hurdle_rate": 0}, ranged, conventions={"horizon_months": 12})
    [bar] = case.sensitivity
    assert bar.input.id == "exchange_rate"
    assert (bar.npv_low, bar.npv_high) == pytest.approx((1200 * 30, 1200 * 60))
    assert case.simulation is not None
    assert case.simulation.npv[0] == pytest.approx(1200 * (30 + (0.1 * 30 * 10) ** 0.5), rel=1e-2)


def test_the_exchange_rate_at_which_npv_is_nil_is_found() -> None:
    said = {"hurdle_rate": 0, "facts": {"saved": {"value": 5000, "unit": "money"}}}
    case = euro(
        said,
        {"value": 40, "low": 30},
        conventions={"horizon_months": 12},
        costs=[{"name": "Price", "amount": 100, "month": 0}],
        benefits=[gain(amount="saved")],
    )
    assert case.break_even["exchange_rate"] == pytest.approx(50)


# --- price basis ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rate_prices", "basis", "discounts_at"),
    [
        ("nominal", "nominal", 0.43),
        ("real", "real", 0.43),
        # A nominal 43 % at 30 % inflation is a real 10 %.
        ("nominal", "real", 1.43 / 1.3 - 1),
        ("real", "nominal", 1.43 * 1.3 - 1),
    ],
)
def test_the_rate_is_turned_to_the_prices_of_the_cash(rate_prices: str, basis: str, discounts_at: float) -> None:
    said = {"hurdle_rate": "43%", "hurdle_prices": rate_prices, "inflation": "30%"}
    conventions = {"horizon_months": 24, "discounting": "annual_end", "price_basis": basis}
    case = lira(said, conventions=conventions, benefits=[gain(amount=[0, 1000, 1000])])
    factor = 1 + discounts_at
    assert case.result.rate[0] == pytest.approx(discounts_at)
    assert case.result.value("npv") == pytest.approx(1000 / factor + 1000 / factor**2)


def test_real_cash_at_the_real_rate_is_worth_what_risen_cash_is_at_the_nominal_rate() -> None:
    said = {"hurdle_rate": "43%", "inflation": "30%"}
    annual = {"horizon_months": 24, "discounting": "annual_end"}
    real = lira(said, conventions={**annual, "price_basis": "real"}, benefits=[gain(amount=[0, 1000, 1000])])
    nominal = lira(said, conventions=annual, benefits=[gain(amount=[0, 1300, 1690])])
    assert real.result.value("npv") == pytest.approx(nominal.result.value("npv"))


def test_the_rates_of_the_modified_return_are_turned_too() -> None:
    said = {"hurdle_rate": "43%", "inflation": "30%"}
    conventions = {"horizon_months": 24, "discounting": "annual_end", "price_basis": "real",
                   "reinvestment_rate": "56%", "finance_rate": "43%"}  # fmt: skip
    case = lira(said, conventions=conventions, benefits=[gain(amount=[0, 60, 60])], costs=[
        {"name": "Price", "amount": 100, "month": 0}])  # fmt: skip
    # 56 % is a real 20 %: 60 * 1.2 + 60 = 132.
    assert case.result.value("mirr") == pytest.approx(1.32**0.5 - 1)


def test_a_placeholder_rate_is_turned_as_the_prospects_is() -> None:
    who = Prospect.model_validate({"name": "N", "currency": "EUR", "inflation": "30%"})
    case = study(who, product(conventions={"hurdle_rate": "43%", "price_basis": "real"}))
    assert case.rate.ours
    assert case.result.rate[0] == pytest.approx(0.1)


def test_a_range_of_inflation_counts_where_it_turns_the_rate() -> None:
    said = {"hurdle_rate": "43%", "inflation": {"value": "30%", "low": "10%", "high": "30%"}}
    annual = {"horizon_months": 12, "discounting": "annual_end", "price_basis": "real"}
    case = lira(said, conventions=annual, benefits=[gain(amount=[0, 1100])])
    [bar] = case.sensitivity
    assert bar.input.id == "inflation"
    assert (bar.npv_low, bar.npv_high) == pytest.approx((1100 / 1.3, 1000))
