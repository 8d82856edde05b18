"""One database behind one small interface: SQLite in a file, or PostgreSQL by URL.

SQLite settings, each with its reason:

- ``journal_mode=WAL``: readers never wait for the writer.
- ``synchronous=FULL``: every commit is flushed to the disk before it is acknowledged. ``NORMAL`` would
  survive a killed process too, but a power cut could take the last answers; one flush per answer is not
  noticeable.
- ``secure_delete=ON``: what is deleted is overwritten with zeros, not only unlinked.
- ``foreign_keys=ON``: deleting a draft deletes everything of it.
- ``busy_timeout``: wait for another writer, but less than a visitor would notice as a hang.
- Transactions start with an explicit ``BEGIN`` and writing ones with ``BEGIN IMMEDIATE``, because a reader
  that turns into a writer half-way may fail without waiting.
"""

from __future__ import annotations

import os
import sqlite3
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, OperationalError

from advisor.errors import InputError, StoreUnavailable

PATIENCE_SECONDS = 1.2
_QUEUE_SECONDS = 10.0
_POOL = {"pool_size": 8, "max_overflow": 24, "pool_timeout": PATIENCE_SECONDS, "hide_parameters": True}
# Each who holds a connection is bound by the patience above, so a queue for one moves.
_SERVER_POOL = {**_POOL, "pool_timeout": _QUEUE_SECONDS}
# A machine that went away without a word is noticed within five seconds; a socket file ignores these.
_NOTICE_A_DEAD_NETWORK = {
    "keepalives_idle": 2,
    "keepalives_interval": 1,
    "keepalives_count": 3,
    "tcp_user_timeout": 5000,
}
_ADVISORY_LOCK = 0x6D6C61647669  # any number, the same in each process: "mladvi"
_EXPECTED_URL = "sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"


class Database(ABC):
    """What the store asks of a database beyond SQL."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def reading(self) -> AbstractContextManager[Connection]:
        """Open a transaction that only reads."""
        return self.engine.begin()

    def writing(self) -> AbstractContextManager[Connection]:
        """Open a transaction that may write."""
        return self.engine.begin()

    @abstractmethod
    def identity(self) -> object | None:
        """Return what tells this database from another one put in its place; None when there is none."""

    @abstractmethod
    def create(self) -> None:
        """Make an empty database where there is none; what exists is left as it is."""

    @abstractmethod
    def exclude_others(self, connection: Connection) -> None:
        """Let only this transaction migrate until it ends."""

    @abstractmethod
    def probe(self, connection: Connection) -> None:
        """Write something harmless, to see that writing works."""

    @abstractmethod
    def scrub(self) -> bool:
        """Remove the remains of deleted rows from disk; False when a reader was in the way."""

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()


class SqliteDatabase(Database):
    """A file, made by :meth:`create` only: one that vanishes while running is an error, not a new one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        engine = create_engine("sqlite:///" + path.name, creator=self._open, **_POOL)
        event.listen(engine, "begin", _begin)
        super().__init__(engine)
        self._one_writer = Lock()
        self._refusals = 0

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Let the threads of this process write one after the other.

        SQLite has one writer in any case, but makes the others poll for it: 200 threads saving at once
        starved some of them past their patience. A queue that moves may be long; when its head finds the
        database locked from outside, all who wait behind it are told at once.
        """
        refusals = self._refusals
        if not self._one_writer.acquire(timeout=_QUEUE_SECONDS):
            raise StoreUnavailable("locked", "QUEUE_TIMEOUT")
        try:
            if self._refusals != refusals:
                raise StoreUnavailable("locked", "QUEUE_REFUSED")
            with self.engine.execution_options(advisor_begin="BEGIN IMMEDIATE").begin() as connection:
                yield connection
        except OperationalError as error:
            self._refusals += _is_busy(error)
            raise
        finally:
            self._one_writer.release()

    def identity(self) -> object | None:
        """Return device and inode of the file."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return None
        return found.st_dev, found.st_ino

    def create(self) -> None:
        """Make the folder and an empty file that only this user can read, and switch it to WAL."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
        self._switch_to_wal(time.monotonic() + PATIENCE_SECONDS)

    def exclude_others(self, connection: Connection) -> None:
        """Nothing to add: ``BEGIN IMMEDIATE`` lets one process in."""

    def probe(self, connection: Connection) -> None:
        """Write the file's header again, with the value it has."""
        version = connection.execute(text("PRAGMA user_version")).scalar_one()
        connection.execute(text(f"PRAGMA user_version = {int(version)}"))

    def scrub(self) -> bool:
        """Move the log into the file, where deleted content is already zeros, and empty the log."""
        with self._without_transaction() as connection:
            return not connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).one()[0]

    def _without_transaction(self) -> Connection:
        return self.engine.execution_options(advisor_begin="").connect()

    def _open(self) -> sqlite3.Connection:
        uri = f"{self.path.as_uri()}?mode=rw"
        connection = sqlite3.connect(
            uri, uri=True, timeout=PATIENCE_SECONDS, isolation_level=None, check_same_thread=False
        )
        for setting in ("synchronous=FULL", "secure_delete=ON", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {setting}")
        return connection

    def _switch_to_wal(self, deadline: float) -> None:
        """Ask for WAL until the deadline: SQLite refuses without waiting while another process asks for it
        too.

        A file system that cannot do it keeps the rollback journal; everything else still holds.
        """
        while True:
            try:
                with self._without_transaction() as connection:
                    connection.execute(text("PRAGMA journal_mode=WAL"))
                return
            except OperationalError as error:
                if not _is_busy(error) or time.monotonic() > deadline:
                    raise
            time.sleep(PATIENCE_SECONDS / 50)


class PostgresDatabase(Database):
    """A server, shared by several app servers."""

    def __init__(self, url: URL) -> None:
        own = f"-c lock_timeout={_milliseconds(PATIENCE_SECONDS)}"
        own += f" -c statement_timeout={_milliseconds(PATIENCE_SECONDS)}"
        given = url.query.get("options", "")  # a schema of its own, for example
        options = " ".join([*([given] if isinstance(given, str) else given), own]).strip()
        connect: dict[str, Any] = {"connect_timeout": 2, "options": options, **_NOTICE_A_DEAD_NETWORK}
        try:
            super().__init__(create_engine(url, pool_pre_ping=True, connect_args=connect, **_SERVER_POOL))
        except ModuleNotFoundError as error:
            raise InputError(
                "database URL", "", f"the Python package {error.name}", "not installed"
            ) from None

    def reading(self) -> AbstractContextManager[Connection]:
        """Read everything as of one moment, as SQLite does: the default sees each statement's own."""
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        return self.engine.execution_options(**options).begin()

    def identity(self) -> object | None:
        """Return the URL: a server that is away says so itself."""
        return self.engine.url

    def create(self) -> None:
        """Do nothing: making a database is the administrator's work."""

    def exclude_others(self, connection: Connection) -> None:
        """Take a lock that ends with the transaction.

        Who comes second waits for a whole migration, so this takes longer than a lock may otherwise; and a
        migration of large tables has all the time it needs, or it would be cut off at every start.
        """
        connection.execute(text(f"SET LOCAL lock_timeout = {_milliseconds(_QUEUE_SECONDS)}"))
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
        connection.execute(text(f"SET LOCAL lock_timeout = {_milliseconds(PATIENCE_SECONDS)}"))

    def probe(self, connection: Connection) -> None:
        """Write the version again, with the value it has.

        A transaction number alone would do for a standby, but not for a role or a server set to read only.
        """
        connection.execute(text("UPDATE alembic_version SET version_num = version_num"))

    def scrub(self) -> bool:
        """Leave it to the server's own vacuum."""
        return True


def database(url: str) -> Database:
    """Return the database of a URL without touching it; InputError for a URL of another kind."""
    parsed = _parsed(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database and parsed.database != ":memory:":
        return SqliteDatabase(Path(parsed.database).expanduser().absolute())
    if parsed.get_backend_name() == "postgresql":
        driver = parsed.drivername if "+" in parsed.drivername else "postgresql+psycopg"
        return PostgresDatabase(parsed.set(drivername=driver))
    raise InputError("database URL", "", _EXPECTED_URL, parsed.drivername)


def _parsed(url: str) -> URL:
    try:
        return make_url(url.replace("postgres://", "postgresql://", 1))
    except ArgumentError:  # its message quotes the URL, which may hold a password
        raise InputError("database URL", "", _EXPECTED_URL, "something else") from None


def _milliseconds(seconds: float) -> int:
    return int(seconds * 1000)


def _is_busy(error: OperationalError) -> bool:
    return getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY


def _begin(connection: Connection) -> None:
    """Start the transaction the way this connection was asked to; an empty option starts none."""
    if statement := connection.get_execution_options().get("advisor_begin", "BEGIN"):
        connection.exec_driver_sql(statement)
