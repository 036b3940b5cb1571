"""Checks files as they stand: each alone, each prospect with each product, and the words of the pages they make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from valuepitch.documents import Document, read_yaml
from valuepitch.errors import InputError, Problem, in_order
from valuepitch.files import read_bytes
from valuepitch.inputs.load import LIMIT, Loaded, folder_of, kind_of, reader_of, validate
from valuepitch.inputs.wording import FILE, read_words, vocabulary_in
from valuepitch.locale import languages
from valuepitch.model import Product, Prospect
from valuepitch.model.base import Record
from valuepitch.pipeline import check, evaluate_loaded


def check_files(files: Sequence[Path], day: date) -> tuple[Problem, ...]:
    """Every problem and warning of prospects, product profiles and word files.

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
        if kind is Product:
            products.append(validate(document, Product))
        elif kind is Prospect:
            prospects.append(validate(document, Prospect))
        else:
            found += _neither(document)
    found += [problem for loaded in products for problem in loaded.problems]
    for prospect in prospects:
        found += prospect.problems
        found += reader_of(prospect, folder_of(prospect.document))[1]
    found += _words(prospects, products)
    for product in products:
        for prospect in prospects:
            found += _together(prospect, product, day)
    return in_order(found)


def _neither(document: Document) -> tuple[Problem, ...]:
    hint = "a prospect has name and facts, a product seller and benefits"
    return document.problems or (document.problem((), "is neither a prospect nor a product", hint),)


def _words(prospects: Iterable[Loaded[Prospect]], products: Iterable[Loaded[Product]]) -> Iterator[Problem]:
    """The wording of each file by itself; a text without a language is read in those of the pages it may stand on."""
    spoken: set[str] = {loaded.model.language for loaded in prospects if loaded.model}
    records: list[tuple[Record | None, Document]] = [(loaded.model, loaded.document) for loaded in prospects]
    records += [(loaded.model, loaded.document) for loaded in products]
    for model, document in records:
        vocabulary = vocabulary_in(folder_of(document))
        yield from vocabulary.problems
        if model is not None:
            yield from read_words(model, document, sorted(spoken or languages()), vocabulary)


def _together(prospect: Loaded[Prospect], product: Loaded[Product], day: date) -> Sequence[Problem]:
    try:
        return check(evaluate_loaded(prospect, product), day)
    except InputError as error:
        return error.problems
