"""The role skill map as one static SVG: light, themed by the page's style sheet, readable when printed.

Further right is more machine learning, higher is more software engineering, larger is more
communication. A circle is tinted when the role is in the team and hollow when it is not; an earlier
figure is dashed, with a line to where the role stands now.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from advisor.charts.markup import Markup, el
from advisor.charts.placement import Box, Circle, Spot, place


@dataclass(frozen=True, slots=True)
class Bubble:
    """One role on the map: skills from 0 to 1, ``px`` the published figure's measure of communication.

    ``heads`` is how many people of the team hold the role; None where no team was entered.
    """

    role: str
    label: str
    number: int
    ml: float
    swe: float
    px: float
    heads: int | None
    year: int

    @property
    def in_team(self) -> bool:
        """Whether somebody in the team holds the role."""
        return bool(self.heads)


@dataclass(frozen=True, slots=True)
class MapWords:
    """The words around the map in one language; ``alt`` says in a sentence what it shows."""

    ml: str
    swe: str
    low: str
    high: str
    alt: str


@dataclass(frozen=True, slots=True)
class Canvas:
    """A size of the drawing: lengths in units of its viewBox; ``names`` is false where only numbers fit."""

    id: str
    width: float
    height: float
    font: float
    scale: float
    names: bool = True

    @property
    def frame(self) -> Box:
        """The area between the axes; circles and labels stay inside it."""
        below = 2.6 if self.names else 3.2
        return Box(self.font * 2.6, self.font * 2.2, self.width - 1, self.height - self.font * below)


FIGURE_PX, LARGEST = 135.0, 74.0
"""A circle measured as 135 in the published figure is drawn with a diameter of 74."""

WIDE = Canvas("wide", 1090, 520, 16.2, 1.0)
MEDIUM = Canvas("medium", 760, 500, 17.2, 1.0)
NARROW = Canvas("narrow", 340, 400, 17.0, 0.72, names=False)

_INSET = 0.07
_MIDDLE = 0.34
"""From the middle of a line of text down to its baseline, in em."""


def diameter(bubble: Bubble, scale: float = 1.0) -> float:
    """A circle's diameter in the drawing; its area is in proportion to what ``px`` stands for."""
    return sqrt(bubble.px / FIGURE_PX) * LARGEST * scale


def svg(
    points: Sequence[Bubble], words: MapWords, *, canvas: Canvas = WIDE, before: Sequence[Bubble] = ()
) -> Markup:
    """The map of ``points`` with the earlier positions ``before`` as a second, dashed layer.

    The title is ``words.alt``; each value is to be listed beside the map, which is a picture to a
    screen reader. Classes (``sm-*``) carry all colours.
    """
    circles = [circle_of(bubble, canvas) for bubble in points]
    now = {bubble.role: circle for bubble, circle in zip(points, circles, strict=True)}
    earlier = [(bubble, circle_of(bubble, canvas, labelled=bubble.role not in now)) for bubble in before]
    spots = place([*circles, *(circle for _, circle in earlier)], canvas.frame, canvas.font)
    drawn = [_moved(bubble, circle, now.get(bubble.role), canvas) for bubble, circle in earlier]
    drawn += [_bubble(b, c, canvas) for b, c in sorted(zip(points, circles, strict=True), key=_by_size)]
    if canvas.names:
        every = [*points, *before]
        drawn += [_name(every[index], spot, canvas) for index, spot in spots.items()]
    return el(
        "svg",
        *_axes(words, canvas),
        *drawn,
        class_=f"sm sm-{canvas.id}",
        viewBox=f"0 0 {canvas.width:g} {canvas.height:g}",
        role="img",
        aria_label=words.alt,
        font_size=f"{canvas.font:g}",
    )


def _by_size(pair: tuple[Bubble, Circle]) -> float:
    return -pair[1].radius


def circle_of(bubble: Bubble, canvas: Canvas, *, labelled: bool = True) -> Circle:
    """Where a role lies in the drawing, with its name to be placed unless ``labelled`` is false."""
    frame = canvas.frame
    across, up = (_INSET + (1 - 2 * _INSET) * value for value in (bubble.ml, bubble.swe))
    return Circle(
        frame.left + across * (frame.right - frame.left),
        frame.bottom - up * (frame.bottom - frame.top),
        diameter(bubble, canvas.scale) / 2,
        bubble.label if labelled else "",
    )


def _bubble(bubble: Bubble, circle: Circle, canvas: Canvas) -> Markup:
    parts = (_ring(circle), _number(bubble, circle, canvas))
    return el("g", *parts, class_="sm-bubble sm-in" if bubble.in_team else "sm-bubble")


def _ring(circle: Circle) -> Markup:
    return el("circle", cx=_n(circle.x), cy=_n(circle.y), r=_n(circle.radius))


def _number(bubble: Bubble, circle: Circle, canvas: Canvas) -> Markup:
    y = circle.y + canvas.font * _MIDDLE
    return el("text", bubble.number, x=_n(circle.x), y=_n(y), text_anchor="middle")


def _moved(bubble: Bubble, circle: Circle, now: Circle | None, canvas: Canvas) -> Markup:
    """An earlier circle: joined to the present one, or with its number where there is none."""
    if now is None:
        return el("g", _ring(circle), _number(bubble, circle, canvas), class_="sm-before")
    line = el("line", x1=_n(circle.x), y1=_n(circle.y), x2=_n(now.x), y2=_n(now.y))
    return el("g", _ring(circle), line, class_="sm-before")


def _name(bubble: Bubble, spot: Spot, canvas: Canvas) -> Markup:
    return el(
        "text",
        bubble.label,
        class_="sm-name sm-in" if bubble.in_team else "sm-name",
        x=_n(spot.x),
        y=_n(spot.y + canvas.font * _MIDDLE),
        text_anchor=spot.anchor,
    )


def _axes(words: MapWords, canvas: Canvas) -> list[Markup]:
    frame, font = canvas.frame, canvas.font
    path = f"M{_n(frame.left)} {_n(frame.top)}V{_n(frame.bottom)}H{_n(frame.right)}"
    side, below = frame.left - font * 0.5, frame.bottom + font * 1.3
    middle = (frame.left + frame.right) / 2

    def word(label: str, x: float, y: float, anchor: str, kind: str = "sm-end") -> Markup:
        return el("text", label, class_=kind, x=_n(x), y=_n(y), text_anchor=anchor)

    return [
        el("path", d=path, class_="sm-axis"),
        word(words.swe, 0, font, "start", "sm-title"),
        word(words.high, side, frame.top + font * 0.8, "end"),
        word(words.low, side, frame.bottom - font * 0.2, "end"),
        word(words.low, frame.left, below, "start"),
        word(words.high, frame.right, below, "end"),
        word(words.ml, middle, below + (0 if canvas.names else font * 1.1), "middle", "sm-title"),
    ]


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
