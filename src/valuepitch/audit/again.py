"""Does a page say what its inputs give? Worked out again from the file alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from valuepitch.audit import compare, objects, page_text, workbooks
from valuepitch.errors import FileError, InputError, PageOverflowError, TemplateError
from valuepitch.pipeline.carried import DIGEST, FIGURES, FINGERPRINT, WORKBOOK, Carried, read_figures
from valuepitch.pipeline.evaluation import Evaluation, evaluate_again
from valuepitch.pipeline.pages import composer_of, draw, guarded, making_of
from valuepitch.pipeline.templates import chosen
from valuepitch.render.attachments import Read, read
from valuepitch.render.engine import Page
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


def verify(pdf: bytes, file: str, templates: str | Path | None = None) -> Report:
    """Take the inputs out of a page, make the page anew of them, and compare everything that it says and carries.

    *Why anew:* the same inputs give the same bytes, so one comparison tells of every figure, where it stands, what
    covers it, what a screen reader says and what is attached. What differs is looked for only where something does.

    Args:
        file: what the report calls it.
        templates: a folder with the template, where it is none of the built-in ones.
    """
    try:
        found, carried = carried_in(pdf)
        report = _report(file, carried)
        try:
            evaluated = evaluate_again(carried.prospect, carried.product, carried.made.reader)
            again, context = _drawn(evaluated, carried, templates)
        except (InputError, PageOverflowError, TemplateError) as error:
            said = error.problems[0] if isinstance(error, InputError) else error
            checks = (_check("attachments", tampered(found)),)
            return replace(report, problem=f"its inputs make no page: {said}", checks=checks)
        if again.pdf == pdf:
            return replace(report, checks=tuple(Check(name, said) for name, said in _AGREED.items()))
        looked = replace(report, checks=tuple(_looked_at(pdf, found, again, context)))
        packed = "its objects are the same, packed otherwise than here" if looked.reproduced else ""
        return replace(looked, notes=(*looked.notes, packed)) if packed else looked
    except FileError as error:
        return Report(file, f"{error.message}; {error.hint}" if error.hint else error.message)


# What is said where nothing differs.
_AGREED = {
    "attachments": f"{len(_KNOWN)} files, as their SHA-256 say",
    "figures": "every result, as it comes out of the inputs again",
    "page": "every text and every figure in its place, as drawn again",
    "workbook": "every formula and every value, as made again",
    "fingerprint": "of the inputs, the date, the template and the version",
}


def _report(file: str, carried: Carried) -> Report:
    """What is known of a page before anything is compared."""
    made = carried.made
    notes = []
    if made.version != __version__:
        notes.append(f"made with valuepitch {made.version}; this is {__version__}, which draws a page of its own")
    if made.redacted:
        notes.append("internal evidence of the seller was left out of it, and says so where it stood")
    return Report(file, "", (), tuple(notes), made.fingerprint, made.version, made.date, made.redacted)


def _drawn(evaluated: Evaluation, carried: Carried, templates: str | Path | None) -> tuple[Page, dict[str, Any]]:
    """The page that the inputs make, and what it has to say.

    Raises:
        TemplateError: its template is not here.
        PageOverflowError: it does not fit on a page.
    """
    try:
        template = chosen(carried.made.template, None, templates)
    except TemplateError as error:
        raise TemplateError(
            f"its template cannot be used: {error.message}", "name its folder with --templates"
        ) from None
    if template.digest != carried.made.template_digest:
        hint = "verify it with the version that made it, and with --templates where the template is the sender's"
        raise TemplateError(f"its template {carried.made.template} is not the one that is here", hint)
    making = making_of(evaluated, carried.made.page, carried.made.date, template)
    composer = composer_of(evaluated, making, template, attached=True)
    page = guarded(template, lambda: draw(evaluated, composer, making, template))
    return page, composer.page(page.shown).plain()


def _looked_at(pdf: bytes, found: Read, again: Page, context: dict[str, Any]) -> Iterator[Check]:
    """What differs, in a page that is not the one that is drawn again."""
    ours = {attachment.name: attachment.data for attachment in again.attached.attachments}
    other = objects.differences(pdf, again.pdf)
    listing = [said for said in other if said in objects.ATTACHMENTS]
    metadata = [said for said in other if said == objects.METADATA]
    yield _check("attachments", list(tampered(found)) or listing)
    yield _check("figures", _figures_differing(found.files[FIGURES], ours[FIGURES]))
    drawn = [said for said in other if said not in listing and said not in metadata]
    yield _check("page", [*_texts_differing(pdf, context), *drawn] if drawn else [])
    stored = found.files.get(WORKBOOK)
    missing = ["it is missing"]
    yield _check("workbook", missing if stored is None else workbooks.differences(stored, ours[WORKBOOK]))
    mark, said = again.attached.properties[FINGERPRINT], found.properties.get(FINGERPRINT, "none")
    stands = [f"the file's properties say {said}; the inputs give {mark}"] if said != mark else []
    yield _check("fingerprint", [*stands, *metadata])


def _check(name: str, differing: Iterable[str]) -> Check:
    return Check(name, _AGREED[name], tuple(differing))


def _figures_differing(stored: bytes, ours: bytes) -> Iterator[str]:
    """Where the data say something else than what comes out again."""
    if stored == ours:
        return
    found = list(compare.differences(json.loads(stored), json.loads(ours), ""))
    yield from found or ["the same results, written otherwise than the program writes them"]


def _texts_differing(pdf: bytes, context: dict[str, Any]) -> Iterator[str]:
    """What the page says that its data do not, and the other way round."""
    try:
        text = page_text.text_of(pdf)
    except FileError as error:
        yield error.message
        return
    yield from page_text.differences(context, text)


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


def tampered(found: Read) -> Iterator[str]:
    """What is not as the digests in the file's properties say."""
    for name in _KNOWN:
        digest = found.properties.get(DIGEST.format(name=name))
        if name not in found.files:
            yield f"{name} is missing"
        elif hashlib.sha256(found.files[name]).hexdigest() != digest:
            yield f"{name} is not the one that the page was made with: its SHA-256 is another"
    yield from (f"{name} was put in by somebody else" for name in found.files if name not in _KNOWN)
