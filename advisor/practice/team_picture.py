"""The team on the role skill map: the drawing, and the same in words."""

from collections.abc import Mapping, Sequence

from advisor.charts.skillmap import Bubble, MapWords
from advisor.charts.team_map import team_map
from advisor.content.locale import listed
from advisor.content.text import Text
from advisor.core.model import SkillPoint
from advisor.core.skills import skill_map
from advisor.practice.situation import Situation
from advisor.practice.team_words import heads, role_name
from advisor.practice.told import Block, Line, Note, Picture, Points


def picture(situation: Situation) -> tuple[Block, ...]:
    """The drawing, who is on it and who is not, and which roles no figure shows."""
    model, text, counts = situation.model, situation.text, situation.team.heads
    year = model.figure.default_year
    now = skill_map(model, year)
    points = (*now, *_earlier(situation, {point.role for point in now}))
    words = MapWords(
        ml=text("skillmap.ml"),
        swe=text("skillmap.swe"),
        low=text("skillmap.low"),
        high=text("skillmap.high"),
        alt=_alt(text, points, counts),
    )
    bubbles = [_bubble(text, point, counts, year) for point in points]
    note = text("team.map.source", year=year)
    return (
        Picture(team_map(bubbles, words, year=year), text("team.map.title")),
        Points(_beside(situation, points, year)),
        Note(Line(note, model.figure.basis, model.figure.sources)),
    )


def _earlier(situation: Situation, shown: set[str]) -> tuple[SkillPoint, ...]:
    """The places of roles that only an earlier figure shows, from the newest that does."""
    found: dict[str, SkillPoint] = {}
    for point in sorted(situation.model.skill_points, key=lambda point: -point.year):
        if point.role not in shown:
            found.setdefault(point.role, point)
    return tuple(found.values())


def _bubble(text: Text, point: SkillPoint, counts: Mapping[str, int], year: int) -> Bubble:
    label = text(f"roles.{point.role}.short")
    if point.year != year:
        label = text("team.map.label_year", role=label, year=point.year)
    number = counts.get(point.role, 0)
    return Bubble(point.role, label, 0, point.ml, point.swe, point.px, number, point.year)


def _alt(text: Text, points: Sequence[SkillPoint], counts: Mapping[str, int]) -> str:
    held = [point.role for point in points if counts.get(point.role)]
    out = [point.role for point in points if not counts.get(point.role)]
    nobody = text("team.map.alt_nobody")
    in_team = _counted(text, held, counts) or nobody
    return text("team.map.alt", in_team=in_team, out=_counted(text, out, counts) or nobody)


def _counted(text: Text, roles: Sequence[str], counts: Mapping[str, int]) -> str:
    return listed((_role(text, role, counts.get(role, 0)) for role in roles), text.language)


def _role(text: Text, role: str, count: int) -> str:
    name = role_name(text, role)
    return text("result.skills.role_heads", role=name, heads=heads(text, count)) if count else name


def _beside(situation: Situation, points: Sequence[SkillPoint], year: int) -> tuple[Line, ...]:
    text, counts = situation.text, situation.team.heads
    drawn = [point.role for point in points]
    held = _counted(text, [role for role in drawn if counts.get(role)], counts)
    out = _counted(text, [role for role in drawn if not counts.get(role)], counts)
    earlier = [point for point in points if point.year != year]
    old = _counted(text, [point.role for point in earlier], {})
    unplotted = _counted(text, [role.id for role in situation.model.roles if role.id not in drawn], counts)
    then = earlier[0].year if earlier else year
    lines = (
        (held, text("team.map.in_team", roles=held)),
        (out, text("team.map.out", roles=out)),
        (old, text("team.map.earlier", year=then, roles=old)),
        (unplotted, text("team.map.unplotted", roles=unplotted)),
    )
    return tuple(Line(said) for roles, said in lines if roles)
