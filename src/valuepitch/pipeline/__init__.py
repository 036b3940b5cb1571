"""Read, evaluate, lay out, write: the whole way from two files to one page."""

from valuepitch.pipeline.evaluation import Evaluation, Profile, Written, evaluate, evaluate_loaded
from valuepitch.pipeline.pages import PAGES, Built, build, check, render
from valuepitch.pipeline.texts import printed_texts
from valuepitch.pipeline.workbooks import write_workbook

__all__ = [
    "PAGES",
    "Built",
    "Evaluation",
    "Profile",
    "Written",
    "build",
    "check",
    "evaluate",
    "evaluate_loaded",
    "printed_texts",
    "render",
    "write_workbook",
]
