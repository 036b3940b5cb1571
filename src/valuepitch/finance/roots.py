"""Internal rate of return: every real rate above -100 %, over all rows at once.

Rows whose sign changes once go to ``single_root.py``, many at a time. For the
others, a flow c_0 .. c_d has NPV sum(c_k e^(-k x)) at the continuous rate x = ln(1 + i).
Multiply by e^(j x), j between the two flows of one change of sign, and
differentiate: every later flow changes its sign, so that one change is gone,
and by Rolle's theorem the roots of the result part the roots of the flow.
With one change left there is exactly one root (Descartes). Going back up, each
stretch between parting points is monotone and holds at most one root, which a
bracketed Newton step finds. So every root is found, also for 120 months, and a
root that only touches nil is seen at its parting point.

Each bracket is solved as a polynomial in z = 1 / (1 + i) or z = 1 + i, whichever
lies in (0, 1]: no power overflows.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from valuepitch.finance.reasons import Why
from valuepitch.finance.schedule import Array
from valuepitch.finance.single_root import single_roots

MEANINGFUL_UP_TO = 10.0  # 1,000 % a year
BLOCK = 8192
_TOUCH = 1e-13  # of the gross flow at that rate: a value this small is a root
_ROUNDING = 2.0**-48  # of the gross flow: what 60 terms and their powers lose; no value is known better
_NIL_RATE = 1e-12  # a year; what is left of a rate of nil by rounding
_ITERATIONS = 200
_FEW = 256  # rows; for more, a step of Horner's rule a period is quicker than a table of powers


def irr_roots(flow: ArrayLike, periods_per_year: float = 12) -> list[float]:
    """Every internal rate of return of one flow, effective annual, ascending.

    Args:
        flow: net flows, shape (P + 1,), period 0 first.
        periods_per_year: 12 for months, 1 for years.

    Raises:
        ValueError: a flow that is not finite.
    """
    return _without_nan(irr_all(np.atleast_2d(np.asarray(flow, dtype=np.float64)), periods_per_year)[0])


def irr(flows: ArrayLike, periods_per_year: float = 12) -> Array:
    """The internal rate of return of each row, effective annual; NaN where there is no single one.

    Args:
        flows: net flows, shape (cases, P + 1).
    """
    table = np.atleast_2d(np.asarray(flows, dtype=np.float64))
    return single(table, irr_all(table, periods_per_year))[0]


def single(flows: Array, roots: Array) -> tuple[Array, NDArray[np.int8]]:
    """The one rate of each row, or NaN with its reason.

    Args:
        flows: shape (n, P + 1).
        roots: what :func:`irr_all` gives for them.
    """
    count = (~np.isnan(roots)).sum(axis=1)
    value = np.where(count == 1, roots[:, 0], np.nan)
    why = np.select(
        [count > 1, value > MEANINGFUL_UP_TO, (count == 1) & (_first_flows(flows) > 0)],
        [Why.NOT_UNIQUE, Why.NOT_MEANINGFUL, Why.COST_OF_FUNDS],
        Why.NONE,
    )
    none = np.flatnonzero(count == 0)
    has_in, has_out = (flows[none] > 0).any(axis=1), (flows[none] < 0).any(axis=1)
    # An odd number of changes has a root; where none is left, it rounds to -100 % or to infinity.
    why[none] = np.select(
        [~has_in & ~has_out, ~(has_in & has_out), sign_changes(flows[none]) % 2 == 1],
        [Why.ALL_ZERO, Why.NO_SIGN_CHANGE, Why.BEYOND_RANGE],
        Why.NO_REAL_ROOT,
    )
    return value, why.astype(np.int8)


def _first_flows(flows: Array) -> Array:
    """The first flow of each row that is not nil, shape (n,)."""
    first = flows[:, 0].copy()
    late = np.flatnonzero(first == 0)
    first[late] = flows[late, (flows[late] != 0).argmax(axis=1)]
    return first


def irr_all(flows: Array, periods_per_year: float = 12) -> Array:
    """Every root of every row, effective annual, ascending, padded with NaN.

    Args:
        flows: shape (n, P + 1), finite.

    Returns:
        Shape (n, k), k the most roots that any row has, at least 1.
    """
    if not np.isfinite(flows).all():
        raise ValueError("flows must be finite numbers")
    changes = sign_changes(flows)
    found = np.full((len(flows), max(int(changes.max(initial=0)), 1)), np.nan)
    for count in np.flatnonzero(np.bincount(changes)[1:]) + 1:
        (group,) = np.nonzero(changes == count)
        if count == 1:
            found[group, 0] = single_roots(flows if len(group) == len(flows) else flows[group])
            group = group[np.isnan(found[group, 0])]
        for start in range(0, len(group), BLOCK):
            rows = group[start : start + BLOCK]
            found[rows, :count] = _roots(flows[rows], int(count))
    if found.shape[1] > 1:
        found = np.sort(found, axis=1)  # NaN last
    used = max(int((~np.isnan(found)).sum(axis=1).max(initial=0)), 1)
    with np.errstate(over="ignore"):
        rates = np.expm1(found[:, :used] * periods_per_year)
    # What rounds to -100 % a year, or to infinity, is no rate that anybody could use.
    rates = np.where(np.abs(rates) < _NIL_RATE, 0.0, rates)
    return np.sort(np.where(np.isinf(rates) | (rates <= -1.0), np.nan, rates), axis=1)


def sign_changes(flows: Array) -> NDArray[np.int64]:
    """How often the sign changes along each row, zeros passed over. Shape (n,)."""
    sign = _carried_signs(flows)
    return np.asarray(np.count_nonzero(sign[:, 1:] * sign[:, :-1] < 0, axis=1), dtype=np.int64)


def _carried_signs(flows: Array) -> NDArray[np.int8]:
    """The sign of each flow, a zero taking the sign of the flow before it."""
    # One byte a flow, period by period: a tenth of the time that floats and indices take.
    sign = np.ascontiguousarray(((flows > 0).view(np.int8) - (flows < 0).view(np.int8)).T)
    if not sign.all():
        for before, here in pairwise(sign):
            np.copyto(here, before, where=here == 0)
    return sign.T


def _roots(flows: Array, changes: int) -> Array:
    """All roots x = ln(1 + periodic rate) of rows with the same number of sign changes. Shape (n, changes)."""
    coefficients = _without_leading_zeros(flows)
    length = coefficients.shape[1]
    last = length - 1 - (coefficients[:, ::-1] != 0).argmax(axis=1)
    coefficients /= np.abs(coefficients).max(axis=1, keepdims=True)
    parting = _parting_positions(coefficients, changes)
    position = np.arange(length)[None, :]
    roots = np.empty((len(flows), 0))
    for level in range(1, changes + 1):
        # All changes but the first `level` ones are taken out by differentiation.
        weighted = coefficients.copy()
        for j in range(level, changes):
            weighted *= parting[:, j : j + 1] - position
            weighted /= np.abs(weighted).max(axis=1, keepdims=True)
        roots = _roots_between(weighted, last, roots)
    return roots


def _without_leading_zeros(flows: Array) -> Array:
    lead = (flows != 0).argmax(axis=1)
    position = np.arange(flows.shape[1])[None, :] + lead[:, None]
    inside = position < flows.shape[1]
    moved = np.take_along_axis(flows, np.minimum(position, flows.shape[1] - 1), axis=1)
    return np.where(inside, moved, 0.0)


def _parting_positions(coefficients: Array, changes: int) -> Array:
    """Half a period before the later flow of each change of sign. Shape (n, changes)."""
    sign = _carried_signs(coefficients)
    changed = sign[:, 1:] * sign[:, :-1] < 0
    column = np.nonzero(changed)[1].reshape(len(coefficients), changes)
    return column.astype(np.float64) + 0.5


def _roots_between(coefficients: Array, last: NDArray[np.int64], parting: Array) -> Array:
    """The roots of each row, at most one between neighbouring parting points. Shape (n, k + 1), NaN padded."""
    n, k = parting.shape
    mirrored = _mirrored(coefficients, last)
    rows = np.arange(n)
    # Cauchy's bound on the roots, from either end of the flow.
    upper = np.log1p(1.0 / np.abs(coefficients[:, 0])) + 1.0
    lower = -np.log1p(1.0 / np.abs(coefficients[rows, last])) - 1.0
    inner = np.where(np.isnan(parting), upper[:, None], parting)
    inner = np.clip(np.sort(inner, axis=1), lower[:, None], upper[:, None])
    points = np.concatenate([lower[:, None], inner, upper[:, None]], axis=1)
    sign = _signs_at(coefficients, mirrored, points)
    out = np.full((n, k + 1), np.nan)
    # A root on a parting point itself: the flow only touches nil there, or crosses it flat.
    touching = (sign[:, 1:-1] == 0) & (inner < upper[:, None])
    out[:, :k] = np.where(touching, inner, np.nan)
    crossing = sign[:, :-1] * sign[:, 1:] < 0
    row, column = np.nonzero(crossing)
    if len(row):
        solved = _solve(coefficients[row], mirrored[row], points[row, column], points[row, column + 1])
        full = np.full((n, k + 1), np.nan)
        full[row, column] = solved
        out = np.concatenate([out, full], axis=1)
    return np.sort(out, axis=1)[:, : k + 1]


def _mirrored(coefficients: Array, last: NDArray[np.int64]) -> Array:
    """The flow read from its last period back, for rates below nil."""
    position = last[:, None] - np.arange(coefficients.shape[1])[None, :]
    moved = np.take_along_axis(coefficients, np.maximum(position, 0), axis=1)
    return np.where(position >= 0, moved, 0.0)


def _signs_at(forward: Array, mirrored: Array, points: Array) -> Array:
    """The sign of the flow's value at each rate; 0 where it is nil to rounding. Shape of ``points``."""
    z = np.exp(-np.abs(points))
    below = points < 0
    if points.size <= _FEW:
        coefficients = np.where(below[..., None], mirrored[:, None, :], forward[:, None, :])
        powers = _powers(z, forward.shape[1])
        value, gross = ((c * powers).sum(axis=-1) for c in (coefficients, np.abs(coefficients)))
        return np.where(np.abs(value) <= _TOUCH * gross, 0.0, np.sign(value))
    value, gross = np.zeros_like(z), np.zeros_like(z)
    for k in range(forward.shape[1] - 1, -1, -1):
        coefficient = np.where(below, mirrored[:, k : k + 1], forward[:, k : k + 1])
        value = value * z + coefficient
        gross = gross * z + np.abs(coefficient)
    return np.where(np.abs(value) <= _TOUCH * gross, 0.0, np.sign(value))


def _solve(forward: Array, mirrored: Array, low: Array, high: Array) -> Array:
    """One root in each bracket [low, high] of x whose ends differ in sign. Shape (b,)."""
    at_nil = np.zeros((len(low), 1))
    sign_low = _signs_at(forward, mirrored, low[:, None])[:, 0]
    sign_nil = _signs_at(forward, mirrored, at_nil)[:, 0]
    straddles = (low < 0) & (high > 0)
    # Part each bracket at the rate nil, so that z stays in (0, 1].
    above = np.where(straddles, sign_nil == sign_low, low >= 0)
    near = np.where(straddles, 0.0, np.where(above, low, high))
    far = np.where(above, high, low)
    coefficients = np.where(above[:, None], forward, mirrored)
    z = _newton(coefficients, np.exp(-np.abs(far)), np.exp(-np.abs(near)))
    x = np.where(above, -np.log(z), np.log(z))
    return np.where(straddles & (sign_nil == 0), 0.0, x)


def _newton(coefficients: Array, low: Array, high: Array) -> Array:
    """Safeguarded Newton on [low, high] in (0, 1]: a step that leaves the bracket or is slow is halved instead."""
    low, high = low.copy(), high.copy()
    sign_low = np.sign(_horner(coefficients, low)[0])
    z = np.sqrt(low * high)
    step_before = high - low
    active = np.arange(len(z))
    for _ in range(_ITERATIONS):
        c, at = coefficients[active], z[active]
        value, slope, gross = _horner(c, at)
        same = np.sign(value) == sign_low[active]
        low[active] = np.where(same, at, low[active])
        high[active] = np.where(same, high[active], at)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            step = value / slope
        target = at - step
        fast = (target > low[active]) & (target < high[active]) & (np.abs(step) < 0.5 * step_before[active])
        target = np.where(fast, target, np.sqrt(low[active] * high[active]))
        # Within rounding of nil every further step is chance.
        target = np.where(np.abs(value) <= _ROUNDING * gross, at, target)
        moved = np.abs(target - at)
        step_before[active], z[active] = np.where(fast, moved, np.inf), target
        active = active[moved > 4e-16 * at]
        if not len(active):
            break
    return z


def _horner(coefficients: Array, z: Array) -> tuple[Array, Array, Array]:
    """The value of each polynomial at its z, its slope there, and the value were all terms positive."""
    if len(z) <= _FEW:
        powers, degree = _powers(z, coefficients.shape[1]), np.arange(1.0, coefficients.shape[1])
        slope = np.einsum("ij,ij,j->i", coefficients[:, 1:], powers[:, :-1], degree)
        value, gross = (np.einsum("ij,ij->i", c, powers) for c in (coefficients, np.abs(coefficients)))
        return value, slope, gross
    value, slope, gross = np.zeros_like(z), np.zeros_like(z), np.zeros_like(z)
    for k in range(coefficients.shape[1] - 1, -1, -1):
        slope = slope * z + value
        value = value * z + coefficients[:, k]
        gross = gross * z + np.abs(coefficients[:, k])
    return value, slope, gross


def _powers(z: Array, count: int) -> Array:
    """1, z, z squared and so on. Shape z.shape + (count,)."""
    powers = np.ones((*z.shape, count))
    powers[..., 1:] = z[..., None]
    return np.asarray(np.multiply.accumulate(powers, axis=-1, out=powers))


def _without_nan(row: Array) -> list[float]:
    return [float(x) for x in row if not np.isnan(x)]
