"""The case as plain data, for ``evaluate --json`` and other programs (docs/reference/json.md)."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from valuepitch.case.evaluate import Result
from valuepitch.case.financing import MEASURES as WAY_MEASURES
from valuepitch.case.financing import WayToPay
from valuepitch.case.inputs import Input, sources
from valuepitch.case.simulation import PERCENTILES, Simulation
from valuepitch.case.study import EXPECTED, SCENARIOS, Case
from valuepitch.finance import MEASURES, Why
from valuepitch.locale import Language
from valuepitch.model.texts import Text
from valuepitch.page.figures import Figures

SCENARIO_MEASURES = (
    "npv",
    "roi",
    "irr",
    "mirr",
    "payback_months",
    "discounted_payback_months",
    "lowest_cash",
    "cash_month_24",
)
_WHOLE = ("lowest_cash_month", "slip_months")


def evaluation(case: Case, language: Language) -> dict[str, Any]:
    """Flows, measures, scenarios, sensitivity, lines and sources; money unrounded, a measure without value null."""
    result, figures = case.result, Figures(case, language)
    return {
        "prospect": case.prospect.name,
        "product": case.product.name,
        "currency": case.prospect.currency,
        "horizon_months": case.plan.horizon,
        "rate": float(result.rate[EXPECTED]),
        "flows": {
            "benefits": _list(result.benefits[EXPECTED]),
            "costs": _list(result.costs[EXPECTED]),
            "net": _list(result.net[EXPECTED]),
        },
        "measures": measures_of(result, EXPECTED, tuple(MEASURES)),
        "reasons": reasons_of(result, EXPECTED, figures),
        "scenarios": {
            name: {"measures": measures_of(result, row, SCENARIO_MEASURES), "net": _list(result.net[row])}
            for row, name in sorted(
                enumerate(SCENARIOS), key=lambda item: ("conservative", "expected", "favourable").index(item[1])
            )
        },
        "sensitivity": _sensitivity(case, figures),
        "lines": _lines(case, figures),
        "sources": [_source(item, figures) for item in sources(case.inputs)],
        "origin_shares": case.origin_shares,
        "not_costed": list(case.not_costed),
        "tax": _tax(case),
        "simulation": _simulation(case.simulation),
        "break_even": {name: _or_none(value) for name, value in case.break_even.items()},
        "ways_to_pay": {way.name: _way(way, figures) for way in case.ways_to_pay},
        "npv_if_working_capital_is_paid_back": case.paid_back_npv,
        "scale": [{"benefit": scale.path, "account": scale.account, "share": scale.share} for scale in case.scales],
    }


def _sensitivity(case: Case, figures: Figures) -> list[dict[str, Any]]:
    return [
        {
            "id": bar.input.id,
            "label": _label(bar.input, figures),
            "low": bar.input.ends[0],
            "high": bar.input.ends[1],
            "npv_low": bar.npv_low,
            "npv_high": bar.npv_high,
        }
        for bar in case.sensitivity
    ]


def _lines(case: Case, figures: Figures) -> list[dict[str, Any]]:
    result = case.result
    return [
        {
            "name": figures.text(Text(case.row(line).name)),
            "side": line.side,
            "kind": line.kind,
            "counted": line.counted,
            "flows": _list(result.lines[line.path].flows[EXPECTED]),
            "pv": float(result.lines[line.path].pv[EXPECTED]),
        }
        for line in case.plan.lines
    ]


def _tax(case: Case) -> dict[str, Any]:
    rate = case.prospect.tax_rate
    return {
        "view": "after_tax" if case.after_tax else "before_tax",
        "rate": None if rate is None else rate.value,
        "losses": case.plan.losses,
        "npv_other_view": None if case.other_view is None else case.other_view + 0.0,
    }


def _simulation(drawn: Simulation | None) -> dict[str, Any] | None:
    if drawn is None:
        return None
    names = [f"p{percent}" for percent in PERCENTILES]
    return {
        "draws": drawn.draws,
        "seed": drawn.seed,
        "npv": dict(zip(names, drawn.npv, strict=True)),
        "above_zero": drawn.above_zero,
        "payback_months": {name: _or_none(value) for name, value in zip(names, drawn.payback, strict=True)},
        "recovered_by_month": _list(drawn.recovered),
        "not_recovered": drawn.not_recovered,
    }


def _way(way: WayToPay, figures: Figures) -> dict[str, Any]:
    found = measures_of(way.result, 0, WAY_MEASURES)
    reasons = {name: way.result.why(name, 0) for name in WAY_MEASURES}
    return {
        "measures": found,
        "net": _list(way.result.net[0]),
        "reasons": {
            name: {"code": why.code, "text": figures.reason(why)} for name, why in reasons.items() if why != Why.NONE
        },
    }


def _or_none(value: float) -> float | None:
    return None if math.isnan(value) else value + 0.0


def measures_of(result: Result, row: int, names: tuple[str, ...]) -> dict[str, Any]:
    """Measures of one scenario: a number, null, or for the IRR the list of all rates."""
    out: dict[str, Any] = {}
    for name in names:
        value = result.value(name, row)
        if name == "irr":
            out[name] = result.measures.rates(row)
        elif math.isnan(value):
            out[name] = None
        else:
            out[name] = int(value) if name in _WHOLE else value + 0.0  # no negative nil
    return out


def reasons_of(result: Result, row: int, figures: Figures) -> dict[str, dict[str, str]]:
    """Why a measure has no value, or what to say beside it: {measure: {code, text}}."""
    out: dict[str, dict[str, str]] = {}
    for name in MEASURES:
        why = result.why(name, row)
        if why != Why.NONE:
            out[name] = {"code": why.code, "text": figures.reason(why)}
    return out


def _label(item: Input, figures: Figures) -> str:
    # A line of the accounts keeps its own name for programs; everything else is called as on the page.
    return item.id if item.label is None and item.named else figures.label(item)


def _source(item: Input, figures: Figures) -> dict[str, Any]:
    sourced = item.sourced
    low, high = item.ends
    return {
        "id": item.id,
        "label": _label(item, figures),
        "value": item.value,
        "low": low,
        "high": high,
        "unit": sourced.unit,
        "origin": sourced.origin,
        "source": sourced.source,
        "as_of": sourced.as_of.isoformat() if sourced.as_of else None,
        "confirm": sourced.confirm,
    }


def _list(flows: np.ndarray) -> list[float]:
    return [float(value) + 0.0 for value in flows]  # + 0.0: no negative nil
