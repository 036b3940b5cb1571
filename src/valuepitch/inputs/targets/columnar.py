"""Parquet: columns of numbers as they are stored, texts as texts, everything else cell by cell."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from valuepitch.errors import InputError, Problem
from valuepitch.inputs.targets.table import Cells, Fault, Table, is_blank, objects

if TYPE_CHECKING:
    import polars


@dataclass(frozen=True)
class Columnar:
    """A Parquet file, opened: its schema is known."""

    file: str
    path: Path
    schema: polars.Schema

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(self.schema)

    @property
    def header_row(self) -> int:
        return 0

    def problem(self, message: str, hint: str, row: int = 0, column: int = 0) -> Problem:
        return Problem(message, hint, "", self.file, row, column or int(row > 0))

    def table(self, wanted: list[int]) -> Table:
        """Rows count from 1.

        Raises:
            InputError: a column holds lists or records, or the file is damaged.
        """
        names = list(self.schema)
        nested = [at for at in wanted if self.schema[names[at]].is_nested()]
        if nested:
            hint = "write one value a cell, or take the column out"
            said = [Problem("holds lists or records", hint, names[at], self.file, 0, at + 1) for at in nested]
            raise InputError(self.file, tuple(said))
        columns: dict[int, Cells] = {}
        blanks: dict[int, Any] = {}
        count = _guarded(self.file, lambda pl: pl.scan_parquet(self.path).select(pl.len()).collect().item())
        empty = np.ones(count, dtype=bool)
        for at in wanted:
            # One column at a time, so that the file's own copy of a column goes before the next one comes.
            series = _guarded(self.file, lambda pl, name=names[at]: _read(pl, self.path, name))
            blanks[at] = series.is_null().to_numpy() if series.null_count() else np.zeros(count, dtype=bool)
            columns[at] = _cells(series)
            empty &= blanks[at] if columns[at].dtype != object else _all_blank(columns[at], empty)
        rows = np.arange(1, count + 1, dtype=np.int64)
        if empty.any():
            kept = ~empty
            rows = rows[kept]
            columns = {at: column[kept] for at, column in columns.items()}
            blanks = {at: mask[kept] for at, mask in blanks.items()}
        plain = {at: mask for at, mask in blanks.items() if columns[at].dtype != object}
        return Table(rows, columns, plain, _no_faults)


_SHARED = 20_000
_no_faults: tuple[Fault, ...] = ()


def _all_blank(cells: Cells, so_far: Any) -> Any:
    """Which rows are still without anything; only those that were are looked at."""
    out = np.zeros(len(cells), dtype=bool)
    for i in np.flatnonzero(so_far):
        out[i] = is_blank(cells[i])
    return out


def _read(pl: Any, path: Path, name: str) -> Any:
    return pl.read_parquet(path, columns=[name], use_pyarrow=False, memory_map=False).to_series()


def _cells(series: polars.Series) -> Cells:
    """Floats where the column holds numbers (NaN for null, told apart by the mask), else objects."""
    import polars as pl

    if series.dtype.is_numeric():
        return series.cast(pl.Float64).fill_null(float("nan")).to_numpy()
    if series.dtype in (pl.Categorical, pl.Enum):
        series = series.cast(pl.String)
    if series.dtype == pl.String and series.n_unique() < min(_SHARED, len(series)):
        # Countries and sectors are few: each text is kept once.
        texts = series.unique()
        codes = series.replace_strict(texts, pl.int_range(len(texts), eager=True), return_dtype=pl.Int64)
        kept: Cells = objects(texts.to_list())[codes.to_numpy()]
        return kept
    out = np.empty(len(series), dtype=object)
    out[:] = series.to_list()
    return out


def _guarded(file: str, work: Any) -> Any:
    """What some reading gives.

    Raises:
        InputError: the file is no whole Parquet file.
    """
    import polars as pl

    try:
        return work(pl)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        said = f"cannot be read as Parquet: {str(error).splitlines()[0][:80]}"
        raise InputError(file, (Problem(said, "is it whole? write it again", file=file),)) from None


def open_columnar(path: Path) -> Columnar:
    """A Parquet file with its schema read.

    Raises:
        InputError: it is damaged.
    """
    schema = _guarded(str(path), lambda pl: pl.scan_parquet(path).collect_schema())
    return Columnar(str(path), path, schema)
