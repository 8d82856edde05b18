"""People, roles and duties in words, for what is told of a team."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from advisor.content.locale import decimal, listed
from advisor.content.practice.team import handbook
from advisor.content.text import Text
from advisor.core.practice.team import Combination, Person
from advisor.core.practice.team_cover import Candidate

T = TypeVar("T")


def heads(text: Text, count: int) -> str:
    """A number of people."""
    if count == 1:
        return text("result.skills.one_head")
    return text("result.skills.heads", n=number(text, count))


def number(text: Text, count: int) -> str:
    """A whole number as the language writes it."""
    return decimal(count, text.language, digits=0)


def role_name(text: Text, role: str) -> str:
    """A role's name."""
    return text(f"roles.{role}.name")


def role_names(text: Text, roles: Sequence[str]) -> str:
    """Roles as a list."""
    return listed((role_name(text, role) for role in roles), text.language)


def duty_name(text: Text, duty: str) -> str:
    """A duty's name."""
    return text.under("team.duties")[f"{duty}.name"]


def duty_gives(text: Text, duty: str) -> str:
    """What comes out of a duty."""
    return text.under("team.duties")[f"{duty}.gives"]


def reason(text: Text, combination: Combination) -> str:
    """Why a combination of roles fits one person, or does not."""
    return text.under("team.combinations")[combination.id]


def person_name(text: Text, person: Person) -> str:
    """Somebody's name; without one their roles; with the head count where one name does not say it."""
    named = person.name or role_names(text, person.roles) or text("team.person.without")
    if person.name and person.heads == 1:
        return named
    return text("team.person.heads", name=named, heads=heads(text, person.heads))


def duties_named(text: Text, duties: Sequence[str]) -> str:
    """The first few duties by name, and how many more."""
    most = handbook().limits.listed
    shown = listed((duty_name(text, duty) for duty in duties[:most]), text.language)
    rest = len(duties[most:])
    return text("team.sentence.more_duties", list=shown, n=number(text, rest)) if rest else shown


def _some(text: Text, items: Sequence[T], told: Callable[[T], str], person: Callable[[T], Person]) -> str:
    """The first few as a list, and how many people more."""
    most = handbook().limits.listed
    shown = listed((told(item) for item in items[:most]), text.language)
    rest = sum(person(item).heads for item in items[most:])
    return text("team.sentence.more_people", list=shown, n=number(text, rest)) if rest else shown


def people_named(text: Text, people: Sequence[Person]) -> str:
    """The first few people by name, and how many more."""
    return _some(text, people, lambda person: person_name(text, person), lambda person: person)


def able(text: Text, candidates: Sequence[Candidate]) -> str:
    """Who could take something on."""
    return people_named(text, [one.person for one in candidates])


def able_with_ease(text: Text, candidates: Sequence[Candidate]) -> str:
    """Who could take something on, each with how well it fits."""

    def told(one: Candidate) -> str:
        ease = text(f"team.ease.{one.combination.ease}")
        return text("team.table.candidate", person=person_name(text, one.person), ease=ease)

    return _some(text, candidates, told, lambda one: one.person)
