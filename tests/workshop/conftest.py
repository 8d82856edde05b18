"""A workshop on an empty database of each kind."""

from __future__ import annotations

import pytest

from advisor.store import Store
from tests.workshop.scene import Scene, play


@pytest.fixture
def scene(store: Store) -> Scene:
    """A workshop with nobody in it."""
    return play(store)
