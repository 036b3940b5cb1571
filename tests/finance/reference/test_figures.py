"""Every figure that others published, within its rounding, and those that are wrong at the source."""

from __future__ import annotations

import pytest

from valuepitch.finance import Why

from .checks import CHECKS, found, measured
from .flags import FLAGS
from .profiles import after_tax_macrs, by_year
from .published import published
from .studies import run

CHECKED = [(id, name) for id, checks in CHECKS.items() for name in checks]
PLAIN = [pair for pair in CHECKED if pair not in FLAGS or FLAGS[pair].within]


def named(pair: tuple[str, str]) -> str:
    """The name of a test."""
    return f"{pair[0]}:{pair[1]}"


@pytest.mark.parametrize("pair", PLAIN, ids=named)
def test_the_printed_figure(pair: tuple[str, str]) -> None:
    id, name = pair
    case, ours = published()[id], found(id, name)
    assert case.prints(name, ours), f"{ours} where {case.reported[name]} is printed, ± {case.tolerance(name)}"


@pytest.mark.parametrize("pair", FLAGS, ids=named)
def test_a_figure_that_is_wrong_at_its_source(pair: tuple[str, str]) -> None:
    id, name = pair
    case, flag, ours = published()[id], FLAGS[pair], found(id, name)
    assert ours == pytest.approx(flag.gives, abs=0.005)
    assert abs(ours - case.expected(name)) > 0.005, "it is right after all"
    assert case.prints(name, ours) == flag.within
    assert flag.because in case["flag_reason"]


def test_the_flagged_cases_have_a_flagged_figure_and_no_other_has() -> None:
    assert {id for id, _ in FLAGS} == {case.id for case in published().values() if case.flagged}


def test_the_stale_figure_is_that_of_the_dates_of_2008() -> None:
    """dax-xnpv-2014 prints 2,086.65, which is right for the dates of formulajs-xirr-2008."""
    older = published()["formulajs-xirr-2008"]
    assert published()["dax-xnpv-2014"].prints("xnpv", measured(older).data()["npv"])


def test_payback_without_an_outlay_says_so() -> None:
    assert run("tei-ems-2015").result.why("payback_months") == Why.IMMEDIATE


def test_both_rates_of_the_oil_pump_are_given_and_it_loses_at_a_rate_below_them() -> None:
    """The source prints 25% alone; at 10% the NPV is negative all the same."""
    pump = measured(published()["oil-pump-1600"], rate=0.10).data()
    assert pump["irr"] == pytest.approx([0.25, 4.0])
    assert pump["npv"] < 0


@pytest.mark.parametrize("view", ["before_tax", "after_tax"])
def test_every_year_of_the_asset_that_is_written_off(view: str) -> None:
    """Those years too that the slide passes over."""
    flows = published()["macrs-after-tax-npw-3y"][f"cashflows_{view}"]
    assert by_year(after_tax_macrs(view).result.net) == pytest.approx(flows, abs=0.0051)
