"""What a program imports: every name is there, paths and models are alike, problems of models have no lines."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import valuepitch
from valuepitch import Evaluation, FileError, InputError, Measured, Product, Prospect

QUICKSTART = Path(__file__).parents[1] / "samples" / "quickstart"
PROSPECT, PRODUCT = QUICKSTART / "prospect.yaml", QUICKSTART / "product.yaml"
DAY = date(2026, 11, 23)

TOOL: dict[str, Any] = {
    "name": "Tool",
    "seller": "Maker",
    "plain_name": "a tool",
    "action": "Using a tool",
    "currency": "USD",
    "costs": [{"name": "Price", "amount": 1000, "month": 0}],
    "benefits": [
        {"name": "Gain", "kind": "cash", "amount": "sites * 12", "ramp": {"from_month": 1, "months_to_full": 1}}
    ],
}
ACME: dict[str, Any] = {
    "name": "Acme",
    "currency": "USD",
    "hurdle_rate": 0.1,
    "facts": {"sites": {"value": 100, "unit": "count"}},
}


def models(prospect: dict[str, Any] | None = None, product: dict[str, Any] | None = None) -> tuple[Prospect, Product]:
    return Prospect.model_validate(ACME | (prospect or {})), Product.model_validate(TOOL | (product or {}))


PUBLIC = [
    "Batch", "Built", "Evaluation", "Extracted", "FileError", "InputError", "Measured", "PageOverflowError", "Problem",
    "Product", "Prospect", "RenderError", "Report", "TemplateError", "ValuepitchError", "__version__", "build",
    "build_funnel", "evaluate", "extract", "load_product", "load_prospect", "make_pages", "measure", "rank_list",
    "verify", "write_workbook",
]  # fmt: skip


def test_all_is_complete_and_sorted() -> None:
    assert valuepitch.__all__ == PUBLIC
    assert dir(valuepitch) == sorted(PUBLIC)


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_is_there_and_introduced(name: str) -> None:
    thing = getattr(valuepitch, name)
    assert isinstance(thing, str) or (thing.__doc__ and thing.__module__.startswith("valuepitch."))


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'valuepitch' has no attribute 'biuld'"):
        _ = valuepitch.biuld


def test_everything_can_be_imported_with_a_star() -> None:
    names: dict[str, Any] = {}
    exec("from valuepitch import *", names)
    assert set(PUBLIC) <= set(names)


def test_importing_the_package_imports_nothing_heavy() -> None:
    script = "import sys, valuepitch; print(*sorted(sys.modules.keys() & {'numpy', 'pydantic', 'weasyprint'}))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True, timeout=50)
    assert done.stdout == "\n"


def test_files_load_as_models() -> None:
    prospect, product = valuepitch.load_prospect(PROSPECT), valuepitch.load_product(str(PRODUCT))
    assert isinstance(prospect, Prospect)
    assert isinstance(product, Product)


def test_paths_texts_and_models_evaluate_alike() -> None:
    prospect, product = valuepitch.load_prospect(PROSPECT), valuepitch.load_product(PRODUCT)
    made = [
        valuepitch.evaluate(PROSPECT, PRODUCT),
        valuepitch.evaluate(str(PROSPECT), str(PRODUCT)),
        valuepitch.evaluate(prospect, product),
    ]
    assert all(isinstance(one, Evaluation) for one in made)
    assert made[0].data() == made[1].data() == made[2].data()


def test_paths_and_models_build_the_same_page(tmp_path: Path) -> None:
    prospect, product = valuepitch.load_prospect(PROSPECT), valuepitch.load_product(PRODUCT)
    one = valuepitch.build(PROSPECT, PRODUCT, tmp_path / "one.pdf", date=DAY)
    other = valuepitch.build(prospect, product, str(tmp_path / "other.pdf"), date=DAY)
    assert one.path == tmp_path / "one.pdf"
    assert other.path == tmp_path / "other.pdf"
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "other.pdf").read_bytes() == one.pdf


def test_a_case_made_in_python_has_its_figures() -> None:
    data = valuepitch.evaluate(*models()).data()
    assert data["flows"]["net"][:3] == [-1000.0, 100.0, 100.0]
    assert data["measures"]["npv"] == pytest.approx(-1000 + sum(100 * 1.1 ** (-m / 12) for m in range(1, 37)))


@pytest.mark.parametrize("mixed", [(PROSPECT, "model"), ("model", PRODUCT)], ids=["product", "prospect"])
def test_a_path_and_a_model_do_not_go_together(mixed: tuple[Any, Any]) -> None:
    given: list[Any] = [model if one == "model" else one for one, model in zip(mixed, models(), strict=True)]
    with pytest.raises(TypeError, match="two paths or two models"):
        valuepitch.evaluate(given[0], given[1])


@pytest.mark.parametrize(
    "prospect, product, said",
    [
        (
            {"currency": "EUR"},
            {},
            [
                "product  currency  is USD; write the profile's amounts in EUR; prospect is in EUR. "
                "Or add exchange_rate there: EUR for one USD, with its day"
            ],
        ),
        (
            {"facts": {}},
            {},
            [
                "product  benefits[0].amount  names sites, which neither file gives; "
                "give it under facts in prospect or assumptions in product"
            ],
        ),
        (
            {"facts": {"sites": {"value": 0, "unit": "count"}}},
            {"costs": [{"name": "Price", "amount": "5 / sites", "month": 0}]},
            [
                "product  costs[0].amount  divides by zero; "
                "guard it, such as when(b > 0, a / b, 0), or mend the facts that it names"
            ],
        ),
    ],
)
@pytest.mark.parametrize("act", [valuepitch.evaluate, valuepitch.build], ids=["evaluate", "build"])
def test_problems_of_models_have_a_path_and_no_line(
    act: Callable[..., Any], prospect: dict[str, Any], product: dict[str, Any], said: list[str]
) -> None:
    with pytest.raises(InputError) as caught:
        act(*models(prospect, product))
    assert [str(problem) for problem in caught.value.problems] == said
    assert {(problem.line, problem.column) for problem in caught.value.problems} == {(0, 0)}


def test_warnings_of_models_have_a_path_and_no_line() -> None:
    warnings = valuepitch.evaluate(*models({"hurdle_basis": "after_tax"})).warnings
    assert [(one.path, one.line, one.severity) for one in warnings] == [("hurdle_basis", 0, "warning")]


@pytest.mark.parametrize("act", [valuepitch.evaluate, valuepitch.build], ids=["evaluate", "build"])
def test_a_file_that_is_missing_is_a_file_error(act: Callable[..., Any], tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"nope\.yaml does not exist"):
        act(tmp_path / "nope.yaml", PRODUCT)


def test_measure_takes_flows_or_costs_and_benefits() -> None:
    flows = valuepitch.measure([-1000, 400, 500, 600], 0.1, periods_per_year=1)
    parts = valuepitch.measure(rate=0.1, costs=[1000, 0, 0, 0], benefits=[0, 400, 500, 600], periods_per_year=1)
    assert isinstance(flows, Measured)
    assert flows.data()["npv"] == pytest.approx(227.6483846731)
    assert parts.data()["npv"] == flows.data()["npv"]
    assert parts.data()["roi"] == pytest.approx(0.2276483846731)


def test_measure_takes_many_flows_at_once() -> None:
    measured = valuepitch.measure(np.array([[-100.0, 110.0], [-100.0, 90.0], [100.0, 100.0]]), 0.1, periods_per_year=1)
    assert [measured.data(row)["npv"] for row in range(3)] == [
        pytest.approx(0, abs=1e-9),
        pytest.approx(-100 + 90 / 1.1),
        pytest.approx(100 + 100 / 1.1),
    ]
    assert measured.data(2)["irr"] == []
    assert measured.data(2)["reasons"]["irr"]["code"] == "no_sign_change"


@pytest.mark.parametrize(
    "given, said",
    [
        ({}, "give flows, or costs and benefits"),
        ({"flows": [1, 2], "costs": [1, 2], "benefits": [1, 2]}, "give flows, or costs and benefits"),
        ({"costs": [1, 2]}, "give flows, or costs and benefits"),
        ({"flows": [1]}, "flows need at least two periods"),
        ({"flows": [1, float("nan")]}, "flows must be finite numbers"),
        ({"flows": [1, float("inf")]}, "flows must be finite numbers"),
        ({"flows": [1, 2], "rate": -1.0}, "the rate is -100%; it must be above -100%"),
        ({"flows": [1, 2], "rate": float("nan")}, "it must be above -100%"),
        ({"flows": [1, 2], "periods_per_year": 5}, "periods_per_year is 5, not 1, 2, 3, 4, 6 or 12"),
        ({"costs": [1, 2], "benefits": [1, 2, 3]}, r"costs .*\b2\b.* benefits .*\b3\b"),
    ],
)
def test_what_cannot_be_measured_is_refused(given: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        valuepitch.measure(**given)
