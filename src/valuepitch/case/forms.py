"""The forms in which a benefit can be stated, as formulas over their parts.

A form becomes the tree that its formula would give, so that numbers, workbook
cells and words read it like any other.
"""

from __future__ import annotations

from collections.abc import Mapping

from valuepitch import formula
from valuepitch.formula import Call, Name, Negative, Node, Number, Operation

# A year at full effect, over the names of a form's parts. Sources: expected loss as probability x loss; contribution
# margin of a change of price and volume at unchanged unit cost (any textbook of management accounting).
FORMULAS: dict[str, Node] = {
    form: formula.parse(text)
    for form, text in (
        ("loss", "probability * loss"),
        ("downtime", "hours * cost_per_hour * avoided"),
        ("price_volume", "revenue * ((1 + volume) * (price + contribution_margin) - contribution_margin)"),
        ("churn", "margin"),
        ("days", "base / days_a_year * days"),
    )
}
HOURS_AVOIDED = formula.parse("hours * avoided")


def of_form(form: str, parts: Mapping[str, Node]) -> Node:
    """The tree of a form with its parts in their places."""
    return substitute(FORMULAS[form], parts)


def substitute(node: Node, parts: Mapping[str, Node]) -> Node:
    """A tree with other trees in the place of some of its names."""
    match node:
        case Name(id):
            return parts.get(id, node)
        case Negative(operand):
            return Negative(substitute(operand, parts))
        case Operation(op, left, right, column):
            return Operation(op, substitute(left, parts), substitute(right, parts), column)
        case Call(function, arguments):
            return Call(function, tuple(substitute(argument, parts) for argument in arguments))
    return node


def after_others(tree: Node, base: str, others: list[Node]) -> Node:
    """What a benefit takes of a base from which ``others`` have taken their share: tree × (1 − others ÷ base)."""
    if not others:
        return tree
    taken = others[0]
    for other in others[1:]:
        taken = Operation("+", taken, other)
    left = Operation("-", Number(1.0), Operation("/", taken, Name(base)))
    return Call("when", (Operation(">", Name(base), Number(0.0)), Operation("*", tree, left), tree))
