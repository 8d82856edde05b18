"""Workshops as rows: what is read, written, and must happen together; the rules are in ``workshop``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select, update

from advisor.store.changing import Changing
from advisor.store.connections import Connections
from advisor.store.room_rows import (
    ROOM,
    ROUND,
    Ballot,
    ParticipantRow,
    PublicationRow,
    RoomRow,
    RoundRow,
    VoteRow,
    has_joined,
    participant_rows,
    person,
    publication_rows,
    room_row,
    rooms_alive,
    round_rows,
    run_by,
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


class RoomStore:
    """Workshops, on the connections of the one store; every method is one transaction."""

    def __init__(self, connections: Connections, *, now: Callable[[], datetime]) -> None:
        self.connections = connections
        self.now = now

    # Doors

    def create(
        self, visitor: str, code: str, settings: str, times: tuple[datetime, datetime]
    ) -> tuple[str, str] | None:
        """Make a workshop that the visitor runs; return its id and host secret, None when the code is taken.

        ``times``: when the code ends, and when all of it is deleted.
        """
        secret, room, now = new_token(), new_token(), self.now()
        values = {"id": room, "host_hash": digest(secret), "code": code, "settings": settings}
        start = {"stage": "lobby", "round": 0, "locked": False, "version": 0, "created_at": now}
        ends = {"code_expires_at": times[0], "expires_at": times[1]}
        with self.connections.writing() as connection:
            taken = connection.scalar(select(workshops.c.id).where(workshops.c.code == code))
            if taken is not None:
                return None
            connection.execute(insert(workshops).values(**values, **start, **ends))
            connection.execute(insert(workshop_hosts).values(workshop=room, visitor=digest(visitor)))
        return room, secret

    def by_code(self, code: str) -> RoomRow | None:
        """Return the workshop whose door this code opens now."""
        which = (workshops.c.code == code) & (workshops.c.code_expires_at > self.now())
        return self._one(rooms_alive(self.now()).where(which))

    def hosted_by(self, visitor: str) -> tuple[RoomRow, ...]:
        """Return the workshops that this visitor runs, the newest first."""
        mine = rooms_alive(self.now()).where(workshops.c.id.in_(run_by(visitor)))
        with self.connections.reading() as connection:
            found = connection.execute(mine.order_by(workshops.c.created_at.desc()))
            return tuple(RoomRow(*row) for row in found)

    def claim(self, secret: str, visitor: str) -> str | None:
        """Let a visitor who has the host secret run the workshop too; return its id, None for no secret."""
        with self.connections.writing() as connection:
            which = (workshops.c.host_hash == digest(secret)) & (workshops.c.expires_at > self.now())
            room = connection.scalar(select(workshops.c.id).where(which))
            if room is not None:
                new = self.connections.upsert(workshop_hosts).values(workshop=room, visitor=digest(visitor))
                connection.execute(new.on_conflict_do_nothing())
        return room

    def all_rooms(self) -> tuple[tuple[RoomRow, int], ...]:
        """Return every workshop with its number of participants, oldest first; for an administrator."""
        count = select(func.count()).where(participants.c.workshop == workshops.c.id).scalar_subquery()
        with self.connections.reading() as connection:
            rows = connection.execute(select(*ROOM, count).order_by(workshops.c.created_at))
            return tuple((RoomRow(*row[:-1]), row[-1]) for row in rows)

    def delete(self, room: str) -> bool:
        """Delete a workshop with all that belongs to it, from the disk too; False when there is none."""
        gone = self.connections.remove(workshops.c.id == room)
        self.connections.scrub()
        return gone > 0

    # Reading

    def room(self, room: str, *, host: str | None = None) -> RoomRow | None:
        """Return a workshop by id; where a visitor is given as its host, only if this visitor runs it."""
        return self._one(self._alive(room, host))

    def rounds(self, room: str) -> tuple[RoundRow, ...]:
        """Return every round that was opened, by question and number."""
        with self.connections.reading() as connection:
            return round_rows(connection, room)

    def participant(self, room: str, participant: str) -> ParticipantRow | None:
        """Return one person of a room."""
        with self.connections.reading() as connection:
            return next(iter(participant_rows(connection, person(room, participant))), None)

    def participants(self, room: str) -> tuple[ParticipantRow, ...]:
        """Return everybody who joined."""
        with self.connections.reading() as connection:
            return participant_rows(connection, participants.c.workshop == room)

    def attendance(self, room: str, question: str, number: int, since: datetime) -> tuple[int, int]:
        """Return how many have answered in a round, and how many are there: seen since, or answered."""
        answered = same(votes, room, question, number)
        voters = select(votes.c.participant).where(answered)
        there = (participants.c.seen_at > since) | participants.c.participant.in_(voters)
        here = select(func.count()).where(participants.c.workshop == room, there)
        with self.connections.reading() as connection:
            counts = select(select(func.count()).where(answered).scalar_subquery(), here.scalar_subquery())
            row = connection.execute(counts).one()
            return row[0], row[1]

    def votes_of(self, room: str, participant: str) -> tuple[VoteRow, ...]:
        """Return one person's own answers."""
        with self.connections.reading() as connection:
            return vote_rows(connection, (votes.c.workshop == room) & (votes.c.participant == participant))

    def published(self, room: str, *, hidden_too: bool = False) -> tuple[PublicationRow, ...]:
        """Return the newest edition of every round that is shown now; ``hidden_too``: of every round."""
        newest = publications.c.edition == rounds.c.edition
        which = (publications.c.workshop == room) & newest
        with self.connections.reading() as connection:
            return publication_rows(connection, which if hidden_too else which & rounds.c.revealed)

    def settled(self, room: str) -> dict[str, str | None]:
        """Return what the host settled: question id to option id, None for what was left open."""
        columns = settlements.c.question, settlements.c.option
        with self.connections.reading() as connection:
            rows = connection.execute(select(*columns).where(settlements.c.workshop == room))
            return {row[0]: row[1] for row in rows}

    # Writing

    @contextmanager
    def changing(self, room: str, *, host: str | None = None) -> Iterator[Changing]:
        """Open a transaction that changes the workshop; nobody else changes it meanwhile.

        ``Changing.room`` is None for a workshop that is gone and, where a visitor is given as its host, for
        one that this visitor does not run any more.
        """
        which = self._alive(room, host).with_for_update()
        with self.connections.writing() as connection:
            yield Changing(self, connection, room_row(connection.execute(which).one_or_none()))

    def seen(self, room: str, who: Collection[str]) -> None:
        """Note a sign of life of these people."""
        which = (participants.c.workshop == room) & participants.c.participant.in_(who)
        with self.connections.writing() as connection:
            connection.execute(update(participants).where(which).values(seen_at=self.now()))

    def vote(self, ballot: Ballot, allowed: Callable[[RoundRow, bool], bool]) -> bool | None:
        """Write one vote; the newest of its sender stays.

        ``allowed`` sees the round and whether this person has answered in it; a reveal waits meanwhile.
        Returns whether it was allowed; None when there is no such person or round.
        """
        with self.connections.writing() as connection:
            which = same(rounds, ballot.workshop, ballot.question, ballot.round)
            row = connection.execute(select(*ROUND).where(which).with_for_update(read=True)).one_or_none()
            if row is None or not has_joined(connection, ballot.workshop, ballot.participant):
                return None
            mine = same(votes, ballot.workshop, ballot.question, ballot.round)
            mine &= votes.c.participant == ballot.participant
            known = connection.execute(select(votes.c.option, votes.c.sequence).where(mine)).one_or_none()
            if known is not None and (
                known.sequence > ballot.sequence or tuple(known) == (ballot.option, ballot.sequence)
            ):
                return True  # sent again, or overtaken by a newer one: it was taken in its time
            if not allowed(RoundRow(*row), known is not None):
                return False
            self._put_vote(connection, ballot)
        return True

    def _put_vote(self, connection: Connection, ballot: Ballot) -> None:
        new = self.connections.upsert(votes).values(**asdict(ballot))
        changes = {"option": new.excluded.option, "sequence": new.excluded.sequence}
        newer = votes.c.sequence <= new.excluded.sequence
        key = list(votes.primary_key)
        connection.execute(new.on_conflict_do_update(index_elements=key, set_=changes, where=newer))

    def _alive(self, room: str, host: str | None) -> Select[Any]:
        which = rooms_alive(self.now()).where(workshops.c.id == room)
        return which if host is None else which.where(workshops.c.id.in_(run_by(host)))

    def _one(self, which: Select[Any]) -> RoomRow | None:
        with self.connections.reading() as connection:
            return room_row(connection.execute(which).one_or_none())
