"""Drawing a page with a template of somebody's in a process of its own, whose time and memory are limited."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from valuepitch import limited as child
from valuepitch.errors import RenderError, TemplateError, ValuepitchError

T = TypeVar("T")

SECONDS = 10  # of CPU; a page takes a thirtieth
WALL = 30.0  # seconds until it is ended whatever it does
MEMORY = 2 * 2**30  # bytes of addresses beyond those of the process it came from; a page takes a tenth of them
LARGEST_FILE = 50 * 2**20  # bytes; fonts are laid down while a page is drawn

_HINT = "look for a loop without end, or boxes in boxes in boxes"


def limited(work: Callable[[], T]) -> T:
    """What some work gives, done in a child of this process.

    Where processes cannot be forked (Windows) it is done here, without limits.

    Raises:
        TemplateError: it took more time or memory than it may.
        ValuepitchError: what the work raised.
    """
    if not child.can_limit():
        return work()
    try:
        return child.limited(work, child.Limits(SECONDS, WALL, MEMORY, LARGEST_FILE))
    except child.StoppedError as stopped:
        raise _said(stopped) from None
    except ValuepitchError as error:
        if not isinstance(error, RenderError):
            raise
        raise _cannot_be_drawn(error) from error
    except Exception as error:
        raise _cannot_be_drawn(error) from error


def _cannot_be_drawn(error: Exception) -> TemplateError:
    said = f"the template cannot be drawn ({type(error).__name__}: {error})"
    return TemplateError(said, "take back what was changed last")


def _said(stopped: child.StoppedError) -> ValuepitchError:
    if stopped.by == child.TIME:
        return TemplateError(f"the template takes more than {SECONDS} seconds to draw", _HINT)
    if stopped.by == child.MEMORY:
        return TemplateError("the template takes more memory than a page may, or nests deeper than any", _HINT)
    return RenderError(f"drawing ended by itself with {stopped.code}")
