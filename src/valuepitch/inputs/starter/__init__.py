"""The files that ``valuepitch new`` writes: a small case, explained line by line."""

from __future__ import annotations

from importlib import resources

from valuepitch.inputs.schema import MODELS, schema_text


def starter_files() -> dict[str, bytes]:
    """Every file of a new case by its name."""
    folder = resources.files(__name__)
    files = {f"{kind}.yaml": (folder / f"{kind}.yaml").read_bytes() for kind in MODELS}
    return files | {f"{kind}.schema.json": schema_text(kind).encode() for kind in MODELS}
