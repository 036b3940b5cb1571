"""From two files to a workbook of live formulas."""

from __future__ import annotations

from datetime import date as Date
from pathlib import Path

from valuepitch.files import write_atomic
from valuepitch.pipeline.carried import sums
from valuepitch.pipeline.evaluation import Profile, Written, evaluate
from valuepitch.pipeline.pages import PAGES, making_of
from valuepitch.pipeline.target import target
from valuepitch.pipeline.templates import chosen


def write_workbook(
    prospect: Written,
    product: Profile,
    output: str | Path,
    *,
    date: Date | None = None,
    redact: bool = False,
    template: str | None = None,
    templates: str | Path | None = None,
) -> Path:
    """Write a case as a workbook of live formulas (XLSX), the one that its page carries.

    Args:
        output: the file to write, or a folder for one by the prospect's name.
        date: the page's date, of which the workbook speaks; today by default.
        redact: leave out the sources that are marked internal.
        template, templates: of the page, whose case number the workbook says.

    Raises:
        InputError: every problem of both files at once; nothing is written.
        FileError: a file cannot be read or written; an existing file is untouched.
    """
    evaluated = evaluate(prospect, product, redact=redact)
    name = template or evaluated.case.product.template
    used = chosen(name, evaluated.documents, templates, kind="prospect")
    path = target(output, evaluated.case.prospect, "xlsx", (prospect, product))
    write_atomic(path, sums(evaluated, making_of(evaluated, PAGES[0], date or Date.today(), used)))
    return path
