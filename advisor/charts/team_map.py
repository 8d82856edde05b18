"""The role skill map with a team on it, as shapes: filled, with its head count, where a role is held."""

from collections.abc import Sequence

from advisor.charts.drawing import Disc, Drawing, Shape, Stroke, Style, Words
from advisor.charts.placement import Spot, place
from advisor.charts.skillmap import Bubble, Canvas, MapWords, circle_of

SHEET = Canvas("team", 640, 430, 13, 0.82)
"""The drawing's size: as wide as a page's text, with letters that can be read on paper."""

_MIDDLE = 0.35
"""From the middle of a line of text down to its baseline, in em."""

_BOLD = 1.15
"""How much more room than plain ones bold labels are given."""


def team_map(points: Sequence[Bubble], words: MapWords, *, year: int) -> Drawing:
    """The roles as circles, larger for more communication; those of another figure's ``year`` are broken.

    Only ``heads`` decides whether a circle is filled. ``words.alt`` says what the drawing shows.
    """
    largest_first = sorted(points, key=lambda bubble: -bubble.px)
    circles = [circle_of(bubble, SHEET) for bubble in largest_first]
    spots = place(circles, SHEET.frame, SHEET.font * _BOLD)
    shapes: list[Shape] = [*_axes(words)]
    for bubble, circle in zip(largest_first, circles, strict=True):
        empty: Style = "hollow" if bubble.year == year else "dashed"
        style: Style = "solid" if bubble.in_team else empty
        shapes.append(Disc(circle.x, circle.y, circle.radius, style))
        if bubble.in_team:
            shapes.append(_count(bubble, circle.x, circle.y, circle.radius))
    shapes += [_label(largest_first[index], spot) for index, spot in spots.items()]
    return Drawing(SHEET.width, SHEET.height, words.alt, tuple(shapes))


def _count(bubble: Bubble, x: float, y: float, radius: float) -> Words:
    """The head count, small enough for its circle."""
    shown = str(bubble.heads)
    size = min(SHEET.font, 2.6 * radius / max(len(shown), 2))
    return Words(x, y + size * _MIDDLE, shown, size, "middle", bold=True, light=True)


def _label(bubble: Bubble, spot: Spot) -> Words:
    y = spot.y + SHEET.font * _MIDDLE
    return Words(spot.x, y, bubble.label, SHEET.font, spot.anchor, bold=bubble.in_team)


def _axes(words: MapWords) -> tuple[Shape, ...]:
    frame, font = SHEET.frame, SHEET.font
    below, side = frame.bottom + font * 1.4, frame.left - font * 0.5
    middle = (frame.left + frame.right) / 2
    return (
        Stroke(frame.left, frame.top, frame.left, frame.bottom, "mute"),
        Stroke(frame.left, frame.bottom, frame.right, frame.bottom, "mute"),
        Words(0, font, words.swe, font, bold=True),
        Words(side, frame.top + font * 0.8, words.high, font, "end", quiet=True),
        Words(side, frame.bottom - font * 0.2, words.low, font, "end", quiet=True),
        Words(frame.left, below, words.low, font, "start", quiet=True),
        Words(frame.right, below, words.high, font, "end", quiet=True),
        Words(middle, below, words.ml, font, "middle", bold=True),
    )
