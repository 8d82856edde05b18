"""A workshop on an empty database of each kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from advisor.store import Store
from tests.databases import Backend
from tests.store.clock import RETENTION_DAYS, Clock
from tests.workshop.scene import Scene, play


@pytest.fixture
def clock() -> Clock:
    """A clock in spring 2026."""
    return Clock()


@pytest.fixture
def open_store(backend: Backend, clock: Clock) -> Iterator[Callable[[], Store]]:
    """Open another store on the same database, as another app server would."""
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


@pytest.fixture
def scene(store: Store) -> Scene:
    """A workshop with nobody in it."""
    return play(store)
