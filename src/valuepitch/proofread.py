"""Reads every text of a page before it is drawn: the wording check over files, template and page, and its ratios."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from valuepitch.documents import Document
from valuepitch.errors import ERROR, WARNING, Problem
from valuepitch.inputs.wording import Vocabulary, read_words
from valuepitch.model import Product, Prospect
from valuepitch.model.base import parts_of
from valuepitch.model.sourced import STALE_YEARS, Sourced, is_stale
from valuepitch.page.spoken import Names, Piece, count_of, names, pieces
from valuepitch.render.template import Template
from valuepitch.wording import BETWEEN, Reading, fold, read
from valuepitch.wording.ratios import (
    LEAST_RATIO,
    LONGEST_SENTENCE,
    MEAN_SENTENCE,
    MOST_OWN,
    MOST_TRADE_NAMES,
    Ratios,
)


@dataclass(frozen=True)
class Texts:
    """What is read for one page.

    Attributes:
        day: the page's date.
        language: the page's language code.
        page: its plain context.
        written: the texts of both files as the page prints them.
    """

    prospect: Prospect
    product: Product
    documents: tuple[Document, Document]
    day: date
    language: str
    vocabulary: Vocabulary
    template: Template
    page: Mapping[str, Any]
    written: Iterable[str] = ()

    @property
    def where(self) -> str:
        """The page in messages."""
        return f"the page of {self.prospect.name}"


def proofread(texts: Texts) -> list[Problem]:
    """Every finding in the two files, the template and the page; words that came from a file are named there alone."""
    proper = names(texts.prospect, texts.product)
    found = list(texts.vocabulary.problems)
    files = ((texts.prospect, texts.documents[0]), (texts.product, texts.documents[1]))
    for model, document in files:
        found += read_words(model, document, (texts.language,), texts.vocabulary, proper)
    written = list(pieces(texts.page))
    hidden = proper.hidden(BETWEEN.join(piece.text for piece in written))
    reading = read(hidden.split(BETWEEN), texts.language)
    found += [*_template(texts), *_page(texts, written, reading)]
    return [*found, *_ratios(texts, proper, written, reading), *_trade_name(texts, written), *_stale(texts)]


def _template(texts: Texts) -> Iterator[Problem]:
    checker, written = texts.vocabulary.reading(texts.language).checker, texts.template.words
    for index, finding in checker.find_all([words for _, words in written]):
        file, words = written[index]
        before = words[: finding.start]
        place = (before.count("\n") + 1, finding.start - before.rfind("\n"))
        name = f"{texts.template.config.name}/{file}"
        yield Problem(" ".join(finding.message.split()), finding.hint, "", name, *place, finding.severity)


def _page(texts: Texts, written: list[Piece], reading: Reading) -> Iterator[Problem]:
    """What only the finished page says: the catalogue's sentences with their figures."""
    checker = texts.vocabulary.reading(texts.language).checker
    found = checker.find_in(reading)
    given = fold("\n".join(texts.written), texts.language) if found else ""
    said: set[str] = set()
    for index, finding in found:
        phrase = fold(finding.phrase, texts.language)
        if phrase not in given and phrase not in said:
            said.add(phrase)
            yield Problem(finding.message, finding.hint, written[index].place, texts.where, severity=finding.severity)


def _ratios(texts: Texts, proper: Names, written: list[Piece], reading: Reading) -> Iterator[Problem]:
    """What the page does as a whole; worth a word, never an error."""
    every = [piece.text for piece in written]
    counter = texts.vocabulary.reading(texts.language).counter
    made = counter.count(
        [text for piece, text in zip(written, reading.texts, strict=True) if piece.is_prose],
        reading,
        [index for index, piece in enumerate(written) if piece.is_label],
        proper.counted(every, proper.reader),
        proper.counted(every, proper.seller),
    )
    for message, hint in [*_sentence_words(made), *(_speaker_words(made) if counter.words.theirs else ())]:
        yield Problem(message, hint, "", texts.where, severity=WARNING)


def _sentence_words(made: Ratios) -> Iterator[tuple[str, str]]:
    if made.mean > MEAN_SENTENCE:
        yield f"has {made.mean:.1f} words in a sentence on average", f"at most {MEAN_SENTENCE} read well; part some"
    sentence, size = made.longest
    if size > LONGEST_SENTENCE:
        shown = " ".join(sentence.split()[:6])
        yield f"has a sentence of {size} words, “{shown} …”", f"at most {LONGEST_SENTENCE} read well; part it"


def _speaker_words(made: Ratios) -> Iterator[tuple[str, str]]:
    """Of whom the page speaks, and what it leaves unexplained; a language without a word list is not counted."""
    if made.ours and made.theirs < LEAST_RATIO * made.ours:
        yield (
            f"speaks of the seller {_times(made.ours)} and of the reader {_times(made.theirs)}",
            f"speak of the reader {LEAST_RATIO} times as often; use the plain name of the product",
        )
    if made.own > MOST_OWN:
        yield f"says we, us or our {_times(made.own)}", f"at most {MOST_OWN} times; say what the reader gets"
    for text in made.unexplained:
        yield f"does not explain {text}", "write it out where it first stands, or allow it in wording.yaml"


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _trade_name(texts: Texts, written: Iterable[Piece]) -> Iterator[Problem]:
    """The trade name stands at most three times on a page, and never in its title."""
    name, product = texts.product.name, texts.documents[1]
    if count_of(name, texts.page["title"]):
        hint = f"say what is done, without {name}"
        yield product.problem(("action",), "brings the trade name into the title", hint, severity=ERROR)
    places = [piece.place for piece in written if name in piece.text for _ in range(count_of(name, piece.text))]
    if len(places) > MOST_TRADE_NAMES:
        where = ", ".join(dict.fromkeys(place.partition("[")[0].partition(".")[0] for place in places))
        said = f"stands {len(places)} times on the page ({where})"
        yield product.problem(("name",), said, f"at most {MOST_TRADE_NAMES}; use plain_name", severity=ERROR)


def _stale(texts: Texts) -> Iterator[Problem]:
    """Figures that were measured at others more than three years before the page."""
    for model, document in zip((texts.prospect, texts.product), texts.documents, strict=True):
        for path, sourced in parts_of(model, Sourced):
            if is_stale(sourced, texts.day):
                message = f"is of {sourced.as_of}, more than {STALE_YEARS} years before the page"
                hint = "look for a newer figure; the page marks it as old"
                yield document.problem((*path, "as_of"), message, hint, severity=WARNING)
