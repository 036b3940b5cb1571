"""The command line: one file per command; the only place that prints."""

from valuepitch.cli.main import main

__all__ = ["main"]
