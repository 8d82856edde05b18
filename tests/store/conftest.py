"""Where the database of a test is, for tests about files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.databases import Backend, SqliteBackend


@pytest.fixture
def path(backend: Backend) -> Path:
    """Where the database file of this test is; only for tests marked to run on a file."""
    assert isinstance(backend, SqliteBackend)
    return backend.path
