"""Workshops: a room answers the same questions; who may do what, and what may be told of it."""

from advisor.workshop.host import Host, Reveal, host, hosted, open_workshop, take_over
from advisor.workshop.participant import Participant, ParticipantView, participant, participant_id
from advisor.workshop.result import prefilled, result
from advisor.workshop.room import Room, Stage, find, read_code
from advisor.workshop.settings import WorkshopSettings

__all__ = [
    "Host",
    "Participant",
    "ParticipantView",
    "Reveal",
    "Room",
    "Stage",
    "WorkshopSettings",
    "find",
    "host",
    "hosted",
    "open_workshop",
    "participant",
    "participant_id",
    "prefilled",
    "read_code",
    "result",
    "take_over",
]
