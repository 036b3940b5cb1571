"""samples/target-list: what is read of it, and a row's gaps filled by hand."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from valuepitch.batch.pages import make_pages
from valuepitch.inputs.load import load, load_product, validate
from valuepitch.inputs.targets import Targets, inspect_list, read_targets
from valuepitch.model import Product, Prospect
from valuepitch.pipeline.evaluation import evaluate_loaded

FOLDER = Path(__file__).resolve().parents[2] / "samples" / "target-list"
LIST, PROFILE = FOLDER / "targets.csv", FOLDER / "product.yaml"


@pytest.fixture(scope="module")
def targets() -> Targets:
    return read_targets(LIST, load_product(PROFILE), folder=FOLDER)


def test_it_is_understood_as_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)
    found = inspect_list(Path("targets.csv"), load_product(PROFILE), folder=Path())
    assert found.plain() == json.loads((FOLDER / "expected" / "inspect.json").read_text("utf-8"))


def test_250_accounts_the_last_twelve_of_them_hostile(targets: Targets) -> None:
    assert targets.read == 250
    assert targets.n == 243
    assert min(reject.row for reject in targets.rejects) == 245
    assert {reject.row: reject.reason for reject in targets.rejects} == {
        245: "is 160 characters long",
        246: "company is empty",
        247: "is the same account as row 6",
        248: "is € 3.4m, while the row is in USD",
        249: "is -12",
        250: "has 13 cells, the header 11",
        251: "has 3 cells, the header 11",
    }
    assert targets.texts["name"][-5:].tolist() == [
        "<img src=file:///etc/passwd>",
        '=HYPERLINK("http://x.example","open")',
        "../../CON",
        "{{ 7*7 }}{% raw %}",
        "株式会社青波工業",
    ]


def test_the_hostile_rows_become_pages_or_rejects(tmp_path: Path) -> None:
    keys = tuple(f"0015r00009000{number:02}" for number in range(1, 6))
    done = make_pages(LIST, PROFILE, str(tmp_path), keys=keys, jobs=1, attachments=False, date=date(2026, 11, 23))
    assert (done.count.made, done.refused_rows, done.pages) == (4, 1, 4)
    said = (tmp_path / "rejects.csv").read_text("utf-8")
    assert said == (FOLDER / "expected" / "rejects.csv").read_text("utf-8")


def test_gaps_of_a_row_by_hand(targets: Targets) -> None:
    """Line 5 of the list, and the ratios of its sector, read without the program."""
    with LIST.open(encoding="utf-8", newline="") as file:
        row = list(csv.DictReader(file))[3]
    with (FOLDER / "benchmarks.csv").open(encoding="utf-8", newline="") as file:
        usual = {(line["sector"], line["ratio"]): float(line["value"]) for line in csv.DictReader(file)}
    assert (row["Industry"], row["Inventory from accounts"]) == ("Paper", "")
    revenue = float(row["Annual Revenue"])
    margin = revenue * usual["Paper/Forest Products", "gross_margin / revenue"]
    i = targets.rows.tolist().index(5)
    assert targets.numbers["revenue"][i] == revenue == 312_140_000
    assert targets.numbers["inventory"][i] == pytest.approx(
        revenue * usual["Paper/Forest Products", "inventory / revenue"], rel=1e-15
    )
    assert targets.complete()["cost_of_sales"][i] == pytest.approx(revenue - margin, rel=1e-15)
    mark = targets.marks[targets.origins["inventory"][i]]
    assert (mark.origin, mark.source, mark.as_of) == (
        "benchmark", "Damodaran, US companies, January 2025, n=6", "2025-01-05",
    )  # fmt: skip


def test_every_row_that_is_taken_makes_a_case(targets: Targets) -> None:
    profile = load(PROFILE, Product)
    for i in range(0, targets.n, 12):
        evaluated = evaluate_loaded(validate(targets.prospect(i), Prospect), profile)
        assert evaluated.case.result.value("npv") == evaluated.case.result.value("npv")
    assert sum(item.has_range for item in evaluated.case.inputs.values()) == 8


def test_its_sectors_are_those_of_the_source() -> None:
    source = FOLDER.parents[2] / "shared" / "data" / "sector_ratios.csv"
    if not source.is_file():
        pytest.skip(f"the sector figures are not here: {source}")
    names = {"gross_margin": "gross_margin", "inventory": "inventory_to_sales", "receivables": "receivables_to_sales",
             "payables": "payables_to_sales"}  # fmt: skip
    with source.open(encoding="utf-8", newline="") as file:
        theirs = {(row["sector"], row["ratio"]): row for row in csv.DictReader(file)}
    with (FOLDER / "benchmarks.csv").open(encoding="utf-8", newline="") as file:
        ours = list(csv.DictReader(file))
    assert len(ours) > 300
    for row in ours:
        sector = "Total Market (without financials)" if row["sector"] == "*" else row["sector"]
        found = theirs[sector, names[row["ratio"].split(" / ")[0]]]
        assert float(row["value"]) == pytest.approx(float(found["value"]), abs=5e-7)
        assert f"n={row['n']} firms" in found["source"]
