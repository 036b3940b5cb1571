"""Many pages at once: a folder, and the manifest of a batch."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pikepdf
import pytest

from tests.audit.forge import forged, page
from valuepitch.audit import verify_paths
from valuepitch.errors import FileError
from valuepitch.pipeline.carried import WORKBOOK


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder with two pages, one of them in a folder of its own."""
    (tmp_path / "north").mkdir()
    (tmp_path / "a.pdf").write_bytes(page())
    (tmp_path / "north" / "b.pdf").write_bytes(page("receivables"))
    return tmp_path


def lines(folder: Path, *names: str) -> Path:
    rows = [{"file": name, "sha256": hashlib.sha256((folder / name).read_bytes()).hexdigest()} for name in names]
    path = folder / "listed.json"
    path.write_text(json.dumps({"valuepitch": "0.1.0", "pages": rows}))
    return path


def found(*paths: Path) -> dict[str, str]:
    return {Path(report.file).name: report.problem or str(report.reproduced) for report in verify_paths(paths)}


def test_every_page_below_a_folder_is_verified(pages: Path) -> None:
    assert found(pages) == {"a.pdf": "True", "b.pdf": "True"}


def test_every_page_of_a_manifest_is_verified(pages: Path) -> None:
    assert found(lines(pages, "a.pdf", "north/b.pdf")) == {"a.pdf": "True", "b.pdf": "True"}


def test_a_page_that_is_not_the_one_of_the_manifest_is_seen(pages: Path) -> None:
    manifest = lines(pages, "a.pdf", "north/b.pdf")
    with pikepdf.open(pages / "a.pdf", allow_overwriting_input=True) as document:
        document.save(fix_metadata_version=False)  # as true as the first, and another file
    assert found(manifest)["a.pdf"] == "it is not the file that the manifest lists"


def test_a_page_that_a_manifest_lists_twice_missing_or_not_at_all_is_seen(pages: Path) -> None:
    manifest = lines(pages, "a.pdf", "north/b.pdf")
    (pages / "a.pdf").rename(pages / "c.pdf")
    assert found(manifest) == {
        "a.pdf": f"{pages / 'a.pdf'} does not exist; check the path",
        "b.pdf": "True",
        "c.pdf": "it is not in listed.json",
    }


def test_one_page_that_differs_does_not_hide_the_others(pages: Path) -> None:
    (pages / "a.pdf").write_bytes(forged(page(), {WORKBOOK: b""}))
    assert found(pages) == {"a.pdf": "False", "b.pdf": "True"}


def test_a_file_that_is_no_page_is_one_report(pages: Path) -> None:
    (pages / "a.pdf").write_bytes(b"not a page")
    assert found(pages)["a.pdf"].startswith("it is not a PDF")


def test_a_folder_without_pages_and_a_manifest_that_is_none_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="holds no PDF"):
        list(verify_paths([tmp_path]))
    for text in ('{"pages": [{"file": "a.pdf"', "[]", '{"pages": [3]}', '{"pages": [{"file": "a.pdf"}]}', "{}"):
        (tmp_path / "m.json").write_text(text)
        with pytest.raises(FileError, match=r"m\.json is no manifest of a batch"):
            list(verify_paths([tmp_path / "m.json"]))


@pytest.mark.parametrize("name", ["../a.pdf", "/etc/passwd", "a\x00.pdf", "x" * 5000, "\ud800.pdf"])
def test_a_manifest_names_files_of_its_folder_only(name: str, pages: Path) -> None:
    (pages / "sub").mkdir()
    (pages / "sub" / "m.json").write_text(json.dumps({"pages": [{"file": name, "sha256": "0" * 64}]}))
    (report,) = verify_paths([pages / "sub" / "m.json"])
    assert not report.reproduced
    assert report.problem


def test_a_manifest_that_lists_no_page_is_refused(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"pages": []}')
    for path in (tmp_path / "manifest.json", tmp_path):
        with pytest.raises(FileError, match="lists no page"):
            list(verify_paths([path]))


def test_digests_in_capitals_and_blank_lines_are_read(pages: Path) -> None:
    path = lines(pages, "a.pdf", "north/b.pdf")
    path.write_text(
        "\n" + path.read_text().replace(hashlib.sha256(page()).hexdigest(), hashlib.sha256(page()).hexdigest().upper())
    )
    assert found(path) == {"a.pdf": "True", "b.pdf": "True"}
