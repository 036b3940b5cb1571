"""What this machine has and lacks for making pages."""

from __future__ import annotations

import ctypes.util
import importlib
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass

OK, SLOW, MISSING = "ok", "slow", "missing"
LETTERS = "ğşıİ₺€−–≥×÷"


@dataclass(frozen=True)
class Finding:
    """One thing looked at.

    Attributes:
        state: ok, slow (works, with a cost) or missing (no page can be made).
        remedy: the line that mends it; "" where nothing is to be mended.
    """

    what: str
    state: str
    said: str
    remedy: str = ""

    def plain(self) -> dict[str, str]:
        return asdict(self)


def examine() -> list[Finding]:
    """Everything that a page needs, each looked at."""
    return [look() for look in LOOKS]


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding("Python", OK, version)  # an older one cannot install the program


def _pango() -> Finding:
    lacking = [name for name in ("pango-1.0", "pangoft2-1.0") if not _library(name)]
    remedy = "apt-get install libpango-1.0-0 libpangoft2-1.0-0"
    if lacking:
        return Finding("Pango", MISSING, f"{', '.join(lacking)} not found; text cannot be set", remedy)
    try:
        weasyprint = importlib.import_module("weasyprint")
        ffi = importlib.import_module("weasyprint.text.ffi")
    except (ImportError, OSError) as error:
        return Finding("Pango", MISSING, f"WeasyPrint does not load: {error}", remedy)
    number = int(ffi.pango.pango_version())
    version = f"{number // 10000}.{number // 100 % 100}.{number % 100}"
    return Finding("Pango", OK, f"{version}, with WeasyPrint {weasyprint.__version__}")


def _subsetting() -> Finding:
    if _library("harfbuzz-subset"):
        return Finding("Font subsetting", OK, "libharfbuzz-subset found")
    said = "libharfbuzz-subset not found; each page takes about 0.3 s more and its bytes differ from other machines'"
    return Finding("Font subsetting", SLOW, said, "apt-get install libharfbuzz-subset0")


def _library(name: str) -> bool:
    return ctypes.util.find_library(name) is not None


def _fonts() -> Finding:
    from valuepitch.errors import ValuepitchError
    from valuepitch.render.glyphs import missing
    from valuepitch.render.template import load_template

    remedy = "pip install font-source-sans-pro font-source-serif-pro"
    try:
        template = load_template()
    except ValuepitchError as error:
        return Finding("Fonts", MISSING, str(error), remedy)
    lacking = missing(LETTERS, template)
    if lacking:
        return Finding("Fonts", MISSING, f"no glyph for {' '.join(lacking)}", remedy)
    return Finding("Fonts", OK, f"{len(template.config.fonts)} faces, with {' '.join(LETTERS)}")


def _figures() -> Finding:
    """The kernel against an independent library on one flow."""
    import numpy_financial as independent

    from valuepitch.finance import irr

    flow = [-1000.0, 400.0, 500.0, 600.0]
    ours, theirs = float(irr(flow, 1)[0]), float(independent.irr(flow))
    if abs(ours - theirs) < 1e-9:
        return Finding("Figures", OK, f"IRR of {flow} is {ours:.6%}, as numpy-financial finds")
    return Finding("Figures", MISSING, f"IRR is {ours:.6%}, numpy-financial finds {theirs:.6%}", "reinstall numpy")


LOOKS: tuple[Callable[[], Finding], ...] = (_python, _pango, _subsetting, _fonts, _figures)
