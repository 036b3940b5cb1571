"""Two files, each the smallest that is valid, and what the wording check finds in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from valuepitch.errors import Problem
from valuepitch.inputs.load import load
from valuepitch.inputs.wording import Vocabulary, read_words
from valuepitch.model import Product
from valuepitch.model.base import Record

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

Own = Callable[[str], Vocabulary]
Read = Callable[..., list[Problem]]


def words_in(model: type[Record], text: str, languages: tuple[str, ...], vocabulary: Vocabulary) -> list[Problem]:
    """What is found in a text as a file of this model, in this folder."""
    file = Path("product.yaml" if model is Product else "prospect.yaml")
    file.write_text(text, "utf-8")
    loaded = load(file, model)
    assert loaded.model is not None, loaded.problems
    return read_words(loaded.model, loaded.document, languages, vocabulary)
