"""Target lists: CSV, TSV, XLSX and Parquet to columns of texts and numbers, every problem with its row."""

from valuepitch.inputs.targets.described import Column, Inspection, columns_for, inspect_list
from valuepitch.inputs.targets.read import ALL, NUMBERS, read_targets
from valuepitch.inputs.targets.records import Mark, Reject, Taken, Targets

__all__ = [
    "ALL",
    "NUMBERS",
    "Column",
    "Inspection",
    "Mark",
    "Reject",
    "Taken",
    "Targets",
    "columns_for",
    "inspect_list",
    "read_targets",
]
