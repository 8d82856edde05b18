"""The picture of a plan: bars in their weeks, words in their place, and room for everybody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.charts.drawing import Drawing, Rect, Stroke, Words, svg
from advisor.charts.placement import text_width
from advisor.charts.plan import FONT, KINDS, WIDTH, Bar, Kind, PlanWords, plan, shortened
from advisor.report.picture import SMALLEST, scaled

WORDS = PlanWords("as planned", "with chances", "Week", KINDS, "range", "now", "week 6", "what it shows")
DONE = Bar("A", "done", "done", 0.0, 1.0, 1.0, 1.0)
OPEN = Bar("B", "open", "75%", 1.0, 3.0, 2.0, 4.5)
FAILED = Bar("C", "failed", "failed", 1.0, 2.0, 2.0, 2.0)
NEVER = Bar("D", "open", "cannot begin")

WEEKS = st.floats(0, 500)


@st.composite
def bars(draw: st.DrawFn) -> Bar:
    """Any bar."""
    start, early, middle, late = sorted(draw(st.tuples(WEEKS, WEEKS, WEEKS, WEEKS)))
    kind: Kind = draw(st.sampled_from(KINDS))
    return Bar(draw(st.text(max_size=60)), kind, draw(st.text(max_size=20)), start, middle, early, late)


def texts(drawing: Drawing) -> list[Words]:
    """The lines of text."""
    return [shape for shape in drawing.shapes if isinstance(shape, Words)]


@given(st.lists(bars(), max_size=30), st.lists(bars(), max_size=30), WEEKS, WEEKS)
def test_everything_lies_on_the_sheet(above: list[Bar], below: list[Bar], now: float, week: float) -> None:
    """No bar, line or word leaves the drawing, however many bars and however long."""
    drawing = plan(above, below, WORDS, now=now, week=week)
    for shape in drawing.shapes:
        if isinstance(shape, Rect):
            assert shape.x >= 0
            assert shape.x + shape.width <= WIDTH + 2
            assert 0 <= shape.y <= drawing.height - shape.height
        if isinstance(shape, Stroke):
            assert 0 <= min(shape.x1, shape.x2) <= max(shape.x1, shape.x2) <= WIDTH
            assert max(shape.y1, shape.y2) <= drawing.height
        if isinstance(shape, Words):
            width = text_width(shape.text, shape.size)
            left = shape.x - {"start": 0, "middle": width / 2, "end": width}[shape.anchor]
            assert left >= -1
            assert left + width <= WIDTH + 1
            assert shape.size <= shape.y <= drawing.height


@pytest.mark.parametrize(
    "label", ["Kor 데이터 파이프라인을 새로 만들고 검증하기", "長い名前" * 30, "word " * 30, "ab", ""]
)
def test_names_are_cut_where_the_bars_begin(label: str) -> None:
    """A long name ends with an ellipsis inside its width; a short one stays."""
    cut = shortened(label, 100, FONT)
    assert text_width(cut, FONT) <= 100
    assert cut == label or cut.endswith("…")


def test_bars_lie_in_proportion_to_weeks() -> None:
    """A bar begins where the one before it ends, and is as long as it takes."""
    rects = [shape for shape in plan([], [DONE, OPEN], WORDS).shapes if isinstance(shape, Rect)][:2]
    assert rects[0].x + rects[0].width == pytest.approx(rects[1].x)
    assert rects[1].width == pytest.approx(2 * rects[0].width)


def test_a_failed_task_is_crossed_and_one_never_begun_has_only_words() -> None:
    """What failed is drawn as wrong, with a cross; what cannot begin has no bar."""
    failed = plan([], [FAILED], WORDS).shapes
    assert [shape.style for shape in failed if isinstance(shape, Rect)] == ["alarm", "alarm"]
    slanted = [shape for shape in failed if isinstance(shape, Stroke) and shape.x1 != shape.x2 != shape.y1]
    assert sum(shape.y1 != shape.y2 for shape in slanted) == 4
    never = plan([], [NEVER], WORDS)
    assert not [shape for shape in never.shapes if isinstance(shape, Rect)]
    assert any(shape.text.startswith("cannot") for shape in texts(never))


def test_kinds_differ_by_more_than_colour() -> None:
    """Every kind of bar has its own style, and the legend names those that occur."""
    styles = set()
    for kind in KINDS:
        drawing = plan([], [Bar("A", kind, "", 0, 1, 1, 1)], WORDS)
        styles |= {shape.style for shape in drawing.shapes if isinstance(shape, Rect)}
        assert [words.text for words in texts(drawing)].count(kind) == 1
    assert len(styles) == len(KINDS)


def test_weeks_that_count_are_marked() -> None:
    """The present and the chosen week are marked below, each only where there is one."""
    for now, week, expected in (
        (0, 0, set()),
        (2, 0, {"now"}),
        (0, 6, {"week 6"}),
        (2, 6, {"now", "week 6"}),
    ):
        drawing = plan([DONE], [OPEN], WORDS, now=now, week=week)
        assert {words.text for words in texts(drawing)} & {"now", "week 6"} == expected


@pytest.mark.parametrize("rows", [1, 7, 25])
def test_it_is_legible_on_paper(rows: int) -> None:
    """As many tasks as are drawn stay legible across an upright page."""
    scale, is_turned = scaled(plan([DONE] * rows, [OPEN] * rows, WORDS, now=1, week=3))
    assert not is_turned
    assert FONT * scale >= SMALLEST


def test_user_text_stays_text() -> None:
    """What somebody typed is no markup in the picture."""
    assert "<b>" not in svg(plan([], [Bar("<b>", "open", "<i>", 0, 1, 1, 1)], WORDS))
