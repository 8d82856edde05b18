"""The server of the tests leaves nothing behind, however they end."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0  # seconds until the folder must be gone
RUN = """
import sys
from tests.postgres import postgres_server
with postgres_server() as server:
    server.new_database()
    print(server.folder, flush=True)
    sys.stdin.readline()
    raise SystemExit("a test failed")
"""


@pytest.mark.slow
@pytest.mark.parametrize("end", [None, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_behind(end: signal.Signals | None) -> None:
    """After a failure, or when the tests are killed, the server is stopped and its folder is gone."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", RUN], cwd=ROOT, text=True, **pipes) as process:
        assert process.stdout is not None
        folder = Path(process.stdout.readline().strip())
        server = int((folder / "data" / "postmaster.pid").read_text(encoding="utf-8").split()[0])
        assert is_running(server, folder)
        if end is not None:
            process.send_signal(end)
        process.communicate("go on\n" if end is None else None)
    deadline = time.monotonic() + PATIENCE
    while folder.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not folder.exists()
    assert not is_running(server, folder)


def is_running(server: int, folder: Path) -> bool:
    """Say whether the process is this server."""
    try:
        return any(str(folder) in argument for argument in psutil.Process(server).cmdline())
    except psutil.NoSuchProcess:  # a process that ended but was not waited for counts as none
        return False
