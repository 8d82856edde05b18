"""People's own support for one archetype as a strip of dots: one dot per person, equal values stacked.

Strips of several archetypes below each other have one scale, from nothing at the left to all at the right.
Where many people have the same value, dots become smaller and stand beside each other, so that a strip of
200 people is no higher than one of 5.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor

from advisor.charts.markup import Markup, el

WIDTH, HEIGHT = 1000.0, 100.0
"""Size of a strip in units of its viewBox."""

EDGE = 26.0
"""From the ends of the strip to the places of no and of full support."""

LARGEST, SMALLEST = 17.0, 1.0
"""Distances between neighbouring dots that are tried, in units."""

_SHRINK = 0.96
_COLUMN = 0.9
"""The part of the distance between two values that a stack may fill."""
_FOOT = 3.0
_MARK = 5.0
_FILLED = 0.42
"""Radius of a dot, as a part of the distance between neighbours."""


@dataclass(frozen=True, slots=True)
class Packing:
    """How dots are stacked: ``pitch`` units from one to the next, ``across`` of them beside each other."""

    pitch: float
    across: int


def packing(strips: Iterable[Sequence[float]], step: float) -> Packing:
    """The largest dots with which every stack of every strip fits, no wider than its height makes needful.

    Values come in multiples of ``step``.
    """
    most = max((max(Counter(values).values(), default=0) for values in strips), default=0)
    column = (WIDTH - 2 * EDGE) * step * _COLUMN
    pitch = LARGEST
    while pitch > SMALLEST and _across(most, pitch) * pitch > column:
        pitch *= _SHRINK
    return Packing(pitch, _across(most, pitch))


def _across(most: int, pitch: float) -> int:
    """How many dots must stand beside each other for a stack of ``most`` to fit the strip's height."""
    return max(1, ceil(most / floor((HEIGHT - _FOOT) / pitch)))


def svg(values: Sequence[float], pooled: float, packed: Packing, *, alt: str) -> Markup:
    """One strip: a dot per value (0 to 1) and an upright mark at ``pooled``.

    ``alt`` says in a sentence what it shows. Dots are ink; the mark takes ``--tone``, the colour of the
    archetype whose pictogram and name stand beside the strip.
    """
    dots = [
        _dot(_x(value), place, packed, of=number)
        for value, number in sorted(Counter(values).items())
        for place in range(number)
    ]
    foot = HEIGHT - _FOOT / 2
    at = _x(pooled) - _MARK / 2
    return el(
        "svg",
        el("rect", x=_n(at), y="0", width=_n(_MARK), height=_n(HEIGHT), class_="cl-mark"),
        *dots,
        el("path", d=f"M{_n(_x(0))} {_n(foot)}H{_n(_x(1))}", class_="cl-axis"),
        class_="cl",
        viewBox=f"0 0 {_n(WIDTH)} {_n(HEIGHT)}",
        role="img",
        aria_label=alt,
    )


def _x(share: float) -> float:
    return EDGE + share * (WIDTH - 2 * EDGE)


def _dot(x: float, place: int, packed: Packing, *, of: int) -> Markup:
    """The dot number ``place`` of a stack of ``of`` around ``x``: lines fill from below, each centred."""
    line, along = divmod(place, packed.across)
    in_line = min(packed.across, of - line * packed.across)
    left = x - (in_line - 1) * packed.pitch / 2
    y = HEIGHT - _FOOT - (line + 0.5) * packed.pitch
    return el(
        "circle", cx=_n(left + along * packed.pitch), cy=_n(y), r=_n(packed.pitch * _FILLED), class_="cl-dot"
    )


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
