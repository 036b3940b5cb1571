"""Why an account has no page: a row, a column, a value, a reason and a remedy, for ``rejects.csv``."""

from __future__ import annotations

import re
from typing import Any

from valuepitch.batch.plan import Account
from valuepitch.errors import Problem
from valuepitch.inputs.targets import Reject, Targets

COLUMNS = ("row", "key", "column", "value", "reason", "remedy")
_SHOWN = 60  # characters of a value


def said_of(problem: Problem, one: Account, targets: Targets) -> dict[str, Any]:
    """A problem of an account's page as the rejects say it, without its row: that may be another one the next time."""
    path = _path(problem.path)
    is_list = problem.file == targets.source or not problem.file
    column = targets.column_of(path) if is_list and path else ""
    place = "" if column or not problem.path else problem.path
    if not is_list:
        place = " ".join(part for part in (f"{problem.file}:{problem.line}", problem.path) if part)
    return {
        "column": column,
        "value": _value(one.document.data, path) if column else "",
        "reason": f"{place} {problem.message}".strip(),
        "remedy": problem.hint,
    }


def of_row(reject: Reject) -> dict[str, Any]:
    """A row of the list that was not taken, as the rejects say it."""
    return {name: getattr(reject, name) for name in COLUMNS}


def _path(dotted: str) -> tuple[str | int, ...]:
    parts = re.split(r"[.\[]", dotted.replace("]", ""))
    return tuple(int(part) if part.isdigit() else part for part in parts if part)


def _value(data: Any, path: tuple[str | int, ...]) -> str:
    for key in path:
        if isinstance(data, dict) and key in data:
            data = data[key]
    if isinstance(data, dict):
        data = data.get("value", "")
    text = str(data)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
