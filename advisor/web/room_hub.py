"""Who listens to which room in this process, and one task per such room that tells them what changed.

The room is looked at, not announced: several app servers on one database all see every change.
"""

from __future__ import annotations

import asyncio
import json
import logging
import math
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from starlette.concurrency import run_in_threadpool

from advisor.core.room import RoomSettings
from advisor.errors import RoomError, StoreUnavailable
from advisor.store import Store
from advisor.web.room_view import is_small, room_state
from advisor.workshop.room import room_of

_LOG = logging.getLogger(__name__)
LOOK_EVERY = 0.5
ALIVE_EVERY = 20.0
STREAMS_PER_PERSON = 6
"""As many tabs as a browser lets listen at once."""


@dataclass(frozen=True, slots=True)
class _Told:
    """The state of a room, and when it was like that."""

    state: dict[str, Any]
    at: float

    def json(self) -> str:
        """As it is sent: the timer has run on since."""
        left = self.state["seconds_left"]
        if left is not None:
            left = max(0, math.ceil(left - (monotonic() - self.at)))
        return json.dumps(self.state | {"seconds_left": left}, ensure_ascii=False, separators=(",", ":"))


@dataclass(eq=False, slots=True)
class _Listener:
    """One open stream: who holds it and whether they have joined, and the next thing to send.

    Only the newest news waits; None ends the stream.
    """

    who: str
    inside: bool = True
    news: asyncio.Queue[_Told | None] = field(default_factory=lambda: asyncio.Queue(1))

    def tell(self, told: _Told | None) -> None:
        """Put this in the place of what was not sent yet."""
        with suppress(asyncio.QueueEmpty):
            self.news.get_nowait()
        self.news.put_nowait(told)


class _Watch:
    """One room that somebody listens to."""

    def __init__(self, hub: RoomHub, room: str) -> None:
        self.hub = hub
        self.room = room
        self.listeners: set[_Listener] = set()
        self.told: _Told | None = None
        self.task = asyncio.create_task(self._run(), name=f"room {room}")

    async def _run(self) -> None:
        """Look again and again; however this ends, nobody is left waiting for news that never come."""
        alive_at = monotonic() + self.hub.alive_every
        try:
            while True:
                try:
                    self._tell(await run_in_threadpool(self._look))
                    if monotonic() >= alive_at:
                        alive_at = monotonic() + self.hub.alive_every
                        await self._note_life()
                except StoreUnavailable as error:
                    _LOG.info("%s", error)  # the streams stay open; the phones send on their own account
                await asyncio.sleep(self.hub.look_every)
        except RoomError:
            pass  # the workshop was deleted
        finally:
            self.hub.forget(self)
            for listener in self.listeners:
                listener.tell(None)

    def _look(self) -> dict[str, Any]:
        store = self.hub.store
        row = store.rooms.room(self.room)
        if row is None:
            raise RoomError("no_room")
        room = room_of(store, row)
        return room_state(room, small=is_small(store, self.hub.limits, room))

    def _tell(self, state: dict[str, Any]) -> None:
        """Tell everybody unless only the timer has run on, which each phone counts by itself."""
        known = self.told.state if self.told is not None else {}
        if {**known, "seconds_left": 0} == {**state, "seconds_left": 0}:
            return
        self.told = _Told(state, monotonic())
        for listener in self.listeners:
            listener.tell(self.told)

    async def _note_life(self) -> None:
        who = {listener.who for listener in self.listeners}
        await run_in_threadpool(self.hub.store.rooms.seen, self.room, who)


class RoomHub:
    """All rooms that somebody listens to in this process; it rests when nobody does."""

    def __init__(
        self,
        store: Store,
        limits: RoomSettings,
        *,
        look_every: float = LOOK_EVERY,
        alive_every: float = ALIVE_EVERY,
    ) -> None:
        """Keep the settings; the intervals are in seconds."""
        self.store = store
        self.limits = limits
        self.look_every = look_every
        self.alive_every = alive_every
        self._watches: dict[str, _Watch] = {}

    def has_place(self, room: str, who: str, *, inside: bool) -> bool:
        """Say whether a person may open one more stream.

        Nobody holds many, and all who have not joined share a number of places, whatever cookies they make
        up, so that those inside always find one.
        """
        listeners = self._watches[room].listeners if room in self._watches else set()
        if sum(listener.who == who for listener in listeners) >= STREAMS_PER_PERSON:
            return False
        return inside or sum(not listener.inside for listener in listeners) < self.limits.joins_per_minute

    async def follow(self, room: str, who: str, *, inside: bool = True) -> AsyncIterator[str]:
        """Yield the state of a room as JSON: now, and after every change, until the room is gone."""
        watch = self._watches.get(room) or _Watch(self, room)
        self._watches[room] = watch
        listener = _Listener(who, inside)
        watch.listeners.add(listener)
        if watch.told is not None:
            listener.tell(watch.told)
        try:
            while (told := await listener.news.get()) is not None:
                yield told.json()
        finally:
            watch.listeners.discard(listener)
            if not watch.listeners:
                watch.task.cancel()
                self.forget(watch)

    def forget(self, watch: _Watch) -> None:
        """Drop a watch that has ended, or that nobody needs any more."""
        if self._watches.get(watch.room) is watch:
            del self._watches[watch.room]
