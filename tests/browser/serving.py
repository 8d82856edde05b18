"""The app as a process that can be killed and started again."""

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import BrowserContext

from advisor.store import COOKIE, Draft, Store

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0  # seconds until a started server must answer


@dataclass
class Server:
    """The app on one port with one data directory; it can be killed and started again.

    ``settings`` are environment variables beside those of this machine.
    """

    port: int
    data: Path
    log: Path
    settings: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://localhost:{self.port}/"

    def start(self) -> None:
        """Start it and wait until it answers."""
        env = {key: value for key, value in os.environ.items() if not key.startswith("ADVISOR_")}
        command = [sys.executable, "-m", "advisor", "run", "--port", str(self.port)]
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=env | {"ADVISOR_DATA_DIR": str(self.data)} | self.settings,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        deadline = time.monotonic() + PATIENCE
        while not self.answers():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.1)

    def answers(self) -> bool:
        """Whether it answers and its store works."""
        try:
            with urllib.request.urlopen(f"{self.url}healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def end(self, how: signal.Signals = signal.SIGKILL) -> None:
        """End it with a signal and wait until it is gone."""
        if self.process is not None and self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, how)
            self.process.wait(timeout=30)

    def restart(self) -> None:
        """Kill it without warning and start it again."""
        self.end()
        self.start()

    def stored(self, visitor: BrowserContext) -> dict[str, str]:
        """The answers that the store holds of this visitor, read past the server."""
        return dict(self.draft(visitor).responses)

    def draft(self, visitor: BrowserContext) -> Draft:
        """What the store holds of this visitor, read past the server."""
        token = next(cookie["value"] for cookie in visitor.cookies() if cookie["name"] == COOKIE)
        store = Store(f"sqlite:///{self.data / 'advisor.sqlite3'}", retention_days=1)
        try:
            return store.open_draft(token)
        finally:
            store.close()
