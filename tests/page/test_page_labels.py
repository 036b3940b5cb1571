"""Every input of every form has a name on the page and in the workbook, in every language."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.conftest import product_from, prospect_from

from valuepitch.case.study import study
from valuepitch.locale import language
from valuepitch.page.figures import Figures

COSTS: list[dict[str, Any]] = [
    {
        "name": "Press",
        "amount": 9000,
        "month": 0,
        "capital": True,
        "depreciation": "straight_line_5",
        "salvage": 10,
        "risk": "3%",
    },
    {"name": "Rent", "amount": 30, "every": "year", "billed": "monthly", "from_month": 2, "escalation": "3%"},
]
BENEFITS: list[dict[str, Any]] = [
    {"name": "Ramped", "kind": "cash", "amount": 900, "ramp": ["10%", "50%"], "risk": "3%", "attribution": "50%"},
    {"name": "Held", "kind": "cash", "amount": 900, "ramp": {"from_month": 2, "months_to_full": 3}},
    {"name": "Safe", "kind": "cash", "loss": 9000, "probability": "3%", "escalation": "2%", "ramp": ["0%", "100%"]},
    {
        "name": "Up",
        "kind": "margin",
        "downtime": {"hours": 10, "cost_per_hour": 100, "avoided": "30%"},
        "ramp": ["0%", "100%"],
        "contribution_margin": "40%",
    },
    {
        "name": "Price",
        "kind": "margin",
        "price_volume": {"revenue": 100_000, "price": "2%", "volume": "-1%"},
        "contribution_margin": "30%",
        "ramp": ["0%", "100%"],
    },
    {
        "name": "Stay",
        "kind": "margin",
        "churn": {"customers": 100, "gained": 2, "before": "3%", "after": "2%", "margin": 10, "from_month": 3},
    },
    {
        "name": "Days",
        "kind": "working_capital",
        "account": "receivables",
        "days": 3,
        "month": 2,
        "over_months": 2,
    },
]


@pytest.mark.parametrize("code", ["en", "tr"])
def test_every_input_has_a_name(code: str) -> None:
    product = product_from(
        conventions={"finance_rate": "7%", "reinvestment_rate": "5%"},
        financing={"loan": {"rate": "6%", "months": 36}, "lease": {"payment": 300, "months": 36}},
        benefits=BENEFITS,
        costs=COSTS,
    )
    prospect = prospect_from(
        language=code,
        currency="EUR",
        tax_rate="25%",
        inflation="3%",
        exchange_rate={"value": 0.9, "as_of": "2026-11-01"},
        financials={"revenue": 1_000_000, "receivables": 10_000},
    )
    case = study(prospect, product)
    figures = Figures(case, language(code), date(2026, 11, 23))
    names = {item.id: figures.label(item) for item in case.inputs.values()}
    assert len(names) > 30
    assert all(names.values())
    assert names["benefits[0].ramp[1]"] in ("Share of full effect, month 2: Ramped", "Tam etkinin payı, 2. ay: Ramped")
