"""The files that ``valuepitch new`` writes: a small case, explained line by line, in each language that has one."""

from __future__ import annotations

from importlib import resources

from valuepitch.inputs.schema import MODELS, schema_text
from valuepitch.locale import ENGLISH

LANGUAGES = (ENGLISH, "tr")


def starter_files(language: str = ENGLISH) -> dict[str, bytes]:
    """Every file of a new case by its name.

    Args:
        language: of the texts and the comments, one of :data:`LANGUAGES`.
    """
    folder = resources.files(__name__)
    ending = "yaml" if language == ENGLISH else f"{language}.yaml"
    files = {f"{kind}.yaml": (folder / f"{kind}.{ending}").read_bytes() for kind in MODELS}
    return files | {f"{kind}.schema.json": schema_text(kind).encode() for kind in MODELS}


def starter_funnel(language: str = ENGLISH) -> bytes:
    """A funnel file to start from, every rate an estimate.

    Args:
        language: of the texts and the comments, one of :data:`LANGUAGES`.
    """
    ending = "yaml" if language == ENGLISH else f"{language}.yaml"
    return (resources.files(__name__) / f"funnel.{ending}").read_bytes()
