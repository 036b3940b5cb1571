"""Target lists: CSV, TSV, XLSX and Parquet to columns of texts and numbers, every problem with its row."""

from valuepitch.inputs.targets.read import ALL, NUMBERS, read_targets
from valuepitch.inputs.targets.records import Mark, Reject, Taken, Targets

__all__ = ["ALL", "NUMBERS", "Mark", "Reject", "Taken", "Targets", "read_targets"]
