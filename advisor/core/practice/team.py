"""The leader's team: people and the roles they hold; and the handbook on what a team has to carry."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from advisor.core.model import Basis

Ease = Literal["natural", "workable", "strained"]
"""How well one person can hold two roles, the best first."""

EASES: tuple[Ease, ...] = ("natural", "workable", "strained")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the team, or ``heads`` people who hold the same roles; the name may be empty.

    ``roles`` are role ids, the main one first.
    """

    name: str = ""
    roles: tuple[str, ...] = ()
    heads: int = 1


@dataclass(frozen=True, slots=True)
class Team:
    """Everybody the leader entered, in that order."""

    people: tuple[Person, ...] = ()

    @property
    def heads(self) -> Mapping[str, int]:
        """Role id to how many people hold it, beside other roles or not; roles of nobody are left out."""
        held: Counter[str] = Counter()
        for person in self.people:
            for role in person.roles:
                held[role] += person.heads
        return {role: count for role, count in held.items() if count}

    @property
    def size(self) -> int:
        """How many people there are."""
        return sum(person.heads for person in self.people)


def team_of(heads: Iterable[tuple[str, int]]) -> Team:
    """A team without names from head counts by role; nobody in it holds two roles."""
    return Team(tuple(Person("", (role,), count) for role, count in heads if count))


@dataclass(frozen=True, slots=True)
class Limits:
    """This project's own numbers.

    ``most_roles``: how many roles one person can hold. ``alone_roles``: with how many at most one person is
    enough. ``enough_people``: how many are enough who hold other roles too. ``rows``, ``heads`` and
    ``letters``: the largest list, head count of one row, and name. ``listed``: names in one place.
    """

    most_roles: int
    alone_roles: int
    enough_people: int
    rows: int
    heads: int
    letters: int
    listed: int
    basis: Basis
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """Something a team has to do, and the roles that do it; ``watch`` if every team needs it."""

    id: str
    roles: tuple[str, ...]
    watch: bool
    basis: Basis
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Combination:
    """Roles that one person may hold together, each with each of the others."""

    id: str
    roles: tuple[str, ...]
    ease: Ease
    basis: Basis
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SizeAdvice:
    """What fits a team of ``least`` to ``most`` people; ``most`` 0 stands for no limit.

    Any one role of an entry of ``needs`` or ``possible`` meets it; a leader can stand for ``named`` roles.
    """

    id: str
    least: int
    most: int
    needs: tuple[tuple[str, ...], ...]
    named: tuple[str, ...]
    possible: tuple[tuple[str, ...], ...]
    basis: Basis
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HiringAdvice:
    """On what the advice for hiring in an archetype rests."""

    archetype: str
    basis: Basis
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TeamHandbook:
    """What the sources and this project say for this tool."""

    limits: Limits
    duty: tuple[Duty, ...]
    combination: tuple[Combination, ...]
    size: tuple[SizeAdvice, ...]
    hiring: tuple[HiringAdvice, ...]

    def hiring_of(self, archetype: str) -> HiringAdvice:
        """The advice for hiring in this archetype."""
        return next(hiring for hiring in self.hiring if hiring.archetype == archetype)

    def size_of(self, people: int) -> SizeAdvice | None:
        """What fits this head count; None for nobody."""
        fitting = (size for size in self.size if size.least <= people <= (size.most or people))
        return next(fitting, None)
