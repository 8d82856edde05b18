"""A store in a temporary file, with a clock that tests set."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from advisor.store import Store
from tests.store.clock import RETENTION_DAYS, Clock


@pytest.fixture
def clock() -> Clock:
    """A clock in spring 2026."""
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database of this test is."""
    return tmp_path / "data" / "advisor.sqlite3"


@pytest.fixture
def open_store(path: Path, clock: Clock) -> Iterator[Callable[[], Store]]:
    """Open another store on the same file, as another process would."""
    opened: list[Store] = []

    def opener() -> Store:
        opened.append(Store(f"sqlite:///{path}", retention_days=RETENTION_DAYS, now=clock))
        return opened[-1]

    yield opener
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: Callable[[], Store]) -> Store:
    """A store on an empty file."""
    return open_store()
