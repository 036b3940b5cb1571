"""samples/longest-texts: every text as long as its field allows, and still one page that can be read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from valuepitch import pipeline
from valuepitch.documents import read_yaml
from valuepitch.model.texts import LABEL_LENGTH, NAME_LENGTH, TEXT_LENGTH, Phrase
from valuepitch.pipeline.pages import composer_of, draw, making_of
from valuepitch.render.check import check_pdf
from valuepitch.render.template import built_in_names, load_template
from valuepitch.render.visible import hidden

FOLDER = Path(__file__).resolve().parents[2] / "samples" / "longest-texts"
DAY = date(2026, 11, 23)

# The length of a text by its key, and by the part of the file where a key is used twice.
LENGTHS = {
    "label": LABEL_LENGTH,
    "source": LABEL_LENGTH,
    "text": TEXT_LENGTH,
    "ask": Phrase.length,
    "line": LABEL_LENGTH,
}
LENGTHS |= {"because": Phrase.length, "seller": NAME_LENGTH, "title": NAME_LENGTH, "plain_name": LABEL_LENGTH}
LENGTHS |= {"action": LABEL_LENGTH, "name": NAME_LENGTH}


def _texts(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, (*path, str(key)))
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, path)
    elif isinstance(value, str):
        yield path, value


@pytest.mark.parametrize("file", ["prospect.yaml", "product.yaml"])
@pytest.mark.parametrize("language", ["en", "tr"])
def test_every_text_is_as_long_as_its_field_allows(language: str, file: str) -> None:
    path = FOLDER / language / file
    texts = [(place, text) for place, text in _texts(read_yaml(path.read_bytes(), file).data) if place[-1] in LENGTHS]
    assert len(texts) > 20
    for place, text in texts:
        longest = LABEL_LENGTH if place[-1] == "name" and place[0] in ("costs", "benefits") else LENGTHS[place[-1]]
        assert len(text) == longest, place


@pytest.mark.parametrize("page", ["a4", "letter"])
@pytest.mark.parametrize("name", built_in_names("prospect"))
@pytest.mark.parametrize("language", ["en", "tr"])
def test_they_fit_one_page_that_can_be_read(language: str, name: str, page: str) -> None:
    evaluated = pipeline.evaluate(FOLDER / language / "prospect.yaml", FOLDER / language / "product.yaml")
    template = load_template(name)
    making = making_of(evaluated, page, DAY, template)
    composer = composer_of(evaluated, making, template, attached=True)
    drawn = draw(evaluated, composer, making, template)
    assert (drawn.pages, drawn.findings) == (1, ())
    assert check_pdf(drawn.pdf, drawn.attached.attachments) == []
    assert hidden(drawn.pdf, composer.page(drawn.shown).plain()) == []
    assert "spacing: smallest" in drawn.fitted
