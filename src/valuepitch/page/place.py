"""Places labels in a chart where they cover neither a line nor each other."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from valuepitch.page.context import Label
from valuepitch.page.metrics import width

Point = tuple[float, float]

SIZE = 7.5  # type size of labels, in points
ASCENT, DESCENT = 0.72, 0.22


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: Box) -> float:
        """The common area."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(across, 0.0) * max(down, 0.0)

    def holds(self, point: Point) -> bool:
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom

    def outside(self, frame: Box) -> float:
        """How far it stands out of a frame."""
        return (
            max(frame.left - self.left, 0)
            + max(self.right - frame.right, 0)
            + max(frame.top - self.top, 0)
            + max(self.bottom - frame.bottom, 0)
        )


def box_of(label: Label, size: float = SIZE) -> Box:
    """The area that a label's text covers."""
    wide = width(label.text, size, label.style == "strong")
    left = label.x - {"start": 0.0, "middle": wide / 2, "end": wide}[label.anchor]
    return Box(left, label.y - ASCENT * size, left + wide, label.y + DESCENT * size)


@dataclass
class Placer:
    """Keeps what is drawn, and gives each new label the first of its places that is free."""

    frame: Box
    taken: list[Box] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)

    def curve(self, points: Sequence[Point]) -> None:
        """A line that labels must not cover, as points close to each other."""
        for (x0, y0), (x1, y1) in itertools.pairwise(points):
            steps = max(int(max(abs(x1 - x0), abs(y1 - y0)) / 2), 1)
            self.points += [(x0 + (x1 - x0) * i / steps, y0 + (y1 - y0) * i / steps) for i in range(steps + 1)]

    def put(self, candidates: Sequence[Label]) -> Label:
        """The candidate that covers least; among equals the first."""
        least, best = math.inf, candidates[0]
        for label in candidates:
            cost = self._cost(label)
            if cost < least:
                least, best = cost, label
            if not cost:
                break
        self.taken.append(box_of(best))
        return best

    def _cost(self, label: Label) -> float:
        box = box_of(label)
        crossed = sum(box.holds(point) for point in self.points)
        return 20 * box.outside(self.frame) + 4 * crossed + 20 * sum(box.overlap(other) for other in self.taken)


def around(x: float, y: float, text: str, style: str, order: str, gap: float = 4.0) -> list[Label]:
    """Places around a point, in the order of letters: n above, s below, w left, e right, and their corners."""
    up, down, level = y - gap, y + gap + ASCENT * SIZE, y + 0.25 * SIZE
    places = {
        "n": (x, up, "middle"),
        "s": (x, down, "middle"),
        "w": (x - gap, level, "end"),
        "e": (x + gap, level, "start"),
        "a": (x - gap, up, "end"),  # above, left
        "b": (x + gap, up, "start"),  # above, right
        "c": (x - gap, down, "end"),  # below, left
        "d": (x + gap, down, "start"),  # below, right
    }
    near = [Label(round(px, 2), round(py, 2), anchor, text, style) for px, py, anchor in map(places.__getitem__, order)]
    far = [Label(one.x, round(one.y + step, 2), one.anchor, text, style) for step in (-9.0, 9.0, -18.0) for one in near]
    return near + far
