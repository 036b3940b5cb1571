"""Two files in an empty folder, each the smallest that is valid, to which a test adds what it is about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from valuepitch.errors import InputError
from valuepitch.inputs.load import Pair, load_pair

# Three lines: what a test adds begins in line 4.
PROSPECT = """\
name: Acme
currency: USD
hurdle_rate: 11%
"""
# Five lines: what a test adds begins in line 6.
PRODUCT = """\
name: Tool
seller: Maker
plain_name: a tool
action: Using a tool
currency: USD
"""
BENEFITS = """\
benefits:
  - {name: Gain, kind: cash, amount: 100, ramp: {from_month: 1, months_to_full: 1}}
"""


@pytest.fixture
def pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], Pair]:
    """Both files read and checked against each other, with lines added; a text with ``name:`` stands as it is."""
    monkeypatch.chdir(tmp_path)

    def read(prospect: str = "", product: str = "") -> Pair:
        if "\nname:" not in f"\n{prospect}":
            prospect = PROSPECT + prospect
        if "\nname:" not in f"\n{product}":
            product = PRODUCT + product + ("" if "benefits:" in product else BENEFITS)
        Path("prospect.yaml").write_text(prospect, "utf-8")
        Path("product.yaml").write_text(product, "utf-8")
        return load_pair(Path("prospect.yaml"), Path("product.yaml"))

    return read


@pytest.fixture
def said(pair: Callable[[str, str], Pair]) -> Callable[[str, str], list[str]]:
    """Every problem of both files, as it is printed."""

    def problems(prospect: str = "", product: str = "") -> list[str]:
        try:
            pair(prospect, product)
        except InputError as error:
            return [str(problem) for problem in error.problems]
        return []

    return problems
