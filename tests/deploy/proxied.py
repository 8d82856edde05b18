"""The configurations of deploy/, filled in and run: a real nginx with TLS in front of real app servers."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import trustme

from advisor.store import Store
from tests.workshop.scene import Scene, play

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
PATIENCE = 60.0  # seconds until something that was started must answer
NAME = "advisor.example.com"  # as the files have it; it leads to 127.0.0.1 here, for our clients only
APPS = ("127.0.0.1:8501", "127.0.0.1:8502")  # the app servers of the files, in their order

WORKERS = 2
LEAVING = "gracefully shutting down"  # what an old worker says when it has been told to
WRAPPER = """
{user}
pid {folder}/nginx.pid;
error_log {folder}/main.log notice;
worker_processes {workers};
worker_shutdown_timeout 5s;
events {{ worker_connections 1024; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/advisor.conf;
}}
"""


def wait_until(what: Callable[[], object], why: Callable[[], str] = str) -> None:
    """Ask again and again until it is so."""
    deadline = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < deadline, why()
        time.sleep(0.1)


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class App:
    """One app server on one port; it can be killed and started again."""

    port: int
    log: Path
    settings: dict[str, str]
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def address(self) -> str:
        """As nginx writes it."""
        return f"127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        env = {key: value for key, value in os.environ.items() if not key.startswith("ADVISOR_")}
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "advisor", "run", "--port", str(self.port)],
                cwd=ROOT,
                env=env | self.settings,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        wait_until(self._answers, self.log.read_text)

    def end(self, how: signal.Signals = signal.SIGKILL) -> None:
        """End it with a signal and wait until it is gone."""
        if self.process is not None and self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, how)
            self.process.wait(timeout=30)

    def _answers(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.log.read_text()
        try:
            with urllib.request.urlopen(f"http://{self.address}/healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False


@dataclass
class Nginx:
    """An nginx of our own: its files in one folder, its ports high, its log readable."""

    folder: Path
    template: str
    apps: list[App]
    port: int = field(default_factory=free_port)
    plain_port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        """Start it and wait until it takes connections."""
        user = "user root root;" if os.geteuid() == 0 else ""
        (self.folder / "nginx.conf").write_text(
            WRAPPER.format(user=user, folder=self.folder, workers=WORKERS)
        )
        self.configure()
        self.process = subprocess.Popen([*self._command(), "-g", "daemon off;"], stdin=subprocess.DEVNULL)
        wait_until(self._listens, self.errors)

    def configure(self, change: Callable[[str], str] = str) -> None:
        """Write the file as an administrator would fill it in, changed by ``change``; nginx checks it."""
        written = change(filled_in(self.template, self))
        (self.folder / "advisor.conf").write_text(written)
        checked = subprocess.run([*self._command(), "-t"], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stderr
        assert "warn" not in checked.stderr

    def reload(self) -> None:
        """Let it read its file again, and wait until the workers that know the old one are leaving."""
        log = self.folder / "main.log"
        expected = log.read_text().count(LEAVING) + WORKERS
        subprocess.run([*self._command(), "-s", "reload"], check=True)
        wait_until(lambda: log.read_text().count(LEAVING) >= expected, self.errors)

    def end(self) -> None:
        """End it at once."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=30)

    @property
    def access_log(self) -> Path:
        """What it writes about each request."""
        return self.folder / "log-access.log"

    def requests(self) -> list[LogLine]:
        """Return what the access log holds, the oldest first."""
        return [LogLine.read(line) for line in self.access_log.read_text().splitlines()]

    def since(self, mark: int, count: int) -> list[LogLine]:
        """Return the lines after the first ``mark`` once there are ``count``: they follow the answers."""
        wait_until(lambda: len(self.requests()) >= mark + count, self.errors)
        return self.requests()[mark:]

    def errors(self) -> str:
        """Return everything it has complained about."""
        return "\n".join(path.read_text() for path in sorted(self.folder.glob("*.log")))

    def _command(self) -> list[str]:
        program, own = os.environ.get("NGINX", "nginx"), self.folder
        # nginx takes a variable of its own name for a list of sockets to go on with.
        return [
            "env",
            "-u",
            "NGINX",
            program,
            "-p",
            f"{own}/",
            "-e",
            f"{own}/start.log",
            "-c",
            f"{own}/nginx.conf",
        ]

    def _listens(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.errors()
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


@dataclass(frozen=True)
class LogLine:
    """A line of the access log: what was asked, the answer, and which app servers were tried."""

    method: str
    place: str
    status: int
    tried: tuple[str, ...]

    @classmethod
    def read(cls, line: str) -> LogLine:
        """Take a line apart."""
        head, _, rest = line.partition(" ")
        assert head.startswith("20"), line
        method, place, status, _size, _time, *upstream = rest.replace(", ", ",").split(" ")
        return cls(method, place, int(status), tuple(upstream[1].split(",")))


def filled_in(template: str, nginx: Nginx) -> str:
    """Return a file of deploy/ with every placeholder replaced; fails if one is not there."""
    text = re.sub(r"^ *listen \[::\].*\n", "", (DEPLOY / template).read_text(), flags=re.MULTILINE)
    places = {
        "listen 443 ": f"listen 127.0.0.1:{nginx.port} ",
        "listen 80;": f"listen 127.0.0.1:{nginx.plain_port};",
        "/etc/ssl/advisor/": f"{nginx.folder}/",
        "/var/log/nginx/advisor-": f"{nginx.folder}/log-",
        **{f"server {known}": f"server {app.address}" for known, app in zip(APPS, nginx.apps, strict=False)},
    }
    for known, real in places.items():
        assert known in text, f"{template} has no {known}"
        text = text.replace(known, real)
    return text


@dataclass
class Site:
    """Everything of one deployment: the app servers, nginx, the certificate's authority and the store."""

    apps: list[App]
    nginx: Nginx
    authority: trustme.CA
    store: Store

    @property
    def url(self) -> str:
        """Its address as visitors know it, without a slash at the end."""
        return f"https://{NAME}:{self.nginx.port}"

    @cached_property
    def trust(self) -> ssl.SSLContext:
        """What a client needs to trust the certificate."""
        context = ssl.create_default_context()
        self.authority.configure_trust(context)
        return context

    def workshop(self) -> Scene:
        """Open a workshop, straight in the store."""
        return play(self.store)


@contextlib.contextmanager
def site(folder: Path, template: str, settings: list[dict[str, str]], url: str) -> Iterator[Site]:
    """Run one app server for each of the settings, and nginx in front of them, until the block ends."""
    folder.chmod(0o755)
    authority = trustme.CA()
    certificate = authority.issue_cert(NAME)
    certificate.private_key_pem.write_to_path(folder / "privkey.pem")
    for part in certificate.cert_chain_pems:
        part.write_to_path(folder / "fullchain.pem", append=True)
    apps = [App(free_port(), folder / f"app{n}.txt", each) for n, each in enumerate(settings)]
    nginx = Nginx(folder, template, apps)
    with contextlib.ExitStack() as ending:
        for app in apps:
            ending.callback(app.end)
            app.start()
        ending.callback(nginx.end)
        nginx.start()
        store = Store(url, retention_days=1)
        ending.callback(store.close)
        yield Site(apps, nginx, authority, store)
