"""Bad news and thin cases: said as plainly as good news, and nothing said that the figures do not hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from valuepitch.case.study import Case
from valuepitch.money import Formatter
from valuepitch.page.claims import TITLE_LENGTH
from valuepitch.page.context import MeasureText, PageContext

CaseOf = Callable[..., Case]
PageOf = Callable[..., PageContext]

FULL = {"from_month": 1, "months_to_full": 1}
YEARLY = {"discounting": "annual_end", "horizon_months": 24}


def saving(amount: Any, **more: Any) -> dict[str, Any]:
    return {"name": "Saving", "kind": "cash", "amount": amount, "ramp": FULL, **more}


def price(amount: Any, **more: Any) -> dict[str, Any]:
    return {"name": "Price", "amount": amount, "month": 0, **more}


def by_year(name: str, *amounts: float) -> dict[str, Any]:
    kind = {"kind": "cash"} if name == "Benefits" else {}
    return {"name": name, "amount": list(amounts), **kind}


def measure(page: PageContext, name: str) -> MeasureText:
    [found] = [item for item in page.measures if item.id == name]
    return found


def wrong(page: PageContext) -> dict[str, str]:
    return {row.name: row.value for row in page.wrong.rows}


@pytest.fixture
def loss(case_of: CaseOf) -> Case:
    """100,000 for 12,000 a year: never recovered."""
    return case_of(costs=[price(100_000)], benefits=[saving(12_000)])


@pytest.fixture
def shortfall(case_of: CaseOf) -> Case:
    """Recovered in 25 months, but short of a hurdle rate of 50%."""
    return case_of(prospect={"hurdle_rate": "50%"}, costs=[price(100_000)], benefits=[saving(48_000)])


# --- a negative value -------------------------------------------------------------------------


def test_the_title_of_a_loss_says_the_loss(page_of: PageOf, loss: Case, show: Formatter) -> None:
    page = page_of(loss)
    amount = show.money(-loss.result.value("npv"))
    assert f"loses {amount} of value over three years" in page.title
    assert "its outlay is not recovered" in page.title
    assert "adds" not in page.title


def test_the_title_of_a_hurdle_not_met_names_the_hurdle(page_of: PageOf, shortfall: Case, show: Formatter) -> None:
    title = page_of(shortfall).title
    amount = show.money(-shortfall.result.value("npv"))
    assert f"earns {amount} less than a 50% hurdle rate requires over three years" in title
    assert "25 months" in title
    assert "adds" not in title


def test_a_negative_value_has_a_true_minus(page_of: PageOf, loss: Case) -> None:
    npv, roi = measure(page_of(loss), "npv"), measure(page_of(loss), "roi")
    assert npv.value == "−$68.8K"
    assert roi.value == "−69%"
    assert not npv.is_words


def test_a_loss_is_told_by_how_much_benefits_must_rise_and_costs_fall(page_of: PageOf, loss: Case) -> None:
    page = page_of(loss)
    assert page.wrong.heading.startswith("Benefits must rise 221%")
    assert page.wrong.columns[0] == "What would have to change"
    assert wrong(page)["All benefits rise"] == "by 221%"
    assert wrong(page)["One-time costs fall"] == "by 69%"
    assert wrong(page)["Benefits start late"] == "already negative"


def test_waiting_costs_nothing_where_the_value_is_negative(page_of: PageOf, loss: Case) -> None:
    text = page_of(loss).decision.text
    assert "the value is negative; waiting costs nothing" in text
    assert "delay costs" not in text


def test_waiting_that_loses_nothing_is_said_to_lose_nothing(page_of: PageOf, case_of: CaseOf) -> None:
    case = case_of(
        prospect={"hurdle_rate": 0},
        conventions=YEARLY,
        costs=[by_year("C", 100, 0, 120)],
        benefits=[by_year("Benefits", 0, 300)],
    )
    assert case.result.value("cost_of_waiting") == pytest.approx(-10)
    assert "a month’s delay costs no value" in page_of(case).decision.text


# --- payback ----------------------------------------------------------------------------------


def test_a_payback_that_never_comes_is_said_in_its_place(page_of: PageOf, loss: Case) -> None:
    page = page_of(loss)
    payback = measure(page, "payback")
    assert payback.value == "not within 36 months"
    assert payback.is_words
    assert page.cash.heading == "Cash is not recovered within 36 months"
    assert page.cash.chart.marks == []
    assert "not within 36 months" in page.cash.alt


def test_a_poor_case_that_is_not_recovered_is_in_heading_and_summary(page_of: PageOf, case_of: CaseOf) -> None:
    amount = {"value": 48_000, "low": 10_000, "high": 50_000}
    page = page_of(case_of(costs=[price(100_000)], benefits=[saving(amount)]))
    assert page.cash.heading == "Cash is recovered by month 25, conservatively not by 36"
    assert "−$74.0K" in page.summary
    assert "not recovered" in page.summary
    assert "not within 36 months" in measure(page, "payback").note
    assert [mark.style for mark in page.cash.chart.marks] == ["strong"]


def test_an_input_that_can_turn_the_value_is_named(page_of: PageOf, case_of: CaseOf) -> None:
    amount = {"value": 48_000, "low": 10_000, "high": 50_000}
    page = page_of(case_of(costs=[price(100_000)], benefits=[saving(amount)]))
    assert page.sensitivity.heading == "Saving can make NPV negative by itself"


def test_cash_that_is_lost_again_is_not_recovered(page_of: PageOf, case_of: CaseOf) -> None:
    case = case_of(
        prospect={"hurdle_rate": "100%"},
        conventions=YEARLY,
        costs=[by_year("C", 1000, 0, 2000)],
        benefits=[by_year("Benefits", 0, 2990)],
    )
    # Above nil in the first year, ten short at the end of the second.
    assert case.result.value("npv") == pytest.approx(-5)
    assert "not recovered" in page_of(case).title
    assert page_of(case).cash.heading == "Cash is recovered, then lost again within 24 months"


def test_value_with_less_cash_at_the_end_is_said_with_both(page_of: PageOf, case_of: CaseOf) -> None:
    case = case_of(
        prospect={"hurdle_rate": "100%"},
        conventions=YEARLY,
        costs=[by_year("C", 0, 0, 2000)],
        benefits=[by_year("Benefits", 0, 1200)],
    )
    assert case.result.value("npv") == pytest.approx(100)
    title = page_of(case).title
    assert "$100" in title
    assert "ends with less cash than it began with" in title


def test_a_case_that_needs_no_cash_says_so(page_of: PageOf, case_of: CaseOf) -> None:
    page = page_of(case_of(benefits=[saving(1200)]))
    assert measure(page, "payback").value == "immediate"
    assert "with cumulative cash never below nil" in page.title
    assert page.cash.heading == "Cumulative cash never falls below nil"
    assert page.cash.chart.marks == []


@pytest.fixture
def hardly_paid(case_of: CaseOf) -> Case:
    """1,000 for 120,000 a year: recovered within days."""
    return case_of(costs=[price(1_000)], benefits=[saving(120_000)])


def test_a_payback_below_a_month_is_not_meaningful(page_of: PageOf, hardly_paid: Case) -> None:
    page = page_of(hardly_paid)
    assert measure(page, "payback").value == "not meaningful: little is paid up front"
    assert measure(page, "irr").value == "not meaningful: little is paid up front"
    assert "little is paid up front" in page.title


def test_an_irr_beyond_all_measure_makes_a_page_too(page_of: PageOf, case_of: CaseOf) -> None:
    case = case_of(costs=[price(1_000)], benefits=[saving(1_800_000)])
    assert case.result.value("irr") > 1e26
    assert measure(page_of(case), "irr").value == "not meaningful: little is paid up front"


def test_a_payback_below_a_month_makes_no_nonsense_of_the_chart(page_of: PageOf, hardly_paid: Case) -> None:
    labels = [label.text for label in page_of(hardly_paid).cash.chart.labels]
    assert not any("month not meaningful" in label for label in labels)


def test_a_payback_below_a_month_makes_no_nonsense_of_a_shortfall(page_of: PageOf, case_of: CaseOf) -> None:
    case = case_of(
        prospect={"hurdle_rate": "50%"},
        conventions={"horizon_months": 1},
        costs=[price(100)],
        benefits=[saving(1212)],
    )
    assert "payback in not meaningful" not in page_of(case).title


def test_a_horizon_of_one_month_is_said_in_good_english(page_of: PageOf, case_of: CaseOf) -> None:
    page = page_of(case_of(conventions={"horizon_months": 1}, costs=[price(100)], benefits=[saving(12)]))
    texts = [page.title, page.summary, page.footer.text, page.cash.heading, *(item.note for item in page.measures)]
    assert [text for text in texts if "1 months" in text] == []


# --- a value of nil ---------------------------------------------------------------------------


def test_a_value_that_is_nil_to_rounding_is_not_printed_as_a_loss(page_of: PageOf, case_of: CaseOf) -> None:
    # 1,000 is paid and 1,000 comes back over the year, at 0%.
    case = case_of(
        prospect={"hurdle_rate": 0},
        conventions={"horizon_months": 12},
        costs=[price(1_000)],
        benefits=[saving(1_000)],
    )
    page = page_of(case)
    assert measure(page, "npv").value == "$0"
    assert "adds $0 of value" in page.title
    assert "less than" not in page.title
    assert "loses" not in page.title
    assert "value is negative" not in page.decision.text


# --- rates of return --------------------------------------------------------------------------


def test_several_rates_are_all_listed_and_mirr_takes_their_place(page_of: PageOf, case_of: CaseOf) -> None:
    case = case_of(
        prospect={"hurdle_rate": "20%"},
        conventions=YEARLY,
        costs=[by_year("C", 1000, 0, 1540)],
        benefits=[by_year("Benefits", 0, 2500)],
    )
    irr = measure(page_of(case), "irr")
    assert irr.value == "not unique"
    assert irr.is_words
    assert "10% and 40%" in irr.note
    mirr = ((2500 * 1.2) / (1000 + 1540 / 1.44)) ** 0.5 - 1
    assert f"modified rate {100 * mirr:.0f}%" in irr.note
    assert "Hurdle 20%" in irr.note


def test_no_rate_at_all_has_its_reason(page_of: PageOf, case_of: CaseOf) -> None:
    case = case_of(conventions=YEARLY, costs=[by_year("C", 100, 0, 150)], benefits=[by_year("Benefits", 0, 200)])
    irr = measure(page_of(case), "irr")
    assert irr.value == "none: at no rate is the value nil"
    assert irr.is_words


def test_no_change_of_sign_has_its_reason(page_of: PageOf, case_of: CaseOf) -> None:
    assert measure(page_of(case_of()), "irr").value.startswith("not defined")


def test_a_cost_of_funds_is_compared_the_other_way_round(page_of: PageOf, case_of: CaseOf) -> None:
    case = case_of(conventions=YEARLY, costs=[by_year("C", 0, 0, 1210)], benefits=[by_year("Benefits", 1000)])
    irr = measure(page_of(case), "irr")
    assert irr.value == "10%"
    assert "cost of funds" in irr.note
    assert "lower is better" in irr.note


def test_no_cost_leaves_roi_with_its_reason(page_of: PageOf, case_of: CaseOf) -> None:
    roi = measure(page_of(case_of()), "roi")
    assert roi.value == "no cost"
    assert roi.is_words


def test_the_four_measures_are_always_there(page_of: PageOf, case_of: CaseOf, loss: Case) -> None:
    for case in (loss, case_of(), case_of(benefits=[saving(0)])):
        measures = page_of(case).measures
        assert [item.id for item in measures] == ["npv", "irr", "payback", "roi"]
        assert all(item.value and item.note and item.name for item in measures)


# --- cash by year -------------------------------------------------------------------------------


def test_a_case_without_net_cash_does_not_claim_that_more_comes_in(page_of: PageOf, case_of: CaseOf) -> None:
    page = page_of(case_of(costs=[price(1_000)], benefits=[saving(120_000, kind="capacity")]))
    assert "brings in" not in page.cash_flow.heading
    assert "more cash comes in" not in page.cash_flow.heading


def test_a_last_year_that_loses_cash_is_said_to(page_of: PageOf, case_of: CaseOf) -> None:
    case = case_of(conventions=YEARLY, costs=[by_year("C", 100, 0, 150)], benefits=[by_year("Benefits", 0, 400)])
    assert page_of(case).cash_flow.heading == "In the last year more cash goes out than comes in"


def test_a_title_of_an_ordinary_case_is_of_a_readable_length(page_of: PageOf, loss: Case, shortfall: Case) -> None:
    for case in (loss, shortfall):
        title = page_of(case).title
        assert len(title) <= TITLE_LENGTH
        assert "Tally" not in title  # the trade name
