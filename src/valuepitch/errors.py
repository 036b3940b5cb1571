"""The error tree: a message, a hint and an exit code; nothing here prints.

Every error keeps ``args`` equal to its parameters, so it survives the trip
through a process pool.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

EXIT_DONE = 0
EXIT_PROBLEMS = 1
EXIT_USAGE = 2
EXIT_TEMPLATE = 3
EXIT_OVERFLOW = 4
EXIT_STOPPED = 5
EXIT_FAULT = 70
EXIT_INTERRUPTED = 130

ERROR = "error"
WARNING = "warning"


@dataclass(frozen=True)
class Problem:
    """One thing to mend, with its place and its remedy.

    ``line`` and ``column`` count from 1; 0 means that the place is not known
    (a model that was not read from a file). ``path`` is the place inside the
    document, such as ``costs[0].amount``.
    """

    message: str
    hint: str = ""
    path: str = ""
    file: str = ""
    line: int = 0
    column: int = 0
    severity: str = ERROR

    def __str__(self) -> str:
        place = self.file
        if self.line:
            place = f"{place}:{self.line}:{self.column}"
        words = "; ".join(part for part in (self.message, self.hint) if part)
        return printable("  ".join(part for part in (place, self.path, words) if part))

    def plain(self) -> dict[str, str | int]:
        """The problem as plain data, for ``--json``."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "path": printable(self.path),
            "message": printable(self.message),
            "hint": printable(self.hint),
            "severity": self.severity,
        }


def printable(text: str) -> str:
    """The text on one line, without what would steer a terminal or could not be written to a file."""
    return "".join(c if c.isprintable() or c in _SPACES else ascii(c)[1:-1] for c in text)


_SPACES = "\u00a0\u202f"


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once, by file, line and column."""
    once = dict.fromkeys(problems)
    return tuple(sorted(once, key=lambda p: (p.file, p.line, p.column, p.path, p.message)))


class ValuepitchError(Exception):
    """An error that the user can mend: what is wrong, and what to do about it."""

    exit_code = EXIT_PROBLEMS

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return "; ".join(part for part in (self.message, self.hint) if part)


class InputError(ValuepitchError):
    """Problems in what people wrote, all of them at once.

    Args:
        source: the file or files that were read, as shown to the user.
        problems: every problem found, in the order of the file.
    """

    def __init__(self, source: str, problems: tuple[Problem, ...]) -> None:
        count = len(problems)
        super().__init__(f"{source}: {count} problem{'' if count == 1 else 's'}")
        self.args = (source, problems)
        self.source = source
        self.problems = problems


class FileError(ValuepitchError):
    """A file that cannot be read or written."""


class TemplateError(ValuepitchError):
    """A template that cannot be used, or that asked for what it may not have."""

    exit_code = EXIT_TEMPLATE


class TemplateFaults(InputError, TemplateError):
    """Problems of a template, all of them at once."""

    def __str__(self) -> str:
        return f"{self.source}: {'; '.join(map(str, self.problems))}"


class PageOverflowError(ValuepitchError):
    """The texts do not fit on one page, after every fitting step."""

    exit_code = EXIT_OVERFLOW


class RenderError(ValuepitchError):
    """The page could not be drawn; a fault of the program, not of the inputs."""

    exit_code = EXIT_FAULT
