"""``GET /healthz``: is this process up, and can it keep answers?"""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from advisor.errors import StoreUnavailable
from advisor.store import Store

HEALTH_PATH = "/healthz"


def health_route(store: Store) -> Route:
    """Return the route: 200 when answers can be saved, 503 with the reason when they cannot."""

    async def healthz(_request: Request) -> JSONResponse:
        try:
            await run_in_threadpool(store.health)
        except StoreUnavailable as error:
            return JSONResponse({"status": "degraded", "store": error.kind}, status_code=503)
        return JSONResponse({"status": "ok", "store": "ok"})

    return Route(HEALTH_PATH, healthz, methods=["GET"])
