"""Options and small builders that the tests share; what a test is about stands in the test itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, settings

from valuepitch.case.study import Case, study
from valuepitch.finance import CashFlows
from valuepitch.inputs.load import load_product, load_prospect
from valuepitch.model import Product, Prospect

ROOT = Path(__file__).resolve().parents[1]

# One run is like the next, on slow machines too; no example is kept between runs. A longer search for
# counter-examples, another one each time: pytest tests/properties --hypothesis-profile=search
_ALWAYS = {
    "deadline": None,
    "database": None,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
}
settings.register_profile("house", max_examples=50, derandomize=True, **_ALWAYS)
settings.register_profile("search", max_examples=1500, **_ALWAYS)
settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew instead of comparing")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are written anew."""
    return bool(request.config.getoption("--update-golden"))


Cash = Callable[..., CashFlows]


def _table(flows: Sequence[float] | Sequence[Sequence[float]] | np.ndarray) -> np.ndarray:
    return np.atleast_2d(np.asarray(flows, dtype=np.float64))


@pytest.fixture
def cash_of() -> Cash:
    """Makes flows: ``cash_of(net)``, or ``cash_of(benefits=..., costs=...)``; what is paid at period 0 is one-time."""

    def make(
        net: Any = None, *, benefits: Any = None, costs: Any = None, one_time: Any = None, rate: Any = 0.1, **more: Any
    ) -> CashFlows:
        if net is not None:
            benefits, costs = np.maximum(_table(net), 0.0), np.maximum(-_table(net), 0.0)
        inflow, outflow = _table(benefits), _table(costs)
        once = np.zeros_like(outflow) if one_time is None else _table(one_time)
        if one_time is None:
            once[:, 0] = outflow[:, 0]
        rates = np.broadcast_to(np.asarray(rate, dtype=np.float64), (len(outflow),)).copy()
        return CashFlows(inflow, outflow, once, rates, **more)

    return make


def product_from(**more: Any) -> Product:
    """A product profile with the fewest words; ``more`` is what it is about."""
    base = {
        "name": "Tally",
        "seller": "Acme",
        "plain_name": "one machine",
        "action": "replacing the machine",
        "currency": "USD",
        "benefits": [
            {"name": "Saving", "kind": "cash", "amount": 1200, "ramp": {"from_month": 1, "months_to_full": 1}}
        ],
    }
    return Product.model_validate({**base, **more})


def prospect_from(**more: Any) -> Prospect:
    """A prospect with the fewest words; ``more`` is what it is about."""
    base = {"name": "Northfield", "currency": more.pop("currency", "USD"), "hurdle_rate": "10%"}
    return Prospect.model_validate({key: value for key, value in {**base, **more}.items() if value is not None})


CaseOf = Callable[..., Case]


@pytest.fixture
def case_of() -> CaseOf:
    """Makes a case: parts of the product by keyword, those of the prospect in ``prospect``."""

    def make(prospect: dict[str, Any] | None = None, **product: Any) -> Case:
        currency = {"currency": product["currency"]} if "currency" in product else {}
        return study(prospect_from(**currency, **(prospect or {})), product_from(**product))

    return make


@pytest.fixture(scope="session")
def quickstart() -> Case:
    """The sample of samples/quickstart."""
    folder = ROOT / "samples" / "quickstart"
    return study(load_prospect(folder / "prospect.yaml"), load_product(folder / "product.yaml"))
