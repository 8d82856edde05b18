"""The two kinds of database a store can be on, and what tests do to them behind the store's back."""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, event
from sqlalchemy.engine import make_url

from tests.postgres import PostgresServer

# Without one of these marks a test with the fixture "backend" runs on both.
on_a_file = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)  # what only files do or suffer
on_a_server = pytest.mark.parametrize("backend", ["postgresql"], indirect=True)  # what only servers do


class Backend(ABC):
    """One database of one test."""

    url: str

    @abstractmethod
    def execute(self, statement: str) -> list[tuple[Any, ...]]:
        """Run a statement as another program would; return its rows."""

    @abstractmethod
    def content(self) -> bytes:
        """Return all that is kept, with what was kept beside it."""

    @abstractmethod
    def locked(self) -> AbstractContextManager[None]:
        """Keep everyone else from writing, but not from reading."""

    @abstractmethod
    def away(self) -> AbstractContextManager[None]:
        """Take the database away for a while."""


class SqliteBackend(Backend):
    """A file in a folder of its own."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.url = f"sqlite:///{path}"

    def execute(self, statement: str) -> list[tuple[Any, ...]]:
        """Open the file anew for this statement."""
        with closing(sqlite3.connect(self.path)) as connection, connection:
            return connection.execute(statement).fetchall()

    def content(self) -> bytes:
        """Read the file and its log."""
        return b"".join(file.read_bytes() for file in self.path.parent.iterdir())

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the lock of the one writer."""
        with closing(sqlite3.connect(self.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")

    @contextmanager
    def away(self) -> Iterator[None]:
        """Rename the folder, as when a disk is unmounted; without one, put something in its place."""
        folder = self.path.parent
        hidden = folder.with_name("hidden")
        if folder.exists():
            folder.rename(hidden)
        else:
            folder.write_text("in the way")
        try:
            yield
        finally:
            if hidden.exists():
                hidden.rename(folder)
            else:
                folder.unlink()


class PostgresBackend(Backend):
    """A database on the server of this run."""

    def __init__(self, server: PostgresServer) -> None:
        self.server = server
        self.url = server.new_database()
        self.name = make_url(self.url).database

    def execute(self, statement: str) -> list[tuple[Any, ...]]:
        """Connect anew for this statement."""
        with psycopg.connect(self.url) as connection:
            done = connection.execute(statement.encode())
            return done.fetchall() if done.description else []

    def content(self) -> bytes:
        """Read every table and the server's log."""
        rows = [row for table in self._tables() for row in self.execute(f"SELECT * FROM {table}")]
        return f"{rows}\n{self.server.log()}".encode()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Lock every table of the store against writing."""
        with psycopg.connect(self.url) as other:
            other.execute(f"LOCK TABLE {', '.join(self._tables())} IN EXCLUSIVE MODE".encode())
            yield

    def away(self) -> AbstractContextManager[None]:
        """Stop the server."""
        return self.server.stopped()

    def _tables(self) -> list[str]:
        return [
            name for (name,) in self.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        ]


@contextmanager
def every_connection(statement: str) -> Iterator[None]:
    """Run a statement on each new connection, to simulate what a disk or an administrator does."""

    def apply(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(statement)

    event.listen(Engine, "connect", apply)
    try:
        yield
    finally:
        event.remove(Engine, "connect", apply)
