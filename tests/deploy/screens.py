"""A screen of Streamlit without a browser: a websocket that speaks its messages."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from tests.deploy.proxied import NAME, PATIENCE, Site

MARKUP = re.compile(r"<[^<>]*>")


@dataclass
class Screen:
    """An open page; ``session`` is its number on the app server, known after the first run."""

    loop: asyncio.Runner
    socket: ClientConnection
    session: str = ""

    def run(self, page: str = "", query: str = "") -> str:
        """Let the script run, and return what it drew: the words, without markup."""
        return self.loop.run(asyncio.wait_for(self._run(page, query), PATIENCE))

    async def _run(self, page: str, query: str) -> str:
        asked = BackMsg()
        asked.rerun_script.page_name = page
        asked.rerun_script.query_string = query
        await self.socket.send(asked.SerializeToString())
        drawn = []
        while True:
            raw = await self.socket.recv()
            assert isinstance(raw, bytes)
            said = ForwardMsg.FromString(raw)
            kind = said.WhichOneof("type")
            if kind == "new_session":
                self.session = said.new_session.initialize.session_id
            elif kind == "delta":
                drawn.append(MARKUP.sub("", str(said.delta)))
            elif kind == "script_finished":
                return "\n".join(drawn)


@contextmanager
def screen(site: Site, cookies: Mapping[str, str], origin: str | None = None) -> Iterator[Screen]:
    """Open the websocket as a page of the site does; ``origin`` for a page of another site."""
    with asyncio.Runner() as loop:
        socket = loop.run(_opened(site, cookies, origin or site.url))
        try:
            yield Screen(loop, socket)
        finally:
            loop.run(socket.close())


async def _opened(site: Site, cookies: Mapping[str, str], origin: str) -> ClientConnection:
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return await connect(
        f"{site.url.replace('https', 'wss')}/_stcore/stream",
        ssl=site.trust,
        server_hostname=NAME,
        host="127.0.0.1",
        origin=origin,  # type: ignore[arg-type]
        subprotocols=["streamlit", cookies.get("_streamlit_xsrf", "none")],  # type: ignore[list-item]
        additional_headers={"Cookie": cookie} if cookie else {},
        max_size=None,
        open_timeout=PATIENCE,
        proxy=None,
    )
