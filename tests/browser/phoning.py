"""Workshops for the browser tests: a room in the server's store, phones, and a line that can be cut."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

from playwright.sync_api import Browser, BrowserContext, Page, expect
from serving import Server
from walking import PATIENCE

from advisor.content.text import load_text
from advisor.store import COOKIE, Store, VoteRow
from advisor.workshop import participant_id
from tests.workshop.scene import Scene, chosen, play

LOCALES = {"en": "en-GB", "ko": "ko-KR", "ja": "ja-JP"}
WIDTH, HEIGHT = 360, 740


class Wire:
    """A line between browser and server: it can be cut, or made to swallow what the server says."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.whole = True
        self.deaf = False
        self.ends: set[socket.socket] = set()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}/"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Break every connection and let none through."""
        self.whole = False
        self._drop()

    def mend(self) -> None:
        """Let everything through again; what was swallowed stays so."""
        self._drop()
        self.deaf, self.whole = False, True

    def close(self) -> None:
        """Take the line away."""
        self.cut()
        self.listener.close()

    def _drop(self) -> None:
        for end in list(self.ends):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self.ends.clear()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self.listener.accept()
                self._connect(near)

    def _connect(self, near: socket.socket) -> None:
        try:
            if not self.whole:
                raise ConnectionError
            far = socket.create_connection(("127.0.0.1", self.server.port))
        except OSError:
            near.close()
            return
        self.ends |= {near, far}
        for here, there, answers in ((near, far, False), (far, near, True)):
            threading.Thread(target=self._carry, args=(here, there, answers), daemon=True).start()

    def _carry(self, here: socket.socket, there: socket.socket, answers: bool) -> None:
        with contextlib.suppress(OSError):
            while piece := here.recv(65536):
                if not (answers and self.deaf):
                    there.sendall(piece)
        if not (answers and self.deaf):
            for end in (here, there):
                end.close()


@contextmanager
def workshop(server: Server, **changes: object) -> Iterator[Scene]:
    """A workshop in the server's own store."""
    with closing(Store(f"sqlite:///{server.data / 'advisor.sqlite3'}", retention_days=1)) as store:
        yield play(store, chosen(**changes))


@contextmanager
def phone(browser: Browser, language: str = "en", **options: object) -> Iterator[BrowserContext]:
    """A phone that speaks a language."""
    size = {"width": WIDTH, "height": HEIGHT}
    context = browser.new_context(**{"viewport": size, "locale": LOCALES[language], **options})  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


def said(key: str, language: str = "en", **values: object) -> str:
    """A sentence of the phone."""
    return load_text(language)(f"phone.page.{key}", **values)


def at_door(context: BrowserContext, url: str, scene: Scene) -> Page:
    """Open the room's page in a new tab."""
    page = context.new_page()
    page.goto(f"{url}j/{scene.code}")
    page.locator("h1:not(.late)").wait_for()
    return page


def inside(context: BrowserContext, url: str, scene: Scene, role: str = "") -> Page:
    """Open the room's page and join."""
    page = at_door(context, url, scene)
    if scene.host.room.settings.roles:
        page.locator(f"input[name=role][value='{role}']").check()
    page.locator("#act").click()
    page.locator("input[name=role]").first.wait_for(state="detached")
    return page


def asked(page: Page, question: str) -> None:
    """Wait until this question is on screen."""
    page.locator(f"fieldset[data-question={question}]").wait_for()


def choose(page: Page, option: str) -> None:
    """Choose an option and press the button."""
    page.locator(f"input[name=option][value={option}]").check()
    page.locator("#act").click()


def speak(page: Page, now: str, then: str) -> None:
    """Choose another language in the menu that carries the name of this one."""
    page.get_by_role("button", name=now).click()
    page.get_by_role("link", name=then).click()


def told(page: Page, key: str, language: str = "en") -> None:
    """Wait until the status line says this."""
    expect(page.locator("#status")).to_have_text(said(key, language))


def headed(page: Page, words: str) -> None:
    """Wait until this is the heading."""
    expect(page.locator("h1")).to_have_text(words)


def stored(scene: Scene, context: BrowserContext) -> list[VoteRow]:
    """What the store holds of this phone's person, read past the server."""
    token = next(cookie["value"] for cookie in context.cookies() if cookie["name"] == COOKIE)
    return list(scene.store.rooms.votes_of(scene.room_id, participant_id(scene.room_id, token)))


def choices(scene: Scene, context: BrowserContext) -> list[tuple[str, int, str]]:
    """Question, round and option of each stored answer."""
    return [(vote.question, vote.round, vote.option) for vote in stored(scene, context)]


def arrived(scene: Scene, context: BrowserContext) -> None:
    """Wait until the store holds an answer of this phone."""
    deadline = time.monotonic() + PATIENCE / 1000
    while not stored(scene, context):
        assert time.monotonic() < deadline
        time.sleep(0.05)
