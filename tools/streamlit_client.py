"""One visitor of a Streamlit app without a browser: speaks the app's websocket messages, draws nothing.

It does what a browser does to keep a page alive: starts the script, and runs fragments again when they ask
for it. For load, where two hundred browsers would measure the browsers.
"""

import asyncio
import re
import time
from collections.abc import Callable
from contextlib import suppress

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from advisor.store import COOKIE

_NUMBER = re.compile(rb'class="number">([\d,]+)<')


class Visitor:
    """One open page.

    Attributes:
        numbers: every large number that the page showed, with when it came (seconds of ``time.monotonic``).
        radio: the id of the page's radio button, "" before it came.
        runs: how many runs of the script have ended.
    """

    def __init__(self, port: int, token: str, page: str, query: str) -> None:
        """Keep where to go; ``page`` is the page's name in the menu, "" for a script without pages."""
        self.numbers: list[tuple[float, int]] = []
        self.radio = ""
        self.runs = 0
        self._address = f"ws://127.0.0.1:{port}/_stcore/stream"
        self._cookie = f"{COOKIE}={token}"
        self._page = page
        self._query = query
        self._timers: dict[str, asyncio.Task[None]] = {}
        self._socket: ClientConnection | None = None
        self._reading: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Connect, run the script once and wait until it has ended."""
        headers = {"Cookie": self._cookie}
        self._socket = await connect(self._address, additional_headers=headers, max_size=None)
        self._reading = asyncio.create_task(self._read())
        await self.run()
        await self.until(lambda: self.runs > 0)

    async def run(self, *, fragment: str = "", chosen: str | None = None) -> None:
        """Ask for a run of the script, or of a fragment, with the radio button's value if there is one."""
        message = BackMsg()
        state = message.rerun_script
        state.query_string, state.page_name, state.fragment_id = self._query, self._page, fragment
        state.is_auto_rerun = bool(fragment)
        if chosen is not None:
            widget = state.widget_states.widgets.add()
            widget.id, widget.string_value = self.radio, chosen
        assert self._socket is not None
        await self._socket.send(message.SerializeToString())

    async def until(self, happened: Callable[[], bool], patience: float = 60.0) -> None:
        """Wait until something has happened; TimeoutError when it does not."""
        deadline = time.monotonic() + patience
        while not happened():
            if time.monotonic() > deadline:
                raise TimeoutError
            await asyncio.sleep(0.005)

    async def close(self) -> None:
        """Leave."""
        for task in (*self._timers.values(), self._reading):
            if task is not None:
                task.cancel()
        if self._socket is not None:
            await self._socket.close()

    async def _read(self) -> None:
        assert self._socket is not None
        async for data in self._socket:
            if isinstance(data, bytes):
                self._take(data)

    def _take(self, data: bytes) -> None:
        message = ForwardMsg.FromString(data)
        kind = message.WhichOneof("type")
        if kind == "delta":
            found = _NUMBER.search(data)
            if found:
                self.numbers.append((time.monotonic(), int(found[1].replace(b",", b""))))
            element = message.delta.new_element
            if element.WhichOneof("type") == "radio":
                self.radio = element.radio.id
        elif kind == "script_finished":
            self.runs += 1
        elif kind == "auto_rerun":
            self._repeat(message.auto_rerun.fragment_id, message.auto_rerun.interval)
        elif kind == "stop_auto_rerun":
            for fragment in message.stop_auto_rerun.fragment_ids:
                if (timer := self._timers.pop(fragment, None)) is not None:
                    timer.cancel()

    def _repeat(self, fragment: str, seconds: float) -> None:
        async def again() -> None:
            with suppress(Exception):
                while True:
                    await asyncio.sleep(seconds)
                    await self.run(fragment=fragment)

        if (old := self._timers.get(fragment)) is not None:
            old.cancel()
        self._timers[fragment] = asyncio.create_task(again())
