"""The short digest by which page, data and workbook of one case know each other."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from datetime import date as Date
from typing import Any

from valuepitch.model import Product, Prospect
from valuepitch.model.base import Record
from valuepitch.model.sourced import Sourced
from valuepitch.version import __version__

REDACTED = "-R"


def fingerprint(
    prospect: Prospect,
    product: Product,
    day: Date,
    template: str,
    *,
    redacted: bool = False,
    version: str = __version__,
) -> str:
    """What shows that page, data and workbook belong together: 7F3A-91C2, or 7F3A-91C2-R where evidence is left out.

    The first 8 digits of SHA-256 over canonical JSON of both files' contents, the page's date, the template's digest
    and the version. Comments, the order of keys and 27% against 0.27 do not change it.
    """
    made = mark({"prospect": prospect, "product": product}, day, template, version=version)
    return made + (REDACTED if redacted else "")


def mark(files: Mapping[str, Record], day: Date, template: str, *, version: str = __version__) -> str:
    """The first 8 digits of SHA-256 over canonical JSON of some files, a date, a template's digest and the version."""
    content = {name: meaning(file) for name, file in files.items()}
    content |= {"date": day.isoformat(), "template": template, "version": version}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    digest = hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest().upper()
    return f"{digest[:4]}-{digest[4:8]}"


def meaning(value: Any) -> Any:
    """What was written, without the ways of writing it: a missing end is its value, a unit is what it counts in."""
    if isinstance(value, Sourced):
        low, high = value.ends
        said = {name: meaning(getattr(value, name)) for name in type(value).model_fields}
        return said | {"unit": value.kind, "low": low, "high": high}
    if isinstance(value, Record):
        return {name: meaning(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, dict):
        return {name: meaning(item) for name, item in value.items()}
    if isinstance(value, tuple):
        return [meaning(item) for item in value]
    return value.isoformat() if isinstance(value, Date) else value
