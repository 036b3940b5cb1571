"""Funnels that several tests share; what a test is about stands in the test itself."""

from __future__ import annotations

from typing import Any

from valuepitch.documents import read_yaml
from valuepitch.inputs.funnel import funnel_of
from valuepitch.inputs.starter import starter_funnel
from valuepitch.model.funnel import Funnel

PLAIN = {
    "calls": 100,
    "calls_a_month": 50,
    "call_to_appointment": "10%",
    "appointment_to_proposal": "50%",
    "closing_rate": "20%",
    "cycle": 4,
    "revenue_per_sale": 30_000,
    "research_hours": 1,
    "call_hours": 0.5,
    "appointment_hours": 2,
    "proposal_hours": 4,
    "hour_cost": 40,
}
SAME = {"small": "4%", "mid": "3%", "large": "2%"}


def funnel_from(bottom_up: dict[str, Any] | None = None, top_down: dict[str, Any] | None = None, **more: Any) -> Funnel:
    """Two lists with the plain rates above, and what is said of each."""
    said = {
        "name": "Plan",
        "seller": "Calder",
        "currency": "USD",
        "bottom_up": {**PLAIN, **(bottom_up or {})},
        "top_down": {**PLAIN, **(top_down or {})},
        "likelihood": dict.fromkeys(("owner", "cfo", "controller", "division"), SAME),
    }
    return Funnel.model_validate(said | more)


def starter(language: str = "en") -> Funnel:
    """The starter's funnel in a language."""
    return funnel_of(read_yaml(starter_funnel(language), "funnel.yaml"))[0]
