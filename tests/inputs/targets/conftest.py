"""A list in an empty folder, written as a test gives it, and what reading it says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from valuepitch.errors import InputError
from valuepitch.inputs.load import load_product
from valuepitch.inputs.targets import Targets, read_targets
from valuepitch.model import Product

Read = Callable[..., Targets]
Said = Callable[..., list[str]]

PRODUCT = """\
name: Tool
seller: Maker
plain_name: a tool
action: Using a tool
currency: USD
conventions: {hurdle_rate: 10%}
"""
BENEFIT = "benefits: [{name: Gain, kind: cash, amount: FORMULA, ramp: {from_month: 1, months_to_full: 1}}]\n"


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Read:
    """Reads a list out of the text or bytes of a file; files beside it are written as named arguments say."""
    monkeypatch.chdir(tmp_path)

    def call(content: str | bytes, name: str = "list.csv", *, needs: str = "", **asked: Any) -> Targets:
        path = Path(name)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        for part in ("mapping", "benchmarks"):
            if part in asked:
                file = Path(f"{part}.yaml" if part == "mapping" else "benchmarks.csv")
                file.write_text(asked[part], "utf-8")
                asked[part] = file
        return read_targets(path, product(needs) if needs else None, **asked)

    return call


@pytest.fixture
def said(read: Read) -> Said:
    """Every problem that makes a list unreadable, as it is printed."""

    def problems(*args: Any, **asked: Any) -> list[str]:
        with pytest.raises(InputError) as error:
            read(*args, **asked)
        return [str(problem) for problem in error.value.problems]

    return problems


def product(formula: str) -> Product:
    """A profile whose one benefit is a formula."""
    path = Path("product.yaml")
    path.write_text(PRODUCT + BENEFIT.replace("FORMULA", formula), "utf-8")
    return load_product(path)


def rejected(targets: Targets) -> list[tuple[int, str, str, str]]:
    """Row, column, reason and remedy of each reject."""
    return [(reject.row, reject.column, reject.reason, reject.remedy) for reject in targets.rejects]
