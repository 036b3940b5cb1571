"""Checking a finished page out of the file itself, and taking its inputs out again."""

from valuepitch.audit.extract import Extracted, extract
from valuepitch.audit.folders import verify_paths
from valuepitch.audit.verify import Check, Report, verify

__all__ = ["Check", "Extracted", "Report", "extract", "verify", "verify_paths"]
