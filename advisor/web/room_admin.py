"""What an administrator may do with workshops: see that they are there, and delete them. Off by default."""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from advisor.errors import InputError, RoomError
from advisor.store import Store
from advisor.web.room_request import NO_STORE, RefusedError, answered

ADMIN_SECRET = "ADVISOR_ADMIN_SECRET"
_SHAPE = re.compile(r"[A-Za-z0-9_-]{22,}")  # 22 letters of base64url hold 128 bits


def admin_secret(environ: Mapping[str, str]) -> str | None:
    """Return the secret of the environment; InputError for one that is too short or of other letters."""
    secret = environ.get(ADMIN_SECRET)
    if not secret:
        return None
    if not _SHAPE.fullmatch(secret):
        raise InputError("environment", ADMIN_SECRET, "22 or more of A-Z a-z 0-9 - _", "something else")
    return secret


@dataclass(frozen=True, slots=True)
class RoomAdmin:
    """The handlers; without a secret there is nothing to be found."""

    store: Store
    secret: str | None

    def routes(self) -> list[Route]:
        """Return the routes under ``/api/admin``."""
        path = "/api/admin/workshops"
        return [
            Route(path, answered(self.workshops), methods=["GET"]),
            Route(path + "/{id}", answered(self.delete), methods=["DELETE"]),
        ]

    async def workshops(self, request: Request) -> Response:
        """List the workshops without anything of their content."""
        self._check(request)
        return JSONResponse({"workshops": await run_in_threadpool(self._listed)}, headers=NO_STORE)

    async def delete(self, request: Request) -> Response:
        """Delete a workshop with all answers."""
        self._check(request)
        if not await run_in_threadpool(self.store.rooms.delete, request.path_params["id"]):
            raise RoomError("no_room")
        return Response(status_code=204, headers=NO_STORE)

    def _listed(self) -> list[dict[str, Any]]:
        return [
            {
                "id": row.id,
                "created_at": row.created_at.isoformat(),
                "expires_at": row.expires_at.isoformat(),
                "participants": count,
            }
            for row, count in self.store.rooms.all_rooms()
        ]

    def _check(self, request: Request) -> None:
        if self.secret is None:
            raise RefusedError(404, "not_found")
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        right = hmac.compare_digest(given.strip().encode(), self.secret.encode())
        if scheme.lower() != "bearer" or not right:
            raise RefusedError(401, "not_allowed", "Authorization: Bearer")
