"""The case as a workbook of live formulas: every figure of the page, and how it comes about."""

from valuepitch.workbook.audit import Stated
from valuepitch.workbook.make import workbook

__all__ = ["Stated", "workbook"]
