"""Workshops as rows: what is read, written, and must happen together; the rules are in ``workshop``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    delete,
    func,
    insert,
    select,
    update,
)

from advisor.store.connections import Connections, storable
from advisor.store.tables import participants, rounds, settlements, votes, workshop_hosts, workshops
from advisor.store.tokens import digest, new_token


@dataclass(frozen=True, slots=True)
class RoomRow:
    """One workshop: its door, its settings (JSON) and where its host has got to."""

    id: str
    code: str | None
    settings: str
    stage: str
    question: str | None
    round: int
    locked: bool
    timer_ends_at: datetime | None
    version: int
    created_at: datetime
    code_expires_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One pass over one question.

    ``revealed``: it is shown now; ``published``: it was shown at some time; ``split``: by role as well.
    """

    question: str
    round: int
    revealed: bool
    published: bool
    split: bool


@dataclass(frozen=True, slots=True)
class Ballot:
    """One person's answer on its way in; ``sequence`` grows with every answer that its sender gives."""

    workshop: str
    participant: str
    question: str
    round: int
    option: str
    sequence: int


@dataclass(frozen=True, slots=True)
class VoteRow:
    """One person's answer in a round; ``published`` is what of it was last shown."""

    participant: str
    role: str
    question: str
    round: int
    option: str
    published: str | None
    sequence: int


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """One person in a room; ``participant`` is a hash that differs in every workshop."""

    participant: str
    role: str
    name: str
    seen_at: datetime


_ROOM = [column for column in workshops.columns if column.name != "host_hash"]
_ROUND = [column for column in rounds.columns if column.name != "workshop"]


class RoomStore:
    """Workshops, on the connections of the one store; every method is one transaction."""

    def __init__(self, connections: Connections, *, now: Callable[[], datetime]) -> None:
        self.connections = connections
        self.now = now

    # Doors

    def create(self, visitor: str, code: str, settings: str, times: tuple[datetime, datetime]) -> str | None:
        """Make a workshop that the visitor runs; return its host secret, or None when the code is taken.

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
        return secret

    def by_code(self, code: str) -> RoomRow | None:
        """Return the workshop whose door this code opens now."""
        return self._one((workshops.c.code == code) & (workshops.c.code_expires_at > self.now()))

    def hosted_by(self, visitor: str) -> tuple[RoomRow, ...]:
        """Return the workshops that this visitor runs, the newest first."""
        mine = select(workshop_hosts.c.workshop).where(workshop_hosts.c.visitor == digest(visitor))
        with self.connections.reading() as connection:
            found = connection.execute(
                _rooms(self.now()).where(workshops.c.id.in_(mine)).order_by(workshops.c.created_at.desc())
            )
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

    def renew_secret(self, room: str, visitor: str) -> str:
        """Replace the host secret: the old link opens nothing any more, and other hosts are shown out."""
        secret = new_token()
        others = (workshop_hosts.c.workshop == room) & (workshop_hosts.c.visitor != digest(visitor))
        with self.connections.writing() as connection:
            connection.execute(
                update(workshops).where(workshops.c.id == room).values(host_hash=digest(secret))
            )
            connection.execute(delete(workshop_hosts).where(others))
        return secret

    def all_rooms(self) -> tuple[tuple[RoomRow, int], ...]:
        """Return every workshop with its number of participants, oldest first; for an administrator."""
        count = select(func.count()).where(participants.c.workshop == workshops.c.id).scalar_subquery()
        with self.connections.reading() as connection:
            rows = connection.execute(select(*_ROOM, count).order_by(workshops.c.created_at))
            return tuple((RoomRow(*row[:-1]), row[-1]) for row in rows)

    def delete(self, room: str) -> bool:
        """Delete a workshop with all that belongs to it, from the disk too; False when there is none."""
        gone = self.connections.remove(workshops.c.id == room)
        self.connections.scrub()
        return gone > 0

    # Reading

    def room(self, room: str) -> RoomRow | None:
        """Return a workshop by id."""
        return self._one(workshops.c.id == room)

    def rounds(self, room: str) -> tuple[RoundRow, ...]:
        """Return every round that was opened, by question and number."""
        with self.connections.reading() as connection:
            return _rounds(connection, room)

    def participant(self, room: str, participant: str) -> ParticipantRow | None:
        """Return one person of a room."""
        columns = [c for c in participants.columns if c.name not in ("workshop", "joined_at")]
        which = (participants.c.workshop == room) & (participants.c.participant == participant)
        with self.connections.reading() as connection:
            row = connection.execute(select(*columns).where(which)).one_or_none()
        return ParticipantRow(*row) if row is not None else None

    def participants(self, room: str) -> tuple[ParticipantRow, ...]:
        """Return everybody who joined."""
        columns = [c for c in participants.columns if c.name not in ("workshop", "joined_at")]
        order = participants.c.joined_at, participants.c.participant
        with self.connections.reading() as connection:
            found = connection.execute(
                select(*columns).where(participants.c.workshop == room).order_by(*order)
            )
            return tuple(ParticipantRow(*row) for row in found)

    def attendance(self, room: str, question: str, number: int, since: datetime) -> tuple[int, int]:
        """Return how many have answered in a round, and how many are there: seen since, or answered."""
        answered = _same(votes, room, question, number)
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
            return _votes(connection, (votes.c.workshop == room) & (votes.c.participant == participant))

    def published(self, room: str) -> tuple[VoteRow, ...]:
        """Return every vote of rounds that are shown now, with what was published of it; nothing hidden."""
        shown = select(rounds.c.question, rounds.c.round).where(rounds.c.workshop == room, rounds.c.revealed)
        with self.connections.reading() as connection:
            open_to_see = {(row[0], row[1]) for row in connection.execute(shown)}
            found = _votes(connection, (votes.c.workshop == room) & votes.c.published.is_not(None))
        return tuple(vote for vote in found if (vote.question, vote.round) in open_to_see)

    def settled(self, room: str) -> dict[str, str | None]:
        """Return what the host settled: question id to option id, None for what was left open."""
        columns = settlements.c.question, settlements.c.option
        with self.connections.reading() as connection:
            rows = connection.execute(select(*columns).where(settlements.c.workshop == room))
            return {row[0]: row[1] for row in rows}

    # Writing

    @contextmanager
    def changing(self, room: str) -> Iterator[Changing]:
        """Open a transaction in which the host changes the workshop; nobody else changes it meanwhile.

        Yields nothing usable for a workshop that is gone: ``Changing.room`` is None then.
        """
        with self.connections.writing() as connection:
            locked = _rooms(self.now()).where(workshops.c.id == room).with_for_update()
            yield Changing(self, connection, _room(connection.execute(locked).one_or_none()))

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
            which = _same(rounds, ballot.workshop, ballot.question, ballot.round)
            row = connection.execute(select(*_ROUND).where(which).with_for_update(read=True)).one_or_none()
            if row is None or not _is_there(connection, ballot):
                return None
            mine = _same(votes, ballot.workshop, ballot.question, ballot.round)
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

    def _one(self, which: ColumnElement[bool]) -> RoomRow | None:
        with self.connections.reading() as connection:
            return _room(connection.execute(_rooms(self.now()).where(which)).one_or_none())


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
        return _rounds(self._connection, self._id)

    def round(self, question: str, number: int) -> RoundRow | None:
        """Return a round and keep votes out of it until this transaction ends; None when it is not open.

        Votes take the same lock first, so whoever waits here holds nothing that a vote waits for.
        """
        which = _same(rounds, self._id, question, number)
        row = self._connection.execute(select(*_ROUND).where(which).with_for_update()).one_or_none()
        return None if row is None else RoundRow(*row)

    def put_round(self, question: str, number: int, **values: bool) -> None:
        """Open a round, or change one that is open; a vote on its way into it is waited for."""
        which = _same(rounds, self._id, question, number)
        if self.round(question, number) is None:
            fields = {"revealed": False, "published": False, "split": True} | values
            key = {"workshop": self._id, "question": question, "round": number}
            self._connection.execute(insert(rounds).values(**key, **fields))
        elif values:
            self._connection.execute(update(rounds).where(which).values(**values))

    def votes(self, question: str, number: int) -> tuple[VoteRow, ...]:
        """Return everybody's vote in a round; for deciding what may be published."""
        return _votes(self._connection, _same(votes, self._id, question, number))

    def publish(self, question: str, number: int) -> None:
        """Take the votes of a round as they are now for what is shown."""
        which = _same(votes, self._id, question, number)
        self._connection.execute(update(votes).where(which).values(published=votes.c.option))

    def is_in(self, participant: str) -> bool:
        """Say whether a person has joined."""
        which = (participants.c.workshop == self._id) & (participants.c.participant == participant)
        return self._connection.scalar(select(participants.c.joined_at).where(which)) is not None

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


def _rooms(now: datetime) -> Select[Any]:
    return select(*_ROOM).where(workshops.c.expires_at > now)


def _room(row: Any) -> RoomRow | None:
    return None if row is None else RoomRow(*row)


def _rounds(connection: Connection, room: str) -> tuple[RoundRow, ...]:
    order = rounds.c.question, rounds.c.round
    found = connection.execute(select(*_ROUND).where(rounds.c.workshop == room).order_by(*order))
    return tuple(RoundRow(*row) for row in found)


def _votes(connection: Connection, which: ColumnElement[bool]) -> tuple[VoteRow, ...]:
    columns = [votes.c[n] for n in ("participant", "question", "round", "option", "published", "sequence")]
    both = (participants.c.workshop == votes.c.workshop) & (participants.c.participant == votes.c.participant)
    query = select(columns[0], participants.c.role, *columns[1:]).join(participants, both).where(which)
    return tuple(VoteRow(*row) for row in connection.execute(query))


def _same(table: Table, room: str, question: str, number: int) -> ColumnElement[bool]:
    return and_(table.c.workshop == room, table.c.question == question, table.c.round == number)


def _is_there(connection: Connection, ballot: Ballot) -> bool:
    of_room = participants.c.workshop == ballot.workshop
    which = of_room & (participants.c.participant == ballot.participant)
    return connection.scalar(select(participants.c.joined_at).where(which)) is not None
