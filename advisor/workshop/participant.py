"""What a participant may do: come in, and answer what is open."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from advisor.core.model import Model
from advisor.core.room import RoomSettings
from advisor.errors import InputError, RoomError
from advisor.store import Ballot, RoundRow, Store
from advisor.workshop.room import Room

LONGEST_NAME = 40
_A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ParticipantView:
    """What one participant's screen needs, and nothing of anybody else's answers.

    ``mine`` maps (question, round) to the own answer; ``open`` lists the (question, round) pairs that take a
    vote of this person now; ``sequence`` is the highest that was taken.
    """

    joined: bool
    role: str
    room: Room
    mine: Mapping[tuple[str, int], str]
    open: tuple[tuple[str, int], ...]
    sequence: int


@dataclass(frozen=True, slots=True)
class Participant:
    """One person (a browser with its token) at one room's door or inside."""

    store: Store
    limits: RoomSettings
    room: Room
    id: str

    def join(self, role: str = "", name: str = "") -> None:
        """Come in; who is in already stays as they are.

        RoomError: ``locked`` or ``full``, or ``too_many`` at once; InputError for a role that is not asked.
        """
        settings = self.room.settings
        if role not in ("", *settings.roles):
            raise InputError("join", "role", f"one of {', '.join(settings.roles)}", role)
        name = " ".join(name.split())[:LONGEST_NAME] if settings.names else ""
        with self.store.rooms.changing(self.room.id) as change:
            if change.room is None:
                raise RoomError("no_room")
            if not change.is_in(self.id):
                joined = change.joined_since(self.store.now() - _A_MINUTE)
                self._may_join(locked=change.room.locked, counts=joined)
            change.join(self.id, role, name)

    def view(self) -> ParticipantView:
        """Return what this person's screen needs."""
        known = self.store.rooms.participant(self.room.id, self.id)
        if known is None:
            return ParticipantView(False, "", self.room, {}, (), 0)
        votes = self.store.rooms.votes_of(self.room.id, self.id)
        mine = {(vote.question, vote.round): vote.option for vote in votes}
        newest = (self.room.last_round(question) for question in self.room.settings.questions)
        takes = [r for r in newest if r is not None and _takes(r, answered=(r.question, r.round) in mine)]
        return ParticipantView(
            joined=True,
            role=known.role,
            room=self.room,
            mine=mine,
            open=tuple((r.question, r.round) for r in takes),
            sequence=max((vote.sequence for vote in votes), default=0),
        )

    def vote(self, model: Model, answer: tuple[str, int, str], sequence: int) -> None:
        """Answer (question, round, option); returns when it is on the disk, and does nothing the second time.

        A newer ``sequence`` of the same person replaces an older answer, whatever the order of arrival.
        RoomError: ``not_joined``; ``not_open`` when the result is shown and this person's answer is in it,
        or there is no such round. InputError for an option that does not exist.
        """
        question, number, option = answer
        asked = model.question_by_id.get(question)
        if asked is None or question not in self.room.settings.questions:
            raise InputError("vote", "question", "a question of this workshop", question)
        if option not in asked.option_ids:
            raise InputError("vote", "option", f"one of {', '.join(asked.option_ids)}", option)
        ballot = Ballot(self.room.id, self.id, question, number, option, sequence)
        newest = self.room.last_round(question)
        taken = self.store.rooms.vote(
            ballot,
            lambda round_, answered: (
                newest is not None and newest.round == number and _takes(round_, answered=answered)
            ),
        )
        if taken is None and self.store.rooms.participant(self.room.id, self.id) is None:
            raise RoomError("not_joined")
        if not taken:
            raise RoomError("not_open")

    def _may_join(self, *, locked: bool, counts: tuple[int, int]) -> None:
        everybody, lately = counts
        if locked:
            raise RoomError("locked")
        if everybody >= self.limits.most_participants:
            raise RoomError("full")
        if lately >= self.limits.joins_per_minute:
            raise RoomError("too_many")


def participant(store: Store, limits: RoomSettings, room: Room, token: str) -> Participant:
    """Return the person that a browser's token stands for in this room."""
    return Participant(store, limits, room, participant_id(room.id, token))


def participant_id(room: str, token: str) -> str:
    """Return a person's id in one room: another in every room, so that rooms cannot be joined."""
    return hashlib.sha256(f"{room}:{token}".encode()).hexdigest()


def _takes(round_: RoundRow, *, answered: bool) -> bool:
    """Whether a round takes a vote: while it is hidden from all, later only from who comes late."""
    return not round_.revealed or not answered
