"""Where things are drawn: bars that add up, and names that can be read."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.content.text import LANGUAGES
from advisor.core.skills import skill_map
from advisor.report.geometry import waterfall
from advisor.report.people import map_of, skills
from tests.report.samples import MODEL, story, telling

STEPS = st.lists(st.floats(-40, 40).map(lambda step: round(step, 3)), max_size=24)


@given(STEPS)
def test_a_waterfall_joins_up(steps: list[float]) -> None:
    """Each bar begins where the last one ended, the first and the total at zero, all inside the chart."""
    drawn = waterfall(steps)
    *bars, total = drawn.bars
    assert len(bars) == len(steps)
    assert all(first[1] == second[0] for first, second in pairwise(bars))
    assert total == (drawn.zero, bars[-1][1] if bars else drawn.zero)
    assert all(-1e-9 <= place <= 1 + 1e-9 for bar in drawn.bars for place in bar)
    assert not bars or bars[0][0] == drawn.zero


@given(STEPS)
def test_bars_are_as_long_as_their_values(steps: list[float]) -> None:
    """Lengths are in proportion to values: one scale holds for all bars."""
    drawn = waterfall(steps)
    span = sum(abs(b - a) for a, b in drawn.bars[:-1])
    whole = sum(abs(step) for step in steps)
    for step, (start, end) in zip(steps, drawn.bars, strict=False):
        assert (end - start) * whole == pytest.approx(step * span, abs=1e-6)


@given(STEPS)
def test_the_scale_is_short_and_right(steps: list[float]) -> None:
    """At most seven round marks, zero among them, each where its value lies."""
    drawn = waterfall(steps)
    values = [value for value, _ in drawn.ticks]
    assert 1 <= len(values) <= 7
    assert any(abs(value) < 1e-9 for value in values)
    assert values == sorted(values)
    assert all(-1e-6 <= place <= 1 + 1e-6 for _, place in drawn.ticks)
    at_zero = next(place for value, place in drawn.ticks if abs(value) < 1e-9)
    assert at_zero == pytest.approx(drawn.zero)


@pytest.mark.parametrize("state", ["between", "leaning", "clear", "all"])
def test_the_waterfall_ends_at_the_lead(state: str) -> None:
    """The rows told add up to the total told, so the last bar is the lead in the figures."""
    rows = telling(state, "en").why()
    drawn = waterfall([row.value for row in rows[:-1]])
    assert sum(row.value for row in rows[:-1]) == pytest.approx(rows[-1].value)
    assert drawn.bars[-2][1] == drawn.bars[-1][1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("heads", [0, 1, 7, 12_345])
def test_names_on_the_map_do_not_collide(language: str, heads: int) -> None:
    """With any head count, no name covers another name, a circle or the edge of the chart."""
    points = skill_map(MODEL, MODEL.figure.default_year)
    circles, spots = map_of(story("clear", language, {point.role: heads for point in points}), points)
    assert all(a.box.shared(b.box) == 0 for a, b in combinations(spots, 2))
    assert all(spot.box.shared(circle.box) == 0 for spot in spots for circle in circles)


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_lie_inside_the_chart(language: str) -> None:
    """Every name and circle lies between the axes."""
    width, height, _ = (drawn := skills(story("clear", language)))["size"]
    points = skill_map(MODEL, MODEL.figure.default_year)
    circles, spots = map_of(story("clear", language), points)
    unit = circles[0].x / drawn["circles"][0]["x"]
    for box in [*(circle.box for circle in circles), *(spot.box for spot in spots)]:
        assert min(box.left, box.top) >= 0
        assert box.right <= width * unit
        assert box.bottom <= height * unit


def test_areas_stand_for_communication() -> None:
    """Areas of circles are in proportion to the sizes measured in the published figure."""
    points = skill_map(MODEL, MODEL.figure.default_year)
    circles, _ = map_of(story("clear", "en"), points)
    shares = [circle.radius**2 / point.px for circle, point in zip(circles, points, strict=True)]
    assert max(shares) == pytest.approx(min(shares))


def test_positions_are_those_of_the_figure() -> None:
    """Further right is more machine learning and higher is more software engineering, without exception."""
    points = skill_map(MODEL, MODEL.figure.default_year)
    circles, _ = map_of(story("clear", "en"), points)
    placed = list(zip(points, circles, strict=True))
    for (p, a), (q, b) in combinations(placed, 2):
        assert (p.ml > q.ml) == (a.x > b.x)
        assert (p.swe > q.swe) == (a.y < b.y)
