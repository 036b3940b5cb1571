"""Read, evaluate, lay out, write: the whole way from two files to one page."""

from __future__ import annotations

import atexit
import functools
import hashlib
import json
import os
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date as Date
from pathlib import Path
from typing import Any

from valuepitch.case.limits import Excess
from valuepitch.case.scale import REFUSE_ABOVE, WARN_ABOVE, Scale
from valuepitch.case.study import Case, study
from valuepitch.documents import Document
from valuepitch.errors import ERROR, WARNING, FileError, InputError, PageOverflowError, Problem, RenderError, in_order
from valuepitch.files import is_folder, write_atomic
from valuepitch.inputs.load import Loaded, Pair, folder_of, load_pair, pair, pair_of
from valuepitch.inputs.wording import vocabulary_in
from valuepitch.locale import Language, language
from valuepitch.model import Product, Prospect
from valuepitch.model.base import Record, parts_of
from valuepitch.model.sourced import Sourced
from valuepitch.model.texts import Text
from valuepitch.page.claims import TITLE_LENGTH
from valuepitch.page.compose import ChartSizes, Composer, Shown
from valuepitch.page.data import evaluation
from valuepitch.page.figures import Figures
from valuepitch.page.parts import NAMES, has_asides, listed
from valuepitch.text import slug
from valuepitch.version import __version__

PAGES = ("a4", "letter")


@dataclass(frozen=True)
class Evaluation:
    """A case with its checks done.

    Attributes:
        case: plan, results, sensitivity.
        language: the page's language.
        warnings: what is worth a word, with places.
        documents: the two files, for places.
        reader: the level of the contact, which orders what is shown first.
    """

    case: Case
    language: Language
    warnings: tuple[Problem, ...]
    documents: tuple[Document, Document]
    reader: str

    def data(self) -> dict[str, Any]:
        """Flows, measures, scenarios, sensitivity and sources as plain data (docs/reference/json.md)."""
        return evaluation(self.case, self.language)


@dataclass(frozen=True)
class Built:
    """A page that was written.

    Attributes:
        path: the file; None where the bytes alone were asked for.
        pdf: its bytes.
        fill: the share of the page's height that is filled.
        fitted: what was done to make it fit.
        fingerprint: what stands in its footer.
        measures: the four measures as printed, by their English names.
        warnings: what is worth a word, with places.
    """

    path: Path | None
    pdf: bytes
    fill: float
    fitted: tuple[str, ...]
    fingerprint: str
    measures: dict[str, str]
    warnings: tuple[Problem, ...]


Written = str | Path | Prospect
Profile = str | Path | Product


def evaluate(prospect: Written, product: Profile) -> Evaluation:
    """Evaluate a product for a prospect; each is a path or a model.

    Raises:
        InputError: every problem of both at once.
        FileError: a file cannot be read.
    """
    return _evaluated(_pair(prospect, product))


def evaluate_loaded(prospect: Loaded[Prospect], product: Loaded[Product]) -> Evaluation:
    """Evaluate two files that were read already.

    Raises:
        InputError: every problem of both at once.
    """
    return _evaluated(pair(prospect, product))


def _evaluated(both: Pair) -> Evaluation:
    case = study(both.prospect, both.product)
    product = both.documents[1]
    faults = [
        product.problem(
            _path(fault.path),
            fault.message,
            "guard it, such as when(b > 0, a / b, 0), or mend the facts that it names",
            column=fault.column,
        )
        for fault in case.faults
    ]
    sizes = [_scale_problem(product, scale) for scale in case.scales if scale.share > WARN_ABOVE]
    faults += [problem for problem in sizes if problem.severity != WARNING]
    faults += [_excess_problem(product, excess) for excess in case.exceeded]
    if faults:
        raise InputError(" and ".join(document.file for document in both.documents), in_order(faults))
    return Evaluation(case, language(both.prospect.language), (*both.warnings, *sizes), both.documents, both.reader)


def _excess_problem(product: Document, excess: Excess) -> Problem:
    """A share above 100 %, or more than all of an amount."""
    said = f"reaches {excess.share:,.0%}" + (f" of {excess.of}" if excess.of else "")
    hint = "at most 100% can be; mend it, or the range of what it names"
    return product.problem(_path(excess.path), said, hint)


def _scale_problem(product: Document, scale: Scale) -> Problem:
    """A benefit that is large, or larger than the line of the accounts that it touches."""
    too_large = scale.share > REFUSE_ABOVE
    message = f"is {scale.account}, and the benefit of a full year is {scale.share:,.0%} of it"
    hint = "check the amount, its unit and the line" if too_large else "a reader will ask; show how it is measured"
    severity = ERROR if too_large else WARNING
    return product.problem((*_path(scale.path), scale.key), message, hint, severity=severity)


def _pair(prospect: Written, product: Profile) -> Pair:
    if isinstance(prospect, Prospect) and isinstance(product, Product):
        return pair_of(prospect, product)
    if isinstance(prospect, Prospect) or isinstance(product, Product):
        raise TypeError("prospect and product are two paths or two models")
    return load_pair(Path(prospect), Path(product))


def _path(dotted: str) -> tuple[str | int, ...]:
    parts = dotted.replace("]", "").replace("[", ".").split(".")
    return tuple(int(part) if part.isdigit() else part for part in parts)


def build(
    prospect: Written,
    product: Profile,
    output: str | Path | None = None,
    *,
    page: str = "a4",
    date: Date | None = None,
) -> Built:
    """Make the one-page PDF of a prospect and a product profile.

    Args:
        prospect: a path or a model.
        product: a path or a model.
        output: the file to write; None writes nothing and gives the bytes.
        page: ``a4`` or ``letter``.
        date: the page's date; today by default.

    Raises:
        InputError: every problem of both files at once; nothing is written.
        PageOverflowError: the texts do not fit on one page.
        TemplateError: the template cannot be used.
        FileError: a file cannot be read or written; an existing file is untouched.
    """
    if page not in PAGES:
        raise ValueError(f"page is {page!r}, not one of {', '.join(PAGES)}")
    evaluated = evaluate(prospect, product)
    built = render(evaluated, page, date or Date.today())
    if output is None:
        return built
    path = _target(output, evaluated.case.prospect, "pdf", (prospect, product))
    write_atomic(path, built.pdf)
    return replace(built, path=path)


@functools.lru_cache(maxsize=1)
def _engine() -> Any:
    # Imported when the first page is made: the engine takes longer to import than a page to evaluate.
    from valuepitch.render.weasy import WeasyEngine

    atexit.register(_engine.cache_clear)  # its fonts are put away while their library is still there
    return WeasyEngine()


def render(evaluated: Evaluation, page: str, day: Date) -> Built:
    """The page of an evaluated case, as bytes.

    Raises:
        InputError: a text has a character that no font has, or is too long for its place.
        PageOverflowError, TemplateError: as :func:`build`.
    """
    from valuepitch.render.check import check_pdf
    from valuepitch.render.collector import quiet_collector
    from valuepitch.render.fit import Contents, fit_page
    from valuepitch.render.template import DEFAULT, load_template

    case = evaluated.case
    template = load_template(case.product.template or DEFAULT)
    size = template.config.pages[page]
    sizes = ChartSizes(size.cash, size.sensitivity, size.chart)
    mark = fingerprint(case.prospect, case.product, day, template.digest)

    composer = Composer(case, evaluated.language, day, mark, sizes, evaluated.reader)
    figures, least = composer.figures, composer.least.plain()
    texts = printed_texts(evaluated, figures)
    inputs = len(listed(figures))
    whole = composer.page(Shown(inputs)).plain()
    read = _proofread(evaluated, whole, template, day, [said for _, said in texts.values()])
    if any(problem.severity != WARNING for problem in read):
        errors = in_order(problem for problem in read if problem.severity != WARNING)
        raise InputError(" and ".join(document.file for document in evaluated.documents), errors)
    _check_texts(evaluated, whole, texts, template)

    def composed(shown: Shown) -> Mapping[str, Any]:
        return composer.page(shown).plain()

    contents = Contents(
        inputs,
        len(case.prospect.objectives),
        len(case.prospect.pressures),
        {p: t for p, (_, t) in texts.items()},
        has_asides(figures),
    )
    engine = _engine()
    with quiet_collector():
        made = fit_page(composed, contents, engine, template, page)
    wrong = [*check_pdf(made.pdf, made.attached.attachments), *(f for f in made.findings if "full" not in f)]
    if wrong:
        raise RenderError(f"the finished page does not pass: {'; '.join(wrong)}")
    notes = [Problem(f, "give it more to say, or another template", severity="warning") for f in made.findings]
    measures = {NAMES[item["id"]]: item["value"] for item in least["measures"]}
    return Built(None, made.pdf, made.fill, made.fitted, mark, measures, (*evaluated.warnings, *read, *notes))


def _proofread(
    evaluated: Evaluation, page: Mapping[str, Any], template: Any, day: Date, written: list[str]
) -> list[Problem]:
    """What the wording check finds in the files, the template and the page, and what else a reader would mark."""
    from valuepitch.proofread import Texts, proofread

    case, documents = evaluated.case, evaluated.documents
    vocabulary = vocabulary_in(folder_of(documents[1]))
    code = evaluated.language.code
    return proofread(Texts(case.prospect, case.product, documents, day, code, vocabulary, template, page, written))


def check(evaluated: Evaluation, day: Date) -> list[Problem]:
    """Every warning of a case, and what the wording check finds in its files, its template and its page.

    Raises:
        TemplateError: the template cannot be used.
    """
    from valuepitch.render.template import DEFAULT, load_template

    template = load_template(evaluated.case.product.template or DEFAULT)
    size = template.config.pages[PAGES[0]]
    sizes = ChartSizes(size.cash, size.sensitivity, size.chart)
    composer = Composer(evaluated.case, evaluated.language, day, "", sizes, evaluated.reader)
    page = composer.page(Shown(len(listed(composer.figures)))).plain()
    written = [said for _, said in printed_texts(evaluated, composer.figures).values()]
    return [*evaluated.warnings, *_proofread(evaluated, page, template, day, written)]


def write_workbook(prospect: Written, product: Profile, output: str | Path, *, date: Date | None = None) -> Path:
    """Write a case as a workbook of live formulas (XLSX).

    Args:
        output: the file to write, or a folder for one by the prospect's name.
        date: the page's date, of which the workbook speaks; today by default.

    Raises:
        InputError: every problem of both files at once; nothing is written.
        FileError: a file cannot be read or written; an existing file is untouched.
    """
    from valuepitch.render.template import DEFAULT, load_template
    from valuepitch.workbook import Stated, workbook

    evaluated, day = evaluate(prospect, product), date or Date.today()
    case = evaluated.case
    template = load_template(case.product.template or DEFAULT)
    mark = fingerprint(case.prospect, case.product, day, template.digest)
    path = _target(output, case.prospect, "xlsx", (prospect, product))
    write_atomic(path, workbook(case, evaluated.language, Stated(day, mark, __version__)))
    return path


def _target(output: str | Path, prospect: Prospect, suffix: str, inputs: tuple[object, ...]) -> Path:
    """The file to write: the named one, or one by the prospect's name in a folder; never one of the inputs."""
    path = Path(output)
    if is_folder(path) or str(output).endswith(("/", os.sep)):
        path = path / f"{slug(prospect.name)}.{suffix}"
    if path.resolve() in {Path(file).resolve() for file in inputs if isinstance(file, str | Path)}:
        what = {"pdf": "page", "xlsx": "workbook"}[suffix]
        raise FileError(f"{path} is one of the two files that the {what} is made of", "name another file with -o")
    return path


def fingerprint(prospect: Prospect, product: Product, day: Date, template: str) -> str:
    """What shows that page and data belong together: 7F3A-91C2.

    The first 8 digits of SHA-256 over canonical JSON of both files' contents, the page's date, the template's digest
    and the version. Comments, the order of keys and 27% against 0.27 do not change it.
    """
    content = {
        "prospect": _meaning(prospect),
        "product": _meaning(product),
        "date": day.isoformat(),
        "template": template,
        "version": __version__,
    }
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    digest = hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest().upper()
    return f"{digest[:4]}-{digest[4:8]}"


def _meaning(value: Any) -> Any:
    """What was written, without the ways of writing it: a missing end is its value, a unit is what it counts in."""
    if isinstance(value, Sourced):
        low, high = value.ends
        said = {name: _meaning(getattr(value, name)) for name in type(value).model_fields}
        return said | {"unit": value.kind, "low": low, "high": high}
    if isinstance(value, Record):
        return {name: _meaning(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, dict):
        return {name: _meaning(item) for name, item in value.items()}
    if isinstance(value, tuple):
        return [_meaning(item) for item in value]
    return value.isoformat() if isinstance(value, Date) else value


def printed_texts(
    evaluated: Evaluation, figures: Figures
) -> dict[str, tuple[tuple[Document, tuple[str | int, ...]], str]]:
    """Every text of both files that may be printed, by its place: its document and path, and what it says."""
    found: dict[str, tuple[tuple[Document, tuple[str | int, ...]], str]] = {}
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


def _check_texts(evaluated: Evaluation, page: Mapping[str, Any], texts: Any, template: Any) -> None:
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
