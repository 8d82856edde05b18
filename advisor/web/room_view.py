"""A room and one person in it as JSON: nothing here holds anybody's answers but the person's own."""

from __future__ import annotations

from typing import Any

from advisor.core.room import RoomSettings
from advisor.store import Store
from advisor.workshop import Participant, Room

_SHOWN_OF_AN_ID = 16


def is_small(store: Store, limits: RoomSettings, room: Room) -> bool:
    """Whether fewer people are there than a result is shown of."""
    _, here = room.attendance(store, limits)
    return here < room.settings.least_group


def room_state(room: Room, *, small: bool) -> dict[str, Any]:
    """Return what everybody in the room may know."""
    return {
        "version": room.version,
        "stage": room.stage,
        "question": room.question,
        "round": room.round,
        "revealed": room.revealed,
        "position": room.position + 1 if room.question else 0,
        "total": len(room.settings.questions),
        "rounds": [{"question": r.question, "round": r.round, "revealed": r.revealed} for r in room.rounds],
        "seconds_left": room.seconds_left,
        "locked": room.locked,
        "names": room.settings.names,
        "roles": list(room.settings.roles),
        "least_group": room.settings.least_group,
        "small": small,
    }


def person_state(person: Participant, *, small: bool) -> dict[str, Any]:
    """Return what one person's phone needs.

    ``me`` tells the phone whether it is still the same person in the same room: what it keeps is kept under
    that name. It is a part of a hash and opens nothing.
    """
    view = person.view()
    return {
        "me": person.id[:_SHOWN_OF_AN_ID],
        "joined": view.joined,
        "role": view.role,
        "answers": [{"question": q, "round": n, "option": option} for (q, n), option in view.mine.items()],
        "open": [{"question": q, "round": n} for q, n in view.open],
        "sequence": view.sequence,
        "room": room_state(view.room, small=small),
    }
