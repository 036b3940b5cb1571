"""Every figure of every sample, worked out apart from the program.

The lines of each case are written out as plain sums by month (sample_cases.py); the measures
come from numpy-financial and from the definitions (arithmetic.py). The program, and the file
of expected figures beside each sample, must give the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from arithmetic import Sample, crossings, document
from ruamel.yaml import YAML
from sample_cases import ALL, THIN

import valuepitch

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
TOLERANCE = 1e-6  # relative; and absolute, since quickstart's file holds six decimals


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
    """Every input with its value, range, origin and source, in the order of the files."""
    prospect, product = written(sample, "prospect"), written(sample, "product")
    named = {**prospect["financials"], **prospect.get("facts", {}), **product["assumptions"]}
    rows = [_source(name, row) for name, row in named.items()]
    for part in ("costs", "benefits"):
        for index, row in enumerate(product[part]):
            for key in ("amount", "escalation"):
                if isinstance(row.get(key), dict):
                    rows.append(_source(f"{part}[{index}].{key}", {"label": row["name"], **row[key]}))
    if "inflation" in prospect:
        rows.append(_source("inflation", prospect["inflation"]))
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
        "origin": row.get("origin", "unsourced"),
        "source": row.get("source"),
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
    assert (low < 0) == (sample in THIN)  # such a purchase must not look safe


@each_sample
def test_the_working_shown_beside_a_sample_ends_at_its_figures(sample: Sample) -> None:
    text = (SAMPLES / sample.folder / "README.md").read_text("utf-8")
    measures = document(sample, sources(sample))["measures"]
    shown = [f"{measures[name]:,.0f}" for name in ("pv_benefits", "pv_costs", "npv")]
    shown += [f"{measures[name]:.1%}" for name in ("roi", "breakeven_haircut", "cost_overrun")]
    shown += [f"{measures['irr'][0]:.1%}", f"{measures['payback_months']:.2f}"]
    shown += [f"{sample.npv(sample.scenario('conservative')):,.0f}".replace("-", "−")]
    assert [figure for figure in shown if figure not in text] == []
