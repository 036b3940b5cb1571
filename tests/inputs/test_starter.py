"""The files of a new case: two that fit together and say in comments what each part is."""

from __future__ import annotations

from pathlib import Path

import pytest

from valuepitch.inputs.load import Pair, load_pair
from valuepitch.inputs.starter import LANGUAGES, starter_files
from valuepitch.pipeline import evaluate


@pytest.fixture(params=LANGUAGES)
def spoken(request: pytest.FixtureRequest) -> str:
    """The language of a new case."""
    return str(request.param)


@pytest.fixture
def folder(tmp_path: Path, spoken: str) -> Path:
    for name, data in starter_files(spoken).items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


@pytest.fixture
def pair(folder: Path) -> Pair:
    return load_pair(folder / "prospect.yaml", folder / "product.yaml")


def test_a_new_case_is_two_files_and_their_schemas() -> None:
    assert list(starter_files()) == ["prospect.yaml", "product.yaml", "prospect.schema.json", "product.schema.json"]


def test_the_files_fit_together_without_a_word(pair: Pair, spoken: str) -> None:
    assert pair.warnings == ()
    assert pair.prospect.language == spoken
    assert pair.prospect.currency == pair.product.currency


def test_every_input_names_its_source_and_origin(pair: Pair) -> None:
    inputs = [*pair.prospect.facts.values(), *pair.product.assumptions.values()]
    inputs += pair.prospect.financials.given().values()
    assert all(item.source and item.origin != "unsourced" for item in inputs)


def test_the_case_has_every_measure_and_both_ends_of_a_range(folder: Path) -> None:
    data = evaluate(folder / "prospect.yaml", folder / "product.yaml").data()
    assert all(data["measures"][name] is not None for name in ("npv", "roi", "mirr", "payback_months"))
    assert len(data["measures"]["irr"]) == 1
    assert len(data["sensitivity"]) >= 4


@pytest.mark.parametrize("name", ["prospect.yaml", "product.yaml"])
def test_a_starter_file_is_text_of_short_lines_with_comments(name: str, spoken: str) -> None:
    text = starter_files(spoken)[name].decode("utf-8")
    assert "\t" not in text
    assert "\r" not in text
    assert sum("#" in line for line in text.splitlines()) >= 6
