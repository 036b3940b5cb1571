"""Does a page say what its inputs give? Worked out again from the file alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from valuepitch.audit import compare, page_text, workbooks
from valuepitch.case.fingerprint import fingerprint
from valuepitch.errors import FileError, InputError, TemplateError
from valuepitch.page.parts import LEAST_SOURCES
from valuepitch.pipeline.carried import DIGEST, FIGURES, FINGERPRINT, WORKBOOK, Carried, read_figures, sums
from valuepitch.pipeline.evaluation import Evaluation, evaluate_again
from valuepitch.pipeline.pages import composer_of
from valuepitch.render.attachments import Read, read
from valuepitch.render.template import DEFAULT, Template, load_template
from valuepitch.version import __version__

WHAT_IT_SHOWS = (
    "It shows that page, data and workbook belong together and that the figures follow from the inputs; "
    "not who made them, nor that the inputs are true."
)
_KNOWN = (FIGURES, WORKBOOK)
_OURS = "ask its sender for the file as it was made"


@dataclass(frozen=True)
class Check:
    """One thing that was looked at.

    Attributes:
        name: what.
        said: what holds, where nothing differs.
        differing: what does not, each with its place.
    """

    name: str
    said: str
    differing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """What was found of one file.

    Attributes:
        file: its name.
        problem: why nothing could be worked out again; "" where it could.
        checks: what was looked at.
        notes: what is worth knowing, and no difference.
        case: the fingerprint of its data.
        version: of the program that made it.
        day: its date.
        redacted: whether internal evidence was left out of it.
    """

    file: str
    problem: str = ""
    checks: tuple[Check, ...] = ()
    notes: tuple[str, ...] = ()
    case: str = ""
    version: str = ""
    day: date | None = None
    redacted: bool = False

    @property
    def reproduced(self) -> bool:
        """Whether everything came out again as it stands in the file."""
        return not self.problem and bool(self.checks) and not any(check.differing for check in self.checks)

    def plain(self) -> dict[str, Any]:
        """The report as plain data, for ``--json``."""
        return {
            "file": self.file,
            "reproduced": self.reproduced,
            "problem": self.problem,
            "case": self.case,
            "version": self.version,
            "date": self.day.isoformat() if self.day else None,
            "redacted": self.redacted,
            "checks": {c.name: {"agrees": not c.differing, "differing": list(c.differing)} for c in self.checks},
            "notes": list(self.notes),
        }


def verify(pdf: bytes, file: str) -> Report:
    """Take the inputs out of a page, evaluate them again, and compare everything that it says and carries.

    Args:
        file: what the report calls it.
    """
    try:
        found, carried = carried_in(pdf)
        text = page_text.text_of(pdf)
    except FileError as error:
        return Report(file, f"{error.message}; {error.hint}" if error.hint else error.message)
    made = carried.made
    said = {"case": made.fingerprint, "version": made.version, "day": made.date, "redacted": made.redacted}
    try:
        evaluated = evaluate_again(carried.prospect, carried.product, made.reader, redacted=made.redacted)
    except InputError as error:
        problem = f"its inputs do not make a case: {error.problems[0]}"
        return Report(file, problem, (_attachments(found),), **said)  # type: ignore[arg-type]
    again = _Again(found, carried, evaluated, text)
    checks = (_attachments(found), *(check() for check in again.checks))
    return Report(file, "", checks, tuple(again.notes()), **said)  # type: ignore[arg-type]


def carried_in(pdf: bytes) -> tuple[Read, Carried]:
    """What a page carries, as it is and as it is read.

    Raises:
        FileError: it is no page of ours, or carries no data.
    """
    found = read(pdf)
    return found, read_figures(_figures(found))


def _figures(found: Read) -> bytes:
    """The data that a page carries.

    Raises:
        FileError: it carries none.
    """
    if FIGURES in found.files:
        return found.files[FIGURES]
    if FINGERPRINT not in found.properties:
        raise FileError("it is no page of valuepitch, or it was printed or saved anew", _OURS)
    if DIGEST.format(name=FIGURES) in found.properties:
        raise FileError(f"its attachments were taken out: {FIGURES} is missing", _OURS)
    raise FileError("it was made without attachments, so nothing can be worked out again", "ask for it with them")


def _attachments(found: Read) -> Check:
    """Attachments against the digests in the file's properties."""
    wrong = []
    for name in _KNOWN:
        digest = found.properties.get(DIGEST.format(name=name))
        if name not in found.files:
            wrong.append(f"{name} is missing")
        elif hashlib.sha256(found.files[name]).hexdigest() != digest:
            wrong.append(f"{name} is not the one that the page was made with: its SHA-256 is another")
    wrong += [f"{name} was put in by somebody else" for name in found.files if name not in _KNOWN]
    return Check("attachments", f"{len(_KNOWN)} files, as their SHA-256 say", tuple(wrong))


@dataclass(frozen=True)
class _Again:
    """A page's case, worked out again."""

    found: Read
    carried: Carried
    evaluated: Evaluation
    text: str

    @property
    def checks(self) -> Sequence[Callable[[], Check]]:
        return (self.figures, self.page, self.workbook, self.fingerprint)

    @cached_property
    def template(self) -> Template:
        """The template by its name; the usual one where it is not here: places on the page do not touch its texts."""
        try:
            return load_template(self.carried.made.template)
        except TemplateError:
            return load_template(DEFAULT)

    @property
    def has_template(self) -> bool:
        return self.template.digest == self.carried.made.template_digest

    def notes(self) -> Iterator[str]:
        made = self.carried.made
        if made.version != __version__:
            yield f"made with valuepitch {made.version}; this is {__version__}, which may work or print otherwise"
        if not self.has_template:
            yield f"its template {made.template} is not here; words that are only in the template are not judged"
        if made.redacted:
            yield "internal evidence of the seller was left out of it, and says so where it stood"

    def figures(self) -> Check:
        """Stored results against those that come out again."""
        again = json.loads(json.dumps(self.evaluated.data()))
        wrong = tuple(compare.differences(self.carried.results, again, "results"))
        count = compare.figures_in(again)
        return Check("figures", f"{count:,} figures, as they come out of the inputs again", wrong)

    def page(self) -> Check:
        """What the page says against what it has to say."""
        made = self.carried.made
        wrong: list[str] = []
        shown = made.shown
        if shown.sources < LEAST_SOURCES and shown.sources < len(self.evaluated.case.inputs):
            wrong.append(f"it lists {shown.sources} inputs, fewer than any page does")
        composer = composer_of(self.evaluated, made, self.template, attached=True)
        page = composer.page(shown).plain()
        own = [word for _, word in self.template.words] if self.has_template else []
        found = page_text.differences(page, self.text, own)
        if not self.has_template:
            found = (said for said in found if not said.startswith("the page says") or any(map(str.isdigit, said)))
        return Check("page text", "every text and every figure, as the data say", (*wrong, *found))

    def workbook(self) -> Check:
        """The workbook against the one that comes out again."""
        stored = self.found.files.get(WORKBOOK)
        again = sums(self.evaluated, self.carried.made)
        wrong = ("it is missing",) if stored is None else tuple(workbooks.differences(stored, again))
        return Check("workbook", "every formula and every value, as made from the inputs again", wrong)

    def fingerprint(self) -> Check:
        """The fingerprint of inputs, date, template and version, wherever it stands."""
        made, carried = self.carried.made, self.carried
        mark = fingerprint(
            carried.prospect,
            carried.product,
            made.date,
            made.template_digest,
            redacted=made.redacted,
            version=made.version,
        )
        stands = {"the data": made.fingerprint, "the file's properties": self.found.properties.get(FINGERPRINT, "none")}
        wrong = tuple(f"{place} say {said}; the inputs give {mark}" for place, said in stands.items() if said != mark)
        return Check("fingerprint", f"{mark}, of the inputs, the date, the template and the version", wrong)
