"""What goes wrong under a vote: nothing acknowledged is lost, nothing is counted twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from advisor.errors import StoreUnavailable
from advisor.store import Store
from tests.databases import Backend, every_connection, on_a_file
from tests.workshop.scene import LIMITS, OPTIONS, QUESTION, Scene, play

ROOT = Path(__file__).resolve().parents[2]
VOTE_ON = """
import json, sys
from advisor.store import Store
from tests.clock import Clock
from tests.workshop.scene import MODEL, Scene
url, scene, votes = sys.argv[1], json.loads(sys.argv[2]), json.loads(sys.argv[3])
scene = Scene(Store(url, retention_days=30, now=Clock()), *scene)
for number, (token, question, option) in enumerate(votes):
    scene.person(token).vote(MODEL, (question, 1, option), number + 1)
    print(number, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def open_room(scene: Scene) -> Scene:
    """Six people at the first question."""
    scene.come(["leadership"] * 6)
    scene.host.ask(QUESTION)
    return scene


def unavailable(kind: str) -> pytest.RaisesExc[StoreUnavailable]:
    """Expect that the store cannot be used for this reason."""
    return pytest.raises(StoreUnavailable, check=lambda error: error.kind == kind)


@contextmanager
def voting(url: str, scene: Scene, votes: list[tuple[str, str, str]]) -> Iterator[subprocess.Popen[str]]:
    """Run a process that casts these votes (token, question, option) and says each that was taken."""
    about = json.dumps([scene.host_token, scene.room_id, scene.secret, scene.code])
    with subprocess.Popen(
        [sys.executable, "-c", VOTE_ON, url, about, json.dumps(votes)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield process


@pytest.mark.slow
@pytest.mark.parametrize("after", [1, 4, 9])
def test_a_killed_process_keeps_every_acknowledged_vote(
    open_room: Scene, backend: Backend, open_store: Callable[[], Store], after: int
) -> None:
    """Killed after some votes and started again with all of them, each is there once, the newest of each."""
    open_room.store.close()
    votes = [(token, QUESTION, OPTIONS[n % 4]) for n, token in enumerate(open_room.people * 2)]
    with voting(backend.url, open_room, votes) as first:
        assert first.stdout is not None
        while int(first.stdout.readline()) < after - 1:
            pass
        first.send_signal(signal.SIGKILL)
        acknowledged = after + len(first.stdout.read().splitlines())
    survived = play_on(open_room, open_store())
    newest = {token: option for token, _, option in votes[:acknowledged]}
    mine = {token: survived.person(token).view().mine for token in newest}
    # One more may have been written without its sender having heard of it.
    in_doubt = votes[acknowledged][0] if acknowledged < len(votes) else None
    assert all(mine[t] == {(QUESTION, 1): o} for t, o in newest.items() if t != in_doubt)
    with voting(backend.url, open_room, votes) as second:
        assert second.stdout is not None
        assert [int(second.stdout.readline()) for _ in votes] == list(range(len(votes)))
    assert survived.reveal() == "shown"
    last = [option for _, _, option in votes[len(open_room.people) :]]
    assert survived.counts() == {option: last.count(option) for option in last}


def play_on(scene: Scene, store: Store) -> Scene:
    """The same workshop through another store."""
    return Scene(store, scene.host_token, scene.room_id, scene.secret, scene.code, scene.people)


def test_a_locked_database_takes_no_vote_and_loses_none(open_room: Scene, backend: Backend) -> None:
    """While another program holds the database, a vote is refused as "locked"; sent again, it counts once."""
    open_room.vote(open_room.people[0], OPTIONS[0])
    with backend.locked(), unavailable("locked"):
        open_room.vote(open_room.people[1], OPTIONS[1])
    open_room.all_vote([OPTIONS[1]] * 6)
    assert open_room.reveal() == "shown"
    assert open_room.counts() == {OPTIONS[1]: 6}


def test_a_database_that_is_away_comes_back_whole(open_room: Scene, backend: Backend) -> None:
    """While the database is away votes and reveals are refused as "gone"; then all goes on where it was."""
    open_room.all_vote([OPTIONS[0]] * 6)
    host = open_room.host
    with backend.away():
        with unavailable("gone"):
            open_room.vote(open_room.people[0], OPTIONS[1])
        with unavailable("gone"):
            host.reveal(QUESTION, 1)
    assert open_room.reveal() == "shown"
    assert open_room.counts() == {OPTIONS[0]: 6}


@on_a_file
def test_a_full_disk_keeps_what_was_voted(open_room: Scene, open_store: Callable[[], Store]) -> None:
    """On a full disk new votes are refused as "full"; those taken before are counted."""
    open_room.all_vote([OPTIONS[0]] * 6)
    with every_connection("PRAGMA max_page_count = 1"):
        full = play_on(open_room, open_store())
        with unavailable("full"):
            for _ in range(2000):
                full.come(["leadership"])
                full.vote(full.people[-1], OPTIONS[1])
    taken = open_room.host.attendance()[0]
    assert open_room.reveal() == "shown"
    assert open_room.counts()[OPTIONS[0]] == 6
    assert sum(open_room.counts().values()) == taken


@on_a_file
def test_a_damaged_file_is_left_as_it_is(
    open_room: Scene, backend: Backend, open_store: Callable[[], Store]
) -> None:
    """A vote into a damaged database is refused as "corrupt"; not a byte of the file changes or moves."""
    path = Path(backend.url.removeprefix("sqlite:///"))
    open_room.store.close()
    content = path.read_bytes()
    damaged = content[:100] + b"\xa5" * (len(content) - 100)
    path.write_bytes(damaged)
    broken = play_on(open_room, open_store())
    with unavailable("corrupt"):
        broken.person(open_room.people[0])
    broken.store.close()
    assert path.read_bytes() == damaged
    assert {file.name.removeprefix(path.name) for file in path.parent.iterdir()} <= {"", "-wal", "-shm"}


def test_one_full_room_leaves_the_others_alone(scene: Scene) -> None:
    """Deleting one workshop in the middle of another's vote changes nothing there."""
    other = play(scene.store)
    for each in (scene, other):
        each.come(["leadership"] * 5)
        each.host.ask(QUESTION)
        each.all_vote([OPTIONS[2]] * 5)
    other.host.delete()
    assert scene.reveal() == "shown"
    assert scene.counts() == {OPTIONS[2]: 5}
    assert scene.host.room.settings.least_group == LIMITS.least_group
