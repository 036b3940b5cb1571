"""The two files of a case with the documents that they were read from."""

from __future__ import annotations

from dataclasses import dataclass

from valuepitch.documents import Document
from valuepitch.model import Product, Prospect
from valuepitch.model.sourced import Sourced


@dataclass(frozen=True)
class Files:
    """Both models with the documents that they were read from."""

    prospect: Prospect
    product: Product
    prospect_file: Document
    product_file: Document

    def named(self) -> dict[str, Sourced]:
        """Every number that formulas can name."""
        return {**self.prospect.financials.given(), **self.prospect.facts, **self.product.assumptions}
