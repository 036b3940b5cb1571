"""The funnel against plain arithmetic, worked apart by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from pydantic import ValidationError
from tests.funnels import funnel_from, starter

from valuepitch.case.funnel import CONSERVATIVE, EXPECTED, FAVOURABLE, evaluate_funnel, outcomes

# 100 calls x 10% x 50% x 20% is one sale of 30,000; 100 x 1.5 + 10 x 2 + 5 x 4 hours are 190, at 40 each 7,600.
BY_HAND = {
    "calls": 100,
    "appointments": 10,
    "proposals": 5,
    "sales": 1,
    "revenue": 30_000,
    "hours": 190,
    "research_share": 100 / 190,
    "cost": 7_600,
    "revenue_per_hour": 30_000 / 190,
    "cost_per_sale": 7_600,
    "calls_per_sale": 100,
    "first_sale": 100 / 50 + 4,
}


@pytest.mark.parametrize("name", BY_HAND)
def test_a_list_without_ranges_gives_what_the_sum_on_paper_gives(name: str) -> None:
    result = evaluate_funnel(funnel_from())
    for of in ("bottom_up", "top_down"):
        for scenario in (CONSERVATIVE, EXPECTED, FAVOURABLE):
            assert result.value(name, of, scenario) == pytest.approx(BY_HAND[name])


def test_each_range_is_taken_at_its_poorer_end() -> None:
    ranged = {
        "calls": {"value": 100, "low": 80, "high": 120},
        "closing_rate": {"value": "20%", "low": "10%", "high": "30%"},
        "cycle": {"value": 4, "low": 3, "high": 6},
        "hour_cost": {"value": 40, "low": 30, "high": 50},
        "proposal_hours": {"value": 4, "low": 2, "high": 8},
    }
    result = evaluate_funnel(funnel_from(top_down=ranged))
    # 80 calls, 8 appointments, 4 proposals at 10%; 80 x 1.5 + 8 x 2 + 4 x 8 hours at 50.
    assert result.value("sales", "top_down", CONSERVATIVE) == pytest.approx(0.4)
    assert result.value("cost", "top_down", CONSERVATIVE) == pytest.approx((120 + 16 + 32) * 50)
    # 120 calls, 12 appointments, 6 proposals at 30%; calls of a sale 66.7, at 50 a month, then three months.
    assert result.value("sales", "top_down", FAVOURABLE) == pytest.approx(1.8)
    assert result.value("first_sale", "top_down", FAVOURABLE) == pytest.approx(120 / 1.8 / 50 + 3)
    assert result.value("sales", "bottom_up", CONSERVATIVE) == pytest.approx(1)


def test_a_list_that_gives_less_than_one_sale_has_no_first_one() -> None:
    result = evaluate_funnel(funnel_from(top_down={"closing_rate": "19%"}))
    assert math.isnan(result.value("first_sale", "top_down"))
    assert result.value("calls_per_sale", "top_down") == pytest.approx(100 / 0.95)


def test_a_list_without_a_sale_has_no_cost_of_one() -> None:
    result = evaluate_funnel(funnel_from(top_down={"call_to_appointment": "0%"}))
    assert result.value("revenue", "top_down") == 0
    assert math.isnan(result.value("cost_per_sale", "top_down"))
    assert math.isnan(result.value("calls_per_sale", "top_down"))
    assert result.better == "bottom_up"


def test_a_call_takes_time_so_that_revenue_an_hour_is_one() -> None:
    for idle in (0, {"value": 1, "low": 0, "high": 2}):
        with pytest.raises(ValidationError):
            funnel_from(top_down={"call_hours": idle})
    least = dict.fromkeys(("research_hours", "appointment_hours", "proposal_hours"), 0) | {"call_hours": 0.01}
    assert evaluate_funnel(funnel_from(top_down=least)).value("revenue_per_hour", "top_down") == pytest.approx(30_000)


def test_the_better_list_is_the_one_with_more_revenue_an_hour() -> None:
    assert evaluate_funnel(funnel_from()).better is None
    assert evaluate_funnel(funnel_from(top_down={"revenue_per_sale": 31_000})).better == "top_down"
    found = evaluate_funnel(funnel_from(bottom_up={"revenue_per_sale": 31_000}))
    assert (found.better, found.shown, found.other) == ("bottom_up", "bottom_up", "top_down")


def test_an_input_at_its_level_makes_the_lists_level() -> None:
    funnel = starter()
    result = evaluate_funnel(funnel)
    level = result.value("revenue_per_hour", "bottom_up")
    found = 0
    for move in result.moves:
        if math.isnan(move.level_at):
            continue
        rows = {
            name: np.array([float(getattr(funnel.top_down, name).value)]) for name in type(funnel.top_down).model_fields
        }
        rows[move.name] = np.array([move.level_at])
        assert outcomes(rows)["revenue_per_hour"][0] == pytest.approx(level)
        found += 1
    assert found >= 5


def test_what_no_value_levels_has_none() -> None:
    # Twice the hours of research make the list poorer; a share above 100% would be needed to level it.
    moves = evaluate_funnel(funnel_from(top_down={"revenue_per_sale": 10_000})).moves
    result = evaluate_funnel(funnel_from(bottom_up={"revenue_per_sale": 10_000_000}, top_down={"closing_rate": "90%"}))
    assert result.better == "bottom_up"
    by_name = {move.name: move.level_at for move in result.moves}
    assert by_name["research_hours"] > 0
    assert all(math.isnan(move.level_at) or move.level_at >= 0 for move in (*moves, *result.moves))
    assert all(math.isnan(at) or at <= 1 for name, at in by_name.items() if "rate" in name or "_to_" in name)


def test_moves_are_ordered_by_what_their_ranges_move() -> None:
    swings = [move.swing for move in evaluate_funnel(starter()).moves]
    assert swings == sorted(swings, reverse=True)
    assert swings[0] > 0
