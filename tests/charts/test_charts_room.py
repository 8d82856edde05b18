"""The disagreement map and the clouds of a room: places, layers, words, and room for everybody."""

from collections import Counter
from itertools import pairwise
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
from advisor.charts.placement import place
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


def strip(values: list[float], pooled: float = 0.5) -> ElementTree.Element:
    """One strip as a tree."""
    packed = cloud.packing([values], STEP)
    return ElementTree.fromstring(cloud.svg(values, pooled, packed, alt="what & how"))


SHARES = st.integers(0, 20).map(lambda n: round(n * STEP, 6))


@given(st.lists(SHARES, min_size=1, max_size=500))
def test_every_person_is_one_dot_inside_the_strip(values: list[float]) -> None:
    """From one person to five hundred, each is a dot, all of one size, inside the strip, none on another."""
    dots = of_class(strip(values), "cl-dot")
    assert len(dots) == len(values)
    (radius,) = {float(dot.attrib["r"]) for dot in dots}
    places = [(float(dot.attrib["cx"]), float(dot.attrib["cy"])) for dot in dots]
    assert len(set(places)) == len(places)
    assert all(radius - 0.1 <= x <= cloud.WIDTH - radius + 0.1 for x, _ in places)
    assert all(radius - 0.1 <= y <= cloud.HEIGHT - radius + 0.1 for _, y in places)


@given(st.lists(SHARES, min_size=2, max_size=200))
def test_values_are_stacked_where_they_lie(values: list[float]) -> None:
    """Dots of a value are nearer to its place than to that of any other, as many as people have it."""
    width = (cloud.WIDTH - 2 * cloud.EDGE) * STEP
    columns = [
        round((float(dot.attrib["cx"]) - cloud.EDGE) / width) for dot in of_class(strip(values), "cl-dot")
    ]
    assert Counter(columns) == Counter(round(value / STEP) for value in values)


@given(st.integers(1, 300), SHARES)
def test_a_stack_is_centred_on_its_value(number: int, value: float) -> None:
    """Each line of a stack, the last one too, lies around the place of the value."""
    lines: dict[str, list[float]] = {}
    for dot in of_class(strip([value] * number), "cl-dot"):
        lines.setdefault(dot.attrib["cy"], []).append(float(dot.attrib["cx"]))
    place_ = cloud.EDGE + value * (cloud.WIDTH - 2 * cloud.EDGE)
    for places in lines.values():
        assert sum(places) / len(places) == pytest.approx(place_, abs=0.1)


def test_dots_are_large_where_there_is_room() -> None:
    """Five people get the largest dots; a strip is packed for the fullest stack of all strips."""
    few, many = [0.0, 0.05, 0.1, 0.1, 0.9], [0.0] * 200
    assert cloud.packing([few], STEP).pitch == cloud.LARGEST
    assert cloud.packing([few, many], STEP) == cloud.packing([many], STEP)
    assert cloud.packing([many], STEP).pitch < cloud.LARGEST
    assert cloud.packing([], STEP).pitch == cloud.LARGEST


def test_the_mark_stands_at_the_pooled_support() -> None:
    """The mark moves with the support from end to end of the scale; the strip says what it shows."""
    marks = [of_class(strip([0.5], pooled), "cl-mark")[0] for pooled in (0.0, 0.5, 1.0)]
    middles = [float(m.attrib["x"]) + float(m.attrib["width"]) / 2 for m in marks]
    assert middles == pytest.approx([cloud.EDGE, cloud.WIDTH / 2, cloud.WIDTH - cloud.EDGE])
    tree = strip([0.5])
    assert (tree.attrib["role"], tree.attrib["aria-label"]) == ("img", "what & how")
