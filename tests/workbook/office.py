"""Workbooks worked out anew by LibreOffice, in a profile of its own that always recalculates."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
from tests.workbook.recalculated import CHECKS, MEASURES, RATE, alike, gross_flow

_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>
"""


def office() -> str:
    """LibreOffice's program."""
    found = shutil.which("soffice")
    assert found, "soffice is missing: make setup-dev installs it"
    return found


def recalculated(books: Mapping[str, bytes], folder: Path) -> dict[str, Any]:
    """Each workbook with the values that LibreOffice gives, by its name; all of them in one run."""
    profile, given, done = folder / "profile", folder / "given", folder / "done"
    for made in (profile / "user", given, done):
        made.mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS, encoding="utf-8")
    for name, data in books.items():
        (given / f"{name}.xlsx").write_bytes(data)
    kind = "xlsx:Calc MS Excel 2007 XML"
    command = [office(), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", kind]
    files = [str(given / f"{name}.xlsx") for name in books]
    ran = subprocess.run([*command, "--outdir", str(done), *files], capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stderr
    return {name: openpyxl.load_workbook(done / f"{name}.xlsx", data_only=True) for name in books}


def falsified(data: bytes) -> bytes:
    """The same workbook with another number stored beside every formula that has one."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            part = given.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part = re.sub(rb"(</f><v>)-?[0-9][^<]*", rb"\g<1>7.25", part)
            made.writestr(name, part)
    return out.getvalue()


def differing(data: bytes, again: Any) -> list[str]:
    """Formulas for which LibreOffice gives something else than what is stored beside them."""
    formulas, stored = (openpyxl.load_workbook(io.BytesIO(data), data_only=only) for only in (False, True))
    money, found = 1e-9 * gross_flow(stored), []
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    ours, theirs = (book[sheet.title][cell.coordinate].value for book in (stored, again))
                    least = money if "(#,##0" in cell.number_format else RATE
                    if not alike(theirs, ours, least) and not _is_rounding(again, cell):
                        found.append(f"{sheet.title}!{cell.coordinate} {cell.value}: {theirs!r}, stored {ours!r}")
    return found


def _is_rounding(again: Any, cell: Any) -> bool:
    """Whether a cell holds what a check judges: a difference near nil, within what the check allows."""
    measures, last = again.worksheets[MEASURES], again.worksheets[CHECKS]
    if cell.parent.title == measures.title and "^-flow_exponent" in str(cell.value) and cell.column == 3:
        return True  # NPV at a rate of return: a check of its own looks at it
    if cell.parent.title == last.title and cell.column == 2:
        allowed = last.cell(cell.row, 3).value
        return allowed is not None and abs(last.cell(cell.row, 2).value) <= allowed
    return False
