"""Every figure of every sample, worked out apart from the program.

The lines of each case are written out here as plain sums by month; the measures come
from numpy-financial and from the definitions (arithmetic.py). The program, and the file
of expected figures beside each sample, must give the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from arithmetic import (
    Line,
    Sample,
    Values,
    billed_in_advance,
    billed_monthly,
    crossings,
    document,
    once,
    ramped,
    released,
)
from ruamel.yaml import YAML

import valuepitch

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
TOLERANCE = 1e-6  # relative; and absolute, since quickstart's file holds six decimals


# --- quickstart: three years, a network for 14 sites ---


def quickstart_lines(v: Values) -> list[Line]:
    """Lines of the site network case."""
    h = 36
    circuits = v["circuit_spend"] * v["rate_reduction"] * (1 - 0.05)
    outages = v["outage_hours"] * v["outage_margin"] * v["outage_cut"] * (1 - 0.25)
    administration = v["admin_hours"] * v["hourly_cost"] * v["admin_cut"] * (1 - 0.30)
    start = v["first_month"]
    return [
        Line("Circuit and carrier charges avoided", "benefit", "cash", ramped(circuits, start, 6, h), origin="quote"),
        Line(
            "Production hours lost to outages, avoided",
            "benefit",
            "avoidance",
            ramped(outages, start, 6, h),
            origin="benchmark",
        ),
        Line(
            "Network administration time released",
            "benefit",
            "capacity",
            ramped(administration, start, 6, h),
            counted=False,
        ),
        Line("Equipment and installation", "cost", "capital", once(318_000, 0, h), one_time=True),
        Line("Own project team and training", "cost", "expense", once(86_000, 0, h), one_time=True),
        Line("Annual service fee", "cost", "expense", billed_monthly(258_000, 1, h)),
    ]


QUICKSTART = Sample(
    folder="quickstart",
    prospect="Northfield Components, Inc.",
    product="Managed site network",
    currency="USD",
    horizon=36,
    rate=0.11,
    inputs={
        "circuit_spend": (2_140_000, 2_140_000, 2_140_000),
        "outage_hours": (61, 61, 61),
        "admin_hours": (5_200, 5_200, 5_200),
        "hourly_cost": (58, 58, 58),
        "rate_reduction": (0.22, 0.27, 0.33),
        "outage_margin": (7_000, 9_400, 12_000),
        "outage_cut": (0.45, 0.55, 0.65),
        "first_month": (3, 3, 6),
        "admin_cut": (0.35, 0.35, 0.35),
    },
    lines=quickstart_lines,
    not_costed=["parallel_running"],
)


# --- receivables: three years, days of sales on filed accounts ---


def receivables_lines(v: Values) -> list[Line]:
    """Lines of the working-capital case."""
    h = 36
    release = released(v["revenue"], v["days_cut"]) * (1 - 0.20)
    saved = v["bought_in"] * v["bought_in_cut"] * (1 - 0.10)
    time = v["collector_hours"] * v["hour_cost"] * v["hours_cut"] * (1 - 0.30)
    return [
        Line(
            "Receivables released",
            "benefit",
            "working_capital",
            once(release, v["release_month"], h, over=18),
            origin="evidence",
        ),
        Line("Bought-in invoice work saved", "benefit", "cash", ramped(saved, 10, 9, h), origin="estimate"),
        Line("Collection time released", "benefit", "capacity", ramped(time, 6, 12, h), counted=False),
        Line("Set-up and first wave", "cost", "capital", once(v["costs[0].amount"], 0, h), one_time=True),
        Line("Second wave", "cost", "expense", once(9_500_000 * (1 + 0.10), 9, h), one_time=True),
        Line("Own project team and training", "cost", "expense", once(8_000_000, 0, h), one_time=True),
        Line("Annual service fee", "cost", "expense", billed_in_advance(4_700_000, 4, h, rise=0.03)),
    ]


RECEIVABLES = Sample(
    folder="receivables",
    prospect="Colgate-Palmolive Company",
    product="Ledgerline Collect",
    currency="USD",
    horizon=36,
    rate=0.09,
    inputs={
        "revenue": (20_382_000_000, 20_382_000_000, 20_382_000_000),
        "days_cut": (1.4, 2, 2.6),
        "release_month": (6, 7, 10),
        "bought_in": (25_000_000, 30_000_000, 34_000_000),
        "bought_in_cut": (0.15, 0.20, 0.24),
        "collector_hours": (410_000, 410_000, 410_000),
        "hour_cost": (42, 42, 42),
        "hours_cut": (0.22, 0.22, 0.22),
        "costs[0].amount": (14_000_000, 15_000_000, 18_500_000),
    },
    lines=receivables_lines,
    not_costed=["process_redesign", "exit"],
)


# --- packaging-line: five years, one line in place of two ---


def packaging_lines(v: Values) -> list[Line]:
    """Lines of the capital purchase."""
    h, start = 60, v["first_month"]
    margin = v["declined_cases"] * v["share_won"] * v["case_price"] * v["contribution_margin"] * (1 - 0.20)
    overtime = v["overtime_hours"] * v["overtime_cost"] * v["overtime_cut"]
    waste = v["packaging_spend"] * v["waste_cut"]
    stops = v["stop_hours"] * v["stop_cost"] * v["stop_cut"] * (1 - 0.20)
    changeovers = v["changeover_hours"] * v["crew_cost"] * v["changeover_cut"] * (1 - 0.30)
    return [
        Line("Cases no longer declined", "benefit", "margin", ramped(margin, start, 15, h), origin="prospect"),
        Line(
            "Overtime and packaging waste",
            "benefit",
            "cash",
            ramped((overtime + waste) * (1 - 0.10), start, 12, h),
            origin="prospect",
        ),
        Line("Unplanned stops avoided", "benefit", "avoidance", ramped(stops, start, 12, h), origin="quote"),
        Line("Changeover time released", "benefit", "capacity", ramped(changeovers, start, 12, h), counted=False),
        Line("Line, 60% with the order", "cost", "capital", once(1_140_000, 0, h), one_time=True),
        Line("Line, 40% on acceptance", "cost", "capital", once(760_000, 9, h), one_time=True),
        Line(
            "Installation and training",
            "cost",
            "expense",
            once(v["costs[2].amount"] * (1 + 0.15), 4, h),
            one_time=True,
        ),
        Line("Service contract", "cost", "expense", billed_in_advance(78_000, 10, h, rise=0.03)),
    ]


PACKAGING = Sample(
    folder="packaging-line",
    prospect="Duinmeer Sauzen B.V.",
    product="Tarnholt FL 420",
    currency="EUR",
    horizon=60,
    rate=0.10,
    inputs={
        "declined_cases": (260_000, 260_000, 260_000),
        "case_price": (9.60, 9.60, 9.60),
        "contribution_margin": (0.31, 0.31, 0.31),
        "overtime_hours": (11_400, 11_400, 11_400),
        "overtime_cost": (43, 43, 43),
        "packaging_spend": (7_850_000, 7_850_000, 7_850_000),
        "stop_hours": (720, 720, 720),
        "stop_cost": (640, 640, 640),
        "changeover_hours": (5_600, 5_600, 5_600),
        "crew_cost": (34, 34, 34),
        "share_won": (0.35, 0.70, 0.85),
        "first_month": (5, 6, 10),
        "overtime_cut": (0.45, 0.60, 0.70),
        "waste_cut": (0.016, 0.016, 0.016),
        "stop_cut": (0.40, 0.55, 0.65),
        "changeover_cut": (0.40, 0.40, 0.40),
        "costs[2].amount": (310_000, 360_000, 480_000),
    },
    lines=packaging_lines,
    not_costed=["exit"],
)

ALL = [QUICKSTART, RECEIVABLES, PACKAGING]
each_sample = pytest.mark.parametrize("sample", ALL, ids=[sample.folder for sample in ALL])


# --- what the two files hold, read without the program ---


def number(written: Any) -> float:
    """A number as the files write it: 27%, 148_000_000, 9.60."""
    text = str(written).replace("_", "")
    return float(text[:-1]) / 100 if text.endswith("%") else float(text)


def written(sample: Sample, kind: str) -> dict[str, Any]:
    """One of the two files of a sample, as plain data."""
    return dict(YAML(typ="safe").load(SAMPLES / sample.folder / f"{kind}.yaml"))


def sources(sample: Sample) -> list[dict[str, Any]]:
    """Every input with its value, range, origin and source: accounts, facts, assumptions, ranged amounts."""
    prospect, product = written(sample, "prospect"), written(sample, "product")
    named = {**prospect["financials"], **prospect["facts"]} if "facts" in prospect else {**prospect["financials"]}
    rows = [_source(name, row) for name, row in {**named, **product["assumptions"]}.items()]
    for index, cost in enumerate(product["costs"]):
        if isinstance(cost["amount"], dict):
            rows.append(_source(f"costs[{index}].amount", {**cost["amount"], "label": cost["name"]}))
    return rows


def _source(name: str, row: dict[str, Any]) -> dict[str, Any]:
    as_of = row.get("as_of")
    return {
        "id": name,
        "label": row.get("label", name),
        "value": number(row["value"]),
        "low": number(row.get("low", row["value"])),
        "high": number(row.get("high", row["value"])),
        "unit": row.get("unit"),
        "origin": row["origin"],
        "source": row["source"],
        "as_of": as_of.isoformat() if isinstance(as_of, date) else as_of,
        "confirm": row.get("confirm", False),
    }


# --- comparison ---


def differences(given: Any, wanted: Any, place: str = "") -> Iterator[str]:
    """Every place where two plain documents differ by more than the tolerance."""
    if isinstance(wanted, dict):
        if not isinstance(given, dict) or set(given) != set(wanted):
            yield f"{place}: {given!r} has not the keys {sorted(wanted)}"
            return
        for key, value in wanted.items():
            yield from differences(given[key], value, f"{place}.{key}")
    elif isinstance(wanted, list):
        if not isinstance(given, list) or len(given) != len(wanted):
            yield f"{place}: {given!r} has not {len(wanted)} items"
            return
        for index, value in enumerate(wanted):
            yield from differences(given[index], value, f"{place}[{index}]")
    elif isinstance(wanted, float | int) and not isinstance(wanted, bool):
        is_number = isinstance(given, float | int) and not isinstance(given, bool)
        if not is_number or given != pytest.approx(wanted, rel=TOLERANCE, abs=TOLERANCE):
            yield f"{place}: {given!r}, not {wanted!r}"
    elif given != wanted or type(given) is not type(wanted):
        yield f"{place}: {given!r}, not {wanted!r}"


def expected_file(sample: Sample) -> dict[str, Any]:
    """The file of expected figures beside a sample."""
    return dict(json.loads((SAMPLES / sample.folder / "expected" / "evaluate.json").read_text("utf-8")))


# --- the tests ---


def test_the_comparison_finds_what_differs() -> None:
    wanted = {"a": [1.0, None], "b": {"c": "x"}}
    assert list(differences({"a": [1.0 + 1e-8, None], "b": {"c": "x"}}, wanted)) == []
    for given in (
        {"a": [1.00001, None], "b": {"c": "x"}},
        {"a": [1.0, 0.0], "b": {"c": "x"}},
        {"a": [1.0], "b": {"c": "x"}},
        {"a": [1.0, None], "b": {}},
        {"a": [1.0, None], "b": {"c": "y"}},
    ):
        assert len(list(differences(given, wanted))) == 1


@each_sample
def test_the_arithmetic_starts_from_what_the_files_hold(sample: Sample) -> None:
    held = {source["id"]: (source["low"], source["value"], source["high"]) for source in sources(sample)}
    assert {name: pytest.approx(held[name], rel=1e-12) for name in sample.inputs} == sample.inputs
    ranged = {name for name, (low, _, high) in held.items() if low < high}
    assert ranged == set(sample.ranges)


@each_sample
def test_the_program_gives_what_the_arithmetic_gives(sample: Sample) -> None:
    folder = SAMPLES / sample.folder
    wanted = document(sample, sources(sample))
    given = valuepitch.evaluate(folder / "prospect.yaml", folder / "product.yaml").data()
    given = {key: value for key, value in given.items() if key in wanted}
    assert list(differences(given, wanted)) == []


@each_sample
def test_the_expected_file_holds_what_the_arithmetic_gives(sample: Sample) -> None:
    assert list(differences(expected_file(sample), document(sample, sources(sample)))) == []


@each_sample
def test_the_internal_rate_is_the_only_one(sample: Sample) -> None:
    # Some months after the first cost more than they bring, so that the sign alone does not settle it.
    for name in ("conservative", "expected", "favourable"):
        assert crossings(sample.net(sample.scenario(name))) == 1


@each_sample
def test_the_accounts_add_up(sample: Sample) -> None:
    lines = {name: number(row["value"]) for name, row in written(sample, "prospect")["financials"].items()}
    margin = lines.get("gross_margin", lines["revenue"] - lines["cost_of_sales"])
    assert margin == lines["revenue"] - lines["cost_of_sales"]
    assert 0 < lines.get("operating_income", margin - lines["operating_expense"]) <= margin - lines["operating_expense"]


@each_sample
def test_the_conservative_case_is_worst_and_the_favourable_one_best(sample: Sample) -> None:
    low, middle, high = (sample.npv(sample.scenario(name)) for name in ("conservative", "expected", "favourable"))
    assert low < middle < high
    assert (low < 0) == (sample is PACKAGING)  # the line's purchase must not look safe


@each_sample
def test_the_working_shown_beside_a_sample_ends_at_its_figures(sample: Sample) -> None:
    text = (SAMPLES / sample.folder / "README.md").read_text("utf-8")
    measures = document(sample, sources(sample))["measures"]
    shown = [f"{measures[name]:,.0f}" for name in ("pv_benefits", "pv_costs", "npv")]
    shown += [f"{measures[name]:.1%}" for name in ("roi", "breakeven_haircut", "cost_overrun")]
    shown += [f"{measures['irr'][0]:.1%}", f"{measures['payback_months']:.2f}"]
    shown += [f"{sample.npv(sample.scenario('conservative')):,.0f}".replace("-", "−")]
    assert [figure for figure in shown if figure not in text] == []
