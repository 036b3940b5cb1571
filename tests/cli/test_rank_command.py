"""``valuepitch rank``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.batch.lists import REJECTED, ROWS, write_case

Run = Callable[..., tuple[int, str, str]]

RANK = ("rank", "list.csv", "-p", "product.yaml")


def test_the_table_says_whom_to_call_first_and_at_which_level(folder: Path, run: Run) -> None:
    write_case(folder, ROWS[:4])
    code, out, err = run(*RANK)
    assert code == 0
    assert err == "likelihoods: the starter's estimates; name your own with --funnel\n"
    lines = out.splitlines()
    assert " ".join(lines[0].split()) == "account call within reach poor end NPV, USD payback estimates ROI IRR"
    assert lines[1].startswith("1 Southfield CFO")
    assert lines[-1] == "4 read, 4 ranked, 2 worth a call at their poor end, 0 without figures"


def test_rows_without_figures_are_said_and_end_with_1(folder: Path, run: Run) -> None:
    write_case(folder, (*ROWS, *REJECTED))
    code, out, _ = run(*RANK)
    assert code == 1
    assert "a formula divides by zero" in out
    assert "14 read, 9 ranked" in out
    assert "list.csv:14:1  scrap_tonnes  is blank" in out


def test_files_keys_and_the_first_rows(folder: Path, run: Run) -> None:
    write_case(folder, ROWS[:4])
    code, out, _ = run(*RANK, "-o", "order.csv", "--keys", "first.txt", "--top", "2")
    assert code == 0
    assert out.splitlines()[-2:] == ["order.csv", "first.txt"]
    assert len((folder / "order.csv").read_text().splitlines()) == 3
    assert (folder / "first.txt").read_text() == "k2\nk3\n"


def test_json_has_every_figure_unrounded(folder: Path, run: Run) -> None:
    write_case(folder, (*ROWS[:4], REJECTED[0]))
    code, out, _ = run(*RANK, "--json", "--top", "2")
    data = json.loads(out)
    assert code == 1
    assert (data["read"], data["ranked"], data["worth_calling"], data["currency"]) == (5, 4, 2, "USD")
    assert [row["key"] for row in data["accounts"]] == ["k2", "k3"]
    assert data["accounts"][0]["within_reach"] == pytest.approx(data["accounts"][0]["npv_conservative"] * 0.04)
    assert data["rejects"][0]["column"] == "scrap_tonnes"


def test_a_funnel_that_is_named_weighs_the_value(folder: Path, run: Run) -> None:
    write_case(folder, ROWS[:1])
    run("funnel", "mine.yaml", "--new")
    text = (folder / "mine.yaml").read_text().replace("small: {value: 5%, low: 2%", "small: {value: 7%, low: 2%")
    (folder / "mine.yaml").write_text(text)
    code, out, err = run(*RANK, "--funnel", "mine.yaml", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out)["accounts"][0]["likelihood"] == 0.07


@pytest.mark.parametrize(
    "words, code, said",
    [
        (("rank", "none.csv", "-p", "product.yaml"), 1, "none.csv"),
        (("rank", "list.csv"), 2, "Missing option '--product'"),
        ((*RANK, "--top", "0"), 2, "0 is not in the range"),
        ((*RANK, "-o", "order.xlsx"), 1, "neither .csv nor .parquet"),
        ((*RANK, "--funnel", "none.yaml"), 1, "none.yaml does not exist"),
    ],
)
def test_wrong_use_says_what_is_wrong(words: tuple[str, ...], code: int, said: str, folder: Path, run: Run) -> None:
    write_case(folder, ROWS[:1])
    ended, _, err = run(*words)
    assert ended == code
    assert said in err
