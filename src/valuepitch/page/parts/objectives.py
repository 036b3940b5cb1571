"""What the case does for the prospect's objectives."""

from __future__ import annotations

from valuepitch.page import claims
from valuepitch.page.context import PairPart, PairRow
from valuepitch.page.figures import Figures


def objectives(f: Figures, most: int | None = None) -> PairPart | None:
    """What the case does for the prospect's objectives, the served ones first where not all are shown."""
    done = claims.served(f)
    if not done:
        return None
    shown = done if most is None else sorted(done, key=lambda c: not c.serves)[:most]
    rows = [PairRow(f.text(c.objective.text), claims.contribution(f, c)) for c in shown]
    columns = [f.say("Your objective"), f.say("Contribution, a full year, net")]
    return PairPart(claims.objectives_heading(f, done), columns, rows)
