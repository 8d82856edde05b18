"""Deleting really deletes: the bytes leave the files, the log beside the database included."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from advisor.store import Store, new_token
from tests.clock import RETENTION_DAYS, Clock
from tests.databases import on_a_file

# A server vacuums its own files; that the rows are gone is tested for both elsewhere.
pytestmark = on_a_file

MARK = "zq7-unmistakable"
COUNT = 300


def on_disk(path: Path) -> int:
    """Count the mark in the database file and everything SQLite keeps beside it."""
    return sum(file.read_bytes().count(MARK.encode()) for file in path.parent.iterdir())


@pytest.fixture
def full_draft(store: Store) -> str:
    """A draft with the mark in answers, changed answers, extras over several pages, and a link."""
    token = new_token()
    store.replace_draft(
        token, {f"q{n}": f"{MARK}-{n}" for n in range(COUNT)}, {f"k{n}": MARK * 40 for n in range(COUNT)}
    )
    for n in range(0, COUNT, 3):
        store.save_answer(token, f"q{n}", f"{MARK}-changed")
    store.share(token, MARK * 1000)
    return token


def test_delete_removes_the_bytes(store: Store, full_draft: str, path: Path) -> None:
    """After "delete my answers" no file holds a piece of them, while another draft is untouched."""
    other = new_token()
    store.save_answer(other, "q", "kept")
    assert on_disk(path) > COUNT
    store.delete_draft(full_draft)
    assert on_disk(path) == 0
    assert not store.open_draft(full_draft).responses
    assert dict(store.open_draft(other).responses) == {"q": "kept"}


def test_the_sweep_removes_the_bytes(store: Store, full_draft: str, path: Path, clock: Clock) -> None:
    """What has expired leaves the disk with the next sweep."""
    clock.forward(days=RETENTION_DAYS)
    assert on_disk(path) > COUNT
    store.sweep()
    assert on_disk(path) == 0


def test_revoking_removes_the_bytes(store: Store, path: Path) -> None:
    """What a revoked link showed leaves the disk."""
    token = new_token()
    store.share(token, MARK * 1000)
    assert on_disk(path)
    store.revoke_snapshots(token)
    assert on_disk(path) == 0


def test_a_reader_in_the_way_only_delays(store: Store, full_draft: str, path: Path) -> None:
    """While a reader holds an old view the rows are gone for others, and the next sweep has the bytes."""
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM draft_answers").fetchone()
        store.delete_draft(full_draft)
        assert not store.open_draft(full_draft).responses
        assert on_disk(path) > 0
    store.sweep()
    assert on_disk(path) == 0


def test_deleting_nothing_is_no_error(open_store: Callable[[], Store]) -> None:
    """A visitor without a draft may press the button."""
    open_store().delete_draft(new_token())
