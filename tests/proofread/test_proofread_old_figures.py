"""Figures that were measured at others more than three years before the page."""

from __future__ import annotations

from datetime import date

import pytest
from readings import Read, page_of, said, written

from valuepitch import build, evaluate
from valuepitch.errors import WARNING

OLD = (
    "product.yaml:11:96  benefits[0].amount.as_of  is of 2025-06-30, more than 3 years before the page; "
    "look for a newer figure; the page marks it as old"
)


def marked(day: date) -> bool:
    """Whether the page marks an input as old."""
    return "over three years old" in str(page_of(evaluate(*written()), day)["sources"])


@pytest.mark.parametrize("day, old", [(date(2028, 6, 29), False), (date(2028, 6, 30), False), (date(2028, 7, 1), True)])
def test_a_benchmark_more_than_three_years_before_the_page_is_warned_of_and_marked(
    day: date, old: bool, read: Read
) -> None:
    assert said(read(day=day)) == ([f"warning: {OLD}"] if old else [])
    assert marked(day) == old


@pytest.mark.parametrize("day, old", [(date(2027, 2, 28), False), (date(2027, 3, 1), True)])
def test_a_leap_day_is_three_years_old_when_february_is_over(day: date, old: bool, read: Read) -> None:
    found = read({"as_of: 2025-06-30": "as_of: 2024-02-29"}, day=day)
    assert len(found) == old


@pytest.mark.parametrize(
    "origin, old",
    [("benchmark", True), ("evidence", True), ("quote", False), ("prospect", False), ("filing", False),
     ("estimate", False), ("unsourced", False)],
)  # fmt: skip
def test_only_what_was_measured_at_others_grows_old(origin: str, old: bool, read: Read) -> None:
    found = read({"origin: benchmark, as_of: 2025-06-30": f"origin: {origin}, as_of: 2020-06-30"})
    assert [problem.path for problem in found] == (["benefits[0].amount.as_of"] if old else [])


def test_an_old_figure_of_the_prospect_file_is_warned_of_there(read: Read) -> None:
    fact = "facts: {loss: {value: 5%, source: Survey, origin: benchmark, as_of: 2021-01-01}}\n"
    (found,) = read({"pressures:\n": fact + "pressures:\n"})
    assert (found.severity, found.file, found.path, found.line) == (WARNING, "prospect.yaml", "facts.loss.as_of", 9)


def test_an_old_figure_does_not_stop_a_build() -> None:
    built = build(*written(), "page.pdf", date=date(2030, 1, 1))
    assert [line for line in said(built.warnings) if "full" not in line] == [f"warning: {OLD}"]


def test_an_old_figure_is_marked_in_turkish_too() -> None:
    changes = {
        "currency: USD\nhurdle": "currency: USD\nlanguage: tr\nhurdle",
        "Halve the scrap": "Hurdayı yarıya indirmek",
        "the lease ends,": "kira biter,",
    }
    evaluated = evaluate(*written(changes))
    fresh, old = (str(page_of(evaluated, day)["sources"]["rows"]) for day in (date(2028, 6, 30), date(2028, 7, 1)))
    assert fresh != old
    assert "three years" not in old
