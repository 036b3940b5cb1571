"""Whole cases drawn at random, of a plausible size: every form of benefit and cost, every convention."""

from __future__ import annotations

from typing import Any

from drawn import Drawn, sometimes
from hypothesis import strategies as st

Data = st.SearchStrategy[Any]

LONGEST = 30  # months


def _number(least: float, most: float, places: int) -> st.SearchStrategy[float]:
    scale = 10**places
    return st.integers(round(least * scale), round(most * scale)).map(lambda n: n / scale)


@st.composite
def ranged(draw: st.DrawFn, least: float, most: float, places: int = 2, unit: str = "") -> dict[str, Any]:
    """A number, half of the time with a range."""
    low, value, high = sorted(draw(_number(least, most, places)) for _ in range(3))
    said = {"value": value, **({"low": low, "high": high} if draw(st.booleans()) else {})}
    return {**said, **({"unit": unit} if unit else {})}


MONEY = ranged(100, 90_000) | st.sampled_from(["sites * price * 12", "when(sites > 9, sites, 9) ** 1.5 * price"])
SHARE, RISE = ranged(0, 0.9, unit="rate"), ranged(-0.1, 0.2, unit="rate")
MONTH = ranged(0, 14, 0) | st.just("begin")
FIRST = ranged(1, 14, 0) | st.just("begin")
LENGTH = ranged(1, 9, 0)
LIST = st.lists(_number(-2_000, 30_000, 0), min_size=1, max_size=6)
DEPRECIATION = st.sampled_from(["straight_line_1", "straight_line_3", "declining_balance_4", "macrs_3", "immediate"])


def costs() -> Drawn:
    asset = {"capital": st.just(True), "depreciation": DEPRECIATION}
    more = {"risk": SHARE, "salvage": ranged(0, 9_000)}
    billed = st.sampled_from(["monthly", "in_advance", "in_arrears"])
    yearly = {"amount": MONEY, "every": st.just("year"), "billed": billed}
    rising = {"from_month": FIRST, "escalation": RISE, "risk": SHARE}
    return (
        sometimes({"amount": MONEY, "month": MONTH}, {"risk": SHARE})
        | sometimes({"amount": MONEY, "month": MONTH, **asset}, more)
        | sometimes(yearly, rising)
        | sometimes({**yearly, **asset}, {**rising, **more})
        | sometimes({"amount": ranged(10, 900), "every": st.just("month")}, rising)
        | sometimes({"amount": LIST}, {"listed_by": st.sampled_from(["year", "month"]), "risk": SHARE})
        | sometimes({"amount": LIST, **asset}, more)
    ).map(lambda cost: {"name": "Cost", **cost})


def benefits() -> Drawn:
    more = {"risk": SHARE, "attribution": SHARE, "escalation": RISE}
    ramp = st.fixed_dictionaries({"from_month": MONTH, "months_to_full": LENGTH})
    ramped = {"ramp": ramp | st.lists(ranged(0, 1, unit="rate"), min_size=1, max_size=4)}
    kind = {"kind": st.sampled_from(["cash", "avoidance", "capacity"])}
    margin = {"kind": st.just("margin"), "contribution_margin": SHARE}
    few = {"risk": SHARE, "attribution": SHARE}
    downtime = {"hours": ranged(1, 900), "cost_per_hour": ranged(1, 90, unit="money_per_hour"), "avoided": SHARE}
    priced = {"revenue": ranged(1_000, 900_000), "price": RISE, "volume": RISE}
    customers = {"customers": ranged(0, 900, 0, "count"), "gained": ranged(0, 30, 0, "count")}
    churn = {**customers, "before": ranged(0.1, 0.3), "after": ranged(0, 0.1), "margin": ranged(1, 90)}
    held = {"account": st.sampled_from(["receivables", "inventory", "payables"]), "days": ranged(-4, 40, 0)}
    released = {"kind": st.just("working_capital"), **held, "month": MONTH}
    return (
        sometimes({**kind, "amount": MONEY, **ramped}, more)
        | sometimes({**margin, "amount": MONEY, **ramped}, more)
        | sometimes({**kind, "amount": LIST}, {"listed_by": st.sampled_from(["year", "month"]), **few})
        | sometimes({**kind, "loss": MONEY, "probability": SHARE, **ramped}, more)
        | sometimes({**kind, "downtime": st.fixed_dictionaries(downtime), **ramped}, more)
        | sometimes({**margin, "price_volume": st.fixed_dictionaries(priced), **ramped}, more)
        | sometimes({**kind, "churn": sometimes(churn, {"from_month": MONTH})}, few)
        | sometimes(released, {**few, "over_months": LENGTH, "reverses": st.booleans()})
    ).map(lambda benefit: {"name": "Gain", **benefit})


def _whole_years(said: dict[str, Any]) -> dict[str, Any]:
    yearly = said.get("discounting", "monthly") != "monthly"
    return said | {"horizon_months": 12 * -(-said.get("horizon_months", 12) // 12)} if yearly else said


CONVENTIONS = sometimes(
    {"draws": st.just(100), "horizon_months": st.integers(1, LONGEST)},
    {
        "discounting": st.sampled_from(["monthly", "annual_end", "mid_year"]),
        "roi": st.sampled_from(["discounted", "undiscounted"]),
        "count": st.just(["cash", "margin", "working_capital", "capacity"]),
        "conversion_factor": SHARE,
        "price_basis": st.sampled_from(["nominal", "real"]),
        "view": st.sampled_from(["after_tax", "before_tax"]),
        "losses": st.sampled_from(["used", "carried_forward"]),
        "days_a_year": st.sampled_from([360, 365]),
        "finance_rate": SHARE,
        "reinvestment_rate": SHARE,
    },
).map(_whole_years)
LOAN = st.fixed_dictionaries({"rate": SHARE, "months": ranged(1, 40, 0), "share": SHARE})
BILLED = st.sampled_from(["in_advance", "in_arrears"])
LEASE = st.fixed_dictionaries({"payment": ranged(10, 9_000), "months": ranged(1, 40, 0), "billed": BILLED})
WAYS = sometimes({"loan": LOAN}, {"lease": LEASE}) | sometimes({"lease": LEASE}, {})
# Two benefits of one amount: the second takes of what the first leaves.
OF_ONE = st.tuples(*[st.fixed_dictionaries({"risk": SHARE})] * 2).map(
    lambda both: [
        {"name": "Part", "kind": "cash", "amount": f"spend * {share}", "reduces": "spend", **more}
        | {"ramp": {"from_month": 1, "months_to_full": 1}}
        for share, more in zip(("0.3", "wanted / 4"), both, strict=True)
    ]
)
OBJECTIVES = [
    {"id": "less", "text": "Less", "measure": "cost_of_sales", "unit": "percent_of_revenue"},
    {"id": "time", "text": "Time", "unit": "hours"},
    {"id": "days", "text": "Days", "unit": "days"},
]


@st.composite
def pairs(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a prospect and a product hold, with inputs named by formulas and months, and accounts to derive from."""
    currencies = draw(st.sampled_from(["USD", "EUR"]))
    aims = sometimes({}, {"objective": st.sampled_from(["less", "time", "days"]), "touches": st.just("cost_of_sales")})
    gains = draw(st.lists(st.tuples(benefits(), aims).map(lambda both: both[0] | both[1]), min_size=1, max_size=3))
    product = {
        "name": "Tally",
        "seller": "Acme",
        "plain_name": "one machine",
        "action": "replacing the machine",
        "currency": currencies,
        "conventions": draw(CONVENTIONS),
        "assumptions": {
            "sites": draw(ranged(1, 40, 0, "count")),
            "price": draw(ranged(1, 900, unit="money")),
            "wanted": draw(ranged(0, 1, unit="rate")),
            "begin": draw(ranged(1, 12, 0, "month")),
            "spend": draw(ranged(1_000, 90_000, unit="money")),
        },
        "benefits": [*gains, *draw(st.just([]) | OF_ONE)],
        "costs": draw(st.lists(st.tuples(costs(), aims).map(lambda both: both[0] | both[1]), max_size=3)),
        **draw(
            st.just({}) | sometimes({}, {"loan": LOAN, "lease": LEASE}).map(lambda f: {"financing": f} if f else {})
        ),
    }
    given = {"revenue": draw(ranged(9e5, 9e6)), "gross_margin": draw(ranged(1e5, 8e5))}
    prospect = {
        "name": "Northfield",
        "currency": "USD",
        "hurdle_rate": draw(ranged(0, 0.6)),
        "inflation": draw(ranged(0, 0.2)),
        "financials": given,
        "exchange_rate": {**draw(ranged(0.5, 2)), "as_of": "2026-11-20"},
        "objectives": OBJECTIVES,
        **draw(sometimes({}, {"tax_rate": SHARE, "hurdle_prices": st.sampled_from(["nominal", "real"])})),
    }
    return prospect, product
