"""Where two PDF files differ, object by object: what is drawn, fonts, tags, notes, actions, layers, metadata."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

from valuepitch.errors import FileError
from valuepitch.render.attachments import content

MOST = 200  # differences that are looked for

ATTACHMENTS = ("the list of its attachments", "the list of its associated files")
METADATA = "its metadata"

_FONTS = "the letters of its fonts"
# What the places in a file are called, the longest first.
_WORDS = (
    ("/Root/Pages/Kids[0]/Contents", "what is drawn on the page"),
    ("/Root/Pages/Kids[0]/Annots", "notes and links on the page"),
    ("/Root/Pages/Kids[0]/Resources", "images and colours of the page"),
    ("/Root/Pages", "the page itself, its size or how many there are"),
    ("/Root/StructTreeRoot", "what screen readers say"),
    ("/Root/Metadata", METADATA),
    ("/Root/Names", ATTACHMENTS[0]),
    ("/Root/AF", ATTACHMENTS[1]),
    ("/Root/Outlines", "its bookmarks"),
    ("/Root/OpenAction", "an action on opening"),
    ("/Root/AA", "an action"),
    ("/Root/AcroForm", "a form"),
    ("/Root/OCProperties", "layers that can be hidden"),
    ("/Info", METADATA),
)
_UPWARDS = frozenset({"/Parent", "/P", "/Pg"})
_PACKING = frozenset({"/Length", "/Filter", "/DecodeParms"})


def differences(stored: bytes, again: bytes) -> list[str]:
    """The kinds of objects in which a file is not the one that is drawn again; empty where only the packing is another.

    Args:
        stored: of the file that is looked at, whatever it holds.
        again: as the program draws it.

    Raises:
        FileError: the file is damaged.
    """
    try:
        with pikepdf.open(io.BytesIO(stored), attempt_recovery=False) as one, pikepdf.open(io.BytesIO(again)) as other:
            places = list(_places(one, other))
    # What pikepdf and Python say of an object that is not there, or is of another kind than it has to be.
    except (pikepdf.PdfError, AttributeError, LookupError, TypeError, ValueError, RuntimeError) as error:
        raise FileError("it is damaged or cut off", "ask for the file as it was made") from error
    return list(dict.fromkeys(map(_named, places)))


def _named(place: str) -> str:
    """What a place is called: fonts wherever they stand, all else by how it begins."""
    if "/Font/" in place:
        return _FONTS
    return next((words for start, words in _WORDS if place.startswith(start)), place)


def _places(one: pikepdf.Pdf, other: pikepdf.Pdf) -> Iterator[str]:
    """Places that differ, from the ends of both files on; each pair of objects is compared once."""
    pairs: list[tuple[str, Any, Any]] = [("/Root", one.Root, other.Root)]
    info = [document.trailer.get("/Info") for document in (one, other)]
    pairs.append(("/Info", info[0], info[1]))
    seen: set[tuple[tuple[int, int], tuple[int, int]]] = set()
    found = 0
    while pairs and found < MOST:
        place, mine, theirs = pairs.pop()
        if isinstance(mine, pikepdf.Object) and isinstance(theirs, pikepdf.Object):
            both = (mine.objgen, theirs.objgen)
            if both[0][0] and both[1][0]:
                if both in seen:
                    continue
                seen.add(both)
        inner = _inside(place, mine, theirs)
        if inner is None:
            found += 1
            yield place
        else:
            pairs += inner


def _inside(place: str, mine: Any, theirs: Any) -> list[tuple[str, Any, Any]] | None:
    """What is to be compared inside two objects; None where they differ themselves."""
    kinds = (pikepdf.Stream, pikepdf.Dictionary, pikepdf.Array)
    if type(mine) is not type(theirs) or any(isinstance(mine, kind) != isinstance(theirs, kind) for kind in kinds):
        return None
    if isinstance(mine, pikepdf.Stream | pikepdf.Dictionary):
        is_stream = isinstance(mine, pikepdf.Stream)
        keys = [sorted(set(map(str, item.keys())) - (_PACKING if is_stream else set())) for item in (mine, theirs)]
        if keys[0] != keys[1] or (is_stream and not _same_stream(mine, theirs, place)):
            return None
        inner = [(f"{place}{key}", mine[key], theirs[key]) for key in keys[0] if key not in _UPWARDS]
        # From a stack: the page before its tags, so that what is drawn is called by its own name.
        return sorted(inner, key=lambda item: item[0].startswith("/Root/Pages"))
    if isinstance(mine, pikepdf.Array):
        if len(mine) != len(theirs):
            return None
        return [(f"{place}[{at}]", a, b) for at, (a, b) in enumerate(zip(mine, theirs, strict=True))]
    return [] if mine == theirs else None


def _same_stream(mine: Any, theirs: Any, place: str) -> bool:
    """Whether two streams hold the same once unpacked; no more of the first is unpacked than the second holds."""
    wanted = content(theirs, place)
    try:
        return content(mine, place, len(wanted)) == wanted
    except FileError:
        return False
