"""The only module that writes files: temporary file, fsync, replace, fsync of the folder.

A reader sees the old file or the new one, never a torn one, whenever the
program or the machine stops.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from valuepitch.errors import FileError

TEMPORARY_PREFIX = ".vp-"
TEMPORARY_SUFFIX = ".tmp"
_MORE = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def read_bytes(path: Path, limit: int = 2_000_000) -> bytes:
    """The bytes of a regular file of at most ``limit`` bytes.

    Raises:
        FileError: it is missing, a folder, too large or not readable.
    """
    data = read_start(path, limit + 1)
    if len(data) > limit:
        raise FileError(f"{path} is larger than {limit:,} bytes", "is it the right file?")
    return data


def read_start(path: Path, count: int) -> bytes:
    """The first bytes of a file, which say of what kind it is.

    Raises:
        FileError: it is missing, a folder or not readable.
    """
    try:
        if path.is_dir():
            raise FileError(f"{path} is a folder", "name a file in it")
        with path.open("rb") as file:
            return file.read(count)
    except FileNotFoundError:
        raise FileError(f"{path} does not exist", "check the path") from None
    except OSError as error:
        raise FileError(f"{path} cannot be read ({error.strerror})", "check the path and its permissions") from error
    except ValueError as error:  # a name that no file can have
        raise FileError(f"{str(path)!a} is no name of a file", "check the path") from error


def is_folder(path: Path) -> bool:
    """Whether a path is a folder; a path that no file could have is none."""
    try:
        return path.is_dir()
    except OSError:
        return False


def make_folder(folder: Path) -> None:
    """Make a folder and its parents, if they are not there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"{folder} cannot be made ({error.strerror})", "choose another folder") from error


def write_atomic(path: Path, data: bytes) -> None:
    """Write a whole file or leave the old one as it was.

    Raises:
        FileError: the folder or the file cannot be written; the old file is intact
            and no temporary file is left.
    """
    with replacing(path) as file:
        file.write(data)


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write to that takes the place of another once all is written.

    Raises:
        FileError: as :func:`write_atomic`.
    """
    make_folder(path.parent)
    temporary: str | None = None
    try:
        if path.is_symlink():
            raise FileError(f"{path} is a symbolic link", "name the file itself")
        if path.is_dir():
            raise FileError(f"{path} is a folder", "name a file in it")
        name = f"{TEMPORARY_PREFIX}{secrets.token_hex(8)}{TEMPORARY_SUFFIX}"
        # The system takes the mask off the mode: reading the mask here would change it under other threads.
        handle = os.open(path.parent / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _MORE, 0o666)
        temporary = str(path.parent / name)
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
        temporary = None
    except OSError as error:
        raise FileError(f"{path} cannot be written ({error.strerror})", "the old file, if any, is untouched") from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
    # The new file is in its place; a folder that cannot be synced is no reason to say that it is not.
    with contextlib.suppress(OSError):
        _sync_folder(path.parent)


def sweep(folder: Path) -> None:
    """Remove temporary files that a killed run left in a folder; nobody else may be writing there."""
    for left in folder.glob(f"{TEMPORARY_PREFIX}*{TEMPORARY_SUFFIX}"):
        with contextlib.suppress(OSError):
            left.unlink()


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # a folder cannot be opened there
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
