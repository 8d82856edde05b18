"""The parts of the document about character and people: strengths, the skill map, the roles needed."""

from collections.abc import Sequence
from math import sqrt

from advisor.charts.placement import Box, Circle, Spot, place
from advisor.content import advising
from advisor.content.locale import percent
from advisor.core.model import SkillPoint
from advisor.core.skills import need_of, skill_map, team_view, unplotted
from advisor.report.story import Part, Story

WIDTH, HEIGHT, MARGIN = 300.0, 180.0, 20.0
"""The skill map in points; the margin keeps circles at the edge inside."""
NAME_SIZE = 7.6
LARGEST = 19.0
"""Radius of the largest circle; areas are in proportion to the figure's measure, as on the page."""

_UNITS = 16.0 / NAME_SIZE
"""Names are placed in units in which they are about 16 high, for which the distances tried are made."""


def character(story: Story) -> Part | None:
    """Strengths and pains of the archetypes concerned, each statement with its sources."""
    shown = list(story.leaders)
    target = story.saved.target
    if target is not None and target not in shown:
        shown = [*shown[:1], target]
    if not shown:
        return None
    return {
        "title": story.label("character.title"),
        "good": story.label("character.advantages"),
        "bad": story.label("character.disadvantages"),
        "rows": [
            {
                "id": archetype,
                "name": story.text(f"archetypes.{archetype}.name"),
                "line": story.text(f"archetypes.{archetype}.line"),
                "good": _statements(story, archetype, "advantage"),
                "bad": _statements(story, archetype, "disadvantage"),
            }
            for archetype in shown
        ],
    }


def skills(story: Story) -> Part:
    """The skill map with the team on it, and every role with its head count."""
    year = story.model.figure.default_year
    points, off_map = skill_map(story.model, year), unplotted(story.model, year)
    names = [story.text(f"roles.{role}.name") for role in off_map]
    return {
        "title": story.label("skills.title"),
        "sentence": _team_sentence(story),
        "lede": story.label("skills.lede", year=year),
        "alt": story.own("alt.skills", roles=" ".join(_alt_row(story, point) for point in points)),
        "axes": {key: story.text(f"skillmap.{key}") for key in ("ml", "swe", "low", "high")},
        "size": [WIDTH, HEIGHT, NAME_SIZE],
        "circles": _circles(story, points),
        "team": [
            {"name": story.text(f"roles.{role}.short"), "heads": _heads(story, role), "on": n > 0}
            for role, n in team_view(story.model, story.saved.team).heads.items()
        ],
        "team_title": story.label("skills.team"),
        "unplotted": story.label("skills.unplotted", roles=story.listed(names)) if names else "",
        "scale": story.text("skillmap.notes.scale"),
        "refs": story.refs(source for point in points for source in point.sources),
    }


def roles(story: Story) -> Part | None:
    """The roles that the archetype needs first, why, and whether somebody holds them."""
    archetype = story.recommendation.archetype
    if archetype is None:
        return None
    need = need_of(story.model, archetype)
    team = advising.team(story.model, story.text, story.saved.team, archetype)
    missing = [story.text(f"roles.{role}.name") for role in team.view.missing]
    if not team.view.known:
        sentence = ""
    elif missing:
        sentence = story.label("skills.missing", roles=story.listed(missing))
    else:
        sentence = story.label("skills.complete")
    return {
        "title": story.label("skills.strengthen"),
        "sentence": sentence,
        "head": story.label("skills.needed", a=story.telling.name(archetype)),
        "basis": need.basis,
        "refs": story.refs(story.model.sources_of(need.facts)),
        "rows": [
            {
                "name": story.text(f"roles.{role}.name"),
                "duty": story.text(f"roles.{role}.duty"),
                "why": story.text(f"needs.{archetype}.{role}"),
                "heads": _heads(story, role) if team.view.known else "",
                "on": story.saved.team.get(role, 0) > 0,
            }
            for role in need.roles
        ],
    }


def _statements(story: Story, archetype: str, kind: str) -> list[Part]:
    known = story.model.statements.values()
    return [story.statement(s.id) for s in known if (s.topic, s.kind) == (archetype, kind)]


def _heads(story: Story, role: str) -> str:
    count = story.saved.team.get(role, 0)
    if count == 0:
        return story.own("skills.nobody") if any(story.saved.team.values()) else ""
    return story.label("skills.one_head") if count == 1 else story.label("skills.heads", n=count)


def _team_sentence(story: Story) -> str:
    team = advising.team(story.model, story.text, story.saved.team, None)
    if not team.view.known:
        return story.own("skills.no_team")
    return story.label("skills.covered", roles=team.covered)


def _circles(story: Story, points: Sequence[SkillPoint]) -> list[Part]:
    circles, spots = map_of(story, points)
    return [
        {
            "x": circle.x / _UNITS,
            "y": circle.y / _UNITS,
            "r": circle.radius / _UNITS,
            "on": story.saved.team.get(point.role, 0) > 0,
            "label": circle.label,
            "name": {"x": spot.x / _UNITS, "y": spot.y / _UNITS, "anchor": spot.anchor},
        }
        for point, circle, spot in zip(points, circles, spots, strict=True)
    ]


def map_of(story: Story, points: Sequence[SkillPoint]) -> tuple[list[Circle], list[Spot]]:
    """The circles of these points and the places of their names, in the units of the placement."""
    largest = max(point.px for point in points)
    circles = [
        Circle(
            _UNITS * (MARGIN + point.ml * (WIDTH - 2 * MARGIN)),
            _UNITS * (MARGIN + (1 - point.swe) * (HEIGHT - 2 * MARGIN)),
            _UNITS * LARGEST * sqrt(point.px / largest),
            _map_name(story, point.role),
        )
        for point in points
    ]
    spots = place(circles, Box(0, 0, _UNITS * WIDTH, _UNITS * HEIGHT), _UNITS * NAME_SIZE)
    return circles, [spots[index] for index in range(len(circles))]


def _map_name(story: Story, role: str) -> str:
    name = story.text(f"roles.{role}.short")
    return f"{name} · {_heads(story, role)}" if story.saved.team.get(role, 0) else name


def _alt_row(story: Story, point: SkillPoint) -> str:
    held = story.saved.team.get(point.role, 0) > 0
    return story.own(
        "alt.skills_row",
        role=story.text(f"roles.{point.role}.name"),
        ml=percent(point.ml, story.text.language),
        swe=percent(point.swe, story.text.language),
        team=story.own("skills.in_team") if held else story.own("skills.not_in_team"),
    )
