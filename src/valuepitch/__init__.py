"""One page of ROI, IRR and payback that a CFO can check.

>>> import valuepitch
>>> built = valuepitch.build("prospect.yaml", "product.yaml", "page.pdf")  # doctest: +SKIP
>>> built.measures["Payback"]  # doctest: +SKIP
'16 months'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from valuepitch.version import __version__

if TYPE_CHECKING:
    from valuepitch.audit import Extracted, Report, extract, verify
    from valuepitch.batch.pages import Batch, make_pages
    from valuepitch.batch.ranking import rank_list
    from valuepitch.errors import (
        FileError,
        InputError,
        PageOverflowError,
        Problem,
        RenderError,
        TemplateError,
        ValuepitchError,
    )
    from valuepitch.inputs.load import load_product, load_prospect
    from valuepitch.measured import Measured, measure
    from valuepitch.model import Product, Prospect
    from valuepitch.pipeline import Built, Evaluation, build, evaluate, write_workbook
    from valuepitch.pipeline.funnel import build_funnel

# Where each public name is; imported when it is first used, so that `valuepitch --help` stays quick.
_HOMES = {
    "valuepitch.audit": ("Extracted", "Report", "extract", "verify"),
    "valuepitch.batch.pages": ("Batch", "make_pages"),
    "valuepitch.batch.ranking": ("rank_list",),
    "valuepitch.errors": (
        "FileError",
        "InputError",
        "PageOverflowError",
        "Problem",
        "RenderError",
        "TemplateError",
        "ValuepitchError",
    ),
    "valuepitch.inputs.load": ("load_product", "load_prospect"),
    "valuepitch.measured": ("Measured", "measure"),
    "valuepitch.model": ("Product", "Prospect"),
    "valuepitch.pipeline": ("Built", "Evaluation", "build", "evaluate", "write_workbook"),
    "valuepitch.pipeline.funnel": ("build_funnel",),
}

__all__ = [
    "Batch",
    "Built",
    "Evaluation",
    "Extracted",
    "FileError",
    "InputError",
    "Measured",
    "PageOverflowError",
    "Problem",
    "Product",
    "Prospect",
    "RenderError",
    "Report",
    "TemplateError",
    "ValuepitchError",
    "__version__",
    "build",
    "build_funnel",
    "evaluate",
    "extract",
    "load_product",
    "load_prospect",
    "make_pages",
    "measure",
    "rank_list",
    "verify",
    "write_workbook",
]


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
