"""Prospects and products drawn at random, with every key and every form of every key somewhere among them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, get_args

from hypothesis import strategies as st

from valuepitch.formula import NAME
from valuepitch.model import Product, Prospect
from valuepitch.model.cost import COST_KINDS
from valuepitch.model.numbers import Written
from valuepitch.model.prospect import FINANCIALS, RESERVED, Level, ObjectiveUnit
from valuepitch.model.sourced import ORIGINS, UNITS
from valuepitch.text import clean

Data = st.SearchStrategy[Any]
Drawn = st.SearchStrategy[dict[str, Any]]

# What YAML, a reader of numbers or a pattern might take for something else.
NASTY = (
    *re.split(" ", "true NO null ~ 007 1_200 -5% 27% 1e3 0x1F .inf +.inf 1:30 2026-12-15 1.200 £5 −3 = << - -- ---"),
    *re.split(" ", "... ? : # @a `b %c !d &e *f |g >h [x] x] 'q' \"q\" it's back\\n http://x.y/?z a: a:b שלום {npv}"),
    *re.split("/", '{outlay} paid/a: b/a #b/a, b/say "no"/- a/? b/: c/key: {a: b}/😀 up/up 😀/مرحبا: ١/می‌خواهم'),
    *re.split("/", "e\u0301/Şirket İ.Ş./a\u00a0b/a\tb/one\ntwo/  wide   gap /\u200fb\u200e"),
)
TEXTS = (st.sampled_from(NASTY) | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=16)).filter(
    lambda text: clean(text).strip("\u200c\u200d") != ""
)
SAID = TEXTS | st.dictionaries(st.sampled_from(["en", "tr", "no", "de"]), TEXTS, min_size=1)
IDS = st.sampled_from(["true", "null", "no", "y", "e5", "x_1"]) | st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
NAMES = IDS.filter(lambda name: NAME.fullmatch(name) and name not in RESERVED and name not in FINANCIALS)
DATES = st.dates()
ORIGIN = st.sampled_from(ORIGINS)
LINE = st.sampled_from([line for line in FINANCIALS if line != "revenue"])


def sometimes(required: Mapping[str, Data], optional: Mapping[str, Data]) -> Drawn:
    return st.fixed_dictionaries(dict(required), optional=dict(optional))


def numbers(least: float, most: float) -> st.SearchStrategy[float]:
    """Floats of every length, whole numbers, and nil with either sign."""
    floats = st.floats(least, most, allow_nan=False)
    whole = st.integers(int(max(least, -1e15)) + (least > 0), int(min(most, 1e15))).map(float)
    hundredths = st.integers(int(least * 100) + (least > 0), int(min(most, 100) * 100)).map(lambda n: n / 100)
    return floats | whole | hundredths


@st.composite
def sourced(draw: st.DrawFn, least: float, most: float, *, unit: str | None = None, whole: bool = False) -> Any:
    """A number alone, or a mapping; ``unit`` is the one that the field fixes, and None where it fixes none."""
    own = draw(st.sampled_from([None, *UNITS])) if unit is None else None
    rate = "rate" in (unit, own) or (unit, own) == (None, None)
    drawn = numbers(least, most) if not (whole or own == "month") else st.integers(int(least), int(most)).map(float)
    low, value, high = sorted(draw(drawn) for _ in range(3))
    ends = {"value": value, "low": low, "high": high}
    if rate:
        always = (unit, own) == (None, None)
        ends = {end: Written(n, always or n > 1 or draw(st.booleans())) for end, n in ends.items()}
    if own is None and draw(st.booleans()):
        return ends["value"]
    kept = {end: n for end, n in ends.items() if end == "value" or draw(st.booleans())}
    more = {"label": SAID, "source": TEXTS, "origin": ORIGIN, "as_of": DATES}
    said = draw(sometimes({}, {**more, "confirm": st.booleans(), "internal": st.booleans()}))
    fixed = {"unit": unit} if unit and draw(st.booleans()) else {}
    return {**said, **kept, **({"unit": own} if own else fixed)}


SHARE = sourced(0, 1, unit="rate")
RATE = sourced(-0.99, 10, unit="rate")
HURDLE = sourced(0, 50, unit="rate")
PRICE = sourced(0, 1e15, unit="money")
MONTH = sourced(0, 120, unit="month", whole=True) | IDS
LENGTH = sourced(1, 120, unit="month", whole=True) | IDS


@st.composite
def formulas(draw: st.DrawFn) -> str:
    """Formulas of every kind of node, laid out in every way that is read."""
    atoms = st.sampled_from(["a", "revenue", "true", "case_margin", "1", "0.5", "1_000"])

    def joined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        two = st.tuples(inner, st.sampled_from(["+", "-", "*", "/"]), inner).map(" ".join)
        calls = st.sampled_from(["min({}, {})", "max({}, {})", "when({} > {}, x, y)", "when({} != {}, 1, 0)"])
        called = st.tuples(calls, inner, inner).map(lambda drawn: drawn[0].format(*drawn[1:]))
        return two | called | inner.map("-({})".format) | inner.map("round({}, 2) ** 2".format)

    text = "b * " + draw(st.recursive(atoms, joined, max_leaves=5))
    space = draw(st.sampled_from([" ", " ", "\n", "\t", "  ", "\u00a0", "\u2028", "\x85", "\x1c", "\n  "]))
    ends = draw(st.tuples(*[st.sampled_from(["", " ", "\n"])] * 2))
    return ends[0] + text.replace(" ", space) + ends[1]


def or_formula(number: Data) -> Data:
    return number | formulas()


LIST = st.lists(numbers(-1e15, 1e15), min_size=1, max_size=14) | st.just([12_345.5] * 121)
COMMON = {"risk": SHARE, "objective": IDS, "touches": LINE, "source": TEXTS, "origin": ORIGIN}
AMOUNT = or_formula(PRICE)


def costs() -> Drawn:
    more = {**COMMON, "covers": st.lists(st.sampled_from(COST_KINDS), max_size=3), "internal": st.booleans()}
    base = {"name": SAID, "amount": AMOUNT}
    recurring = {"from_month": sourced(1, 120, unit="month", whole=True) | IDS, "escalation": RATE}
    billed = st.sampled_from(["monthly", "in_advance", "in_arrears"])
    asset = {"depreciation": st.sampled_from(["straight_line_5", "macrs_7", "immediate"]), "salvage": PRICE}
    monthly = {"billed": st.just("monthly"), **more, **recurring}
    return (
        sometimes({**base, "month": MONTH}, {"capital": st.just(False), **more})
        | sometimes({**base, "month": MONTH, "capital": st.just(True)}, {**asset, **more})
        | sometimes({**base, "every": st.just("year"), "billed": billed}, {**more, **recurring})
        | sometimes({**base, "every": st.just("month")}, monthly)
        | sometimes({"name": SAID, "amount": LIST}, {"listed_by": st.sampled_from(["year", "month"]), **more})
    )


def benefits() -> Drawn:
    effect = sometimes({"amount": or_formula(sourced(-1e9, 1e9, unit="count"))}, {})
    effect = st.tuples(effect, st.sampled_from(["hours", "days", "count"])).map(lambda e: {**e[0], "unit": e[1]})
    proof = sometimes({"line": TEXTS}, {"months": st.lists(st.integers(1, 120), max_size=3)})
    more = {**COMMON, "attribution": SHARE, "effect": effect, "contract": TEXTS, "proof": proof}
    any_kind = {**more, "reduces": IDS, "independent": st.booleans()}
    ramp = sometimes({"from_month": MONTH, "months_to_full": LENGTH}, {}) | st.lists(SHARE, min_size=1, max_size=9)
    plain = {"name": SAID, "kind": st.sampled_from(["cash", "avoidance", "capacity"])}
    margin = {"name": SAID, "kind": st.just("margin"), "contribution_margin": or_formula(SHARE)}
    heads = or_formula(sourced(0, 1e8, unit="count"))
    downtime = {
        "hours": or_formula(sourced(0, 1e12, unit="hours")),
        "cost_per_hour": or_formula(sourced(-1e9, 1e9, unit="money_per_hour")),
        "avoided": or_formula(SHARE),
    }
    change = or_formula(sourced(-1, 10, unit="rate"))
    priced = {"revenue": AMOUNT, "price": change, "volume": change}
    churn = {"customers": heads, "gained": heads, "before": or_formula(SHARE), "after": or_formula(SHARE)}
    ramped, rising = {"ramp": ramp}, {"escalation": RATE, **any_kind}
    listed = {"listed_by": st.sampled_from(["year", "month"]), **any_kind}
    held = {"account": st.sampled_from(["receivables", "inventory", "payables"]), "month": MONTH}
    held["days"] = or_formula(sourced(-1e6, 1e6, unit="days"))
    return (
        sometimes({**plain, **ramped, "amount": AMOUNT}, rising)
        | sometimes({**margin, **ramped, "amount": AMOUNT}, {**rising, "touches": st.just("revenue")})
        | sometimes({**plain, "amount": LIST}, listed)
        | sometimes({**plain, **ramped, "loss": AMOUNT, "probability": or_formula(SHARE)}, rising)
        | sometimes({**plain, **ramped, "downtime": sometimes(downtime, {})}, rising)
        | sometimes({**margin, **ramped, "price_volume": sometimes(priced, {})}, rising)
        | sometimes({**plain, "churn": sometimes({**churn, "margin": AMOUNT}, {"from_month": MONTH})}, any_kind)
        | sometimes(
            {"name": SAID, "kind": st.just("working_capital"), **held},
            {**more, "over_months": LENGTH, "reverses": st.booleans()},
        )
    )


def _whole_years(data: dict[str, Any]) -> dict[str, Any]:
    yearly = data.get("discounting", "monthly") != "monthly"
    return data | {"horizon_months": 12 * (1 + data.get("horizon_months", 36) // 13)} if yearly else data


CONVENTIONS = sometimes(
    {},
    {
        "horizon_months": st.integers(1, 120),
        "discounting": st.sampled_from(["monthly", "annual_end", "mid_year"]),
        "roi": st.sampled_from(["discounted", "undiscounted"]),
        "count": st.lists(st.sampled_from(["cash", "margin", "capacity"]), max_size=3),
        "conversion_factor": SHARE | st.just("50%"),
        "price_basis": st.sampled_from(["nominal", "real"]),
        "view": st.sampled_from(["after_tax", "before_tax"]),
        "losses": st.sampled_from(["used", "carried_forward"]),
        "days_a_year": st.sampled_from([360, 365]),
        "finance_rate": HURDLE,
        "reinvestment_rate": HURDLE,
        "draws": st.integers(100, 100_000),
        "seed": st.integers(0, 999_999_999),
        "hurdle_rate": HURDLE,
    },
).map(_whole_years)
FACTS = st.dictionaries(NAMES, sourced(-1e6, 1e6) | sourced(0, 120), max_size=3)
CORRELATION = sometimes({"between": st.lists(NAMES, min_size=2, max_size=2, unique=True), "rank": numbers(-1, 1)}, {})
LOAN = sometimes(
    {"rate": SHARE, "months": sourced(1, 120, unit="month", whole=True)},
    {"share": SHARE | st.just("100%"), "source": TEXTS},
)
LEASE = sometimes(
    {"payment": PRICE, "months": sourced(1, 120, unit="month", whole=True)},
    {"billed": st.sampled_from(["in_advance", "in_arrears"]), "source": TEXTS},
)


def products() -> st.SearchStrategy[Product]:
    required = {
        "name": TEXTS,
        "seller": TEXTS,
        "plain_name": SAID,
        "action": SAID,
        "currency": st.sampled_from(["USD", "TRY"]),
        "benefits": st.lists(benefits(), min_size=1, max_size=3),
    }
    financing = sometimes({"loan": LOAN}, {"lease": LEASE}) | sometimes({"lease": LEASE}, {})
    optional = {
        "conventions": CONVENTIONS,
        "assumptions": FACTS,
        "correlations": st.lists(CORRELATION, max_size=2),
        "costs": st.lists(costs(), max_size=3),
        "financing": financing,
        "no_cost": st.dictionaries(st.sampled_from(COST_KINDS), SAID, max_size=3),
        "decision": sometimes({"ask": SAID}, {"by": DATES, "because": SAID}),
        "template": TEXTS,
        "benchmarks": TEXTS,
        "mapping": TEXTS,
    }
    return sometimes(required, optional).map(Product.model_validate)


def _no_margin(lines: dict[str, Any]) -> dict[str, Any]:
    """Without the third of three lines that must agree."""
    three = {"revenue", "cost_of_sales", "gross_margin"} <= set(lines)
    return {name: line for name, line in lines.items() if not (three and name == "gross_margin")}


def prospects() -> st.SearchStrategy[Prospect]:
    money = sourced(-1e15, 1e15, unit="money")
    dated = sourced(0.001, 1e9, unit="count").map(lambda rate: rate if isinstance(rate, dict) else {"value": rate})
    objective = {"measure": st.sampled_from(FINANCIALS), "unit": st.sampled_from(get_args(ObjectiveUnit))}
    optional = {
        "country": st.sampled_from(["US", "NO"]),
        "language": st.sampled_from(["en", "tr"]),
        "sector": sometimes({"name": TEXTS}, {"code": TEXTS}),
        "employees": sourced(0, 1e8, unit="count"),
        "contact": sometimes({"title": TEXTS}, {"name": TEXTS, "level": st.sampled_from(get_args(Level))}),
        "preparer": sometimes({"title": TEXTS}, {"name": TEXTS}),
        "hurdle_rate": HURDLE,
        "hurdle_basis": st.sampled_from(["before_tax", "after_tax"]),
        "hurdle_prices": st.sampled_from(["nominal", "real"]),
        "inflation": RATE,
        "tax_rate": SHARE,
        "exchange_rate": st.tuples(dated, DATES).map(lambda both: both[0] | {"as_of": both[1]}),
        "financials": st.dictionaries(st.sampled_from(FINANCIALS), money).map(_no_margin),
        "facts": FACTS,
        "objectives": st.lists(
            sometimes({"id": IDS, "text": SAID}, {**objective, "source": TEXTS}),
            max_size=3,
            unique_by=lambda item: item["id"],
        ),
        "pressures": st.lists(sometimes({"text": SAID}, {"date": DATES, "source": TEXTS}), max_size=3),
    }
    return sometimes({"name": TEXTS, "currency": st.just("EUR")}, optional).map(Prospect.model_validate)
