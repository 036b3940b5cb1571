"""Laws of models written back: whatever a model holds, its data and its YAML read back to the same model."""

from __future__ import annotations

import json
import math
from datetime import date
from decimal import Decimal
from typing import Any

from drawn import NASTY, TEXTS, formulas, numbers, products, prospects
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from valuepitch.case.fingerprint import fingerprint
from valuepitch.documents import read_yaml
from valuepitch.errors import WARNING
from valuepitch.inputs.load import validate
from valuepitch.inputs.schema import schema
from valuepitch.inputs.written import to_yaml, written
from valuepitch.model import Product, Prospect
from valuepitch.model.numbers import parse_number
from valuepitch.model.sourced import Share, Sourced

OTHER = {
    "prospect": Prospect.model_validate({"name": "Acme", "currency": "USD"}),
    "product": Product.model_validate(
        {"name": "Tool", "seller": "Maker", "plain_name": "a tool", "action": "Using it", "currency": "USD"}
        | {"benefits": [{"name": "Gain", "kind": "capacity", "amount": [1]}]}
    ),
}
MODELS = prospects() | products()
CHECKED = Draft202012Validator(schema("prospect"))


def kind_of(model: Prospect | Product) -> str:
    return "prospect" if isinstance(model, Prospect) else "product"


def mark(model: Any) -> str:
    return fingerprint(**(OTHER | {kind_of(model): model}), day=date(2026, 11, 23), template="")


def plain(value: Any) -> bool:
    """Whether a value is data and nothing else, none of it empty or nil."""
    if type(value) is dict:
        return bool(value) and all(type(key) is str and plain(item) for key, item in value.items())
    if type(value) is list:
        return all(map(plain, value))
    return type(value) in (str, int, float, bool)


@given(MODELS)
def test_the_data_are_plain_and_make_an_equal_model(model: Prospect | Product) -> None:
    data = written(model)
    assert plain(data)
    again = type(model).model_validate(data)
    assert again == model
    assert mark(again) == mark(model)
    assert written(again) == data


@given(MODELS)
def test_the_data_go_through_json(model: Prospect | Product) -> None:
    again = type(model).model_validate(json.loads(json.dumps(written(model))))
    assert again == model
    assert mark(again) == mark(model)


@given(MODELS)
def test_keys_stand_in_the_order_of_the_fields(model: Prospect | Product) -> None:
    assert list(written(model)) == [name for name in type(model).model_fields if name in written(model)]


@given(MODELS)
def test_the_yaml_reads_back_to_an_equal_model(model: Prospect | Product) -> None:
    loaded = validate(read_yaml(to_yaml(written(model), "made for a test").encode(), "x.yaml"), type(model))
    assert [problem for problem in loaded.problems if problem.severity != WARNING] == []
    assert loaded.model == model
    assert mark(loaded.model) == mark(model)


@given(prospects())
def test_an_editor_has_nothing_to_say_about_the_data(prospect: Prospect) -> None:
    assert [error.message for error in CHECKED.iter_errors(written(prospect))] == []


SCALARS = TEXTS | formulas() | st.just("") | st.booleans() | st.integers(-(10**15), 10**15)
TREES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS | st.just(""), inner, max_size=4)
)


@given(st.dictionaries(TEXTS, TREES, max_size=5))
def test_any_reader_of_yaml_sees_the_same_texts_numbers_and_flags(data: dict[str, Any]) -> None:
    def undated(value: Any) -> Any:
        if isinstance(value, dict):
            return {str(key): undated(item) for key, item in value.items()}
        return list(map(undated, value)) if isinstance(value, list) else str(value) if type(value) is date else value

    assert undated(YAML(typ="safe", pure=True).load(to_yaml(data))) == data


@given(numbers(-1e15, 1e15) | st.floats(-1e15, 1e15))
def test_no_rate_loses_a_bit_nor_holds_more_digits_than_it_needs(number: float) -> None:
    text = written(Sourced.model_construct(value=number, unit="rate"))["value"]
    back = float(parse_number(text))
    assert back == number
    assert math.copysign(1, back) == math.copysign(1, number)
    digits = str(Decimal(text.rstrip("%")).copy_abs().normalize().as_tuple().digits)
    shortest = str(Decimal(repr(number)).copy_abs().normalize().as_tuple().digits)
    assert len(digits) <= len(shortest)


@given(st.integers(0, 10_000))
def test_a_rate_in_hundredths_of_a_percent_is_written_as_one_would(hundredths: int) -> None:
    said = f"{hundredths // 100}.{hundredths % 100:02}".rstrip("0").rstrip(".")
    assert Share.model_validate(f"{said}%").value == hundredths / 10_000
    assert written(Share.model_validate({"value": f"{said}%", "source": "S"}))["value"] == f"{said}%"


def test_what_might_be_misread_is_in_the_texts_that_are_drawn() -> None:
    assert {"007", "true", "{npv}", "a: b", "a #b", "27%"} <= set(NASTY)
