"""Figures that are wrong or inconsistent at their source: what we give in their place, and the words that say why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Flag:
    """A flagged figure.

    Attributes:
        gives: what we give, to two decimals.
        because: words of the case's note.
        within: whether it still lies within the tolerance, which is widened to the slip of the source.
    """

    gives: float
    because: str
    within: bool = False


_AFTER_GO_LIVE = Flag(7.65, "'after go-live' counts from a later start that the study does not define")
_NO_OUTLAY = Flag(0.0, "net flow is positive in every period and the interpolation gives 0")

FLAGS: dict[tuple[str, str], Flag] = {
    ("tei-m365-e5-2018", "payback_months"): _AFTER_GO_LIVE,
    ("tei-m365-e5-2018", "payback_text"): _AFTER_GO_LIVE,
    ("tei-ems-2015", "payback_text"): _NO_OUTLAY,
    ("tei-ems-2015", "payback_months_text_only"): _NO_OUTLAY,
    ("yaguru-manzer-irr-2", "irr_pct"): Flag(12.07, "the equation printed there solves to 12.07%, not 10%"),
    ("dax-xnpv-2014", "xnpv"): Flag(2089.50, "2,086.65 is the answer for the 2008/2009 dates of the older Excel page"),
    ("openstax-fin-ksp-ccc-2", "receivable_days"): Flag(50.19, "50.21 v exact 50.1875", within=True),
    ("openstax-acct-dsi", "dsi_y1"): Flag(306.83, "306.79 v exact 306.83", within=True),
    ("openstax-acct-dsi", "dsi_y2"): Flag(433.35, "rounds intermediate values before dividing", within=True),
}
