"""The files of this tool: ``data/practice/team.toml``, and what it reads and writes."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from advisor.content.checks import known, positive, unique
from advisor.content.loader import load_model
from advisor.content.practice.handbook import check_facts, read_handbook
from advisor.core.model import Model
from advisor.core.practice.team import Person, SizeAdvice, Team, TeamHandbook
from advisor.errors import DataError, InputError

_FILE = "practice/team.toml"
_PEOPLE = "team.people"


@cache
def handbook() -> TeamHandbook:
    """What the tool answers from; raises DataError when its file breaks a rule."""
    read = read_handbook(TeamHandbook, "team")
    limits = read.limits
    for name in ("most_roles", "alone_roles", "enough_people", "rows", "heads", "letters", "listed"):
        positive(_FILE, f"limits.{name}", getattr(limits, name))
    check_facts(_FILE, "limits", limits.basis, limits.facts)
    unique(_FILE, "duty.id", [duty.id for duty in read.duty])
    unique(_FILE, "combination.id", [pair.id for pair in read.combination])
    for duty in read.duty:
        _check_roles(duty.id, duty.roles)
        check_facts(_FILE, duty.id, duty.basis, duty.facts)
    for pair in read.combination:
        _check_roles(pair.id, pair.roles)
        check_facts(_FILE, pair.id, pair.basis, pair.facts)
    _check_sizes(read.size)
    _check_hiring(read)
    return read


def _check_roles(key: str, roles: Iterable[str]) -> None:
    named = tuple(roles)
    if not named:
        raise DataError(_FILE, f"{key}.roles", "at least one role", "none")
    unique(_FILE, f"{key}.roles", named)
    ids = [role.id for role in load_model().roles]
    for role in named:
        known(_FILE, f"{key}.roles", role, ids)


def _check_sizes(sizes: Iterable[SizeAdvice]) -> None:
    """Every head count from one has exactly one advice."""
    next_least = 1
    for size in sizes:
        if size.least != next_least or 0 < size.most < size.least:
            raise DataError(_FILE, f"{size.id}.least", next_least, size.least)
        for either in (*size.needs, *size.possible):
            _check_roles(size.id, either)
        if size.named:
            _check_roles(f"{size.id}.named", size.named)
        check_facts(_FILE, size.id, size.basis, size.facts)
        next_least = size.most + 1
    if next_least != 1:
        raise DataError(_FILE, "size.most", "0 in the last entry, and only there", next_least - 1)


def _check_hiring(read: TeamHandbook) -> None:
    unique(_FILE, "hiring.archetype", [hiring.archetype for hiring in read.hiring])
    for archetype in load_model().archetype_ids:
        known(_FILE, "hiring.archetype", archetype, [hiring.archetype for hiring in read.hiring])
    for hiring in read.hiring:
        check_facts(_FILE, hiring.archetype, hiring.basis, hiring.facts)


def checked(sheet: Team, model: Model, where: str) -> tuple[Team, tuple[str, ...]]:
    """The sheet without roles that this version does not know, and the names of those.

    A role that somebody has twice counts once. Raises InputError for too many rows, for a head count out of
    bounds and for a name that is too long.
    """
    limits, ids = handbook().limits, {role.id for role in model.roles}
    if len(sheet.people) > limits.rows:
        raise InputError(where, _PEOPLE, f"at most {limits.rows} entries", len(sheet.people))
    people: list[Person] = []
    lost: dict[str, None] = {}
    for number, person in enumerate(sheet.people):
        if not 1 <= person.heads <= limits.heads:
            key = f"{_PEOPLE}.{number}.heads"
            raise InputError(where, key, f"a whole number from 1 to {limits.heads}", person.heads)
        if len(person.name) > limits.letters:
            key = f"{_PEOPLE}.{number}.name"
            raise InputError(where, key, f"at most {limits.letters} letters", len(person.name))
        lost |= {f"sheets.team.{role}": None for role in person.roles if role not in ids}
        held = tuple(dict.fromkeys(role for role in person.roles if role in ids))
        people.append(replace(person, roles=held))
    return Team(tuple(people)), tuple(lost)
