"""The swim-lane and the matrix of letters: everything stays on the sheet, and says what it shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.charts.drawing import Drawing, Rect, Stroke, Words, svg
from advisor.charts.ownership_matrix import Group, Mark, letter_matrix
from advisor.charts.placement import text_width
from advisor.charts.swimlane import Cell, Kind, Passage, Swimlane, Way, swimlane, wrapped
from advisor.report.picture import SMALLEST, scaled

KINDS: tuple[Kind, ...] = ("done", "outside", "nobody", "open")
WAYS: tuple[Way, ...] = ("agreed", "informal", "broken", "unknown")
names = st.text(st.sampled_from("abc WM가나パイ（）(-"), max_size=40)


@given(names, st.floats(30, 200), st.integers(1, 3))
def test_lines_fit_and_lose_nothing_without_saying_so(words: str, width: float, most: int) -> None:
    """Lines are as wide as allowed at most; letters are missing only behind an ellipsis."""
    lines = wrapped(words, width, 12, most)
    assert len(lines) <= most
    assert all(text_width(line, 12) <= width for line in lines)
    said = "".join("".join(lines).split())
    whole = "".join(words.split())
    assert said == whole or (said.endswith("…") and whole.startswith(said[:-1]))


@st.composite
def lanes(draw: st.DrawFn) -> Swimlane:
    """A swim-lane of up to eight stages and nine lanes, with every kind of cell and way."""
    stages = draw(st.lists(names, min_size=2, max_size=8))
    rows = draw(st.lists(names, min_size=1, max_size=9))
    one = st.lists(st.integers(0, len(rows) - 1), min_size=1, max_size=3, unique=True)
    kinds = st.sampled_from(KINDS)
    cells = [Cell(tuple(draw(one)), draw(kinds)) for _ in stages]
    passages = []
    for n in range(len(stages) - 1):
        shared = set(cells[n].lanes) & set(cells[n + 1].lanes)
        way: Way = "same" if shared else draw(st.sampled_from(WAYS))
        word = "" if way == "same" else draw(st.sampled_from(["broken", "途切れ"]))
        passages.append(Passage(n, way, word))
    return Swimlane(tuple(stages), tuple(rows), tuple(cells), tuple(passages), "Handoffs", draw(names), "alt")


def on_the_sheet(drawing: Drawing) -> bool:
    """Whether no shape leaves the sheet; words are as wide as they are estimated."""
    for shape in drawing.shapes:
        if isinstance(shape, Rect):
            right, bottom, left, top = shape.x + shape.width, shape.y + shape.height, shape.x, shape.y
        elif isinstance(shape, Stroke):
            left, right = sorted((shape.x1, shape.x2))
            top, bottom = sorted((shape.y1, shape.y2))
        elif isinstance(shape, Words):
            left = right = shape.x
            top, bottom = shape.y - shape.size, shape.y
        else:
            return False
        if not (0 <= left <= right <= drawing.width and 0 <= top <= bottom <= drawing.height):
            return False
    return True


@given(lanes())
def test_a_swim_lane_stays_on_its_sheet(lane: Swimlane) -> None:
    """Whatever is drawn lies on the sheet, and letters are legible on an upright page."""
    drawing = swimlane(lane)
    assert on_the_sheet(drawing)
    scale, turned = scaled(drawing)
    assert not turned
    assert min(shape.size for shape in drawing.shapes if isinstance(shape, Words)) * scale >= SMALLEST


@given(lanes())
def test_what_is_broken_is_drawn_so_and_said(lane: Swimlane) -> None:
    """Each broken handoff and each stage of nobody is drawn in alarm, and a broken one has a bold word."""
    drawing = swimlane(lane)
    broken = [passage for passage in lane.passages if passage.way == "broken"]
    strokes = [s for s in drawing.shapes if isinstance(s, Stroke) and s.style == "alarm"]
    boxes = [s for s in drawing.shapes if isinstance(s, Rect) and s.style == "alarm"]
    assert len(strokes) == len(broken)
    assert len(boxes) == sum(len(cell.lanes) for cell in lane.cells if cell.kind == "nobody")
    bold = [s.text for s in drawing.shapes if isinstance(s, Words) and s.bold and s.size < 12]
    assert bold == [passage.word for passage in broken]


@given(
    st.lists(names, min_size=1, max_size=9),
    st.lists(st.lists(names, min_size=1, max_size=6), min_size=1, max_size=3),
    st.data(),
)
def test_a_matrix_stays_on_its_sheet(columns: list[str], areas: list[list[str]], data: st.DataObject) -> None:
    """Up to nine parties and long names fit on an upright page, and every letter is there."""
    marks = st.builds(Mark, st.sampled_from(["", "AR", "A", "R", "C", "I"]), st.booleans(), st.booleans())
    one = st.lists(marks, min_size=len(columns), max_size=len(columns)).map(tuple)
    groups = [Group("Data", tuple((name, data.draw(one)) for name in area)) for area in areas]
    drawing = letter_matrix(columns, groups, "alt")
    assert on_the_sheet(drawing)
    assert not scaled(drawing)[1]
    given_letters = sorted(m.letters for g in groups for _, row in g.rows for m in row if m.letters)
    boxes = sum(isinstance(shape, Rect) for shape in drawing.shapes)
    assert boxes == len(given_letters)


@pytest.mark.parametrize("words", ["<script>", "a & b", '"'])
def test_names_are_data(words: str) -> None:
    """What somebody typed is never markup in the picture."""
    lane = Swimlane((words, "B"), (words,), (Cell((0,), "done"),) * 2, (), "", "", words)
    assert "<script>" not in svg(swimlane(lane))
    assert svg(swimlane(lane)).count("<text") == 7
