"""Files are written whole or not at all, whatever fails on the way."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from valuepitch.errors import FileError
from valuepitch.files import TEMPORARY_PREFIX, make_folder, read_bytes, write_atomic

OLD, NEW = b"the old page", b"the new page, which is longer"
CODES = (errno.ENOSPC, errno.EIO, errno.EACCES)
# Every step of a write, by the function behind it and how often it is called.
STEPS = [
    ("open", 1),
    ("fdopen", 1),
    ("write", 1),
    ("flush", 1),
    ("fsync", 1),
    ("fsync", 2),
    ("close", 1),
    ("replace", 1),
    ("open folder", 1),
]
AFTER_REPLACE = [("fsync", 2), ("open folder", 1)]


class FailingFile:
    """A file of which one method fails."""

    def __init__(self, file: Any, method: str, code: int) -> None:
        self.file, self.method, self.code = file, method, code

    def __enter__(self) -> FailingFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()
        self._fail("close")

    def write(self, data: bytes) -> None:
        self.file.write(data[: len(data) // 2])
        self._fail("write")
        self.file.write(data[len(data) // 2 :])

    def flush(self) -> None:
        self.file.flush()
        self._fail("flush")

    def fileno(self) -> int:
        number = self.file.fileno()
        assert isinstance(number, int)
        return number

    def _fail(self, method: str) -> None:
        if method == self.method:
            raise OSError(self.code, os.strerror(self.code))


def failing(function: Callable[..., Any], nth: int, error: BaseException, when: str = "") -> Callable[..., Any]:
    """The function, which fails at its nth call (of those whose first argument is ``when``, where given)."""
    calls = 0

    def call(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += not when or str(args[0]) == when
        if calls == nth and (not when or str(args[0]) == when):
            raise error
        return function(*args, **kwargs)

    return call


def break_step(monkeypatch: pytest.MonkeyPatch, step: str, nth: int, code: int, folder: Path) -> None:
    error = OSError(code, os.strerror(code))
    if step in ("write", "flush", "close"):
        real = os.fdopen
        monkeypatch.setattr(os, "fdopen", lambda *args: FailingFile(real(*args), step, code))
    elif step == "open folder":
        monkeypatch.setattr(os, "open", failing(os.open, nth, error, str(folder)))
    else:
        monkeypatch.setattr(os, step, failing(getattr(os, step), nth, error))


def refusal(path: Path) -> str:
    """What is said to a new write; nothing where it is done."""
    try:
        write_atomic(path, NEW)
    except FileError as error:
        return str(error)
    return ""


def temporaries(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(TEMPORARY_PREFIX)]


def content(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


@pytest.mark.parametrize("code", CODES, ids=errno.errorcode.get)
@pytest.mark.parametrize("old", [OLD, None], ids=["over an old file", "new file"])
@pytest.mark.parametrize("step, nth", STEPS)
def test_a_failing_step_never_tears_a_file_and_leaves_no_temporary(
    step: str, nth: int, old: bytes | None, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "page.pdf"
    if old is not None:
        path.write_bytes(old)
    break_step(monkeypatch, step, nth, code, tmp_path)
    said = refusal(path)
    monkeypatch.undo()
    if (step, nth) not in AFTER_REPLACE:
        assert said.startswith(f"{path} cannot be written ({os.strerror(code)}); ")
    assert content(path) in (old, NEW)
    assert temporaries(tmp_path) == []


@pytest.mark.parametrize("step, nth", STEPS)
def test_a_write_that_is_refused_has_left_the_old_file(
    step: str, nth: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(OLD)
    break_step(monkeypatch, step, nth, errno.ENOSPC, tmp_path)
    refused = bool(refusal(path))
    monkeypatch.undo()
    assert path.read_bytes() == (OLD if refused else NEW)


def test_an_interrupt_in_the_middle_leaves_the_old_file_and_no_temporary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(OLD)
    monkeypatch.setattr(os, "fsync", failing(os.fsync, 1, KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        write_atomic(path, NEW)
    assert path.read_bytes() == OLD
    assert temporaries(tmp_path) == []


def test_the_bytes_are_synced_before_the_name_and_the_folder_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def noted(name: str) -> Callable[..., Any]:
        real = getattr(os, name)

        def call(*args: Any, **kwargs: Any) -> Any:
            done.append(name)
            return real(*args, **kwargs)

        return call

    for name in ("fsync", "replace"):
        monkeypatch.setattr(os, name, noted(name))
    write_atomic(tmp_path / "page.pdf", NEW)
    assert done == ["fsync", "replace", "fsync"]


def test_a_write_makes_the_folder_and_replaces_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "pages" / "acme" / "page.pdf"
    write_atomic(path, OLD)
    write_atomic(path, NEW)
    assert path.read_bytes() == NEW
    assert [item.name for item in path.parent.iterdir()] == ["page.pdf"]


@pytest.mark.parametrize("mask, mode", [(0o022, 0o644), (0o027, 0o640), (0o077, 0o600), (0, 0o666)])
def test_the_mode_of_a_file_follows_the_umask(mask: int, mode: int, tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    before = os.umask(mask)
    try:
        write_atomic(path, NEW)
        kept = os.umask(mask)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == mode
    assert kept == mask


def test_a_write_never_touches_the_mask_of_the_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Several threads write at once; a mask that one reads by setting it is the mask of the others too."""
    masks: list[int] = []
    monkeypatch.setattr(os, "umask", masks.append)
    write_atomic(tmp_path / "page.pdf", NEW)
    assert (content(tmp_path / "page.pdf"), masks) == (NEW, [])


@pytest.mark.parametrize("target", ["there", "nowhere"])
def test_a_symbolic_link_is_refused_and_its_target_untouched(target: str, tmp_path: Path) -> None:
    (tmp_path / "there").write_bytes(OLD)
    link = tmp_path / "page.pdf"
    link.symlink_to(tmp_path / target)
    with pytest.raises(FileError, match=r"page\.pdf is a symbolic link; name the file itself"):
        write_atomic(link, NEW)
    assert (tmp_path / "there").read_bytes() == OLD
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="is a folder; name a file in it"):
        write_atomic(tmp_path, NEW)
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pages").write_bytes(OLD)
    with pytest.raises(FileError, match=r"pages cannot be made .*; choose another folder"):
        write_atomic(tmp_path / "pages" / "page.pdf", NEW)
    assert (tmp_path / "pages").read_bytes() == OLD


def test_a_name_too_long_for_the_disk_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="File name too long"):
        write_atomic(tmp_path / ("a" * 300), NEW)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    error = OSError(errno.EROFS, os.strerror(errno.EROFS))
    monkeypatch.setattr(Path, "mkdir", failing(Path.mkdir, 1, error))
    with pytest.raises(FileError, match=r"pages cannot be made \(Read-only file system\); choose another folder"):
        make_folder(tmp_path / "pages")


@pytest.mark.parametrize("size", [0, 9, 10])
def test_a_file_up_to_the_limit_is_read_whole(size: int, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"x" * size)
    assert read_bytes(tmp_path / "a.yaml", limit=10) == b"x" * size


def test_a_file_over_the_limit_is_refused_with_the_limit(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"x" * 1_001)
    with pytest.raises(FileError, match=r"a\.yaml is larger than 1,000 bytes; is it the right file\?"):
        read_bytes(tmp_path / "a.yaml", limit=1_000)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"nope\.yaml does not exist; check the path"):
        read_bytes(tmp_path / "nope.yaml")


def test_a_folder_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="is a folder; name a file in it"):
        read_bytes(tmp_path)


def test_a_file_without_permission_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.yaml").write_bytes(b"x")
    error = PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    monkeypatch.setattr(Path, "open", failing(Path.open, 1, error))
    with pytest.raises(FileError, match=r"a\.yaml cannot be read \(Permission denied\); check the path"):
        read_bytes(tmp_path / "a.yaml")
