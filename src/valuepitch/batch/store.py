"""Where the pages of a batch go: a folder, or an object store that the user names."""

from __future__ import annotations

import contextlib
import hashlib
import platform
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from valuepitch.errors import FileError
from valuepitch.files import read_bytes, replacing, write_atomic

LOCK = ".valuepitch.lock"  # stands in the folder of a run
LARGEST = 64 * 2**20  # bytes of a page
_LOCAL = ("file://", "local://")


class Store(Protocol):
    """Whole files by their names in one place; it travels to the processes that write there."""

    @property
    def place(self) -> str:
        """What the user calls it."""

    def write(self, name: str, data: bytes) -> None:
        """Put a file in its place, whole or not at all.

        Raises:
            FileError: it cannot be written.
        """

    def replacing(self, name: str) -> AbstractContextManager[BinaryIO]:
        """A file to write to that takes its place once all is written.

        Raises:
            FileError: as ``write``.
        """

    def digest(self, name: str) -> str:
        """SHA-256 of a file; "" where there is none that can be read."""


@dataclass(frozen=True)
class Folder:
    """A folder of this machine, or one that all machines share."""

    path: Path

    @property
    def place(self) -> str:
        return str(self.path)

    def write(self, name: str, data: bytes) -> None:
        if not (self.path / LOCK).exists():  # a worker elsewhere would fill a folder that nobody looks into
            said = f"{self.path} on {platform.node()} is not the folder of the run"
            raise FileError(said, "name a folder that every worker reaches by the same path")
        write_atomic(self.path / name, data)

    def replacing(self, name: str) -> AbstractContextManager[BinaryIO]:
        return replacing(self.path / name)

    def digest(self, name: str) -> str:
        try:
            return hashlib.sha256(read_bytes(self.path / name, LARGEST)).hexdigest()
        except FileError:
            return ""


@dataclass(frozen=True)
class Bucket:
    """Files below an address such as ``s3://pages/autumn``, by fsspec. Object stores show a file once it is whole."""

    place: str

    def write(self, name: str, data: bytes) -> None:
        system, path = self._opened()
        try:
            system.makedirs(path, exist_ok=True)
            system.pipe_file(f"{path}/{name}", data)
        except Exception as error:
            raise self._fault(error) from error

    @contextlib.contextmanager
    def replacing(self, name: str) -> Iterator[BinaryIO]:
        with tempfile.TemporaryFile() as file:
            yield file
            file.seek(0)
            system, path = self._opened()
            try:
                system.makedirs(path, exist_ok=True)
                with system.open(f"{path}/{name}", "wb") as there:
                    shutil.copyfileobj(file, there)
            except Exception as error:
                raise self._fault(error) from error

    def digest(self, name: str) -> str:
        system, path = self._opened()
        try:
            return hashlib.sha256(system.cat_file(f"{path}/{name}")).hexdigest()
        except FileNotFoundError:
            return ""
        except Exception as error:
            raise self._fault(error) from error

    def _opened(self) -> tuple[Any, str]:
        import fsspec

        try:
            system, path = fsspec.url_to_fs(self.place)
        except (ImportError, ValueError) as error:
            raise FileError(
                f"{self.place} cannot be opened ({error})", "install what it needs, such as s3fs"
            ) from error
        return system, str(path).rstrip("/")

    def _fault(self, error: Exception) -> FileError:
        said = f"{self.place} cannot be used ({type(error).__name__}: {error})"
        return FileError(said, "check the address and the rights to it")


def store_of(place: str) -> Store:
    """The store that a place names: a folder, or an address with a scheme.

    Raises:
        FileError: it needs what is not installed.
    """
    for scheme in _LOCAL:
        if place.startswith(scheme):
            return Folder(Path(place.removeprefix(scheme)).resolve())
    if "://" not in place:
        return Folder(Path(place).resolve())
    if find_spec("fsspec") is None:
        raise FileError(f"{place} needs fsspec", "pip install 'valuepitch[cluster]' and, for s3://, s3fs")
    bucket = Bucket(place.rstrip("/"))
    bucket.digest("manifest.json")  # the address, its packages and its rights are tried before the first page
    return bucket
