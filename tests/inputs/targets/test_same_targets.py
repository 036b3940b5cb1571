"""What is written as CSV, TSV, XLSX and Parquet gives the same targets."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from valuepitch.inputs.targets import Targets, read_targets

HEADER = ("id", "name", "country", "industry", "revenue", "employees", "tax rate")
# What a workbook's XML cannot hold is not in a name here; each format refuses or drops it in its own tests.
NAMES = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_characters="\x7f", exclude_categories=("Cc", "Cs")),
    max_size=20,
)
ROWS = st.lists(
    st.tuples(
        st.integers(1, 30).map("A{}".format),
        NAMES,
        st.sampled_from(["US", "Germany", "Atlantis", ""]),
        st.sampled_from(["Machinery", "Retail", ""]),
        st.one_of(st.none(), st.integers(-(10**9), 10**14).map(float), st.floats(-1e9, 1e9).map(lambda v: round(v, 2))),
        st.one_of(st.none(), st.integers(-2, 5000)),
        st.one_of(st.none(), st.sampled_from([0.0, 0.25, 1.0, 25.0])),
    ),
    min_size=1,
    max_size=12,
)


def text_of(cell: Any) -> str:
    if cell is None:
        return ""
    return format(cell, ".2f") if isinstance(cell, float) else str(cell)


def delimited(rows: list[tuple[Any, ...]], delimiter: str) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows([HEADER, *([text_of(cell) for cell in row] for row in rows)])
    return out.getvalue().encode()


def workbook(rows: list[tuple[Any, ...]]) -> bytes:
    book = openpyxl.Workbook()
    for at, row in enumerate([HEADER, *rows], start=1):
        for column, cell in enumerate(row, start=1):
            made = book.active.cell(at, column, cell)
            if isinstance(cell, str):
                made.data_type = "s"  # a name that begins with = is a text
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def parquet(rows: list[tuple[Any, ...]]) -> bytes:
    kinds = (pl.String, pl.String, pl.String, pl.String, pl.Float64, pl.Int64, pl.Float64)
    columns = {name: [row[at] for row in rows] for at, name in enumerate(HEADER)}
    out = io.BytesIO()
    pl.DataFrame(columns, schema=dict(zip(HEADER, kinds, strict=True))).write_parquet(out)
    return out.getvalue()


def told(targets: Targets, first: int) -> dict[str, Any]:
    """Everything that is read, apart from the file's name; rows are counted from the first below the header."""
    # Numbers are quoted as each file holds them.
    rejects = [(reject.row - first, reject.key, reject.column, reject.remedy) for reject in targets.rejects]
    return {
        "rows": (targets.rows - first).tolist(),
        "keys": targets.keys.tolist(),
        "texts": {name: column.tolist() for name, column in targets.texts.items()},
        "numbers": {name: [repr(float(v)) for v in column] for name, column in targets.numbers.items()},
        "origins": {name: column.tolist() for name, column in targets.origins.items()},
        "rejects": rejects,
        "fields": [(taken.field, taken.blank) for taken in targets.understood],
    }


@settings(max_examples=40)
@given(ROWS)
def test_every_form_gives_the_same_targets(rows: list[tuple[Any, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = []
        for name, content, first in (
            ("list.csv", delimited(rows, ","), 2),
            ("list.tsv", delimited(rows, "\t"), 2),
            ("list.xlsx", workbook(rows), 2),
            ("list.parquet", parquet(rows), 1),
        ):
            path = Path(folder, name)
            path.write_bytes(content)
            found.append(told(read_targets(path, None, currency="USD"), first))
    assert found[0] == found[1]
    assert found[0] == found[2]
    assert found[0] == found[3]


def test_a_marked_number_is_the_same_to_the_last_bit(tmp_path: Path) -> None:
    values = np.round(np.random.default_rng(7).lognormal(12, 4, 500), 2)
    path = tmp_path / "list.csv"
    path.write_text("name,revenue\n" + "".join(f'A{i},"{value:,.2f}"\n' for i, value in enumerate(values)), "utf-8")
    assert read_targets(path, None).numbers["revenue"].tolist() == values.tolist()
