"""Many pages: those of a folder, or those that a batch's manifest lists."""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from valuepitch.audit.again import Report, verify
from valuepitch.errors import FileError
from valuepitch.files import is_folder, read_bytes

MANIFEST = "manifest.json"  # what a batch leaves beside its pages
LARGEST_PAGE, LARGEST_MANIFEST = 64 * 2**20, 256 * 2**20  # bytes

_CLEARED_AFTER = 20  # pages; a command looks for no garbage by itself, and a page that is drawn leaves some


def verify_paths(paths: Sequence[Path], templates: Path | None = None) -> Iterator[Report]:
    """A report of each page: of files, of every PDF below folders, of what manifests (``.json``) list.

    Args:
        templates: a folder with the templates of the pages, where they are none of the built-in ones.

    Raises:
        FileError: a folder without a PDF, or a manifest that cannot be read or lists no page.
    """
    for number, report in enumerate(_reports(paths, templates), 1):
        yield report
        if number % _CLEARED_AFTER == 0:
            gc.collect()


def _reports(paths: Sequence[Path], templates: Path | None) -> Iterator[Report]:
    for path in paths:
        if path.suffix == ".json" and not is_folder(path):
            yield from _manifest(path, templates)
        elif (path / MANIFEST).is_file():
            yield from _manifest(path / MANIFEST, templates)
        elif is_folder(path):
            pages = _pages(path)
            if not pages:
                raise FileError(f"{path} holds no PDF", "name a folder of pages, or a page")
            yield from (_report(page, templates) for page in pages)
        else:
            yield _report(path, templates)


def _pages(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() == ".pdf" and path.is_file())


def _report(path: Path, templates: Path | None, digest: str | None = None) -> Report:
    """The report of a file, which has to have a digest where one is given."""
    try:
        data = read_bytes(path, LARGEST_PAGE)
    except FileError as error:
        return Report(str(path), f"{error.message}; {error.hint}")
    report = verify(data, str(path), templates)
    if digest is not None and hashlib.sha256(data).hexdigest() != digest.lower():
        return replace(report, problem=report.problem or "it is not the file that the manifest lists")
    return report


def _manifest(path: Path, templates: Path | None) -> Iterator[Report]:
    """Every page of a manifest, whose records say ``file`` and ``sha256``; and pages beside it that none names."""
    made = _records(read_bytes(path, LARGEST_MANIFEST), path)
    if not made:
        raise FileError(f"{path} lists no page", "name the manifest of a batch that made some")
    folder, listed = path.parent.resolve(), set[Path]()
    for row in made:
        page = _inside(folder, row["file"])
        if page is None:
            yield Report(repr(row["file"]), f"it is no file of the folder of {path.name}")
            continue
        listed.add(page)
        yield _report(path.parent / page.relative_to(folder), templates, row["sha256"])
    for page in _pages(path.parent):
        if page.resolve() not in listed:
            yield Report(str(page), f"it is not in {path.name}")


def _inside(folder: Path, name: str) -> Path | None:
    """A file below a folder; None where the name leads out of it, or is none."""
    try:
        page = (folder / name).resolve()
        return page if page.is_relative_to(folder) else None
    except (OSError, ValueError):
        return None


def _records(data: bytes, path: Path) -> list[dict[str, Any]]:
    """The records of a manifest's pages."""
    try:
        pages = json.loads(data)["pages"]
        return [{"file": str(page["file"]), "sha256": str(page["sha256"])} for page in pages]
    except (ValueError, RecursionError, TypeError, KeyError):
        raise FileError(f"{path} is no manifest of a batch", "name the manifest.json beside its pages") from None
