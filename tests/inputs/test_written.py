"""Models written back as data and as YAML: short, exact and quoted where it must be."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from valuepitch.case.fingerprint import fingerprint
from valuepitch.documents import Document, read_yaml
from valuepitch.inputs.load import kind_of, validate
from valuepitch.inputs.schema import schema
from valuepitch.inputs.starter import LANGUAGES, starter_files
from valuepitch.inputs.written import WIDTH, to_yaml, written
from valuepitch.model import Product, Prospect
from valuepitch.model.benefit import Benefit
from valuepitch.model.cost import Cost
from valuepitch.model.prospect import Objective
from valuepitch.model.sourced import Money, Rate, Sourced

SAMPLES = Path(__file__).parents[2] / "samples"
FILES = {str(path.relative_to(SAMPLES)): path.read_bytes() for path in sorted(SAMPLES.glob("*/pro*.yaml"))}
FILES |= {
    f"starter {language} {name}": data
    for language in LANGUAGES
    for name, data in starter_files(language).items()
    if name.endswith(".yaml")
}


def model_in(data: bytes) -> Any:
    document = read_yaml(data, "x.yaml")
    kind = kind_of(document)
    assert kind
    loaded = validate(document, kind)
    assert loaded.problems == ()
    return loaded.model


def prospect(**more: Any) -> Prospect:
    return Prospect.model_validate({"name": "Acme", "currency": "USD", **more})


def product(**more: Any) -> Product:
    base = {"name": "Tool", "seller": "Maker", "plain_name": "a tool", "action": "Using a tool", "currency": "USD"}
    gain = {"name": "Gain", "kind": "cash", "amount": 100, "ramp": {"from_month": 1, "months_to_full": 1}}
    return Product.model_validate({**base, "benefits": [gain], **more})


def mark(model: Any) -> str:
    models = {"prospect": prospect(), "product": product()}
    models["prospect" if isinstance(model, Prospect) else "product"] = model
    return fingerprint(**models, day=date(2026, 11, 23), template="")


@pytest.mark.parametrize("name", FILES)
def test_a_file_written_back_is_the_same_model(name: str) -> None:
    model = model_in(FILES[name])
    data = written(model)
    for again in (
        type(model).model_validate(data),
        type(model).model_validate(json.loads(json.dumps(data))),
        model_in(to_yaml(data, "Made again.").encode()),
    ):
        assert again == model
        assert mark(again) == mark(model)


@pytest.mark.parametrize("name", FILES)
def test_an_editor_finds_nothing_in_a_file_written_back(name: str) -> None:
    text = to_yaml(written(model_in(FILES[name])))
    typed = json.loads(json.dumps(YAML(typ="safe", pure=True).load(text), default=date.isoformat))
    model = kind_of(Document("x.yaml", typed))
    kind = "prospect" if model is Prospect else "product"
    assert [error.message for error in Draft202012Validator(schema(kind)).iter_errors(typed)] == []


@pytest.mark.parametrize("name", FILES)
def test_a_file_written_back_has_short_lines_and_no_defaults(name: str) -> None:
    text = to_yaml(written(model_in(FILES[name])))
    assert max(map(len, text.splitlines())) <= WIDTH + 20
    assert not any(said in text for said in ("unsourced", "false", "null", "discounting: monthly", "language: en"))


@pytest.mark.parametrize(
    "raw, expected",
    [
        ({"hurdle_rate": 0.27}, {"hurdle_rate": "27%"}),
        ({"hurdle_rate": {"value": "11.5%"}}, {"hurdle_rate": "11.5%"}),
        ({"hurdle_rate": "0%"}, {"hurdle_rate": "0%"}),
        ({"hurdle_rate": "120%"}, {"hurdle_rate": "120%"}),
        ({"tax_rate": 1}, {"tax_rate": "100%"}),
        ({"inflation": "-2.25%"}, {"inflation": "-2.25%"}),
        ({"hurdle_rate": 0.1 + 0.2}, {"hurdle_rate": "30.000000000000004%"}),
        ({"hurdle_rate": 1e-9}, {"hurdle_rate": "0.0000001%"}),
        ({"hurdle_rate": {"value": "8%", "high": 0.09}}, {"hurdle_rate": {"value": "8%", "high": "9%"}}),
        ({"employees": "640"}, {"employees": 640}),
        ({"financials": {"cash": 1e15, "debt": "0.5"}}, {"financials": {"cash": 1000000000000000, "debt": 0.5}}),
        ({"financials": {}, "facts": {}, "objectives": [], "language": "en"}, {}),
        ({"language": "tr"}, {"language": "tr"}),
        ({"facts": {"share": "27%"}}, {"facts": {"share": "27%"}}),
        ({"facts": {"n": {"value": 3, "unit": "count"}}}, {"facts": {"n": {"value": 3, "unit": "count"}}}),
        ({"facts": {"share": {"value": 0.5, "unit": "rate"}}}, {"facts": {"share": {"value": "50%", "unit": "rate"}}}),
        (
            {"tax_rate": {"internal": False, "confirm": "true", "origin": "unsourced", "value": "25%"}},
            {"tax_rate": {"value": "25%", "confirm": True}},
        ),
        (
            {"exchange_rate": {"value": 36.5, "as_of": "2026-11-20"}},
            {"exchange_rate": {"value": 36.5, "as_of": "2026-11-20"}},
        ),
        ({"contact": {"level": "it", "title": "CIO"}}, {"contact": {"title": "CIO", "level": "it"}}),
        ({"pressures": [{"text": {"tr": "a", "en": "b"}}]}, {"pressures": [{"text": {"tr": "a", "en": "b"}}]}),
        ({"name": "007"}, {"name": "007"}),
    ],
)
def test_what_is_set_is_written_in_its_shortest_form(raw: dict[str, Any], expected: dict[str, Any]) -> None:
    data = written(prospect(**raw))
    assert data == {"name": "Acme", "currency": "USD"} | expected
    assert [type(value) for value in data.values()] == [type(data[name]) for name in data]
    assert prospect(**raw) == Prospect.model_validate(data)


def test_a_whole_number_is_an_int_and_nil_below_nothing_keeps_its_sign() -> None:
    data = written(prospect(financials={"cash": 5.0, "debt": "-0"}))["financials"]
    assert [repr(value) for value in data.values()] == ["5", "-0.0"]
    assert mark(prospect(financials=data)) == mark(prospect(financials={"cash": 5.0, "debt": "-0"}))


@pytest.mark.parametrize(
    "raw",
    [
        {"kind": "cash", "amount": "a * b", "ramp": {"from_month": "first_month", "months_to_full": 6}},
        {"kind": "cash", "amount": "max(a,\n  b)\n", "ramp": ["10%", "50%", "100%"]},
        {"kind": "cash", "amount": [0, 1_200, 12.5], "listed_by": "month"},
        {"kind": "capacity", "amount": [0, 1_200], "effect": {"amount": "a * 2", "unit": "hours"}},
        {"kind": "cash", "loss": 5_000, "probability": "4%", "ramp": ["100%"], "independent": True},
        {"kind": "working_capital", "account": "inventory", "days": 3, "month": 4, "reverses": True},
    ],
)
def test_a_benefit_is_written_as_it_was(raw: dict[str, Any]) -> None:
    assert written(Benefit.model_validate({"name": "Gain", **raw})) == {"name": "Gain", **raw}


def test_what_would_be_objected_to_is_left_out_with_the_other_defaults() -> None:
    one_time = Cost.model_validate({"name": "Price", "amount": 5, "month": 0, "capital": "false"})
    assert written(one_time) == {"name": "Price", "amount": 5, "month": 0}
    loan = product(financing={"loan": {"share": "100%", "rate": "7%", "months": 48}}, conventions={"draws": 10_000})
    assert written(loan)["financing"] == {"loan": {"rate": "7%", "months": 48}}
    assert "conventions" not in written(loan)


def test_any_record_can_be_written() -> None:
    objective = {"id": "opex", "text": "Hold cost", "unit": "hours"}
    assert written(Objective.model_validate(objective)) == objective
    assert written(Rate.model_validate("7%")) == {"value": "7%"}


def test_an_amount_made_in_python_gets_the_unit_that_no_field_gives_it() -> None:
    made = prospect(facts={"spend": Money(value=3), "share": Rate(value="120%"), "n": Sourced(value=2, unit="count")})
    data = written(made)
    assert data["facts"] == {
        "spend": {"value": 3, "unit": "money"},
        "share": {"value": "120%", "unit": "rate"},
        "n": {"value": 2, "unit": "count"},
    }
    assert mark(Prospect.model_validate(data)) == mark(made)


def test_yaml_is_laid_out_as_a_person_would() -> None:
    spend = {"label": "Carrier and circuit spend, a year", "value": 2_140_000, "unit": "money", "source": "Ledger 6410"}
    more = {"origin": "prospect", "as_of": "2026-10-31", "confirm": True}
    text = to_yaml(
        written(
            prospect(
                hurdle_rate={"value": "11%", "source": "Capital plan, 2027"},
                facts={"sites": {"value": 1_400, "unit": "count"}, "spend": spend | more},
                objectives=[{"id": "opex", "text": "Hold cost at 21%: {horizon}", "source": "FY2027 plan"}],
            )
        ),
        "Acme, as the page of 23 November 2026 has it.\n\n# of 1",
    )
    assert text == (
        "# Acme, as the page of 23 November 2026 has it.\n"
        "#\n"
        "# # of 1\n"
        "name: Acme\n"
        "currency: USD\n"
        'hurdle_rate: {value: 11%, source: "Capital plan, 2027"}\n'
        "facts:\n"
        "  sites: {value: 1_400, unit: count}\n"
        "  spend:\n"
        "    label: Carrier and circuit spend, a year\n"
        "    value: 2_140_000\n"
        "    unit: money\n"
        "    source: Ledger 6410\n"
        "    origin: prospect\n"
        "    as_of: 2026-10-31\n"
        "    confirm: true\n"
        "objectives:\n"
        '  - {id: opex, text: "Hold cost at 21%: {horizon}", source: FY2027 plan}\n'
    )


def test_a_long_list_of_amounts_fills_lines() -> None:
    text = to_yaml({"benefits": [{"name": "A long enough name for its row", "amount": [1_200.5] * 12}]})
    assert text == (
        "benefits:\n"
        "  - name: A long enough name for its row\n"
        "    amount: [1_200.5, 1_200.5, 1_200.5, 1_200.5, 1_200.5, 1_200.5, 1_200.5, 1_200.5, 1_200.5,\n"
        "             1_200.5, 1_200.5, 1_200.5]\n"
    )


@pytest.mark.parametrize(
    "value, expected",
    [
        ("Acme, Inc.", "Acme, Inc."),
        ("Hold cost at 21%", "Hold cost at 21%"),
        ("-5%", "-5%"),
        ("(a + b) * c", "(a + b) * c"),
        ("Ratio 3:1", "Ratio 3:1"),
        ("No. 5#6", "No. 5#6"),
        ("2026-12-15", "2026-12-15"),
        ("Şirket", "Şirket"),
        ("שלום", "שלום"),
        ("true", '"true"'),
        ("No", '"No"'),
        ("007", '"007"'),
        ("1e3", '"1e3"'),
        ("1_200", '"1_200"'),
        ("+.inf", '"+.inf"'),
        ("1:30", '"1:30"'),
        ("", '""'),
        ("{npv} more", '"{npv} more"'),
        ("gain of {npv}", '"gain of {npv}"'),
        ("a: b", '"a: b"'),
        ("a:", '"a:"'),
        ("a #b", '"a #b"'),
        ("- a", '"- a"'),
        ("---", '"---"'),
        ("*a", '"*a"'),
        ("%", '"%"'),
        ('"so"', '"\\"so\\""'),
        ("'so'", "\"'so'\""),
        ("it's \\ 2", "it's \\ 2"),
        ("😀", '"😀"'),
        ("a\n* b\n", '"a\\n* b\\n"'),
        ("a\x85*\x1cb\u2028", '"a\\u0085*\\u001cb\\u2028"'),
        (True, "true"),
        (0.000001, "0.000001"),
        (-1_234_567.125, "-1_234_567.125"),
        (10**15, "1_000_000_000_000_000"),
    ],
)
def test_a_text_is_quoted_where_a_reader_could_take_it_for_something_else(value: Any, expected: str) -> None:
    text = to_yaml({"key": value, "": {"x": [value]}})
    assert text.splitlines()[0] == f"key: {expected}"
    said = value if isinstance(value, str) else expected
    assert read_yaml(text.encode(), "x.yaml").data == {"key": said, "": {"x": [said]}}


def test_keys_that_might_be_misread_are_quoted() -> None:
    text = to_yaml({"no": {"null": 1}, "a b": 2, "{x}": 3})
    assert text == '"no": {"null": 1}\na b: 2\n"{x}": 3\n'


def test_a_seed_is_a_plain_integer_for_editors() -> None:
    text = to_yaml(written(product(conventions={"draws": 50_000, "seed": 1_234})))
    assert "conventions:\n  draws: 50000\n  seed: 1234\n" in text


def test_nothing_is_an_empty_mapping() -> None:
    assert to_yaml({}) == "{}\n"
    assert to_yaml({"a": {}, "costs": [], "b": [{}, [1]]}) == "a: {}\ncosts: []\nb: [{}, [1]]\n"


def test_a_page_that_carries_its_inputs_waits_for_no_yaml_library() -> None:
    code = "import sys; from valuepitch.inputs.written import to_yaml; print('ruamel.yaml' in sys.modules, to_yaml({}))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "False {}\n\n"
