"""Names of the small tables that formulas look into: lists by year or month, depreciation, whole years."""

from __future__ import annotations

from valuepitch.case.lines import Line
from valuepitch.workbook.names import defined

YEAR_INDEX = "year_index"  # whole numbers from 0 to the years of the horizon, one below the other


def list_name(line: Line) -> str:
    """The cells of a line's list, month 0 first."""
    return "list" + defined(line.path)[2:]


def depreciation_names(method: str) -> tuple[str, str]:
    """The cells of a method's years and of the shares that they write off."""
    return f"written_{method}_year", f"written_{method}_share"
