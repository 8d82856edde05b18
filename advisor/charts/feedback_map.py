"""The types of feedback on a map: how useful for the model, how easy for users. Labels are arguments."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from advisor.charts.drawing import Disc, Drawing, Rect, Shape, Stroke, Style, Words
from advisor.charts.placement import Box, Circle, place, text_width

WIDTH, HEIGHT = 640.0, 420.0
FRAME = Box(8.0, 56.0, 632.0, 384.0)
"""Where the figure's ends are, in units of the drawing."""

RADIUS, FONT, SMALL = 9.0, 14.0, 12.5
_INSET = 22.0
_DESCENT = 0.35
_CAPTION = 8.0

Look = Literal["filled", "hollow", "dashed"]
_STYLES: dict[Look, Style] = {"filled": "solid", "hollow": "hollow", "dashed": "dashed"}


@dataclass(frozen=True, slots=True)
class Mark:
    """One type: its place from 0 to 1 on both axes, and how it is drawn."""

    usefulness: float
    ease: float
    label: str
    look: Look


@dataclass(frozen=True, slots=True)
class MapWords:
    """What stands on the map: its two directions, and what each side of the two middles means."""

    useful: str
    easy: str
    implicit: str
    explicit: str
    trainable: str
    not_trainable: str


def feedback_map(marks: Sequence[Mark], words: MapWords, alt: str, middle: float = 0.5) -> Drawing:
    """The map; the axes have directions and no scale, because the figure has none."""
    captions = tuple(_captions(words, middle))
    circles = [_circle(mark) for mark in marks]
    kept_clear = [circle for caption in captions for circle in _covering(caption)]
    kept_clear += _along_middle(middle)
    spots = place([*circles, *kept_clear], FRAME, FONT)
    shapes: list[Shape] = [*_ground(middle), *captions, *_directions(words)]
    shapes += [Disc(c.x, c.y, RADIUS, _STYLES[m.look]) for c, m in zip(circles, marks, strict=True)]
    for index, spot in sorted(spots.items()):
        mark = marks[index]
        y = spot.y + FONT * _DESCENT
        shapes.append(Words(spot.x, y, mark.label, FONT, spot.anchor, bold=mark.look == "filled"))
    return Drawing(WIDTH, HEIGHT, alt, tuple(shapes))


def _at(usefulness: float, ease: float) -> tuple[float, float]:
    """A place in units of the drawing; the ends lie a little inside the frame, so that no circle is cut."""
    width = FRAME.right - FRAME.left - 2 * _INSET
    height = FRAME.bottom - FRAME.top - 2 * _INSET
    return FRAME.left + _INSET + usefulness * width, FRAME.bottom - _INSET - ease * height


def _circle(mark: Mark) -> Circle:
    x, y = _at(mark.usefulness, mark.ease)
    return Circle(x, y, RADIUS, mark.label)


def _ground(middle: float) -> Iterator[Shape]:
    x, y = _at(middle, middle)
    yield Rect(FRAME.left, FRAME.top, FRAME.right - FRAME.left, FRAME.bottom - FRAME.top, "rule")
    yield Stroke(x, FRAME.top, x, FRAME.bottom, "mute")
    yield Stroke(FRAME.left, y, FRAME.right, y, "mute")


def _captions(words: MapWords, middle: float) -> Iterator[Words]:
    """The meaning of the sides: above and below at the left end of the middle, left and right on top."""
    x, y = _at(middle, middle)
    left, top = FRAME.left + _CAPTION, FRAME.top + SMALL + _CAPTION / 2
    yield Words(left, y - _CAPTION, words.implicit, SMALL, quiet=True)
    yield Words(left, y + SMALL + _CAPTION / 2, words.explicit, SMALL, quiet=True)
    yield Words(x - _CAPTION, top, words.not_trainable, SMALL, "end", quiet=True)
    yield Words(x + _CAPTION, top, words.trainable, SMALL, quiet=True)


def _directions(words: MapWords) -> Iterator[Shape]:
    arrow = 26.0
    yield Stroke(FRAME.left + 6, FRAME.top - 8, FRAME.left + 6, FRAME.top - 8 - arrow, "mute", arrow=True)
    yield Words(FRAME.left + 20, FRAME.top - 16, words.easy, FONT, "start", bold=True)
    end = FRAME.right
    below = FRAME.bottom + 20
    yield Stroke(end - arrow, below, end, below, "mute", arrow=True)
    yield Words(end - arrow - 8, below + FONT * _DESCENT, words.useful, FONT, "end", bold=True)


def _along_middle(middle: float) -> Iterator[Circle]:
    """Circles without labels along both middles: a label is better read beside a line than across it."""
    x, y = _at(middle, middle)
    for step in range(int((FRAME.right - FRAME.left) / _CAPTION)):
        yield Circle(FRAME.left + step * _CAPTION, y, 1.0)
    for step in range(int((FRAME.bottom - FRAME.top) / _CAPTION)):
        yield Circle(x, FRAME.top + step * _CAPTION, _CAPTION / 2)


def _covering(words: Words) -> Iterator[Circle]:
    """Circles without labels over a caption, so that no label is put there."""
    width = text_width(words.text, words.size)
    left = words.x - width if words.anchor == "end" else words.x
    radius = words.size / 2
    steps = int(width / words.size) + 1
    for step in range(steps):
        yield Circle(left + radius + step * words.size, words.y - words.size * _DESCENT, radius)
