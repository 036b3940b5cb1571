"""Where stored results differ from those that come out again."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

RELATIVE, ABSOLUTE = 1e-9, 1e-7  # what another machine's last digits may make of a figure; money is in units


def differences(stored: Any, again: Any, place: str) -> Iterator[str]:
    """Every place where stored results are not what comes out again."""
    if isinstance(stored, dict) and isinstance(again, dict):
        for key in [*again, *(key for key in stored if key not in again)]:
            inner = f"{place}.{key}" if place else key
            if key not in stored or key not in again:
                yield f"{inner} is {'missing' if key in again else 'no result of this program'}"
            else:
                yield from differences(stored[key], again[key], inner)
    elif isinstance(stored, list) and isinstance(again, list):
        if len(stored) != len(again):
            yield f"{place} has {len(stored)} entries; worked out again it has {len(again)}"
        for index, (one, other) in enumerate(zip(stored, again, strict=False)):
            yield from differences(one, other, f"{place}[{index}]")
    elif not _same(stored, again):
        yield f"{place} is {_said(stored)}; worked out again it is {_said(again)}"


def _same(stored: Any, again: Any) -> bool:
    numbers = [value for value in (stored, again) if isinstance(value, int | float) and not isinstance(value, bool)]
    if len(numbers) == 2:
        try:
            return math.isclose(stored, again, rel_tol=RELATIVE, abs_tol=ABSOLUTE)
        except OverflowError:  # a whole number beyond all floats
            return False
    return type(stored) is type(again) and bool(stored == again)


def _said(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int | float) and not isinstance(value, bool) else repr(value)
