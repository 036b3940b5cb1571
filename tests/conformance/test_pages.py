"""The page of every sample on both papers is PDF/A-3a and PDF/UA-1."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from tests.funnels import starter
from valuepitch.locale import language, languages
from valuepitch.pipeline import evaluate, render
from valuepitch.pipeline.funnel import build_funnel
from valuepitch.render.template import DEFAULT, built_in_names

from .verapdf import verdict

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
NAMES = sorted(path.parent.name for path in SAMPLES.glob("*/prospect.yaml"))
DAY = date(2026, 11, 23)


@cache
def page_of(sample: str, paper: str, *, attachments: bool = True, code: str = "") -> bytes:
    folder = SAMPLES / sample
    evaluated = evaluate(folder / "prospect.yaml", folder / "product.yaml")
    spoken = replace(evaluated, language=language(code)) if code else evaluated
    return render(spoken, paper, DAY, attachments=attachments).pdf


@cache
def looked(sample: str, template: str, paper: str, code: str) -> bytes:
    """The page of a sample in another template."""
    with tempfile.TemporaryDirectory() as folder:
        product = Path(folder) / "product.yaml"
        product.write_text(f"template: {template}\n{(SAMPLES / sample / 'product.yaml').read_text('utf-8')}", "utf-8")
        evaluated = evaluate(SAMPLES / sample / "prospect.yaml", product)
    return render(replace(evaluated, language=language(code)), paper, DAY).pdf


def test_every_sample_is_known() -> None:
    assert {"quickstart", "makine-tr", "joinery-owner", "press-brake", "packaging-line", "receivables"} <= set(NAMES)


@pytest.mark.parametrize("flavour", ["ua1", "3a"])
@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("sample", NAMES)
def test_the_page_of_a_sample_conforms(sample: str, paper: str, flavour: str) -> None:
    found = verdict(page_of(sample, paper), flavour)
    assert found.failures == ()
    assert found.checks > 1000


@pytest.mark.parametrize("flavour", ["ua1", "3a"])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_page_without_attachments_conforms_too(paper: str, flavour: str) -> None:
    assert verdict(page_of("press-brake", paper, attachments=False), flavour).failures == ()


@pytest.mark.parametrize("flavour", ["ua1", "3a"])
@pytest.mark.parametrize("code", languages())
def test_a_page_conforms_in_every_language(code: str, flavour: str) -> None:
    assert verdict(page_of("receivables", "a4", code=code), flavour).failures == ()


@cache
def funnel_page(paper: str, code: str) -> bytes:
    return build_funnel(starter(code), page=paper, date=DAY).pdf


@pytest.mark.parametrize("flavour", ["ua1", "3a"])
@pytest.mark.parametrize("code", languages())
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_page_of_a_funnel_conforms(paper: str, code: str, flavour: str) -> None:
    found = verdict(funnel_page(paper, code), flavour)
    assert found.failures == ()
    assert found.checks > 1000


@pytest.mark.parametrize("flavour", ["ua1", "3a"])
@pytest.mark.parametrize("code", languages())
@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("sample", ["press-brake", "receivables"])
@pytest.mark.parametrize("template", sorted({*built_in_names("prospect")} - {DEFAULT}))
def test_the_page_of_every_template_conforms(template: str, sample: str, paper: str, code: str, flavour: str) -> None:
    assert verdict(looked(sample, template, paper, code), flavour).failures == ()
