"""What a shared link promises: read-only, only while wanted, gone with the draft."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from advisor.store import Store, is_token, new_token
from advisor.store.tokens import digest
from tests.clock import RETENTION_DAYS, Clock
from tests.databases import Backend

PAYLOAD = '{"responses": {"industry": "의료"}}'


@pytest.fixture
def token(store: Store) -> str:
    """The token of a draft with one answer."""
    visitor = new_token()
    store.save_answer(visitor, "q", "a")
    return visitor


def test_a_link_shows_what_was_shared(store: Store, open_store: Callable[[], Store], token: str) -> None:
    """Another process reads the payload byte for byte, and later answers do not change it."""
    link = store.share(token, PAYLOAD)
    store.save_answer(token, "q", "b")
    assert is_token(link)
    assert open_store().read_snapshot(link) == PAYLOAD


def test_nothing_opens_without_the_token(store: Store, token: str) -> None:
    """Neither a random token, nor the draft's, nor the id that the list shows opens a link."""
    store.share(token, PAYLOAD)
    (listed,) = store.snapshots(token)
    for wrong in (new_token(), token, listed.id, "", "' OR 1=1 --"):
        assert store.read_snapshot(wrong) is None


def test_links_are_listed_with_their_times(store: Store, token: str, clock: Clock) -> None:
    """The list has each working link of this draft, oldest first, and none of another draft."""
    store.share(new_token(), PAYLOAD)
    made = []
    for _ in range(2):
        store.share(token, PAYLOAD)
        made.append(clock.time)
        clock.forward(hours=1)
    listed = store.snapshots(token)
    assert [snapshot.created_at for snapshot in listed] == made
    assert listed[0].expires_at == made[0] + timedelta(days=RETENTION_DAYS)


def test_one_link_is_revoked(store: Store, token: str) -> None:
    """A revoked link shows nothing and leaves the list; the other link still works."""
    first, second = store.share(token, "1"), store.share(token, "2")
    chosen = next(snapshot for snapshot in store.snapshots(token) if snapshot.id == digest(first))
    assert store.revoke_snapshots(token, chosen.id) == 1
    assert store.revoke_snapshots(token, chosen.id) == 0
    assert store.read_snapshot(first) is None
    assert store.read_snapshot(second) == "2"
    assert len(store.snapshots(token)) == 1


def test_all_links_are_revoked(store: Store, token: str) -> None:
    """Without an id every link of the draft is revoked, and no other draft's."""
    mine = [store.share(token, "1"), store.share(token, "2")]
    theirs = store.share(new_token(), "3")
    assert store.revoke_snapshots(token) == 2
    assert [store.read_snapshot(link) for link in mine] == [None, None]
    assert store.read_snapshot(theirs) == "3"


def test_only_the_owner_revokes(store: Store, token: str) -> None:
    """Another visitor who knows the id cannot revoke the link."""
    link = store.share(token, PAYLOAD)
    (listed,) = store.snapshots(token)
    assert store.revoke_snapshots(new_token(), listed.id) == 0
    assert store.read_snapshot(link) == PAYLOAD


def test_what_a_revoked_link_showed_is_removed(store: Store, token: str, backend: Backend) -> None:
    """Revoking removes the payload from the table, not only from view."""
    store.share(token, PAYLOAD)
    store.revoke_snapshots(token)
    assert backend.execute("SELECT payload FROM snapshots") == [("",)]


def test_deleting_the_draft_ends_its_links(store: Store, token: str) -> None:
    """After "delete my answers" the link shows nothing."""
    link = store.share(token, PAYLOAD)
    store.delete_draft(token)
    assert store.read_snapshot(link) is None
    assert store.snapshots(token) == ()


def test_a_link_never_outlives_the_draft_that_revokes_it(store: Store, token: str, clock: Clock) -> None:
    """Sharing renews the draft, so until the link expires its owner can still revoke it."""
    clock.forward(days=RETENTION_DAYS - 1)
    link = store.share(token, PAYLOAD)
    clock.forward(days=RETENTION_DAYS, microseconds=-1)
    assert store.read_snapshot(link) == PAYLOAD
    assert store.open_draft(token).responses
    clock.forward(microseconds=1)
    assert store.read_snapshot(link) is None
