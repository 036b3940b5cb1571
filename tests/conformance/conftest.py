"""Stops the Java machine once the tests that use it are done."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from . import verapdf


@pytest.fixture(scope="session", autouse=True)
def _java_stops_with_the_tests() -> Iterator[None]:
    yield
    verapdf.stop()
