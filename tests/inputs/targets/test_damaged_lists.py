"""Damage anywhere in a list ends in a message, never in a fault of ours, whatever its kind."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.inputs.targets.test_columnar import parquet
from tests.inputs.targets.test_delimited import PLAIN
from tests.inputs.targets.test_workbook import ROWS, xlsx

from valuepitch.errors import FileError, InputError
from valuepitch.inputs.targets import Targets, read_targets

WHOLE = {
    "list.csv": PLAIN.encode(),
    "list.xlsx": xlsx(ROWS),
    "list.parquet": parquet(name=["Acme", "Beta"] * 40, revenue=[1.0, 2.0] * 40, industry=["Machinery", None] * 40),
}


def outcome(name: str, content: bytes) -> Targets | InputError:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        try:
            return read_targets(path, None, currency="USD")
        except InputError as error:
            return error


def holds(found: Targets | InputError) -> None:
    if isinstance(found, InputError):
        assert found.problems
        assert all(problem.message and problem.hint for problem in found.problems)
        return
    assert found.n + len({reject.row for reject in found.rejects}) == found.read
    assert all(reject.reason and reject.remedy for reject in found.rejects)
    assert all(len(column) == found.n for column in (*found.texts.values(), *found.numbers.values(), found.keys))


@settings(max_examples=40)
@pytest.mark.parametrize("name", sorted(WHOLE))
@given(at=st.integers(0, 10**6), bytes_=st.binary(min_size=1, max_size=8), cut=st.booleans())
def test_changed_bytes(name: str, at: int, bytes_: bytes, cut: bool) -> None:
    whole = WHOLE[name]
    at %= len(whole)
    holds(outcome(name, whole[:at] if cut else whole[:at] + bytes_ + whole[at + len(bytes_) :]))


@settings(max_examples=60)
@given(st.text(alphabet='ab1.,;|"\t\n\r -%€$()', max_size=80), st.sampled_from(["name,revenue\n", "", "name\n"]))
def test_texts_of_any_kind(text: str, header: str) -> None:
    holds(outcome("list.csv", (header + text).encode()))


@given(st.binary(max_size=200))
def test_bytes_of_any_kind(content: bytes) -> None:
    for name in WHOLE:
        holds(outcome(name, content))


def test_a_list_that_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(FileError):
            read_targets(path, None)
