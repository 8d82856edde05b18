"""Whether a request comes from a page of this site: browsers say from which site's page it was sent."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send


def has_our_origin(headers: Headers, *, trust_forwarded: bool = False) -> bool:
    """Say whether the page that sent this is on this host; without an origin it was no page.

    ``trust_forwarded`` believes ``X-Forwarded-Host``, because a proxy of ours sets it.
    """
    origin = headers.get("origin")
    hosts = {headers.get("host")} | ({headers.get("x-forwarded-host")} if trust_forwarded else set())
    return origin is None or urlsplit(origin).netloc in hosts


def is_ours(headers: Headers, *, trust_forwarded: bool = False) -> bool:
    """Say whether a request is from a page of this site, or from no browser at all."""
    from_here = headers.get("sec-fetch-site") in (None, "same-origin")
    return from_here and has_our_origin(headers, trust_forwarded=trust_forwarded)


class OwnSockets:
    """Refuse websockets that a page of another site opens.

    Streamlit refuses them too, but asks a public service for this machine's address before it does.
    """

    def __init__(self, app: ASGIApp, *, trust_forwarded: bool = False) -> None:
        self.app = app
        self.trust_forwarded = trust_forwarded

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Close the door before it is open, which a browser sees as status 403, or pass the request on."""
        foreign = scope["type"] == "websocket" and not has_our_origin(
            Headers(scope=scope), trust_forwarded=self.trust_forwarded
        )
        if foreign:
            await receive()
            await send({"type": "websocket.close"})
        else:
            await self.app(scope, receive, send)
