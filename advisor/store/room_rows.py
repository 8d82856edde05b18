"""The rows of a workshop as values, and the queries that more than one part of the store asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, select

from advisor.store.tables import participants, publications, rounds, votes, workshop_hosts, workshops
from advisor.store.tokens import digest


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

    ``revealed``: it is shown now; ``edition``: how often something new of it was published; ``split``: the
    newest edition may be told by role as well.
    """

    question: str
    round: int
    revealed: bool
    edition: int
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
    """One person's answer in a round."""

    participant: str
    role: str
    question: str
    round: int
    option: str
    sequence: int


@dataclass(frozen=True, slots=True)
class PublicationRow:
    """What one edition of a round says of one person; ``split``: it may be told by role."""

    participant: str
    role: str
    question: str
    round: int
    edition: int
    option: str
    split: bool


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """One person in a room; ``participant`` is a hash that differs in every workshop."""

    participant: str
    role: str
    name: str


ROOM = [column for column in workshops.columns if column.name != "host_hash"]
ROUND = [column for column in rounds.columns if column.name != "workshop"]


def rooms_alive(now: datetime) -> Select[Any]:
    """Select workshops whose time is not over."""
    return select(*ROOM).where(workshops.c.expires_at > now)


def room_row(row: Any) -> RoomRow | None:
    """Return a found row as a value."""
    return None if row is None else RoomRow(*row)


def round_rows(connection: Connection, room: str) -> tuple[RoundRow, ...]:
    """Return every round that was opened, by question and number."""
    order = rounds.c.question, rounds.c.round
    found = connection.execute(select(*ROUND).where(rounds.c.workshop == room).order_by(*order))
    return tuple(RoundRow(*row) for row in found)


def person(room: str, participant: str) -> ColumnElement[bool]:
    """Return the condition for one person of a room."""
    return and_(participants.c.workshop == room, participants.c.participant == participant)


def has_joined(connection: Connection, room: str, participant: str) -> bool:
    """Say whether a person is in a room."""
    which = person(room, participant)
    return connection.scalar(select(participants.c.joined_at).where(which)) is not None


def participant_rows(connection: Connection, which: ColumnElement[bool]) -> tuple[ParticipantRow, ...]:
    """Return people in the order in which they joined."""
    columns = [participants.c[name] for name in ("participant", "role", "name")]
    order = participants.c.joined_at, participants.c.participant
    found = connection.execute(select(*columns).where(which).order_by(*order))
    return tuple(ParticipantRow(*row) for row in found)


def vote_rows(connection: Connection, which: ColumnElement[bool]) -> tuple[VoteRow, ...]:
    """Return votes with their person's role."""
    columns = [votes.c[n] for n in ("participant", "question", "round", "option", "sequence")]
    both = (participants.c.workshop == votes.c.workshop) & (participants.c.participant == votes.c.participant)
    query = select(columns[0], participants.c.role, *columns[1:]).join(participants, both).where(which)
    return tuple(VoteRow(*row) for row in connection.execute(query))


def publication_rows(connection: Connection, which: ColumnElement[bool]) -> tuple[PublicationRow, ...]:
    """Return published answers with their person's role and their round, in the order of publication."""
    columns = [publications.c[name] for name in ("participant", "question", "round", "edition", "option")]
    people = (participants.c.workshop == publications.c.workshop) & (
        participants.c.participant == publications.c.participant
    )
    of_round = and_(*(rounds.c[n] == publications.c[n] for n in ("workshop", "question", "round")))
    query = select(columns[0], participants.c.role, *columns[1:], rounds.c.split)
    found = query.join(participants, people).join(rounds, of_round).where(which)
    order = publications.c.round, publications.c.edition
    rows: Iterable[Any] = connection.execute(found.order_by(*order))
    return tuple(PublicationRow(*row) for row in rows)


def run_by(visitor: str) -> Select[Any]:
    """Select the ids of the workshops that a visitor runs."""
    return select(workshop_hosts.c.workshop).where(workshop_hosts.c.visitor == digest(visitor))


def same(table: Table, room: str, question: str, number: int) -> ColumnElement[bool]:
    """Return the condition for one round."""
    return and_(table.c.workshop == room, table.c.question == question, table.c.round == number)
