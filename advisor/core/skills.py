"""The role skill map and the leader's own team on it."""

from collections.abc import Mapping
from dataclasses import dataclass

from advisor.core.model import Model, Need, SkillPoint


@dataclass(frozen=True, slots=True)
class TeamView:
    """The leader's head count against the roles: ``missing`` in the order in which they are needed.

    ``needed`` is empty when no archetype is given; then ``missing`` follows the order of work.
    """

    heads: Mapping[str, int]
    needed: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def known(self) -> bool:
        """Whether any head count was entered."""
        return any(self.heads.values())


def skill_map(model: Model, year: int) -> tuple[SkillPoint, ...]:
    """The points of the figure published in this year."""
    return tuple(point for point in model.skill_points if point.year == year)


def unplotted(model: Model, year: int) -> tuple[str, ...]:
    """Roles for which the figure of this year gives no coordinates; none are invented."""
    plotted = {point.role for point in skill_map(model, year)}
    return tuple(role.id for role in model.roles if role.id not in plotted)


def need_of(model: Model, archetype: str) -> Need:
    """The roles that this archetype needs, the most needed first."""
    return next(need for need in model.needs if need.archetype == archetype)


def team_view(model: Model, heads: Mapping[str, int], archetype: str | None = None) -> TeamView:
    """Which needed roles nobody in the team holds; ``heads`` maps role ids to people, zero or more."""
    order = tuple(role.id for role in sorted(model.roles, key=lambda role: role.order))
    needed = need_of(model, archetype).roles if archetype else ()
    counts = {role: heads.get(role, 0) for role in order}
    missing = tuple(role for role in (needed or order) if counts[role] == 0)
    return TeamView(counts, needed, missing)
