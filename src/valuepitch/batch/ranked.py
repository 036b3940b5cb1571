"""A ranking as a table: rows for people, CSV and Parquet files, and keys for the next command."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from valuepitch.batch.rank import Ranking
from valuepitch.errors import FileError
from valuepitch.files import replacing, write_atomic
from valuepitch.finance import Array
from valuepitch.model.funnel import CONTACT_LEVELS, SIZES

if TYPE_CHECKING:
    import polars

COLUMNS = (
    "rank", "key", "name", "country", "level", "size", "npv", "npv_conservative", "roi", "irr", "payback_months",
    "on_estimates", "likelihood", "within_reach", "row", "reason",
)  # fmt: skip
# Decimals of the files: cents, and hundredths of a percent; what rounding alone makes differ is the same in them.
_DECIMALS = {
    "npv": 2,
    "npv_conservative": 2,
    "roi": 6,
    "irr": 6,
    "payback_months": 4,
    "on_estimates": 6,
    "likelihood": 6,
    "within_reach": 2,
}
_SIZES = (*SIZES, "unknown")
SUFFIXES = (".csv", ".parquet")

# A spreadsheet runs a cell that begins so; a quote before it makes it a text.
_RUNS = "^([=+\\-@\t\r\uff1d])"
_CHUNK = 100_000  # rows of a file that are in memory as text at once


def figures_of(ranking: Ranking) -> dict[str, Array]:
    """The columns of figures by name, in the order of the list."""
    return {
        "npv": ranking.npv,
        "npv_conservative": ranking.conservative,
        "roi": ranking.roi,
        "irr": ranking.irr,
        "payback_months": ranking.payback,
        "on_estimates": ranking.on_estimates,
        "likelihood": ranking.likelihood,
        "within_reach": ranking.reach,
    }


def records(ranking: Ranking, top: int | None = None) -> Iterator[dict[str, Any]]:
    """Ranked rows as plain data, the first ``top`` of them; None where there is no figure."""
    targets, figures = ranking.targets, figures_of(ranking)
    for place, at in enumerate(ranking.order[:top]):
        numbers = {name: _plain(float(values[at])) for name, values in figures.items()}
        yield {
            "rank": place + 1 if place < ranking.computed else None,
            "key": str(targets.keys[at]),
            "name": str(targets.texts["name"][at]),
            "country": _text(ranking, "country", at),
            "level": CONTACT_LEVELS[ranking.level[at]],
            "size": _SIZES[ranking.size[at]],
            **numbers,
            "row": int(targets.rows[at]),
            "reason": ranking.reason(at),
        }


def write_ranking(ranking: Ranking, path: Path, top: int | None = None) -> None:
    """Write a ranking, the first ``top`` rows of it, as CSV or Parquet by the file's ending.

    Rows of the list that were not accepted stand last in a whole ranking, with their reasons.

    Raises:
        FileError: another ending, or the file cannot be written; an old one is untouched.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise FileError(f"{path} is neither .csv nor .parquet", "name the file so")
    with replacing(path) as file:
        if path.suffix.lower() == ".parquet":
            _whole(ranking, top).write_parquet(file)
            return
        for start in range(0, max(_length(ranking, top), 1), _CHUNK):
            part = _safe(_frame(ranking, start, min(start + _CHUNK, _length(ranking, top))))
            file.write(part.write_csv(include_header=start == 0).encode())
        if top is None and ranking.rejects:
            file.write(_safe(_rejected(ranking)).write_csv(include_header=False).encode())


def write_keys(ranking: Ranking, path: Path, top: int | None = None) -> int:
    """Write the keys of accounts to call, one a line, the first one first; how many they are.

    Accounts whose conservative NPV is not above nil are left out.
    """
    worth = ranking.order[: int((ranking.reach[ranking.order] > 0).sum())][:top]
    write_atomic(path, "".join(f"{key}\n" for key in ranking.targets.keys[worth]).encode())
    return len(worth)


def _length(ranking: Ranking, top: int | None) -> int:
    return len(ranking.order) if top is None else min(top, len(ranking.order))


def _whole(ranking: Ranking, top: int | None) -> polars.DataFrame:
    import polars as pl

    frame = _frame(ranking, 0, _length(ranking, top))
    return frame if top is not None or not ranking.rejects else pl.concat([frame, _rejected(ranking)])


def _frame(ranking: Ranking, start: int, end: int) -> polars.DataFrame:
    """Ranked rows ``start`` to ``end`` as a table."""
    import polars as pl

    at, targets = ranking.order[start:end], ranking.targets
    place = np.arange(start, end)
    countries = targets.texts.get("country")
    why = ranking.why[at]
    reasons = {int(code): ranking.reason(int(at[np.flatnonzero(why == code)[0]])) for code in np.unique(why)}
    columns = {
        "rank": pl.Series(place + 1, dtype=pl.Int64).set(pl.Series(place >= ranking.computed, dtype=pl.Boolean), None),
        "key": pl.Series(targets.keys[at].tolist(), dtype=pl.String),
        "name": pl.Series(targets.texts["name"][at].tolist(), dtype=pl.String),
        "country": pl.Series([""] * len(at) if countries is None else countries[at].tolist(), dtype=pl.String),
        "level": pl.Series(np.array(CONTACT_LEVELS)[ranking.level[at]].tolist(), dtype=pl.String),
        "size": pl.Series(np.array(_SIZES)[ranking.size[at]].tolist(), dtype=pl.String),
        **{
            name: pl.Series(np.round(values[at], _DECIMALS[name])).fill_nan(None)
            for name, values in figures_of(ranking).items()
        },
        "row": pl.Series(targets.rows[at], dtype=pl.Int64),
        "reason": pl.Series([reasons[int(code)] for code in why], dtype=pl.String),
    }
    return pl.DataFrame({name: columns[name] for name in COLUMNS})


def _rejected(ranking: Ranking) -> polars.DataFrame:
    """Rows of the list that were not accepted, one a problem."""
    import polars as pl

    rejects = ranking.rejects
    none = {name: pl.Series([None] * len(rejects), dtype=pl.Float64) for name in _DECIMALS}
    empty = pl.Series([""] * len(rejects), dtype=pl.String)
    columns = {
        **none,
        "rank": pl.Series([None] * len(rejects), dtype=pl.Int64),
        "key": pl.Series([reject.key for reject in rejects], dtype=pl.String),
        **dict.fromkeys(("name", "country", "level", "size"), empty),
        "row": pl.Series([reject.row for reject in rejects], dtype=pl.Int64),
        "reason": pl.Series([_said(reject.column, reject.reason, reject.remedy) for reject in rejects]),
    }
    return pl.DataFrame({name: columns[name] for name in COLUMNS})


def _said(column: str, reason: str, remedy: str) -> str:
    return "; ".join(part for part in (f"{column} {reason}".strip(), remedy) if part)


def _safe(frame: polars.DataFrame) -> polars.DataFrame:
    """The same with a quote before texts that a spreadsheet would run."""
    import polars as pl

    return frame.with_columns(pl.col(pl.String).str.replace(_RUNS, "'${1}"))


def _plain(value: float) -> float | None:
    return value if np.isfinite(value) else None


def _text(ranking: Ranking, name: str, at: int) -> str:
    column = ranking.targets.texts.get(name)
    return "" if column is None else str(column[at])
