"""Evidence that is kept back, and what a seller should know before a page goes out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from valuepitch.documents import Document
from valuepitch.errors import WARNING, Problem, in_order
from valuepitch.inputs.load import Pair
from valuepitch.model.base import Path, Record, parts_of
from valuepitch.model.redact import WITHHELD, records_of, redacted

_LEAVES_OUT = "--redact leaves it out of page, workbook and data"


def redact_pair(both: Pair) -> Pair:
    """The two files without internal sources; a warning for each of them that stands elsewhere too, or is not one."""
    kept_back = replace(both, prospect=redacted(both.prospect), product=redacted(both.product))
    warnings = [*_without_effect(both), *_elsewhere(both, kept_back)]
    if kept_back.prospect is both.prospect and kept_back.product is both.product:
        warnings.append(Problem("nothing is marked internal", "add internal: true to a source", severity=WARNING))
    return replace(kept_back, warnings=in_order((*both.warnings, *warnings)))


def internal_sources(both: Pair) -> list[Problem]:
    """A warning for each source that is marked internal, of a page on which it is not left out."""
    found = [
        document.problem((*path, "internal"), "is true, and the source goes out", _LEAVES_OUT, severity=WARNING)
        for document, path, record in _marked(both)
        if redacted(record) is not record
    ]
    return [*found, *_without_effect(both)]


def _marked(both: Pair) -> Iterator[tuple[Document, Path, Record]]:
    for document, model in zip(both.documents, (both.prospect, both.product), strict=True):
        for path, record in records_of(model):
            if getattr(record, "internal", False):
                yield document, path, record


def _without_effect(both: Pair) -> Iterator[Problem]:
    """Marks that do not do what their writer may think."""
    for document, path, record in _marked(both):
        place = (*path, "internal")
        if not any(part.__dict__.get(name) for _, part in records_of(record) for name in ("source", "contract")):
            hint = "mark the assumptions and facts that its formula names"
            yield document.problem(place, "is true, and there is no source to leave out", hint, severity=WARNING)
        elif getattr(record, "origin", None) == "prospect":
            hint = "the reader sees YOURS, and not where it stands"
            yield document.problem(place, "is true, and the figure is the prospect's own", hint, severity=WARNING)


def _elsewhere(both: Pair, kept_back: Pair) -> Iterator[Problem]:
    """Places where a source that is left out is written once more."""
    secret = {
        said
        for _, _, marked in _marked(both)
        for _, part in records_of(marked)
        for name in ("source", "contract")
        if (said := part.__dict__.get(name)) and said != WITHHELD
    }
    for document, model in zip(both.documents, (kept_back.prospect, kept_back.product), strict=True):
        for path, text in parts_of(model, str):
            place = path[:-1] if path[-1] == "" else path  # a text that is the same in every language
            for said in (said for said in sorted(secret) if said in text):
                message = f"says “{said}”, which is internal elsewhere"
                hint = "mark it internal too, or write it otherwise"
                yield document.problem(place, message, hint, severity=WARNING)
