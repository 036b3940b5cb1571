"""Laws of the workbook: whatever the case, another engine gives what is stored, and the kernel's figures."""

from __future__ import annotations

from typing import Any

from drawn_cases import pairs
from hypothesis import given
from tests.workbook.recalculated import Recalculated, made, near, unlike

from valuepitch.case.every import every_case
from valuepitch.case.study import study
from valuepitch.model import Product, Prospect

Pair = tuple[dict[str, Any], dict[str, Any]]


@given(pairs())
def test_every_formula_gives_what_is_stored_and_every_case_the_measures_of_the_kernel(pair: Pair) -> None:
    case = study(Prospect.model_validate(pair[0]), Product.model_validate(pair[1]))
    assert case.faults == ()
    book = Recalculated(made(case), near(every_case(case)))
    assert book.differing() == []
    assert unlike(case, book) == []
