"""Funnels of every kind, and their pages; what a test is about stands in the test itself."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.funnels import PLAIN, funnel_from, starter

from valuepitch.case.funnel import evaluate_funnel
from valuepitch.locale import language
from valuepitch.model.funnel import Funnel
from valuepitch.page.compose import ChartSizes
from valuepitch.page.funnel import FunnelComposer

DAY = date(2026, 11, 25)
SIZES = ChartSizes(290.0, 200.0, 98.0)


def page_of(funnel: Funnel, code: str = "en") -> dict[str, Any]:
    return FunnelComposer(evaluate_funnel(funnel), language(code), DAY, "7F3A-91C2", SIZES).page().plain()


BETTER = {"revenue_per_sale": 90_000}
COUNTED = {name: {"value": value, "source": "CRM", "origin": "prospect"} for name, value in PLAIN.items()}
FUNNELS = {
    "starter": starter(),
    "level": funnel_from(),
    "bottom up": funnel_from(bottom_up=BETTER),
    "top down": funnel_from(top_down=BETTER),
    "apart": funnel_from(top_down={"revenue_per_sale": {"value": 90_000, "low": 80_000, "high": 99_000}}),
    "no sale": funnel_from(top_down={"closing_rate": "0%"}),
    "no sale at all": funnel_from({"closing_rate": "0%"}, {"closing_rate": "0%"}),
    "under one sale": funnel_from(top_down={"calls": 10}),
    "huge": funnel_from(top_down={"calls": 100_000_000, "revenue_per_sale": 1_000_000_000}),
    "counted": funnel_from(COUNTED, COUNTED),
    "own figures": funnel_from(
        *({"closing_rate": {"value": "20%", "source": "CRM, 2026", "origin": "prospect"}} for _ in range(2))
    ),
}
