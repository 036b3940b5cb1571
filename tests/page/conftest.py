"""Pages out of cases, as every test of the page makes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from valuepitch.case.study import Case
from valuepitch.locale import language
from valuepitch.money import Formatter
from valuepitch.page.compose import ChartSizes, Shown, compose
from valuepitch.page.context import PageContext


def page_from(case: Case, shown: Shown | None = None) -> PageContext:
    """The page of a case on A4, dated 23 November 2026."""
    sizes = ChartSizes(cash=290.0, sensitivity=200.0, height=118.0)
    return compose(case, language("en"), date(2026, 11, 23), "7F3A-91C2", sizes, shown)


@pytest.fixture
def page_of() -> Callable[..., PageContext]:
    return page_from


@pytest.fixture
def show() -> Formatter:
    """English, in dollars."""
    return Formatter(language("en").locale, "USD")


@pytest.fixture(scope="session")
def sample_page(quickstart: Case) -> PageContext:
    return page_from(quickstart)
