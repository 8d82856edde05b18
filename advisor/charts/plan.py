"""A project as bars over weeks: above as first planned, below with chances and what has happened."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from math import ceil
from typing import Literal

from advisor.charts.drawing import Drawing, Rect, Shape, Stroke, Style, Words
from advisor.charts.placement import Anchor, text_width

Kind = Literal["planned", "done", "failed", "running", "open", "alternative"]

KINDS: tuple[Kind, ...] = ("planned", "done", "running", "open", "alternative", "failed")


@dataclass(frozen=True, slots=True)
class Bar:
    """One task: its name, when it begins and ends in weeks, and what is said behind it.

    ``early`` and ``late`` are the range of its end; equal where there is none. Without ``start`` it is never
    begun, and only its words stand there.
    """

    label: str
    kind: Kind
    note: str = ""
    start: float | None = None
    finish: float = 0.0
    early: float = 0.0
    late: float = 0.0


@dataclass(frozen=True, slots=True)
class PlanWords:
    """The words around the bars in one language.

    ``kinds`` names the kinds of bars in the order of KINDS; ``span`` is the line behind a bar's end; ``now``
    and ``by`` are empty where there is no such week.
    """

    planned: str
    expected: str
    weeks: str
    kinds: tuple[str, ...]
    span: str
    now: str
    by: str
    alt: str


WIDTH, FONT = 640.0, 12.0
"""Units of the drawing: its width, and the height of an em."""

_NAMES, _NOTES, _LEFT = 226.0, 84.0, 234.0
_ROW, _BAR, _TOP = 21.0, 12.0, 44.0
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200)
_MOST_TICKS = 10
_GAP, _SAMPLE = 16.0, 22.0
_SMALLEST_BAR = 2.0
_BASE = 0.35
"""From the middle of a line of text down to its baseline, in em."""

_STYLES: dict[Kind, Style] = {
    "planned": "mute",
    "done": "solid",
    "failed": "alarm",
    "running": "stripe",
    "open": "hollow",
    "alternative": "dashed",
}


def plan(
    planned: Sequence[Bar],
    expected: Sequence[Bar],
    words: PlanWords,
    *,
    now: float = 0.0,
    week: float = 0.0,
) -> Drawing:
    """Both plans over the same weeks; ``now`` and ``week`` are marked in the lower one unless they are 0."""
    scale = _scale([bar.late for bar in (*planned, *expected)], max(now, week))
    marks = [(at, word) for at, word in ((now, words.now), (week, words.by)) if at]
    middle = _TOP + len(planned) * _ROW + _ROW
    below = middle + (_ROW if marks else 0.0)
    shapes = [
        *_panel(words.planned, planned, _TOP, scale, words.weeks),
        *_panel(words.expected, expected, below + _TOP, scale, words.weeks, rise=below - middle),
        *_marks(marks, below + _TOP, len(expected), scale),
    ]
    end = below + _TOP + len(expected) * _ROW + _ROW
    legend, height = _legend(expected, words, end)
    return Drawing(WIDTH, height, words.alt, (*shapes, *legend))


def shortened(label: str, width: float, size: float) -> str:
    """The label, cut with an ellipsis where it would be wider than ``width``."""
    if text_width(label, size) <= width:
        return label
    cut = label
    while cut and text_width(cut + "…", size) > width:
        cut = cut[:-1]
    return cut.rstrip() + "…"


@dataclass(frozen=True, slots=True)
class _Scale:
    last: float
    step: int

    def x(self, week: float) -> float:
        return _LEFT + (WIDTH - _NOTES - _LEFT) * week / self.last

    @property
    def ticks(self) -> Iterator[int]:
        return takewhile(lambda week: week <= self.last, (n * self.step for n in range(1000)))


def _scale(ends: Iterable[float], marked: float) -> _Scale:
    last = max(1.0, marked, *ends, 0.0)
    step = next((step for step in _STEPS if last / step <= _MOST_TICKS), _STEPS[-1])
    return _Scale(ceil(last / step) * step, step)


def _panel(
    title: str, bars: Sequence[Bar], top: float, scale: _Scale, weeks: str, *, rise: float = 0.0
) -> Iterator[Shape]:
    """A title, the weeks, and a row for each bar, whose first begins at ``top``."""
    yield Words(0, top - 26 - rise, title, FONT + 1, bold=True)
    yield Words(_LEFT - 8, top - 7, weeks, FONT, "end", quiet=True)
    bottom = top + len(bars) * _ROW
    for week in scale.ticks:
        yield Words(scale.x(week), top - 7, str(week), FONT, "middle", quiet=True)
        yield Stroke(scale.x(week), top - 2, scale.x(week), bottom)
    for n, bar in enumerate(bars):
        yield from _row(bar, top + (n + 0.5) * _ROW, scale)


def _row(bar: Bar, y: float, scale: _Scale) -> Iterator[Shape]:
    yield Words(0, y + FONT * _BASE, shortened(bar.label, _NAMES, FONT), FONT)
    note = shortened(bar.note, _NOTES - 6, FONT)
    yield Words(WIDTH, y + FONT * _BASE, note, FONT, "end", bold=bar.kind == "failed")
    if bar.start is None:
        return
    x, end = scale.x(bar.start), scale.x(bar.finish)
    width = max(_SMALLEST_BAR, end - x)
    yield Rect(x, y - _BAR / 2, width, _BAR, _STYLES[bar.kind], 2.0)
    if bar.kind == "failed":
        for lean in (1, -1):
            yield Stroke(x, y - lean * _BAR / 2, x + width, y + lean * _BAR / 2, "solid")
    if bar.late > bar.early:
        yield from _whisker(scale.x(bar.early), scale.x(bar.late), y)


def _whisker(left: float, right: float, y: float) -> Iterator[Shape]:
    yield Stroke(left, y, right, y, "hollow")
    for x in (left, right):
        yield Stroke(x, y - 4, x, y + 4, "hollow")


def _marks(marks: Sequence[tuple[float, str]], top: float, rows: int, scale: _Scale) -> Iterator[Shape]:
    """Upright lines at marked weeks; two words are turned away from each other."""
    turned: tuple[Anchor, ...] = ("end", "start") if len(marks) > 1 else ("middle",)
    for anchor, (week, word) in zip(turned, sorted(marks), strict=False):
        x, aside = scale.x(week), {"middle": 0, "end": 4, "start": -4}[anchor]
        yield Stroke(x, top - 2, x, top + rows * _ROW, "dashed")
        yield Words(x + aside, top - 26, word, FONT, anchor, bold=True)


def _legend(bars: Sequence[Bar], words: PlanWords, top: float) -> tuple[list[Shape], float]:
    """The kinds of bars that occur, with their names, in as many lines as they need; and where they end."""
    shapes: list[Shape] = []
    x, y = 0.0, top
    used = {bar.kind for bar in bars if bar.start is not None}
    entries = [(kind, name) for kind, name in zip(KINDS, words.kinds, strict=True) if kind in used]
    for kind, name in [*entries, *([("span", words.span)] if any(b.late > b.early for b in bars) else [])]:
        width = _SAMPLE + 6 + text_width(name, FONT)
        if x and x + width > WIDTH:
            x, y = 0.0, y + _ROW
        shapes += _sample(str(kind), x, y)
        shapes.append(Words(x + _SAMPLE + 6, y + FONT * _BASE, name, FONT))
        x += width + _GAP
    return shapes, y + _ROW * 0.7


def _sample(kind: str, x: float, y: float) -> list[Shape]:
    if kind == "span":
        return list(_whisker(x, x + _SAMPLE, y))
    style = next(style for known, style in _STYLES.items() if known == kind)
    cross = [Stroke(x, y - lean * _BAR / 2, x + _SAMPLE, y + lean * _BAR / 2, "solid") for lean in (1, -1)]
    return [Rect(x, y - _BAR / 2, _SAMPLE, _BAR, style, 2.0), *(cross if kind == "failed" else [])]
