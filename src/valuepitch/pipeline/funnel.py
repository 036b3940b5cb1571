"""From a funnel file to its page: read, evaluate, compose, fit, draw, check, write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date as Date
from pathlib import Path
from typing import Any

from valuepitch.case.fingerprint import mark
from valuepitch.case.funnel import SCENARIOS, FunnelResult, evaluate_funnel
from valuepitch.documents import Document
from valuepitch.errors import WARNING, FileError, InputError, PageOverflowError, Problem, RenderError, TemplateError
from valuepitch.files import is_folder, write_atomic
from valuepitch.inputs.funnel import load_funnel
from valuepitch.inputs.load import folder_of
from valuepitch.inputs.wording import vocabulary_in
from valuepitch.locale import language
from valuepitch.model.funnel import LISTS, Funnel
from valuepitch.page.compose import ChartSizes
from valuepitch.page.funnel import FunnelComposer, FunnelContext
from valuepitch.page.funnel.figures import OUTCOMES
from valuepitch.page.spoken import pieces
from valuepitch.pipeline.carried import properties
from valuepitch.pipeline.pages import PAGES, brand_part, engine, guarded
from valuepitch.pipeline.templates import chosen
from valuepitch.render.template import Template
from valuepitch.text import slug

TEMPLATE = "funnel"


@dataclass(frozen=True)
class FunnelEvaluation:
    """A funnel, evaluated.

    Attributes:
        document: the file, for places.
        warnings: what is worth a word.
    """

    result: FunnelResult
    document: Document
    warnings: tuple[Problem, ...]

    def data(self) -> dict[str, Any]:
        """Every outcome by list and scenario as plain data, and what moves the better list (docs/reference/json.md)."""
        result = self.result
        lists = {
            of: {
                name: {case: _plain(result.value(name, of, row)) for row, case in enumerate(SCENARIOS)}
                for name in OUTCOMES
            }
            for of in LISTS
        }
        moves = [{"input": move.name, "swing": move.swing, "level_at": _plain(move.level_at)} for move in result.moves]
        return {"currency": result.funnel.currency, "lists": lists, "better": result.better, "moves": moves}


@dataclass(frozen=True)
class FunnelBuilt:
    """A funnel's page that was made.

    Attributes:
        path: the file; None where the bytes alone were asked for.
        pdf: its bytes.
        fill: the share of the page's height that is filled.
        fitted: what was done to make it fit.
        fingerprint: what stands in its footer.
    """

    path: Path | None
    pdf: bytes
    fill: float
    fitted: tuple[str, ...]
    fingerprint: str


def _plain(value: float) -> float | None:
    return value if value == value else None


def read_funnel(funnel: str | Path | Funnel) -> FunnelEvaluation:
    """Evaluate a funnel, a path or a model.

    Raises:
        InputError: every problem of the file at once.
        FileError: it cannot be read.
    """
    if isinstance(funnel, Funnel):
        return FunnelEvaluation(evaluate_funnel(funnel), Document("funnel", None), ())
    model, loaded = load_funnel(Path(funnel))
    warnings = tuple(problem for problem in loaded.problems if problem.severity == WARNING)
    return FunnelEvaluation(evaluate_funnel(model), loaded.document, warnings)


def build_funnel(
    funnel: str | Path | Funnel | FunnelEvaluation,
    output: str | Path | None = None,
    *,
    page: str = "a4",
    date: Date | None = None,
    templates: str | Path | None = None,
) -> FunnelBuilt:
    """Make the one-page PDF of a funnel.

    Args:
        funnel: a path, a model, or what :func:`read_funnel` gave.
        output: the file to write, or a folder; None writes nothing and gives the bytes.
        page: ``a4`` or ``letter``.
        date: the page's date; today by default.
        templates: a folder with files of the template ``funnel`` that stand in the place of the built-in ones.

    Raises:
        InputError: every problem of the file at once; a character that no font has.
        PageOverflowError: the texts do not fit on one page.
        TemplateError: the template cannot be used.
        FileError: a file cannot be read or written; an existing file is untouched.
    """
    if page not in PAGES:
        raise ValueError(f"page is {page!r}, not one of {', '.join(PAGES)}")
    read = funnel if isinstance(funnel, FunnelEvaluation) else read_funnel(funnel)
    template = chosen(TEMPLATE, (read.document,), templates, kind="funnel")
    built = guarded(template, lambda: render_funnel(read, page, date or Date.today(), template))
    if output is None:
        return built
    path = Path(output)
    if is_folder(path) or str(output).endswith("/"):
        path = path / f"{slug(read.result.funnel.name)}.pdf"
    if path.resolve() == Path(read.document.file).resolve():
        raise FileError(f"{path} is the file that the page is made of", "name another file with -o")
    write_atomic(path, built.pdf)
    return replace(built, path=path)


def render_funnel(read: FunnelEvaluation, page: str, day: Date, template: Template) -> FunnelBuilt:
    """The page of a funnel as bytes.

    Raises:
        InputError, PageOverflowError, TemplateError: as :func:`build_funnel`.
    """
    from valuepitch.render.check import check_pdf
    from valuepitch.render.collector import quiet_collector

    size, fingerprint = template.config.pages[page], _fingerprint(read, day, template)
    plain = composed(read, page, day, template).plain()
    _check_words(read, plain, template)
    with quiet_collector():
        step, laid = _fitted(read, plain, template, page)
        pdf = laid.pdf((), properties(fingerprint, {}))
    wrong = [*check_pdf(pdf), *dict.fromkeys(laid.findings), *(f"the template asked for {url}" for url in laid.denied)]
    if wrong and template.changed:
        said = f"the template {template.config.name} makes a page that does not pass: {'; '.join(wrong)}"
        raise TemplateError(said, "take back what was changed last, or see templates check")
    if wrong:
        raise RenderError(f"the finished page does not pass: {'; '.join(wrong)}")
    fitted = () if step == template.config.fit.start else (f"spacing: {step}",)
    return FunnelBuilt(None, pdf, laid.used / size.height, fitted, fingerprint)


def composed(read: FunnelEvaluation, page: str, day: Date, template: Template) -> FunnelContext:
    """What the template sees."""
    spoken, size = language(read.result.funnel.language), template.config.pages[page]
    sizes, brand = ChartSizes(size.cash, size.sensitivity, size.chart), brand_part(template, spoken.code)
    return FunnelComposer(read.result, spoken, day, _fingerprint(read, day, template), sizes, brand).page()


def _fingerprint(read: FunnelEvaluation, day: Date, template: Template) -> str:
    return mark({"funnel": read.result.funnel}, day, template.digest)


def _fitted(read: FunnelEvaluation, plain: Mapping[str, Any], template: Template, page: str) -> tuple[str, Any]:
    """The first step, from roomy to narrow, that holds the page."""
    from valuepitch.render.engine import Options

    height = template.config.pages[page].height
    for step in template.config.fit.steps:
        laid = engine().lay_out(plain, template, Options(page, step))
        if laid.pages == 1 and laid.used <= height:
            return step, laid
    lists = read.result.funnel.lists()
    texts = {f"{of}.{name}.source": s.source or "" for of in LISTS for name, s in lists[of] if hasattr(s, "source")}
    place, text = max(texts.items(), key=lambda item: len(item[1]))
    raise PageOverflowError(
        f"the page is {laid.used - height:.0f} points too long",
        f"{place} in {read.document.file} has {len(text)} characters: shorten it, and other sources",
    )


def _check_words(read: FunnelEvaluation, plain: Mapping[str, Any], template: Template) -> None:
    """Refuse characters without a glyph, and words that no page may have."""
    from valuepitch.render.glyphs import missing_in, named

    code = read.result.funnel.language
    problems = []
    if lacking := missing_in(plain, template):
        message = f"has {', '.join(map(named, lacking))}, which no font of the page has"
        problems.append(read.document.problem((), message, "write it in Latin letters"))
    written = list(pieces(plain))
    checker = vocabulary_in(folder_of(read.document)).reading(code).checker
    for index, finding in checker.find_all([piece.text for piece in written]):
        if finding.severity != WARNING:
            place = f"the page, {written[index].place}"
            problems.append(Problem(finding.message, finding.hint, "", place, severity=finding.severity))
    if problems:
        raise InputError(read.document.file, tuple(problems))
