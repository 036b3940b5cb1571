"""``valuepitch new``: a case that builds as it is, and never over what is there."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from valuepitch.inputs.starter import starter_files

Run = Callable[..., tuple[int, str, str]]

NAMES = ["prospect.yaml", "product.yaml", "prospect.schema.json", "product.schema.json"]


def test_new_writes_the_starter_files_and_says_so(folder: Path, run: Run) -> None:
    code, out, err = run("new", "acme")
    assert (code, err) == (0, "")
    assert out.splitlines()[:4] == [f"acme/{name}" for name in NAMES]
    assert {path.name: path.read_bytes() for path in (folder / "acme").iterdir()} == starter_files()


def test_the_line_that_new_prints_makes_a_page(folder: Path, run: Run) -> None:
    _, out, _ = run("new", "acme")
    program, *words = shlex.split(out.splitlines()[-1].removeprefix("Next: "))
    assert program == "valuepitch"
    code, out, err = run(*words, "--date", "2026-11-23")
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == "acme/page.pdf"
    assert (folder / "acme" / "page.pdf").read_bytes().startswith(b"%PDF-")


def test_a_new_case_checks_without_a_word(run: Run) -> None:
    run("new", "acme")
    code, out, _ = run("check", "acme")
    assert code == 0
    assert out == "2 files checked: 0 problems, 0 warnings\n"


def test_a_new_case_in_turkish_checks_and_builds_without_a_word(folder: Path, run: Run) -> None:
    code, _, err = run("new", "teklif", "--language", "tr")
    assert (code, err) == (0, "")
    assert {path.name: path.read_bytes() for path in (folder / "teklif").iterdir()} == starter_files("tr")
    assert run("check", "teklif")[1] == "2 files checked: 0 problems, 0 warnings\n"
    assert run("build", "teklif/prospect.yaml", "-p", "teklif/product.yaml", "-o", "page.pdf")[0] == 0


def test_a_language_without_a_starter_is_refused_with_those_that_have_one(folder: Path, run: Run) -> None:
    code, _, err = run("new", "teklif", "--language", "de")
    assert code == 2
    assert "de has no starter files; there are en, tr" in err
    assert not (folder / "teklif").exists()


def test_new_a_second_time_changes_nothing(folder: Path, run: Run) -> None:
    run("new", "acme")
    (folder / "acme" / "prospect.yaml").write_text("name: Mine\n", "utf-8")
    code, out, err = run("new", "acme")
    assert (code, out) == (1, "")
    assert err == f"error: acme already has {', '.join(NAMES)}\n  choose another folder\n"
    assert (folder / "acme" / "prospect.yaml").read_text("utf-8") == "name: Mine\n"


@pytest.mark.parametrize("name", NAMES)
def test_new_writes_nothing_where_one_of_its_files_is_there(name: str, folder: Path, run: Run) -> None:
    (folder / name).write_bytes(b"mine")
    code, _, err = run("new", ".")
    assert code == 1
    assert f"already has {name}\n" in err
    assert [(path.name, path.read_bytes()) for path in folder.iterdir()] == [(name, b"mine")]


def test_new_makes_the_folders_above_and_leaves_other_files(folder: Path, run: Run) -> None:
    (folder / "deals").mkdir()
    (folder / "deals" / "notes.txt").write_text("mine", "utf-8")
    assert run("new", "deals")[0] == 0
    assert run("new", "deals/2027/acme")[0] == 0
    assert (folder / "deals" / "notes.txt").read_text("utf-8") == "mine"
    assert (folder / "deals" / "2027" / "acme" / "product.yaml").is_file()


def test_new_in_the_place_of_a_file_is_refused(folder: Path, run: Run) -> None:
    (folder / "acme").write_bytes(b"mine")
    code, out, err = run("new", "acme")
    assert (code, out) == (1, "")
    assert err.startswith("error: acme cannot be made")
    assert (folder / "acme").read_bytes() == b"mine"


def test_new_does_not_write_through_a_link_to_nowhere(folder: Path, run: Run) -> None:
    (folder / "prospect.yaml").symlink_to(folder / "elsewhere.yaml")
    code, _, err = run("new", ".")
    assert code == 1
    assert "prospect.yaml" in err
    assert [path.name for path in folder.iterdir()] == ["prospect.yaml"]
