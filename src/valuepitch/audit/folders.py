"""Many pages: those of a folder, or those that a batch's manifest lists."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from valuepitch.audit.again import Report, verify
from valuepitch.errors import FileError
from valuepitch.files import read_bytes

LARGEST_PAGE, LARGEST_MANIFEST = 64 * 2**20, 256 * 2**20  # bytes


def verify_paths(paths: Sequence[Path]) -> Iterator[Report]:
    """A report of each page: of files, of every PDF below folders, of what manifests (``.jsonl``) list.

    Raises:
        FileError: a folder without a PDF, or a manifest that cannot be read.
    """
    for path in paths:
        if path.suffix == ".jsonl" and not path.is_dir():
            yield from _manifest(path)
        elif path.is_dir():
            pages = _pages(path)
            if not pages:
                raise FileError(f"{path} holds no PDF", "name a folder of pages, or a page")
            yield from map(_report, pages)
        else:
            yield _report(path)


def _pages(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() == ".pdf" and path.is_file())


def _report(path: Path) -> Report:
    try:
        return verify(read_bytes(path, LARGEST_PAGE), str(path))
    except FileError as error:
        return Report(str(path), f"{error.message}; {error.hint}")


def _manifest(path: Path) -> Iterator[Report]:
    """Every page of a manifest, whose lines say ``file`` and ``sha256``; and pages beside it that none of them says."""
    listed: set[Path] = set()
    for number, line in enumerate(read_bytes(path, LARGEST_MANIFEST).splitlines(), 1):
        row = _row(line, f"{path}:{number}")
        if "file" not in row:  # a target of which no page was made
            continue
        page = path.parent / str(row["file"])
        listed.add(page.resolve())
        report = _report(page)
        digest = row.get("sha256")
        if page.is_file() and hashlib.sha256(read_bytes(page, LARGEST_PAGE)).hexdigest() != digest:
            report = replace(report, problem=report.problem or "it is not the file that the manifest lists")
        yield report
    for page in _pages(path.parent):
        if page.resolve() not in listed:
            yield Report(str(page), f"it is not in {path.name}")


def _row(line: bytes, place: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict):
        raise FileError(f"{place} is not JSON", "name the manifest of a batch, one record a line")
    return row
