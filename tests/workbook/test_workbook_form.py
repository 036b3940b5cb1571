"""What a workbook file may hold: formulas that any spreadsheet has, no constants in them, texts that stay texts."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.conftest import ROOT, CaseOf, product_from, prospect_from
from tests.workbook.recalculated import Recalculated, made
from tests.workbook.test_workbook_agreement import SAVING, SETUP
from tests.workbook.test_workbook_libreoffice import of_cases, of_samples

from valuepitch.case.study import study
from valuepitch.documents import read_yaml
from valuepitch.errors import RenderError
from valuepitch.inputs.load import validate
from valuepitch.inputs.written import to_yaml, written
from valuepitch.model import Product
from valuepitch.workbook.book import Book, FormulaSheet
from valuepitch.workbook.names import defined

CARRIED = {"horizon_months": 36, "losses": "carried_forward"}
ASSET = {"capital": True, "depreciation": "straight_line_5", "salvage": 900}
BOOKS = {**of_samples(), **of_cases()}
PLAIN = {"0", "1", "12", "365"}
# What Excel 2013 and LibreOffice 7 have alike.
FUNCTIONS = re.compile(
    "ABS|AND|COLUMNS|COUNTIF|IF|IFERROR|INDEX|INT|IRR|MATCH|MAX|MIN|MOD|NPV|PMT|ROUND|ROUNDUP|ROWS|SUM|SUMIF|SUMPRODUCT"
)
TEXT, SHEET, CELL, WORD = r'"[^"]*"', r"'[^']*'!", r"\$?\b[A-Z]{1,3}\$?[0-9]+\b", r"(?<![0-9.])[A-Za-z_][A-Za-z0-9_.]*"


def formulas(data: bytes) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]


def bare(text: str) -> str:
    """A formula without its texts and the names of its sheets."""
    return re.sub(SHEET, "", re.sub(TEXT, "", text))


def constants(text: str) -> set[str]:
    rest = re.sub(WORD, "", re.sub(CELL, "", bare(text)))
    return set(re.findall(r"[0-9]+(?:\.[0-9]+)?(?:E[+-]?[0-9]+)?", rest)) - PLAIN


def functions(text: str) -> set[str]:
    return {name for name in re.findall(rf"({WORD})\(", bare(text)) if not FUNCTIONS.fullmatch(name)}


def test_the_search_finds_constants_and_functions() -> None:
    assert constants("=A1*2.5+12*$B$7") == {"2.5"}
    assert constants("='Year 5'!$A$1*in_costs_0_amount+0*365+1") == set()
    assert constants('=IF(A1="7 of 9",3,1E5)') == {"3", "1E5"}
    assert functions('=SUM(A1)+XLOOKUP("IF(",B1)') == {"XLOOKUP"}


@pytest.mark.parametrize("name", BOOKS)
def test_no_formula_hides_a_number_or_asks_for_a_new_function(name: str) -> None:
    found = formulas(BOOKS[name])
    assert len(found) > 100
    assert [text for text in found if constants(text)] == []
    assert [text for text in found if functions(text)] == []


def test_no_formula_is_longer_than_excel_takes() -> None:
    # Many lines, each with a timing that a range moves, and a long ramp of shares with ranges.
    shares = [{"value": "40%", "low": "30%", "high": "60%"}, *["80%"] * 59]
    begin = {"begin": {"value": 2, "low": 1, "high": 6, "unit": "month"}}
    plain = {"kind": "cash", "amount": 12_000, "ramp": {"from_month": "begin", "months_to_full": 3}}
    benefits = [{**plain, "name": f"Saving {n}"} for n in range(39)] + [{**plain, "name": "Slow", "ramp": shares}]
    costs = [{"name": f"Press {n}", "amount": 9_000, "month": "begin", **ASSET} for n in range(20)]
    taxed = {"tax_rate": "25%"}
    case = study(
        prospect_from(**taxed), product_from(conventions=CARRIED, assumptions=begin, benefits=benefits, costs=costs)
    )
    data = made(case)
    assert max(map(len, formulas(data))) <= 8_192
    assert max(len(text) for book in BOOKS.values() for text in formulas(book)) <= 8_192
    book = Recalculated(data)
    book.show(2)
    assert {check: said for check, said in book.checks().items() if said != "OK"} == {}
    assert book.measures()["Net present value"] == pytest.approx(case.result.value("npv", 1))


@pytest.mark.parametrize("name", BOOKS)
def test_nothing_is_hidden_linked_or_run(name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(BOOKS[name])) as file:
        parts = {part: file.read(part) for part in file.namelist()}
    assert not [part for part in parts if re.search("externalLink|vba|macro|printerSettings|custom", part, re.I)]
    assert b"TargetMode" not in b"".join(parts[part] for part in parts if part.endswith(".rels"))
    sheets = [parts[part] for part in parts if part.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 8
    assert not any(b"hidden=" in sheet or b"<hyperlink" in sheet for sheet in sheets)
    assert b"state=" not in parts["xl/workbook.xml"]
    assert not any(re.search(rb"\[[0-9]+\]", sheet) for sheet in sheets)


@pytest.mark.parametrize("name", BOOKS)
def test_every_formula_has_a_stored_value_and_every_name_is_no_cell(name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(BOOKS[name])) as file:
        sheets = [file.read(part).decode() for part in file.namelist() if part.startswith("xl/worksheets/sheet")]
        names = re.findall(r'<definedName name="([^"]+)"', file.read("xl/workbook.xml").decode())
    cells = [cell for sheet in sheets for cell in re.findall(r"<c [^>]*>(?:(?!</c>).)*<f>.*?</c>", sheet)]
    assert len(cells) > 100
    assert [cell for cell in cells if not re.search(r"</f><v>[^<]+</v>", cell) and 't="str"><f>' not in cell] == []
    ours = [name for name in names if not name.startswith("_xlnm.")]
    assert len(ours) > 20
    assert [name for name in ours if re.fullmatch(r"[A-Za-z]{1,3}[0-9]+|[rRcC]([0-9]*[cC]?[0-9]*)", name)] == []


@pytest.mark.parametrize("id", ["a1", "r1c1", "R", "xfd7", "costs[0].amount", "true", "revenue", "e5"])
def test_the_name_of_an_input_is_never_that_of_a_cell(id: str) -> None:
    assert re.fullmatch(r"in_[A-Za-z0-9_]+", defined(id))


LOOKS = ("=1+1", "+49 30 1234", "@SUM(1)", "-3", '=HYPERLINK("http://x.example","y")', "＝1", "http://x.example")


@pytest.mark.parametrize("text", LOOKS)
def test_a_text_that_looks_like_a_formula_or_a_link_stays_a_text(text: str) -> None:
    source = {"value": 1200, "low": 900, "high": 1500, "source": text, "origin": "quote"}
    product = product_from(seller=text, benefits=[{**SAVING, "name": text, "amount": source}], costs=[SETUP])
    data = made(study(prospect_from(name=text), product))
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == text]
    assert len(cells) > 4
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.hyperlink is None for cell in cells)


def test_control_characters_do_not_reach_the_file(case_of: CaseOf) -> None:
    amount = {"value": 1200, "source": "Quote\x00 \x01\x1b12", "origin": "quote"}
    data = made(case_of(benefits=[{**SAVING, "name": "Sav\x07ing", "amount": amount}], costs=[SETUP]))
    texts = {
        str(c.value) for sheet in openpyxl.load_workbook(io.BytesIO(data)) for row in sheet.iter_rows() for c in row
    }
    assert {"Saving", "Quote 12"} <= texts


@pytest.mark.parametrize("place", [("seller",), ("benefits", 0, "name"), ("benefits", 0, "source")])
def test_a_text_of_forty_thousand_characters_is_refused_where_it_stands(place: tuple[str | int, ...]) -> None:
    data: Any = written(product_from(benefits=[{**SAVING, "source": "Q"}]))
    inner = data
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = "a" * 40_000
    (problem,) = validate(read_yaml(to_yaml(data).encode(), "product.yaml"), Product).problems
    assert "is 40000 characters long" in problem.message
    assert problem.line


def test_a_text_that_no_cell_takes_is_refused() -> None:
    sheet = Book({}, datetime(2026, 11, 23)).sheet("Any")
    sheet.text(0, 0, "a" * 32_767)
    with pytest.raises(RenderError, match="40000 characters"):
        sheet.text(1, 0, "a" * 40_000)


def test_quick_formulas_are_written_as_any_are(monkeypatch: pytest.MonkeyPatch) -> None:
    def slowly(page: FormulaSheet, row: int, column: int, text: str, value: float | str, style: object) -> None:
        page.write_formula(row, column, f"={text}", style, value)

    monkeypatch.setattr(FormulaSheet, "add_formula", slowly)
    monkeypatch.delattr(FormulaSheet, "_write_cell")
    assert of_samples()["makine-tr"] == BOOKS["makine-tr"]


_MAKE = """
import sys
from tests.workbook.test_workbook_libreoffice import of_samples
sys.stdout.buffer.write(of_samples()["makine-tr"])
"""


@pytest.mark.parametrize(
    "seen", [{"TZ": "Asia/Tokyo", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "7"}, {"TZ": "America/Lima", "LANG": "C"}]
)
def test_another_place_time_and_process_make_the_same_bytes(seen: dict[str, str], tmp_path: Path) -> None:
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    env = {**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": "0", **seen}
    ran = subprocess.run([sys.executable, "-c", _MAKE], capture_output=True, env=env, cwd=tmp_path, check=True)
    assert ran.stdout == BOOKS["makine-tr"]
