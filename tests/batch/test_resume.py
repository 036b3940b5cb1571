"""A run goes on where another one stopped: nothing is made twice, what has changed is made anew and nothing else."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.batch.runs import BAD, PROFILE, ROWS, Desk, assert_whole, files, manifests, records, rejects, run, write_list
from valuepitch.batch.journal import NAME, Journal
from valuepitch.batch.store import Folder
from valuepitch.errors import FileError

NAMES = ["Northfield", "Southfield", "Westfield", "Eastfield"]
TEMPLATE = '{% extends "base.html.j2" %}{% block decision %}{{ super() }}<p>ours</p>{% endblock %}'


@pytest.fixture
def made(tmp_path: Path, desk: Desk) -> Path:
    """A folder with a list and its pages; nobody has asked for a page since."""
    write_list(tmp_path)
    run(tmp_path)
    assert sorted(desk.asked) == sorted(NAMES)
    desk.asked.clear()
    return tmp_path


def test_nothing_is_made_twice(made: Path, desk: Desk) -> None:
    whole = files(made / "pages")
    times = {path.name: path.stat().st_mtime_ns for path in (made / "pages").glob("*.pdf")}
    done = run(made)
    assert (done.count.made, done.count.kept, desk.asked) == (0, 4, [])
    assert files(made / "pages") == whole
    assert {path.name: path.stat().st_mtime_ns for path in (made / "pages").glob("*.pdf")} == times


def test_a_changed_row_is_made_anew_and_nothing_else(made: Path, desk: Desk) -> None:
    write_list(made, (ROWS[0], ROWS[1].replace("50000000", "60000000"), *ROWS[2:]))
    before = records(made / "pages")
    run(made)
    after = records(made / "pages")
    assert desk.asked == ["Southfield"]
    assert [key for key in after if after[key] != before[key]] == ["k2"]
    assert_whole(made / "pages")


def test_a_renamed_account_gets_a_new_file_and_the_old_one_is_listed_no_more(made: Path, desk: Desk) -> None:
    old = records(made / "pages")["k1"]["file"]
    write_list(made, (ROWS[0].replace("Northfield", "Northmoor"), *ROWS[1:]))
    run(made)
    assert desk.asked == ["Northmoor"]
    assert old not in {page["file"] for page in records(made / "pages").values()}
    assert_whole(made / "pages")


def test_a_page_whose_row_is_gone_leaves_the_manifest_and_comes_back_with_it(made: Path, desk: Desk) -> None:
    whole = manifests(made / "pages")
    write_list(made, ROWS[1:])
    run(made)
    assert list(records(made / "pages")) == ["k2", "k3", "k4"]
    write_list(made)
    run(made)
    assert desk.asked == []
    assert manifests(made / "pages") == whole


def test_a_row_that_becomes_a_reject_leaves_the_manifest(made: Path) -> None:
    write_list(made, (ROWS[0].replace("9000000", "many"), *ROWS[1:]))
    assert run(made).refused_rows == 1
    assert list(records(made / "pages")) == ["k2", "k3", "k4"]
    assert [row["key"] for row in rejects(made / "pages")] == ["k1"]


def damage(how: str, page: Path) -> None:
    if how == "gone":
        page.unlink()
    elif how == "cut":
        page.write_bytes(page.read_bytes()[:-100])
    elif how == "empty":
        page.write_bytes(b"")
    elif how == "another":
        page.write_bytes(b"%PDF-1.7 another page")
    else:
        data = bytearray(page.read_bytes())
        data[len(data) // 2] ^= 1
        page.write_bytes(bytes(data))


@pytest.mark.parametrize("how", ["gone", "cut", "empty", "another", "one bit"])
def test_a_file_that_is_gone_or_damaged_is_made_anew_and_nothing_else(how: str, made: Path, desk: Desk) -> None:
    whole = files(made / "pages")
    damage(how, made / "pages" / records(made / "pages")["k3"]["file"])
    run(made)
    assert desk.asked == ["Westfield"]
    assert files(made / "pages") == whole


def other_profile(folder: Path) -> dict[str, object]:
    write_list(folder, ROWS, PROFILE.replace("0.01", "0.02"))
    return {}


def other_template(folder: Path) -> dict[str, object]:
    (folder / "templates" / "onepager").mkdir(parents=True)
    (folder / "templates" / "onepager" / "page.html.j2").write_text(TEMPLATE, "utf-8")
    return {"templates": folder / "templates"}


def other_readers(folder: Path) -> dict[str, object]:
    (folder / "readers.toml").write_text('[titles]\ncontroller = ["budget holder"]\n', "utf-8")
    return {}


CHANGES: dict[str, Callable[[Path], dict[str, object]]] = {
    "profile": other_profile,
    "template": other_template,
    "readers beside the profile": other_readers,
    "date": lambda _: {"date": date(2027, 1, 4)},
    "paper": lambda _: {"page": "letter"},
    "redacted": lambda _: {"redact": True},
    "attachments": lambda _: {"attachments": True},
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_all_pages_share_makes_all_of_them_anew(what: str, made: Path, desk: Desk) -> None:
    before = records(made / "pages")
    options = CHANGES[what](made)
    assert run(made, **options).count.made == 4
    assert sorted(desk.asked) == sorted(NAMES)
    assert list(records(made / "pages")) == list(before)
    assert_whole(made / "pages")
    desk.asked.clear()
    assert run(made, **options).count.kept == 4


def test_comments_and_the_order_of_keys_change_nothing(made: Path, desk: Desk) -> None:
    lines = PROFILE.splitlines(keepends=True)
    write_list(made, ROWS, "# for the autumn\n" + "".join([*lines[1:4], lines[0], *lines[4:]]))
    assert run(made).count.kept == 4
    assert desk.asked == []


def without_rows(folder: Path) -> list[dict[str, str]]:
    return [{name: said for name, said in row.items() if name != "row"} for row in rejects(folder)]


@pytest.mark.usefixtures("desk")
def test_the_order_of_the_rows_changes_the_numbers_of_rejected_rows_alone(tmp_path: Path) -> None:
    rows = [*ROWS, *BAD, "株,株式会社,JP,9000000,60", "s1,Smith & Sons,US,9000000,60"]
    write_list(tmp_path, rows)
    run(tmp_path)
    whole, refused = files(tmp_path / "pages"), without_rows(tmp_path / "pages")
    assert [row["key"] for row in refused] == ["m1", "m2", "株"]
    for seed in range(4):
        random.Random(seed).shuffle(rows)
        write_list(tmp_path / "other", rows)
        run(tmp_path / "other")
        found = files(tmp_path / "other" / "pages")
        assert without_rows(tmp_path / "other" / "pages") == refused
        assert {**found, "rejects.csv": b""} == {**whole, "rejects.csv": b""}
        shutil.rmtree(tmp_path / "other")


def test_a_journal_of_another_format_is_refused_and_untouched(made: Path) -> None:
    journal = made / "pages" / NAME
    with sqlite3.connect(journal) as base:
        base.execute("UPDATE said SET value = '2' WHERE name = 'format'")
    base.close()
    whole = files(made / "pages")
    with pytest.raises(FileError, match="another version of valuepitch; name a new folder"):
        run(made)
    assert files(made / "pages") == whole


@pytest.mark.parametrize("content", [b"no journal at all" * 100, b"SQLite format 3\x00" + bytes(4000)])
def test_a_damaged_journal_is_said_with_its_remedy(content: bytes, made: Path, desk: Desk) -> None:
    whole = files(made / "pages")
    for left in (made / "pages").glob(f"{NAME}*"):
        left.unlink()
    (made / "pages" / NAME).write_bytes(content)
    with pytest.raises(FileError, match="remove it to make all pages anew"):
        run(made)
    (made / "pages" / NAME).unlink()
    run(made)
    assert files(made / "pages") == whole
    assert sorted(desk.asked) == sorted(NAMES)


def test_a_folder_in_the_place_of_the_journal_is_said(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    with pytest.raises(FileError, match="cannot be used"):
        Journal(Folder(tmp_path))
    (tmp_path / NAME).rmdir()
    with Journal(Folder(tmp_path)) as journal:  # the lock was given back
        assert journal.entry("k1") is None


def test_a_second_run_on_a_folder_is_refused_and_the_lock_goes_with_the_first(made: Path) -> None:
    with Journal(Folder(made / "pages")), pytest.raises(FileError, match=r"another run writes to .*; wait for it"):
        run(made)
    assert run(made).count.kept == 4


def test_what_a_killed_run_left_is_swept(made: Path) -> None:
    whole = files(made / "pages")
    (made / "pages" / ".vp-0123456789abcdef.tmp").write_bytes(b"half a page")
    (made / "pages" / ".vp-mine").write_bytes(b"not ours")
    run(made)
    assert sorted(path.name for path in (made / "pages").glob(".vp-*")) == [".vp-mine"]
    assert files(made / "pages") == whole


def test_a_symbolic_link_in_the_place_of_a_page_is_refused_and_its_target_untouched(made: Path) -> None:
    (made / "mine").write_bytes(b"mine")
    page = made / "pages" / records(made / "pages")["k1"]["file"]
    page.unlink()
    page.symlink_to(made / "mine")
    done = run(made)
    assert (done.count.kept, done.count.refused) == (3, 1)
    assert rejects(made / "pages")[0]["reason"].endswith("is a symbolic link")
    assert rejects(made / "pages")[0]["remedy"] == "name the file itself"
    assert (made / "mine").read_bytes() == b"mine"
    page.unlink()
    assert run(made).count.made == 1
    assert_whole(made / "pages")


@pytest.mark.parametrize("name", ["manifest.json", "manifest.csv", "rejects.csv"])
def test_a_symbolic_link_in_the_place_of_a_manifest_is_refused(name: str, made: Path) -> None:
    (made / "mine").write_bytes(b"mine")
    (made / "pages" / name).unlink()
    (made / "pages" / name).symlink_to(made / "mine")
    with pytest.raises(FileError, match="is a symbolic link"):
        run(made)
    assert (made / "mine").read_bytes() == b"mine"
