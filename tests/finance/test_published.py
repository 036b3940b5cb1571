"""Worked cases as others published them: the figures are theirs, the tolerance is their rounding.

Where a source gives yearly flows, they are a profile's lists by year under ``annual_end``, or flows of
yearly periods.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from valuepitch.case.study import Case
from valuepitch.finance import CashFlows, irr_roots, measure

Cash = Callable[..., CashFlows]
CaseOf = Callable[..., Case]


@dataclass(frozen=True)
class Study:
    """An analyst study: costs and benefits by year, month 0 first, at 10%; and what it prints."""

    source: str
    costs: list[float]
    benefits: list[float]
    pv_costs: float
    pv_benefits: float
    npv: float
    roi_percent: float
    irr_percent: float | None = None
    payback_months: float | None = None


STUDIES = [
    Study(
        "Forrester, The Total Economic Impact Of Microsoft Lync 2013 (Feb 2014), table 12",
        costs=[956436, 724781, 945317, 950867],
        benefits=[180000, 1246500, 2371500, 3064500],
        pv_costs=3110981,
        pv_benefits=5575503,
        npv=2464523,
        roi_percent=79,
        irr_percent=113,
    ),
    Study(
        "Forrester, The Total Economic Impact Of Microsoft Office 365 - Corporate Accounts (Feb 2015), table 20",
        costs=[408738, 450693, 349546, 314495],
        benefits=[277877, 683741, 1161775, 2106478],
        pv_costs=1343624,
        pv_benefits=3442232,
        npv=2098607,
        roi_percent=156,
        irr_percent=311,
        payback_months=6.7,
    ),
    Study(
        "Forrester, TEI Of Microsoft Office 365 - Small And Medium Business (Oct 2015), table 9",
        costs=[26670, 15300, 16350, 17400],
        benefits=[0, 78394, 63094, 63094],
        pv_costs=67164,
        pv_benefits=170816,
        npv=103651,
        roi_percent=154,
        payback_months=5.1,
    ),
    Study(
        "Forrester, The Total Economic Impact Of Microsoft Windows 10 (Jun 2016), table 13",
        costs=[1646190, 1465118, 1551113, 44100],
        benefits=[0, 2745036, 6256302, 6256302],
        pv_costs=4293159,
        pv_benefits=12366437,
        npv=8073278,
        roi_percent=188,
    ),
]


def evaluated(case_of: CaseOf, published: Study) -> Case:
    return case_of(
        prospect={"hurdle_rate": "10%"},
        conventions={"discounting": "annual_end"},
        costs=[{"name": "Costs", "amount": published.costs}],
        benefits=[{"name": "Benefits", "kind": "cash", "amount": published.benefits}],
    )


@pytest.mark.parametrize("published", STUDIES, ids=lambda study: study.source)
def test_analyst_studies(case_of: CaseOf, published: Study) -> None:
    result = evaluated(case_of, published).result
    assert result.value("pv_costs") == pytest.approx(published.pv_costs, abs=3)
    assert result.value("pv_benefits") == pytest.approx(published.pv_benefits, abs=3)
    assert result.value("npv") == pytest.approx(published.npv, abs=3)
    assert 100 * result.value("roi") == pytest.approx(published.roi_percent, abs=0.51)
    if published.irr_percent is not None:
        assert 100 * result.value("irr") == pytest.approx(published.irr_percent, abs=0.51)
    if published.payback_months is not None:
        assert result.value("payback_months") == pytest.approx(published.payback_months, abs=0.051)


def yearly(cash_of: Cash, flows: list[float], rate: float, **more: Any) -> dict[str, float]:
    found = measure(cash_of(flows, rate=rate, periods_per_year=1, **more))
    return {name: float(values[0]) for name, values in found.values.items()}


def test_openstax_sams_project(cash_of: Cash) -> None:
    """OpenStax, Principles of Finance 2e, 'NPV Method', 'Alternative Methods', 'Discounted payback'."""
    found = yearly(cash_of, [-16000, 2000, 4000, 5000, 5000, 5000, 5000], 0.09)
    assert found["npv"] == pytest.approx(2835.63, abs=0.011)
    assert found["profitability_index"] == pytest.approx(1.18, abs=0.005)
    assert found["discounted_payback_months"] / 12 == pytest.approx(5.05, abs=0.005)


def test_openstax_npv_profile(cash_of: Cash) -> None:
    """OpenStax, Principles of Finance 2e, 'NPV profile'."""
    flows = [-16000.0, 2000.0, 4000.0, 5000.0, 5000.0, 5000.0, 5000.0]
    printed = {0: 10000, 3: 7231, 9: 2836, 12: 1081, 14: 42, 15: -442, 18: -1773, 21: -2939}
    for percent, npv in printed.items():
        assert yearly(cash_of, flows, percent / 100)["npv"] == pytest.approx(npv, abs=0.51)


def test_openstax_heavy_duty_machine(cash_of: Cash) -> None:
    """OpenStax, Principles of Finance 2e, 'Choosing between Projects'."""
    found = yearly(cash_of, [-25000, 2000, 4000, 8000, 9000, 9000, 9000], 0.09)
    assert found["npv"] == pytest.approx(3970.67, abs=0.011)
    assert 100 * found["irr"] == pytest.approx(13.2, abs=0.011)


def test_openstax_payback_of_uneven_flows(cash_of: Cash) -> None:
    """OpenStax, Principles of Accounting 2, 'Evaluate the Payback and Accounting Rate of Return'."""
    found = yearly(cash_of, [-40000, 10000, 10000, 5000, 5000, 7500, 7500, 7500], 0.0)
    assert found["payback_months"] / 12 == pytest.approx(5.33, abs=0.0051)


def test_texas_instruments_unequal_cash_flows(cash_of: Cash) -> None:
    """Texas Instruments, BA II PLUS PROFESSIONAL guidebook, 'Solving for Unequal Cash Flows'."""
    found = yearly(cash_of, [-7000, 3000, 4000, 5000, 5000, 5000, 5000], 0.2)
    assert found["npv"] == pytest.approx(7266.44, abs=0.0051)
    assert found["payback_months"] / 12 == pytest.approx(2.0, abs=0.0051)
    assert found["discounted_payback_months"] / 12 == pytest.approx(2.6, abs=0.0051)
    assert 100 * found["irr"] == pytest.approx(52.71, abs=0.0051)
    assert 100 * found["mirr"] == pytest.approx(35.12, abs=0.0051)


def test_hewlett_packard_duplex(cash_of: Cash) -> None:
    """Hewlett-Packard, HP 12C user's guide, p. 60."""
    found = yearly(cash_of, [-80000, -500, 4500, 5500, 4500, 130000], 0.13)
    assert found["npv"] == pytest.approx(212.18, abs=0.0051)


def test_pyxirr_mirr(cash_of: Cash) -> None:
    """pyxirr, test_mirr_works: both rates 10%."""
    assert yearly(cash_of, [-1000, 100, 250, 500, 500], 0.1)["mirr"] == pytest.approx(0.10401626745, abs=1e-9)


def test_numpy_financial_npv(cash_of: Cash) -> None:
    """numpy-financial, npv docstring."""
    assert yearly(cash_of, [-40000, 5000, 8000, 12000, 30000], 0.08)["npv"] == pytest.approx(3065.22267, abs=1e-5)


def test_course_worksheet_with_costs_and_benefits(cash_of: Cash) -> None:
    """powcoder.com, project-management ROI template: 'different ways of calculating NPV'."""
    flows = cash_of(
        costs=[140000, 40000, 40000, 40000], benefits=[0, 200000, 200000, 200000], rate=0.08, periods_per_year=1
    )
    found = measure(flows).values
    assert found["pv_benefits"][0] == pytest.approx(515419, abs=0.51)
    assert found["pv_costs"][0] == pytest.approx(243084, abs=0.51)
    assert found["npv"][0] == pytest.approx(272336, abs=0.51)
    assert 100 * found["roi"][0] == pytest.approx(112.0, abs=0.051)


@pytest.mark.parametrize(
    ("source", "flow", "percents", "tolerance"),
    [
        ("assignmentexpert.com, oil pump (Lorie and Savage)", [-1600, 10000, -10000], [25.0, 400.0], 0.01),
        ("wizedu.com, mining project", [-50, 51, 47, -17, -17, -17], [8.234, 22.446], 0.001),
        ("numpy-financial, TestIrr", [-150000, 15000, 25000, 35000, 45000, 60000], [5.24], 0.006),
        ("numpy-financial, TestIrr", [-100, 0, 0, 74], [-9.55], 0.006),
        ("HP Museum forum, HP 12C", [-10000, 5000, 4000, 3000], [10.65], 0.0051),
        ("qammunity.org, IRR question", [-114100, 36900, 45600, 56300, 21800], [15.87], 0.0051),
    ],
)
def test_published_rates_of_return(source: str, flow: list[float], percents: list[float], tolerance: float) -> None:
    assert [100 * rate for rate in irr_roots(flow, 1)] == pytest.approx(percents, abs=tolerance), source


def test_ross_four_rates_lie_between_20_and_70_percent() -> None:
    """Ross, Westerfield and Jaffe, Corporate Finance, multiple IRRs: four of them."""
    found = irr_roots([-252, 1431, -3035, 2850, -1000], 1)
    assert len(found) == 4
    assert 0.2 < found[0] < found[-1] < 0.7


def test_numpy_financial_issue_39_has_two_rates() -> None:
    """numpy-financial, TestIrr.test_gh_39 and the discussion of pull request 61."""
    falling = [108466.80462450592 - 7336.8402312253 * year for year in range(25)]
    found = irr_roots([-217500.0, -217500.0, *falling], 1)
    assert found == pytest.approx([-0.0180967864739624, 0.12], abs=1e-6)


def test_maxcredible_twenty_days_of_receivables(case_of: CaseOf) -> None:
    """MaxCredible, 'Financial Impact of Reducing Payment Collection Times': 100 million, 40 days to 20."""
    case = case_of(
        prospect={"financials": {"revenue": 100_000_000}},
        benefits=[{"name": "Sooner paid", "kind": "working_capital", "account": "receivables", "days": 20, "month": 0}],
    )
    assert case.result.benefits[0].sum() == pytest.approx(5479452, abs=1)
