"""What would have to go wrong."""

from __future__ import annotations

from valuepitch.page import claims
from valuepitch.page.context import PairPart, PairRow
from valuepitch.page.figures import Figures


def wrong(f: Figures) -> PairPart:
    """Break-even haircut, cost overrun and slip."""
    columns = [f.say("What would have to go wrong"), f.say("NPV is nil")]
    return PairPart(claims.wrong_heading(f), columns, [PairRow(a, b) for a, b in claims.wrong_rows(f)])
