"""A drawing as data for the template: how large it is on paper, and what may stand where."""

from collections.abc import Sequence

from advisor.charts.drawing import Disc, Drawing, Rect, Shape, Stroke, Words, head
from advisor.report.cleaning import CUT, clean, cut
from advisor.report.columns import width
from advisor.report.story import Part

NATURAL = 0.75
"""Points for a unit of the drawing, as on a page; no drawing is larger unless its letters are too small."""

SMALLEST = 6.0
"""Points: letters that would be smaller make the picture turn the page."""

UPRIGHT, TURNED = (481.0, 610.0), (728.0, 410.0)
"""The largest picture in points, on a page as usual and on one turned on its side."""

_WORTH_TURNING = 1.1
_SLACK, _LONGEST, _PADDING, _BREAK = 1.25, 200, 8.0, "\N{ZERO WIDTH SPACE}"


def picture(drawing: Drawing, names: Sequence[str]) -> Part:
    """The shapes in units, the points that a unit has, and what is read instead: its text, or else a name."""
    scale, wide = scaled(drawing)
    shapes = [_shape(shape, drawing, n) for n, shape in enumerate(drawing.shapes)]
    return {
        "alt": next(text for text in (drawing.alt, *names) if clean(text).strip()),
        "size": [drawing.width, drawing.height],
        "scale": scale,
        "wide": wide,
        "shapes": [shape for shape in shapes if shape],
    }


def scaled(drawing: Drawing) -> tuple[float, bool]:
    """Points for a unit, and whether the page is turned: only where letters would else be too small."""
    least = min((shape.size for shape in drawing.shapes if isinstance(shape, Words)), default=SMALLEST)
    upright, turned = (_scale(drawing, most, least) for most in (UPRIGHT, TURNED))
    if least * upright >= SMALLEST or turned < upright * _WORTH_TURNING:
        return upright, False
    return turned, True


def _scale(drawing: Drawing, most: tuple[float, float], least: float) -> float:
    natural = max(NATURAL, SMALLEST / max(least, 1.0))
    return min(natural, most[0] / max(drawing.width, 1.0), most[1] / max(drawing.height, 1.0))


def _shape(shape: Shape, drawing: Drawing, number: int) -> Part:
    """One shape; empty for words that say nothing."""
    if isinstance(shape, Rect):
        box = {"x": shape.x, "y": shape.y, "width": shape.width, "height": shape.height}
        return {"kind": "rect", "style": shape.style, "radius": shape.radius} | box
    if isinstance(shape, Disc):
        return {"kind": "disc", "style": shape.style, "x": shape.x, "y": shape.y, "radius": shape.radius}
    if isinstance(shape, Stroke):
        return _stroke(shape)
    return _words(shape, drawing, drawing.shapes[:number])


def _stroke(stroke: Stroke) -> Part:
    """A line that ends where its head begins, so that the tip stays sharp."""
    corners = head(stroke) if stroke.arrow else ()
    end = (stroke.x2, stroke.y2)
    if corners:
        end = ((corners[1][0] + corners[2][0]) / 2, (corners[1][1] + corners[2][1]) / 2)
    return {
        "kind": "stroke",
        "style": stroke.style,
        "from": [stroke.x1, stroke.y1],
        "to": list(end),
        "head": [list(corner) for corner in corners],
    }


def _words(words: Words, drawing: Drawing, below: Sequence[Shape]) -> Part:
    """One line, cut where it would leave the sheet, with a white plate where stripes lie below it."""
    ground = next((s for s in reversed(below) if isinstance(s, Rect) and _inside(words, s)), None)
    reach = _reach(words, drawing, ground)
    text = _cut(words.text, reach / words.size * _SLACK)
    if not text:
        return {}
    look = {"anchor": words.anchor, "bold": words.bold, "quiet": words.quiet, "light": words.light}
    plate = ground is not None and ground.style == "stripe" and not words.light
    place = {"x": words.x, "y": words.y, "size": words.size, "reach": reach}
    return {"kind": "words", "text": text, "plate": plate} | place | look


def _cut(text: str, most: float) -> str:
    """The text, ended by an ellipsis where it is wider than this many em."""
    words = cut(text, _LONGEST).replace(_BREAK, "")
    if width(words) <= most:
        return words
    kept = words.removesuffix(CUT)
    while len(kept) > 1 and width(kept + CUT) > most:
        kept = kept[:-1]
    return kept.rstrip() + CUT


def _inside(words: Words, rect: Rect) -> bool:
    middle = words.y - words.size / 3
    return rect.x <= words.x <= rect.x + rect.width and rect.y <= middle <= rect.y + rect.height


def _reach(words: Words, drawing: Drawing, ground: Rect | None) -> float:
    """How wide the words may be: to the edge of the sheet; between the sides of what they are centred on."""
    if words.anchor == "start":
        reach = drawing.width - words.x
    elif words.anchor == "end":
        reach = words.x
    else:
        reach = 2 * min(words.x, drawing.width - words.x)
        if ground is not None:
            reach = min(reach, 2 * min(words.x - ground.x, ground.x + ground.width - words.x) - _PADDING)
    return max(reach, words.size)
