"""The interactive role skill map. Importing this module imports Plotly: keep it off other pages."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from plotly import graph_objects as go

from advisor.charts.markup import text
from advisor.charts.placement import Spot, place
from advisor.charts.skillmap import WIDE, Bubble, MapWords, circle_of, diameter

TONE = "#6F88A6"
"""A mid-tone that holds on light and dark ground: Plotly does not follow the theme by itself."""

TINT = "rgba(111,136,166,0.30)"
HOLLOW = "rgba(0,0,0,0)"

HEIGHT = 540
"""Height of the chart in CSS pixels, also that of the placeholder shown while it loads."""

CONFIG: dict[str, Any] = {"displayModeBar": False, "responsive": True, "scrollZoom": False}
"""How the chart is to be shown: no toolbar over the drawing, no zoom that traps scrolling."""

HOVER = "#16304A"
"""Ground of the text over a circle; the text on it is white in both themes."""

FONT = "Source Sans, sans-serif"
"""The page's own font, so that the estimated widths hold."""

_RANGE = [-0.08, 1.08]
_EDGE, _EARLIER = 2, 1


def figure(
    points: Sequence[Bubble],
    words: MapWords,
    *,
    before: Sequence[Bubble] = (),
    hover: Mapping[tuple[str, int], str] | None = None,
) -> go.Figure:
    """The map of ``points`` with the earlier positions ``before``, joined to the present ones by lines.

    ``hover`` gives what is shown over a circle, by (role, year); without it, its label. Text takes its
    colour from the page's style sheet.
    """
    shown = hover or {}
    now = {bubble.role: bubble for bubble in points}
    chart = go.Figure(layout=_layout(words))
    for old in before:
        if old.role in now:
            chart.add_trace(_line(old, now[old.role]))
    if before:
        chart.add_trace(_earlier(before, now, shown))
    chart.add_trace(_present(points, shown))
    labelled = [*points, *(old for old in before if old.role not in now)]
    spots = place([circle_of(bubble, WIDE) for bubble in labelled], WIDE.frame, WIDE.font)
    for index, spot in spots.items():
        chart.add_annotation(**_name(labelled[index], spot))
    return chart


def _hover(bubble: Bubble, shown: Mapping[tuple[str, int], str]) -> str:
    lines = shown.get((bubble.role, bubble.year), bubble.label).split("\n")
    return "<br>".join(text(line) for line in lines)


def _present(points: Sequence[Bubble], shown: Mapping[tuple[str, int], str]) -> go.Scatter:
    ordered = sorted(points, key=lambda bubble: -bubble.px)
    return go.Scatter(
        x=[bubble.ml for bubble in ordered],
        y=[bubble.swe for bubble in ordered],
        text=[str(bubble.number) for bubble in ordered],
        customdata=[_hover(bubble, shown) for bubble in ordered],
        hovertemplate="%{customdata}<extra></extra>",
        textfont={"size": 15},
        mode="markers+text",
        cliponaxis=False,
        marker={
            "size": [diameter(bubble) for bubble in ordered],
            "color": [TINT if bubble.in_team else HOLLOW for bubble in ordered],
            "line": {"color": TONE, "width": _EDGE},
            "opacity": 1,
        },
    )


def _number_alone(bubble: Bubble, now: Collection[str]) -> str:
    """An earlier circle carries its number only where no present circle does."""
    return "" if bubble.role in now else str(bubble.number)


def _earlier(
    before: Sequence[Bubble], now: Collection[str], shown: Mapping[tuple[str, int], str]
) -> go.Scatter:
    """Plotly cannot dash a marker's outline; the style sheet does, and knows the layer by its thin line."""
    return go.Scatter(
        x=[bubble.ml for bubble in before],
        y=[bubble.swe for bubble in before],
        customdata=[_hover(bubble, shown) for bubble in before],
        hovertemplate="%{customdata}<extra></extra>",
        text=[_number_alone(bubble, now) for bubble in before],
        textfont={"size": 15},
        mode="markers+text",
        cliponaxis=False,
        marker={
            "size": [diameter(bubble) for bubble in before],
            "color": HOLLOW,
            "opacity": 1,
            "line": {"color": TONE, "width": _EARLIER},
        },
    )


def _line(old: Bubble, new: Bubble) -> go.Scatter:
    return go.Scatter(
        x=[old.ml, new.ml],
        y=[old.swe, new.swe],
        mode="lines",
        hoverinfo="skip",
        line={"color": TONE, "width": 1.5, "dash": "dot"},
    )


def _name(bubble: Bubble, spot: Spot) -> dict[str, Any]:
    """An annotation at the circle's centre, shifted in pixels, so that the gap holds at every width."""
    circle = circle_of(bubble, WIDE)
    label = text(bubble.label)
    return {
        "x": bubble.ml,
        "y": bubble.swe,
        "text": f"<b>{label}</b>" if bubble.in_team else label,
        "showarrow": False,
        "xanchor": {"start": "left", "middle": "center", "end": "right"}[spot.anchor],
        "yanchor": "middle",
        "xshift": spot.x - circle.x,
        "yshift": circle.y - spot.y,
        "font": {"size": 15},
    }


def _layout(words: MapWords) -> dict[str, Any]:
    def axis(title: str) -> dict[str, Any]:
        return {
            "title": {"text": text(title), "font": {"size": 15}},
            "range": _RANGE,
            "tickvals": [0, 1],
            "ticktext": [text(words.low), text(words.high)],
            "tickfont": {"size": 14},
            "showgrid": False,
            "zeroline": False,
            "showline": True,
            "linecolor": TONE,
            "fixedrange": True,
        }

    return {
        "height": HEIGHT,
        "margin": {"l": 64, "r": 16, "t": 16, "b": 64},
        "font": {"family": FONT},
        "showlegend": False,
        "paper_bgcolor": HOLLOW,
        "plot_bgcolor": HOLLOW,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": HOVER, "bordercolor": TONE, "font": {"family": FONT, "size": 15}},
        "xaxis": axis(words.ml),
        "yaxis": axis(words.swe),
    }
