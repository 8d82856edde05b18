"""How far apart people's own supports for one archetype lie: circles on a line, each for several people.

A circle stands on the line at the mean of its people, its area is their number, and that number is written
below the line. Several archetypes below each other have one scale, across and for the areas. The same drawing
is made for two widths, so that numbers can be read on a phone too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

from advisor.charts.markup import Markup, el
from advisor.charts.placement import text_width

EDGE = 0.065
"""From the ends of a strip to the places of no and of full support, as a part of its width."""

TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
"""Supports that are marked on the line."""

_MARK = 5.0
_OVER = 12.0
"""How far the mark rises above the highest circle."""
_TICK = 4.0
_LINE = 1.15
_GAP = 0.5
"""Between two numbers beside each other, as a part of their size."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A width to draw for: size of numbers, and the radius of one person as it is at most.

    No circle becomes smaller than ``smallest`` only to keep clear of another one.
    """

    id: str
    width: float
    font: float
    largest: float
    smallest: float

    @property
    def edge(self) -> float:
        """From the ends to the places of no and of full support."""
        return EDGE * self.width


WIDE = Sheet("wide", 640, 15, largest=6.5, smallest=5)
NARROW = Sheet("narrow", 340, 13.5, largest=6, smallest=3)


@dataclass(frozen=True, slots=True)
class Bubble:
    """Some people with the same support (0 to 1), and their number as it is written."""

    share: float
    people: int
    shown: str


def place(share: float) -> float:
    """Where a support lies, as a part of the strip's width."""
    return EDGE + share * (1 - 2 * EDGE)


def unit_of(strips: Iterable[Sequence[Bubble]], sheet: Sheet) -> float:
    """The radius of one person with which no circle of these strips leaves the sheet or touches another.

    Circles may overlap rather than become too small to be seen; none is ever inside another.
    """
    shown = [list(bubbles) for bubbles in strips if bubbles]
    people = [bubble.people for bubbles in shown for bubble in bubbles]
    if not people:
        return sheet.largest
    apart = (
        _x(abs(one.share - other.share), sheet) / (2 * (one.people * other.people) ** 0.25)
        for bubbles in shown
        for one, other in combinations(bubbles, 2)
    )
    clear = min(apart, default=sheet.largest)
    seen = sheet.smallest / sqrt(min(people))
    return min(max(clear, seen), sheet.edge / sqrt(max(people)), sheet.largest)


def svg(bubbles: Sequence[Bubble], pooled: float, unit: float, *, sheet: Sheet) -> Markup:
    """One strip: a circle per bubble and an upright mark at ``pooled``.

    It is hidden from readers who hear the page: say beside it what it shows. Bubbles have different
    supports and come in rising order. Circles are ink; the mark takes ``--tone``, the colour of the archetype
    whose pictogram and name stand beside the strip.
    """
    line = _OVER + 2 * unit * sqrt(max((bubble.people for bubble in bubbles), default=1))
    numbers = _numbers(bubbles, line, sheet)
    height = line + _TICK + sheet.font * (_LINE * _rows(bubbles, sheet) + 0.2)
    ahead = sorted(bubbles, key=lambda bubble: -bubble.people)
    mark = _at(pooled, sheet) - _MARK / 2
    return el(
        "svg",
        el("rect", x=_n(mark), y="0", width=_n(_MARK), height=_n(line), class_="cl-mark"),
        *(_circle(bubble, unit, line, sheet) for bubble in ahead),
        el("path", d=_axis(line, sheet), class_="cl-axis"),
        *numbers,
        class_=f"cl cl-{sheet.id}",
        viewBox=f"0 0 {_n(sheet.width)} {_n(height)}",
        font_size=f"{sheet.font:g}",
        aria_hidden="true",
    )


def _x(distance: float, sheet: Sheet) -> float:
    return distance * (1 - 2 * EDGE) * sheet.width


def _at(share: float, sheet: Sheet) -> float:
    return place(share) * sheet.width


def _circle(bubble: Bubble, unit: float, line: float, sheet: Sheet) -> Markup:
    radius = unit * sqrt(bubble.people)
    return el(
        "circle",
        cx=_n(_at(bubble.share, sheet)),
        cy=_n(line - radius),
        r=_n(radius),
        class_="cl-dot",
    )


def _axis(line: float, sheet: Sheet) -> str:
    ticks = "".join(f"M{_n(_at(tick, sheet))} {_n(line)}v{_n(_TICK)}" for tick in TICKS)
    return f"M{_n(_at(0, sheet))} {_n(line)}H{_n(_at(1, sheet))}{ticks}"


def _numbers(bubbles: Sequence[Bubble], line: float, sheet: Sheet) -> list[Markup]:
    return [
        el(
            "text",
            bubble.shown,
            x=_n(_at(bubble.share, sheet)),
            y=_n(line + _TICK + sheet.font * _LINE * (row + 0.8)),
            text_anchor="middle",
            class_="cl-n",
        )
        for bubble, row in zip(bubbles, _row_of(bubbles, sheet), strict=True)
    ]


def _rows(bubbles: Sequence[Bubble], sheet: Sheet) -> int:
    return 1 + max(_row_of(bubbles, sheet), default=0)


def _row_of(bubbles: Sequence[Bubble], sheet: Sheet) -> list[int]:
    """The row of each number: the first in which it does not touch the one to its left."""
    ends: list[float] = []
    found = []
    for bubble in bubbles:
        half = text_width(bubble.shown, sheet.font) / 2
        middle = _at(bubble.share, sheet)
        row = next((n for n, end in enumerate(ends) if end <= middle - half), len(ends))
        ends[row : row + 1] = [middle + half + _GAP * sheet.font]
        found.append(row)
    return found


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
