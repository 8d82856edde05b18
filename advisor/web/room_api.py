"""What a phone in a room asks and sends: its own view, joining, answering, and the stream of changes."""

from __future__ import annotations

import unicodedata
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from advisor.core.model import Model
from advisor.core.room import RoomSettings
from advisor.store import Store, is_token
from advisor.web.room_hub import RoomHub
from advisor.web.room_request import NO_STORE, Field, Handler, RefusedError, answered, fields, ours, visitor
from advisor.web.room_view import is_small, person_state
from advisor.workshop import Participant, Room, find, participant, take_over

_LONGEST_WORD = 200
_LARGEST = 2**53 - 1  # the largest whole number that JavaScript holds exactly
_MOST_ROUNDS = 1000
_JOIN = {"role": Field(str, _LONGEST_WORD, ""), "name": Field(str, _LONGEST_WORD, "")}
_VOTE = {
    "question": Field(str, _LONGEST_WORD),
    "round": Field(int, _MOST_ROUNDS),
    "option": Field(str, _LONGEST_WORD),
    "sequence": Field(int, _LARGEST),
}
_SECRET = {"secret": Field(str, _LONGEST_WORD)}

PING_SECONDS = 15
"""A phone that hears nothing for some of these intervals opens a new stream."""

_RECONNECT_MS = 2000


@dataclass(frozen=True, slots=True)
class RoomServing:
    """What the routes of a room work with."""

    store: Store
    model: Model
    limits: RoomSettings
    hub: RoomHub
    trust_forwarded: bool = False

    def find(self, code: str) -> Room:
        """Return the room of a code as somebody typed it; RoomError ``no_room`` when it opens none."""
        return find(self.store, self.tidy(code), self.limits)

    @staticmethod
    def tidy(typed: str) -> str:
        """Return full-width letters, which Japanese keyboards type, as ordinary ones."""
        return unicodedata.normalize("NFKC", typed)


@dataclass(frozen=True, slots=True)
class RoomApi:
    """The handlers; every call of the store runs in a thread of its own."""

    serving: RoomServing

    def routes(self) -> list[Route]:
        """Return the routes under ``/api``."""
        return [
            self._route("/api/room/{code}", self.state),
            self._route("/api/room/{code}/join", self.join, "POST"),
            self._route("/api/room/{code}/vote", self.vote, "POST"),
            self._route("/api/room/{code}/events", self.events),
            self._route("/api/host", self.host, "POST"),
        ]

    async def state(self, request: Request) -> Response:
        """Return this person's view."""
        return await self._with(request, self._view)

    async def join(self, request: Request) -> Response:
        """Let a person in; return the view from inside."""
        given = await fields(request, _JOIN)

        def come_in(person: Participant) -> Any:
            person.join(given["role"], given["name"])
            return self._view(person)

        return await self._with(request, come_in)

    async def vote(self, request: Request) -> Response:
        """Take an answer; 200 means that it is on the disk."""
        given = await fields(request, _VOTE)

        def take(person: Participant) -> Any:
            answer = given["question"], given["round"], given["option"]
            person.vote(self.serving.model, answer, given["sequence"])
            return given

        return await self._with(request, take)

    async def events(self, request: Request) -> Response:
        """Open a stream of the room's changes."""
        person = await self._person(request)
        hub, room = self.serving.hub, person.room.id
        known = await run_in_threadpool(self.serving.store.rooms.participant, room, person.id)
        inside = known is not None
        if not hub.has_place(room, person.id, inside=inside):
            raise RefusedError(429, "too_many")

        async def stream() -> AsyncIterator[ServerSentEvent]:
            async for state in hub.follow(room, person.id, inside=inside):
                yield ServerSentEvent(state, event="room", retry=_RECONNECT_MS)
            yield ServerSentEvent("", event="gone")

        return EventSourceResponse(stream(), ping=PING_SECONDS, ping_message_factory=_alive)

    async def host(self, request: Request) -> Response:
        """Let whoever has the secret of a host link run the workshop; return its id."""
        given = await fields(request, _SECRET)
        token, secret = visitor(request), given["secret"]
        if not is_token(secret):
            raise RefusedError(403, "not_host")
        room = await run_in_threadpool(take_over, self.serving.store, secret, token)
        return JSONResponse({"room": room}, headers=NO_STORE)

    async def _with(self, request: Request, do: Callable[[Participant], Any]) -> Response:
        person = await self._person(request)
        return JSONResponse(await run_in_threadpool(do, person), headers=NO_STORE)

    async def _person(self, request: Request) -> Participant:
        token = visitor(request)
        room = await run_in_threadpool(self.serving.find, request.path_params["code"])
        return participant(self.serving.store, self.serving.limits, room, token)

    def _view(self, person: Participant) -> dict[str, Any]:
        small = is_small(self.serving.store, self.serving.limits, person.room)
        return person_state(person, small=small)

    def _route(self, path: str, handler: Handler, method: str = "GET") -> Route:
        async def from_here(request: Request) -> Response:
            ours(request, trust_forwarded=self.serving.trust_forwarded)
            return await handler(request)

        return Route(path, answered(from_here), methods=[method])


def _alive() -> ServerSentEvent:
    return ServerSentEvent("", event="alive")
