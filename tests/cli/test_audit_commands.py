"""``valuepitch verify`` and ``valuepitch extract``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.audit.forge import forged, page

from valuepitch.pipeline.carried import WORKBOOK

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def acme(folder: Path) -> Path:
    """A folder with a page."""
    (folder / "acme.pdf").write_bytes(page())
    return folder


def test_a_page_that_is_reproduced_ends_with_0_and_says_what_that_shows(acme: Path, shell: Run) -> None:
    code, out, err = shell("verify", "acme.pdf")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "acme.pdf  reproduced"
    assert lines[-2] == "1 page: 1 reproduced, 0 not"
    assert lines[-1].endswith("not who made them, nor that the inputs are true.")
    assert "with valuepitch 0.1.0 for 2026-11-23, case " in out


def test_a_page_that_differs_ends_with_1_and_says_where(acme: Path, run: Run) -> None:
    def change(context: dict[str, list[dict[str, str]]]) -> None:
        context["measures"][0]["value"] = "$762K"

    (acme / "acme.pdf").write_bytes(forged(page(), context=change))
    code, out, _ = run("verify", "acme.pdf")
    assert code == 1
    assert out.splitlines()[0] == "acme.pdf  DIFFERS"
    assert "measures[0].value: the data say “$662K”, and the page does not" in out
    assert "1 page: 0 reproduced, 1 not" in out


def test_a_file_that_is_no_page_ends_with_1_and_a_sentence(acme: Path, run: Run) -> None:
    (acme / "acme.pdf").write_bytes(page()[:5000])
    code, out, _ = run("verify", "acme.pdf")
    assert code == 1
    assert out.splitlines()[:2] == [
        "acme.pdf  NOT VERIFIED",
        "  it is damaged or cut off; ask for the file as it was made, or make the page anew",
    ]


def test_verify_prints_json_for_programs(acme: Path, run: Run) -> None:
    (acme / "bare.pdf").write_bytes(forged(page(), {WORKBOOK: b""}))
    code, out, _ = run("verify", ".", "--json")
    assert code == 1
    first, second = json.loads(out)
    assert (first["file"], first["reproduced"], second["reproduced"]) == ("acme.pdf", True, False)
    assert second["checks"]["workbook"] == {"agrees": False, "differing": ["it is missing"]}


def test_only_ten_differences_of_a_kind_are_listed(acme: Path, run: Run) -> None:
    def change(context: dict[str, object]) -> None:
        rows = context["cash_flow"]["rows"]  # type: ignore[index]
        for row in rows:
            row["cells"] = ["1"] * len(row["cells"])

    (acme / "acme.pdf").write_bytes(forged(page(), context=change))  # type: ignore[arg-type]
    _, out, _ = run("verify", "acme.pdf")
    assert out.count("the data say") + out.count("the page says") == 10
    assert "more; --json lists all" in out


def test_extract_writes_both_files_and_says_how_the_page_is_made_again(acme: Path, run: Run) -> None:
    code, out, err = run("extract", "acme.pdf")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "acme/prospect.yaml",
        "acme/product.yaml",
        "The same page again:",
        "  valuepitch build acme/prospect.yaml -p acme/product.yaml --date 2026-11-23",
    ]
    again = out.splitlines()[-1].split()[1:]
    assert run(*again, "-o", "b.pdf")[0] == 0
    assert (acme / "b.pdf").read_bytes() == (acme / "acme.pdf").read_bytes()


def test_extract_refuses_to_write_over_files(acme: Path, run: Run) -> None:
    assert run("extract", "acme.pdf", "-o", "out", "--attachments")[0] == 0
    code, out, err = run("extract", "acme.pdf", "-o", "out")
    assert (code, out) == (1, "")
    assert err == "error: out has prospect.yaml and product.yaml already\n  name another folder, or use --force\n"
    assert run("extract", "acme.pdf", "-o", "out", "--force", "--json")[0] == 0
    assert sorted(path.name for path in (acme / "out").iterdir()) == [
        "figures.json",
        "product.yaml",
        "prospect.yaml",
        "workbook.xlsx",
    ]


@pytest.mark.parametrize(
    "body, said",
    [
        (b"name: x\n", "error: acme.pdf: it is not a PDF\n"),
        (None, "error: acme.pdf does not exist\n"),
    ],
)
def test_extract_of_no_page_ends_with_1(body: bytes | None, said: str, acme: Path, run: Run) -> None:
    (acme / "acme.pdf").unlink()
    if body is not None:
        (acme / "acme.pdf").write_bytes(body)
    code, out, err = run("extract", "acme.pdf")
    assert (code, out) == (1, "")
    assert err.startswith(said)
    assert not (acme / "acme").exists()
