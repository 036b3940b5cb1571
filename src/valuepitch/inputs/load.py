"""Models out of files, with every problem at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from valuepitch.documents import Document, read_yaml
from valuepitch.errors import WARNING, InputError, Problem, in_order
from valuepitch.files import read_bytes
from valuepitch.inputs.cross import cross_check, names_check
from valuepitch.inputs.readers import readers_in
from valuepitch.model import Product, Prospect
from valuepitch.model.base import Record, faults
from valuepitch.model.reader import level_of
from valuepitch.text import clean, digits

M = TypeVar("M", bound=Record)

LIMIT = 1_000_000  # bytes; a profile is a few thousand

# The model of a document, by a key that only one of them has.
_MARKS: tuple[tuple[str, type[Prospect] | type[Product]], ...] = (
    ("seller", Product),
    ("benefits", Product),
    ("costs", Product),
    ("assumptions", Product),
    ("financials", Prospect),
    ("facts", Prospect),
    ("hurdle_rate", Prospect),
    ("name", Prospect),
)


@dataclass(frozen=True)
class Loaded(Generic[M]):
    """A file as it was read: its model, unless there are problems."""

    document: Document
    model: M | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Pair:
    """A prospect and a product that fit together, with what is worth a warning.

    Attributes:
        reader: the level of the contact, which orders what is shown first.
    """

    prospect: Prospect
    product: Product
    warnings: tuple[Problem, ...]
    documents: tuple[Document, Document]
    reader: str = "cfo"


def load(path: Path, model: type[M]) -> Loaded[M]:
    """Read one file into its model; problems are returned, not raised.

    Raises:
        FileError: the file cannot be read.
    """
    return validate(read_yaml(read_bytes(path, LIMIT), str(path)), model)


def validate(document: Document, model: type[M]) -> Loaded[M]:
    """A document as a model, with every problem."""
    problems = list(document.problems)
    made: M | None = None
    cleaned = tuple(_cleaned(document))
    if document.data is not None:
        try:
            made = model.model_validate(document.data)
        except ValidationError as error:
            problems += [
                document.problem(fault.path, fault.message, fault.hint, key=fault.key, column=fault.column)
                for fault in faults(error)
            ]
    return Loaded(document, None if problems else made, (*problems, *cleaned))


def _cleaned(document: Document) -> Iterator[Problem]:
    """A warning for each text that is printed, or read, otherwise than its writer may have meant."""
    for path, text in _texts(document.data, ()):
        if re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", text.strip()):
            hint = f"the point is the decimal mark; write {text.replace('.', '_')} for thousands"
            yield document.problem(path, f"is read as {digits(float(text))}", hint, severity=WARNING)
        dropped = len("".join(text.split())) - len("".join(clean(text).split()))
        if dropped:
            yield document.problem(
                path, "holds marks that are not printed", "retype the text if it looks wrong", severity=WARNING
            )


def _texts(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts(item, (*path, key))


def load_prospect(path: str | Path) -> Prospect:
    """A prospect file as a model.

    Raises:
        InputError: every problem in it, each with its place and its remedy.
        FileError: it cannot be read.
    """
    return _one(load(Path(path), Prospect))


def load_product(path: str | Path) -> Product:
    """A product profile as a model.

    Raises:
        InputError: every problem in it, each with its place and its remedy.
        FileError: it cannot be read.
    """
    return _one(load(Path(path), Product))


def _one(loaded: Loaded[M]) -> M:
    if loaded.model is None:
        raise InputError(loaded.document.file, in_order(p for p in loaded.problems if p.severity != WARNING))
    return loaded.model


def load_pair(prospect_path: Path, product_path: Path) -> Pair:
    """Both files of a page, checked against each other.

    Raises:
        InputError: every problem of both files at once.
        FileError: one cannot be read.
    """
    return pair(load(prospect_path, Prospect), load(product_path, Product))


def pair(prospect: Loaded[Prospect], product: Loaded[Product]) -> Pair:
    """Two files that were read, checked against each other.

    Raises:
        InputError: every problem of both files at once.
    """
    documents = (prospect.document, product.document)
    if kind_of(documents[0]) is Product and kind_of(documents[1]) is Prospect:
        hint = f"swap them: the prospect is {documents[1].file}, the product {documents[0].file}"
        swapped = documents[0].problem((), "is a product profile, where the prospect is wanted", hint)
        raise InputError(" and ".join(document.file for document in documents), (swapped,))
    found = [*prospect.problems, *product.problems]
    levels, doubts = reader_of(prospect, folder_of(product.document))
    found += doubts
    if prospect.model and product.model:
        found += cross_check(prospect.model, product.model, *documents)
    elif all(document.data is not None for document in documents):
        found += names_check(*documents)  # what can be said of files that have problems of their own
    problems = in_order(p for p in found if p.severity != WARNING)
    if problems or not (prospect.model and product.model):
        raise InputError(" and ".join(document.file for document in documents), problems)
    return Pair(prospect.model, product.model, in_order(found), documents, levels[0])


def folder_of(document: Document) -> Path | None:
    """The folder of a document that was read from a file; None for one that was made in Python."""
    return Path(document.file).parent if document.places else None


def reader_of(prospect: Loaded[Prospect], folder: Path | None) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """The reader's level, with the table of a folder; a problem where the title names several.

    Raises:
        FileError: the folder's table cannot be read.
    """
    table, problems = readers_in(folder)
    if prospect.model is None:
        return (), problems
    levels = level_of(prospect.model, table)
    if len(levels) > 1:
        hint = f"say who decides: add level: {levels[0]} (or {', '.join(levels[1:])}) to contact"
        names = f"names {len(levels)} levels of readers, {' and '.join(levels)}"
        problems = (*problems, prospect.document.problem(("contact", "title"), names, hint))
    return levels, problems


def pair_of(prospect: Prospect, product: Product) -> Pair:
    """Two models made in Python, checked against each other; places have a path and no line.

    Raises:
        InputError: every problem of both.
    """
    return pair(
        Loaded(Document("prospect", None), prospect, ()),
        Loaded(Document("product", None), product, ()),
    )


def kind_of(document: Document) -> type[Prospect] | type[Product] | None:
    """Which of the two a document is, by its keys; None where neither."""
    keys = document.data if isinstance(document.data, dict) else {}
    return next((model for mark, model in _MARKS if mark in keys), None)
