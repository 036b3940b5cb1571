"""LibreOffice gives for every formula what is stored beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import ROOT, product_from, prospect_from
from tests.workbook.office import differing, falsified, recalculated
from tests.workbook.recalculated import made
from tests.workbook.test_workbook_agreement import CASES, SAMPLES

from valuepitch.case.study import study
from valuepitch.inputs.load import load_product, load_prospect

Books = tuple[dict[str, bytes], dict[str, object]]


def of_samples() -> dict[str, bytes]:
    found = {}
    for sample in SAMPLES:
        folder = ROOT / "samples" / sample
        prospect = load_prospect(folder / "prospect.yaml")
        found[sample] = made(study(prospect, load_product(folder / "product.yaml")), prospect.language)
    return found


def of_cases() -> dict[str, bytes]:
    return {
        name.replace(" ", "-"): made(study(prospect_from(**prospect), product_from(**product)))
        for name, (prospect, product) in CASES.items()
    }


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """The workbooks of all samples and forms, one of them with wrong values, as made and as LibreOffice has them."""
    given = {**of_samples(), **of_cases()}
    given["wrong"] = falsified(given["quickstart"])
    return given, recalculated(given, tmp_path_factory.mktemp("office"))


def test_what_is_stored_is_worked_out_anew(books: Books) -> None:
    given, again = books
    assert differing(given["quickstart"], again["wrong"]) == []
    assert len(differing(given["wrong"], again["wrong"])) > 1000


@pytest.mark.parametrize("name", [*SAMPLES, *(name.replace(" ", "-") for name in CASES)])
def test_every_formula_gives_what_is_stored_beside_it(name: str, books: Books) -> None:
    given, again = books
    assert differing(given[name], again[name]) == []


def test_without_libreoffice_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(AssertionError, match="make setup-dev"):
        recalculated({}, tmp_path)
