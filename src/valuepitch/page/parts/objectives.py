"""What the case does for the prospect's objectives."""

from __future__ import annotations

from valuepitch.case.objectives import serves_none
from valuepitch.locale import _
from valuepitch.page import claims
from valuepitch.page.context import PairPart, PairRow
from valuepitch.page.figures import Figures

_CONTRIBUTION = (_("Contribution, a full year, net"), _("Contribution, a full year, before tax"))


def objectives(f: Figures, most: int | None = None, *, notes: bool = True) -> PairPart | None:
    """What the case does for the prospect's objectives, the served ones first where not all are shown."""
    done = claims.served(f)
    if not done:
        return None
    shown = done if most is None else sorted(done, key=lambda c: not c.serves)[:most]
    rows = [PairRow(f.text(c.objective.text), claims.contribution(f, c)) for c in shown]
    columns = [f.say("Your objective"), f.say(_CONTRIBUTION[f.case.after_tax])]
    return PairPart(claims.objectives_heading(f, done), columns, rows, _aimless(f) if notes else "")


def _aimless(f: Figures) -> str:
    """The benefits that serve no stated objective."""
    names = [f.text(f.case.row(line).name) for line in serves_none(f.case)]
    return f.say("Benefits that serve no objective: {benefits}.", benefits=f.language.join(names)) if names else ""


def has_asides(f: Figures) -> bool:
    """Whether the page holds what may go before its notes: ledger lines, and benefits that serve no objective."""
    ledgers = any(benefit.proof for benefit in f.case.product.benefits)
    return ledgers or bool(f.case.prospect.objectives and serves_none(f.case))
