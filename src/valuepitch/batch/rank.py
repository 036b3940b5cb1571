"""A whole list through the kernel at once, and the order in which to call: by value within reach."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from valuepitch.batch.rows import Chunk, Index, ListRows
from valuepitch.case.evaluate import Result, evaluate
from valuepitch.case.levels import Codes, LevelTable, level_table, levels, likelihood, likelihood_table, sizes
from valuepitch.case.limits import exceeding
from valuepitch.case.scale import oversized
from valuepitch.case.values import Values, Worst, worst
from valuepitch.finance import Array, Why
from valuepitch.inputs.targets import Reject, Targets
from valuepitch.locale import ENGLISH, language
from valuepitch.model import Product
from valuepitch.model.funnel import Funnel
from valuepitch.model.levels import LevelsFile
from valuepitch.model.sourced import ORIGINS
from valuepitch.page.reasons import reason

MEASURES = ("npv", "roi", "irr", "payback_months")
_ESTIMATE = ORIGINS.index("estimate")  # and what is weaker


class Refused(IntEnum):
    """Why a row that has figures is no case: a page of it would be refused. Codes follow those of ``Why``."""

    LIMIT = 100
    SCALE = 101


_REFUSED = {
    Refused.LIMIT: "a share of it is above 100%, or more than all of an amount",
    Refused.SCALE: "a benefit is larger than the line of the accounts that it touches",
}


@dataclass(frozen=True)
class Ranking:
    """A list in the order in which to call.

    Every array has shape (n,), in the order of the list; money is in the currency of the profile.

    Attributes:
        targets: the list.
        order: places in the list, the account to call first first; those that cannot be computed are last.
        computed: how many of ``order`` have figures.
        level: the level to call, codes of ``model.funnel.CONTACT_LEVELS``.
        size: codes of ``model.funnel.SIZES``, or ``case.levels.UNKNOWN``.
        npv, conservative: expected, and with every range at its poor end; NaN in rows that cannot be computed.
        roi, irr, payback: shares, and months; NaN where a measure has no value.
        on_estimates: share of the PV of counted benefits whose weakest origin is an estimate or unsourced; NaN
            where benefits are nil.
        likelihood: that an account buys which is called at its level; a share.
        reach: value within reach, conservative x likelihood; nil where that is not above nil.
        why: why a row cannot be computed, codes of ``Why`` and :class:`Refused`; 0 where it can.
    """

    targets: Targets
    currency: str
    horizon: int
    order: Index
    computed: int
    level: Codes
    size: Codes
    npv: Array
    conservative: Array
    roi: Array
    irr: Array
    payback: Array
    on_estimates: Array
    likelihood: Array
    reach: Array
    why: NDArray[np.int8]

    def reason(self, at: int) -> str:
        """Why a row cannot be computed, in words; "" where it can."""
        code = int(self.why[at])
        if code in _REFUSED:
            return _REFUSED[Refused(code)]
        return reason(Why(code), language(ENGLISH), f"{self.horizon} months") if code else ""

    @property
    def rejects(self) -> tuple[Reject, ...]:
        """Rows that the list's reading did not accept."""
        return self.targets.rejects


def rank(targets: Targets, product: Product, file: LevelsFile, funnel: Funnel, *, workers: int = 2) -> Ranking:
    """Rank a list.

    Args:
        targets: the list, with every input that the profile's formulas need.
        file: the table of contact levels, whole.
        funnel: whose likelihoods by level and size weigh the value.
        workers: chunks that are computed at once; numpy works on each outside Python's lock.
    """
    rows = ListRows(targets, product)
    found = _Columns(targets.n)
    lines = [line for line in rows.plans["nominal"].lines if line.side == "benefit" and line.counted]
    unsure = {line.path: rows.rank_of(line) >= _ESTIMATE for line in lines}
    for chunk, screened in _screened(rows, product, workers):
        found.put(chunk.index, screened, unsure)
    exchange = rows.exchange
    npv, conservative = found.npv / exchange, found.conservative / exchange
    people, revenue = (_known(targets, name) for name in ("employees", "revenue"))
    revenue = revenue / exchange
    table, sectors = _sectors(targets, file)
    size, level = sizes(people, revenue, table), levels(people, revenue, sectors, table)
    chance = likelihood(level, size, likelihood_table(funnel))
    reach = np.where(conservative > 0, conservative * chance, np.where(np.isnan(conservative), np.nan, 0.0))
    order = in_order(targets.keys, npv, conservative, reach)
    return Ranking(
        targets,
        product.currency,
        rows.plans["nominal"].horizon,
        order,
        int(np.isfinite(reach).sum()),
        level,
        size,
        npv,
        conservative,
        found.roi,
        found.irr,
        found.payback,
        found.on_estimates,
        chance,
        reach,
        found.why,
    )


def in_order(keys: NDArray[np.object_], npv: Array, conservative: Array, reach: Array) -> Index:
    """Places by value within reach; those whose conservative NPV is nil or less after them, by NPV; ties by key.

    Rows without figures (NaN) are last, by key. Whatever the order of the rows, the order of the keys is the same.
    """
    group = np.where(np.isnan(reach), 2, np.where(conservative > 0, 0, 1))
    value = np.select([group == 0, group == 1], [-reach, -npv], 0.0)
    order = np.lexsort((value, group))
    # Texts are dear to sort: only those are sorted whose values are the same.
    same = (np.diff(group[order]) == 0) & (np.diff(value[order]) == 0)
    edges = np.diff(np.concatenate([[False], same, [False]]).astype(np.int8))
    for start, end in zip(np.flatnonzero(edges == 1), np.flatnonzero(edges == -1) + 1, strict=True):
        tied = order[start:end]
        order[start:end] = tied[np.argsort(keys[tied], kind="stable")]
    return order


class _Columns:
    """Figures of every row, filled chunk by chunk."""

    def __init__(self, n: int) -> None:
        self.npv, self.conservative, self.roi, self.irr, self.payback, self.on_estimates = (
            np.full(n, np.nan) for _ in range(6)
        )
        self.why = np.zeros(n, dtype=np.int8)

    def put(self, index: Index, screened: _Screened, unsure: dict[str, NDArray[np.bool_]]) -> None:
        values, why = screened.result.measures.values, screened.why
        lost = why != 0
        self.why[index] = why
        for column, name in ((self.npv, "npv"), (self.roi, "roi"), (self.irr, "irr"), (self.payback, "payback_months")):
            column[index] = np.where(lost, np.nan, values[name])
        self.conservative[index] = np.where(lost, np.nan, screened.worst.npv)
        total, part = np.zeros(len(index)), np.zeros(len(index))
        for path, pv in screened.benefits.items():
            is_unsure = unsure[path] if len(unsure[path]) == 1 else unsure[path][index]
            total, part = total + pv, part + np.where(is_unsure, pv, 0.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            self.on_estimates[index] = np.where(lost | ~(total > 0), np.nan, part / total)


@dataclass(frozen=True)
class _Screened:
    """One chunk: expected, conservative, the benefits' present values by path, and why rows are no cases."""

    result: Result
    worst: Worst
    benefits: dict[str, Array]
    why: NDArray[np.int8]


def _screened(rows: ListRows, product: Product, workers: int) -> Iterator[tuple[Chunk, _Screened]]:
    """Every chunk with its figures, in order."""
    with ThreadPoolExecutor(workers) as pool:
        waiting: deque[tuple[Chunk, Future[_Screened]]] = deque()
        for chunk in rows.chunks():
            waiting.append((chunk, pool.submit(_screen, chunk, product)))
            if len(waiting) > workers:
                first, future = waiting.popleft()
                yield first, future.result()
        for chunk, future in waiting:
            yield chunk, future.result()


def _screen(chunk: Chunk, product: Product) -> _Screened:
    values = Values(chunk.plan, chunk.rows)
    result = evaluate(chunk.plan, chunk.rows, MEASURES, keep_lines=not values.is_linear)
    poor = worst(values, chunk.ends)
    counted = [line for line in chunk.plan.lines if line.side == "benefit" and line.counted]
    benefits = {
        line.path: values.expected[line.path].pv if values.is_linear else result.lines[line.path].pv for line in counted
    }
    return _Screened(result, poor, benefits, _why(chunk, product, values, result, poor))


def _why(chunk: Chunk, product: Product, values: Values, result: Result, poor: Worst) -> NDArray[np.int8]:
    """Why rows are no cases, the first reason that holds: no value, too large a share, too large a benefit."""
    n = values.n
    why = np.where(np.isnan(result.measures.values["npv"]), result.measures.why["npv"], poor.why)
    for changed in ({}, poor.conservative, poor.favourable):
        over = exceeding(chunk.plan, values.table_with(changed), n)
        why = np.where((why == 0) & over, Refused.LIMIT, why)
    full_years = {path: found.shape.full_year for path, found in values.expected.items()}
    why = np.where((why == 0) & oversized(product, full_years, values.table, n), Refused.SCALE, why)
    return why.astype(np.int8)


def _known(targets: Targets, name: str) -> Array:
    found = targets.complete().get(name)
    return np.full(targets.n, np.nan) if found is None else found


def _sectors(targets: Targets, file: LevelsFile) -> tuple[LevelTable, Index]:
    """The table of the list's sectors, and the row in it of each account."""
    codes, firsts = _numbered(targets.texts.get("sector_code"), targets.n)
    names, others = _numbered(targets.texts.get("sector"), targets.n)
    pairs, index = np.unique(codes * len(others) + names, return_inverse=True)
    found = [tuple(filter(None, (firsts[pair // len(others)], others[pair % len(others)]))) for pair in pairs]
    return level_table(file, found), index


def _numbered(texts: Iterable[str] | None, n: int) -> tuple[Index, list[str]]:
    """Each text's number, and the texts by number."""
    if texts is None:
        return np.zeros(n, dtype=np.int64), [""]
    numbers: dict[str, int] = {}
    found = np.fromiter((numbers.setdefault(text, len(numbers)) for text in texts), dtype=np.int64, count=n)
    return found, list(numbers) or [""]
