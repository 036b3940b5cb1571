"""The parts of the page: one file each, one pure function each; figures in, a part of the context out."""

from valuepitch.page.parts.cash import cash
from valuepitch.page.parts.cash_flow import adds_up, cash_flow
from valuepitch.page.parts.decision import decision
from valuepitch.page.parts.footer import footer
from valuepitch.page.parts.header import header
from valuepitch.page.parts.lowest import lowest
from valuepitch.page.parts.measures import NAMES, measures
from valuepitch.page.parts.objectives import has_asides, objectives
from valuepitch.page.parts.sensitivity import sensitivity
from valuepitch.page.parts.sources import LEAST_SOURCES, first_rows, listed, source_rows
from valuepitch.page.parts.tables import side_tables
from valuepitch.page.parts.wrong import wrong

__all__ = [
    "LEAST_SOURCES",
    "NAMES",
    "adds_up",
    "cash",
    "cash_flow",
    "decision",
    "first_rows",
    "footer",
    "has_asides",
    "header",
    "listed",
    "lowest",
    "measures",
    "objectives",
    "sensitivity",
    "side_tables",
    "source_rows",
    "wrong",
]
