"""The balance of two archetypes, answer by answer: as a waterfall and as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from advisor.charts.markup import Markup, el
from advisor.content.locale import decimal
from advisor.content.telling import Telling, WhyRow
from advisor.ui.blocks.marks import basis_mark, quantity

STEPS = (2, 5, 10, 20, 50, 100)
"""Distances between ticks in decibans; the first that gives few enough is taken."""

MOST_TICKS = 8


@dataclass(frozen=True, slots=True)
class Beam:
    """One row's bar on the common scale: where it starts and ends, as shares of the width."""

    start: float
    end: float

    @property
    def left(self) -> float:
        """The nearer edge."""
        return min(self.start, self.end)

    @property
    def width(self) -> float:
        """The length, never negative."""
        return abs(self.end - self.start)


@dataclass(frozen=True, slots=True)
class Scale:
    """The common scale in decibans from ``low`` to ``high``, and the ticks on it."""

    low: float
    high: float
    ticks: tuple[int, ...]

    def share(self, value: float) -> float:
        """A value's place on the scale, from 0 to 1."""
        return (value - self.low) / (self.high - self.low)


def scale(values: Sequence[float]) -> Scale:
    """A scale that holds zero and all values, with its ends on ticks."""
    low, high = min(0.0, *values), max(0.0, *values)
    step = next((s for s in STEPS if (high - low) / s <= MOST_TICKS), STEPS[-1])
    first, last = floor(low / step), max(ceil(high / step), 1)
    return Scale(first * step, last * step, tuple(step * n for n in range(first, last + 1)))


def beams(rows: Sequence[WhyRow]) -> tuple[Scale, tuple[Beam, ...]]:
    """The bars of a waterfall: each row starts where the one before ended, the total at zero."""
    ends, running = [], 0.0
    for row in rows:
        running = row.value if row.kind == "total" else running + row.value
        ends.append(running)
    common = scale(ends)
    starts = [0.0 if row.kind == "total" else end - row.value for row, end in zip(rows, ends, strict=True)]
    return common, tuple(Beam(common.share(s), common.share(e)) for s, e in zip(starts, ends, strict=True))


def waterfall(telling: Telling, rival: str | None = None) -> Markup:
    """The leader against ``rival`` (the runner-up), answer by answer, down to the lead.

    An ordered list of question, answer and value; bars, connectors and ticks are decoration.
    """
    rows = telling.why(rival)
    common, bars = beams(rows)
    items = [_row(row, bar, first=i == 0) for i, (row, bar) in enumerate(zip(rows, bars, strict=True))]
    return el(
        "div",
        _ticks(common, telling.text.language),
        el("ol", *items, role="list"),
        class_="b waterfall",
        style=f"--zero:{common.share(0):.4f}",
    )


def _ticks(common: Scale, language: str) -> Markup:
    marks = []
    for tick in common.ticks:
        label = decimal(tick, language, digits=0)
        unit = el("span", " dB", class_="unit") if tick == common.ticks[-1] else None
        marks.append(el("span", label, unit, style=f"--x:{common.share(tick):.4f}"))
    return el("div", el("div", *marks, class_="plot"), class_="ticks", aria_hidden="true")


def _row(row: WhyRow, bar: Beam, *, first: bool) -> Markup:
    side = "total" if row.kind == "total" else "against" if row.value < 0 else "for"
    return el(
        "li",
        el(
            "div",
            el("strong", row.title),
            el("span", row.detail, class_="detail") if row.detail else None,
            class_="said",
        ),
        el("div", quantity(row.shown), class_="value"),
        el(
            "div",
            el("span", class_="bar"),
            class_="plot",
            style=f"--x:{bar.left:.4f};--w:{bar.width:.4f};--from:{bar.start:.4f};--to:{bar.end:.4f}",
            aria_hidden="true",
        ),
        class_=f"{side} first" if first else side,
    )


def why_table(telling: Telling, rival: str | None = None) -> Markup:
    """The waterfall's rows as a table, with what each rests on."""
    text = telling.text
    against = telling.name(rival or telling.assessment.runner_up)
    leader = telling.name(telling.assessment.archetype)
    heads = (
        text("result.why.question"),
        text("result.why.answer"),
        text("result.why.weight", a=leader, b=against),
        text("result.why.basis"),
    )
    body = [
        el(
            "tr",
            el("th", row.title, scope="row"),
            el("td", row.detail),
            el("td", quantity(row.shown), class_="number"),
            el("td", basis_mark(text, row.basis, row.sources) if row.basis else None),
            class_=row.kind,
        )
        for row in telling.why(rival)
    ]
    return scrollable(
        text("result.why.title"),
        el("thead", el("tr", *(el("th", head, scope="col") for head in heads))),
        el("tbody", *body),
    )


def scrollable(caption: str, *parts: Markup) -> Markup:
    """A table that scrolls sideways on its own, by keyboard too, where the screen is too narrow."""
    table = el("table", el("caption", caption, class_="heard"), *parts)
    return el("div", table, class_="b table", role="group", aria_label=caption, tabindex="0")
