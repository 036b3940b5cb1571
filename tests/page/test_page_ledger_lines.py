"""Ledger lines of benefits: first for a controller, last for all others, and the first notes to go."""

from __future__ import annotations

import pytest
from levels import (
    DAY,
    CaseOf,
    page_for,
    price,
    sample,
    saving,
    texts,
)

from valuepitch.case.study import Case
from valuepitch.locale import language
from valuepitch.model.reader import LEVELS
from valuepitch.page.figures import Figures
from valuepitch.page.parts import has_asides
from valuepitch.page.readers import READERS


@pytest.fixture
def proved(case_of: CaseOf) -> Case:
    """A benefit with the ledger line in which it will be seen, and one without."""
    proof = {"line": "Ledger 4711", "months": [6, 12]}
    return case_of(
        costs=[price(100_000)], benefits=[saving(60_000, proof=proof, risk="10%"), {**saving(7_000), "name": "Other"}]
    )


@pytest.mark.parametrize("level", LEVELS)
def test_a_controller_sees_the_ledger_line_first_and_all_others_last(level: str, proved: Case) -> None:
    page = page_for(proved, level)
    assert sum("Ledger 4711" in text for text in texts(page.plain())) == 1
    notes = {row.name: row.note for row in page.cash_flow.rows}
    said = {
        True: "seen in Ledger 4711 · cash · after 10% for risk",
        False: "cash · after 10% for risk · seen in Ledger 4711",
    }
    assert notes["Saving"] == said[level == "controller"]
    assert notes["Other"] == "cash"


@pytest.mark.parametrize("level", LEVELS)
def test_ledger_lines_go_before_the_other_notes(level: str, proved: Case) -> None:
    notes = {row.name: row.note for row in page_for(proved, level, asides=False).cash_flow.rows}
    assert notes["Saving"] == "cash · after 10% for risk"
    notes = {row.name: row.note for row in page_for(proved, level, notes=False).cash_flow.rows}
    assert notes["Saving"] == ""


def asides(case: Case) -> list[bool]:
    """Whether there is something to leave out, for every level."""
    return [has_asides(Figures(case, language("en"), DAY, READERS[level])) for level in LEVELS]


def test_ledger_lines_are_something_to_leave_out_for_every_level(proved: Case, case_of: CaseOf) -> None:
    assert asides(proved) == [True] * len(LEVELS)
    assert asides(case_of(costs=[price(100_000)], benefits=[saving(60_000)])) == [False] * len(LEVELS)


@pytest.mark.parametrize("objective, aimless", [("opex", False), (None, True)])
def test_a_benefit_that_serves_no_objective_is_something_to_leave_out_for_every_level(
    objective: str | None, aimless: bool, case_of: CaseOf
) -> None:
    aims = {"objectives": [{"id": "opex", "text": "Hold cost", "measure": "operating_expense"}]}
    case = case_of(prospect=aims, benefits=[saving(60_000, **({"objective": objective} if objective else {}))])
    assert asides(case) == [aimless] * len(LEVELS)
    for level in LEVELS:
        part = page_for(case, level).objectives
        assert part is not None
        assert part.note == ("Benefits that serve no objective: Saving." if aimless else "")


@pytest.mark.parametrize("level", LEVELS)
def test_a_ledger_line_of_a_turkish_page_stands_where_the_level_has_it(level: str) -> None:
    notes = [row.note.split(" · ") for row in page_for(sample("makine-tr").case, level).cash_flow.rows]
    [seen] = [parts for parts in notes if any("Muavin 730.04" in part for part in parts)]
    assert len(seen) > 1
    assert "Muavin 730.04" in seen[0 if level == "controller" else -1]
