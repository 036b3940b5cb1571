"""The JSON Schema of both files: valid, in step with the loader, and the same wherever it is committed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from valuepitch.documents import read_yaml
from valuepitch.inputs.load import kind_of, validate
from valuepitch.inputs.schema import MODELS, schema, schema_text
from valuepitch.inputs.starter import starter_files
from valuepitch.model import Prospect

SAMPLES = Path(__file__).parents[2] / "samples"
FILES = sorted(SAMPLES.glob("*/pro*.yaml"))
KINDS = ["prospect", "product"]

PROSPECT = "name: Acme\ncurrency: USD\n"
PRODUCT = "name: Tool\nseller: Maker\nplain_name: a tool\naction: Using a tool\ncurrency: USD\n"
BENEFITS = "benefits: [{name: Gain, kind: cash, amount: 100, ramp: {from_month: 1, months_to_full: 1}}]\n"


def typed(text: str) -> Any:
    """A file as an editor sees it: numbers, flags and texts by YAML's own rules, dates as texts."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(item) for key, item in value.items()}
        if isinstance(value, list):
            return [plain(item) for item in value]
        return value.isoformat() if isinstance(value, date) else value

    return plain(YAML(typ="safe", pure=True).load(text))


def kind_of_text(text: str) -> str:
    return "prospect" if kind_of(read_yaml(text.encode(), "a.yaml")) is Prospect else "product"


def full(text: str) -> str:
    """The text with the lines that every file has."""
    written = text if text.startswith("#product\n") else PROSPECT + text
    if text.startswith("#product\n"):
        written = PRODUCT + text + ("" if "benefits:" in text else BENEFITS)
    keys = [line.split(":")[0] for line in text.splitlines()]
    return "".join(
        f"{line}\n" for line in written.splitlines() if line.split(":")[0] not in keys or line in text.splitlines()
    )


def editor_objects(text: str) -> list[str]:
    validator = Draft202012Validator(schema(kind_of_text(text)))
    return [error.message for error in validator.iter_errors(typed(text))]


def loader_objects(text: str) -> list[str]:
    document = read_yaml(text.encode(), "a.yaml")
    return [str(problem) for problem in validate(document, MODELS[kind_of_text(text)]).problems]


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_valid_and_says_what_it_is(kind: str) -> None:
    made = schema(kind)
    Draft202012Validator.check_schema(made)
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert made["title"] == f"valuepitch {kind}"
    assert set(made["properties"]) == set(MODELS[kind].model_fields)


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_the_same_text_every_time(kind: str) -> None:
    assert json.loads(schema_text(kind)) == schema(kind)
    assert schema_text(kind) == schema_text(kind)
    assert schema_text(kind).endswith("}\n")


def test_there_are_samples() -> None:
    assert SAMPLES / "quickstart" / "prospect.yaml" in FILES
    assert SAMPLES / "quickstart" / "product.yaml" in FILES


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_sample_is_accepted_by_editor_and_loader(path: Path) -> None:
    text = path.read_text("utf-8")
    assert editor_objects(text) == []
    assert loader_objects(text) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_sample_names_a_committed_schema_that_is_up_to_date(path: Path) -> None:
    text = path.read_text("utf-8")
    kind = kind_of_text(text)
    assert text.startswith(f"# yaml-language-server: $schema={kind}.schema.json\n")
    assert (path.parent / f"{kind}.schema.json").read_text("utf-8") == schema_text(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_the_starter_files_are_accepted_and_name_their_schema(kind: str) -> None:
    files = starter_files()
    text = files[f"{kind}.yaml"].decode()
    assert editor_objects(text) == []
    assert loader_objects(text) == []
    assert text.startswith(f"# yaml-language-server: $schema={kind}.schema.json\n")
    assert files[f"{kind}.schema.json"].decode() == schema_text(kind)


@pytest.mark.parametrize(
    "text",
    [
        "hurdle_rate: 11%\n",
        "hurdle_rate: 0.11\n",
        "hurdle_rate: {value: 11%, low: 9%, high: 13%, source: Plan, origin: prospect, as_of: 2026-11-01}\n",
        "employees: 640\n",
        "employees: 1_200\n",
        "tax_rate: 25 %\n",
        "financials: {revenue: 148_000_000, cash: -5, debt: {value: 7.5}}\n",
        "facts: {x: 27%, y: {value: 5, unit: count, label: {en: Sites, tr: Yerler}, confirm: true}}\n",
        "facts: {x: {value: 5%, label: 2026}, y: {value: 5%, label: true}}\n",
        "objectives: [{id: a, text: x, measure: revenue, unit: money}]\npressures: [{text: y, date: 2027-02-01}]\n",
        "sector: {code: NAICS 3363, name: Parts}\n",
        "name: 007\n",
        "name: 1e5\n",
        "name: true\n",
        "sector: {code: 3363, name: Parts}\n",
        "facts: {x: {value: 5%, source: 2026}}\n",
        "contact: {title: 7}\n",
        "#product\nconventions: {horizon_months: 60, discounting: mid_year, count: [cash], hurdle_rate: 12%}\n",
        "#product\ncosts: [{name: C, amount: 5, month: 0}, {name: D, amount: [1, 2.5, -3]}]\n",
        "#product\ncosts: [{name: C, amount: sites * 12, every: year, billed: monthly, from_month: go}]\n",
        "#product\ncosts: [{name: C, amount: {value: 5, low: 4}, month: {value: 3, high: 6}, capital: true}]\n",
        "#product\nbenefits: [{name: B, kind: cash, amount: 5, ramp: [0, 50%, 1]}]\n",
        "#product\nbenefits: [{name: B, kind: working_capital, account: payables, days: 5, month: 1}]\n",
        "#product\nbenefits: [{name: B, kind: avoidance, loss: 9_000, probability: 4%, ramp: [0, 1]}]\n",
        "#product\nbenefits: [{name: B, kind: cash, amount: 9, ramp: [1], internal: true}]\n",
        "#product\nno_cost: {exit: none, training: {en: none}}\ndecision: {ask: approve, by: 2026-12-15}\n",
    ],
)
def test_what_the_loader_takes_the_editor_takes(text: str) -> None:
    assert loader_objects(full(text)) == []
    assert editor_objects(full(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "region: west\n",
        "facts: {x: {value: 5%, orgin: quote}}\n",
        "contact: {title: x, mail: y}\n",
        "financials: {revenu: 5}\n",
        "objectives: [{id: a, text: x, mesure: cash}]\n",
        "#product\ncots: []\n",
        "#product\nconventions: {horizon: 36}\n",
        "#product\ncosts: [{name: C, amount: 5, mnth: 0}]\n",
        "#product\nbenefits: [{name: B, kind: cash, amount: 5, ramp: {from_month: 1, months_to_full: 1, x: 2}}]\n",
        "#product\ndecision: {ask: x, becuse: y}\n",
        "#product\nno_cost: {exits: x}\n",
    ],
)
def test_an_unknown_key_is_refused_by_both(text: str) -> None:
    assert loader_objects(full(text)) != []
    assert editor_objects(full(text)) != []


@pytest.mark.parametrize(
    "text",
    [
        "hurdle_rate: eleven\n",
        "hurdle_rate: 11,5\n",
        "hurdle_rate: $5\n",
        "hurdle_rate: true\n",
        "hurdle_rate: [11%]\n",
        "currency: usd\n",
        "country: USA\n",
        "language: de\n",
        "hurdle_basis: none\n",
        "name: [Acme]\n",
        "name: {en: Acme}\n",
        f"name: {'A' * 121}\n",
        "facts: [a]\n",
        "facts: {x: {value: 5, unit: mony}}\n",
        "facts: {x: {value: 5%, origin: me}}\n",
        "facts: {x: {value: 5%, confirm: maybe}}\n",
        "facts: {x: {value: 5%, as_of: soon}}\n",
        "facts: {x: {unit: money}}\n",
        "facts: {x: {value: 5%, label: {english: x}}}\n",
        "contact: {name: Dana}\n",
        "objectives: {id: a}\n",
        "objectives: [{id: Up Time, text: x}]\n",
        "#product\nconventions: {horizon_months: 0}\n",
        "#product\nconventions: {horizon_months: 121}\n",
        "#product\nconventions: {horizon_months: 3.5}\n",
        "#product\nconventions: {discounting: yearly}\n",
        "#product\ncosts: [{amount: 5, month: 0}]\n",
        "#product\ncosts: [{name: C, amount: 5, month: 0, capital: 1}]\n",
        "#product\ncosts: [{name: C, amount: 5, month: 0, covers: [migraton]}]\n",
        "#product\ncosts: [{name: C, amount: 5, month: 0, depreciation: macrs_4}]\n",
        "#product\ncosts: [{name: C, amount: 5, month: 0, touches: opex}]\n",
        "#product\ncosts: [{name: C, amount: [1, x]}]\n",
        "#product\nbenefits: []\n",
        "#product\nbenefits: [{name: B, kind: savings, amount: 5, ramp: [1]}]\n",
        "#product\nbenefits: [{name: B, kind: cash, amount: 5, ramp: {from_month: 1}}]\n",
        "#product\nbenefits: [{name: B, kind: cash, amount: 5, ramp: [half]}]\n",
        "#product\ndecision: {ask: x, by: soon}\n",
    ],
)
def test_a_wrong_type_or_word_is_refused_by_both(text: str) -> None:
    assert loader_objects(full(text)) != []
    assert editor_objects(full(text)) != []


@pytest.mark.parametrize("drop", ["name", "seller", "plain_name", "action", "currency", "benefits"])
def test_what_every_product_needs_is_asked_for_by_both(drop: str) -> None:
    text = "".join(f"{line}\n" for line in (PRODUCT + BENEFITS).splitlines() if not line.startswith(f"{drop}:"))
    assert f"'{drop}' is a required property" in editor_objects(text)
    assert any(f"  {drop}  is missing" in line for line in loader_objects(text))


@pytest.fixture
def changed() -> Callable[[str, str], str]:
    return lambda old, new: (SAMPLES / "quickstart" / "product.yaml").read_text("utf-8").replace(old, new)


@pytest.mark.parametrize(
    "old, new", [("kind: cash", "kind: cahs"), ("horizon_months: 36", "horizon_months: 0"), ("seller:", "sller:")]
)
def test_a_sample_with_one_mistake_is_refused_by_both(old: str, new: str, changed: Callable[[str, str], str]) -> None:
    text = changed(old, new)
    assert editor_objects(text) != []
    assert loader_objects(text) != []
