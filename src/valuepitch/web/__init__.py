"""The live preview: a page in the browser that follows its files. Loopback only, and only while a user runs it."""

from valuepitch.web.preview import Preview, watched_files
from valuepitch.web.state import Board, State

__all__ = ["Board", "Preview", "State", "watched_files"]
