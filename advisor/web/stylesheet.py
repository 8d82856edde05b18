"""The app's style sheet as a file of its own: sent once to each browser, not with every run of a page."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

_YEAR = 365 * 24 * 60 * 60


@dataclass(frozen=True)
class Stylesheet:
    """CSS under an address that changes with its content, so browsers may keep it as long as they like."""

    css: str

    @cached_property
    def path(self) -> str:
        """The address below the app's root."""
        return f"/advisor-{hashlib.sha256(self.css.encode()).hexdigest()[:12]}.css"

    def route(self) -> Route:
        """What answers that address."""
        headers = {"cache-control": f"public, max-age={_YEAR}, immutable"}

        async def answer(_: Request) -> Response:
            return Response(self.css, media_type="text/css", headers=headers)

        return Route(self.path, answer, methods=["GET"])

    def link(self, root_path: str) -> bytes:
        """The element that asks for it.

        It stands at the end of the body: the rules of the app have to come after Streamlit's own, which
        are put into the head while the page is drawn.
        """
        return f'<link rel="stylesheet" href="{root_path}{self.path}"></body>'.encode()
