"""A formula in numbers, over all rows at once."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from valuepitch.formula.tree import Call, Name, Negative, Node, Number, Operation

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Fault:
    """Where and in which rows a formula has no value. ``rows`` has shape (n,)."""

    message: str
    column: int
    rows: NDArray[np.bool_]


def evaluate(node: Node, rows: Mapping[str, Array]) -> tuple[Array, list[Fault]]:
    """The value of a formula in every row.

    A branch of ``when`` that a row does not take raises no fault there. Rounding is half away from nil.

    Args:
        rows: arrays of shape (n,) by name.

    Returns:
        Values, shape (n,) or broadcastable to it, NaN where there is none, and the faults behind them.

    Raises:
        KeyError: a name that has no array.
    """
    faults: list[Fault] = []
    shape = np.broadcast_shapes(*(np.shape(v) for v in rows.values())) if rows else (1,)
    with np.errstate(all="ignore"):
        value = _value(node, rows, np.ones(shape, dtype=bool), faults)
    return np.broadcast_to(np.asarray(value, dtype=np.float64), shape), faults


def _value(node: Node, rows: Mapping[str, Array], taken: NDArray[np.bool_], faults: list[Fault]) -> Array:
    match node:
        case Number(value):
            return np.asarray(value)
        case Name(id):
            return rows[id]
        case Negative(operand):
            return -_value(operand, rows, taken, faults)
        case Call("when", (condition, if_true, if_false)):
            holds = np.broadcast_to(_value(condition, rows, taken, faults).astype(bool), taken.shape)
            return np.where(
                holds, _value(if_true, rows, taken & holds, faults), _value(if_false, rows, taken & ~holds, faults)
            )
        case Call(function, arguments):
            return _FUNCTIONS[function](*(_value(a, rows, taken, faults) for a in arguments))
        case Operation(op, left, right, column):
            a, b = _value(left, rows, taken, faults), _value(right, rows, taken, faults)
            return _operate(op, a, b, taken, column, faults)
    raise AssertionError(node)


def _operate(op: str, a: Array, b: Array, taken: NDArray[np.bool_], column: int, faults: list[Fault]) -> Array:
    value = np.asarray(_OPERATIONS[op](a, b))
    if op == "/":
        bad, message = taken & (np.asarray(b) == 0), "divides by zero"
    elif op == "**":
        bad, message = taken & ~np.isfinite(value) & np.isfinite(a) & np.isfinite(b), "has no finite power"
    else:
        return value
    if bad.any():
        faults.append(Fault(message, column, bad))
        value = np.where(bad, np.nan, value)
    return value


def _round(value: Array, digits: Array | float = 0.0) -> Array:
    """Half away from nil; 1.005 to two digits is 1.01, as a workbook gives it."""
    scale = 10.0 ** np.asarray(digits)
    scaled = np.abs(value) * scale
    # A decimal half is not exact in binary; what misses it by rounding alone counts as a half.
    whole: Array = np.floor(scaled + np.minimum(2 * np.spacing(scaled), 1e-3) + 0.5)
    return np.copysign(whole / scale, value)


def _least(*values: Array) -> Array:
    return functools.reduce(np.minimum, values)


def _most(*values: Array) -> Array:
    return functools.reduce(np.maximum, values)


_OPERATIONS: dict[str, Callable[[Array, Array], Array]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    "**": np.power,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "==": np.equal,
    "!=": np.not_equal,
}
_FUNCTIONS: dict[str, Callable[..., Array]] = {"min": _least, "max": _most, "round": _round, "abs": np.abs}
