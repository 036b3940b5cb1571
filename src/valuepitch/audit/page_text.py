"""What a page says against what its data say: every text, and every word that no text accounts for.

Run as a program it reads a PDF and prints its text: in a process of its own, whose memory and time are limited, since
a small file may unpack to any size.
"""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from valuepitch.errors import FileError
from valuepitch.page.spoken import Piece, printed

MEMORY, SECONDS = 2**30, 10  # bytes and CPU seconds of the process that reads; a page takes a twentieth of each

_USED = "\x00"
_HIDDEN = {ord(char): None for char in "\u00ad\u200b\u2060\ufeff\ufffe\x02"}  # what a line end makes visible
_DAMAGED = FileError("its text cannot be read", "ask for the file as it was made")


def text_of(pdf: bytes) -> str:
    """The text of the one page of a file, in the order in which it is drawn.

    Raises:
        FileError: it does not open, has another number of pages, or unpacks to more than any page does.
    """
    command = [sys.executable, "-I", "-m", __name__]
    try:
        done = subprocess.run(command, input=pdf, capture_output=True, timeout=3 * SECONDS)
    except subprocess.TimeoutExpired:
        raise _DAMAGED from None
    if done.returncode:
        raise _DAMAGED
    return done.stdout.decode("utf-8", "replace")


def main() -> None:
    """Print the text of the page that stands in standard input."""
    import pypdfium2

    try:
        import resource
    except ModuleNotFoundError:  # Windows, which has no such limits
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    if len(document) != 1:
        raise SystemExit(1)
    text = str(document[0].get_textpage().get_text_bounded())
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))


def differences(page: Mapping[str, Any], text: str) -> Iterator[str]:
    """What the page does not say although its data do, and what it says of its own.

    Texts are taken out of the page's words one after the other, the longest first, each as often as the data say it;
    what is left has no ground in the data. Words alone do not show that each stands in its place.

    Args:
        page: ``PageContext.plain()`` made anew from the data.
        text: what the page says.
    """
    words = _words(text)
    used = [False] * len(words)
    pieces = sorted(
        ((piece, wanted) for piece in printed(page) if (wanted := _words(piece.text))),
        key=lambda item: (-len(item[1]), -len("".join(item[1]))),
    )
    left = [(piece, wanted) for piece, wanted in pieces if not _take(wanted, words, used)]
    # Words that touch in a drawing, or that a line end parts, are read otherwise than they were written.
    rest = "".join(_USED if taken else word for word, taken in zip(words, used, strict=True))
    missing: list[Piece] = []
    for piece, wanted in left:
        said = "".join(wanted)
        if said in rest:
            rest = rest.replace(said, _USED, 1)
        else:
            missing.append(piece)
    for piece in missing:
        yield f"{piece.place}: the data say “{piece.text}”, and the page does not"
    for word in filter(None, rest.split(_USED)):
        if word.strip("·"):  # what parts two texts
            yield f"the page says “{word}”, which is not in the data"


def _words(text: str) -> list[str]:
    return unicodedata.normalize("NFKC", text).translate(_HIDDEN).split()


def _take(wanted: list[str], words: list[str], used: list[bool]) -> bool:
    """Mark the first place where some words stand one after the other and are not taken; False where there is none."""
    count, first = len(wanted), wanted[0]
    for at in range(len(words) - count + 1):
        if words[at] == first and words[at : at + count] == wanted and not any(used[at : at + count]):
            used[at : at + count] = [True] * count
            return True
    return False


if __name__ == "__main__":
    main()
