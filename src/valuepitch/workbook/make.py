"""A case as a workbook: every sheet in the order in which one needs the other."""

from __future__ import annotations

from datetime import datetime

from valuepitch.case.study import Case
from valuepitch.locale import Language
from valuepitch.workbook.about import write_about
from valuepitch.workbook.audit import Audit, Stated
from valuepitch.workbook.book import Book
from valuepitch.workbook.calculation import Calculation
from valuepitch.workbook.cases import Cases
from valuepitch.workbook.cash_flow import CashFlowSheet
from valuepitch.workbook.checks import CheckSheet
from valuepitch.workbook.further import FurtherSheet
from valuepitch.workbook.inputs import InputSheet
from valuepitch.workbook.measures import MeasureSheet


def workbook(case: Case, language: Language, stated: Stated) -> bytes:
    """The case as an XLSX file of live formulas, the same bytes for the same case, day and version.

    Raises:
        RenderError: a text that no cell takes, or a figure without a value.
    """
    moment = datetime(stated.day.year, stated.day.month, stated.day.day)
    properties = {
        "title": language.say("The sums behind the page"),
        "subject": case.prospect.name,
        "author": case.product.seller,
        "comments": stated.fingerprint,
    }
    audit = Audit(case, language, stated, Book(properties, moment))
    inputs, cases = InputSheet(audit), Cases(audit)
    Calculation(audit).write()
    cases.write(inputs.ends)
    CashFlowSheet(audit).write()
    MeasureSheet(audit, cases).write()
    FurtherSheet(audit, cases).write()
    CheckSheet(audit, cases).write()
    inputs.write(cases)
    write_about(audit)
    return audit.book.done
