"""Where things are drawn: the steps of a waterfall, and the names beside the circles of a map."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from math import cos, floor, log10, pi, sin
from unicodedata import east_asian_width

_MOST_TICKS = 6
_RINGS = (3.0, 8.0, 14.0, 21.0)
_DIRECTIONS = (0, 4, 6, 2, 7, 1, 5, 3)
"""Eighths of a turn, the preferred one first: right, left, above, below, then the corners."""
_NAME_OVERLAP, _CIRCLE_OVERLAP, _OUTSIDE = 4.0, 2.0, 8.0
_WIDE_EM, _NARROW_EM = 1.02, 0.6
"""Estimates for bold text; names are anchored next to their circles, so these may be wrong a little."""


@dataclass(frozen=True, slots=True)
class Waterfall:
    """Bars as (from, to) and ticks as (value, place), with every place from 0 (left) to 1 (right)."""

    bars: tuple[tuple[float, float], ...]
    zero: float
    ticks: tuple[tuple[float, float], ...]


def waterfall(steps: Sequence[float]) -> Waterfall:
    """Each step begins where the one before ended; the last bar is their sum, drawn from zero."""
    ends = [0.0]
    for step in steps:
        ends.append(ends[-1] + step)
    low, high = min(ends), max(ends)
    span = (high - low) or 1.0

    def place(value: float) -> float:
        return (value - low) / span

    bars = [(place(a), place(b)) for a, b in pairwise(ends)]
    step = _tick_step(span)
    first = -floor(-low / step)
    ticks = [step * n for n in range(first, floor(high / step + 1e-9) + 1)]
    return Waterfall((*bars, (place(0.0), place(ends[-1]))), place(0.0), tuple((t, place(t)) for t in ticks))


def _tick_step(span: float) -> float:
    """The finest of 1, 2, 5, 10, 20, … (or a tenth, …) that needs at most six ticks."""
    decade = 10.0 ** floor(log10(span / _MOST_TICKS))
    return next(decade * k for k in (1, 2, 5, 10) if span / (decade * k) <= _MOST_TICKS)


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle with a name of one or more lines; lengths in points, y downwards."""

    x: float
    y: float
    radius: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """Where a circle's name is set: its anchor, and the edge ("left", "right", "center") that lies on it."""

    x: float
    y: float
    align: str


Box = tuple[float, float, float, float]


def place_names(circles: Sequence[Circle], width: float, height: float, size: float) -> tuple[Name, ...]:
    """Names beside their circles without collisions, the widest placed first.

    Each name takes the cheapest of eight directions in four distances; overlap with circles, with
    names placed before and with the outside of the chart (``width`` × ``height``) is what costs.
    """
    taken: list[Box] = []
    names: dict[int, Name] = {}
    for index in sorted(range(len(circles)), key=lambda i: -_extent(circles[i], size)[0]):
        candidates = [
            _candidate(circles[index], turn, ring, size) for ring, turn in product(_RINGS, _DIRECTIONS)
        ]
        name, box = min(candidates, key=lambda found: _cost(found[1], circles, taken, (width, height)))
        names[index] = name
        taken.append(box)
    return tuple(names[index] for index in range(len(circles)))


def text_width(text: str, size: float) -> float:
    """An estimate of a line's width in points."""
    return size * sum(_WIDE_EM if east_asian_width(c) in "WF" else _NARROW_EM for c in text)


def _extent(circle: Circle, size: float) -> tuple[float, float]:
    return max(text_width(line, size) for line in circle.lines), 1.35 * size * len(circle.lines)


def _candidate(circle: Circle, turn: int, ring: float, size: float) -> tuple[Name, Box]:
    width, height = _extent(circle, size)
    angle, reach = 2 * pi * turn / len(_DIRECTIONS), circle.radius + ring
    x, y = circle.x + reach * cos(angle), circle.y + reach * sin(angle)
    side = round(cos(angle), 3)
    align = "center" if side == 0 else "left" if side > 0 else "right"
    left = x - {"left": 0.0, "center": width / 2, "right": width}[align]
    top = y - height / 2 + (height / 2) * round(sin(angle), 3)
    return Name(x, top, align), (left, top, left + width, top + height)


def _cost(box: Box, circles: Sequence[Circle], taken: Sequence[Box], frame: tuple[float, float]) -> float:
    round_boxes = [(c.x - c.radius, c.y - c.radius, c.x + c.radius, c.y + c.radius) for c in circles]
    inside = _overlap(box, (0.0, 0.0, *frame))
    outside = (box[2] - box[0]) * (box[3] - box[1]) - inside
    return (
        _OUTSIDE * outside
        + _CIRCLE_OVERLAP * sum(_overlap(box, other) for other in round_boxes)
        + _NAME_OVERLAP * sum(_overlap(box, other) for other in taken)
    )


def _overlap(a: Box, b: Box) -> float:
    return max(0.0, min(a[2], b[2]) - max(a[0], b[0])) * max(0.0, min(a[3], b[3]) - max(a[1], b[1]))
