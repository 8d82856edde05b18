"""The role skill map: sizes, positions, layers and words."""

from xml.etree import ElementTree

import pytest

from advisor.charts.placement import place
from advisor.charts.skillmap import MEDIUM, NARROW, WIDE, Bubble, Canvas, MapWords, circle_of, diameter, svg
from advisor.charts.skillmap_figure import figure
from advisor.content.loader import load_model
from advisor.content.text import LANGUAGES, load_text
from advisor.ui.blocks import bubbles

WORDS = MapWords("ML", "SWE", "low", "high", "what it shows")
FEW = Bubble("a", "Few & far", 1, 0.1, 0.9, 38, None, 2022)
MANY = Bubble("b", "Many", 2, 0.9, 0.1, 135, 3, 2022)
MOVED = Bubble("b", "Many", 2, 0.7, 0.2, 135, None, 2021)
GONE = Bubble("c", "Gone", 3, 0.5, 0.5, 37, None, 2021)


def drawn(*points: Bubble, **options: object) -> ElementTree.Element:
    """The SVG as a tree."""
    return ElementTree.fromstring(svg(points, WORDS, **options))  # type: ignore[arg-type]


def groups(tree: ElementTree.Element, kind: str) -> list[ElementTree.Element]:
    """The groups of a class."""
    return [g for g in tree.iter("g") if kind in g.attrib["class"].split()]


def test_area_is_in_proportion_to_the_measure() -> None:
    """Twice the measure is twice the area, and the largest circle is 74 units across."""
    twice = Bubble("a", "", 1, 0, 0, 76, None, 2022)
    assert diameter(twice) ** 2 == pytest.approx(2 * diameter(FEW) ** 2)
    assert diameter(MANY) == 74


def test_right_is_more_ml_and_up_is_more_software() -> None:
    """Skills map to the right and upwards, inside the frame."""
    few, many = circle_of(FEW, WIDE), circle_of(MANY, WIDE)
    assert few.x < many.x
    assert few.y < many.y
    for circle in (few, many):
        assert circle.box.shared(WIDE.frame) == pytest.approx(circle.box.area)


def test_only_roles_in_the_team_are_tinted() -> None:
    """A role with people is marked, one without is not; both have a number and a name."""
    tree = drawn(FEW, MANY)
    assert [g.find("text").text for g in groups(tree, "sm-in")] == ["2"]  # type: ignore[union-attr]
    assert len(groups(tree, "sm-bubble")) == 2
    assert {t.text for t in tree.iter("text")} >= {
        "Few & far",
        "Many",
        "1",
        "2",
        *["ML", "SWE", "low", "high"],
    }
    assert tree.attrib["aria-label"] == "what it shows"


def test_the_narrow_map_has_numbers_only() -> None:
    """Where names do not fit, the numbers stay and the names go."""
    said = {t.text for t in drawn(FEW, MANY, canvas=NARROW).iter("text")}
    assert {"1", "2"} <= said
    assert not {"Few & far", "Many"} & said


def test_an_earlier_figure_is_a_layer_of_its_own() -> None:
    """A role of both figures is joined by a line; a role of the earlier one alone keeps number and name."""
    tree = drawn(FEW, MANY, before=[MOVED, GONE])
    moved, gone = groups(tree, "sm-before")
    assert moved.find("line") is not None
    assert moved.find("text") is None
    assert gone.find("line") is None
    assert gone.find("text").text == "3"  # type: ignore[union-attr]
    assert [t.text for t in tree.iter("text")].count("Many") == 1
    assert "Gone" in {t.text for t in tree.iter("text")}


@pytest.mark.parametrize("canvas", [WIDE, MEDIUM], ids=lambda canvas: canvas.id)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("layered", [False, True], ids=["one year", "both years"])
def test_no_label_of_the_real_map_covers_anything(canvas: Canvas, language: str, layered: bool) -> None:
    """In every language, with a full team, no name covers a circle or another name or leaves the frame."""
    model, text = load_model(), load_text(language)
    heads = {role.id: 3 for role in model.roles}
    points = bubbles(model, text, heads)
    before = bubbles(model, text, heads, year=2021) if layered else ()
    now = {bubble.role for bubble in points}
    circles = [circle_of(b, canvas) for b in points]
    circles += [circle_of(b, canvas, labelled=b.role not in now) for b in before]
    spots = place(circles, canvas.frame, canvas.font)
    for index, spot in spots.items():
        assert spot.box.area == pytest.approx(spot.box.shared(canvas.frame))
        assert all(spot.box.shared(circle.box) == 0 for circle in circles)
        assert all(spot.box.shared(other.box) == 0 for i, other in spots.items() if i != index)


def test_the_interactive_map_shows_the_same() -> None:
    """Plotly gets the same positions, numbers, names and layers, and what is shown on hover is escaped."""
    chart = figure([FEW, MANY], WORDS, before=[MOVED, GONE], hover={("a", 2022): "<b>\n1"})
    line, earlier, present = chart.data
    assert list(line.x) == [0.7, 0.9]
    assert list(earlier.text) == ["", "3"]
    assert list(present.text) == ["2", "1"]
    assert list(present.y) == [0.1, 0.9]
    assert list(present.customdata) == ["Many", "&lt;b&gt;<br>1"]
    assert {note.text for note in chart.layout.annotations} == {"Few &amp; far", "<b>Many</b>", "Gone"}


def test_one_year_alone_has_one_layer() -> None:
    """Without an earlier figure there is nothing but the circles."""
    assert len(figure([FEW, MANY], WORDS).data) == 1
