"""Drafts and snapshots: every method is one transaction, and returns when it is on the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from advisor.store.connections import Connections, storable
from advisor.store.rooms import RoomStore
from advisor.store.tables import draft_answers, draft_extras, drafts, snapshots, workshops
from advisor.store.tokens import digest, new_token

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Draft:
    """What one visitor has answered so far.

    Attributes:
        responses: question id to option id; a question without an answer has no key.
        extras: other fields of the draft, key to text.
        created_at: when the first answer came; None for a draft that does not exist.
        saved_at: when the last change was written.
        expires_at: when all of it will be deleted.
    """

    responses: Mapping[str, str] = field(default_factory=dict)
    extras: Mapping[str, str] = field(default_factory=dict)
    created_at: datetime | None = None
    saved_at: datetime | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True)
class Snapshot:
    """One read-only link that still works; ``id`` revokes it but does not open it."""

    id: str
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True)
class Change:
    """One answer or extra given at a time; ``value`` None takes it back."""

    value: str | None
    at: datetime


@dataclass(frozen=True)
class Changes:
    """Answers and extras given while the store was away, by question and by key."""

    answers: Mapping[str, Change] = field(default_factory=dict)
    extras: Mapping[str, Change] = field(default_factory=dict)


def utc_now() -> datetime:
    """Return the time, with its zone."""
    return datetime.now(UTC)


class Store:
    """The project's one store: drafts and snapshots here, workshops in ``rooms``.

    Making it touches nothing; while the database cannot be used, methods raise StoreUnavailable and the next
    call tries again.
    """

    def __init__(self, url: str, *, retention_days: int, now: Callable[[], datetime] = utc_now) -> None:
        """Keep the settings.

        Args:
            url: ``sqlite:///FILE`` or ``postgresql://…``; InputError for anything else.
            retention_days: how long a draft lives after its last change.
            now: the clock; a test's own, otherwise the time in UTC.
        """
        self.retention_days = retention_days
        self.now = now
        self.connections = Connections(url)
        self.rooms = RoomStore(self.connections, now=now)

    # Drafts

    def open_draft(self, token: str) -> Draft:
        """Return the draft of a token; an empty one when there is none or it has expired. Writes nothing."""
        with self.connections.reading() as connection:
            alive = (drafts.c.token_hash == digest(token)) & (drafts.c.expires_at > self.now())
            row = connection.execute(select(drafts).where(alive)).one_or_none()
            if row is None:
                return Draft()
            return Draft(
                responses=_pairs(connection, draft_answers, row.token_hash),
                extras=_pairs(connection, draft_extras, row.token_hash),
                created_at=row.created_at,
                saved_at=row.updated_at,
                expires_at=row.expires_at,
            )

    def save_answer(self, token: str, question: str, option: str | None) -> datetime:
        """Write one answer, or take it back with None; return when it was saved."""
        with self._changing(token) as (connection, draft, now):
            self._put(connection, draft_answers, (draft, question, option, now))
        return now

    def save_extra(self, token: str, key: str, value: str | None) -> datetime:
        """Write another field of the draft, or take it back with None; return when it was saved."""
        with self._changing(token) as (connection, draft, now):
            self._put(connection, draft_extras, (draft, key, value, now))
        return now

    def save_late(self, token: str, changes: Changes) -> datetime:
        """Write what was given while the store was away, each only where nothing newer is stored."""
        with self._changing(token) as (connection, draft, now):
            for table, late in ((draft_answers, changes.answers), (draft_extras, changes.extras)):
                for name, change in late.items():
                    self._put(connection, table, (draft, name, change.value, change.at), unless_newer=True)
        return now

    def replace_draft(
        self, token: str, responses: Mapping[str, str], extras: Mapping[str, str] = _NOTHING
    ) -> datetime:
        """Put these answers and extras in the place of all there were: all of it happens or nothing."""
        with self._changing(token) as (connection, draft, now):
            for table, values in ((draft_answers, responses), (draft_extras, extras)):
                connection.execute(delete(table).where(table.c.draft == draft))
                for name, value in values.items():
                    self._put(connection, table, (draft, name, value, now))
        return now

    def delete_draft(self, token: str) -> None:
        """Delete the draft with its answers, extras and links, and remove them from the disk."""
        self.connections.remove(drafts.c.token_hash == digest(token))
        self.connections.scrub()

    # Snapshots

    def share(self, token: str, payload: str) -> str:
        """Keep a read-only copy for whoever has the returned token, until the draft goes or it is revoked.

        Sharing counts as a change of the draft, so the draft that can revoke a link outlives it.
        """
        link = new_token()
        with self._changing(token) as (connection, draft, now):
            values = {"token_hash": digest(link), "draft": draft, "payload": payload}
            times = {"created_at": now, "expires_at": self._expiry(now)}
            connection.execute(insert(snapshots).values(**values, **times))
        return link

    def read_snapshot(self, snapshot_token: str) -> str | None:
        """Return what was shared; None when there is no such link, or no longer."""
        mine = snapshots.c.token_hash == digest(snapshot_token)
        with self.connections.reading() as connection:
            payload: str | None = connection.scalar(select(snapshots.c.payload).where(mine, self._valid()))
        return payload

    def snapshots(self, token: str) -> tuple[Snapshot, ...]:
        """Return the links of a draft that still work, oldest first."""
        columns = (snapshots.c.token_hash, snapshots.c.created_at, snapshots.c.expires_at)
        mine = snapshots.c.draft == digest(token)
        with self.connections.reading() as connection:
            rows = connection.execute(
                select(*columns).where(mine, self._valid()).order_by(snapshots.c.created_at)
            )
            return tuple(Snapshot(*row) for row in rows)

    def revoke_snapshots(self, token: str, snapshot_id: str | None = None) -> int:
        """Revoke one link of a draft, or all of them; return how many. What they showed is removed."""
        chosen = (snapshots.c.draft == digest(token)) & self._valid()
        if snapshot_id is not None:
            chosen &= snapshots.c.token_hash == snapshot_id
        with self.connections.writing() as connection:
            gone = connection.execute(
                update(snapshots).where(chosen).values(payload="", revoked_at=self.now())
            )
        if gone.rowcount:
            self.connections.scrub()
        return gone.rowcount

    # Upkeep

    def prepare(self) -> None:
        """Make the database or bring it to the newest schema now, instead of at the first use."""
        self.connections.prepare()

    def sweep(self) -> int:
        """Delete the drafts, links and workshops whose time is over; return how many."""
        now = self.now()
        gone = sum(self.connections.remove(t.c.expires_at <= now) for t in (drafts, snapshots, workshops))
        if gone or self.connections.scrub_due:
            self.connections.scrub()
        return gone

    def health(self) -> None:
        """Raise StoreUnavailable unless the database is there, at the newest schema and takes a write."""
        self.connections.health()

    def close(self) -> None:
        """Give the connections back; a later call opens new ones."""
        self.connections.close()

    # Inside

    def _expiry(self, now: datetime) -> datetime:
        return now + timedelta(days=self.retention_days)

    def _valid(self) -> Any:
        return (snapshots.c.expires_at > self.now()) & snapshots.c.revoked_at.is_(None)

    def _put(
        self,
        connection: Connection,
        table: Table,
        values: tuple[str, str, str | None, datetime],
        *,
        unless_newer: bool = False,
    ) -> None:
        """Write one row of answers or extras: (draft, name, value, time), the order of the columns.

        What is given now wins whatever the stored time says, so a clock set back loses nothing; only what
        comes late has to look at it.
        """
        names = [column.name for column in table.columns]
        texts = [storable(value) if isinstance(value, str) else value for value in values]
        new = self.connections.upsert(table).values(**dict(zip(names, texts, strict=True)))
        value, time = names[2:]
        replacement = {value: new.excluded[value], time: new.excluded[time]}
        newer = table.c[time] <= new.excluded[time] if unless_newer else None
        target = list(table.primary_key)
        connection.execute(new.on_conflict_do_update(index_elements=target, set_=replacement, where=newer))

    @contextmanager
    def _changing(self, token: str) -> Iterator[tuple[Connection, str, datetime]]:
        """Open a transaction on a draft that exists, is fresh, and lives for another full retention time."""
        with self.connections.writing() as connection:
            draft, now = digest(token), self.now()
            times = {"updated_at": now, "expires_at": self._expiry(now)}
            # What has expired but was not swept yet must not come back to life with the next answer.
            connection.execute(delete(drafts).where(drafts.c.token_hash == draft, drafts.c.expires_at <= now))
            new = self.connections.upsert(drafts).values(token_hash=draft, created_at=now, **times)
            connection.execute(new.on_conflict_do_update(index_elements=[drafts.c.token_hash], set_=times))
            yield connection, draft, now


def _pairs(connection: Connection, table: Table, draft: str) -> Mapping[str, str]:
    """Return the name and value of each row of a draft that has a value."""
    _, name, value, _ = table.columns
    rows = connection.execute(select(name, value).where(table.c.draft == draft, value.is_not(None)))
    return MappingProxyType({row[0]: row[1] for row in rows})
