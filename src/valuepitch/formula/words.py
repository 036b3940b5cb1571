"""A formula in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from valuepitch.formula.tree import Call, Name, Negative, Node, Number, Operation

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
