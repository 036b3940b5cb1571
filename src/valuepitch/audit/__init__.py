"""Checking a finished page out of the file itself, and taking its inputs out again."""

from valuepitch.audit.again import Check, Report, verify
from valuepitch.audit.extracted import Extracted, extract
from valuepitch.audit.folders import verify_paths

__all__ = ["Check", "Extracted", "Report", "extract", "verify", "verify_paths"]
