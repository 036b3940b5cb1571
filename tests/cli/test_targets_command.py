"""``valuepitch targets``: how a list is read, and what a profile asks of one."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

Ended = tuple[int, str, str]
SAMPLE = Path(__file__).parents[2] / "samples" / "target-list"


@pytest.fixture
def listed(folder: Path) -> Path:
    """A folder with the sample of a target list."""
    for name in ("targets.csv", "product.yaml", "mapping.yaml", "benchmarks.csv"):
        shutil.copyfile(SAMPLE / name, folder / name)
    return folder


def test_inspect_shows_columns_gaps_and_problems(listed: Path, run: Callable[..., Ended]) -> None:
    code, out, err = run("targets", "inspect", "targets.csv", "-p", "product.yaml")
    assert code == 1
    assert "targets.csv: 250 rows, 11 columns; 243 can be used" in out
    assert "Annual Revenue" in out
    assert "Not used: Last Activity" in out
    assert "Filled from benchmarks: gross_margin in 243 rows" in out
    assert "is the same account as row 6" in out
    assert err == ""


def test_inspect_as_json_is_what_the_sample_says(listed: Path, run: Callable[..., Ended]) -> None:
    code, out, _ = run("targets", "inspect", "targets.csv", "-p", "product.yaml", "--json")
    assert code == 1
    assert json.loads(out) == json.loads((SAMPLE / "expected" / "inspect.json").read_text("utf-8"))


def test_its_ranking_is_what_the_sample_says(listed: Path, run: Callable[..., Ended]) -> None:
    run("rank", "targets.csv", "-p", "product.yaml", "-o", "rank.csv")
    assert Path("rank.csv").read_text("utf-8") == (SAMPLE / "expected" / "rank.csv").read_text("utf-8")


def test_inspect_of_a_clean_list_ends_with_0(folder: Path, run: Callable[..., Ended]) -> None:
    Path("list.csv").write_text("name,revenue\nAcme,5\n", "utf-8")
    code, out, _ = run("targets", "inspect", "list.csv")
    assert code == 0
    assert "list.csv: 1 row, 2 columns; 1 can be used" in out


def test_a_mistyped_header_is_not_used_and_its_meaning_is_asked(folder: Path, run: Callable[..., Ended]) -> None:
    Path("list.csv").write_text("name,Employes,Anual Revenue,Colour\nAcme,5,6,red\n", "utf-8")
    _, out, _ = run("targets", "inspect", "list.csv")
    assert "Not used: Employes (did you mean employees?), Anual Revenue (did you mean annual revenue?), Colour" in out


def test_inspect_says_what_is_missing(listed: Path, run: Callable[..., Ended]) -> None:
    Path("list.csv").write_text("name,turnover eur\nAcme,5\n", "utf-8")
    code, out, _ = run("targets", "inspect", "list.csv", "-p", "product.yaml", "--json")
    assert code == 1
    assert [problem["message"] for problem in json.loads(out)["missing"]] == [
        "has no column Inventory from accounts, which the mapping names for inventory",
        "has no column revenue, which the formulas need",
    ]
    assert "has no column revenue" in run("targets", "inspect", "list.csv", "-p", "product.yaml")[2]


def test_inspect_shows_cells_also_where_a_column_cannot_be_read(folder: Path, run: Callable[..., Ended]) -> None:
    Path("list.csv").write_text("name,revenue\nAcme,1.234\n", "utf-8")
    code, out, err = run("targets", "inspect", "list.csv")
    assert code == 1
    assert "1.234" in out
    assert "ambiguous decimal mark" in err
    assert run("targets", "inspect", "list.csv", "--decimal", ",")[0] == 0


def test_a_file_that_is_not_there(folder: Path, run: Callable[..., Ended]) -> None:
    code, _, err = run("targets", "inspect", "none.csv")
    assert code == 1
    assert "none.csv does not exist" in err


def test_nothing_in_a_list_steers_the_terminal(folder: Path, run: Callable[..., Ended]) -> None:
    Path("list.csv").write_text('name,"x\x1b[31m",revenue\nA\x1b[2Jcme,y,[bold]5\n', "utf-8")
    _, out, err = run("targets", "inspect", "list.csv")
    assert "\x1b" not in out + err
    assert "[bold]5" in out


def test_schema_names_what_a_profile_needs(listed: Path, run: Callable[..., Ended]) -> None:
    code, out, _ = run("targets", "schema", "-p", "product.yaml", "--json")
    columns = json.loads(out)
    assert code == 0
    assert [column["name"] for column in columns if column["needed"] == "by the formulas"] == [
        "revenue", "cost_of_sales", "inventory",
    ]  # fmt: skip
    assert next(column for column in columns if column["name"] == "revenue")["unit"] == "money"
    code, out, _ = run("targets", "schema", "-p", "product.yaml", "--csv")
    assert (
        out == "id,name,country,currency,sector,employees,contact_name,contact_title,revenue,cost_of_sales,inventory\n"
    )
    code, out, _ = run("targets", "schema")
    assert "hurdle_basis" in out


def test_a_list_that_starts_from_the_schema_is_read(listed: Path, run: Callable[..., Ended]) -> None:
    _, header, _ = run("targets", "schema", "-p", "product.yaml", "--csv")
    Path("list.csv").write_text(header + "1,Acme,US,USD,Machinery,40,Ada,CFO,1000000,600000,90000\n", "utf-8")
    Path("product.yaml").write_text(Path("product.yaml").read_text("utf-8").replace("mapping: mapping.yaml\n", ""))
    code, _, err = run("targets", "inspect", "list.csv", "-p", "product.yaml")
    assert (code, err) == (0, "")


def test_two_forms_at_once_are_a_wrong_use(folder: Path, run: Callable[..., Ended]) -> None:
    code, _, err = run("targets", "schema", "--json", "--csv")
    assert code == 2
    assert "name one" in err
