"""A target list and a product profile as rows of the kernel, a chunk at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from valuepitch import formula
from valuepitch.case.inputs import EXCHANGE, HURDLE_RATE, INFLATION, TAX_RATE, Input, collect
from valuepitch.case.lines import Line
from valuepitch.case.plan import Plan, make_plan
from valuepitch.case.screen import CHUNK
from valuepitch.finance import Array
from valuepitch.formula import Node
from valuepitch.inputs.targets import Targets
from valuepitch.model import Product, Prospect
from valuepitch.model.sourced import ORIGINS

Index = NDArray[np.int64]
Ranks = NDArray[np.int8]

PRICES = ("nominal", "real")
_NOT_GIVEN = np.int8(-1)
# What a row without a figure of its own counts with: no tax, the profile's own currency.
_NEUTRAL = {TAX_RATE: 0.0, EXCHANGE: 1.0}


@dataclass(frozen=True)
class Chunk:
    """Some rows of a list whose hurdle rates are on one price basis.

    Attributes:
        index: their places in the list, shape (n,).
        plan: the profile's, for that price basis.
        rows: as :func:`valuepitch.case.evaluate.evaluate` takes them.
        ends: low and high end of every input that has a range, shapes (n,) or (1,).
    """

    index: Index
    plan: Plan
    rows: dict[str, Array]
    ends: dict[str, tuple[Array, Array]]


class ListRows:
    """The rows of a list for a profile.

    Args:
        targets: what was accepted of the list.
    """

    def __init__(self, targets: Targets, product: Product) -> None:
        self.targets, self.product = targets, product
        self.plans = {prices: make_plan(product, prices) for prices in PRICES}
        bare = Prospect.model_validate({"name": "-", "currency": product.currency})
        self.inputs: Mapping[str, Input] = collect(bare, product)
        self.derived: Mapping[str, Node] = dict(self.plans[PRICES[0]].derived)

    @cached_property
    def numbers(self) -> dict[str, Array]:
        """The list's columns that a plan asks for, with what follows from others; shapes (n,)."""
        found = self.targets.complete()
        touched = {b.touches or b.account for b in self.product.benefits}
        asked = self._asked | {*touched, HURDLE_RATE, TAX_RATE, INFLATION, EXCHANGE}
        kept = {name: values for name, values in found.items() if name in asked}
        for name, value in _NEUTRAL.items():
            if name in kept:
                kept[name] = np.where(np.isnan(kept[name]), value, kept[name])
        if EXCHANGE in kept:  # a row in the profile's currency needs no rate
            own = self.targets.texts["currency"] == self.product.currency
            kept[EXCHANGE] = np.where(own, 1.0, kept[EXCHANGE])
        return kept

    @cached_property
    def exchange(self) -> Array | float:
        """How much of each row's currency one unit of the profile's is, (n,); 1 where all are in it."""
        return self.numbers.get(EXCHANGE, 1.0)

    @cached_property
    def _asked(self) -> set[str]:
        """Names that formulas use, and those that follow them."""
        named = {name for plan in self.plans.values() for name in plan.needs()}
        for name, tree in self.derived.items():
            if name in named:
                named |= set(formula.names(tree))
        return named

    def chunks(self, size: int = CHUNK) -> Iterator[Chunk]:
        """All rows, in the order of the list within each price basis."""
        for prices, plan in self.plans.items():
            index = self._of_basis(prices)
            for start in range(0, len(index), size):
                yield self._chunk(index[start : start + size], plan)

    def _of_basis(self, prices: str) -> Index:
        said = self.targets.texts.get("hurdle_prices")
        if said is None:
            return np.arange(self.targets.n if prices == PRICES[0] else 0)
        is_real = said == PRICES[1]
        return np.flatnonzero(is_real if prices == PRICES[1] else ~is_real)

    def _chunk(self, index: Index, plan: Plan) -> Chunk:
        n = len(index)
        rows = {name: np.full(n, item.value) for name, item in self.inputs.items()}
        ends = {
            name: (np.array([item.ends[0]]), np.array([item.ends[1]]))
            for name, item in self.inputs.items()
            if item.has_range
        }
        for name, column in self.numbers.items():
            values = column[index]
            if name == HURDLE_RATE and name in rows:  # a row of the list that gives none takes the profile's
                own = ~np.isnan(values)
                if name in ends:
                    low, high = ends[name]
                    ends[name] = np.where(own, values, low), np.where(own, values, high)
                values = np.where(own, values, rows[name])
            rows[name] = values
        return Chunk(index, plan, rows, ends)

    # --- origins ---

    def rank_of(self, line: Line) -> Ranks:
        """The weakest origin of a line in every row, as ``case.study.weakest_origin`` finds it of one.

        Returns:
            Indices into ``ORIGINS``, shape (n,) or (1,).
        """
        own = line.origin if line.origin and not formula.names(line.amount) else None
        found = np.array([ORIGINS.index(own)] if own else [_NOT_GIVEN], dtype=np.int8)
        for name in line.names:
            found = np.maximum(found, self._rank_of(name))
        return np.where(found < 0, np.int8(ORIGINS.index("unsourced")), found)

    def _rank_of(self, name: str) -> Ranks:
        if name in self.inputs:
            return np.array([ORIGINS.index(self.inputs[name].sourced.origin)], dtype=np.int8)
        if name not in self._ranks:
            self._ranks[name] = self._of_list(name, frozenset({name}))
        return self._ranks[name]

    @cached_property
    def _ranks(self) -> dict[str, Ranks]:
        return {}

    def _of_list(self, name: str, seen: frozenset[str]) -> Ranks:
        """The origin of a column in every row; of a blank that follows from other columns, theirs."""
        none = np.array([_NOT_GIVEN], dtype=np.int8)
        of_marks = np.array([ORIGINS.index(mark.origin) for mark in self.targets.marks] + [_NOT_GIVEN], dtype=np.int8)
        marks = self.targets.origins.get(name)
        given = none if marks is None else of_marks[marks]  # the index -1 of a blank is the last
        parts = {part for tree in (self.derived.get(name),) if tree is not None for part in formula.names(tree)}
        if not parts or parts & seen or not (given < 0).any():
            return given
        weakest = none
        for part in parts:
            weakest = np.maximum(weakest, self._of_list(part, seen | {name}))
        return np.where(given < 0, weakest, given)
