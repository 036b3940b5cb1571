"""Pages changed after they were made, as somebody would who wants a figure to look better."""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from tests.conftest import ROOT
from valuepitch import pipeline
from valuepitch.pipeline.carried import FIGURES, Carried, read_figures
from valuepitch.pipeline.pages import composer_of, draw
from valuepitch.render.attachments import read
from valuepitch.render.engine import Attachment, Options
from valuepitch.render.template import load_template
from valuepitch.render.weasy import WeasyEngine

DESCRIPTIONS = {FIGURES: "Inputs and results as data", "workbook.xlsx": "The sums behind the page, as live formulas"}
DAY = date(2026, 11, 23)
QUICKSTART = ROOT / "samples" / "quickstart"


@cache
def page(sample: str = "quickstart", *, redact: bool = False) -> bytes:
    """The page of a sample, as it is made."""
    folder = ROOT / "samples" / sample
    return pipeline.build(folder / "prospect.yaml", folder / "product.yaml", date=DAY, redact=redact).pdf


def data(pdf: bytes) -> dict[str, Any]:
    """What the data of a page say."""
    found = json.loads(read(pdf).files[FIGURES])
    assert isinstance(found, dict)
    return found


def packed(data: dict[str, Any]) -> bytes:
    """Data as an attachment."""
    return json.dumps(data).encode()


def forged(
    pdf: bytes,
    files: dict[str, bytes] | None = None,
    context: Callable[[dict[str, Any]], None] | None = None,
    properties: dict[str, str] | None = None,
    *,
    signed: bool = False,
) -> bytes:
    """A page drawn anew with other attachments, other texts or other properties.

    Args:
        files: attachments in the place of those that it has, or beside them.
        context: changes what the page says.
        properties: in the place of those that it has.
        signed: whether the digests are those of the new attachments: a forger who knows how it is done.
    """
    found = read(pdf)
    carried = read_figures(found.files[FIGURES])
    said = context_of(carried)
    if context:
        context(said)
    inside = {name: body for name, body in {**found.files, **(files or {})}.items() if body}
    moment = datetime(DAY.year, DAY.month, DAY.day, tzinfo=UTC)
    attachments = [
        Attachment(name, body, DESCRIPTIONS.get(name, name), found.relationships.get(name, "Data"), moment)
        for name, body in inside.items()
    ]
    own = dict(found.properties)
    if signed:
        own |= {f"SHA-256 of {name}": hashlib.sha256(body).hexdigest() for name, body in inside.items()}
    own |= properties or {}
    laid = WeasyEngine().lay_out(said, load_template(), Options(carried.made.page, "close"))
    return laid.pdf(attachments, {name: text for name, text in own.items() if text})


def context_of(carried: Carried) -> dict[str, Any]:
    """What a page has to say, as the program composes it."""
    evaluated = pipeline.evaluate(carried.prospect, carried.product)
    template = load_template()
    composer = composer_of(evaluated, carried.made, template, attached=True)
    return copy.deepcopy(composer.page(draw(evaluated, composer, carried.made, template).shown).plain())
