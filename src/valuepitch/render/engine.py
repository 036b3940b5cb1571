"""What an engine is, and what it gives. WeasyPrint is the first; another kind of template can bring another."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from valuepitch.page.compose import Shown
from valuepitch.render.template import Template

SOURCE, DATA = "Source", "Data"
NO_PROPERTIES: Mapping[str, str] = MappingProxyType({})

_FILE_NAME = re.compile(r"[^\s./\\]([^/\\]*[^\s./\\])?")
_TYPES = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".txt": "text/plain",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
}


@dataclass(frozen=True)
class Options:
    """How a page is rendered.

    Attributes:
        page: ``a4`` or ``letter``.
        spacing: the fitting step.
    """

    page: str = "a4"
    spacing: str = "normal"


@dataclass(frozen=True)
class Attachment:
    """A file that a page carries.

    Attributes:
        name: its name, which no other attachment of the page has.
        data: what is in it.
        description: what it is, for readers that list attachments.
        relationship: ``Source``, what the page was made from, or ``Data``, what it shows.
        moment: when it was made and last changed, in UTC. *Why:* the clock would make every page's bytes different.

    Raises:
        ValueError: the name is no file name, the relationship is another word, or the moment is not in UTC.
    """

    name: str
    data: bytes
    description: str
    relationship: str
    moment: datetime

    def __post_init__(self) -> None:
        if not _FILE_NAME.fullmatch(self.name) or not self.name.isprintable():
            raise ValueError(f"an attachment is called {self.name!r}, which is no file name")
        if self.relationship not in (SOURCE, DATA):
            raise ValueError(f"the relationship of {self.name} is {self.relationship!r}, not {SOURCE} or {DATA}")
        if self.moment.utcoffset() != timedelta(0):
            raise ValueError(f"the moment of {self.name} is not in UTC")

    @property
    def mime(self) -> str:
        """What kind of file it is, by its name; the same on every machine."""
        return _TYPES.get(self.name[self.name.rfind(".") :].lower(), "application/octet-stream")


def in_order(attachments: Sequence[Attachment]) -> list[Attachment]:
    """Attachments by name, as a PDF lists them.

    Raises:
        ValueError: two have one name.
    """
    found = sorted(attachments, key=lambda attachment: attachment.name)
    for one, other in itertools.pairwise(found):
        if one.name == other.name:
            raise ValueError(f"two attachments are called {one.name}")
    return found


class Attached(NamedTuple):
    """What a page carries besides what it shows.

    Attributes:
        attachments: files, in any order.
        properties: texts by name, for readers that list a document's properties: ``Fingerprint``, or
            ``SHA-256 of figures.json``.
    """

    attachments: Sequence[Attachment] = ()
    properties: Mapping[str, str] = {}


class Laid(Protocol):
    """A page that is laid out and not yet drawn, so that fitting costs no drawing.

    Attributes:
        pages: how many pages the content takes.
        used: the height of the content, all pages together, in points.
        denied: addresses that the template asked for and did not get.
        findings: what the engine warned of.
    """

    pages: int
    used: float
    denied: list[str]
    findings: list[str]

    def pdf(self, attachments: Sequence[Attachment] = (), properties: Mapping[str, str] = NO_PROPERTIES) -> bytes:
        """Draw it as PDF/A-3a and PDF/UA-1; ``denied`` and ``findings`` are complete after this.

        Raises:
            ValueError: two attachments have one name, or a property has a name or a text that cannot be written.
        """
        ...


class Engine(Protocol):
    """Turns a context and a template into a page."""

    def lay_out(self, page: Mapping[str, Any], template: Template, options: Options) -> Laid:
        """Lay out ``PageContext.plain()``."""
        ...


@dataclass(frozen=True)
class Page:
    """A finished page.

    Attributes:
        pdf: the file.
        pages: always 1.
        fill: the share of the height that the content fills.
        fitted: what was done to make it fit, in words.
        findings: what the engine warned of.
        shown: what of the content is on it.
        attached: what it carries.
    """

    pdf: bytes
    pages: int
    fill: float
    fitted: tuple[str, ...]
    findings: tuple[str, ...]
    shown: Shown
    attached: Attached
