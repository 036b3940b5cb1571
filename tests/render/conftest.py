"""Pages and templates that the tests of rendering share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from valuepitch import pipeline
from valuepitch.page.compose import ChartSizes, compose
from valuepitch.render.template import Template, load_template
from valuepitch.render.weasy import WeasyEngine

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "quickstart"
DAY = date(2026, 11, 23)

Changed = Callable[[Mapping[str, str]], Template]


@pytest.fixture(scope="session")
def template() -> Template:
    return load_template()


@pytest.fixture(scope="session")
def engine() -> WeasyEngine:
    return WeasyEngine()


@pytest.fixture(scope="session")
def page(template: Template) -> dict[str, Any]:
    """The plain context of the quickstart page."""
    evaluated = pipeline.evaluate(SAMPLE / "prospect.yaml", SAMPLE / "product.yaml")
    size = template.config.pages["a4"]
    sizes = ChartSizes(size.cash, size.sensitivity, size.chart)
    return compose(evaluated.case, evaluated.language, DAY, "0000-0000", sizes).plain()


@pytest.fixture
def changed(template: Template) -> Changed:
    """The default template with some of its files replaced, or with further ones."""

    def change(files: Mapping[str, str]) -> Template:
        data = {name: text.encode() for name, text in files.items()}
        return replace(template, files={**template.files, **data}, digest=repr(sorted(files.items())))

    return change
