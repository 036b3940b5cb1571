"""Pages out of cases, as every test of the page makes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from levels import THIN, CaseOf, sample

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


@pytest.fixture
def case_named(case_of: CaseOf) -> Callable[[str], Case]:
    """A sample by its folder, or a thin case by its name."""
    return lambda name: case_of(**THIN[name]) if name in THIN else sample(name).case
