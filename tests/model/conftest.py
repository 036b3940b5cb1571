"""The smallest files that are valid, to which each test adds what it is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from valuepitch.documents import dotted, read_yaml
from valuepitch.model import Product, Prospect
from valuepitch.model.base import Record, faults

PROSPECT = """\
name: Acme
currency: USD
"""
PRODUCT = """\
name: Tool
seller: Maker
plain_name: a tool
action: Using a tool
currency: USD
benefits:
  - {name: Gain, kind: cash, amount: 100, ramp: {from_month: 1, months_to_full: 1}}
"""


def _data(smallest: str, added: str) -> dict[str, Any]:
    document = read_yaml(added.encode(), "a.yaml")
    assert not document.problems, document.problems
    return {**read_yaml(smallest.encode(), "a.yaml").data, **document.data}


def _faults(model: type[Record], data: dict[str, Any]) -> list[str]:
    try:
        model.model_validate(data)
    except ValidationError as error:
        return [f"{dotted(f.path)}  {f.message}" + (f"; {f.hint}" if f.hint else "") for f in faults(error)]
    return []


@pytest.fixture
def prospect() -> Callable[[str], Prospect]:
    """The smallest prospect with lines added or replaced."""
    return lambda added: Prospect.model_validate(_data(PROSPECT, added))


@pytest.fixture
def product() -> Callable[[str], Product]:
    """The smallest product with lines added or replaced."""
    return lambda added: Product.model_validate(_data(PRODUCT, added))


@pytest.fixture
def prospect_faults() -> Callable[[str], list[str]]:
    """What is wrong with the smallest prospect after lines were added: ``path  message; hint``."""
    return lambda added: _faults(Prospect, _data(PROSPECT, added))


@pytest.fixture
def product_faults() -> Callable[[str], list[str]]:
    """What is wrong with the smallest product after lines were added: ``path  message; hint``."""
    return lambda added: _faults(Product, _data(PRODUCT, added))
