"""Rooms to try things on: made up, but the same at every run."""

import random
from functools import cache

from advisor.content.loader import load_model
from advisor.content.room_telling import RoomTelling
from advisor.content.text import load_text
from advisor.content.workshop import load_room_settings
from advisor.core.model import DONT_KNOW
from advisor.core.room import RoomResult, Submission, room_result

MODEL = load_model()
SETTINGS = load_room_settings()
LEADERSHIP, PRACTITIONERS = 9, 14
SIZES = (5, 23, 200)
TWICE = ("data_open", "live_areas")
"""The questions of the room of 23 that were voted on in two rounds."""


def submissions(size: int, *, custom: str = "") -> tuple[Submission, ...]:
    """What a room of 5, 23 or 200 people gave, one entry per person and round.

    The roles lean towards different archetypes. The room of 23 has 9 leaders and 14 practitioners and a
    second round on the questions TWICE; the room of 5 has no roles; the room of 200 has three roles and some
    people without one. ``custom`` is a role typed by hand, in place of "other".
    """
    chance = random.Random(size)
    people = [_person(chance, n, _role(size, n, custom)) for n in range(size)]
    if size == LEADERSHIP + PRACTITIONERS:
        people += [_again(chance, first) for first in people]
    return tuple(people)


@cache
def room(size: int, *, custom: str = "", final: bool = True) -> RoomResult:
    """What may be told of that room, when voting has ended or before."""
    found = room_result(
        MODEL,
        submissions(size, custom=custom),
        least=SETTINGS.least_group,
        step=SETTINGS.support_step,
        final=final,
    )
    assert found is not None
    return found


def telling(size: int, language: str = "en", *, custom: str = "", final: bool = True) -> RoomTelling:
    """That room in words."""
    return RoomTelling(MODEL, SETTINGS, load_text(language), room(size, custom=custom, final=final))


def _role(size: int, n: int, custom: str) -> str:
    if size == LEADERSHIP + PRACTITIONERS:
        return "leadership" if n < LEADERSHIP else "practitioner"
    if size <= LEADERSHIP:
        return ""
    return ("leadership", "practitioner", "practitioner", custom or "other", "")[n % 5]


def _person(chance: random.Random, n: int, role: str) -> Submission:
    favour = "independent" if role == "leadership" else "embedded"
    levels = MODEL.settings.levels
    responses = {}
    for question in MODEL.core_questions:
        if chance.random() < 0.07:
            responses[question.id] = DONT_KNOW
            continue
        likely = [levels[option.levels[favour]] for option in question.options]
        (option,) = chance.choices(question.options, weights=[weight**1.5 for weight in likely])
        responses[question.id] = option.id
    return Submission(f"p{n:03d}", role, 1, responses)


def _again(chance: random.Random, first: Submission) -> Submission:
    moved = {"data_open": "own_unit", "live_areas": "few"}
    responses = {q: moved[q] if chance.random() < 0.6 else first.responses[q] for q in TWICE}
    return Submission(first.participant, first.role, 2, responses)
