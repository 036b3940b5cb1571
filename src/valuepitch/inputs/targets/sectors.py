"""The sector of each row as the benchmarks call it: by name, by code, by a table of other names."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from valuepitch.documents import read_toml
from valuepitch.inputs.targets.fields import folded
from valuepitch.inputs.targets.records import Texts

FILE = "sectors.toml"
UNMATCHED = -1


@functools.cache
def _table() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Folded names of benchmark sectors by folded other name, and by code."""
    text = (resources.files("valuepitch.inputs.targets") / FILE).read_bytes()
    table: dict[str, dict[str, list[str]]] = read_toml(text, FILE)
    names, codes = ({folded(key): tuple(map(folded, to)) for key, to in table[part].items()} for part in table)
    return names, codes


class Sectors:
    """The sectors of a benchmark file, and how a list's words find them."""

    def __init__(self, known: Iterable[str], own: Mapping[str, str]) -> None:
        self.known = tuple(known)
        self.places = {folded(name): at for at, name in enumerate(self.known)}
        self.own = {folded(word): folded(sector) for word, sector in own.items()}

    def place(self, name: str, code: str) -> int:
        """The index of the sector; -1 where none is meant."""
        names, codes = _table()
        for word in filter(None, (folded(name), folded(code))):
            if word in self.own:
                return self.places.get(self.own[word], UNMATCHED)
        for word in filter(None, (folded(name), folded(code))):
            for meant in (word, *names.get(word, ())):
                if meant in self.places:
                    return self.places[meant]
        return self._by_code(folded(code), codes)

    def _by_code(self, code: str, codes: Mapping[str, tuple[str, ...]]) -> int:
        """By the longest beginning of a code that the benchmarks, or the table, know."""
        system = re.match(r"[a-z]*", code)
        least = len(system[0]) if system else 0
        for end in range(len(code), least, -1):
            for meant in (code[:end], *codes.get(code[:end], ())):
                if meant in self.places:
                    return self.places[meant]
        return UNMATCHED


def places_of(sectors: Sectors, names: Texts | None, codes: Texts | None, n: int) -> tuple[NDArray[Any], Counter[str]]:
    """The index of each row's sector, shape (n,), and how often each word was not matched; "" where there is none."""
    out = np.full(n, UNMATCHED, dtype=np.int64)
    seen: dict[tuple[str, str], int] = {}
    unmatched: Counter[str] = Counter()
    empty = np.full(n, "", dtype=object)
    for i, pair in enumerate(zip(empty if names is None else names, empty if codes is None else codes, strict=True)):
        place = seen.get(pair)
        if place is None:
            place = seen[pair] = sectors.place(*pair)
        if place == UNMATCHED:
            unmatched[pair[0] or pair[1]] += 1
        out[i] = place
    return out, unmatched
