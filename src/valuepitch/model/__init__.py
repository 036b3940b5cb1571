"""What people write: the prospect and the product profile."""

from valuepitch.model.product import Product
from valuepitch.model.prospect import Prospect

__all__ = ["Product", "Prospect"]
