"""The map of feedback: where the types stand, how they are drawn, and that their names can be read."""

from itertools import combinations

import pytest

from advisor.charts.drawing import Disc, Stroke, Words
from advisor.charts.feedback_map import FRAME, Look, MapWords, Mark, feedback_map
from advisor.charts.placement import LINE_EM, Box, text_width
from advisor.content.practice.feedback import handbook
from advisor.content.text import LANGUAGES, load_text

LOOKS: tuple[Look, ...] = ("filled", "hollow", "dashed")
WORDS = MapWords("useful", "easy", "implicit", "explicit", "trainable", "not")


def box(words: Words) -> Box:
    """About the place that some words take."""
    width = text_width(words.text, words.size)
    left = words.x - {"start": 0.0, "middle": width / 2, "end": width}[words.anchor]
    return Box(left, words.y - words.size * 0.8, left + width, words.y + words.size * (LINE_EM - 1))


def test_places_keep_the_order_of_the_figure() -> None:
    """More useful is further right and easier is higher; every look has a style of its own."""
    marks = [Mark(0.1, 0.9, "a", "filled"), Mark(0.6, 0.5, "b", "hollow"), Mark(0.9, 0.0, "c", "dashed")]
    discs = [shape for shape in feedback_map(marks, WORDS, "map").shapes if isinstance(shape, Disc)]
    assert [disc.x for disc in discs] == sorted(disc.x for disc in discs)
    assert [disc.y for disc in discs] == sorted(disc.y for disc in discs)
    assert [disc.style for disc in discs] == ["solid", "hollow", "dashed"]


@pytest.mark.parametrize(("usefulness", "ease"), [(0.0, 0.0), (1.0, 1.0), (0.0, 1.0), (1.0, 0.0)])
def test_the_ends_lie_inside_the_frame(usefulness: float, ease: float) -> None:
    """A type at the very end of the figure is drawn whole."""
    (disc,) = (
        shape
        for shape in feedback_map([Mark(usefulness, ease, "", "hollow")], WORDS, "map").shapes
        if isinstance(shape, Disc)
    )
    assert FRAME.left <= disc.x - disc.radius < disc.x + disc.radius <= FRAME.right
    assert FRAME.top <= disc.y - disc.radius < disc.y + disc.radius <= FRAME.bottom


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("look", LOOKS)
def test_names_cover_nothing(language: str, look: Look) -> None:
    """In every language, no words cover other words, a circle or the middle, and none leave the drawing."""
    text = load_text(language)
    names = ("useful", "easy", "implicit", "explicit", "trainable", "not_trainable")
    marks = [
        Mark(type_.usefulness, type_.ease, text(f"feedback.types.{type_.id}.short"), look)
        for type_ in handbook().type
    ]
    drawing = feedback_map(marks, MapWords(*(text(f"feedback.map.{name}") for name in names)), "map")
    boxes = [box(shape) for shape in drawing.shapes if isinstance(shape, Words)]
    circles = [
        Box(disc.x - disc.radius, disc.y - disc.radius, disc.x + disc.radius, disc.y + disc.radius)
        for disc in drawing.shapes
        if isinstance(disc, Disc)
    ]
    assert len(boxes) == len(marks) + len(names)
    assert not [pair for pair in combinations(boxes, 2) if pair[0].shared(pair[1])]
    assert not [(words, circle) for words in boxes for circle in circles if words.shared(circle)]
    assert all(words.left >= 0 and words.right <= drawing.width for words in boxes)
    (upright,) = (s for s in drawing.shapes if isinstance(s, Stroke) and not s.arrow and s.x1 == s.x2)
    assert not [
        words for words in boxes if words.left < upright.x1 < words.right and words.bottom < FRAME.bottom
    ]
