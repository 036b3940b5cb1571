"""A formula as a workbook's formula over its cells."""

from __future__ import annotations

from collections.abc import Callable

from valuepitch.formula.tree import Call, Name, Negative, Node, Number, Operation

_SIGNS = {"**": "^", "==": "=", "!=": "<>"}
_FUNCTIONS = {"min": "MIN", "max": "MAX", "abs": "ABS", "when": "IF", "round": "ROUND"}


def cells(node: Node, cell: Callable[[str], str], number: Callable[[float], str]) -> str:
    """A formula over cell references, without its equals sign: ``in_sites*(in_price-in_rebate)``.

    Every operand that is neither a name nor a number stands in brackets: spreadsheets read ``-a^b`` as ``(-a)^b``.

    Args:
        cell: the reference of a name.
        number: the reference, or the digits, of a number.
    """

    def tell(part: Node) -> str:
        match part:
            case Number(value):
                return number(value)
            case Name(id):
                return cell(id)
            case Negative(operand):
                return f"-{operated(operand)}"
            case Operation(op, left, right):
                return f"{operated(left)}{_SIGNS.get(op, op)}{operated(right)}"
            case Call(function, arguments):
                digits = "," + number(0.0) if function == "round" and len(arguments) == 1 else ""
                return f"{_FUNCTIONS[function]}({','.join(map(tell, arguments))}{digits})"
        raise AssertionError(part)

    def operated(part: Node) -> str:
        return tell(part) if isinstance(part, Number | Name) else f"({tell(part)})"

    return tell(node)
