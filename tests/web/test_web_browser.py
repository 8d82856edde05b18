"""A real server and a real browser: the cookie comes first, and no answer is lost."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from advisor.store import COOKIE, Store

playwright = pytest.importorskip("playwright.sync_api")

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[2]
TINY = Path(__file__).with_name("tiny") / "app.py"
PATIENCE = 60.0  # seconds until a started server must answer


@dataclass
class Server:
    """A server on one port and one data directory, which can be killed and started again."""

    port: int
    data: Path
    log: Path
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def url(self) -> str:
        """Return its address."""
        return f"http://localhost:{self.port}/"

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = [sys.executable, "-m", "streamlit", "run", str(TINY)]
        flags = [f"--server.port={self.port}", "--server.headless=true", "--server.fileWatcherType=none"]
        environment = {key: value for key, value in os.environ.items() if not key.startswith("ADVISOR_")}
        environment |= {"PYTHONPATH": str(ROOT), "ADVISOR_DATA_DIR": str(self.data)}
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                [*command, *flags],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        deadline = time.monotonic() + PATIENCE
        while not self.healthy():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.1)

    def healthy(self) -> bool:
        """Say whether it answers and its store works."""
        try:
            with urllib.request.urlopen(f"{self.url}healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def stop(self, sign: signal.Signals) -> None:
        """Stop it with a signal and wait for its end."""
        if self.process is not None:
            self.process.send_signal(sign)
            self.process.wait(timeout=30)
            self.process = None


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A running server with an empty data directory."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    running = Server(port, tmp_path / "data", tmp_path / "server.log")
    running.start()
    yield running
    with contextlib.suppress(subprocess.TimeoutExpired):
        running.stop(signal.SIGTERM)
    if running.process is not None:
        running.stop(signal.SIGKILL)


@pytest.fixture
def browser() -> Iterator[playwright.Browser]:
    """A Chromium, from CHROME or the path."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = os.environ.get("CHROME") or next(filter(None, map(shutil.which, names)), None)
    if found is None:
        pytest.skip("no Chromium; set CHROME")
    with playwright.sync_playwright() as driver:
        chrome = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield chrome
        chrome.close()


def choose(page: playwright.Page, question: str, option: str) -> None:
    """Choose an option and wait until the page shows it as read back from the store."""
    group = page.get_by_role("radiogroup", name=question)
    group.get_by_text(option, exact=True).click(timeout=30_000)
    page.get_by_text(re.compile(rf"with cookie; .*\('{question}', '{option}'\)")).wait_for()


def stored(server: Server, token: str) -> dict[str, str]:
    """Return the answers in the database, read by another process's store."""
    store = Store(f"sqlite:///{server.data}/advisor.sqlite3", retention_days=30)
    with contextlib.closing(store):
        return dict(store.open_draft(token).responses)


def token_of(context: playwright.BrowserContext) -> str:
    """Return the visitor's token from the browser's cookies."""
    (cookie,) = [cookie for cookie in context.cookies() if cookie["name"] == COOKIE]
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Lax"
    return str(cookie["value"])


def test_no_answer_is_lost(server: Server, browser: playwright.Browser) -> None:
    """Reload, a second tab, a killed server, a new browser: after each, every answer is in the store."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(server.url)
    page.get_by_text("with cookie; first run True; []").wait_for()
    token = token_of(context)
    choose(page, "first", "a")
    assert stored(server, token) == {"first": "a"}

    page.reload()
    page.get_by_text("with cookie; first run True; [('first', 'a')]").wait_for()

    second = context.new_page()
    second.goto(server.url)
    choose(second, "second", "b")
    choose(second, "first", "c")
    choose(page, "second", "a")
    assert stored(server, token) == {"first": "c", "second": "a"}

    server.stop(signal.SIGKILL)
    server.start()
    assert stored(server, token) == {"first": "c", "second": "a"}
    choose(page, "second", "c")
    assert stored(server, token) == {"first": "c", "second": "c"}

    again = browser.new_context(storage_state=context.storage_state())
    context.close()
    page = again.new_page()
    page.goto(server.url)
    page.get_by_text("with cookie; first run True; [('first', 'c'), ('second', 'c')]").wait_for()
    assert token_of(again) == token
    assert token not in server.log.read_text()


def test_the_policy_lets_the_app_work(server: Server, browser: playwright.Browser) -> None:
    """With the security headers widgets, chart and component work, and only this server is asked."""
    page = browser.new_context(locale="ko-KR").new_page()
    complaints: list[str] = []
    asked: set[str] = set()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: asked.add(request.url))
    response = page.goto(server.url)
    assert response is not None
    assert '<html lang="ko">' in response.text()
    page.locator(".js-plotly-plot .point").first.wait_for()
    page.locator("#from-component").wait_for(state="attached")
    choose(page, "first", "b")
    assert complaints == []
    assert {url for url in asked if not url.startswith((server.url, "blob:", "data:"))} == set()
