"""Every figure in every sentence is a figure of the case, at its printed precision, in both languages."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from valuepitch.case.objectives import contributions
from valuepitch.case.study import CONSERVATIVE, EXPECTED, Case, study
from valuepitch.finance import Why
from valuepitch.locale import language
from valuepitch.model import Product, Prospect
from valuepitch.page.claims import NOT_RECOVERED
from valuepitch.page.compose import ChartSizes, compose
from valuepitch.page.context import PageContext
from valuepitch.page.data import evaluation
from valuepitch.page.figures import Figures
from valuepitch.page.readers import READERS

DAY = date(2026, 11, 23)
SOME = settings(max_examples=25)
FIGURE = re.compile(r"−?[%$₺]*\d[\d.,]*(?:\u00a0(?:bin|milyon|milyar|trilyon))?[KMBT%]?")


def both(en: str, tr: str) -> dict[str, str]:
    return {"en": en, "tr": tr}


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A price, a fee, two savings over ranges, stock that is released, objectives, an event; tax now and then."""
    amount = draw(st.integers(5_000, 2_000_000))
    spread = draw(st.integers(0, 9)) / 10
    saving = {
        "name": both("Saving", "Tasarruf"),
        "kind": draw(st.sampled_from(["cash", "avoidance"])),
        "amount": {"value": amount, "low": int((1 - spread) * amount), "high": int((1 + spread) * amount)},
        "risk": draw(st.integers(0, 30)) / 100,
        "ramp": {"from_month": draw(st.integers(1, 6)), "months_to_full": draw(st.integers(1, 9))},
        "objective": draw(st.sampled_from(["cost", "stops"])),
        "effect": {"amount": draw(st.integers(1, 900)), "unit": "hours"},
    }
    stock = {"name": both("Stock", "Stok"), "kind": "working_capital", "account": "inventory", "days": 3, "month": 4}
    benefits = [saving, stock] if draw(st.booleans()) else [saving]
    product = {
        "name": "Tally",
        "seller": "Acme",
        "plain_name": both("one machine", "bir makine"),
        "action": both("replacing the machine", "makinenin yenilenmesi"),
        "currency": "USD",
        "conventions": {"horizon_months": draw(st.sampled_from([12, 24, 36, 60]))},
        "costs": [
            {"name": both("Price", "Bedel"), "amount": draw(st.integers(0, 3_000_000)), "month": 0},
            {
                "name": both("Fee", "Ücret"),
                "amount": draw(st.integers(0, 500_000)),
                "every": "year",
                "billed": "monthly",
            },
        ],
        "benefits": benefits,
        "decision": {"ask": both("approve {outlay}", "{outlay} onayı"), "by": "2026-12-15"},
    }
    prospect: dict[str, Any] = {
        "name": "Northfield",
        "currency": "USD",
        "hurdle_rate": draw(st.integers(0, 40)) / 100,
        "financials": {"revenue": 90_000_000, "cost_of_sales": 60_000_000},
        "objectives": [
            {"id": "cost", "text": both("Lower cost", "Gideri düşürmek"), "unit": "percent_of_revenue"},
            {"id": "stops", "text": both("Fewer stops", "Daha az duruş"), "unit": "hours"},
        ],
        "pressures": [{"text": both("the lease ends", "kiranın bitmesi"), "date": "2027-02-01"}],
    }
    if draw(st.booleans()):
        prospect["tax_rate"] = 0.25
    return study(Prospect.model_validate(prospect), Product.model_validate(product))


def page_of(case: Case, code: str, reader: str = "cfo") -> PageContext:
    sizes = ChartSizes(290.0, 200.0, 118.0)
    return compose(case, language(code), DAY, "7F3A-91C2", sizes, reader=reader)


def sentences(page: PageContext) -> Iterator[str]:
    """Every text of the page that is words with figures in them, but for dates of the files and the fingerprint."""
    yield from (page.title, page.summary, page.decision.text, page.footer.text)
    yield from (page.cash.heading, page.cash.alt, page.sensitivity.heading, page.sensitivity.alt)
    yield from (page.sensitivity.note, page.cash_flow.heading, page.sources.heading, page.wrong.heading)
    yield from (item.note for item in page.measures)
    yield from (row.value for part in (page.wrong, page.objectives) if part for row in part.rows)
    yield from (label.text for label in page.cash.chart.labels)
    yield from page.sources.notes
    yield from (row.nil_at for row in page.sources.rows)


def numbers(value: Any) -> Iterator[float]:
    """Every number of the case as plain data."""
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, int | float):
        yield float(value)
    elif isinstance(value, dict):
        for item in value.values():
            yield from numbers(item)
    elif isinstance(value, list):
        for item in value:
            yield from numbers(item)


def known(case: Case, code: str) -> set[str]:
    """How every figure of the case prints: as money, rate, months or count, with and without its sign."""
    f = Figures(case, language(code))
    data, result = evaluation(case, language(code)), case.result
    kept = {name: item for name, item in data.items() if name not in ("flows", "lines", "scenarios", "simulation")}
    values = [*numbers(kept), *numbers([item["measures"] for item in data["scenarios"].values()])]
    values += [float(result.lines[line.path].full_year[EXPECTED]) for line in case.plan.lines]
    benefits = [line for line in case.lines("benefit") if not line.one_time]
    values.append(sum(float(result.lines[line.path].full_year[EXPECTED]) for line in benefits))
    # Where nothing is paid once, what is paid today is the outlay, or else what is paid in the first year.
    costs = result.costs[EXPECTED]
    values.append(float(result.outlay[EXPECTED]) or float(costs[0]) or float(costs[:13].sum()))
    # Added up month by month, as the chart draws it: another order of adding may round the other way.
    values += [float(result.net[row].cumsum()[-1]) for row in (EXPECTED, CONSERVATIVE)]
    for done in contributions(case):
        values += [done.gain, done.uses, done.effect]
        values += [100 * done.gain / done.revenue, done.uses / done.revenue] if done.revenue else []
    if case.simulation:
        values += [*case.simulation.npv, case.simulation.above_zero, case.simulation.draws]
    values += guards(case, f)
    # A month at which NPV is nil is a whole one.
    nil_at = [case.break_even.get(item.id, math.nan) for item in case.inputs.values() if item.kind == "month"]
    values += [whole(value) for value in nil_at if math.isfinite(value) for whole in (math.floor, math.ceil)]
    values += [case.result.value("npv"), case.plan.horizon, 24, 16, float(result.rate[EXPECTED]) + 0.05]
    values += [float(year) for year in range(1, 11)] + [48.0]  # years of the table; days from decision to event
    # In the chart the lowest cash stands in the chart's own unit.
    out = {f.show.cell(result.value("lowest_cash"), f.unit).strip("()")}
    # An IRR beyond all measure is not printed, and no amount is as large.
    for value in (item for item in values if abs(item) < 1e20):
        for signed in (value, -value):
            texts = (f.show.money(signed), f.show.rate(signed), f.show.stated_rate(signed), f.show.number(signed))
            out |= set(texts) | {f.show.months(signed), f.show.points(signed / 100)}
    return out


def guards(case: Case, f: Figures) -> list[float]:
    """99% and 1%, where a share only rounds to all or nothing."""
    fall, rise = (abs(case.result.value(name)) for name in ("breakeven_haircut", "cost_overrun"))
    out = [0.99 for share in (fall, rise) if share < 1 and f.show.rate(share) == f.show.rate(1.0)]
    if case.simulation:
        above = case.simulation.above_zero
        out += [0.99] * (0.99 < above < 1) + [0.01] * (0 < above < 0.01)
    return out


@SOME
@given(cases(), st.sampled_from(["en", "tr"]), st.sampled_from(sorted(READERS)))
def test_every_figure_of_every_sentence_is_one_of_the_case(case: Case, code: str, reader: str) -> None:
    printed = known(case, code)
    dates = re.compile(r"\d{1,2} \w+ \d{4}")
    for text in sentences(page_of(case, code, reader)):
        for figure in FIGURE.findall(dates.sub("", text)):
            assert figure.strip(".,") in printed, f"{figure} in: {text}"


@SOME
@given(cases())
def test_both_languages_and_all_readers_say_the_same_figures(case: Case) -> None:
    def digits(page: PageContext) -> set[str]:
        text = " ".join([page.title, *(item.value for item in page.measures), page.wrong.heading])
        return set(re.sub(r"[^\d ]", "", text).split())

    pages = [page_of(case, code, reader) for code in ("en", "tr") for reader in READERS]
    # Words that stand for a figure that is not there hold months of the horizon.
    assert all(digits(page) >= digits(pages[0]) - {str(case.plan.horizon)} for page in pages)


@SOME
@given(cases(), st.sampled_from(sorted(READERS)))
def test_no_claim_is_made_that_the_figures_do_not_support(case: Case, reader: str) -> None:
    page, result = page_of(case, "en", reader), case.result
    npv, worst = result.value("npv"), result.value("npv", CONSERVATIVE)
    recovered = result.why("payback_months") == Why.NONE
    assert ("adds" in page.title) == (npv >= 0)
    assert ("recovers its outlay" in page.title) == (npv >= 0 and recovered)
    told = result.why("payback_months", CONSERVATIVE) in (Why.NONE, *NOT_RECOVERED)
    ranged = Figures(case, language("en")).is_ranged
    assert ("the value is negative, " in page.summary) == (worst < 0 and told and ranged)
    soft = all(line.kind in ("avoidance", "capacity") for line in case.lines("benefit"))
    assert ("None of it lowers a line of the budget" in page.summary) == soft
    served = sum(done.serves for done in contributions(case))
    if page.objectives and served == 0:
        assert "none" in page.objectives.heading
    alone = page.sensitivity.heading.endswith("can make NPV negative by itself")
    assert alone == (npv >= 0 and any(min(bar.npv_low, bar.npv_high) < 0 for bar in case.sensitivity[:1]))
    waits = result.value("cost_of_waiting")
    assert ("month’s delay costs $" in page.decision.text) == (not math.isnan(waits) and waits > 0)
    assert ("value is negative; waiting costs nothing" in page.decision.text) == math.isnan(waits) == (npv < 0)


@SOME
@given(cases())
def test_no_heading_claims_what_the_figures_do_not_support(case: Case) -> None:
    page, result = page_of(case, "en"), case.result
    expected, worst = (result.why("payback_months", row) for row in (EXPECTED, CONSERVATIVE))
    ranged = Figures(case, language("en")).is_ranged
    heading = page.cash.heading
    assert ("Cash is recovered by month" in heading) == (expected == Why.NONE)
    assert ("then lost again" in heading) == (expected == Why.LOST_AGAIN)
    assert ("is not recovered" in heading) == (expected == Why.NOT_WITHIN_HORIZON)
    assert ("never falls below nil" in heading) == (expected == Why.IMMEDIATE)
    assert ("conservatively not by" in heading) == (expected == Why.NONE and ranged and worst in NOT_RECOVERED)
    if "conservatively by" in heading:
        assert ranged
        assert worst == Why.NONE
    haircut = result.value("breakeven_haircut")
    assert ("must rise" in page.wrong.heading) == (haircut < 0)
    assert ("NPV is nil if benefits fall" in page.wrong.heading) == (haircut >= 0)
    risky = any(row.risk and row.risk.value for row in case.product.benefits)
    assert ("fall a further" in page.wrong.heading) == (haircut >= 0 and risky)
    net = result.net[EXPECTED]
    yearly = [net[start : start + 12].sum() for start in range(1, case.plan.horizon + 1, 12)]
    gains = all(flow > 0 for flow in yearly)
    value = result.value("npv")
    assert ("brings in more cash than goes out" in page.cash_flow.heading) == (gains and value >= 0)
    assert ("brings in cash, but too little" in page.cash_flow.heading) == (gains and value < 0)
    assert ("In the last year more cash goes out" in page.cash_flow.heading) == (yearly[-1] < 0)


@pytest.mark.parametrize("code", ["en", "tr"])
def test_the_law_objects_to_a_figure_that_is_not_the_cases(code: str) -> None:
    case = study(
        Prospect.model_validate({"name": "N", "currency": "USD", "hurdle_rate": "10%"}),
        Product.model_validate(
            {
                "name": "Tally",
                "seller": "Acme",
                "plain_name": "m",
                "action": "a",
                "currency": "USD",
                "benefits": [
                    {"name": "S", "kind": "cash", "amount": 1200, "ramp": {"from_month": 1, "months_to_full": 1}}
                ],
            }
        ),
    )
    assert "$123K" not in known(case, code)
    assert FIGURE.findall("adds $123K over 36 months, −%4,9; ₺1,07\u00a0milyon") == [
        "$123K",
        "36",
        "−%4,9",
        "₺1,07\u00a0milyon",
    ]
