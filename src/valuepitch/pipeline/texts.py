"""The texts of a page before it is drawn: each at its place, its words read, its letters there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date as Date
from typing import Any

from valuepitch.documents import Document, Path
from valuepitch.errors import InputError, PageOverflowError, Problem, RenderError, in_order
from valuepitch.inputs.load import folder_of
from valuepitch.inputs.wording import vocabulary_in
from valuepitch.model.base import Record, parts_of
from valuepitch.model.texts import Text
from valuepitch.page.claims import TITLE_LENGTH
from valuepitch.page.figures import Figures
from valuepitch.pipeline.evaluation import Evaluation

# Texts that may be printed, by the place where they are written: document and path, and what is said.
Texts = dict[str, tuple[tuple[Document, Path], str]]


def read_words(
    evaluated: Evaluation, page: Mapping[str, Any], template: Any, day: Date, written: list[str]
) -> list[Problem]:
    """What the wording check finds in the files, the template and the page, and what else a reader would mark."""
    from valuepitch.proofread import Texts, proofread

    case, documents = evaluated.case, evaluated.documents
    vocabulary = vocabulary_in(folder_of(documents[1]))
    code = evaluated.language.code
    return proofread(Texts(case.prospect, case.product, documents, day, code, vocabulary, template, page, written))


def printed_texts(evaluated: Evaluation, figures: Figures) -> Texts:
    """Every text of both files that may be printed, by its place: its document and path, and what it says."""
    found: Texts = {}
    for document, model in zip(evaluated.documents, (evaluated.case.prospect, evaluated.case.product), strict=True):
        for path, text in [*parts_of(model, Text), *_names(model)]:
            said = figures.text(text) if isinstance(text, Text) else str(text)
            problem = document.problem(path, "")
            place = f"{problem.path} in {problem.file}" + (f", line {problem.line}" if problem.line else "")
            found[place] = ((document, path), said)
    return found


def _names(model: Record) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Names and sources: what is printed as it is written."""
    for path, text in parts_of(model, str):
        if path[-1] in ("name", "title", "seller", "source", "contract", "line"):
            yield path, text


def check_texts(evaluated: Evaluation, page: Mapping[str, Any], texts: Texts, template: Any) -> None:
    """Refuse characters without a glyph and a title that is too long, each at its place."""
    from valuepitch.render.glyphs import missing, missing_in, named

    problems: list[Problem] = []
    lacking = missing_in(page, template)
    for (document, path), said in texts.values():
        chars = [char for char in missing(said, template) if char in lacking] if lacking else []
        if chars:
            message = f"has {', '.join(map(named, chars))}, which no font of the page has"
            problems.append(document.problem(path, message, "write it in Latin letters"))
    if lacking and not problems:
        raise RenderError(f"the page has {', '.join(map(named, lacking))}, which its fonts lack")
    if problems:
        raise InputError(" and ".join(document.file for document in evaluated.documents), in_order(problems))
    over = len(page["title"]) - TITLE_LENGTH
    if over > 0:
        document = evaluated.documents[1]
        problem = document.problem(("action",), f"makes a title of {len(page['title'])} characters")
        raise PageOverflowError(str(problem), f"at most {TITLE_LENGTH} fit; remove {over} characters")
