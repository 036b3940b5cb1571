"""What is asked of the reader."""

from __future__ import annotations

from valuepitch.page import terms
from valuepitch.page.context import DecisionPart
from valuepitch.page.figures import Figures


def decision(f: Figures, *, pressures: bool = True) -> DecisionPart:
    """What is asked of the reader."""
    asked = f.case.product.decision is not None
    label = f.say("Decision requested:") if asked else f.say("What waiting costs:")
    return DecisionPart(label, terms.decision(f, pressures=pressures))
