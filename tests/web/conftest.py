"""A store for the tests of what is served; which kind of database it is on makes no difference to them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from advisor.store import Store
from tests.workshop.scene import Scene, play


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store in a temporary folder."""
    with closing(Store(f"sqlite:///{tmp_path}/data/a.db", retention_days=1)) as opened:
        yield opened


@pytest.fixture
def scene(store: Store) -> Scene:
    """A workshop with nobody in it."""
    return play(store)
