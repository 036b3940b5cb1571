"""Payback as a formula over the rows that say in which months cumulative cash is below nil."""

from __future__ import annotations

from dataclasses import dataclass

_PAYBACK = (
    "IF({last}<0,0,IF({last}>={end},IF({came_up}>0,{{LOST_AGAIN}},{{NOT_WITHIN_HORIZON}}),"
    "({last}+MIN(MAX(-INDEX({running},1,{last}+1)/INDEX({flows},1,{last}+1+1),0),1)){scale}))"
)


@dataclass(frozen=True)
class Recovery:
    """The rows behind a payback.

    Attributes:
        ups: how often cumulative cash came up to nil.
        last: the last month or year below nil so far.
        running, flows: cumulative cash, and the flows that make it.
        end: the last month or year.
        scale: what makes months of it.
    """

    ups: str
    last: str
    running: str
    flows: str
    end: str
    scale: str = ""


def payback(rows: Recovery) -> str:
    """The formula, with the names of reasons in braces."""
    last, came_up = (f"INDEX({row},1,COLUMNS({row}))" for row in (rows.last, rows.ups))
    return _PAYBACK.format(
        last=last, came_up=came_up, end=rows.end, running=rows.running, flows=rows.flows, scale=rows.scale
    )
