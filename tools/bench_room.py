"""A room under load: ``make bench-room``.

Simulated participants over loopback, on the machine that also serves; the host's screen is a websocket
client that keeps its page alive as a browser does, so drawing in the browser is not in the figures. Every row
is a fresh server. Nothing is asserted; the last row is the same room with participants on Streamlit pages.
"""

import asyncio
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import quantiles

import httpx2
import psutil

from advisor.content.loader import load_model
from advisor.content.workshop import load_room_settings
from advisor.store import COOKIE, Store, new_token
from advisor.workshop import WorkshopSettings, host, open_workshop, participant_id
from tools.streamlit_client import Visitor

ROOT = Path(__file__).resolve().parents[1]
PAGES = Path(__file__).with_name("bench_pages") / "room.py"
MODEL, LIMITS = load_model(), load_room_settings()
QUESTION = MODEL.core_questions[0]
WINDOW = 5.0  # seconds in which everybody votes
SETTLE = 3.0  # seconds until the last vote must be on screen
SEED = 7
ROWS = ((1, 10), (1, 50), (1, 100), (1, 200), (10, 20))


@dataclass
class Person:
    """One participant: a phone, or a Streamlit page."""

    code: str
    token: str = field(default_factory=new_token)
    option: str = ""
    sent: float = 0.0
    taken: float = 0.0
    phone: httpx2.AsyncClient | None = None
    page: Visitor | None = None
    stream: asyncio.Task[None] | None = None


@dataclass
class Room:
    """One workshop, its host's screen and its people."""

    id: str
    code: str
    host_token: str
    people: list[Person]
    screen: Visitor | None = None


@dataclass(frozen=True)
class Row:
    """What was measured; times in milliseconds, memory in kB per participant, CPU as share of a core."""

    joined_s: float
    visible_ms: tuple[float, float, float]
    taken_ms: tuple[float, float, float]
    kb: float
    cpu: float
    lost: int = 0

    def __str__(self) -> str:
        visible = " / ".join(f"{ms:5.0f}" for ms in self.visible_ms)
        taken = " / ".join(f"{ms:5.0f}" for ms in self.taken_ms)
        return (
            f"{self.joined_s:7.1f} | {visible} | {taken} | {self.lost:4d} | {self.kb:8.0f} | {self.cpu:4.2f}"
        )


@contextmanager
def serving(*command: str) -> Iterator[tuple[int, Store, psutil.Process]]:
    """A server on a fresh database until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as data, Path(data, "log").open("w") as log:
        env = os.environ | {"ADVISOR_DATA_DIR": data, "PYTHONPATH": str(ROOT)}
        arguments = [part.format(port=port) for part in command]
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments], cwd=ROOT, env=env, stdout=log, stderr=log
        )
        store = Store(f"sqlite:///{Path(data) / 'advisor.sqlite3'}", retention_days=1)
        try:
            _wait(port)
            yield port, store, psutil.Process(process.pid)
        finally:
            store.close()
            process.terminate()
            process.wait(timeout=30)


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            httpx2.get(f"http://127.0.0.1:{port}/_stcore/health", timeout=1)
        except httpx2.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("no answer from the server")


def opened(store: Store, people: int) -> Room:
    """A workshop with people on their way, at its first question."""
    token = new_token()
    settings = WorkshopSettings((QUESTION.id,), "en", names=False, roles=(), least_group=LIMITS.least_group)
    room, _ = open_workshop(store, LIMITS, MODEL, token, settings)
    running = host(store, LIMITS, token, room)
    running.ask(QUESTION.id)
    code = running.room.join_code or ""
    return Room(room, code, token, [Person(code) for _ in range(people)])


async def come_by_phone(port: int, person: Person) -> None:
    """Load the page, join, and listen, as the phone page does."""
    base = f"http://127.0.0.1:{port}"
    # No certificates: to load them for each of two hundred clients would be measured as their joining.
    person.phone = httpx2.AsyncClient(base_url=base, cookies={COOKIE: person.token}, timeout=60, verify=False)
    (await person.phone.get(f"/j/{person.code}", headers={"accept": "text/html"})).raise_for_status()
    (await person.phone.post(f"/api/room/{person.code}/join", json={})).raise_for_status()
    person.stream = asyncio.create_task(_listen(person))


async def _listen(person: Person) -> None:
    assert person.phone is not None
    async with person.phone.stream("GET", f"/api/room/{person.code}/events", timeout=None) as answer:
        async for _ in answer.aiter_lines():
            pass


async def come_by_page(port: int, person: Person) -> None:
    """Open a Streamlit page."""
    person.page = Visitor(port, person.token, "", f"code={person.code}")
    await person.page.open()


async def vote(person: Person, option: str, wait: float) -> None:
    """Vote after a while, and note when it was sent and when it was acknowledged."""
    person.option = option
    await asyncio.sleep(wait)
    person.sent = time.monotonic()
    if person.phone is not None:
        body = {"question": QUESTION.id, "round": 1, "option": option, "sequence": 1}
        (await person.phone.post(f"/api/room/{person.code}/vote", json=body)).raise_for_status()
    elif person.page is not None:
        runs = person.page.runs
        await person.page.run(chosen=option)
        await person.page.until(lambda: person.page is not None and person.page.runs > runs)
    person.taken = time.monotonic()


async def play(port: int, server: psutil.Process, rooms: Sequence[Room], *, pages: bool) -> Row:
    """Let everybody come and vote; measure."""
    everybody = [person for room in rooms for person in room.people]
    come = come_by_page if pages else come_by_phone
    for room in rooms:
        room.screen = Visitor(port, room.host_token, "" if pages else "screen", f"room={room.id}")
        await room.screen.open()
    empty, start = server.memory_info().rss, time.monotonic()
    await asyncio.gather(*(come(port, person) for person in everybody))
    joined = time.monotonic() - start
    chance = random.Random(SEED)
    await asyncio.sleep(1)
    before, start = server.cpu_times(), time.monotonic()
    votes = (vote(p, chance.choice(QUESTION.option_ids), chance.uniform(0, WINDOW)) for p in everybody)
    await asyncio.gather(*votes)
    used, span = server.cpu_times(), time.monotonic() - start
    await asyncio.sleep(SETTLE)
    row = Row(
        joined_s=joined,
        visible_ms=_percentiles([ms for room in rooms for ms in _visible(room)]),
        taken_ms=_percentiles([(p.taken - p.sent) * 1000 for p in everybody if p.taken]),
        kb=(server.memory_info().rss - empty) / 1024 / len(everybody),
        cpu=(used.user + used.system - before.user - before.system) / span,
    )
    await _leave(rooms)
    return row


def _visible(room: Room) -> list[float]:
    """Milliseconds from sending the n-th vote until the screen said n or more; infinite if it never did."""
    shown = room.screen.numbers if room.screen is not None else []
    sent = sorted((person.taken, person.sent) for person in room.people if person.taken)
    seen = (
        next((at for at, number in shown if number >= n and at >= taken_at), float("inf")) - sent_at
        for n, (taken_at, sent_at) in enumerate(sent, start=1)
    )
    return [seconds * 1000 for seconds in seen]


def _percentiles(values: Sequence[float]) -> tuple[float, float, float]:
    cuts = quantiles(values, n=100, method="inclusive")
    return cuts[49], cuts[94], cuts[98]


async def _leave(rooms: Sequence[Room]) -> None:
    for room in rooms:
        for person in room.people:
            if person.stream is not None:
                person.stream.cancel()
            if person.phone is not None:
                await person.phone.aclose()
            if person.page is not None:
                await person.page.close()
        if room.screen is not None:
            await room.screen.close()


def measured(rooms: int, people: int, *, pages: bool = False) -> Row:
    """One row: so many rooms of so many people, on phones or on Streamlit pages."""
    flags = ["--server.headless=true", "--server.port={port}", "--server.fileWatcherType=none"]
    page = ["streamlit", "run", str(PAGES), *flags]
    ours = ["advisor", "run", "--port", "{port}"]
    with serving(*(page if pages else ours)) as (port, store, server):
        made = [opened(store, people) for _ in range(rooms)]
        row = asyncio.run(play(port, server, made, pages=pages))
        lost = sum(not _stored(store, room, person) for room in made for person in room.people)
    return replace(row, lost=lost)


def _stored(store: Store, room: Room, person: Person) -> bool:
    """Whether the vote that this person was told is saved can be read from the database."""
    votes = store.rooms.votes_of(room.id, participant_id(room.id, person.token))
    return [vote.option for vote in votes] == [person.option]


def main() -> None:
    """Print the table."""
    print(
        f"{len(os.sched_getaffinity(0))} cores; everybody votes within {WINDOW:.0f} s; times p50 / p95 / p99"
    )
    print(
        "participants         | join, s | vote → on screen, ms | vote → answered, ms | lost | kB each | CPU"
    )
    for rooms, people in ROWS:
        print(f"{rooms:2d} × {people:3d} phones      |{measured(rooms, people)}", flush=True)
    print(f" 1 × 200 Streamlit   |{measured(1, 200, pages=True)}", flush=True)


if __name__ == "__main__":
    main()
