"""The funnel file: its starters, its schema, and where it is looked for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML
from tests.funnels import starter

from valuepitch.checked import check_files
from valuepitch.errors import InputError
from valuepitch.inputs.funnel import built_in, funnel_in, load_funnel
from valuepitch.inputs.schema import schema
from valuepitch.inputs.starter import LANGUAGES, starter_funnel
from valuepitch.model.funnel import LISTS


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_starter_reads_without_a_word_and_marks_its_estimates(language: str, tmp_path: Path) -> None:
    (tmp_path / "funnel.yaml").write_bytes(starter_funnel(language))
    funnel, loaded = load_funnel(tmp_path / "funnel.yaml")
    assert loaded.problems == ()
    assert funnel.language == language
    origins = {s.origin for rates in funnel.lists().values() for _, s in rates}
    assert origins == {"prospect", "estimate"}  # the plan's own number of calls, and estimates
    assert all(s.source for rates in funnel.lists().values() for _, s in rates)


def test_the_starter_holds_the_ranges_that_are_commonly_quoted() -> None:
    funnel = starter()
    ends = [rates.call_to_appointment.ends for rates in funnel.lists().values()]
    assert (min(low for low, _ in ends), max(high for _, high in ends)) == (0.04, 0.18)
    assert built_in() == funnel


def test_both_starters_have_the_same_shares() -> None:
    english, turkish = starter("en"), starter("tr")
    for name in LISTS:
        for key in ("call_to_appointment", "appointment_to_proposal", "closing_rate", "cycle", "research_hours"):
            one, other = (getattr(getattr(funnel, name), key) for funnel in (english, turkish))
            assert (one.value, one.ends) == (other.value, other.ends)
    assert english.likelihood.cfo.mid.value == turkish.likelihood.cfo.mid.value


def test_the_first_folder_that_has_a_funnel_counts(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
    assert funnel_in([first, second]) is None
    (second / "funnel.yaml").write_bytes(starter_funnel())
    assert funnel_in([first, second]) == second / "funnel.yaml"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_starter_is_valid_by_the_schema(language: str) -> None:
    data = YAML(typ="safe").load(starter_funnel(language))
    jsonschema.Draft202012Validator(schema("funnel")).validate(data)


def test_the_schema_objects_to_a_share_in_words() -> None:
    data = YAML(typ="safe").load(starter_funnel())
    data["top_down"]["closing_rate"] = "a quarter"
    assert not jsonschema.Draft202012Validator(schema("funnel")).is_valid(data)


def test_check_reads_a_funnel_beside_other_files(tmp_path: Path) -> None:
    path = tmp_path / "funnel.yaml"
    path.write_bytes(starter_funnel())
    assert check_files([path], date(2026, 11, 25)) == ()
    path.write_bytes(starter_funnel().replace(b"value: 25%, low: 15%", b"value: 25, low: 15%"))
    (problem,) = check_files([path], date(2026, 11, 25))
    assert problem.path == "top_down.closing_rate.value"
    with pytest.raises(InputError):
        load_funnel(path)
