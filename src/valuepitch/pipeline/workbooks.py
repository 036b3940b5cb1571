"""From two files to a workbook of live formulas."""

from __future__ import annotations

from datetime import date as Date
from pathlib import Path

from valuepitch.case.fingerprint import fingerprint
from valuepitch.files import write_atomic
from valuepitch.pipeline.evaluation import Profile, Written, evaluate
from valuepitch.pipeline.target import target
from valuepitch.version import __version__


def write_workbook(prospect: Written, product: Profile, output: str | Path, *, date: Date | None = None) -> Path:
    """Write a case as a workbook of live formulas (XLSX).

    Args:
        output: the file to write, or a folder for one by the prospect's name.
        date: the page's date, of which the workbook speaks; today by default.

    Raises:
        InputError: every problem of both files at once; nothing is written.
        FileError: a file cannot be read or written; an existing file is untouched.
    """
    from valuepitch.render.template import DEFAULT, load_template
    from valuepitch.workbook import Stated, workbook

    evaluated, day = evaluate(prospect, product), date or Date.today()
    case = evaluated.case
    template = load_template(case.product.template or DEFAULT)
    mark = fingerprint(case.prospect, case.product, day, template.digest)
    path = target(output, case.prospect, "xlsx", (prospect, product))
    write_atomic(path, workbook(case, evaluated.language, Stated(day, mark, __version__)))
    return path
