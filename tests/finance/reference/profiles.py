"""Cases that run end to end: a prospect, a product profile, and what the program makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from tests.conftest import product_from, prospect_from

from valuepitch.case.study import Case, study
from valuepitch.finance import to_grid

from .published import Published, published

ANNUAL = "annual_end"


def case_from(prospect: dict[str, Any], **product: Any) -> Case:
    """A case of parts of both files."""
    return study(prospect_from(**prospect), product_from(**product))


def by_year(monthly: np.ndarray) -> list[float]:
    """The first row of flows by month, on the years that annual discounting uses; month 0 first."""
    return [float(flow) for flow in to_grid(np.atleast_2d(monthly), ANNUAL, 12)[0][0]]


@cache
def after_tax_macrs(view: str) -> Case:
    """The asset of macrs-after-tax-npw-3y: bought at once, written off by the table, sold in the last month."""
    case = published()["macrs-after-tax-npw-3y"]
    given = case["inputs"]
    return case_from(
        {"hurdle_rate": case.rate, "tax_rate": given["tax_rate"]},
        conventions={"discounting": ANNUAL, "horizon_months": 60, "view": view},
        costs=[
            {
                "name": "Asset",
                "amount": given["cost"],
                "month": 0,
                "capital": True,
                "depreciation": "macrs_3",
                "salvage": given["salvage"],
            }
        ],
        benefits=[{"name": "Saving", "kind": "cash", "amount": [0, *[given["annual_saving"]] * 5]}],
    )


def cash_released(account: str, days: float, financials: dict[str, Any], days_a_year: int = 365) -> float:
    """What a case counts as released in month 0 by fewer days of an account; money."""
    row = {"name": "Days", "kind": "working_capital", "account": account, "days": days, "month": 0}
    case = case_from({"financials": financials}, conventions={"days_a_year": days_a_year}, benefits=[row])
    return float(case.result.benefits[0, 0])


def margin_of_customers_kept(case: Published) -> float:
    """What a case counts over a year from a lower churn, without a discount; money."""
    given = case["inputs"]
    before, after = given["churn"]
    churn = {"customers": 0, "gained": given["new_customers_per_month"], "before": before, "after": after}
    row = {"name": "Customers", "kind": "margin", "churn": {**churn, "margin": given["arpu"]}}
    found = case_from({"hurdle_rate": "0%"}, conventions={"horizon_months": 12}, benefits=[row])
    return found.result.value("pv_benefits")


def yearly_list(flows: Sequence[float], risk: float) -> dict[str, Any]:
    """The amount of a row by year, and its risk where it has one."""
    return {"amount": list(flows), **({"risk": risk} if risk else {})}
