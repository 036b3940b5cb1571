"""How wide a text is in the page's sans serif, so that labels of charts can be placed without a font engine."""

from __future__ import annotations

import unicodedata

# Advance widths of Source Sans Pro, characters 32 to 126, in thousandths of the type size (the fonts'
# own hmtx table; tests/page/test_metrics.py compares them).
_REGULAR = (
    "200 289 425 497 497 824 609 249 303 303 418 497 249 311 249 350 497 497 497 497 497 497 497 497 497 497 249 249 "
    "497 497 497 425 847 544 588 571 615 527 494 617 652 263 480 579 486 727 647 664 566 664 569 534 536 645 515 786 "
    "513 476 539 303 350 303 497 500 542 504 553 456 555 496 292 504 544 246 247 495 255 829 547 542 555 555 347 419 "
    "338 544 467 718 446 467 425 303 241 303 497"
)
_SEMIBOLD = (
    "200 315 482 513 513 841 639 275 324 324 438 513 275 322 275 344 513 513 513 513 513 513 513 513 513 513 275 275 "
    "513 513 513 444 875 558 597 576 625 538 510 628 663 282 494 597 502 745 656 674 582 674 592 545 546 655 536 800 "
    "541 501 540 324 344 324 513 500 549 516 563 462 564 507 317 520 558 262 263 522 271 843 560 549 564 564 373 431 "
    "361 556 495 748 481 495 443 324 255 324 513"
)
WIDTHS = {False: [int(w) for w in _REGULAR.split()], True: [int(w) for w in _SEMIBOLD.split()]}
_OTHER = 560  # any other letter
_WIDE = 1000  # letters that fill their square
_PLAIN = {"ı": "i", "’": "'", "\u00a0": " "}
_SIGNS = frozenset(map(ord, "₺€−–÷×"))


class _Advances(dict[str, int]):
    """Advance widths by character, worked out when a character is first met."""

    def __init__(self, table: list[int]) -> None:
        super().__init__()
        self.table = table

    def __missing__(self, char: str) -> int:
        code = ord(_PLAIN.get(char) or unicodedata.normalize("NFD", char)[0])  # ğ is as wide as g
        wide = _WIDE if code >= 0x1100 and code not in _SIGNS else _OTHER
        self[char] = self.table[code - 32] if 32 <= code <= 126 else wide
        return self[char]


_ADVANCES = {strong: _Advances(table) for strong, table in WIDTHS.items()}


def width(text: str, size: float, strong: bool = False) -> float:
    """The width of a text in points at a type size in points."""
    return sum(map(_ADVANCES[strong].__getitem__, text)) * size / 1000


def wrap(text: str, size: float, most: float, strong: bool = False) -> list[str]:
    """A text in lines of at most ``most`` points; a word that is wider is broken."""
    advances, limit = _ADVANCES[strong], most * 1000 / size
    lines: list[str] = []
    line: list[str] = []
    used = 0
    for word in text.split(" "):
        wide = sum(map(advances.__getitem__, word))
        if line and used + advances[" "] + wide <= limit:
            line.append(word)
            used += advances[" "] + wide
            continue
        if line:
            lines.append(" ".join(line))
        while wide > limit and len(word) > 1:
            head = _that_fits(word, advances, limit)
            lines.append(head)
            word = word[len(head) :]
            wide = sum(map(advances.__getitem__, word))
        line, used = [word], wide
    return [*lines, " ".join(line)] if line and line != [""] else lines


def _that_fits(word: str, advances: _Advances, limit: float) -> str:
    """The beginning of a word that fits a line; one letter at least."""
    used = 0
    for index, char in enumerate(word):
        used += advances[char]
        if used > limit and index:
            return word[:index]
    return word
