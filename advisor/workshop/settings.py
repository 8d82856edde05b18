"""What a host chooses for a workshop, checked when it is made and when it is read back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from advisor.content.text import LANGUAGES
from advisor.core.model import Model
from advisor.core.room import RoomSettings
from advisor.errors import InputError

MOST_ROLES = 8
LONGEST_ROLE = 40
_WHERE = "workshop"


@dataclass(frozen=True, slots=True)
class WorkshopSettings:
    """The host's choices.

    Attributes:
        questions: ids, in the order in which they are asked.
        language: the default for those whose browser asks for none that is offered.
        names: whether participants give a name, which only says who is there; votes never carry it.
        roles: what participants may say they are; none asks nobody. Known ids, or the host's own words.
        least_group: nothing is told of fewer people; never below the project's own limit.
    """

    questions: tuple[str, ...]
    language: str
    names: bool
    roles: tuple[str, ...]
    least_group: int

    def dump(self) -> str:
        """Return the settings as JSON text."""
        return json.dumps(asdict(self), ensure_ascii=False)


def checked(settings: WorkshopSettings, model: Model, limits: RoomSettings) -> WorkshopSettings:
    """Return the settings tidied; InputError names the first that cannot be.

    Questions come in questionnaire order, roles without spaces around and each once.
    """
    wanted = set(settings.questions)
    strange = sorted(wanted - set(model.question_by_id))
    if strange or not wanted:
        raise InputError(_WHERE, "questions", "ids of questions, one or more", ", ".join(strange) or "none")
    if settings.language not in LANGUAGES:
        raise InputError(_WHERE, "language", f"one of {', '.join(LANGUAGES)}", settings.language)
    if settings.least_group < limits.least_group:
        raise InputError(_WHERE, "least_group", f"at least {limits.least_group}", settings.least_group)
    return WorkshopSettings(
        questions=tuple(question for question in model.question_by_id if question in wanted),
        language=settings.language,
        names=settings.names,
        roles=_roles(settings.roles),
        least_group=settings.least_group,
    )


def parse(written: str) -> WorkshopSettings:
    """Return what :meth:`WorkshopSettings.dump` wrote."""
    table: dict[str, Any] = json.loads(written)
    return WorkshopSettings(**table | {key: tuple(table[key]) for key in ("questions", "roles")})


def _roles(given: Sequence[str]) -> tuple[str, ...]:
    roles = tuple(dict.fromkeys(" ".join(role.split()) for role in given if role.strip()))
    if len(roles) > MOST_ROLES:
        raise InputError(_WHERE, "roles", f"at most {MOST_ROLES}", len(roles))
    if long := [role for role in roles if len(role) > LONGEST_ROLE]:
        raise InputError(_WHERE, "roles", f"at most {LONGEST_ROLE} letters each", long[0])
    return roles
