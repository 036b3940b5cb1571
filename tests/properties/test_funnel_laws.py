"""Laws of a funnel that hold for any rates."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.funnels import funnel_from

from valuepitch.case.funnel import CONSERVATIVE, EXPECTED, FAVOURABLE, POORER, evaluate_funnel, outcomes

shares = st.integers(0, 10_000).map(lambda n: n / 10_000)
BOUNDS: dict[str, tuple[float, float]] = {
    "calls": (1, 1e5),
    "calls_a_month": (1, 1e4),
    "call_to_appointment": (0, 1),
    "appointment_to_proposal": (0, 1),
    "closing_rate": (0, 1),
    "cycle": (1, 120),
    "revenue_per_sale": (0, 1e7),
    "research_hours": (0, 1e3),
    "call_hours": (1, 1e3),
    "appointment_hours": (0, 1e3),
    "proposal_hours": (0, 1e3),
    "hour_cost": (0, 1e4),
}
MORE = ("appointments", "proposals", "sales", "revenue", "revenue_per_hour")  # better when there is more of them
LESS = ("cost_per_sale", "calls_per_sale", "first_sale")


@st.composite
def rates(draw: st.DrawFn, *, ranged: bool = False) -> dict[str, Any]:
    """The rates of a list; with ranges where they are asked for."""
    found: dict[str, Any] = {}
    for name, (least, most) in BOUNDS.items():
        drawn = st.integers(int(least), int(most)) if most > 1 else shares
        ends = sorted(float(draw(drawn)) for _ in range(3 if ranged else 1))
        found[name] = dict(zip(("low", "value", "high"), ends, strict=True)) if ranged else ends[0]
    return found


@given(rates(), st.sampled_from(["call_to_appointment", "appointment_to_proposal", "closing_rate"]), shares)
def test_more_conversions_never_give_fewer_sales(found: dict[str, float], name: str, share: float) -> None:
    low, high = sorted((found[name], share))
    rows = {key: np.full(2, value) for key, value in found.items()}
    rows[name] = np.array([low, high])
    sales = outcomes(rows)["sales"]
    assert sales[0] <= sales[1]


def no_worse(poor: float, good: float, name: str) -> bool:
    """Whether one outcome is at least as good as another; what there is none of is worst."""
    if np.isnan(poor):
        return True
    slack = 1e-9 * max(abs(poor), abs(good), 1e-300)
    return good >= poor - slack if name in MORE else good <= poor + slack


@given(rates(ranged=True))
def test_the_ends_enclose_the_expected(found: dict[str, Any]) -> None:
    result = evaluate_funnel(funnel_from(top_down=found))
    for name in (*MORE, *LESS):
        poor, expected, good = (result.value(name, "top_down", at) for at in (CONSERVATIVE, EXPECTED, FAVOURABLE))
        assert no_worse(poor, expected, name), name
        assert no_worse(expected, good, name), name


@given(rates())
def test_twice_the_calls_are_twice_the_sales_and_no_other_rate(found: dict[str, float]) -> None:
    rows = {key: np.full(2, value) for key, value in found.items()}
    rows["calls"] = rows["calls"] * [1, 2]
    twice = outcomes(rows)
    for name in ("appointments", "proposals", "sales", "revenue", "hours", "cost"):
        assert np.isclose(twice[name][1], 2 * twice[name][0])
    for name in ("revenue_per_hour", "cost_per_sale", "calls_per_sale", "research_share"):
        assert np.isclose(twice[name][1], twice[name][0], equal_nan=True)


def test_every_input_has_a_poorer_end() -> None:
    assert set(POORER) == set(BOUNDS) == set(type(funnel_from().top_down).model_fields)
