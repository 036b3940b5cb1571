"""What other templates show beyond what every page has: lowest cash, NPV by rate and tax, draws, ways to pay."""

from __future__ import annotations

from datetime import date

import pytest
from scenarios import SCENARIOS
from scenarios import case as case_of

from valuepitch.case.study import Case
from valuepitch.locale import language
from valuepitch.page.compose import ChartSizes, Composer, Shown
from valuepitch.page.context import PageContext, SideTable

SIZES = ChartSizes(cash=290.0, sensitivity=200.0, height=118.0)
TABLES = ("rates", "draws", "ways")


def page(case: Case, *shows: str, without: tuple[str, ...] = ()) -> PageContext:
    composer = Composer(case, language("en"), date(2026, 11, 23), "7F3A-91C2", SIZES, shows=shows, without=without)
    return composer.page(Shown())


def table(case: Case, name: str) -> SideTable:
    [found] = page(case, name).tables
    return found


def cells(found: SideTable) -> dict[str, list[str]]:
    return {row.name: row.cells for row in found.rows}


def test_npv_at_another_rate_is_the_sum_of_the_discounted_flows(quickstart: Case) -> None:
    net = quickstart.result.net[0]
    expected = sum(flow / 1.06 ** (month / 12) for month, flow in enumerate(net))
    assert quickstart.result.npv_at(0.06) == pytest.approx(expected, rel=1e-12)
    assert quickstart.result.npv_at(0.11) == pytest.approx(quickstart.result.value("npv"), rel=1e-12)


def test_npv_stands_at_three_rates(quickstart: Case) -> None:
    assert cells(table(quickstart, "rates")) == {"6%": ["$754K"], "11%, your hurdle rate": ["$662K"], "16%": ["$581K"]}


def test_no_rate_is_below_nil() -> None:
    names = [row.name for row in table(case_of({"hurdle_rate": "3%"}), "rates").rows]
    assert names == ["0%", "3%, your hurdle rate", "8%"]


def test_the_other_view_of_tax_stands_below_the_rates() -> None:
    case = SCENARIOS["taxed"]
    last = table(case, "rates").rows[-1]
    assert last.name.endswith("%, before tax")
    assert last.style == "apart"


def test_what_a_table_says_is_not_said_in_a_sentence_too() -> None:
    case = SCENARIOS["taxed"]
    every, board = page(case), page(case, *TABLES)
    assert every.tables == []
    assert every.sensitivity.note
    assert every.cash_flow.notes
    assert [one.id for one in board.tables] == list(TABLES)
    assert (board.sensitivity.note, board.cash_flow.notes) == ("", [])
    assert board.cash_flow.rows == every.cash_flow.rows


def test_every_way_to_pay_has_its_terms_and_the_best_one_is_named() -> None:
    found = table(SCENARIOS["dear_loan"], "ways")
    assert found.heading == "NPV is highest where it is bought"
    assert [(row.name, row.note) for row in found.rows] == [("Bought", ""), ("Financed", "60% at 19%, 24 months")]


def test_a_case_without_ranges_or_other_ways_to_pay_has_the_rates_alone() -> None:
    assert [one.id for one in page(SCENARIOS["sure"], *TABLES).tables] == ["rates"]


def test_a_draw_that_is_not_recovered_is_over_the_horizon(quickstart: Case) -> None:
    rows = cells(table(SCENARIOS["poor_out"], "draws"))
    assert rows["One in ten is worse"][1] == "over 36"
    assert set(cells(table(quickstart, "draws"))) == {"One in ten is worse", "Half are worse", "One in ten is better"}


def test_the_lowest_cash_has_its_month_and_the_conservative_one(quickstart: Case) -> None:
    found = page(quickstart, "lowest").lowest
    assert found is not None
    assert page(quickstart).lowest is None
    assert (found.value, found.is_words) == ("−$458K", False)
    assert found.note.startswith("cumulative cash at its lowest, in month 3; −$")


def test_only_the_column_of_the_nil_points_can_be_left_out(quickstart: Case) -> None:
    every, other = page(quickstart).plain(), page(quickstart, without=("nil_at",)).plain()
    for row in every["sources"]["rows"]:
        row["nil_at"] = ""
    every["sources"]["columns"][3] = ""
    assert other == every
