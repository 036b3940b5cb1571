"""A formula: read once into a tree, with three readings: numbers, a workbook's cells, words."""

from valuepitch.formula.cells import cells
from valuepitch.formula.numbers import Array, Fault, evaluate
from valuepitch.formula.tree import (
    FUNCTIONS,
    NAME,
    Call,
    FormulaError,
    Name,
    Negative,
    Node,
    Number,
    Operation,
    names,
    parse,
    walk,
)
from valuepitch.formula.words import words

__all__ = [
    "FUNCTIONS",
    "NAME",
    "Array",
    "Call",
    "Fault",
    "FormulaError",
    "Name",
    "Negative",
    "Node",
    "Number",
    "Operation",
    "cells",
    "evaluate",
    "names",
    "parse",
    "walk",
    "words",
]
