"""A drawing as shapes with roles instead of colours: made once, shown on a page and in a PDF.

Lengths are in units of the drawing; y grows downwards. What a style looks like is decided where it is shown
(``blocks/practice.css`` and the template of the document), so that both can keep their own ink.
"""

from dataclasses import dataclass
from typing import Literal

from advisor.charts.markup import Markup, el
from advisor.charts.placement import Anchor

Style = Literal["solid", "stripe", "soft", "hollow", "dashed", "alarm", "rule", "mute"]
"""How a shape is drawn: filled with ink; ink and stripes; a light wash; an outline; a broken outline; what is
wrong; a hairline; quiet grey. None of them depends on colour alone."""


@dataclass(frozen=True, slots=True)
class Rect:
    """An upright rectangle; ``x`` and ``y`` are its upper left corner."""

    x: float
    y: float
    width: float
    height: float
    style: Style = "hollow"
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle around a point."""

    x: float
    y: float
    radius: float
    style: Style = "solid"


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line from one point to another, with a head at its end if ``arrow``."""

    x1: float
    y1: float
    x2: float
    y2: float
    style: Style = "rule"
    arrow: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; ``y`` is its baseline, ``size`` the height of an em. ``light`` is for dark ground."""

    x: float
    y: float
    text: str
    size: float
    anchor: Anchor = "start"
    bold: bool = False
    quiet: bool = False
    light: bool = False


Shape = Rect | Disc | Stroke | Words


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes on a sheet, in the order in which they are painted; ``alt`` says what they show."""

    width: float
    height: float
    alt: str
    shapes: tuple[Shape, ...]


_ON_SCREEN = 1.25
"""CSS pixels of a unit of the drawing, where there is room for them."""

_HEAD, _SPREAD = 7.0, 3.4
"""Length and half the width of an arrow's head."""


def head(stroke: Stroke) -> tuple[tuple[float, float], ...]:
    """The three corners of an arrow's head, the tip first."""
    dx, dy = stroke.x2 - stroke.x1, stroke.y2 - stroke.y1
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    ux, uy = dx / length, dy / length
    bx, by = stroke.x2 - ux * _HEAD, stroke.y2 - uy * _HEAD
    return (
        (stroke.x2, stroke.y2),
        (bx - uy * _SPREAD, by + ux * _SPREAD),
        (bx + uy * _SPREAD, by - ux * _SPREAD),
    )


def svg(drawing: Drawing) -> Markup:
    """The drawing as one image that scales with its place and scrolls where that is too narrow.

    Text stays on one line: a blank line would end the block of markup that it stands in.
    """
    alt = " ".join(drawing.alt.split())
    image = el(
        "svg",
        *(_svg(shape) for shape in drawing.shapes),
        viewBox=f"0 0 {drawing.width:g} {drawing.height:g}",
        width=_n(drawing.width * _ON_SCREEN),
        height=_n(drawing.height * _ON_SCREEN),
        role="img",
        aria_label=alt,
    )
    return el("div", image, class_="b drawing", tabindex="0", role="group", aria_label=alt)


def _svg(shape: Shape) -> Markup:
    if isinstance(shape, Rect):
        return el(
            "rect",
            x=_n(shape.x),
            y=_n(shape.y),
            width=_n(shape.width),
            height=_n(shape.height),
            rx=_n(shape.radius) if shape.radius else None,
            class_=f"d-{shape.style}",
        )
    if isinstance(shape, Disc):
        centre = {"cx": _n(shape.x), "cy": _n(shape.y)}
        return el("circle", **centre, r=_n(shape.radius), class_=f"d-{shape.style}")
    if isinstance(shape, Stroke):
        return _stroke(shape)
    kinds = ["d-words", *(kind for kind in ("bold", "quiet", "light") if getattr(shape, kind))]
    place = {"x": _n(shape.x), "y": _n(shape.y), "font_size": _n(shape.size)}
    return el("text", " ".join(shape.text.split()), **place, text_anchor=shape.anchor, class_=" ".join(kinds))


def _stroke(stroke: Stroke) -> Markup:
    ends = {"x1": _n(stroke.x1), "y1": _n(stroke.y1), "x2": _n(stroke.x2), "y2": _n(stroke.y2)}
    line = el("line", **ends, class_=f"d-line d-{stroke.style}")
    if not stroke.arrow:
        return line
    corners = " ".join(f"{_n(x)},{_n(y)}" for x, y in head(stroke))
    return el("g", line, el("polygon", points=corners, class_=f"d-head d-{stroke.style}"))


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
