"""The JSON Schema of the files, for editors that complete and check as one types."""

from __future__ import annotations

import json
from typing import Any

from valuepitch.model import Product, Prospect
from valuepitch.model.base import Record
from valuepitch.model.funnel import Funnel

MODELS: dict[str, type[Prospect] | type[Product]] = {"prospect": Prospect, "product": Product}
SCHEMAS: dict[str, type[Record]] = {**MODELS, "funnel": Funnel}


def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of ``prospect``, ``product`` or ``funnel``."""
    model = SCHEMAS[kind]
    made = _any_of(model.model_json_schema())
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": f"valuepitch {kind}"}


def _any_of(part: Any) -> Any:
    """The same with ``anyOf`` for ``oneOf``: 4% is a number with its unit, and as a text it could be a formula."""
    if isinstance(part, dict):
        return {"anyOf" if key == "oneOf" else key: _any_of(item) for key, item in part.items()}
    return [_any_of(item) for item in part] if isinstance(part, list) else part


def schema_text(kind: str) -> str:
    """The schema as it is written to a file."""
    return json.dumps(schema(kind), indent=1, ensure_ascii=False) + "\n"
