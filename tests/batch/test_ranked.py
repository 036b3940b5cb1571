"""A ranking as files: every row in order, nothing that a spreadsheet would run, keys for the next command."""

from __future__ import annotations

import csv
from pathlib import Path

import polars as pl
import pytest

from valuepitch.batch.rank import Ranking
from valuepitch.batch.ranked import COLUMNS, records, write_keys, write_ranking
from valuepitch.batch.ranking import rank_list
from valuepitch.errors import FileError

from .lists import REJECTED, ROWS, write_case


@pytest.fixture
def ranking(tmp_path: Path) -> Ranking:
    return rank_list(*write_case(tmp_path, (*ROWS, *REJECTED)))[0]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_the_csv_holds_every_row_in_order_and_the_rejected_last(ranking: Ranking, tmp_path: Path) -> None:
    write_ranking(ranking, tmp_path / "order.csv")
    found = rows_of(tmp_path / "order.csv")
    assert tuple(found[0]) == COLUMNS
    assert [row["key"] for row in found[: len(ROWS)]] == [str(ranking.targets.keys[at]) for at in ranking.order]
    assert {row["key"] for row in found[len(ROWS) :]} == {"m1", "m2"}
    assert [row["rank"] for row in found[:3]] == ["1", "2", "3"]
    lost = [row for row in found if not row["rank"]]
    assert all(row["reason"] and not row["npv"] for row in lost)
    assert len(lost) == 3 + len(ranking.rejects)
    by_key = {row["key"]: row for row in found}
    assert float(by_key["k1"]["npv"]) == pytest.approx(ranking.npv[0], abs=0.005)
    assert by_key["m1"]["reason"].startswith("scrap_tonnes is blank")


def test_parquet_holds_the_same_rows_as_csv(ranking: Ranking, tmp_path: Path) -> None:
    write_ranking(ranking, tmp_path / "order.csv")
    write_ranking(ranking, tmp_path / "order.parquet")
    frame = pl.read_parquet(tmp_path / "order.parquet")
    assert tuple(frame.columns) == COLUMNS
    text = rows_of(tmp_path / "order.csv")
    assert frame["key"].to_list() == [row["key"] for row in text]
    assert [None if not row["npv"] else float(row["npv"]) for row in text] == frame["npv"].to_list()
    assert frame["npv"].dtype == pl.Float64


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_the_first_rows_alone_are_written_where_they_are_asked_for(
    suffix: str, ranking: Ranking, tmp_path: Path
) -> None:
    path = tmp_path / f"first.{suffix}"
    write_ranking(ranking, path, 2)
    keys = [row["key"] for row in rows_of(path)] if suffix == "csv" else pl.read_parquet(path)["key"].to_list()
    assert keys == [str(ranking.targets.keys[at]) for at in ranking.order[:2]]


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "＝"])
def test_a_text_that_a_spreadsheet_would_run_is_quoted(first: str, tmp_path: Path) -> None:
    name = f"{first}cmd()"
    found = rank_list(*write_case(tmp_path, [ROWS[0].replace("Northfield", name)]))[0]
    write_ranking(found, tmp_path / "order.csv")
    write_ranking(found, tmp_path / "order.parquet")
    assert rows_of(tmp_path / "order.csv")[0]["name"] == f"'{name}"
    assert pl.read_parquet(tmp_path / "order.parquet")["name"].to_list() == [name]
    assert next(records(found))["name"] == name


def test_a_negative_figure_is_no_text(tmp_path: Path) -> None:
    found = rank_list(*write_case(tmp_path, [ROWS[3]]))[0]
    write_ranking(found, tmp_path / "order.csv")
    assert float(rows_of(tmp_path / "order.csv")[0]["npv"]) < 0


def test_the_keys_are_those_worth_a_call_in_order(ranking: Ranking, tmp_path: Path) -> None:
    count = write_keys(ranking, tmp_path / "keys.txt")
    worth = [str(ranking.targets.keys[at]) for at in ranking.order if ranking.conservative[at] > 0]
    assert (tmp_path / "keys.txt").read_text("utf-8") == "".join(f"{key}\n" for key in worth)
    assert count == len(worth) > 3
    assert write_keys(ranking, tmp_path / "keys.txt", 2) == 2
    assert (tmp_path / "keys.txt").read_text("utf-8").split() == worth[:2]


def test_another_kind_of_file_is_refused_and_nothing_is_written(ranking: Ranking, tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"neither \.csv nor \.parquet"):
        write_ranking(ranking, tmp_path / "order.xlsx")
    assert not (tmp_path / "order.xlsx").exists()


def test_a_list_without_an_accepted_row_is_a_table_of_rejects(tmp_path: Path) -> None:
    found = rank_list(*write_case(tmp_path, REJECTED))[0]
    write_ranking(found, tmp_path / "order.csv")
    write_ranking(found, tmp_path / "order.parquet")
    assert {row["key"] for row in rows_of(tmp_path / "order.csv")} == {"m1", "m2"}
    assert set(pl.read_parquet(tmp_path / "order.parquet")["key"]) == {"m1", "m2"}
