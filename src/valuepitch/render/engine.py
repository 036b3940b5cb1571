"""What an engine is, and what it gives. WeasyPrint is the first; another kind of template can bring another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from valuepitch.render.template import Template


@dataclass(frozen=True)
class Options:
    """How a page is rendered.

    Attributes:
        page: ``a4`` or ``letter``.
        spacing: the fitting step.
    """

    page: str = "a4"
    spacing: str = "normal"


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

    def pdf(self) -> bytes:
        """Draw it; ``denied`` and ``findings`` are complete after this."""
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
    """

    pdf: bytes
    pages: int
    fill: float
    fitted: tuple[str, ...]
    findings: tuple[str, ...]
