"""A swim-lane: stages from left to right, a lane for each doer, and how the work gets from one to the next.

Labels come in finished. Lengths are in units of the drawing, and letters stay legible on a page of 170 mm.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from advisor.charts.drawing import Drawing, Rect, Shape, Stroke, Style, Words
from advisor.charts.placement import text_width

Kind = Literal["done", "outside", "nobody", "open"]
"""What a box says: done in the team, done elsewhere, done by nobody, not known."""

Way = Literal["same", "agreed", "informal", "broken", "unknown"]
"""How the work goes on: in the same hands, or over a handoff."""

_LABELS, _COLUMN = 158.0, 79.0
_LANE, _LINE = 40.0, 14.0
_BOX, _BOX_HEIGHT = 46.0, 24.0
_SIZE, _SMALL = 12.0, 11.0
_GAP = 8.0
_HEAD_LINES, _LABEL_LINES = 3, 2
_OPENING = "([{（「『“‘"
_ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"

_BOXES: dict[Kind, Style] = {"done": "solid", "outside": "hollow", "nobody": "alarm", "open": "dashed"}
_WAYS: dict[Way, Style] = {
    "same": "mute",
    "agreed": "hollow",
    "informal": "dashed",
    "broken": "alarm",
    "unknown": "mute",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A stage in the lanes of those who do it."""

    lanes: tuple[int, ...]
    kind: Kind


@dataclass(frozen=True, slots=True)
class Passage:
    """From a stage to the next one: how, and the word for it where the work changes hands."""

    stage: int
    way: Way
    word: str = ""


@dataclass(frozen=True, slots=True)
class Swimlane:
    """What is drawn: names of stages and lanes, a cell for each stage, the ways between.

    ``ways`` names the row with the words for the ways; ``back`` is what leads from the last stage to the
    first, empty where nothing does.
    """

    stages: tuple[str, ...]
    lanes: tuple[str, ...]
    cells: tuple[Cell, ...]
    passages: tuple[Passage, ...]
    ways: str
    back: str
    alt: str


def swimlane(lane: Swimlane) -> Drawing:
    """The picture."""
    heads = [wrapped(name, _COLUMN - 6, _SIZE, _HEAD_LINES) for name in lane.stages]
    top = _SIZE + _LINE * (1 + max(map(len, heads), default=1)) + _GAP
    bottom = top + _LANE * len(lane.lanes)
    shapes: list[Shape] = [
        *_stages(heads, top, bottom),
        *_lanes(lane.lanes, top, _right(lane)),
        *(shape for passage in lane.passages for shape in _passage(lane, passage, top, bottom)),
        *(shape for n, cell in enumerate(lane.cells) for shape in _boxes(n, cell, top)),
    ]
    height = bottom + _LINE
    if any(passage.word for passage in lane.passages):
        shapes.append(Words(0, bottom + _LINE + 4, lane.ways, _SMALL, quiet=True))
        height += _LINE
    if lane.back:
        shapes += _back(lane, height)
        height += 3 * _LINE
    return Drawing(_right(lane), height, lane.alt, tuple(shapes))


def wrapped(words: str, width: float, size: float, most: int) -> tuple[str, ...]:
    """Words in at most so many lines of this width; what does not fit ends in an ellipsis.

    Lines break between words, and inside of one that is too long by itself, as Japanese mostly is.
    """
    lines: list[str] = []
    for word in words.split():
        if lines and text_width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines += _pieces(word, width, size)
    if len(lines) > most:
        last = lines[most - 1]
        while last and text_width(last + _ELLIPSIS, size) > width:
            last = last[:-1]
        lines = [*lines[: most - 1], last + _ELLIPSIS]
    return tuple(lines)


def _pieces(word: str, width: float, size: float) -> Iterator[str]:
    """The word in pieces that fit, each as long as possible."""
    piece = ""
    for letter in word:
        if piece and text_width(piece + letter, size) > width:
            whole = piece.rstrip(_OPENING) or piece
            yield whole
            piece = piece[len(whole) :]
        piece += letter
    yield piece


def _right(lane: Swimlane) -> float:
    return _LABELS + _COLUMN * len(lane.stages)


def _middle(stage: int) -> float:
    return _LABELS + _COLUMN * (stage + 0.5)


def _level(row: int, top: float) -> float:
    return top + _LANE * (row + 0.5)


def _stages(heads: Sequence[Sequence[str]], top: float, bottom: float) -> Iterator[Shape]:
    """Numbers and names of the stages, and a light column for every other one."""
    for n, lines in enumerate(heads):
        if n % 2 == 0:
            yield Rect(_LABELS + _COLUMN * n, top, _COLUMN, bottom - top, "soft")
        yield Words(_middle(n), _SIZE, str(n + 1), _SIZE, "middle", quiet=True)
        for row, line in enumerate(lines, start=1):
            yield Words(_middle(n), _SIZE + _LINE * row, line, _SIZE, "middle", bold=True)


def _lanes(names: Sequence[str], top: float, right: float) -> Iterator[Shape]:
    """Names of the lanes, with a hairline above each and below the last."""
    for row, name in enumerate(names):
        yield Stroke(0, top + _LANE * row, right, top + _LANE * row)
        lines = wrapped(name, _LABELS - _GAP, _SIZE, _LABEL_LINES)
        first = _level(row, top) + _SIZE / 3 - _LINE * (len(lines) - 1) / 2
        for n, line in enumerate(lines):
            yield Words(0, first + _LINE * n, line, _SIZE)
    yield Stroke(0, top + _LANE * len(names), right, top + _LANE * len(names))


def _boxes(stage: int, cell: Cell, top: float) -> Iterator[Shape]:
    """The stage's number in the lane of everybody who does it."""
    for row in cell.lanes:
        x, y = _middle(stage) - _BOX / 2, _level(row, top) - _BOX_HEIGHT / 2
        yield Rect(x, y, _BOX, _BOX_HEIGHT, _BOXES[cell.kind], radius=4)
        dark = cell.kind == "done"
        yield Words(
            _middle(stage), y + _BOX_HEIGHT / 2 + 4, str(stage + 1), _SIZE, "middle", bold=True, light=dark
        )


def _passage(lane: Swimlane, passage: Passage, top: float, bottom: float) -> Iterator[Shape]:
    """The way from one box to the next: straight in a lane, else with a step between the columns."""
    start, end = lane.cells[passage.stage].lanes, lane.cells[passage.stage + 1].lanes
    style = _WAYS[passage.way]
    left, right = _middle(passage.stage) + _BOX / 2, _middle(passage.stage + 1) - _BOX / 2
    between = (left + right) / 2
    if passage.way == "same":
        row = next(row for row in start if row in end)
        yield Stroke(left, _level(row, top), right, _level(row, top), style, arrow=True)
        return
    here, there = _level(start[0], top), _level(end[0], top)
    ends: Style = "hollow" if passage.way == "broken" else style
    yield Stroke(left, here, between, here, ends)
    yield Stroke(between, here, between, there, style)
    yield Stroke(between, there, right, there, ends, arrow=True)
    if passage.word:
        y, bold = bottom + _LINE + 4, passage.way == "broken"
        yield Words(between, y, passage.word, _SMALL, "middle", bold=bold)


def _back(lane: Swimlane, y: float) -> Iterator[Shape]:
    """The way from the last stage back to the first, below everything else."""
    first, last = _middle(0), _middle(len(lane.stages) - 1)
    low = y + _LINE
    yield Stroke(last, y, last, low, "mute")
    yield Stroke(last, low, first, low, "mute")
    yield Stroke(first, low, first, y, "mute", arrow=True)
    yield Words((first + last) / 2, low + _LINE + 2, lane.back, _SMALL, "middle", quiet=True)
