"""Phones in a room, as far as the network can tell: they keep a cookie and send until it has arrived."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx2

from advisor.store import COOKIE
from tests.deploy.proxied import NAME, PATIENCE, Site

TRY_AGAIN = (429, 502, 503, 504)
PAGE = {"accept": "text/html"}


@dataclass
class Phone:
    """One person with one browser; ``acknowledged`` holds each answer that a vote was confirmed for."""

    client: httpx2.Client
    code: str
    acknowledged: dict[str, tuple[str, int]] = field(default_factory=dict)
    sequence: int = 0
    tries: int = 0

    @property
    def token(self) -> str:
        """What the cookie holds."""
        return str(self.client.cookies[COOKIE])

    def come(self, role: str = "") -> None:
        """Open the page, which brings the cookie, and join."""
        assert self.client.get(f"/j/{self.code}", headers=PAGE).status_code == 200
        answer = self.client.post(f"/api/room/{self.code}/join", json={"role": role, "name": ""})
        assert answer.status_code == 200, answer.text

    def state(self) -> dict[str, Any]:
        """Ask for the own view, until there is one."""
        return self._until_answered("GET", "", None)

    def vote(self, question: str, option: str) -> None:
        """Send one answer until it is confirmed; nothing else than confirmation or "try again" may come."""
        self.sequence += 1
        body = {"question": question, "round": 1, "option": option, "sequence": self.sequence}
        assert self._until_answered("POST", "/vote", body) == body
        self.acknowledged[question] = (option, self.sequence)

    @contextmanager
    def stream(self) -> Iterator[httpx2.Response]:
        """Listen to the room."""
        with self.client.stream("GET", f"/api/room/{self.code}/events", timeout=PATIENCE) as answer:
            yield answer

    def _until_answered(self, method: str, path: str, body: object) -> dict[str, Any]:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            self.tries += 1
            try:
                answer = self.client.request(method, f"/api/room/{self.code}{path}", json=body)
            except httpx2.TransportError:
                time.sleep(0.2)
                continue
            if answer.status_code not in TRY_AGAIN:
                assert answer.status_code == 200, answer.text
                return dict(answer.json())
            time.sleep(0.2)
        raise AssertionError(f"no answer to {method} {path} in {PATIENCE:g} s")


def events(answer: httpx2.Response) -> Iterator[dict[str, Any]]:
    """Yield the states of a room as they come in."""
    kind = ""
    for line in answer.iter_lines():
        name, _, value = line.partition(": ")
        if name == "event":
            kind = value
        elif name == "data" and kind == "room":
            yield json.loads(value)


def arrive(browser: httpx2.Client) -> dict[str, str]:
    """Open the page as a browser does; return the cookies."""
    for path in ("/", "/_stcore/health"):
        assert browser.get(path, headers=PAGE).status_code == 200
    return dict(browser.cookies)


def upload(browser: httpx2.Client, session: str, size: int) -> int:
    """Send a file to the screen with this session, as Streamlit's page does; return the status."""
    answer = browser.put(
        f"/_stcore/upload_file/{session}/a-file",
        headers={"X-Xsrftoken": browser.cookies.get("_streamlit_xsrf", "")},
        files={"file": ("answers.json", b"0" * size, "application/json")},
    )
    return answer.status_code


@contextmanager
def client(site: Site) -> Iterator[httpx2.Client]:
    """A browser without cookies, at the site."""
    with _client(site) as opened:
        yield opened


@contextmanager
def crowd(site: Site, code: str, size: int) -> Iterator[list[Phone]]:
    """Some people who have joined."""
    clients = [_client(site) for _ in range(size)]
    try:
        phones = [Phone(opened, code) for opened in clients]
        for n, phone in enumerate(phones):
            phone.come(("leadership", "practitioner")[n % 2])
        yield phones
    finally:
        for opened in clients:
            opened.close()


def _client(site: Site) -> httpx2.Client:
    def by_name(request: httpx2.Request) -> None:
        request.extensions = {**request.extensions, "sni_hostname": NAME}

    return httpx2.Client(
        base_url=f"https://127.0.0.1:{site.nginx.port}",
        headers={"host": f"{NAME}:{site.nginx.port}"},
        event_hooks={"request": [by_name]},
        verify=site.trust,
        timeout=20,
        trust_env=False,
    )


class Tripwire:
    """Does something once, in the middle of what others are doing: at the n-th call."""

    def __init__(self, at: int, action: Callable[[], None]) -> None:
        self.at, self.action, self.calls = at, action, 0
        self._lock = threading.Lock()

    def __call__(self) -> None:
        """Count; whoever comes as the n-th does it, the others go on meanwhile."""
        with self._lock:
            self.calls += 1
            now = self.calls == self.at
        if now:
            self.action()


def all_vote(
    phones: Sequence[Phone], questions: Sequence[tuple[str, Sequence[str]]], *, times: int, wire: Tripwire
) -> None:
    """Let everybody answer every question at the same time, and change every answer some times."""

    def answer(number: int) -> None:
        for turn in range(times):
            for question, options in questions:
                phones[number].vote(question, options[(number + turn) % len(options)])
                wire()

    with ThreadPoolExecutor(len(phones)) as threads:
        list(threads.map(answer, range(len(phones))))
