"""Two files in an empty folder, each the smallest that is valid, to which a test adds what it is about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from smallest import BENEFITS, PRODUCT, PROSPECT, Own

from valuepitch.errors import InputError
from valuepitch.inputs.load import Pair, load_pair
from valuepitch.inputs.wording import FILE, Vocabulary, vocabulary_in


@pytest.fixture
def pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], Pair]:
    """Both files read and checked against each other, with lines added; a text with ``name:`` stands as it is."""
    monkeypatch.chdir(tmp_path)

    def read(prospect: str = "", product: str = "") -> Pair:
        if "\nname:" not in f"\n{prospect}":
            prospect = PROSPECT + prospect
        if "\nname:" not in f"\n{product}":
            product = PRODUCT + product + ("" if "benefits:" in product else BENEFITS)
        Path("prospect.yaml").write_text(prospect, "utf-8")
        Path("product.yaml").write_text(product, "utf-8")
        return load_pair(Path("prospect.yaml"), Path("product.yaml"))

    return read


@pytest.fixture
def said(pair: Callable[[str, str], Pair]) -> Callable[[str, str], list[str]]:
    """Every problem of both files, as it is printed."""

    def problems(prospect: str = "", product: str = "") -> list[str]:
        try:
            pair(prospect, product)
        except InputError as error:
            return [str(problem) for problem in error.problems]
        return []

    return problems


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Own:
    """The vocabulary of a folder with the text as its wording.yaml."""
    monkeypatch.chdir(tmp_path)

    def write(text: str) -> Vocabulary:
        Path(FILE).write_text(text, "utf-8")
        return vocabulary_in(Path())

    return write
