"""What a team covers: every duty and role, who has too much, who could take what, and whom to hire next.

Adding somebody never lowers the cover of anything. Having too many roles is told of a person; it is no state
of a duty.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

from advisor.core.practice.team import EASES, Combination, Duty, Limits, Person, Team, TeamHandbook

Cover = Literal["none", "thin", "covered"]
"""Nobody; only people who hold other roles too and are too few; somebody who is enough. In rising order."""

COVERS: tuple[Cover, ...] = ("none", "thin", "covered")

Why = Literal["gap", "thin", "takeable", "named", "size", "none"]
"""Why a role is the next to hire: nobody holds it or could; too few hold it; nobody holds it, but somebody
could; a leader should stand for it first; the head count calls for it; there is nothing to name."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could take on ``role``, and the combination with a role of theirs that says so."""

    person: Person
    role: str
    combination: Combination


@dataclass(frozen=True, slots=True)
class DutyView:
    """One duty: who holds it, how well that covers it, and who could take it on where that is not enough.

    ``pressing`` if every team needs it, or the archetype one of its roles.
    """

    duty: Duty
    cover: Cover
    pressing: bool
    holders: tuple[Person, ...]
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class RoleView:
    """One role as ``DutyView`` tells it of a duty."""

    role: str
    cover: Cover
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Load:
    """Somebody with too many roles, or with roles that hardly fit one person."""

    person: Person
    too_many: bool
    strained: tuple[Combination, ...]


@dataclass(frozen=True, slots=True)
class NextHire:
    """The next role to hire, why, and who could take it on instead; no role where there is none to name."""

    role: str | None
    why: Why
    candidates: tuple[Candidate, ...] = ()


def holders(people: Iterable[Person], roles: Sequence[str]) -> tuple[Person, ...]:
    """Everybody who holds one of the roles, in the order given."""
    return tuple(person for person in people if not set(roles).isdisjoint(person.roles))


def too_many(limits: Limits, person: Person) -> bool:
    """Whether somebody holds more roles than one person can."""
    return len(set(person.roles)) > limits.most_roles


def cover_of(limits: Limits, people: Iterable[Person], roles: Sequence[str]) -> Cover:
    """How well the people cover what any of the roles does."""
    held_by = holders(people, roles)
    if not held_by:
        return "none"
    alone = any(len(set(person.roles)) <= limits.alone_roles for person in held_by)
    together = sum(person.heads for person in held_by if not too_many(limits, person))
    return "covered" if alone or together >= limits.enough_people else "thin"


def combined(handbook: TeamHandbook, one: str, other: str) -> Combination | None:
    """What is said of one person with both roles; None where nothing is."""
    fitting = (pair for pair in handbook.combination if {one, other} <= set(pair.roles))
    return next(fitting, None) if one != other else None


def candidates(
    handbook: TeamHandbook, people: Iterable[Person], roles: Sequence[str]
) -> tuple[Candidate, ...]:
    """Who could take on one of the roles without having too many: the easiest first, then the least busy.

    Left out are those who hold one already, and those for whom it would be strained.
    """
    able = [person for person in people if len(set(person.roles)) < handbook.limits.most_roles]
    able = [person for person in able if set(roles).isdisjoint(person.roles)]
    found = [one for person in able if (one := _best(handbook, person, roles))]
    return tuple(sorted(found, key=lambda one: (_rank(one.combination), len(one.person.roles))))


def _best(handbook: TeamHandbook, person: Person, roles: Sequence[str]) -> Candidate | None:
    fitting = [one for role in roles if (one := _as(handbook, person, role))]
    return min(fitting, key=lambda one: _rank(one.combination), default=None)


def _as(handbook: TeamHandbook, person: Person, role: str) -> Candidate | None:
    pairs = [pair for held in person.roles if (pair := combined(handbook, held, role))]
    if not pairs or any(pair.ease == "strained" for pair in pairs):
        return None
    return Candidate(person, role, min(pairs, key=_rank))


def _rank(combination: Combination) -> int:
    return EASES.index(combination.ease)


def duties(handbook: TeamHandbook, team: Team, needed: Sequence[str]) -> tuple[DutyView, ...]:
    """Every duty, those first that matter and are covered least; else in the order of work.

    ``needed`` are the roles that the archetype needs.
    """
    seen = [_duty(handbook, team, duty, needed) for duty in handbook.duty]
    return tuple(sorted(seen, key=lambda view: (not view.pressing, COVERS.index(view.cover))))


def _duty(handbook: TeamHandbook, team: Team, duty: Duty, needed: Sequence[str]) -> DutyView:
    cover = cover_of(handbook.limits, team.people, duty.roles)
    able = () if cover == "covered" else candidates(handbook, team.people, duty.roles)
    pressing = duty.watch or not set(needed).isdisjoint(duty.roles)
    return DutyView(duty, cover, pressing, holders(team.people, duty.roles), able)


def roles(handbook: TeamHandbook, team: Team, needed: Iterable[str]) -> tuple[RoleView, ...]:
    """The roles, in the order given.

    Whoever is the first to come into question for a role that nobody holds is taken to hold it where the
    roles after it are concerned, so that nobody is offered for more roles than one person can hold.
    """
    busy, views = list(team.people), []
    for role in dict.fromkeys(needed):
        view = _role(handbook, team, role, busy)
        views.append(view)
        if view.cover == "none" and view.candidates and view.candidates[0].person.heads == 1:
            place = team.people.index(view.candidates[0].person)
            busy[place] = replace(busy[place], roles=(*busy[place].roles, role))
    return tuple(views)


def _role(handbook: TeamHandbook, team: Team, role: str, busy: Sequence[Person] = ()) -> RoleView:
    """One role; ``busy`` are the people of the team with what they are taken to hold besides."""
    cover = cover_of(handbook.limits, team.people, (role,))
    if cover == "covered":
        return RoleView(role, cover, ())
    now = busy or team.people
    real = {id(one): person for one, person in zip(now, team.people, strict=True)}
    found = candidates(handbook, now, (role,))
    return RoleView(role, cover, tuple(replace(one, person=real[id(one.person)]) for one in found))


def loads(handbook: TeamHandbook, team: Team) -> tuple[Load, ...]:
    """Everybody who has too much, those with the most roles first."""
    seen = (
        Load(person, too_many(handbook.limits, person), _strained(handbook, person)) for person in team.people
    )
    heavy = [load for load in seen if load.too_many or load.strained]
    return tuple(sorted(heavy, key=lambda load: -len(set(load.person.roles))))


def _strained(handbook: TeamHandbook, person: Person) -> tuple[Combination, ...]:
    pairs = (combined(handbook, *pair) for pair in combinations(dict.fromkeys(person.roles), 2))
    return tuple(pair for pair in pairs if pair and pair.ease == "strained")


def unmet(handbook: TeamHandbook, team: Team) -> tuple[tuple[str, ...], ...]:
    """What the present head count calls for and nobody holds, each as the roles that would meet it."""
    advice = handbook.size_of(team.size)
    wanted = (*advice.needs, *((role,) for role in advice.named)) if advice else ()
    return tuple(either for either in wanted if not holders(team.people, either))


def next_hire(handbook: TeamHandbook, team: Team, needed: Sequence[str]) -> NextHire:
    """The next role to hire for an archetype that needs these roles, the most needed first.

    First what nobody holds or could take on, then what is thin, then what somebody could take on, then what
    a leader could stand for, then what one head more calls for. Without ``needed`` only the last.
    """
    advice = handbook.size_of(team.size)
    named = advice.named if advice else ()
    seen = roles(handbook, team, needed)
    missing = [view for view in seen if view.cover == "none"]
    ways: tuple[tuple[Why, list[RoleView]], ...] = (
        ("gap", [view for view in missing if not view.candidates and view.role not in named]),
        ("thin", [view for view in seen if view.cover == "thin"]),
        ("takeable", [view for view in missing if view.candidates]),
        ("named", missing),
        ("size", list(_grown(handbook, team))),
    )
    for why, found in ways:
        if found:
            return NextHire(found[0].role, why, found[0].candidates)
    return NextHire(None, "none")


def _grown(handbook: TeamHandbook, team: Team) -> Iterator[RoleView]:
    """What one head more calls for and nobody holds; the first role where any of several will do."""
    advice = handbook.size_of(team.size + 1)
    if advice is None:
        return
    wanted = (*advice.needs, *((role,) for role in advice.named), *advice.possible)
    yield from (_role(handbook, team, either[0]) for either in wanted if not holders(team.people, either))
