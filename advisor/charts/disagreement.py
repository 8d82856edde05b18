"""The disagreement map as one static SVG: how far apart answers are, and how much hangs on them.

Further right the answers are further apart, higher the question can move the result more. The shaded corner
holds what to talk about first: only its points are filled and their names bold.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count, takewhile
from math import ceil, floor

from advisor.charts.markup import Markup, el
from advisor.charts.placement import Box, Circle, Spot, place, text_width


@dataclass(frozen=True, slots=True)
class Point:
    """One question: ``variation`` from 0 to 1, ``stake`` in decibans; ``first`` puts it into the corner."""

    label: str
    variation: float
    stake: float
    first: bool


@dataclass(frozen=True, slots=True)
class Limits:
    """From where on a question is contested (0 to 1), and from where on it is heavy (in decibans)."""

    contested: float
    heavy: float


@dataclass(frozen=True, slots=True)
class DisagreementWords:
    """The words around the map in one language; ``alt`` says in a sentence what it shows."""

    x: str
    same: str
    apart: str
    y: str
    corner: str
    alt: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A size of the drawing: lengths in units of its viewBox."""

    id: str
    width: float
    height: float
    font: float

    @property
    def frame(self) -> Box:
        """The area between the axes; points and names stay inside it."""
        return Box(self.font * 2, self.font * 2.2, self.width - 1, self.height - self.font * 2.6)


@dataclass(frozen=True, slots=True)
class Scale:
    """The lower and the upper end of the scale of stakes, in decibans."""

    low: float
    high: float


WIDE = Sheet("wide", 1090, 540, 16.2)
MEDIUM = Sheet("medium", 760, 560, 17.2)

RADIUS = 8.5
"""Radius of a point."""

_INSET = 0.03
_MIDDLE = 0.34
"""From the middle of a line of text down to its baseline, in em."""
_HEADROOM, _FOOTROOM = 1.12, 0.75
_MOST_TICKS = 6
_STEPS = (1, 2, 5, 10, 20)
_CORNER_GAP = 0.8


def svg(points: Sequence[Point], limits: Limits, words: DisagreementWords, *, sheet: Sheet = WIDE) -> Markup:
    """The map of ``points``. Its title is ``words.alt``: every value is to be listed beside it.

    Classes (``dm-*``) carry all colours.
    """
    scale = scale_of([*(point.stake for point in points), limits.heavy])
    circles = [circle_of(point, scale, sheet) for point in points]
    spots = place([*circles, *_kept_clear(words.corner, sheet)], sheet.frame, sheet.font)
    return el(
        "svg",
        *_ground(limits, scale, words, sheet),
        *(_dot(point, circle) for point, circle in zip(points, circles, strict=True)),
        *(_name(points[index], spot, sheet) for index, spot in sorted(spots.items())),
        class_=f"dm dm-{sheet.id}",
        viewBox=f"0 0 {sheet.width:g} {sheet.height:g}",
        role="img",
        aria_label=words.alt,
        font_size=f"{sheet.font:g}",
    )


def scale_of(stakes: Sequence[float]) -> Scale:
    """The scale of stakes: from a whole number well below the smallest to a little above the largest."""
    return Scale(floor(min(stakes) * _FOOTROOM), max(stakes) * _HEADROOM)


def circle_of(point: Point, scale: Scale, sheet: Sheet) -> Circle:
    """Where a question lies in the drawing, with its name to be placed."""
    return Circle(_x(point.variation, sheet), _y(point.stake, scale, sheet), RADIUS, point.label)


def _x(variation: float, sheet: Sheet) -> float:
    frame = sheet.frame
    return frame.left + (_INSET + (1 - 2 * _INSET) * variation) * (frame.right - frame.left)


def _y(stake: float, scale: Scale, sheet: Sheet) -> float:
    frame = sheet.frame
    return frame.bottom - (stake - scale.low) / (scale.high - scale.low) * (frame.bottom - frame.top)


def _kept_clear(corner: str, sheet: Sheet) -> list[Circle]:
    """Circles without a label where the corner's title stands, so that no name is put over it."""
    frame, half = sheet.frame, sheet.font * _CORNER_GAP
    number = ceil(text_width(corner, sheet.font) / (2 * half))
    return [Circle(frame.right - half * (2 * n + 1), frame.top + 1.2 * half, half) for n in range(number + 1)]


def _ground(limits: Limits, scale: Scale, words: DisagreementWords, sheet: Sheet) -> list[Markup]:
    """The shaded corner, the two limits, the axes with their words, and the marks of the stake."""
    frame, font = sheet.frame, sheet.font
    x, y = _x(limits.contested, sheet), _y(limits.heavy, scale, sheet)
    size = {"width": _n(frame.right - x), "height": _n(y - frame.top)}
    below, middle = frame.bottom + font * 1.6, (frame.left + frame.right) / 2

    def word(label: object, at: float, line: float, anchor: str, kind: str = "dm-end") -> Markup:
        return el("text", label, class_=kind, x=_n(at), y=_n(line), text_anchor=anchor)

    return [
        el("rect", x=_n(x), y=_n(frame.top), **size, class_="dm-corner"),
        _line(f"M{_n(x)} {_n(frame.top)}V{_n(frame.bottom)}", "dm-limit"),
        _line(f"M{_n(frame.left)} {_n(y)}H{_n(frame.right)}", "dm-limit"),
        el(
            "path",
            d=f"M{_n(frame.left)} {_n(frame.top)}V{_n(frame.bottom)}H{_n(frame.right)}",
            class_="dm-axis",
        ),
        word(words.y, 0, font, "start", "dm-title"),
        *(
            word(tick, frame.left - font * 0.5, _y(tick, scale, sheet) + font * _MIDDLE, "end")
            for tick in ticks(scale)
        ),
        word(words.same, frame.left, below, "start"),
        word(words.x, middle, below, "middle", "dm-title"),
        word(words.apart, frame.right, below, "end"),
        word(words.corner, frame.right - font * 0.6, frame.top + font * 1.3, "end", "dm-first dm-title"),
    ]


def _line(path: str, kind: str) -> Markup:
    return el("path", d=path, class_=kind)


def ticks(scale: Scale) -> tuple[int, ...]:
    """Round marks on the scale in decibans, at most seven."""
    span = scale.high - scale.low
    step = next((step for step in _STEPS if span / step <= _MOST_TICKS), _STEPS[-1])
    return tuple(takewhile(lambda tick: tick <= scale.high, count(ceil(scale.low / step) * step, step)))


def _dot(point: Point, circle: Circle) -> Markup:
    kind = "dm-dot dm-in" if point.first else "dm-dot"
    return el("circle", cx=_n(circle.x), cy=_n(circle.y), r=_n(circle.radius), class_=kind)


def _name(point: Point, spot: Spot, sheet: Sheet) -> Markup:
    return el(
        "text",
        point.label,
        class_="dm-name dm-in" if point.first else "dm-name",
        x=_n(spot.x),
        y=_n(spot.y + sheet.font * _MIDDLE),
        text_anchor=spot.anchor,
    )


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
