"""Greedy placement of labels beside circles, so that they cover neither circles nor each other.

The widest label chooses first; each tries eight positions in four rings and takes the cheapest. A label
is anchored at the edge next to its circle: where the estimated width is wrong, its far end moves and
the gap to the circle stays.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

Anchor = Literal["start", "middle", "end"]

WIDE_EM, NARROW_EM = 1.0, 0.53
"""Mean width of a CJK and of a Latin character, in em."""

LINE_EM = 1.25
"""Height of a label, in em."""

RINGS = (8.0, 14.0, 24.0, 38.0)
"""Distances between circle and label that are tried, in units of the drawing."""

DIRECTIONS = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))
"""Right, left, above, below, then the corners: the order of preference at equal cost."""

_OVER_CIRCLE, _OVER_LABEL, _OUTSIDE = 2.0, 4.0, 6.0
_PER_RING, _PER_DIRECTION = 6.0, 1.0
_CORNER = 0.72


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def area(self) -> float:
        """Width times height, never negative."""
        return max(0.0, self.right - self.left) * max(0.0, self.bottom - self.top)

    def shared(self, other: "Box") -> float:
        """The area that both cover."""
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        ).area


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle to be labelled, or only to be kept clear when ``label`` is empty."""

    x: float
    y: float
    radius: float
    label: str = ""

    @property
    def box(self) -> Box:
        """The square around it."""
        r = self.radius
        return Box(self.x - r, self.y - r, self.x + r, self.y + r)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a label goes: the point at its near edge, how it is anchored there, and what it covers.

    ``y`` is the middle of the line. ``dx`` and ``dy`` say on which side of the circle it lies.
    """

    x: float
    y: float
    anchor: Anchor
    dx: int
    dy: int
    box: Box


def text_width(label: str, size: float) -> float:
    """The estimated width of a label set at ``size`` (font size in units of the drawing)."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in label)
    return size * (WIDE_EM * wide + NARROW_EM * (len(label) - wide))


def place(circles: Sequence[Circle], frame: Box, size: float) -> dict[int, Spot]:
    """A spot for the label of each circle that has one, by its index in ``circles``."""
    order = sorted(
        (i for i, circle in enumerate(circles) if circle.label),
        key=lambda i: -text_width(circles[i].label, size),
    )
    spots: dict[int, Spot] = {}
    for index in order:
        taken = [spot.box for spot in spots.values()]
        costs = [(_cost(s, circles, taken, frame) + extra, s) for s, extra in _spots(circles[index], size)]
        spots[index] = min(costs, key=lambda pair: pair[0])[1]
    return spots


def _spots(circle: Circle, size: float) -> Iterator[tuple[Spot, float]]:
    width, half = text_width(circle.label, size), LINE_EM * size / 2
    for (ring, gap), (rank, (dx, dy)) in product(enumerate(RINGS), enumerate(DIRECTIONS)):
        reach = (circle.radius + gap) * (_CORNER if dx and dy else 1.0)
        x = circle.x + dx * reach
        y = circle.y + dy * (reach + (half if dx == 0 else 0.0))
        left = x - width * (1 - dx) / 2
        anchor: Anchor = "start" if dx > 0 else "end" if dx < 0 else "middle"
        spot = Spot(x, y, anchor, dx, dy, Box(left, y - half, left + width, y + half))
        yield spot, ring * _PER_RING + rank * _PER_DIRECTION


def _cost(spot: Spot, circles: Sequence[Circle], taken: Sequence[Box], frame: Box) -> float:
    over_circles = sum(spot.box.shared(circle.box) for circle in circles)
    over_labels = sum(spot.box.shared(box) for box in taken)
    outside = spot.box.area - spot.box.shared(frame)
    return _OVER_CIRCLE * over_circles + _OVER_LABEL * over_labels + _OUTSIDE * outside
