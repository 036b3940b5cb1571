"""Everything that is read before a page is drawn, in an empty folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from readings import DAY, Changes, Read, composer_of, page_of, written

from valuepitch import evaluate
from valuepitch.errors import Problem
from valuepitch.inputs.load import folder_of
from valuepitch.inputs.wording import vocabulary_in
from valuepitch.pipeline import printed_texts
from valuepitch.proofread import Texts, proofread
from valuepitch.render.template import Template, load_template


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything runs in an empty folder."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def read() -> Read:
    """Everything that is found: files with parts replaced, parts of the page, another template, another day."""

    def find(
        changes: Changes | None = None,
        page: Mapping[str, Any] | None = None,
        template: Template | None = None,
        day: date = DAY,
    ) -> list[Problem]:
        evaluated = evaluate(*written(changes))
        case = evaluated.case
        whole = {**page_of(evaluated, day), **(page or {})}
        vocabulary = vocabulary_in(folder_of(evaluated.documents[1]))
        code = evaluated.language.code
        printed = printed_texts(evaluated, composer_of(evaluated, day).figures)
        return proofread(
            Texts(
                case.prospect,
                case.product,
                evaluated.documents,
                day,
                code,
                vocabulary,
                template or load_template(),
                whole,
                [text for _, text in printed.values()],
            )
        )

    return find


@pytest.fixture
def template() -> Callable[[Mapping[str, str]], Template]:
    """The default template with files replaced or added."""

    def make(files: Mapping[str, str]) -> Template:
        base = load_template()
        data = {name: text.encode() for name, text in files.items()}
        return replace(base, files={**base.files, **data}, digest=repr(sorted(files.items())))

    return make
