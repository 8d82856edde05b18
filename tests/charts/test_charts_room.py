"""The disagreement map and the clouds of a room: places, layers, words, and room for everybody."""

from itertools import combinations, pairwise
from math import hypot
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.charts import cloud
from advisor.charts.disagreement import (
    MEDIUM,
    RADIUS,
    WIDE,
    DisagreementWords,
    Limits,
    Point,
    Scale,
    Sheet,
    circle_of,
    scale_of,
    svg,
    ticks,
)
from advisor.charts.placement import place, text_width
from advisor.content.text import LANGUAGES
from tests.rooms import SETTINGS, SIZES, room, telling

WORDS = DisagreementWords("apart?", "same", "far", "weight", "first & foremost", "what it shows")
LIMITS = Limits(0.5, 6.0)
CALM = Point("Calm <&>", 0.1, 7.0, False)
HOT = Point("Hot", 0.9, 7.5, True)
STEP = SETTINGS.support_step
SHEETS = pytest.mark.parametrize("sheet", [WIDE, MEDIUM], ids=lambda sheet: sheet.id)


def drawn(*points: Point, sheet: Sheet = WIDE) -> ElementTree.Element:
    """The map as a tree."""
    return ElementTree.fromstring(svg(points, LIMITS, WORDS, sheet=sheet))


def of_class(tree: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    """The elements of a class."""
    return [e for e in tree.iter() if name in e.attrib.get("class", "").split()]


@SHEETS
def test_right_is_further_apart_and_up_is_heavier(sheet: Sheet) -> None:
    """Variation goes to the right and stake upwards, inside the frame, at both ends of either scale."""
    corners = [Point("", variation, stake, False) for variation in (0, 1) for stake in (0.5, 9)]
    scale = scale_of([point.stake for point in corners])
    low_left, high_left, low_right, high_right = (circle_of(point, scale, sheet) for point in corners)
    assert low_left.x == high_left.x < low_right.x == high_right.x
    assert low_left.y == low_right.y > high_left.y == high_right.y
    for circle in (low_left, high_left, low_right, high_right):
        assert circle.box.shared(sheet.frame) == pytest.approx(circle.box.area)


def test_only_the_corner_is_filled_and_bold() -> None:
    """What comes first is marked in dot and name, what does not is neither; every word is there, escaped."""
    tree = drawn(CALM, HOT)
    assert [e.text for e in of_class(tree, "dm-name")] == ["Calm <&>", "Hot"]
    assert [e.text for e in of_class(tree, "dm-in") if e.tag == "text"] == ["Hot"]
    assert len(of_class(tree, "dm-dot")) == 2
    assert len([e for e in of_class(tree, "dm-in") if e.tag == "circle"]) == 1
    assert {"apart?", "same", "far", "weight", "first & foremost"} <= {t.text for t in tree.iter("text")}
    assert (tree.attrib["role"], tree.attrib["aria-label"]) == ("img", "what it shows")


@SHEETS
def test_the_corner_holds_exactly_what_is_contested_and_heavy(sheet: Sheet) -> None:
    """The shaded corner begins at both limits, so that dots lie in it exactly where both are passed."""
    limits = Point("", LIMITS.contested, LIMITS.heavy, False)
    tree = drawn(CALM, HOT, sheet=sheet)
    (corner,) = of_class(tree, "dm-corner")
    circle = circle_of(limits, scale_of([CALM.stake, HOT.stake, LIMITS.heavy]), sheet)
    assert float(corner.attrib["x"]) == pytest.approx(circle.x, abs=0.1)
    bottom = float(corner.attrib["y"]) + float(corner.attrib["height"])
    assert bottom == pytest.approx(circle.y, abs=0.2)
    calm, hot = of_class(tree, "dm-dot")
    assert float(hot.attrib["cx"]) > circle.x > float(calm.attrib["cx"])


@SHEETS
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
def test_names_of_a_real_room_can_be_read(size: int, language: str, sheet: Sheet) -> None:
    """No name covers another one, another question's dot, or the corner's title, or leaves the frame."""
    told = telling(size, language)
    points = [
        Point(told.question(q.question), q.last.whole.variation, q.stake_db, told.is_first(q))
        for q in room(size).questions
    ]
    scale = scale_of([*(point.stake for point in points), SETTINGS.heavy_stake_db])
    circles = [circle_of(point, scale, sheet) for point in points]
    spots = place(circles, sheet.frame, sheet.font)
    for index, spot in spots.items():
        assert spot.box.area == pytest.approx(spot.box.shared(sheet.frame))
        assert all(spot.box.shared(other.box) == 0 for n, other in spots.items() if n != index)
        assert all(spot.box.shared(circle.box) < 0.2 * RADIUS**2 for circle in circles)


def test_the_title_of_the_corner_is_kept_clear() -> None:
    """A name that would lie on the corner's title, the nearest free place, is put elsewhere."""
    points = [
        Point("A longer name", 0.95, 9.0, True),
        Point("", 0.9, 9.0, True),
        Point("Low", 0.1, 0.5, False),
    ]
    tree = drawn(*points)
    name, *_ = of_class(tree, "dm-name")
    (title,) = of_class(tree, "dm-first")
    assert abs(float(name.attrib["y"]) - float(title.attrib["y"])) > WIDE.font


@given(st.lists(st.floats(0.1, 60), min_size=1, max_size=22))
def test_the_scale_holds_every_stake(stakes: list[float]) -> None:
    """All stakes lie inside; marks are whole, rising, inside, and not many."""
    scale = scale_of(stakes)
    assert scale.low <= min(stakes) <= max(stakes) < scale.high
    marks = ticks(scale)
    assert 1 <= len(marks) <= 7
    assert all(scale.low <= mark <= scale.high for mark in marks)
    assert len({after - before for before, after in pairwise(marks)}) <= 1


def test_marks_stay_round_on_a_short_scale() -> None:
    """A scale of one decade still has whole decibans."""
    assert ticks(Scale(3, 9.4)) == (4, 6, 8)
    assert ticks(Scale(0, 3.5)) == (0, 1, 2, 3)


# ---- Clouds ----


SHARES = st.integers(0, 20).map(lambda n: round(n * STEP, 6))
CROWDS = st.dictionaries(SHARES, st.integers(5, 200), min_size=1, max_size=21)
CLOUD_SHEETS = pytest.mark.parametrize("sheet", [cloud.WIDE, cloud.NARROW], ids=lambda sheet: sheet.id)


def bubbles(crowd: dict[float, int]) -> list[cloud.Bubble]:
    """People by their support, as what is drawn."""
    return [cloud.Bubble(share, crowd[share], str(crowd[share])) for share in sorted(crowd)]


def strip(
    crowd: dict[float, int], pooled: float = 0.5, sheet: cloud.Sheet = cloud.WIDE
) -> ElementTree.Element:
    """One strip, scaled for itself, as a tree."""
    shown = bubbles(crowd)
    return ElementTree.fromstring(cloud.svg(shown, pooled, cloud.unit_of([shown], sheet), sheet=sheet))


def circles(tree: ElementTree.Element) -> list[tuple[float, float, float]]:
    """Place, height and radius of each circle, in the order in which they are drawn."""
    found = of_class(tree, "cl-dot")
    return [(float(e.attrib["cx"]), float(e.attrib["cy"]), float(e.attrib["r"])) for e in found]


def box(tree: ElementTree.Element) -> tuple[float, float]:
    """Width and height of a drawing."""
    _, _, width, height = map(float, tree.attrib["viewBox"].split())
    return width, height


@CLOUD_SHEETS
@given(crowd=CROWDS)
def test_every_support_is_one_circle_inside_the_strip(sheet: cloud.Sheet, crowd: dict[float, int]) -> None:
    """Each circle stands at its support, lies in the drawing, and has an area in proportion to its people."""
    tree = strip(crowd, sheet=sheet)
    width, height = box(tree)
    drawn_ = {x: (y, r) for x, y, r in circles(tree)}
    assert sorted(drawn_) == pytest.approx([cloud.place(share) * width for share in sorted(crowd)], abs=0.01)
    unit = cloud.unit_of([bubbles(crowd)], sheet)
    for (x, (y, r)), share in zip(sorted(drawn_.items()), sorted(crowd), strict=True):
        assert r**2 == pytest.approx(unit**2 * crowd[share], rel=0.02)
        assert r - 0.02 <= x <= width - r + 0.02
        assert r <= y <= height - r


@CLOUD_SHEETS
@given(crowd=CROWDS)
def test_no_circle_hides_another(sheet: cloud.Sheet, crowd: dict[float, int]) -> None:
    """Circles stand on one line, none is inside another, and smaller ones are drawn later."""
    found = circles(strip(crowd, sheet=sheet))
    assert max(y + r for _, y, r in found) - min(y + r for _, y, r in found) < 0.05
    for (x, y, r), (x2, y2, r2) in combinations(found, 2):
        assert r >= r2
        assert hypot(x - x2, y - y2) + r2 > r


def test_circles_keep_clear_where_there_is_room() -> None:
    """Distant circles are as large as allowed and touch nothing; where it is crowded, they are seen still."""
    few = {0.0: 5, 0.5: 5, 1.0: 6}
    assert cloud.unit_of([bubbles(few)], cloud.WIDE) == cloud.WIDE.largest
    near = {0.0: 12, 0.05: 6, 0.25: 5}
    (x, y, r), (x2, y2, r2), _ = circles(strip(near))
    assert hypot(x - x2, y - y2) >= r + r2 - 0.05
    crowd = {0.0: 100, 0.05: 95, 0.1: 5}
    assert min(r for _, _, r in circles(strip(crowd, sheet=cloud.NARROW))) >= cloud.NARROW.smallest - 0.01
    assert cloud.unit_of([], cloud.WIDE) == cloud.WIDE.largest
    both = cloud.unit_of([bubbles(few), bubbles(crowd)], cloud.NARROW)
    assert both <= min(cloud.unit_of([bubbles(one)], cloud.NARROW) for one in (few, crowd))


@CLOUD_SHEETS
@given(crowd=CROWDS)
def test_numbers_stand_below_their_circles(sheet: cloud.Sheet, crowd: dict[float, int]) -> None:
    """Each number is under the line at the place of its circle, and no two numbers touch."""
    tree = strip(crowd, sheet=sheet)
    line = max(y + r for _, y, r in circles(tree))
    numbers = of_class(tree, "cl-n")
    assert [e.text for e in numbers] == [str(crowd[share]) for share in sorted(crowd)]
    rows: dict[str, list[tuple[float, float]]] = {}
    for number in numbers:
        x, half = float(number.attrib["x"]), text_width(number.text or "", sheet.font) / 2
        assert line < float(number.attrib["y"]) - 0.7 * sheet.font
        assert float(number.attrib["y"]) < box(tree)[1]
        rows.setdefault(number.attrib["y"], []).append((x - half, x + half))
    for row in rows.values():
        assert all(before[1] < after[0] for before, after in pairwise(sorted(row)))
    places = [float(number.attrib["x"]) for number in numbers]
    assert places == sorted(x for x, _, _ in circles(tree))


def test_the_mark_stands_at_the_pooled_support() -> None:
    """The mark moves with the support from end to end of the scale and rises above every circle."""
    trees = [strip({0.5: 150}, pooled) for pooled in (0.0, 0.5, 1.0)]
    marks = [of_class(tree, "cl-mark")[0] for tree in trees]
    middles = [float(m.attrib["x"]) + float(m.attrib["width"]) / 2 for m in marks]
    edge, width = cloud.WIDE.edge, cloud.WIDE.width
    assert middles == pytest.approx([edge, width / 2, width - edge], abs=0.02)
    assert float(marks[0].attrib["y"]) < min(y - r for _, y, r in circles(trees[0])) - 5
    assert trees[0].attrib["aria-hidden"] == "true"


def test_a_strip_without_people_has_its_mark() -> None:
    """Where nobody answered enough, there is a line with a mark and no circle."""
    tree = strip({})
    assert circles(tree) == []
    assert len(of_class(tree, "cl-mark")) == len(of_class(tree, "cl-axis")) == 1
