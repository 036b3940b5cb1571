"""Whom to call: the contact level of each firm by its size and sector, and how likely it buys; arrays throughout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from valuepitch.finance import Array
from valuepitch.model.funnel import CONTACT_LEVELS, SIZES, Funnel
from valuepitch.model.levels import LevelsFile

UNKNOWN = len(SIZES)  # the code of a size that nothing is known of
Codes = NDArray[np.int8]


@dataclass(frozen=True)
class LevelTable:
    """Which level to call, by size and sector.

    Attributes:
        employees, revenue: below which a firm is small, and mid-size; shape (2,).
        by_sector: codes of :data:`CONTACT_LEVELS`, shape (sectors, 4): sizes, and a size that is not known.
    """

    employees: Array
    revenue: Array
    by_sector: Codes


def sizes(employees: Array, revenue: Array, table: LevelTable) -> Codes:
    """The size of each firm, shape (n,): codes of :data:`SIZES`, or :data:`UNKNOWN`.

    By employees, or by revenue where those are not known (NaN).
    """
    by_people = np.searchsorted(table.employees, employees, side="right")
    by_money = np.searchsorted(table.revenue, revenue, side="right")
    known = np.where(np.isnan(employees), np.where(np.isnan(revenue), UNKNOWN, by_money), by_people)
    return known.astype(np.int8)


def levels(employees: Array, revenue: Array, sector_index: NDArray[np.integer], table: LevelTable) -> Codes:
    """The level to call in each firm, shape (n,): codes of :data:`CONTACT_LEVELS`.

    Args:
        employees, revenue: shape (n,), NaN where not known; revenue a year in the list's currency.
        sector_index: the row of ``table.by_sector`` of each firm, shape (n,).
    """
    found: Codes = table.by_sector[sector_index, sizes(employees, revenue, table)]
    return found


def likelihood(level: Codes, size: Codes, table: Array) -> Array:
    """How likely each firm buys, shape (n,); shares.

    Args:
        level: codes of :data:`CONTACT_LEVELS`, shape (n,).
        size: codes of :data:`SIZES`, or :data:`UNKNOWN`, shape (n,).
        table: as :func:`likelihood_table` makes it.
    """
    found: Array = table[level, size]
    return found


def level_table(file: LevelsFile, sectors: Sequence[Sequence[str]]) -> LevelTable:
    """The table of some sectors, a row each.

    Args:
        file: whole, with sizes and levels.
        sectors: the code and the name of each, as far as they are known.
    """
    assert file.sizes is not None
    bounds = (file.sizes.small, file.sizes.mid)
    rows = [[CONTACT_LEVELS.index(file.level(sector, size)) for size in (*SIZES, "unknown")] for sector in sectors]
    return LevelTable(
        np.array([bound.employees for bound in bounds]),
        np.array([bound.revenue for bound in bounds]),
        np.array(rows, dtype=np.int8).reshape(-1, len(SIZES) + 1),
    )


def likelihood_table(funnel: Funnel) -> Array:
    """Likelihoods by level and size, shape (4, 4); a size that is not known gets the least of its level."""
    by_level = [getattr(funnel.likelihood, level) for level in CONTACT_LEVELS]
    known = np.array([[float(getattr(by_size, size).value) for size in SIZES] for by_size in by_level])
    return np.concatenate([known, known.min(axis=1, keepdims=True)], axis=1)
