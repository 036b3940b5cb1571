"""What a page says against what its data say: every text, and every word that no text accounts for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pypdfium2

from valuepitch.errors import FileError
from valuepitch.page.spoken import Piece, printed

_USED = "\x00"
_HIDDEN = re.compile("[\u00ad\u200b\u2060\ufeff\ufffe\x02]")  # hyphens and joints that a line end makes visible


def text_of(pdf: bytes) -> str:
    """The text of the one page of a file, in the order in which it is drawn.

    Raises:
        FileError: it does not open, or has another number of pages.
    """
    try:
        document = pypdfium2.PdfDocument(pdf)
        if len(document) != 1:
            raise FileError(f"it has {len(document)} pages, not one", "ask for the file as it was made")
        return str(document[0].get_textpage().get_text_bounded())
    except pypdfium2.PdfiumError as error:
        raise FileError("it is damaged or cut off", "ask for the file as it was made") from error


def differences(page: Mapping[str, Any], text: str, own_words: Iterable[str] = ()) -> Iterator[str]:
    """What the page does not say although its data do, and what it says of its own.

    Texts are taken out of the page's words one after the other, the longest first, each as often as the data say it;
    what is left has no ground in the data.

    Args:
        page: ``PageContext.plain()`` made anew from the data.
        text: what the page says.
        own_words: what the template says of its own.
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
    for said in own_words:
        for word in _words(said):
            rest = rest.replace(word, _USED, 1)
    for word in filter(re.compile(r"\w").search, rest.split(_USED)):
        yield f"the page says “{word}”, which is not in the data"


def _words(text: str) -> list[str]:
    return _HIDDEN.sub("", unicodedata.normalize("NFC", text)).split()


def _take(wanted: list[str], words: list[str], used: list[bool]) -> bool:
    """Mark the first place where some words stand one after the other and are not taken; False where there is none."""
    count, first = len(wanted), wanted[0]
    for at in range(len(words) - count + 1):
        if words[at] == first and words[at : at + count] == wanted and not any(used[at : at + count]):
            used[at : at + count] = [True] * count
            return True
    return False
