"""Figures on the page: those of the case, printed alike everywhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from valuepitch.case.study import CONSERVATIVE, EXPECTED, Case
from valuepitch.money import Formatter
from valuepitch.page.context import CashFlowPart, PageContext, TableRow
from valuepitch.page.parts import adds_up

CaseOf = Callable[..., Case]
PageOf = Callable[..., PageContext]

FULL = {"from_month": 1, "months_to_full": 1}
FIGURE = re.compile(r"[−(]?\$?\d[\d.,]*[KMBT%]?")


def figures_in(text: str) -> set[str]:
    return {found.rstrip(".,") for found in FIGURE.findall(text)}


def test_figures_are_found_in_a_text() -> None:
    text = "An outlay of $404K at 11% is −$95.3K, recovered in 28 months, of $1.07M."
    assert figures_in(text) == {"$404K", "11%", "−$95.3K", "28", "$1.07M"}


def allowed(case: Case, show: Formatter) -> set[str]:
    """What title and summary may say of a case, printed from its own results."""
    result = case.result
    lines = [result.lines[line.path] for line in case.lines("cost") if not line.one_time]
    gains = [result.lines[line.path] for line in case.lines("benefit") if not line.one_time]
    amounts = [
        abs(result.value("npv")),
        result.value("npv", CONSERVATIVE),
        float(result.outlay[EXPECTED]),
        sum(float(line.full_year[EXPECTED]) for line in lines),
        sum(float(line.full_year[EXPECTED]) for line in gains),
    ]
    paid_back = [result.value("payback_months", row) for row in (EXPECTED, CONSERVATIVE)]
    months = {show.months(value) for value in paid_back if value > 0}
    return (
        {show.money(value) for value in amounts} | months | {show.number(case.plan.horizon), show.rate(case.rate.value)}
    )


@pytest.mark.parametrize("outlay", [1_000, 60_000, 404_000, 3_000_000])
@pytest.mark.parametrize("amount", [12_345, 250_000, 1_234_567])
@pytest.mark.parametrize("months", [12, 30, 60])
def test_title_and_summary_say_figures_of_the_case(
    page_of: PageOf, case_of: CaseOf, show: Formatter, outlay: float, amount: float, months: int
) -> None:
    case = case_of(
        prospect={"hurdle_rate": "11%"},
        conventions={"horizon_months": months},
        costs=[
            {"name": "Price", "amount": outlay, "month": 0},
            {"name": "Fee", "amount": outlay / 10, "every": "year", "billed": "monthly"},
        ],
        benefits=[
            {
                "name": "Saving",
                "kind": "cash",
                "amount": {"value": amount, "low": 0.6 * amount, "high": 1.4 * amount},
                "risk": "10%",
                "ramp": {"from_month": 2, "months_to_full": 3},
            }
        ],
    )
    page = page_of(case)
    assert figures_in(page.title) <= allowed(case, show)
    assert figures_in(page.summary) <= allowed(case, show)
    assert show.money(abs(case.result.value("npv"))) in page.title
    assert show.money(case.result.value("npv", CONSERVATIVE)) in page.summary


def test_the_sample_prints_its_value_alike_everywhere(sample_page: PageContext) -> None:
    npv = next(item for item in sample_page.measures if item.id == "npv")
    assert npv.value == "$662K"
    assert npv.value in sample_page.title
    assert npv.value in sample_page.sensitivity.alt
    net = next(row for row in sample_page.cash_flow.rows if row.style == "net")
    assert net.cells[-1] == "662"
    assert sample_page.sensitivity.chart is not None
    assert sample_page.sensitivity.chart.head.text.endswith("662")


def test_the_sample_prints_payback_alike_everywhere(sample_page: PageContext) -> None:
    payback = next(item for item in sample_page.measures if item.id == "payback")
    assert payback.value == "16 months"
    assert payback.value in sample_page.title
    assert "month 16" in sample_page.cash.heading
    assert "month 16" in [label.text for label in sample_page.cash.chart.labels]
    assert payback.value in sample_page.cash.alt


def test_the_sample_tells_its_measures_with_rate_and_horizon(sample_page: PageContext) -> None:
    values = {item.id: item.value for item in sample_page.measures}
    assert values == {"npv": "$662K", "irr": "98%", "payback": "16 months", "roi": "62%"}
    notes = {item.id: item.note for item in sample_page.measures}
    assert "36 months" in notes["npv"]
    assert "your 11%" in notes["npv"]
    assert "$581K at 16%" in notes["npv"]
    assert "$1.07M" in notes["roi"]


def test_alternative_texts_carry_three_figures(sample_page: PageContext) -> None:
    assert len(figures_in(sample_page.cash.alt)) >= 3
    assert len(figures_in(sample_page.sensitivity.alt)) >= 3


def test_the_title_of_the_sample_is_short_and_without_the_trade_name(
    quickstart: Case, sample_page: PageContext
) -> None:
    assert len(sample_page.title) <= 140
    assert quickstart.product.name not in sample_page.title


# --- the table --------------------------------------------------------------------------------


def number(cell: str) -> float:
    digits = float("".join(char for char in cell if char.isdigit()) or 0)
    return -digits if cell.startswith("(") else digits


def test_cells_are_the_yearly_sums_of_the_case(quickstart: Case, sample_page: PageContext) -> None:
    net = quickstart.result.net[EXPECTED]
    yearly = [net[0], net[1:13].sum(), net[13:25].sum(), net[25:37].sum(), net.sum(), quickstart.result.value("npv")]
    row = next(row for row in sample_page.cash_flow.rows if row.style == "net")
    assert [number(cell) for cell in row.cells] == [round(value / 1000) for value in yearly]
    running = next(row for row in sample_page.cash_flow.rows if row.style == "quiet")
    assert running.cells == ["(404)", "(171)", "356", "884", "", ""]


def test_every_row_has_a_cell_for_every_column(page_of: PageOf, case_of: CaseOf) -> None:
    for months in (1, 12, 18, 36, 60, 72, 90, 120):
        table = page_of(case_of(conventions={"horizon_months": months})).cash_flow
        assert {len(row.cells) for row in table.rows} == {len(table.columns)}


@pytest.mark.parametrize(
    ("months", "columns"),
    [
        (12, ["Today", "Year 1"]),
        (18, ["Today", "Year 1", "Months 13–18"]),
        (36, ["Today", "Year 1", "Year 2", "Year 3"]),
        (60, ["Today", "Year 1", "Year 2", "Year 3", "Year 4", "Year 5"]),
        (72, ["Today", "Year 1", "Year 2", "Year 3", "Year 4", "Years 5–6"]),
        (120, ["Today", "Year 1", "Year 2", "Year 3", "Year 4", "Years 5–10"]),
        (90, ["Today", "Year 1", "Year 2", "Year 3", "Year 4", "Months 49–90"]),
    ],
)
def test_columns_are_years_and_the_last_years_of_a_long_case_stand_together(
    page_of: PageOf, case_of: CaseOf, months: int, columns: list[str]
) -> None:
    table = page_of(case_of(conventions={"horizon_months": months})).cash_flow
    assert table.columns == [*columns, "Total", "Present value"]


def table_of(*rows: tuple[str, list[str]]) -> CashFlowPart:
    return CashFlowPart(
        "", "", ["a", "b", "Total", "PV"], [TableRow(style, "", cells, style) for style, cells in rows], []
    )


ADDED = (
    ("line", ["–", "10", "10", "9"]),
    ("total", ["–", "10", "10", "9"]),
    ("line", ["(4)", "–", "(4)", "(4)"]),
    ("net", ["(4)", "10", "6", "5"]),
    ("quiet", ["(4)", "6", "", ""]),
)


def test_a_table_that_adds_up_adds_up() -> None:
    assert adds_up(table_of(*ADDED))


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        (0, ["–", "11", "11", "9"]),
        (1, ["–", "10", "10", "10"]),
        (3, ["(4)", "10", "7", "5"]),
        (3, ["(4)", "11", "7", "5"]),
        (4, ["(4)", "7", "", ""]),
        (2, ["(4)", "(1)", "(4)", "(4)"]),
    ],
)
def test_a_table_that_is_off_by_one_does_not_add_up(row: int, cells: list[str]) -> None:
    rows = list(ADDED)
    rows[row] = (rows[row][0], cells)
    assert not adds_up(table_of(*rows))


def test_the_footer_says_when_rounded_figures_do_not_add_up(page_of: PageOf, case_of: CaseOf) -> None:
    def with_benefits(*amounts: float) -> PageContext:
        benefits: list[dict[str, Any]] = [
            {"name": f"Saving {i}", "kind": "cash", "amount": [0, amount, amount, amount]}
            for i, amount in enumerate(amounts)
        ]
        return page_of(case_of(prospect={"hurdle_rate": 0}, benefits=benefits))

    assert "may not add up" not in with_benefits(1_000_000, 2_000_000).footer.text
    assert "may not add up" in with_benefits(1_000_400, 2_000_400).footer.text


def test_the_trade_name_occurs_once_in_the_texts_of_the_sample(quickstart: Case, sample_page: PageContext) -> None:
    text = " ".join([sample_page.title, sample_page.summary, sample_page.decision.text, sample_page.footer.text])
    assert text.count(quickstart.product.name) <= 3


def test_parts_are_frozen(sample_page: PageContext) -> None:
    assert replace(sample_page, title="x").title == "x"
    with pytest.raises(AttributeError):
        sample_page.title = "x"  # type: ignore[misc]
