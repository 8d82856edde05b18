"""What a draft promises: nothing given is lost, the newest answer per question wins, time ends it."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.errors import StoreUnavailable
from advisor.store import Change, Changes, Draft, Store, new_token
from tests.clock import RETENTION_DAYS, Clock
from tests.databases import Backend

Opener = Callable[[], Store]
A_DRAFT = {"industry": "health", "data_owner": "central"}
SOME_EXTRAS = {"organisation": "Ünïcode 株式会社 '); DROP TABLE drafts;--", "language": "ko"}


def test_a_new_draft_is_empty(store: Store) -> None:
    """A token nobody has used opens an empty draft without dates, and reading it leaves no row behind."""
    token = new_token()
    assert store.open_draft(token) == Draft()
    assert store.snapshots(token) == ()


def test_answers_and_extras_come_back(store: Store, open_store: Opener, clock: Clock) -> None:
    """What one process saved, another one reads: answers, extras and the times."""
    token = new_token()
    first = store.save_answer(token, "industry", "health")
    clock.forward(minutes=2)
    for key, value in SOME_EXTRAS.items():
        saved = store.save_extra(token, key, value)
    draft = open_store().open_draft(token)
    assert dict(draft.responses) == {"industry": "health"}
    assert dict(draft.extras) == SOME_EXTRAS
    assert (draft.created_at, draft.saved_at) == (first, saved)
    assert draft.expires_at == saved + timedelta(days=RETENTION_DAYS)


def test_times_are_utc(open_store: Opener, clock: Clock) -> None:
    """A clock in another time zone is stored and read as the same moment in UTC."""
    clock.time = datetime(2026, 3, 1, 18, 0, 0, 123456, tzinfo=timezone(timedelta(hours=9)))
    token = new_token()
    open_store().save_answer(token, "q", "o")
    saved = open_store().open_draft(token).saved_at
    assert saved == datetime(2026, 3, 1, 9, 0, 0, 123456, tzinfo=UTC)
    assert saved is not None
    assert saved.utcoffset() == timedelta(0)


def test_two_tabs_are_one_draft(store: Store, open_store: Opener) -> None:
    """Each tab adds its questions, and for the same question the later answer wins."""
    token, other = new_token(), open_store()
    store.save_answer(token, "a", "1")
    other.save_answer(token, "b", "1")
    other.save_answer(token, "a", "2")
    store.save_answer(token, "b", "2")
    for tab in (store, other):
        assert dict(tab.open_draft(token).responses) == {"a": "2", "b": "2"}


def test_drafts_do_not_mix(store: Store) -> None:
    """Two visitors with the same question see their own answers."""
    mine, theirs = new_token(), new_token()
    store.save_answer(mine, "q", "a")
    store.save_answer(theirs, "q", "b")
    assert store.open_draft(mine).responses["q"] == "a"
    assert store.open_draft(theirs).responses["q"] == "b"


def test_an_answer_is_taken_back(store: Store) -> None:
    """None clears an answer or an extra, also one that was never given."""
    token = new_token()
    store.save_answer(token, "q", "a")
    store.save_extra(token, "k", "v")
    store.save_answer(token, "q", None)
    store.save_answer(token, "never", None)
    store.save_extra(token, "k", None)
    draft = store.open_draft(token)
    assert (dict(draft.responses), dict(draft.extras)) == ({}, {})


def test_a_clock_set_back_loses_nothing(store: Store, clock: Clock) -> None:
    """An answer given after the clock was set back still replaces the earlier one."""
    token = new_token()
    store.save_answer(token, "q", "first")
    clock.forward(hours=-1)
    store.save_answer(token, "q", "second")
    assert store.open_draft(token).responses["q"] == "second"


def test_late_answers_do_not_replace_newer_ones(store: Store, clock: Clock) -> None:
    """What was given during an absence is written only where nothing newer is, cleared answers included."""
    token = new_token()
    store.save_answer(token, "older", "stored")
    before = clock.forward(minutes=1)
    clock.forward(minutes=1)
    store.save_answer(token, "newer", "stored")
    store.save_answer(token, "cleared", None)
    late = {name: Change("late", before) for name in ("older", "newer", "cleared", "new")}
    store.save_late(token, Changes(answers=late, extras={"k": Change("late", before)}))
    draft = store.open_draft(token)
    assert dict(draft.responses) == {"older": "late", "newer": "stored", "new": "late"}
    assert dict(draft.extras) == {"k": "late"}


OPERATIONS = st.lists(
    st.tuples(st.sampled_from("ab"), st.sampled_from("pqr"), st.none() | st.sampled_from("123")), max_size=12
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(operations=OPERATIONS)
def test_the_newest_answer_per_question_wins(
    operations: list[tuple[str, str, str | None]], store: Store, open_store: Opener
) -> None:
    """Whatever two tabs do in whatever order, the draft is what a dictionary would be."""
    tabs, token = {"a": store, "b": open_store()}, new_token()
    expected: dict[str, str] = {}
    for tab, question, option in operations:
        tabs[tab].save_answer(token, question, option)
        expected.pop(question, None)
        if option is not None:
            expected[question] = option
    assert dict(store.open_draft(token).responses) == expected


def test_replacing_puts_all_in_place_of_all(store: Store) -> None:
    """A loaded file replaces answers and extras, and the draft keeps its beginning and its links."""
    token = new_token()
    begun = store.save_answer(token, "old", "1")
    store.save_extra(token, "old", "1")
    link = store.share(token, "{}")
    store.replace_draft(token, A_DRAFT, SOME_EXTRAS)
    draft = store.open_draft(token)
    assert (dict(draft.responses), dict(draft.extras)) == (A_DRAFT, SOME_EXTRAS)
    assert draft.created_at == begun
    assert store.read_snapshot(link) == "{}"


def test_replacing_is_atomic(store: Store) -> None:
    """When one value cannot be written, the draft stays as it was, completely."""
    token = new_token()
    store.replace_draft(token, A_DRAFT, SOME_EXTRAS)
    before = store.open_draft(token)
    with pytest.raises(StoreUnavailable):
        store.replace_draft(token, {"new": "1", "broken": object()}, {})  # type: ignore[dict-item]
    assert store.open_draft(token) == before


def test_a_draft_ends_after_its_retention(store: Store, clock: Clock) -> None:
    """One moment before its time is over a draft is there, then it is not, swept or not."""
    token = new_token()
    store.save_answer(token, "q", "a")
    clock.forward(days=RETENTION_DAYS, microseconds=-1)
    assert store.open_draft(token).responses
    clock.forward(microseconds=1)
    assert store.open_draft(token) == Draft()


def test_each_change_renews_the_retention(store: Store, clock: Clock) -> None:
    """Retention counts from the last change."""
    token = new_token()
    for _ in range(3):
        saved = store.save_answer(token, "q", "a")
        clock.forward(days=RETENTION_DAYS - 1)
    assert store.open_draft(token).expires_at == saved + timedelta(days=RETENTION_DAYS)


def test_what_expired_does_not_come_back(store: Store, clock: Clock) -> None:
    """An answer after the end begins a new draft, without the old answers, extras and links."""
    token = new_token()
    store.replace_draft(token, A_DRAFT, SOME_EXTRAS)
    link = store.share(token, "{}")
    clock.forward(days=RETENTION_DAYS)
    store.save_answer(token, "new", "1")
    draft = store.open_draft(token)
    assert (dict(draft.responses), dict(draft.extras), draft.created_at) == ({"new": "1"}, {}, clock.time)
    assert store.read_snapshot(link) is None


def test_the_sweep_deletes_what_expired_and_nothing_else(
    store: Store, backend: Backend, clock: Clock
) -> None:
    """After a sweep the rows of an expired draft are gone from every table; a living draft is untouched."""
    dead, alive = new_token(), new_token()
    store.replace_draft(dead, A_DRAFT, SOME_EXTRAS)
    store.share(dead, "{}")
    clock.forward(days=1)
    store.save_answer(alive, "q", "a")
    clock.forward(days=RETENTION_DAYS - 1)
    assert store.sweep() > 0
    assert store.sweep() == 0
    assert dict(store.open_draft(alive).responses) == {"q": "a"}
    assert rows(backend) == {"drafts": 1, "draft_answers": 1, "draft_extras": 0, "snapshots": 0}


def rows(backend: Backend) -> dict[str, int]:
    """Count the rows of each table."""
    tables = ("drafts", "draft_answers", "draft_extras", "snapshots")
    return {table: backend.execute(f"SELECT count(*) FROM {table}")[0][0] for table in tables}


def test_tokens_are_stored_as_hashes(store: Store, backend: Backend) -> None:
    """Neither the visitor's token nor the link's is anywhere in the database or its log."""
    token = new_token()
    store.save_answer(token, "q", "a")
    link = store.share(token, "{}")
    everything = backend.content()
    assert token.encode() not in everything
    assert link.encode() not in everything
    assert re.search(rb"[0-9a-f]{64}", everything)


def test_nothing_is_logged(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    """With every logger at its most talkative, neither an answer nor a token reaches a log record."""
    caplog.set_level(logging.DEBUG)
    logging.getLogger("sqlalchemy").setLevel(logging.INFO)
    try:
        token = new_token()
        store.replace_draft(token, {"question-7": "secret-option"}, {"organisation": "secret-name"})
        link = store.share(token, "secret-payload")
        store.read_snapshot(link)
        store.open_draft(token)
        store.delete_draft(token)
    finally:
        logging.getLogger("sqlalchemy").setLevel(logging.NOTSET)
    assert "INSERT INTO" in caplog.text
    for secret in ("secret", token, link):
        assert secret not in caplog.text


def test_errors_quote_nothing(store: Store, backend: Backend) -> None:
    """An error's text, what Python prints of it and a server's log hold no values; a page, no statement."""
    store.prepare()
    backend.execute("DROP TABLE draft_answers")
    with pytest.raises(StoreUnavailable) as caught:
        store.save_answer(new_token(), "question-7", "secret-option")
    assert str(caught.value) in {"store: unknown (SQLITE_ERROR)", "store: unknown (SQLSTATE_42P01)"}
    assert b"secret-option" not in backend.content()
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


@pytest.mark.parametrize("odd", ["a\0b", "a\ud800b"])
def test_what_no_database_can_hold_is_marked(store: Store, odd: str) -> None:
    """NUL and half a surrogate pair in a text are replaced visibly, on each kind alike, and nothing fails."""
    token = new_token()
    store.save_extra(token, "organisation", odd)
    kept = store.open_draft(token).extras["organisation"]
    assert (kept[0], kept[-1], len(kept)) == ("a", "b", 3)
