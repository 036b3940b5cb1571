"""samples/press-brake worked out apart from the program: after tax, salvage, a shared base, a loan and a lease."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy_financial as npf
import pytest
from arithmetic import Flow, added, billed_in_advance, once, ramped, released

import valuepitch

FOLDER = Path(__file__).resolve().parents[2] / "samples" / "press-brake"
H, TAX, HURDLE = 60, 0.26, 0.10
MACRS_7 = (0.1429, 0.2449, 0.1749, 0.1249, 0.0893)
PRESS, SALVAGE = 265_000, 60_000


def after_tax(flow: Flow) -> Flow:
    return [amount * (1 - TAX) for amount in flow]


def depreciated(cost: float) -> Flow:
    """A year's share in each of its twelve months, from month 1 on."""
    return [0.0] + [cost * share / 12 for share in MACRS_7 for _ in range(12)]


def press() -> Flow:
    """The purchase, its tax shield, and its resale less tax on what it fetches above book value."""
    book = PRESS * (1 - sum(MACRS_7))
    fetched = SALVAGE - TAX * (SALVAGE - book)
    shield = [TAX * amount for amount in depreciated(PRESS)]
    return added([once(PRESS, 0, H), [-amount for amount in shield], once(-fetched, H, H)], H)


def costs() -> list[Flow]:
    return [
        press(),
        after_tax(once(21_500, 0, H)),
        after_tax(billed_in_advance(9_800, 13, H, rise=0.03)),
    ]


def benefits() -> list[Flow]:
    bending = 212_000 * 0.60
    outside = 212_000 * 0.08 * (1 - bending / 212_000)
    return [
        after_tax(ramped(bending * 0.85, 3, 6, H)),
        after_tax(ramped(outside, 1, 1, H)),
        after_tax(ramped(310 * 96 * 0.70 * 0.80, 3, 3, H)),
        once(released(6_950_000, 3) * 0.75, 9, H),
    ]


def net() -> Flow:
    return [gain - paid for gain, paid in zip(added(benefits(), H), added(costs(), H), strict=True)]


def npv(flow: Flow, rate: float = HURDLE) -> float:
    return sum(amount * (1 + rate) ** (-month / 12) for month, amount in enumerate(flow))


def payback(flow: Flow) -> float:
    total, months = 0.0, [0.0]
    for month, amount in enumerate(flow):
        if total < 0 <= total + amount:
            months.append(month - 1 - total / amount)
        total += amount
    return months[-1]


def loan(share: float, rate: float, months: int) -> Flow:
    """What a loan adds to the cost: drawn in month 0, level payments, interest deducted."""
    drawn, monthly = PRESS * share, rate / 12
    paid = float(npf.pmt(monthly, months, -drawn))
    owed, out = drawn, [-drawn]
    for month in range(1, H + 1):
        interest = owed * monthly if month <= months else 0.0
        out.append((paid if month <= months else 0.0) - TAX * interest)
        owed -= (paid - interest) if month <= months else 0.0
    assert owed == pytest.approx(0, abs=1e-6)
    return out


@pytest.fixture(scope="module")
def given() -> dict[str, Any]:
    return valuepitch.evaluate(FOLDER / "prospect.yaml", FOLDER / "product.yaml").data()


def test_every_line_is_after_tax_and_adds_up(given: dict[str, Any]) -> None:
    lines = [*benefits(), *costs()]
    assert [line["flows"] for line in given["lines"]] == [pytest.approx(flow, abs=1e-6) for flow in lines]
    assert given["flows"]["net"] == pytest.approx(net(), abs=1e-6)


def test_the_four_measures(given: dict[str, Any]) -> None:
    found, pv_costs = given["measures"], sum(map(npv, costs()))
    assert found["npv"] == pytest.approx(npv(net()))
    assert found["pv_costs"] == pytest.approx(pv_costs)
    assert found["roi"] == pytest.approx(npv(net()) / pv_costs)
    assert found["irr"] == [pytest.approx((1 + npf.irr(net())) ** 12 - 1)]
    assert found["payback_months"] == pytest.approx(payback(net()))
    assert found["cost_overrun"] == pytest.approx(npv(net()) / (PRESS + 21_500))


def test_a_month_of_waiting_leaves_the_resale_where_it_is(given: dict[str, Any]) -> None:
    book = PRESS * (1 - sum(MACRS_7))
    resale = SALVAGE - TAX * (SALVAGE - book)
    moving = [*net()[:-1], net()[-1] - resale]
    later = [0.0, *moving[:-1]]
    later[-1] += resale
    assert given["measures"]["cost_of_waiting"] == pytest.approx(npv(net()) - npv(later))


def test_before_tax_stands_beside_it(given: dict[str, Any]) -> None:
    before = [amount / (1 - TAX) for amount in added(benefits()[:3], H)]
    before = added([before, benefits()[3], once(-PRESS - 21_500, 0, H), once(SALVAGE, H, H)], H)
    fees = billed_in_advance(9_800, 13, H, rise=0.03)
    before = [amount - fee for amount, fee in zip(before, fees, strict=True)]
    assert given["tax"] == {
        "view": "after_tax",
        "rate": 0.26,
        "losses": "used",
        "npv_other_view": pytest.approx(npv(before)),
    }


def test_bought_financed_and_leased_stand_side_by_side(given: dict[str, Any]) -> None:
    financed = [own - more for own, more in zip(net(), loan(0.80, 0.072, 48), strict=True)]
    lease = after_tax([5_350.0] * 60 + [0.0])
    leased = [own + owned - paid for own, owned, paid in zip(net(), press(), lease, strict=True)]
    for name, flow in (("bought", net()), ("financed", financed), ("leased", leased)):
        found = given["ways_to_pay"][name]
        assert found["net"] == pytest.approx(flow, abs=1e-6)
        assert found["measures"]["npv"] == pytest.approx(npv(flow))
        assert found["measures"]["payback_months"] == pytest.approx(payback(flow))


def test_the_second_benefit_acts_on_what_the_first_leaves(given: dict[str, Any]) -> None:
    assert given["lines"][1]["flows"][12] == pytest.approx(212_000 * 0.08 * 0.40 / 12 * 0.74)


def test_the_expected_file_is_what_the_program_gives(given: dict[str, Any]) -> None:
    held = json.loads((FOLDER / "expected" / "evaluate.json").read_text("utf-8"))
    assert held["measures"]["npv"] == pytest.approx(npv(net()), abs=1e-6)
    for key in ("measures", "flows", "ways_to_pay", "simulation", "break_even", "tax"):
        assert json.dumps(_rounded(given[key])) == json.dumps(_rounded(held[key])), key


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_rounded(item) for item in value]
    return round(value, 4) + 0.0 if isinstance(value, float) else value
