"""A database that is locked, full, gone, read-only or damaged: said quickly, and never made worse."""

from __future__ import annotations

import errno
import os
import sqlite3
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from advisor.errors import InputError, StoreUnavailable
from advisor.store import Store, new_token
from tests.databases import Backend, SqliteBackend, every_connection, on_a_file

Opener = Callable[[], Store]
FAST = 20.0  # seconds; not a speed: a lock that is waited for without end would take for ever


def kind_of(action: Callable[[], object]) -> str:
    """Run what must fail; return the kind of the failure."""
    with pytest.raises(StoreUnavailable) as caught:
        action()
    return caught.value.kind


def test_locked_is_said_quickly(store: Store, backend: Backend) -> None:
    """While another program writes, saving fails as "locked" within three seconds, and reading works."""
    token = new_token()
    store.save_answer(token, "q", "a")
    with backend.locked():
        start = time.monotonic()
        assert kind_of(lambda: store.save_answer(token, "q", "b")) == "locked"
        assert time.monotonic() - start < FAST
        assert dict(store.open_draft(token).responses) == {"q": "a"}
    store.save_answer(token, "q", "c")
    assert dict(store.open_draft(token).responses) == {"q": "c"}


def test_a_locked_room_is_told_together(store: Store, backend: Backend) -> None:
    """When many save while another program writes, each of them is told within three seconds."""
    store.prepare()
    with backend.locked(), ThreadPoolExecutor(max_workers=20) as room:

        def save(token: str) -> float:
            start = time.monotonic()
            assert kind_of(lambda: store.save_answer(token, "q", "a")) == "locked"
            return time.monotonic() - start

        assert max(room.map(save, [new_token() for _ in range(20)])) < FAST
    store.save_answer(new_token(), "q", "a")


@on_a_file
def test_locked_at_the_start_is_no_end(open_store: Opener, path: Path) -> None:
    """A store whose first use meets a lock says so, and works as soon as the lock is gone."""
    open_store().prepare()
    store = open_store()
    with SqliteBackend(path).locked():
        start = time.monotonic()
        assert kind_of(store.prepare) == "locked"
        assert time.monotonic() - start < FAST
    store.prepare()


@on_a_file
def test_an_empty_locked_file_is_waited_for(path: Path, open_store: Opener) -> None:
    """A file that another process is just making gives "locked", not a failure that stays."""
    path.parent.mkdir()
    store = open_store()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        start = time.monotonic()
        assert kind_of(store.prepare) == "locked"
        assert time.monotonic() - start < FAST
    store.prepare()


@on_a_file
def test_full_keeps_what_was_saved(open_store: Opener) -> None:
    """On a full disk saving fails as "full"; what was saved can be read and deleted, and then it works."""
    open_store().prepare()
    with every_connection("PRAGMA max_page_count = 30"):
        store, token = open_store(), new_token()
        store.save_answer(token, "q", "a")

        def fill() -> None:
            for n in range(1000):
                store.save_extra(token, f"k{n}", "x" * 2000)

        assert kind_of(fill) == "full"
        assert dict(store.open_draft(token).responses) == {"q": "a"}
        store.delete_draft(token)
        store.save_answer(token, "q", "b")
    assert dict(store.open_draft(token).responses) == {"q": "b"}


@on_a_file
def test_full_is_all_or_nothing(open_store: Opener) -> None:
    """A file that does not fit leaves the draft as it was."""
    open_store().prepare()
    with every_connection("PRAGMA max_page_count = 30"):
        store, token = open_store(), new_token()
        store.replace_draft(token, {"q": "a"}, {})
        before = store.open_draft(token)
        too_much = {f"k{n}": "x" * 2000 for n in range(200)}
        assert kind_of(lambda: store.replace_draft(token, {"q": "b"}, too_much)) == "full"
        assert store.open_draft(token) == before


@on_a_file
def test_read_only_can_be_read(open_store: Opener) -> None:
    """A database that takes no writes is "gone" for saving, and still shows what it has."""
    token = new_token()
    store = open_store()
    store.save_answer(token, "q", "a")
    store.close()
    with every_connection("PRAGMA query_only = ON"):
        assert kind_of(store.health) == "gone"
        assert kind_of(lambda: store.save_answer(token, "q", "b")) == "gone"
        assert dict(store.open_draft(token).responses) == {"q": "a"}


@on_a_file
@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_gone(path: Path, open_store: Opener) -> None:
    """A folder without the right to write gives "gone"."""
    path.parent.mkdir(mode=0o500)
    assert kind_of(open_store().prepare) == "gone"


@on_a_file
def test_a_file_in_the_way_is_gone(path: Path, open_store: Opener) -> None:
    """When the folder cannot be made, the store is "gone" and says nothing of a traceback."""
    path.parent.write_text("not a folder")
    assert kind_of(open_store().prepare) == "gone"


@on_a_file
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_no_space_for_the_file_is_full(
    open_store: Opener, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """A disk without room for the first byte is "full", not "gone"."""

    def refuse(*_args: object, **_kwargs: object) -> int:
        raise OSError(number, "no room")

    monkeypatch.setattr("advisor.store.engine.os.open", refuse)
    assert kind_of(open_store().prepare) == "full"


@on_a_file
def test_a_deleted_file_is_noticed(store: Store, path: Path) -> None:
    """When the file is deleted under a running server, saving fails as "gone" and no new file appears."""
    token = new_token()
    store.save_answer(token, "q", "a")
    for file in path.parent.iterdir():
        file.unlink()
    assert kind_of(lambda: store.save_answer(token, "q", "b")) == "gone"
    assert kind_of(lambda: store.open_draft(token)) == "gone"
    assert list(path.parent.iterdir()) == []


@on_a_file
def test_a_returned_file_works_again(store: Store, path: Path) -> None:
    """When the folder comes back, the running server goes on with it."""
    token = new_token()
    store.save_answer(token, "q", "a")
    away = path.parent.with_name("away")
    path.parent.rename(away)
    assert kind_of(lambda: store.open_draft(token)) == "gone"
    away.rename(path.parent)
    assert dict(store.open_draft(token).responses) == {"q": "a"}


@on_a_file
def test_a_restored_backup_is_used(store: Store, path: Path, open_store: Opener) -> None:
    """When the file is replaced by another one, the running server reads and writes the new one."""
    token = new_token()
    store.save_answer(token, "q", "in the backup")
    store.close()
    backup = path.read_bytes()
    store.save_answer(token, "q", "later")
    store.close()
    path.unlink()
    path.with_name("restored").write_bytes(backup)
    path.with_name("restored").rename(path)
    assert dict(store.open_draft(token).responses) == {"q": "in the backup"}
    store.save_answer(token, "q", "after")
    assert dict(open_store().open_draft(token).responses) == {"q": "after"}


GARBAGE = b"This is not a database, but somebody's only copy of something. " * 200


@on_a_file
def test_a_foreign_file_is_left_alone(path: Path, open_store: Opener) -> None:
    """A file that is no database is "corrupt", and not a byte of it changes, nor does it move."""
    path.parent.mkdir()
    path.write_bytes(GARBAGE)
    store = open_store()
    for action in (store.prepare, store.health, lambda: store.save_answer(new_token(), "q", "a")):
        assert kind_of(action) == "corrupt"
    store.close()
    assert path.read_bytes() == GARBAGE
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@on_a_file
def test_a_damaged_database_is_left_alone(path: Path, open_store: Opener) -> None:
    """A database whose pages are overwritten is "corrupt", and not a byte of it changes."""
    first = open_store()
    first.save_answer(new_token(), "q", "a")
    first.close()
    content = path.read_bytes()
    damaged = content[:100] + b"\xa5" * (len(content) - 100)
    path.write_bytes(damaged)
    store = open_store()
    assert kind_of(store.prepare) == "corrupt"
    store.close()
    assert path.read_bytes() == damaged


def test_a_newer_database_is_left_alone(backend: Backend, open_store: Opener) -> None:
    """A database that a newer program has changed is not touched by an older one."""
    first = open_store()
    first.prepare()
    first.close()
    backend.execute("UPDATE alembic_version SET version_num = 'from the future'")
    with pytest.raises(StoreUnavailable) as caught:
        open_store().prepare()
    assert (caught.value.kind, caught.value.detail) == ("unknown", "SCHEMA_NOT_KNOWN")
    assert backend.execute("SELECT version_num FROM alembic_version") == [("from the future",)]


def test_health_is_quiet_when_all_is_well(store: Store) -> None:
    """A working store passes its check again and again, and the check changes nothing that is counted."""
    token = new_token()
    store.save_answer(token, "q", "a")
    before = store.open_draft(token)
    for _ in range(3):
        store.health()
    assert store.open_draft(token) == before


@on_a_file
def test_health_really_writes(store: Store, path: Path) -> None:
    """The check reaches the disk: it adds to the log beside the file."""
    store.health()
    log = path.with_name(path.name + "-wal")
    before = log.stat().st_size
    store.health()
    assert log.stat().st_size > before


@pytest.mark.parametrize(
    "url",
    [
        "mysql://user:secret@host/db",
        "sqlite://",
        "sqlite:///:memory:",
        "secret no url",
        "postgresqlx://secret",
    ],
)
def test_other_databases_are_refused(url: str) -> None:
    """A URL of another kind is the operator's mistake, said without the password."""
    with pytest.raises(InputError) as caught:
        Store(url, retention_days=1)
    assert "secret" not in str(caught.value)
    assert "sqlite:///FILE" in str(caught.value)


def test_postgres_without_its_driver_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    """A PostgreSQL URL, in its short form too, names the package that is missing, and no password."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    for scheme in ("postgres", "postgresql"):
        with pytest.raises(InputError, match="psycopg") as caught:
            Store(f"{scheme}://user:secret@127.0.0.1:1/none", retention_days=1)
        assert "secret" not in str(caught.value)


def test_an_unreachable_postgres_is_gone() -> None:
    """A server that is away is "gone", said quickly and without the password."""
    store = Store("postgresql://user:secret@127.0.0.1:1/none", retention_days=1)
    start = time.monotonic()
    with pytest.raises(StoreUnavailable) as caught:
        store.prepare()
    assert caught.value.kind == "gone"
    assert "secret" not in str(caught.value)
    assert time.monotonic() - start < FAST


@on_a_file
def test_the_settings_that_protect_answers_are_on(store: Store) -> None:
    """Every connection flushes each commit, wipes what it deletes and keeps the log apart."""
    store.prepare()
    with store.connections._database.reading() as connection:
        found = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys", "busy_timeout")
        }
    busy = found.pop("busy_timeout")
    assert found == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}
    assert 0 < busy < FAST * 1000
