"""A tab goes on from memory while the store is away, and hands over what it kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from advisor.errors import StoreUnavailable
from advisor.store import Draft, DraftSession, Store, new_token
from advisor.store.session import NO_COOKIE
from tests.clock import Clock
from tests.databases import Backend

Tab = Callable[[], DraftSession]


@pytest.fixture
def token() -> str:
    """One visitor."""
    return new_token()


@pytest.fixture
def tab(open_store: Callable[[], Store], token: str) -> Tab:
    """Open another tab of the visitor, on a store of its own, which asks again without a pause."""
    return lambda: DraftSession(open_store(), token, pause_seconds=0)


def test_all_is_well(tab: Tab, store: Store, token: str) -> None:
    """Answers and extras are saved as they are given, and every tab reads them."""
    first, second = tab(), tab()
    assert first.answer("q", "a")
    assert second.extra("language", "ja")
    assert second.answer("q", "b")
    assert first.read() == second.read() == store.open_draft(token)
    assert dict(first.read().responses) == {"q": "b"}
    assert (first.trouble, first.saved) == (None, True)


def test_memory_carries_on_and_is_written_later(tab: Tab, store: Store, token: str, backend: Backend) -> None:
    """While the store is away answers are shown and called unsaved; the next read after that saves them."""
    mine = tab()
    mine.answer("kept", "1")
    mine.answer("cleared", "1")
    with backend.away():
        assert not mine.answer("new", "1")
        assert not mine.answer("cleared", None)
        assert not mine.extra("language", "ko")
        shown = mine.read()
        assert dict(shown.responses) == {"kept": "1", "new": "1"}
        assert dict(shown.extras) == {"language": "ko"}
        assert isinstance(mine.trouble, StoreUnavailable)
        assert not mine.saved
    assert dict(mine.read().responses) == {"kept": "1", "new": "1"}
    assert mine.saved
    stored = store.open_draft(token)
    assert (dict(stored.responses), dict(stored.extras)) == (dict(shown.responses), dict(shown.extras))


def test_a_store_that_was_never_there(backend: Backend, tab: Tab) -> None:
    """A tab that begins without a store works from memory, and saves all of it when the store comes."""
    mine = tab()
    with backend.away():
        assert mine.read() == Draft()
        assert not mine.answer("q", "a")
        assert dict(mine.read().responses) == {"q": "a"}
    assert dict(mine.read().responses) == {"q": "a"}
    assert mine.saved
    assert dict(tab().read().responses) == {"q": "a"}


def test_the_newest_answer_wins_after_an_absence(tab: Tab, backend: Backend, clock: Clock) -> None:
    """What one tab kept in memory does not replace what another tab saved after it was given."""
    mine, other = tab(), tab()
    mine.answer("first", "before")
    mine.answer("second", "before")
    clock.forward(minutes=1)
    with backend.away():
        mine.answer("first", "kept in memory")
        mine.answer("second", "kept in memory")
    clock.forward(minutes=1)
    other.answer("second", "given later")
    assert dict(mine.read().responses) == {"first": "kept in memory", "second": "given later"}
    assert mine.read() == other.read()


def test_a_draft_deleted_elsewhere_stays_deleted(
    tab: Tab, backend: Backend, store: Store, token: str
) -> None:
    """What a tab kept in memory does not bring back a draft that another tab has deleted meanwhile."""
    mine = tab()
    mine.answer("q", "a")
    mine.read()
    with backend.away():
        mine.answer("r", "kept in memory")
    tab().delete()
    assert mine.read() == Draft()
    assert store.open_draft(token) == Draft()
    assert mine.saved


def test_answers_after_a_deletion_begin_anew(tab: Tab) -> None:
    """A tab that still shows a deleted draft starts a new one with its next answer."""
    mine = tab()
    mine.answer("q", "a")
    mine.read()
    tab().delete()
    assert mine.answer("r", "b")
    assert dict(mine.read().responses) == {"r": "b"}


@pytest.mark.parametrize("away", [False, True])
def test_replacing(tab: Tab, backend: Backend, store: Store, token: str, away: bool) -> None:
    """A loaded file takes the place of all there was, at once or when the store is back."""
    mine = tab()
    mine.answer("old", "1")
    mine.extra("language", "en")
    new, extras = {"q": "a", "r": "b"}, {"organisation": "O"}
    if away:
        with backend.away():
            assert not mine.replace(new, extras)
            shown = mine.read()
    else:
        assert mine.replace(new, extras)
        shown = mine.read()
    assert (dict(shown.responses), dict(shown.extras)) == (new, extras)
    mine.read()
    stored = store.open_draft(token)
    assert (dict(stored.responses), dict(stored.extras)) == (new, extras)


def test_delete_forgets_what_was_kept(tab: Tab, backend: Backend) -> None:
    """Deleting ends what is stored and what waits in memory."""
    mine = tab()
    mine.answer("q", "a")
    with backend.away():
        mine.answer("r", "b")
    mine.delete()
    assert mine.read() == Draft()
    assert mine.saved


def test_a_deletion_that_failed_is_not_shown_as_done(tab: Tab, backend: Backend) -> None:
    """While the store is away deleting raises, and the draft stays on screen."""
    mine = tab()
    mine.answer("q", "a")
    mine.read()
    with backend.away():
        with pytest.raises(StoreUnavailable):
            mine.delete()
        assert dict(mine.read().responses) == {"q": "a"}


def test_a_browser_without_cookies(store: Store) -> None:
    """Without a token everything works from memory, is never called saved, and touches no store."""
    mine = DraftSession(store, None)
    assert not mine.answer("q", "a")
    assert not mine.replace({"q": "b"}, {})
    assert dict(mine.read().responses) == {"q": "b"}
    assert mine.trouble is not None
    assert mine.trouble.detail == NO_COOKIE
    mine.delete()
    assert mine.read() == Draft()


def test_one_wait_per_click(
    open_store: Callable[[], Store], token: str, backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A store that has just failed is not asked again during the pause, so a click waits once."""
    calls = 0
    store = open_store()
    real = store.open_draft

    def counted(visitor: str) -> Draft:
        nonlocal calls
        calls += 1
        return real(visitor)

    monkeypatch.setattr(store, "open_draft", counted)
    mine = DraftSession(store, token, pause_seconds=60)
    mine.read()
    with backend.away():
        for _ in range(3):
            mine.read()
            mine.answer("q", "a")
    assert calls == 2
