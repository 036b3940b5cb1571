"""Chart geometry: points inside their frame, true to the figures, labels apart from each other."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from valuepitch.case.study import Case
from valuepitch.page.charts import nice_months, nice_ticks
from valuepitch.page.context import CashChart, Label, PageContext, Tornado
from valuepitch.page.metrics import width
from valuepitch.page.place import Box, Placer, around, box_of

CaseOf = Callable[..., Case]
PageOf = Callable[..., PageContext]
Point = tuple[float, float]

FULL = {"from_month": 1, "months_to_full": 1}


def points(text: str) -> list[Point]:
    return [(float(x), float(y)) for x, y in (pair.split(",") for pair in text.split())]


def ranged_case(case_of: CaseOf, months: int = 36, outlay: float = 100_000, ramp: Any = FULL) -> Case:
    amount = {"value": 90_000, "low": 50_000, "high": 130_000}
    return case_of(
        conventions={"horizon_months": months},
        costs=[{"name": "Price", "amount": outlay, "month": 0}],
        benefits=[{"name": "Saving", "kind": "cash", "amount": amount, "ramp": ramp}],
    )


# --- marks of the axes ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([-458_000, 884_000], [-500_000, 0, 500_000, 1_000_000]),
        ([0, 100], [0, 20, 40, 60, 80, 100]),
        ([-100, 0], [-100, -80, -60, -40, -20, 0]),
        ([7, 9], [0, 2, 4, 6, 8, 10]),
        ([0, 0], [0, 1]),
        ([3.0], [0, 1, 2, 3]),
    ],
)
def test_marks_are_round(values: list[float], ticks: list[float]) -> None:
    found = nice_ticks(values)
    assert found[0] <= 0 <= found[-1]
    assert set(found) <= set(np.arange(-20, 21) * (found[1] - found[0]))
    if ticks[-1] - ticks[0] > 5:
        assert found == pytest.approx(ticks)


@pytest.mark.parametrize("scale", [1.0, 1e3, 1e9])
@pytest.mark.parametrize(
    "values", [[-458, 884], [0, 37], [-3, 0], [12, 990], [-999, 1], [-1, 999], [-500, 500], [-20, -10], [5, 6]]
)
def test_marks_hold_nil_and_span_the_values(values: list[float], scale: float) -> None:
    values = [value * scale for value in values]
    ticks = nice_ticks(values)
    step = ticks[1] - ticks[0]
    assert 0 in ticks
    assert [b - a for a, b in itertools.pairwise(ticks)] == pytest.approx([step] * (len(ticks) - 1))
    assert len(ticks) <= 7
    # A last mark that would only add white space may be missing: less than half a step stands out.
    assert min(values) >= ticks[0] - 0.5 * step
    assert max(values) <= ticks[-1] + 0.5 * step


@pytest.mark.parametrize("horizon", [1, 3, 6, 7, 12, 13, 18, 24, 30, 36, 48, 60, 90, 119, 120])
def test_months_start_at_nil_and_reach_the_end(horizon: int) -> None:
    marks = nice_months(horizon)
    assert marks[0] == 0
    assert marks == sorted(set(marks))
    assert marks[-1] <= horizon
    assert horizon - marks[-1] <= (marks[1] - marks[0]) / 2
    assert len(marks) <= 8


@pytest.mark.parametrize(("horizon", "marks"), [(36, [0, 6, 12, 18, 24, 30, 36]), (12, [0, 2, 4, 6, 8, 10, 12])])
def test_months_stand_at_even_distances(horizon: int, marks: list[int]) -> None:
    assert nice_months(horizon) == marks


# --- cash over time ---------------------------------------------------------------------------


def inside(chart: CashChart, path: str) -> bool:
    return all(chart.left <= x <= chart.right and 0 <= y <= chart.height for x, y in points(path))


@pytest.mark.parametrize("months", [1, 12, 23, 24, 36, 60, 120])
def test_every_point_lies_inside_the_frame(page_of: PageOf, case_of: CaseOf, months: int) -> None:
    chart = page_of(ranged_case(case_of, months)).cash.chart
    assert len(points(chart.expected)) == len(points(chart.conservative)) == months + 1
    assert inside(chart, chart.expected)
    assert inside(chart, chart.conservative)
    assert inside(chart, chart.band)
    assert all(0 <= tick.at <= chart.height for tick in chart.y_ticks)
    assert all(chart.left <= tick.at <= chart.right for tick in chart.x_ticks)


def scale_of(chart: CashChart, cash: np.ndarray) -> np.ndarray:
    """The heights of cash by the chart's own scale, from the height of nil and one other point."""
    drawn = np.array([y for _, y in points(chart.expected)])
    worst = int(np.argmax(np.abs(cash)))
    return chart.zero + (drawn[worst] - chart.zero) * cash / cash[worst]


def test_the_paths_are_true_to_cumulative_cash(quickstart: Case, sample_page: PageContext) -> None:
    chart = sample_page.cash.chart
    cumulative = quickstart.result.net.cumsum(axis=1)
    x, y = np.array(points(chart.expected)).T
    assert x == pytest.approx(np.linspace(chart.left, chart.right, 37), abs=0.02)
    assert y == pytest.approx(scale_of(chart, cumulative[0]), abs=0.05)
    ratio = (y[36] - chart.zero) / cumulative[0][36]
    poor = np.array(points(chart.conservative))[:, 1]
    assert poor == pytest.approx(chart.zero + ratio * cumulative[1], abs=0.05)


def test_the_marks_of_cash_are_on_the_same_scale(quickstart: Case, sample_page: PageContext) -> None:
    chart = sample_page.cash.chart
    ratio = (points(chart.expected)[36][1] - chart.zero) / quickstart.result.net[0].sum()
    printed = {"(500)": -500_000, "0": 0, "500": 500_000, "1,000": 1_000_000}
    for tick in chart.y_ticks:
        assert tick.at == pytest.approx(chart.zero + ratio * printed[tick.text], abs=0.05)
    assert {tick.text for tick in chart.y_ticks} == set(printed)


def test_payback_is_marked_on_both_paths_where_they_cross_nil(quickstart: Case, sample_page: PageContext) -> None:
    chart = sample_page.cash.chart
    months = [quickstart.result.value("payback_months", row) for row in (0, 1)]
    assert [mark.style for mark in chart.marks] == ["strong", "quiet"]
    for mark, month in zip(chart.marks, months, strict=True):
        assert mark.y == chart.zero
        assert mark.x == pytest.approx(chart.left + (chart.right - chart.left) * month / 36, abs=0.02)


def test_month_24_and_the_lowest_cash_are_told(sample_page: PageContext) -> None:
    chart = sample_page.cash.chart
    assert chart.month_24[:2] == list(points(chart.expected)[24])
    assert chart.month_24[2] == chart.zero
    texts = [label.text for label in chart.labels]
    assert "$356K by month 24" in texts
    assert "lowest expected in month 3: (458)" in texts
    assert "month 16" in texts
    assert "month 28" in texts


def test_both_paths_are_named_at_their_ends(sample_page: PageContext) -> None:
    chart = sample_page.cash.chart
    ends = [label.text for label in chart.labels if label.x > chart.right]
    assert ends == ["Expected", "$884K", "Conservative", "$227K"]


# --- labels -----------------------------------------------------------------------------------


def axis_labels(chart: CashChart) -> list[Label]:
    return [Label(tick.at, chart.foot, "middle", tick.text, "plain") for tick in chart.x_ticks]


def covers(a: Box, b: Box) -> bool:
    """Whether two texts cover each other by more than half a point, which is less than the air in their boxes."""
    across = min(a.right, b.right) - max(a.left, b.left)
    down = min(a.bottom, b.bottom) - max(a.top, b.top)
    return across > 0.5 and down > 0.5


def overlaps(labels: list[Label]) -> list[tuple[str, str]]:
    pairs = itertools.combinations(labels, 2)
    return [(a.text, b.text) for a, b in pairs if covers(box_of(a), box_of(b))]


def outside(labels: list[Label], wide: float, tall: float) -> list[str]:
    frame = Box(-0.5, -0.5, wide + 0.5, tall + 2)
    return [label.text for label in labels if box_of(label).outside(frame) > 0]


def test_labels_of_the_sample_do_not_overlap(sample_page: PageContext) -> None:
    chart = sample_page.cash.chart
    assert overlaps(chart.labels + axis_labels(chart)) == []


def test_labels_of_the_sample_lie_inside_the_chart(sample_page: PageContext) -> None:
    chart = sample_page.cash.chart
    assert outside(chart.labels + axis_labels(chart), chart.width, chart.height) == []


def test_labels_of_the_sample_cover_no_path(sample_page: PageContext) -> None:
    chart = sample_page.cash.chart
    curve = points(chart.expected) + points(chart.conservative)
    for label in chart.labels:
        assert not any(box_of(label).holds(point) for point in curve), label.text


@pytest.mark.parametrize("months", [12, 24, 30, 36, 60, 120])
@pytest.mark.parametrize("outlay", [2_000, 10_000, 20_000, 100_000, 200_000, 400_000])
def test_labels_do_not_overlap_in_other_cases(page_of: PageOf, case_of: CaseOf, months: int, outlay: float) -> None:
    ramp = {"from_month": 3, "months_to_full": 6}
    chart = page_of(ranged_case(case_of, months, outlay, ramp)).cash.chart
    assert overlaps(chart.labels + axis_labels(chart)) == []
    assert outside(chart.labels + axis_labels(chart), chart.width, chart.height) == []


def test_the_check_of_overlaps_finds_one() -> None:
    labels = [Label(10, 20, "start", "one", "plain"), Label(12, 22, "start", "two", "plain")]
    assert overlaps(labels) == [("one", "two")]
    assert outside([Label(0, 20, "end", "one", "plain")], 100, 100) == ["one"]


def test_a_label_takes_the_first_place_that_is_free() -> None:
    placer = Placer(Box(0, 0, 200, 100))
    first = placer.put(around(100, 50, "first", "plain", "ns"))
    second = placer.put(around(100, 50, "second", "plain", "ns"))
    assert first.y < 50 < second.y
    assert box_of(first).overlap(box_of(second)) == 0


def test_a_label_gives_way_to_a_line() -> None:
    placer = Placer(Box(0, 0, 200, 100))
    placer.curve([(60, 44), (140, 44)])
    assert placer.put(around(100, 50, "text", "plain", "ns")).y > 50


# --- what moves the value ---------------------------------------------------------------------


@pytest.fixture
def tornado(sample_page: PageContext) -> Tornado:
    assert sample_page.sensitivity.chart is not None
    return sample_page.sensitivity.chart


def test_bars_are_true_to_what_they_move(quickstart: Case, tornado: Tornado) -> None:
    expected = quickstart.result.value("npv")
    lengths = [
        (bar, bar_npv) for row, bar_npv in zip(tornado.rows, quickstart.sensitivity, strict=True) for bar in row.bars
    ]
    ratios = []
    for bar, moved in lengths:
        ends = [npv for npv in (moved.npv_low, moved.npv_high) if (npv < expected) == (bar.style == "worse")]
        ratios.append(bar.width / abs(ends[0] - expected))
    assert ratios == pytest.approx([ratios[0]] * len(ratios), rel=0.01)


def test_bars_start_at_the_expected_value(tornado: Tornado) -> None:
    for row in tornado.rows:
        for bar in row.bars:
            at = bar.x + bar.width if bar.style == "worse" else bar.x
            assert at == pytest.approx(tornado.axis, abs=0.02)


def test_bars_carry_their_value_and_what_moves_nothing_has_none(tornado: Tornado) -> None:
    texts = [[bar.text for bar in row.bars] for row in tornado.rows]
    assert texts == [["438", "930"], ["529", "806"], ["567", "756"], ["476"]]


def test_rows_carry_name_and_range(tornado: Tornado) -> None:
    said = [" ".join(label.text for label in row.labels) for row in tornado.rows]
    assert said[0] == "Rate reduction on renewal 22–33%"
    assert said[3] == "First month of effect month 3–6"


def test_bars_and_their_texts_lie_inside_the_chart(tornado: Tornado) -> None:
    for row in tornado.rows:
        for bar in row.bars:
            label = Label(bar.text_x, row.y, bar.anchor, bar.text, "plain")
            assert 0 <= bar.x <= bar.x + bar.width <= tornado.width
            assert outside([label], tornado.width, tornado.height) == []


def test_names_do_not_run_into_bars(tornado: Tornado) -> None:
    for row in tornado.rows:
        names = max(label.x + width(label.text, 8) for label in row.labels)
        least = min(bar.text_x - width(bar.text, 8) if bar.anchor == "end" else bar.x for bar in row.bars)
        assert names <= least


def test_rows_stand_under_each_other(tornado: Tornado) -> None:
    labels = [label for row in tornado.rows for label in row.labels]
    assert overlaps([*labels, tornado.head]) == []
    assert [row.y for row in tornado.rows] == sorted(row.y for row in tornado.rows)


@pytest.mark.parametrize("count", [1, 2, 6, 9])
def test_at_most_six_inputs_are_drawn_the_largest_first(page_of: PageOf, case_of: CaseOf, count: int) -> None:
    names = [f"input_{letter}" for letter in "abcdefghi"[:count]]
    assumptions = {
        name: {"value": 1000, "low": 900 - 50 * i, "high": 1000, "unit": "money"} for i, name in enumerate(names)
    }
    benefit = {"name": "Saving", "kind": "cash", "amount": " + ".join(names), "ramp": FULL}
    chart = page_of(case_of(assumptions=assumptions, benefits=[benefit])).sensitivity.chart
    assert chart is not None
    assert len(chart.rows) == min(count, 6)
    widths = [sum(bar.width for bar in row.bars) for row in chart.rows]
    assert widths == sorted(widths, reverse=True)
    labels = [label for row in chart.rows for label in row.labels]
    assert overlaps(labels) == []
    assert outside(labels, chart.width, chart.height) == []


def test_long_names_stay_apart(page_of: PageOf, case_of: CaseOf) -> None:
    assumptions = {
        f"a{i}": {
            "label": f"Number {i} of hours that the clerks spend on it in a year",
            "value": 1000,
            "low": 900 - i,
            "unit": "hours",
        }
        for i in range(6)
    }
    benefit = {"name": "Saving", "kind": "cash", "amount": " + ".join(assumptions), "ramp": FULL}
    chart = page_of(case_of(assumptions=assumptions, benefits=[benefit])).sensitivity.chart
    assert chart is not None
    labels = [label for row in chart.rows for label in row.labels]
    assert overlaps(labels) == []
    assert outside(labels, chart.width, chart.height) == []
