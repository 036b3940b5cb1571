"""Whom to call, by size and sector, and how likely each level buys."""

from __future__ import annotations

import numpy as np
import pytest
from tests.funnels import funnel_from

from valuepitch.case.levels import UNKNOWN, level_table, levels, likelihood, likelihood_table, sizes
from valuepitch.inputs.levels import built_in
from valuepitch.model.funnel import CONTACT_LEVELS, SIZES

NAN = float("nan")
SECTORS = [[""], ["NAICS 622110", "Hospitals"], ["", "government"], ["hospıtal supplies"]]


@pytest.mark.parametrize(
    "employees, revenue, sector, level",
    [
        (5, NAN, 0, "owner"),
        (99, 1e9, 0, "owner"),  # employees decide
        (100, NAN, 0, "cfo"),
        (999, NAN, 0, "cfo"),
        (1000, NAN, 0, "division"),
        (NAN, 19_999_999, 0, "owner"),
        (NAN, 20_000_000, 0, "cfo"),
        (NAN, 250_000_000, 0, "division"),
        (NAN, NAN, 0, "cfo"),
        (500, NAN, 1, "controller"),
        (50, NAN, 1, "owner"),  # the exception is of mid-size firms
        (50, NAN, 2, "controller"),
        (500, NAN, 3, "controller"),  # ı and i are one
    ],
)
def test_the_level_follows_size_and_sector(employees: float, revenue: float, sector: int, level: str) -> None:
    table = level_table(built_in(), SECTORS)
    found = levels(np.array([employees]), np.array([revenue]), np.array([sector]), table)
    assert found.dtype == np.int8
    assert CONTACT_LEVELS[found[0]] == level


def test_sizes_that_are_not_known_have_a_code_of_their_own() -> None:
    table = level_table(built_in(), SECTORS)
    found = sizes(np.array([1.0, 100.0, 1e6, NAN]), np.full(4, NAN), table)
    assert found.tolist() == [0, 1, 2, UNKNOWN]
    assert found.dtype == np.int8


def test_the_likelihood_is_that_of_the_table_and_the_least_where_the_size_is_not_known() -> None:
    other = {"small": "9%", "mid": "8%", "large": "7%"}
    of_cfo = {"small": "3%", "mid": "1%", "large": "2%"}
    table = likelihood_table(funnel_from(likelihood={**dict.fromkeys(CONTACT_LEVELS, other), "cfo": of_cfo}))
    level = np.array([CONTACT_LEVELS.index(name) for name in ("owner", "cfo", "cfo", "division")], dtype=np.int8)
    size = np.array([0, SIZES.index("large"), UNKNOWN, UNKNOWN], dtype=np.int8)
    assert likelihood(level, size, table).tolist() == pytest.approx([0.09, 0.02, 0.01, 0.07])


def test_an_empty_list_has_empty_levels() -> None:
    none = np.empty(0)
    assert levels(none, none, np.empty(0, dtype=np.int64), level_table(built_in(), [])).shape == (0,)
