"""A batch before it runs: its accounts with their files, and the settings of all pages."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Date
from pathlib import Path
from typing import Any

import numpy as np

from valuepitch.batch.settings import Settings, beside, digest_of
from valuepitch.documents import Document
from valuepitch.errors import WARNING, FileError, InputError, Problem, in_order
from valuepitch.files import read_bytes
from valuepitch.inputs.load import Loaded, load
from valuepitch.inputs.targets import Reject, Targets, read_targets
from valuepitch.model import Product
from valuepitch.pipeline.templates import chosen
from valuepitch.text import did_you_mean, slug

_LARGEST_KEYS = 2**30  # bytes
HASHED = 8  # hex digits of the key's digest in a file's name
HASHED_ALONE = 16  # where no letter of the name can be in it, so that the digest alone tells files apart
_SHOWN = 20  # unknown keys
_COMPARED = 20  # keys of a list that an unknown one is compared with, or that are named in its place
_NAMELESS = "target"


@dataclass(frozen=True)
class Wanted:
    """Which accounts of a list are asked for; all where neither is said.

    Attributes:
        keys: by their keys.
        limit: the first so many.
    """

    keys: Sequence[str] = ()
    limit: int | None = None


@dataclass(frozen=True)
class Plan:
    """What is to be made.

    Attributes:
        targets: the list.
        chosen: the accounts that are asked for, by their place in the list.
        settings: of all pages.
        rejects: rows of the list that were not taken, of those that are asked for.
    """

    targets: Targets
    chosen: Sequence[int]
    settings: Settings
    rejects: tuple[Reject, ...]

    def accounts(self) -> Iterator[Account]:
        """Every account that is asked for, made as it is needed."""
        return (account(self.targets, at) for at in self.chosen)


@dataclass(frozen=True)
class Account:
    """One account of a list.

    Attributes:
        at: its place among the accepted rows.
        file: the name of its page.
        document: what its prospect's file would hold.
        inputs: SHA-256 of that.
    """

    at: int
    row: int
    key: str
    file: str
    document: Document
    inputs: str


def account(targets: Targets, at: int) -> Account:
    """The account at a place of a list."""
    key, document = str(targets.keys[at]), targets.prospect(at)
    name = str(targets.texts["name"][at])
    return Account(at, int(targets.rows[at]), key, file_of(name, key), document, digest_of(document.data))


def file_of(name: str, key: str) -> str:
    """The file of an account: its name for people, the digest of its key for certainty."""
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    told = slug(name, _NAMELESS)
    return f"{told}-{digest[: HASHED_ALONE if told == _NAMELESS else HASHED]}.pdf"


def read_keys(path: Path) -> tuple[str, ...]:
    """Keys of accounts, one a line, as ``rank --keys`` writes them.

    Raises:
        FileError: it cannot be read, is not UTF-8, or holds none.
    """
    try:
        keys = [line.strip() for line in read_bytes(path, _LARGEST_KEYS).decode("utf-8-sig").splitlines()]
    except UnicodeDecodeError:
        raise FileError(f"{path} is not UTF-8 text", "write one key a line, as rank --keys does") from None
    found = tuple(filter(None, keys))
    if not found:
        raise FileError(f"{path} holds no key", "write one key a line, as rank --keys does")
    return found


def profile(path: Path) -> Loaded[Product]:
    """The profile of a batch.

    Raises:
        InputError: every problem in it.
        FileError: it cannot be read.
    """
    loaded = load(path, Product)
    if loaded.model is None:
        raise InputError(str(path), in_order(p for p in loaded.problems if p.severity != WARNING))
    return loaded


def make_plan(
    listed: Path,
    product: Loaded[Product],
    *,
    wanted: Wanted,
    date: Date | None = None,
    page: str = "a4",
    attachments: bool = True,
    redact: bool = False,
    template: str | None = None,
    templates: Path | None = None,
    **reading: Any,
) -> Plan:
    """Read a list and settle what all its pages share.

    Args:
        listed: the list.
        product: the profile, from :func:`profile`.
        wanted: the accounts that are asked for.
        date: of the pages; today by default.
        page, attachments, redact, template, templates: as for a single page.
        reading: further arguments of :func:`read_targets`.

    Raises:
        InputError: every problem of the list as a whole, or a key that it does not have.
        FileError, TemplateError: a file or the template cannot be used.
    """
    assert product.model is not None
    folder = Path(product.document.file).parent
    targets = read_targets(listed, product.model, folder=folder, **reading)
    documents = (Document(str(listed), None, {(): (1, 1)}), product.document)
    used = chosen(template or product.model.template, documents, templates)
    settings = Settings(product, used, page, date or Date.today(), attachments, redact, beside(product.document))
    places, rejects = _asked(targets, wanted)
    return Plan(targets, places, settings, rejects)


def _asked(targets: Targets, wanted: Wanted) -> tuple[Sequence[int], tuple[Reject, ...]]:
    """The places of the accounts that are asked for, and the rows among them that were not taken."""
    if wanted.keys:
        at = {str(key): index for index, key in enumerate(targets.keys)}
        refused = {reject.key for reject in targets.rejects}
        unknown = [key for key in dict.fromkeys(wanted.keys) if key not in at and key not in refused]
        if unknown:
            _refuse(targets, unknown, at)
        chosen = [at[key] for key in dict.fromkeys(wanted.keys) if key in at]
        rejects = tuple(reject for reject in targets.rejects if reject.key in set(wanted.keys))
        return chosen[: wanted.limit], rejects
    if wanted.limit is None:
        return range(targets.n), targets.rejects
    return range(min(wanted.limit, targets.n)), ()


def _refuse(targets: Targets, unknown: list[str], known: Collection[str]) -> None:
    few = len(known) <= _COMPARED
    problems = [
        Problem(
            f"has no account with the key {key}",
            did_you_mean(key, known) if few else "see its column of keys: valuepitch targets inspect",
            file=targets.source,
        )
        for key in unknown[:_SHOWN]
    ]
    if len(unknown) > _SHOWN:
        problems.append(Problem(f"has none for {len(unknown) - _SHOWN:,} more of the keys", file=targets.source))
    raise InputError(targets.source, tuple(problems))


def by_key(targets: Targets) -> np.ndarray:
    """Places of the accounts in the order of their keys, so that the order of the list changes no file."""
    return np.argsort(targets.keys.astype(str), kind="stable")
