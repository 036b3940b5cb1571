"""Checks files as they stand: each alone, each prospect with each product, and the words of the pages they make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from valuepitch.documents import Document, read_yaml
from valuepitch.errors import InputError, Problem, in_order
from valuepitch.files import read_bytes
from valuepitch.inputs.levels import levels_in
from valuepitch.inputs.load import LIMIT, Loaded, folder_of, kind_of, reader_of, validate
from valuepitch.inputs.readers import readers_in
from valuepitch.inputs.wording import FILE, Vocabulary, read_words, vocabulary_in
from valuepitch.locale import languages
from valuepitch.model import Product, Prospect
from valuepitch.model.funnel import LISTS, Funnel
from valuepitch.page.spoken import names
from valuepitch.pipeline import check, evaluate_loaded


def check_files(files: Sequence[Path], day: date) -> tuple[Problem, ...]:
    """Every problem and warning of prospects, product profiles, funnels and word files.

    Args:
        day: the day of the pages, by which figures are old.

    Raises:
        FileError: a file cannot be read.
        TemplateError: a profile's template cannot be used.
    """
    found: list[Problem] = []
    prospects: list[Loaded[Prospect]] = []
    products: list[Loaded[Product]] = []
    for path in files:
        if path.name == FILE:
            found += vocabulary_in(path.parent).problems
            continue
        document = read_yaml(read_bytes(path, LIMIT), str(path))
        kind = kind_of(document)
        if is_funnel(document):
            found += validate(document, Funnel).problems
        elif kind is Product:
            products.append(validate(document, Product))
        elif kind is Prospect:
            prospects.append(validate(document, Prospect))
        else:
            found += _neither(document)
    found += [problem for loaded in prospects for problem in loaded.problems]
    found += [problem for loaded in products for problem in loaded.problems]
    found += _alone(prospects, products)
    for product in products:
        for prospect in prospects:
            found += _together(prospect, product, day)
    return in_order(found)


def _alone(prospects: list[Loaded[Prospect]], products: list[Loaded[Product]]) -> Iterator[Problem]:
    """Reader and words of files that stand alone; a profile's tables serve every prospect that is given with it."""
    for prospect in prospects if not products else ():
        folder = folder_of(prospect.document)
        yield from reader_of(prospect, folder)[1]
        if prospect.model:
            yield from _words(prospect.model, prospect.document, (prospect.model.language,), vocabulary_in(folder))
    for product in products if not prospects else ():
        folder = folder_of(product.document)
        yield from readers_in(folder)[1]
        yield from levels_in([folder] if folder else [])[1]
        if product.model:  # a text without a language may stand on a page in any
            yield from _words(product.model, product.document, languages(), vocabulary_in(folder))


def _words(
    model: Prospect | Product, document: Document, spoken: Sequence[str], vocabulary: Vocabulary
) -> Iterator[Problem]:
    yield from vocabulary.problems
    yield from read_words(model, document, spoken, vocabulary, names(model))


def is_funnel(document: Document) -> bool:
    """Whether a document is a funnel, by its lists."""
    return isinstance(document.data, dict) and any(name in document.data for name in LISTS)


def _neither(document: Document) -> tuple[Problem, ...]:
    hint = "a prospect has name and facts, a product seller and benefits"
    return document.problems or (document.problem((), "is neither a prospect nor a product", hint),)


def _together(prospect: Loaded[Prospect], product: Loaded[Product], day: date) -> list[Problem]:
    """A pair, its page and their words; the words too where there is no page yet."""
    try:
        return check(evaluate_loaded(prospect, product), day)
    except InputError as error:
        found = list(error.problems)
    vocabulary = vocabulary_in(folder_of(product.document))
    spoken = (prospect.model.language,) if prospect.model else languages()
    for model, document in ((prospect.model, prospect.document), (product.model, product.document)):
        if model:
            found += _words(model, document, spoken, vocabulary)
    return found
