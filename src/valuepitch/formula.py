"""A formula: read once into a tree, with readings for numbers and for words.

The tree is made of five kinds of nodes and nothing else, so that a further
reading (cells of a workbook) is one function over the same kinds. Text is
parsed with Python's ``ast`` and a closed list of its nodes; nothing is ever
compiled or run.
"""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NoReturn

import numpy as np
from numpy.typing import NDArray

from valuepitch.errors import ValuepitchError

Array = NDArray[np.float64]

MAX_LENGTH = 1000
MAX_DEPTH = 50
MAX_EXPONENT = 100

NAME = re.compile(r"[a-z][a-z0-9_]*")
FUNCTIONS: dict[str, tuple[int, int]] = {"min": (2, 8), "max": (2, 8), "round": (1, 2), "abs": (1, 1), "when": (3, 3)}

_BINARY: dict[type[ast.AST], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**"}
_COMPARISONS: dict[type[ast.AST], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
# What people write instead, and what to write.
_HINTS: dict[type[ast.AST], tuple[str, str]] = {
    ast.BitXor: ("^ is not an operator", "write ** for a power"),
    ast.Mod: ("% is not an operator", "write 27% as 0.27, or give the rate as an assumption"),
    ast.FloorDiv: ("// is not an operator", "write round(a / b)"),
    ast.IfExp: ("if ... else is not read", "write when(condition, a, b)"),
    ast.BoolOp: ("and, or are not read", "nest one when(...) in another"),
    ast.Compare: ("a comparison stands only inside when(...)", "write when(a > b, x, y)"),
    ast.Attribute: ("a dot is not read", "name a fact, such as revenue"),
    ast.Subscript: ("brackets [ ] are not read", "name a fact, such as revenue"),
}


class FormulaError(ValuepitchError):
    """A formula that does not parse. ``column`` counts from 0 inside the formula's text."""

    def __init__(self, message: str, hint: str = "", column: int = 0) -> None:
        super().__init__(message, hint)
        self.args = (message, hint, column)
        self.column = column


@dataclass(frozen=True)
class Number:
    value: float


@dataclass(frozen=True)
class Name:
    id: str
    column: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Negative:
    operand: Node


@dataclass(frozen=True)
class Operation:
    """``left`` op ``right``, op one of + - * / ** and, inside when(...), < <= > >= == !=."""

    op: str
    left: Node
    right: Node
    column: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Call:
    """min, max, round, abs, or when(condition, a, b)."""

    function: str
    arguments: tuple[Node, ...]


Node = Number | Name | Negative | Operation | Call


def parse(text: str) -> Node:
    """The tree of a formula.

    Raises:
        FormulaError: it is too long or too deep, or holds anything but numbers, names,
            + - * / ** ( ) and min, max, round, abs, when.
    """
    if len(text) > MAX_LENGTH:
        raise FormulaError(f"the formula is {len(text)} characters long", f"at most {MAX_LENGTH} are read")
    line = re.sub(r"\s", " ", text).rstrip()  # a formula may span lines
    lead = len(line) - len(line.lstrip())
    if not line:
        raise FormulaError("the formula is empty", "write a number or a formula such as sites * 12")
    try:
        return _tree(line.lstrip())
    except FormulaError as error:
        raise FormulaError(error.message, error.hint, error.column + lead) from None


def _tree(line: str) -> Node:
    foreign = re.search(r"#|\b0[xXbBoO]", line)
    if foreign:
        hint = "use names, numbers, + - * / ** and brackets"
        raise FormulaError(f"{foreign[0]} is not read in a formula", hint, foreign.start())
    try:
        tree = ast.parse(line, mode="eval")
    except SyntaxError as error:
        raise _syntax_error(line, (error.offset or 1) - 1) from None
    except (ValueError, RecursionError, MemoryError):
        raise FormulaError("the formula cannot be read", "use names, numbers, + - * / ** and brackets") from None
    return _node(tree.body, 0)


_ALONE = ("= alone is not an operator", "write == to compare inside when(...)")


def _syntax_error(text: str, column: int) -> FormulaError:
    if "%" in text:
        return FormulaError(*_HINTS[ast.Mod], text.index("%"))
    if re.search(r"\bif\b", text):
        return FormulaError(*_HINTS[ast.IfExp], text.index("if"))
    alone = re.search(r"(?<![=<>!])=(?!=)", text)
    if alone:
        return FormulaError(*_ALONE, alone.start())
    return FormulaError("the formula does not parse", "check brackets and operators", max(column, 0))


def _node(tree: ast.expr, depth: int, *, condition: bool = False) -> Node:
    column = tree.col_offset
    if depth > MAX_DEPTH:
        raise FormulaError(f"the formula is nested deeper than {MAX_DEPTH}", "split it into two benefits", column)
    match tree:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            node: Node = _number(value, column)
        case ast.Name(id=name):
            node = _name(name, column)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            node = Negative(_node(operand, depth + 1))
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            node = _node(operand, depth + 1)
        case ast.BinOp(op=op, left=left, right=right) if type(op) in _BINARY:
            node = Operation(_BINARY[type(op)], _node(left, depth + 1), _node(right, depth + 1), column)
            _check_exponent(node)
        case ast.BinOp(op=op):
            _refuse(op, column)
        case ast.Compare(ops=[op], left=left, comparators=[right]) if condition and type(op) in _COMPARISONS:
            node = Operation(_COMPARISONS[type(op)], _node(left, depth + 1), _node(right, depth + 1), column)
        case ast.Compare() if condition:
            raise FormulaError("when(...) takes one comparison", "write when(a > b, x, y)", column)
        case ast.Call():
            node = _call(tree, depth, column)
        case _:
            _refuse(tree, column)
    return node


def _name(name: str, column: int) -> Name:
    if not NAME.fullmatch(name) or name in FUNCTIONS:
        raise FormulaError(f"{name} is not a name of a fact", "names are lower case: a-z, 0-9, _", column)
    return Name(name, column)


def _number(value: float, column: int) -> Number:
    number = float(value) if abs(value) <= 1e15 else float("inf")
    if number == float("inf"):
        raise FormulaError("the number is too large", "at most 1e15", column)
    return Number(number)


def _check_exponent(node: Operation) -> None:
    exponent = node.right.operand if isinstance(node.right, Negative) else node.right
    if node.op == "**" and isinstance(exponent, Number) and exponent.value > MAX_EXPONENT:
        raise FormulaError(f"the exponent is {exponent.value:.16g}", f"at most {MAX_EXPONENT} either way", node.column)


def _call(tree: ast.Call, depth: int, column: int) -> Node:
    name = tree.func.id if isinstance(tree.func, ast.Name) else ""
    if tree.keywords:
        raise FormulaError(*_ALONE, tree.keywords[0].col_offset)
    if name not in FUNCTIONS:
        raise FormulaError(
            f"{name or 'this'} is not a function that is read", f"known: {', '.join(sorted(FUNCTIONS))}", column
        )
    least, most = FUNCTIONS[name]
    if not least <= len(tree.args) <= most:
        takes = f"{least}" if least == most else f"{least} to {most}"
        raise FormulaError(f"{name} takes {takes} values, not {len(tree.args)}", _USAGE[name], column)
    if name == "when":
        condition = _node(tree.args[0], depth + 1, condition=True)
        if not _is_comparison(condition):
            raise FormulaError("the first value of when(...) is a comparison", _USAGE["when"], column)
        return Call(name, (condition, *(_node(a, depth + 1) for a in tree.args[1:])))
    arguments = tuple(_node(a, depth + 1) for a in tree.args)
    if name == "round" and len(arguments) == 2 and not _is_digits(arguments[1]):
        raise FormulaError("round(a, digits) takes a whole number of digits, 0 to 6", _USAGE["round"], column)
    return Call(name, arguments)


_USAGE = {
    "min": "write min(a, b)",
    "max": "write max(a, b)",
    "round": "write round(a) or round(a, 2)",
    "abs": "write abs(a)",
    "when": "write when(a > b, x, y)",
}


def _is_comparison(node: Node) -> bool:
    return isinstance(node, Operation) and node.op in _COMPARISONS.values()


def _is_digits(node: Node) -> bool:
    return isinstance(node, Number) and node.value in range(7)


def _refuse(tree: ast.AST, column: int) -> NoReturn:
    message, hint = _HINTS.get(type(tree), ("this is not read in a formula", "use names, numbers, + - * / ** and ( )"))
    raise FormulaError(message, hint, column)


def names(node: Node) -> dict[str, int]:
    """The names of a formula in the order in which they stand, each with the column of its first use."""
    found: dict[str, int] = {}
    for part in walk(node):
        if isinstance(part, Name):
            found.setdefault(part.id, part.column)
    return found


def walk(node: Node) -> list[Node]:
    """The nodes of a tree, from left to right."""
    match node:
        case Negative(operand):
            return [node, *walk(operand)]
        case Operation(_, left, right):
            return [*walk(left), node, *walk(right)]
        case Call(_, arguments):
            return [node, *(part for argument in arguments for part in walk(argument))]
    return [node]


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


_SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷", "<=": "≤", ">=": "≥", "==": "=", "!=": "≠"}


def words(node: Node, label: Callable[[str], str], number: Callable[[float], str], say: Mapping[str, str]) -> str:
    """A formula as a reader says it: "carrier and circuit spend × rate reduction".

    Args:
        label: the label of a name.
        number: a number as it is printed.
        say: a pattern for each function and for a power, with ``{a}``, ``{b}``, ``{c}`` for its values
            and ``{list}`` for min and max, in the reader's language.
    """

    def tell(part: Node) -> str:
        match part:
            case Number(value):
                return number(value)
            case Name(id):
                return label(id)
            case Negative(operand):
                return f"−{bracketed(operand)}"
            case Operation("**", left, right):
                return say["power"].format(a=bracketed(left), b=bracketed(right))
            case Operation(op, left, right):
                return f"{side(left, op)} {_SIGNS.get(op, op)} {side(right, op, right=True)}"
            case Call(function, arguments):
                values = [tell(a) for a in arguments]
                keyed = dict(zip("abc", values, strict=False))
                return say[function].format(list=", ".join(values), **keyed)
        raise AssertionError(part)

    def side(part: Node, op: str, *, right: bool = False) -> str:
        if isinstance(part, Operation) and part.op in "+-*/":
            loose = part.op in "+-" and op in "*/"
            turned = right and op in "-/" and (part.op in "+-" or op == "/")
            return f"({tell(part)})" if loose or turned else tell(part)
        return bracketed(part) if isinstance(part, Operation) else tell(part)

    def bracketed(part: Node) -> str:
        return tell(part) if isinstance(part, Number | Name) else f"({tell(part)})"

    return tell(node)
