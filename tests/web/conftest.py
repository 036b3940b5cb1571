"""A preview that is served while a test runs."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import Desk, built

from valuepitch.errors import Problem
from valuepitch.pipeline import Built
from valuepitch.web import Preview, State


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A preview that is served; its first page is there."""
    file = tmp_path / "page.yaml"
    file.write_text("800", "utf-8")
    told: list[State] = []
    errors: dict[str, Exception] = {}
    found: list[Problem] = []

    def build_page() -> Built:
        text = file.read_text("utf-8")
        if text in errors:
            raise errors[text]
        return built(int(text))

    preview = Preview(build_page, lambda: [file], check=lambda: found, name="acme", told=told.append)
    thread = threading.Thread(target=preview.serve)
    thread.start()
    made = Desk(file, preview, told, errors, found)
    try:
        made.after(0)
        yield made
    finally:
        preview.stop()
        thread.join(10)
    assert not thread.is_alive()
