"""Labels lie beside their circles, clear of everything else where there is room."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.charts.placement import Box, Circle, Spot, place, text_width

FRAME = Box(0, 0, 1000, 500)
SIZE = 16.0

circles = st.builds(
    Circle,
    x=st.floats(60, 940),
    y=st.floats(60, 440),
    radius=st.floats(8, 37),
    label=st.text(alphabet="aé가ア ", min_size=1, max_size=20),
)


def gap(circle: Circle, spot: Spot) -> float:
    """Distance from the circle's edge to the nearest point of the label's box, negative when it covers it."""
    dx = max(spot.box.left - circle.x, 0, circle.x - spot.box.right)
    dy = max(spot.box.top - circle.y, 0, circle.y - spot.box.bottom)
    return float((dx * dx + dy * dy) ** 0.5) - circle.radius


@given(circles)
def test_a_lone_label_is_near_and_clear(circle: Circle) -> None:
    """With nothing else around, a label lies inside the frame, close to its circle and not on it."""
    spot = place([circle], FRAME, SIZE)[0]
    assert spot.box.area == pytest.approx(spot.box.shared(FRAME))
    assert 0 < gap(circle, spot) < 2 * SIZE


@given(st.lists(circles, min_size=2, max_size=8))
def test_every_label_gets_a_spot_at_its_near_edge(many: list[Circle]) -> None:
    """Each label is anchored at the edge that faces its circle, however crowded it is."""
    spots = place(many, FRAME, SIZE)
    assert set(spots) == set(range(len(many)))
    for index, spot in spots.items():
        facing = {1: spot.box.left, -1: spot.box.right, 0: (spot.box.left + spot.box.right) / 2}[spot.dx]
        assert spot.x == pytest.approx(facing)
        assert spot.anchor == {1: "start", -1: "end", 0: "middle"}[spot.dx]
        assert gap(many[index], spot) > 0


def test_neighbours_do_not_cover_each_other() -> None:
    """Two circles side by side get labels that do not overlap, and the wider one chooses first."""
    pair = [Circle(300, 250, 20, "short"), Circle(380, 250, 20, "a much longer label")]
    spots = place(pair, FRAME, SIZE)
    assert spots[0].box.shared(spots[1].box) == 0
    assert spots[1].dx == 1
    assert all(spots[i].box.shared(pair[1 - i].box) == 0 for i in spots)


def test_a_circle_without_a_label_is_kept_clear() -> None:
    """A circle with no label gets no spot, and no label is put on it."""
    blocked = [Circle(300, 250, 20, "label"), Circle(350, 250, 25)]
    spots = place(blocked, FRAME, SIZE)
    assert set(spots) == {0}
    assert spots[0].box.shared(blocked[1].box) == 0


def test_wide_characters_count_whole() -> None:
    """A CJK character is one em wide, a Latin one about half."""
    assert text_width("가나", 10) == 20
    assert text_width("ab", 10) == pytest.approx(10.6)
