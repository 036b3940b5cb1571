"""From an evaluated case to a finished page: compose, read its words, fit, draw, check, write."""

from __future__ import annotations

import atexit
import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from valuepitch.case.fingerprint import fingerprint
from valuepitch.errors import WARNING, InputError, Problem, RenderError, TemplateFaults, in_order
from valuepitch.files import write_atomic
from valuepitch.inputs.load import Pair
from valuepitch.page.compose import ChartSizes, Composer, Shown
from valuepitch.page.context import BrandPart
from valuepitch.page.parts import NAMES, has_asides, listed
from valuepitch.pipeline.carried import Making, attached, properties
from valuepitch.pipeline.evaluation import Evaluation, Profile, Written, evaluate
from valuepitch.pipeline.redaction import internal_sources
from valuepitch.pipeline.target import target
from valuepitch.pipeline.templates import chosen
from valuepitch.pipeline.texts import Texts, check_texts, printed_texts, read_words
from valuepitch.render.brand import logo_name
from valuepitch.render.engine import Attached, Attachment
from valuepitch.version import __version__

if TYPE_CHECKING:
    from valuepitch.model.prospect import Level
    from valuepitch.pipeline.carried import Paper
    from valuepitch.render.engine import Page
    from valuepitch.render.template import Template

PAGES = ("a4", "letter")

T = TypeVar("T")


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
        attachments: what the file carries.
    """

    path: Path | None
    pdf: bytes
    fill: float
    fitted: tuple[str, ...]
    fingerprint: str
    measures: dict[str, str]
    warnings: tuple[Problem, ...]
    attachments: tuple[Attachment, ...] = ()


def build(
    prospect: Written,
    product: Profile,
    output: str | Path | None = None,
    *,
    page: str = "a4",
    date: Date | None = None,
    attachments: bool = True,
    redact: bool = False,
    template: str | None = None,
    templates: str | Path | None = None,
) -> Built:
    """Make the one-page PDF of a prospect and a product profile.

    Args:
        prospect: a path or a model.
        product: a path or a model.
        output: the file to write; None writes nothing and gives the bytes.
        page: ``a4`` or ``letter``.
        date: the page's date; today by default.
        attachments: put the workbook and the data into the file.
        redact: leave out the sources that are marked internal, on the page and in what it carries.
        template: its name; the profile's, or the usual one, by default.
        templates: a folder with templates, or with files of one that stand in the place of the built-in ones.

    Raises:
        InputError: every problem of both files at once; nothing is written.
        PageOverflowError: the texts do not fit on one page.
        TemplateError: the template cannot be used.
        FileError: a file cannot be read or written; an existing file is untouched.
    """
    if page not in PAGES:
        raise ValueError(f"page is {page!r}, not one of {', '.join(PAGES)}")
    evaluated = evaluate(prospect, product, redact=redact)
    name = template or evaluated.case.product.template
    used = chosen(name, evaluated.documents, templates, kind="prospect")
    day = date or Date.today()
    built = guarded(used, lambda: render(evaluated, page, day, attachments=attachments, template=used))
    if output is None:
        return built
    path = target(output, evaluated.case.prospect, "pdf", (prospect, product))
    write_atomic(path, built.pdf)
    return replace(built, path=path)


def guarded(template: Template, work: Callable[[], T]) -> T:
    """What some work with a template gives; in a process of its own where its files are not the program's."""
    if not template.changed:
        return work()
    from valuepitch.render.limited import limited

    engine()  # imported here, once for all that are drawn
    return limited(work)


@functools.lru_cache(maxsize=1)
def engine() -> Any:
    """The engine that draws, made once."""
    # Imported when the first page is made: the engine takes longer to import than a page to evaluate.
    from valuepitch.render.weasy import WeasyEngine

    atexit.register(engine.cache_clear)  # its fonts are put away while their library is still there
    return WeasyEngine()


def render(
    evaluated: Evaluation, page: str, day: Date, *, attachments: bool = True, template: Template | None = None
) -> Built:
    """The page of an evaluated case, as bytes; with the profile's template where none is given.

    Raises:
        InputError: a text has a character that no font has, or is too long for its place.
        PageOverflowError, TemplateError: as :func:`build`.
    """
    from valuepitch.render.collector import quiet_collector

    template = template or chosen(evaluated.case.product.template, evaluated.documents, kind="prospect")
    with quiet_collector(sets_aside=False):
        return _rendered(evaluated, page, day, template, attachments=attachments)


def _rendered(evaluated: Evaluation, page: str, day: Date, template: Template, *, attachments: bool) -> Built:
    from valuepitch.render.check import check_pdf

    making = making_of(evaluated, page, day, template)
    composer = composer_of(evaluated, making, template, attached=attachments)
    texts = printed_texts(evaluated, composer.figures)
    read = _read(evaluated, composer, template, texts)
    made = draw(evaluated, composer, making, template, texts)
    wrong = [*check_pdf(made.pdf, made.attached.attachments), *(f for f in made.findings if "full" not in f)]
    if template.changed:
        _hold_to_its_page(template, wrong, made, composer)
    if wrong:
        raise RenderError(f"the finished page does not pass: {'; '.join(wrong)}")
    notes = [Problem(f, "give it more to say, or another template", severity="warning") for f in made.findings]
    measures = {NAMES[item.id]: item.value for item in composer.least.measures}
    warnings = (*evaluated.warnings, *_going_out(evaluated), *read, *notes)
    files = tuple(made.attached.attachments)
    fitted = (*_said(template), *made.fitted)
    return Built(None, made.pdf, made.fill, fitted, making.fingerprint, measures, warnings, files)


def _hold_to_its_page(template: Template, wrong: list[str], made: Page, composer: Composer) -> None:
    """Refuse what a template with files of the user's makes of a page: all that is wrong, and all that is hidden."""
    from valuepitch.render.visible import hidden

    found = [Problem(f"{said}", "take back what was changed last") for said in wrong]
    lost = hidden(made.pdf, composer.page(made.shown).plain())
    found += [Problem(said, "every page owes its reader this text, to be read with the eye") for said in lost]
    if found:
        raise TemplateFaults(f"the page that the template {template.config.name} makes", tuple(found))


def _said(template: Template) -> Iterator[str]:
    """Whose files a template is made of, where some of them are the user's."""
    if template.changed:
        count = f"{len(template.changed)} file{'' if len(template.changed) == 1 else 's'}"
        yield f"template: {template.config.name} with {count} of {', '.join(template.folders)}"


def draw(
    evaluated: Evaluation, composer: Composer, making: Making, template: Template, texts: Texts | None = None
) -> Page:
    """Fit a page and draw it, with what it carries; its words have been read.

    Args:
        texts: what :func:`printed_texts` gave, where it is at hand.

    Raises:
        PageOverflowError, TemplateError: as :func:`build`.
    """
    from valuepitch.render.collector import quiet_collector
    from valuepitch.render.fit import Contents, fit_page

    def composed(shown: Shown) -> Mapping[str, Any]:
        return composer.page(shown).plain()

    prospect, figures = evaluated.case.prospect, composer.figures
    contents = Contents(
        len(listed(figures)),
        len(prospect.objectives),
        len(prospect.pressures),
        {place: text for place, (_, text) in (texts or printed_texts(evaluated, figures)).items()},
        has_asides(figures),
    )
    bare = Attached((), properties(making.fingerprint, {}))
    with quiet_collector():
        carried = attached(evaluated, making) if composer.attached else bare
        return fit_page(composed, contents, engine(), template, making.page, carried)


def _going_out(evaluated: Evaluation) -> list[Problem]:
    """Internal sources that are on the page or in what it carries."""
    if evaluated.redacted:
        return []
    both = Pair(evaluated.case.prospect, evaluated.case.product, (), evaluated.documents)
    return internal_sources(both)


def making_of(evaluated: Evaluation, page: str, day: Date, template: Template) -> Making:
    """How a page is made."""
    case, redacted = evaluated.case, evaluated.redacted
    mark = fingerprint(case.prospect, case.product, day, template.digest, redacted=redacted)
    name, code = template.config.name, evaluated.language.code
    paper, reader = cast("Paper", page), cast("Level", evaluated.reader)
    return Making(__version__, day, paper, name, template.digest, code, reader, redacted, mark)


def composer_of(evaluated: Evaluation, making: Making, template: Template, *, attached: bool) -> Composer:
    """What composes a page, as large as the template draws it."""
    config = template.config
    size = config.pages[making.page]
    return Composer(
        evaluated.case,
        evaluated.language,
        making.date,
        making.fingerprint,
        ChartSizes(size.cash, size.sensitivity, size.chart),
        evaluated.reader,
        attached,
        brand_part(template, evaluated.language.code),
        template.brand.negatives,
        config.shows,
        config.without,
    )


def brand_part(template: Template, code: str) -> BrandPart:
    """What the seller's pages have of their own, in a language."""
    brand = template.brand
    legal = (brand.legal.said(code) if brand.legal else "") or ""
    return BrandPart(logo_name(template), brand.logo.alt if brand.logo else "", legal)


def _read(evaluated: Evaluation, composer: Composer, template: Template, texts: Texts) -> list[Problem]:
    """What is worth a word in the whole page's texts.

    Raises:
        InputError: a word that no page may have, or a character that no font has.
        PageOverflowError: the title is too long.
    """
    whole = composer.page(Shown(len(listed(composer.figures)))).plain()
    read = read_words(evaluated, whole, template, composer.day, [said for _, said in texts.values()])
    errors = in_order(problem for problem in read if problem.severity != WARNING)
    if errors:
        raise InputError(" and ".join(document.file for document in evaluated.documents), errors)
    check_texts(evaluated, whole, texts, template)
    return read


def check(evaluated: Evaluation, day: Date, template: Template | None = None) -> list[Problem]:
    """Every warning of a case, and what the wording check finds in its files, its template and its page.

    Raises:
        TemplateError: the template cannot be used.
    """
    template = template or chosen(evaluated.case.product.template, evaluated.documents, kind="prospect")
    composer = composer_of(evaluated, making_of(evaluated, PAGES[0], day, template), template, attached=True)
    page = composer.page(Shown(len(listed(composer.figures)))).plain()
    written = [said for _, said in printed_texts(evaluated, composer.figures).values()]
    return [*evaluated.warnings, *read_words(evaluated, page, template, day, written)]
