"""A server that is stopped, full, read-only, damaged or busy: what is said, and how it goes on afterwards."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from sqlalchemy import event, text

from advisor.errors import StoreUnavailable
from advisor.store import Store, new_token
from tests.databases import PostgresBackend, on_a_server

pytestmark = on_a_server

Opener = Callable[[], Store]


def trouble(action: Callable[[], object]) -> tuple[str, str | None]:
    """Run what must fail; return the kind of the failure and the server's name for it."""
    with pytest.raises(StoreUnavailable) as caught:
        action()
    return caught.value.kind, caught.value.detail


@pytest.mark.parametrize("crash", [False, True])
def test_a_stopped_server_is_gone_until_it_is_back(
    store: Store, backend: PostgresBackend, crash: bool
) -> None:
    """While the server is down everything is "gone"; the same store goes on afterwards, with all it saved."""
    token = new_token()
    store.save_answer(token, "q", "a")
    with backend.server.stopped(crash=crash):
        for action in (lambda: store.save_answer(token, "q", "b"), lambda: store.open_draft(token)):
            assert trouble(action)[0] == "gone"
        assert trouble(store.health)[0] == "gone"
    assert dict(store.open_draft(token).responses) == {"q": "a"}
    store.save_answer(token, "q", "c")
    assert dict(store.open_draft(token).responses) == {"q": "c"}


def test_a_connection_cut_in_the_middle_saves_nothing(store: Store, backend: PostgresBackend) -> None:
    """When the server ends the connection between two statements, it is "gone" and nothing is half done."""
    token = new_token()
    store.save_answer(token, "q", "a")

    def cut(connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("INSERT INTO draft_answers"):
            backend.server.administer(
                f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{backend.name}'"
            )

    engine = store.connections._database.engine
    event.listen(engine, "before_cursor_execute", cut)
    assert trouble(lambda: store.replace_draft(token, {"q": "b"}, {}))[0] == "gone"
    event.remove(engine, "before_cursor_execute", cut)
    assert dict(store.open_draft(token).responses) == {"q": "a"}


def test_a_missing_database_is_gone(store: Store, backend: PostgresBackend) -> None:
    """A server without this database is "gone", before its first use and afterwards."""
    store.prepare()
    backend.server.drop(backend.url)
    assert trouble(store.health)[0] == "gone"


def test_a_locked_table_is_said_before_reading_too(store: Store, backend: PostgresBackend) -> None:
    """An administrator who locks a table against readers makes reading "locked" too."""
    token = new_token()
    store.save_answer(token, "q", "a")
    with psycopg.connect(backend.url) as other:
        other.execute("LOCK TABLE draft_answers IN ACCESS EXCLUSIVE MODE")
        assert trouble(lambda: store.open_draft(token))[0] == "locked"
    assert dict(store.open_draft(token).responses) == {"q": "a"}


@pytest.mark.parametrize(
    ("statement", "detail"),
    [
        ("ALTER ROLE advisor IN DATABASE {} SET default_transaction_read_only = on", "SQLSTATE_25006"),
        ("ALTER DATABASE {} SET default_transaction_read_only = on", "SQLSTATE_25006"),
    ],
)
def test_read_only_can_be_read(
    open_store: Opener, backend: PostgresBackend, statement: str, detail: str
) -> None:
    """A role or a database that may not write is "gone" for saving, and still shows what it has."""
    token, store = new_token(), open_store()
    store.save_answer(token, "q", "a")
    store.close()
    backend.server.administer(statement.format(backend.name))
    assert trouble(store.health) == ("gone", detail)
    assert trouble(lambda: store.save_answer(token, "q", "b")) == ("gone", detail)
    assert dict(store.open_draft(token).responses) == {"q": "a"}


def test_a_right_taken_away_is_gone(store: Store, backend: PostgresBackend) -> None:
    """Without the right to write a table saving is "gone", and reading works."""
    token = new_token()
    store.save_answer(token, "q", "a")
    backend.execute("REVOKE INSERT, UPDATE ON draft_answers FROM advisor")
    assert trouble(lambda: store.save_answer(token, "q", "b")) == ("gone", "SQLSTATE_42501")
    assert dict(store.open_draft(token).responses) == {"q": "a"}


def test_full_keeps_what_was_saved(store: Store, backend: PostgresBackend) -> None:
    """When the server reports a full disk the draft stays as it was, and can be read and deleted."""
    token = new_token()
    store.replace_draft(token, {"q": "a"}, {})
    before = store.open_draft(token)
    backend.execute(
        "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION USING ERRCODE = 'disk_full'; END $$"
    )
    backend.execute("CREATE TRIGGER f BEFORE INSERT ON draft_extras EXECUTE FUNCTION full_disk()")
    full = ("full", "SQLSTATE_53100")
    assert trouble(lambda: store.replace_draft(token, {"q": "b"}, {"k": "v"})) == full
    assert store.open_draft(token) == before
    store.delete_draft(token)
    assert not store.open_draft(token).responses


def test_a_damaged_page_is_corrupt(store: Store, backend: PostgresBackend) -> None:
    """A page whose bytes changed on the disk is "corrupt", and other drafts' tables can still be read."""
    token = new_token()
    store.save_answer(token, "q", "a")
    ((file,),) = backend.execute("SELECT pg_relation_filepath('draft_answers')")
    with backend.server.stopped():
        path = backend.server.data / file
        path.write_bytes(path.read_bytes()[:100] + b"\xa5" * (path.stat().st_size - 100))
    assert trouble(lambda: store.open_draft(token)) == ("corrupt", "SQLSTATE_XX001")
    assert store.snapshots(token) == ()


def test_a_reader_sees_one_moment(store: Store, open_store: Opener) -> None:
    """A draft replaced while it is being read is read as it was, not half old and half new."""
    token, other = new_token(), open_store()
    store.replace_draft(token, {"q": "old"}, {"k": "old"})
    other.prepare()
    before = store.open_draft(token)
    engine, left = store.connections._database.engine, [1]

    def replace(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "FROM draft_extras" in statement and left:
            left.pop()
            other.replace_draft(token, {"q": "new"}, {"k": "new"})

    event.listen(engine, "before_cursor_execute", replace)
    assert store.open_draft(token) == before
    assert not left
    event.remove(engine, "before_cursor_execute", replace)
    assert dict(store.open_draft(token).extras) == {"k": "new"}


def test_options_of_the_url_are_kept(backend: PostgresBackend) -> None:
    """A schema named in the URL is the one that is used, and waiting still has an end."""
    backend.execute("CREATE SCHEMA elsewhere")
    store = Store(f"{backend.url}&options=-csearch_path%3Delsewhere", retention_days=1)
    store.save_answer(new_token(), "q", "a")
    with store.connections._database.reading() as connection:
        for setting in ("lock_timeout", "statement_timeout"):
            assert connection.execute(text(f"SHOW {setting}")).scalar_one() == "1200ms"
    store.close()
    assert backend.execute("SELECT count(*) FROM elsewhere.drafts") == [(1,)]


def test_a_migration_may_take_its_time(backend: PostgresBackend, open_store: Opener) -> None:
    """Who comes while another process migrates waits longer than for a lock, and then finds it done."""
    with psycopg.connect(backend.url) as other, ThreadPoolExecutor() as room:
        other.execute(f"SELECT pg_advisory_xact_lock({0x6D6C61647669})")
        waiting = [room.submit(open_store().prepare) for _ in range(3)]
        other.execute("SELECT pg_sleep(2)")
        assert not any(one.done() for one in waiting)
        other.commit()
        for one in waiting:
            one.result()
    open_store().health()


def test_more_visitors_than_connections(open_store: Opener) -> None:
    """When more save at once than there are connections, on two app servers, nobody is turned away."""
    stores, tokens = [open_store(), open_store()], [new_token() for _ in range(200)]
    with ThreadPoolExecutor(max_workers=200) as room:
        list(room.map(lambda n: stores[n % 2].save_answer(tokens[n], "q", "a"), range(200)))
    assert all(dict(stores[0].open_draft(token).responses) == {"q": "a"} for token in tokens)


def test_many_threads_on_one_draft(open_store: Opener) -> None:
    """Answers of one visitor, given at once through two app servers, are all kept."""
    stores, token = [open_store(), open_store()], new_token()
    with ThreadPoolExecutor(max_workers=20) as room:
        list(room.map(lambda n: stores[n % 2].save_answer(token, f"q{n}", "a"), range(60)))
    assert dict(stores[0].open_draft(token).responses) == {f"q{n}": "a" for n in range(60)}


def test_a_database_made_anew_is_prepared_again(store: Store, backend: PostgresBackend) -> None:
    """When an administrator empties the database under a running server, the second try works."""
    store.save_answer(new_token(), "q", "a")
    backend.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    with pytest.raises(StoreUnavailable):
        store.save_answer(new_token(), "q", "b")
    token = new_token()
    store.save_answer(token, "q", "c")
    assert dict(store.open_draft(token).responses) == {"q": "c"}
