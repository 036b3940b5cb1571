"""Cases from good news to bad, each with its texts in both languages, for the golden texts of the page."""

from __future__ import annotations

from typing import Any

from valuepitch.case.study import Case, study
from valuepitch.model import Product, Prospect

FULL = {"from_month": 1, "months_to_full": 1}
SLOW = {"from_month": "start", "months_to_full": 6}
Parts = dict[str, Any]


def both(en: str, tr: str) -> dict[str, str]:
    return {"en": en, "tr": tr}


SHARE = {
    "label": both("Share of the press hours saved", "Kazanılan pres saati oranı"),
    "value": "40%",
    "low": "25%",
    "high": "50%",
    "source": "Q-17",
    "origin": "quote",
}
START = {
    "label": both("First month of effect", "Etkinin başladığı ay"),
    "value": 3,
    "low": 2,
    "high": 7,
    "unit": "month",
    "origin": "estimate",
    "source": "Plan",
}
SPEND = {
    "label": both("Press hours bought, a year", "Satın alınan pres saati, yıllık"),
    "value": 300_000,
    "unit": "money",
    "source": "5310",
    "origin": "prospect",
}


def price(amount: Any = 150_000, **more: Any) -> Parts:
    name = both("Press and fitting", "Pres ve kurulum")
    return {"name": name, "amount": amount, "month": 0, "source": "Q-17", "origin": "quote", **more}


def fee(amount: Any = 9_000, **more: Any) -> Parts:
    name = both("Service plan", "Bakım planı")
    return {"name": name, "amount": amount, "every": "year", "billed": "monthly", "origin": "quote", **more}


def saving(amount: Any = "spend * share", **more: Any) -> Parts:
    name = both("Press hours no longer bought", "Artık satın alınmayan pres saati")
    return {"name": name, "kind": "cash", "amount": amount, "ramp": SLOW, **more}


def by_year(*amounts: float, benefit: bool = False) -> Parts:
    name = (
        both("Benefits by year", "Yıllara göre faydalar") if benefit else both("Costs by year", "Yıllara göre giderler")
    )
    kind = {"kind": "cash", "origin": "filing", "source": "10-K"} if benefit else {"origin": "quote"}
    return {"name": name, "amount": list(amounts), **kind}


def released(**more: Any) -> Parts:
    name = both("Fewer sheets in stock", "Daha az levha stoku")
    return {"name": name, "kind": "working_capital", "account": "inventory", "days": 4, "month": 6, **more}


DECISION = {
    "ask": both("approve {outlay} for the press", "pres için {outlay} harcamanın onaylanması"),
    "by": "2026-12-18",
    "because": both("delivery in March needs an order this year", "mart teslimi bu yıl sipariş gerektiriyor"),
}
AIMS = [
    {
        "id": "cost",
        "text": both("Bring cost of sales to 72% of revenue", "Satış maliyetini hasılatın %72’sine indirmek"),
        "measure": "cost_of_sales",
        "unit": "percent_of_revenue",
    },
    {"id": "stops", "text": both("Halve the press hours lost", "Pres duruşunu yarıya indirmek"), "unit": "hours"},
    {"id": "hires", "text": both("Take on two apprentices", "İki çırak almak"), "unit": "count"},
]
EVENTS = [
    {"text": both("the contractor’s prices rose", "fasoncunun fiyat artışı"), "date": "2026-10-02"},
    {"text": both("the contractor’s prices rise again", "fasoncunun yeni fiyat artışı"), "date": "2027-01-01"},
    {"text": both("the press needs its yearly repair", "presin yıllık bakımı"), "date": "2026-12-01"},
]
ACCOUNTS = {"revenue": 9_400_000, "cost_of_sales": 6_950_000, "inventory": 910_000}


def case(prospect: Parts | None = None, **product: Any) -> Case:
    """A case with its texts in both languages; parts of the product by keyword, those of the prospect in a mapping."""
    profile: Parts = {
        "name": "Kestrel PB 160",
        "seller": "Kestrel",
        "plain_name": both("one press brake in place of two", "iki abkant yerine bir abkant pres"),
        "action": both("Replacing two press brakes with one", "İki abkant presin biriyle değiştirilmesi"),
        "currency": "USD",
        "assumptions": {"share": SHARE, "start": START},
        "costs": [price(), fee()],
        "benefits": [saving()],
        "decision": DECISION,
        **product,
    }
    reader: Parts = {
        "name": "Şimşek & Oğulları",
        "currency": "USD",
        "contact": {"title": "Chief Financial Officer"},
        "hurdle_rate": {"value": "10%", "source": "FY27", "origin": "prospect"},
        "financials": ACCOUNTS,
        "facts": {"spend": SPEND},
        **(prospect or {}),
    }
    kept = {key: value for key, value in reader.items() if value is not None}
    return study(Prospect.model_validate(kept), Product.model_validate(profile))


def _soft() -> Case:
    lost = {
        "name": both("Press hours no longer lost", "Artık yitirilmeyen pres saati"),
        "kind": "avoidance",
        "downtime": {"hours": 310, "cost_per_hour": 960, "avoided": "40%"},
        "risk": "20%",
        "ramp": SLOW,
        "objective": "stops",
    }
    return case(benefits=[lost, saving(30_000, kind="capacity")], prospect={"objectives": AIMS[1:]})


def _ledgers() -> Case:
    seen = saving(
        objective="cost",
        touches="cost_of_sales",
        contract="5.2",
        risk="10%",
        proof={"line": "Ledger 5310", "months": [6]},
    )
    idle = saving(20_000, kind="capacity", risk="30%")
    return case({"objectives": AIMS, "pressures": EVENTS, "contact": {"title": "Controller"}}, benefits=[seen, idle])


def _taxed(**conventions: Any) -> Case:
    costs = [
        price(capital=True, depreciation="macrs_7", salvage=20_000),
        price(30_000, capital=True, depreciation="straight_line_5", salvage=0, risk="15%"),
        price(9_000, capital=True, depreciation="declining_balance_5", salvage=0),
        price(5_000, capital=True, depreciation="immediate", covers=["training"]),
    ]
    money = {"tax_rate": "25%", "hurdle_basis": "before_tax", "objectives": AIMS[1:2]}
    loan = {"share": "80%", "rate": "7%", "months": 36}
    lease = {"payment": 5_000, "months": 36, "billed": "in_advance"}
    shares = saving(reduces="spend"), saving("spend * 0.2", reduces="spend", escalation="2%")
    chosen = {"horizon_months": 60, **conventions}
    return case(money, conventions=chosen, costs=costs, benefits=shares, financing={"loan": loan, "lease": lease})


def _unsourced() -> Case:
    bare = {"share": {key: SHARE[key] for key in ("label", "value", "low", "high")} | {"confirm": True}, "start": START}
    old = {**SPEND, "origin": "benchmark", "as_of": "2021-06-30"}
    return case(
        {"facts": {"spend": old}}, assumptions=bare, benefits=[saving(attribution={"value": "90%", "confirm": True})]
    )


def _parts() -> Case:
    """Every number that has no name of its own, each with a range, so that each is listed by its label."""
    spans = {"low": 0.01, "high": 0.4}

    def span(value: Any, low: Any, high: Any, unit: str | None = None) -> Parts:
        return {"value": value, "low": low, "high": high, **({"unit": unit} if unit else {})}

    benefits = [
        saving(
            span(90_000, 80_000, 99_000),
            risk=span(0.1, **spans),
            escalation=span(0.02, **spans),
            attribution=span(0.3, **spans),
            ramp={"from_month": span(3, 2, 4), "months_to_full": span(6, 5, 8)},
        ),
        saving(None, kind="avoidance", loss=span(5_000, 4_000, 9_000), probability=span(0.1, **spans)),
        saving(
            None,
            kind="avoidance",
            downtime={
                "hours": span(40, 30, 50),
                "cost_per_hour": span(90, 80, 95),
                "avoided": span(0.2, **spans),
            },
        ),
        saving(
            None,
            kind="margin",
            contribution_margin=span(0.3, **spans),
            price_volume={
                "revenue": span(9_000, 8_000, 9_900),
                "price": span(0.02, **spans),
                "volume": span(0.02, **spans),
            },
        ),
        saving(
            None,
            kind="margin",
            ramp=None,
            churn={
                "customers": span(90, 80, 99),
                "gained": span(3, 2, 4),
                "before": span(0.03, 0.02, 0.04),
                "after": span(0.02, 0.01, 0.025),
                "margin": span(9, 8, 10),
                "from_month": span(3, 2, 4),
            },
        ),
        released(days=span(4, 3, 5), month=span(6, 5, 9), over_months=span(2, 1, 3)),
    ]
    costs = [
        price(span(9_000, 8_000, 9_900), risk=span(0.1, **spans)),
        price(capital=True, depreciation="straight_line_5", salvage=span(900, 800, 990)),
        fee(escalation=span(0.02, **spans), from_month=span(2, 1, 3)),
    ]
    trimmed = [{key: value for key, value in item.items() if value is not None} for item in benefits]
    chosen = {
        "count": ["cash", "margin", "avoidance", "working_capital", "capacity"],
        "conversion_factor": span(0.5, 0.2, 0.6),
        "finance_rate": span(0.08, 0.07, 0.09),
        "reinvestment_rate": span(0.05, 0.04, 0.06),
        "view": "before_tax",
    }
    money = {
        "tax_rate": {"value": "25%", "low": "20%", "high": "30%", "source": "x", "origin": "prospect"},
        "inflation": {"value": "3%", "source": "x", "origin": "prospect"},
        "financials": {
            "revenue": 9_400_000,
            "cost_of_sales": 6_950_000,
            "gross_margin": 2_450_000,
            "operating_income": 1_450_000,
            "operating_expense": 1_000_000,
            "payroll": 900_000,
            "ebitda": 900_000,
            "net_income": 400_000,
            "receivables": 900_000,
            "inventory": 800_000,
            "payables": 700_000,
            "cash": 90_000,
            "debt": 50_000,
            "capital_expenditure": 90_000,
        },
    }
    loan = {"share": span(0.8, 0.7, 0.9), "rate": span(0.07, 0.06, 0.08), "months": span(36, 24, 36)}
    lease = {"payment": span(500, 400, 600), "months": span(36, 24, 36), "billed": "in_advance"}
    capacity = saving(9_000, kind="capacity", effect={"amount": span(90, 80, 99), "unit": "hours"})
    return case(
        money, conventions=chosen, costs=costs, benefits=[*trimmed, capacity], financing={"loan": loan, "lease": lease}
    )


def _origins() -> Case:
    """A benefit and a cost of each origin, and objectives in each measure."""
    names = ("prospect", "filing", "evidence", "benchmark", "estimate")
    benefits = [saving({"value": 50_000, "origin": name, "source": "S"}, ramp=FULL) for name in names]
    benefits[0] |= {"objective": "sales", "touches": "revenue", "kind": "margin", "contribution_margin": "30%"}
    benefits[1] |= {"objective": "parts", "effect": {"amount": 12, "unit": "count"}}
    benefits[2] |= {"objective": "money"}
    benefits.append(released(objective="days"))
    costs = [price(9_000, origin=name, month=month) for month, name in enumerate(names)]
    costs[0] |= {"objective": "capex"}
    costs[1] |= {"objective": "limit"}
    costs.append(fee(2_000, objective="people"))
    aims = [
        {"id": "sales", "text": both("Raise sales", "Satışları artırmak"), "measure": "revenue", "unit": "money"},
        {"id": "parts", "text": both("Scrap fewer parts", "Hurdayı azaltmak"), "unit": "count"},
        {"id": "money", "text": both("Lower the yearly cost", "Gideri azaltmak"), "unit": "money"},
        {"id": "days", "text": both("Hold less stock", "Stok gününü azaltmak"), "unit": "days"},
        {"id": "capex", "text": both("Limit spending", "Harcamayı sınırlamak"), "unit": "percent_of_revenue"},
        {"id": "limit", "text": both("Spend below 1M", "1 milyonun altında kalmak"), "unit": "money"},
        {"id": "people", "text": both("No new fees", "Yeni gider açmamak"), "unit": "money"},
    ]
    return case(
        {"objectives": aims, "pressures": [{**EVENTS[1], "date": "2026-12-18"}]}, costs=costs, benefits=benefits
    )


def _wide_up() -> Case:
    """A range that reaches further up, a payment long after the start, and money that a lender gives."""
    up = {**SHARE, "low": "39%", "high": "90%"}
    loan = {"share": "100%", "rate": "7%", "months": 60}
    late = [price(5_000), price(300_000, month=14, capital=True, depreciation="straight_line_5")]
    return case(assumptions={"share": up, "start": START}, costs=late, financing={"loan": loan})


YEARLY = {"discounting": "annual_end", "horizon_months": 24}
HASTE = {"pressures": EVENTS[1:2]}


def _yearly(costs: Any, benefits: Any, rate: str, **conventions: Any) -> Case:
    chosen = {**YEARLY, **conventions}
    return case({"hurdle_rate": rate}, conventions=chosen, costs=costs, benefits=benefits, decision=None)


def _euro(**rate: Any) -> Case:
    money = {"currency": "TRY", "exchange_rate": {"value": 41.5, "as_of": "2026-11-20", **rate}}
    return case(
        {**money, "hurdle_rate": "38%", "financials": {}, "facts": {}}, currency="EUR", benefits=[saving(70_000)]
    )


# From good news to bad, then what is said of rates, taxes, horizons and sources.
SCENARIOS: dict[str, Case] = {
    "good": case({"objectives": AIMS[:2], **HASTE}, benefits=[saving(objective="cost", touches="cost_of_sales")]),
    "owner": case({"contact": {"title": "Owner"}, "objectives": AIMS[1:2]}),
    "controller": _ledgers(),
    "sure": case(
        assumptions={"share": {**SHARE, "low": "40%", "high": "40%"}, "start": {**START, "low": 3, "high": 3}}
    ),
    "poor_negative": case(costs=[price(330_000), fee()]),
    "poor_out": case(
        {"hurdle_rate": "40%"},
        costs=[price(20_000)],
        benefits=[released(days={"value": 4, "low": 3, "high": 5}, reverses=True)],
    ),
    "loss": case({"objectives": AIMS[:1]}, costs=[price(900_000)], benefits=[saving(objective="cost")]),
    "poor_short": case({"hurdle_rate": "45%"}, costs=[price(165_000)]),
    "falls": case(
        {"hurdle_rate": "50%"},
        conventions={"horizon_months": 1},
        costs=[price(100)],
        benefits=[saving(1_212, ramp=FULL)],
    ),
    "barely": case(costs=[price(100_000)], benefits=[saving(38_500, ramp=FULL)]),
    "written_ramp": case(benefits=[saving(ramp=["20%", {"value": "60%", "low": "30%", "high": "80%"}, "100%"])]),
    "even": case(
        costs=[price()],
        assumptions={"share": {**SHARE, "low": "39.99%", "high": "40.01%"}, "start": {**START, "low": 3, "high": 3}},
    ),
    "aimless": case({"objectives": AIMS[1:]}),
    "origins": _origins(),
    "wide_up": _wide_up(),
    "shortfall": case({"hurdle_rate": "90%"}, costs=[price(210_000)]),
    "lost_again": _yearly([by_year(1000, 0, 2000)], [by_year(0, 2990, benefit=True)], "100%"),
    "less_cash": _yearly([by_year(0, 0, 2000)], [by_year(0, 1200, benefit=True)], "100%"),
    "cost_of_funds": _yearly([by_year(0, 500, 700)], [by_year(1000, benefit=True)], "10%"),
    "several_rates": _yearly([by_year(1000, 0, 1540)], [by_year(0, 2500, benefit=True)], "10%", discounting="mid_year"),
    "no_rate": _yearly([by_year(100, 0, 200)], [by_year(0, 250, benefit=True)], "10%"),
    "no_change": case(costs=[], decision=None),
    "no_benefit": case(benefits=[saving(0, ramp=FULL)], prospect={"facts": {}}, assumptions={}),
    "nothing": case(costs=[], benefits=[saving(0, ramp=FULL)], prospect={"facts": {}}, assumptions={}),
    "hardly_paid": case(costs=[price(1_000)], benefits=[saving(120_000, ramp=FULL)]),
    "soft": _soft(),
    "capacity": case(
        {"objectives": AIMS[1:2]},
        conventions={"count": ["capacity"]},
        benefits=[saving(objective="cost", kind="capacity")],
    ),
    "released": case(benefits=[released(reverses=True)], costs=[price(20_000)]),
    "hangs_on_release": case(
        {"hurdle_rate": "30%"}, benefits=[saving("spend * 0.1"), released(days=9)], costs=[price(150_000)]
    ),
    "both_ways": case(benefits=[saving(risk="5%"), released()], no_cost={"exit": both("none", "yok")}),
    "over_years": _yearly(
        [price(900), by_year(0, 40, 40)], [by_year(0, 900, 900, benefit=True), released()], "8%", roi="undiscounted"
    ),
    "yearly_cost": _yearly([by_year(0, 400, 400)], [by_year(0, 900, 900, benefit=True)], "8%"),
    "fee_only": case(costs=[fee(30_000)]),
    "rising": case(costs=[price(), fee(escalation="3%")]),
    "withheld": case(assumptions={"share": {**SHARE, "source": "withheld"}, "start": START}),
    "rising_alone": case(costs=[fee(30_000, escalation="3%")]),
    "taxed": _taxed(),
    "carried": _taxed(losses="carried_forward"),
    "before_tax": case({"tax_rate": "25%", "hurdle_basis": "after_tax"}, conventions={"view": "before_tax"}),
    "real": case({"inflation": {"value": "3%", "source": "x"}}, conventions={"price_basis": "real"}),
    "nominal": case({"inflation": {"value": "3%", "source": "x"}, "hurdle_prices": "real"}),
    "placeholder": case({"hurdle_rate": None}, conventions={"hurdle_rate": "12%"}),
    "unsourced": _unsourced(),
    "euro": _euro(source="Central bank"),
    "euro_bare": _euro(),
    "long": case({"contact": None}, conventions={"horizon_months": 120}),
    "odd": case({"contact": {"name": "Ümit İnan", "title": "CFO"}}, conventions={"horizon_months": 30}),
    "short": case(
        conventions={"horizon_months": 8},
        costs=[price(20_000)],
        correlations=[{"between": ["share", "start"], "rank": 0.4}],
    ),
    "parts": _parts(),
    "large": case({"financials": {}}, costs=[price(9e8)], benefits=[saving(4e9)]),
    "huge": case({"financials": {}}, costs=[price(9e11)], benefits=[saving(4e12)]),
    "borrowed": case(
        costs=[price(capital=True, depreciation="straight_line_5")],
        benefits=[saving("spend * 0.4", ramp=FULL)],
        financing={"loan": {"share": "100%", "rate": "7%", "months": 36}},
    ),
    "dear_loan": case(costs=[price(capital=True)], financing={"loan": {"share": "60%", "rate": "19%", "months": 24}}),
}
