"""Laws of the role skill map and the team on it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.core.skills import need_of, skill_map, team_view, unplotted
from tests.core.drawing import MODEL

ROLES = [role.id for role in MODEL.roles]
YEARS = sorted({point.year for point in MODEL.skill_points})
HEADS = st.dictionaries(st.sampled_from(ROLES), st.integers(0, 50))
ARCHETYPES = st.none() | st.sampled_from(MODEL.archetype_ids)


@pytest.mark.parametrize("year", YEARS)
def test_every_role_is_on_the_map_or_named_beside_it(year: int) -> None:
    """A figure's points and the roles it leaves out are together all roles, each once."""
    plotted = [point.role for point in skill_map(MODEL, year)]
    assert sorted([*plotted, *unplotted(MODEL, year)]) == sorted(ROLES)
    assert all(point.year == year for point in skill_map(MODEL, year))


def test_no_coordinates_are_invented() -> None:
    """A year without a figure has no point, and every role is named as not plotted."""
    assert skill_map(MODEL, 1900) == ()
    assert unplotted(MODEL, 1900) == tuple(ROLES)


def test_points_lie_inside_the_figure() -> None:
    """Skills run from 0 to 1 and every circle has a size; the default year has a figure."""
    assert all(0 <= p.ml <= 1 and 0 <= p.swe <= 1 and p.px > 0 for p in MODEL.skill_points)
    assert MODEL.figure.default_year in YEARS


@given(HEADS, ARCHETYPES)
def test_missing_is_needed_and_held_by_nobody(heads: dict[str, int], archetype: str | None) -> None:
    """What is missing are the needed roles that nobody holds, in the order in which they are needed."""
    view = team_view(MODEL, heads, archetype)
    needed = need_of(MODEL, archetype).roles if archetype else tuple(view.heads)
    assert view.missing == tuple(role for role in needed if heads.get(role, 0) == 0)
    assert view.needed == (needed if archetype else ())


@given(HEADS)
def test_heads_are_counted_for_every_role(heads: dict[str, int]) -> None:
    """Every role has a count, in the order of work; a team is known once one head is entered."""
    view = team_view(MODEL, heads)
    order = {role.id: role.order for role in MODEL.roles}
    assert view.heads == dict.fromkeys(ROLES, 0) | heads
    assert [order[role] for role in view.heads] == sorted(order.values())
    assert view.known == (sum(heads.values()) > 0)
