"""Where the bars of a waterfall begin and end, and where its scale has marks."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor, log10

_MOST_TICKS = 6


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
