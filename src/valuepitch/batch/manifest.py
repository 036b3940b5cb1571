"""What a batch leaves beside its pages: ``manifest.json``, ``manifest.csv`` and ``rejects.csv``."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from valuepitch.batch.journal import Entry, Journal
from valuepitch.batch.plan import Plan, account, by_key
from valuepitch.batch.rejected import COLUMNS as REJECTED
from valuepitch.batch.rejected import of_row
from valuepitch.batch.settings import Settings
from valuepitch.batch.store import Store
from valuepitch.model.sourced import ORIGINS
from valuepitch.text import harmless
from valuepitch.version import __version__

JSON, CSV, REJECTS = "manifest.json", "manifest.csv", "rejects.csv"

_MEASURES = (
    "npv", "npv_conservative", "irr", "mirr", "roi", "payback_months", "discounted_payback_months",
)  # fmt: skip
COLUMNS = (
    "key", "name", "file", "currency", *_MEASURES, *(f"share_{origin}" for origin in ORIGINS),
    "fitted", "fill", "warnings", "fingerprint", "bytes", "sha256",
)  # fmt: skip


def write_manifest(plan: Plan, store: Store, journal: Journal) -> tuple[int, int]:
    """Write all three files, each whole or not at all: how many pages and how many rejects they list.

    They list the whole list, so that a run over some of its accounts takes nothing out of them: every page that was
    made of a row as it stands now, under the settings of this run. All three are in the order of the keys.

    Raises:
        FileError: one cannot be written; the old one is untouched.
    """
    pages = refused = 0
    with store.replacing(JSON) as plain, store.replacing(CSV) as table:
        plain.write(_head(plan.settings))
        table.write(_line(COLUMNS))
        for record in _pages(plan, journal):
            plain.write((",\n" if pages else "\n").encode() + _json(record))
            table.write(_line(_row(record)))
            pages += 1
        plain.write(b"\n]}\n")
    with store.replacing(REJECTS) as table:
        table.write(_line(REJECTED))
        for reject in sorted(_rejects(plan, journal), key=_place):
            table.write(_line([reject[name] for name in REJECTED]))
            refused += 1
    return pages, refused


def _head(settings: Settings) -> bytes:
    assert settings.product.model is not None
    said = {
        "valuepitch": __version__,
        "product": settings.product.model.name,
        "date": settings.date.isoformat(),
        "page": settings.page,
        "template": settings.template.config.name,
        "template_digest": settings.template.digest,
        "settings": settings.digest,
    }
    return _json(said)[:-1] + b', "pages": ['


def _pages(plan: Plan, journal: Journal) -> Iterator[dict[str, Any]]:
    """Every page of the list as it stands, by key."""
    for at in by_key(plan.targets):
        one = account(plan.targets, int(at))
        entry = journal.entry(one.key)
        if entry is not None and entry.record is not None and _is_of(entry, plan.settings, one.inputs):
            yield {"key": one.key, **entry.record}


def _rejects(plan: Plan, journal: Journal) -> Iterator[dict[str, Any]]:
    yield from map(of_row, plan.targets.rejects)
    for at in range(plan.targets.n):
        one = account(plan.targets, at)
        entry = journal.entry(one.key)
        if entry is not None and entry.record is None and _is_of(entry, plan.settings, one.inputs):
            yield from ({"row": one.row, "key": one.key, **problem} for problem in entry.problems)


def _place(reject: dict[str, Any]) -> tuple[Any, ...]:
    """By key, so that the order of the list changes the numbers of the rows alone."""
    return tuple(reject[name] for name in ("key", "column", "value", "reason", "row"))


def _is_of(entry: Entry, settings: Settings, inputs: str) -> bool:
    return (entry.settings, entry.inputs) == (settings.digest, inputs)


def _row(record: dict[str, Any]) -> list[Any]:
    """A page as a row of the table."""
    shares = {f"share_{origin}": record["origin_shares"].get(origin, 0.0) for origin in ORIGINS}
    warnings = "; ".join(" ".join(filter(None, (w["path"], w["message"]))) for w in record["warnings"])
    said = {**record, **record["measures"], **shares, "fitted": "; ".join(record["fitted"]), "warnings": warnings}
    return [said[name] for name in COLUMNS]


def _json(plain: object) -> bytes:
    return json.dumps(plain, ensure_ascii=False, allow_nan=False).encode()


def _line(cells: Iterable[Any]) -> bytes:
    """A line of CSV; a text that a spreadsheet would run has a quote before it."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(harmless(cell) if isinstance(cell, str) else cell for cell in cells)
    return out.getvalue().encode("utf-8")
