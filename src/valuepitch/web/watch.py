"""Changes of files as people save them: written over, replaced by another, removed and made anew.

Folders are watched, not files: an editor that replaces a file leaves a watch of the old one behind. What wakes us may
be anything in a folder; whether one of ours has changed is seen from its stamp.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import watchfiles

Watched = Callable[[], list[Path]]
Stamp = tuple[int, int, int] | None
Stamps = dict[Path, Stamp]

# Milliseconds: how long it has to be quiet after a change, how long changes are gathered at most, and how often the
# stamps are looked at although nothing was told, as some network folders never tell.
QUIET, GATHERED, UNTOLD = 15, 150, 250


def changes(watched: Watched, stop: threading.Event) -> Iterator[None]:
    """Yields at once, and again after each change of a watched file or of a file in a watched folder, until ``stop``.

    ``watched`` is asked anew after every change, so that it may follow what a file names.
    """
    seen = stamps(watched())
    yield
    while not stop.is_set():
        folders = _folders(watched())
        for _ in _woken(folders, stop):
            now = stamps(watched())
            if now != seen:
                seen = now
                yield
            if _folders(watched()) != folders:
                break


def stamps(paths: Iterable[Path]) -> Stamps:
    """Every file with what changes when it is saved; a file that is not there has None."""
    found: Stamps = {}
    for path in paths:
        for file in [path, *_inside(path)]:
            found[file] = _stamp(file)
    return found


def _stamp(path: Path) -> Stamp:
    try:
        status = path.stat()
    except OSError:
        return None
    return (status.st_mtime_ns, status.st_size, status.st_ino)


def _inside(path: Path) -> Iterator[Path]:
    for folder, _, files in os.walk(path):  # of a file, nothing
        yield from (Path(folder) / name for name in files)


def _folders(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The folders to watch: of each file, of what a link points to, and all of a watched folder."""
    found: dict[Path, None] = {}
    for path in paths:
        for folder in (path.parent, path.resolve().parent, *(Path(folder) for folder, _, _ in os.walk(path))):
            if folder.is_dir():
                found.setdefault(folder)
    return tuple(found)


def _woken(folders: tuple[Path, ...], stop: threading.Event) -> Iterator[None]:
    """Yields when something changed in one of the folders, and now and then; ends with ``stop`` or the folders."""
    if not folders:
        stop.wait(UNTOLD / 1000)
        return
    told = watchfiles.watch(
        *folders,
        watch_filter=None,
        debounce=GATHERED,
        step=QUIET,
        stop_event=stop,
        rust_timeout=UNTOLD,
        yield_on_timeout=True,
        recursive=False,
    )
    with contextlib.suppress(FileNotFoundError):  # a folder went away between two looks
        for _ in told:
            yield
