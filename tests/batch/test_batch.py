"""A list becomes pages: what is made, what is said, what is left out."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.batch.runs import BAD, DAY, ROWS, Desk, assert_whole, files, manifests, records, rejects, run, write_list
from valuepitch.audit.folders import verify_paths
from valuepitch.batch.manifest import COLUMNS
from valuepitch.batch.pages import dry_run
from valuepitch.case.study import CONSERVATIVE
from valuepitch.errors import FileError, InputError
from valuepitch.inputs.load import load, validate
from valuepitch.inputs.targets import read_targets
from valuepitch.model import Product, Prospect
from valuepitch.pipeline.evaluation import evaluate_loaded

Command = Callable[..., tuple[int, str, str]]

BATCH = ("batch", "list.csv", "-p", "product.yaml")
OUT = ("-o", "pages", "--no-attachments", "--jobs", "1", "--date", "2026-11-23")


@pytest.mark.usefixtures("desk")
def test_every_page_is_reproduced_and_every_reject_has_its_reason(tmp_path: Path) -> None:
    write_list(tmp_path, (*ROWS, *BAD))
    done = run(tmp_path, attachments=True)
    pages = tmp_path / "pages"
    assert (done.count.made, done.pages, done.rejects, done.refused_rows, done.date) == (4, 4, 2, 2, DAY)
    assert_whole(pages)
    reports = list(verify_paths([pages]))
    assert [report.reproduced for report in reports] == [True] * 4
    found = records(pages)
    assert list(found) == ["k1", "k2", "k3", "k4"]
    assert found["k1"]["file"].startswith("northfield-")
    assert [report.case for report in reports] == [page["fingerprint"] for page in found.values()]
    assert [(row["row"], row["key"], row["column"], row["value"]) for row in rejects(pages)] == [
        ("6", "m1", "Annual Revenue", ""),
        ("7", "m2", "Annual Revenue", "many"),
    ]
    assert all(row["reason"] and row["remedy"] for row in rejects(pages))


@pytest.mark.usefixtures("desk")
def test_the_manifest_says_of_each_page_what_evaluate_says(tmp_path: Path) -> None:
    listed, product = write_list(tmp_path)
    run(tmp_path)
    profile = load(product, Product)
    assert profile.model is not None
    targets = read_targets(listed, profile.model, folder=tmp_path)
    for at, page in enumerate(records(tmp_path / "pages").values()):
        case = evaluate_loaded(validate(targets.prospect(at), Prospect), profile).case
        assert page["measures"]["npv"] == case.result.value("npv")
        assert page["measures"]["npv_conservative"] == case.result.value("npv", CONSERVATIVE)
        assert page["origin_shares"] == dict(case.origin_shares)
    lines = (tmp_path / "pages" / "manifest.csv").read_text("utf-8").splitlines()
    assert lines[0] == ",".join(COLUMNS)
    assert len(lines) == 5
    head = json.loads((tmp_path / "pages" / "manifest.json").read_bytes())
    assert (head["product"], head["date"], head["page"], head["template"]) == ("Tally", "2026-11-23", "a4", "onepager")


@pytest.mark.usefixtures("desk")
def test_a_dry_run_gives_the_figures_and_writes_nothing(tmp_path: Path) -> None:
    listed, product = write_list(tmp_path)
    before = files(tmp_path)
    _, found = dry_run(listed, product, jobs=1)
    figures = {key: result.record for key, result in found}
    assert files(tmp_path) == before
    run(tmp_path)
    for key, page in records(tmp_path / "pages").items():
        assert figures[key] == {name: page[name] for name in ("name", "currency", "measures", "origin_shares")}


@pytest.mark.usefixtures("desk")
def test_the_command_says_how_many_and_ends_with_0_or_1(tmp_path: Path, command: Command) -> None:
    write_list(tmp_path)
    code, out, err = command(*BATCH, *OUT)
    assert (code, err) == (0, "")
    assert "4 pages made, dated 2026-11-23" in out
    write_list(tmp_path, (*ROWS, *BAD))
    code, out, _ = command(*BATCH, *OUT)
    assert code == 1
    assert "0 pages made, 4 kept" in out
    assert "2 accounts without a page" in out
    code, out, _ = command(*BATCH, *OUT, "--json")
    said = json.loads(out)
    assert (said["asked"], said["made"], said["kept"], said["refused"], said["pages"], said["rejects"]) == (
        4, 0, 4, 2, 4, 2,
    )  # fmt: skip


@pytest.mark.usefixtures("desk")
def test_a_dry_run_of_the_command(tmp_path: Path, command: Command) -> None:
    write_list(tmp_path, (*ROWS, *BAD))
    code, out, _ = command(*BATCH, "--dry-run")
    assert code == 1
    assert "4 accounts, 2 without figures; nothing was written" in out
    code, out, _ = command(*BATCH, "--dry-run", "--json", "--only", "k2")
    assert code == 0
    assert [account["key"] for account in json.loads(out)["accounts"]] == ["k2"]
    assert not (tmp_path / "pages").exists()


@pytest.mark.parametrize(
    "words, said",
    [
        (("batch", "list.csv", "-o", "pages"), "--product"),
        (BATCH, "name the folder of the pages with -o"),
        ((*BATCH, "-o", "pages", "--jobs", "0"), "--jobs"),
        ((*BATCH, "-o", "pages", "--limit", "0"), "--limit"),
        ((*BATCH, "-o", "pages", "--date", "tomorrow"), "--date"),
        ((*BATCH, "-o", "pages", "--page", "a3"), "--page"),
    ],
)
def test_wrong_use_ends_with_2(words: tuple[str, ...], said: str, tmp_path: Path, command: Command) -> None:
    write_list(tmp_path)
    code, _, err = command(*words)
    assert code == 2
    assert said in err
    assert not (tmp_path / "pages").exists()


def test_what_stops_before_the_first_page_ends_with_5_and_leaves_nothing(tmp_path: Path, command: Command) -> None:
    write_list(tmp_path, ROWS)
    (tmp_path / "empty.csv").write_text("Account ID,Account Name,Annual Revenue\n", "utf-8")
    (tmp_path / "cp1254.csv").write_bytes("Account ID,Account Name,Annual Revenue\nk1,Ağaç,5\n".encode("cp1254"))
    (tmp_path / "no-keys.txt").write_bytes(b"\n\n")
    for words, said in (
        (("batch", "nope.csv", "-p", "product.yaml", "-o", "pages"), "nope.csv does not exist"),
        (("batch", "empty.csv", "-p", "product.yaml", "-o", "pages"), "no target"),
        (("batch", "cp1254.csv", "-p", "product.yaml", "-o", "pages"), "--encoding"),
        (("batch", "list.csv", "-p", "nope.yaml", "-o", "pages"), "nope.yaml does not exist"),
        ((*BATCH, "-o", "pages", "--only", "k9"), "has no account with the key k9"),
        ((*BATCH, "-o", "pages", "--keys", "no-keys.txt"), "holds no key"),
        ((*BATCH, "-o", "pages", "--keys", "nope.txt"), "nope.txt does not exist"),
    ):
        code, _, err = command(*words)
        assert code == 5, err
        assert said in err
        assert not (tmp_path / "pages").exists()


@pytest.mark.usefixtures("desk")
def test_a_place_that_cannot_be_written_ends_with_5(tmp_path: Path, command: Command) -> None:
    write_list(tmp_path)
    (tmp_path / "file").write_bytes(b"mine")
    for place, said in (
        ("file", "cannot be made"),
        ("file/pages", "cannot be made"),
        ("/proc/pages", "cannot be made"),  # a file system that nobody can write to, whoever runs the test
        ("/proc/self", "cannot be written"),
    ):
        code, _, err = command(*BATCH, "-o", place)
        assert code == 5
        assert said in err
    assert (tmp_path / "file").read_bytes() == b"mine"


def test_strict_makes_no_page_while_a_row_has_a_problem(tmp_path: Path, command: Command) -> None:
    write_list(tmp_path, (*ROWS, *BAD))
    code, _, err = command(*BATCH, *OUT, "--strict")
    assert code == 5
    assert "list.csv:6" in err
    assert "list.csv:7" in err
    assert not (tmp_path / "pages").exists()


@pytest.mark.usefixtures("desk")
def test_some_accounts_alone_take_nothing_out_of_the_manifest(tmp_path: Path) -> None:
    write_list(tmp_path, (*ROWS, *BAD))
    run(tmp_path, limit=2)
    assert list(records(tmp_path / "pages")) == ["k1", "k2"]
    assert run(tmp_path, keys=("k4",)).count.made == 1
    assert list(records(tmp_path / "pages")) == ["k1", "k2", "k4"]
    done = run(tmp_path, keys=("k4", "m1"))
    assert (done.count.kept, done.refused_rows, done.rejects) == (1, 1, 2)
    run(tmp_path)
    whole = manifests(tmp_path / "pages")
    for options in ({"keys": ("k3",)}, {"limit": 1}, {"keys": ("k1", "k2"), "limit": 1}):
        run(tmp_path, resume=False, **options)
        assert manifests(tmp_path / "pages") == whole


@pytest.mark.usefixtures("desk")
def test_keys_of_a_ranking_are_taken(tmp_path: Path, command: Command) -> None:
    write_list(tmp_path)
    assert command("rank", "list.csv", "-p", "product.yaml", "--keys", "first.txt", "--top", "2")[0] == 0
    first = (tmp_path / "first.txt").read_text("utf-8").split()
    code, out, _ = command(*BATCH, *OUT, "--keys", "first.txt")
    assert code == 0
    assert "2 pages made" in out
    assert sorted(records(tmp_path / "pages")) == sorted(first)


def test_a_wrong_key_of_a_long_list_is_answered_in_a_line(tmp_path: Path) -> None:
    write_list(tmp_path, [f"a{at},Name {at},US,9000000,60" for at in range(3000)])
    with pytest.raises(InputError) as error:
        run(tmp_path, keys=[f"zz{at}" for at in range(500)])
    assert len(error.value.problems) <= 21
    assert max(len(str(problem)) for problem in error.value.problems) < 300


@pytest.mark.usefixtures("desk")
def test_the_date_is_that_of_the_first_run(tmp_path: Path) -> None:
    write_list(tmp_path)
    assert run(tmp_path, limit=1).date == DAY
    assert run(tmp_path, date=None, limit=1).count.kept == 1
    later = date(2027, 1, 4)
    assert run(tmp_path, date=later, limit=1).count.made == 1
    done = run(tmp_path, date=None, limit=1)
    assert (done.count.kept, done.date) == (1, later)


@pytest.mark.usefixtures("desk")
def test_a_list_that_cannot_be_read_changes_no_date(tmp_path: Path) -> None:
    write_list(tmp_path)
    run(tmp_path)
    (tmp_path / "list.csv").rename(tmp_path / "other.csv")
    with pytest.raises(FileError):
        run(tmp_path, date=date(2027, 1, 4))
    (tmp_path / "other.csv").rename(tmp_path / "list.csv")
    assert run(tmp_path, date=None).count.kept == 4


def test_all_is_made_anew_where_nothing_is_kept(tmp_path: Path, desk: Desk) -> None:
    write_list(tmp_path)
    run(tmp_path)
    whole = files(tmp_path / "pages")
    assert run(tmp_path, resume=False).count.made == 4
    assert len(desk.asked) == 8
    assert files(tmp_path / "pages") == whole
