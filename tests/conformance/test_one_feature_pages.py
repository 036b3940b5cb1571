"""What each feature of a page does to PDF/UA-1 and PDF/A-3a, with the WeasyPrint that is installed."""

from __future__ import annotations

import pytest

from .one_feature import PAGES
from .rendering import rendered
from .verapdf import verdict


@pytest.mark.parametrize("name", PAGES)
def test_a_feature_breaks_the_rules_that_it_is_known_to_break(name: str) -> None:
    feature = PAGES[name]
    pdf = rendered(feature.html).pdf
    for flavour, known in (("ua1", feature.ua1), ("3a", feature.a3a)):
        found = verdict(pdf, flavour)
        assert found.clauses == set(known.split()), (flavour, found.failures)


@pytest.mark.parametrize("name", [name for name, feature in PAGES.items() if not feature.ua1 + feature.a3a])
def test_a_feature_that_breaks_nothing_is_not_one_that_weasyprint_ignores(name: str) -> None:
    assert rendered(PAGES[name].html).remarks == ()
