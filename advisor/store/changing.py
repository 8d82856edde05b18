"""One transaction of a host on a workshop: what is changed together, and seen by nobody half-way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, func, insert, select, update

from advisor.store.connections import storable
from advisor.store.room_rows import (
    ROUND,
    PublicationRow,
    RoomRow,
    RoundRow,
    VoteRow,
    has_joined,
    publication_rows,
    round_rows,
    same,
    vote_rows,
)
from advisor.store.tables import (
    participants,
    publications,
    rounds,
    settlements,
    votes,
    workshop_hosts,
    workshops,
)
from advisor.store.tokens import digest, new_token

if TYPE_CHECKING:
    from advisor.store.rooms import RoomStore


class Changing:
    """One transaction on one workshop; what is changed counts as a new version of it."""

    def __init__(self, store: RoomStore, connection: Connection, room: RoomRow | None) -> None:
        self.room = room
        self._store = store
        self._connection = connection

    @property
    def _id(self) -> str:
        return self.room.id if self.room is not None else ""

    def set(self, **values: Any) -> None:
        """Change fields of the workshop."""
        values |= {"version": workshops.c.version + 1}
        self._connection.execute(update(workshops).where(workshops.c.id == self._id).values(**values))

    def rounds(self) -> tuple[RoundRow, ...]:
        """Return every round that was opened, by question and number."""
        return round_rows(self._connection, self._id)

    def round(self, question: str, number: int) -> RoundRow | None:
        """Return a round and keep votes out of it until this transaction ends; None when it is not open.

        Votes take the same lock first, so whoever waits here holds nothing that a vote waits for.
        """
        which = same(rounds, self._id, question, number)
        row = self._connection.execute(select(*ROUND).where(which).with_for_update()).one_or_none()
        return None if row is None else RoundRow(*row)

    def put_round(self, question: str, number: int, **values: bool | int) -> None:
        """Open a round, or change one that is open; a vote on its way into it is waited for."""
        which = same(rounds, self._id, question, number)
        if self.round(question, number) is None:
            fields = {"revealed": False, "edition": 0, "split": False} | values
            key = {"workshop": self._id, "question": question, "round": number}
            self._connection.execute(insert(rounds).values(**key, **fields))
        elif values:
            self._connection.execute(update(rounds).where(which).values(**values))

    def votes(self, question: str, number: int) -> tuple[VoteRow, ...]:
        """Return everybody's vote in a round; for deciding what may be published."""
        return vote_rows(self._connection, same(votes, self._id, question, number))

    def editions(self, question: str) -> tuple[PublicationRow, ...]:
        """Return everything that was ever published of a question, in the order in which it was."""
        return publication_rows(
            self._connection, (publications.c.workshop == self._id) & (publications.c.question == question)
        )

    def publish(self, question: str, number: int, edition: int, answers: Mapping[str, str]) -> None:
        """Keep a new edition of a round: person to option."""
        place = {"workshop": self._id, "question": question, "round": number, "edition": edition}
        rows = [place | {"participant": who, "option": option} for who, option in answers.items()]
        self._connection.execute(insert(publications), rows)

    def renew_secret(self, visitor: str) -> str:
        """Replace the host secret: the old link opens nothing any more, and other hosts are shown out."""
        secret = new_token()
        self.set(host_hash=digest(secret))
        mine = workshop_hosts.c.workshop == self._id
        others = mine & (workshop_hosts.c.visitor != digest(visitor))
        self._connection.execute(delete(workshop_hosts).where(others))
        return secret

    def is_in(self, participant: str) -> bool:
        """Say whether a person has joined."""
        return has_joined(self._connection, self._id, participant)

    def join(self, participant: str, role: str, name: str) -> None:
        """Add a person; who is there already keeps role and name."""
        now = self._store.now()
        values = {"workshop": self._id, "participant": participant, "role": role, "name": storable(name)}
        new = self._store.connections.upsert(participants).values(**values, joined_at=now, seen_at=now)
        key = list(participants.primary_key)
        self._connection.execute(new.on_conflict_do_update(index_elements=key, set_={"seen_at": now}))

    def joined_since(self, since: datetime) -> tuple[int, int]:
        """Return how many have joined at all, and how many since."""
        here = select(func.count()).where(participants.c.workshop == self._id)
        late = here.where(participants.c.joined_at > since)
        return self._connection.scalar(here) or 0, self._connection.scalar(late) or 0

    def settle(self, settled: Mapping[str, str | None]) -> None:
        """Put the host's answers in the place of all there were."""
        self._connection.execute(delete(settlements).where(settlements.c.workshop == self._id))
        for question, option in settled.items():
            row = {"workshop": self._id, "question": question, "option": option}
            self._connection.execute(insert(settlements).values(**row))
