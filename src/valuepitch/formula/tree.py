"""The tree of a formula: five kinds of nodes and nothing else.

Text is parsed with Python's ``ast`` and a closed list of its nodes; nothing is
ever compiled or run.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from typing import NoReturn

from valuepitch.errors import ValuepitchError

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
