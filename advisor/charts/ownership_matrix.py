"""A matrix of letters: activities below one another in groups, parties side by side.

Labels come in finished. Lengths are in units of the drawing, and letters stay legible on a page of 170 mm.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from advisor.charts.drawing import Drawing, Rect, Shape, Stroke, Style, Words
from advisor.charts.swimlane import wrapped

_LABELS, _ALL, _COLUMN_MOST = 205.0, 600.0, 92.0
_ROW, _LINE, _GAP = 25.0, 14.0, 8.0
_BOX, _BOX_HEIGHT = 34.0, 19.0
_SIZE, _SMALL = 12.0, 11.0
_HEAD_LINES = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """The letters in one place; ``strong`` for those that a source states, ``own`` for the leader's own."""

    letters: str
    strong: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a heading: the name of each, and a mark for each column."""

    title: str
    rows: tuple[tuple[str, tuple[Mark, ...]], ...]


def letter_matrix(columns: Sequence[str], groups: Sequence[Group], alt: str) -> Drawing:
    """The picture: accountable in a filled box, other letters in an outlined one, own entries underlined."""
    wide = min(_COLUMN_MOST, _ALL / max(len(columns), 1))
    heads = [wrapped(name, wide - 4, _SMALL, _HEAD_LINES) for name in columns]
    y = _LINE * max(map(len, heads), default=1) + _GAP
    right = _LABELS + wide * len(columns)
    shapes: list[Shape] = list(_heads(heads, y, wide))
    for group in groups:
        y += _ROW
        shapes += [Words(0, y - _GAP, group.title, _SIZE, bold=True), Stroke(0, y, right, y)]
        for name, marks in group.rows:
            shapes += _row(name, marks, y, wide)
            y += _ROW
            shapes.append(Stroke(0, y, right, y))
    return Drawing(right, y + 2, alt, tuple(shapes))


def _heads(heads: Sequence[Sequence[str]], bottom: float, wide: float) -> Iterator[Shape]:
    """The names of the columns, standing on one line."""
    for n, lines in enumerate(heads):
        for row, line in enumerate(reversed(lines)):
            y = bottom - _GAP / 2 - _LINE * row
            yield Words(_LABELS + wide * (n + 0.5), y, line, _SMALL, "middle")


def _row(name: str, marks: Sequence[Mark], y: float, wide: float) -> Iterator[Shape]:
    label = wrapped(name, _LABELS - _GAP, _SIZE, 1)
    yield Words(0, y + _ROW / 2 + 4, label[0] if label else "", _SIZE)
    for n, mark in enumerate(marks):
        if mark.letters:
            yield from _mark(mark, _LABELS + wide * (n + 0.5), y)


def _mark(mark: Mark, x: float, y: float) -> Iterator[Shape]:
    first = "A" in mark.letters
    style: Style = "solid" if first else "hollow" if mark.letters == "R" else "soft"
    top = y + (_ROW - _BOX_HEIGHT) / 2 - (1 if mark.own else 0)
    yield Rect(x - _BOX / 2, top, _BOX, _BOX_HEIGHT, style, radius=3)
    yield Words(x, top + _BOX_HEIGHT / 2 + 4, mark.letters, _SIZE, "middle", bold=mark.strong, light=first)
    if mark.own:
        low = top + _BOX_HEIGHT + 2.5
        yield Stroke(x - _BOX / 2, low, x + _BOX / 2, low, "hollow")
