"""What a seller is told of evidence that is kept back, and of what is not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import product_from, prospect_from
from valuepitch import pipeline
from valuepitch.errors import Problem

RAMP = {"from_month": 1, "months_to_full": 1}
TRIAL = {"value": 1_200, "source": "Trial of 2025", "origin": "evidence"}
SAVING = {"name": "Saving", "kind": "cash", "amount": TRIAL, "ramp": RAMP}
PRICE = {"name": "Price", "amount": 900, "month": 0, "source": "Quote Q-17", "origin": "quote"}


def told(redact: bool, prospect: dict[str, Any] | None = None, **product: Any) -> list[str]:
    parts = {"costs": [PRICE], "benefits": [SAVING], **product}
    models = prospect_from(**(prospect or {})), product_from(**parts)
    found: tuple[Problem, ...] = pipeline.build(*models, redact=redact).warnings
    return [str(warning) for warning in found if "internal" in str(warning)]


def test_a_source_that_goes_out_is_told_where_it_is_marked() -> None:
    assert told(False, benefits=[{**SAVING, "amount": {**TRIAL, "internal": True}}]) == [
        "product  benefits[0].amount.internal  is true, and the source goes out; "
        "--redact leaves it out of page, workbook and data"
    ]
    assert told(True, benefits=[{**SAVING, "amount": {**TRIAL, "internal": True}}]) == []


@pytest.mark.parametrize("redact", [False, True])
def test_a_mark_on_a_row_without_a_source_of_its_own_is_told(redact: bool) -> None:
    row = {**SAVING, "amount": "trial * 2", "internal": True}
    trial = {"trial": {"value": 600, "unit": "money", "source": "Trial of 2025"}}
    said = told(redact, benefits=[row], assumptions=trial)
    assert (
        "product  benefits[0].internal  is true, and there is no source to leave out; "
        "mark the assumptions and facts that its formula names"
    ) in said


@pytest.mark.parametrize("redact", [False, True])
def test_a_figure_of_the_prospects_own_that_is_kept_from_it_is_told(redact: bool) -> None:
    spend = {"value": 5_000, "unit": "money", "source": "Ledger", "origin": "prospect", "internal": True}
    said = told(redact, {"facts": {"spend": spend}})
    assert (
        "prospect  facts.spend.internal  is true, and the figure is the prospect's own; "
        "the reader sees YOURS, and not where it stands"
    ) in said


def test_a_source_that_is_left_out_and_stands_elsewhere_is_told() -> None:
    said = told(True, costs=[{**PRICE, "internal": True}], no_cost={"exit": "the terms of Quote Q-17 rule it out"})
    assert said == [
        "product  no_cost.exit  says “Quote Q-17”, which is internal elsewhere; "
        "mark it internal too, or write it otherwise"
    ]


def test_redaction_where_nothing_is_marked_is_told_and_is_none() -> None:
    models = prospect_from(), product_from(costs=[PRICE], benefits=[SAVING])
    built = pipeline.build(*models, redact=True)
    assert built.fingerprint == pipeline.build(*models).fingerprint
    assert "nothing is marked internal; add internal: true to a source" in [str(w) for w in built.warnings]


@pytest.mark.parametrize(
    "prospect, product",
    [
        ({}, {"financing": {"loan": {"rate": "7%", "months": 24, "source": "SECRET", "internal": True}}}),
        ({}, {"financing": {"lease": {"payment": 90, "months": 24, "source": "SECRET", "internal": True}}}),
        ({"objectives": [{"id": "a", "text": "Grow", "source": "SECRET", "internal": True}]}, {}),
        ({"pressures": [{"text": "prices rise", "source": "SECRET", "internal": True}]}, {}),
        ({"tax_rate": {"value": "25%", "source": "SECRET", "internal": True}}, {}),
        ({}, {"benefits": [{**SAVING, "contract": "SECRET", "internal": True}]}),
    ],
)
def test_every_record_with_a_source_can_keep_it_back(prospect: dict[str, Any], product: dict[str, Any]) -> None:
    press = {"name": "Press", "amount": 5_000, "month": 0, "capital": True, "depreciation": "straight_line_5"}
    parts = {"costs": [PRICE, press], "benefits": [SAVING], **product}
    built = pipeline.build(prospect_from(**prospect), product_from(**parts), redact=True)
    assert built.fingerprint.endswith("-R")
    for attachment in built.attachments:
        assert b"SECRET" not in attachment.data
    plain = pipeline.build(prospect_from(**prospect), product_from(**parts))
    assert b"SECRET" in plain.attachments[0].data
