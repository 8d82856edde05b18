"""The server is killed between any two requests of a voting run, and in the middle of them."""

from __future__ import annotations

import random
import signal
import socket
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx2
import pytest

from advisor.store import COOKIE, Store, new_token
from tests.browser.serving import Server
from tests.workshop.scene import MODEL, OTHER, QUESTION, Scene, play

PATIENCE = 60.0
QUESTIONS = (QUESTION, OTHER)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """The app as a process that can be killed."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    running = Server(port, tmp_path / "data", tmp_path / "log.txt")
    running.start()
    yield running
    running.end(signal.SIGTERM)


@pytest.fixture
def scene(server: Server) -> Iterator[Scene]:
    """A workshop on the server's database, read and run past the server."""
    store = Store(f"sqlite:///{server.data / 'advisor.sqlite3'}", retention_days=30)
    yield play(store)
    store.close()


def send(server: Server, token: str, path: str, body: dict[str, Any]) -> None:
    """Send what a phone sends, again and again until it is taken, as the phone does."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            answer = httpx2.post(
                f"{server.url}api/room/{path}", json=body, cookies={COOKIE: token}, timeout=5
            )
        except httpx2.HTTPError:
            answer = None
        if answer is not None and answer.status_code == httpx2.codes.OK:
            return
        assert answer is None or answer.status_code in (429, 503), answer.text
        assert time.monotonic() < deadline
        time.sleep(0.05)


def requests(scene: Scene, tokens: list[str]) -> list[tuple[str, str, dict[str, Any]]]:
    """Every request of a run: all join, all answer both questions, and change the first answer."""
    run: list[tuple[str, str, dict[str, Any]]] = [
        (t, f"{scene.code}/join", {"role": "leadership"}) for t in tokens
    ]
    for sequence, (question, option) in enumerate(((QUESTION, 0), (OTHER, 1), (QUESTION, 2)), start=1):
        answer = {"question": question, "option": MODEL.question_by_id[question].option_ids[option]}
        run += [(t, f"{scene.code}/vote", answer | {"round": 1, "sequence": sequence}) for t in tokens]
    return run


def everything_once(scene: Scene) -> None:
    """Each person's newest answers are stored once and counted once."""
    for question, option in ((QUESTION, 2), (OTHER, 1)):
        assert scene.reveal(question) == "shown"
        assert scene.counts(question) == {MODEL.question_by_id[question].option_ids[option]: 5}
    assert Counter(len(scene.person(token).view().mine) for token in scene.people) == {2: 5}


@pytest.mark.slow
def test_killed_between_any_two_requests(server: Server, scene: Scene) -> None:
    """After every single request the server is killed and started again; every vote is there once."""
    scene.people = [new_token() for _ in range(5)]
    for question in QUESTIONS:
        scene.host.ask(question)
    for token, path, body in requests(scene, scene.people):
        send(server, token, path, body)
        server.restart()
    everything_once(scene)


@pytest.mark.slow
def test_killed_in_the_middle_of_requests(server: Server, scene: Scene) -> None:
    """While five phones send at once the server is killed four times; what was not answered is sent again."""
    scene.people = [new_token() for _ in range(5)]
    for question in QUESTIONS:
        scene.host.ask(question)
    run, chance = requests(scene, scene.people), random.Random(5)
    with ThreadPoolExecutor(max_workers=5) as phones:
        mine = {token: [request for request in run if request[0] == token] for token in scene.people}

        def all_of(token: str) -> None:
            for request in mine[token]:
                send(server, *request)
                time.sleep(chance.uniform(0.2, 1.5))

        sent = [phones.submit(all_of, token) for token in scene.people]
        for _ in range(4):
            time.sleep(chance.uniform(0.1, 0.6))
            server.restart()
        for phone in sent:
            phone.result()
    everything_once(scene)
