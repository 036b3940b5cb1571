"""What is marked internal is left out; nothing else changes."""

from __future__ import annotations

from typing import Any

import pytest
from tests.conftest import product_from, prospect_from

from valuepitch.inputs.written import written
from valuepitch.model.redact import redacted

RAMP = {"from_month": 1, "months_to_full": 1}
SETUP = {"name": "Setup", "amount": {"value": 100, "source": "Q-17"}, "month": 0}


@pytest.mark.parametrize(
    "parts, place",
    [
        ({"costs": [{**SETUP, "source": "Our price list", "internal": True}]}, ("costs", 0)),
        ({"costs": [{**SETUP, "amount": {"value": 100, "source": "Q-17", "internal": True}}]}, ("costs", 0, "amount")),
        (
            {"assumptions": {"share": {"value": "40%", "source": "Test at Northfield", "internal": True}}},
            ("assumptions", "share"),
        ),
    ],
)
def test_an_internal_source_is_withheld(parts: dict[str, Any], place: tuple[Any, ...]) -> None:
    before, after = written(product_from(**parts)), written(redacted(product_from(**parts)))
    part_before, part_after = before, after
    for key in place:
        part_before, part_after = part_before[key], part_after[key]
    assert part_after["source"] == "withheld"
    assert {**part_after, "source": None, "amount": None} == {**part_before, "source": None, "amount": None}


def test_a_row_that_is_internal_withholds_the_sources_of_its_numbers_too() -> None:
    benefit = {
        "name": "Saving",
        "kind": "cash",
        "amount": {"value": 1_200, "source": "Trial of 2025"},
        "ramp": {"from_month": {"value": 2, "source": "Plan"}, "months_to_full": 3},
        "internal": True,
    }
    text = str(written(redacted(product_from(benefits=[benefit]))))
    assert "Trial" not in text
    assert "Plan" not in text
    assert text.count("withheld") == 2


def test_what_is_not_internal_is_the_very_same() -> None:
    product, prospect = product_from(costs=[{**SETUP, "source": "Price list"}]), prospect_from()
    assert redacted(product) is product
    assert redacted(prospect) is prospect


def test_a_number_without_a_source_has_nothing_to_withhold() -> None:
    product = product_from(costs=[{**SETUP, "amount": {"value": 100, "internal": True}}])
    assert redacted(product) is product


def test_the_prospects_own_figures_can_be_internal() -> None:
    rate = {"value": "10%", "source": "Talk with the treasurer", "internal": True}
    assert "treasurer" not in str(written(redacted(prospect_from(hurdle_rate=rate))))
