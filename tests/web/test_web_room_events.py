"""The stream of a room's changes, and the one task per room behind it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import AsyncExitStack, aclosing, closing
from datetime import timedelta
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from advisor.errors import StoreUnavailable
from advisor.store import COOKIE, Store, new_token
from advisor.web.middleware import HEADERS, SecurityHeaders
from advisor.web.room_hub import STREAMS_PER_PERSON, RoomHub
from advisor.web.rooms import room_routes
from advisor.workshop import participant_id
from tests.databases import Backend
from tests.workshop.scene import LEAST, LIMITS, QUESTION, Scene

PATIENCE = 60


@pytest.fixture
def store(backend: Backend) -> Iterator[Store]:
    """A store on an empty database of each kind."""
    with closing(Store(backend.url, retention_days=1)) as opened:
        yield opened


@pytest.fixture
def hub(store: Store) -> RoomHub:
    """A hub that looks often."""
    return RoomHub(store, LIMITS, look_every=0.01, alive_every=0.02)


def live(story: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run a story in an event loop of its own; at its end no task of the hub may be left."""

    async def whole() -> None:
        await story()
        for _ in range(100):
            left = [task for task in asyncio.all_tasks() if task.get_name().startswith("room ")]
            if not left:
                return
            await asyncio.sleep(0.1)
        raise AssertionError("tasks are left")

    asyncio.run(asyncio.wait_for(whole(), PATIENCE))


async def until(stream: AsyncIterator[str], **wanted: object) -> dict[str, Any]:
    """Read a stream until a state has these values."""
    async for told in stream:
        state: dict[str, Any] = json.loads(told)
        if all(state[name] == value for name, value in wanted.items()):
            return state
    raise AssertionError("the stream has ended")


def lines(stream: Iterator[str]) -> Iterator[tuple[str, str]]:
    """Yield name and data of each event of a stream."""
    name = ""
    for line in stream:
        field, _, value = line.partition(": ")
        if field == "event":
            name = value
        elif field == "data":
            yield name, value


def test_a_stream_tells_a_change_of_another_server(scene: Scene, backend: Backend, hub: RoomHub) -> None:
    """A stream starts with the room as it is, and tells what another store on the same database changes."""
    routes = room_routes(scene.store, hub=hub)
    app = Starlette(routes=routes)
    app.add_middleware(SecurityHeaders)
    cookies = {COOKIE: new_token()}
    with (
        closing(Store(backend.url, retention_days=1)) as other,
        TestClient(app, cookies=cookies) as client,
        client.stream("GET", f"/api/room/{scene.code}/events") as answer,
    ):
        events = lines(answer.iter_lines())
        name, data = next(events)
        assert (name, json.loads(data)["stage"]) == ("room", "lobby")
        Scene(other, scene.host_token, scene.room_id, "", scene.code).host.ask(QUESTION)
        state = next(state for state in (json.loads(data) for _, data in events) if state["question"])
        assert (state["stage"], state["question"], state["round"]) == ("voting", QUESTION, 1)
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert (answer.headers["x-accel-buffering"], answer.headers["cache-control"]) == ("no", "no-store")
        assert set(HEADERS) <= set(answer.headers)


def test_nobodys_answers_are_in_the_stream(scene: Scene, hub: RoomHub) -> None:
    """Neither votes nor a reveal tell anything of the answers."""
    people = scene.come([""] * LEAST)

    async def story() -> None:
        async with aclosing(hub.follow(scene.room_id, "me")) as stream:
            scene.host.ask(QUESTION)
            for token in people:
                scene.vote(token, "finance")
            scene.host.reveal(QUESTION, 1)
            state = await until(stream, revealed=True)
        assert "finance" not in json.dumps(state)
        assert not {"answers", "counts", "participants"} & set(state)

    live(story)


def test_nothing_is_left_when_nobody_listens(scene: Scene, hub: RoomHub) -> None:
    """Listeners of one room share one task, which ends with the last of them."""

    async def story() -> None:
        one, two = hub.follow(scene.room_id, "a"), hub.follow(scene.room_id, "b")
        await anext(one)
        await anext(two)
        assert [task.get_name() for task in asyncio.all_tasks()].count(f"room {scene.room_id}") == 1
        await one.aclose()
        scene.host.ask(QUESTION)
        assert (await until(two, question=QUESTION))["round"] == 1
        await two.aclose()

    live(story)


def test_who_comes_back_is_told_again(scene: Scene, hub: RoomHub) -> None:
    """After everybody has left, the next listener gets the room as it is then."""

    async def story() -> None:
        for question in (None, QUESTION):
            if question:
                scene.host.ask(question)
            async with aclosing(hub.follow(scene.room_id, "a")) as stream:
                assert json.loads(await anext(stream))["question"] == question

    live(story)


def test_a_slow_listener_gets_the_newest_only(scene: Scene, hub: RoomHub) -> None:
    """What was not read yet gives way to what came after it."""

    async def story() -> None:
        async with (
            aclosing(hub.follow(scene.room_id, "slow")) as slow,
            aclosing(hub.follow(scene.room_id, "quick")) as quick,
        ):
            await anext(slow)
            for locked in (True, False, True):
                scene.host.lock(locked=locked)
                version = scene.host.room.version
                await until(quick, version=version)
            assert json.loads(await anext(slow))["version"] == version

    live(story)


def test_the_timer_has_run_on_for_who_comes_later(
    scene: Scene, hub: RoomHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A running timer is no change, and who listens later gets the seconds that are left then."""
    scene.host.timer(60)

    async def story() -> None:
        async with aclosing(hub.follow(scene.room_id, "a")) as first:
            assert json.loads(await anext(first))["seconds_left"] > 50
            real = asyncio.get_running_loop().time
            monkeypatch.setattr("advisor.web.room_hub.monotonic", lambda: real() + 45)
            async with aclosing(hub.follow(scene.room_id, "b")) as second:
                assert 0 < json.loads(await anext(second))["seconds_left"] <= 16

    live(story)


def test_listening_is_a_sign_of_life(scene: Scene, hub: RoomHub, backend: Backend) -> None:
    """Whoever listens is noted as there, in one statement; a stranger's stream notes nobody."""
    token, _ = scene.come(["", ""])
    room, later = scene.room_id, scene.store.now() + timedelta(hours=1)
    scene.store.rooms.now = lambda: later

    def seen() -> set[tuple[str, object]]:
        return set(backend.execute("SELECT participant, seen_at FROM participants"))

    async def story() -> None:
        who, before = participant_id(room, token), seen()
        async with aclosing(hub.follow(room, who)) as one, aclosing(hub.follow(room, "stranger")) as two:
            await anext(one)
            await anext(two)
            while seen() == before:
                await asyncio.sleep(0.01)
        assert [person for person, _ in seen() - before] == [who]

    live(story)


def test_the_room_is_told_that_it_is_small_no_more(scene: Scene, hub: RoomHub) -> None:
    """Joining changes nothing of the host's, but the phones learn when enough people are there."""

    async def story() -> None:
        async with aclosing(hub.follow(scene.room_id, "a")) as stream:
            assert json.loads(await anext(stream))["small"] is True
            scene.come([""] * LEAST)
            await until(stream, small=False)

    live(story)


def test_a_store_that_is_away_ends_no_stream(
    scene: Scene, hub: RoomHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the store is away the stream waits, and goes on with what has changed."""
    rooms, tries = scene.store.rooms, [0]
    real = rooms.room

    def away(room: str) -> Any:
        tries[0] += 1
        if tries[0] < 5:
            raise StoreUnavailable("gone")
        return real(room)

    async def story() -> None:
        async with aclosing(hub.follow(scene.room_id, "a")) as stream:
            await anext(stream)
            scene.host.ask(QUESTION)
            monkeypatch.setattr(rooms, "room", away)
            await until(stream, question=QUESTION)
        assert tries[0] >= 5

    live(story)


def test_a_workshop_that_ends_is_told(scene: Scene, hub: RoomHub) -> None:
    """Closing is a last state; deleting ends the stream."""

    async def story() -> None:
        async with aclosing(hub.follow(scene.room_id, "a")) as stream:
            scene.host.end()
            await until(stream, stage="closed")
            scene.host.delete()
            assert [told async for told in stream] == []

    live(story)


def test_a_deleted_workshop_says_so_in_the_stream(scene: Scene, hub: RoomHub) -> None:
    """The last event of a deleted workshop is "gone", and the answer ends."""
    app = Starlette(routes=room_routes(scene.store, hub=hub))
    with (
        TestClient(app, cookies={COOKIE: new_token()}) as client,
        client.stream("GET", f"/api/room/{scene.code}/events") as answer,
    ):
        events = lines(answer.iter_lines())
        assert next(events)[0] == "room"
        scene.host.delete()
        assert [name for name, _ in events] == ["gone"]


def test_a_failure_of_the_watch_ends_the_streams(
    scene: Scene, hub: RoomHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If looking at the room breaks in an unforeseen way, the phones are let go and can come back."""

    async def story() -> None:
        stream = hub.follow(scene.room_id, "a")
        await anext(stream)
        scene.host.ask(QUESTION)

        def broken(*_: object) -> None:
            raise ZeroDivisionError

        monkeypatch.setattr("advisor.web.room_hub.room_of", broken)
        assert len([told async for told in stream]) <= 1
        monkeypatch.undo()
        async with aclosing(hub.follow(scene.room_id, "a")) as again:
            assert json.loads(await anext(again))["question"] == QUESTION

    live(story)


def test_strangers_take_no_place_of_those_inside(scene: Scene, hub: RoomHub) -> None:
    """Made-up cookies share a few places, nobody holds many, those inside find one; then all are free."""

    async def crowd() -> None:
        async with AsyncExitStack() as held:
            names = [f"stranger {n}" for n in range(LIMITS.joins_per_minute)]
            for who in [*names, *["me"] * STREAMS_PER_PERSON]:
                inside = who == "me"
                assert hub.has_place(scene.room_id, who, inside=inside)
                following = aclosing(hub.follow(scene.room_id, who, inside=inside))
                await anext(await held.enter_async_context(following))
            assert not hub.has_place(scene.room_id, "one more stranger", inside=False)
            assert not hub.has_place(scene.room_id, "me", inside=True)
            assert hub.has_place(scene.room_id, "somebody who joined", inside=True)
            await held.aclose()
            assert hub.has_place(scene.room_id, "one more stranger", inside=False)
            assert hub.has_place(scene.room_id, "me", inside=True)

    live(crowd)


def test_a_stream_without_a_place_is_refused(
    scene: Scene, hub: RoomHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is no place, the stream is refused: 429."""
    monkeypatch.setattr(hub, "has_place", lambda *_, **__: False)
    client = TestClient(Starlette(routes=room_routes(scene.store, hub=hub)), cookies={COOKIE: new_token()})
    answer = client.get(f"/api/room/{scene.code}/events")
    assert (answer.status_code, answer.json()) == (429, {"error": "too_many"})
