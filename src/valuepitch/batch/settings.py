"""What all pages of a batch share, as it is sent to the processes that draw them."""

from __future__ import annotations

import hashlib
import json
import pickle
import zlib
from dataclasses import dataclass, replace
from datetime import date as Date
from functools import cached_property
from pathlib import Path

from valuepitch.case.fingerprint import meaning
from valuepitch.documents import Document
from valuepitch.errors import FileError
from valuepitch.files import read_bytes
from valuepitch.inputs import readers, wording
from valuepitch.inputs.load import Loaded, folder_of
from valuepitch.model import Product
from valuepitch.render.template import Template, with_packaged, without_packaged
from valuepitch.version import __version__

_BESIDE = (readers.FILE, wording.FILE)  # files beside the profile that change pages
_LIMIT = 2_000_000  # bytes


@dataclass(frozen=True)
class Settings:
    """What all pages share.

    Attributes:
        product: the profile as it was read.
        template: what draws the pages.
        page: ``a4`` or ``letter``.
        date: the pages'.
        attachments: whether pages carry workbook and data.
        redact: whether internal sources are left out.
        beside: SHA-256 of each file beside the profile that changes pages; "" for one that is not there.
    """

    product: Loaded[Product]
    template: Template
    page: str
    date: Date
    attachments: bool = True
    redact: bool = False
    beside: tuple[str, ...] = ()

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all that a page depends on besides its prospect: another one makes every page anew."""
        assert self.product.model is not None
        said = {
            "version": __version__,
            "product": meaning(self.product.model),
            "template": self.template.digest,
            "page": self.page,
            "date": self.date.isoformat(),
            "attachments": self.attachments,
            "redact": self.redact,
            "beside": list(self.beside),
        }
        return digest_of(said)

    @cached_property
    def packed(self) -> bytes:
        """The settings as they travel: fonts that every machine has stay at home."""
        lean = replace(self, template=without_packaged(self.template))
        return __version__.encode() + b"\n" + zlib.compress(pickle.dumps(lean, pickle.HIGHEST_PROTOCOL), 1)


def unpacked(data: bytes) -> Settings:
    """Settings that have arrived.

    *Why pickle:* they come over a pipe from the process that started this one, or from the user's own cluster.

    Raises:
        FileError: another version of the program sent them; its pages would not be those of this one.
    """
    sent, _, packed = data.partition(b"\n")
    if sent != __version__.encode():
        said = f"the machine that draws has valuepitch {__version__}, the run {sent.decode()}"
        raise FileError(said, "install the same version on both")
    settings: Settings = pickle.loads(zlib.decompress(packed))
    return replace(settings, template=with_packaged(settings.template))


def beside(product: Document) -> tuple[str, ...]:
    """SHA-256 of each file beside a profile that changes pages, "" for one that is not there."""
    folder = folder_of(product)
    return tuple(_digest(folder / name) if folder else "" for name in _BESIDE)


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(read_bytes(path, _LIMIT)).hexdigest()
    except FileError:
        return ""


def digest_of(plain: object) -> str:
    """SHA-256 of plain data, whatever the order of its keys."""
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
