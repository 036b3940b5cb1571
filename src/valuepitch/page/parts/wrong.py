"""What would have to go wrong."""

from __future__ import annotations

from valuepitch.page import doubt
from valuepitch.page.context import PairPart, PairRow
from valuepitch.page.figures import Figures


def wrong(f: Figures) -> PairPart:
    """Break-even haircut, cost overrun and slip."""
    columns = [doubt.wrong_head(f), f.say("NPV is nil")]
    return PairPart(doubt.wrong_heading(f), columns, [PairRow(a, b) for a, b in doubt.wrong_rows(f)], "")
