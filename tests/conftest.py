"""Settings and databases for every test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from advisor.store import Store
from tests.clock import RETENTION_DAYS, Clock
from tests.databases import Backend, PostgresBackend, SqliteBackend
from tests.postgres import PostgresServer, postgres_server

pytest.register_assert_rewrite("tests.commands")

# The same examples on every machine and at every run; a busy machine is no failure.
settings.register_profile("steady", deadline=None, derandomize=True)
# Other examples at every run, and many more of them: pytest --hypothesis-profile=search
settings.register_profile("search", deadline=None, max_examples=1500)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """The PostgreSQL server of this run, or of this worker; a test that stops it starts it again."""
    with postgres_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Backend]:
    """An empty database of each kind; see tests/databases.py for tests about one kind."""
    if request.param == "sqlite":
        yield SqliteBackend(tmp_path / "data" / "advisor.sqlite3")
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    made = PostgresBackend(server)
    yield made
    server.drop(made.url)


@pytest.fixture
def clock() -> Clock:
    """A clock in spring 2026."""
    return Clock()


@pytest.fixture
def open_store(backend: Backend, clock: Clock) -> Iterator[Callable[[], Store]]:
    """Open another store on the same database, as another process would."""
    opened: list[Store] = []

    def opener() -> Store:
        opened.append(Store(backend.url, retention_days=RETENTION_DAYS, now=clock))
        return opened[-1]

    yield opener
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: Callable[[], Store]) -> Store:
    """A store on an empty database."""
    return open_store()
