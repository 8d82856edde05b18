"""A store on an empty database of each kind, with a clock that tests set."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from advisor.store import Store
from tests.databases import Backend, SqliteBackend
from tests.store.clock import RETENTION_DAYS, Clock


@pytest.fixture
def clock() -> Clock:
    """A clock in spring 2026."""
    return Clock()


@pytest.fixture
def path(backend: Backend) -> Path:
    """Where the database file of this test is; only for tests marked to run on a file."""
    assert isinstance(backend, SqliteBackend)
    return backend.path


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
