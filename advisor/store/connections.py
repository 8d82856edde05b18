"""Transactions on a database that is really there and at the newest schema."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete
from sqlalchemy.dialects import postgresql, sqlite

from advisor.errors import StoreUnavailable
from advisor.store.engine import database
from advisor.store.migrate import upgrade
from advisor.store.trouble import explained

_NO_TABLE = "SQLSTATE_42P01"
_UPSERT: dict[str, Callable[[Table], Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def storable(text: str) -> str:
    """Return the text without what a database cannot hold: NUL and lone surrogates become a visible mark."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "\N{REPLACEMENT CHARACTER}")


class Connections:
    """What every part of the store works through.

    Making it touches nothing. The first use makes the database or brings it to the newest schema; while that,
    or anything later, is impossible, methods raise StoreUnavailable and the next call tries again.
    """

    def __init__(self, url: str) -> None:
        """Keep ``sqlite:///FILE`` or ``postgresql://…``; InputError for anything else."""
        self._database = database(url)
        self.upsert = _UPSERT[self._database.engine.dialect.name]
        self.scrub_due = False
        self._ready_for: object | None = None
        self._preparing = Lock()

    def prepare(self) -> None:
        """Make the database or bring it to the newest schema now, instead of at the first use."""
        with explained():
            self._ready()

    def health(self) -> None:
        """Raise StoreUnavailable unless the database is there, at the newest schema and takes a write."""
        with self.writing() as connection:
            self._database.probe(connection)

    def close(self) -> None:
        """Give the connections back; a later call opens new ones."""
        self._database.close()

    def remove(self, which: ColumnElement[bool]) -> int:
        """Delete rows of the one table the condition is about; return how many.

        A second try on a full disk: deleting is how the owner of the data, and the sweep, make room.
        """
        try:
            return self._removed(which)
        except StoreUnavailable as error:
            if error.kind != "full":
                raise
        return self._removed(which)

    def scrub(self) -> None:
        """Remove deleted content from the disk; what a reader holds back now, the next sweep removes."""
        self.scrub_due = True
        try:
            with explained():
                self.scrub_due = not self._database.scrub()
        except StoreUnavailable:
            return

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that only reads."""
        with self._watched():
            self._ready()
            with self._database.reading() as connection:
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction that may write; it is on the disk when the block ends."""
        with self._watched():
            self._ready()
            with self._database.writing() as connection:
                yield connection

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Explain what goes wrong, and make the next try likelier to succeed."""
        try:
            with explained():
                yield
        except StoreUnavailable as error:
            if error.kind == "full":
                self.scrub()  # emptying the log makes room
            if error.detail == _NO_TABLE:
                self._ready_for = None  # another database took the place of the one that was prepared
            raise

    def _removed(self, which: ColumnElement[bool]) -> int:
        with self.writing() as connection:
            return connection.execute(delete(which.left.table).where(which)).rowcount

    def _ready(self) -> None:
        """See that the database is the one that was prepared; prepare it when it is new or another one.

        A file deleted under a running server would still take writes and lose them all, silently: hence the
        look at its identity. It is not made anew, because the folder may be an unmounted disk's.
        """
        found = self._database.identity()
        if found is not None and found == self._ready_for:
            return
        if found is None and self._ready_for is not None:
            raise StoreUnavailable("gone", "FILE_MISSING")
        with self._preparing:
            if self._database.identity() != self._ready_for or self._ready_for is None:
                self._prepare()

    def _prepare(self) -> None:
        self._database.close()
        self._database.create()
        with self._database.writing() as connection:
            self._database.exclude_others(connection)
            upgrade(connection)
        self._database.scrub()  # the tables' pages exist now: later, a full disk can still take a checkpoint
        self._ready_for = self._database.identity()
