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


def width(text: str, size: float, strong: bool = False) -> float:
    """The width of a text in points at a type size in points."""
    table = WIDTHS[strong]
    total = 0
    for char in text:
        code = ord(_PLAIN.get(char) or unicodedata.normalize("NFD", char)[0])  # ğ is as wide as g
        total += table[code - 32] if 32 <= code <= 126 else _WIDE if code >= 0x1100 and code not in _SIGNS else _OTHER
    return total * size / 1000


def wrap(text: str, size: float, most: float, strong: bool = False) -> list[str]:
    """A text in lines of at most ``most`` points; a word that is wider is broken."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        candidate = f"{line} {word}" if line else word
        if width(candidate, size, strong) <= most:
            line = candidate
            continue
        if line:
            lines.append(line)
        while width(word, size, strong) > most and len(word) > 1:
            end = max(i for i in range(1, len(word)) if i == 1 or width(word[:i], size, strong) <= most)
            lines.append(word[:end])
            word = word[end:]
        line = word
    return [*lines, line] if line else lines
